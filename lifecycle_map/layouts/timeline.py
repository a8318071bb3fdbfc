"""The timeline: rows over a time axis, with bars, milestones, and the slack between two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.axes import Axis, axis
from lifecycle_map.layouts.badges import here
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.legends import legend
from lifecycle_map.layouts.measuring import Wrapped, shorten, text_width, wrap
from lifecycle_map.layouts.pages import MARGIN, Furniture, furniture, page
from lifecycle_map.layouts.row_heads import PAD, RowHead
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
from lifecycle_map.layouts.timeline_legend import timeline_legend
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, State, Tone
from lifecycle_map.views.diagrams import Shape as Kind

_HEAD = 34.0
_ROW = 30.0
_AMPLE = 46.0
_BAR = 20.0
_DIAMOND = 14.0
_SIZES = (14, 13)
_SMALLS = (14, 12)
_MANY = 12
_WIDEST = 320.0
_SHARE = 0.28
_TICK = 62.0
_FEW = 6
_THINNEST = 9.0
_END = 60.0  # room for the slack of what is late, behind the last line


def timeline(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a diagram of rows with dates out over a time axis, on a page at least that large."""
    around = furniture(diagram, theme, width)
    key = legend(timeline_legend(diagram, theme), theme, MARGIN, width - MARGIN)
    size = _SIZES[len(diagram.boxes) > _MANY]
    names = [wrap(lane.label, _label_room(diagram, width), size, lines=2) for lane in diagram.lanes]
    fixed = around.top + _HEAD + key.height + around.bottom + 16
    rows = _rows(names, height - fixed)
    high = round(max(height, fixed + sum(rows)))
    moments = [m for box in diagram.boxes for m in (box.start, box.finish) if m]
    if not moments:
        return page(around, high, _empty(diagram, around, theme, width, high))
    room = _label_room(diagram, width) + 2 * PAD
    scale = axis(moments, MARGIN + room, width - MARGIN - _END)
    tops = [around.top + _HEAD + sum(rows[:number]) for number in range(len(rows))]
    chart = _Chart(
        diagram=diagram, theme=theme, axis=scale, tops=tuple(tops), rows=tuple(rows),
        top=around.top, width=width, names=tuple(names), room=room,
    )  # fmt: skip
    foot = key.paint(high - around.bottom - key.height + 4)
    return page(around, high, (*chart.paint(), *([foot] if key.rows else [])))


def _label_room(diagram: Diagram, width: float) -> float:
    widest = max((text_width(lane.label, _SIZES[0]) for lane in diagram.lanes), default=0.0)
    return min(widest + 4, _WIDEST, (width - 2 * MARGIN) * _SHARE)


def _rows(names: Sequence[Wrapped], spare: float) -> list[float]:
    least = [max(_ROW, len(name.lines) * _SIZES[0] * 1.25 + 10) for name in names]
    more = (spare - sum(least)) / max(1, len(least))
    return [min(row + max(0.0, more), max(row, _AMPLE)) for row in least]


def _empty(
    diagram: Diagram, around: Furniture, theme: Theme, width: float, high: float
) -> Iterator[Group]:
    text = Text(
        x=width / 2,
        y=(around.top + high) / 2,
        lines=(captions(diagram.language)["no dates"],),
        size=18,
        fill=theme.muted,
        under=theme.page,
        anchor=Anchor.MIDDLE,
    )
    yield Group(key="empty", shapes=(text,))


@frozen(kw_only=True)
class _Place:
    """Where words may stand: from or up to an x, how much room they have there, and on what."""

    x: float
    room: float
    anchor: Anchor
    ground: str


