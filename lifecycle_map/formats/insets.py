"""How words are set into a box that they are one thing with."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from lifecycle_map.formats.figures import block, breadth
from lifecycle_map.layouts.scenes import Anchor, Rect, Text

_OFF_CENTRE = 0.2


@frozen
class Insets:
    """What a shape keeps free around its words, in px, and where in the rest they stand."""

    left: float
    top: float
    right: float
    bottom: float
    middle: bool


def insets(texts: Sequence[Text], box: Rect, corner: float = 0.0) -> Insets:
    """Return how words are set into a box; ``corner`` is what round corners take of each side."""
    lines, first = block(texts), texts[0]
    wide = max(map(breadth, texts))
    if first.anchor is Anchor.MIDDLE:
        half = min(first.x - box.x, box.right - first.x)
        wanted = max([wide, *(t.fit + 2 for t in texts if t.fit <= box.width)])
        half = min(half, wanted / 2)
        left, right = first.x - half - box.x, box.right - first.x - half
    elif first.anchor is Anchor.START:
        left, right = first.x - box.x, min(4.0, max(0.0, box.right - first.x - wide))
    else:
        left, right = min(4.0, max(0.0, first.x - wide - box.x)), box.right - first.x
    off = (lines.y + lines.height / 2) - (box.y + box.height / 2)
    middle = abs(off) <= max(box.height * _OFF_CENTRE, 2.0)
    top = max(2 * off, 0.0) if middle else lines.y - box.y
    low = max(-2 * off, 0.0) if middle else 0.0
    left, top, right, low = (max(0.0, side - corner) for side in (left, top, right, low))
    return Insets(left, top, right, low, middle=middle)
