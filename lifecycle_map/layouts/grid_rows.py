"""Rows and columns of a process grid: how wide a stage is, where the bars of a row stand."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.lettering import PAD, choose_type, least_width, words_of
from lifecycle_map.layouts.measuring import wrap
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.rails import Label, Type, text_height
from lifecycle_map.layouts.scenes import Group, Rect, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Diagram, Lane, Tone

NAMES = 124.0
"""The width that is kept for the names of the rows."""

BETWEEN = 20.0
"""Between two bars that share a column: an arrow has room in it."""

EDGE = 8.0
"""Between a bar and the border of its column."""

_FEW = 12
_HEAD_GAP = 30.0
_NAME_SIZE = 16
_LONGEST = 150.0
_SIZES = (17, 16, 15, 14)
_SMALL_SIZES = (14, 13, 12)
_TALLEST = 104.0
_TALL = 54.0
_LOW, _HIGH = 26.0, 44.0
_TIGHT = (84.0, 72.0, 60.0, 52.0)
"""How much of its longest word a bar that shares its column holds, the usual first."""


@frozen(kw_only=True)
class Grid:
    """The columns of a grid on a page of some width, and its boxes by what they are."""

    diagram: Diagram
    width: float
    lefts: tuple[float, ...]
    right: float
    type: Type
    head_type: Type
    tight: bool = False

    @property
    def heads(self) -> tuple[Box, ...]:
        """The stages."""
        return tuple(box for box in self.diagram.boxes if box.lane == "stages")

    @property
    def gates(self) -> tuple[Box, ...]:
        """The gates."""
        return tuple(box for box in self.diagram.boxes if box.lane == "gates")

    @property
    def rows(self) -> tuple[Lane, ...]:
        """The lanes that hold bars."""
        return tuple(lane for lane in self.diagram.lanes if lane.key not in ("stages", "gates"))

    @property
    def tone(self) -> Tone:
        """The tone of the stages."""
        return self.diagram.lanes[0].tone

    @property
    def head_height(self) -> float:
        """The height of the boxes of the stages."""
        words = (words_of(box, wide, self.head_type) for box, wide in self.head_rooms())
        return max(44.0, max((text_height(w, self.head_type) for w in words), default=0.0) + 18)

    def head_rooms(self) -> list[tuple[Box, float]]:
        """Return the stages with the widths of their boxes."""
        rects = self._head_rects(0, 0)
        return [(box, rect.width) for box, rect in zip(self.heads, rects, strict=True)]

    def head_places(self, top: float) -> dict[str, Rect]:
        """Return where the stages stand, from a height on."""
        rects = self._head_rects(top, self.head_height)
        return {box.key: rect for box, rect in zip(self.heads, rects, strict=True)}

    def _head_rects(self, top: float, height: float) -> list[Rect]:
        half = _HEAD_GAP / 2
        return [
            Rect(x=x + half, y=top, width=self.span(n, n)[1] - x - 2 * half, height=height)
            for n, x in enumerate(self.lefts)
        ]

    def head_card(self, box: Box, rect: Rect, theme: Theme) -> Card:
        """Return the card of a stage."""
        return self.card(box, rect, words_of(box, rect.width, self.head_type), theme, self.tone)

    def card(self, box: Box, rect: Rect, words: Label, theme: Theme, tone: Tone) -> Card:
        """Return the card of a box of the grid."""
        return Card(
            box=box,
            rect=rect,
            words=words,
            type=self.head_type if box.lane == "stages" else self.type,
            inside=rect.width - 2 * PAD,
            room=rect.width + 20,
            tone=tone,
            theme=theme,
            language=self.diagram.language,
            radius=8,
        )

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Return from where to where some columns reach."""
        after = self.lefts[last + 1] if last + 1 < len(self.lefts) else self.right
        return self.lefts[first], after

    def number(self, column: str) -> int:
        """Return the number of a column."""
        return next(n for n, each in enumerate(self.diagram.columns) if each.key == column)

    def gate_x(self, number: int) -> float:
        """Return where a gate stands: on the border of its column, beside others of that border."""
        gate = self.gates[number]
        beside = [n for n, other in enumerate(self.gates) if other.column == gate.column]
        column = self.number(gate.column)
        x = self.lefts[column]
        first, last = self.span(max(column - 1, 0), column)
        step = min(116.0, (last - first) / 2 / len(beside) * 0.96)
        spread = x + (beside.index(number) - (len(beside) - 1) / 2) * step
        return max(spread, MARGIN + NAMES + step / 2) if not column else spread

    def gate_room(self, number: int) -> float:
        """Return how wide the words of a gate may be."""
        own = self.gate_x(number)
        others = [abs(self.gate_x(n) - own) for n in range(len(self.gates)) if n != number]
        return max(24.0, min([*others, 130.0, 2 * (self.width - MARGIN - own)]) - 8)

    def lane_name(self, key: str, middle: float, colour: str, under: str) -> tuple[Text, ...]:
        """Return the name of a row, at its left."""
        lane = next(lane for lane in self.diagram.lanes if lane.key == key)
        room = NAMES - 22
        words = wrap(lane.label, room, _NAME_SIZE, lines=4, bold=True)
        y = middle - len(words.lines) * 19 / 2 + 15
        text = Text(
            x=MARGIN + 14,
            y=y,
            lines=words.lines,
            size=_NAME_SIZE,
            leading=19,
            bold=True,
            fill=colour,
            under=under,
            full=lane.label,
            fit=room,
        )
        return (text,) if words.lines else ()


