"""Elements of Excalidraw: what each kind of shape has to say of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from lifecycle_map.formats.figures import BEFORE, Figure, block, breadth, wording
from lifecycle_map.formats.outlines import Outline, extent, sampled
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import Anchor, Connector, Point, Polygon, Rect, Text

HELVETICA = 2
"""Excalidraw's number for the font that is as wide as ours."""

_SHARP, _SMOOTH, _CORNERS = None, {"type": 2}, {"type": 3}
_PIECES = 6
_ALIGNED = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
_DOT = 6.0  # dashes up to so long, in px, become dots
_SMALLEST = 8.0
_PAD = 5.0  # Excalidraw keeps so much free around words that are bound to a box


def plain(element: dict[str, Any], place: int) -> dict[str, Any]:
    """Return an element with all that is the same for each; its seeds are made of its id."""
    seed = int.from_bytes(hashlib.sha256(element["id"].encode()).digest()[:4], "big") >> 1
    common = {
        "angle": 0,
        "fillStyle": "solid",
        "roughness": 0,
        "opacity": 100,
        "seed": seed or 1,
        "version": 1,
        "versionNonce": (seed ^ place) or 1,
        "isDeleted": False,
        "updated": 1,
        "link": None,
        "locked": False,
        "frameId": None,
    }
    return {**common, **element}


def box(name: str, outline: Outline) -> dict[str, Any]:
    """Return a shape: a rectangle, an outline of points, or a line that holds on to nothing."""
    if not isinstance(outline, Rect):
        return _loose(name, outline)
    return {
        "id": name,
        "type": "rectangle",
        **_place(outline),
        **_look(outline),
        "roundness": {**_CORNERS, "value": outline.radius} if outline.radius else _SHARP,
        "boundElements": [],
    }


def line(name: str, outline: Connector, ends: tuple[Figure, Figure]) -> dict[str, Any]:
    """Return an arrow that is bound to a shape at each end."""
    start, end = ends
    return {
        **_loose(name, outline),
        "type": "arrow",
        "startBinding": _binding(start, outline.points[0]),
        "endBinding": _binding(end, outline.points[-1]),
    }


def words(name: str, texts: Sequence[Text], within: Figure | None) -> dict[str, Any]:
    """Return texts as one element, bound to the shape that they are in."""
    first = texts[0]
    told = "\n".join(wording(text)[0] for text in texts)
    shown = [line for text in texts for line in text.lines]
    size = _size(texts, shown, within)
    place = block(texts)
    high = len(shown) * size * 1.25
    middle = place.y + place.height / 2
    wide = max(1.0, *map(breadth, texts))
    if within is not None:
        wide = min(wide, max(within.bounds.width - 2 * _PAD, 1.0))
    return {
        "id": name,
        "type": "text",
        "x": round(first.x - wide * BEFORE[first.anchor], 2),
        "y": round(middle - high / 2, 2),
        "width": round(wide, 2),
        "height": round(high, 2),
        "strokeColor": first.fill,
        "backgroundColor": "transparent",
        "strokeWidth": 1,
        "strokeStyle": "solid",
        "roundness": None,
        "text": "\n".join(shown),
        "originalText": told,
        "fontSize": round(size, 2),
        "fontFamily": HELVETICA,
        "textAlign": _ALIGNED[first.anchor],
        "verticalAlign": "middle",
        "baseline": round(size * 0.9, 2),
        "lineHeight": 1.25,
        "containerId": None if within is None else f"n{within.number}",
        "boundElements": [],
    }


def _size(texts: Sequence[Text], lines: Sequence[str], within: Figure | None) -> float:
    """Return the size of type for texts that share one: that of the first, if all fits."""
    wanted = texts[0].size
    if within is None or len(texts) == 1:
        return wanted
    room = (within.bounds.width - 2 * _PAD, within.bounds.height - 2 * _PAD)
    widest = max((text_width(line, 1.0, bold=True) for line in lines), default=1.0) or 1.0
    return max(_SMALLEST, min(wanted, room[0] / widest, room[1] / (len(lines) * 1.25)))


def _loose(name: str, outline: Outline) -> dict[str, Any]:
    assert not isinstance(outline, Rect)
    points = list(outline.points)
    if isinstance(outline, Polygon):
        points.append(points[0])
    elif outline.curved:
        points = list(sampled(points, _PIECES))
    curved = not isinstance(outline, Polygon) and outline.curved
    heads = isinstance(outline, Connector)
    x, y = points[0]
    return {
        "id": name,
        "type": "arrow" if heads else "line",
        **_place(extent(outline)),
        "x": round(x, 2),
        "y": round(y, 2),
        **_look(outline),
        "points": [[round(a - x, 2), round(b - y, 2)] for a, b in points],
        "roundness": _SMOOTH if curved else _SHARP,
        "lastCommittedPoint": None,
        "startBinding": None,
        "endBinding": None,
        "startArrowhead": _head(outline, start=True),
        "endArrowhead": _head(outline, start=False),
        "boundElements": [],
    }


def _head(outline: Outline, *, start: bool) -> str | None:
    if not isinstance(outline, Connector):
        return None
    return "triangle" if (outline.head_start if start else outline.head_end) else None


def _binding(figure: Figure, point: Point) -> dict[str, Any]:
    """Return how an end is bound; ``focus`` is where it aims, from -1 to 1 across the shape."""
    bounds = figure.bounds
    x = (point[0] - bounds.x) / (bounds.width or 1.0) * 2 - 1
    y = (point[1] - bounds.y) / (bounds.height or 1.0) * 2 - 1
    focus = x if abs(y) > abs(x) else y
    gap = max(1.0, max(abs(x) - 1, 0) * bounds.width / 2, max(abs(y) - 1, 0) * bounds.height / 2)
    return {
        "elementId": f"n{figure.number}",
        "focus": round(max(-1.0, min(1.0, focus)), 4),
        "gap": round(gap, 2),
    }


def _place(rect: Rect) -> dict[str, float]:
    return {
        "x": round(rect.x, 2),
        "y": round(rect.y, 2),
        "width": round(rect.width, 2),
        "height": round(rect.height, 2),
    }


def _look(outline: Outline) -> dict[str, Any]:
    dash = () if isinstance(outline, Polygon) else outline.dash
    fill = outline.fill if isinstance(outline, (Rect, Polygon)) else ""
    dotted = bool(dash) and dash[0] <= _DOT
    return {
        "strokeColor": outline.stroke or "transparent",
        "backgroundColor": fill if fill and fill != "none" else "transparent",
        "strokeWidth": outline.stroke_width or 1,
        "strokeStyle": "solid" if not dash else "dotted" if dotted else "dashed",
    }
