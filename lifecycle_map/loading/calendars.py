"""Change calendars: windows in which items are changed or frozen, from iCalendar and tables."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.calendar_tables import table_changes
from lifecycle_map.loading.limits import DEFAULT, Limits
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.model.facts import Change

Window = tuple[datetime, datetime]


def read_calendar(
    path: str | os.PathLike[str],
    *,
    zone: str = "",
    window: Window | None = None,
    strict: bool = False,
    day_first: bool | None = None,
    limits: Limits | None = None,
    warn: Callable[[str], object] | None = None,
) -> tuple[Change, ...]:
    """Read the change calendar of the service side: iCalendar, CSV or Excel (``-``: input).

    iCalendar needs the extra ``[ical]``. Times become local ones without a zone, as those of a
    plan: of ``zone`` (``Europe/Berlin``), or else of the calendar's own. Events that repeat are
    taken inside ``window``, or else for a year from the first. What was left out or mended is told
    to ``warn``; with ``strict``, what would have been mended is refused.

    Raises `UnreadableFileError`, `InvalidFileError` with every fault, `InvalidOptionError` for a
    zone that there is not, and `MissingExtraError`.
    """
    bounds = limits or DEFAULT
    options = ReadOptions(strict=strict, day_first=day_first, limits=bounds)
    reading = Reading(read_bytes(path, largest=bounds.size), os.fspath(path), options)
    if looks_like_ical(reading.data):
        from lifecycle_map.loading.calendar_events import event_changes

        found = event_changes(reading, zone, window)
    else:
        found = table_changes(reading)
    if strict and reading.faults:
        raise InvalidFileError(reading.path, tuple(reading.faults))
    for warning in reading.warnings if warn else ():
        assert warn is not None
        warn(warning)
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.name, each.item)))


def looks_like_ical(data: bytes) -> bool:
    """Return whether the content is iCalendar."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"
