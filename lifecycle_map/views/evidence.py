"""Why a row is believed, in plain words: by which way, over what, and what each reason says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import LifecycleMapError
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.refs import Ref

HOW = {
    Justification.CURATED: "curated by people, from sources",
    Justification.INVERTED: "curated by people, read from the other end",
    Justification.CHAINED: "by way of a third lifecycle",
    Justification.LEXICAL: "same name",
    Justification.BACKGROUND: "same phase",
    Justification.REVIEWED: "reviewed by people",
    Justification.LOGICAL: "found by reasoning",
    Justification.LEXICAL_SIMILARITY: "similar words",
    Justification.SEMANTIC_SIMILARITY: "similar meaning",
    Justification.STRUCTURAL: "same place in the structure",
    Justification.INSTANCE_BASED: "same instances",
    Justification.COMPOSITE: "several ways together",
    Justification.UNSPECIFIED: "not said how",
}
"""What each justification means, in a few words."""

MATCHED = "words and context"

_STATED = {
    Match.EXACT: "is the same as",
    Match.CLOSE: "is nearly the same as",
    Match.BROAD: "is a case of",
    Match.NARROW: "covers",
    Match.RELATED: "has to do with",
}
_KEY = r"[\w.-]+"
_STATEMENT = re.compile(
    rf"({_KEY}(?::{_KEY})?) ({'|'.join(each.value for each in _STATED)}) ({_KEY}(?::{_KEY})?)"
    r"( \(row [^)]+\))?"
)


def how(alignment: Alignment, row: Correspondence) -> str:
    """Return by which way a row was found, in a few words."""
    if row.justification is Justification.CHAINED:
        over = dict.fromkeys(key for key in _keys(row) if key not in _ends(alignment))
        names = " and ".join(title(alignment, key) for key in over)
        return f"by way of {names}" if names else HOW[row.justification]
    is_matched = any(line.startswith("words: ") for line in row.evidence)
    if is_matched and row.justification is Justification.LEXICAL:
        return MATCHED
    return HOW[row.justification]


def reasons(alignment: Alignment, row: Correspondence) -> tuple[str, ...]:
    """Return the evidence of a row with statements in plain words, a sentence each."""
    return tuple(_plain(alignment, line) for line in row.evidence)


def title(alignment: Alignment, key: str) -> str:
    """Return the name of a lifecycle, of the two or of a third one; its key where it has none."""
    found = _lifecycle(alignment, key)
    return found.title if found is not None else key


def _keys(row: Correspondence) -> Iterator[str]:
    for line in row.evidence:
        stated = _STATEMENT.fullmatch(line)
        for text in (stated[1], stated[3]) if stated else ():
            yield text.partition(":")[0]


def _ends(alignment: Alignment) -> tuple[str, str]:
    return alignment.subject.key, alignment.object.key


def _plain(alignment: Alignment, line: str) -> str:
    stated = _STATEMENT.fullmatch(line)
    if stated is None:
        return line
    one, two = (_named(alignment, Ref.parse(text)) for text in (stated[1], stated[3]))
    return f"{one} {_STATED[Match(stated[2])]} {two}{stated[4] or ''}"


def _named(alignment: Alignment, ref: Ref) -> str:
    """Return what an end is called, with its lifecycle where that is a third one."""
    found = _lifecycle(alignment, ref.lifecycle)
    if found is None or (ref.key and ref.key not in found):
        return str(ref)
    if ref.is_whole:
        return found.title
    within = "" if ref.lifecycle in _ends(alignment) else f" in {found.name}"
    return f"'{found[ref.key].name}'{within}"


def _lifecycle(alignment: Alignment, key: str) -> Lifecycle | None:
    for each in (alignment.subject, alignment.object):
        if each.key == key:
            return each
    try:
        return load_lifecycle(key)
    except LifecycleMapError:
        return None
