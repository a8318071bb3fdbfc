"""A lane of a ladder that has more than two: its name at the head, its boxes in a row beside it.

Rungs meet a lane from above and from below, so that nothing else stands on its edges.
"""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import BADGE_INSIDE, BADGE_ROOM, Card
from lifecycle_map.layouts.flows import TRACK, Flow, flows
from lifecycle_map.layouts.measuring import Wrapped, wrap
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.parts import Parts
from lifecycle_map.layouts.rails import (
    Columns,
    Label,
    Type,
    choose_types,
    columns,
    letter,
    text_height,
)
from lifecycle_map.layouts.scenes import Group, Rect, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane

HEAD = 132.0
"""How wide the head of a lane is, where its name stands."""

INSET = 14.0
"""Between the edge of a lane and what stands in it."""

_PAD = 14.0
_BAR = 5.0
_BESIDE_BAR = 12.0
_HEAD_SIZES = (16, 15, 14, 13, 12)
_HEAD_LINES = 4
_ASIDE = 0.42
_TRACK_ROOM = 6.0


@frozen(kw_only=True)
class Storey:
    """All that is needed to paint a lane, but its height on the page."""

    lane: Lane
    boxes: tuple[Box, ...]
    words: tuple[Label, ...]
    columns: Columns
    box_height: float
    flows: tuple[Flow, ...]
    type: Type
    theme: Theme
    language: str
    width: float
    alone: frozenset[str]
    first: bool
    last: bool

    @property
    def height(self) -> float:
        """The height of the whole lane."""
        return self._above + self.box_height + self._under

    @property
    def _room(self) -> float:
        """What flow that skips boxes takes beyond them."""
        tracks = max((flow.track for flow in self.flows), default=0)
        return TRACK * tracks + _TRACK_ROOM if tracks else 0.0

    @property
    def _above(self) -> float:
        badge = self.first and any(box.highlighted for box in self.boxes)
        return max(_PAD + BADGE_ROOM * badge, self._room if self.first else 0.0)

    @property
    def _under(self) -> float:
        badge = self.last and any(box.highlighted for box in self.boxes)
        return max(_PAD + BADGE_ROOM * badge, 0.0 if self.first else self._room)

    def grown(self, more: float) -> Storey:
        """Return the lane with higher boxes."""
        return evolve(self, box_height=round(self.box_height + more))

    def places(self, top: float) -> dict[str, Rect]:
        """Return the rectangles of the head and of the boxes, the lane starting at ``top``."""
        y = top + self._above
        head = Rect(x=MARGIN + INSET, y=y, width=HEAD, height=self.box_height)
        return {self.lane.key: head} | {
            box.key: Rect(x=x, y=y, width=self.columns.width, height=self.box_height)
            for box, x in zip(self.boxes, self.columns.lefts, strict=True)
        }

    def paint_ground(self, top: float) -> Group:
        """Return what lies under the boxes: colour and flow."""
        hue = self.theme.hues[self.lane.tone]
        ground = Rect(
            x=MARGIN,
            y=top,
            width=self.width - 2 * MARGIN,
            height=self.height,
            fill=hue.tint,
            stroke=hue.line if hue.tint == self.theme.page else "",
            stroke_width=1.25,
            radius=12,
        )
        places = self.places(top)
        lines = [flow.paint(places, hue.line, below=not self.first) for flow in self.flows]
        key = f"ground:{self.lane.key}"
        return Group(key=key, shapes=(ground, *lines), of=self.lane.key)

    def paint_boxes(self, top: float) -> list[Group]:
        """Return the head and the boxes."""
        places = self.places(top)
        cards = [
            self._card(box, words, places[box.key]).paint()
            for box, words in zip(self.boxes, self.words, strict=True)
        ]
        return [self._head(places[self.lane.key]), *cards]

    def _head(self, place: Rect) -> Group:
        hue = self.theme.hues[self.lane.tone]
        words, size = _heading(self.lane.label)
        ground = evolve(place, fill=hue.tint)
        bar = evolve(place, width=_BAR, fill=hue.line, radius=_BAR / 2)
        text = Text(
            x=place.x + _BAR + _BESIDE_BAR,
            y=place.y + (place.height - len(words.lines) * size * 1.2) / 2 + size * 0.97,
            lines=words.lines,
            size=size,
            leading=size * 1.2,
            fill=hue.line,
            under=hue.tint,
            bold=True,
            full=self.lane.label,
            fit=HEAD - _BAR - _BESIDE_BAR,
        )
        shapes = (ground, bar, text) if words.lines else (ground, bar)
        return Group(key=self.lane.key, shapes=shapes, title=self.lane.label)

    def _card(self, box: Box, words: Label, rect: Rect) -> Card:
        return Card(
            box=box,
            rect=rect,
            words=words,
            type=self.type,
            inside=self.columns.inside,
            room=rect.width + (self.columns.gap - 20 if not self._between else -12),
            tone=self.lane.tone,
            theme=self.theme,
            language=self.language,
            below=not self.first,
            between=self._between,
            alone=box.key in self.alone,
        )

    @property
    def _between(self) -> bool:
        return not (self.first or self.last)


