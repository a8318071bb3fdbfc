"""What a kind of picture is, and the table of those that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.registries import Registry
from lifecycle_map.views.diagrams import Diagram


@frozen(kw_only=True)
class Wishes:
    """What a picture should be like: the language of its labels (a tag such as ``de``), the key of
    the element that is marked "you are here", and the kinds of element that it shows.
    """

    language: str = ""
    highlight: str = ""
    kinds: tuple[str, ...] = ()


@frozen(kw_only=True)
class Picture:
    """A kind of picture.

    ``draws`` takes a value of one of the classes that ``of`` names, and `Wishes`, and returns the
    `Diagram`. The first picture of a class is what its values are drawn as unless another is named.
    """

    name: str
    of: tuple[str, ...]
    draws: Callable[[Any, Wishes], Diagram]
    about: str = ""


PICTURES: Registry[Picture] = Registry(
    "picture",
    "lifecycle_map.pictures",
    {
        "ladder": "lifecycle_map.views.ladders:LADDER",
        "graph": "lifecycle_map.views.graphs:GRAPH",
        "gaps": "lifecycle_map.views.gaps:GAPS",
        "needs": "lifecycle_map.views.gaps:NEEDS",
        "procedures": "lifecycle_map.views.comparisons:PROCEDURES",
        "raci": "lifecycle_map.views.comparisons:RACI",
        "staff": "lifecycle_map.views.comparisons:STAFF",
        "timeline": "lifecycle_map.views.timelines:TIMELINE",
        "process-grid": "lifecycle_map.views.process_grids:PROCESS_GRID",
        "sankey": "lifecycle_map.views.sankeys:SANKEY",
        "hub": "lifecycle_map.views.hubs:HUB_PICTURE",
        "service-loop": "lifecycle_map.views.service_loops:SERVICE_LOOP",
        "product-flow": "lifecycle_map.views.product_flows:PRODUCT_FLOW",
        "hand-over": "lifecycle_map.views.hand_overs:HAND_OVER",
    },
)
"""All kinds of picture, by name; add to it with `register_picture` or an entry point."""


def register_picture(picture: Picture) -> Picture:
    """Add a kind of picture to those that `render` and `export` know, and return it."""
    return PICTURES.register(picture.name, picture)


def picture_of(value: object, name: str = "") -> Picture:
    """Return the kind of picture of that name, or the usual one for such a value.

    Raises `UnknownNameError` for a picture that there is not, and `UnsuitableFormatError` for one
    that such a value cannot be drawn as.
    """
    kind = type(value).__name__
    if name:
        found = PICTURES.get(name)
        if kind in found.of:
            return found
        raise UnsuitableFormatError(found.name, _what(kind), suitable(kind), "picture")
    for found in map(PICTURES.get, PICTURES.registered()):
        if kind in found.of:
            return found
    raise UnsuitableFormatError("graph", _what(kind), (), "picture")


def suitable(kind: str) -> tuple[str, ...]:
    """Return the names of the pictures that values of a class can be drawn as."""
    return tuple(name for name in PICTURES.names() if kind in PICTURES.get(name).of)


def _what(kind: str) -> str:
    alone = " alone: align two lifecycles" if kind in ("Lifecycle", "Crosswalk") else ""
    return f"a {kind.casefold()}{alone}"
