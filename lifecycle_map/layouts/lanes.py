"""A lane of a ladder: its band of colour, title, boxes, flow, and what concerns it throughout.

Both lanes are built alike, from the inner edge, which faces the rungs, outwards: boxes first, then
the tracks of flow that skips boxes, then the bands of the whole lane, then the title.
"""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.bands import BAND, Band
from lifecycle_map.layouts.cards import BADGE_ROOM, Card
from lifecycle_map.layouts.flows import STACK, TRACK, Flow
from lifecycle_map.layouts.measuring import shorten
from lifecycle_map.layouts.rails import Columns, Label, Type
from lifecycle_map.layouts.scenes import Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane

INSET = 16.0
"""Between the edge of a lane and its boxes."""

_TITLE = 17
_TITLE_ROW = 30.0
_BESIDE = 10.0
_TALLEST = 132.0


@frozen(kw_only=True)
class Rail:
    """All that is needed to paint a lane, but its height on the page."""

    lane: Lane
    boxes: tuple[Box, ...]
    words: tuple[Label, ...]
    columns: Columns
    box_height: float
    flows: tuple[Flow, ...]
    bands: tuple[tuple[Band, ...], ...]
    type: Type
    theme: Theme
    language: str
    left: float
    width: float
    alone: frozenset[str]
    below: bool

    @property
    def height(self) -> float:
        """The height of the whole lane."""
        return self._outer + len(self.bands) * BAND + _TITLE_ROW + 4

    def grown(self, more: float) -> Rail:
        """Return the lane with higher boxes, within reason, for a page that has room."""
        tallest = max(self.box_height, _TALLEST)
        return evolve(self, box_height=round(min(self.box_height + more, tallest)))

    @property
    def _beyond(self) -> float:
        """Where the boxes end, measured from the inner edge, with their badges and stacks."""
        badge = any(box.highlighted for box in self.boxes)
        stack = any(box.repeats for box in self.boxes)
        return INSET + self.box_height + max(BADGE_ROOM if badge else 0, STACK if stack else 0)

    @property
    def _outer(self) -> float:
        tracks = max((flow.track for flow in self.flows), default=0)
        room = TRACK * tracks + 6 if tracks else 0.0
        return max(self._beyond, INSET + self.box_height + room) + _BESIDE

    def y(self, top: float, offset: float, height: float) -> float:
        """Return the y of something so far outwards from the inner edge and so high."""
        return top + offset if self.below else top + self.height - offset - height

    def places(self, top: float) -> dict[str, Rect]:
        """Return the rectangles of the boxes by their keys, the lane starting at ``top``."""
        y = self.y(top, INSET, self.box_height)
        return {
            box.key: Rect(x=x, y=y, width=self.columns.width, height=self.box_height)
            for box, x in zip(self.boxes, self.columns.lefts, strict=True)
        }

    def paint_ground(self, top: float) -> Group:
        """Return what lies under the boxes: colour, title, flow, bands."""
        hue = self.theme.hues[self.lane.tone]
        ground = Rect(
            x=self.left,
            y=top,
            width=self.width,
            height=self.height,
            fill=hue.tint,
            # A lane of the page's own colour would have no edge.
            stroke=hue.line if hue.tint == self.theme.page else "",
            stroke_width=1.25,
            radius=12,
        )
        places = self.places(top)
        flows = [flow.paint(places, hue.line, below=self.below) for flow in self.flows]
        shapes = (ground, *self._title(top), *flows, *self._bands(top))
        return Group(key=self.lane.key, shapes=shapes, title=self.lane.label)

    def paint_boxes(self, top: float) -> list[Group]:
        """Return the boxes."""
        places = self.places(top)
        return [
            self._card(box, words, places[box.key]).paint()
            for box, words in zip(self.boxes, self.words, strict=True)
        ]

    def _title(self, top: float) -> tuple[Shape, ...]:
        hue = self.theme.hues[self.lane.tone]
        offset = self._outer + len(self.bands) * BAND
        room = self.width - 2 * INSET
        text = Text(
            x=self.left + INSET,
            y=self.y(top, offset, _TITLE_ROW) + (22 if not self.below else 19),
            lines=(shorten(self.lane.label, room, _TITLE, bold=True),),
            size=_TITLE,
            fill=hue.line,
            under=hue.tint,
            bold=True,
            full=self.lane.label,
            fit=room,
        )
        return (text,) if self.lane.label.strip() else ()

    def _bands(self, top: float) -> list[Group]:
        painted = []
        for number, row in enumerate(self.bands):
            y = self.y(top, self._outer + number * BAND, BAND)
            painted += [band.paint(y + (0 if self.below else 2), self.theme) for band in row]
        return painted

    def _card(self, box: Box, words: Label, rect: Rect) -> Card:
        return Card(
            box=box,
            rect=rect,
            words=words,
            type=self.type,
            inside=self.columns.inside,
            room=rect.width + self.columns.gap - 20,
            tone=self.lane.tone,
            theme=self.theme,
            language=self.language,
            below=self.below,
            alone=box.key in self.alone,
        )
