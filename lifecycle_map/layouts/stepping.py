"""A picture built up before a class: its frames, in which nothing ever moves."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from lifecycle_map.layouts.scenes import Group, Scene, Shape
from lifecycle_map.views.diagrams import Diagram


def frames(scene: Scene, diagram: Diagram) -> tuple[Scene, ...]:
    """Return the frames of a scene: the picture before its first step, then after each.

    Every frame holds all that the one before it held, at the same place, and the last is the
    whole scene. A diagram without steps has one frame.
    """
    named = {key for step in diagram.steps for key in step.shows}
    shown = _everything(diagram) - named
    made = []
    for step in ((), *(step.shows for step in diagram.steps)):
        shown |= set(step)
        made.append(evolve(scene, shapes=tuple(_kept(scene.shapes, _hidden(diagram, shown)))))
    return (*made[:-1], scene)


def _everything(diagram: Diagram) -> set[str]:
    lanes = {lane.key for lane in (*diagram.lanes, *diagram.columns)}
    boxes = {box.key for box in diagram.boxes}
    return lanes | boxes | {arrow.key for arrow in diagram.arrows}


def _hidden(diagram: Diagram, shown: set[str]) -> set[str]:
    """Return the keys of what is not there yet: an arrow waits for both its ends."""
    waiting = {
        arrow.key for arrow in diagram.arrows if arrow.start not in shown or arrow.end not in shown
    }
    return (_everything(diagram) - shown) | waiting


def _kept(shapes: tuple[Shape, ...], hidden: set[str]) -> Iterator[Shape]:
    for shape in shapes:
        if not isinstance(shape, Group):
            yield shape
        elif (shape.of or shape.key) not in hidden:
            yield evolve(shape, shapes=tuple(_kept(shape.shapes, hidden)))
