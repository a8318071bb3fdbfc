"""Flow inside a lane: short arrows between neighbours, low tracks for what skips boxes."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from lifecycle_map.layouts.scenes import Connector, Group, Point, Rect
from lifecycle_map.views.diagrams import Arrow, Box

TRACK = 14.0
"""The distance of two tracks, and of the first one from the boxes."""

STACK = 5.0
"""How far the second outline of what repeats stands out behind its box."""

_TURN = 8.0
_ROUND = 0.45
_ASIDE = 0.16
_WEIGHT = 1.75


@frozen(kw_only=True)
class Flow:
    """An arrow inside a lane. ``track`` 0 runs between neighbours, others outside the boxes, which
    they leave so far from the middle as ``aside`` says, a part of their width.
    """

    arrow: Arrow
    track: int
    repeats: bool = False
    aside: float = _ASIDE

    def paint(self, places: dict[str, Rect], colour: str, *, below: bool) -> Group:
        """Return the arrow as shapes, given where the boxes are."""
        start, end = places[self.arrow.start], places[self.arrow.end]
        line = (
            _straight(start, end, self.repeats)
            if not self.track
            else self._around(start, end, below)
        )
        connector = Connector(
            start_key=self.arrow.start,
            end_key=self.arrow.end,
            points=line,
            stroke=colour,
            stroke_width=2.25 if not self.track else _WEIGHT,
            curved=bool(self.track),
            head_end=True,
            head=min(9.0, max(6.0, abs(line[-1][0] - line[0][0]))) if not self.track else 8.0,
        )
        key = f"flow:{self.arrow.key}"
        title = self.arrow.tooltip or self.arrow.label
        return Group(key=key, shapes=(connector,), title=title, of=self.arrow.key)

    def _around(self, start: Rect, end: Rect, below: bool) -> tuple[Point, ...]:
        """Return the way out of a box, along the lane, and back in, as Bézier pieces."""
        out = 1.0 if below else -1.0
        y = start.bottom if below else start.y
        x0 = start.middle + start.width * self.aside
        x1 = end.middle - end.width * self.aside if start is not end else x0 - end.width / 2
        along = 1.0 if x1 > x0 else -1.0
        far = y + out * TRACK * self.track
        near = far - out * _TURN
        bend = _TURN * _ROUND
        return (
            (x0, y),
            *((x0, y), (x0, near), (x0, near)),
            *((x0, far - out * bend), (x0 + along * bend, far), (x0 + along * _TURN, far)),
            *((x0 + along * _TURN, far), (x1 - along * _TURN, far), (x1 - along * _TURN, far)),
            *((x1 - along * bend, far), (x1, far - out * bend), (x1, near)),
            *((x1, near), (x1, y + out * 6), (x1, y + out * 2)),
        )


def flows(arrows: Sequence[Arrow], boxes: Sequence[Box]) -> tuple[Flow, ...]:
    """Return the flow of a lane; arrows whose ways overlap get tracks of their own."""
    order = {box.key: number for number, box in enumerate(boxes)}
    known = [arrow for arrow in arrows if arrow.start in order and arrow.end in order]
    spans = {
        number: (min(ends), max(ends))
        for number, arrow in enumerate(known)
        if (ends := (order[arrow.start], order[arrow.end])) and ends[1] - ends[0] != 1
    }
    tracks: dict[int, int] = {}
    for number in sorted(spans, key=lambda n: spans[n][1] - spans[n][0]):
        taken = {tracks[other] for other in tracks if _meet(spans[other], spans[number])}
        tracks[number] = next(t for t in range(1, len(spans) + 1) if t not in taken)
    return tuple(
        Flow(
            arrow=arrow,
            track=tracks.get(number, 0),
            repeats=boxes[order[arrow.start]].repeats,
        )
        for number, arrow in enumerate(known)
    )


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _straight(start: Rect, end: Rect, stacked: bool) -> tuple[Point, Point]:
    y = start.y + start.height / 2
    out = start.right + (STACK if stacked else 0.0)
    clear = min(5.0, (end.x - out) / 4)
    return (out + clear, y), (end.x - clear, y)
