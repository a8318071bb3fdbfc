"""ArchiMate models in the exchange format of The Open Group (versions 3 and 2.1).

Elements, relations and diagrams stand in lists of their own; names and notes may come in several
languages; properties refer to definitions. Version 2.1 says ``label`` for ``name``.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.loading.plans.archimate_models import Concept, Model, Pairs, Tie, View
from lifecycle_map.loading.plans.archimate_parts import Parts, other_attributes
from lifecycle_map.loading.plans.archimate_texts import Texts, texts_of
from lifecycle_map.loading.plans.archimate_types import ACCESS_LINKS
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node

EXCHANGE_NAMESPACES = (
    "http://www.opengroup.org/xsd/archimate/3.0/",
    "http://www.opengroup.org/xsd/archimate",
    "http://www.opengroup.org/xsd/archimate/2.1/",
    "http://www.opengroup.org/xsd/archimate/2.1",
)
"""The namespaces of version 3 (also of 3.1 and 3.2), and of 2.1."""

_NAMES = ("name", "label")
_PARTS = (*_NAMES, "documentation", "properties")
_ORDER = ("organizations", "organization")
_DEFINITIONS = ("propertyDefinitions", "propertydefs")
_ROOT = (*_PARTS, "elements", "relationships", "views", "metadata", *_ORDER, *_DEFINITIONS)
_RENAMED = {
    "accessType": "access type",
    "modifier": "influence strength",
    "isDirected": "directed",
}
_KNOWN = frozenset({"identifier", "type"})
_KNOWN_OF_TIES = _KNOWN | {"source", "target", *_RENAMED}


def read_exchange(root: Node, reading: Reading) -> Model:
    """Return the model under a root of the exchange format."""
    parts = Parts(reading, frozenset({root.namespace}))
    return _Exchange(reading, parts).model(root)


@define
class _Exchange:
    """A file of the exchange format while it is being read."""

    reading: Reading
    parts: Parts
    definitions: dict[str, str] = field(factory=dict)
    organized: int = 0

    def model(self, root: Node) -> Model:
        """Return what stands under the root."""
        held: dict[str, list[Node]] = {}
        for part in self.parts.known(root, *_ROOT):
            held.setdefault(part.tag, []).append(part)
        self._define([node for tag in _DEFINITIONS for node in held.get(tag, ())])
        texts, properties = self._told(root)
        model = Model(texts.name, texts.summary, (*_about(root), *properties))
        for node in self._in(held, "elements", "element"):
            model.elements.append(self._element(node))
        for node in self._in(held, "relationships", "relationship"):
            model.relations.append(self._relation(node))
        model.views = [self._view(n) for part in held.get("views", ()) for n in _views(part)]
        if any(tag in held for tag in _ORDER):
            self.reading.understand("organizations", "left aside: they only say where things stand")
        self.parts.tell()
        return model

    def _in(self, held: dict[str, list[Node]], tag: str, inner: str) -> Iterator[Node]:
        for node in held.get(tag, ()):
            yield from self.parts.known(node, inner)

    def _define(self, lists: list[Node]) -> None:
        for node in (part for each in lists for part in each.parts):
            name = texts_of(node, _NAMES).name or node.attributes.get("name", "")
            self.definitions[node.attributes.get("identifier", "")] = name
        if self.definitions:
            told = "the names of properties"
            self.reading.understand(f"{len(self.definitions)} property definitions", told)

    def _element(self, node: Node) -> Concept:
        id_ = node.attributes.get("identifier", "")
        texts, properties = self._told(node)
        return Concept(
            id=id_,
            type=self.parts.type_of(node, f"element {id_ or '(no id)'}"),
            line=node.line,
            name=texts.name,
            summary=texts.summary,
            aliases=texts.aliases,
            properties=(*other_attributes(node, _KNOWN), *properties),
        )

    def _relation(self, node: Node) -> Tie:
        given = node.attributes
        id_ = given.get("identifier", "")
        called = f"relation {id_ or '(no id)'}"
        type_ = self.parts.type_of(node, called)
        texts, properties = self._told(node)
        renamed = tuple((new, given[old]) for old, new in _RENAMED.items() if old in given)
        return Tie(
            id=id_,
            type=type_.removesuffix("Relationship") or type_,
            line=node.line,
            name=texts.name,
            summary=texts.summary,
            aliases=texts.aliases,
            properties=(*renamed, *other_attributes(node, _KNOWN_OF_TIES), *properties),
            source=given.get("source", ""),
            target=given.get("target", ""),
            access=self._access(node, called),
        )

    def _access(self, node: Node, called: str) -> str:
        told = node.attributes.get("accessType", "")
        if told and told not in ACCESS_LINKS:
            message = f"{called}: '{told[:40]}' is no type of access; taken as unspecified"
            self.reading.mend(message, line=node.line)
        return told

    def _told(self, node: Node) -> tuple[Texts, Pairs]:
        """Return the texts and the properties of something."""
        texts = texts_of(node, _NAMES)
        found = list(texts.rest)
        # The parts of the root were told before.
        inner = node.parts if node.tag == "model" else self.parts.known(node, *_PARTS)
        for part in (each for each in inner if each.tag == "properties"):
            found.extend(p for each in part.all("property") for p in self._property(each))
        return texts, tuple(found)

    def _property(self, node: Node) -> Iterator[tuple[str, str]]:
        """Yield the values of a property, each language by itself, under its defined name."""
        given = node.attributes
        ref = given.get("propertyDefinitionRef") or given.get("identifierref", "")
        name = self.definitions.get(ref, "")
        if ref not in self.definitions:
            told = f"the property definition {ref[:60] or '(none)'} is not there; kept by its id"
            self.reading.mend(told, line=node.line)
        for value in node.all("value"):
            tag = value.attributes.get("lang", "")
            called = name if name.strip() else ref or "property"
            foreign = tag and not tag.casefold().startswith("en")
            yield f"{called} ({tag})" if foreign else called, value.text

    def _view(self, node: Node) -> View:
        """Return what a diagram shows: its boxes, the boxes in them, and the lines between."""
        name = texts_of(node, _NAMES).name
        view = View(id=node.attributes.get("identifier", ""), name=name, line=node.line)
        waiting = [(part, "") for part in reversed(node.parts)]
        while waiting:
            part, around = waiting.pop()
            here = _show(view, part, around)
            waiting.extend((inner, here) for inner in reversed(part.parts))
        return view


def _show(view: View, part: Node, around: str) -> str:
    """Add what a box or line of a diagram shows, and return the element that it stands for."""
    given = part.attributes
    shown = given.get("elementRef") or given.get("elementref", "")
    tied = given.get("relationshipRef") or given.get("relationshipref", "")
    if part.tag == "node" and shown:
        view.elements.setdefault(shown, part.line)
        if around:
            view.nested.add(frozenset({around, shown}))
    elif part.tag == "connection" and tied:
        view.relations.setdefault(tied, part.line)
    elif part.tag == "viewRef" and given.get("ref"):
        view.views.setdefault(given["ref"], part.line)
    return shown


def _views(node: Node) -> Iterator[Node]:
    """Yield the diagrams: in version 3 they stand in a list of their own."""
    for part in node.parts:
        if part.tag == "view":
            yield part
        elif part.tag == "diagrams":
            yield from part.all("view")


def _about(root: Node) -> Pairs:
    """Return what else is said of the model as a whole: its attributes, and its metadata."""
    known = frozenset({"type", "schemaLocation"})
    waiting = [part for metadata in root.all("metadata") for part in metadata.parts]
    found = []
    while waiting:
        node = waiting.pop(0)
        if node.text.strip():
            found.append((node.tag, node.text.strip()))
        waiting = [*node.parts, *waiting]
    return (*other_attributes(root, known), *found)
