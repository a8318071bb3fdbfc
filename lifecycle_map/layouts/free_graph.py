"""A free graph as a scene: blocks and lines where an engine has put them, in our own look."""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.blocks import PAD, Block
from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.encodings import rung_colour, rung_dash, rung_weight
from lifecycle_map.layouts.ladder_legend import ladder_legend
from lifecycle_map.layouts.measuring import Wrapped, shorten, text_width, wrap_evenly
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.parts import Parts
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Point, Rect, Scene, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Diagram, Lane, Tone
from lifecycle_map.views.diagrams import Shape as Kind

LABEL = 14
"""The size of what stands at a line, in px."""

MOST_LABELS = 80
"""With more labels than this none is written: they would hide the lines. All tell on hovering."""

_WIDEST = 150.0
_ROOM = (10.0, 6.0)
_ABOVE_LEGEND = 16.0
_TITLE = 16


@frozen(kw_only=True)
class Line:
    """Where an arrow runs, as Bézier pieces, and the middle of its label."""

    arrow: Arrow
    points: tuple[Point, ...]
    label: Point | None = None


@frozen(kw_only=True)
class Placed:
    """What an engine says of a graph: its size, the upper left corners of its blocks, the frames of
    its lanes and its lines, in px from its own corner.
    """

    width: float
    height: float
    blocks: dict[str, Point]
    lanes: dict[str, Rect]
    lines: tuple[Line, ...]


def label_of(arrow: Arrow, count: int) -> Wrapped | None:
    """Return what is written at an arrow of a graph that has so many labels."""
    if not arrow.label.strip() or count > MOST_LABELS:
        return None
    return wrap_evenly(arrow.label, _WIDEST, LABEL, lines=2)


def label_size(words: Wrapped) -> tuple[float, float]:
    """Return how wide and high a label is."""
    wide = max(text_width(line, LABEL) for line in words.lines)
    return wide + _ROOM[0], len(words.lines) * LABEL * 1.2 + _ROOM[1]


def free_graph(
    diagram: Diagram, blocks: list[Block], placed: Placed, theme: Theme, size: tuple[float, float]
) -> Scene:
    """Return a graph on a page at least that large, in its middle."""
    wide = max(size[0], round(placed.width + 2 * MARGIN))
    around = furniture(diagram, theme, wide)
    key = ladder_legend(_parts(diagram), theme, diagram.language, MARGIN, wide - MARGIN)
    foot = around.bottom + key.height + _ABOVE_LEGEND
    high = max(size[1], round(around.top + placed.height + foot))
    drawn = _Drawn(
        diagram=diagram,
        theme=theme,
        placed=placed,
        left=(wide - placed.width) / 2,
        top=around.top + (high - foot - around.top - placed.height) / 2,
    )
    shapes = [*drawn.lanes(), *drawn.grounds(blocks), *drawn.lines(), *drawn.cards(blocks)]
    shapes += [*drawn.ways(blocks), *drawn.labels()]
    return page(around, high, [*shapes, key.paint(high - around.bottom - key.height + 4)])


