"""The timeline: the stages of a plan, what the service waits for, and the slack between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import evolve

from lifecycle_map.analysis.timing import TimedPair, TimedTask, Timing, timing
from lifecycle_map.loading.translations import Translations, load_translations
from lifecycle_map.model.elements import Schedule, Stage, Work
from lifecycle_map.model.facts import Change
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, State, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, translated

MOST_TASKS = 40
"""So many tasks of a plan without stages are shown, the critical ones first."""

FREEZE = "freeze"
"""The key of the row for windows in which nobody may change anything."""


def timeline(
    found: Timing, *, changes: Iterable[Change] = (), language: str = "", highlight: str = ""
) -> Diagram:
    """Return the timeline of a plan: stages with milestones, pairs with their slack, freezes.

    Each line that something waits for has a row of its own, with the slack in working days up to
    what waits. Windows of ``changes`` that are a freeze have a row at the end.
    """
    plan, said = translated(found.plan, language), load_translations(language)
    lanes, boxes = _plan_rows(plan, found, language)
    lanes = [
        evolve(lane, highlighted=highlight in (lane.key, str(plan.ref(lane.key)))) for lane in lanes
    ]
    arrows: list[Arrow] = []
    for number, pair in enumerate(found.pairs):
        if pair.first.finish is None or pair.second.start is None:
            continue
        lane = Lane(key=f"pair:{number}", label=pair.first.name, tone=Tone.SERVICE)
        lanes.append(lane)
        boxes += _pair_boxes(pair, lane.key, said)
        arrows.append(_slack(pair, lane.key, said))
    freezes = [change for change in changes if change.freeze]
    if freezes:
        lanes.append(Lane(key=FREEZE, label=said("Change freeze"), tone=Tone.INTERFACE))
        boxes += [_freeze(number, change) for number, change in enumerate(freezes)]
    return Diagram(
        kind="timeline",
        title=plan.name,
        subtitle=_summary(found, said),
        description=_described(lanes, boxes, arrows),
        notice=plan.notice,
        language=language or "en",
        lanes=tuple(lanes),
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        steps=tuple(_steps(lanes, boxes, arrows, said)),
    )


def _summary(found: Timing, said: Translations) -> str:
    pairs = len(found.pairs)
    if not in_english(said.language):
        critical = sum(task.critical for task in found.tasks)
        told = (
            said("lines that the service waits for: {count}", count=pairs) if pairs else "",
            said("of them late: {count}", count=len(found.late)) if found.late else "",
            said("critical tasks: {count}", count=critical),
        )
        return " · ".join(filter(None, told))
    late = f", {len(found.late)} of them late" if found.late else ""
    waits = f"{pairs} line{'s' if pairs != 1 else ''} that the service waits for{late}"
    critical = sum(task.critical for task in found.tasks)
    path = f"{critical} critical task{'s' if critical != 1 else ''}"
    return f"{waits} · {path}" if pairs else path


def _plan_rows(plan: Lifecycle, found: Timing, language: str) -> tuple[list[Lane], list[Box]]:
    lanes: list[Lane] = []
    boxes: list[Box] = []
    critical = {task.key for task in found.tasks if task.critical}
    for stage in plan.stages:
        inside = [w for w in plan.of(Work) if plan.stage_of(w.key) is stage and w.schedule]
        span = _span(stage, inside)
        if span is None:
            continue
        lanes.append(Lane(key=stage.key, label=stage.label(language), tone=Tone.PROJECT))
        boxes.append(
            Box(
                key=f"{stage.key}/span",
                label="",
                shape=Shape.STAGE,
                lane=stage.key,
                start=span[0],
                finish=span[1],
                tooltip=f"{span[0]:%Y-%m-%d} – {span[1]:%Y-%m-%d}",
                state=State.RUNNING if any(w.key in critical for w in inside) else None,
            )
        )
        boxes += [_milestone(work, stage.key, language) for work in inside if _is_moment(work)]
    if not lanes:
        return _tasks(plan, found, load_translations(language))
    return lanes, boxes


def _tasks(plan: Lifecycle, found: Timing, said: Translations) -> tuple[list[Lane], list[Box]]:
    """Return a row for each task of a plan without stages: the critical ones if they are many."""
    dated = [t for t in found.tasks if t.side is Side.PROJECT and t.start and t.finish]
    if len(dated) > MOST_TASKS:
        dated = sorted(dated, key=lambda task: not task.critical)[:MOST_TASKS]
        dated = [task for task in found.tasks if task in dated]
    lanes = [Lane(key=task.key, label=task.name, tone=Tone.PROJECT) for task in dated]
    return lanes, [_task(task, said) for task in dated]


def _task(task: TimedTask, said: Translations) -> Box:
    return Box(
        key=f"{task.key}/span",
        label="",
        shape=Shape.GATE if task.start == task.finish else Shape.ACTIVITY,
        lane=task.key,
        start=task.start,
        finish=task.finish,
        tooltip=said("{name}: {days} days of slack", name=task.name, days=f"{task.slack:g}"),
        state=State.RUNNING if task.critical else None,
    )


def _span(stage: Stage, inside: list[Work]) -> tuple[datetime, datetime] | None:
    """Return from when to when a stage lasts: by its own dates, else by those of what is in it."""
    schedules: list[Schedule] = [w.schedule for w in (stage, *inside) if w.schedule]
    starts = [s.start for s in schedules if s.start]
    ends = [s.finish for s in schedules if s.finish]
    return (min(starts), max(ends)) if starts and ends else None


def _is_moment(work: Work) -> bool:
    schedule = work.schedule
    if schedule is None or schedule.start is None:
        return False
    return schedule.milestone or schedule.start == schedule.finish


def _milestone(work: Work, lane: str, language: str) -> Box:
    when = (work.schedule.finish or work.schedule.start) if work.schedule else None
    return Box(
        key=work.key,
        label=work.label(language),
        shape=Shape.GATE,
        lane=lane,
        start=when,
        finish=when,
        tooltip=f"{work.label(language)}: {when:%Y-%m-%d}",
    )


def _pair_boxes(pair: TimedPair, lane: str, said: Translations) -> Iterator[Box]:
    first, second = pair.first, pair.second
    yield Box(
        key=f"{lane}/first",
        label="",
        shape=Shape.GATE if first.start == first.finish else Shape.ACTIVITY,
        lane=lane,
        start=first.start or first.finish,
        finish=first.finish,
        tooltip=said("{name}: until {date}", name=first.name, date=f"{first.finish:%Y-%m-%d}"),
    )
    yield Box(
        key=f"{lane}/second",
        label=second.name,
        shape=Shape.GATE,
        lane=lane,
        start=second.start,
        finish=second.start,
        tooltip=f"{second.name}: {second.start:%Y-%m-%d}",
    )


def _slack(pair: TimedPair, lane: str, said: Translations) -> Arrow:
    days = said("{days} d", days=f"{pair.slack:+g}" if pair.slack else "0")
    between = said("{days} working days between them", days=f"{pair.slack:g}")
    why = f": {pair.why}" if in_english(said.language) else ""
    return Arrow(
        start=f"{lane}/first",
        end=f"{lane}/second",
        label=days,
        weight=pair.slack,
        tooltip=f"{between}{why}",
    )


def _freeze(number: int, change: Change) -> Box:
    return Box(
        key=f"{FREEZE}/{number}",
        label=change.name,
        shape=Shape.ACTIVITY,
        lane=FREEZE,
        start=change.start,
        finish=change.end,
        state=State.ABSENT,
        tooltip=f"{change.name}: {change.start:%Y-%m-%d} – {change.end:%Y-%m-%d}",
    )


def _steps(
    lanes: list[Lane], boxes: list[Box], arrows: list[Arrow], said: Translations
) -> Iterator[Step]:
    """Yield the frames: the plan, then what the service waits for, line by line."""
    plan = [lane for lane in lanes if lane.tone is Tone.PROJECT]
    for group in ([plan] if plan else []) + [[lane] for lane in lanes if lane not in plan]:
        keys = {lane.key for lane in group}
        shown = [box for box in boxes if box.lane in keys]
        ends = {box.key for box in shown}
        between = tuple(arrow.key for arrow in arrows if arrow.start in ends)
        yield Step(
            title=group[0].label if len(group) == 1 else said("The plan"),
            shows=(*keys_in_order(group), *(box.key for box in shown), *between),
            note=" ".join(box.tooltip for box in shown),
        )


def keys_in_order(lanes: Iterable[Lane]) -> tuple[str, ...]:
    """Return the keys of lanes, as they stand."""
    return tuple(lane.key for lane in lanes)


def _described(lanes: list[Lane], boxes: list[Box], arrows: list[Arrow]) -> str:
    slack = {arrow.start: arrow.tooltip for arrow in arrows}
    lines = []
    for lane in lanes:
        told = [text for box in boxes if box.lane == lane.key
                for text in (box.tooltip, slack.get(box.key, "")) if text]  # fmt: skip
        lines.append(f"{lane.label}: {'; '.join(told)}.")
    return "\n".join(lines)


def _draws(value: Any, wishes: Wishes) -> Diagram:
    found = value if isinstance(value, Timing) else timing(value)
    return timeline(found, language=wishes.language, highlight=wishes.highlight)


TIMELINE = Picture(
    name="timeline",
    of=("Timing", "Alignment", "Lifecycle"),
    draws=_draws,
    about="a plan with dates: its stages, what the service waits for, and the slack between",
)
