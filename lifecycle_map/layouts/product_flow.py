"""The product flow: lanes side by side, products in them, lines to who deals with them later."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import hover, tag
from lifecycle_map.layouts.flow_legend import DASH, flow_legend, marker, verb_of
from lifecycle_map.layouts.lettering import PAD, choose_type, words_of
from lifecycle_map.layouts.measuring import Wrapped, wrap
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.rails import Label, Type, text_height
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Rect, Scene, Shape, Text
from lifecycle_map.layouts.symbols import product_outline
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Tone

_SIZES = (16, 15, 14)
_SMALL = (14, 13, 12)
_MANY = 12
_LEAST = 132.0
_GAP = 8.0
_EDGE = 10.0
_HEAD = 14
_ROW_GAP = 9.0
_LOW = 30.0
_TALL = 58.0
_PAD = 12.0
_MARK = 6.0


def product_flow(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay products out in the lanes of who creates them, rows being shared where nothing meets.

    The page grows wider for more lanes than can be read, and higher for more products.
    """
    lanes = max(len(diagram.lanes), 1)
    wide = max(width, 2 * MARGIN + lanes * (_LEAST + _GAP) - _GAP)
    around = furniture(diagram, theme, wide)
    key = flow_legend(diagram, theme, wide)
    flow = _flow(diagram, theme, wide)
    foot = around.bottom + key.height + 8
    need = around.top + flow.head + flow.height + _PAD
    flow = flow.spread(max(0.0, height - need - foot))
    high = max(height, round(around.top + flow.head + flow.height + _PAD + foot))
    shapes = [
        *flow.ground(around.top, high - foot),
        *flow.paint(around.top + flow.head),
        key.paint(high - around.bottom - key.height + 4),
    ]
    return page(around, high, shapes)


@frozen(kw_only=True)
class _Flow:
    diagram: Diagram
    theme: Theme
    lefts: dict[str, float]
    lane_width: float
    rows: tuple[tuple[Box, ...], ...]
    highs: tuple[float, ...]
    words: dict[str, Label]
    type: Type
    gap: float = _ROW_GAP

    @property
    def head(self) -> float:
        """The height of the names of the lanes."""
        lines = (len(self._name(lane).lines) for lane in self.diagram.lanes)
        return max(lines, default=1) * 18.0 + 24

    @property
    def height(self) -> float:
        """The height of all rows."""
        return sum(self.highs) + self.gap * max(len(self.highs) - 1, 0)

    def spread(self, spare: float) -> _Flow:
        """Return the rows with more height and distance, for a page that has room."""
        if not self.highs:
            return self
        share = spare / len(self.highs)
        taller = tuple(max(high, min(high + share * 0.5, _TALL)) for high in self.highs)
        used = sum(taller) - sum(self.highs)
        gap = self.gap + min((spare - used) / len(self.highs), 18.0)
        return evolve(self, highs=taller, gap=gap)

    def _name(self, lane: Lane) -> Wrapped:
        return wrap(lane.label, self.lane_width - 16, _HEAD, lines=4, bold=True)

    def ground(self, top: float, bottom: float) -> list[Group]:
        """Return the lanes with their names."""
        return [self._lane(lane, top, bottom) for lane in self.diagram.lanes]

    def _lane(self, lane: Lane, top: float, bottom: float) -> Group:
        hue, x = self.theme.hues[lane.tone], self.lefts[lane.key]
        rect = Rect(
            x=x,
            y=top,
            width=self.lane_width,
            height=bottom - top,
            fill=hue.tint,
            stroke=hue.line if hue.tint == self.theme.page else "",
            stroke_width=1.25,
            radius=12,
        )
        words = self._name(lane)
        text = Text(
            x=rect.middle,
            y=top + 8 + _HEAD,
            lines=words.lines,
            size=_HEAD,
            leading=18,
            bold=True,
            fill=hue.line,
            under=hue.tint,
            anchor=Anchor.MIDDLE,
            full=lane.label,
            fit=self.lane_width - 12,
        )
        return Group(key=lane.key, shapes=(rect, text), title=lane.label)

    def places(self, top: float) -> dict[str, Rect]:
        found, y = {}, top
        for row, high in zip(self.rows, self.highs, strict=True):
            for box in row:
                x = self.lefts[box.lane] + _EDGE
                found[box.key] = Rect(x=x, y=y, width=self.lane_width - 2 * _EDGE, height=high)
            y += high + self.gap
        return found

    def paint(self, top: float) -> list[Shape]:
        """Return lines and products as shapes."""
        places = self.places(top)
        shapes: list[Shape] = []
        for row in self.rows:
            for box in row:
                own = [arrow for arrow in self.diagram.arrows if arrow.start == box.key]
                shapes += self._lines(own, places[box.key])
        for row in self.rows:
            shapes += [self._product(box, places[box.key]) for box in row]
        return shapes

    def _lines(self, arrows: list[Arrow], box: Rect) -> list[Shape]:
        """Return the lines of a product: from lane to lane, away from its box on both sides."""
        middles = {a.key: self.lefts[a.end] + self.lane_width / 2 for a in arrows}
        shapes: list[Shape] = []
        for way in (1.0, -1.0):
            side = [a for a in arrows if (middles[a.key] - box.middle) * way > 0]
            x = box.right if way > 0 else box.x
            for arrow in sorted(side, key=lambda a: abs(middles[a.key] - box.middle)):
                shapes.append(self._line(arrow, x, middles[arrow.key], box.y + box.height / 2, way))
                x = middles[arrow.key] + way * _MARK
        return shapes

    def _line(self, arrow: Arrow, start: float, end: float, y: float, way: float) -> Group:
        colour = self.theme.hues[Tone.INTERFACE].line
        verb = verb_of(arrow)
        line = Connector(
            start_key=arrow.start,
            end_key=arrow.end,
            points=((start + 2 * way, y), (end - way * _MARK, y)),
            stroke=colour,
            stroke_width=3.5 if verb == "creates" else 1.75,
            dash=DASH if verb == "approves" else (),
        )
        mark = marker(verb, (end, y), self.theme)
        key = f"line:{arrow.key}"
        return Group(key=key, shapes=(line, *mark), title=arrow.tooltip, of=arrow.key)

    def _product(self, box: Box, rect: Rect) -> Group:
        tone = next(lane.tone for lane in self.diagram.lanes if lane.key == box.lane)
        hue, words = self.theme.hues[tone], self.words[box.key]
        weight = 4.5 if box.highlighted else 1.75
        outline = product_outline(box.category, rect, self.theme.box, hue.line, weight)
        lines = words.label.lines
        shift = 2.0 if box.category == "record" else 0.0
        text = Text(
            x=rect.middle,
            y=rect.y + (rect.height - len(lines) * self.type.leading) / 2
            + self.type.label * 0.97 + shift,
            lines=lines,
            size=self.type.label,
            leading=self.type.leading,
            fill=self.theme.ink,
            under=self.theme.box,
            anchor=Anchor.MIDDLE,
            full=box.label,
            fit=rect.width - 2 * PAD,
        )  # fmt: skip
        shapes: list[Shape] = [*outline, text]
        if box.highlighted:
            here = captions(self.diagram.language)["here"]
            room = self.lane_width + 2 * _GAP
            shapes += tag(here, (rect.middle, rect.y - 8), room, self.theme, hue.line)
        return Group(key=box.key, shapes=tuple(shapes), title=hover(box))


