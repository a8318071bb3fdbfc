"""The forms of products: a sheet for a baseline, a cylinder for a record, a note for a report."""

from __future__ import annotations

from attrs import evolve

from lifecycle_map.layouts.scenes import Path, Polygon, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.elements import ProductCategory
from lifecycle_map.views.diagrams import Tone

LID = 15.0
"""How much of its height a cylinder leaves to its lid, in px."""

FOLD = 11.0
"""How large the folded corner of a note is, in px."""

_RECORDS = (ProductCategory.RECORD, ProductCategory.REGISTER)
_BELLY = 7.0


def form(category: ProductCategory | None) -> str:
    """Return the key of the form of a category: ``baseline``, ``record`` or ``report``."""
    if category in _RECORDS:
        return "record"
    return "report" if category is ProductCategory.REPORT else "baseline"


def shaped(kind: str, frame: Rect, ground: str, theme: Theme, tone: Tone) -> tuple[Shape, ...]:
    """Return a form in a rectangle, its outline first; ``ground`` is the colour that lies under it.

    The rectangle is the outline, so that editors can hold its words in it.
    """
    line = theme.hues[tone].line
    if kind == "record":
        body = evolve(
            frame,
            fill=theme.hues[tone].tint,
            stroke=line,
            radius=min(_BELLY + 3, frame.height * 0.3),
        )
        return (body, _lid(frame, line))
    if kind == "report":
        return (evolve(frame, fill=theme.box, stroke=line), *_corner(frame, ground, theme, line))
    return (evolve(frame, fill=theme.box, stroke=line, radius=3),)


def _lid(frame: Rect, line: str) -> Path:
    deep = min(_BELLY, frame.height * 0.22)
    y, low, part = frame.y + deep, frame.y + 2 * deep, frame.width * 0.22
    points = ((frame.x, y), (frame.x + part, low), (frame.right - part, low), (frame.right, y))
    return Path(points=points, stroke=line, stroke_width=1.25, curved=True)


def _corner(frame: Rect, ground: str, theme: Theme, line: str) -> tuple[Polygon, Polygon]:
    left, low, out = frame.right - FOLD, frame.y + FOLD, frame.stroke_width
    cut = ((left - 1, frame.y - out), (frame.right + out, frame.y - out),
           (frame.right + out, low + 1))  # fmt: skip
    fold = ((left, frame.y), (left, low), (frame.right, low))
    return (
        Polygon(points=cut, fill=ground),
        Polygon(points=fold, fill=theme.hues[Tone.NEUTRAL].tint, stroke=line, stroke_width=1.25),
    )
