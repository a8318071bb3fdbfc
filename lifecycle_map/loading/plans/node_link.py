"""Node-link JSON: graphs as networkx (``node_link_data``), D3 and this package write them.

It is read by the rule for GraphML: a node becomes an element, an edge (``edges``, ``links``) a
relation. What stands inside other things carries their names before its own, a list is its texts
with ``; `` between them. A node without an id is called by its number, as D3 has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from attrs import define

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import lines_of, parse_json
from lifecycle_map.loading.places import LineOf
from lifecycle_map.loading.plans.graphml import graphs_lifecycle
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.lifecycles import Lifecycle

EDGES = ("edges", "links")
"""What the list of edges is called: by networkx 3.4 and later, and by D3 and networkx before."""
_ENDS = ("source", "target")
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\{")


def looks_like_node_link(data: bytes) -> bool:
    """Return whether the content is a JSON object with nodes and edges at its top."""
    if b'"nodes"' not in data or not _START.match(data):
        return False
    if not any(f'"{name}"'.encode() in data for name in EDGES):
        return False
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(plain, dict) and "nodes" in plain and any(name in plain for name in EDGES)


def read_node_link(reading: Reading) -> Lifecycle:
    """Return the graph in a file of node-link JSON as a lifecycle.

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for what is no JSON, and for what is no such graph.
    """
    plain = parse_json(reading.data, reading.path)
    name = next((each for each in EDGES if isinstance(plain, dict) and each in plain), EDGES[0])
    for part in ("nodes", name):
        if not isinstance(plain, dict) or not isinstance(plain.get(part), list):
            told = f"no graph: it has no list '{part}'"
            raise InvalidFileError(reading.path, (Fault("", told, 1),))
    made = _Graph(plain, name, reading, lines_of(reading.data, reading.path, plain))
    return graphs_lifecycle(made.root(), reading)


@define
class _Graph:
    """The plain data of a file, while a graph is made of it as if it stood in GraphML."""

    plain: dict[str, Any]
    edges: str
    reading: Reading
    line_of: LineOf

    def root(self) -> Node:
        """Return the root: the graph, its nodes and edges, and a key for all that is said."""
        directed = "undirected" if self.plain.get("directed") is False else "directed"
        graph = Node("graph", 1, attributes={"edgedefault": directed})
        told = self.plain.get("graph")
        if isinstance(told, dict):
            graph.parts += self._data(told, 1, "graph")
        known = ("directed", "multigraph", "graph", "nodes", self.edges)
        graph.parts += self._data({k: v for k, v in self.plain.items() if k not in known}, 1, "")
        graph.parts += self._all("nodes", self._node)
        graph.parts += self._all(self.edges, self._edge)
        names = dict.fromkeys(
            data.attributes["key"]
            for part in (graph, *graph.parts)
            for data in part.all("data")
        )  # fmt: skip
        keys = [Node("key", 1, attributes={"id": name, "attr.name": name}) for name in names]
        return Node("graphml", 1, parts=[*keys, graph])

    def _all(self, name: str, made: Callable[[dict[str, Any], int, int], Node]) -> Iterator[Node]:
        for number, told in enumerate(self.plain[name]):
            line = self.line_of((name, number))
            if isinstance(told, dict):
                yield made(told, number, line)
            else:
                self.reading.mend("it is no object; left out", line=line, place=f"{name}[{number}]")

    def _node(self, told: dict[str, Any], number: int, line: int) -> Node:
        id_ = self._text(told["id"], line) if _is_said(told.get("id")) else str(number)
        rest = {key: value for key, value in told.items() if key != "id"}
        return Node("node", line, attributes={"id": id_}, parts=[*self._data(rest, line, "node")])

    def _edge(self, told: dict[str, Any], number: int, line: int) -> Node:
        ends = {end: self._text(told[end], line) for end in _ENDS if _is_said(told.get(end))}
        given = {"id": self._text(told["key"], line)} if _is_said(told.get("key")) else {}
        rest = {name: value for name, value in told.items() if name not in (*_ENDS, "key")}
        return Node("edge", line, attributes={**given, **ends}, parts=[*self._data(rest, line, "")])

    def _data(self, told: dict[str, Any], line: int, what: str) -> Iterator[Node]:
        """Yield what is said as data of GraphML; what is null or empty says nothing."""
        ahead = [(name, value) for name, value in reversed(told.items())]
        while ahead:
            name, value = ahead.pop()
            if isinstance(value, dict):
                ahead += [(f"{name}_{key}", each) for key, each in reversed(value.items())]
            elif _is_said(value):
                key = self.reading.text(name, line=line, place=what) or "data"
                yield Node("data", line, attributes={"key": key}, text=self._text(value, line))

    def _text(self, value: object, line: int) -> str:
        """Return a value as text: lists as their parts, truths and numbers as JSON has them."""
        if isinstance(value, list):
            return "; ".join(self._text(each, line) for each in value)
        if isinstance(value, str):
            return self.reading.text(value, line=line)
        return json.dumps(value, ensure_ascii=False)


def _is_said(value: object) -> bool:
    return value is not None and value not in ("", [], {})


NODE_LINK = Reader(
    name="node-link",
    read=read_node_link,
    recognises=looks_like_node_link,
    suffixes=(".node-link.json",),
    about="graphs of networkx and D3 as node-link JSON",
)
