"""What triggers what in a process grid: upright arrows between rows, loops below a row."""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.grid_rows import Bars, Grid
from lifecycle_map.layouts.measuring import Wrapped, text_width, wrap_evenly
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.pills import Pill, leading, place
from lifecycle_map.layouts.rungs import Rung
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Arrow, Tone

PLAIN = 12.0
"""Between two rows that nothing passes between."""

_SIZES = (14, 14)
_WIDTHS = (84, 98, 112, 128, 150, 172)
_LOOP_SIZE = 14
_LOOP_WIDTH = 104.0
_LEAST = 76.0
_SILENT = 40.0
_CLEAR = 8.0
_STEP = 12.0
_MOST = 900.0
_WEIGHT = 2.0
_DROP = 12.0


@frozen(kw_only=True)
class Gap:
    """What lies between two rows: ``rungs`` join them, ``loops`` run under the upper one."""

    rungs: tuple[tuple[Arrow, str, str, float], ...]
    loops: tuple[tuple[Arrow, float, float, Wrapped], ...]
    width: float
    height: float

    @property
    def busy(self) -> bool:
        """Whether anything passes."""
        return bool(self.rungs)

    @property
    def loop_height(self) -> float:
        """How far the loops reach down from the row."""
        lines = max((len(words.lines) for *_, words in self.loops), default=0)
        return _DROP + lines * leading(_LOOP_SIZE) + 8 if self.loops else 0.0

    def grown(self, more: float) -> Gap:
        """Return the gap with more height, within reason."""
        return evolve(self, height=self.height + min(more, 60.0))


def gap_of(grid: Grid, upper: Bars, lower: Bars | None) -> Gap:
    """Return what passes below a row, and the height that its labels need."""
    here = {box.key for box, *_ in upper.bars}
    there = {box.key for box, *_ in lower.bars} if lower else set()
    loops = tuple(
        _loop(arrow, upper) for arrow in grid.diagram.arrows if {arrow.start, arrow.end} <= here
    )
    between = [
        arrow
        for arrow in grid.diagram.arrows
        if (arrow.start in here and arrow.end in there)
        or (arrow.end in here and arrow.start in there)
    ]
    rungs = tuple(_ports(between, upper, lower, loops)) if lower else ()
    gap = Gap(rungs=rungs, loops=loops, width=grid.width, height=0.0)
    return evolve(gap, height=_height(gap) if lower or loops else 0.0)


def paint_triggers(
    gap: Gap,
    upper: tuple[Bars, float],
    lower: tuple[Bars, float] | None,
    theme: Theme,
) -> list[Shape]:
    """Return the triggers below a row as shapes, given where the rows start."""
    row, top = upper
    places = row.places(top)
    shapes: list[Shape] = []
    for loop in gap.loops:
        shapes += _paint_loop(loop, places, top + row.height, theme)
    if lower is None or not gap.rungs:
        return shapes
    below = lower[0].places(lower[1])
    rungs = [
        Rung(
            arrow=arrow,
            upper=up,
            lower=down,
            top=(x, places[up].bottom + 2),
            bottom=(x, below[down].y - 2),
        )
        for arrow, up, down, x in gap.rungs
    ]
    pills = _place(gap, rungs, top + row.height, lower[1]) or []
    shapes += [_paint_rung(rung, theme) for rung in rungs]
    shapes += [_paint_pill(pill, rungs[pill.rung].arrow, theme) for pill in pills]
    return shapes


def _ports(
    arrows: list[Arrow],
    upper: Bars,
    lower: Bars,
    loops: tuple[tuple[Arrow, float, float, Wrapped], ...],
) -> list[tuple[Arrow, str, str, float]]:
    """Return the arrows with where they stand: spread over what their two bars share."""
    tops, bottoms = upper.places(0), lower.places(0)
    pairs: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in arrows:
        ends = (arrow.start, arrow.end) if arrow.start in tops else (arrow.end, arrow.start)
        pairs.setdefault(ends, []).append(arrow)
    found = []
    for (up, down), own in pairs.items():
        left = max(tops[up].x, bottoms[down].x)
        right = min(tops[up].right, bottoms[down].right)
        for a, x0, x1, words in loops:
            wide = max(text_width(line, _LOOP_SIZE) for line in words.lines or ("",)) + 20
            if left < x0 < right and up == a.start:
                right = min(right, x0 - max(wide / 2 - (x1 - x0) / 2, 0) - 16)
            if left < x1 < right and up == a.end:
                left = max(left, x1 + max(wide / 2 - (x1 - x0) / 2, 0) + 16)
        for number, arrow in enumerate(own, start=1):
            found.append((arrow, up, down, left + (right - left) * number / (len(own) + 1)))
    return found


