"""The time of a plan, and what a slip does, as plain data, as a table, as a document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lifecycle_map.analysis.timing import Move, Slip, TimedPair, TimedTask, Timing
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Table

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def timing_record(timing: Timing) -> dict[str, Any]:
    """Return the time of a plan as plain data; slack is in working days."""
    return {
        "plan": {"key": timing.plan.key, "name": timing.plan.name},
        "week": {
            "days": [_DAYS[day] for day in timing.week.days],
            "opens": f"{timing.week.opens:%H:%M}",
            "closes": f"{timing.week.closes:%H:%M}",
        },
        "tasks": [_task(each) for each in timing.tasks],
        "path": [each.key for each in timing.path],
        "pairs": [_pair(each) for each in timing.pairs],
        "notes": list(timing.notes),
    }


def slip_record(slip: Slip) -> dict[str, Any]:
    """Return what a slip does as plain data; all numbers are working days."""
    return {
        "plan": {"key": slip.plan.key, "name": slip.plan.name},
        "moves": [{**_task(each.task), "days": each.days, "new_finish": _iso(each.finish),
                   "asked": each.asked} for each in slip.moves],
        "broken": [_pair(each) for each in slip.broken],
        "missed": [_task(each) for each in slip.missed],
        "end": slip.end,
        "service_end": slip.service_end,
        "notes": list(slip.notes),
    }  # fmt: skip


def timing_table(timing: Timing) -> Table:
    """Return the tasks with their slack, one a row."""
    return Table(
        title=str(timing),
        columns=("side", "key", "task", "start", "finish", "slack in days", "critical"),
        rows=tuple(
            (t.side.value, t.key, t.name, day(t.start), day(t.finish), f"{t.slack:g}", _said(t))
            for t in timing.tasks
        ),
        notice=timing.plan.notice,
    )


def slip_table(slip: Slip) -> Table:
    """Return the tasks that move, one a row."""
    return Table(
        title=str(slip),
        columns=("side", "key", "task", "finish", "new finish", "days", "why"),
        rows=tuple(
            (m.task.side.value, m.task.key, m.task.name, day(m.task.finish), day(m.finish),
             f"{m.days:g}", _why(m))
            for m in slip.moves
        ),
        notice=slip.plan.notice,
    )  # fmt: skip


def timing_document(timing: Timing) -> Document:
    """Return the time of a plan to read: the critical path, the pairs, then all tasks."""
    path = tuple(f"{each.name} ({day(each.finish) or 'undated'})" for each in timing.path)
    sections = [
        Section(heading="What sets the end of the plan", paragraphs=(" → ".join(path) or "–",)),
        _pairs_section("Pairs with the service side", timing.pairs),
        Section(heading="Tasks", table=timing_table(timing)),
    ]
    return Document(
        title=f"Time of {timing.plan.title}",
        opening=(f"{timing}.", *timing.notes),
        sections=tuple(sections),
        notice=timing.plan.notice,
    )


def slip_document(slip: Slip) -> Document:
    """Return what a slip does to read: pairs that break, dates that are missed, what moves."""
    sections = [_pairs_section("Pairs that break", slip.broken)]
    if slip.missed:
        told = tuple(f"'{each.name}': a date that is demanded of it" for each in slip.missed)
        sections.append(Section(heading="Dates that are missed", paragraphs=told))
    sections.append(Section(heading="What moves", table=slip_table(slip)))
    ends = f"The end of the plan moves by {_counted(slip.end)}"
    ends += f", that of the service side by {_counted(slip.service_end)}."
    return Document(
        title=f"A slip in {slip.plan.title}",
        opening=(ends, *slip.notes),
        sections=tuple(sections),
        notice=slip.plan.notice,
    )


def pairs_table(pairs: Iterable[TimedPair]) -> Table:
    """Return pairs with their slack, one a row."""
    return Table(
        title="",
        columns=("first", "finish", "then", "by", "slack in days", "why"),
        rows=tuple(
            (p.first.name, day(p.first.finish), p.second.name, day(p.second.finish),
             f"{p.slack:g}", p.why)
            for p in pairs
        ),
    )  # fmt: skip


def day(moment: datetime | None) -> str:
    """Return a moment as a day, or nothing."""
    return f"{moment:%Y-%m-%d}" if moment else ""


def _pairs_section(heading: str, pairs: tuple[TimedPair, ...]) -> Section:
    if not pairs:
        return Section(heading=heading, paragraphs=("none",))
    return Section(heading=heading, table=pairs_table(pairs))


def _counted(days: float) -> str:
    return f"{days:g} working day{'' if days == 1 else 's'}"


def _said(task: TimedTask) -> str:
    return "done" if task.done else "yes" if task.critical else "no"


def _why(move: Move) -> str:
    return "asked" if move.asked else "pushed"


def _task(task: TimedTask) -> dict[str, Any]:
    return {
        "side": task.side.value,
        "key": task.key,
        "source_id": task.source_id,
        "name": task.name,
        "start": _iso(task.start),
        "finish": _iso(task.finish),
        "slack": task.slack,
        "critical": task.critical,
        "done": task.done,
    }


def _pair(pair: TimedPair) -> dict[str, Any]:
    ends = {"first": pair.first, "second": pair.second}
    told = {
        name: {"side": each.side.value, "key": each.key, "name": each.name,
               "finish": _iso(each.finish)}
        for name, each in ends.items()
    }  # fmt: skip
    return {**told, "slack": pair.slack, "why": pair.why, "row": pair.row}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
