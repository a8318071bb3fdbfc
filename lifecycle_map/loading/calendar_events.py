"""Change calendars in iCalendar (RFC 5545), by way of the packages of the extra ``[ical]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError, InvalidOptionError, MissingExtraError
from lifecycle_map.loading.calendar_words import calendar_words, is_freeze, items_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.facts import Change

YEAR = timedelta(days=366)
"""So long are events taken that repeat without end, if nobody says how long."""
_DAY = timedelta(days=1)
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_ITEMS = (
    "X-CONFIGURATION-ITEM", "X-CONFIGURATION-ITEMS", "X-CI", "X-CIS", "X-AFFECTED-CI",
    "X-ITEM", "X-ITEMS", "X-ASSET",
)  # fmt: skip
_AUTHORITIES = ("X-AUTHORITY", "X-CHANGE-AUTHORITY", "X-APPROVER")
_KINDS = ("X-KIND", "X-CHANGE-TYPE", "X-TYPE")


def event_changes(
    reading: Reading, zone: str, window: tuple[datetime, datetime] | None
) -> list[Change]:
    """Return the changes of a calendar; see `read_calendar`."""
    try:
        import icalendar
        import recurring_ical_events  # noqa: F401 - asked for here, so that one message tells both
    except ImportError as error:
        raise MissingExtraError("an iCalendar file", "ical", "save it as CSV") from error
    try:
        calendars = icalendar.Calendar.from_ical(reading.data, multiple=True)
    except Exception as error:  # noqa: BLE001 - whatever damage makes the package raise
        told = f"not iCalendar as RFC 5545 has it: {' '.join(str(error).split())[:200]}"
        raise InvalidFileError(reading.path, (Fault("", told),)) from None
    _refuse_a_part(reading, calendars)
    return [
        change
        for calendar in calendars
        for change in _Events(reading, _zone_of(zone, calendar), window).read(calendar)
    ]


def _refuse_a_part(reading: Reading, calendars: list[Any]) -> None:
    """Refuse what holds no whole calendar, and tell of one that is cut short."""
    if not calendars:
        told = "it begins as a calendar (iCalendar), and no calendar in it is whole"
        raise InvalidFileError(reading.path, (Fault("", told),))
    if b"END:VCALENDAR" not in reading.data.upper()[-200:]:
        reading.mend("the file does not end as a calendar does: it may be cut short")


@define
class _Events:
    """The events of a calendar while they are read."""

    reading: Reading
    zone: tzinfo | None
    window: tuple[datetime, datetime] | None
    count: int = field(default=0)

    def read(self, calendar: Any) -> Iterator[Change]:
        """Yield the changes of all events; those that repeat inside the window only."""
        self._tell_errors(calendar)
        groups: dict[str, list[Any]] = {}
        for number, event in enumerate(calendar.walk("VEVENT")):
            groups.setdefault(str(event.get("UID") or f"event {number + 1}"), []).append(event)
        first, last = self.window or self._usual(groups.values())
        for events in groups.values():
            for event in self._occurring(events, first, last):
                yield from self._changes(event)

    def _tell_errors(self, calendar: Any) -> None:
        for part in calendar.walk():
            for name, told in _part(part, "errors") or ():
                what = f"{part.name} '{_text(part, 'SUMMARY')[:40]}'"
                self.reading.mend(f"{what}: {name or 'a line'} cannot be read ({str(told)[:80]})")

    def _usual(self, groups: Iterable[list[Any]]) -> tuple[datetime, datetime]:
        starts = [
            self._local(start)[0]
            for events in groups
            for event in events
            if (start := _start(event)) is not None
        ]
        first = min(starts, default=datetime(1970, 1, 1))  # noqa: DTZ001 - local
        return first, max(first, max(starts, default=first)) + YEAR

    def _occurring(self, events: list[Any], first: datetime, last: datetime) -> list[Any]:
        """Return the events of one UID as often as they occur."""
        if not any(event.get(name) for event in events for name in ("RRULE", "RDATE")):
            return events
        head = events[0]
        told = f"'{_text(head, 'SUMMARY')[:40]}'"
        if any(_start(event) is None for event in events):
            self.reading.mend(f"{told} has no start; left out")
            return []
        if any(_TOO_OFTEN & _often(rule) for e in events for rule in _rules(e)):
            self.reading.mend(f"{told} repeats by the minute or second; only the first is taken")
            return events[:1]
        return self._expanded(events, first, last, told)

    def _expanded(self, events: list[Any], first: datetime, last: datetime, told: str) -> list[Any]:
        import icalendar
        import recurring_ical_events

        only = icalendar.Calendar()
        for event in events:
            only.add_component(event)
        try:
            # A day more at both ends, since the window is in local time; sorted out after.
            found = recurring_ical_events.of(only).between(first - _DAY, last + _DAY)
        except Exception as error:  # noqa: BLE001 - whatever odd rules make the packages raise
            self.reading.mend(f"{told} repeats in a way that cannot be read ({error}); left out")
            return []
        starts = ((each, _start(each)) for each in found)
        kept = [e for e, start in starts if start and first <= self._local(start)[0] <= last]
        self.count += len(kept)
        if self.count > self.reading.options.limits.lines:
            most = f"{self.reading.options.limits.lines:,}"
            fault = Fault("", f"{told} and others repeat over {most} times (the limit 'lines')")
            raise InvalidFileError(self.reading.path, (fault,))
        return list(kept)

    def _changes(self, event: Any) -> Iterator[Change]:
        """Yield the change of an event, once for each item that it names."""
        name = self.reading.text(_text(event, "SUMMARY")) or "a change without a name"
        if _text(event, "STATUS").upper() == "CANCELLED":
            self.reading.note(f"'{name[:40]}' is cancelled; left out")
            return
        window = self._span(event, name[:40])
        if window is None:
            return
        categories = _categories(event)
        for item in _items(event, categories) or [""]:
            yield Change(
                name=name,
                start=window[0],
                end=window[1],
                item=self.reading.text(item),
                authority=self.reading.text(_authority(event)),
                freeze=is_freeze(name, *categories, *_first(event, _KINDS)),
            )

    def _span(self, event: Any, name: str) -> tuple[datetime, datetime] | None:
        begun = _start(event)
        if begun is None:
            self.reading.mend(f"'{name}' has no start; left out")
            return None
        self._tell_of_the_zone(event, begun, name)
        start, whole = self._local(begun)
        end, lasts = (_part(event.get(tag), "dt") for tag in ("DTEND", "DURATION"))
        if isinstance(end, date):
            finish = self._local(end)[0]
        elif isinstance(lasts, timedelta):
            finish = self._local(_after(begun, lasts))[0]
        else:
            finish = start + (_DAY if whole else 0 * _DAY)
        if finish < start:
            self.reading.mend(f"'{name}' ends before it starts; left out")
            return None
        return start, finish

    def _tell_of_the_zone(self, event: Any, begun: date, name: str) -> None:
        """Tell a zone that nobody knows: its times are taken as they are written."""
        named = str((_part(event.get("DTSTART"), "params") or {}).get("TZID", ""))
        if named and isinstance(begun, datetime) and begun.tzinfo is None:
            told = f"the time zone '{named[:40]}' is not known; its times are taken as local ones"
            self.reading.mend(f"'{name}': {told}")

    def _local(self, moment: date) -> tuple[datetime, bool]:
        """Return a moment as local time without a zone, and whether it is a day as a whole."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time()), True
        if moment.tzinfo is not None and self.zone is not None:
            # At the ends of time there is no other zone.
            with suppress(OverflowError):
                moment = moment.astimezone(self.zone)
        return moment.replace(tzinfo=None), False


