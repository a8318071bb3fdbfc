"""The value chain: a broad arrow from demand to value, with bars that span it on top and below."""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.grid_legend import arrow_entry, box_entries
from lifecycle_map.layouts.legends import Legend, legend
from lifecycle_map.layouts.lettering import PAD, choose_type, least_width, words_of
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.rails import Type, text_height
from lifecycle_map.layouts.scenes import Connector, Group, Point, Polygon, Rect, Scene
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.model.matches import Direction
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Tone
from lifecycle_map.views.wording import wording

_SIZES = (20, 19, 18, 17, 16, 15, 14)
_SMALL = (13, 12)
_MANY = 12
_TIP = 74.0
_NOTCH = 40.0
_END = 118.0
_BESIDE = 34.0
_GAP = 40.0
_LEAST = 84.0
_LONGEST = 150.0
_BAR = 60.0
_BETWEEN = 58.0
_AMPLE = 84.0
_ROW_GAP = 16.0
_PAD = 26.0
_TALLEST = 220.0
_CLEAR = 4.0
_SHARE = 0.16
_LOW = _BAR - 8


def value_chain(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a chain out from left to right between its ends, with bars above and below.

    The page grows wider for a chain of more links than can be read.
    """
    chain = [box for box in diagram.boxes if box.lane == "chain"]
    fixed = 2 * (MARGIN + _END + _BESIDE) + _NOTCH + _TIP + _PAD
    links = [max(_LEAST, least_width(box.label, 14, _LONGEST)) for box in chain]
    need = fixed + max(links, default=0) * len(chain) + _GAP * (len(chain) - 1)
    wide = max(width, round(need))
    around = furniture(diagram, theme, wide)
    key = _legend(diagram, theme, wide)
    foot = around.bottom + key.height + 10
    bars = [sum(box.lane == lane for box in diagram.boxes) for lane in ("above", "below")]
    least = 2 * _PAD + sum(_bars_height(count) for count in bars) + 110
    high = max(height, round(around.top + least + foot))
    area = Rect(x=MARGIN, y=around.top, width=wide - 2 * MARGIN, height=high - foot - around.top)
    chart = _chart(diagram, area)
    shapes = [
        chart.frame(theme),
        *chart.arrows(theme),
        *(chart.card(box, theme).paint() for box in diagram.boxes),
        key.paint(high - around.bottom - key.height + 4),
    ]
    return page(around, high, shapes)


def _bars_height(count: int) -> float:
    return count * (_BAR + _ROW_GAP) - _ROW_GAP + _BETWEEN if count else 0.0


@frozen(kw_only=True)
class _Chart:
    diagram: Diagram
    area: Rect
    places: dict[str, Rect]
    type: Type

    def frame(self, theme: Theme) -> Group:
        """Return the broad arrow below everything else."""
        hue = theme.hues[self.diagram.lanes[1].tone]
        left = self.area.x + _END + _BESIDE
        right = self.area.right - _END - _BESIDE
        top, bottom = self.area.y, self.area.bottom
        end = next(self.places[box.key] for box in self.diagram.boxes if box.lane == "ends")
        middle = end.y + end.height / 2
        points = (
            (left, top),
            (right - _TIP, top),
            (right, middle),
            (right - _TIP, bottom),
            (left, bottom),
            (left + _NOTCH, middle),
        )
        edge = hue.line if hue.tint == theme.page else ""
        shape = Polygon(points=points, fill=hue.tint, stroke=edge, stroke_width=1.25)
        return Group(key="chain", shapes=(shape,))

    def arrows(self, theme: Theme) -> list[Group]:
        """Return the way along the chain, and the lines from the bars."""
        return [self._arrow(arrow, theme) for arrow in self.diagram.arrows]

    def _arrow(self, arrow: Arrow, theme: Theme) -> Group:
        one, two = self.places[arrow.start], self.places[arrow.end]
        tone = Tone.INTERFACE if arrow.dotted else self.diagram.lanes[1].tone
        line = Connector(
            start_key=arrow.start,
            end_key=arrow.end,
            points=self._upright(arrow) if arrow.dotted else _level(one, two),
            stroke=theme.hues[tone].line,
            stroke_width=2.0 if arrow.dotted else 3.5,
            dash=(7.0, 4.0) if arrow.dotted else (),
            head_start=arrow.direction is Direction.BOTH,
            head_end=not (arrow.dotted and self._next(arrow.start)),
            head=9.0 if arrow.dotted else 12.0,
        )
        return Group(key=f"way:{arrow.key}", shapes=(line,), title=arrow.tooltip, of=arrow.key)

    def _next(self, key: str) -> Rect | None:
        """Return the bar between a bar and the chain: lines pass behind it."""
        bar = next(box for box in self.diagram.boxes if box.key == key)
        row = [self.places[box.key] for box in self.diagram.boxes if box.lane == bar.lane]
        inwards = row if bar.lane == "above" else row[::-1]
        return next(iter(inwards[inwards.index(self.places[key]) + 1 :]), None)

    def _upright(self, arrow: Arrow) -> tuple[Point, Point]:
        """Return the line from a bar to a link, or its piece as far as the next bar."""
        bar, link = self.places[arrow.start], self.places[arrow.end]
        until, clear = self._next(arrow.start), _CLEAR
        if until:
            clear = 1.0
        reached = until or link
        if bar.y < link.y:
            return (link.middle, bar.bottom + clear), (link.middle, reached.y - clear)
        return (link.middle, bar.y - clear), (link.middle, reached.bottom + clear)

    def card(self, box: Box, theme: Theme) -> Card:
        """Return the card of a stage, a bar or an end."""
        rect = self.places[box.key]
        tone = next(lane.tone for lane in self.diagram.lanes if lane.key == box.lane)
        return Card(
            box=box,
            rect=rect,
            words=words_of(box, rect.width, self.type),
            type=self.type,
            inside=rect.width - 2 * PAD,
            room=rect.width + 20,
            tone=tone,
            theme=theme,
            language=self.diagram.language,
            between=box.lane == "chain",
            radius=rect.height / 2 if box.lane == "ends" else 10.0,
        )


def _chart(diagram: Diagram, room: Rect) -> _Chart:
    area, between, high = _shared(diagram, room)
    places = _bars(diagram, area) | _links(diagram, area, between, high)
    sizes = _SIZES if len(diagram.boxes) <= _MANY else _SIZES + _SMALL
    widths = [(box, places[box.key].width) for box in diagram.boxes]
    letters = choose_type(widths, sizes)
    if max((text_height(words_of(*each, letters), letters) for each in widths), default=0) > _LOW:
        letters = choose_type(widths, sizes[-2:])
    return _Chart(diagram=diagram, area=area, places=places, type=letters)


def _shared(diagram: Diagram, room: Rect) -> tuple[Rect, float, float]:
    """Return the frame, as high as is of use, the room beside bars, and the height of links."""
    rows = [_of(diagram, lane) for lane in ("above", "below")]
    bars = sum(_bars_height(len(row)) - _BETWEEN for row in rows if row)
    count = sum(bool(row) for row in rows)
    left = room.height - 2 * _PAD - bars
    between = min(_AMPLE, max(_BETWEEN, left * _SHARE)) if count else 0.0
    high = min(left - count * between, _TALLEST)
    used = 2 * _PAD + bars + count * between + high
    top = room.y + (room.height - used) / 2
    return evolve(room, y=top, height=used), between, high


def _of(diagram: Diagram, lane: str) -> list[Box]:
    return [box for box in diagram.boxes if box.lane == lane]


def _sides(area: Rect) -> tuple[float, float]:
    """Return where the chain begins and ends."""
    return area.x + _END + _BESIDE + _NOTCH + _PAD, area.right - _END - _BESIDE - _TIP


def _bars(diagram: Diagram, area: Rect) -> dict[str, Rect]:
    left, right = _sides(area)
    bar = Rect(x=left, y=0, width=right - left, height=_BAR)
    step = _BAR + _ROW_GAP
    tops = {box.key: area.y + _PAD + n * step for n, box in enumerate(_of(diagram, "above"))}
    below = _of(diagram, "below")[::-1]
    tops |= {box.key: area.bottom - _PAD - _BAR - n * step for n, box in enumerate(below)}
    return {key: evolve(bar, y=y) for key, y in tops.items()}


def _links(diagram: Diagram, area: Rect, between: float, high: float) -> dict[str, Rect]:
    """Return the places of the links, and of the two ends at their height."""
    left, right = _sides(area)
    above = _of(diagram, "above")
    y = area.y + _PAD + (_bars_height(len(above)) - _BETWEEN + between if above else 0.0)
    chain = _of(diagram, "chain")
    wide = (right - left - _GAP * (len(chain) - 1)) / max(len(chain), 1)
    places = {
        box.key: Rect(x=left + n * (wide + _GAP), y=y, width=wide, height=high)
        for n, box in enumerate(chain)
    }
    for box, x in zip(_of(diagram, "ends"), (area.x, area.right - _END), strict=True):
        places[box.key] = Rect(x=x, y=y + high / 2 - 32, width=_END, height=64.0)
    return places


def _level(one: Rect, two: Rect) -> tuple[Point, Point]:
    y = one.y + one.height / 2
    return (one.right + _CLEAR, y), (two.x - _CLEAR, y)


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words, line = wording(diagram.language), theme.hues[diagram.lanes[1].tone].line
    entries = [arrow_entry("feeds", words["feeds"], line, 3.0)]
    if any(arrow.dotted for arrow in diagram.arrows):
        bar = theme.hues[Tone.INTERFACE].line
        entries.append(arrow_entry("acts", words["acts on"], bar, 2.0, (7.0, 4.0)))
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
