"""A lifecycle: a typed graph of elements and relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from attrs import field, frozen

from lifecycle_map.errors import Fault, InvalidModelError, UnknownElementError
from lifecycle_map.model.elements import Element, Stage
from lifecycle_map.model.kinds import all_kind_faults
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.model.sources import Source
from lifecycle_map.model.validating import (
    citation_faults,
    containment_faults,
    element_faults,
    key_faults,
    property_faults,
    relation_faults,
    source_faults,
    text_faults,
)
from lifecycle_map.registries import Drawable

E = TypeVar("E", bound=Element)
T = TypeVar("T")


class Side(str, Enum):
    """Whether a lifecycle is drawn by project people or by service people."""

    PROJECT = "project"
    SERVICE = "service"


@frozen(kw_only=True)
class Lifecycle(Drawable):
    """A project or service lifecycle, or a project's plan; immutable, and validated when made.

    ``aliases`` are other names to load it by, ``notice`` is a line that belongs under every
    picture of it, ``warnings`` say what a reader left out, ``properties`` what else a file said of
    it as a whole. Stages may repeat or run side by side, processes may be active in many stages,
    and work may go round in cycles.

    Raises `InvalidModelError` with every fault: duplicate keys, unknown ends, relations that
    `SCHEMA` forbids, containment that is no tree, text that no file can hold.
    """

    key: str
    name: str
    side: Side
    edition: str = ""
    summary: str = ""
    notice: str = ""
    aliases: tuple[str, ...] = ()
    elements: tuple[Element, ...] = field(default=(), repr=False)
    relations: tuple[Relation, ...] = field(default=(), repr=False)
    sources: tuple[Source, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), repr=False)
    properties: tuple[Property, ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        faults = tuple(lifecycle_faults(self))
        if faults:
            raise InvalidModelError(self.key or "lifecycle", faults)

    def __getitem__(self, key: str) -> Element:
        """Return the element with this key; raises `UnknownElementError`."""
        try:
            return self._by_key[key]
        except KeyError:
            raise UnknownElementError(self.key, key, tuple(self._by_key)) from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[Element]:
        return iter(self.elements)

    def __len__(self) -> int:
        return len(self.elements)

    def __str__(self) -> str:
        counts = Counter(element.kind for element in self.elements)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        return f"{self.title} ({told or 'no elements'})"

    @property
    def title(self) -> str:
        """The name with the edition."""
        return f"{self.name}, {self.edition}" if self.edition else self.name

    def of(self, cls: type[E]) -> tuple[E, ...]:
        """Return the elements of one class, in order."""
        return tuple(element for element in self.elements if isinstance(element, cls))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, in order: those that stand in no other element.

        Where one stage contains all others (a plan's line for the whole project), they are meant.
        """
        found = [stage for stage in self.of(Stage) if stage.key not in self._parents]
        while len(found) == 1:
            inner = [part for part in self.children(found[0].key) if isinstance(part, Stage)]
            if not inner:
                break
            found = inner
        return tuple(found)

    def ref(self, key: str = "") -> Ref:
        """Return the reference of an element, or of this lifecycle as a whole."""
        return Ref(self.key, self[key].key if key else "")

    def outgoing(self, key: str, link: Link | None = None) -> tuple[Relation, ...]:
        """Return the relations whose subject is this element, in order."""
        found = self._outgoing.get(key, ())
        return tuple(r for r in found if link is None or r.link is link)

    def incoming(self, key: str, link: Link | None = None) -> tuple[Relation, ...]:
        """Return the relations whose object is this element, in order."""
        found = self._incoming.get(key, ())
        return tuple(r for r in found if link is None or r.link is link)

    def parent(self, key: str) -> Element | None:
        """Return the element that contains this one, if any."""
        parent = self._parents.get(key)
        return None if parent is None else self._by_key[parent]

    def children(self, key: str) -> tuple[Element, ...]:
        """Return the elements that this one contains, in order."""
        return tuple(self._by_key[r.object] for r in self.outgoing(key, Link.CONTAINS))

    def ancestors(self, key: str) -> Iterator[Element]:
        """Yield the elements that contain this one, the nearest first."""
        parent = self.parent(key)
        while parent is not None:
            yield parent
            parent = self.parent(parent.key)

    def stage_of(self, key: str) -> Stage | None:
        """Return the one of `stages` that this element is or belongs to, if any."""
        line = (self[key], *self.ancestors(key))
        return next((self._stages[e.key] for e in line if e.key in self._stages), None)

    def once(self, make: Callable[[Lifecycle], T]) -> T:
        """Return what a function makes of this lifecycle: made when first asked for, then kept.

        It is kept as long as the lifecycle is, and no longer: what only depends on a framework is
        not made anew for each of thousands of plans. ``make`` is a function of a module, not one
        that is made for the call.
        """
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Callable[[Lifecycle], Any], Any]:
        return {}

    @cached_property
    def _stages(self) -> dict[str, Stage]:
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def _by_key(self) -> dict[str, Element]:
        return {element.key: element for element in self.elements}

    @cached_property
    def _outgoing(self) -> dict[str, list[Relation]]:
        table: dict[str, list[Relation]] = {}
        for relation in self.relations:
            table.setdefault(relation.subject, []).append(relation)
        return table

    @cached_property
    def _incoming(self) -> dict[str, list[Relation]]:
        table: dict[str, list[Relation]] = {}
        for relation in self.relations:
            table.setdefault(relation.object, []).append(relation)
        return table

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {r.object: r.subject for r in self.relations if r.link is Link.CONTAINS}


def lifecycle_faults(lifecycle: Lifecycle) -> Iterator[Fault]:
    """Yield everything that is wrong with a lifecycle."""
    wrong = tuple(all_kind_faults(lifecycle, ("elements", "relations", "sources")))
    if wrong:
        yield from wrong
        return
    yield from key_faults("key", lifecycle.key)
    yield from text_faults("", lifecycle)
    yield from property_faults("properties", lifecycle.properties)
    yield from source_faults(lifecycle.sources)
    known = {source.key for source in lifecycle.sources}
    classes: dict[str, type[Element]] = {}
    for number, element in enumerate(lifecycle.elements):
        place = f"elements[{number}]"
        if element.key in classes:
            yield Fault(f"{place}.key", f"duplicate key '{element.key}'")
        classes[element.key] = type(element)
        yield from element_faults(place, element)
        yield from citation_faults(place, element.sources, known)
    for number, relation in enumerate(lifecycle.relations):
        place = f"relations[{number}]"
        yield from relation_faults(place, relation, classes)
        yield from citation_faults(place, relation.sources, known)
    yield from containment_faults(lifecycle.relations)


def provenance_faults(lifecycle: Lifecycle) -> Iterator[Fault]:
    """Yield what published data lacks: an edition, and a source on every element."""
    if not lifecycle.edition:
        yield Fault("edition", "published data says which edition it follows")
    for number, element in enumerate(lifecycle.elements):
        if not element.sources:
            yield Fault(f"elements[{number}].sources", f"'{element.key}' names no source")
