"""The custom fields of MS Project XML: what they are called, and what their values mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from lifecycle_map.loading.xml import Node

DEEPEST = 20
"""How many levels of an outline code are told."""


@frozen
class CustomValue:
    """A value of a custom field, before its definition is known."""

    field_id: str
    value: str
    value_id: str

    @classmethod
    def all_of(cls, node: Node) -> tuple[CustomValue, ...]:
        """Return the values of custom fields and outline codes that an element has."""
        return tuple(
            cls(part.value("FieldID").strip(), part.value("Value"), part.value("ValueID").strip())
            for part in node.parts
            if part.tag in _CUSTOM
        )


_CUSTOM = frozenset({"ExtendedAttribute", "OutlineCode"})


@frozen
class _Definition:
    """A field: the name that people gave it, or its own, and the texts of its listed values."""

    name: str
    values: dict[str, str]


@define
class CustomFields:
    """The custom fields that a file defines, by their ids."""

    _known: dict[str, _Definition] = field(factory=dict)

    @classmethod
    def of(cls, root: Node) -> CustomFields:
        """Return the fields that are defined in a plan."""
        known: dict[str, _Definition] = {}
        for container in root.parts:
            for node in container.parts if container.tag in _DEFINED else ():
                uid = node.value("FieldID").strip()
                name = node.value("Alias").strip() or node.value("FieldName").strip()
                known.setdefault(uid, _Definition(name or _unnamed(uid), dict(_listed(node))))
        return cls(known)

    def pairs(self, values: Iterable[CustomValue]) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each value that says something."""
        for value in values:
            defined = self._known.get(value.field_id)
            listed = "" if defined is None else defined.values.get(value.value_id, "")
            text = value.value.strip() or listed or value.value_id
            if text:
                yield defined.name if defined else _unnamed(value.field_id), text

    def names(self) -> tuple[str, ...]:
        """Return what the fields are called."""
        return tuple(dict.fromkeys(defined.name for defined in self._known.values()))


_DEFINED = frozenset({"ExtendedAttributes", "OutlineCodes"})


def _unnamed(uid: str) -> str:
    return f"field {uid or 'without an id'}"


def _listed(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each value that a field lists, below those above it."""
    table: dict[str, tuple[str, str]] = {}
    for container in (*node.all("ValueList"), *node.all("Values")):
        for value in container.all("Value"):
            uid = value.value("ID").strip() or value.value("ValueID").strip()
            table[uid] = (value.value("Value").strip(), value.value("ParentValueID").strip())
    for uid in table:
        yield uid, ".".join(reversed(list(_upwards(uid, table))))


def _upwards(uid: str, table: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield the text of a value and of those above it; a loop of parents ends somewhere."""
    for _ in range(DEEPEST):
        if uid not in table:
            return
        text, uid = table[uid]
        yield text
