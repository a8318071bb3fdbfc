"""Lifecycles in a graph of RDF: what `formats.rdf_lifecycles` wrote."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

import attrs

from lifecycle_map.codec import lifecycle_from_plain
from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.rdf_words import WORDS, iri_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom_terms import LIFECYCLES
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.lifecycles import Lifecycle

_KEYS = {a.name for a in attrs.fields(Lifecycle)}
_OF_ELEMENTS = {k: {a.name for a in attrs.fields(cls)} | {"kind"} for k, cls in ELEMENTS.items()}
_TABLES = ("aliases", "properties")


def has_lifecycle(graph: Any) -> bool:
    """Return whether a graph holds a lifecycle."""
    return any(True for _ in _roots(graph))


def _roots(graph: Any) -> Any:
    from rdflib import URIRef

    return graph.subjects(URIRef(iri_of("rdf:type")), URIRef(f"{WORDS}Lifecycle"))


def lifecycle_in_graph(graph: Any, reading: Reading) -> Lifecycle:
    """Return the one lifecycle in a graph; raises `InvalidFileError`, also for SKOS by others."""
    roots = list(_roots(graph))
    if len(roots) != 1:
        told = f"{len(roots)} lifecycles, where one is expected" if roots else "no lifecycle in it"
        raise InvalidFileError(reading.path, (Fault("", told),))
    plain = {key: told for key, told in _table(graph, roots[0]).items() if key in _KEYS}
    elements = plain.get("elements", [])
    plain["elements"] = [_element(graph, ref) for ref in elements]
    return lifecycle_from_plain(plain, reading.path)


def _element(graph: Any, ref: str) -> dict[str, Any]:
    from rdflib import URIRef

    lifecycle, _, key = ref.partition(":")
    name = f"{LIFECYCLES}{quote(lifecycle, safe='-._')}/{quote(key, safe='-._')}"
    table = _table(graph, URIRef(name))
    known = _OF_ELEMENTS.get(str(table.get("kind")), set())
    return {each: told for each, told in table.items() if each in known}


def _table(graph: Any, node: Any) -> dict[str, Any]:
    """Return what is said of a node with our own words, as plain data."""
    found: dict[str, Any] = {}
    for predicate, value in graph.predicate_objects(node):
        key = str(predicate).removeprefix(WORDS)
        if key != str(predicate):
            found[key] = _plain(graph, key, value)
    return found


def _plain(graph: Any, key: str, value: Any) -> Any:
    from rdflib import BNode, Literal
    from rdflib.collection import Collection
    from rdflib.namespace import RDF

    if value == RDF.nil or (value, RDF.first, None) in graph:
        values = [_plain(graph, key, each) for each in Collection(graph, value)]
        is_table = key in _TABLES and all(isinstance(each, dict) for each in values)
        return {each["name"]: each["value"] for each in values} if is_table else values
    if isinstance(value, Literal):
        held = value.value
        return held if isinstance(held, bool | int | float) else str(value)
    if isinstance(value, BNode):
        return _table(graph, value)
    ref = _ref(str(value))
    return ref.partition(":")[2] if key in ("subject", "object") else ref


def _ref(iri: str) -> str:
    """Return one of our IRIs as the text of a reference; anything else as it is."""
    local = iri.removeprefix(LIFECYCLES)
    return iri if local == iri else ":".join(map(unquote, local.split("/")))
