"""Mappings in a graph of RDF, as a mapping set of SSSOM."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.rdf_slots import (
    DATE,
    DOUBLE,
    IRI,
    Term,
    cell_of,
    declare,
    slot_of,
    terms_of,
)
from lifecycle_map.loading.rdf_words import CELLS, COLUMN, POSITION, PREFIXES, WRAPPED, iri_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom_documents import Definition, Document, Row
from lifecycle_map.loading.sssom_slots import LISTS, split
from lifecycle_map.loading.sssom_terms import BUILT_IN, expanded
from lifecycle_map.loading.sssom_terms import PREDICATES as MATCHES
from lifecycle_map.model.matches import Match

_TYPE = iri_of("rdf:type")
_MAPPINGS = iri_of("sssom:mappings")
_STRUCTURE = {
    _TYPE, _MAPPINGS, POSITION, CELLS, iri_of("sh:declare"), iri_of("sssom:extension_definitions"),
}  # fmt: skip
_SKOS = {iri_of(curie): curie for match, curie in MATCHES.items() if match is not Match.NONE}
_LAST = 2**31


def has_mappings(graph: Any) -> bool:
    """Return whether a graph holds a mapping set, or SKOS mappings."""
    return any(str(predicate) in {_MAPPINGS, *_SKOS} for predicate in graph.predicates())


def document_in(graph: Any, reading: Reading) -> Document:
    """Return the one mapping set in a graph, or its SKOS mappings where it has no set.

    Raises `InvalidFileError` where there are neither, or several sets.
    """
    rdf_type, set_type = _uri(graph, _TYPE), _uri(graph, iri_of("sssom:MappingSet"))
    roots = {*graph.subjects(rdf_type, set_type), *graph.subjects(_uri(graph, _MAPPINGS))}
    if len(roots) > 1:
        told = f"{len(roots)} mapping sets, where one is expected"
        raise InvalidFileError(reading.path, (Fault("", told),))
    if not has_mappings(graph) and not roots:
        raise InvalidFileError(reading.path, (Fault("", "no mapping set and no SKOS mapping"),))
    if not roots:
        return _bare(graph)
    (root,) = roots
    return _Set(graph, root).read()


def _uri(graph: Any, iri: str) -> Any:
    from rdflib import URIRef

    return URIRef(iri)


class _Set:
    """Reads a mapping set."""

    def __init__(self, graph: Any, root: Any) -> None:
        self.graph, self.root = graph, root
        self.document = Document()

    def read(self) -> Document:
        """Return the set with its rows, in the order that they say."""
        document = self.document
        document.prefixes = dict(self._prefixes())
        definitions = self.graph.objects(self.root, self._iri("sssom:extension_definitions"))
        made = (self._definition(node) for node in definitions)
        document.definitions = dict(sorted((each.name, each) for each in made if each.name))
        set_id = _set_id(str(self.root))
        cells = self._cells(self.root)
        texts = {s: split(text) if s in LISTS else (text,) for s, text in cells.items()}
        document.slots = {"mapping_set_id": (set_id,), **texts}
        mappings = self.graph.objects(self.root, _uri(self.graph, _MAPPINGS))
        rows = [(self._position(node), self._cells(node)) for node in mappings]
        # Sets of others say no order: by what they say, so that it is the same each time.
        rows.sort(key=lambda row: (row[0], sorted(row[1].items())))
        document.rows = [Row(0, cells) for _, cells in rows]
        return document

    def _iri(self, curie: str) -> Any:
        return _uri(self.graph, iri_of(curie))

    def _prefixes(self) -> Iterator[tuple[str, str]]:
        declared = list(self.graph.objects(self.root, self._iri("sh:declare")))
        for node in declared:
            name = self.graph.value(node, self._iri("sh:prefix"))
            base = self.graph.value(node, self._iri("sh:namespace"))
            if name is not None and base is not None:
                yield str(name), str(base)
        if not declared:
            yield from _namespaces(self.graph)

    def _definition(self, node: Any) -> Definition:
        told = (
            str(self.graph.value(node, self._iri(f"sssom:{name}")) or "")
            for name in ("slot_name", "property", "type_hint")
        )
        return Definition(*told)

    def _position(self, node: Any) -> int:
        told = self.graph.value(node, _uri(self.graph, POSITION))
        text = str(told or "")
        return int(text) if text.isdigit() else _LAST

    def _cells(self, node: Any) -> dict[str, str]:
        prefixes = self.document.prefixes
        found: dict[str, list[Term]] = {}
        for predicate, value in self.graph.predicate_objects(node):
            if str(predicate) not in _STRUCTURE:
                found.setdefault(self._slot(str(predicate)), []).append(term_of(value))
        cells = {slot: cell_of(slot, terms, prefixes) for slot, terms in found.items()}
        kept = {
            slot: text
            for slot, text in self._told(node).items()
            if set(terms_of(slot, text, prefixes)) == set(found.get(slot, []))
        }
        return {slot: text for slot, text in {**cells, **kept}.items() if text}

    def _told(self, node: Any) -> dict[str, str]:
        """Return the cells that a node keeps word for word."""
        text = str(self.graph.value(node, _uri(self.graph, CELLS)) or "{}")
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        is_table = isinstance(plain, dict) and all(isinstance(t, str) for t in plain.values())
        return plain if is_table else {}

    def _slot(self, predicate: str) -> str:
        for name, each in self.document.definitions.items():
            if expanded(each.property, self.document.prefixes) == predicate:
                return name
        if predicate.startswith(COLUMN):
            return unquote(predicate.removeprefix(COLUMN))
        return slot_of(predicate) or predicate


def _set_id(iri: str) -> str:
    bare = iri.removeprefix(WRAPPED)
    return iri if bare == iri else unquote(bare)


def term_of(value: Any) -> Term:
    """Return a term of rdflib as ours."""
    datatype = str(getattr(value, "datatype", None) or "")
    if datatype == DOUBLE:
        try:
            return repr(float(value)), DOUBLE
        except ValueError:
            return str(value), ""
    is_literal = hasattr(value, "datatype")
    return str(value), (datatype if datatype == DATE else "") if is_literal else IRI


def _namespaces(graph: Any) -> Iterator[tuple[str, str]]:
    """Yield the prefixes of a file that are neither built in nor those that every RDF has."""
    for name, base in sorted(graph.namespaces()):
        if name and BUILT_IN.get(name, base) == base and PREFIXES.get(name) != str(base):
            yield name, str(base)


def _bare(graph: Any) -> Document:
    """Return the SKOS mappings of a graph that says no more of them."""
    document = Document(prefixes=dict(_namespaces(graph)))
    document.slots["mapping_set_id"] = ("urn:x-mapping-set:skos",)
    triples = sorted((str(s), str(p), str(o)) for s, p, o in graph if str(p) in _SKOS)
    for number, triple in enumerate(triples):
        for end in (triple[0], triple[2]):
            declare(end, document.prefixes)
        cells = {
            slot: cell_of(slot, [(iri, IRI)], document.prefixes)
            for slot, iri in zip(("subject_id", "predicate_id", "object_id"), triple, strict=True)
        }
        cells["mapping_justification"] = "semapv:UnspecifiedMatching"
        document.rows.append(Row(number + 1, cells))
    return document
