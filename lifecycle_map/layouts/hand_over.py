"""The hand-over: two lanes with stages, the package between them, and the time that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import hover
from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.matrix_legend import sections
from lifecycle_map.layouts.measuring import Wrapped, shorten, text_width, wrap
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.parcels import SIGN, Parcel, parcel
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Point, Rect, Scene, Shape, Text
from lifecycle_map.layouts.signs import sign
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.layouts.tiles import Tile, card, outside_entry
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, State, Tone
from lifecycle_map.views.hand_overs import OVERLAP

_SIDE = 0.215
_GUTTER = 0.055
_INSET = 12.0
_BESIDE = 130.0
_LOW = 7.0
_TITLE = 32.0
_PARCEL_GAP = 3.5
_CARD_GAP = 26.0
_BAND_GAP = 22.0
_BAND_PAD = 9.0
_LEAST_BAND = 110.0
_AMPLE = 34.0
_UPPER = 0.42  # of a card whose middle the way into the overlap leaves
_LINE = 34.0
_EXIT_GAP = 5.0


def hand_over(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a hand-over out: the first lane left, the last one right, the package in the middle.

    What stands within the overlap of both is at the foot, together with the stages that share it.
    The page grows higher where it has to.
    """
    around = furniture(diagram, theme, width)
    key = _legend(diagram, theme, width)
    plot = _plot(diagram, theme, width)
    room = height - around.top - key.height - around.bottom - 12
    tall = plot.height
    high = round(max(height, height - room + tall))
    placed = plot.grown(max(room, tall) - tall)
    foot = key.paint(high - around.bottom - key.height + 4)
    shapes = tuple(placed.paint(around.top))
    return page(around, high, (*shapes, foot) if key.rows else shapes)


