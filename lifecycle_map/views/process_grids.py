"""The process grid: who works at which management level, stage by stage, and what triggers what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from lifecycle_map.model.elements import Element, Gate, Level, Process, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, flow, merged, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.running import Bar, bars
from lifecycle_map.views.translating import translated
from lifecycle_map.views.wording import wording

STAGES = "stages"
GATES = "gates"
OTHERS = "others"
"""The keys of the rows that are no level and no group."""


def process_grid(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the grid of a lifecycle: its stages side by side, below them what runs when.

    The rows are the management levels; where processes have none, one for each group of them
    (those of one stage), and a single one for the work of a plan. A process that runs on into
    other stages is one bar. Where one follows another in the same stage they share the column.
    """
    lifecycle = translated(lifecycle, language)
    wishes = Wishes(language=language, highlight=highlight)
    words = wording(language)
    rows = dict(_rows(lifecycle, wishes))
    bars_of = {key: bars(lifecycle, works, shares=key in _LEVELS) for key, works in rows.items()}
    boxes = [
        *_stage_boxes(lifecycle, wishes),
        *_gate_boxes(lifecycle, wishes),
        *(_bar_box(lifecycle, bar, key, wishes) for key, found in bars_of.items() for bar in found),
    ]
    crowded = any(_crowded(found) for found in bars_of.values())
    triggers = merged((r for r in lifecycle.relations if r.link is Link.TRIGGERS), language)
    if crowded:
        boxes = [_told(lifecycle, box, triggers, language) for box in boxes]
    arrows = () if crowded else tuple(_triggers(lifecycle, triggers, bars_of))
    tone = tone_of(lifecycle)
    lanes = [Lane(key=key, label=_row_name(lifecycle, key, wishes), tone=tone) for key in rows]
    if any(box.lane == GATES for box in boxes):
        lanes.insert(0, Lane(key=GATES, label=words[GATES], tone=Tone.INTERFACE))
    return Diagram(
        kind="process-grid",
        title=f"{lifecycle.name}: {words['grid']}",
        subtitle=lifecycle.edition,
        description="\n".join(_description(lifecycle, boxes, lanes, triggers, language)),
        notice=lifecycle.notice,
        language=language or "en",
        columns=tuple(_columns(lifecycle, wishes)),
        lanes=(Lane(key=STAGES, label=words[STAGES], tone=tone), *lanes),
        boxes=tuple(boxes),
        arrows=(*flow(lifecycle), *arrows),
        steps=tuple(_steps(words, boxes, lanes, arrows)),
    )


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return process_grid(lifecycle, language=wishes.language, highlight=wishes.highlight)


PROCESS_GRID = Picture(
    name="process-grid",
    of=("Lifecycle",),
    draws=_draws,
    about="levels and stages: what runs when, what triggers what, and where the gates are",
)

_LEVELS = {level.value: level for level in Level}


def _rows(lifecycle: Lifecycle, wishes: Wishes) -> Iterator[tuple[str, list[Work]]]:
    """Yield the rows with what runs in them."""
    processes = lifecycle.of(Process)
    if any(process.level for process in processes):
        for level in Level:
            yield from _row(level.value, [p for p in processes if p.level is level])
        yield from _row(OTHERS, [p for p in processes if p.level is None])
        return
    works = [p for p in processes if not isinstance(lifecycle.parent(p.key), Process)]
    if not works:
        found = [part for stage in lifecycle.stages for part in lifecycle.children(stage.key)]
        yield from _row(OTHERS, [w for w in found if isinstance(w, Work) and w.kind != "gate"])
        return
    groups: dict[str, list[Work]] = {}
    for work in works:
        home = lifecycle.stage_of(work.key)
        groups.setdefault(OTHERS if home is None else f"of:{home.key}", []).append(work)
    yield from groups.items()


def _row(key: str, works: list[Work]) -> Iterator[tuple[str, list[Work]]]:
    if works:
        yield key, works


def _row_name(lifecycle: Lifecycle, key: str, wishes: Wishes) -> str:
    words = wording(wishes.language)
    if key in _LEVELS:
        return words[key]
    if key == OTHERS:
        return words["processes"]
    return lifecycle[key.removeprefix("of:")].label(wishes.language)


def _columns(lifecycle: Lifecycle, wishes: Wishes) -> Iterator[Lane]:
    tone = tone_of(lifecycle)
    for stage in along(lifecycle):
        label = stage.label(wishes.language)
        yield Lane(key=column_key(lifecycle, stage), label=label, tone=tone)


def column_key(lifecycle: Lifecycle, stage: Element) -> str:
    """Return the key of the column of a stage."""
    return f"in:{lifecycle.ref(stage.key)}"


def _stage_boxes(lifecycle: Lifecycle, wishes: Wishes) -> Iterator[Box]:
    for stage in along(lifecycle):
        column = column_key(lifecycle, stage)
        yield box_of(lifecycle, stage, wishes, lane=STAGES, column=column)