@frozen(kw_only=True)
class Bars:
    """A row of a grid: its bars, each with the track that it runs in, from the top."""

    lane: Lane
    bars: tuple[tuple[Box, float, float, int], ...]
    words: dict[str, Label]
    highs: tuple[float, ...]
    pad: float
    gap: float
    badge: float

    @property
    def height(self) -> float:
        """The height of the row."""
        return 2 * self.pad + self.badge + sum(self.highs) + self.gap * (len(self.highs) - 1)

    def grown(self, more: float) -> Bars:
        """Return the row with higher bars, within reason."""
        tallest = _TALLEST if len(self.highs) == 1 else _TALL
        share = more / len(self.highs)
        return evolve(self, highs=tuple(max(h, min(h + share, tallest)) for h in self.highs))

    def places(self, top: float) -> dict[str, Rect]:
        """Return where the bars stand, the row starting at ``top``."""
        tops = [top + self.pad + self.badge]
        for high in self.highs:
            tops.append(tops[-1] + high + self.gap)
        return {
            box.key: Rect(x=left, y=tops[track], width=right - left, height=self.highs[track])
            for box, left, right, track in self.bars
        }

    def paint(self, top: float, grid: Grid, theme: Theme) -> list[Group]:
        """Return the bars as cards."""
        places = self.places(top)
        return [
            grid.card(box, places[box.key], self.words[box.key], theme, self.lane.tone).paint()
            for box, *_ in self.bars
        ]


def grid_of(diagram: Diagram, width: float, *, tight: bool = False) -> Grid:
    """Return the columns of a grid, each as wide as its words need, on a page that holds them.

    A ``tight`` grid has smaller type and tears long words, for a page that could not hold it else.
    """
    few = len(diagram.boxes) <= _FEW * 2 and not tight
    size = 14 if few else 12
    room = width - 2 * MARGIN - NAMES
    tries = (_needs(diagram, size, most) for most in (_TIGHT if tight else _TIGHT[:1]))
    needs = next((each for each in tries if sum(each) <= room), None)
    needs = needs or _needs(diagram, size, _TIGHT[-1] if tight else _TIGHT[0])
    wide = width if sum(needs) <= room else round(2 * MARGIN + NAMES + sum(needs))
    spare = (wide - 2 * MARGIN - NAMES - sum(needs)) / max(len(needs), 1)
    lefts, x = [], MARGIN + NAMES
    for need in needs:
        lefts.append(x)
        x += need + spare
    grid = Grid(
        diagram=diagram,
        width=wide,
        lefts=tuple(lefts),
        right=wide - MARGIN,
        type=Type(label=14, detail=14, lines=4),
        head_type=Type(label=16, detail=14, lines=3),
        tight=tight,
    )
    bars = [(box, right - left) for box in _in_rows(grid) for left, right in (_reach(grid, box),)]
    heads = grid.head_rooms()
    sizes = _SIZES if len(diagram.boxes) <= _FEW else _SIZES + _SMALL_SIZES[1:]
    if tight:
        type_, head = choose_type(bars, _SMALL_SIZES), choose_type(heads, _SMALL_SIZES, (2, 3))
        return evolve(grid, type=type_, head_type=head)
    return evolve(
        grid,
        type=choose_type(bars, sizes, (2, 3, 4) if not few else (3, 4)),
        head_type=choose_type(heads, (18, *_SIZES) if few else _SIZES + _SMALL_SIZES[1:]),
    )


