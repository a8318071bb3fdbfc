"""What people write into the cells of a plan: dates, durations, shares, yes and no."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from attrs import frozen

from lifecycle_map.loading.tables.words import cell_words, simple
from lifecycle_map.model.refs import unjoined

MINUTES_A_DAY = 480.0
_WORKING = {
    "m": 1.0,
    "h": 60.0,
    "d": MINUTES_A_DAY,
    "w": 5 * MINUTES_A_DAY,
    "mo": 20 * MINUTES_A_DAY,
}
_PASSING = {"m": 1.0, "h": 60.0, "d": 1440.0, "w": 7 * 1440.0, "mo": 30 * 1440.0}
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,6})?")
_PART = re.compile(r"([+-]?\s*\d{1,9}(?:[.,]\d{1,6})?)\s*([^\W\d_]*)\.?\s*,?\s*")
_ISO_DURATION = re.compile(
    r"p(?=.)(?:(\d{1,6})w)?(?:(\d{1,6})d)?"
    r"(?:t(?=.)(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:[\d.]{1,12}s)?)?"
)


@frozen
class Length:
    """How long something takes: minutes of work, the same as they pass on the clock, and which.

    A day has 8 hours of work, a week 5 days and a month 20, as in MS Project.
    """

    working: float
    passing: float
    elapsed: bool = False


@lru_cache(maxsize=4096)
def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing to say: ``-``, ``n/a``, ``TBC``."""
    return simple(text) in cell_words().nothing


@lru_cache(maxsize=4096)
def is_yes(text: str) -> bool:
    """Return whether a cell says yes, in any of the languages that we have words for."""
    return simple(text) in cell_words().yes or text.strip() in cell_words().marks


@lru_cache(maxsize=4096)
def is_no(text: str) -> bool:
    """Return whether a cell says no, or nothing."""
    return simple(text) in cell_words().no or is_nothing(text)