@frozen(kw_only=True)
class _Chart:
    """All that is needed to paint the rows."""

    diagram: Diagram
    theme: Theme
    axis: Axis
    tops: tuple[float, ...]
    rows: tuple[float, ...]
    top: float
    width: float
    names: tuple[Wrapped, ...]
    room: float

    @property
    def small(self) -> int:
        """The size of the words on rows, in px."""
        return _SMALLS[len(self.diagram.boxes) > _MANY]

    def paint(self) -> Iterator[Shape]:
        """Yield the shapes: rows, axis, slack, then what lies on the rows."""
        for number in range(len(self.rows)):
            yield self._head(number)
        yield self._scale()
        numbers = {lane.key: number for number, lane in enumerate(self.diagram.lanes)}
        boxes = {box.key: box for box in self.diagram.boxes}
        for arrow in self.diagram.arrows:
            yield self._slack(arrow, boxes[arrow.start], boxes[arrow.end], numbers)
        for lane in self.diagram.lanes:
            own = [box for box in self.diagram.boxes if box.lane == lane.key and box.finish]
            marks = [box for box in own if box.shape is Kind.GATE]
            for box in own:
                if box.shape is not Kind.GATE:
                    yield self._bar(box, numbers[lane.key])
            for box, end in zip(marks, self._ends(marks), strict=True):
                yield self._mark(box, numbers[lane.key], end)
        for number, lane in enumerate(self.diagram.lanes):
            if lane.highlighted:
                yield self._here(number)

    def _here(self, number: int) -> Group:
        left, right = MARGIN, self.width - MARGIN
        row = Rect(x=left, y=self.tops[number], width=right - left, height=self.rows[number])
        words = captions(self.diagram.language)["here"]
        middle = right - text_width(words, 14, bold=True) / 2 - 24
        return here(self.diagram.lanes[number], row, self.theme, self.diagram.language, x=middle)

    def _head(self, number: int) -> Group:
        head = RowHead(
            lane=self.diagram.lanes[number],
            words=self.names[number],
            size=_SIZES[len(self.diagram.boxes) > _MANY],
            left=MARGIN,
            right=self.width - MARGIN,
            room=self.room,
            shaded=number % 2 == 0,
        )
        return head.paint(self.tops[number], self.rows[number], self.theme)

    def _ground(self, number: int) -> str:
        return self.theme.hues[Tone.NEUTRAL].tint if number % 2 == 0 else self.theme.page

    def _middle(self, number: int) -> float:
        return self.tops[number] + self.rows[number] / 2

    def _scale(self) -> Group:
        bottom = self.tops[-1] + self.rows[-1]
        shapes: list[Shape] = []
        free = -1e9
        for tick in self.axis.ticks():
            x = self.axis.x(tick.moment)
            line = ((x, self.top + _HEAD - 6), (x, bottom))
            shapes.append(Path(points=line, stroke=self.theme.quiet, stroke_width=0.5, dash=(2, 4)))
            if x < free or x + _TICK / 2 > self.width - MARGIN + 8:
                continue
            free = x + _TICK
            shapes.append(
                Text(
                    x=x,
                    y=self.top + _HEAD - 12,
                    lines=(tick.words,),
                    size=self.small,
                    fill=self.theme.muted,
                    under=self.theme.page,
                    anchor=Anchor.MIDDLE,
                    fit=_TICK,
                )
            )
        return Group(key="axis", shapes=tuple(shapes))

    def _span(self, box: Box) -> tuple[float, float]:
        start, finish = box.start or box.finish, box.finish or box.start
        assert start is not None, "a bar has a date"
        assert finish is not None, "a bar has a date"
        left, right = self.axis.x(start), self.axis.x(finish)
        return left, max(right, left + _THINNEST)

    def _bar(self, box: Box, number: int) -> Group:
        lane = self.diagram.lanes[number]
        hue = self.theme.hues[lane.tone]
        left, right = self._span(box)
        frozen_ = box.state is State.ABSENT
        critical = box.state is State.RUNNING
        bar = Rect(
            x=left,
            y=self._middle(number) - _BAR / 2,
            width=right - left,
            height=_BAR,
            fill=self.theme.page if frozen_ else hue.tint,
            stroke=self.theme.poor if frozen_ else hue.line,
            stroke_width=3.5 if critical else 1.5,
            dash=(5, 3) if frozen_ else (),
            radius=min(5.0, (right - left) / 4),
        )
        title = "\n".join(filter(None, (lane.label, box.label, box.tooltip)))
        return Group(key=box.key, shapes=(bar,), title=title)

    def _ends(self, marks: Sequence[Box]) -> list[float]:
        """Return up to where the words of each mark may reach: the next mark, or the page's end.

        Of several on one bar only the last has room behind it.
        """
        lefts = [self._span(box)[0] for box in marks]
        starts = [max(x, self._bar_end(box)) for x, box in zip(lefts, marks, strict=True)]
        limit = self.width - MARGIN - 4
        return [
            0.0
            if start in starts[number + 1 :]
            else min([x - _DIAMOND for x in lefts if x > start], default=limit)
            for number, start in enumerate(starts)
        ]

    def _mark(self, box: Box, number: int, end: float) -> Group:
        lane = self.diagram.lanes[number]
        waits = any(arrow.end == box.key for arrow in self.diagram.arrows)
        hue = self.theme.hues[Tone.PROJECT if waits else lane.tone]
        x, y, half = self._span(box)[0], self._middle(number), _DIAMOND / 2
        diamond = Polygon(
            points=((x, y - half), (x + half, y), (x, y + half), (x - half, y)),
            fill=hue.line,
            stroke=self.theme.page,
        )
        words = self._words(box, x, y, end, self._ground(number))
        return Group(key=box.key, shapes=(diamond, *words), title=box.tooltip)

    def _words(self, box: Box, x: float, y: float, end: float, ground: str) -> tuple[Shape, ...]:
        """Return the name of a milestone where it has room: beside it, or behind the bar that it
        lies on, else on that bar or before it; before it, too, when what it waits for comes after.
        """
        places = self._places(box, x, end, ground)
        whole = (p for p in places if text_width(box.label, self.small) <= p.room)
        place = next(whole, max(places, key=lambda p: p.room))
        words = shorten(box.label, place.room, self.small) if place.room > _TICK / 2 else ""
        if len(words) < min(len(box.label), _FEW):
            return ()
        text = Text(
            x=place.x,
            y=y + self.small * 0.35,
            lines=(words,),
            size=self.small,
            fill=self.theme.ink,
            under=place.ground,
            anchor=place.anchor,
            full=box.label,
            fit=place.room,
        )
        return (_clear(text), text)

    def _places(self, box: Box, x: float, end: float, ground: str) -> list[_Place]:
        """Return where the name of a milestone may stand, the best place first."""
        last = self._bar_end(box)
        behind = max(x + _DIAMOND / 2, last) + 5
        before = min([x - _DIAMOND / 2, *(self._span(b)[0] for b in self._firsts(box))]) - 5
        ahead = _Place(x=before, room=before - self.axis.left, anchor=Anchor.END, ground=ground)
        if self._is_late(box):
            return [ahead]
        found = [_Place(x=behind, room=end - behind, anchor=Anchor.START, ground=ground)]
        if end and last > x:
            inside = x + _DIAMOND / 2 + 5
            tint = self.theme.hues[self._tone(box)].tint
            room = last - inside - 6
            found.append(_Place(x=inside, room=room, anchor=Anchor.START, ground=tint))
        alone = last <= x and not self._firsts(box)
        return [*found, ahead] if end and alone else found

    def _tone(self, box: Box) -> Tone:
        return next(lane.tone for lane in self.diagram.lanes if lane.key == box.lane)

    def _is_late(self, box: Box) -> bool:
        """Return whether what a milestone waits for ends after it."""
        return any(self._span(f)[1] > self._span(box)[0] for f in self._firsts(box))

    def _firsts(self, box: Box) -> list[Box]:
        """Return what a milestone waits for."""
        boxes = {each.key: each for each in self.diagram.boxes}
        return [boxes[arrow.start] for arrow in self.diagram.arrows if arrow.end == box.key]

    def _bar_end(self, box: Box) -> float:
        """Return where the bar ends that a milestone lies on; its own place where there is none."""
        x = self._span(box)[0]
        bars = [b for b in self.diagram.boxes if b.lane == box.lane and b.shape is not Kind.GATE]
        spans = [self._span(b) for b in bars if b.finish]
        return max((right for left, right in spans if left <= x <= right), default=x)

    def _slack(self, arrow: Arrow, first: Box, second: Box, numbers: dict[str, int]) -> Group:
        y = self._middle(numbers[first.lane])
        start, end = self._span(first)[1], self._span(second)[0]
        late = arrow.weight < 0
        back = _DIAMOND / 2 if end > start else -_DIAMOND / 2
        line = Connector(
            start_key=first.key,
            end_key=second.key,
            points=((start, y), (end - back, y)),
            stroke=self.theme.ink,
            stroke_width=2.0,
            dash=(3, 3) if late else (),
        )
        words = self._days(arrow, first, second, numbers[first.lane])
        shapes = (line, _clear(words), words)
        return Group(key=f"slack:{arrow.key}", shapes=shapes, title=arrow.tooltip, of=arrow.key)

    def _days(self, arrow: Arrow, first: Box, second: Box, number: int) -> Text:
        """Return the slack in words: over the line, or beside the two when they stand close."""
        y = self._middle(number)
        (left, start), end = self._span(first), self._span(second)[0]
        wide = text_width(arrow.label, self.small, bold=True)
        text = Text(
            x=(start + end) / 2,
            y=y - 6,
            lines=(arrow.label,),
            size=self.small,
            bold=True,
            fill=self.theme.ink,
            under=self._ground(number),
            anchor=Anchor.MIDDLE,
            fit=max(wide, abs(end - start)),
        )
        if abs(end - start) >= wide + 2 * _DIAMOND:
            return text
        if start > end:
            return evolve(text, x=start + _DIAMOND, y=y + 4, anchor=Anchor.START)
        return evolve(text, x=min(left, end) - _DIAMOND, y=y + 4, anchor=Anchor.END)


def _clear(text: Text) -> Rect:
    """Return a patch of the ground under a line of text, so that no line of the axis crosses it."""
    wide = text_width(text.lines[0], text.size, bold=text.bold)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[text.anchor]
    high = text.size * 1.1
    return Rect(
        x=text.x - shift - 2, y=text.y - high * 0.8, width=wide + 4, height=high, fill=text.under
    )
