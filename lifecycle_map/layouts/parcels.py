"""A parcel: a part of the hand-over package in a line, with the sign of how visible it is."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.cards import hover
from lifecycle_map.layouts.measuring import Wrapped, wrap
from lifecycle_map.layouts.scenes import Group, Rect, Text
from lifecycle_map.layouts.signs import sign
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Box, State, Tone

SIGN = 15.0
"""How large the sign is, in px."""

_PAD = 9.0
_INSIDE = 4.0
_DASH = (5.0, 3.0)


@frozen(kw_only=True)
class Parcel:
    """A box with its words, set for a parcel of some width."""

    box: Box
    words: Wrapped
    size: float

    @property
    def height(self) -> float:
        """The least height, in px."""
        return max(len(self.words.lines) * self.size * 1.2 + 2 * _INSIDE, SIGN + 2 * _INSIDE)

    def paint(self, place: Rect, theme: Theme) -> Group:
        """Return the parcel as shapes; what is not visible has a broken outline."""
        absent = self.box.state is State.ABSENT
        state = self.box.state or State.UNCLEAR
        frame = Rect(
            x=place.x,
            y=place.y,
            width=place.width,
            height=place.height,
            fill=theme.box,
            stroke=theme.poor if absent else theme.hues[Tone.INTERFACE].line,
            stroke_width=1.4,
            dash=_DASH if absent else (),
            radius=5,
        )
        middle = frame.y + frame.height / 2
        drawn = sign(state, frame.x + _PAD + SIGN / 2, middle, SIGN, theme)
        mark = Group(key=f"sign:{self.box.key}", shapes=drawn, of=self.box.key)
        leading = self.size * 1.2
        text = Text(
            x=frame.x + 2 * _PAD + SIGN,
            y=middle - (len(self.words.lines) - 1) * leading / 2 + self.size * 0.35,
            lines=self.words.lines,
            size=self.size,
            leading=leading,
            fill=theme.ink,
            under=theme.box,
            full=self.box.label,
            fit=frame.width - 3 * _PAD - SIGN,
        )
        return Group(key=self.box.key, shapes=(frame, text, mark), title=hover(self.box))


def parcel(box: Box, width: float, size: float) -> Parcel:
    """Return a box as a parcel of that width."""
    return Parcel(box=box, words=wrap(box.label, width - 3 * _PAD - SIGN, size, lines=2), size=size)
