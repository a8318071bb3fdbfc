"""The calendar of a GanttProject file: which days are worked on, and when so many are over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field, frozen

from lifecycle_map.loading.xml import Node

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEAR_DIGITS = 4


@frozen
class Calendar:
    """Which days are worked on: the days of a week, and days that are an exception."""

    working: frozenset[int] = frozenset(range(5))
    off: frozenset[tuple[int, int, int]] = frozenset()
    on: frozenset[tuple[int, int, int]] = frozenset()
    _years: dict[int, list[date]] = field(factory=dict, eq=False, repr=False)

    @classmethod
    def of(cls, root: Node) -> Calendar:
        """Return the calendar of a file; a date without a year is one of every year (0)."""
        calendars = root.first("calendars")
        if calendars is None:
            return cls()
        week = next(_found(calendars, "default-week"), None)
        days = {number for number, day in enumerate(_WEEK) if _is_worked(week, day)}
        special: dict[str, set[tuple[int, int, int]]] = {"HOLIDAY": set(), "WORKING_DAY": set()}
        for node in calendars.all("date"):
            kind = special.get(node.attributes.get("type", "HOLIDAY"), set())
            kind.update(_exceptions(node))
        off, on = (frozenset(special[kind]) for kind in ("HOLIDAY", "WORKING_DAY"))
        return cls(frozenset(days) or frozenset(range(7)), off, on)

    def works(self, day: date) -> bool:
        """Return whether a day is worked on."""
        names = {(day.year, day.month, day.day), (0, day.month, day.day)}
        if names & self.on:
            return True
        return day.weekday() in self.working and not names & self.off

    def last_day(self, start: date, days: int) -> date:
        """Return the last of so many working days from a day on.

        Raises ValueError when there are not so many before the year 10000.
        """
        year, left = start.year, days
        worked = self._worked_in(year)
        worked = worked[bisect_left(worked, start) :]
        while left > len(worked):
            left -= len(worked)
            year += 1
            worked = self._worked_in(year)
        return worked[left - 1]

    def _worked_in(self, year: int) -> list[date]:
        """Return the days of a year that are worked on; each year is counted once."""
        if year not in self._years:
            first = date(year, 1, 1)
            days = (first + timedelta(days=number) for number in range(365))
            every = [*days, *([date(year, 12, 31)] if _is_leap(year) else [])]
            self._years[year] = [day for day in every if self.works(day)]
        return self._years[year]


def _is_leap(year: int) -> bool:
    return date(year, 12, 31).timetuple().tm_yday > 365  # noqa: PLR2004 - days of a year


def _exceptions(node: Node) -> Iterator[tuple[int, int, int]]:
    """Yield the day that a node names, unless it names none."""
    year, month, day = (node.attributes.get(part, "") for part in ("year", "month", "date"))
    if all(part.isdecimal() and len(part) < _YEAR_DIGITS for part in (month, day)):
        known = year.isdecimal() and len(year) == _YEAR_DIGITS
        yield int(year) if known else 0, int(month), int(day)


def _is_worked(week: Node | None, day: str) -> bool:
    free = "1" if day in ("sat", "sun") else "0"
    return (week.attributes if week else {}).get(day, free) == "0"


def _found(node: Node, tag: str) -> Iterator[Node]:
    for part in node.parts:
        if part.tag == tag:
            yield part
        yield from _found(part, tag)
