"""Signs for how it stands with something: told apart by form as well as by colour."""

from __future__ import annotations

import math

from lifecycle_map.layouts.scenes import Path, Point, Polygon, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import State

_STROKE = 1.75
_ARC = 16


def sign(state: State, x: float, y: float, size: float, theme: Theme) -> tuple[Shape, ...]:
    """Return the sign of a state, its middle at ``x`` and ``y``, ``size`` px high.

    A disc with a tick is visible, a half disc partly, a broken ring not visible, a ring with a bar
    accepted, a diamond wanted (hollow) or running (full), and an empty ring is not known.
    """
    colour = theme.of_state(state)
    ring = _ring(x, y, size, fill=theme.page, stroke=colour)
    if state is State.VISIBLE:
        return (_ring(x, y, size, fill=colour, stroke=colour), _tick(x, y, size, theme.on_line))
    if state is State.PARTLY:
        return (ring, _half(x, y, size, colour))
    if state is State.ABSENT:
        dash = (size / 5, size / 7)
        return (_ring(x, y, size, fill=theme.page, stroke=colour, dash=dash),)
    if state is State.WAIVED:
        bar = ((x - size / 4, y), (x + size / 4, y))
        return (ring, Path(points=bar, stroke=colour, stroke_width=2.0))
    if state in (State.WANTED, State.RUNNING):
        fill = theme.ink if state is State.RUNNING else theme.page
        return (_diamond(x, y, size, fill, theme.ink),)
    return (ring,)


def _ring(
    x: float, y: float, size: float, *, fill: str, stroke: str, dash: tuple[float, ...] = ()
) -> Rect:
    half = size / 2
    return Rect(
        x=x - half,
        y=y - half,
        width=size,
        height=size,
        fill=fill,
        stroke=stroke,
        stroke_width=_STROKE,
        dash=dash,
        radius=half,
    )


def _tick(x: float, y: float, size: float, colour: str) -> Path:
    points = (
        (x - size * 0.24, y + size * 0.02),
        (x - size * 0.06, y + size * 0.2),
        (x + size * 0.26, y - size * 0.18),
    )
    return Path(points=points, stroke=colour, stroke_width=max(1.5, size / 9), upright=True)


def _half(x: float, y: float, size: float, colour: str) -> Polygon:
    """Return the lower half of a disc, as a polygon of short straight lines."""
    radius = size / 2
    angles = (math.pi * step / _ARC for step in range(_ARC + 1))
    points = tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles)
    return Polygon(points=points, fill=colour)


def _diamond(x: float, y: float, size: float, fill: str, stroke: str) -> Polygon:
    half = size / 2
    points: tuple[Point, ...] = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return Polygon(points=points, fill=fill, stroke=stroke, stroke_width=_STROKE)
