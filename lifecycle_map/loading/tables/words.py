"""What the cells of plans say, in many languages: yes and no, units, months, totals."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from attrs import frozen

from lifecycle_map.model.relations import DependencyType


@frozen
class CellWords:
    """The words that cells are read by; ``units`` and ``ties`` give what each word stands for."""

    yes: frozenset[str]
    no: frozenset[str]
    nothing: frozenset[str]
    total: tuple[str, ...]
    remarks: tuple[str, ...]
    pages: tuple[str, ...]
    marks: tuple[str, ...]
    units: dict[str, str]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    ties: dict[str, DependencyType]
    months: dict[str, int]
    weekdays: dict[str, frozenset[int]]


@cache
def cell_words() -> CellWords:
    """Return the words that cells are read by."""
    text = files("lifecycle_map.reference").joinpath("cells.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    cells, calendar = data["cells"], data["calendar"]
    days: dict[str, set[int]] = {}
    for day, words in enumerate(calendar["weekdays"]):
        for word in words:
            days.setdefault(word, set()).add(day)
    return CellWords(
        yes=frozenset(cells["yes"]),
        no=frozenset(cells["no"]),
        nothing=frozenset(cells["nothing"]),
        total=tuple(cells["total"]),
        remarks=tuple(cells["remarks"]),
        pages=tuple(cells["pages"]),
        marks=tuple(cells["marks"]),
        units={word: unit for unit, words in data["units"].items() for word in words},
        before=tuple(data["elapsed"]["before"]),
        behind=tuple(data["elapsed"]["behind"]),
        ties={w: DependencyType(kind) for kind, words in data["ties"].items() for w in words},
        months={word: n for n, words in enumerate(calendar["months"], 1) for word in words},
        weekdays={word: frozenset(found) for word, found in days.items()},
    )


def simple(text: str) -> str:
    """Return a text without case, space around it, and full-width letters and digits.

    >>> simple(" \uff15\uff10\uff05 "), simple("Ja")
    ('50%', 'ja')
    """
    told = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return told.strip().casefold()
