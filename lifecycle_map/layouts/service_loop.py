"""The service loop: a track with a long upper and a lower straight, and a band around it."""

from __future__ import annotations

import math

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.grid_legend import arrow_entry, box_entries
from lifecycle_map.layouts.legends import Legend, legend
from lifecycle_map.layouts.lettering import PAD, choose_type, words_of
from lifecycle_map.layouts.loop_lines import BAND, Track, paint_arrows
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.rails import Type, text_height
from lifecycle_map.layouts.scenes import Group, Rect, Scene, Shape
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Box, Diagram, Tone
from lifecycle_map.views.wording import wording

_SIZES = (20, 18, 17, 16, 15, 14)
_SMALL = (13, 12)
_MANY = 12
_RADIUS = 40.0
_AWAY = 74.0
_SIDE = 52.0
_TALL_WITHOUT = 104.0
_FAR = 150.0
_BARE = 14.0
_LEAST = 112.0
_WIDEST = 330.0
_GAP = 38.0
_ROAD = 30.0
_TALL = 150.0
_LOW = 62.0
_INTERIOR = 40.0
_DETAIL = 14


def service_loop(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay stages out along a track: the first at the left end, then above, and back below.

    The page grows wider for more stages than can be read.
    """
    outer = next((box for box in diagram.boxes if box.lane == "around"), None)
    inset = BAND + _AWAY if outer else _BARE
    count = sum(box is not outer for box in diagram.boxes)
    columns = 1 + _above(count)
    wide = max(width, 2 * (MARGIN + inset) + columns * (_LEAST + _GAP) - _GAP)
    around = furniture(diagram, theme, wide)
    key = _legend(diagram, theme, wide)
    foot = around.bottom + key.height + 4
    high = max(height, around.top + 2 * (inset + _LOW) + _INTERIOR + foot)
    area = Rect(
        x=MARGIN, y=around.top, width=wide - 2 * MARGIN, height=high - foot - around.top - 8
    )
    loop = _loop(diagram, outer, area, inset)
    shapes = [
        *loop.ground(theme),
        *paint_arrows(diagram, loop.track, theme),
        *loop.cards(theme),
        key.paint(high - around.bottom - key.height + 4),
    ]
    return page(around, high, shapes)


def _above(count: int) -> int:
    """Return how many stages stand in the upper row."""
    return math.ceil((count - 1) / 2)


@frozen(kw_only=True)
class _Loop:
    diagram: Diagram
    outer: Box | None
    track: Track
    type: Type

    def ground(self, theme: Theme) -> list[Shape]:
        """Return the band and the track, below everything else."""
        ring, hue = theme.hues[Tone.INTERFACE], theme.hues[self.diagram.lanes[-1].tone]
        area = evolve(self.track.area, stroke=ring.line, stroke_width=1.5)
        band: tuple[Shape, ...] = ()
        if self.outer is not None:
            inside = evolve(self.track.inner_edge, fill=theme.page, radius=_RADIUS)
            band = (
                evolve(area, fill=ring.tint, radius=_RADIUS + BAND),
                evolve(inside, stroke=ring.line, stroke_width=1.5),
            )
        road = self.track.road(_ROAD)
        paved: tuple[Shape, ...] = ()
        if road is not None:
            edge = hue.line if hue.tint == theme.page else ""
            paved = (
                evolve(road, fill=hue.tint, stroke=edge),
                evolve(_shrunk(road, _ROAD), fill=theme.page, stroke=edge),
            )
        return [Group(key="around", shapes=band), Group(key="track", shapes=paved)]

    def cards(self, theme: Theme) -> list[Group]:
        """Return the stages, and what stands on the band."""
        return [self._card(box, theme).paint() for box in self.diagram.boxes]

    def _card(self, box: Box, theme: Theme) -> Card:
        rect = self.track.places[box.key]
        own = self.diagram.lanes[-1].tone
        told = 0 if box is self.outer else _room(box, rect, self.type)
        shown = box if told else evolve(box, detail=())
        return Card(
            box=box,
            rect=rect,
            words=words_of(shown, rect.width, self.type, details=told),
            type=self.type,
            inside=rect.width - 2 * PAD,
            room=rect.width + 30,
            tone=Tone.INTERFACE if box is self.outer else own,
            theme=theme,
            language=self.diagram.language,
            radius=14,
        )


def _loop(diagram: Diagram, outer: Box | None, area: Rect, inset: float) -> _Loop:
    stages = [box for box in diagram.boxes if box is not outer]
    inner = _shrunk(area, inset)
    if outer is not None:  # no labels stand at the sides
        inner = evolve(inner, x=inner.x - _AWAY + _SIDE, width=inner.width + 2 * (_AWAY - _SIDE))
    above = _above(len(stages))
    columns = 1 + above
    cell = (inner.width + _GAP) / columns
    wide = min(cell - _GAP, _WIDEST)
    sizes = _SIZES if len(diagram.boxes) <= _MANY else _SIZES + _SMALL
    letters = choose_type([(box, wide) for box in stages], sizes)
    letters = evolve(letters, detail=min(letters.label, _DETAIL))
    bare = [words_of(evolve(box, detail=()), wide, letters) for box in stages]
    need = max((text_height(words, letters) for words in bare), default=20.0) + 24
    most = max(_LOW, (inner.height - _INTERIOR) / 2)
    tall = _TALL if any(box.detail for box in stages) else _TALL_WITHOUT
    card = min(most, max(tall, need))
    inner = _middle(inner, 2 * card + _FAR)
    places: dict[str, Rect] = {}
    for number, box in enumerate(stages):
        column, y = _spot(number, above, inner, card)
        spare = cell - _GAP - wide
        x = inner.x + column * cell + spare / 2
        places[box.key] = Rect(x=x, y=y, width=wide, height=card)
    if outer is not None:
        places[outer.key] = _on_band(outer, area, letters)
    track = Track(
        area=area,
        inner_edge=_shrunk(area, BAND),
        places=places,
        order=tuple(box.key for box in stages),
        above=above,
        outer=outer.key if outer else "",
        closed=_closes(diagram, stages, outer),
    )
    return _Loop(diagram=diagram, outer=outer, track=track, type=letters)


def _middle(rect: Rect, most: float) -> Rect:
    """Return the middle of a rectangle, no higher than ``most``."""
    height = min(rect.height, most)
    return evolve(rect, y=rect.y + (rect.height - height) / 2, height=height)


def _spot(number: int, above: int, inner: Rect, card: float) -> tuple[int, float]:
    """Return the column of a stage, and how far down it stands."""
    if not number:
        return 0, inner.y + (inner.height - card) / 2
    if number <= above:
        return number, inner.y
    return 2 * above + 1 - number, inner.bottom - card


def _on_band(outer: Box, area: Rect, letters: Type) -> Rect:
    room = area.width * 0.6
    words = words_of(evolve(outer, detail=()), room, letters)
    longest = max((text_width(w, letters.label, bold=True) for w in words.label.lines), default=60)
    wide, high = longest + 60, min(BAND - 8, text_height(words, letters) + 14)
    x = area.x + (area.width - wide) / 2
    return Rect(x=x, y=area.bottom - (BAND + high) / 2, width=wide, height=high)


def _closes(diagram: Diagram, stages: list[Box], outer: Box | None) -> bool:
    """Say whether the way leads back to the first stage, directly or over the band."""
    ends = {(arrow.start, arrow.end) for arrow in diagram.arrows}
    if len(stages) < 3:  # noqa: PLR2004
        return False
    first, last = stages[0].key, stages[-1].key
    over = outer is not None and {(last, outer.key), (outer.key, first)} <= ends
    return over or (last, first) in ends


def _room(box: Box, rect: Rect, letters: Type) -> int:
    """Return how many lines of detail a card has room for."""
    label = words_of(evolve(box, detail=()), rect.width, letters)
    left = rect.height - text_height(label, letters) - 20
    return max(0, int(left // letters.detail_leading))


def _shrunk(rect: Rect, by: float) -> Rect:
    return evolve(
        rect,
        x=rect.x + by,
        y=rect.y + by,
        width=rect.width - 2 * by,
        height=rect.height - 2 * by,
        radius=max(rect.radius - by, 4.0),
    )


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words, hue = wording(diagram.language), theme.hues[diagram.lanes[-1].tone]
    entries = [arrow_entry("feeds", words["feeds"], hue.line, 2.5)] if diagram.arrows else []
    if any(arrow.dotted for arrow in diagram.arrows):
        ring = theme.hues[Tone.INTERFACE].line
        entries.append(arrow_entry("triggers", words["triggers"], ring, 2.0, (7, 4)))
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
