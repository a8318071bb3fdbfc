"""What stands in a cell of a matrix: a sign, a count on a shade, a letter, words, or a bar."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.colours import between, ink_on
from lifecycle_map.layouts.measuring import Wrapped, wrap
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Shape, Text
from lifecycle_map.layouts.signs import sign
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, State, Tone

SIGN = 16.0
"""How large a sign is in a cell, in px."""

PALEST = 0.12
"""How much colour a shade has at the least, so that it is seen to be one."""

_PAD = 6.0
_SHORT = 3
_FEW = 4


@frozen(kw_only=True)
class Cell:
    """A box of the diagram with its place in the matrix and its words."""

    box: Box
    row: int
    column: int
    span: int
    words: Wrapped
    size: float

    @property
    def sized(self) -> bool:
        """Whether a sign stands before the words."""
        return self.box.state is not None and self.box.share is None

    @property
    def height(self) -> float:
        """How much height it needs."""
        return max(len(self.words.lines) * self.size * 1.25 + 12, SIGN + 8 if self.sized else 0)

    def paint(self, place: Rect, theme: Theme) -> Group:
        """Return the cell as shapes, in a place of the page."""
        shapes = self._bar(place, theme) if self._is_bar else self._plain(place, theme)
        title = "\n".join(filter(None, (self.box.label, *self.box.detail, self.box.tooltip)))
        return Group(key=self.box.key, shapes=shapes, title=title)

    @property
    def _is_bar(self) -> bool:
        return bool(self.box.until)

    def _plain(self, place: Rect, theme: Theme) -> tuple[Shape, ...]:
        if self.box.share is not None:
            return self._shade(place, theme)
        if not self.sized:
            middle = len(self.box.label) <= _SHORT
            x = place.middle if middle else place.x + _PAD
            return self._text(x, place, theme.ink, theme.page, middle=middle)
        assert self.box.state is not None, "it has a sign"
        y = place.y + place.height / 2
        if not self.words.lines:
            return sign(self.box.state, place.middle, y, SIGN, theme)
        drawn = sign(self.box.state, place.x + _PAD + SIGN / 2, y, SIGN, theme)
        x = place.x + 2 * _PAD + SIGN
        mark = Group(key=f"sign:{self.box.key}", shapes=drawn, of=self.box.key)
        return (mark, *self._text(x, place, theme.ink, theme.page))

    def _shade(self, place: Rect, theme: Theme) -> tuple[Shape, ...]:
        """Return a count on a shade: the more, the stronger."""
        share = self.box.share or 0.0
        base = theme.hues[Tone.NEUTRAL].tint
        fill = between(base, theme.poor, PALEST + (1 - PALEST) * share) if share else base
        ground = Rect(
            x=place.x, y=place.y, width=place.width, height=place.height, fill=fill, radius=4
        )
        return (ground, *self._text(place.middle, place, ink_on(fill), fill, middle=True))

    def _bar(self, place: Rect, theme: Theme) -> tuple[Shape, ...]:
        """Return a bar over the columns that it lasts for; hollow and broken when not there."""
        state = self.box.state
        wanted = state in (State.WANTED, State.ABSENT)
        colour = theme.of_state(state) if state is State.ABSENT else theme.hues[Tone.SERVICE].line
        fill = theme.page if wanted else theme.hues[Tone.SERVICE].tint
        high = min(place.height, 26.0)
        bar = Rect(
            x=place.x,
            y=place.y + (place.height - high) / 2,
            width=place.width,
            height=high,
            fill=fill,
            stroke=colour,
            stroke_width=2.0,
            dash=(6, 4) if wanted else (),
            radius=high / 2,
        )
        return (bar, *self._text(place.middle, place, theme.ink, fill, middle=True))

    def _text(
        self, x: float, place: Rect, ink: str, under: str, *, middle: bool = False
    ) -> tuple[Text, ...]:
        if not self.words.lines:
            return ()
        leading = self.size * 1.25
        rest = (len(self.words.lines) - 1) * leading
        text = Text(
            x=x,
            y=place.y + (place.height - rest) / 2 + self.size * 0.35,
            lines=self.words.lines,
            size=self.size,
            leading=leading,
            bold=len(self.box.label) <= _SHORT,
            fill=ink,
            under=under,
            anchor=Anchor.MIDDLE if middle else Anchor.START,
            full=self.box.label,
            fit=place.width,
        )
        return (text,)


def cell_of(box: Box, *, row: int, column: int, span: int, width: float, size: float) -> Cell:
    """Return a box as the cell of a matrix whose columns are so wide."""
    room = width * span - 4 * _PAD
    if box.state is not None and not box.until:
        room -= SIGN + _PAD
    bold = len(box.label) <= _SHORT
    lines = 1 if box.until else _FEW
    words = wrap(box.label, max(room, size), size, lines=lines, bold=bold)
    return Cell(box=box, row=row, column=column, span=span, words=words, size=size)
