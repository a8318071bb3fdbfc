"""Where the table of a plan begins, and which of its columns means what."""

from __future__ import annotations

import math
from functools import lru_cache

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError, UnknownNameError
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables.grids import Grid, Row, column_of, letters
from lifecycle_map.loading.tables.headings import (
    Heading,
    field_names,
    list_kinds,
    meaning,
    nearly,
    plain,
)

LOOKED_AT = 200
"""So many rows from the top are looked at for the headings."""
LEAST = 0.3
"""A heading that fits worse than this means nothing."""
ENOUGH = 1.5
"""What the headings of a plan weigh together at least: a name, and something beside it."""
PLAN_FIELDS = frozenset(
    (
        "predecessors",
        "wbs",
        "level",
        "parent",
        "start",
        "finish",
        "duration",
        "percent",
        "milestone",
    )
)

_meaning = lru_cache(maxsize=4096)(meaning)


@define
class Columns:
    """The columns of a table: which field each is taken for, and what is kept as it stands."""

    grid: Grid
    header: Row
    fields: dict[str, int] = field(factory=dict)
    groups: list[int] = field(factory=list)
    weight: float = 0.0

    def heading(self, column: int) -> str:
        """Return the heading of a column on one line, or its letters where it has none."""
        return " ".join(self.header[column].text.split()) or f"column {letters(column)}"

    @property
    def others(self) -> list[int]:
        """The columns that mean nothing in particular."""
        used = {*self.fields.values(), *self.groups}
        return sorted({column for row in self.named for column in row.filled} - used)

    @property
    def named(self) -> list[Row]:
        """The rows below the headings that name a task."""
        at = self.fields["name"]
        return [row for row in self.grid.after(self.header) if row[at].text.strip()]


def find_columns(grids: list[Grid], reading: Reading) -> Columns:
    """Return the table that is most likely the plan, as the user said or as it looks.

    Raises `InvalidFileError` when no row looks like the headings of a plan, and
    `UnknownNameError` for a sheet, field or column that there is not.
    """
    chosen = _chosen(grids, reading.options.sheet)
    found = [columns for grid in chosen if (columns := _best(grid, reading.options.header_row))]
    if not found:
        raise InvalidFileError(reading.path, (Fault("", _no_headings(chosen, reading)),))
    best = max(
        found, key=lambda columns: (not columns.grid.hidden, columns.weight + _size(columns))
    )
    _tell_of_others(best, found, reading)
    _mend(best, reading)
    _overrule(best, reading)
    _need_a_name(best, reading)
    best.groups = [at for at in best.groups if any(row[at].text.strip() for row in best.named)]
    if not reading.options.any_list:
        _refuse_other_lists(best, reading)
    return best


def has_headings(grid: Grid) -> bool:
    """Return whether a row of a table looks like the headings of a plan."""
    return _best(grid, 0) is not None


def _chosen(grids: list[Grid], sheet: str) -> list[Grid]:
    if not sheet:
        return grids
    named = [grid for grid in grids if grid.name.casefold() == sheet.casefold()]
    if not named:
        raise UnknownNameError("sheet", sheet, tuple(grid.name for grid in grids))
    return named


def _best(grid: Grid, header_row: int) -> Columns | None:
    rows = [grid.numbered(header_row)] if header_row else grid.rows[:LOOKED_AT]
    found = [_columns(grid, row) for row in rows if row is not None]
    best = max(found, key=lambda columns: columns.weight, default=None)
    if best is None or (best.weight < ENOUGH and not header_row):
        return None
    return best


def _columns(grid: Grid, row: Row) -> Columns:
    """Return what the cells of a row mean when they are taken as headings."""
    columns = Columns(grid, row)
    told = {at: _meaning(cell.text) for at, cell in row.filled.items() if len(cell.text) < 80}  # noqa: PLR2004
    ranked = sorted(
        ((found, at) for at, found in told.items() if found and found.weight >= LEAST),
        key=lambda pair: (-pair[0].weight, pair[0].rank, pair[1]),
    )
    for found, at in ranked:
        _take(columns, found, at)
    columns.groups.sort()
    columns.weight += 1.0 if "name" in columns.fields else 0.0
    return columns


def _take(columns: Columns, found: Heading, column: int) -> None:
    if found.field == "group":
        columns.groups.append(column)
        columns.weight += found.weight
    elif found.field not in columns.fields:
        columns.fields[found.field] = column
        columns.weight += found.weight


