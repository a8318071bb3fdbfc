"""What a ladder is made of: the arrows of a diagram sorted by what they become in the picture."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane

LEAST = 2
"""A ladder has two rails or more."""


@frozen(kw_only=True)
class Parts:
    """Boxes and flow of each lane, rungs between neighbours, and what concerns a whole lane.

    Between two lanes the latter are ``bands`` along a lane; where there are more, they are rungs
    from the head of a lane, since those of the next lanes would run through a band.
    """

    lanes: tuple[Lane, ...]
    boxes: tuple[tuple[Box, ...], ...]
    flows: tuple[tuple[Arrow, ...], ...]
    rungs: tuple[Arrow, ...]
    bands: tuple[tuple[Arrow, ...], ...]
    matched: frozenset[str]

    def alone(self, side: int) -> frozenset[str]:
        """Return the boxes of a lane that have no counterpart, where others do have one."""
        if not self.matched:
            return frozenset()
        return frozenset(box.key for box in self.boxes[side]) - self.matched

    def below(self, side: int) -> tuple[Arrow, ...]:
        """Return the rungs between a lane and the next one."""
        ends = [{self.lanes[n].key, *(box.key for box in self.boxes[n])} for n in (side, side + 1)]
        return tuple(
            rung for rung in self.rungs if all(rung.start in one or rung.end in one for one in ends)
        )

    def pair(self, side: int) -> tuple[Lane, Lane]:
        """Return a lane and the next one."""
        return self.lanes[side], self.lanes[side + 1]


def parts_of(diagram: Diagram, *, most: int | None = None) -> Parts:
    """Sort a diagram; raises when it has one lane alone, or more than ``most``, or an arrow that
    leads nowhere or beyond the next lane.
    """
    count = len(diagram.lanes)
    if count < LEAST or count > (most or count):
        raise UnsuitableFormatError(diagram.kind, f"a picture with {count} lanes", ())
    keys = [lane.key for lane in diagram.lanes]
    sides = {box.key: _side(box, keys) for box in diagram.boxes}
    shown = [arrow for arrow in diagram.arrows if arrow.match is not Match.NONE]
    ends = sides | {key: number for number, key in enumerate(keys)}
    for arrow in shown:
        _check_ends(arrow, ends)
    whole = [a for a in shown if a.match and not (a.start in sides and a.end in sides)]
    across = [a for a in shown if a not in whole and ends[a.start] != ends[a.end]]
    within = [a for a in shown if a not in whole and ends[a.start] == ends[a.end]]
    numbers = range(count)
    return Parts(
        lanes=diagram.lanes,
        boxes=tuple(_of(diagram.boxes, sides, n) for n in numbers),
        flows=tuple(_inside(within, ends, n) for n in numbers),
        rungs=tuple(across if count == LEAST else [*whole, *across]),
        bands=tuple(_along(whole, diagram, n) if count == LEAST else () for n in numbers),
        matched=frozenset(key for a in (*across, *whole) for key in (a.start, a.end)),
    )


def _side(box: Box, keys: list[str]) -> int:
    if box.lane not in keys:
        raise UnknownNameError("lane", box.lane, tuple(keys))
    return keys.index(box.lane)


def _check_ends(arrow: Arrow, ends: dict[str, int]) -> None:
    for key in (arrow.start, arrow.end):
        if key not in ends:
            raise UnknownNameError("box", key, tuple(ends))
    if abs(ends[arrow.start] - ends[arrow.end]) > 1:
        told = f"an arrow from {arrow.start} to {arrow.end}, which passes over a lane"
        raise UnsuitableFormatError("ladder", told, ())


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
