"""What a ladder is made of: the arrows of a diagram sorted by what they become in the picture."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane

RAILS = 2
"""A ladder has two rails."""


@frozen(kw_only=True)
class Parts:
    """Boxes of the upper and the lower lane; flow, rungs, and rungs that concern a whole lane."""

    lanes: tuple[Lane, Lane]
    boxes: tuple[tuple[Box, ...], tuple[Box, ...]]
    flows: tuple[tuple[Arrow, ...], tuple[Arrow, ...]]
    rungs: tuple[Arrow, ...]
    bands: tuple[tuple[Arrow, ...], tuple[Arrow, ...]]
    matched: frozenset[str]

    def alone(self, side: int) -> frozenset[str]:
        """Return the boxes of a side that have no counterpart, where others do have one."""
        if not self.matched:
            return frozenset()
        return frozenset(box.key for box in self.boxes[side]) - self.matched


def parts_of(diagram: Diagram) -> Parts:
    """Sort a diagram; raises when it has not two lanes, or an arrow that leads nowhere."""
    if len(diagram.lanes) != RAILS:
        raise UnsuitableFormatError("ladder", f"a picture with {len(diagram.lanes)} lanes", ())
    upper, lower = diagram.lanes
    sides = {box.key: _side(box, diagram.lanes) for box in diagram.boxes}
    shown = [arrow for arrow in diagram.arrows if arrow.match is not Match.NONE]
    ends = sides | {upper.key: 0, lower.key: 1}
    for arrow in shown:
        _check_ends(arrow, ends)
    whole = [a for a in shown if a.match and not (a.start in sides and a.end in sides)]
    across = [a for a in shown if a not in whole and ends[a.start] != ends[a.end]]
    within = [a for a in shown if a not in whole and ends[a.start] == ends[a.end]]
    return Parts(
        lanes=(upper, lower),
        boxes=(_of(diagram.boxes, sides, 0), _of(diagram.boxes, sides, 1)),
        flows=(_inside(within, ends, 0), _inside(within, ends, 1)),
        rungs=tuple(across),
        bands=(_along(whole, diagram, 0), _along(whole, diagram, 1)),
        matched=frozenset(key for a in (*across, *whole) for key in (a.start, a.end)),
    )


def _side(box: Box, lanes: tuple[Lane, ...]) -> int:
    keys = [lane.key for lane in lanes]
    if box.lane not in keys:
        raise UnknownNameError("lane", box.lane, tuple(keys))
    return keys.index(box.lane)


def _check_ends(arrow: Arrow, ends: dict[str, int]) -> None:
    for key in (arrow.start, arrow.end):
        if key not in ends:
            raise UnknownNameError("box", key, tuple(ends))


def _of(boxes: tuple[Box, ...], sides: dict[str, int], side: int) -> tuple[Box, ...]:
    return tuple(box for box in boxes if sides[box.key] == side)


def _inside(arrows: list[Arrow], ends: dict[str, int], side: int) -> tuple[Arrow, ...]:
    return tuple(arrow for arrow in arrows if ends[arrow.start] == side)


def _along(arrows: list[Arrow], diagram: Diagram, side: int) -> tuple[Arrow, ...]:
    """Return the arrows of a whole lane; one between two lanes is drawn on the upper one."""
    key, other = diagram.lanes[side].key, diagram.lanes[1 - side].key
    return tuple(
        arrow
        for arrow in arrows
        if key in (arrow.start, arrow.end) and not (side and other in (arrow.start, arrow.end))
    )
