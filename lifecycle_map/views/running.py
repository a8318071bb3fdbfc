"""When work runs: bars over the stages of a lifecycle, and who shares a stage with whom."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along

FOLLOWS = 0.37
"""The part of a stage that is kept for work which follows other work in it."""

LATE = 0.42
"""The part of its first stage that work takes which other work there calls for."""

MOST = 3
"""So many may share a stage, one after the other."""


@frozen(kw_only=True)
class Bar:
    """Work that runs from one stage to another (by number); ``number`` counts the bars of the same
    work. ``share`` is the part of its first stage that it takes, ``place`` its place among those
    that share the stage, ``ends`` whether it is the last of them.
    """

    work: Work
    first: int
    last: int
    number: int = 0
    share: float | None = None
    place: int = 0
    shared: bool = False
    ends: bool = True

    @property
    def key(self) -> str:
        """What the bar is called: the key of the work, numbered from the second bar on."""
        return f"{self.work.key}#{self.number + 1}" if self.number else self.work.key


def bars(lifecycle: Lifecycle, works: Sequence[Work], *, shares: bool) -> list[Bar]:
    """Return when work runs. With ``shares``, work that follows other work in a stage shares it."""
    running = {work.key: _stages(lifecycle, work) for work in works}
    cells: dict[int, list[str]] = {}
    if shares:
        for number in range(len(along(lifecycle))):
            active = [work.key for work in works if number in running[work.key]]
            cells[number] = _in_turn(lifecycle, active)
    found = [bar for work in works for bar in _bars(work, running[work.key], cells)]
    return [_late(lifecycle, bar) for bar in found] if shares else found


def _bars(work: Work, stages: list[int], cells: dict[int, list[str]]) -> Iterator[Bar]:
    found: list[Bar] = []
    for number in stages:
        turn = cells.get(number, [])
        if work.key in turn:
            found.append(_shared(work, number, turn))
        elif found and not found[-1].shared and found[-1].last == number - 1:
            found[-1] = evolve(found[-1], last=number)
        else:
            found.append(Bar(work=work, first=number, last=number))
    for count, bar in enumerate(found):
        yield evolve(bar, number=count)


def _shared(work: Work, number: int, turn: list[str]) -> Bar:
    """Return the bar of work that shares a stage with what comes before or after it there."""
    place = turn.index(work.key)
    return Bar(
        work=work,
        first=number,
        last=number,
        share=FOLLOWS if place else 1 - FOLLOWS * (len(turn) - 1),
        place=place,
        shared=True,
        ends=place == len(turn) - 1,
    )


def _late(lifecycle: Lifecycle, bar: Bar) -> Bar:
    """Return a bar that begins late where other work in its first stage calls for it."""
    starts = not bar.number and not bar.shared and bar.last > bar.first
    return evolve(bar, share=LATE) if starts and _called(lifecycle, bar) else bar


def _stages(lifecycle: Lifecycle, work: Work) -> list[int]:
    """Return the numbers of the stages in which work runs: where it belongs and is active, else
    those of its phases, and all of them when nothing is said.
    """
    stages = along(lifecycle)
    numbers = {stage.key: number for number, stage in enumerate(stages)}
    home = lifecycle.stage_of(work.key)
    named = [r.object for r in lifecycle.outgoing(work.key, Link.ACTIVE_IN)]
    inner = [lifecycle.stage_of(key) for key in named]
    found = {stage.key for stage in (home, *inner) if stage is not None}
    placed = sorted(numbers[key] for key in found if key in numbers)
    if placed:
        return placed
    alike = [n for n, stage in enumerate(stages) if set(stage.phases) & set(work.phases)]
    return alike or list(range(len(stages)))


def _in_turn(lifecycle: Lifecycle, keys: Sequence[str]) -> list[str]:
    """Return work in the order in which each triggers the next, or nothing when it does not."""
    if not 1 < len(keys) <= MOST:
        return []
    order = sorted(keys, key=lambda key: sum(_follows(lifecycle, key, other) for other in keys))
    steps = itertools.pairwise(order)
    return order if all(_follows(lifecycle, two, one) for one, two in steps) else []


def _follows(lifecycle: Lifecycle, key: str, other: str) -> bool:
    """Say whether the other triggers this, and never the other way round."""
    return _triggers(lifecycle, other, key) and not _triggers(lifecycle, key, other)


def _triggers(lifecycle: Lifecycle, start: str, end: str) -> bool:
    return any(r.object == end for r in lifecycle.outgoing(start, Link.TRIGGERS))


def _called(lifecycle: Lifecycle, bar: Bar) -> bool:
    """Say whether work begins late in its first stage: other work there calls for it."""
    stage = along(lifecycle)[bar.first].key
    active: Iterable[str] = (r.subject for r in lifecycle.incoming(stage, Link.ACTIVE_IN))
    return any(_follows(lifecycle, bar.work.key, key) for key in active if key != bar.work.key)
