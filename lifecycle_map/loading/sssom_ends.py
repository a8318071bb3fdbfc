"""The two sides of a mapping set: which lifecycles they are, and our references for their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import define, field

from lifecycle_map.loading.sssom_documents import Document
from lifecycle_map.loading.sssom_terms import (
    LIFECYCLE,
    LIFECYCLES,
    NO_TERM,
    OLD_NO_TERM,
    expanded,
    is_key,
)
from lifecycle_map.model.refs import Ref, slug

Entity = tuple[str, str]
"""What a row says of one end: its id and, where it has none, its label."""


def is_no_term(text: str) -> bool:
    """Return whether an id says that somebody looked and found nothing."""
    return text in (NO_TERM, OLD_NO_TERM)


def entity(cells: dict[str, str], end: str) -> Entity:
    """Return what a row names at one end; a label counts only where there is no id."""
    text = cells.get(f"{end}_id", "")
    return (text, "") if text else ("", cells.get(f"{end}_label", ""))


def lifecycle_of(document: Document, end: str) -> str:
    """Return the key of the lifecycle on one side.

    A source that names one of ours (``lifecycle:itil-2011``, or a key alone) decides; then the
    prefix that all ids have; where they have several, the source, or the most frequent prefix.
    """
    source = _source(document, end)
    prefix, colon, local = source.partition(":")
    if is_key(source) or (_is_ours(prefix, document) and is_key(local)):
        return local if colon else source
    prefixes = _prefixes(document, end)
    if source and len(prefixes) != 1:
        return _key(local if colon else source)
    return _key(prefixes.most_common(1)[0][0]) if prefixes else end


def _source(document: Document, end: str) -> str:
    """Return the one source that is told for a side, by the set or by all of its rows."""
    told = document.slots.get(f"{end}_source", ())
    if told:
        return told[0]
    of_rows = {row.cells.get(f"{end}_source", "") for row in document.rows}
    return of_rows.pop() if len(of_rows) == 1 else ""


def _is_ours(prefix: str, document: Document) -> bool:
    return prefix == LIFECYCLE and expanded(f"{prefix}:", document.prefixes) == LIFECYCLES


def _prefixes(document: Document, end: str) -> Counter[str]:
    """Return how often each prefix of an id occurs on a side."""
    ids = (row.cells.get(f"{end}_id", "") for row in document.rows)
    curies = (text.partition(":") for text in ids if not is_no_term(text))
    return Counter(p for p, colon, local in curies if colon and p and not local.startswith("//"))


def _key(text: str) -> str:
    """Return a prefix or a name as the key of a lifecycle."""
    folded = text.casefold()
    return folded if is_key(folded) else slug(text)


@define
class Side:
    """One side while rows are read: it gives every id a key of its own.

    An id that already is a reference of ours stays as it is; the others get a key made of their
    words, with the prefix where it is not that of the side.
    """

    lifecycle: str
    prefix: str
    has_wholes: bool
    _refs: dict[Entity, Ref] = field(factory=dict)
    _counts: Counter[str] = field(factory=Counter)

    @classmethod
    def of(cls, document: Document, end: str, lifecycle: str, named: Iterable[Entity]) -> Side:
        """Return a side with the keys for all that the rows name at this end."""
        prefixes = _prefixes(document, end)
        prefix = prefixes.most_common(1)[0][0] if prefixes else ""
        side = cls(lifecycle, prefix, _is_ours(LIFECYCLE, document))
        distinct = dict.fromkeys(named)
        for one in distinct:
            side._keep(one)
        taken = {ref.key for ref in side._refs.values()}
        for one in distinct:
            if one not in side._refs:
                side._refs[one] = Ref(lifecycle, side._free(one, taken))
        return side

    def ref(self, one: Entity) -> Ref:
        """Return our reference for what a row names."""
        return self._refs[one]

    def _keep(self, one: Entity) -> None:
        """Take an id as it is when it is one of our references, whole lifecycles too."""
        prefix, colon, local = one[0].partition(":")
        if self.has_wholes and prefix == LIFECYCLE and local == self.lifecycle:
            self._refs[one] = Ref(self.lifecycle)
        elif colon and prefix == self.lifecycle and is_key(local):
            self._refs[one] = Ref(self.lifecycle, local)

    def _free(self, one: Entity, taken: set[str]) -> str:
        wanted = self._wanted(one)
        key = wanted
        while key in taken:
            self._counts[wanted] += 1
            key = f"{wanted}-{self._counts[wanted] + 1}"
        taken.add(key)
        return key

    def _wanted(self, one: Entity) -> str:
        text, label = one
        prefix, colon, local = text.partition(":")
        if not text or not colon:
            return slug(text or label)
        if local.startswith("//"):
            return slug(local.rstrip("/#").replace("#", "/").rpartition("/")[2])
        return slug(local if prefix == self.prefix else f"{prefix} {local}")
