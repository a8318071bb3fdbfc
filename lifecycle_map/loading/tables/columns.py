"""Where the table of a plan begins, and which of its columns means what."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError, UnknownNameError
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables.grids import Cell, Grid, Row, column_of, letters
from lifecycle_map.loading.tables.headings import Heading, field_names, meaning, nearly, plain
from lifecycle_map.loading.tables.lists import ListKind, other_kind, plan_weight

LOOKED_AT = 200
"""So many rows from the top are looked at for the headings."""
LEAST = 0.3
"""A heading that fits worse than this means nothing."""
ENOUGH = 1.5
"""What the headings of a plan weigh together at least: a name, and something beside it."""
GAIN = 0.5
"""So much more two rows have to mean together than one to be taken for headings together."""
LONGEST_HEADING = 80
_STAIR = re.compile(r"\D{1,20}[1-9]\s*")
"""The headings of names that stand in a column for each level: "Level 1", "Level 2"."""
ALL = "*"
"""The name that stands for all sheets."""

meaning_of = lru_cache(maxsize=8192)(meaning)


@define
class Columns:
    """The columns of a table: which field each is taken for, and what is kept as it stands.

    ``found`` says what a heading was taken for, ``named`` are the rows below that name a task, and
    ``others`` the columns that mean nothing in particular. ``above`` is the upper of two rows of
    headings; ``are_milestones`` says that the table is a list of milestones, and
    ``bars`` are columns of days (see `bars.bars_of`).
    """

    grid: Grid
    header: Row
    fields: dict[str, int] = field(factory=dict)
    found: dict[str, Heading] = field(factory=dict)
    groups: list[int] = field(factory=list)
    weight: float = 0.0
    named: list[Row] = field(factory=list)
    others: list[int] = field(factory=list)
    above: Row | None = None
    are_milestones: bool = False
    bars: list[tuple[int, datetime, datetime]] = field(factory=list)

    def heading(self, column: int) -> str:
        """Return the heading of a column on one line, or its letters where it has none."""
        return " ".join(self.header[column].text.split()) or f"column {letters(column)}"

    @property
    def place(self) -> str:
        """Where the headings are, for a fault: its row, or nothing in a text (see `line`)."""
        return self.grid.place(self.header)

    @property
    def line(self) -> int:
        """The line of the headings in a text."""
        return self.grid.line(self.header)

    @property
    def twins(self) -> int:
        """How many headings are there before."""
        texts = [plain(cell.text) for cell in self.header.filled.values()]
        return len(texts) - len(set(texts))

    @property
    def plan_weight(self) -> float:
        """What speaks for a plan."""
        return plan_weight(self.found, has_groups=bool(self.groups))

    def settle(self) -> None:
        """Note the rows that name a task, and which columns are left with nothing in particular."""
        at = self.fields["name"]
        self.named = [row for row in self.grid.after(self.header) if row[at].text.strip()]
        filled = {column for row in self.named for column in row.filled}
        rows = list(self.grid.after(self.header))
        self.groups = [at for at in self.groups if any(row[at].text.strip() for row in rows)]
        self.others = sorted(filled - {*self.fields.values(), *self.groups})


def find_columns(grids: list[Grid], reading: Reading) -> list[Columns]:
    """Return the table that is most likely the plan, or all that are plans when all are wanted.

    Raises `InvalidFileError` when no row looks like the headings of a plan, or all are those of
    other lists, and `UnknownNameError` for a sheet, field or column that there is not.
    """
    wanted = reading.options.sheet
    chosen = _chosen(grids, wanted)
    least = LEAST if reading.options.any_list else ENOUGH
    tried = [best_of(grid, reading.options.header_row, least=least) for grid in chosen]
    found = [columns for columns in tried if columns is not None]
    if not found:
        raise _nothing_found(chosen, reading)
    if wanted == ALL:
        return _plans(found, chosen, reading)
    kinds = {id(columns): _kind(columns, reading) for columns in found}
    best = max(found, key=lambda columns: _rank(columns, kinds[id(columns)]))
    _tell_of_others(best, [each for each in found if not kinds[id(each)]], reading)
    refuse_other_list(best, reading)
    return [best]


def best_of(grid: Grid, header_row: int = 0, *, least: float = ENOUGH) -> Columns | None:
    """Return the row, or two rows together, of a table that look most like a plan's headings.

    They have to weigh ``least``; a list that is taken in any case needs but a name.
    """
    if header_row:
        row = grid.numbered(header_row)
        return None if row is None else _columns(grid, row)
    single = [_columns(grid, row) for row in grid.rows[:LOOKED_AT]]
    best = max(single, key=lambda columns: columns.weight, default=None)
    for upper, lower in pairwise(single):
        # One of them has to mean something: rows of tasks need no look.
        if best is not None and max(upper.weight, lower.weight) >= 1:
            best = _together(upper, lower, best)
    return best if best is not None and best.weight >= least else None


def _together(upper: Columns, lower: Columns, best: Columns) -> Columns:
    """Return two rows taken together where they mean more than the best, or else the best.

    They also do where the lower one alone has a heading twice: "Planned" over "Start" and "Finish",
    and "Actual" over the same.
    """
    if not upper.header.is_just_above(lower.header):
        return best
    both = _columns(upper.grid, _joined(upper.header, lower.header))
    both.above = upper.header
    parts = best is lower and both.twins < lower.twins and both.weight >= lower.weight
    return both if parts or both.weight > best.weight + GAIN else best


def _joined(upper: Row, lower: Row) -> Row:
    """Return two rows of headings as one: "Planned" over "Start" and "Finish" holds for both.

    It is left away from a heading that is there but once and says more without it.
    """
    counts = Counter(cell.text.strip() for cell in lower.filled.values())
    cells: dict[int, Cell] = {}
    carried, before = "", -1
    for at in sorted({*upper.filled, *lower.filled}):
        above, below = upper[at].text.strip(), lower[at].text.strip()
        if above or not below or at > before + 1:
            carried = above if below else ""
        text = f"{carried} {below}".strip() if below else above
        if counts[below] == 1 and _weight(below) > _weight(text):
            text = below
        cells[at], before = Cell(text), at
    return Row(lower.number, cells, width=max(upper.width, lower.width))


def _weight(text: str) -> float:
    found = meaning_of(text)
    return 0.0 if found is None else found.weight


def _chosen(grids: list[Grid], sheet: str) -> list[Grid]:
    if not sheet or sheet == ALL:
        return grids
    named = [grid for grid in grids if grid.name.casefold() == sheet.casefold()]
    if not named:
        raise UnknownNameError("sheet", sheet, tuple(grid.name for grid in grids))
    return named


def _columns(grid: Grid, row: Row) -> Columns:
    """Return what the cells of a row mean when they are taken as headings."""
    columns = Columns(grid, row)
    texts = {at: cell.text for at, cell in row.filled.items() if len(cell.text) < LONGEST_HEADING}
    told = {at: meaning_of(text) for at, text in texts.items()}
    ranked = sorted(
        ((found, at) for at, found in told.items() if found and found.weight >= LEAST),
        key=lambda pair: (-pair[0].weight, pair[0].rank, pair[1]),
    )
    stairs = [at for at, text in texts.items() if _STAIR.fullmatch(text) and told[at]]
    for found, at in ranked:
        if at not in stairs or found.field != "level" or len(stairs) == 1:
            _take(columns, found, at)
    if len(stairs) > 1:
        columns.groups.extend(at for at in stairs if at not in columns.fields.values())
        columns.weight += LEAST * len(stairs)
    columns.groups = sorted(set(columns.groups))
    columns.weight += 1.0 if "name" in columns.fields else 0.0
    return columns


def _take(columns: Columns, found: Heading, column: int) -> None:
    if found.field == "group":
        columns.groups.append(column)
        columns.weight += found.weight
    elif found.field not in columns.fields:
        columns.fields[found.field] = column
        columns.found[found.field] = found
        columns.weight += found.weight


def _rank(columns: Columns, kind: ListKind | None) -> tuple[bool, bool, float]:
    """Return how likely a table is the plan: what speaks for it, and one more for tenfold rows."""
    rows = math.log10(1 + sum(1 for _ in columns.grid.after(columns.header)))
    return kind is None, not columns.grid.hidden, columns.weight + columns.plan_weight + rows


def _plans(found: list[Columns], chosen: list[Grid], reading: Reading) -> list[Columns]:
    """Return the tables of all visible sheets that are plans, and say of the others why not."""
    taken = []
    for columns in found:
        name = columns.grid.name
        kind = _kind(columns, reading)
        if columns.grid.hidden:
            reading.note(f"the sheet '{name}' is hidden; left out (--sheet '{name}' reads it)")
        elif kind is not None:
            reading.note(f"the sheet '{name}' looks like {kind.name}; left out")
        elif not columns.plan_weight:
            reading.note(f"the sheet '{name}' says nothing of when or how long; left out")
        else:
            taken.append(columns)
    looked = {id(columns.grid) for columns in found}
    for grid in chosen:
        if id(grid) not in looked and grid.rows:
            reading.note(f"the sheet '{grid.name}' has no headings of a plan; left out")
    if not taken:
        told = f"none of its {len(chosen)} sheets is a plan: " + "; ".join(reading.warnings[:8])
        raise InvalidFileError(reading.path, (Fault("", told),))
    return taken


def _tell_of_others(best: Columns, found: list[Columns], reading: Reading) -> None:
    others = [each.grid.name for each in found if each is not best and each.plan_weight]
    if others:
        told = ", ".join(f"'{name}'" for name in others[:8])
        reading.note(
            f"the sheet '{best.grid.name}' is read; {told} may hold plans too "
            "(--sheet NAME reads one of them, --sheet '*' all)"
        )


def _kind(columns: Columns, reading: Reading) -> ListKind | None:
    if reading.options.any_list:
        return None
    found = _kind_and_why(columns)
    return found[0] if found else None


def _kind_and_why(columns: Columns) -> tuple[ListKind, str] | None:
    at = columns.fields.get("type")
    types = [] if at is None else [r[at].text for r in columns.grid.after(columns.header)]
    return other_kind(columns.header, types, columns.plan_weight)


def refuse_other_list(columns: Columns, reading: Reading) -> None:
    """Refuse a list of another kind, unless any list is wanted; raises `InvalidFileError`."""
    found = None if reading.options.any_list else _kind_and_why(columns)
    if found is None:
        return
    raise InvalidFileError(reading.path, (Fault(columns.place, _other_list(*found), columns.line),))


def mend_headings(columns: Columns, reading: Reading) -> None:
    """Take misspelt headings for what they were meant, and tell of headings that are twice."""
    row = columns.header
    missing = frozenset(field_names()) - set(columns.fields) - {"group"}
    seen: dict[str, int] = {}
    for at, cell in sorted(row.filled.items()):
        text, place = plain(cell.text), columns.grid.place(row, at)
        shown = " ".join(cell.text.split())[:LONGEST_HEADING]
        if text in seen and seen[text] in columns.fields.values():
            told = f"two columns are headed '{shown}'; the first is taken"
            reading.mend(told, line=columns.line, place=place)
        seen.setdefault(text, at)
        known = at in columns.fields.values() or at in columns.groups
        near = None if known or meaning_of(cell.text) else nearly(cell.text, missing)
        if near and near.field not in columns.fields:
            columns.fields[near.field] = at
            columns.found[near.field] = near
            told = f"the heading '{shown}' is taken for '{near.name}'"
            reading.mend(told, line=columns.line, place=place)


def overrule(columns: Columns, reading: Reading) -> None:
    """Take the columns that the user names; raises `UnknownNameError` for one that is not there."""
    for name, wanted in reading.options.columns:
        named = "group" if name == "phase" else name
        if named not in field_names():
            raise UnknownNameError("field", name, field_names())
        at = _column(columns, wanted)
        columns.fields = {f: c for f, c in columns.fields.items() if c != at and f != named}
        columns.found = {f: h for f, h in columns.found.items() if f in columns.fields}
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
    is_number = wanted.isdecimal() and len(wanted) < 6  # noqa: PLR2004 - digits
    at = int(wanted) - 1 if is_number else column_of(wanted)
    width = max((max(row.cells, default=0) for row in columns.grid.rows), default=0)
    if not 0 <= at <= width:
        known = tuple(columns.heading(at) for at in sorted(columns.header.filled))
        raise UnknownNameError("column", wanted, known)
    return at


def _nothing_found(grids: list[Grid], reading: Reading) -> InvalidFileError:
    """Return why there is no plan: the headings of another list, or none at all."""
    rows = ((grid, row) for grid in grids for row in grid.rows[:LOOKED_AT] if len(row.filled) > 1)
    if not reading.options.any_list and not reading.options.header_row:
        for grid, row in rows:
            if kind := other_kind(row, [], 0.0):
                fault = Fault(grid.place(row), _other_list(*kind), grid.line(row))
                return InvalidFileError(reading.path, (fault,))
    return InvalidFileError(reading.path, (Fault("", _no_headings(grids, reading)),))


def _other_list(kind: ListKind, why: str) -> str:
    return (
        f"it looks like {kind.name}, not like a plan: {why}; "
        "to read it all the same, say --any-list (any_list=True)"
    )


def _no_headings(grids: list[Grid], reading: Reading) -> str:
    where = "" if all(grid.lines for grid in grids) else " in any sheet"
    row = reading.options.header_row
    if row:
        return f"row {row} shows nothing that could be headings"
    return (
        f"no row{where} looks like the headings of a plan (a name of a task, and dates, ids or "
        "people beside it); say where they are with --header-row N and --column name=HEADING"
    )
