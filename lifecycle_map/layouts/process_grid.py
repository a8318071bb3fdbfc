"""The process grid: stages side by side, rows of what runs in them, and triggers between rows."""

from __future__ import annotations

import itertools

from attrs import frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import tag
from lifecycle_map.layouts.flows import TRACK, Flow, flows
from lifecycle_map.layouts.grid_legend import grid_legend
from lifecycle_map.layouts.grid_rows import Bars, Grid, grid_of, row_of
from lifecycle_map.layouts.legends import Legend
from lifecycle_map.layouts.measuring import Wrapped, wrap_evenly
from lifecycle_map.layouts.pages import MARGIN, Furniture, furniture, page
from lifecycle_map.layouts.scenes import Anchor, Group, Path, Polygon, Rect, Scene, Shape, Text
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.layouts.triggers import Gap, gap_of, paint_triggers
from lifecycle_map.views.diagrams import Box, Diagram, Tone

_HEAD_PAD = 8.0
_GATE = 13.0
_GATE_TYPE = 14
_MANY = 12
_GATE_LINES = 3
_AFTER = 6.0


def process_grid(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a diagram with columns out as a grid, on a page at least that large.

    What does not fit is tried with smaller type, if there is much of it. The page grows wider for
    more columns than can be read, and higher for more rows.
    """
    usual = _laid(grid_of(diagram, width), theme, height)
    if (usual.width, usual.height) == (width, height) or len(diagram.boxes) <= _MANY:
        return usual
    tight = _laid(grid_of(diagram, width, tight=True), theme, height)
    return min(usual, tight, key=lambda scene: scene.width * scene.height)


def _laid(grid: Grid, theme: Theme, height: float) -> Scene:
    around = furniture(grid.diagram, theme, grid.width)
    key = grid_legend(grid.diagram, theme, MARGIN, grid.width - MARGIN)
    return _Page(grid=grid, around=around, key=key, theme=theme).scene(height)


@frozen(kw_only=True)
class _Page:
    grid: Grid
    around: Furniture
    key: Legend
    theme: Theme

    def scene(self, height: float) -> Scene:
        rows = [row_of(self.grid, lane) for lane in self.grid.rows]
        fixed = self.around.top + self._head + self._gates + self.key.height + self.around.bottom
        gaps = [gap_of(self.grid, one, two) for one, two in itertools.pairwise(rows)]
        below = gap_of(self.grid, rows[-1], None) if rows else None
        need = fixed + sum(row.height for row in rows) + sum(gap.height for gap in gaps)
        need += (below.height if below else 0.0) + _AFTER
        spare = max(0.0, height - need)
        rows, gaps = _grown(rows, gaps, spare)
        shapes: list[Shape] = []
        y = self.around.top
        shapes += self._paint_head(y)
        y += self._head
        shapes += self._paint_gates(y)
        y += self._gates
        start = y
        painted: list[Shape] = []
        tops: list[float] = []
        for number, row in enumerate(rows):
            tops.append(y)
            y += row.height + (gaps[number].height if number < len(gaps) else 0.0)
        for number, row in enumerate(rows):
            painted.append(self._ground(row, tops[number]))
        shapes += painted[:]
        shapes += self._guides(start, y)
        for number, row in enumerate(rows):
            gap = gaps[number] if number < len(gaps) else below
            nxt = (rows[number + 1], tops[number + 1]) if number < len(gaps) else None
            if gap is not None:
                shapes += paint_triggers(gap, (row, tops[number]), nxt, self.theme)
            shapes += row.paint(tops[number], self.grid, self.theme)
        if below is not None:
            y += below.height
        high = max(height, round(y + _AFTER + self.key.height + self.around.bottom))
        shapes.append(self.key.paint(high - self.around.bottom - self.key.height + 4))
        return page(self.around, high, shapes)

    @property
    def _flows(self) -> tuple[Flow, ...]:
        keys = {box.key for box in self.grid.heads}
        arrows = [a for a in self.grid.diagram.arrows if a.start in keys and a.end in keys]
        return flows(arrows, self.grid.heads)

    @property
    def _tracks(self) -> float:
        tracks = max((flow.track for flow in self._flows), default=0)
        return TRACK * tracks + 6 if tracks else 0.0

    @property
    def _badge(self) -> float:
        if any(box.highlighted for box in self.grid.heads):
            return 12.0
        return 6.0 if any(box.repeats for box in self.grid.heads) else 0.0

    @property
    def _head(self) -> float:
        return max(self._tracks, self._badge) + self.grid.head_height + _HEAD_PAD

    def _paint_head(self, top: float) -> list[Shape]:
        y = top + max(self._tracks, self._badge)
        places = self.grid.head_places(y)
        line = self.theme.hues[self.grid.tone].line
        drawn = [flow.paint(places, line, below=False) for flow in self._flows]
        cards = [self.grid.head_card(box, places[box.key], self.theme) for box in self.grid.heads]
        middle = y + self.grid.head_height / 2
        name = self.grid.lane_name("stages", middle, self.theme.hues[self.grid.tone].line,
                                   self.theme.page)  # fmt: skip
        ground = Group(key="stages", shapes=name)
        return [ground, *drawn, *(card.paint() for card in cards)]

    @property
    def _gates(self) -> float:
        if not self.grid.gates:
            return 4.0
        lines = max(len(self._gate_words(n).lines) for n in range(len(self.grid.gates)))
        badge = 20.0 if any(gate.highlighted for gate in self.grid.gates) else 0.0
        return 2 * _GATE + 6 + lines * 17 + 10 + badge

    def _gate_words(self, number: int) -> Wrapped:
        gate = self.grid.gates[number]
        return wrap_evenly(gate.label, self.grid.gate_room(number), _GATE_TYPE, lines=_GATE_LINES)

    def _paint_gates(self, top: float) -> list[Shape]:
        if not self.grid.gates:
            return []
        hue = self.theme.hues[Tone.INTERFACE]
        badge = 20.0 if any(gate.highlighted for gate in self.grid.gates) else 0.0
        middle = top + badge + _GATE + 2
        name = self.grid.lane_name("gates", middle, hue.line, self.theme.page)
        shapes: list[Shape] = [Group(key="gates", shapes=name)]
        for number, gate in enumerate(self.grid.gates):
            shapes.append(self._gate(number, gate, middle))
        return shapes

    def _gate(self, number: int, gate: Box, middle: float) -> Group:
        hue, x = self.theme.hues[Tone.INTERFACE], self.grid.gate_x(number)
        upper, lower = (x, middle - _GATE), (x, middle + _GATE)
        diamond = Polygon(
            points=(upper, (x + _GATE, middle), lower, (x - _GATE, middle)),
            fill=self.theme.box,
            stroke=hue.line,
            stroke_width=4.5 if gate.highlighted else 2.0,
        )  # fmt: skip
        words = self._gate_words(number)
        text = Text(
            x=x,
            y=middle + _GATE + 6 + _GATE_TYPE * 0.9,
            lines=words.lines,
            size=_GATE_TYPE,
            leading=17,
            fill=self.theme.ink,
            under=self.theme.page,
            anchor=Anchor.MIDDLE,
            full=gate.label,
            fit=self.grid.gate_room(number),
        )
        shapes: list[Shape] = [diamond, text]
        if gate.highlighted:
            words_here = captions(self.grid.diagram.language)["here"]
            at = (x, middle - _GATE - 8)
            shapes += tag(words_here, at, self.grid.gate_room(number) + 60, self.theme, hue.line)
        title = "\n".join(filter(None, (gate.label, gate.tooltip)))
        return Group(key=gate.key, shapes=tuple(shapes), title=title)

    def _ground(self, row: Bars, top: float) -> Group:
        hue = self.theme.hues[row.lane.tone]
        rect = Rect(
            x=MARGIN,
            y=top,
            width=self.grid.width - 2 * MARGIN,
            height=row.height,
            fill=hue.tint,
            stroke=hue.line if hue.tint == self.theme.page else "",
            stroke_width=1.25,
            radius=12,
        )
        name = self.grid.lane_name(row.lane.key, top + row.height / 2, hue.line, hue.tint)
        return Group(key=row.lane.key, shapes=(rect, *name), title=row.lane.label)

    def _guides(self, top: float, bottom: float) -> list[Shape]:
        """Return the borders of the columns, below everything else."""
        return [
            Group(
                key=column.key,
                shapes=(
                    Path(
                        points=((x, top), (x, bottom)),
                        stroke=self.theme.quiet,
                        stroke_width=1.0,
                        dash=(2.0, 5.0),
                    ),
                )
                if number
                else (),
            )
            for number, (column, x) in enumerate(
                zip(self.grid.diagram.columns, self.grid.lefts, strict=True)
            )
        ]


def _grown(rows: list[Bars], gaps: list[Gap], spare: float) -> tuple[list[Bars], list[Gap]]:
    """Give a page's spare height to the gaps with triggers and to the rows, within reason."""
    busy = [gap for gap in gaps if gap.busy]
    for_gaps = spare * 0.5 if busy else 0.0
    more = [gap.grown(for_gaps / len(busy)) if gap.busy else gap for gap in gaps]
    used = sum(gap.height for gap in more) - sum(gap.height for gap in gaps)
    share = (spare - used) / len(rows) if rows else 0.0
    return [row.grown(share) for row in rows], more
