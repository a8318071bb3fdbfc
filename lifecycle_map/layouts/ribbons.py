"""Ribbons: how much passes between two boxes, as a band of colour with a line along its middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from lifecycle_map.layouts.colours import between, contrast, luminance
from lifecycle_map.layouts.encodings import GIVER
from lifecycle_map.layouts.scenes import Connector, Point, Polygon
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Direction
from lifecycle_map.views.diagrams import Tone

DASH = (5.0, 4.0)
"""The line where nothing is handed over."""

_SHARES = (0.36, 0.3, 0.26, 0.22, 0.18, 0.14, 0.1)
_LEAST_CONTRAST = 3.05
_LEAST_LIGHT = 0.62  # of a fill on paper: more would take over a fifth of the ink
_PIECES = 20
_HEAD = 9.0


@frozen(kw_only=True)
class Ribbon:
    """A band from a height at the left edge to one at the right, both being of its middle."""

    left: Point
    right: Point
    thick: float
    direction: Direction
    ends: tuple[str, str]
    heads: tuple[bool, bool]

    def band(self, theme: Theme, fill: str) -> Polygon:
        """Return the band of colour."""
        half = self.thick / 2
        upper = list(_edge(self.left, self.right, -half))
        lower = list(_edge(self.left, self.right, half))
        return Polygon(
            points=(*upper, *reversed(lower)),
            fill=fill,
            stroke=colour(self.direction, theme),
            stroke_width=0.5,
        )

    def line(self, theme: Theme) -> Connector:
        """Return the line along the middle, with the heads that say to whom it goes."""
        (x0, y0), (x1, y1) = self.left, self.right
        middle = (x0 + x1) / 2
        return Connector(
            start_key=self.ends[0],
            end_key=self.ends[1],
            points=((x0, y0), (middle, y0), (middle, y1), (x1, y1)),
            stroke=colour(self.direction, theme),
            stroke_width=1.5,
            dash=DASH if self.direction is Direction.NONE else (),
            curved=True,
            head_start=self.heads[0],
            head_end=self.heads[1],
            head=max(5.0, min(_HEAD, self.thick * 0.9)),
        )


def colour(direction: Direction, theme: Theme) -> str:
    """Return the colour of what passes: that of the side that gives."""
    return theme.hues[GIVER[direction]].line


def is_grey(direction: Direction) -> bool:
    """Return whether neither side gives: such ribbons lie under all others."""
    return GIVER[direction] is Tone.NEUTRAL


def wash(direction: Direction, used: Iterable[Direction], theme: Theme) -> str:
    """Return the fill of a ribbon: as strong as lets the lines of all that may lie on it be seen,
    and on a light page takes no more than a fifth of the ink.
    """
    line = colour(direction, theme)
    others = [] if is_grey(direction) else [d for d in used if not is_grey(d)]
    lines = [line, *(colour(other, theme) for other in others)]
    fills = [between(theme.page, line, share) for share in _SHARES]
    return next((fill for fill in fills if all(_fits(theme, lines, fill))), fills[-1])


def _fits(theme: Theme, lines: list[str], fill: str) -> Iterator[bool]:
    yield luminance(theme.page) < _LEAST_LIGHT or luminance(fill) >= _LEAST_LIGHT
    yield from (contrast(line, fill) >= _LEAST_CONTRAST for line in lines)


def _edge(left: Point, right: Point, shift: float) -> Iterator[Point]:
    """Yield points along the curve of a connector, moved down by ``shift``."""
    (x0, y0), (x1, y1) = left, right
    for piece in range(_PIECES + 1):
        t = piece / _PIECES
        u = 1 - t
        along = u**3 * x0 + 3 * u * t * (x0 + x1) / 2 + t**3 * x1
        down = (u**3 + 3 * u * u * t) * y0 + (3 * u * t * t + t**3) * y1
        yield round(along, 2), round(down + shift, 2)
