"""GanttProject files (``.gan``): nested tasks, dependencies, people and their allocations.

What becomes of the tasks is the rule of `lifecycle_map.loading.plans.outlines`. GanttProject keeps
the day on which a task starts and how many working days it takes; the last of these days, by the
week and the holidays of the file's calendar, is its finish. A working day has eight hours. Notes
are the summary, columns of one's own are properties; colours and views are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.ganttproject_calendars import Calendar
from lifecycle_map.loading.plans.ganttproject_people import add_people
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, parse_xml
from lifecycle_map.model.elements import Constraint, ConstraintType, Schedule
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.relations import Dependency, DependencyType

MINUTES_A_DAY = 480
LONGEST = 20_000
"""The longest task that is believed, in working days."""

UNNAMED = "task"

_TYPES = {
    "1": DependencyType.START_START,
    "2": DependencyType.FINISH_START,
    "3": DependencyType.FINISH_FINISH,
    "4": DependencyType.START_FINISH,
}
# The attributes of a task that are kept as properties, each with what goes without saying.
_KEPT = {"priority": "1", "webLink": "", "cost-manual-value": "", "project": "false"}
_EARLIEST = "1"
_WANTED = {
    "project": frozenset(
        {
            "description", "calendars", "tasks", "resources", "allocations", "roles", "vacations",
            "previous",
        }
    ),
    "tasks": frozenset({"task", "taskproperties"}),
    "task": frozenset({"task", "depend", "notes", "customproperty"}),
    "previous": frozenset({"previous-tasks"}),
    "previous-tasks": frozenset[str](),
}  # fmt: skip


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
    plan = _Plan(outline, Calendar.of(root), _columns(root))
    container = root.first("tasks")
    nodes = list(_nested(container.all("task") if container else (), 1))
    _refuse_too_many(nodes, reading)
    outline.add_lines([line for node, level in nodes if (line := plan.line(node, level))])
    for node, _ in nodes:
        plan.add_links(node)
    add_people(root, outline)
    _tell(root, nodes, reading)
    return outline.lifecycle(
        root.attributes.get("name", ""),
        summary=root.value("description").strip(),
        properties=properties_of(_pairs(root, {"company": "", "webLink": "http://"})),
    )


def _refuse_too_many(nodes: list[tuple[Node, int]], reading: Reading) -> None:
    most = reading.options.limits.lines
    if len(nodes) > most:
        told = Fault("", f"more than {most:,} tasks (the limit 'lines')", nodes[most][0].line)
        raise InvalidFileError(reading.path, (told,))


def _tell(root: Node, nodes: list[tuple[Node, int]], reading: Reading) -> None:
    """Tell what was left out, and how the parts of the file were taken."""
    for tag, part, told in (
        ("vacations", "vacation", "vacation(s) of people"),
        ("previous", "previous-tasks", "earlier state(s) of the plan"),
    ):
        count = sum(1 for container in root.all(tag) for _ in container.all(part))
        if count:
            reading.note(f"left out: {count} {told}")
    reading.understand("<task>", f"a line of the plan ({len(nodes):,})")
    reading.understand("<notes>", "the summary of a task")
    reading.understand("<depend>", "what comes after a task")
    for name in dict.fromkeys(_columns(root).values()):
        reading.understand(f"column '{name}'", "a property", "taskproperties")
    reading.understand("<resource>, <allocation>", "roles, and what they perform")
    reading.understand("color, expand, shape, <view>", "left out")


def _columns(root: Node) -> dict[str, str]:
    """Return the names of the columns that people added, by their ids."""
    found = (
        node
        for tasks in root.all("tasks")
        for columns in tasks.all("taskproperties")
        for node in columns.all("taskproperty")
        if node.attributes.get("type") != "default"
    )
    return {node.attributes.get("id", ""): node.attributes.get("name", "") for node in found}


def _nested(nodes: Iterator[Node] | tuple[()], level: int) -> Iterator[tuple[Node, int]]:
    """Yield tasks with their levels, each before those in it."""
    for node in nodes:
        yield node, level
        yield from _nested(node.all("task"), level + 1)


def _pairs(node: Node, usual: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes that say something."""
    for name, nothing in usual.items():
        text = node.attributes.get(name, "").strip()
        if text not in ("", nothing):
            yield name, text


