"""GraphML in networkx and igraph, GEXF in networkx: the same nodes, edges and attributes.

igraph has no missing values for truths: where a node does not say, it says False.

needs: python3
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import igraph
import networkx as nx

NAMES = ("lifecycle", "prince2", "plan")


def main(samples: Path) -> int:
    """Compare what the two find, in either format."""
    faults: list[str] = []
    for name in NAMES:
        one = nx.read_graphml(samples / f"{name}.graphml", force_multigraph=True)
        two = igraph.Graph.Read_GraphML(str(samples / f"{name}.graphml"))
        three = nx.read_gexf(samples / f"{name}.gexf")
        counts = {(len(one), one.number_of_edges()), (two.vcount(), two.ecount())}
        counts.add((len(three), three.number_of_edges()))
        if len(counts) > 1:
            faults.append(f"{name}: {counts} nodes and edges")
        faults += nodes_apart(name, one, two)
        faults += edges_apart(name, one, two)
        faults += gexf_apart(name, one, three)
        print(f"  {name}: {len(one)} nodes, {one.number_of_edges()} edges in three readings")
    # What is wrong is to be noticed: a node with another name.
    one.nodes[next(iter(one))]["name"] = "?"
    faults += [] if nodes_apart(name, one, two) else ["a changed name is not noticed"]
    print("".join(f"  {fault}\n" for fault in faults[:20]), end="")
    return 1 if faults else 0


def nodes_apart(name: str, one: Any, two: Any) -> list[str]:
    """Return the attributes of nodes that networkx has and igraph has otherwise."""
    held = {node["id"]: node.attributes() for node in two.vs}
    return [
        f"{name}: {key}.{field}: {told!r}, {held[key].get(field)!r}"[:200]
        for key, fields in one.nodes(data=True)
        for field, told in fields.items()
        if held[key].get(field) != told
    ]


def edges_apart(name: str, one: Any, two: Any) -> list[str]:
    """Return the edges that only one of them has, with their attributes."""
    ids = two.vs["id"]
    first = sorted(
        f"{start} {end} {sorted(f for f in fields.items() if is_told(f[1]))}"
        for start, end, fields in one.edges(data=True)
    )
    known = {field for *_, fields in one.edges(data=True) for field in fields}
    second = sorted(
        f"{ids[edge.source]} {ids[edge.target]} "
        f"{sorted((k, v) for k, v in edge.attributes().items() if k in known and is_told(v))}"
        for edge in two.es
    )
    return [f"{name}: {a} / {b}"[:300] for a, b in zip(first, second, strict=False) if a != b]


def is_told(value: Any) -> bool:
    """Return whether igraph has a value, or what it puts where there is none."""
    return value is not False and value not in ("", None) and value == value  # noqa: PLR0124 - NaN is not itself


def gexf_apart(name: str, one: Any, three: Any) -> list[str]:
    """Return the nodes that GEXF describes otherwise than GraphML; there, a name is a label."""
    faults = []
    for key, fields in one.nodes(data=True):
        told = dict(three.nodes[key])
        told["name"] = told.pop("label", "")
        if told != fields:
            faults.append(f"{name}.gexf: {key}: {set(told.items()) ^ set(fields.items())}"[:200])
    return faults


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
