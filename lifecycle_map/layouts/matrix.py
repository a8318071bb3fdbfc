"""The matrix: rows against columns, and in each cell a sign, a count, a letter, a bar or words.

It serves all pictures that compare: gaps by stage, needs by stage, procedures of both sides, roles
and work, staff and stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from lifecycle_map.layouts.badges import HEIGHT, here
from lifecycle_map.layouts.cells import Cell, cell_of
from lifecycle_map.layouts.legends import legend
from lifecycle_map.layouts.matrix_legend import sections
from lifecycle_map.layouts.measuring import Wrapped, shorten, text_width, wrap
from lifecycle_map.layouts.pages import MARGIN, Furniture, furniture, page
from lifecycle_map.layouts.row_heads import PAD, RowHead
from lifecycle_map.layouts.scenes import Anchor, Group, Path, Rect, Scene, Shape, Text
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Diagram, Lane, Tone

_HEAD_SHARE = 0.3
_WIDEST_HEAD = 380.0
_NARROWEST = 64.0
_NARROWEST_WORDS = 150.0
_LEAST_ROW = 22.0
_AMPLE_ROW = 44.0
_GAP = 3.0
_AIRY = 16
_GROUP = 28.0
_SIZES = (14, 13, 12)


def matrix(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a diagram of rows (its lanes) and columns out as a matrix, on a page at least that large.

    The page grows wider for columns that would be too narrow to read, and higher for rows.
    """
    plan = _plan(diagram, width)
    around = furniture(diagram, theme, plan.width)
    key = legend(sections(diagram, theme), theme, MARGIN, plan.width - MARGIN)
    groups = sum(plan.starts_group(number) for number in range(len(plan.rows))) * _GROUP
    fixed = around.top + plan.head + key.height + around.bottom + 16 + groups
    spare = height - fixed - sum(plan.rows)
    rows = _spread(plan.rows, spare)
    high = round(max(height, fixed + sum(rows)))
    body = tuple(_body(plan, rows, around, theme))
    foot = key.paint(high - around.bottom - key.height + 4)
    return page(around, high, (*body, foot) if key.rows else body)


@frozen(kw_only=True)
class _Plan:
    """Where rows and columns stand, and the words of their heads."""

    diagram: Diagram
    width: float
    size: float
    label: float
    column: float
    head: float
    heads: tuple[Wrapped, ...]
    names: tuple[Wrapped, ...]
    cells: tuple[Cell, ...]
    rows: tuple[float, ...]

    def starts_group(self, number: int) -> bool:
        """Return whether a heading stands over a row: its group is that of no row before it."""
        lanes = self.diagram.lanes
        before = lanes[number - 1].group if number else ""
        return bool(lanes[number].group) and lanes[number].group != before

    def tops(self, top: float, rows: Sequence[float]) -> list[float]:
        """Return where the rows begin that have these heights, and where the last one ends."""
        found, y = [], top
        for number, height in enumerate(rows):
            y += _GROUP if self.starts_group(number) else 0.0
            found.append(y)
            y += height
        return [*found, y]

    def x(self, number: int) -> float:
        """Return the left edge of a column."""
        return MARGIN + self.label + number * self.column


def _plan(diagram: Diagram, width: float) -> _Plan:
    size = _SIZES[sum(len(diagram.lanes) > most for most in (_AIRY, _AIRY + 8))]
    worded = any(len(box.label) > 3 and not box.until for box in diagram.boxes)  # noqa: PLR2004
    least = _NARROWEST_WORDS if worded else _NARROWEST
    count = max(1, len(diagram.columns))
    room = width - 2 * MARGIN
    label = min(_WIDEST_HEAD, room * _HEAD_SHARE, _widest(diagram.lanes, size))
    column = max(least, (room - label) / count)
    column = min(column, _widest_column(diagram, worded))
    wide = max(width, 2 * MARGIN + label + column * count)
    heads = tuple(wrap(c.label, column - PAD, 14, lines=4, bold=True) for c in diagram.columns)
    names = tuple(wrap(lane.label, label - 2 * PAD, size, lines=3) for lane in diagram.lanes)
    cells = tuple(_cells(diagram, column, size))
    return _Plan(
        diagram=diagram,
        width=wide,
        size=size,
        label=label,
        column=column,
        head=max((len(head.lines) for head in heads), default=1) * 17
        + 14
        + (HEIGHT / 2 if any(column.highlighted for column in diagram.columns) else 0),
        heads=heads,
        names=names,
        cells=cells,
        rows=tuple(_row_heights(diagram, names, cells, size)),
    )


