"""GanttProject files (``.gan``): nested tasks, dependencies, people and their allocations.

What becomes of the tasks is the rule of `lifecycle_map.loading.plans.outlines`. GanttProject keeps
the day on which a task starts and how many working days it takes; the last of these days, by the
week and the holidays of the file's calendar, is its finish. A difference on a dependency is in
working days of eight hours. Colours, views and the history of the file are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from attrs import field, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, parse_xml
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, DependencyType

MINUTES_A_DAY = 480
LONGEST = 20_000
"""The longest task that is believed, in working days."""

_TYPES = {
    "1": DependencyType.START_START,
    "2": DependencyType.FINISH_START,
    "3": DependencyType.FINISH_FINISH,
    "4": DependencyType.START_FINISH,
}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WANTED = {
    "project": frozenset({"calendars", "tasks", "resources", "allocations"}),
    "tasks": frozenset({"task"}),
    "task": frozenset({"task", "depend"}),
}


def looks_like_ganttproject(data: bytes) -> bool:
    """Return whether the content is a ``project`` element as GanttProject writes it."""
    root = re.search(rb"<project\b([^>]*)>", data[:4096])
    return root is not None and (b"view-date=" in root[1] or b"gantt-divider" in root[1])


def read_ganttproject(reading: Reading) -> Lifecycle:
    """Return the plan in a GanttProject file (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no GanttProject file.
    """
    root = parse_xml(reading.data, reading.path, wanted=_WANTED, limits=reading.options.limits)
    if root.tag != "project":
        raise InvalidFileError(reading.path, (Fault(root.tag, "no GanttProject file", root.line),))
    outline = Outline(reading)
    calendar = _Calendar.of(root)
    container = root.first("tasks")
    nodes = list(_nested(container.all("task") if container else (), 1))
    lines = [line for node, level in nodes if (line := _line(node, level, calendar, outline))]
    outline.add_lines(list({line.uid: line for line in reversed(lines)}.values())[::-1])
    for node, _ in nodes:
        for depend in node.all("depend"):
            after = depend.attributes.get("id", "")
            outline.add_link(
                node.attributes.get("id", ""), after, _dependency(depend, outline), depend.line
            )
    _add_people(root, outline)
    return outline.lifecycle(root.attributes.get("name", ""))


@frozen
class _Calendar:
    """Which days are worked on: the days of a week, and days that are an exception."""

    working: frozenset[int] = frozenset(range(5))
    off: frozenset[tuple[int, int, int]] = field(default=frozenset())
    on: frozenset[tuple[int, int, int]] = field(default=frozenset())

    @classmethod
    def of(cls, root: Node) -> _Calendar:
        """Return the calendar of a file; a date without a year is one of every year (0)."""
        calendars = root.first("calendars")
        if calendars is None:
            return cls()
        week = next(_found(calendars, "default-week"), None)
        days = {number for number, day in enumerate(_WEEK) if _is_worked(week, day)}
        special: dict[str, set[tuple[int, int, int]]] = {"HOLIDAY": set(), "WORKING_DAY": set()}
        for node in calendars.all("date"):
            parts = [node.attributes.get(part, "") for part in ("year", "month", "date")]
            if all(part.isdigit() and len(part) < 5 for part in parts[1:]):  # noqa: PLR2004
                year = int(parts[0]) if parts[0].isdigit() and len(parts[0]) == 4 else 0  # noqa: PLR2004
                kind = special.get(node.attributes.get("type", "HOLIDAY"), set())
                kind.add((year, int(parts[1]), int(parts[2])))
        off, on = (frozenset(special[kind]) for kind in ("HOLIDAY", "WORKING_DAY"))
        return cls(frozenset(days) or frozenset(range(7)), off, on)

    def works(self, day: date) -> bool:
        """Return whether a day is worked on."""
        names = {(day.year, day.month, day.day), (0, day.month, day.day)}
        if names & self.on:
            return True
        return day.weekday() in self.working and not names & self.off

    def last_day(self, start: date, days: int) -> date:
        """Return the last of so many working days from a day on."""
        here, left = start, days
        while True:
            left -= self.works(here)
            if left <= 0:
                return here
            here += timedelta(days=1)


def _is_worked(week: Node | None, day: str) -> bool:
    free = "1" if day in ("sat", "sun") else "0"
    return (week.attributes if week else {}).get(day, free) == "0"


def _found(node: Node, tag: str) -> Iterator[Node]:
    for part in node.parts:
        if part.tag == tag:
            yield part
        yield from _found(part, tag)


def _nested(nodes: Iterator[Node] | tuple[()], level: int) -> Iterator[tuple[Node, int]]:
    """Yield tasks with their levels, each before those in it."""
    for node in nodes:
        yield node, level
        yield from _nested(node.all("task"), level + 1)


def _line(node: Node, level: int, calendar: _Calendar, outline: Outline) -> Line | None:
    uid, name = node.attributes.get("id", ""), node.attributes.get("name", "")
    if not uid or not name.strip():
        outline.reading.mend(
            f"task {uid or '(no id)'} has no {'name' if uid else 'id'}: left out", line=node.line
        )
        return None
    summary = next(node.all("task"), None) is not None
    return Line(uid, name, level, summary, _schedule(node, uid, calendar, outline))


def _schedule(node: Node, uid: str, calendar: _Calendar, outline: Outline) -> Schedule:
    told = node.attributes.get("start", "")
    milestone = node.attributes.get("meeting") == "true"
    days = _number(node, "duration", outline, most=LONGEST)
    percent = _number(node, "complete", outline, most=100)
    try:
        start = date.fromisoformat(told[:10])
        finish = start if milestone or not days else calendar.last_day(start, days)
    except (ValueError, OverflowError):
        if told:
            outline.reading.mend(f"task {uid}: '{told[:30]}' is no date; left out", line=node.line)
        return Schedule(milestone=milestone, percent=percent)
    midnight = time.min
    return Schedule(
        start=datetime.combine(start, midnight),
        finish=datetime.combine(finish, midnight),
        milestone=milestone or not days,
        percent=percent,
    )


def _dependency(node: Node, outline: Outline) -> Dependency:
    kind = node.attributes.get("type", "2")
    if kind not in _TYPES:
        outline.reading.mend(
            f"'{kind[:20]}' is no type of dependency; finish to start is taken", line=node.line
        )
    days = _number(node, "difference", outline, most=LONGEST)
    return Dependency(
        type=_TYPES.get(kind, DependencyType.FINISH_START), lag=float(days * MINUTES_A_DAY)
    )


def _number(node: Node, name: str, outline: Outline, *, most: int) -> int:
    """Return a whole attribute (0 when absent); negative ones only count for a difference."""
    text = node.attributes.get(name, "").strip()
    least = -most if name == "difference" else 0
    if re.fullmatch(r"-?[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    if text:
        outline.reading.mend(f"'{text[:20]}' is no {name} that can be; taken as 0", line=node.line)
    return 0


def _add_people(root: Node, outline: Outline) -> None:
    """Add the people of the file, and who is allocated to what."""
    people = root.first("resources")
    for node in people.all("resource") if people else ():
        uid, name = node.attributes.get("id", ""), node.attributes.get("name", "")
        if uid and name.strip():
            outline.add_person(uid, name)
    allocations = root.first("allocations")
    for node in allocations.all("allocation") if allocations else ():
        given = node.attributes
        outline.add_assignment(given.get("resource-id", ""), given.get("task-id", ""))


GANTTPROJECT = Reader(
    name="ganttproject",
    read=read_ganttproject,
    recognises=looks_like_ganttproject,
    suffixes=(".gan",),
    about="project plans of GanttProject",
)
