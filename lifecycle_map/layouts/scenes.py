"""A picture that has been laid out: shapes with coordinates in px, and no format yet.

Painters (SVG, and later PowerPoint or draw.io) read a scene and decide nothing. A line or an
outline is a run of points: straight ones, or cubic Bézier pieces when ``curved`` is set (a start,
then two handles and an end for each piece), which every format knows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias
from unicodedata import bidirectional

from attrs import evolve, frozen

Point: TypeAlias = tuple[float, float]

HEAD_SLENDERNESS = 0.5
"""Half the width of an arrowhead, as a part of its length."""


class Anchor(str, Enum):
    """Which part of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@frozen(kw_only=True)
class Rect:
    """A rectangle, with round corners when ``radius`` is not 0."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    radius: float = 0.0

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The x half-way between the edges."""
        return self.x + self.width / 2

    def overlaps(self, other: Rect, gap: float = 0.0) -> bool:
        """Say whether two rectangles share an area, or come nearer than ``gap``."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@frozen(kw_only=True)
class Polygon:
    """A closed, filled outline of straight lines."""

    points: tuple[Point, ...]
    fill: str
    stroke: str = ""
    stroke_width: float = 1.0


@frozen(kw_only=True)
class Path:
    """An open line that ends nowhere in particular.

    An ``upright`` one is a sign that keeps its form where the page is mirrored, as a tick does.
    """

    points: tuple[Point, ...]
    stroke: str
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    curved: bool = False
    upright: bool = False


@frozen(kw_only=True)
class Text:
    """Lines of text; ``y`` is the base line of the first one.

    ``full`` is what the lines say when it is not wrapped, ``fit`` the width that they must keep to
    and ``under`` the colour that they are read against. ``leftwards`` says that they are read from
    right to left, also where a line begins with a name in Latin letters.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    fill: str
    under: str
    leading: float = 0.0
    bold: bool = False
    anchor: Anchor = Anchor.START
    full: str = ""
    fit: float = math.inf
    leftwards: bool = False


@frozen(kw_only=True)
class Connector:
    """A line between two groups, named by their keys so that a painter can glue its ends."""

    start_key: str
    end_key: str
    points: tuple[Point, ...]
    stroke: str
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    curved: bool = False
    head_start: bool = False
    head_end: bool = False
    head: float = 9.0

    def heads(self) -> Iterator[Polygon]:
        """Yield the arrowheads as polygons, which every format can draw."""
        if self.head_start:
            yield _head(self.points[0], self.points[1], self.head, self.stroke)
        if self.head_end:
            yield _head(self.points[-1], self.points[-2], self.head, self.stroke)

    def shaft(self) -> tuple[Point, ...]:
        """Return the points of the line, ended inside its heads so that no tip is blunt."""
        points = list(self.points)
        inside = self.head * 0.7
        if self.head_start:
            points[0] = _towards(points[0], points[1], inside)
        if self.head_end:
            points[-1] = _towards(points[-1], points[-2], inside)
        return tuple(points)


@frozen(kw_only=True)
class Group:
    """Shapes that are one thing: what it is called (``key``), and what to say on hovering.

    ``of`` is the key of what it belongs to in the diagram, where that is another (the label of an
    arrow): the two appear together when a picture is built up.
    """

    key: str
    shapes: tuple[Shape, ...]
    title: str = ""
    of: str = ""


Shape: TypeAlias = Rect | Polygon | Path | Text | Connector | Group


@frozen(kw_only=True)
class Scene:
    """A page with shapes, painted in their order; ``description`` is the long alternative text,
    ``fonts`` the font families that texts ask for, the first one first.
    """

    width: float
    height: float
    background: str
    title: str
    shapes: tuple[Shape, ...]
    description: str = ""
    language: str = "en"
    fonts: str = "Arimo, Liberation Sans, Helvetica, Arial, Noto Sans, sans-serif"

    def walk(self) -> Iterator[Rect | Polygon | Path | Text | Connector]:
        """Yield the shapes in the order of painting, out of their groups."""
        return _walk(self.shapes)

    def groups(self) -> Iterator[Group]:
        """Yield all groups, the outer ones first."""
        return _groups(self.shapes)


def mirrored(scene: Scene) -> Scene:
    """Return the scene as read from right to left: every x becomes width - x, signs stay signs."""
    return evolve(scene, shapes=tuple(_mirror(shape, scene.width) for shape in scene.shapes))


def read_leftwards(scene: Scene) -> Scene:
    """Return the scene with each text of a script that is written so read from right to left."""
    return evolve(scene, shapes=tuple(map(_turned, scene.shapes)))


def _turned(shape: Shape) -> Shape:
    if isinstance(shape, Group):
        return evolve(shape, shapes=tuple(map(_turned, shape.shapes)))
    if isinstance(shape, Text):
        told = "".join(shape.lines)
        return evolve(shape, leftwards=any(bidirectional(char) in ("R", "AL") for char in told))
    return shape


def _walk(shapes: Iterable[Shape]) -> Iterator[Rect | Polygon | Path | Text | Connector]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from _walk(shape.shapes)
        else:
            yield shape


def _groups(shapes: Iterable[Shape]) -> Iterator[Group]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield shape
            yield from _groups(shape.shapes)


def _mirror(shape: Shape, width: float) -> Shape:
    if isinstance(shape, Group):
        return evolve(shape, shapes=tuple(_mirror(inner, width) for inner in shape.shapes))
    if isinstance(shape, Rect):
        return evolve(shape, x=width - shape.x - shape.width)
    if isinstance(shape, Text):
        return evolve(shape, x=width - shape.x, anchor=_OPPOSITE[shape.anchor])
    if isinstance(shape, Path) and shape.upright:
        xs = [x for x, _ in shape.points]
        shift = width - min(xs) - max(xs)
        return evolve(shape, points=tuple((x + shift, y) for x, y in shape.points))
    return evolve(shape, points=tuple((width - x, y) for x, y in shape.points))


_OPPOSITE = {
    Anchor.START: Anchor.END,
    Anchor.MIDDLE: Anchor.MIDDLE,
    Anchor.END: Anchor.START,
}


def _towards(point: Point, other: Point, distance: float) -> Point:
    length = math.dist(point, other)
    if length <= distance:
        return point
    part = distance / length
    return (point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part)


def _head(tip: Point, before: Point, length: float, colour: str) -> Polygon:
    reach = math.dist(tip, before) or 1.0
    along = ((before[0] - tip[0]) / reach * length, (before[1] - tip[1]) / reach * length)
    foot = (tip[0] + along[0], tip[1] + along[1])
    across = (-along[1] * HEAD_SLENDERNESS, along[0] * HEAD_SLENDERNESS)
    left = (foot[0] + across[0], foot[1] + across[1])
    right = (foot[0] - across[0], foot[1] - across[1])
    return Polygon(points=(tip, left, right), fill=colour)
