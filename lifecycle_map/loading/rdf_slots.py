"""Cells of SSSOM as terms of RDF and back: what stands in a slot, whichever file it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from lifecycle_map.loading.rdf_words import ADDRESSES, CHOICE_IRIS, PREFIXES, SLOT_IRIS, iri_of
from lifecycle_map.loading.sssom_checks import fault_in, number
from lifecycle_map.loading.sssom_slots import DATES, LISTS, NUMBERS, REFERENCES, join, split
from lifecycle_map.loading.sssom_terms import BUILT_IN, LIFECYCLE, LIFECYCLES, expanded

Term = tuple[str, str]
"""A text, and what it is: `IRI`, the datatype of a literal, or nothing for a plain text."""

IRI = "IRI"
DOUBLE = f"{PREFIXES['xsd']}double"
DATE = f"{PREFIXES['xsd']}date"
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_SLOTS = {iri_of(curie): slot for slot, curie in SLOT_IRIS.items()}


def is_iri(text: str) -> bool:
    """Return whether a text can stand as an absolute IRI as it is."""
    return bool(_ABSOLUTE.match(text)) and not _NOT_IN_IRIS.search(text)


def terms_of(slot: str, text: str, prefixes: dict[str, str]) -> list[Term]:
    """Return the terms for a cell of a slot, several where the slot holds a list."""
    values = split(text) if slot in LISTS else (text,)
    return [_term(slot, value, prefixes) for value in values]


def _term(slot: str, text: str, prefixes: dict[str, str]) -> Term:
    if text in CHOICE_IRIS.get(slot, {}):
        return iri_of(CHOICE_IRIS[slot][text]), IRI
    if slot in REFERENCES:
        iri = expanded(text, prefixes)
        return (iri, IRI) if iri != text and is_iri(iri) else (text, "")
    if slot in ADDRESSES and is_iri(text):
        return text, IRI
    if slot in NUMBERS and number(text) is not None:
        return repr(float(text)), DOUBLE
    return (text, DATE) if slot in DATES and not fault_in(slot, text, {}) else (text, "")


def cell_of(slot: str, terms: Iterable[Term], prefixes: dict[str, str]) -> str:
    """Return the cell of a slot for some terms; those of a list in the order of the alphabet."""
    values = sorted(_text(slot, term, prefixes) for term in terms)
    return join(tuple(values)) if slot in LISTS else next(iter(values), "")


def _text(slot: str, term: Term, prefixes: dict[str, str]) -> str:
    text, kind = term
    if kind == DOUBLE:
        return text.removesuffix(".0")
    if kind != IRI:
        return text
    words = {iri_of(curie): word for word, curie in CHOICE_IRIS.get(slot, {}).items()}
    return words.get(text) or (text if slot in ADDRESSES else compacted(text, prefixes))


def compacted(iri: str, prefixes: dict[str, str]) -> str:
    """Return an IRI as a CURIE by the longest prefix that it begins with, or as it is."""
    known = {**prefixes, **BUILT_IN}
    fitting = [(len(base), name) for name, base in known.items() if base and iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def slot_of(predicate: str) -> str:
    """Return the slot of SSSOM that a predicate is, or nothing."""
    bare = predicate.removeprefix(BUILT_IN["sssom"])
    return _SLOTS.get(predicate, "" if bare == predicate else bare)


def declare(iri: str, prefixes: dict[str, str]) -> None:
    """Give an IRI that has no prefix one, named after the last part of where it stands."""
    bases = [base for base in (*prefixes.values(), *BUILT_IN.values()) if base != LIFECYCLES]
    if any(base and iri.startswith(base) for base in bases):
        return
    if iri.startswith(LIFECYCLES):
        key, slash, _ = iri.removeprefix(LIFECYCLES).partition("/")
        prefixes[unquote(key) if slash else LIFECYCLE] = (
            f"{LIFECYCLES}{key}/" if slash else LIFECYCLES
        )
        return
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    parts = [part for part in iri[:cut].replace("#", "/").split("/") if part]
    stem = (
        "".join(sign for sign in parts[-1] if sign.isalnum() or sign in "-_.").strip(".-") or "ns"
    )
    name, number = stem, 2
    while name in prefixes or name in BUILT_IN:
        name, number = f"{stem}{number}", number + 1
    prefixes[name] = iri[:cut]
