"""Rows of a mapping file that are no correspondences, kept whole as properties of a crosswalk."""

from __future__ import annotations

import json

ASIDE = "row_set_aside"
"""The property of a crosswalk that holds a row which is no correspondence, as JSON."""

PLACE = "#"
"""The key, no slot of SSSOM, that says how many correspondences stand before such a row in its
file; a row without it stands after all of them."""

_ENDS = {"subject": "object", "object": "subject"}
_TURNED = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}


def as_aside(cells: dict[str, str], place: int | None = None) -> str:
    """Return the cells of a row, and where it stands, as the text of a property."""
    placed = {PLACE: str(place)} if place is not None else {}
    return json.dumps({**placed, **cells}, ensure_ascii=False, sort_keys=True)


def aside_cells(text: str) -> dict[str, str]:
    """Return the cells of a row that was set aside; nothing when the text is no such row."""
    return {slot: held for slot, held in _row(text).items() if slot != PLACE}


def aside_place(text: str) -> int | None:
    """Return how many correspondences stand before a row that was set aside; None for all."""
    told = _row(text).get(PLACE, "")
    return int(told) if told.isdecimal() and told.isascii() else None


def unplaced(text: str) -> str:
    """Return a row that was set aside without where it stood, for another crosswalk."""
    return text if aside_place(text) is None else as_aside(aside_cells(text))


def turned_aside(text: str) -> str:
    """Return a row that was set aside read from its other end; another text as it is."""
    turned: dict[str, str] = {}
    for slot, held in _row(text).items():
        end, line, rest = slot.partition("_")
        turned[f"{_ENDS[end]}_{rest}" if line and end in _ENDS else slot] = held
    if "predicate_id" in turned:
        turned["predicate_id"] = _TURNED.get(turned["predicate_id"], turned["predicate_id"])
    return as_aside(turned) if turned else text


def _row(text: str) -> dict[str, str]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    is_row = isinstance(row, dict) and all(isinstance(held, str) for held in row.values())
    return row if is_row else {}