@frozen(kw_only=True)
class _Plot:
    """What stands in the columns and at the foot; ``more`` is the height that a parcel gains."""

    diagram: Diagram
    theme: Theme
    width: float
    left: tuple[Tile, ...]
    right: tuple[Tile, ...]
    ending: tuple[Tile, ...]
    running: tuple[Tile, ...]
    parcels: tuple[Parcel, ...]
    exits: tuple[Parcel, ...]
    overlap: Box
    title: Wrapped
    more: float = 0.0

    @property
    def ends(self) -> tuple[str, ...]:
        """What stands beside the name of the overlap."""
        return tuple(shorten(line, _BESIDE, 14) for line in self.overlap.detail[:1])

    @property
    def beside(self) -> float:
        """How wide that is, in px."""
        return max((text_width(line, 14) for line in self.ends), default=0.0) + 8

    @property
    def side(self) -> float:
        """The width of a lane at the side."""
        return (self.width - 2 * MARGIN) * _SIDE

    @property
    def middle(self) -> tuple[float, float]:
        """The left edge and the width of the middle."""
        gutter = (self.width - 2 * MARGIN) * _GUTTER
        left = MARGIN + self.side + gutter
        return left, self.width - 2 * left

    @property
    def body(self) -> float:
        """The height above the foot, without titles."""
        parcels = sum(p.height + self.more + _PARCEL_GAP for p in self.parcels) + _LOW
        columns = (_stack(tiles) + _INSET for tiles in (self.left, self.right))
        return max(parcels, *columns)

    @property
    def band(self) -> float:
        """The height of the foot."""
        rows = (len(self.exits) + 1) // 2
        exits = max((p.height for p in self.exits), default=0.0)
        block = len(self.title.lines) * 20 + 17 + rows * (exits + _EXIT_GAP) + 4
        ends = (_stack(tiles) for tiles in (self.ending, self.running))
        return max(_LEAST_BAND, block + 2 * _BAND_PAD, *(e + 2 * _BAND_PAD for e in ends))

    @property
    def height(self) -> float:
        """The height of all."""
        return _TITLE + self.body + _BAND_GAP + self.band + _LOW

    def grown(self, spare: float) -> _Plot:
        """Return the picture with higher parcels, where the page has room."""
        least = max((p.height for p in self.parcels), default=_AMPLE)
        more = min(spare / max(1, len(self.parcels)), max(0.0, _AMPLE - least))
        return evolve(self, more=max(0.0, more))

    def paint(self, top: float) -> Iterator[Shape]:
        """Yield the shapes from ``top`` down: grounds, lines, boxes."""
        places = dict(self._places(top))
        yield from self._grounds(top)
        for number, arrow in enumerate(self.diagram.arrows):
            line = self._line(arrow, places)
            if line is not None:
                group = f"line:{number}"
                yield Group(key=group, shapes=(line,), title=arrow.tooltip, of=arrow.key)
        for tile in (*self.left, *self.right, *self.ending, *self.running):
            yield tile.paint(places[tile.box.key], self.theme, self.diagram.language)
        for each in self.parcels:
            yield each.paint(places[each.box.key], self.theme)
        yield self._block(places[OVERLAP])
        for each in self.exits:
            yield each.paint(places[each.box.key], self.theme)

    def _foot(self, top: float) -> float:
        return top + _TITLE + self.body + _BAND_GAP

    def _places(self, top: float) -> Iterator[tuple[str, Rect]]:
        inner = self.side - 2 * _INSET
        x0, x2 = MARGIN + _INSET, self.width - MARGIN - self.side + _INSET
        foot = self._foot(top)
        for tiles, x in ((self.left, x0), (self.right, x2)):
            yield from _spread(tiles, Rect(x=x, y=top + _TITLE, width=inner, height=self.body))
        for tiles, x in ((self.ending, x0), (self.running, x2)):
            place = Rect(x=x, y=foot + _BAND_PAD, width=inner, height=self.band - 2 * _BAND_PAD)
            yield from _spread(tiles, place)
        x1, wide = self.middle
        y = top + _TITLE
        for each in self.parcels:
            high = each.height + self.more
            yield each.box.key, Rect(x=x1 + _INSET, y=y, width=wide - 2 * _INSET, height=high)
            y += high + _PARCEL_GAP
        block = Rect(x=x1, y=foot + _BAND_PAD, width=wide, height=self.band - 2 * _BAND_PAD)
        yield OVERLAP, block
        yield from self._exits(block)

    def _exits(self, block: Rect) -> Iterator[tuple[str, Rect]]:
        wide = (block.width - 2 * _INSET - _EXIT_GAP) / 2
        high = max((p.height for p in self.exits), default=0.0)
        first = block.y + 15 + len(self.title.lines) * 20
        for number, each in enumerate(self.exits):
            x = block.x + _INSET + (number % 2) * (wide + _EXIT_GAP)
            y = first + (number // 2) * (high + _EXIT_GAP)
            yield each.box.key, Rect(x=x, y=y, width=wide, height=high)

    def _grounds(self, top: float) -> Iterator[Group]:
        foot = self._foot(top)
        lanes = self.diagram.lanes
        bottom = foot + self.band + _LOW
        x1, wide = self.middle
        x2 = self.width - MARGIN - self.side
        yield self._lane(lanes[0], Rect(x=MARGIN, y=top, width=self.side, height=bottom - top))
        yield self._lane(lanes[-1], Rect(x=x2, y=top, width=self.side, height=bottom - top))
        package = Rect(x=x1, y=top, width=wide, height=_TITLE + self.body)
        yield self._lane(lanes[1], package)
        hue = self.theme.hues[Tone.INTERFACE]
        band = Rect(
            x=MARGIN + _INSET / 2, y=foot, width=self.width - 2 * MARGIN - _INSET,
            height=self.band, fill=hue.tint, stroke=hue.line, stroke_width=1.4, dash=(8, 4),
            radius=14,
        )  # fmt: skip
        yield Group(key=f"{OVERLAP}/ground", shapes=(band,), of=OVERLAP)

    def _lane(self, lane: Lane, place: Rect) -> Group:
        hue = self.theme.hues[lane.tone]
        edge = hue.line if hue.tint == self.theme.page else ""
        ground = evolve(place, fill=hue.tint, stroke=edge, stroke_width=1.25, radius=12)
        room = place.width - 2 * _INSET
        text = Text(
            x=place.middle,
            y=place.y + 23,
            lines=(shorten(lane.label, room, 16, bold=True),),
            size=16,
            bold=True,
            fill=hue.line,
            under=hue.tint,
            anchor=Anchor.MIDDLE,
            full=lane.label,
            fit=room,
        )
        return Group(key=lane.key, shapes=(ground, text), title=lane.label)

    def _block(self, place: Rect) -> Group:
        """Return the time that both sides share, with its sign and its name."""
        hue = self.theme.hues[Tone.INTERFACE]
        frame = evolve(place, fill=self.theme.box, stroke=hue.line, stroke_width=2.25, radius=10)
        state = self.overlap.state or State.UNCLEAR
        drawn = sign(state, frame.x + _INSET + SIGN / 2 + 4, frame.y + 20, SIGN + 2, self.theme)
        mark = Group(key=f"sign:{OVERLAP}", shapes=drawn, of=OVERLAP)
        text = Text(
            x=frame.x + _INSET + SIGN + 16,
            y=frame.y + 26,
            lines=self.title.lines,
            size=16,
            leading=20,
            bold=True,
            fill=self.theme.ink,
            under=self.theme.box,
            full=self.overlap.label,
            fit=frame.width - 2 * _INSET - SIGN - 16 - self.beside,
        )
        small = evolve(
            text, x=frame.right - _INSET, lines=self.ends, size=14, bold=False,
            fill=self.theme.muted, anchor=Anchor.END, full=" ".join(self.ends), fit=self.beside,
        )  # fmt: skip
        shapes = (frame, text, small, mark)
        return Group(key=OVERLAP, shapes=shapes, title=hover(self.overlap))

    def _line(self, arrow: Arrow, places: dict[str, Rect]) -> Connector | None:
        """Return the line of an arrow; one from a whole lane leaves it at its foot."""
        end = places.get(arrow.end)
        start = places.get(arrow.start)
        if end is None:
            return None
        if start is None:
            points: tuple[Point, ...] = ((end.middle, end.y - _BAND_GAP - _BAND_PAD),
                                         (end.middle, end.y))  # fmt: skip
            return self._drawn(arrow, points, Tone.INTERFACE, thick=5.0)
        tones = self.diagram.tone(arrow.start), self.diagram.tone(arrow.end)
        if tones[0] is tones[1]:
            return self._drawn(arrow, _down(start, end), tones[0], thick=2.0)
        y0, y1 = start.y + start.height / 2, end.y + end.height / 2
        if OVERLAP in (arrow.start, arrow.end):
            level = y0 if arrow.end == OVERLAP else y1
            line = ((start.right, level), (end.x, level))
            return self._drawn(arrow, line, Tone.INTERFACE, thick=5.0)
        own = [a for a in self.diagram.arrows if a.start == arrow.start and _is_parcel(a, places)]
        share = (own.index(arrow) + 1) / (len(own) + 1)
        shared = any(tile.box.key == arrow.start for tile in self.ending)
        y0 = start.y + start.height * share * (_UPPER if shared else 1)
        middle = (start.right + end.x) / 2
        curve = ((start.right, y0), (middle, y0), (middle, y1), (end.x, y1))
        return self._drawn(arrow, curve, tones[0], thick=1.75)

    def _drawn(
        self, arrow: Arrow, points: tuple[Point, ...], tone: Tone, *, thick: float
    ) -> Connector:
        states = {box.key: box.state for box in self.diagram.boxes}
        fits = states.get(arrow.end) in _NOT_SHOWN and arrow.end != OVERLAP
        return Connector(
            start_key=arrow.start,
            end_key=arrow.end,
            points=points,
            stroke=self.theme.hues[Tone.NEUTRAL if fits else tone].line,
            stroke_width=thick,
            dash=(4, 4) if fits else (),
            curved=len(points) > 2,  # noqa: PLR2004
            head_end=True,
            head=13.0 if thick > 4 else 8.0,  # noqa: PLR2004
        )


_NOT_SHOWN = (State.ABSENT, State.UNCLEAR)


def _is_parcel(arrow: Arrow, places: dict[str, Rect]) -> bool:
    return arrow.end in places and arrow.end.startswith("/") and arrow.end != OVERLAP


def _down(start: Rect, end: Rect) -> tuple[Point, ...]:
    return (start.middle, start.bottom), (end.middle, end.y)


def _stack(tiles: Sequence[Tile]) -> float:
    return sum(tile.height for tile in tiles) + _CARD_GAP * max(0, len(tiles) - 1)


def _spread(tiles: Sequence[Tile], place: Rect) -> Iterator[tuple[str, Rect]]:
    """Yield the places of cards that stand under each other, spread over a height."""
    spare = place.height - _stack(tiles)
    grow = min(24.0, max(0.0, spare / (2 * len(tiles)))) if tiles else 0.0
    apart = (spare - grow * len(tiles)) / (len(tiles) + 1) if tiles else 0.0
    y = place.y + apart
    for tile in tiles:
        high = tile.height + grow
        yield tile.box.key, evolve(place, y=y, height=high)
        y += high + _CARD_GAP + apart


def _plot(diagram: Diagram, theme: Theme, width: float) -> _Plot:
    first, last = diagram.lanes[0].key, diagram.lanes[-1].key
    side = (width - 2 * MARGIN) * _SIDE - 2 * _INSET
    middle = (width - 2 * MARGIN) * (1 - 2 * _SIDE - 2 * _GUTTER)
    shared = {a.start for a in diagram.arrows if a.end == OVERLAP}
    gets = {a.end for a in diagram.arrows if a.start == OVERLAP}
    tiles = {
        lane.key: tuple(
            card(box, side, 15, tone=lane.tone) for box in diagram.boxes if box.lane == lane.key
        )
        for lane in (diagram.lanes[0], diagram.lanes[-1])
    }
    before, ending = _split(tiles[first], shared)
    right, running = _split(tiles[last], gets)
    inside = [box for box in diagram.boxes if box.within == OVERLAP]
    overlap = next(box for box in diagram.boxes if box.key == OVERLAP)
    parcels = [
        box
        for box in diagram.boxes
        if box.lane == diagram.lanes[1].key and box not in inside and box is not overlap
    ]
    return _Plot(
        diagram=diagram,
        theme=theme,
        width=width,
        left=before,
        right=right,
        ending=ending,
        running=running,
        parcels=tuple(parcel(box, middle - 2 * _INSET, 14) for box in parcels),
        exits=tuple(parcel(box, (middle - 2 * _INSET - _EXIT_GAP) / 2, 14) for box in inside),
        overlap=overlap,
        title=wrap(
            overlap.label, middle - 2 * _INSET - SIGN - 24 - _BESIDE, 16, lines=2, bold=True
        ),
    )


def _split(tiles: tuple[Tile, ...], shared: set[str]) -> tuple[tuple[Tile, ...], tuple[Tile, ...]]:
    """Return the stages before the time that both sides share, and those from there on."""
    at = next((n for n, tile in enumerate(tiles) if tile.box.key in shared), len(tiles))
    return tiles[:at], tiles[at:]


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words = captions(diagram.language)
    states = {box.key: box.state for box in diagram.boxes if box.key != OVERLAP}
    ends = {states[arrow.end] for arrow in diagram.arrows if states.get(arrow.end)}
    lines = []
    if ends - set(_NOT_SHOWN):
        lines.append(_line_entry("shown in", theme.hues[diagram.lanes[0].tone].line, (), words))
    if ends & set(_NOT_SHOWN):
        lines.append(_line_entry("would fit", theme.hues[Tone.NEUTRAL].line, (4, 4), words))
    parts = [*sections(diagram, theme), lines, outside_entry(diagram.boxes, theme, words)]
    return legend(parts, theme, MARGIN, width - MARGIN)


def _line_entry(key: str, colour: str, dash: tuple[float, ...], words: dict[str, str]) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        return (
            Connector(
                start_key="", end_key="", points=((x, middle), (x + _LINE, middle)),
                stroke=colour, stroke_width=1.75, dash=dash, head_end=True, head=8.0,
            ),
        )  # fmt: skip

    return Entry(key=key, words=words[key], width=_LINE, sample=sample)
