"""The value chain: a broad arrow from demand to value, with bars that span it on top and below."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.grid_legend import arrow_entry, box_entries
from lifecycle_map.layouts.legends import Legend, legend
from lifecycle_map.layouts.lettering import PAD, choose_type, least_width, words_of
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.rails import Type, text_height
from lifecycle_map.layouts.scenes import Connector, Group, Point, Polygon, Rect, Scene
from lifecycle_map.layouts.themes import LIGHT, Theme
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
_ROW_GAP = 10.0
_PAD = 26.0
_TALLEST = 190.0
_CLEAR = 4.0


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
        middle = (top + bottom) / 2
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
            points=_upright(one, two) if arrow.dotted else _level(one, two),
            stroke=theme.hues[tone].line,
            stroke_width=2.0 if arrow.dotted else 3.5,
            dash=(7.0, 4.0) if arrow.dotted else (),
            head_end=True,
            head=9.0 if arrow.dotted else 12.0,
        )
        return Group(key=f"way:{arrow.key}", shapes=(line,), title=arrow.tooltip, of=arrow.key)

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
            radius=rect.height / 2 if box.lane == "ends" else 10.0,
        )


def _chart(diagram: Diagram, area: Rect) -> _Chart:
    lanes = {lane.key: [b for b in diagram.boxes if b.lane == lane.key] for lane in diagram.lanes}
    left = area.x + _END + _BESIDE + _NOTCH + _PAD
    right = area.right - _END - _BESIDE - _TIP
    places: dict[str, Rect] = {}
    y = area.y + _PAD
    for box in lanes["above"]:
        places[box.key] = Rect(x=left - _NOTCH, y=y, width=right - left + _NOTCH, height=_BAR)
        y += _BAR + _ROW_GAP
    top = y - _ROW_GAP + _BETWEEN if lanes["above"] else y
    y = area.bottom - _PAD
    for box in reversed(lanes["below"]):
        y -= _BAR
        places[box.key] = Rect(x=left - _NOTCH, y=y, width=right - left + _NOTCH, height=_BAR)
        y -= _ROW_GAP
    bottom = y + _ROW_GAP - _BETWEEN if lanes["below"] else y
    chain = lanes["chain"]
    count = max(len(chain), 1)
    wide = (right - left - _GAP * (count - 1)) / count
    high = min(bottom - top, _TALLEST)
    # In the middle of the frame, where its tip is, as far as the bars leave room.
    middle = min(max(area.y + area.height / 2, top + high / 2), bottom - high / 2)
    for number, box in enumerate(chain):
        x = left + number * (wide + _GAP)
        places[box.key] = Rect(x=x, y=middle - high / 2, width=wide, height=high)
    heart = area.y + area.height / 2 if not chain else middle
    for box, x in zip(lanes["ends"], (area.x, area.right - _END), strict=True):
        places[box.key] = Rect(x=x, y=heart - 32, width=_END, height=64.0)
    sizes = _SIZES if len(diagram.boxes) <= _MANY else _SIZES + _SMALL
    letters = choose_type([(box, places[box.key].width) for box in diagram.boxes], sizes)
    tallest = max((text_height(words_of(b, places[b.key].width, letters), letters)
                   for b in diagram.boxes), default=0)  # fmt: skip
    if tallest > _BAR - 8:
        letters = choose_type([(b, places[b.key].width) for b in diagram.boxes], sizes[-2:])
    return _Chart(diagram=diagram, area=area, places=places, type=letters)


def _level(one: Rect, two: Rect) -> tuple[Point, Point]:
    y = one.y + one.height / 2
    return (one.right + _CLEAR, y), (two.x - _CLEAR, y)


def _upright(bar: Rect, link: Rect) -> tuple[Point, Point]:
    if bar.y < link.y:
        return (link.middle, bar.bottom + _CLEAR), (link.middle, link.y - _CLEAR)
    return (link.middle, bar.y - _CLEAR), (link.middle, link.bottom + _CLEAR)


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    words, line = wording(diagram.language), theme.hues[diagram.lanes[1].tone].line
    entries = [arrow_entry("feeds", words["feeds"], line, 3.0)]
    if any(arrow.dotted for arrow in diagram.arrows):
        bar = theme.hues[Tone.INTERFACE].line
        entries.append(arrow_entry("acts", words["acts on"], bar, 2.0, (7.0, 4.0)))
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
