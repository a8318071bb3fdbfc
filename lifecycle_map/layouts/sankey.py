"""The Sankey picture: the stages of both sides, and flows as thick as what joins them is sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.encodings import GIVER
from lifecycle_map.layouts.legends import Entry, Legend, Sample, legend
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.parts import Parts, parts_of
from lifecycle_map.layouts.ribbons import Ribbon, is_grey, wash
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Polygon, Rect, Scene, Shape, Text
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.layouts.tiles import Column, Tile, card, column_title, outside_entry
from lifecycle_map.model.matches import Direction
from lifecycle_map.views.diagrams import Arrow, Diagram

_HEAD = 36.0
_BAR = 7.0
_CARD = 0.2
_WIDEST = 250.0
_GAP = 14.0
_FEW = 12
_THINNEST = 1.5
_THICKEST = 90.0  # px for a confidence of 1: thicker flows would say no more
_FAINTEST = 6.0
_SAMPLE = 34.0
_STEPS = 24


def sankey(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a diagram of two lanes out as flows between two columns, on a page at least that large.

    The page grows higher for more stages, or more that joins them, than it has room for.
    """
    parts = parts_of(diagram, most=2)
    around = furniture(diagram, theme, width)
    key = _legend(parts, theme, diagram.language, width)
    wide = min(_WIDEST, width * _CARD)
    top = around.top + _HEAD
    room = height - top - key.height - around.bottom - 18
    cards = tuple(_cards(parts, side, wide, diagram.language) for side in (0, 1))
    scale = _scale(cards, parts.rungs, room)
    lefts = (MARGIN, width - MARGIN - wide)
    left, right = (
        Column(cards=own, heights=_heights(own, parts.rungs, scale), left=x, width=wide)
        for own, x in zip(cards, lefts, strict=True)
    )
    tall = max(left.taken(_GAP), right.taken(_GAP))
    high = round(max(height, height - room + tall))
    places = tuple(column.spread(top, max(room, tall), _GAP) for column in (left, right))
    chart = _Chart(parts=parts, columns=cards, places=places, scale=scale)
    titles = (column_title(diagram.lanes[s], lefts[s] + wide * s, around, s) for s in (0, 1))
    shapes: list[Shape] = [*titles, *chart.paint(theme, diagram.language)]
    if not parts.rungs:
        shapes.append(_nothing(diagram, theme, width / 2, top + room / 2))
    foot = key.paint(high - around.bottom - key.height + 4)
    return page(around, high, (*shapes, foot) if key.rows else shapes)


def _cards(parts: Parts, side: int, width: float, language: str) -> tuple[Tile, ...]:
    count = sum(map(len, parts.boxes))
    size = 18 if count <= _FEW / 2 else 16 if count <= _FEW else 14
    joined = {key for flow in parts.rungs for key in (flow.start, flow.end)}
    return tuple(
        card(
            box,
            width,
            size,
            tone=parts.lanes[side].tone,
            detail=() if box.key in joined else (captions(language)["alone"],),
            quiet=box.key not in joined,
            lines=2,
        )
        for box in parts.boxes[side]
    )


def _scale(columns: Sequence[Sequence[Tile]], flows: Sequence[Arrow], room: float) -> float:
    """Return how many px a confidence of 1 is thick: the most with which both columns fit.

    Where even the least does not fit the page grows, and there is as much room as it takes.
    """
    low, high = _FAINTEST, _THICKEST
    room = max(room, _tallest(columns, flows, low))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        fits = _tallest(columns, flows, middle) <= room
        low, high = (middle, high) if fits else (low, middle)
    return low


def _tallest(columns: Sequence[Sequence[Tile]], flows: Sequence[Arrow], scale: float) -> float:
    return max(
        Column(cards=tuple(cards), heights=_heights(cards, flows, scale), left=0, width=0).taken(
            _GAP
        )
        for cards in columns
    )


def _thick(flow: Arrow, scale: float) -> float:
    return max(_THINNEST, flow.weight * scale)


def _heights(cards: Sequence[Tile], flows: Sequence[Arrow], scale: float) -> tuple[float, ...]:
    totals: dict[str, float] = {}
    for flow in flows:
        for key in (flow.start, flow.end):
            totals[key] = totals.get(key, 0.0) + _thick(flow, scale)
    return tuple(max(each.height, totals.get(each.box.key, 0.0) + 8) for each in cards)


