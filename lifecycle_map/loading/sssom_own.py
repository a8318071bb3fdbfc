"""Our own extension slots: the fields of a correspondence that SSSOM has no slot for."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from lifecycle_map.codec import correspondence_from_plain, to_plain
from lifecycle_map.errors import InvalidModelError, InvalidRefError
from lifecycle_map.loading.sssom_checks import Tally
from lifecycle_map.loading.sssom_documents import SPARE
from lifecycle_map.loading.sssom_slots import split
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.matches import Direction
from lifecycle_map.model.refs import Ref

ROW_FIELDS = (
    "row", "direction", "handed_over", "products", "sources", "sources_against", "views",
    "only_in_views", "evidence",
)  # fmt: skip
"""Fields of a correspondence, each an extension slot ``ext_…`` of a row."""

SET_FIELDS = ("notice", "view_list", "source_list")
"""Fields of a crosswalk, each an extension slot of the set; the lists are JSON."""


class Own(TypedDict, total=False):
    """The fields of a correspondence that our own slots give."""

    row: str
    handed_over: str
    direction: Direction
    products: tuple[Ref, ...]
    sources: tuple[str, ...]
    sources_against: tuple[str, ...]
    views: tuple[str, ...]
    only_in_views: bool
    evidence: tuple[str, ...]


def own_fields(cells: dict[str, str], ours: dict[str, str], tally: Tally, line: int) -> Own:
    """Return the fields that a row gives in our own slots."""
    told = {name: cells[slot] for slot, name in ours.items() if cells.get(slot)}
    own = Own()
    if not told:
        return own
    own["row"] = told.get("row", "")
    own["handed_over"] = told.get("handed_over", "")
    own["direction"] = _direction(told.get("direction", ""), tally, line)
    own["products"] = tuple(_refs(told.get("products", ""), tally, line))
    own["sources"] = _texts(told, "sources")
    own["sources_against"] = _texts(told, "sources_against")
    own["views"] = _texts(told, "views")
    own["evidence"] = _texts(told, "evidence")
    own["only_in_views"] = told.get("only_in_views") == "true" and bool(own["views"])
    return own


def with_spare(
    row: Correspondence, cells: dict[str, str], ours: dict[str, str], tally: Tally, line: int
) -> Correspondence:
    """Return a row with the fields of its spare slot, where it has one that can be read."""
    texts = [cells[slot] for slot, name in ours.items() if name == SPARE and slot in cells]
    if not texts:
        return row
    try:
        return correspondence_from_plain(overlaid(to_plain(row), texts[0]))
    except (InvalidModelError, ValueError) as error:
        tally.mend(f"what it holds is not the fields of a row ({error}); left out", line, SPARE)
        return row


def overlaid(plain: dict[str, Any], text: str) -> dict[str, Any]:
    """Return plain data with the fields of a JSON object in their place; null is the default.

    Raises ValueError for a text that is no such object.
    """
    try:
        fields = json.loads(text)
    except RecursionError:
        raise ValueError("it nests too deep") from None
    if not isinstance(fields, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - of the text, not of a type
    return {name: held for name, held in {**plain, **fields}.items() if held is not None}


def _direction(text: str, tally: Tally, line: int) -> Direction:
    if text and text not in set(Direction):
        known = ", ".join(direction.value for direction in Direction)
        tally.mend(f"no direction '{text[:60]}' ({known}); left out", line)
        return Direction.NONE
    return Direction(text) if text else Direction.NONE


def _refs(text: str, tally: Tally, line: int) -> list[Ref]:
    found: list[Ref] = []
    for value in split(text) if text else ():
        try:
            found.append(Ref.parse(value))
        except InvalidRefError as error:
            tally.mend(f"{error}; left out", line, "products")
    return found


def _texts(told: dict[str, str], name: str) -> tuple[str, ...]:
    return split(told[name]) if name in told else ()
