"""What the columns of plans are called, in many languages, and which heading means which field."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from lifecycle_map.model.refs import unjoined

EXACT, PARTLY, NEARLY = 1.0, 0.6, 0.5
_NEAR = 0.84
"""How alike a misspelt heading has to be, as difflib counts it; "Predecesors" is 0.96."""
_LONG = 5
"""Shorter names are too alike by chance."""


@frozen
class Heading:
    """What a heading means: the field, how well it fits, and the name that it was taken for."""

    field: str
    weight: float
    name: str
    rank: int


def plain(heading: str) -> str:
    """Return a heading without case, punctuation, line ends and joined words.

    >>> plain("predecessorTaskIDs"), plain("% Complete"), plain("Start_Date:")
    ('predecessor task ids', '% complete', 'start date')
    """
    split = unjoined(heading)
    return " ".join(re.findall(r"[^\W_]+|[%#№°]", split.casefold()))


def meaning(heading: str) -> Heading | None:
    """Return what a heading most likely means, if anything."""
    text = plain(heading)
    bare = plain(re.sub(r"[(\[].*?[)\]]", " ", heading))
    names = _names()
    for candidate in (text, bare):
        if candidate in names:
            return Heading(names[candidate][0], EXACT, candidate, names[candidate][1])
    return _partly(bare or text)


def nearly(heading: str, fields: frozenset[str]) -> Heading | None:
    """Return the field among some that a misspelt heading was meant for, if it is plain."""
    text = plain(heading)
    if len(text) < _LONG:
        return None
    names = [n for n, (field, _) in _names().items() if field in fields and _likens(text, n)]
    found = difflib.get_close_matches(text, names, n=1, cutoff=_NEAR)
    return Heading(_names()[found[0]][0], NEARLY, found[0], 0) if found else None


def _likens(text: str, name: str) -> bool:
    """Return whether two headings have the same words but for slips: "completed at" is no "%"."""
    words, others = text.split(), name.split()
    return (
        len(name) >= _LONG
        and len(words) == len(others)
        and all(
            one[0] == other[0] and abs(len(one) - len(other)) < 3  # noqa: PLR2004 - letters
            for one, other in zip(words, others, strict=True)
        )
    )


def _partly(text: str) -> Heading | None:
    """Return the meaning of a longer heading that holds a name whole: "pct of task complete"."""
    words = text.split()
    best: Heading | None = None
    for size in range(min(len(words), 4), 0, -1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            field, rank = _names().get(name, ("", 0))
            if not field or len(words) - size > 2 or len(name) <= 2:  # noqa: PLR2004
                continue
            if len(words) == size or name not in vague_names():
                best = best or Heading(field, PARTLY * size / len(words), name, rank)
        if best:
            break
    return best


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Return the field and the rank of each name; the first field that has a name keeps it."""
    table: dict[str, tuple[str, int]] = {}
    for field, languages in _data()["fields"].items():
        for names in languages.values():
            for rank, name in enumerate(names):
                table.setdefault(plain(name), (field, rank))
    return table


@cache
def weak_names() -> frozenset[str]:
    """Return the names of tasks that stand over many other things too."""
    return frozenset(map(plain, _data()["names"]["weak"]))


@cache
def vague_names() -> frozenset[str]:
    """Return the headings that mean something only where they stand alone."""
    return frozenset(map(plain, _data()["names"]["vague"]))


@cache
def names_of(field: str) -> frozenset[str]:
    """Return all that a field is called."""
    return frozenset(plain(n) for names in _data()["fields"][field].values() for n in names)


@cache
def field_names() -> tuple[str, ...]:
    """Return the fields that a column can be taken for."""
    return tuple(_data()["fields"])


@cache
def _data() -> dict[str, Any]:
    text = files("lifecycle_map.reference").joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
