"""ArchiMate models as Archi keeps them: folders of ``element``, each with its ``xsi:type``.

One list holds elements, relations and diagrams; the type says which is which. An access without
an ``accessType`` is one that writes, which is how Archi leaves out its default.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.loading.plans.archimate_models import Concept, Model, Pairs, Tie, View
from lifecycle_map.loading.plans.archimate_parts import Parts, other_attributes
from lifecycle_map.loading.plans.archimate_types import (
    ACCESS_LINKS,
    READ,
    READ_WRITE,
    UNSPECIFIED,
    WRITE,
)
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node

ARCHI_NAMESPACES = (
    "http://www.archimatetool.com/archimate",
    "http://www.bolton.ac.uk/archimate",
)
"""The namespace of Archi, and that of its first versions."""

_SUFFIX = "Relationship"
_VIEWS = ("DiagramModel", "SketchModel", "CanvasModel")
_ACCESS = {"": WRITE, "0": WRITE, "1": READ, "2": UNSPECIFIED, "3": READ_WRITE}
_RENAMED = {"strength": "influence strength", "directed": "directed"}
_KNOWN = frozenset({"id", "name", "type", "profiles", *_RENAMED})
_KNOWN_OF_TIES = _KNOWN | {"source", "target", "accessType"}
_ROOT = ("folder", "element", "purpose", "documentation", "property", "profile", "metadata")
_PARTS = ("documentation", "property")


def read_archi(root: Node, reading: Reading) -> Model:
    """Return the model under a root as Archi writes it."""
    parts = Parts(reading, frozenset({"", root.namespace}))
    profiles = {node.attributes.get("id", ""): _name(node) for node in root.all("profile")}
    return _Archi(reading, parts, profiles).model(root)


@define
class _Archi:
    """A file of Archi while it is being read."""

    reading: Reading
    parts: Parts
    profiles: dict[str, str]
    folders: int = 0
    _model: Model = field(factory=Model)

    def model(self, root: Node) -> Model:
        """Return what stands under the root."""
        self._model.name = _name(root)
        self._model.summary = _text(root, "purpose", "documentation")
        self._model.properties = _about(root)
        for node in self._nodes(root):
            self._add(node)
        if self.folders:
            self.reading.understand(f"{self.folders} folders", "left aside, with their notes")
        if self.profiles:
            told = "the property 'specialization' of what has one"
            self.reading.understand(f"{len(self.profiles)} specializations", told)
        self.parts.tell()
        return self._model

    def _nodes(self, root: Node) -> Iterator[Node]:
        """Yield all elements of all folders, in the order of the file."""
        waiting = [iter(list(self.parts.known(root, *_ROOT, "feature")))]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
            elif node.tag == "folder":
                self.folders += 1
                inner = self.parts.known(node, "folder", "element", *_PARTS, "feature")
                waiting.append(iter(list(inner)))
            elif node.tag == "element":
                yield node

    def _add(self, node: Node) -> None:
        id_, name = node.attributes.get("id", ""), _name(node)
        called = f"element {id_ or '(no id)'}"
        type_ = self.parts.type_of(node, called)
        if type_.endswith(_VIEWS):
            self._model.views.append(_view(node, id_, name))
        elif type_.endswith(_SUFFIX) or {"source", "target"} <= node.attributes.keys():
            self._model.relations.append(self._tie(node, id_, type_, name))
        else:
            properties = self._properties(node, called, _KNOWN)
            self._model.elements.append(
                Concept(id=id_, type=type_, line=node.line, name=name,
                        summary=_text(node, "documentation"), properties=properties)
            )  # fmt: skip

    def _tie(self, node: Node, id_: str, type_: str, name: str) -> Tie:
        called = f"relation {id_ or '(no id)'}"
        type_ = type_.removesuffix(_SUFFIX) or type_
        access = node.attributes.get("accessType", "")
        if type_ == "Access":
            access = self._access(access, node, called)
        return Tie(
            id=id_,
            type=type_,
            line=node.line,
            name=name,
            summary=_text(node, "documentation"),
            properties=(
                *((("access type", access),) if access else ()),
                *self._properties(node, called, _KNOWN_OF_TIES),
            ),
            source=node.attributes.get("source", ""),
            target=node.attributes.get("target", ""),
            access=access,
        )

    def _access(self, told: str, node: Node, called: str) -> str:
        if told not in _ACCESS and told not in ACCESS_LINKS:
            message = f"{called}: '{told[:40]}' is no type of access; taken as unspecified"
            self.reading.mend(message, line=node.line)
        return _ACCESS.get(told, told)

    def _properties(self, node: Node, called: str, known: frozenset[str]) -> Pairs:
        """Return what else is said of an element or relation."""
        own = node.attributes.get("type", "")
        kind = "junction type" if node.xsi_type.endswith("Junction") else "type"
        return (
            *(((kind, own),) if node.xsi_type and own != node.xsi_type else ()),
            *((new, node.attributes[old]) for old, new in _RENAMED.items()
              if old in node.attributes),
            *(("specialization", self._profile(id_, node, called))
              for id_ in node.attributes.get("profiles", "").split()),
            *other_attributes(node, known),
            *(_pair(part) for part in self.parts.known(node, *_PARTS, "feature")
              if part.tag != "documentation"),
        )  # fmt: skip

    def _profile(self, id_: str, node: Node, called: str) -> str:
        name = self.profiles.get(id_, "")
        if not name.strip():
            told = f"{called} has the specialization {id_[:60]}, which there is not; its id is kept"
            self.reading.mend(told, line=node.line)
        return name or id_


def _view(node: Node, id_: str, name: str) -> View:
    """Return what a diagram shows: its boxes, the boxes in them, and the lines between."""
    view = View(id=id_, name=name, line=node.line)
    waiting = list(reversed(node.parts))
    while waiting:
        part = waiting.pop()
        given = part.attributes
        if part.tag == "sourceConnection":
            # Archi 3 and older say ``relationship``.
            shown = given.get("archimateRelationship") or given.get("relationship", "")
            view.relations.setdefault(shown, part.line)
        elif part.tag == "child":
            view.elements.setdefault(given.get("archimateElement", ""), part.line)
            view.views.setdefault(given.get("model", ""), part.line)
        waiting.extend(reversed(part.parts))
    for shown_in in (view.elements, view.relations, view.views):
        shown_in.pop("", None)
    return view


def _name(node: Node) -> str:
    return node.attributes.get("name", "")


def _text(node: Node, *tags: str) -> str:
    """Return the texts of the parts with these names that say something."""
    return "\n\n".join(p.text for p in node.parts if p.tag in tags and p.text.strip())


def _about(root: Node) -> Pairs:
    """Return what else is said of the model as a whole."""
    held = [*root.all("property"), *root.all("feature")]
    held += [entry for metadata in root.all("metadata") for entry in metadata.parts]
    return (
        *other_attributes(root, frozenset({"name", "type", "schemaLocation"})),
        *(_pair(part) for part in held),
    )


def _pair(node: Node) -> tuple[str, str]:
    """Return a property: ``key`` and ``value``, or, of a feature, ``name`` and ``value``."""
    given = node.attributes
    return given.get("key") or given.get("name") or node.tag, given.get("value", "")