@frozen(kw_only=True)
class _Chart:
    """Cards in their places, and what flows between them."""

    parts: Parts
    columns: tuple[tuple[Tile, ...], ...]
    places: tuple[tuple[Rect, ...], ...]
    scale: float

    def paint(self, theme: Theme, language: str) -> Iterator[Shape]:
        """Yield the flows, the thick ones first, and then the cards."""
        ribbons = self._ribbons()
        used = dict.fromkeys(ribbon.direction for ribbon in ribbons)
        fills = {direction: wash(direction, used, theme) for direction in used}
        for number in sorted(range(len(ribbons)), key=lambda n: _order(ribbons[n])):
            flow, ribbon = self.parts.rungs[number], ribbons[number]
            shapes = (ribbon.band(theme, fills[ribbon.direction]), ribbon.line(theme))
            yield Group(key=f"flow:{number}", shapes=shapes, title=flow.tooltip, of=flow.key)
        for cards, places in zip(self.columns, self.places, strict=True):
            for each, place in zip(cards, places, strict=True):
                yield each.paint(place, theme, language)
        for side in (0, 1):
            yield from self._bars(side, ribbons, theme)

    def _bars(self, side: int, ribbons: Sequence[Ribbon], theme: Theme) -> Iterator[Group]:
        """Yield the bars from which flows come, on the inner edges of the cards."""
        fill = theme.hues[self.parts.lanes[side].tone].line
        for each, place in zip(self.columns[side], self.places[side], strict=True):
            own = [ribbon for ribbon in ribbons if ribbon.ends[side] == each.box.key]
            if not own:
                continue
            ends = [(r.right if side else r.left)[1] for r in own]
            top = min(y - r.thick / 2 for y, r in zip(ends, own, strict=True))
            low = max(y + r.thick / 2 for y, r in zip(ends, own, strict=True))
            x = place.x if side else place.right - _BAR
            bar = Rect(x=x, y=top, width=_BAR, height=low - top, fill=fill)
            yield Group(key=f"bar:{each.box.key}", shapes=(bar,), of=each.box.key)

    def _ribbons(self) -> list[Ribbon]:
        flows = self.parts.rungs
        ends = [self._sides(flow) for flow in flows]
        lefts = self._ports(ends, 0)
        rights = self._ports([(b, a) for a, b in ends], 1)
        return [
            Ribbon(
                left=(self.places[0][a].right, lefts[number]),
                right=(self.places[1][b].x, rights[number]),
                thick=_thick(flows[number], self.scale),
                direction=flows[number].direction,
                ends=(self.columns[0][a].box.key, self.columns[1][b].box.key),
                heads=_heads(flows[number], self.parts),
            )
            for number, (a, b) in enumerate(ends)
        ]

    def _sides(self, flow: Arrow) -> tuple[int, int]:
        """Return the number of the card at the left and at the right end of a flow."""
        left = {each.box.key: number for number, each in enumerate(self.columns[0])}
        right = {each.box.key: number for number, each in enumerate(self.columns[1])}
        first, second = (flow.start, flow.end) if flow.start in left else (flow.end, flow.start)
        return left[first], right[second]

    def _ports(self, ends: Sequence[tuple[int, int]], side: int) -> list[float]:
        """Return the height of the middle of each flow at a side, stacked as the other side is."""
        found = [0.0] * len(ends)
        thick = [_thick(flow, self.scale) for flow in self.parts.rungs]
        for number, place in enumerate(self.places[side]):
            mine = sorted((n for n, end in enumerate(ends) if end[0] == number),
                          key=lambda n: (ends[n][1], n))  # fmt: skip
            y = place.y + (place.height - sum(thick[n] for n in mine)) / 2
            for n in mine:
                found[n] = y + thick[n] / 2
                y += thick[n]
        return found


def _order(ribbon: Ribbon) -> tuple[bool, float]:
    """Return what is painted first: what nobody gives, then what is thick."""
    return not is_grey(ribbon.direction), -ribbon.thick


def _heads(flow: Arrow, parts: Parts) -> tuple[bool, bool]:
    """Return whether a flow has a head at its left and at its right end."""
    if flow.direction is Direction.BOTH:
        return True, True
    if flow.direction not in (Direction.TO_PROJECT, Direction.TO_SERVICE):
        return False, False
    gives = GIVER[flow.direction]
    at_right = parts.lanes[0].tone is gives or parts.lanes[1].tone is not gives
    return not at_right, at_right


def _nothing(diagram: Diagram, theme: Theme, x: float, y: float) -> Group:
    text = Text(
        x=x,
        y=y,
        lines=(captions(diagram.language)["empty"],),
        size=18,
        fill=theme.muted,
        under=theme.page,
        anchor=Anchor.MIDDLE,
    )
    return Group(key="empty", shapes=(text,))


def _legend(parts: Parts, theme: Theme, language: str, width: float) -> Legend:
    words = captions(language)
    used = [d for d in Direction if any(flow.direction is d for flow in parts.rungs)]
    entries = [_entry(direction, parts, theme, words) for direction in used]
    heading = Entry(key="hand-over", words=words["hand-over"], heading=True)
    thick = Entry(key="added", words=words["added"], width=_SAMPLE, sample=_widening(theme))
    sections = [[heading, *entries], [thick]] if used else []
    sections.append(outside_entry((*parts.boxes[0], *parts.boxes[1]), theme, words))
    return legend(sections, theme, MARGIN, width - MARGIN)


def _entry(direction: Direction, parts: Parts, theme: Theme, words: dict[str, str]) -> Entry:
    heads = _heads(Arrow(start="", end="", direction=direction), parts)
    fill = wash(direction, [flow.direction for flow in parts.rungs], theme)

    def sample(x: float, middle: float) -> tuple[Polygon, Connector]:
        ribbon = Ribbon(
            left=(x, middle), right=(x + _SAMPLE, middle), thick=10, direction=direction,
            ends=("", ""), heads=heads,
        )  # fmt: skip
        return ribbon.band(theme, fill), ribbon.line(theme)

    told = "nothing given" if direction is Direction.NONE else direction.value
    return Entry(key=direction.value, words=words[told], width=_SAMPLE, sample=sample)


def _widening(theme: Theme) -> Sample:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        end = x + _SAMPLE
        points = ((x, middle - 1), (end, middle - 7), (end, middle + 7), (x, middle + 1))
        return (Polygon(points=points, fill=theme.quiet),)

    return sample
