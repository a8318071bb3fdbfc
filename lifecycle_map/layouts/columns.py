"""Lanes that stand upright, side by side, with cards one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.lettering import PAD, choose_type, type_of, words_of
from lifecycle_map.layouts.measuring import shorten
from lifecycle_map.layouts.rails import Type, text_height
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane

TITLE = 34.0
"""The height of the title of a lane."""

INSET = 14.0
"""Between the edge of a lane and its cards."""

_SIZES = (18, 17, 16, 15, 14)
_SMALL = (13, 12)
_MANY = 12
_TITLE_SIZE = 17
_LOW = 34.0
_BADGE = 8.0
_FARTHEST = 130.0


@frozen(kw_only=True)
class Stack:
    """A lane with cards of some heights, one below the other."""

    lane: Lane
    boxes: tuple[Box, ...]
    left: float
    width: float
    top: float
    highs: tuple[float, ...]
    gap: float
    type: Type
    theme: Theme
    language: str
    alone: frozenset[str] = frozenset()

    @property
    def height(self) -> float:
        """The height of the lane with its title."""
        return TITLE + self._badge + sum(self.highs) + self.gap * (len(self.highs) - 1) + INSET

    @property
    def _badge(self) -> float:
        return _BADGE if any(box.highlighted or box.repeats for box in self.boxes) else 0.0

    def filled(self, height: float) -> Stack:
        """Return the lane at a height, its cards spread over it."""
        spare = height - self.height
        if spare <= 0 or not self.highs:
            return self
        share = spare / (2 * len(self.highs))
        gap = self.gap + share * len(self.highs) / max(len(self.highs) - 1, 1)
        return evolve(
            self, highs=tuple(high + share for high in self.highs), gap=min(gap, _FARTHEST)
        )

    def places(self) -> dict[str, Rect]:
        """Return where the cards stand."""
        found, y = {}, self.top + TITLE + self._badge
        wide = self.width - 2 * INSET
        for box, high in zip(self.boxes, self.highs, strict=True):
            found[box.key] = Rect(x=self.left + INSET, y=y, width=wide, height=high)
            y += high + self.gap
        return found

    def ground(self, height: float) -> Group:
        """Return the lane itself, with its title."""
        hue = self.theme.hues[self.lane.tone]
        rect = Rect(
            x=self.left,
            y=self.top,
            width=self.width,
            height=height,
            fill=hue.tint,
            stroke=hue.line if hue.tint == self.theme.page else "",
            stroke_width=1.25,
            radius=12,
        )
        room = self.width - 2 * INSET
        title = Text(
            x=rect.middle,
            y=self.top + 23,
            lines=(shorten(self.lane.label, room, _TITLE_SIZE, bold=True),),
            size=_TITLE_SIZE,
            bold=True,
            fill=hue.line,
            under=hue.tint,
            anchor=Anchor.MIDDLE,
            full=self.lane.label,
            fit=room,
        )
        words = (title,) if self.lane.label.strip() else ()
        return Group(key=self.lane.key, shapes=(rect, *words), title=self.lane.label)

    def paint(self) -> list[Group]:
        """Return the cards."""
        places = self.places()
        return [self._card(box, places[box.key]).paint() for box in self.boxes]

    def _card(self, box: Box, rect: Rect) -> Card:
        return Card(
            box=box,
            rect=rect,
            words=words_of(box, rect.width, self.type),
            type=self.type,
            inside=rect.width - 2 * PAD,
            room=rect.width,
            tone=self.lane.tone,
            theme=self.theme,
            language=self.language,
            alone=box.key in self.alone,
        )


def stack(
    lane: Lane,
    boxes: Sequence[Box],
    area: Rect,
    theme: Theme,
    language: str,
    *,
    gap: float = 14.0,
) -> Stack:
    """Return a lane with its cards, as high as their words need, as wide as an area."""
    wide = area.width - 2 * INSET
    sizes = _SIZES if len(boxes) <= _MANY else _SIZES + _SMALL
    letters = choose_type([(box, wide) for box in boxes], sizes) if boxes else type_of(16, 3)
    words = [words_of(box, wide, letters) for box in boxes]
    highs = tuple(max(_LOW, text_height(word, letters) + 16) for word in words)
    return Stack(
        lane=lane,
        boxes=tuple(boxes),
        left=area.x,
        width=area.width,
        top=area.y,
        highs=highs,
        gap=gap,
        type=letters,
        theme=theme,
        language=language,
    )
