"""What people write into the cells of a plan: dates, durations, shares, yes and no."""

from __future__ import annotations

import re
from datetime import date, datetime

from lifecycle_map.loading.tables.headings import cell_words

MINUTES_A_DAY = 480.0
_MINUTES = {
    "m": 1.0,
    "h": 60.0,
    "d": MINUTES_A_DAY,
    "w": 5 * MINUTES_A_DAY,
    "mo": 20 * MINUTES_A_DAY,
}

_QUANTITY = re.compile(r"(e)?\s*([^\W\d_]*)\.?\s*\??", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,6})?")
_ISO_DURATION = re.compile(
    r"P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?)?", re.IGNORECASE
)


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing to say: ``-``, ``n/a``, ``TBC``."""
    return text.strip().casefold() in cell_words().nothing


def is_yes(text: str) -> bool:
    """Return whether a cell says yes, in any of the languages that we have words for."""
    return text.strip().casefold() in cell_words().yes


def duration(text: str, unit: str = "d") -> tuple[float, bool] | None:
    """Return working minutes and whether they are elapsed time, or None where it is no duration.

    A day has 8 hours, a week 5 days and a month 20, as in MS Project. ``unit`` is what a bare
    number counts. A negative one is returned as such.

    >>> duration("3 days"), duration("2 wks"), duration("1,5", "h"), duration("soon")
    ((1440.0, False), (4800.0, False), (90.0, False), None)
    """
    told = text.strip()
    iso = _ISO_DURATION.fullmatch(told)
    if iso:
        days, hours, minutes = (int(part or 0) for part in iso.groups())
        return days * MINUTES_A_DAY + hours * 60.0 + minutes, False
    number = _NUMBER.match(told)
    rest = _QUANTITY.fullmatch(told[number.end() :].strip()) if number else None
    if number is None or rest is None:
        return None
    amount = float(number[0].replace(",", "."))
    word = rest[2].casefold()
    elapsed = bool(rest[1]) and word in cell_words().units
    found = cell_words().units.get(word) or cell_words().units.get(
        (rest[1] or "").casefold() + word
    )
    if word and found is None:
        return None
    return amount * _MINUTES[found or unit], elapsed


def unit_of(heading: str) -> str:
    """Return the unit that a heading names for the numbers under it; days when it names none.

    >>> unit_of("DURATION in MINUTES (Estimate)"), unit_of("Est. Days"), unit_of("Effort")
    ('m', 'd', 'd')
    """
    for word in re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).casefold()):
        if word in cell_words().units and len(word) > 2:  # noqa: PLR2004 - letters
            return cell_words().units[word]
    return "d"


def percent(text: str) -> float | None:
    """Return a share done in per cent, 0 to 100, or None where it is none.

    >>> percent("70"), percent("70 %"), percent("NaN"), percent("130")
    (70.0, 70.0, None, None)
    """
    bare = text.strip().removesuffix("%").strip()
    share = float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else -1.0
    return share if 0 <= share <= 100 else None  # noqa: PLR2004 - per cent


_CLOCK = r"(?:[T ,]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?")
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_YEAR = r"(\d{4}|\d{2})"
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}{_CLOCK}")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|\.)?[-\s./]*(?:de )?([^\W\d_]{{3,10}})\.?"
    rf"[-\s,./]*(?:de )?{_YEAR}{_CLOCK}"
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}?([^\W\d_]{{3,10}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_CLOCK}"
)


def is_ambiguous(text: str) -> bool:
    """Return whether a date could have the day or the month first: 03/04/2026.

    >>> is_ambiguous("03/04/2026"), is_ambiguous("03.04.2026"), is_ambiguous("13/04/2026")
    (True, False, False)
    """
    found = _NUMBERS.fullmatch(text.strip())
    if found is None or found[2] == "." or _weekday_order(text) is not None:
        return False
    first, second = int(found[1]), int(found[3])
    return first <= 12 and second <= 12 and first != second  # noqa: PLR2004 - months


def day_is_first(texts: list[str]) -> bool | None:
    """Return whether dates of the form 1/2/2026 in a table have the day first; None: unclear."""
    orders = set()
    for text in texts:
        found = _NUMBERS.fullmatch(text.strip())
        if found is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        named = _weekday_order(text)
        if first > 12 or second > 12:  # noqa: PLR2004 - months
            orders.add(first > 12)  # noqa: PLR2004 - months
        elif named is not None:
            orders.add(named)
    return orders.pop() if len(orders) == 1 else None


def _weekday_order(text: str) -> bool | None:
    """Return whether the day comes first, where the name of the weekday settles it."""
    word = re.match(r"[^\W\d_]+", text.strip())
    day = cell_words().weekdays.get(word[0].casefold()) if word else None
    if day is None:
        return None
    fits = {
        order
        for order in (True, False)
        if (found := moment(text, day_first=order)) is not None and found.weekday() == day
    }
    return fits.pop() if len(fits) == 1 else None


def moment(text: str, *, day_first: bool = True) -> datetime | None:
    """Return the date and time that a text tells, or None where it tells none that there is.

    >>> moment("Mon 3/4/24", day_first=False), moment("15. März 2026")
    (datetime.datetime(2024, 3, 4, 0, 0), datetime.datetime(2026, 3, 15, 0, 0))
    """
    told = text.strip()
    for pattern, order in _PATTERNS:
        found = pattern.fullmatch(told)
        if found:
            parts = order(found, day_first)
            return _moment(parts, found.groups()[-3:]) if parts else None
    return None


def _iso(found: re.Match[str], day_first: bool) -> tuple[str, str, str]:
    return found[1], found[2], found[3]


def _numbers(found: re.Match[str], day_first: bool) -> tuple[str, str, str]:
    days_lead = day_first or found[2] == "."
    return (found[4], found[3], found[1]) if days_lead else (found[4], found[1], found[3])


def _named(year: str, month: str, day: str) -> tuple[str, str, str] | None:
    number = cell_words().months.get(month.casefold())
    return (year, str(number), day) if number else None


_PATTERNS = (
    (_ISO, _iso),
    (_NUMBERS, _numbers),
    (_DAY_MONTH, lambda found, _: _named(found[3], found[2], found[1])),
    (_MONTH_DAY, lambda found, _: _named(found[3], found[1], found[2])),
)


def _moment(parts: tuple[str, str, str], clock: tuple[str | None, ...]) -> datetime | None:
    year, month, day = (int(part) for part in parts)
    if len(parts[0]) == 2:  # noqa: PLR2004 - digits; as Excel reads them
        year += 2000 if year < 30 else 1900  # noqa: PLR2004
    hour, minute = int(clock[0] or 0), int(clock[1] or 0)
    half = (clock[2] or "").casefold()[:1]
    if half and hour <= 12:  # noqa: PLR2004 - hours
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        found = date(year, month, day)
        return datetime(found.year, found.month, found.day, hour, minute)  # noqa: DTZ001 - local
    except ValueError:
        return None
