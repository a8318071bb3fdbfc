"""The nodes of a GraphML file as elements."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from lifecycle_map.loading.plans import yed
from lifecycle_map.loading.plans.graphml_fields import element_fields, properties
from lifecycle_map.loading.plans.graphml_graphs import Found, Graphs, descriptions, more
from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.model.elements import (
    ELEMENTS,
    Activity,
    Element,
    Practice,
    Process,
    Product,
    Role,
    Stage,
)
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import KEY, unjoined

_KIND = ("kind", "type")
_NAME = ("name", "label", "title")
_ALIKE = (Product, Role, Practice)


@define
class Elements:
    """The elements made of the nodes of a file, in its order, found by the nodes' ids."""

    graphs: Graphs
    made: list[Element] = field(factory=list)
    _keys: Keys = field(factory=Keys)
    _by_id: dict[str, Element] = field(factory=dict)
    _in_graph: dict[tuple[int, str], Element] = field(factory=dict)

    @classmethod
    def of(cls, graphs: Graphs, *, keep_ids: bool) -> Elements:
        """Return an element for each node; ``keep_ids`` says that the ids are keys of ours."""
        elements = cls(graphs)
        kinds = [_kind(found) for found in graphs.nodes]
        classes = _classes(graphs, kinds)
        for found, kind, class_ in zip(graphs.nodes, kinds, classes, strict=True):
            key = elements._key(found, keep_ids=keep_ids)
            elements._add(found, elements._element(found, class_, key, is_own=bool(kind)))
        return elements

    def at(self, id_: str, graph: int) -> Element | None:
        """Return the element of a node by its id, in the same graph first."""
        return self._in_graph.get((graph, id_)) or self._by_id.get(id_)

    def _key(self, found: Found, *, keep_ids: bool) -> str:
        # igraph numbers the nodes anew, and keeps their ids as data.
        own = (found.facts.text("id") or found.id) if keep_ids else ""
        if KEY.fullmatch(own) and self._keys.claim(own):
            return own
        return self._keys.free(_name(found) or found.id or "node")

    def _add(self, found: Found, element: Element) -> None:
        place = (found.place.graph, found.id)
        line = found.node.line
        if not found.id:
            told = f"a node without an id, '{element.name[:60]}', is kept; no edge can lead to it"
            self.graphs.reading.mend(told, line=line)
        elif found.id in self._by_id:
            told = f"a second node '{found.id[:60]}' is kept beside the first, which edges lead to"
            self.graphs.reading.mend(told, line=line)
        self.made.append(element)
        if found.id:
            self._by_id.setdefault(found.id, element)
            self._in_graph.setdefault(place, element)

    def _element(self, found: Found, cls: type[Element], key: str, *, is_own: bool) -> Element:
        facts = found.facts
        drawn = yed.labels(facts.drawn)
        name = facts.take("the name", *_NAME)
        if drawn and not name:
            name = drawn.pop(0)
            facts.count("<y:NodeLabel>", "the name")
        facts.pairs.extend(("label", text) for text in drawn)
        fields: dict[str, Any] = {"source_id": found.id}
        if is_own:
            fields |= element_fields(cls, facts)
            properties(facts)
        else:
            told = facts.take("the type", "type", "kind")
            fields["source_type"] = told or yed.shape(facts.drawn) or found.folder
        name = name or facts.take("the name", "description") or found.id
        facts.pairs.extend(descriptions(found.node))
        fields.setdefault("summary", facts.take("the summary", "desc", "description", "summary"))
        words = unjoined(fields.get("source_type") or cls.kind)
        return cls(
            key=key,
            name=name if name.strip() else words.casefold(),
            properties=properties_of([*facts.rest(), *self._more(found)]),
            **fields,
        )

    def _more(self, found: Found) -> list[tuple[str, str]]:
        """Return what else is said of a node: its shape, and in which of several graphs it is."""
        pairs = [*more(found.node), *yed.entries(found.facts.drawn)]
        if len(self.graphs.tops) > 1:
            top = self.graphs.tops[found.place.graph][0].attributes.get("id", "")
            pairs.append(("graph", top or str(found.place.graph + 1)))
        return pairs


def _kind(found: Found) -> str:
    """Take the kind of one of our classes, if the data of a node name one."""
    for name in _KIND:
        kind = found.facts.text(name).strip().casefold()
        if kind in ELEMENTS:
            found.facts.take("the kind", name)
            return kind
    return ""


def _name(found: Found) -> str:
    """Return what a node is called, without taking it."""
    drawn = yed.labels(found.facts.drawn)
    return found.facts.text(*_NAME) or (drawn[0] if drawn else found.facts.text("description"))


def _classes(graphs: Graphs, kinds: list[str]) -> list[type[Element]]:
    """Return the class of each node; that of a group from what it holds, so from the end."""
    stage_depth = graphs.stage_depth
    inside: dict[int, set[type[Element]]] = {}
    classes: list[type[Element]] = [Activity] * len(kinds)
    for number in range(len(kinds) - 1, -1, -1):
        found, kind = graphs.nodes[number], kinds[number]
        if kind:
            classes[number] = ELEMENTS[kind]
        elif found.folder:
            held = inside.get(number, set())
            classes[number] = _group(held, is_outer=found.place.depth <= stage_depth)
        inside.setdefault(found.place.parent, set()).add(classes[number])
    return classes


def _group(held: set[type[Element]], *, is_outer: bool) -> type[Element]:
    """Return a class for a group that may contain what it holds."""
    for cls in _ALIKE:
        if held == {cls}:
            return cls
    return Stage if is_outer or Stage in held else Process
