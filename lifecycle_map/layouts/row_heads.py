"""The head of a row: a band over the whole width, a mark of whose it is, and its name."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.measuring import Wrapped
from lifecycle_map.layouts.scenes import Group, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Lane, Tone

PAD = 10.0
"""Left and right of the name of a row, in px."""


@frozen(kw_only=True)
class RowHead:
    """Where a row stands, how wide it is with and without what follows its name, and its words."""

    lane: Lane
    words: Wrapped
    size: float
    left: float
    right: float
    room: float
    shaded: bool

    @property
    def leading(self) -> float:
        """Between two base lines."""
        return self.size * 1.25

    def ground(self, theme: Theme) -> str:
        """Return the colour that the row stands on."""
        return theme.hues[Tone.NEUTRAL].tint if self.shaded else theme.page

    def paint(self, y: float, height: float, theme: Theme) -> Group:
        """Return the row as shapes, from ``y`` down."""
        shapes: list[Shape] = []
        if self.shaded:
            wide = self.right - self.left
            fill = self.ground(theme)
            shapes.append(Rect(x=self.left, y=y, width=wide, height=height, fill=fill, radius=4))
        if self.lane.tone is not Tone.NEUTRAL:
            line = theme.hues[self.lane.tone].line
            shapes.append(Rect(x=self.left, y=y + 2, width=4, height=height - 4, fill=line))
        rest = (len(self.words.lines) - 1) * self.leading
        shapes.append(
            Text(
                x=self.left + PAD,
                y=y + (height - rest) / 2 + self.size * 0.35,
                lines=self.words.lines,
                size=self.size,
                leading=self.leading,
                fill=theme.ink,
                under=self.ground(theme),
                full=self.lane.label,
                fit=self.room - PAD,
            )
        )
        title = self.lane.label if self.words.cut else ""
        return Group(key=self.lane.key, shapes=tuple(shapes), title=title)
