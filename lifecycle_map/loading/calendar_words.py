"""What change calendars say, in many languages: headings, freezes, sorts of events."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from lifecycle_map.loading.tables.headings import plain


@frozen
class CalendarWords:
    """The field for each heading, what says that a window is a freeze, and what names no item."""

    headings: dict[str, str]
    freeze: re.Pattern[str]
    sorts: frozenset[str]


@cache
def calendar_words() -> CalendarWords:
    """Return the words that calendars are read by."""
    text = files("lifecycle_map.reference").joinpath("calendars.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    headings: dict[str, str] = {}
    for field, names in data["headings"].items():
        for name in names:
            headings.setdefault(plain(name), field)
    phrases = sorted(data["freeze"]["words"], key=len, reverse=True)
    return CalendarWords(
        headings=headings,
        freeze=re.compile("|".join(map(_bounded, phrases)), re.IGNORECASE),
        sorts=frozenset(map(str.casefold, data["categories"]["sorts"])),
    )


def is_freeze(*texts: str) -> bool:
    """Return whether any of some texts says that nothing may be changed.

    >>> is_freeze("Year-end change freeze"), is_freeze("Freezer replaced"), is_freeze("", "Sperre")
    (True, False, True)
    """
    return any(calendar_words().freeze.search(text) for text in texts)


def items_of(text: str) -> list[str]:
    r"""Return the items that a text lists: one after a comma, a semicolon or a line end.

    >>> items_of("db-1; web-2,\nweb-3"), items_of(" ")
    (['db-1', 'web-2', 'web-3'], [])
    """
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n\r]", text))
    return list(dict.fromkeys(part for part in parts if part))


def _bounded(phrase: str) -> str:
    """Return a pattern for a phrase as whole words; scripts without spaces know no bounds."""
    escaped = re.escape(phrase).replace(r"\ ", r"[\s-]+")
    return escaped if phrase[0] > "\u3000" else rf"(?<!\w){escaped}(?!\w)"