def row_of(grid: Grid, lane: Lane) -> Bars:
    """Return a row: each bar in the first track in which it touches no other."""
    own = [box for box in _in_rows(grid) if box.lane == lane.key]
    ends: list[float] = []
    placed: list[tuple[Box, float, float, int]] = []
    for box in sorted(own, key=lambda box: (grid.number(box.column), _reach(grid, box)[0])):
        left, right = _reach(grid, box)
        free = (n for n, end in enumerate(ends) if end + EDGE <= left + 0.5)
        track = next(free, len(ends))
        ends[track : track + 1] = [right]
        placed.append((box, left, right, track))
    words = {box.key: words_of(box, right - left, grid.type) for box, left, right, _ in placed}
    many = len(ends) > 1
    highs = [_LOW if many else _HIGH] * max(len(ends), 1)
    for box, _, _, track in placed:
        high = text_height(words[box.key], grid.type) + (8 if many else 16)
        highs[track] = max(highs[track], high)
    return Bars(
        lane=lane,
        bars=tuple(placed),
        words=words,
        highs=tuple(highs),
        pad=6.0 if grid.tight else 8.0,
        gap=5.0,
        badge=12.0 if any(box.highlighted for box in own) else 0.0,
    )


def _in_rows(grid: Grid) -> list[Box]:
    keys = {lane.key for lane in grid.rows}
    return [box for box in grid.diagram.boxes if box.lane in keys]


def _reach(grid: Grid, box: Box) -> tuple[float, float]:
    """Return from where to where a bar reaches."""
    first = grid.number(box.column)
    left, right = grid.span(first, grid.number(box.until) if box.until else first)
    if box.share is None:
        return left + EDGE, right - EDGE
    inner_left, inner_right = left + EDGE, grid.span(first, first)[1] - EDGE
    if box.until:
        return inner_right - (inner_right - inner_left) * box.share, right - EDGE
    before = sum(b.share or 0 for b in _sharing(grid.diagram, box))
    wide = inner_right - inner_left + BETWEEN
    return inner_left + wide * before, inner_left + wide * (before + box.share) - BETWEEN


def _sharing(diagram: Diagram, box: Box) -> list[Box]:
    """Return the boxes that share the column with this one and come before it."""
    shared = [
        other
        for other in diagram.boxes
        if (other.lane, other.column) == (box.lane, box.column) and other.share and not other.until
    ]
    # The first takes the most; those that follow take equal parts, in their order.
    shared.sort(key=lambda other: -(other.share or 0))
    return shared[: shared.index(box)]


def _needs(diagram: Diagram, size: float, shared: float) -> list[float]:
    """Return how wide each column has to be; of a bar that shares one, ``shared`` is the most."""
    return [max(_column_needs(diagram, column, size, shared)) for column in diagram.columns]


def _column_needs(diagram: Diagram, column: Lane, size: float, shared: float) -> Sequence[float]:
    own = [box for box in diagram.boxes if box.column == column.key]
    needs = [110.0, 84.0 * sum(box.lane == "gates" for box in own)]
    for box in own:
        if box.lane == "stages":
            needs.append(least_width(box.label, size, _LONGEST) + _HEAD_GAP)
        elif box.share and not box.until:
            least = least_width(box.label, size, shared)
            needs.append((least + BETWEEN) / box.share - BETWEEN + 2 * EDGE)
        elif box.lane != "gates" and not box.until:
            needs.append(least_width(box.label, size, _LONGEST) + 2 * EDGE)
    return needs
