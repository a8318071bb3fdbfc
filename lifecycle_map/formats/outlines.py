"""The geometry of outlines: their extent, points on them, and how far others are from them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from lifecycle_map.layouts.scenes import Connector, Path, Point, Polygon, Rect

Outline: TypeAlias = Rect | Polygon | Path | Connector

STEPS = 12
"""How many straight pieces stand for a curved one where its extent is looked for."""

_LEVEL = 0.03
_PIECE = 3
_ROUNDING = 14.0  # the side of a corner, in px, up to which it counts as a rounded one


def extent(outline: Outline) -> Rect:
    """Return the rectangle around an outline."""
    if isinstance(outline, Rect):
        return outline
    points = outline.points
    if not isinstance(outline, Polygon) and outline.curved:
        points = tuple(sampled(points))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(x=min(xs), y=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))


def around(boxes: Sequence[Rect]) -> Rect:
    """Return the rectangle around others."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, low = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x=x, y=y, width=right - x, height=low - y)


def sampled(points: Sequence[Point], steps: int = STEPS) -> Iterator[Point]:
    """Yield points on a line of Bézier pieces, its ends among them."""
    yield points[0]
    for at in range(0, len(points) - 3, 3):
        piece = points[at : at + 4]
        yield from (_on(piece, step / steps) for step in range(1, steps + 1))


def distance(point: Point, outline: Outline) -> float:
    """Return how far a point is from a shape, in px; 0 inside it."""
    box = extent(outline)
    if isinstance(outline, Polygon) and len(outline.points) > 1:
        return _to_polygon(point, outline.points)
    dx = max(box.x - point[0], 0.0, point[0] - box.right)
    dy = max(box.y - point[1], 0.0, point[1] - box.bottom)
    return math.hypot(dx, dy)


def is_square(points: Sequence[Point], curved: bool) -> bool:
    """Say whether a line has stretches that are all upright or level; its corners may be round."""
    if curved and len(points) <= _PIECE + 1:
        return False
    corners = points[::_PIECE] if curved else points
    pairs = pairwise(corners)
    stretches = [(abs(b[0] - a[0]), abs(b[1] - a[1])) for a, b in pairs]
    long = [stretch for stretch in stretches if max(stretch) > _ROUNDING]
    return all(min(stretch) <= max(stretch) * _LEVEL for stretch in long) and bool(long)


def _on(piece: Sequence[Point], t: float) -> Point:
    u = 1 - t
    shares = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    x = sum(share * point[0] for share, point in zip(shares, piece, strict=True))
    y = sum(share * point[1] for share, point in zip(shares, piece, strict=True))
    return x, y


def _to_polygon(point: Point, corners: Sequence[Point]) -> float:
    edges = list(pairwise((*corners, corners[0])))
    crossed = sum(_crosses(point, a, b) for a, b in edges)
    return 0.0 if crossed % 2 else min(_to_edge(point, a, b) for a, b in edges)


def _crosses(point: Point, a: Point, b: Point) -> bool:
    if (a[1] > point[1]) == (b[1] > point[1]):
        return False
    return point[0] < a[0] + (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1])


def _to_edge(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    part = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return math.dist(point, (a[0] + dx * part, a[1] + dy * part))
