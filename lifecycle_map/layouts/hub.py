"""The hub: a rounded square of four tiles, and the stages beside it, joined to their tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.measuring import wrap
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.scenes import (
    Anchor,
    Connector,
    Group,
    Path,
    Polygon,
    Rect,
    Scene,
    Shape,
    Text,
)
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.layouts.tiles import Column, Tile, card, column_title, outside_entry
from lifecycle_map.views.diagrams import Arrow, Box, Diagram

_HEAD = 36.0
_CARD = 0.22
_WIDEST = 280.0
_HUB = 0.27
_GAP = 14.0
_FEW = 16
_AMPLE = 60.0
_PAD = 16.0
_TILE_GAP = 26.0
_TILE = 76.0
_RADIUS = 34.0
_THIN, _THICK = 1.5, 5.0
_SAMPLE = 34.0


def hub(diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720) -> Scene:
    """Lay a diagram of phases and one or two lanes of stages out, on a page at least that large.

    The last lane holds the phases. With one lane of stages the hub stands at the end of the page.
    The page grows higher for more stages than it has room for.
    """
    around = furniture(diagram, theme, width)
    key = _legend(diagram, theme, width)
    rails = diagram.lanes[:-1]
    wide = min(_WIDEST, width * _CARD) * (1 if len(rails) > 1 else 1.25)
    lefts = (MARGIN, width - MARGIN - wide)[: len(rails)]
    top = around.top + (_HEAD if len(rails) > 1 else 0)
    room = height - top - key.height - around.bottom - 18
    columns = [_column(_cards(diagram, n, wide), x, wide, room) for n, x in enumerate(lefts)]
    least = 4 * _TILE + 3 * _TILE_GAP + 2 * _PAD
    tall = max(least, *(column.taken(_GAP) for column in columns))
    high = round(max(height, height - room + tall))
    room = max(room, tall)
    place = _square(width, len(rails), top, room)
    wheel = _Wheel(diagram=diagram, theme=theme, columns=tuple(columns), place=place)
    titles = [column_title(rails[n], x + wide * n, around, n) for n, x in enumerate(lefts)]
    shapes = (*(titles if len(rails) > 1 else ()), *wheel.paint(top, room))
    foot = key.paint(high - around.bottom - key.height + 4)
    return page(around, high, (*shapes, foot) if key.rows else shapes)


def _column(cards: tuple[Tile, ...], left: float, width: float, room: float) -> Column:
    """Return cards as a column; they are higher where there is room."""
    ample = min(_AMPLE, room / max(1, len(cards)) * 0.6)
    heights = tuple(max(each.height, ample) for each in cards)
    return Column(cards=cards, heights=heights, left=left, width=width)


def _square(width: float, rails: int, top: float, room: float) -> Rect:
    wide = width * _HUB * (1 if rails > 1 else 1.35)
    left = (width - wide) / 2 if rails > 1 else width - MARGIN - wide - width * 0.06
    return Rect(x=left, y=top, width=wide, height=room, radius=_RADIUS)


def _cards(diagram: Diagram, number: int, width: float) -> tuple[Tile, ...]:
    lane = diagram.lanes[number]
    joined = {arrow.start for arrow in diagram.arrows}
    nowhere = captions(diagram.language)["nowhere"]
    size = 16 if len(diagram.boxes) <= _FEW else 14
    return tuple(
        card(
            box,
            width,
            size,
            tone=lane.tone,
            detail=(*box.detail, *(() if box.key in joined else (nowhere,))),
            quiet=box.key not in joined,
        )
        for box in diagram.boxes
        if box.lane == lane.key
    )


@frozen(kw_only=True)
class _Wheel:
    """The hub with the columns beside it; ``place`` is the rounded square."""

    diagram: Diagram
    theme: Theme
    columns: tuple[Column, ...]
    place: Rect

    def paint(self, top: float, room: float) -> Iterator[Shape]:
        """Yield the square, the spokes, the tiles, the stages."""
        tiles = dict(self._tiles())
        spots = [self._spread(column, top, room) for column in self.columns]
        yield self._ground()
        for number, arrow in enumerate(self.diagram.arrows):
            yield self._spoke(number, arrow, tiles, spots)
        for box in self._phases():
            yield self._tile(box, tiles[box.key])
        for column, places in zip(self.columns, spots, strict=True):
            for each in column.cards:
                yield each.paint(places[each.box.key], self.theme, self.diagram.language)

    def _spread(self, column: Column, top: float, room: float) -> dict[str, Rect]:
        """Return the places of cards: over the whole height, however few they are."""
        spare = room - column.taken(_GAP)
        more = spare / (len(column.cards) + 1) if column.cards else 0.0
        places = column.places(top + more, _GAP + more)
        return {each.box.key: place for each, place in zip(column.cards, places, strict=True)}

    def _phases(self) -> list[Box]:
        return [box for box in self.diagram.boxes if box.lane == self.diagram.lanes[-1].key]

    def _tiles(self) -> Iterator[tuple[str, Rect]]:
        phases = self._phases()
        inner = self.place.height - 2 * _PAD - _TILE_GAP * (len(phases) - 1)
        high = inner / len(phases)
        for number, box in enumerate(phases):
            y = self.place.y + _PAD + number * (high + _TILE_GAP)
            wide = self.place.width - 2 * _PAD
            yield box.key, Rect(x=self.place.x + _PAD, y=y, width=wide, height=high, radius=20)

    def _ground(self) -> Group:
        lane = self.diagram.lanes[-1]
        hue = self.theme.hues[lane.tone]
        square = evolve(self.place, fill=hue.tint, stroke=hue.line, stroke_width=2.5)
        tiles = [rect for _, rect in self._tiles()]
        arrows = [self._down(rect, hue.line) for rect in tiles[:-1]]
        return Group(key=lane.key, shapes=(square, *arrows), title=lane.label)

    def _down(self, rect: Rect, colour: str) -> Polygon:
        """Return the mark that the next tile follows."""
        x, y = rect.middle, rect.bottom + _TILE_GAP / 2
        return Polygon(points=((x - 9, y - 5), (x + 9, y - 5), (x, y + 6)), fill=colour)

    def _tile(self, box: Box, rect: Rect) -> Group:
        hue = self.theme.hues[self.diagram.lanes[-1].tone]
        frame = evolve(rect, fill=self.theme.box, stroke=hue.line, stroke_width=1.75)
        inside = rect.width - 24
        size = 22 if rect.width >= 300 else 20  # noqa: PLR2004
        label = wrap(box.label, inside, size, lines=2, bold=True)
        small = wrap(" ".join(box.detail), inside, 14, lines=2)
        taken = len(label.lines) * size * 1.2 + len(small.lines) * 18
        y = rect.y + (rect.height - taken) / 2 + size * 0.95
        low = y + (len(label.lines) - 1) * size * 1.2 + 22
        common = Text(
            x=rect.middle,
            y=y,
            lines=label.lines,
            size=size,
            leading=size * 1.2,
            bold=True,
            fill=hue.line,
            under=self.theme.box,
            anchor=Anchor.MIDDLE,
            full=box.label,
            fit=inside,
        )
        asks = evolve(
            common, y=low, lines=small.lines, size=14, leading=18, bold=False,
            fill=self.theme.muted, full=" ".join(box.detail),
        )  # fmt: skip
        texts = tuple(text for text in (common, asks) if text.lines)
        return Group(key=box.key, shapes=(frame, *texts), title=f"{box.label}\n{asks.full}")

    def _spoke(
        self, number: int, arrow: Arrow, tiles: dict[str, Rect], spots: Sequence[dict[str, Rect]]
    ) -> Group:
        side = next(n for n, places in enumerate(spots) if arrow.start in places)
        card_, tile = spots[side][arrow.start], tiles[arrow.end]
        x0 = card_.x if side else card_.right
        x1 = tile.right if side else tile.x
        y0 = self._port(arrow, card_, side, spots, at_tile=False)
        y1 = self._port(arrow, tile, side, spots, at_tile=True)
        middle = (x0 + x1) / 2
        tone = self.diagram.lanes[side].tone
        line = Connector(
            start_key=arrow.start,
            end_key=arrow.end,
            points=((x0, y0), (middle, y0), (middle, y1), (x1, y1)),
            stroke=self.theme.hues[tone].line,
            stroke_width=_weight(arrow),
            curved=True,
        )
        return Group(key=f"spoke:{number}", shapes=(line,), title=arrow.tooltip, of=arrow.key)

    def _port(
        self,
        arrow: Arrow,
        rect: Rect,
        side: int,
        spots: Sequence[dict[str, Rect]],
        *,
        at_tile: bool,
    ) -> float:
        """Return the height at which a spoke ends: spread in the order of where they lead."""
        own = [
            other
            for other in self.diagram.arrows
            if other.start in spots[side]
            and (other.end == arrow.end if at_tile else other.start == arrow.start)
        ]
        return rect.y + rect.height * (own.index(arrow) + 1) / (len(own) + 1)


def _weight(arrow: Arrow) -> float:
    return _THIN + (_THICK - _THIN) * min(1.0, max(0.0, arrow.weight)) if _shared(arrow) else 2.5


def _shared(arrow: Arrow) -> bool:
    return arrow.weight < 1


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words = captions(diagram.language)
    shared = any(_shared(arrow) for arrow in diagram.arrows)

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        half = x + _SAMPLE / 2
        lines = ((x, half - 2, 1.5), (half + 2, x + _SAMPLE, 5.0))
        return tuple(
            Path(points=((a, middle), (b, middle)), stroke=theme.quiet, stroke_width=w)
            for a, b, w in lines
        )

    entry = Entry(key="share of lines", words=words["share of lines"], width=_SAMPLE, sample=sample)
    sections = [[entry] if shared else [], outside_entry(diagram.boxes, theme, words)]
    return legend(sections, theme, MARGIN, width - MARGIN)