def _size(columns: Columns) -> float:
    """Return what the number of rows weighs beside the headings: ten times the rows, one more."""
    return math.log10(1 + sum(1 for _ in columns.grid.after(columns.header)))


def _tell_of_others(best: Columns, found: list[Columns], reading: Reading) -> None:
    others = [each.grid.name for each in found if each is not best and "name" in each.fields]
    if others:
        told = ", ".join(f"'{name}'" for name in others[:8])
        reading.note(f"the sheet '{best.grid.name}' is read; {told} may hold plans too (--sheet)")


def _mend(columns: Columns, reading: Reading) -> None:
    """Take misspelt headings for what they were meant, and tell of headings that are twice."""
    row, line = columns.header, columns.grid.line(columns.header)
    missing = frozenset(field_names()) - set(columns.fields) - {"group"}
    seen: dict[str, int] = {}
    for at, cell in sorted(row.filled.items()):
        text, place = plain(cell.text), columns.grid.place(row, at)
        if text in seen and seen[text] in columns.fields.values():
            told = f"two columns are headed '{cell.text.strip()}'; the first is taken"
            reading.mend(told, line=line, place=place)
        seen.setdefault(text, at)
        known = at in columns.fields.values() or at in columns.groups
        near = None if known or _meaning(cell.text) else nearly(cell.text, missing)
        if near and near.field not in columns.fields:
            columns.fields[near.field] = at
            told = f"the heading '{cell.text.strip()}' is taken for '{near.name}'"
            reading.mend(told, line=line, place=place)


def _overrule(columns: Columns, reading: Reading) -> None:
    for name, wanted in reading.options.columns:
        named = "group" if name == "phase" else name
        if named not in field_names():
            raise UnknownNameError("field", name, field_names())
        at = _column(columns, wanted)
        columns.fields = {f: c for f, c in columns.fields.items() if c != at and f != named}
        columns.groups = [column for column in columns.groups if column != at]
        if named == "group":
            columns.groups = sorted([*columns.groups, at])
        else:
            columns.fields[named] = at


def _column(columns: Columns, wanted: str) -> int:
    """Return the column that a user names: by its heading, its letters, or its number from 1."""
    for at, cell in columns.header.filled.items():
        if plain(cell.text) == plain(wanted):
            return at
    at = int(wanted) - 1 if wanted.isdigit() and len(wanted) < 6 else column_of(wanted)  # noqa: PLR2004
    width = max((max(row.cells, default=0) for row in columns.grid.rows), default=0)
    if not 0 <= at <= width:
        known = tuple(columns.heading(at) for at in sorted(columns.header.filled))
        raise UnknownNameError("column", wanted, known)
    return at


def _need_a_name(columns: Columns, reading: Reading) -> None:
    """Take the innermost group for the name where no column is headed so, or refuse."""
    if "name" in columns.fields:
        return
    if not columns.groups:
        heads = ", ".join(f"'{columns.heading(at)}'" for at in sorted(columns.header.filled))
        told = f"no column holds names of tasks ('Name', 'Task' …) among {heads}; say which with "
        place = columns.grid.place(columns.header)
        fault = Fault(place, f"{told}--column name=HEADING", columns.grid.line(columns.header))
        raise InvalidFileError(reading.path, (fault,))
    columns.fields["name"] = columns.groups.pop()


def _refuse_other_lists(columns: Columns, reading: Reading) -> None:
    """Tell a list apart that has more headings of its kind than of a plan."""
    heads = {plain(cell.text) for cell in columns.header.filled.values()}
    kind = max(list_kinds(), key=lambda kind: len(kind.headings & heads))
    found = sorted(kind.headings & heads)
    if len(found) < 2 or len(found) <= len(PLAN_FIELDS & set(columns.fields)):  # noqa: PLR2004
        return
    shown = ", ".join(f"'{name}'" for name in found[:6])
    told = (
        f"it looks like {kind.name}, not like a plan: its headings are {shown}; "
        "to read it all the same, say --any-list (any_list=True)"
    )
    grid, row = columns.grid, columns.header
    raise InvalidFileError(reading.path, (Fault(grid.place(row), told, grid.line(row)),))


def _no_headings(grids: list[Grid], reading: Reading) -> str:
    where = "" if all(grid.lines for grid in grids) else " in any sheet"
    row = reading.options.header_row
    if row:
        return f"row {row} shows nothing that could be headings"
    return (
        f"no row{where} looks like the headings of a plan (a name of a task, and dates, ids or "
        "people beside it); say where they are with --header-row N and --column name=HEADING"
    )
