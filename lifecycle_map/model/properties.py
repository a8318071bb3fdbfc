"""What a file says beyond the model: named texts, kept as they were written."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Property:
    """A named text that a file attaches to something: a custom field, an extra column."""

    name: str
    text: str


def properties_of(pairs: Iterable[tuple[str, str]]) -> tuple[Property, ...]:
    """Return properties of names and texts, those of one name together, as files keep them."""
    table: dict[str, list[str]] = {}
    for name, text in pairs:
        table.setdefault(name, []).append(text)
    return tuple(Property(name, text) for name, texts in table.items() for text in texts)
