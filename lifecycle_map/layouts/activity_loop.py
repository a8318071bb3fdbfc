"""The activity loop: cards on an oval, arrows along it, feedback across its inside."""

from __future__ import annotations

import math

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.grid_legend import arrow_entry, box_entries
from lifecycle_map.layouts.legends import Legend, legend
from lifecycle_map.layouts.lettering import PAD, choose_type, words_of
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.rails import text_height
from lifecycle_map.layouts.scenes import Connector, Group, Point, Rect, Scene, Shape
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Tone
from lifecycle_map.views.wording import wording

_SIZES = (19, 18, 17, 16, 15, 14)
_SMALL = (13, 12)
_MANY = 12
_WIDEST, _NARROWEST = 210.0, 132.0
_FEW = 6
_GAP = 26.0
_CLEAR = 6.0
_GROWTH = 1.08
_LOW = 62.0
_STEPS = 64
_PULL = 0.72


def activity_loop(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay the stages out on an oval, clockwise from its top.

    The page grows until no two cards come near each other.
    """
    scale = 1.0
    while True:
        wide = width if scale == 1 else round(width * scale)
        around = furniture(diagram, theme, wide)
        key = _legend(diagram, theme, wide)
        foot = around.bottom + key.height + 8
        high = height if scale == 1 else round(height * scale)
        oval = _oval(diagram, Rect(x=MARGIN, y=around.top, width=wide - 2 * MARGIN,
                                   height=high - foot - around.top))  # fmt: skip
        if not oval.crowded():
            break
        scale *= _GROWTH
    places = oval.places
    shapes: list[Shape] = [Group(key="track", shapes=()), Group(key="around", shapes=())]
    for arrow in diagram.arrows:
        shapes += _arrow(arrow, oval, diagram, theme)
    shapes += [_card(box, places[box.key], oval, diagram, theme).paint() for box in diagram.boxes]
    shapes.append(key.paint(high - around.bottom - key.height + 4))
    return page(around, high, shapes)


@frozen(kw_only=True)
class _Oval:
    """An oval with cards at even distances, clockwise from its top."""

    centre: Point
    radii: Point
    order: tuple[str, ...]
    places: dict[str, Rect]
    size: int

    def at(self, turn: float) -> Point:
        """Return the point of the oval after a part of a turn, from 0 to 1."""
        angle = 2 * math.pi * turn
        return (
            self.centre[0] + self.radii[0] * math.sin(angle),
            self.centre[1] - self.radii[1] * math.cos(angle),
        )

    def crowded(self) -> bool:
        """Say whether two neighbours come too near each other for an arrow between them."""
        rects = [self.places[key] for key in self.order]
        pairs = zip(rects, rects[1:] + rects[:1], strict=True)
        return len(rects) > 1 and any(one.overlaps(two, _GAP) for one, two in pairs)

    def along(self, start: int, end: int) -> tuple[Point, ...]:
        """Return the way along the oval from one card to the next, as one Bézier piece."""
        count = len(self.order)
        first, last = start / count, (start + 1) / count
        one, two = (self.places[self.order[n]] for n in (start, end))
        turns = [first + (last - first) * n / _STEPS for n in range(_STEPS + 1)]
        free = [t for t in turns if not _near(one, self.at(t)) and not _near(two, self.at(t))]
        begin, finish = (free[0], free[-1]) if free else (first, last)
        reach = 4 / 3 * math.tan(math.pi * (finish - begin) / 2)
        p0, p3 = self.at(begin), self.at(finish)
        d0, d3 = self._ahead(begin), self._ahead(finish)
        return (
            p0,
            (p0[0] + d0[0] * reach, p0[1] + d0[1] * reach),
            (p3[0] - d3[0] * reach, p3[1] - d3[1] * reach),
            p3,
        )

    def _ahead(self, turn: float) -> Point:
        angle = 2 * math.pi * turn
        return self.radii[0] * math.cos(angle), self.radii[1] * math.sin(angle)

    def across(self, start: str, end: str) -> tuple[Point, ...]:
        """Return a way across the inside, drawn towards the centre."""
        one, two = self.places[start], self.places[end]
        pulls = [_pulled(rect, self.centre) for rect in (one, two)]
        return _edge(one, pulls[0]), pulls[0], pulls[1], _edge(two, pulls[1])


def _oval(diagram: Diagram, area: Rect) -> _Oval:
    count = len(diagram.boxes)
    wide = _WIDEST if count <= _FEW else max(_NARROWEST, _WIDEST - 8 * (count - _FEW))
    sizes = _SIZES if count <= _MANY else _SIZES + _SMALL
    letters = choose_type([(box, wide) for box in diagram.boxes], sizes)
    words = [words_of(box, wide, letters) for box in diagram.boxes]
    need = max((text_height(word, letters) for word in words), default=20.0) + 24
    card = max(_LOW, need)
    badge = 14.0 if any(box.highlighted for box in diagram.boxes) else 6.0
    radii = ((area.width - wide) / 2, (area.height - card - badge) / 2)
    centre = (area.middle, area.y + badge + card / 2 + radii[1])
    bare = _Oval(
        centre=centre,
        radii=radii,
        order=tuple(box.key for box in diagram.boxes),
        places={},
        size=int(letters.label),
    )
    places = {}
    for number, box in enumerate(diagram.boxes):
        x, y = bare.at(number / count)
        places[box.key] = Rect(x=x - wide / 2, y=y - card / 2, width=wide, height=card)
    return evolve(bare, places=places)


def _card(box: Box, rect: Rect, oval: _Oval, diagram: Diagram, theme: Theme) -> Card:
    letters = choose_type([(box, rect.width)], (oval.size,))
    return Card(
        box=box,
        rect=rect,
        words=words_of(box, rect.width, letters),
        type=letters,
        inside=rect.width - 2 * PAD,
        room=rect.width + 20,
        tone=diagram.lanes[-1].tone,
        theme=theme,
        language=diagram.language,
        radius=rect.height / 2.6,
    )


def _arrow(arrow: Arrow, oval: _Oval, diagram: Diagram, theme: Theme) -> list[Shape]:
    start, end = oval.order.index(arrow.start), oval.order.index(arrow.end)
    if start == end:
        return [Group(key=f"way:{arrow.key}", shapes=(), of=arrow.key)]
    beside = end == (start + 1) % len(oval.order)
    points = oval.along(start, end) if beside else oval.across(arrow.start, arrow.end)
    colour = theme.hues[Tone.INTERFACE if arrow.dotted else diagram.lanes[-1].tone].line
    line = Connector(
        start_key=arrow.start,
        end_key=arrow.end,
        points=points,
        stroke=colour,
        stroke_width=2.0 if arrow.dotted else 3.5,
        dash=(7.0, 4.0) if arrow.dotted else (),
        curved=True,
        head_end=True,
        head=9.0 if arrow.dotted else 13.0,
    )
    title = arrow.tooltip or arrow.label
    return [Group(key=f"way:{arrow.key}", shapes=(line,), title=title, of=arrow.key)]


def _near(rect: Rect, point: Point) -> bool:
    x, y = point
    return rect.x - _CLEAR < x < rect.right + _CLEAR and rect.y - _CLEAR < y < rect.bottom + _CLEAR


def _pulled(rect: Rect, centre: Point) -> Point:
    x, y = rect.middle, rect.y + rect.height / 2
    return x + (centre[0] - x) * _PULL, y + (centre[1] - y) * _PULL


def _edge(rect: Rect, towards: Point) -> Point:
    """Return where the line from the middle of a card to a point leaves the card."""
    x, y = rect.middle, rect.y + rect.height / 2
    dx, dy = towards[0] - x, towards[1] - y
    half_width, half_height = rect.width / 2 + _CLEAR, rect.height / 2 + _CLEAR
    part = min(
        half_width / abs(dx) if dx else math.inf, half_height / abs(dy) if dy else math.inf, 1.0
    )
    return x + dx * part, y + dy * part


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words, line = wording(diagram.language), theme.hues[diagram.lanes[-1].tone].line
    entries = []
    if any(not arrow.dotted for arrow in diagram.arrows):
        entries.append(arrow_entry("feeds", words["feeds"], line, 3.0))
    if any(arrow.dotted for arrow in diagram.arrows):
        back = theme.hues[Tone.INTERFACE].line
        entries.append(arrow_entry("returns", words["returns"], back, 2.0, (7.0, 4.0)))
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
