"""A graph that is a long row, folded into rows under each other, as lines of text are."""

from __future__ import annotations

import itertools

from attrs import evolve, frozen

from lifecycle_map.layouts.blocks import Block
from lifecycle_map.layouts.free_graph import Line, Placed
from lifecycle_map.layouts.scenes import Point

LONG = 4.0
"""A graph so many times as long as a page of its height is folded, if it is also wider than `WIDE`
pages.
"""

WIDE = 1.5

_GAP = 56.0
_ASIDE = 24.0
_CLEAR = 2.0


@frozen
class _Row:
    """From where to where a row was cut out of the graph, and how far down it stands then."""

    left: float
    right: float
    upper: float = 0.0
    lower: float = 0.0
    top: float = 0.0


def folded(placed: Placed, blocks: list[Block], page: Point) -> Placed:
    """Return a graph in as many rows as give it about the form of a page of that size.

    Lines that lead from one row to another run around the ends of the rows.
    """
    ratio = page[0] / page[1]
    if placed.lanes or placed.width < max(LONG * ratio * placed.height, WIDE * page[0]):
        return placed
    wide = (placed.width * ratio * (placed.height + _GAP)) ** 0.5
    rows = _rows(placed, blocks, max(wide, *(block.width for block in blocks)))
    home = {
        block.key: next(n for n, r in enumerate(rows) if placed.blocks[block.key][0] < r.right)
        for block in blocks
    }
    rows = _stacked(rows, placed, blocks, home)
    corners = {key: _moved(placed.blocks[key], rows[row]) for key, row in home.items()}
    inside = {cell.box.key: block for block in blocks for cell in block.cells}
    lines = []
    for line in placed.lines:
        start, end = inside[line.arrow.start], inside[line.arrow.end]
        one, two = home[start.key], home[end.key]
        if one == two:
            lines.append(_shifted(line, rows[one]))
            continue
        tip = _Tip(corners[end.key], end, _moved(line.points[-1], rows[two]))
        begin = _Tip(corners[start.key], start, _moved(line.points[0], rows[one]))
        lines.append(_around(line, begin, tip, _right(rows), rows[two].top - _GAP / 2))
    return Placed(
        width=_right(rows) + 2 * _ASIDE,
        height=rows[-1].top + rows[-1].lower - rows[-1].upper,
        blocks=corners,
        lanes={},
        lines=tuple(lines),
    )


def in_rows(blocks: list[Block], ratio: float) -> Placed:
    """Return blocks that nothing joins, one after the other in rows, about so wide as ``ratio``
    times their height.
    """
    area = sum((block.width + _ASIDE) * (block.height + _ASIDE) for block in blocks)
    wanted = max((area * ratio) ** 0.5, *(block.width for block in blocks), 1.0)
    corners: dict[str, Point] = {}
    x = y = low = wide = 0.0
    for block in blocks:
        if x and x + block.width > wanted:
            x, y = 0.0, low + _ASIDE
        corners[block.key] = (x, y)
        x += block.width + _ASIDE
        low, wide = max(low, y + block.height), max(wide, x - _ASIDE)
    return Placed(width=wide, height=low, blocks=corners, lanes={}, lines=())


@frozen
class _Tip:
    """The end of a line: the corner of its block, the block, and where the line met it."""

    corner: Point
    block: Block
    met: Point


def _rows(placed: Placed, blocks: list[Block], wanted: float) -> list[_Row]:
    """Cut between blocks, so that no row is much wider than wanted."""
    spans = sorted((placed.blocks[b.key][0], placed.blocks[b.key][0] + b.width) for b in blocks)
    rows: list[_Row] = []
    left, right = spans[0]
    for start, end in spans[1:]:
        if start > right and end - left > wanted:
            rows.append(_Row(left, right))
            left = start
        right = max(right, end)
    return [*rows, _Row(left, right)]


def _stacked(
    rows: list[_Row], placed: Placed, blocks: list[Block], home: dict[str, int]
) -> list[_Row]:
    """Return rows under each other, each as high as what stands in it."""
    found, top = [], 0.0
    for number, row in enumerate(rows):
        own = [block for block in blocks if home[block.key] == number]
        uppers = [placed.blocks[block.key][1] for block in own]
        lowers = [placed.blocks[block.key][1] + block.height for block in own]
        keys = {cell.box.key for block in own for cell in block.cells}
        inside = [x for x in placed.lines if {x.arrow.start, x.arrow.end} <= keys]
        heights = [y for line in inside for _, y in line.points]
        heights += [line.label[1] + side for line in inside if line.label for side in (-20, 20)]
        upper, lower = min(uppers + heights), max(lowers + heights)
        found.append(_Row(row.left, row.right, upper, lower, top))
        top += lower - upper + _GAP
    return found


def _right(rows: list[_Row]) -> float:
    return max(row.right - row.left for row in rows) + _ASIDE


def _moved(point: Point, row: _Row) -> Point:
    return point[0] - row.left + _ASIDE, point[1] - row.upper + row.top


def _shifted(line: Line, row: _Row) -> Line:
    label = None if line.label is None else _moved(line.label, row)
    return evolve(line, points=tuple(_moved(point, row) for point in line.points), label=label)


def _around(line: Line, begin: _Tip, tip: _Tip, right: float, between: float) -> Line:
    """Return a line that leaves at the right, runs between two rows, and comes in at the left."""
    out = begin.corner[0] + begin.block.width, begin.met[1]
    into = tip.corner[0] - _CLEAR, tip.met[1]
    corners = (
        out,
        (right + _ASIDE, out[1]),
        (right + _ASIDE, between),
        (_ASIDE / 2, between),
        (_ASIDE / 2, into[1]),
        into,
    )
    points: list[Point] = [corners[0]]
    for one, two in itertools.pairwise(corners):
        points += [_part(one, two, 1 / 3), _part(one, two, 2 / 3), two]
    return evolve(line, points=tuple(points), label=None)


def _part(one: Point, two: Point, share: float) -> Point:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
