"""Rows whose ends are lists: one row for every pair, and the way back to the row of the file."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import Any

from lifecycle_map.errors import Fault, InvalidModelError

MOST_ROWS = 1_000_000
"""For how many relations or correspondences the rows of a file may stand, lists spread out."""


def spread(rows: list[Any]) -> tuple[list[int], list[Any]]:
    """Return one row for every pair of ends, and which row each came from."""
    origins, single_rows = [], []
    pairs = sum(_pairs(row) for row in rows)
    if pairs > MOST_ROWS:
        raise InvalidModelError("rows", (Fault("", f"they stand for {pairs:,} pairs of ends"),))
    for number, row in enumerate(rows):
        for single in _singles(row):
            origins.append(number)
            single_rows.append(single)
    return origins, single_rows


def _pairs(row: Any) -> int:
    """Return for how many rows a row with lists as ends stands."""
    if not isinstance(row, dict):
        return 1
    ends = (row.get(end) for end in ("subject", "object"))
    return math.prod(len(end) for end in ends if isinstance(end, list) and end)


def _singles(row: Any) -> Iterator[Any]:
    if not isinstance(row, dict):
        yield row
        return
    # A row whose end is an empty list would stand for none, and be lost: it is refused as it is.
    lists = {end: row.get(end) for end in ("subject", "object")}
    ends = {end: keys for end, keys in lists.items() if isinstance(keys, list) and keys}
    for pair in itertools.product(*ends.values()):
        yield {**row, **dict(zip(ends, pair, strict=True))} if ends else row


def replace(place: str, rows: str, origins: list[int]) -> str:
    """Return a place that counts the rows of the file, not the rows after spreading."""
    return re.sub(
        rf"^{rows}\[(\d+)\]",
        lambda m: f"{rows}[{origins[int(m[1])] if int(m[1]) < len(origins) else m[1]}]",
        place,
    )
