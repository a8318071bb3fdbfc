"""Bars drawn with cells: a column for each day or week, filled where a task is worked on."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.columns import Columns
from lifecycle_map.loading.tables.grids import Row

FEWEST = 3
"""So many columns have to be headed by dates, one after the other."""
EARLIEST, LATEST = 1900, 2200
"""Other years are no days of a plan, and too far for counting on."""
Bars = list[tuple[int, datetime, datetime]]
"""Columns with the first and the last day that each stands for."""


def bars_of(columns: Columns) -> Bars:
    """Return the columns that are headed by dates, where the table tells no dates otherwise.

    A column stands for the days up to the next one; the last for as many as the one before.
    """
    if {"start", "finish"} & set(columns.fields):
        return []
    dated = [(at, day) for at in columns.others if (day := _day(columns, at)) is not None]
    if len(dated) < FEWEST or not all(one[1] < other[1] for one, other in pairwise(dated)):
        return []
    if not all(EARLIEST <= day.year <= LATEST for _, day in dated):
        return []
    starts = [day for _, day in dated]
    starts.append(starts[-1] + (starts[-1] - starts[-2]))
    return [
        (at, start, following - timedelta(days=1))
        for (at, start), following in zip(dated, starts[1:], strict=True)
    ]


def _day(columns: Columns, at: int) -> datetime | None:
    rows = (columns.above, columns.grid.numbered(columns.header.number))
    for cell in (row[at] for row in rows if row):
        found = cell.value if isinstance(cell.value, datetime) else values.moment(cell.text)
        if found is not None:
            return found
    return None


def span(bars: Bars, row: Row) -> tuple[datetime, datetime] | None:
    """Return the first and the last day of the cells that a row fills, if it fills any."""
    filled = [(start, finish) for at, start, finish in bars if at in row.filled]
    return (filled[0][0], filled[-1][1]) if filled else None
