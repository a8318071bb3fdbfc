"""Fields that two values of a class have differently, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

import attrs
from attrs import frozen

from lifecycle_map.model.crosswalks import View
from lifecycle_map.model.properties import Property
from lifecycle_map.model.sources import Source

FIELDS = ("name", "kind", "match", "confidence", "justification", "direction", "views")
"""What is told first; the other fields follow in their own order."""

SHOWN = 60
"""So many characters of a value are shown."""


@frozen
class FieldChange:
    """One field that two values have differently."""

    field: str
    old: object
    new: object

    def __str__(self) -> str:
        return f"{self.field.replace('_', ' ')}: {in_words(self.old)} → {in_words(self.new)}"


def changes(
    old: attrs.AttrsInstance, new: attrs.AttrsInstance, but: tuple[str, ...] = ()
) -> tuple[FieldChange, ...]:
    """Return the fields in which two values differ, the most telling first.

    Of values of two classes, the fields that both have are compared.
    """
    shared = {a.name for a in attrs.fields(type(new))}
    names = [a.name for a in attrs.fields(type(old)) if a.name in shared and a.name not in but]
    return tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in in_order(names)
        if getattr(old, name) != getattr(new, name)
    )


def in_order(names: Iterable[str]) -> list[str]:
    """Return names of fields, those first that tell most."""
    return sorted(names, key=lambda n: FIELDS.index(n) if n in FIELDS else len(FIELDS))


def in_words(value: object) -> str:
    """Return the value of a field in words, cut where it is long."""
    if isinstance(value, tuple):
        return _short(", ".join(map(in_words, value))) or "nothing"
    return _short(_single(value)) or "nothing"


def _single(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value).removeprefix("semapv:")
    if isinstance(value, Property):
        return f"{value.name} '{value.text}'"
    if isinstance(value, Source):
        return f"{value.key} '{value.title}'"
    if isinstance(value, View):
        return f"{value.key} '{value.name}'"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def summary(counts: dict[str, int], told: dict[str, str]) -> str:
    """Return counts in one line, but for those of nothing, with what is told beside them."""
    return ", ".join(
        f"{count:,} {name.replace('_', ' ')}{told.get(name, '')}"
        for name, count in counts.items()
        if count
    )


def group(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its lines, or nothing when there are none."""
    for number, line in enumerate(lines):
        if not number:
            yield f"\n{name}"
        yield f"  {line}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
