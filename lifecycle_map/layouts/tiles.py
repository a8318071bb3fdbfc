"""Cards that stand in columns, each as high as its words, and what stands over a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from lifecycle_map.layouts.cards import Card
from lifecycle_map.layouts.legends import Entry
from lifecycle_map.layouts.measuring import Wrapped, shorten, wrap, wrap_evenly
from lifecycle_map.layouts.pages import Furniture
from lifecycle_map.layouts.rails import Label, Type, text_height
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane, Tone

BADGE = 24.0
"""How high the badge "you are here" is, in px; half of it stands above the card."""

_PAD = 12.0
_INSIDE = 7.0


@frozen(kw_only=True)
class Tile:
    """A box with its words, set for a card of some width.

    ``quiet`` cards are of what stands apart: grey, with a broken outline.
    """

    box: Box
    label: Wrapped
    detail: Wrapped
    size: float
    small: float
    tone: Tone
    quiet: bool = False

    @property
    def height(self) -> float:
        """The least height of the card, in px."""
        aside = BADGE / 2 - 2 if self.box.highlighted else 0.0
        return text_height(self._label, self._type) + 2 * _INSIDE + aside

    @property
    def _label(self) -> Label:
        return Label(label=self.label, detail=self.detail.lines)

    @property
    def _type(self) -> Type:
        return Type(label=self.size, detail=self.small, lines=len(self.label.lines))

    def paint(self, place: Rect, theme: Theme, language: str) -> Group:
        """Return the card as shapes, in a place of the page."""
        made = Card(
            box=self.box,
            rect=place,
            words=self._label,
            type=self._type,
            inside=place.width - _PAD,
            room=place.width - 16,
            tone=self.tone,
            theme=theme,
            language=language,
            quiet=self.quiet,
        )
        return made.paint()


def card(
    box: Box,
    width: float,
    size: float,
    *,
    tone: Tone,
    detail: Sequence[str] | None = None,
    quiet: bool = False,
    lines: int = 3,
) -> Tile:
    """Return a box as a card of that width; ``detail`` are its small lines where they are others
    than those of the box.
    """
    room = width - 2 * _PAD
    small = min(14.0, size)
    said = " · ".join(box.detail if detail is None else detail)
    return Tile(
        box=box,
        label=wrap_evenly(box.label, room, size, lines=lines, bold=True),
        detail=wrap(said, room, small, lines=2) if said else Wrapped(()),
        size=size,
        small=small,
        tone=tone,
        quiet=quiet,
    )


@frozen(kw_only=True)
class Column:
    """Cards that stand under each other, with their heights, and where the column stands."""

    cards: tuple[Tile, ...]
    heights: tuple[float, ...]
    left: float
    width: float

    def taken(self, gap: float) -> float:
        """Return the height of all, so far apart; a badge has its room above its card."""
        badges = sum(each.box.highlighted for each in self.cards) * BADGE / 2
        return sum(self.heights) + gap * (len(self.cards) - 1) + badges

    def places(self, top: float, gap: float) -> tuple[Rect, ...]:
        """Return the places of the cards, so far apart, from ``top`` down."""
        places, y = [], top
        for each, height in zip(self.cards, self.heights, strict=True):
            y += BADGE / 2 if each.box.highlighted else 0.0
            places.append(Rect(x=self.left, y=y, width=self.width, height=height))
            y += height + gap
        return tuple(places)

    def spread(self, top: float, room: float, gap: float) -> tuple[Rect, ...]:
        """Return the places of the cards in a room: up to three gaps apart, and in its middle."""
        spare = room - self.taken(gap)
        apart = gap + min(spare / max(1, len(self.cards) - 1), 2 * gap)
        return self.places(top + (room - self.taken(apart)) / 2, apart)


def column_title(lane: Lane, x: float, around: Furniture, at_end: int = 0) -> Group:
    """Return the name of a lane over its column: it begins at ``x``, or ends there."""
    room = around.width * 0.4
    text = Text(
        x=x,
        y=around.top + 18,
        lines=(shorten(lane.label, room, 17, bold=True),),
        size=17,
        bold=True,
        fill=around.theme.hues[lane.tone].line,
        under=around.theme.page,
        anchor=Anchor.END if at_end else Anchor.START,
        full=lane.label,
        fit=room,
    )
    return Group(key=lane.key, shapes=(text,), title=lane.label)


def outside_entry(boxes: Iterable[Box], theme: Theme, words: dict[str, str]) -> list[Entry]:
    """Return what a legend says of the broken outline, where there is one."""

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        line = theme.hues[Tone.NEUTRAL].line
        return (
            Rect(
                x=x, y=middle - 7, width=24, height=14, fill=theme.box, stroke=line,
                stroke_width=1.5, dash=(4, 3), radius=4,
            ),
        )  # fmt: skip

    entry = Entry(key="outside", words=words["outside"], width=24, sample=sample)
    return [entry] if any(box.outside for box in boxes) else []
