"""What a cell of an SSSOM file may hold, and a tally of those that hold something else."""

from __future__ import annotations

import re
from datetime import date

from attrs import define, field

from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom_ends import is_no_term
from lifecycle_map.loading.sssom_slots import CHOICES, DATES, LISTS, NUMBERS, REFERENCES, split
from lifecycle_map.loading.sssom_terms import curie_fault

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fault_in(slot: str, text: str, prefixes: dict[str, str]) -> str:
    """Return what is wrong with the text of a slot; nothing if it may stand there."""
    if slot in REFERENCES:
        return _reference_fault(slot, text, prefixes)
    if slot in NUMBERS:
        return _number_fault(text, *NUMBERS[slot])
    if slot in CHOICES and text not in CHOICES[slot]:
        return f"'{text[:60]}' is none of {', '.join(CHOICES[slot])}"
    if slot in DATES and not _is_date(text):
        return f"'{text[:60]}' is no date (2026-03-31)"
    return ""


def number(text: str) -> float | None:
    """Return a text as a number, or nothing when it is none."""
    return float(text) if _NUMBER.fullmatch(text) else None


def _reference_fault(slot: str, text: str, prefixes: dict[str, str]) -> str:
    for value in split(text) if slot in LISTS else (text,):
        if is_no_term(value):
            if slot not in ("subject_id", "object_id"):
                return f"'{value}' may only stand in subject_id and object_id"
            continue
        fault = curie_fault(value, prefixes)
        if fault:
            return fault
    return ""


def _number_fault(text: str, low: float, high: float) -> str:
    found = number(text)
    if found is None:
        return f"'{text[:60]}' is no number"
    return "" if low <= found <= high else f"{text[:60]} is not between {low} and {high}"


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@define
class Tally:
    """Collects what is told of rows, so that what a thousand rows share is told once."""

    reading: Reading
    _told: dict[tuple[str, str, bool], list[int]] = field(factory=dict)

    def mend(self, message: str, line: int, place: str = "") -> None:
        """Count something that is wrong in a row and was mended."""
        self._count(message, line, place, is_fault=True)

    def note(self, message: str, line: int, place: str = "") -> None:
        """Count something that should be known of a row."""
        self._count(message, line, place, is_fault=False)

    def _count(self, message: str, line: int, place: str, *, is_fault: bool) -> None:
        held = self._told.setdefault((message, place, is_fault), [line, 0])
        held[1] += 1

    def tell(self) -> None:
        """Tell all that was counted, in the order in which it came."""
        for (message, place, is_fault), (line, count) in self._told.items():
            more = f" (and {count - 1:,} more times)" if count > 1 else ""
            say = self.reading.mend if is_fault else self.reading.note
            say(f"{message}{more}", line=line, place=place)
        self._told.clear()
