"""JSON-LD: the same RDF as Turtle, as JSON with links."""

from __future__ import annotations

from typing import Any

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.plain import to_json
from lifecycle_map.formats.rdf_graphs import graph_of
from lifecycle_map.formats.rdf_nodes import TYPE, XSD, Graph, Iri, Literal, Node, Sequence, Value
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


def write_jsonld(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a lifecycle, crosswalk or alignment as JSON-LD."""
    return to_json(jsonld(graph_of(value)))


def jsonld(graph: Graph) -> dict[str, Any]:
    """Return a graph as the plain data of JSON-LD 1.1."""
    context = {name: {"@id": base, "@prefix": True} for name, base in graph.usable.items()}
    return {"@context": context, "@graph": [_node(node, graph) for node in graph.nodes]}


def _node(node: Node, graph: Graph) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": node.iri} if node.iri else {}
    for predicate, values in node.facts:
        if predicate == TYPE:
            told = [_name(each.text, graph) for each in values if isinstance(each, Iri)]
            made["@type"] = told[0] if len(told) == 1 else told
        elif values:
            many = [_value(each, graph) for each in values]
            made[_name(predicate, graph)] = many[0] if len(many) == 1 else many
    return made


def _value(value: Value, graph: Graph) -> Any:
    if isinstance(value, Iri):
        return {"@id": value.text}
    if isinstance(value, Sequence):
        return {"@list": [_value(each, graph) for each in value.values]}
    if isinstance(value, Node):
        return {"@id": value.iri} if value.iri else _node(value, graph)
    return _literal(value, graph)


def _literal(value: Literal, graph: Graph) -> Any:
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if value.datatype == f"{XSD}boolean":
        return value.text == "true"
    if value.datatype == f"{XSD}integer":
        return int(value.text)
    if value.datatype:
        return {"@value": value.text, "@type": _name(value.datatype, graph)}
    return value.text


def _name(iri: str, graph: Graph) -> str:
    return graph.shortened(iri) or iri


JSONLD = Format(
    name="jsonld",
    takes=Takes.MODEL,
    suffixes=(".jsonld",),
    mime="application/ld+json",
    write=write_jsonld,
    about="the RDF of turtle, as JSON with links",
)
