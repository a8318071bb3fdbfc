"""The boxes of a diagram in the order in which languages of text write them: lane by lane, what
contains others around them, and with names that are safe in every language.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import frozen

from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane
from lifecycle_map.views.pictured_tables import spanned, told_of

HERE = "you are here"


@frozen
class Nesting:
    """A diagram, with its boxes by where they stand.

    ``names`` are generated: a label or a key may be a key word of a language, or hold its marks.
    ``lanes`` holds each lane with its outermost boxes, and last those that stand in no lane.
    ``parts`` holds the boxes in a box, by its key, and ``around`` the other way, the key of the box
    that one stands in. ``arrows`` are those that have both ends.
    """

    names: dict[str, str]
    lanes: tuple[tuple[Lane | None, tuple[Box, ...]], ...]
    parts: dict[str, tuple[Box, ...]]
    around: dict[str, str]
    arrows: tuple[Arrow, ...]

    def walk(self, boxes: tuple[Box, ...]) -> Iterator[tuple[Box | None, int]]:
        """Yield each box with how deep it stands, what it contains behind it, and after that
        ``None``, where what it contains ends.
        """
        depth = 0
        # A stack of our own: what people have nested deeper than Python counts is drawn too.
        waiting: list[Box | None] = [*reversed(boxes)]
        while waiting:
            box = waiting.pop()
            if box is None:
                depth -= 1
                yield None, depth
                continue
            yield box, depth
            inner = self.parts.get(box.key)
            if inner:
                depth += 1
                waiting.append(None)
                waiting.extend(reversed(inner))


def spelled(diagram: Diagram) -> Diagram:
    """Return a diagram whose boxes say in words in which column they stand, and how it stands with
    them: most languages of text have no grids.
    """
    if not diagram.columns and not any(box.state for box in diagram.boxes):
        return diagram
    boxes = tuple(
        attrs.evolve(box, label=_spelled(diagram, box), detail=()) for box in diagram.boxes
    )
    return attrs.evolve(diagram, boxes=boxes)


def _spelled(diagram: Diagram, box: Box) -> str:
    columns = spanned(diagram, box)
    place = " – ".join(dict.fromkeys((columns[0], columns[-1]))) if columns else ""
    return ": ".join(text for text in (place, told_of(box)) if text)


def nest(diagram: Diagram) -> Nesting:
    """Return a diagram with its boxes by where they stand."""
    names = {box.key: f"n{number}" for number, box in enumerate(diagram.boxes, start=1)}
    names |= {lane.key: f"lane{number}" for number, lane in enumerate(diagram.lanes, start=1)}
    homes = _homes(diagram)
    outermost: dict[str, list[Box]] = {lane.key: [] for lane in diagram.lanes}
    rest: list[Box] = []
    parts: dict[str, list[Box]] = {}
    for box in diagram.boxes:
        if box.key in homes:
            parts.setdefault(homes[box.key], []).append(box)
        else:
            outermost.get(box.lane, rest).append(box)
    return Nesting(
        names=names,
        lanes=(
            *((lane, tuple(outermost[lane.key])) for lane in diagram.lanes),
            *([(None, tuple(rest))] if rest else []),
        ),
        parts={key: tuple(inner) for key, inner in parts.items()},
        around=homes,
        arrows=tuple([a for a in diagram.arrows if a.start in names and a.end in names]),
    )


def lines_of(box: Box) -> tuple[str, ...]:
    """Return what stands in a box: its label, the small lines, and whether one is here."""
    return (box.label, *box.detail, *((HERE,) if box.highlighted else ()))


def _homes(diagram: Diagram) -> dict[str, str]:
    """Return the box around each box that has one: in the same lane, and never around itself."""
    if not any(box.within for box in diagram.boxes):
        return {}
    lanes = {box.key: box.lane for box in diagram.boxes}
    around = {
        box.key: box.within
        for box in diagram.boxes
        if box.within and lanes.get(box.within) == box.lane
    }
    sound: dict[str, bool] = {}
    for first in around:
        path, key = [], first
        while key in around and key not in sound:
            sound[key] = False  # until the way out is found; on a circle it is not
            path.append(key)
            key = around[key]
        sound.update(dict.fromkeys(path, sound.get(key, True)))
    return {key: home for key, home in around.items() if sound[key]}