def storeys(
    parts: Parts, theme: Theme, language: str, width: float, *, lowest: float, pad: float
) -> list[Storey]:
    """Return the lanes; a box is at least ``lowest`` high, and its words keep off by ``pad``."""
    left = MARGIN + 2 * INSET + HEAD
    spread = [columns(len(boxes), left, width - MARGIN - INSET - left) for boxes in parts.boxes]
    types = choose_types(list(zip(parts.boxes, spread, strict=True)))
    last = len(parts.lanes) - 1
    return [
        Storey(
            lane=lane,
            boxes=parts.boxes[side],
            words=tuple(letter(box, spread[side], types[side]) for box in parts.boxes[side]),
            columns=spread[side],
            box_height=_box_height(parts, side, spread[side], types[side], low=(lowest, pad)),
            flows=_flows(parts, side, 0 < side < last),
            type=types[side],
            theme=theme,
            language=language,
            width=width,
            alone=parts.alone(side),
            first=side == 0,
            last=side == last,
        )
        for side, lane in enumerate(parts.lanes)
    ]


def _flows(parts: Parts, side: int, between: bool) -> tuple[Flow, ...]:
    """Return the flow of a lane; where rungs meet both edges it leaves at the sides of a box."""
    found = flows(parts.flows[side], parts.boxes[side])
    return tuple(evolve(flow, aside=_ASIDE) for flow in found) if between else found


def _box_height(
    parts: Parts, side: int, spread: Columns, sizes: Type, *, low: tuple[float, float]
) -> float:
    boxes, (lowest, pad) = parts.boxes[side], low
    heights = (text_height(letter(box, spread, sizes), sizes) for box in boxes)
    high = max(lowest, max(heights, default=0.0) + pad, _head_height(parts.lanes[side]))
    if any(box.highlighted for box in boxes):
        high += BADGE_INSIDE if 0 < side < len(parts.lanes) - 1 else pad / 3
    return high + (pad / 3 if parts.alone(side) else 0.0)


def _heading(label: str) -> tuple[Wrapped, float]:
    """Return the name of a lane in the largest type in which no word is split."""
    room = HEAD - _BAR - _BESIDE_BAR
    for size in _HEAD_SIZES:
        words = wrap(label, room, size, lines=_HEAD_LINES - 1, bold=True)
        if not (words.cut or words.splits):
            return words, size
    return wrap(label, room, _HEAD_SIZES[-1], lines=_HEAD_LINES, bold=True), _HEAD_SIZES[-1]


def _head_height(lane: Lane) -> float:
    words, size = _heading(lane.label)
    return len(words.lines) * size * 1.2