def _zone_of(wanted: str, calendar: Any) -> tzinfo | None:
    """Return the zone whose times are wanted: the one that is named, or the calendar's own.

    A calendar's own is what it says as a whole (``X-WR-TIMEZONE``), or else the zone of its first
    event that has one other than UTC. Raises `InvalidOptionError`.
    """
    for name in (wanted, _text(calendar, "X-WR-TIMEZONE")):
        try:
            if name:
                return ZoneInfo(name)
        except (OSError, ValueError, LookupError):
            if name == wanted:
                raise InvalidOptionError(f"--zone {wanted}", "there is no such time zone") from None
    starts = (_start(event) for event in calendar.walk("VEVENT"))
    zones = (start.tzinfo for start in starts if isinstance(start, datetime) and start.tzinfo)
    return next((zone for zone in zones if str(zone) != "UTC"), None)


def _after(begun: date, lasts: timedelta) -> date:
    """Return when something ends that lasts some days and hours.

    Days are those of the calendar, whatever the clock does in them; hours are exact, also where the
    clocks are put forward or back (RFC 5545, 3.3.6).
    """
    hours = timedelta(seconds=lasts.seconds)
    try:
        moment = begun + timedelta(days=lasts.days)
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time()) + hours if hours else moment
        if moment.tzinfo is None:
            return moment + hours
        return (moment.astimezone(UTC) + hours).astimezone(moment.tzinfo)
    except OverflowError:
        return begun


def _start(event: Any) -> date | None:
    found = _part(event.get("DTSTART"), "dt")
    return found if isinstance(found, date) else None


def _part(value: Any, name: str) -> Any:
    """Return what a property holds, or None where there is nothing, or nothing that can be read."""
    try:
        return getattr(value, name, None)
    except Exception:  # noqa: BLE001 - a property that was damaged raises what the package likes
        return None


def _often(rule: Any) -> set[str]:
    """Return how often a rule lets an event repeat; nothing of a rule that cannot be read."""
    get = _part(rule, "get")
    return set(get("FREQ", ())) if get else set()


def _rules(event: Any) -> list[Any]:
    rules = event.get("RRULE") or []
    return rules if isinstance(rules, list) else [rules]


def _text(part: Any, name: str) -> str:
    """Return a property on one line, the first of several."""
    value = part.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(str(value).split()) if value else ""


def _first(event: Any, names: Iterable[str]) -> list[str]:
    return [text for name in names if (text := _text(event, name))][:1]


def _categories(event: Any) -> list[str]:
    held = event.get("CATEGORIES")
    each = held if isinstance(held, list) else [held] if held else []
    return [
        " ".join(str(text).split()) for value in each for text in _part(value, "cats") or [value]
    ]


def _items(event: Any, categories: list[str]) -> list[str]:
    """Return the items that an event changes, by the property that says so most plainly."""
    for text in (*_first(event, _ITEMS), *_first(event, ("RESOURCES",))):
        return items_of(text)
    if location := _text(event, "LOCATION"):
        return [location]
    sorts = calendar_words().sorts
    return [each for each in categories if each.casefold() not in sorts and not is_freeze(each)]


def _authority(event: Any) -> str:
    """Return who allowed it: what an own property says, or the organiser by name or address."""
    for text in _first(event, _AUTHORITIES):
        return text
    organiser = event.get("ORGANIZER")
    organiser = organiser[0] if isinstance(organiser, list) and organiser else organiser
    if organiser is None:
        return ""
    named = str((_part(organiser, "params") or {}).get("CN", "")).strip()
    address = str(organiser)
    return named or (address[7:] if address.casefold().startswith("mailto:") else address)
