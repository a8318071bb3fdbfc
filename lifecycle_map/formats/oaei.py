"""Alignments in RDF/XML as the OAEI has them, with the slots of SSSOM beside what they know."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.sssom import document_of, joined
from lifecycle_map.formats.xml import HEAD, tag, told
from lifecycle_map.loading.oaei_words import (
    ALIGNMENT,
    CURIE_MAP,
    DEFINITIONS,
    FLOAT,
    OWN,
    SIGNS,
    USUAL,
    predicate_of,
)
from lifecycle_map.loading.sssom_checks import number
from lifecycle_map.loading.sssom_documents import Document
from lifecycle_map.loading.sssom_ends import is_no_term
from lifecycle_map.loading.sssom_slots import LISTS, join
from lifecycle_map.loading.sssom_terms import BUILT_IN, base_of, expanded
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

_SPACES = {
    "xmlns": ALIGNMENT,
    "xmlns:align": ALIGNMENT,
    "xmlns:rdf": BUILT_IN["rdf"],
    "xmlns:sssom": BUILT_IN["sssom"],
    "xmlns:xsd": BUILT_IN["xsd"],
}
_ORDER = ("xml", "level", "type", "id", "method", "purpose", "time")
_SIDES = ("onto1", "onto2")


def write_oaei(value: Lifecycle | Crosswalk | Alignment, options: Options) -> Artifact:
    """Return a crosswalk or alignment as an alignment of ontologies.

    It has no place for rows that say that nothing matches, or that two things do not match.
    """
    if isinstance(value, Lifecycle):
        raise UnsuitableFormatError("oaei", "a lifecycle", ("json", "toml", "turtle"))
    crosswalk = joined(value) if isinstance(value, Alignment) else value
    document = document_of(crosswalk)
    kept = [row.cells for row in document.rows if _has_place(row.cells)]
    lost = len(document.rows) - len(kept)
    text = f"{HEAD}\n" + "\n".join(_file(crosswalk, document, kept)) + "\n"
    warnings = (f"{lost:,} rows that say that nothing matches are left out",) if lost else ()
    return Artifact(content=text, warnings=warnings)


def _has_place(cells: dict[str, str]) -> bool:
    ends = [cells.get(f"{end}_id", "") for end in ("subject", "object")]
    return all(ends) and not any(map(is_no_term, ends)) and "predicate_modifier" not in cells


def _file(crosswalk: Crosswalk, document: Document, rows: list[dict[str, str]]) -> Iterator[str]:
    set_id = document.slots["mapping_set_id"][0]
    inner = [*_set(crosswalk, document)]
    for cells in rows:
        inner += tag("map", None, _cell(cells, document))
    yield from tag("rdf:RDF", _SPACES, tag("Alignment", {"rdf:about": set_id}, inner))


def _set(crosswalk: Crosswalk, document: Document) -> Iterator[str]:
    slots = {s: join(t) if s in LISTS else t[0] for s, t in document.slots.items()}
    own = {s.removeprefix(OWN): t for s, t in slots.items() if s.startswith(OWN)}
    own = {**USUAL, **own}
    for name in _ORDER:
        yield from told(name, own.pop(name, ""))
    for name, key in zip(
        _SIDES, (crosswalk.subject_lifecycle, crosswalk.object_lifecycle), strict=True
    ):
        yield from _ontology(name, own, base_of(key).removesuffix("/"))
    for name, text in own.items():
        yield from told(name, text)
    for slot, text in slots.items():
        if slot != "mapping_set_id" and not slot.startswith(OWN):
            yield from told(f"sssom:{slot}", text)
    yield from _tables(document)


def _tables(document: Document) -> Iterator[str]:
    if document.prefixes:
        yield from told(f"sssom:{CURIE_MAP}", json.dumps(document.prefixes, ensure_ascii=False))
    if document.definitions:
        rows = [[d.name, d.property, d.type_hint] for d in document.definitions.values()]
        yield from told(f"sssom:{DEFINITIONS}", json.dumps(rows, ensure_ascii=False))


def _ontology(name: str, own: dict[str, str], usual: str) -> Iterator[str]:
    about = own.pop(name, usual)
    language = {
        "align:name": own.pop(f"{name}_formalism", ""),
        "align:uri": own.pop(f"{name}_formalism_uri", ""),
    }
    inner = [*told("location", own.pop(f"{name}_location", ""))]
    if any(language.values()):
        inner += tag("formalism", None, tag("Formalism", language))
    yield from tag(name, None, tag("Ontology", {"rdf:about": about}, inner))


def _cell(cells: dict[str, str], document: Document) -> Iterator[str]:
    rest = dict(cells)
    ends = [expanded(rest.pop(f"{end}_id"), document.prefixes) for end in ("subject", "object")]
    predicate = rest.pop("predicate_id", "")
    sign = rest.pop(f"{OWN}relation", "") or SIGNS.get(predicate, "?")
    if predicate_of(sign) != predicate:
        rest["predicate_id"] = predicate
    confidence = rest.pop("confidence", "")
    measure = rest.pop(f"{OWN}measure", "") or _measure(confidence)
    about = rest.pop(f"{OWN}cell", "")
    inner = [
        *tag("entity1", {"rdf:resource": ends[0]}),
        *tag("entity2", {"rdf:resource": ends[1]}),
        *told("relation", sign),
        *told("measure", measure, {"rdf:datatype": rest.pop(f"{OWN}datatype", "") or FLOAT}),
    ]
    if not confidence:
        inner += tag("sssom:confidence")
    if rest.get("mapping_justification") == "semapv:UnspecifiedMatching":
        del rest["mapping_justification"]
    for slot, text in rest.items():
        own = slot.startswith(OWN)
        inner += told(slot.removeprefix(OWN) if own else f"sssom:{slot}", text)
    yield from tag("Cell", {"rdf:about": about} if about else None, inner)


def _measure(confidence: str) -> str:
    """Return a confidence as a measure; the format has one in every cell, 1 where nobody said."""
    found = number(confidence)
    return repr(found) if found is not None else "1.0"


OAEI = Format(
    name="oaei",
    takes=Takes.MODEL,
    suffixes=(".alignment.rdf",),
    mime="application/rdf+xml",
    write=write_oaei,
    about="alignments of ontologies (Alignment API, OAEI), as RDF/XML",
)
