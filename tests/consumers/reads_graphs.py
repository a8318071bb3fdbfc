"""Graphs in networkx and igraph: the same nodes, edges and attributes as ours, in every format.

GraphML, GEXF and node-link JSON; what is wanted is what `to_networkx` says. GEXF calls a name a
label. igraph takes GEXF from networkx, and has no missing values: where a node does not say, it has
no truth, an empty text or no number.

needs: python3
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
from drawn import EXAMPLE, Tally, counted

import lifecycle_map as lm

OWN = ("id", "_nx_name", "_nx_multiedge_key")
"""What igraph calls its own."""
Told = dict[str, Any]
Read = tuple[dict[str, Told], Counter[str]]
"""The attributes of each node by its key, and each edge with its attributes as a text."""


def main() -> None:
    """Compare what is read with what was written, in every format and reader."""
    tally = Tally()
    names = [entry.key for entry in lm.list_lifecycles()]
    lifecycles = [*map(lm.load_lifecycle, names), lm.read_lifecycle(EXAMPLE)]
    both = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    with tempfile.TemporaryDirectory() as name:
        for lifecycle in lifecycles:
            wanted = of_networkx(lm.to_networkx(lifecycle))
            for suffix, reader, read in READERS:
                path = lm.export(lifecycle, Path(name, f"a.{suffix}"))
                told = list(apart(read(path), wanted))
                sizes = f"{len(wanted[0])} nodes, {wanted[1].total()} edges"
                tally.check(f"{lifecycle.key}: {suffix} in {reader}: {sizes}", told)
        tally.check("gexf of both", list(gexf_of_both(both, Path(name))))
        wanted[0][next(iter(wanted[0]))]["name"] = "?"
        noticed = any(apart(read(path), wanted))
        tally.check("a changed name is noticed", [] if noticed else ["it is not"])
    tally.end()


def of_networkx(graph: Any) -> Read:
    """Return what a graph of networkx says."""
    edges = ((start, end, told) for start, end, told in graph.edges(data=True))
    return {key: dict(told) for key, told in graph.nodes(data=True)}, Counter(map(_edge, edges))


def graphml_in_networkx(path: Path) -> Read:
    """Return what networkx finds in GraphML."""
    return of_networkx(nx.read_graphml(path, force_multigraph=True))


def graphml_in_igraph(path: Path) -> Read:
    """Return what igraph finds in GraphML, without what it puts where there is nothing."""
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes = {node["id"]: _said(node.attributes()) for node in graph.vs}
    keys = graph.vs["id"]
    edges = ((keys[e.source], keys[e.target], _said(e.attributes())) for e in graph.es)
    return nodes, Counter(map(_edge, edges))


def gexf_in_networkx(path: Path) -> Read:
    """Return what networkx finds in GEXF."""
    return of_networkx(_gexf(path))


def _gexf(path: Path) -> Any:
    """Return the graph in GEXF; the number and the drawn label of an edge are no data."""
    graph = nx.MultiDiGraph(nx.read_gexf(path, version="1.3"))
    for _, told in graph.nodes(data=True):
        told["name"] = told.pop("label")
    for *_, told in graph.edges(data=True):
        del told["id"]
        if told["label"] == told["link"]:
            del told["label"]
    return graph


def gexf_in_igraph(path: Path) -> Read:
    """Return what igraph has of GEXF, which it takes from networkx."""
    graph = igraph.Graph.from_networkx(_gexf(path))
    keys = graph.vs["_nx_name"]
    nodes = {key: _said(node.attributes()) for key, node in zip(keys, graph.vs, strict=True)}
    edges = ((keys[e.source], keys[e.target], _said(e.attributes())) for e in graph.es)
    return nodes, Counter(map(_edge, edges))


def node_link_in_networkx(path: Path) -> Read:
    """Return what networkx finds in node-link JSON."""
    return of_networkx(nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges"))


READERS = (
    ("node-link.json", "networkx", node_link_in_networkx),
    ("graphml", "networkx", graphml_in_networkx),
    ("graphml", "igraph", graphml_in_igraph),
    ("gexf", "networkx", gexf_in_networkx),
    ("gexf", "igraph", gexf_in_igraph),
)


def _said(told: Told) -> Told:
    """Return the attributes that igraph was given."""

    def is_said(value: Any) -> bool:
        is_nothing = value is False or value is None or value == ""
        return not is_nothing and value == value  # noqa: PLR0124 - NaN is not itself

    return {name: value for name, value in told.items() if name not in OWN and is_said(value)}


def _edge(edge: tuple[str, str, Told]) -> str:
    start, end, told = edge
    return f"{start} {end} {sorted(told.items())}"


def apart(read: Read, wanted: Read) -> Iterator[str]:
    """Yield what was read otherwise than it was written."""
    (nodes, edges), (own, ties) = read, wanted
    yield from counted("nodes", len(nodes), len(own))
    yield from counted("edges", edges.total(), ties.total())
    for key, told in own.items():
        if nodes.get(key) != told:
            yield f"{key}: {nodes.get(key)} for {told}"
    yield from (f"only written: {edge}" for edge in ties - edges)
    yield from (f"only read: {edge}" for edge in edges - ties)


def gexf_of_both(both: lm.Alignment, folder: Path) -> Iterator[str]:
    """Yield where networkx finds other numbers of nodes and edges than there are."""
    path = folder / "both.gexf"
    path.write_text(str(lm.render(both, "gexf")), "utf-8")
    graph = nx.read_gexf(path, version="1.3")
    rails = (both.subject, both.object)
    yield from counted("nodes", len(graph), sum(map(len, rails)))
    rows = [r for r in both.correspondences if r.match is not lm.Match.NONE]
    whole = sum(ref is not None and ref.is_whole for r in rows for ref in (r.subject, r.object))
    wanted = sum(len(rail.relations) for rail in rails) + len(rows) - whole
    yield from counted("edges", graph.number_of_edges(), wanted)


if __name__ == "__main__":
    main()
