"""GEXF 1.3, for Gephi and other tools that look at networks. It carries no date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.graphs import element_attributes, relation_attributes
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.xml import HEAD, tag, told
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match

_ROOT = {"xmlns": "http://gexf.net/1.3", "version": "1.3"}
_TYPES = {bool: "boolean", int: "integer", float: "double"}
_Xml = Iterator[str]
_Told = dict[str, Any]


def write_gexf(value: object, options: Options) -> Artifact:
    """Return a lifecycle, or both of an alignment and what joins them, as GEXF.

    Every relation is an edge of its own; nodes are called by their keys, and in an alignment by
    their references.
    """
    if not isinstance(value, Lifecycle | Alignment):
        raise UnsuitableFormatError("gexf", "anything but lifecycles", ("csv", "json"))
    nodes, edges, lost = _of_lifecycle(value) if isinstance(value, Lifecycle) else _of_both(value)
    inner = [
        *_declared("node", [told for _, _, told in nodes]),
        *_declared("edge", [told for _, _, told in edges]),
        *tag("nodes", None, _nodes(nodes)),
        *tag("edges", None, _edges(edges)),
    ]
    about = told("description", value.name if isinstance(value, Lifecycle) else str(value))
    graph = tag("graph", {"defaultedgetype": "directed", "mode": "static"}, inner)
    lines = (HEAD, *tag("gexf", _ROOT, [*tag("meta", None, about), *graph]), "")
    left = (f"not shown: correspondences of a lifecycle as a whole ({lost:,} of them)",)
    return Artifact(content="\n".join(lines), warnings=left if lost else ())


_Nodes = list[tuple[str, str, _Told]]
_Edges = list[tuple[str, str, _Told]]


def _of_lifecycle(lifecycle: Lifecycle, prefix: str = "") -> tuple[_Nodes, _Edges, int]:
    nodes = [
        (f"{prefix}{e.key}", e.name, _without(element_attributes(e), "name")) for e in lifecycle
    ]
    edges = [
        (f"{prefix}{r.subject}", f"{prefix}{r.object}", relation_attributes(r))
        for r in lifecycle.relations
    ]
    return nodes, edges, 0


def _of_both(alignment: Alignment) -> tuple[_Nodes, _Edges, int]:
    rails = {rail.key: rail for rail in (alignment.subject, alignment.object)}
    nodes: _Nodes = []
    edges: _Edges = []
    for key, rail in rails.items():
        more, ties, _ = _of_lifecycle(rail, f"{key}:")
        nodes += [(name, label, {"lifecycle": key, **told}) for name, label, told in more]
        edges += ties
    rows = [row for row in alignment.correspondences if row.match is not Match.NONE]
    known = {name for name, _, _ in nodes}
    tied = [row for row in rows if str(row.subject) in known and str(row.object) in known]
    edges += [(str(row.subject), str(row.object), _row(row)) for row in tied]
    return nodes, edges, len(rows) - len(tied)


def _row(row: Correspondence) -> _Told:
    return {
        "link": f"{row.match.value} match",
        "label": row.handed_over,
        "confidence": row.confidence,
        "direction": row.direction.value,
        "justification": row.justification.value,
    }


def _without(plain: _Told, name: str) -> _Told:
    return {key: value for key, value in plain.items() if key != name}


def _declared(kind: str, all_told: list[_Told]) -> _Xml:
    """Yield the attributes that nodes or edges have, each with a type that holds all its values."""
    types: dict[str, set[str]] = {}
    for each in all_told:
        for name, value in each.items():
            types.setdefault(name, set()).add(_TYPES.get(type(value), "string"))
    lines = [
        line
        for name, found in types.items()
        for line in tag(
            "attribute",
            {"id": name, "title": name, "type": found.pop() if len(found) == 1 else "string"},
        )
    ]
    if lines:
        yield from tag("attributes", {"class": kind, "mode": "static"}, lines)


def _nodes(nodes: _Nodes) -> _Xml:
    for name, label, attributes in nodes:
        yield from tag("node", {"id": name, "label": label}, _values(attributes))


def _edges(edges: _Edges) -> _Xml:
    for number, (source, target, attributes) in enumerate(edges):
        label = str(attributes.get("label") or attributes["link"])
        given = {"id": str(number), "source": source, "target": target, "label": label}
        yield from tag("edge", given, _values(attributes))


def _values(attributes: _Told) -> _Xml:
    lines = [
        line
        for name, value in attributes.items()
        for line in tag("attvalue", {"for": name, "value": _text(value)})
    ]
    if lines:
        yield from tag("attvalues", None, lines)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


GEXF = Format(
    name="gexf",
    takes=Takes.MODEL,
    suffixes=(".gexf",),
    mime="application/gexf+xml",
    write=write_gexf,
    about="the graph of a lifecycle, or of two that are aligned, for Gephi",
)