def _flow(diagram: Diagram, theme: Theme, width: float) -> _Flow:
    lanes = diagram.lanes
    lane_width = (width - 2 * MARGIN + _GAP) / max(len(lanes), 1) - _GAP
    lefts = {lane.key: MARGIN + n * (lane_width + _GAP) for n, lane in enumerate(lanes)}
    inside = lane_width - 2 * _EDGE
    sizes = _SIZES if len(diagram.boxes) <= _MANY else _SMALL
    letters = choose_type([(box, inside) for box in diagram.boxes], sizes, (2, 3))
    words = {box.key: words_of(box, inside, letters) for box in diagram.boxes}
    rows = _rows(diagram)
    highs = tuple(max(_high(box, words[box.key], letters) for box in row) for row in rows)
    return _Flow(
        diagram=diagram,
        theme=theme,
        lefts=lefts,
        lane_width=lane_width,
        rows=rows,
        highs=highs,
        words=words,
        type=letters,
    )


def _high(box: Box, words: Label, letters: Type) -> float:
    extra = 16.0 if box.category == "record" else 10.0
    return max(_LOW, text_height(words, letters) + extra) + (16.0 if box.highlighted else 0.0)


def _rows(diagram: Diagram) -> tuple[tuple[Box, ...], ...]:
    """Return the products in rows: each in the first, from the last one in its lane on, in which
    its lines meet nothing.
    """
    order = {lane.key: number for number, lane in enumerate(diagram.lanes)}
    spans = {box.key: _span(box, diagram.arrows, order) for box in diagram.boxes}
    rows: list[list[Box]] = []
    taken: list[list[tuple[int, int]]] = []
    for box in diagram.boxes:
        free = (n for n, spans_of in enumerate(taken) if _fits(spans[box.key], spans_of))
        number = next(free, len(rows))
        if number == len(rows):
            rows.append([])
            taken.append([])
        rows[number].append(box)
        taken[number].append(spans[box.key])
    return tuple(tuple(row) for row in rows)


def _span(box: Box, arrows: Iterable[Arrow], order: dict[str, int]) -> tuple[int, int]:
    numbers = [order[box.lane], *(order[a.end] for a in arrows if a.start == box.key)]
    return min(numbers), max(numbers)


def _fits(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return all(span[1] < low or high < span[0] for low, high in others)
