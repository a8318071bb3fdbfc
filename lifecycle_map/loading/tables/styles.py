"""What the formats of a workbook do to its numbers: dates, shares, digits, indentation."""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta

from attrs import frozen

from lifecycle_map.loading.xml import Node

_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The built-in number formats that show dates or times (ECMA-376 part 1, 18.8.30)."""
_SHARES = frozenset([9, 10])
_BUILT_IN = {1: "0", 2: "0.00"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_GENERAL = frozenset(("general", "standard"))
_LATEST = 2958466
"""The serial number of the day after 31 December 9999."""


@frozen
class Style:
    """How a cell is shown: as a date, a share, with how many digits, and how far moved in."""

    is_date: bool = False
    is_share: bool = False
    digits: int | None = None
    indent: int = 0


PLAIN = Style()


def styles_of(root: Node) -> list[Style]:
    """Return the styles of a workbook, in the order by which its cells name them."""
    container = root.first("numFmts")
    codes = dict(_BUILT_IN)
    for node in [] if container is None else container.all("numFmt"):
        if number := _number(node):
            codes[number] = node.attributes.get("formatCode", "")
    formats = root.first("cellXfs")
    return [] if formats is None else [_style(node, codes) for node in formats.all("xf")]


def _style(node: Node, codes: dict[int, str]) -> Style:
    number = _number(node)
    code = _QUOTED.sub("", codes.get(number, "")).partition(";")[0]
    alignment = node.first("alignment")
    indent = "0" if alignment is None else alignment.attributes.get("indent", "0")
    digits = re.fullmatch(r"0(?:\.(0{1,6}))?", code)
    custom = number in codes and number not in _BUILT_IN
    return Style(
        is_date=_shows_date(code) if custom else number in _DATES,
        is_share="%" in code if custom else number in _SHARES,
        digits=len(digits[1] or "") if digits else None,
        indent=int(indent) if indent.isdecimal() and len(indent) < 4 else 0,  # noqa: PLR2004
    )


def _number(node: Node) -> int:
    """Return which number format a node means or defines; 0 (plain) where it says none."""
    told = node.attributes.get("numFmtId", "0")
    return int(told) if told.isdecimal() and len(told) < 8 else 0  # noqa: PLR2004 - digits


def _shows_date(code: str) -> bool:
    """Return whether a format shows a date or a time; "Standard" is what some call "General"."""
    return code.casefold() not in _GENERAL and bool(re.search(r"[dmyhs]", code, re.IGNORECASE))


def shown(number: float, style: Style, *, since_1904: bool) -> tuple[str, datetime | time | None]:
    """Return what a number is shown as, and the moment that it is where it is one."""
    if style.is_date:
        moment = _moment(number, since_1904=since_1904)
        if moment is not None:
            return _told(moment), moment
    if style.is_share:
        return f"{_bare(round(number * 100, 6))}%", None
    if style.digits:
        return f"{number:.{style.digits}f}", None
    return _bare(number), None


def _told(moment: datetime | time) -> str:
    """Return a moment as text; a day without a time is but a day."""
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat()


def _bare(number: float) -> str:
    """Return a number without a fraction that is none: an id of 1.0 is 1."""
    whole = number.is_integer() and abs(number) < 1e15  # noqa: PLR2004 - exact in Excel
    return str(int(number)) if whole else repr(float(f"{number:.15g}"))


def _moment(number: float, *, since_1904: bool) -> datetime | time | None:
    """Return the moment of a serial number; Excel takes 1900 for a leap year, and we do not."""
    if not math.isfinite(number) or not 0 <= number < _LATEST:
        return None
    seconds = round(number % 1 * 86400)
    days = int(number) + (1 if seconds == 86400 else 0)  # noqa: PLR2004 - a whole day
    clock = timedelta(seconds=seconds % 86400)
    if days == 0 and not since_1904:
        return (datetime(2000, 1, 1) + clock).time()  # noqa: DTZ001 - local times
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    if not since_1904 and days < 60:  # noqa: PLR2004 - 29 February 1900, which never was
        days += 1
    try:
        return base + timedelta(days=days) + clock
    except OverflowError:
        return None
