"""A BPMN model while it is read: elements by their ids, relations, and what has to be told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import PurePath

import attrs
from attrs import define, field, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.bpmn_terms import TIES, words_of
from lifecycle_map.loading.plans.bpmn_texts import Pairs, Texts, documentation_of
from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import slug
from lifecycle_map.model.relations import Link, Relation, allows
from lifecycle_map.model.sources import Source


@frozen
class Place:
    """Where a part of a model stands: keys of what contains it, of its process, of its lane."""

    key: str = ""
    process: str = ""
    role: str = ""


@define
class Draft:
    """A model while it is read.

    ``keys`` are the keys of elements by the ids that the file gives, ``others`` says for each id
    that is no element's what it is, ``added`` is what becomes known of an element or of the whole
    model (``""``) after it was made.
    """

    reading: Reading
    texts: Texts = field(factory=Texts)
    elements: dict[str, Element] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    keys: dict[str, str] = field(factory=dict)
    others: dict[str, str] = field(factory=dict)
    added: dict[str, Pairs] = field(factory=dict)
    has_imports: bool = False
    _free: Keys = field(factory=Keys)
    _lines: dict[str, int] = field(factory=dict)

    def add(self, make: Callable[..., Element], node: Node) -> str:
        """Add an element of a class for a part of the file, and return its key.

        Raises `InvalidFileError` when there are more than the limit ``lines`` says.
        """
        if len(self.elements) >= self.reading.options.limits.lines:
            told = f"more than {len(self.elements):,} elements (the limit 'lines')"
            raise InvalidFileError(self.reading.path, (Fault("", told, node.line),))
        name = node.attributes.get("name", "")
        if not name.strip():
            name = words_of(node.tag)
        key = self._free.free(name)
        ident = id_of(node)
        self.elements[key] = make(
            key=key,
            name=name,
            summary=documentation_of(node),
            source_id=ident,
            source_type=node.tag,
            properties=properties_of(self.texts.pairs(node)),
        )
        if self.is_new(node, ident):
            self.keys[ident] = key
        return key

    def name_other(self, node: Node, told: str) -> None:
        """Note the id of something that becomes no element, with what it is."""
        ident = id_of(node)
        if self.is_new(node, ident):
            self.others[ident] = told

    def is_new(self, node: Node, ident: str) -> bool:
        """Return whether an id is given for the first time; tell where it is not."""
        if not ident:
            return False
        if ident in self._lines:
            told = f"the id '{ident[:80]}' is given a second time, to a <{node.tag}>; both are kept"
            first = f"references mean the one in line {self._lines[ident]}"
            self.reading.mend(f"{told}, {first}", line=node.line)
            return False
        self._lines[ident] = node.line
        return True

    def relate(
        self, subject: str, link: Link, object_: str, *, label: str = "", source_type: str = ""
    ) -> None:
        """Add a relation; what the schema does not allow becomes ``associated-with``."""
        self.relations.append(
            Relation(
                subject=subject,
                link=self._allowed(subject, link, object_),
                object=object_,
                label=label,
                source_type=source_type,
            )
        )

    def relate_by(self, node: Node, subject: str, link: Link, object_: str, more: Pairs) -> int:
        """Add a relation that is a part of the file itself, and return its number."""
        told = documentation_of(node)
        pairs = self.texts.pairs(node) + ([("documentation", told)] if told else []) + more
        self.relations.append(
            Relation(
                subject=subject,
                link=self._allowed(subject, link, object_),
                object=object_,
                label=node.attributes.get("name", ""),
                source_id=id_of(node),
                source_type=node.tag,
                properties=properties_of(pairs),
            )
        )
        return len(self.relations) - 1

    def _allowed(self, subject: str, link: Link, object_: str) -> Link:
        ends = type(self.elements[subject]), type(self.elements[object_])
        return link if allows(link, *ends) else Link.ASSOCIATED_WITH

    def find(self, ref: str) -> str:
        """Return the key of the element that a reference means, or an empty text."""
        ref = ref.strip()
        return self.keys.get(ref) or self.keys.get(ref.rpartition(":")[2], "")

    def other(self, ref: str) -> str:
        """Return what a reference means that is no element, or an empty text."""
        ref = ref.strip()
        return self.others.get(ref) or self.others.get(ref.rpartition(":")[2], "")

    def missing(self, node: Node, ref: str, role: str) -> None:
        """Tell that there is nothing that a reference could mean."""
        who = called(node)
        done = "left out" if node.tag in TIES else "kept without"
        if not ref.strip():
            self.reading.mend(f"{who} has no {role}; {done}", line=node.line)
        elif self.has_imports and ":" in ref:
            told = f"{who}: its {role} '{ref.strip()[:80]}' is in another file; {done}"
            self.reading.note(told, line=node.line)
        else:
            told = f"{who}: its {role} '{ref.strip()[:80]}' is not there; {done}"
            self.reading.mend(told, line=node.line)

    def say(self, key: str, name: str, text: str) -> None:
        """Add a property to an element that was made before, or to the whole model (no key)."""
        self.added.setdefault(key, []).append((name, text))

    def say_of_relation(self, number: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Add properties to a relation that was made before."""
        kept = self.relations[number]
        told = [(held.name, held.text) for held in kept.properties]
        self.relations[number] = attrs.evolve(kept, properties=properties_of([*told, *pairs]))

    def lifecycle(self, name: str, summary: str, pairs: Pairs) -> Lifecycle:
        """Return what was read, under its name or else that of the file."""
        # A name of bytes that are no text is shown as far as it can be.
        file = PurePath(os.fsencode(self.reading.path).decode(errors="replace"))
        stem = file.stem if self.reading.path != "-" else "model"
        whole = [*pairs, *self.added.pop("", [])]
        for key, added in self.added.items():
            element = self.elements[key]
            told = [(held.name, held.text) for held in element.properties]
            properties = properties_of([*told, *added])
            self.elements[key] = attrs.evolve(element, properties=properties)
        return Lifecycle(
            key=slug(name.strip() or stem),
            name=name.strip() or stem,
            side=self.reading.options.side or Side.SERVICE,
            summary=summary,
            elements=tuple(self.elements.values()),
            relations=tuple(self.relations),
            sources=(Source(key="file", title=file.name or stem),),
            warnings=tuple(self.reading.warnings),
            properties=properties_of(whole),
        )


def id_of(node: Node) -> str:
    """Return the id of an element; white space round it is none of it, as in all of XML Schema."""
    return node.attributes.get("id", "").strip()


def called(node: Node) -> str:
    """Return what a message calls an element: its tag, and its id or else its name."""
    name = id_of(node) or node.attributes.get("name", "").strip()
    return f"<{node.tag[:60]}> '{name[:80]}'" if name else f"a <{node.tag[:60]}>"
