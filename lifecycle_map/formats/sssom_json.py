"""SSSOM as JSON: the mapping set as an object, its slots as keys, its mappings as a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.plain import to_json
from lifecycle_map.formats.sssom import document_of, joined
from lifecycle_map.formats.sssom_plain import DIALECTS, make_plain
from lifecycle_map.loading.rdf_words import SLOT_IRIS
from lifecycle_map.loading.sssom_documents import Document
from lifecycle_map.loading.sssom_slots import (
    LISTS,
    NUMBERS,
    ROW_SLOTS,
    SET_SLOTS,
    in_order,
    places,
    split,
)
from lifecycle_map.loading.sssom_terms import BUILT_IN
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

_ROWS, _SETS = places(ROW_SLOTS), places(SET_SLOTS)
_CONTEXT = {"dcterms": "http://purl.org/dc/terms/", "pav": "http://purl.org/pav/",
            "prov": "http://www.w3.org/ns/prov#"}  # fmt: skip


def write_sssom_json(value: Lifecycle | Crosswalk | Alignment, options: Options) -> Artifact:
    """Return a crosswalk or alignment as SSSOM/JSON; a crosswalk loads back equal, but for the
    dialect ``plain``, as in `write_sssom`.
    """
    if isinstance(value, Lifecycle):
        raise UnsuitableFormatError("sssom-json", "a lifecycle", ("json", "toml", "jsonld"))
    crosswalk = joined(value) if isinstance(value, Alignment) else value
    document = document_of(crosswalk)
    warnings = make_plain(document) if options.dialect == "plain" else ()
    return Artifact(content=to_json(sssom_json(document)), warnings=warnings)


def sssom_json(document: Document) -> dict[str, Any]:
    """Return a mapping set as the plain data of SSSOM/JSON."""
    slots = in_order(set(document.slots), _SETS)
    return {
        "@context": _context(document),
        "@type": "MappingSet",
        **{slot: _texts(slot, document.slots[slot]) for slot in slots},
        **({"curie_map": dict(sorted(document.prefixes.items()))} if document.prefixes else {}),
        **({"extension_definitions": [*_definitions(document)]} if document.definitions else {}),
        "mappings": [dict(_cells(row.cells)) for row in document.rows],
    }


def _context(document: Document) -> dict[str, Any]:
    """Return the context by which JSON-LD takes the file for SSSOM's RDF."""
    terms = {
        slot: {"@id": iri, **({"@type": "@id"} if slot.endswith("_id") else {})}
        for slot, iri in sorted(SLOT_IRIS.items())
    }
    prefixes = {**document.prefixes, **_CONTEXT, **BUILT_IN}
    return {"@vocab": BUILT_IN["sssom"], **dict(sorted(prefixes.items())), **terms}


def _definitions(document: Document) -> Iterator[dict[str, str]]:
    for _, each in sorted(document.definitions.items()):
        parts = {"slot_name": each.name, "property": each.property, "type_hint": each.type_hint}
        yield {name: text for name, text in parts.items() if text}


def _cells(cells: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for slot in in_order(set(cells), _ROWS):
        yield slot, _texts(slot, split(cells[slot]) if slot in LISTS else (cells[slot],))


def _texts(slot: str, texts: tuple[str, ...]) -> Any:
    """Return what a slot holds: a list, a text, or a number that is written as the text was."""
    if slot in LISTS or len(texts) > 1:
        return list(texts)
    text = texts[0]
    return _number(text) if slot in NUMBERS else text


def _number(text: str) -> Any:
    from lifecycle_map.loading.sssom_checks import number

    found = number(text)
    is_same = found is not None and repr(found).removesuffix(".0") == text
    return found if is_same else text


SSSOM_JSON = Format(
    name="sssom-json",
    takes=Takes.MODEL,
    suffixes=(".sssom.json",),
    mime="application/json",
    write=write_sssom_json,
    about="SSSOM as JSON; a crosswalk loads back equal",
    dialects=DIALECTS,
)
