"""What a free graph is made of: blocks, each a box, or a box over a column of what it contains.

How large a block is follows from its words; where it stands is decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.measuring import text_width, wrap_evenly
from lifecycle_map.layouts.rails import Label, Type, text_height
from lifecycle_map.layouts.scenes import Point, Rect
from lifecycle_map.views.diagrams import Arrow, Box
from lifecycle_map.views.nesting import Nesting

HEAD = Type(label=15, detail=13, lines=3)
"""The type of a block's own words."""

ROW = Type(label=14, detail=13, lines=3)
"""The type of what a block contains."""

PAD = 12.0
"""Between the outline of a box and its words, at each side."""

_WIDEST = 180.0
_LEAST = 84.0
_ABOVE = 9.0
_GAP = 8.0
_INSET = 10.0
_DEEPER = 14.0
_TRACK = 12.0
_ASIDE = 5.0
_SHORT = 12


@frozen(kw_only=True)
class Way:
    """An arrow between two rows of a block, and the track beside them in which it runs."""

    arrow: Arrow
    start: int
    end: int
    track: int


@frozen(kw_only=True)
class Cell:
    """A box of a block: its words, how deep it lies in others, and its part of the block."""

    box: Box
    words: Label
    type: Type
    depth: int
    width: float
    height: float
    is_row: bool

    def card(self, cell: Rect, gutter: float) -> Rect:
        """Return the outline of the box in its part of the block, beside the gutter."""
        if not self.is_row:
            return cell
        left = _INSET + self.depth * _DEEPER
        return Rect(
            x=cell.x + left,
            y=cell.y + _GAP / 2,
            width=cell.width - left - _INSET - gutter,
            height=cell.height - _GAP,
        )


@frozen(kw_only=True)
class Block:
    """A box with all that it contains, in a column; arrows among them run beside it."""

    cells: tuple[Cell, ...]
    lane: str
    ways: tuple[Way, ...] = ()
    columns: int = 1

    @property
    def key(self) -> str:
        """The key of the outermost box."""
        return self.cells[0].box.key

    @property
    def width(self) -> float:
        """The width of all its columns, and of the tracks beside them."""
        return self._column * self.columns + self._gutter

    @property
    def _column(self) -> float:
        return max(cell.width for cell in self.cells)

    @property
    def _gutter(self) -> float:
        tracks = max((way.track for way in self.ways), default=0)
        return tracks * _TRACK + 2 if tracks else 0.0

    @property
    def height(self) -> float:
        """The height of the highest column, with some room below the last box."""
        rows = (sum(cell.height for cell in column) for column in self._split())
        return self.cells[0].height + max(rows, default=0.0) + (_GAP if self.cells[1:] else 0)

    def _split(self) -> list[tuple[Cell, ...]]:
        """Return what the block contains by columns."""
        rows = self.cells[1:]
        most = max(1, math.ceil(len(rows) / self.columns))
        return [rows[n : n + most] for n in range(0, len(rows), most)]

    def wrapped(self) -> Block:
        """Return the block in as many columns as keep them short, where no arrow runs inside."""
        rows = len(self.cells) - 1
        wide = 1 if self.ways else max(1, round((rows / _SHORT) ** 0.5))
        return evolve(self, columns=wide) if rows > _SHORT else self

    def places(self, x: float, y: float) -> list[Rect]:
        """Return the outlines of the boxes, the block's upper left corner being there."""
        head = self.cells[0]
        found = [Rect(x=x, y=y, width=self.width, height=head.height)]
        for number, column in enumerate(self._split()):
            top = y + head.height
            for cell in column:
                left = x + number * self._column
                wide = self.width if self.columns == 1 else self._column
                area = Rect(x=left, y=top, width=wide, height=cell.height)
                found.append(cell.card(area, self._gutter))
                top += cell.height
        return found

    def run(self, way: Way, places: Sequence[Rect]) -> tuple[Point, ...]:
        """Return where an arrow runs between two of the block's boxes, which stand there."""
        start, end = places[way.start], places[way.end]
        x = places[-1].right + way.track * _TRACK
        head, tail = start.y + start.height / 2 + _ASIDE, end.y + end.height / 2 - _ASIDE
        if not way.start:
            return (x, start.bottom), (x, tail), (end.right, tail)
        if not way.end:
            return (start.right, head), (x, head), (x, end.bottom)
        return (start.right, head), (x, head), (x, tail), (end.right, tail)


def blocks_of(nesting: Nesting) -> list[Block]:
    """Return the blocks of a diagram, lane by lane."""
    return [
        _block(nesting, box, "" if lane is None else lane.key)
        for lane, boxes in nesting.lanes
        for box in boxes
    ]


def _block(nesting: Nesting, outermost: Box, lane: str) -> Block:
    walked = [(box, depth) for box, depth in nesting.walk((outermost,)) if box is not None]
    rows = {box.key: row for row, (box, _) in enumerate(walked)}
    inside = [a for a in nesting.arrows if a.start in rows and a.end in rows and len(rows) > 1]
    return Block(
        cells=tuple(_cells(walked)),
        lane=lane,
        ways=tuple(_ways([(a, rows[a.start], rows[a.end]) for a in inside])),
    )


def _ways(arrows: Sequence[tuple[Arrow, int, int]]) -> list[Way]:
    """Return arrows with the track that each has: the first that no other one uses there."""
    made: list[Way] = []
    for arrow, start, end in sorted(arrows, key=lambda each: abs(each[1] - each[2])):
        low, high = sorted((start, end))
        taken = {
            way.track
            for way in made
            if min(way.start, way.end) <= high and low <= max(way.start, way.end)
        }
        track = next(n for n in range(1, len(made) + 2) if n not in taken)
        made.append(Way(arrow=arrow, start=start, end=end, track=track))
    return made


def _cells(walked: Sequence[tuple[Box, int]]) -> list[Cell]:
    made = []
    for number, (box, depth) in enumerate(walked):
        sizes = ROW if number else HEAD
        words = _words(box, sizes)
        left = _INSET + (depth - 1) * _DEEPER + _INSET if number else 0.0
        aside = 10.0 if box.highlighted else 0.0
        high = text_height(words, sizes) + 2 * _ABOVE + aside + (_GAP if number else 0.0)
        made.append(
            Cell(
                box=box,
                words=words,
                type=sizes,
                depth=max(0, depth - 1),
                width=round(_wide(words, sizes) + left),
                height=round(high),
                is_row=bool(number),
            )
        )
    return made


def _words(box: Box, sizes: Type) -> Label:
    label = wrap_evenly(box.label, _WIDEST, sizes.label, lines=sizes.lines, bold=True)
    detail = [line for d in box.detail for line in wrap_evenly(d, _WIDEST, sizes.detail).lines]
    return Label(label=label, detail=tuple(detail[:3]))


def _wide(words: Label, sizes: Type) -> float:
    widths = [text_width(line, sizes.label, bold=True) for line in words.label.lines]
    widths += [text_width(line, sizes.detail) for line in words.detail]
    return max(_LEAST, max(widths, default=0.0) + 2 * PAD + 2)
