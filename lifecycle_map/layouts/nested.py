"""Lanes one under the other, boxes in rows in them, and boxes in boxes: for formats of other tools,
in which people will move things anyway.
"""

from __future__ import annotations

import math

from attrs import field, frozen

from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import Point, Rect
from lifecycle_map.views.diagrams import Box, Diagram, Lane
from lifecycle_map.views.nesting import Nesting

WIDTH, HEIGHT = 140.0, 80.0
TALLEST = 600.0
GAP, PAD, BAND = 50.0, 45.0, 30.0
"""Between boxes; between a frame and what stands in it; for the name of a lane or a container."""

FONT, LEADING = 12.0, 15.0
ONE_ROW = 8
"""So many boxes of a lane stand in one row; of more, a row has about twice as many as rows.
What stands in a box makes about twice as many rows, so that the boxes around it stay narrow.
"""

DETOUR = 18.0
"""How far over a row an arrow goes that would cross the boxes between its ends."""


@frozen
class Places:
    """Where lanes and boxes stand, by their keys, in px; boxes without a lane have the lane ``""``.

    The arrow between two of them is a straight line from border to border.
    """

    boxes: dict[str, Rect] = field(factory=dict)
    lanes: dict[str, Rect] = field(factory=dict)

    def line(self, first: str, second: str) -> tuple[Point, ...]:
        """Return where an arrow goes: straight from border to border, or over a row.

        One from a box to itself, or to the one around it, has a length too.
        """
        start = self.boxes.get(first) or self.lanes[first]
        end = self.boxes.get(second) or self.lanes[second]
        if start == end:
            over = start.y - DETOUR
            near, far = start.middle, start.right - 10
            return (near, start.y), (near, over), (far, over), (far, start.y)
        apart = abs(end.x - start.x) - (start.width if start.x < end.x else end.width)
        if start.y == end.y and apart > 2 * GAP:
            over = start.y - DETOUR
            near, far = start.middle, end.middle
            return (near, start.y), (near, over), (far, over), (far, end.y)
        return _border(start, _middle(end)), _border(end, _middle(start))


def place_nested(diagram: Diagram, nesting: Nesting) -> Places:
    """Return where everything stands."""
    places = Places()
    offsets, sizes = _sizes(nesting)
    below = 0.0
    grids = [
        _grid([sizes[box.key] for box in boxes], _columns(boxes)) for _, boxes in nesting.lanes
    ]
    wide = BAND + 2 * PAD + max([WIDTH, *(size[0] for _, size in grids)])
    for (lane, boxes), (corners, (_, high)) in zip(nesting.lanes, grids, strict=True):
        height = max(high, HEIGHT) + 2 * PAD
        places.lanes[_key(lane)] = Rect(x=0, y=below, width=wide, height=height)
        for box, (x, y) in zip(boxes, corners, strict=True):
            offsets[box.key] = (BAND + PAD + x, below + PAD + y)
        for each, _ in nesting.walk(boxes):
            if each is not None:
                _place(each, nesting, offsets, sizes, places)
        below += height + GAP
    return places


def _place(
    box: Box,
    nesting: Nesting,
    offsets: dict[str, Point],
    sizes: dict[str, Point],
    places: Places,
) -> None:
    """Place a box, and turn the offsets of what it contains into coordinates."""
    (x, y), (wide, high) = offsets[box.key], sizes[box.key]
    places.boxes[box.key] = Rect(x=x, y=y, width=wide, height=high)
    for part in nesting.parts.get(box.key, ()):
        inner = offsets[part.key]
        offsets[part.key] = (x + inner[0], y + inner[1])


def _sizes(nesting: Nesting) -> tuple[dict[str, Point], dict[str, Point]]:
    """Return where each box stands in the one around it, and how large each is, parts first."""
    offsets: dict[str, Point] = {}
    sizes: dict[str, Point] = {}
    order = [b for _, boxes in nesting.lanes for b, _ in nesting.walk(boxes) if b is not None]
    for box in reversed(order):
        parts = nesting.parts.get(box.key, ())
        wide, high = _own_size(box)
        if parts:
            rows = math.ceil(math.sqrt(len(parts) / 2))
            corners, inner = _grid([sizes[part.key] for part in parts], rows)
            head = high - HEIGHT + BAND + PAD
            offsets |= {
                part.key: (PAD + x, head + y) for part, (x, y) in zip(parts, corners, strict=True)
            }
            wide, high = max(wide, inner[0] + 2 * PAD), head + inner[1] + PAD
        sizes[box.key] = (wide, high)
    return offsets, sizes


def _own_size(box: Box) -> Point:
    """Return how large a box is for its label: as wide as all, and as high as its lines need."""
    room = WIDTH - 2 * 8
    lines = sum(
        max(1, math.ceil(text_width(line[:2000], FONT) / room)) for line in box.label.splitlines()
    )
    return WIDTH, min(TALLEST, max(HEIGHT, lines * LEADING + 20))


def _columns(boxes: tuple[Box, ...]) -> int:
    return len(boxes) if len(boxes) <= ONE_ROW else math.ceil(math.sqrt(2 * len(boxes)))


def _grid(sizes: list[Point], columns: int) -> tuple[list[Point], Point]:
    """Return the corners of boxes in rows of so many, and how large the whole is."""
    corners: list[Point] = []
    below = right = 0.0
    for first in range(0, len(sizes), columns or 1):
        row, x = sizes[first : first + columns], 0.0
        for wide, _ in row:
            corners.append((x, below))
            x += wide + GAP
        right = max(right, x - GAP)
        below += max(high for _, high in row) + GAP
    return corners, (right, max(0.0, below - GAP))


def _key(lane: Lane | None) -> str:
    return "" if lane is None else lane.key


def _middle(rect: Rect) -> Point:
    return rect.middle, rect.y + rect.height / 2


def _border(rect: Rect, towards: Point) -> Point:
    """Return where the line from the middle of a rectangle leaves it."""
    x, y = _middle(rect)
    across, down = towards[0] - x, towards[1] - y
    reach = max(abs(across) / (rect.width / 2), abs(down) / (rect.height / 2))
    # A point inside the rectangle is itself where the line ends.
    share = 1 / max(reach, 1.0)
    return x + across * share, y + down * share
