"""A mapping set of SSSOM as RDF: SKOS mappings, and each mapping reified as SSSOM's RDF has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from lifecycle_map.formats.rdf_nodes import TYPE, XSD, Graph, Iri, Literal, Node, Value
from lifecycle_map.loading.rdf_slots import IRI, cell_of, is_iri, terms_of
from lifecycle_map.loading.rdf_words import (
    CELLS,
    COLUMN,
    POSITION,
    PREFIXES,
    WRAPPED,
    iri_of,
    slot_iri,
)
from lifecycle_map.loading.sssom_documents import Definition, Document
from lifecycle_map.loading.sssom_ends import is_no_term
from lifecycle_map.loading.sssom_slots import LISTS, ROW_SLOTS, SET_SLOTS, in_order, join, places
from lifecycle_map.loading.sssom_terms import expanded

Fact = tuple[str, tuple[Value, ...]]
_ROWS, _SETS = places(ROW_SLOTS), places(SET_SLOTS)


def crosswalk_graph(document: Document) -> Graph:
    """Return a mapping set as RDF: the set with its mappings, then each as a triple of its own."""
    own = {name: base for name, base in document.prefixes.items() if is_iri(base)}
    set_id = document.slots["mapping_set_id"][0]
    cells = {
        slot: join(texts) if slot in LISTS else texts[0]
        for slot, texts in document.slots.items()
        if slot != "mapping_set_id"
    }
    facts: tuple[Fact, ...] = (
        (TYPE, (Iri(iri_of("sssom:MappingSet")),)),
        *_facts(cells, in_order(set(cells), _SETS), document),
        (iri_of("sssom:extension_definitions"), tuple(_definitions(document))),
        (iri_of("sh:declare"), tuple(_prefixes(document.prefixes))),
        (iri_of("sssom:mappings"), tuple(_mappings(document))),
    )
    iri = set_id if is_iri(set_id) else f"{WRAPPED}{quote(set_id, safe='')}"
    return Graph({**own, **PREFIXES}, (Node(iri, facts), *_triples(document)))


def _mappings(document: Document) -> Iterator[Node]:
    for number, row in enumerate(document.rows, 1):
        facts = (
            (TYPE, (Iri(iri_of("owl:Axiom")),)),
            *_facts(row.cells, in_order(set(row.cells), _ROWS), document),
            (POSITION, (Literal(str(number), f"{XSD}integer"),)),
        )
        yield Node("", facts)


def _facts(cells: dict[str, str], slots: list[str], document: Document) -> Iterator[Fact]:
    """Yield cells as facts, and word for word those that their terms would not give back."""
    lost: dict[str, str] = {}
    for slot in slots:
        terms = terms_of(slot, cells[slot], document.prefixes)
        yield _predicate(slot, document), tuple(dict.fromkeys(map(_value, terms)))
        if cell_of(slot, terms, document.prefixes) != cells[slot]:
            lost[slot] = cells[slot]
    if lost:
        yield CELLS, (Literal(json.dumps(lost, ensure_ascii=False)),)


def _value(term: tuple[str, str]) -> Iri | Literal:
    return Iri(term[0]) if term[1] == IRI else Literal(*term)


def _definitions(document: Document) -> Iterator[Node]:
    for _, each in sorted(document.definitions.items()):
        yield Node("", tuple(_definition(each)))


def _definition(each: Definition) -> Iterator[Fact]:
    told = (("slot_name", each.name), ("property", each.property), ("type_hint", each.type_hint))
    yield from ((iri_of(f"sssom:{name}"), (Literal(text),)) for name, text in told if text)


def _prefixes(prefixes: dict[str, str]) -> Iterator[Node]:
    """Yield the prefixes as SHACL declares them, since a store of RDF keeps no others."""
    for name, base in sorted(prefixes.items()):
        namespace = (Literal(base, f"{XSD}anyURI"),)
        yield Node(
            "", ((iri_of("sh:prefix"), (Literal(name),)), (iri_of("sh:namespace"), namespace))
        )


def _predicate(slot: str, document: Document) -> str:
    """Return the predicate of a slot; that of an extension is what the set declares for it."""
    if slot in _ROWS or slot in _SETS:
        return slot_iri(slot)
    declared = document.definitions.get(slot)
    iri = expanded(declared.property, document.prefixes) if declared else ""
    return iri if is_iri(iri) else f"{COLUMN}{quote(slot, safe='')}"


def _triples(document: Document) -> Iterator[Node]:
    """Yield the mappings as triples, those of one subject together; what is denied is none."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for row in document.rows:
        ends = [row.cells.get(f"{end}_id", "") for end in ("subject", "object")]
        if any(is_no_term(end) for end in ends) or "predicate_modifier" in row.cells:
            continue
        texts = (ends[0], row.cells.get("predicate_id", ""), ends[1])
        subject, predicate, object_ = (expanded(text, document.prefixes) for text in texts)
        if all(map(is_iri, (subject, predicate, object_))):
            found.setdefault(subject, {}).setdefault(predicate, {})[object_] = None
    for subject, facts in found.items():
        yield Node(subject, tuple((p, tuple(map(Iri, held))) for p, held in facts.items()))
