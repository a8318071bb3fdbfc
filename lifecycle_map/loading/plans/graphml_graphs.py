"""The graphs of a GraphML file, walked through: what there is, where, and what ties it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.graphml_keys import Facts, KeyTable
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node

_ATTRIBUTES = {
    "node": frozenset({"id", "yfiles.foldertype"}),
    "edge": frozenset({"id", "source", "target", "directed"}),
    "hyperedge": frozenset({"id"}),
}
_PARTS = {
    "graphml": frozenset({"key", "graph", "data", "desc"}),
    "graph": frozenset({"data", "node", "edge", "hyperedge", "locator", "desc"}),
    "node": frozenset({"data", "port", "graph", "locator", "desc"}),
    "edge": frozenset({"data", "graph", "desc"}),
    "hyperedge": frozenset({"data", "endpoint", "graph", "desc"}),
}


@frozen
class Place:
    """Where in the file something stands: in which graph of it, in which node, how deep.

    ``parent`` is the number of the node around it (-1: none), ``is_directed`` says what an edge is
    that does not say so itself.
    """

    graph: int
    parent: int
    depth: int
    is_directed: bool


@define
class Found:
    """A node of the file. ``folder`` says what kind of group it is, if it is one."""

    node: Node
    place: Place
    facts: Facts
    folder: str = ""

    @property
    def id(self) -> str:
        """Its own id in the file."""
        return self.node.attributes.get("id", "")


@define
class Graphs:
    """What the graphs of a file hold, in its order."""

    reading: Reading
    root: Node
    table: KeyTable
    nodes: list[Found] = field(factory=list)
    ties: list[tuple[Node, Place]] = field(factory=list)
    tops: list[tuple[Node, Facts]] = field(factory=list)

    @classmethod
    def of(cls, root: Node, reading: Reading) -> Graphs:
        """Return what all graphs of a file hold; what is odd is mended.

        Raises `InvalidFileError` for more nodes and edges than the limit ``lines`` allows.
        """
        graphs = cls(reading, root, KeyTable.of(root, reading))
        graphs._check_parts(root)
        tops = list(root.all("graph"))
        if len(tops) != 1:
            ids = ", ".join(top.attributes.get("id", "(no id)")[:40] for top in tops[:10])
            told = f"the file holds {len(tops)} graphs ({ids}); all are read as one"
            reading.mend(
                told if tops else "the file holds no graph", line=(tops or [root])[-1].line
            )
        for number, top in enumerate(tops):
            graphs.tops.append((top, graphs.table.facts(top, "graph", _named(top))))
            graphs._walk(top, Place(number, -1, 1, is_directed=True))
        return graphs

    def about(self) -> Facts:
        """Return what is said of the graphs as a whole, and of the file around them."""
        facts = self.table.facts(self.root, "graphml", "")
        for top, told in self.tops:
            facts.pairs.extend((*told.pairs, *descriptions(top)))
        facts.pairs.extend(descriptions(self.root))
        return facts

    @property
    def stage_depth(self) -> int:
        """How deep the outermost nodes are that are not one group around all the rest."""
        counts: dict[int, list[Found]] = {}
        for found in self.nodes:
            counts.setdefault(found.place.depth, []).append(found)
        depth = 1
        while len(counts.get(depth, ())) == 1 and counts[depth][0].folder and depth + 1 in counts:
            depth += 1
        return depth

    def _walk(self, top: Node, place: Place) -> None:
        """Take all that a graph holds, what is in a node right after it."""
        ahead = [(iter(top.parts), self._inside(top, place))]
        self._check_parts(top)
        while ahead:
            parts, here = ahead[-1]
            part = next(parts, None)
            if part is None:
                ahead.pop()
                continue
            for nested in reversed(self._taken(part, here)):
                parent = len(self.nodes) - 1 if part.tag == "node" else here.parent
                inner = Place(here.graph, parent, here.depth + 1, here.is_directed)
                ahead.append((iter(nested.parts), self._inside(nested, inner)))

    def _inside(self, graph: Node, place: Place) -> Place:
        told = graph.attributes.get("edgedefault", "")
        if told not in ("directed", "undirected"):
            taken = "directed" if place.is_directed else "undirected"
            what = f"edgedefault '{told[:40]}'" if told else "no edgedefault"
            self.reading.mend(f"{_named(graph)} has {what}; taken as {taken}", line=graph.line)
            told = taken
        return Place(place.graph, place.parent, place.depth, told == "directed")

    def _taken(self, part: Node, place: Place) -> list[Node]:
        """Take a node or an edge, and return the graphs inside it."""
        if part.tag not in _ATTRIBUTES:
            return []
        self._check_parts(part)
        nested = list(part.all("graph"))
        for graph in nested:
            self._check_parts(graph)
        if part.tag == "node":
            self._add_node(part, place, nested)
        else:
            self.ties.append((part, place))
            if nested:
                told = f"a graph inside the {_named(part)}; its nodes are read beside the others"
                self.reading.note(told, line=part.line)
        most = self.reading.options.limits.lines
        if len(self.nodes) + len(self.ties) > most:
            told = f"more than {most:,} nodes and edges (the limit 'lines')"
            raise InvalidFileError(self.reading.path, (Fault("", told, part.line),))
        return nested

    def _add_node(self, node: Node, place: Place, nested: list[Node]) -> None:
        facts = self.table.facts(node, "node", _named(node))
        for graph in nested:
            inner = self.table.facts(graph, "graph", _named(graph))
            facts.pairs.extend((*inner.pairs, *descriptions(graph)))
        folder = node.attributes.get("yfiles.foldertype", "")
        self.nodes.append(Found(node, place, facts, folder or ("group" if nested else "")))

    def _check_parts(self, node: Node) -> None:
        """Tell of parts that do not belong there: a misspelt one would lose what it holds."""
        for part in node.parts:
            if part.tag in _PARTS[node.tag]:
                continue
            told = f"<{part.tag[:60]}> in <{node.tag}> is left out"
            if part.namespace == node.namespace:
                self.reading.mend(f"{told}: GraphML has none there", line=part.line)
            else:
                self.reading.note(f"{told}: it belongs to '{part.namespace[:80]}'", line=part.line)


def more(node: Node) -> Iterator[tuple[str, str]]:
    """Yield what else a node or an edge says: unusual attributes, ports, locators."""
    known = _ATTRIBUTES[node.tag]
    for name, text in node.attributes.items():
        if name not in known and not name.startswith("parse."):
            yield name, text
    for port in node.all("port"):
        yield "port", port.attributes.get("name", "")
    for locator in node.all("locator"):
        yield "locator", locator.attributes.get("href", "")


def descriptions(node: Node) -> list[tuple[str, str]]:
    """Return what stands in the ``desc`` of a node, an edge or a graph."""
    return [("desc", part.text) for part in node.all("desc") if part.text.strip()]


def _named(node: Node) -> str:
    """Return what a node of the file is called in messages."""
    return f"{node.tag} {node.attributes.get('id', '')[:60]}".strip()
