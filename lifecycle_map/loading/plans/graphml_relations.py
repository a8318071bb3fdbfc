"""The edges of a GraphML file, its groups and its hyperedges, as relations."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from lifecycle_map.loading.plans import yed
from lifecycle_map.loading.plans.graphml_elements import Elements
from lifecycle_map.loading.plans.graphml_ends import Ends
from lifecycle_map.loading.plans.graphml_fields import relation_fields
from lifecycle_map.loading.plans.graphml_graphs import Graphs, Place, descriptions, more
from lifecycle_map.loading.plans.graphml_keys import Facts
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Element
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.relations import Link, Relation, allows

_LINK = ("link", "relation", "type")
_LABEL = ("label", "name")
_LINKS = {link.value: link for link in Link}


@define
class Relations:
    """The relations made of what ties the nodes of a file."""

    graphs: Graphs
    ends: Ends
    made: list[Relation] = field(factory=list)
    _parents: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, graphs: Graphs, elements: Elements) -> Relations:
        """Return a relation for each group and what is in it, and for each edge."""
        relations = cls(graphs, Ends(graphs.reading, elements))
        for found, inner in zip(graphs.nodes, elements.made, strict=True):
            if found.place.parent >= 0:
                relations._contain(elements.made[found.place.parent], inner, found.node)
        for tie, place in graphs.ties:
            if tie.tag == "edge":
                relations._add_edge(tie, place)
            else:
                relations._add_hyperedge(tie, place)
        return relations

    @property
    def reading(self) -> Reading:
        """The file while it is read."""
        return self.graphs.reading

    def _contain(self, around: Element, inner: Element, node: Node) -> None:
        if self._may(Link.CONTAINS, around, inner):
            self._add(around, Link.CONTAINS, inner)
            return
        told = f"{around.kind} '{around.name[:40]}' contains no {inner.kind}"
        told += f" ('{inner.name[:40]}'); read as associated-with"
        self.reading.note(told, line=node.line)
        self._add(around, Link.ASSOCIATED_WITH, inner)

    def _add_edge(self, edge: Node, place: Place) -> None:
        facts = self.graphs.table.facts(edge, "edge", f"edge {edge.attributes.get('id', '')[:60]}")
        ends = self.ends.of_edge(edge, place)
        if ends is None:
            return
        is_directed = self.ends.is_directed(edge, place)
        link, told = self._link(facts, *ends, edge.line, is_directed=is_directed)
        fields: dict[str, Any] = {"source_id": _id(edge, told)}
        fields |= relation_fields(facts) if told == link.value else {"source_type": told}
        fields["label"] = facts.take("the label", *_LABEL)
        drawn = yed.labels(facts.drawn)
        if drawn and not fields["label"]:
            fields["label"] = drawn.pop(0)
            facts.count("<y:EdgeLabel>", "the label")
        facts.pairs.extend(("label", text) for text in drawn)
        if not is_directed:
            facts.pairs.append(("directed", "false"))
        fields["properties"] = properties_of(_pairs(edge, facts))
        self._add(ends[0], link, ends[1], **fields)

    def _add_hyperedge(self, edge: Node, place: Place) -> None:
        """Add what a hyperedge ties: its first end with each other one, so that none is lost."""
        facts = self.graphs.table.facts(edge, "hyperedge", "hyperedge")
        ends = self.ends.of_hyperedge(edge, place)
        if not ends:
            return
        fields: dict[str, Any] = {
            "source_id": edge.attributes.get("id", ""),
            "source_type": "hyperedge",
            "label": facts.take("the label", *_LABEL),
        }
        (first, start), *others = ends
        shared = [*_pairs(edge, facts), *_end_pairs("from", start)]
        for element, end in others:
            fields["properties"] = properties_of([*shared, *_end_pairs("to", end)])
            self._add(first, Link.ASSOCIATED_WITH, element, **fields)

    def _add(self, subject: Element, link: Link, object_: Element, **fields: Any) -> None:
        if link is Link.CONTAINS:
            self._parents[object_.key] = subject.key
        self.made.append(Relation(subject=subject.key, link=link, object=object_.key, **fields))

    def _link(
        self, facts: Facts, subject: Element, object_: Element, line: int, *, is_directed: bool
    ) -> tuple[Link, str]:
        """Return the link of an edge, and what the file calls it."""
        told = ""
        for name in _LINK:
            said = facts.text(name)
            link = _LINKS.get("-".join(said.casefold().replace("_", " ").split()))
            if link is not None:
                facts.take("the link", name)
                if self._may(link, subject, object_):
                    return link, link.value
                self._tell_unfit(link, subject, object_, line)
                return Link.ASSOCIATED_WITH, said
            told = told or facts.take("the type of the relation", name)
        is_work = allows(Link.PRECEDES, type(subject), type(object_))
        return (Link.PRECEDES if is_directed and is_work else Link.ASSOCIATED_WITH), told

    def _tell_unfit(self, link: Link, subject: Element, object_: Element, line: int) -> None:
        ends = f"{subject.kind} '{subject.key}' to {object_.kind} '{object_.key}'"
        told = f"'{link.value}' cannot join {ends} here; read as associated-with"
        self.reading.mend(told, line=line)

    def _may(self, link: Link, subject: Element, object_: Element) -> bool:
        """Return whether a link may join two elements; what is contained stays a tree."""
        if not allows(link, type(subject), type(object_)):
            return False
        if link is not Link.CONTAINS:
            return True
        here: str | None = subject.key
        while here is not None and here != object_.key:
            here = self._parents.get(here)
        return here is None and object_.key not in self._parents


def _pairs(edge: Node, facts: Facts) -> list[tuple[str, str]]:
    """Return what is left of what is said of an edge."""
    facts.pairs.extend(descriptions(edge))
    return [*facts.rest(), *more(edge), *yed.entries(facts.drawn)]


def _id(edge: Node, link: str) -> str:
    """Return the id of an edge; that our export numbers links by their names is no id."""
    id_ = edge.attributes.get("id", "")
    name, _, number = id_.removeprefix(link).rpartition("-")
    is_numbered = id_ == link or (id_.startswith(f"{link}-") and not name and number.isdigit())
    return "" if is_numbered else id_


def _end_pairs(which: str, end: Node) -> list[tuple[str, str]]:
    """Return what an end of a hyperedge says beyond its node."""
    given = end.attributes.items()
    return [(f"{which}-{name}", text) for name, text in given if name not in ("node", "id")]
