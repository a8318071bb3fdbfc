"""The hub: phases in the centre, one framework on each side, and spokes from stages to phases."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.layouts.columns import Stack, stack
from lifecycle_map.layouts.grid_legend import arrow_entry, box_entries
from lifecycle_map.layouts.legends import Legend, legend
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.scenes import Connector, Group, Point, Rect, Scene, Shape
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Arrow, Diagram, Tone
from lifecycle_map.views.wording import wording

_CENTRE = 250.0
_SIDE = 300.0
_CLEAR = 3.0
_WEIGHTS = (1.75, 3.0)
_DASH = (5.0, 4.0)


def hub(diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720) -> Scene:
    """Lay the phases out in the centre and up to two frameworks beside them.

    The page grows higher for more stages than it has room for.
    """
    around = furniture(diagram, theme, width)
    key = _legend(diagram, theme, width)
    foot = around.bottom + key.height + 12
    stacks = _stacks(diagram, theme, width, around.top)
    tall = max(height - foot - around.top, *(each.height for each in stacks))
    high = max(height, round(around.top + tall + foot))
    stacks = [each.filled(high - foot - around.top) for each in stacks]
    places = {key: rect for each in stacks for key, rect in each.places().items()}
    inner = {box.key for box in stacks[0].boxes}
    shapes: list[Shape] = [each.ground(high - foot - around.top) for each in stacks]
    shapes += _order([a for a in diagram.arrows if a.start in inner], places, theme)
    shapes += _spokes([a for a in diagram.arrows if a.start not in inner], places, diagram, theme)
    shapes += [card for each in stacks for card in each.paint()]
    shapes.append(key.paint(high - around.bottom - key.height + 4))
    return page(around, high, shapes)


def _stacks(diagram: Diagram, theme: Theme, width: float, top: float) -> list[Stack]:
    """Return the phases and the frameworks: one alone stands before them, two on their sides."""
    centre, *sides = diagram.lanes
    alone = len(sides) == 1
    lefts = [MARGIN, width - MARGIN - _SIDE]
    middle = (width - _CENTRE) / 2 if not alone else width - MARGIN - _CENTRE * 1.4
    wide = _CENTRE if not alone else _CENTRE * 1.4
    side = _SIDE if not alone else _SIDE * 1.4
    areas = [Rect(x=middle, y=top, width=wide, height=0)]
    areas += [Rect(x=left, y=top, width=side, height=0) for left in lefts[: len(sides)]]
    return [
        stack(
            lane,
            [box for box in diagram.boxes if box.lane == lane.key],
            area,
            theme,
            diagram.language,
            gap=34.0 if lane is centre else 14.0,
        )
        for lane, area in zip((centre, *sides), areas, strict=True)
    ]


def _order(arrows: Sequence[Arrow], places: dict[str, Rect], theme: Theme) -> list[Group]:
    """Return the arrows from phase to phase."""
    return [
        _group(
            arrow,
            ((places[arrow.start].middle, places[arrow.start].bottom + _CLEAR),
             (places[arrow.end].middle, places[arrow.end].y - _CLEAR)),
            theme.hues[Tone.INTERFACE].line,
            theme,
            head=True,
        )
        for arrow in arrows
    ]  # fmt: skip


def _spokes(
    arrows: Sequence[Arrow], places: dict[str, Rect], diagram: Diagram, theme: Theme
) -> list[Group]:
    """Return the spokes, their ends spread along boxes in the order of where they lead."""
    tones = {box.key: diagram.tone(box.key) for box in diagram.boxes}
    starts = _ports([(a.start, places[a.end]) for a in arrows], places)
    ends = _ports([(a.end, places[a.start]) for a in arrows], places)
    painted = []
    for arrow, y0, y1 in zip(arrows, starts, ends, strict=True):
        one, two = places[arrow.start], places[arrow.end]
        rightwards = one.middle < two.middle
        x0 = one.right + _CLEAR if rightwards else one.x - _CLEAR
        x1 = two.x - _CLEAR if rightwards else two.right + _CLEAR
        half = (x0 + x1) / 2
        points = ((x0, y0), (half, y0), (half, y1), (x1, y1))
        colour = theme.hues[tones[arrow.start]].line
        painted.append(_group(arrow, points, colour, theme, curved=True))
    return painted


def _ports(ends: Sequence[tuple[str, Rect]], places: dict[str, Rect]) -> list[float]:
    """Return the y of every end, given its box and where its other end is; each side by itself."""
    found = [0.0] * len(ends)
    for key in dict.fromkeys(key for key, _ in ends):
        box = places[key]
        for left in (True, False):
            mine = [n for n, (k, o) in enumerate(ends) if k == key and (o.x < box.x) == left]
            mine.sort(key=lambda n: ends[n][1].y)
            for place, number in enumerate(mine, start=1):
                found[number] = box.y + box.height * place / (len(mine) + 1)
    return found


def _group(
    arrow: Arrow,
    points: tuple[Point, ...],
    colour: str,
    theme: Theme,
    *,
    curved: bool = False,
    head: bool = False,
) -> Group:
    line = Connector(
        start_key=arrow.start,
        end_key=arrow.end,
        points=points,
        stroke=colour,
        stroke_width=_WEIGHTS[not arrow.dotted],
        dash=_DASH if arrow.dotted else (),
        curved=curved,
        head_end=head,
        head=11.0,
    )
    return Group(key=f"spoke:{arrow.key}", shapes=(line,), title=arrow.tooltip, of=arrow.key)


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words, colour = wording(diagram.language), theme.ink
    inner = {box.key for box in diagram.boxes if box.lane == diagram.lanes[0].key}
    spokes = [arrow for arrow in diagram.arrows if arrow.start not in inner]
    used = {"main": False, "also": True}
    entries = [
        arrow_entry(
            key,
            words["also in" if dotted else "main phase"],
            colour,
            _WEIGHTS[not dotted],
            _DASH if dotted else (),
            head=False,
        )
        for key, dotted in used.items()
        if any(arrow.dotted is dotted for arrow in spokes)
    ]
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