def _loop(arrow: Arrow, row: Bars) -> tuple[Arrow, float, float, Wrapped]:
    places = row.places(0)
    start, end = places[arrow.start], places[arrow.end]
    words = wrap_evenly(arrow.label, _LOOP_WIDTH, _LOOP_SIZE, lines=3)
    inset = min(18.0, end.width / 3)
    return arrow, start.right - inset, end.x + inset, words


def _height(gap: Gap) -> float:
    """Return the least height in which all labels find a place."""
    if not gap.rungs:
        return gap.loop_height + 6 if gap.loops else PLAIN
    said = any(arrow.label for arrow, *_ in gap.rungs)
    height = max(_LEAST if said else _SILENT, gap.loop_height + 12)
    while height < _MOST:
        rungs = [
            Rung(arrow=arrow, upper=up, lower=down, top=(x, 0), bottom=(x, height))
            for arrow, up, down, x in gap.rungs
        ]
        if _place(gap, rungs, 0, height) is not None:
            return height
        height += _STEP
    return height


def _place(gap: Gap, rungs: list[Rung], top: float, bottom: float) -> list[Pill] | None:
    sides = Rect(x=MARGIN, y=0, width=gap.width - 2 * MARGIN, height=0)
    taken = [_loop_rect(loop, top) for loop in gap.loops]
    span = (top + _CLEAR, bottom - _CLEAR)
    return place(rungs, *span, sides, sizes=_SIZES, widths=_WIDTHS, taken=taken)


def _loop_rect(loop: tuple[Arrow, float, float, Wrapped], edge: float) -> Rect:
    """Return where the label of a loop stands, below the edge of its row."""
    _, x0, x1, words = loop
    lines = len(words.lines)
    depth = edge + _DROP + lines * leading(_LOOP_SIZE) / 2
    wide = max((text_width(line, _LOOP_SIZE) for line in words.lines), default=0.0) + 20
    high = lines * leading(_LOOP_SIZE) + 10
    return Rect(x=(x0 + x1 - wide) / 2, y=depth - high / 2, width=wide, height=high)


def _paint_rung(rung: Rung, theme: Theme) -> Group:
    arrow = rung.arrow
    down = arrow.start == rung.upper
    points = (rung.top, rung.bottom) if down else (rung.bottom, rung.top)
    return _paint_line(arrow, points, theme)


def _paint_line(arrow: Arrow, points: tuple[tuple[float, float], ...], theme: Theme) -> Group:
    line = Connector(
        start_key=arrow.start,
        end_key=arrow.end,
        points=points,
        stroke=theme.hues[Tone.INTERFACE].line,
        stroke_width=_WEIGHT,
        head_end=True,
    )
    return Group(key=f"trigger:{arrow.key}", shapes=(line,), title=arrow.tooltip, of=arrow.key)


def _paint_loop(
    loop: tuple[Arrow, float, float, Wrapped], places: dict[str, Rect], edge: float, theme: Theme
) -> list[Group]:
    """Return an arrow that leaves a bar below and enters the next one from below."""
    arrow, x0, x1, words = loop
    foot = places[arrow.start].bottom
    rect = _loop_rect(loop, edge)
    depth = rect.y + rect.height / 2
    points = ((x0, foot + 2), (x0, depth), (x1, depth), (x1, places[arrow.end].bottom + 2))
    painted = [_paint_line(arrow, points, theme)]
    if words.lines:
        pill = Pill(rung=0, words=words, size=_LOOP_SIZE, rect=rect)
        painted.append(_paint_pill(pill, arrow, theme))
    return painted


def _paint_pill(pill: Pill, arrow: Arrow, theme: Theme) -> Group:
    return paint_pill(pill, arrow, theme.hues[Tone.INTERFACE].line, theme)


def paint_pill(pill: Pill, arrow: Arrow, colour: str, theme: Theme, key: str = "") -> Group:
    """Return the label of an arrow as shapes."""
    rect = evolve(pill.rect, fill=theme.page, stroke=colour, stroke_width=1.5, radius=10)
    text = Text(
        x=rect.middle,
        y=rect.y + 5 + pill.size * 0.95,
        lines=pill.words.lines,
        size=pill.size,
        leading=leading(pill.size),
        fill=theme.ink,
        under=theme.page,
        anchor=Anchor.MIDDLE,
        full=arrow.label,
        fit=rect.width - 12,
    )
    title = "\n".join(dict.fromkeys(filter(None, (arrow.label, arrow.tooltip))))
    name = key or f"label:{arrow.key}"
    return Group(key=name, shapes=(rect, text), title=title, of=arrow.key)
