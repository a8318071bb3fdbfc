"""A card: a box with its label and small lines, a mark of whose it is, and "you are here"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import hover, tag
from lifecycle_map.layouts.legends import Entry
from lifecycle_map.layouts.measuring import Wrapped, shorten, wrap, wrap_evenly
from lifecycle_map.layouts.pages import Furniture
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Lane, Tone

BADGE = 24.0
"""How high the badge "you are here" is, in px; half of it stands above the card."""

_PAD = 12.0
_INSIDE = 7.0
_PLAIN = 1.75
_THICK = 4.0
_DASH = (6.0, 4.0)
_RADIUS = 8.0


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
        return self._words + 2 * _INSIDE + self._aside

    @property
    def _aside(self) -> float:
        """The room in the card that its words leave to the badge."""
        return BADGE / 2 - 2 if self.box.highlighted else 0.0

    @property
    def _words(self) -> float:
        more = len(self.detail.lines) * self.small * 1.25 + (2 if self.detail.lines else 0)
        return len(self.label.lines) * self.size * 1.2 + more

    def paint(self, place: Rect, theme: Theme, language: str) -> Group:
        """Return the card as shapes, in a place of the page."""
        frame = self._frame(place, theme)
        badge = self._badge(frame, theme, language) if self.box.highlighted else ()
        return Group(
            key=self.box.key,
            shapes=(frame, *self._texts(frame, theme), *badge),
            title=hover(self.box),
        )

    def _frame(self, place: Rect, theme: Theme) -> Rect:
        line = theme.hues[self.tone].line
        quiet = self.quiet and not self.box.highlighted
        return Rect(
            x=place.x,
            y=place.y,
            width=place.width,
            height=place.height,
            fill=theme.hues[Tone.NEUTRAL].tint if self.quiet else theme.box,
            stroke=theme.quiet if quiet else line,
            stroke_width=_THICK if self.box.highlighted else _PLAIN,
            dash=_DASH if self.quiet or self.box.outside else (),
            radius=_RADIUS,
        )

    def _texts(self, frame: Rect, theme: Theme) -> list[Text]:
        y = frame.y + (frame.height + self._aside - self._words) / 2 + self.size * 0.95
        low = y + (len(self.label.lines) - 1) * self.size * 1.2 + 2 + self.small * 1.25
        label = self._text(frame, self.label, self.box.label, y, theme.ink, bold=True)
        told = "\n".join(self.box.detail)
        detail = self._text(frame, self.detail, told, low, theme.muted)
        return [text for text in (label, detail) if text.lines]

    def _text(
        self, frame: Rect, words: Wrapped, full: str, y: float, ink: str, *, bold: bool = False
    ) -> Text:
        size = self.size if bold else self.small
        return Text(
            x=frame.middle,
            y=y,
            lines=words.lines,
            size=size,
            leading=size * (1.2 if bold else 1.25),
            bold=bold,
            fill=ink,
            under=frame.fill,
            anchor=Anchor.MIDDLE,
            full=full,
            fit=frame.width - _PAD,
        )

    def _badge(self, frame: Rect, theme: Theme, language: str) -> tuple[Shape, ...]:
        words = captions(language)["here"]
        colour = theme.hues[self.tone].line
        return tag(words, (frame.middle, frame.y), frame.width - 16, theme, colour)


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
