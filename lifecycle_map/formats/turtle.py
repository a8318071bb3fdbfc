"""Turtle: RDF for people and for triple stores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.rdf_graphs import graph_of
from lifecycle_map.formats.rdf_nodes import TYPE, XSD, Graph, Iri, Literal, Node, Sequence, Value
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

_BARE = {f"{XSD}integer": re.compile(r"-?[0-9]+"), f"{XSD}boolean": re.compile("true|false")}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


def write_turtle(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a lifecycle, crosswalk or alignment as Turtle."""
    return turtle(graph_of(value))


def turtle(graph: Graph) -> str:
    """Return a graph as Turtle, its nodes and their facts in the order that they are given."""
    heads = [f"@prefix {name}: <{base}> .\n" for name, base in graph.usable.items()]
    return "".join(heads) + "".join(f"\n{_statement(node, graph)} .\n" for node in graph.nodes)


def _statement(node: Node, graph: Graph) -> str:
    return f"{_iri(node.iri, graph)} {_facts(node, graph, '    ')}"


def _facts(node: Node, graph: Graph, pad: str) -> str:
    lines = [
        f"{_predicate(predicate, graph)} {_values(values, graph, pad)}"
        for predicate, values in node.facts
        if values
    ]
    return f" ;\n{pad}".join(lines)


def _values(values: tuple[Value, ...], graph: Graph, pad: str) -> str:
    made = [_value(value, graph, pad + "    ") for value in values]
    return made[0] if len(made) == 1 else f",\n{pad}    ".join(made)


def _predicate(iri: str, graph: Graph) -> str:
    return "a" if iri == TYPE else _iri(iri, graph)


def _value(value: Value, graph: Graph, pad: str) -> str:
    if isinstance(value, Iri):
        return _iri(value.text, graph)
    if isinstance(value, Literal):
        return _literal(value, graph)
    if isinstance(value, Sequence):
        return "".join(_collection(value, graph, pad))
    if value.iri:
        return _iri(value.iri, graph)
    return f"[ {_facts(value, graph, pad)} ]" if value.facts else "[]"


def _collection(value: Sequence, graph: Graph, pad: str) -> Iterator[str]:
    yield "("
    for each in value.values:
        yield f"\n{pad}{_value(each, graph, pad + '    ')}"
    yield " )"


def _iri(iri: str, graph: Graph) -> str:
    return graph.shortened(iri) or f"<{iri}>"


def _literal(value: Literal, graph: Graph) -> str:
    bare = _BARE.get(value.datatype)
    if bare and bare.fullmatch(value.text):
        return value.text
    text = '"' + _TO_ESCAPE.sub(_escaped, value.text) + '"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{_iri(value.datatype, graph)}" if value.datatype else text


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


TURTLE = Format(
    name="turtle",
    takes=Takes.MODEL,
    suffixes=(".ttl",),
    mime="text/turtle",
    write=write_turtle,
    about="RDF: SKOS, and SSSOM's mappings; loads back equal with the extra [rdf]",
)