def _gate_boxes(lifecycle: Lifecycle, wishes: Wishes) -> Iterator[Box]:
    """Yield a box for each stage that a gate guards, on the border where that stage begins."""
    stages = {stage.key for stage in along(lifecycle)}
    for gate in lifecycle.of(Gate):
        guarded = [r.object for r in lifecycle.outgoing(gate.key, Link.GUARDS)]
        for number, key in enumerate(key for key in guarded if key in stages):
            column = column_key(lifecycle, lifecycle[key])
            box = box_of(lifecycle, gate, wishes, lane=GATES, column=column)
            yield box if not number else _again(box, number)


def _again(box: Box, number: int) -> Box:
    """Return the box of something that is already in the picture."""
    return evolve(box, key=f"{box.key}#{number + 1}", highlighted=False)


def _bar_box(lifecycle: Lifecycle, bar: Bar, row: str, wishes: Wishes) -> Box:
    stages = along(lifecycle)
    box = box_of(
        lifecycle,
        bar.work,
        wishes,
        lane=row,
        column=column_key(lifecycle, stages[bar.first]),
        until=column_key(lifecycle, stages[bar.last]) if bar.last != bar.first else "",
        share=bar.share,
        outside=False,
        repeats=False,
    )
    return _again(box, bar.number) if bar.number else box


def _crowded(found: Iterable[Bar]) -> bool:
    """Say whether bars run above one another, so that arrows would have to cross them."""
    count: Counter[int] = Counter()
    for bar in found:
        for column in range(bar.first, bar.last + 1):
            count[column] += 0 if bar.shared and bar.place else 1
    return max(count.values(), default=0) > 1


def _told(
    lifecycle: Lifecycle, box: Box, triggers: dict[tuple[str, str], str], language: str
) -> Box:
    """Return a box that says in words what it triggers."""
    key = box.key.partition("#")[0].partition(":")[2]
    if box.lane in (STAGES, GATES) or "#" in box.key:
        return box
    after = (lifecycle[end].label(language) for start, end in triggers if start == key)
    return evolve(box, detail=tuple(f"→ {label}" for label in after))


def _triggers(
    lifecycle: Lifecycle,
    triggers: dict[tuple[str, str], str],
    bars_of: dict[str, list[Bar]],
) -> Iterator[Arrow]:
    """Yield the triggers that a grid can draw: between rows that touch, and inside a row."""
    rows = list(bars_of)
    places = {bar.work.key: rows.index(row) for row, found in bars_of.items() for bar in found}
    every = [bar for found in bars_of.values() for bar in found]
    load: Counter[str] = Counter()
    for (start, end), label in triggers.items():
        if abs(places.get(start, 9) - places.get(end, -9)) > 1:
            continue
        pairs = [
            (one, two)
            for one in every
            for two in every
            if one.work.key == start and two.work.key == end and _meet(one, two, places)
        ]
        if pairs:
            one, two = min(pairs, key=lambda pair: load[pair[0].key] + load[pair[1].key])
            load.update((one.key, two.key))
            prefix = f"{lifecycle.key}:"
            yield Arrow(start=prefix + one.key, end=prefix + two.key, label=label, tooltip=label)


def _meet(one: Bar, two: Bar, places: dict[str, int]) -> bool:
    """Say whether an arrow can join two bars: they share a column, or one follows in the row."""
    if places[one.work.key] != places[two.work.key]:
        return one.first <= two.last and two.first <= one.last
    beside = one.first == two.first and two.place - one.place == 1
    return beside or (two.first - one.last == 1 and not two.place and one.ends)


def _steps(
    words: dict[str, str], boxes: list[Box], lanes: list[Lane], arrows: tuple[Arrow, ...]
) -> Iterator[Step]:
    """Yield the frames of a grid: the stages, then row after row with what it triggers."""
    shown: set[str] = set()
    for key, title in {STAGES: words[STAGES], **{lane.key: lane.label for lane in lanes}}.items():
        own = [box for box in boxes if box.lane == key]
        shown |= {box.key for box in own}
        new = {box.key for box in own}
        passing = [a for a in arrows if {a.start, a.end} <= shown and {a.start, a.end} & new]
        shows = (*(box.key for box in own), *(arrow.key for arrow in passing))
        note = ", ".join(dict.fromkeys(box.label for box in own))
        if shows:
            yield Step(title=title, shows=shows, note=note)


def _description(
    lifecycle: Lifecycle,
    boxes: list[Box],
    lanes: list[Lane],
    triggers: dict[tuple[str, str], str],
    language: str,
) -> Iterator[str]:
    yield stages_text(lifecycle, language)
    names = {column_key(lifecycle, s): s.label(language) for s in along(lifecycle)}
    for lane in lanes:
        own = [box for box in boxes if box.lane == lane.key]
        told = (f"{b.label} ({names[b.column]}{_to(names, b)})" for b in own)
        yield f"{lane.label}: {'; '.join(told)}."
    verb = wording(language)["triggers"]
    for (start, end), label in triggers.items():
        first, second = (lifecycle[key].label(language) for key in (start, end))
        yield f"{first} {verb} {second}{': ' if label else ''}{label}."


def _to(names: dict[str, str], box: Box) -> str:
    return f" – {names[box.until]}" if box.until else ""
