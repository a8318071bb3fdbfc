"""A scene larger or smaller: every length times the same factor."""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import evolve, fields

from lifecycle_map.layouts.scenes import (
    Connector,
    Group,
    Path,
    Polygon,
    Rect,
    Scene,
    Shape,
    Text,
)

Drawn = TypeVar("Drawn", bound="Scene | Rect | Polygon | Path | Text | Connector")

_LENGTHS = frozenset(
    {"x", "y", "width", "height", "radius", "stroke_width", "size", "leading", "fit", "head"}
)


def scaled(scene: Scene, factor: float) -> Scene:
    """Return the scene with every length times ``factor``."""
    return _scaled(evolve(scene, shapes=tuple(_shape(s, factor) for s in scene.shapes)), factor)


def _shape(shape: Shape, factor: float) -> Shape:
    if isinstance(shape, Group):
        return evolve(shape, shapes=tuple(_shape(inner, factor) for inner in shape.shapes))
    return _scaled(shape, factor)


def _scaled(drawn: Drawn, factor: float) -> Drawn:
    changed: dict[str, Any] = {}
    for field in fields(type(drawn)):
        value = getattr(drawn, field.name)
        if field.name in _LENGTHS:
            changed[field.name] = value * factor
        elif field.name == "dash":
            changed["dash"] = tuple(part * factor for part in value)
        elif field.name == "points":
            changed["points"] = tuple((x * factor, y * factor) for x, y in value)
    return evolve(drawn, **changed)