@define
class _Plan:
    """A plan while it is being read."""

    outline: Outline
    calendar: Calendar
    columns: dict[str, str]
    _seen: set[str] = field(factory=set)

    def mend(self, node: Node, message: str) -> None:
        """Note what is wrong, with its line."""
        self.outline.reading.mend(message, line=node.line)

    def line(self, node: Node, level: int) -> Line | None:
        """Return a task as a line of the plan; None for what is none."""
        uid, name = node.attributes.get("id", ""), node.attributes.get("name", "")
        if not uid or uid in self._seen:
            twice = f"a second task with the id {uid}, '{name[:40]}': left out"
            self.mend(node, twice if uid else "task (no id) has no id: left out")
            return None
        self._seen.add(uid)
        if not name.strip():
            self.mend(node, f"task {uid} has no name; it is called '{UNNAMED}'")
            name = UNNAMED
        return Line(
            uid,
            name,
            level,
            next(node.all("task"), None) is not None,
            self._schedule(node, uid),
            node.value("notes").strip(),
            self._properties(node, uid),
            node.line,
        )

    def _properties(self, node: Node, uid: str) -> tuple[Property, ...]:
        pairs = list(_pairs(node, _KEPT))
        for custom in node.all("customproperty"):
            column = custom.attributes.get("taskproperty-id", "")
            text = custom.attributes.get("value", "") or custom.text.strip()
            if text:
                pairs.append((self.columns.get(column) or f"column {column}", text))
        return properties_of(pairs)

    def _schedule(self, node: Node, uid: str) -> Schedule:
        milestone = node.attributes.get("meeting") == "true"
        days = self._number(node, "duration", LONGEST)
        start = self._day(node, uid, "start")
        finish = (
            start if start is None or milestone or not days else self._finish(node, start, days)
        )
        earliest = self._earliest(node, uid)
        return Schedule(
            start=_moment(start),
            finish=_moment(finish),
            milestone=milestone or (start is not None and not days),
            percent=self._number(node, "complete", 100),
            duration=float(days * MINUTES_A_DAY) if "duration" in node.attributes else None,
            constraint=earliest,
        )

    def _finish(self, node: Node, start: date, days: int) -> date | None:
        try:
            return self.calendar.last_day(start, days)
        except ValueError:
            self.mend(node, f"no calendar has {days} working days after {start}; no finish is kept")
            return None

    def _day(self, node: Node, uid: str, name: str) -> date | None:
        text = node.attributes.get(name, "").strip()
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self.mend(node, f"task {uid}: '{text[:30]}' is no date; left out")
            return None

    def _earliest(self, node: Node, uid: str) -> Constraint | None:
        """Return the demand that a task begins no earlier than a day, if it is one."""
        if node.attributes.get("thirdDate-constraint") != _EARLIEST:
            return None
        day = self._day(node, uid, "thirdDate")
        kind = ConstraintType.START_NO_EARLIER_THAN
        return None if day is None else Constraint(type=kind, moment=_moment(day))

    def add_links(self, node: Node) -> None:
        """Add what comes after a task."""
        for depend in node.all("depend"):
            outline, given = self.outline, depend.attributes
            hardness = properties_of(_pairs(depend, {"hardness": "Strong"}))
            before, after = node.attributes.get("id", ""), given.get("id", "")
            outline.add_link(
                before, after, self._dependency(depend), line=depend.line, properties=hardness
            )

    def _dependency(self, node: Node) -> Dependency:
        kind = node.attributes.get("type", "2")
        if kind not in _TYPES:
            told = f"'{kind[:20]}' is no type of dependency; finish to start is taken"
            self.mend(node, told)
        days = self._number(node, "difference", LONGEST)
        return Dependency(
            type=_TYPES.get(kind, DependencyType.FINISH_START), lag=float(days * MINUTES_A_DAY)
        )

    def _number(self, node: Node, name: str, most: int) -> int:
        """Return a whole attribute (0 when absent); only a difference may be below 0."""
        text = node.attributes.get(name, "").strip()
        least = -most if name == "difference" else 0
        if re.fullmatch(r"-?[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        if text:
            self.mend(node, f"'{text[:20]}' is no {name} that can be; taken as 0")
        return 0


def _moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min)


GANTTPROJECT = Reader(
    name="ganttproject",
    read=read_ganttproject,
    recognises=looks_like_ganttproject,
    suffixes=(".gan",),
    about="project plans of GanttProject",
)
