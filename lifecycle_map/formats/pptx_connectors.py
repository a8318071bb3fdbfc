"""Connectors in the drawing language of Office: the preset that runs as the line does here.

A preset is routed anew when a box is moved. Office knows lines, elbows and their curved sisters,
which leave upright or level. Programs route connectors of a form of their own as elbows, so that a
line which leaves aslant becomes the curve that is nearest to it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from attrs import frozen

from lifecycle_map.formats.figures import Figure
from lifecycle_map.formats.outlines import is_square
from lifecycle_map.formats.pptx_shapes import frame, line, named
from lifecycle_map.layouts.scenes import Connector, Point, Rect

_NOWHERE = 0.01
_THIN = 12700 / 9525  # a point: Office's own way to bend a line whose ends are level
_FINE = 100_000
_QUARTER = 5_400_000
_CORNERS = 2


@frozen
class Run:
    """A preset with its box: turned by a quarter when it leaves upright."""

    preset: str
    box: Rect
    upright: bool = False
    flip_x: bool = False
    flip_y: bool = False
    adjust: float | None = None

    def xml(self) -> str:
        """Return box and geometry."""
        turn = f' rot="{_QUARTER}"' if self.upright else ""
        flips = ' flipH="1"' * self.flip_x + ' flipV="1"' * self.flip_y
        value = (
            f'<a:gd name="adj1" fmla="val {round(self.adjust * _FINE)}"/>'
            if self.adjust is not None
            else ""
        )
        geometry = f'<a:prstGeom prst="{self.preset}"><a:avLst>{value}</a:avLst></a:prstGeom>'
        return frame(self.box, turn + flips) + geometry


def connector(
    figure: Figure, number: int, name: str, told: str, held: tuple[tuple[int, int], tuple[int, int]]
) -> str:
    """Return a glued connector as ``p:cxnSp``; ``held`` are shape and place at start and end."""
    outline = figure.outline
    assert isinstance(outline, Connector)
    (start, at_start), (end, at_end) = held
    return (
        f"<p:cxnSp>{named(number, name, told, 'CxnSp')}<p:cNvCxnSpPr>"
        f'<a:stCxn id="{start}" idx="{at_start}"/><a:endCxn id="{end}" idx="{at_end}"/>'
        f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{run_of(outline).xml()}{line(outline)}</p:spPr></p:cxnSp>"
    )


def run_of(line: Connector) -> Run:
    """Return the preset that runs as a line does, or nearly so where it leaves aslant."""
    points = line.points
    start, end = points[0], points[-1]
    if len(points) == _CORNERS or _is_straight(points):
        return Run(
            "straightConnector1",
            _box(start, end, upright=False),
            flip_x=end[0] < start[0],
            flip_y=end[1] < start[1],
        )
    leaves, arrives = _way(points), _way(tuple(reversed(points)))
    kind = "bent" if is_square(points, curved=line.curved) else "curved"
    upright = leaves[1] != 0
    if upright != (arrives[1] != 0):
        return _corner(kind, start, end, upright=upright)
    return _bend(kind, points, leaves, arrives, upright=upright)


def turns_back(line: Connector) -> bool:
    """Say whether a line comes back to the side that it left to."""
    leaves, arrives = _way(line.points), _way(tuple(reversed(line.points)))
    return leaves == arrives and not _is_straight(line.points)


def runs_aside(line: Connector) -> bool:
    """Say whether a line goes farther across than in the direction in which it leaves."""
    leaves = _way(line.points)
    dx = abs(line.points[-1][0] - line.points[0][0])
    dy = abs(line.points[-1][1] - line.points[0][1])
    return len(line.points) > _CORNERS and (dx > dy if leaves[1] else dy > dx)


def _corner(kind: str, start: Point, end: Point, *, upright: bool) -> Run:
    return Run(
        f"{kind}Connector2",
        _box(start, end, upright=upright),
        upright,
        *_flips(start, end, upright=upright),
    )


def _bend(
    kind: str, points: Sequence[Point], leaves: Point, arrives: Point, *, upright: bool
) -> Run:
    """Return the preset with one stretch across; it may lie beyond both ends."""
    start, end = points[0], points[-1]
    along = 1 if upright else 0
    reach = end[along] - start[along]
    if leaves[along] != arrives[along]:
        far = _across(points, along) if kind == "bent" else start[along] + reach / 2
    else:
        # An elbow that comes back is drawn flat by LibreOffice, its curved sister is not.
        kind = "curved"
        ahead = max if leaves[along] > 0 else min
        far = ahead(point[along] for point in points)
    sign = -1.0 if reach < 0 else 1.0
    length = max(abs(reach), _THIN)
    box = _box(start, end, upright=upright)
    flips = _flips(start, end, upright=upright)
    return Run(f"{kind}Connector3", box, upright, *flips, (far - start[along]) * sign / length)


def _across(points: Sequence[Point], along: int) -> float:
    """Return where the longest stretch across lies."""
    pairs = list(itertools.pairwise(points))
    longest = max(pairs, key=lambda pair: abs(pair[1][1 - along] - pair[0][1 - along]))
    return longest[0][along]


def _flips(start: Point, end: Point, *, upright: bool) -> tuple[bool, bool]:
    if upright:
        return end[1] < start[1], end[0] > start[0]
    return end[0] < start[0], end[1] < start[1]


def _box(start: Point, end: Point, *, upright: bool) -> Rect:
    wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if upright:
        wide, high = max(high, _THIN), wide
    return Rect(x=x - wide / 2, y=y - high / 2, width=wide, height=high)


def _way(points: Sequence[Point]) -> Point:
    """Return the direction of a line at its start: upright or level, whichever is nearer."""
    start = points[0]
    after = next((p for p in points[1:] if math.dist(p, start) > _NOWHERE), points[-1])
    dx, dy = after[0] - start[0], after[1] - start[1]
    if abs(dx) < abs(dy):
        return (0.0, math.copysign(1.0, dy))
    return (math.copysign(1.0, dx), 0.0)


def _is_straight(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    return all(abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length < 1 for x, y in points)