def is_among(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is one of some words."""
    return simple(text) in words


def begins_with(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text begins with one of some words, as a whole: "total cost", not "totally".

    >>> begins_with("Summe 2026", ("summe",)), begins_with("Summer school", ("summe",))
    (True, False)
    """
    told = simple(text)
    return told.startswith(words) and any(
        told.startswith(word) and not (told[len(word) :][:1].isalnum() and word[-1:].isalnum())
        for word in words
    )


@lru_cache(maxsize=4096)
def length(text: str, unit: str = "d") -> Length | None:
    """Return how long a text says that something takes, or None where it says no such thing.

    ``unit`` is what a bare number counts. A negative one is returned as such.

    >>> length("3 days").working, length("2 wks").working, length("1d 4h").working
    (1440.0, 4800.0, 720.0)
    >>> length("2 edays"), length("1,5", "h").working, length("soon")
    (Length(working=960.0, passing=2880.0, elapsed=True), 90.0, None)
    """
    told = simple(text).rstrip("?").rstrip()
    iso = _ISO_DURATION.fullmatch(told)
    if iso:
        amounts = [float(part or 0) for part in iso.groups()]
        parts = [(amount, unit, False) for amount, unit in zip(amounts, "wdhm", strict=True)]
    else:
        parts = _parts(told, unit)
        if not parts:
            return None
    return Length(
        sum(amount * _WORKING[unit] for amount, unit, _ in parts),
        sum(amount * _PASSING[unit] for amount, unit, _ in parts),
        any(elapsed for _, _, elapsed in parts),
    )


def _parts(told: str, unit: str) -> list[tuple[float, str, bool]]:
    """Return amounts with their units; nothing where a part of the text is none."""
    parts: list[tuple[float, str, bool]] = []
    at = 0
    while at < len(told):
        found = _PART.match(told, at)
        named = (
            None if found is None else _unit(found[2]) or (("", False) if not found[2] else None)
        )
        if found is None or named is None:
            return []
        if not named[0] and (parts or found.end() < len(told)):
            return []
        amount = float(re.sub(r"\s", "", found[1]).replace(",", "."))
        parts.append((amount, named[0] or unit, named[1]))
        at = found.end()
    return parts


def _unit(word: str) -> tuple[str, bool] | None:
    """Return the unit that a word names, and whether it counts elapsed time."""
    words = cell_words()
    if word in words.units:
        return words.units[word], False
    for lead in words.before:
        if word.startswith(lead) and word.removeprefix(lead) in words.units:
            return words.units[word.removeprefix(lead)], True
    for end in words.behind:
        if word.endswith(end) and word.removesuffix(end) in words.units:
            return words.units[word.removesuffix(end)], True
    return None


def is_unit(word: str) -> bool:
    """Return whether a word names a unit of time.

    >>> is_unit("Tage"), is_unit("ewks"), is_unit("people")
    (True, True, False)
    """
    return _unit(simple(word)) is not None


def unit_of(heading: str) -> str:
    """Return the unit that a heading names for the numbers under it; days when it names none.

    >>> unit_of("DURATION in MINUTES (Estimate)"), unit_of("Est. Days"), unit_of("Effort (h)")
    ('m', 'd', 'h')
    """
    split = unjoined(heading)
    units = cell_words().units
    for word in re.findall(r"[^\W_]+", split.casefold()):
        if word in units and len(word) > 2:  # noqa: PLR2004 - letters
            return units[word]
    bracketed = re.search(r"[(\[]\s*([^\W_]{1,2})\.?\s*[)\]]", split.casefold())
    return units.get(bracketed[1], "d") if bracketed else "d"


@lru_cache(maxsize=4096)
def percent(text: str) -> float | None:
    """Return a share done in per cent, 0 to 100, or None where it is none.

    >>> percent("70"), percent("70 %"), percent("%70"), percent("NaN"), percent("130")
    (70.0, 70.0, 70.0, None, None)
    """
    bare = re.sub(r"^\s*[%٪]|[%٪]\s*$", "", simple(text)).strip()
    share = float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else -1.0
    return share if 0 <= share <= 100 else None  # noqa: PLR2004 - per cent


_ZONE = r"(?:\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_CLOCK = (
    r"(?:[T ,]+(\d{1,2})[:h](\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?(?:\s*Uhr)?"
    rf"{_ZONE})?"
)
_ISO = re.compile(rf"(\d{{4}})[-/.年]\s?(\d{{1,2}})[-/.月]\s?(\d{{1,2}})[日.]?{_CLOCK}")
_WEEKDAY = r"(?:[^\W\d_]{2,14}(?:-[^\W\d_]{2,8})?\.?,?\s+)?"
_YEAR = r"'?(\d{4}|\d{2})"
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}{_CLOCK}")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[-\s./]*(?:of |de )?([^\W\d_]{{2,14}})\.?"
    rf"[-\s,./]*(?:de |del )?{_YEAR}{_CLOCK}"
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}?([^\W\d_]{{3,14}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_CLOCK}"
)
_CJK_DAY = re.compile(
    r"(?<=[\d日.])\s*(?:[(（]?(?:星期|周|週)[一二三四五六日天][)）]?|[(（].(?:曜日?|요일)?[)）])(?=\s|$)"
)
_BETWEEN = re.compile(r"\s*(?:→|–|—|~|〜)\s*|\s+(?:-|to|bis|until|au|al|a|até|hasta|до|tot)\s+")


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
    days = cell_words().weekdays.get(word[0].casefold()) if word else None
    if days is None:
        return None
    fits = {
        order
        for order in (True, False)
        if (found := moment(text, day_first=order)) is not None and found.weekday() in days
    }
    return fits.pop() if len(fits) == 1 else None


@lru_cache(maxsize=8192)
def moment(text: str, *, day_first: bool = True) -> datetime | None:
    """Return the date and time that a text tells, or None where it tells none that there is.

    >>> moment("Mon 3/4/24", day_first=False), moment("15. März 2026")
    (datetime.datetime(2024, 3, 4, 0, 0), datetime.datetime(2026, 3, 15, 0, 0))
    """
    told = _CJK_DAY.sub("", " ".join(text.split()))
    for pattern, order in _PATTERNS:
        found = pattern.fullmatch(told)
        parts = order(found, day_first) if found else None
        if found and parts:
            return _moment(parts, found.groups()[-3:])
    return None


def both_ends(text: str, *, day_first: bool = True) -> tuple[datetime, datetime] | None:
    """Return the two dates of a span such as "3 March 2025 → 7 March 2025", if it is one."""
    parts = _BETWEEN.split(text.strip())
    if len(parts) != 2:  # noqa: PLR2004 - ends
        return None
    start, finish = (moment(part, day_first=day_first) for part in parts)
    return (start, finish) if start and finish else None


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
