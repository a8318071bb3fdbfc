"""A box with its words: outline, label and detail, what marks it, and the tags on its edges."""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.flows import STACK
from lifecycle_map.layouts.measuring import shorten, text_width
from lifecycle_map.layouts.rails import Label, Type
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, Tone

BADGE_ROOM = 10.0
"""How far a badge stands out over the edge of its card."""

BADGE_INSIDE = 24.0
"""How much higher a card is for a badge inside it."""

_BADGE = 24.0
_MAKE_WAY = 5.0
_PLAIN = 1.75
_THICK = 4.5
_DASH = (7.0, 4.0)
_RADIUS = 9.0


@frozen(kw_only=True)
class Card:
    """A box at its place. ``inside`` is the width that its words keep to, ``room`` the width that a
    tag may take, ``below`` says that badges stand on the lower edge, ``alone`` that nothing
    corresponds to it, ``between`` that lines meet both its edges, so that a badge stands inside,
    ``quiet`` that it stands apart from the others.
    """

    box: Box
    rect: Rect
    words: Label
    type: Type
    inside: float
    room: float
    tone: Tone
    theme: Theme
    language: str
    below: bool = False
    alone: bool = False
    between: bool = False
    quiet: bool = False
    radius: float = _RADIUS

    def paint(self) -> Group:
        """Return the card as shapes."""
        frame = self._frame()
        shapes: list[Shape] = [self._behind(frame), frame] if self.box.repeats else [frame]
        shapes += self._words(frame)
        shapes += self._marks()
        return Group(key=self.box.key, shapes=tuple(shapes), title=hover(self.box))

    def _behind(self, frame: Rect) -> Rect:
        return evolve(
            frame,
            x=self.rect.x + STACK,
            y=self.rect.y + (STACK if self.below else -STACK),
            stroke_width=1.25,
        )

    def _frame(self) -> Rect:
        hue, rect = self.theme.hues[self.tone], self.rect
        return Rect(
            x=rect.x,
            y=rect.y,
            width=rect.width,
            height=rect.height,
            fill=self._fill(),
            stroke=self.theme.quiet if self._grey and not self.box.highlighted else hue.line,
            stroke_width=_THICK if self.box.highlighted else _PLAIN,
            dash=_DASH if self.box.outside or self.quiet else (),
            radius=self.radius,
        )

    @property
    def _grey(self) -> bool:
        return self.alone or self.quiet

    def _fill(self) -> str:
        if self._grey:
            return self.theme.hues[Tone.NEUTRAL].tint
        return self.theme.hues[self.tone].tint if self.box.outside else self.theme.box

    def _words(self, frame: Rect) -> list[Shape]:
        sizes, lines, detail = self.type, self.words.label.lines, self.words.detail
        high = len(lines) * sizes.leading + (
            4 + len(detail) * sizes.detail_leading if detail else 0
        )
        y = frame.y + (frame.height - high) / 2 + sizes.label * 0.97 + self._aside()
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
            full=self.box.label,
            fit=self.inside,
        )
        if not detail:
            return [common] if lines else []
        small = evolve(
            common,
            y=y + (len(lines) - 1) * sizes.leading + 4 + sizes.detail_leading,
            lines=detail,
            size=sizes.detail,
            leading=sizes.detail_leading,
            bold=False,
            fill=self.theme.muted,
            full="\n".join(self.box.detail),
        )
        return [text for text in (common, small) if text.lines]

    def _aside(self) -> float:
        """Return how far the words make way for the tags on the edges."""
        if self.between:
            return _MAKE_WAY * self.alone - BADGE_INSIDE / 2 * self.box.highlighted
        outwards = _MAKE_WAY * self.alone - _MAKE_WAY * self.box.highlighted
        return outwards if self.below else -outwards

    def _marks(self) -> list[Shape]:
        words = captions(self.language)
        marks: list[Shape] = []
        rect = self.rect
        outer, inner = (rect.bottom, rect.y) if self.below else (rect.y, rect.bottom)
        if self.box.highlighted:
            line = self.theme.hues[self.tone].line
            middle = outer + (2 if self.below else -2)
            middle = rect.bottom - 17 if self.between else middle
            marks += tag(words["here"], (rect.middle, middle), self.room, self.theme, line)
        if self.alone:
            marks += tag(words["alone"], (rect.middle, inner), self.room, self.theme)
        return marks


def tag(
    words: str, at: tuple[float, float], room: float, theme: Theme, solid: str = ""
) -> tuple[Rect, Text]:
    """Return a small label about a point: filled with the colour ``solid``, or dashed and empty."""
    size = 14 if text_width(words, 14, bold=True) <= room else 12
    words = shorten(words, room, size, bold=True)
    wide = text_width(words, size, bold=bool(solid)) + 16
    frame = Rect(
        x=at[0] - wide / 2,
        y=at[1] - _BADGE / 2,
        width=wide,
        height=_BADGE,
        fill=solid or theme.page,
        stroke=solid or theme.quiet,
        stroke_width=1.25,
        dash=() if solid else (4, 3),
        radius=_BADGE / 2,
    )
    text = Text(
        x=at[0],
        y=at[1] + size * 0.35,
        lines=(words,),
        size=size,
        bold=bool(solid),
        fill=theme.on_line if solid else theme.muted,
        under=frame.fill,
        anchor=Anchor.MIDDLE,
        fit=wide,
    )
    return frame, text


def hover(box: Box) -> str:
    """Return what is said of a box on hovering."""
    return "\n".join(part for part in (box.label, *box.detail, box.tooltip) if part)
