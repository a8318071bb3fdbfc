"""Working time: a moment as a number of working minutes, and back.

A lifecycle holds no calendars, so that the week is read off the dates of a plan, or is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from attrs import field, frozen

from lifecycle_map.model.elements import Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle

MINUTES = 60.0
WEEKEND_SHARE = 0.2
"""Up to this share of dates may be outside a week, without durations to tell."""
_LUNCH_AFTER = 240.0
_WITH_LUNCH = 540.0
"""A day of nine hours has an hour's break after four, as in MS Project; others have none."""
_MONDAY = date(1970, 1, 5)


@frozen(kw_only=True)
class WorkingWeek:
    """The days of a week on which is worked (Monday is 0), the hours, and the days off.

    Raises ValueError where nothing would be left to work in.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(8)
    closes: time = time(17)
    holidays: frozenset[date] = field(default=frozenset(), converter=frozenset)

    def __attrs_post_init__(self) -> None:
        if not set(self.days) & set(range(7)) or self.opens >= self.closes:
            raise ValueError("a working week has a day and an hour to work in")

    @property
    def day(self) -> float:
        """Return how many minutes of work a day has."""
        return self._worked(self.closes)

    def position(self, moment: datetime) -> float:
        """Return the working minutes from a fixed Monday to a moment."""
        whole = self._days_before(moment.date()) * self.day
        return whole + (self._worked(moment.time()) if self._works(moment.date()) else 0.0)

    def moment(self, position: float, *, ends: bool = True) -> datetime:
        """Return the moment at a position: the end of a day, or with ``ends`` off, the start of
        the next.
        """
        days, rest = divmod(round(position, 3), self.day)
        if ends and rest == 0:
            days, rest = days - 1, self.day
        return datetime.combine(self._day_number(int(days)), self._clock(rest))

    def _worked(self, at: time) -> float:
        """Return the minutes that are worked of a day up to a time."""
        opened, closed = _minutes(self.opens), _minutes(self.closes)
        passed = min(max(_minutes(at) - opened, 0.0), closed - opened)
        if closed - opened != _WITH_LUNCH:
            return passed
        return min(passed, _LUNCH_AFTER) + max(passed - _LUNCH_AFTER - MINUTES, 0.0)

    def _clock(self, worked: float) -> time:
        opened = _minutes(self.opens)
        after = _minutes(self.closes) - opened == _WITH_LUNCH and worked > _LUNCH_AFTER
        at = round(opened + worked + (MINUTES if after else 0.0))
        return time(int(at // MINUTES), int(at % MINUTES))

    def _works(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays

    def _days_before(self, day: date) -> int:
        """Return how many working days lie between the fixed Monday and a day."""
        weeks, rest = divmod((day - _MONDAY).days, 7)
        count = weeks * len(self.days) + sum(each < rest for each in self.days)
        off = [each for each in self.holidays if each.weekday() in self.days]
        return count - sum(_MONDAY <= each < day for each in off)

    def _day_number(self, number: int) -> date:
        """Return the working day with a number, counted from the fixed Monday."""
        weeks, rest = divmod(number, len(self.days))
        day = _MONDAY + timedelta(weeks * 7 + sorted(self.days)[rest])
        while (short := number - self._days_before(day)) or not self._works(day):
            day += timedelta(max(short, 1))
        return day


USUAL = WorkingWeek()
_SIX = (0, 1, 2, 3, 4, 5)
_WEEKS = (USUAL.days, (6, 0, 1, 2, 3), _SIX, tuple(range(7)))
"""Monday to Friday, Sunday to Thursday, Monday to Saturday, every day."""


def week_of(plans: Iterable[Lifecycle]) -> WorkingWeek:
    """Return the week that plans are made in, by their own dates.

    The hours are those at which most tasks start and finish. The days are those by which dates and
    durations fit best; without durations five, or all seven where a fifth of the dates is outside.
    """
    held = [each.schedule for plan in plans for each in plan.of(Work) if each.schedule]
    opens = _commonest([each.start for each in held if each.start], USUAL.opens)
    closes = _commonest([each.finish for each in held if each.finish], USUAL.closes)
    if opens >= closes:
        opens, closes = USUAL.opens, USUAL.closes
    told = any(each.duration and each.start and each.finish for each in held)
    made = [WorkingWeek(days=d, opens=opens, closes=closes) for d in _WEEKS if told or d != _SIX]
    return min(made, key=lambda week: _misfit(week, held))


def _misfit(week: WorkingWeek, schedules: list[Schedule]) -> float:
    """Return by how many days durations differ from what dates say, or how far dates are off."""
    told = [each for each in schedules if each.duration and each.start and each.finish]
    if told:
        return sum(_off(week, each) for each in told)
    moments = [at for each in schedules for at in (each.start, each.finish) if at]
    idle = sum(at.weekday() not in week.days for at in moments)
    # A few dates at weekends are slips of the pen; a week with more days has to be worth it.
    return max(idle - WEEKEND_SHARE * len(moments), 0.0) + len(week.days) / 100


def _off(week: WorkingWeek, schedule: Schedule) -> float:
    first, last = (week.position(each) for each in (schedule.start, schedule.finish) if each)
    whole = week.day if is_whole_day(schedule) else 0.0
    return abs(last + whole - first - (schedule.duration or 0.0)) / week.day


def is_whole_day(schedule: Schedule) -> bool:
    """Return whether a schedule names days and no times: its last day is worked to its end."""
    moments = [each for each in (schedule.start, schedule.finish) if each]
    return bool(moments) and all(each.time() == time() for each in moments)


def _commonest(moments: list[datetime], usual: time) -> time:
    counts = Counter(each.time() for each in moments if each.time() != time())
    return max(counts, key=lambda each: (counts[each], each)) if counts else usual


def _minutes(at: time) -> float:
    return at.hour * MINUTES + at.minute + at.second / MINUTES