def _widest(lanes: Sequence[Lane], size: float) -> float:
    return max((text_width(lane.label, size) for lane in lanes), default=0.0) + 2 * PAD + 8


def _widest_column(diagram: Diagram, worded: bool) -> float:
    """Return how wide a column may be: signs that stand far apart are hard to follow."""
    return 1e9 if worded or any(box.until for box in diagram.boxes) else 220.0


def _cells(diagram: Diagram, column: float, size: float) -> Iterator[Cell]:
    order = {lane.key: number for number, lane in enumerate(diagram.columns)}
    rows = {lane.key: number for number, lane in enumerate(diagram.lanes)}
    for box in diagram.boxes:
        if box.lane in rows and box.column in order:
            last = order.get(box.until, order[box.column])
            span = max(1, last - order[box.column] + 1)
            yield cell_of(
                box,
                row=rows[box.lane],
                column=order[box.column],
                span=span,
                width=column,
                size=size,
            )


def _row_heights(
    diagram: Diagram, names: Sequence[Wrapped], cells: Sequence[Cell], size: float
) -> Iterator[float]:
    for number in range(len(diagram.lanes)):
        words = len(names[number].lines) * size * 1.25 + PAD
        here = [cell.height for cell in cells if cell.row == number]
        yield max(_LEAST_ROW, words, *here)


def _spread(rows: tuple[float, ...], spare: float) -> tuple[float, ...]:
    """Return the heights of rows with the room that the page has left, within reason."""
    if spare <= 0 or not rows:
        return rows
    more = spare / len(rows)
    return tuple(min(row + more, max(row, _AMPLE_ROW)) for row in rows)


def _body(plan: _Plan, rows: Sequence[float], around: Furniture, theme: Theme) -> Iterator[Shape]:
    yield from _heads(plan, around.top, theme)
    tops = plan.tops(around.top + plan.head, rows)
    for number, height in enumerate(rows):
        if plan.starts_group(number):
            yield _group(plan.diagram.lanes[number], tops[number], plan.label, theme)
        yield _row(plan, number, tops[number], height, theme)
    for cell in plan.cells:
        place = Rect(
            x=plan.x(cell.column) + _GAP,
            y=tops[cell.row] + _GAP,
            width=plan.column * cell.span - 2 * _GAP,
            height=rows[cell.row] - 2 * _GAP,
        )
        yield cell.paint(place, theme)
    for number, column in enumerate(plan.diagram.columns):
        if column.highlighted:
            frame = Rect(
                x=plan.x(number), y=around.top - 2, width=plan.column,
                height=tops[-1] - around.top + 2,
            )  # fmt: skip
            yield here(column, frame, theme, plan.diagram.language)


def _heads(plan: _Plan, top: float, theme: Theme) -> Iterator[Group]:
    for number, (column, words) in enumerate(zip(plan.diagram.columns, plan.heads, strict=True)):
        hue = theme.hues[column.tone]
        toned = column.tone is not Tone.NEUTRAL
        text = Text(
            x=plan.x(number) + plan.column / 2,
            y=top + plan.head - 14 - (len(words.lines) - 1) * 17,
            lines=words.lines,
            size=14,
            leading=17,
            bold=True,
            fill=hue.line if toned else theme.ink,
            under=theme.page,
            anchor=Anchor.MIDDLE,
            full=column.label,
            fit=plan.column,
        )
        left = plan.x(number) + _GAP
        low = top + plan.head - 4
        line = Path(
            points=((left, low), (left + plan.column - 2 * _GAP, low)),
            stroke=hue.line,
            stroke_width=2.5 if toned else 1.25,
        )
        yield Group(key=column.key, shapes=(text, line), title=column.label)


def _group(lane: Lane, bottom: float, room: float, theme: Theme) -> Group:
    """Return the heading of the rows that begin with a lane."""
    text = Text(
        x=MARGIN,
        y=bottom - 8,
        lines=(shorten(lane.group, room - PAD, 14, bold=True),),
        size=14,
        bold=True,
        fill=theme.hues[lane.tone].line,
        under=theme.page,
        full=lane.group,
        fit=room - PAD,
    )
    return Group(key=f"group:{lane.key}", shapes=(text,), title=lane.group, of=lane.key)


def _row(plan: _Plan, number: int, y: float, height: float, theme: Theme) -> Group:
    head = RowHead(
        lane=plan.diagram.lanes[number],
        words=plan.names[number],
        size=plan.size,
        left=MARGIN,
        right=plan.x(len(plan.diagram.columns)),
        room=plan.label,
        shaded=number % 2 == 0,
    )
    return head.paint(y, height, theme)
