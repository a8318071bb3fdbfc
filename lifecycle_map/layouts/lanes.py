"""A lane of a ladder: its band of colour, title, boxes, flow, and what concerns it throughout.

Both lanes are built alike, from the inner edge, which faces the rungs, outwards: boxes first, then
the tracks of flow that skips boxes, then the bands of the whole lane, then the title.
"""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.bands import BAND, Band
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.flows import STACK, TRACK, Flow
from lifecycle_map.layouts.measuring import shorten, text_width
from lifecycle_map.layouts.rails import Columns, Label, Type
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane, Tone

INSET = 16.0
"""Between the edge of a lane and its boxes."""

_TITLE = 17
_TITLE_ROW = 30.0
_BESIDE = 10.0
_BADGE = 24.0
_BADGE_ROOM = 10.0
_MAKE_WAY = 5.0
_PLAIN = 1.75
_THICK = 4.5
_DASH = (7.0, 4.0)
_RADIUS = 9.0
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
        return INSET + self.box_height + max(_BADGE_ROOM if badge else 0, STACK if stack else 0)

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
            self._box(box, words, places[box.key])
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

    def _box(self, box: Box, words: Label, rect: Rect) -> Group:
        frame = self._frame(box, rect)
        behind = evolve(
            frame,
            x=rect.x + STACK,
            y=rect.y + (STACK if self.below else -STACK),
            stroke_width=1.25,
        )
        shapes: list[Shape] = [behind, frame] if box.repeats else [frame]
        shapes += self._words(box, words, frame)
        shapes += self._marks(box, rect)
        return Group(key=box.key, shapes=tuple(shapes), title=_hover(box))

    def _frame(self, box: Box, rect: Rect) -> Rect:
        hue = self.theme.hues[self.lane.tone]
        alone = box.key in self.alone
        return evolve(
            rect,
            fill=self._fill(box),
            stroke=hue.line if not alone or box.highlighted else self.theme.quiet,
            stroke_width=_THICK if box.highlighted else _PLAIN,
            dash=_DASH if box.outside else (),
            radius=_RADIUS,
        )

    def _fill(self, box: Box) -> str:
        if box.key in self.alone:
            return self.theme.hues[Tone.NEUTRAL].tint
        return self.theme.hues[self.lane.tone].tint if box.outside else self.theme.box

    def _words(self, box: Box, words: Label, frame: Rect) -> list[Shape]:
        sizes = self.type
        lines, detail = words.label.lines, words.detail
        high = len(lines) * sizes.leading + (
            4 + len(detail) * sizes.detail_leading if detail else 0
        )
        y = frame.y + (frame.height - high) / 2 + sizes.label * 0.97 + self._aside(box)
        common = Text(
            x=frame.middle,
            y=y,
            lines=lines,
            size=sizes.label,
            leading=sizes.leading,
            bold=True,
            fill=self.theme.ink,
            under=frame.fill,
            anchor=Anchor.MIDDLE,
            full=box.label,
            fit=self.columns.inside,
        )
        small = evolve(
            common,
            y=y + (len(lines) - 1) * sizes.leading + 4 + sizes.detail_leading,
            lines=detail,
            size=sizes.detail,
            leading=sizes.detail_leading,
            bold=False,
            fill=self.theme.muted,
            full="\n".join(box.detail),
        )
        return [text for text in (common, small) if text.lines]

    def _aside(self, box: Box) -> float:
        """Return how far the words of a box make way for the tags on its edges."""
        outwards = _MAKE_WAY * (box.key in self.alone) - _MAKE_WAY * box.highlighted
        return outwards if self.below else -outwards

    def _marks(self, box: Box, rect: Rect) -> list[Shape]:
        words = captions(self.language)
        marks: list[Shape] = []
        outer, inner = (rect.bottom, rect.y) if self.below else (rect.y, rect.bottom)
        hue = self.theme.hues[self.lane.tone]
        if box.highlighted:
            middle = outer + (2 if self.below else -2)
            marks += self._tag(words["here"], rect, middle, hue.line, hue.line)
        if box.key in self.alone:
            marks += self._tag(words["alone"], rect, inner, self.theme.page, self.theme.quiet)
        return marks

    def _tag(
        self, words: str, rect: Rect, middle: float, fill: str, stroke: str
    ) -> tuple[Rect, Text]:
        """Return a small label that sits on the edge of a box."""
        room = rect.width + self.columns.gap - 20
        size = 14 if text_width(words, 14, bold=True) <= room else 12
        words = shorten(words, room, size, bold=True)
        solid = fill == stroke
        wide = text_width(words, size, bold=solid) + 16
        tag = Rect(
            x=rect.middle - wide / 2,
            y=middle - _BADGE / 2,
            width=wide,
            height=_BADGE,
            fill=fill,
            stroke=stroke,
            stroke_width=1.25,
            dash=() if solid else (4, 3),
            radius=_BADGE / 2,
        )
        text = Text(
            x=rect.middle,
            y=middle + size * 0.35,
            lines=(words,),
            size=size,
            bold=solid,
            fill=self.theme.on_line if solid else self.theme.muted,
            under=fill,
            anchor=Anchor.MIDDLE,
            fit=wide,
        )
        return tag, text


def _hover(box: Box) -> str:
    return "\n".join(part for part in (box.label, *box.detail, box.tooltip) if part)
