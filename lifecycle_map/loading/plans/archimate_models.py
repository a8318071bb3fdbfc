"""An ArchiMate model as a file holds it, whichever of the two notations it is in."""

from __future__ import annotations

from attrs import define, field, frozen

from lifecycle_map.model.elements import Alias

Pairs = tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Concept:
    """An element: its own id, its type without prefix, and what else the file says of it."""

    id: str
    type: str
    line: int
    name: str = ""
    summary: str = ""
    aliases: tuple[Alias, ...] = ()
    properties: Pairs = ()

    def __str__(self) -> str:
        called = f" '{self.name[:60]}'" if self.name.strip() else ""
        return f"{self.type or 'element'} {self.id or '(no id)'}{called}"


@frozen(kw_only=True)
class Tie(Concept):
    """A relation; ``source`` and ``target`` are ids of elements or, seldom, of other relations."""

    source: str
    target: str
    access: str = ""


@define(kw_only=True)
class View:
    """A diagram: what it shows, by id, each with the line that says so.

    ``nested`` are pairs of ids, of a box and the box around it; ``views`` what it refers to.
    """

    id: str
    name: str
    line: int
    elements: dict[str, int] = field(factory=dict)
    relations: dict[str, int] = field(factory=dict)
    views: dict[str, int] = field(factory=dict)
    nested: set[frozenset[str]] = field(factory=set)

    def __str__(self) -> str:
        return f"view '{self.name[:60]}' ({self.id or 'no id'})"


@define
class Model:
    """A model while it is being read: elements, relations and views in the order of the file."""

    name: str = ""
    summary: str = ""
    properties: Pairs = ()
    elements: list[Concept] = field(factory=list)
    relations: list[Tie] = field(factory=list)
    views: list[View] = field(factory=list)
