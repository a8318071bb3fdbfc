"""DOT and Mermaid as text, beside the packages that write DOT: in one process, turn by turn.

Each peer is given the same graph with the same attributes (label, note and shape of a node, label
of an edge), escaped by its own means, and has to return the whole text. CPU time is counted, ours
and a peer's in turn, and the ratio is that of a turn. No time is asserted: read the ratios.
``--peers`` names those to run, of ``digraph`` (graphviz), ``pydot`` and ``nx_pydot`` (networkx);
what this Python does not have is left out.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import platform
import statistics
import time
from collections.abc import Callable

from lifecycle_map.formats.outputs import FORMATS, Options
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape

EDGES = 1.2
"""Edges for each node."""
NEEDS = {"digraph": "graphviz", "pydot": "pydot", "nx_pydot": "pydot"}


def graph(count: int) -> Diagram:
    """Return a graph of so many nodes whose labels hold what has to be escaped."""
    boxes = tuple(
        Box(key=f"k{n}", label=f'Prepare work package {n} & "check"', lane="l",
            tooltip=f"What is done in {n}", shape=Shape.PRODUCT)
        for n in range(count)
    )  # fmt: skip
    arrows = tuple(
        Arrow(start=f"k{n % count}", end=f"k{(n * 7 + 1) % count}", label="hands over")
        for n in range(int(count * EDGES))
    )
    lanes = (Lane(key="l", label="L"),)
    return Diagram(kind="graph", title="Scale", lanes=lanes, boxes=boxes, arrows=arrows)


def ours(name: str) -> Callable[[Diagram], str]:
    """Return our own writer of a format."""
    write = FORMATS.get(name).made
    return lambda diagram: write(diagram, Options()).text


def digraph(diagram: Diagram) -> str:
    """Write with the graphviz package."""
    import graphviz

    def safe(text: str) -> str:
        return str(graphviz.nohtml(graphviz.escape(text.replace("&", "&amp;"))))

    made = graphviz.Digraph()
    for box in diagram.boxes:
        made.node(box.key, label=safe(box.label), tooltip=safe(box.tooltip), shape="note")
    for arrow in diagram.arrows:
        made.edge(arrow.start, arrow.end, label=safe(arrow.label))
    return str(made.source)


def _quoted(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def pydot(diagram: Diagram) -> str:
    """Write with the pydot package."""
    import pydot as peer

    made = peer.Dot(graph_type="digraph")
    for box in diagram.boxes:
        told = {"label": _quoted(box.label), "tooltip": _quoted(box.tooltip), "shape": "note"}
        made.add_node(peer.Node(box.key, **told))
    for arrow in diagram.arrows:
        made.add_edge(peer.Edge(arrow.start, arrow.end, label=_quoted(arrow.label)))
    return str(made.to_string())


def nx_pydot(diagram: Diagram) -> str:
    """Write with networkx by way of pydot."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for box in diagram.boxes:
        told = {"label": _quoted(box.label), "tooltip": _quoted(box.tooltip), "shape": "note"}
        made.add_node(box.key, **told)
    for arrow in diagram.arrows:
        made.add_edge(arrow.start, arrow.end, label=_quoted(arrow.label))
    return str(nx.nx_pydot.to_pydot(made).to_string())


PEERS = {"digraph": digraph, "pydot": pydot, "nx_pydot": nx_pydot}


def seconds(write: Callable[[Diagram], str], diagram: Diagram) -> float:
    """Return the CPU time of one run."""
    gc.collect()
    began = time.process_time()
    write(diagram)
    return time.process_time() - began


def main() -> None:
    """Print a line for each size, format and peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="+", default=list(PEERS), choices=list(PEERS))
    given = parser.parse_args()
    peers = [name for name in given.peers if importlib.util.find_spec(NEEDS[name])]
    print(
        f"Python {platform.python_version()}; {given.rounds} rounds; CPU ms; ratio min/median/max"
    )
    grown: dict[str, list[float]] = {"dot": [], "mermaid": []}
    for count in given.sizes:
        diagram = graph(count)
        for name, times in grown.items():
            mine = ours(name)
            mine(diagram)
            times.append(min(seconds(mine, diagram) for _ in range(given.rounds)))
            print(f"{count:>7,} nodes  {name:8} {times[-1] * 1000:8.1f}")
            for peer in peers:
                turns = [
                    seconds(PEERS[peer], diagram) / seconds(mine, diagram)
                    for _ in range(given.rounds)
                ]
                told = "/".join(f"{each:.1f}" for each in spread(turns))
                print(f"{'':14} {peer:>10} / {name}: {told}")
    for name, times in grown.items():
        print(f"{name}: slope {slope(given.sizes, times):.2f}")


def spread(turns: list[float]) -> tuple[float, float, float]:
    """Return the least, the median and the largest."""
    return min(turns), statistics.median(turns), max(turns)


def slope(sizes: list[int], times: list[float]) -> float:
    """Return the exponent by which time grows with size, by least squares of the logarithms."""
    if len(sizes) == 1:
        return math.nan
    xs, ys = [math.log(size) for size in sizes], [math.log(each) for each in times]
    return statistics.linear_regression(xs, ys).slope


if __name__ == "__main__":
    main()
