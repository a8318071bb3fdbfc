"""What stands where in a scene: the geometry that the tests of pictures measure."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import (
    Anchor,
    Connector,
    Group,
    Path,
    Point,
    Polygon,
    Rect,
    Scene,
    Text,
)
from lifecycle_map.views.diagrams import Diagram

CELL = 48.0


def texts(scene: Scene) -> list[Text]:
    return [shape for shape in scene.walk() if isinstance(shape, Text)]


def groups(scene: Scene, prefix: str) -> list[Group]:
    return [group for group in scene.groups() if group.key.startswith(prefix)]


def frames(scene: Scene, diagram: Diagram) -> dict[str, Rect]:
    """The outline of every box: the last of the largest closed shapes of its group.

    A box that is nothing but words in a cell has none.
    """
    keys = {box.key for box in diagram.boxes}
    return {
        group.key: outline(group)
        for group in scene.groups()
        if group.key in keys and any(isinstance(shape, Rect | Polygon) for shape in group.shapes)
    }


def outline(group: Group) -> Rect:
    closed = [shape for shape in group.shapes if isinstance(shape, Rect | Polygon)]
    areas = [hull(shape) for shape in closed]
    largest = max(round(area.width * area.height, 3) for area in areas)
    return next(
        shape if isinstance(shape, Rect) else area
        for shape, area in reversed(list(zip(closed, areas, strict=True)))
        if round(area.width * area.height, 3) == largest
    )


def hull(shape: Rect | Polygon | Path | Connector) -> Rect:
    if isinstance(shape, Rect):
        return shape
    xs, ys = zip(*shape.points, strict=True)
    return Rect(
        x=min(xs),
        y=min(ys),
        width=max(xs) - min(xs),
        height=max(ys) - min(ys),
        stroke=shape.stroke,
        stroke_width=shape.stroke_width,
    )


def line_boxes(text: Text) -> list[Rect]:
    """Where the ink of each line of a text is, about."""
    found = []
    for number, line in enumerate(text.lines):
        width = text_width(line, text.size, bold=text.bold)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[text.anchor]
        base = text.y + number * text.leading
        found.append(
            Rect(x=text.x - shift, y=base - text.size * 0.72, width=width, height=text.size * 0.92)
        )
    return found


def bounds(shape: object) -> list[Rect]:
    if isinstance(shape, Text):
        return line_boxes(shape)
    assert isinstance(shape, Rect | Polygon | Path | Connector)
    return [hull(shape)]


def curve(line: Path | Connector, steps: int = 60) -> list[Point]:
    """Points along a line; of a straight piece its ends."""
    if not line.curved:
        return list(line.points)
    found = []
    for start in range(0, len(line.points) - 1, 3):
        a, b, c, d = line.points[start : start + 4]
        for step in range(steps + 1):
            t = step / steps
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            found.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return found


def dots(line: Path | Connector, apart: float = 4.0) -> Iterator[Point]:
    """Points along a line, none farther from the next than ``apart``."""
    points = curve(line, 24)
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        count = max(1, math.ceil(math.dist((x0, y0), (x1, y1)) / apart))
        for number in range(count):
            t = number / count
            yield x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
    yield points[-1]


def holds(shape: Rect | Polygon, point: Point) -> bool:
    """Say whether a point lies in a closed shape."""
    x, y = point
    area = hull(shape)
    if not (area.x <= x <= area.right and area.y <= y <= area.bottom):
        return False
    return isinstance(shape, Rect) or _inside(shape.points, x, y)


def _inside(points: tuple[Point, ...], x: float, y: float) -> bool:
    odd = False
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


def within(rect: Rect, point: Point, gap: float = 0.0) -> bool:
    x, y = point
    return rect.x - gap < x < rect.right + gap and rect.y - gap < y < rect.bottom + gap


class Tray:
    """Numbered rectangles, found by where they are."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self.rects = list(rects)
        self.cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, rect in enumerate(self.rects):
            for cell in _cells(rect):
                self.cells[cell].append(number)

    def at(self, point: Point) -> Iterator[int]:
        """The numbers of the rectangles in whose cells a point lies."""
        yield from self.cells.get((int(point[0] // CELL), int(point[1] // CELL)), ())

    def near(self, rect: Rect) -> set[int]:
        """The numbers of the rectangles that may touch one."""
        return {number for cell in _cells(rect) for number in self.cells.get(cell, ())}


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for x in range(int(rect.x // CELL), int(rect.right // CELL) + 1):
        for y in range(int(rect.y // CELL), int(rect.bottom // CELL) + 1):
            yield x, y