@frozen(kw_only=True)
class _Drawn:
    diagram: Diagram
    theme: Theme
    placed: Placed
    left: float
    top: float

    def _at(self, point: Point) -> Point:
        return self.left + point[0], self.top + point[1]

    def lanes(self) -> list[Shape]:
        """Return the frames of the lanes, where there are several, with their names."""
        return [
            self._lane(lane, self.placed.lanes[lane.key])
            for lane in self.diagram.lanes
            if lane.key in self.placed.lanes
        ]

    def _lane(self, lane: Lane, frame: Rect) -> Group:
        hue = self.theme.hues[lane.tone]
        x, y = self._at((frame.x, frame.y))
        rect = evolve(frame, x=x, y=y, fill=hue.tint, radius=12, stroke=hue.line, stroke_width=1.25)
        room = frame.width - 24
        text = Text(
            x=x + 12,
            y=y + 22,
            lines=(shorten(lane.label, room, _TITLE, bold=True),),
            size=_TITLE,
            bold=True,
            fill=hue.line,
            under=hue.tint,
            full=lane.label,
            fit=room,
        )
        return Group(key=lane.key, shapes=(rect, text), title=lane.label)

    def grounds(self, blocks: list[Block]) -> list[Group]:
        """Return what lies under the blocks that contain something."""
        return [self._ground(block) for block in blocks if len(block.cells) > 1]

    def _ground(self, block: Block) -> Group:
        hue = self.theme.hues[self.diagram.tone(block.key)]
        x, y = self._at(self.placed.blocks[block.key])
        several = len(self.placed.lanes) > 0
        rect = Rect(
            x=x,
            y=y,
            width=block.width,
            height=block.height,
            fill=self.theme.page if several else hue.tint,
            stroke=hue.line,
            stroke_width=1.25,
            radius=9,
        )
        return Group(key=f"around:{block.key}", shapes=(rect,), of=block.key)

    def cards(self, blocks: list[Block]) -> list[Group]:
        """Return the boxes."""
        made = []
        for block in blocks:
            places = block.places(*self._at(self.placed.blocks[block.key]))
            for cell, place in zip(block.cells, places, strict=True):
                card = Card(
                    box=cell.box,
                    rect=place,
                    words=cell.words,
                    type=cell.type,
                    inside=place.width - 2 * PAD + 4,
                    room=place.width - 8,
                    tone=self.diagram.tone(cell.box.key),
                    theme=self.theme,
                    language=self.diagram.language,
                    radius=place.height / 2 if cell.box.shape is Kind.ROLE else 8,
                )
                made.append(card.paint())
        return made

    def lines(self) -> list[Group]:
        """Return the arrows between blocks."""
        return [
            self._line(f"line:{number}", line.arrow, tuple(map(self._at, line.points)), curved=True)
            for number, line in enumerate(self.placed.lines)
        ]

    def ways(self, blocks: list[Block]) -> list[Group]:
        """Return the arrows inside blocks."""
        made = []
        for block in blocks:
            places = block.places(*self._at(self.placed.blocks[block.key])) if block.ways else []
            for number, way in enumerate(block.ways):
                key = f"way:{block.key}:{number}"
                points = block.run(way, places)
                made.append(self._line(key, way.arrow, points, curved=False))
        return made

    def _line(self, key: str, arrow: Arrow, points: tuple[Point, ...], *, curved: bool) -> Group:
        start, end = self.diagram.heads(arrow)
        matched = arrow.match is not None
        connector = Connector(
            start_key=arrow.start,
            end_key=arrow.end,
            points=points,
            stroke=rung_colour(arrow, self.theme) if matched else self._flow(arrow),
            stroke_width=rung_weight(arrow) if matched else 1.2 if self._crowded else 1.6,
            dash=rung_dash(arrow) if matched else (),
            curved=curved,
            head_start=start,
            head_end=end,
            head=9.0 if curved else 8.0,
        )
        title = "\n".join(dict.fromkeys(filter(None, (arrow.label, arrow.tooltip))))
        return Group(key=key, shapes=(connector,), title=title, of=arrow.key)

    @property
    def _crowded(self) -> bool:
        return len(self.placed.lines) > MOST_LABELS

    def _flow(self, arrow: Arrow) -> str:
        """Return the colour of flow: where there is much of it, it stays behind the boxes."""
        tone = self.diagram.tone(arrow.start)
        return self.theme.quiet if self._crowded else self.theme.hues[tone].line

    def labels(self) -> list[Group]:
        """Return what stands at the arrows, over all of them."""
        count = sum(bool(line.arrow.label) for line in self.placed.lines)
        made = []
        for number, line in enumerate(self.placed.lines):
            words = label_of(line.arrow, count)
            if words is not None and line.label is not None:
                made.append(self._label(number, line.arrow, words, self._at(line.label)))
        return made

    def _label(self, number: int, arrow: Arrow, words: Wrapped, at: Point) -> Group:
        wide, high = (length - pad for length, pad in zip(label_size(words), _ROOM, strict=True))
        ground = self.theme.page
        rect = Rect(x=at[0] - wide / 2, y=at[1] - high / 2, width=wide, height=high, fill=ground)
        text = Text(
            x=at[0],
            y=rect.y + LABEL * 0.93,
            lines=words.lines,
            size=LABEL,
            leading=LABEL * 1.2,
            fill=self.theme.ink,
            under=ground,
            anchor=Anchor.MIDDLE,
            full=arrow.label,
            fit=wide,
        )
        return Group(key=f"label:{number}", shapes=(rect, text), of=arrow.key)


def _parts(diagram: Diagram) -> Parts:
    """Return the parts of a graph as those of a ladder, whose signs it shares."""
    lane = Lane(key="", label="", tone=Tone.NEUTRAL)
    lanes = (*diagram.lanes, lane, lane)[: max(2, len(diagram.lanes))]
    known = {lane.key for lane in diagram.lanes} | {box.key for box in diagram.boxes}
    rungs = [a for a in diagram.arrows if a.match not in (None, Match.NONE)]
    return Parts(
        lanes=lanes,
        boxes=(diagram.boxes,) + ((),) * (len(lanes) - 1),
        flows=((),) * len(lanes),
        rungs=tuple(rung for rung in rungs if {rung.start, rung.end} <= known),
        bands=((),) * len(lanes),
        matched=frozenset(),
    )
