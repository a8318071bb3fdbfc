"""The rungs of a ladder: where they leave a box, and the curve that they take."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

from lifecycle_map.layouts.scenes import Point, Rect
from lifecycle_map.views.diagrams import Arrow

_BEND = 0.5
_STEPS = 24
_CLEAR = 3.0


@frozen(kw_only=True)
class Rung:
    """A correspondence with its ends: on the upper box and on the lower one."""

    arrow: Arrow
    upper: str
    lower: str
    top: Point
    bottom: Point

    @property
    def points(self) -> tuple[Point, ...]:
        """The curve as one Bézier piece that leaves and arrives upright."""
        (x0, y0), (x1, y1) = self.top, self.bottom
        bend = (y1 - y0) * _BEND
        return ((x0, y0), (x0, y0 + bend), (x1, y1 - bend), (x1, y1))

    def x_at(self, y: float) -> float:
        """Return where the curve is at a height; its y only grows, so there is one answer."""
        (x0, y0), (x1, y1) = self.top, self.bottom
        return x0 + (x1 - x0) * _crossed(round((y - y0) / (y1 - y0), 4))


@lru_cache(maxsize=4096)
def _crossed(sunk: float) -> float:
    """Return how much of its way aside the curve has gone when it has sunk so far, from 0 to 1."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        t = (low + high) / 2
        if 1.5 * t - 1.5 * t * t + t**3 < sunk:
            low = t
        else:
            high = t
    return 3 * low * low - 2 * low**3


def hang(
    arrows: Sequence[Arrow], upper: dict[str, Rect], lower: dict[str, Rect]
) -> tuple[Rung, ...]:
    """Return the rungs, their ends spread along the boxes in the order of where they lead.

    Two rungs then cross only where the order of the boxes forces them to.
    """
    ends = [(a.start, a.end) if a.start in upper else (a.end, a.start) for a in arrows]
    tops = _ports([(u, lower[v].middle) for u, v in ends], upper)
    bottoms = _ports([(v, upper[u].middle) for u, v in ends], lower)
    return tuple(
        Rung(
            arrow=arrow,
            upper=up,
            lower=down,
            top=(x0, upper[up].bottom + _CLEAR),
            bottom=(x1, lower[down].y - _CLEAR),
        )
        for arrow, (up, down), x0, x1 in zip(arrows, ends, tops, bottoms, strict=True)
    )


def _ports(ends: Sequence[tuple[str, float]], boxes: dict[str, Rect]) -> list[float]:
    """Return the x of every end, given its box and where its other end leads."""
    found = [0.0] * len(ends)
    by_box: dict[str, list[int]] = {}
    for number, (key, _) in enumerate(ends):
        by_box.setdefault(key, []).append(number)
    for key, mine in by_box.items():
        box = boxes[key]
        for place, number in enumerate(sorted(mine, key=lambda i: ends[i][1]), start=1):
            found[number] = box.x + box.width * place / (len(mine) + 1)
    return found
