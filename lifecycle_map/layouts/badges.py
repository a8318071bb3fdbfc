"""The mark "you are here" of a row or a column: a thick frame, and a badge on its edge."""

from __future__ import annotations

import math

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cards import tag
from lifecycle_map.layouts.scenes import Group, Rect
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Lane

HEIGHT = 24.0
"""How high the badge is, in px."""

_THICK = 4.0


def here(lane: Lane, around: Rect, theme: Theme, language: str, *, x: float | None = None) -> Group:
    """Return the frame of a row or column with the badge on its upper edge.

    ``x`` is where the middle of the badge stands; the middle of the frame unless it is given.
    """
    colour = theme.hues[lane.tone].line
    middle = around.middle if x is None else x
    frame = Rect(
        x=around.x,
        y=around.y,
        width=around.width,
        height=around.height,
        stroke=colour,
        stroke_width=_THICK,
        radius=6,
    )
    badge = tag(captions(language)["here"], (middle, around.y), math.inf, theme, colour)
    return Group(key=f"here:{lane.key}", shapes=(frame, *badge), of=lane.key)
