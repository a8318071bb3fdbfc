"""The ways of a service loop: along the track, across its inside, and to and from the band."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.measuring import Wrapped, text_width, wrap_evenly
from lifecycle_map.layouts.pills import Pill, leading
from lifecycle_map.layouts.scenes import Connector, Group, Point, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.layouts.triggers import paint_pill
from lifecycle_map.views.diagrams import Arrow, Diagram, Tone

BAND = 44.0
"""How broad the band around the track is."""

_CLEAR = 4.0
_CORNER = 46.0
_ROUND = 0.45
_APART = 24.0
_BESIDE = 8.0
_SIZE = 14
_WIDTH = 132.0


@frozen(kw_only=True)
class Track:
    """The places of the stages: ``order`` along the track, so many ``above``, the others below."""

    area: Rect
    inner_edge: Rect
    places: dict[str, Rect]
    order: tuple[str, ...]
    above: int
    outer: str
    closed: bool

    def road(self, width: float) -> Rect | None:
        """Return the outline of the track that lies under the stages, where it is closed."""
        if not self.closed:
            return None
        first, last = self.places[self.order[0]], self.places[self.order[self.above]]
        low = self.places[self.order[-1]]
        half = width / 2
        top, bottom = last.y + last.height / 2 - half, low.y + low.height / 2 + half
        return Rect(
            x=first.middle - half,
            y=top,
            width=last.middle - first.middle + width,
            height=bottom - top,
            radius=_CORNER + half,
        )

    def is_above(self, key: str) -> bool:
        """Say whether a stage stands in the upper row."""
        return 0 < self.order.index(key) <= self.above

    def way(self, start: str, end: str) -> tuple[tuple[Point, ...], bool]:
        """Return the points of the way between two stages, and whether they are a curve."""
        one, two = self.places[start], self.places[end]
        first, second = self.order.index(start), self.order.index(end)
        last = len(self.order) - 1
        if first == 0 and second == 1 and last:
            return self._corner(one, two, upwards=True), True
        if second == 0 and first == last and last > self.above:
            return tuple(reversed(self._corner(two, one, upwards=False))), True
        if second - first == 1:
            return _straight(one, two), False
        return self._inside(start, end), True

    def _corner(self, end: Rect, card: Rect, *, upwards: bool) -> tuple[Point, ...]:
        """Return the way around a corner, from the stage at the left end to the first of a row."""
        x, y0 = end.middle, (end.y - _CLEAR if upwards else end.bottom + _CLEAR)
        y1, x1 = card.y + card.height / 2, card.x - _CLEAR
        turn = -1.0 if upwards else 1.0
        r = min(_CORNER, abs(y1 - y0), abs(x1 - x))
        near, bend = y1 - turn * r, r * _ROUND
        return (
            (x, y0),
            *((x, (y0 + near) / 2), (x, near), (x, near)),
            *((x, near + turn * (r - bend)), (x + r - bend, y1), (x + r, y1)),
            *((x + r, y1), ((x + r + x1) / 2, y1), (x1, y1)),
        )

    def _inside(self, start: str, end: str) -> tuple[Point, ...]:
        """Return a way across the inside of the track, where no stage stands."""
        a, b = self._port(start, 0.3), self._port(end, 0.7)
        depth = 70.0
        return (a[0], _ahead(*a, depth), _ahead(*b, depth), b[0])

    def _port(self, key: str, part: float) -> tuple[Point, Point]:
        """Return where a way leaves a stage towards the inside, and in which direction."""
        rect = self.places[key]
        if key == self.order[0]:
            return (rect.right + _CLEAR, rect.y + rect.height * part), (1.0, 0.0)
        x = rect.x + rect.width * part
        if self.is_above(key):
            return (x, rect.bottom + _CLEAR), (0.0, 1.0)
        return (x, rect.y - _CLEAR), (0.0, -1.0)

    def spoke(self, key: str, aside: float) -> tuple[Point, Point]:
        """Return the ends of a line between the band and a stage: at the band, at the stage."""
        rect, edge = self.places[key], self.inner_edge
        if key == self.order[0]:
            y = rect.y + rect.height / 2 + aside
            return (edge.x + _CLEAR / 2, y), (rect.x - _CLEAR, y)
        x = rect.middle + aside
        if self.is_above(key):
            return (x, edge.y + _CLEAR / 2), (x, rect.y - _CLEAR)
        return (x, edge.bottom - _CLEAR / 2), (x, rect.bottom + _CLEAR)


def paint_arrows(diagram: Diagram, track: Track, theme: Theme) -> list[Shape]:
    """Return the arrows of a loop as shapes."""
    shapes: list[Shape] = []
    spokes: dict[str, list[Arrow]] = {}
    for arrow in diagram.arrows:
        if arrow.start == arrow.end:
            shapes.append(Group(key=f"way:{arrow.key}", shapes=(), of=arrow.key))
        elif _on_band(arrow, track):
            spokes.setdefault(_stage(arrow, track), []).append(arrow)
        else:
            points, curved = track.way(arrow.start, arrow.end)
            shapes.append(_line(diagram, arrow, points, curved, theme))
    for stage, arrows in spokes.items():
        shapes += _spokes(diagram, stage, arrows, track, theme)
    return shapes


def _spokes(
    diagram: Diagram, stage: str, arrows: list[Arrow], track: Track, theme: Theme
) -> list[Shape]:
    """Return the lines between the band and a stage, side by side so that no labels touch."""
    labels = [_label(arrow) if stage != track.order[0] else Wrapped(()) for arrow in arrows]
    widths = [max(_APART, _wide(words) + _BESIDE) for words in labels]
    at = -sum(widths) / 2
    shapes: list[Shape] = []
    for arrow, words, width in zip(arrows, labels, widths, strict=True):
        ends = track.spoke(stage, at + width / 2)
        shapes += _spoke(diagram, arrow, ends, words, theme)
        at += width
    return shapes


def _label(arrow: Arrow) -> Wrapped:
    return wrap_evenly(arrow.label, _WIDTH, _SIZE, lines=2)


def _wide(words: Wrapped) -> float:
    return max((text_width(line, _SIZE) for line in words.lines), default=-20.0) + 20


def _on_band(arrow: Arrow, track: Track) -> bool:
    return bool(track.outer) and track.outer in (arrow.start, arrow.end)


def _stage(arrow: Arrow, track: Track) -> str:
    return arrow.end if arrow.start == track.outer else arrow.start


def _spoke(
    diagram: Diagram, arrow: Arrow, ends: tuple[Point, Point], words: Wrapped, theme: Theme
) -> list[Shape]:
    """Return a line between the band (its first end) and a stage, with its label."""
    outwards = arrow.end == next(box.key for box in diagram.boxes if box.lane == "around")
    line = _line(diagram, arrow, ends[::-1] if outwards else ends, False, theme)
    if not words.lines:
        return [line]
    high = len(words.lines) * leading(_SIZE) + 8
    wide, middle = _wide(words), (ends[0][1] + ends[1][1]) / 2
    rect = Rect(x=ends[0][0] - wide / 2, y=middle - high / 2, width=wide, height=high)
    pill = Pill(rung=0, words=words, size=_SIZE, rect=rect)
    return [line, paint_pill(pill, arrow, _colour(diagram, arrow, theme), theme)]


def _colour(diagram: Diagram, arrow: Arrow, theme: Theme) -> str:
    return theme.hues[Tone.INTERFACE if arrow.dotted else diagram.lanes[-1].tone].line


def _line(
    diagram: Diagram, arrow: Arrow, points: tuple[Point, ...], curved: bool, theme: Theme
) -> Group:
    line = Connector(
        start_key=arrow.start,
        end_key=arrow.end,
        points=points,
        stroke=_colour(diagram, arrow, theme),
        stroke_width=2.0 if arrow.dotted else 3.0,
        dash=(7.0, 4.0) if arrow.dotted else (),
        curved=curved,
        head_end=True,
        head=9.0 if arrow.dotted else 12.0,
    )
    title = arrow.tooltip or arrow.label
    return Group(key=f"way:{arrow.key}", shapes=(line,), title=title, of=arrow.key)


def _straight(one: Rect, two: Rect) -> tuple[Point, ...]:
    if abs(one.middle - two.middle) < 1:
        upper, lower = (one, two) if one.y < two.y else (two, one)
        ends = ((one.middle, upper.bottom + _CLEAR), (one.middle, lower.y - _CLEAR))
        return ends if upper is one else ends[::-1]
    y = one.y + one.height / 2
    if one.x < two.x:
        return (one.right + _CLEAR, y), (two.x - _CLEAR, y)
    return (one.x - _CLEAR, y), (two.right + _CLEAR, y)


def _ahead(point: Point, direction: Point, by: float) -> Point:
    return point[0] + direction[0] * by, point[1] + direction[1] * by
