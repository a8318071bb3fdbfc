"""The ends of the edges of a GraphML file: which elements they are, and what is wrong with them."""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.loading.plans.graphml_elements import Elements
from lifecycle_map.loading.plans.graphml_graphs import Place
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Element

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
SHOWN = 60


@define
class Ends:
    """Finds the elements that an edge ties."""

    reading: Reading
    elements: Elements
    _seen: set[tuple[str, str, str]] = field(factory=set)

    def of_edge(self, edge: Node, place: Place) -> tuple[Element, Element] | None:
        """Return the two elements that an edge ties; None, told, when one is not there."""
        given = edge.attributes
        id_, source, target = (given.get(name, "") for name in ("id", "source", "target"))
        name = f"edge {id_[:SHOWN]}".strip()
        what = f"{name} from {source[:SHOWN] or '(none)'} to {target[:SHOWN] or '(none)'}"
        subject = self._end(edge, place, source, f"{what}: its source")
        object_ = self._end(edge, place, target, f"{what}: its target")
        if subject is None or object_ is None:
            return None
        # networkx numbers the edges between two nodes, so that one id is used all over a file.
        if id_ and (id_, source, target) in self._seen:
            self.reading.mend(f"{what}: a second one of this id; both are kept", line=edge.line)
        self._seen.add((id_, source, target))
        self._check_port(edge, "sourceport", subject)
        self._check_port(edge, "targetport", object_)
        return subject, object_

    def of_hyperedge(self, edge: Node, place: Place) -> list[tuple[Element, Node]]:
        """Return the elements that a hyperedge ties, each with its end; what is missing is told."""
        what = f"hyperedge {edge.attributes.get('id', '')[:SHOWN]}".strip()
        found = [
            (element, end)
            for end in edge.all("endpoint")
            if (
                element := self._end(end, place, end.attributes.get("node", ""), f"{what}: its end")
            )
        ]
        if len(found) <= 1:
            told = f"{what} ties fewer than two nodes, and is left out"
            self.reading.mend(told, line=edge.line)
            return []
        told = f"{what} of {len(found)} ends: the first is associated with each of the others"
        self.reading.note(told, line=edge.line)
        return found

    def is_directed(self, edge: Node, place: Place) -> bool:
        """Return whether an edge has a direction."""
        told = edge.attributes.get("directed")
        if told is None:
            return place.is_directed
        if told.strip() not in _TRUTHS:
            taken = "directed" if place.is_directed else "undirected"
            told = f"directed='{told[:SHOWN]}' is neither true nor false; taken as {taken}"
            self.reading.mend(told, line=edge.line)
            return place.is_directed
        return _TRUTHS[told.strip()]

    def _end(self, node: Node, place: Place, id_: str, what: str) -> Element | None:
        found = self.elements.at(id_, place.graph) if id_ else None
        if found is None:
            told = f"'{id_[:SHOWN]}' is no node" if id_ else "is not said"
            self.reading.mend(f"{what} {told}; left out", line=node.line)
        return found

    def _check_port(self, edge: Node, name: str, element: Element) -> None:
        port = edge.attributes.get(name)
        ports = {held.text for held in element.properties if held.name == "port"}
        if port is not None and port not in ports:
            told = f"node {element.source_id[:SHOWN]} has no port '{port[:SHOWN]}'; kept as text"
            self.reading.mend(told, line=edge.line)
