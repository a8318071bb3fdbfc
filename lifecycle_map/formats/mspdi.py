"""MS Project XML (MSPDI): a plan that MS Project, ProjectLibre and our own reader open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.loading.plans.mspdi_values import CONSTRAINTS
from lifecycle_map.model.elements import ConstraintType, Role, RoleKind, Schedule
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit, Link
from lifecycle_map.views.plans import PlanLine, plan_lines

NAMESPACE = "http://schemas.microsoft.com/project"
_TYPES = {
    DependencyType.FINISH_FINISH: "0",
    DependencyType.FINISH_START: "1",
    DependencyType.START_FINISH: "2",
    DependencyType.START_START: "3",
}
_LAG_FORMATS = {
    LagUnit.WORKING_MINUTES: ("7", 10),
    LagUnit.ELAPSED_MINUTES: ("8", 10),
    LagUnit.PERCENT: ("19", 1),
}
"""For each unit of a lag its code, and by what the number is multiplied."""
_CODES = {kind: code for code, kind in CONSTRAINTS.items()}
_OWN_TAGS = ("Contact", "WBS", "Priority")
"""Properties that are tags of a task; all others become custom fields."""
# The ids of the fields Text1 to Text30 of a task.
_TEXTS = (
    *range(188743731, 188743747, 3), *range(188743747, 188743751), *range(188743997, 188744017),
)  # fmt: skip

_Xml = Iterator[str]


def write_mspdi(plan: object, options: Options) -> str:
    """Return a plan as MS Project XML: tasks, levels, links, dates, people and who does what.

    Shares done are whole numbers there. Up to 30 kinds of properties become custom fields. What
    is no task and nobody (products, practices) has no place in a plan of MS Project.
    """
    if not isinstance(plan, Lifecycle):
        raise UnsuitableFormatError("mspdi", "anything but a lifecycle", ("csv", "json"))
    return "\n".join(_project(plan)) + "\n"


def _project(plan: Lifecycle) -> _Xml:
    lines = plan_lines(plan)
    numbers = {line.work.key: line.number for line in lines}
    fields = _fields(lines)
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f'<Project xmlns="{NAMESPACE}">'
    yield _tag("SaveVersion", "14")
    yield _tag("Title", plan.name)
    yield from _dates_of_all(lines)
    yield from (_tag("CalendarUID", "1"), _tag("MinutesPerDay", "480"), _tag("DaysPerMonth", "20"))
    yield from _definitions(fields)
    yield from _CALENDAR
    yield "<Tasks>"
    yield from _whole(plan)
    for row, line in enumerate(lines, 1):
        yield from _task(plan, line, row, numbers, fields)
    yield "</Tasks>"
    yield from _people(plan, numbers)
    yield "</Project>"


def _dates_of_all(lines: tuple[PlanLine, ...]) -> _Xml:
    schedules = [line.work.schedule for line in lines if line.work.schedule]
    starts = [each.start for each in schedules if each.start]
    ends = [each.finish for each in schedules if each.finish]
    if starts:
        yield _tag("StartDate", _moment(min(starts)))
    if ends:
        yield _tag("FinishDate", _moment(max(ends)))


def _fields(lines: tuple[PlanLine, ...]) -> dict[str, int]:
    """Return the custom field for each name of a property."""
    names = dict.fromkeys(each.name for line in lines for each in line.work.properties)
    own = [name for name in names if name not in _OWN_TAGS]
    return dict(zip(own, _TEXTS, strict=False))


def _definitions(fields: dict[str, int]) -> _Xml:
    yield "<ExtendedAttributes>"
    for number, (name, uid) in enumerate(fields.items(), 1):
        yield "<ExtendedAttribute>"
        yield from (_tag("FieldID", str(uid)), _tag("FieldName", f"Text{number}"))
        yield from (_tag("Alias", name), "</ExtendedAttribute>")
    yield "</ExtendedAttributes>"


def _whole(plan: Lifecycle) -> _Xml:
    """Yield the line that stands for the project as a whole."""
    yield "<Task>"
    yield from (_tag("UID", "0"), _tag("ID", "0"), _tag("Name", plan.name))
    yield from (_tag("OutlineLevel", "0"), _tag("Summary", "1"))
    yield from ([_tag("Notes", plan.summary)] if plan.summary.strip() else [])
    yield "</Task>"


def _task(
    plan: Lifecycle, line: PlanLine, row: int, numbers: dict[str, int], fields: dict[str, int]
) -> _Xml:
    """Yield a task with its parts in the order that the schema of MS Project asks for."""
    work, schedule = line.work, line.work.schedule or Schedule()
    yield "<Task>"
    yield from (_tag("UID", str(line.number)), _tag("ID", str(row)), _tag("Name", work.name))
    yield from _own(work.properties, "Contact", "WBS")
    yield _tag("OutlineLevel", str(line.level))
    yield from _own(work.properties, "Priority")
    yield from _when(schedule)
    yield _tag("Summary", str(int(line.is_summary)))
    yield _tag("PercentComplete", str(round(schedule.percent)))
    yield from _demands(schedule)
    yield from ([_tag("Notes", work.summary)] if work.summary.strip() else [])
    for relation in plan.incoming(work.key, Link.PRECEDES):
        if relation.subject in numbers:
            yield from _link(numbers[relation.subject], relation.dependency or Dependency())
    for each in work.properties:
        if each.name in fields:
            yield "<ExtendedAttribute>"
            yield from (_tag("FieldID", str(fields[each.name])), _tag("Value", each.text))
            yield "</ExtendedAttribute>"
    yield from _baseline(schedule)
    yield "</Task>"


def _own(properties: tuple[Property, ...], *tags: str) -> _Xml:
    """Yield the first property of each name that is a tag of its own."""
    for tag in tags:
        texts = [each.text for each in properties if each.name == tag]
        yield from (_tag(tag, text) for text in texts[:1])


def _when(schedule: Schedule) -> _Xml:
    if schedule.start:
        yield _tag("Start", _moment(schedule.start))
    if schedule.finish:
        yield _tag("Finish", _moment(schedule.finish))
    if schedule.duration is not None:
        yield from (_tag("Duration", _duration(schedule.duration)), _tag("DurationFormat", "7"))
    yield _tag("Milestone", str(int(schedule.milestone)))


def _demands(schedule: Schedule) -> _Xml:
    demand = schedule.constraint
    if demand is not None:
        yield _tag("ConstraintType", _code(demand.type))
        yield from ([_tag("ConstraintDate", _moment(demand.moment))] if demand.moment else [])
    if schedule.deadline:
        yield _tag("Deadline", _moment(schedule.deadline))


def _code(kind: ConstraintType) -> str:
    return _CODES[kind]


def _link(before: int, dependency: Dependency) -> _Xml:
    code, factor = _LAG_FORMATS[dependency.unit]
    yield "<PredecessorLink>"
    yield from (_tag("PredecessorUID", str(before)), _tag("Type", _TYPES[dependency.type]))
    yield from (_tag("CrossProject", "0"), _tag("LinkLag", str(round(dependency.lag * factor))))
    yield from (_tag("LagFormat", code), "</PredecessorLink>")


def _baseline(schedule: Schedule) -> _Xml:
    ends = (("Start", schedule.baseline_start), ("Finish", schedule.baseline_finish))
    if any(moment for _, moment in ends):
        yield from ("<Baseline>", _tag("Number", "0"))
        yield from (_tag(tag, _moment(moment)) for tag, moment in ends if moment)
        yield "</Baseline>"


def _people(plan: Lifecycle, numbers: dict[str, int]) -> _Xml:
    """Yield who is there, and who does what."""
    people = {role.key: number for number, role in enumerate(plan.of(Role), 1)}
    yield "<Resources>"
    for role in plan.of(Role):
        yield from ("<Resource>", _tag("UID", str(people[role.key])), _tag("Name", role.name))
        yield from (_tag("Type", "1"), _tag("MaxUnits", _units(role)))
        yield from ([_tag("Notes", role.summary)] if role.summary.strip() else [])
        yield "</Resource>"
    yield from ("</Resources>", "<Assignments>")
    given = (r for r in plan.relations if r.link is Link.PERFORMS and r.object in numbers)
    for number, relation in enumerate(given, 1):
        units = [each.text for each in relation.properties if each.name == "Units"]
        yield from ("<Assignment>", _tag("UID", str(number)))
        yield _tag("TaskUID", str(numbers[relation.object]))
        yield _tag("ResourceUID", str(people[relation.subject]))
        yield from (_tag("Units", units[0] if units else "1"), "</Assignment>")
    yield "</Assignments>"


def _units(role: Role) -> str:
    """Return how many people a role is: a group is more than one."""
    held = [each.text for each in role.properties if each.name == "MaxUnits"]
    return held[0] if held else "2" if role.role_kind is RoleKind.GROUP else "1"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _duration(minutes: float) -> str:
    seconds = round(minutes * 60)
    return f"PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S"


def _calendar() -> _Xml:
    """Yield the calendar that plans of MS Project begin with: five days of eight hours."""
    yield from ("<Calendars>", "<Calendar>", _tag("UID", "1"), _tag("Name", "Standard"))
    yield from (_tag("IsBaseCalendar", "1"), "<WeekDays>")
    for day in range(1, 8):
        works = 1 < day < 7  # noqa: PLR2004 - Sunday is 1
        yield from ("<WeekDay>", _tag("DayType", str(day)), _tag("DayWorking", str(int(works))))
        if works:
            yield "<WorkingTimes>"
            for start, end in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                yield from ("<WorkingTime>", _tag("FromTime", start), _tag("ToTime", end))
                yield "</WorkingTime>"
            yield "</WorkingTimes>"
        yield "</WeekDay>"
    yield from ("</WeekDays>", "</Calendar>", "</Calendars>")


_CALENDAR = tuple(_calendar())

MSPDI = Format(
    name="mspdi",
    takes=Takes.MODEL,
    suffixes=(".xml",),
    mime="application/xml",
    write=write_mspdi,
    about="a plan for MS Project and others; read back with the same tasks and links",
)
