"""A time axis: which ticks it has, and where a moment stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

_DAY = timedelta(days=1)
_FEW_DAYS = 16
_FEW_WEEKS = 100
_FEW_MONTHS = 550
_FEW_QUARTERS = 2200


@frozen(kw_only=True)
class Tick:
    """A place on the axis with its words."""

    moment: datetime
    words: str


@frozen(kw_only=True)
class Axis:
    """From when to when the axis runs, and from where to where on the page, in px."""

    first: datetime
    last: datetime
    left: float
    right: float

    def x(self, moment: datetime) -> float:
        """Return where a moment stands."""
        whole = (self.last - self.first) / _DAY
        share = ((_naive(moment) - self.first) / _DAY) / whole
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def ticks(self) -> Iterator[Tick]:
        """Yield the ticks: days, weeks, months, quarters or years, so that their words fit."""
        days = (self.last - self.first) / _DAY
        moment = self._start(days)
        while moment <= self.last:
            if moment >= self.first:
                yield Tick(moment=moment, words=_words(moment, days))
            moment = _next(moment, days)

    def _start(self, days: float) -> datetime:
        day = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        if days <= _FEW_DAYS:
            return day
        if days <= _FEW_WEEKS:
            return day - timedelta(days=day.weekday())
        months = 1 if days <= _FEW_MONTHS else 3 if days <= _FEW_QUARTERS else 12
        return day.replace(day=1, month=(day.month - 1) // months * months + 1)


def axis(moments: list[datetime], left: float, right: float) -> Axis:
    """Return an axis that holds all of some moments, with a little room at both ends."""
    naive = [_naive(moment) for moment in moments]
    first, last = min(naive), max(naive)
    room = max((last - first) * 0.02, _DAY / 2)
    return Axis(first=first - room, last=last + room, left=left, right=right)


def _naive(moment: datetime) -> datetime:
    """Return the moment as a clock on the wall shows it: plans mix dates with and without zone."""
    return moment.replace(tzinfo=None)


def _next(moment: datetime, days: float) -> datetime:
    if days <= _FEW_DAYS:
        return moment + _DAY
    if days <= _FEW_WEEKS:
        return moment + 7 * _DAY
    months = 1 if days <= _FEW_MONTHS else 3 if days <= _FEW_QUARTERS else 12
    month = moment.month - 1 + months
    return moment.replace(year=moment.year + month // 12, month=month % 12 + 1)


def _words(moment: datetime, days: float) -> str:
    """Return what a tick says, in figures, which every language reads: 14.5. would not be."""
    if days <= _FEW_WEEKS:
        return f"{moment:%m-%d}"
    return f"{moment:%Y-%m}" if days <= _FEW_QUARTERS else f"{moment:%Y}"
