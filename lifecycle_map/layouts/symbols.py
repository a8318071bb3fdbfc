"""The outlines of products: a rectangle, a cylinder for records, a note for reports."""

from __future__ import annotations

import math

from lifecycle_map.layouts.scenes import Path, Point, Polygon, Rect, Shape

_FOLD = 11.0
_CAP = 5.0
_POINTS = 12


def product_outline(
    category: str, rect: Rect, fill: str, stroke: str, weight: float
) -> tuple[Shape, ...]:
    """Return the shapes of a product of some category, the outline first."""
    if category == "record":
        return _cylinder(rect, fill, stroke, weight)
    if category == "report":
        return _note(rect, fill, stroke, weight)
    radius = 3.0 if category == "baseline" else min(12.0, rect.height / 2)
    return (
        Rect(
            x=rect.x, y=rect.y, width=rect.width, height=rect.height, fill=fill, stroke=stroke,
            stroke_width=weight, radius=radius,
        ),
    )  # fmt: skip


def _note(rect: Rect, fill: str, stroke: str, weight: float) -> tuple[Shape, ...]:
    inner, low = rect.right - _FOLD, rect.y + _FOLD
    outline = (
        (rect.x, rect.y),
        (inner, rect.y),
        (rect.right, low),
        (rect.right, rect.bottom),
        (rect.x, rect.bottom),
    )
    fold = ((inner, rect.y), (inner, low), (rect.right, low))
    return (
        Polygon(points=outline, fill=fill, stroke=stroke, stroke_width=weight),
        Path(points=fold, stroke=stroke, stroke_width=min(weight, 1.5)),
    )


def _cylinder(rect: Rect, fill: str, stroke: str, weight: float) -> tuple[Shape, ...]:
    top, bottom = rect.y + _CAP, rect.bottom - _CAP
    upper = _arc(rect, top, -1.0)
    lower = _arc(rect, bottom, 1.0)
    return (
        Polygon(points=(*upper, *reversed(lower)), fill=fill, stroke=stroke, stroke_width=weight),
        Path(points=_arc(rect, top, 1.0), stroke=stroke, stroke_width=min(weight, 1.5)),
    )


def _arc(rect: Rect, y: float, way: float) -> tuple[Point, ...]:
    """Return half an ellipse from the left edge to the right one, bent up or down."""
    half = rect.width / 2
    angles = (math.pi * n / _POINTS for n in range(_POINTS + 1))
    return tuple(
        (round(rect.middle - half * math.cos(a), 2), round(y + way * _CAP * math.sin(a), 2))
        for a in angles
    )
