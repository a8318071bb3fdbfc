"""The mark "you are here" of a row or a column: a thick frame, and a badge on its edge."""

from __future__ import annotations

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import Anchor, Group, Rect, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Lane

HEIGHT = 22.0
"""How high the badge is, in px."""

_SIZE = 14
_THICK = 4.0


def here(lane: Lane, around: Rect, theme: Theme, language: str, *, x: float | None = None) -> Group:
    """Return the frame of a row or column with the badge on its upper edge.

    ``x`` is where the middle of the badge stands; the middle of the frame unless it is given.
    """
    words = captions(language)["here"]
    colour = theme.hues[lane.tone].line
    wide = text_width(words, _SIZE, bold=True) + 16
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
    badge = Rect(
        x=middle - wide / 2,
        y=around.y - HEIGHT / 2,
        width=wide,
        height=HEIGHT,
        fill=colour,
        radius=HEIGHT / 2,
    )
    text = Text(
        x=middle,
        y=around.y + _SIZE * 0.35,
        lines=(words,),
        size=_SIZE,
        bold=True,
        fill=theme.on_line,
        under=colour,
        anchor=Anchor.MIDDLE,
        fit=wide,
    )
    return Group(key=f"here:{lane.key}", shapes=(frame, badge, text), of=lane.key)
