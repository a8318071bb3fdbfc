"""Questions about the graph of a lifecycle. The only room that knows networkx."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lifecycle_map.codec import to_plain
from lifecycle_map.model.elements import Element, Stage
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link, Relation

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(lifecycle: Lifecycle) -> nx.MultiDiGraph[str]:
    """Return a lifecycle as a ``networkx.MultiDiGraph`` of its own, to do anything with.

    Nodes are the elements' keys and edges the relations, keyed by their link. All attributes are
    plain texts, numbers and truth values, so that ``networkx.write_graphml`` takes them; what is
    at its default is left out.
    """
    expect("to_networkx", lifecycle, Lifecycle)
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_about(lifecycle))
    for element in lifecycle:
        graph.add_node(element.key, **element_attributes(element))
    for relation in lifecycle.relations:
        graph.add_edge(
            relation.subject,
            relation.object,
            key=_free(graph, relation),
            **relation_attributes(relation),
        )
    return graph


def graphml(lifecycle: Lifecycle) -> str:
    """Return a lifecycle as GraphML text."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(to_networkx(lifecycle), out)
    # A bare carriage return would be read as a line feed.
    return out.getvalue().decode().replace("\r", "&#13;").rstrip("\n") + "\n"


def node_link(lifecycle: Lifecycle) -> dict[str, Any]:
    """Return a lifecycle as the plain data that ``networkx.node_link_graph`` reads (``edges``): the
    graph of `to_networkx`, its edges in the order of the relations.
    """
    seen: Counter[tuple[str, Link, str]] = Counter()
    edges = []
    for relation in lifecycle.relations:
        ends = (relation.subject, relation.link, relation.object)
        seen[ends] += 1
        number = f"-{seen[ends]}" if seen[ends] > 1 else ""
        edges.append(
            {
                "source": relation.subject,
                "target": relation.object,
                "key": f"{relation.link.value}{number}",
                **relation_attributes(relation),
            }
        )
    return {
        "directed": True,
        "multigraph": True,
        "graph": _about(lifecycle),
        "nodes": [{"id": each.key, **element_attributes(each)} for each in lifecycle],
        "edges": edges,
    }


def _about(lifecycle: Lifecycle) -> dict[str, str]:
    """Return what a graph says of the whole."""
    return {
        "key": lifecycle.key,
        "name": lifecycle.name,
        "edition": lifecycle.edition,
        "side": lifecycle.side.value,
    }


def element_attributes(element: Element) -> dict[str, Any]:
    """Return the fields of an element as plain attributes of a node."""
    plain = dict(_flat(to_plain(element)))
    del plain["key"]
    return plain


def relation_attributes(relation: Relation) -> dict[str, Any]:
    """Return the fields of a relation as plain attributes of an edge."""
    attributes: dict[str, Any] = {"link": relation.link.value}
    if relation.label:
        attributes["label"] = relation.label
    if relation.sources:
        attributes["sources"] = " ".join(relation.sources)
    if relation.confidence != 1:
        attributes["confidence"] = relation.confidence
    if relation.dependency is not None:
        attributes |= {
            "dependency_type": relation.dependency.type.value,
            "lag": relation.dependency.lag,
            "lag_unit": relation.dependency.unit.value,
        }
    return attributes


def stage_order(lifecycle: Lifecycle) -> tuple[Stage, ...]:
    """Return the stages in the order in which they come.

    That is the order of ``precedes`` among them where it decides, and the order of the file where
    it does not: for stages side by side, and inside a cycle (an iterative lifecycle, a loop back).
    """
    import networkx as nx

    graph = _stage_graph(lifecycle)
    number = {stage.key: n for n, stage in enumerate(lifecycle.stages)}
    parts = nx.condensation(graph)
    first = {part: min(number[key] for key in parts.nodes[part]["members"]) for part in parts}
    ordered = nx.lexicographical_topological_sort(parts, key=first.__getitem__)
    keys = (
        key
        for part in ordered
        for key in sorted(parts.nodes[part]["members"], key=number.__getitem__)
    )
    by_key = {stage.key: stage for stage in lifecycle.stages}
    return tuple(by_key[key] for key in keys)


def between(lifecycle: Lifecycle, first: str, last: str) -> tuple[Element, ...]:
    """Return what lies on the ways from one element to another along ``precedes``/``triggers``.

    Both ends are left out; the order is that of the file. Raises `UnknownElementError`.
    """
    import networkx as nx

    ends = {lifecycle[first].key, lifecycle[last].key}
    graph = _flow_graph(lifecycle)
    passed = nx.descendants(graph, first) & nx.ancestors(graph, last)
    return tuple(element for element in lifecycle if element.key in passed - ends)


def cycles(lifecycle: Lifecycle) -> tuple[tuple[Element, ...], ...]:
    """Return the groups of elements that lead back to themselves along ``precedes``/``triggers``.

    A cycle is no fault: iterations and feedback are drawn so.
    """
    import networkx as nx

    graph = _flow_graph(lifecycle)
    groups = (
        part
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or any(graph.has_edge(key, key) for key in part)
    )
    found = [tuple(e for e in lifecycle if e.key in part) for part in groups]
    order = {element.key: number for number, element in enumerate(lifecycle)}
    return tuple(sorted(found, key=lambda group: order[group[0].key]))


def _flow_graph(lifecycle: Lifecycle) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(element.key for element in lifecycle)
    graph.add_edges_from(
        (r.subject, r.object)
        for r in lifecycle.relations
        if r.link in (Link.PRECEDES, Link.TRIGGERS)
    )
    return graph


def _stage_graph(lifecycle: Lifecycle) -> nx.DiGraph[str]:
    import networkx as nx

    keys = [stage.key for stage in lifecycle.stages]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(keys)
    graph.add_edges_from(
        (r.subject, r.object)
        for r in lifecycle.relations
        if r.link is Link.PRECEDES and r.subject in keys and r.object in keys
    )
    return graph


def _free(graph: nx.MultiDiGraph[str], relation: Relation) -> str:
    """Return a key for an edge that no parallel edge has: its link, numbered when repeated."""
    key, count = relation.link.value, 1
    while graph.has_edge(relation.subject, relation.object, key):
        count += 1
        key = f"{relation.link.value}-{count}"
    return key


def _flat(plain: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield nested plain data as single attributes (``schedule_start``)."""
    for key, value in plain.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}_")
        elif isinstance(value, list):
            yield name, "; ".join(map(str, value))
        else:
            yield name, value if isinstance(value, str | int | float | bool) else value.isoformat()
