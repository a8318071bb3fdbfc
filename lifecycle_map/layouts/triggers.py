"""What triggers what in a process grid: upright arrows between rows, loops below a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.grid_rows import Bars, Grid
from lifecycle_map.layouts.labels import paint_pill
from lifecycle_map.layouts.measuring import Wrapped, text_width, wrap_evenly
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.pills import Pill, leading, place
from lifecycle_map.layouts.rungs import Rung
from lifecycle_map.layouts.scenes import Connector, Group, Point, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Arrow, Tone

PLAIN = 12.0
"""Between two rows that nothing passes between."""

_SIZES = (14, 14)
_TIGHT_SIZES = (13, 12)
_WIDTHS = (84, 98, 112, 128, 150, 172)
_LOOP_SIZE = 14
_LOOP_WIDTH = 104.0
_LOOP_INSET = 18.0
_LEAST = 76.0
_SILENT = 40.0
_CLEAR = 8.0
_BESIDE = 16.0
_STEP = 12.0
_MOST = 900.0
_WEIGHT = 2.0
_BESIDE_LINE = 3.0
_CLEANER = 48.0
"""So much higher a gap becomes, if need be, for labels that lie on no foreign line."""

_DROP = 12.0
_GROWS = 60.0


@frozen(kw_only=True)
class Loop:
    """An arrow that leaves a bar below, at ``x0``, and enters the next one there, at ``x1``."""

    arrow: Arrow
    x0: float
    x1: float
    words: Wrapped
    size: float

    @property
    def half(self) -> float:
        """How far the label reaches to each side of its middle."""
        longest = (text_width(line, self.size) for line in self.words.lines)
        return max(longest, default=-20.0) / 2 + 10

    def label(self, edge: float) -> Rect:
        """Return where the label stands, below the edge of its row."""
        lines = len(self.words.lines)
        depth = edge + _DROP + lines * leading(self.size) / 2
        high = lines * leading(self.size) + 10
        middle = (self.x0 + self.x1) / 2
        return Rect(x=middle - self.half, y=depth - high / 2, width=2 * self.half, height=high)


@frozen(kw_only=True)
class Gap:
    """What lies between two rows: ``rungs`` join them, ``loops`` run under the upper one."""

    rungs: tuple[tuple[Arrow, str, str, float], ...]
    loops: tuple[Loop, ...]
    width: float
    height: float
    tight: bool

    @property
    def busy(self) -> bool:
        """Whether anything passes."""
        return bool(self.rungs)

    @property
    def loop_height(self) -> float:
        """How far the loops reach down from the row."""
        high = max((len(p.words.lines) * leading(p.size) for p in self.loops), default=0.0)
        return _DROP + high + 8 if self.loops else 0.0

    def grown(self, more: float) -> Gap:
        """Return the gap with more height, within reason."""
        return evolve(self, height=self.height + min(more, _GROWS))

    def hung(self, top: dict[str, float], bottom: dict[str, float]) -> list[Rung]:
        """Return the arrows between heights of their upper and their lower bars."""
        return [
            Rung(arrow=arrow, upper=up, lower=down, top=(x, top[up]), bottom=(x, bottom[down]))
            for arrow, up, down, x in self.rungs
        ]


def gap_of(grid: Grid, upper: Bars, lower: Bars | None) -> Gap:
    """Return what passes below a row, and the height that its labels need."""
    here = {box.key for box, *_ in upper.bars}
    there = {box.key for box, *_ in lower.bars} if lower else set()
    arrows = grid.diagram.arrows
    loops = tuple(_loop(arrow, upper, grid) for arrow in arrows if {arrow.start, arrow.end} <= here)
    between = [a for a in arrows if _joins(a, here, there)]
    rungs = tuple(_ports(between, upper, lower, loops)) if lower else ()
    gap = Gap(rungs=rungs, loops=loops, width=grid.width, height=0.0, tight=grid.tight)
    return evolve(gap, height=_height(gap) if lower or loops else 0.0)


def paint_triggers(
    gap: Gap, upper: tuple[Bars, float], lower: tuple[Bars, float] | None, theme: Theme
) -> list[Shape]:
    """Return the triggers below a row as shapes, given where the rows start."""
    row, top = upper
    places, edge = row.places(top), top + row.height
    shapes: list[Shape] = []
    for loop in gap.loops:
        shapes += _paint_loop(loop, places, edge, theme)
    if lower is None or not gap.rungs:
        return shapes
    below = lower[0].places(lower[1])
    tops = {key: rect.bottom + 2 for key, rect in places.items()}
    rungs = gap.hung(tops, {key: rect.y - 2 for key, rect in below.items()})
    shapes += [_paint_rung(rung, theme) for rung in rungs]
    for pill in _place(gap, rungs, edge, lower[1]) or []:
        shapes.append(_paint_pill(pill, rungs[pill.rung].arrow, theme))
    return shapes


def _joins(arrow: Arrow, here: set[str], there: set[str]) -> bool:
    down = arrow.start in here and arrow.end in there
    return down or (arrow.end in here and arrow.start in there)


def _ports(
    arrows: Sequence[Arrow], upper: Bars, lower: Bars, loops: Sequence[Loop]
) -> Iterator[tuple[Arrow, str, str, float]]:
    """Yield the arrows with where they stand: spread over what their two bars share."""
    tops, bottoms = upper.places(0), lower.places(0)
    pairs: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in arrows:
        ends = (arrow.start, arrow.end) if arrow.start in tops else (arrow.end, arrow.start)
        pairs.setdefault(ends, []).append(arrow)
    for (up, down), own in pairs.items():
        left, right = _shared(tops[up], bottoms[down], up, loops)
        for number, arrow in enumerate(own, start=1):
            yield arrow, up, down, left + (right - left) * number / (len(own) + 1)


def _shared(one: Rect, two: Rect, up: str, loops: Sequence[Loop]) -> tuple[float, float]:
    """Return from where to where two bars lie above one another, less what loops take."""
    left, right = max(one.x, two.x), min(one.right, two.right)
    for loop in loops:
        reach = max(loop.half - (loop.x1 - loop.x0) / 2, 0) + _BESIDE
        if left < loop.x0 < right and up == loop.arrow.start:
            right = min(right, loop.x0 - reach)
        if left < loop.x1 < right and up == loop.arrow.end:
            left = max(left, loop.x1 + reach)
    return left, right


def _loop(arrow: Arrow, row: Bars, grid: Grid) -> Loop:
    size = _TIGHT_SIZES[-1] if grid.tight else _LOOP_SIZE
    places = row.places(0)
    start, end = places[arrow.start], places[arrow.end]
    words = wrap_evenly(arrow.label, _LOOP_WIDTH, size, lines=3)
    inset = min(_LOOP_INSET, end.width / 3)
    return Loop(arrow=arrow, x0=start.right - inset, x1=end.x + inset, words=words, size=size)


def _height(gap: Gap) -> float:
    """Return the least height in which all labels find a place."""
    if not gap.rungs:
        return gap.loop_height + 6 if gap.loops else PLAIN
    said = any(arrow.label for arrow, *_ in gap.rungs)
    height = max(_LEAST if said else _SILENT, gap.loop_height + 12)
    keys = {key for _, up, down, _ in gap.rungs for key in (up, down)}
    found = 0.0
    while height < (found + _CLEANER if found else _MOST):
        rungs = gap.hung(dict.fromkeys(keys, 0.0), dict.fromkeys(keys, height))
        pills = _place(gap, rungs, 0, height)
        if pills is not None and not _touches(pills, rungs):
            return height
        found = found or (height if pills is not None else 0.0)
        height += _STEP / 3 if gap.tight else _STEP
    return found or height


def _touches(pills: Sequence[Pill], rungs: Sequence[Rung]) -> bool:
    """Say whether a label lies on the line of another arrow."""
    return any(
        pill.rect.x - _BESIDE_LINE < rung.top[0] < pill.rect.right + _BESIDE_LINE
        for pill in pills
        for number, rung in enumerate(rungs)
        if number != pill.rung
    )


def _place(gap: Gap, rungs: list[Rung], top: float, bottom: float) -> list[Pill] | None:
    sides = Rect(x=MARGIN, y=0, width=gap.width - 2 * MARGIN, height=0)
    taken = [loop.label(top) for loop in gap.loops if loop.words.lines]
    span = (top + _CLEAR, bottom - _CLEAR)
    sizes = _TIGHT_SIZES if gap.tight else _SIZES
    return place(rungs, *span, sides, sizes=sizes, widths=_WIDTHS, taken=taken)


def _paint_rung(rung: Rung, theme: Theme) -> Group:
    down = rung.arrow.start == rung.upper
    points = (rung.top, rung.bottom) if down else (rung.bottom, rung.top)
    return _paint_line(rung.arrow, points, theme)


def _paint_line(arrow: Arrow, points: tuple[Point, ...], theme: Theme) -> Group:
    line = Connector(
        start_key=arrow.start,
        end_key=arrow.end,
        points=points,
        stroke=theme.hues[Tone.INTERFACE].line,
        stroke_width=_WEIGHT,
        head_end=True,
    )
    return Group(key=f"trigger:{arrow.key}", shapes=(line,), title=arrow.tooltip, of=arrow.key)


def _paint_loop(loop: Loop, places: dict[str, Rect], edge: float, theme: Theme) -> list[Group]:
    arrow, foot, label = loop.arrow, places[loop.arrow.start].bottom, loop.label(edge)
    depth = label.y + label.height / 2
    enters = places[arrow.end].bottom + 2
    points = ((loop.x0, foot + 2), (loop.x0, depth), (loop.x1, depth), (loop.x1, enters))
    painted = [_paint_line(arrow, points, theme)]
    if loop.words.lines:
        pill = Pill(rung=0, words=loop.words, size=loop.size, rect=label)
        painted.append(_paint_pill(pill, arrow, theme))
    return painted


def _paint_pill(pill: Pill, arrow: Arrow, theme: Theme) -> Group:
    return paint_pill(pill, arrow, theme.hues[Tone.INTERFACE].line, theme, f"label:{arrow.key}")
