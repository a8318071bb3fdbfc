"""What the texts of MS Project XML mean: moments, durations, percentages, demands on dates.

Each function gets the parts of one element and whose they are ("task 7"), for the messages: what is
no value is mended and told with its own line.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from attrs import define, field, frozen

from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Constraint, ConstraintType

T = TypeVar("T")

CONSTRAINTS = {
    "1": ConstraintType.AS_LATE_AS_POSSIBLE,
    "2": ConstraintType.MUST_START_ON,
    "3": ConstraintType.MUST_FINISH_ON,
    "4": ConstraintType.START_NO_EARLIER_THAN,
    "5": ConstraintType.START_NO_LATER_THAN,
    "6": ConstraintType.FINISH_NO_EARLIER_THAN,
    "7": ConstraintType.FINISH_NO_LATER_THAN,
}
"""The codes of demands on the dates; 0, as soon as possible, demands nothing."""

ELAPSED = frozenset({"4", "6", "8", "10", "12", "20", "36", "38", "40", "42", "44", "52"})
"""The codes of formats in elapsed time (adding 32 marks the value as an estimate)."""

NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15})?(Z|[+-][0-9]{2}:[0-9]{2})?")
_MIDNIGHT = re.compile(r"T24:00(?::00(?:\.0+)?)?$")
_PART = r"(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)%s)?"
_DURATION = re.compile(
    rf"P(?=.){_PART % 'Y'}{_PART % 'M'}{_PART % 'D'}"
    rf"(?:T(?=.){_PART % 'H'}{_PART % 'M'}{_PART % 'S'})?"
)
_MONTHS_A_YEAR = 12
_MINUTES_AN_HOUR = 60


@frozen
class Fields:
    """The parts of one element by name, the first of each; ``whose`` begins every message."""

    whose: str
    node: Node
    parts: dict[str, Node]

    @classmethod
    def of(cls, node: Node, whose: str = "") -> Fields:
        """Return the parts of an element by name."""
        # A table of the last of each would be quicker, but the first is what counts.
        parts: dict[str, Node] = {}
        for part in node.parts:
            parts.setdefault(part.tag, part)
        return cls(whose, node, parts)

    def text(self, tag: str) -> str:
        """Return the text of a part without blanks around it, or an empty text."""
        part = self.parts.get(tag)
        return "" if part is None else part.text.strip()

    def line(self, tag: str) -> int:
        """Return the line of a part, or of the element when it has none."""
        return self.parts.get(tag, self.node).line

    def is_true(self, tag: str) -> bool:
        """Return whether a part says yes."""
        return self.text(tag) in _TRUE


_TRUE = frozenset({"1", "true"})


@frozen
class WorkingTime:
    """How many minutes a day has, and how many days a month."""

    day: float = 480.0
    month: float = 20.0


_ROUND_THE_CLOCK = WorkingTime(1440.0, 30.0)


@define
class Values:
    """Reads values, and tells the reading what is none."""

    reading: Reading
    working: WorkingTime = field(factory=WorkingTime)
    _counted: bool = False

    def moment(self, fields: Fields, tag: str) -> datetime | None:
        """Return a local time; a zone is left out and told."""
        text = fields.text(tag)
        if not text:
            return None
        moment = _moment(text)
        if moment is None:
            self._mend(fields, tag, f"'{text[:30]}' is no date; left out")
        elif moment.tzinfo is not None:
            told = f"{fields.whose}: the time zone of '{text[:30]}' is left out"
            self.reading.note(told, line=fields.line(tag))
            return moment.replace(tzinfo=None)
        return moment

    def duration(self, fields: Fields, tag: str) -> float | None:
        """Return a duration in minutes of working time; elapsed ones count round the clock."""
        text = fields.text(tag)
        if not text:
            return None
        elapsed = fields.text("DurationFormat") in ELAPSED
        # Whether the length of a day made a difference: only for what is given in days or more.
        self._counted = self._counted or not (elapsed or text.startswith("PT"))
        minutes = _minutes(text, _ROUND_THE_CLOCK if elapsed else self.working)
        if minutes is None:
            self._mend(fields, tag, f"'{text[:30]}' is no duration that can be; left out")
        return minutes

    def percent(self, fields: Fields, tag: str) -> float:
        """Return a share from 0 to 100."""
        text = fields.text(tag)
        percent = float(text or 0) if not text or NUMBER.fullmatch(text) else -1.0
        if 0 <= percent <= 100:  # noqa: PLR2004 - per cent
            return percent
        self._mend(fields, tag, f"'{text[:20]}' is no percentage; taken as 0")
        return 0.0

    def number(self, fields: Fields, tag: str) -> float:
        """Return a number, 0 for none."""
        text = fields.text(tag)
        if not text or NUMBER.fullmatch(text):
            return float(text or 0)
        self._mend(fields, tag, f"'{text[:20]}' is no {tag}; taken as 0")
        return 0.0

    def one_of(self, fields: Fields, tag: str, codes: dict[str, T], least: T, told: str) -> T:
        """Return what a code stands for, ``least`` for none; ``told`` says what no code means."""
        text = fields.text(tag)
        if text and text not in codes:
            self._mend(fields, tag, f"'{text[:20]}' is no {told}")
        return codes.get(text, least)

    def constraint(self, fields: Fields) -> Constraint | None:
        """Return what is demanded of the dates, if anything."""
        code = fields.text("ConstraintType")
        if code in ("", "0"):
            return None
        kind = CONSTRAINTS.get(code)
        if kind is None:
            told = f"'{code[:20]}' is no type of constraint; left out"
            self._mend(fields, "ConstraintType", told)
            return None
        moment = self.moment(fields, "ConstraintDate")
        if moment is None and kind is not ConstraintType.AS_LATE_AS_POSSIBLE:
            told = f"'{kind.value}' names no date (ConstraintDate); kept without"
            self._mend(fields, "ConstraintType", told)
        return Constraint(type=kind, moment=moment)

    def take_length(self, node: Node) -> None:
        """Take how long the days or the months of this file are."""
        fields = Fields.of(Node("", node.line, parts=[node]))
        found = self.number(fields, node.tag)
        if self._counted:
            told = f"{node.tag} comes after durations in days, which were counted without it"
            self.reading.mend(told, line=node.line)
        elif found <= 0:
            told = f"a {node.tag} of {node.text.strip()[:20]} cannot be; the usual is taken"
            self.reading.mend(told, line=node.line)
        elif node.tag == "MinutesPerDay":
            self.working = WorkingTime(found, self.working.month)
        else:
            self.working = WorkingTime(self.working.day, found)

    def _mend(self, fields: Fields, tag: str, message: str) -> None:
        told = f"{fields.whose}: {message}" if fields.whose else message
        self.reading.mend(told, line=fields.line(tag))


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    """Return a moment, None for what is none; plans name the same ones again and again."""
    if not _DATE.fullmatch(text):
        return None
    midnight = _MIDNIGHT.search(text)
    try:
        if midnight is None:
            return datetime.fromisoformat(text)
        # The end of a day, as XML writes it, is the beginning of the next.
        return datetime.fromisoformat(text[: midnight.start()]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def _minutes(text: str, working: WorkingTime) -> float | None:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    years, months, days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    in_days = (years * _MONTHS_A_YEAR + months) * working.month + days
    return in_days * working.day + hours * _MINUTES_AN_HOUR + minutes + seconds / 60
