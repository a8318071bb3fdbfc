"""The flow of products: processes side by side, and each product on its way from one to the next.

A product stands in the column of the process that makes it; a line leads from there to each process
that works on it or approves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.badges import HEIGHT, here
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import hover, tag
from lifecycle_map.layouts.measuring import Wrapped, wrap, wrap_evenly
from lifecycle_map.layouts.pages import MARGIN, Furniture, furniture, page
from lifecycle_map.layouts.product_forms import FOLD, LID, form, shaped
from lifecycle_map.layouts.product_legend import product_legend
from lifecycle_map.layouts.product_stops import DOT, marker, stop_line
from lifecycle_map.layouts.product_tracks import Panel, Stop, Track, panels
from lifecycle_map.layouts.scenes import Anchor, Group, Path, Rect, Scene, Shape, Text
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Box, Diagram, Tone

_NARROWEST = 146.0
_WIDEST = 400.0
_LEFT = 42.0
_INSET = 12.0
_PORT = 17.0
_RIGHT = 8.0
_ROW_GAP = 10.0
_AMPLE = 40.0
_PANEL_GAP = 26.0
_FEW = 12
_BADGE = HEIGHT / 2
_WIDEST_BOX = 230.0
_APART = 30.0
_LEAST_STEP = 16.0


def product_flow(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay products out on their way through processes, on a page at least that large.

    Processes that do not fit side by side are wrapped into panels below each other, and the page
    grows higher for them.
    """
    most = max(2, int((width - 2 * MARGIN) // _NARROWEST))
    found = panels(diagram, most)
    widest = max((len(panel.columns) for panel in found), default=1)
    column = min(_WIDEST, max(_NARROWEST, (width - 2 * MARGIN) / widest))
    around = furniture(diagram, theme, max(width, 2 * MARGIN + widest * column))
    key = product_legend(diagram, theme, MARGIN, around.width - MARGIN)
    drawn = [_Chart(diagram=diagram, theme=theme, panel=p, column=column) for p in found]
    fixed = around.top + key.height + around.bottom + 18
    if fixed + _taken(drawn) > height and len(diagram.boxes) > _FEW:
        drawn = [evolve(chart, tight=True) for chart in drawn]
    taken = _taken(drawn)
    high = round(max(height, fixed + taken))
    spare = (high - fixed - taken) / max(1, sum(len(panel.rows) for panel in found))
    shapes: list[Shape] = [] if drawn else [_nothing(around, high)]
    y, seen = around.top, set[str]()
    for chart in drawn:
        airy = evolve(chart, air=min(spare, _AMPLE))
        shapes += airy.paint(y, seen)
        y += airy.height + _PANEL_GAP
    foot = key.paint(high - around.bottom - key.height + 4)
    return page(around, high, (*shapes, foot) if key.rows else shapes)


def _taken(charts: Sequence[_Chart]) -> float:
    """Return the height that charts take below each other."""
    return sum(chart.height for chart in charts) + _PANEL_GAP * max(0, len(charts) - 1)


def _nothing(around: Furniture, height: float) -> Group:
    text = Text(
        x=around.width / 2,
        y=(around.top + height) / 2,
        lines=(captions(around.diagram.language)["no products"],),
        size=18,
        fill=around.theme.muted,
        under=around.theme.page,
        anchor=Anchor.MIDDLE,
    )
    return Group(key="empty", shapes=(text,))


@frozen(kw_only=True)
class _Chart:
    """A panel on the page; ``air`` is what each row has beyond its least height, and a ``tight``
    one has smaller words and rows that stand closer.
    """

    diagram: Diagram
    theme: Theme
    panel: Panel
    column: float
    air: float = 0.0
    tight: bool = False

    @property
    def gap(self) -> float:
        """The least distance of two rows."""
        return _ROW_GAP / 2 if self.tight else _ROW_GAP

    @property
    def size(self) -> float:
        """The size of the words in products, in px."""
        usual = 14 if len(self.diagram.boxes) <= _FEW else 13
        return 12 if self.tight else usual

    @property
    def height(self) -> float:
        """The height of heads and rows."""
        return self._head + sum(self._row(row) for row in self.panel.rows) + self.gap

    @property
    def _badge(self) -> float:
        lanes = (self.diagram.lanes[place] for place in self.panel.columns)
        return HEIGHT if any(lane.highlighted for lane in lanes) else 0.0

    @property
    def _head(self) -> float:
        return max(len(words.lines) for words in self._heads()) * 17 + 18 + self._badge

    def _heads(self) -> list[Wrapped]:
        labels = [self.diagram.lanes[place].label for place in self.panel.columns]
        return [wrap(label, self.column - 16, 14, lines=4, bold=True) for label in labels]

    @property
    def _box(self) -> float:
        return min(_WIDEST_BOX, self.column - _LEFT - _RIGHT)

    def _words(self, box: Box) -> Wrapped:
        fold = FOLD if form(box.category) == "report" else 0.0
        return wrap_evenly(box.label, self._box - 14 - fold, self.size, lines=4)

    def _high(self, track: Track) -> float:
        lid = LID - 3 if form(track.box.category) == "record" else 0.0
        ports = len(track.own) + bool(track.before)
        words = len(self._words(track.box).lines) * self.size * 1.2
        return max(words + (10 if self.tight else 14) + lid, ports * _PORT + 6)

    def _row(self, row: Sequence[Track]) -> float:
        badge = _BADGE if any(track.box.highlighted for track in row) else 0.0
        return max(self._high(track) for track in row) + self.gap + self.air + badge

    def x(self, column: int) -> float:
        """Return the left edge of a column."""
        return MARGIN + column * self.column

    def paint(self, top: float, seen: set[str]) -> Iterator[Shape]:
        """Yield the shapes from ``top`` down; the keys of lanes painted before are in ``seen``."""
        bottom = top + self.height
        for number in range(len(self.panel.columns)):
            yield self._head_of(number, top, bottom, seen)
        y = top + self._head + self.gap / 2
        for row in self.panel.rows:
            high = self._row(row)
            badge = _BADGE if any(track.box.highlighted for track in row) else 0.0
            for track in row:
                yield from self._track(track, y + badge + (high - badge) / 2)
            y += high
        for number, place in enumerate(self.panel.columns):
            lane = self.diagram.lanes[place]
            if lane.highlighted and f"here:{lane.key}" not in seen:
                seen.add(f"here:{lane.key}")
                around = Rect(
                    x=self.x(number) + 1, y=top + _BADGE, width=self.column - 2,
                    height=self.height - _BADGE,
                )  # fmt: skip
                yield here(lane, around, self.theme, self.diagram.language)

    def _ground(self, number: int) -> str:
        return self.theme.hues[Tone.NEUTRAL].tint if number % 2 == 0 else self.theme.page

    def _head_of(self, number: int, top: float, bottom: float, seen: set[str]) -> Group:
        """Return a column: its ground, its name, and a line under it."""
        lane = self.diagram.lanes[self.panel.columns[number]]
        words, hue = self._heads()[number], self.theme.hues[lane.tone]
        left, low = self.x(number), top + self._head - 6
        ground = Rect(
            x=left, y=top + self._badge / 2, width=self.column,
            height=bottom - top - self._badge / 2,
            fill=self._ground(number), radius=6,
        )  # fmt: skip
        text = Text(
            x=left + self.column / 2,
            y=low - 9 - (len(words.lines) - 1) * 17,
            lines=words.lines,
            size=14,
            leading=17,
            bold=True,
            fill=hue.line,
            under=self._ground(number),
            anchor=Anchor.MIDDLE,
            full=lane.label,
            fit=self.column - 12,
        )
        rule = Path(
            points=((left + 8, low), (left + self.column - 8, low)),
            stroke=hue.line,
            stroke_width=2.0,
        )
        key = lane.key if lane.key not in seen else f"{lane.key}#{len(seen)}"
        seen.add(key)
        return Group(key=key, shapes=(ground, text, rule), title=lane.label, of=lane.key)

    def _track(self, track: Track, y: float) -> Iterator[Group]:
        """Yield a product with all that is done to it; ``y`` is the middle of its row."""
        high = self._high(track)
        frame = Rect(
            x=self.x(track.home) + _LEFT, y=y - high / 2, width=self._box, height=high,
            stroke_width=1.75,
        )  # fmt: skip
        count = len(track.own) + bool(track.before)
        ports = [y + (n - (count - 1) / 2) * _PORT for n in range(count)]
        for stop, port in zip(track.own, ports, strict=False):
            yield self._made(stop, frame, port)
        yield from self._stops(track.after, frame, y, rightwards=True)
        yield from self._stops(track.before, frame, ports[-1] if ports else y, rightwards=False)
        yield self._product(track, frame)

    def _made(self, stop: Stop, frame: Rect, y: float) -> Group:
        """Return the arrow from the process into the product that stands in its column."""
        x = frame.x - _LEFT + _INSET
        dot = marker(stop.arrow.link, x, y, self.theme, self._tone(stop))
        ends = (f"stop:{stop.number}", stop.arrow.end)
        line = stop_line(stop.arrow.link, ends, ((x + DOT / 2, y), (frame.x - 1, y)),
                         self.theme, self._tone(stop))  # fmt: skip
        return self._group(stop, (line, *dot))

    def _stops(
        self, stops: Sequence[Stop], frame: Rect, y: float, *, rightwards: bool
    ) -> Iterator[Group]:
        """Yield the line that leads from a product to one stop after the other."""
        turn = 1 if rightwards else -1
        before, x = f"{stops[0].arrow.end}" if stops else "", frame.right if rightwards else frame.x
        for stop in stops:
            own = [other for other in stops if other.column == stop.column]
            at = self._stop_x(stop, own, x, turn)
            line = stop_line(
                stop.arrow.link,
                (before, f"stop:{stop.number}"),
                ((x, y), (at - turn * DOT / 2, y)),
                self.theme,
                self._tone(stop),
            )
            dot = marker(stop.arrow.link, at, y, self.theme, self._tone(stop))
            yield self._group(stop, (line, *dot))
            before, x = f"stop:{stop.number}", at + turn * DOT / 2

    def _stop_x(self, stop: Stop, own: Sequence[Stop], x: float, turn: int) -> float:
        """Return where a stop stands: in the middle of its column, beside others there; but past
        the product, where it is that of the product itself.
        """
        shift = (own.index(stop) - (len(own) - 1) / 2) * _APART * turn
        middle = self.x(stop.column) + self.column / 2 + shift
        return max(middle, x + _LEAST_STEP) if turn > 0 else min(middle, x - _LEAST_STEP)

    def _tone(self, stop: Stop) -> Tone:
        return self.diagram.tone(stop.arrow.start)

    def _group(self, stop: Stop, shapes: tuple[Shape, ...]) -> Group:
        key = f"stop:{stop.number}"
        return Group(key=key, shapes=shapes, title=stop.arrow.tooltip, of=stop.arrow.key)

    def _product(self, track: Track, frame: Rect) -> Group:
        box, words = track.box, self._words(track.box)
        tone = self.diagram.tone(box.key)
        kind = form(box.category)
        thick = evolve(frame, stroke_width=4.0 if box.highlighted else 1.75)
        shapes = shaped(kind, thick, self._ground(track.home), self.theme, tone)
        fill = shapes[0].fill if isinstance(shapes[0], Rect) else self.theme.box
        lid = LID - 3 if kind == "record" else 0.0
        leading = self.size * 1.2
        rest = (len(words.lines) - 1) * leading
        text = Text(
            x=frame.middle,
            y=frame.y + lid + (frame.height - lid - rest) / 2 + self.size * 0.35,
            lines=words.lines,
            size=self.size,
            leading=leading,
            fill=self.theme.ink,
            under=fill,
            anchor=Anchor.MIDDLE,
            full=box.label,
            fit=frame.width - 8,
        )
        badge = self._here(frame, tone) if box.highlighted else ()
        return Group(key=box.key, shapes=(*shapes, text, *badge), title=hover(box))

    def _here(self, frame: Rect, tone: Tone) -> tuple[Shape, ...]:
        words = captions(self.diagram.language)["here"]
        colour = self.theme.hues[tone].line
        return tag(words, (frame.middle, frame.y - 9), frame.width - 16, self.theme, colour)
