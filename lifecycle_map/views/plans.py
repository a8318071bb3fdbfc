"""A plan as a table that is read back: its lines in order, with levels, dates and links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from attrs import frozen

from lifecycle_map.loading.tables.headings import meaning
from lifecycle_map.model.elements import Element, Role, RoleKind, Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, LagUnit, Link
from lifecycle_map.views.tables import Table

_UNITS = {
    LagUnit.WORKING_MINUTES: " minutes",
    LagUnit.ELAPSED_MINUTES: " eminutes",
    LagUnit.PERCENT: "%",
}


@frozen
class PlanLine:
    """A line of a plan: the number that others name it by, its level from 1, what it is."""

    number: int
    level: int
    work: Work
    is_summary: bool


def plan_lines(plan: Lifecycle) -> tuple[PlanLine, ...]:
    """Return the lines of a plan in order, what is inside another below it.

    Lines keep their numbers where all that have an id have a number of their own; new ones are
    counted on from the greatest. Else all are counted from 1.
    """
    ordered = list(_ordered(plan))
    ids = [work.source_id for _, work in ordered if work.source_id]
    numbers = [int(text) for text in ids if text.isascii() and text.isdecimal() and len(text) < 10]  # noqa: PLR2004
    kept = len(set(numbers)) == len(ids) and 0 not in numbers
    free = max(numbers, default=0) if kept else 0
    lines = []
    for level, work in ordered:
        own = int(work.source_id) if kept and work.source_id else 0
        free += 0 if own else 1
        summary = any(isinstance(part, Work) for part in plan.children(work.key))
        lines.append(PlanLine(own or free, level, work, summary))
    return tuple(lines)


def _ordered(plan: Lifecycle) -> Iterator[tuple[int, Work]]:
    """Yield the works with their levels, each before what it contains; without recursion."""
    tops = [work for work in plan.of(Work) if plan.parent(work.key) is None]
    pending: list[tuple[int, Element]] = [(1, work) for work in reversed(tops)]
    while pending:
        level, element = pending.pop()
        if isinstance(element, Work):
            yield level, element
            pending.extend((level + 1, part) for part in reversed(plan.children(element.key)))


def plan_table(plan: Lifecycle) -> Table:
    """Return a plan as a table that is read back with the same tasks, levels and links.

    Columns in which nothing would stand are left away, and so are properties whose names mean
    something else in a table ("WBS" beside levels).
    """
    lines = plan_lines(plan)
    numbers = {line.work.key: line.number for line in lines}
    names = dict.fromkeys(p.name for line in lines for p in line.work.properties)
    own = [name for name in names if meaning(name) is None]
    rows = [_row(plan, line, numbers, own) for line in lines]
    columns = [*_COLUMNS, *own]
    shown = [at for at in range(len(columns)) if at < _ALWAYS or any(row[at] for row in rows)]
    return Table(
        title=plan.title,
        columns=tuple(columns[at] for at in shown),
        rows=tuple(tuple(row[at] for at in shown) for row in rows),
        notice=plan.notice,
    )


_COLUMNS = (
    "ID", "Level", "Task", "Start", "Finish", "Duration", "Milestone", "% complete", "Deadline",
    "Baseline start", "Baseline finish", "Predecessors", "Resources", "Team", "Notes",
)  # fmt: skip
_ALWAYS = 5


def _row(
    plan: Lifecycle, line: PlanLine, numbers: dict[str, int], own: list[str]
) -> tuple[str, ...]:
    work = line.work
    held: dict[str, list[str]] = {}
    for each in work.properties:
        held.setdefault(each.name, []).append(each.text)
    return (
        str(line.number),
        str(line.level),
        work.name,
        *_dates(work.schedule or Schedule()),
        _predecessors(plan, work, numbers),
        _people(plan, work, groups=False),
        _people(plan, work, groups=True),
        work.summary,
        *("; ".join(held.get(name, ())) for name in own),
    )


def _dates(schedule: Schedule) -> tuple[str, ...]:
    minutes = schedule.duration
    return (
        _moment(schedule.start),
        _moment(schedule.finish),
        "" if minutes is None else f"{_number(minutes)} minutes" if minutes else "0",
        "yes" if schedule.milestone else "",
        f"{_number(schedule.percent)}%" if schedule.percent else "",
        _moment(schedule.deadline),
        _moment(schedule.baseline_start),
        _moment(schedule.baseline_finish),
    )


def _predecessors(plan: Lifecycle, work: Work, numbers: dict[str, int]) -> str:
    return "; ".join(
        f"{numbers[relation.subject]}{_tie(relation.dependency or Dependency())}"
        for relation in plan.incoming(work.key, Link.PRECEDES)
        if relation.subject in numbers
    )


def _tie(dependency: Dependency) -> str:
    if not dependency.lag:
        return dependency.type.value
    sign = "-" if dependency.lag < 0 else "+"
    lag = _number(abs(dependency.lag))
    return f"{dependency.type.value}{sign}{lag}{_UNITS[dependency.unit]}"


def _people(plan: Lifecycle, work: Work, *, groups: bool) -> str:
    roles = (plan[relation.subject] for relation in plan.incoming(work.key, Link.PERFORMS))
    wanted = (r for r in roles if isinstance(r, Role) and (r.role_kind is RoleKind.GROUP) == groups)
    return "; ".join(role.name for role in wanted)


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return (moment.date() if moment.time() == time() else moment).isoformat()


def _number(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
