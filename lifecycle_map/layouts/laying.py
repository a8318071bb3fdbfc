"""From a diagram to a scene: the layout that its kind of picture asks for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TypeAlias, cast

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Diagram

Layout: TypeAlias = Callable[[Diagram, Theme, float, float], Scene]
"""Diagram, theme, and the least width and height of the page in px give a scene."""

LAYOUTS = {
    "gaps": "lifecycle_map.layouts.matrix:matrix",
    "hand-over": "lifecycle_map.layouts.hand_over:hand_over",
    "hub": "lifecycle_map.layouts.hub:hub",
    "ladder": "lifecycle_map.layouts.ladder:ladder",
    "needs": "lifecycle_map.layouts.matrix:matrix",
    "procedures": "lifecycle_map.layouts.matrix:matrix",
    "product-flow": "lifecycle_map.layouts.product_flow:product_flow",
    "raci": "lifecycle_map.layouts.matrix:matrix",
    "sankey": "lifecycle_map.layouts.sankey:sankey",
    "staff": "lifecycle_map.layouts.matrix:matrix",
    "timeline": "lifecycle_map.layouts.timeline:timeline",
    "process-grid": "lifecycle_map.layouts.process_grid:process_grid",
    "service-loop": "lifecycle_map.layouts.service_loop:service_loop",
}
"""The layouts of our own, by the kind of picture that they are for."""

SIZES = {
    "16:9": (1280.0, 720.0),
    "4:3": (1024.0, 768.0),
    "a4": (1123.0, 794.0),
    "a3": (1587.0, 1123.0),
}
"""The pages by name, in px: slides, and paper on its side at 96 px an inch."""


def has_layout(diagram: Diagram) -> bool:
    """Say whether there is a layout of our own for that kind of picture."""
    return diagram.kind in LAYOUTS


def lay_out(diagram: Diagram, theme: Theme = LIGHT, size: str = "16:9") -> Scene:
    """Return a diagram laid out on a page at least as large as ``size`` says.

    Raises `UnknownNameError` for a size, or a kind of picture, that there is not.
    """
    if size not in SIZES:
        raise UnknownNameError("size", size, tuple(SIZES))
    if diagram.kind not in LAYOUTS:
        raise UnknownNameError("layout", diagram.kind, tuple(LAYOUTS))
    module, _, name = LAYOUTS[diagram.kind].partition(":")
    layout = cast("Layout", getattr(importlib.import_module(module), name))
    return layout(diagram, theme, *SIZES[size])
