"""Tables as a plan: their columns and rows, how these are nested and tied, and who does them."""

from __future__ import annotations

from collections import Counter

import attrs

from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables import links
from lifecycle_map.loading.tables.columns import Columns, find_columns
from lifecycle_map.loading.tables.grids import Grid, letters
from lifecycle_map.loading.tables.levels import lines_of
from lifecycle_map.loading.tables.references import Found, Known
from lifecycle_map.loading.tables.rows import PEOPLE, Rows
from lifecycle_map.loading.tables.settling import settle_columns
from lifecycle_map.loading.tables.tasks import Task
from lifecycle_map.model.lifecycles import Lifecycle


def plan_of(grids: list[Grid], reading: Reading) -> Lifecycle:
    """Return the plan in the tables of a file; all of them where all sheets are wanted.

    Raises `InvalidFileError` where none looks like a plan, and `UnknownNameError` for a sheet,
    field or column of the options that there is not.
    """
    found = find_columns(grids, reading)
    tables = [_table(columns, reading) for columns in found]
    if len(tables) > 1:
        _tell_apart(tables)
    outline = Outline(reading)
    outline.add_lines([line for table in tables for line in table.lines])
    for table in tables:
        _add_links(table, tables, outline)
        _add_people(table, outline)
    return outline.lifecycle("")


@attrs.define
class _Table:
    """A table that is read: its rows and tasks, the lines that these become, and their ids."""

    rows: Rows
    tasks: list[Task]
    lines: list[Line]
    known: Known
    ids: dict[str, str] = attrs.field(factory=dict)

    @property
    def name(self) -> str:
        """The name of its sheet."""
        return self.rows.columns.grid.name

    def uid(self, uid: str) -> str:
        """Return the id of a task among those of all tables."""
        return self.ids.get(uid, uid)


def _table(columns: Columns, reading: Reading) -> _Table:
    settle_columns(columns, reading)
    _understand(columns, reading)
    rows = Rows.of(columns, reading)
    tasks = rows.tasks()
    lines = lines_of(tasks, rows)
    known = Known.of(tasks, rows)
    if known.told:
        reading.understand("numbers among the predecessors", known.told)
    return _Table(rows, tasks, lines, known)


def _tell_apart(tables: list[_Table]) -> None:
    """Put each table inside a line of its own, and give ids that are in several its name before."""
    counts = Counter(line.uid for table in tables for line in table.lines)
    taken = set(counts)
    for number, table in enumerate(tables, 1):
        for line in table.lines:
            if counts[line.uid] > 1:
                table.ids[line.uid] = _free(f"{table.name}!{line.uid}", taken)
        inner = [
            attrs.evolve(line, uid=table.uid(line.uid), level=line.level + 1)
            for line in table.lines
        ]
        name = table.rows.reading.text(table.name).strip() or f"sheet {number}"
        uid = _free(f"sheet {table.name}", taken)
        table.lines = [Line(uid, name, 1, bool(inner), None, derived=True), *inner]


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken yet, and take it."""
    while wanted in taken:
        wanted += "'"
    taken.add(wanted)
    return wanted


def _understand(columns: Columns, reading: Reading) -> None:
    grid, row = columns.grid, columns.header
    first = columns.above.number if columns.above else row.number
    number = f"{first} and {row.number}" if columns.above else f"{row.number}"
    where = f"line {number}" if grid.lines else f"sheet '{grid.name}', row {number}"
    count = len(row.filled)
    reading.understand("the headings", f"{count} column{'' if count == 1 else 's'}", where)
    meanings = {at: name for name, at in columns.fields.items()}
    meanings |= dict.fromkeys(columns.groups, "group")
    meanings |= dict.fromkeys((at for at, _, _ in columns.bars), "bar")
    sheet = f"sheet '{grid.name}'" if reading.options.sheet == "*" else ""
    for at in sorted({*meanings, *columns.others}):
        told = _MEANINGS.get(meanings.get(at, ""), meanings.get(at, "kept as a property"))
        reading.understand(f"column {letters(at)} '{columns.heading(at)}'", told, sheet)


_MEANINGS = {
    "bar": "a day or week: from the first to the last cell that is filled",
    "group": "a group of tasks (phase, stage, section)",
    "owner": "who does it: roles",
    "team": "who does it: roles, as groups",
    "notes": "the summary",
    "level": "the level in the outline",
    "status": "kept as a property",
    "type": "kept as a property; a milestone where it says so",
}


def _add_links(table: _Table, tables: list[_Table], outline: Outline) -> None:
    at = table.rows.columns.fields.get("predecessors")
    if at is None:
        return
    grid = table.rows.columns.grid
    for task in table.tasks:
        text = table.rows.text(task.row, "predecessors")
        for reference in links.references(text, table.known.is_name) if text else ():
            found = _resolve(reference, table, tables)
            if not found:
                told = f"task {task.uid[:40]} comes after '{reference[:40]}', which there is not"
                table.rows.mend(task.row, f"{told}; left out", at)
            line, place = grid.line(task.row), grid.place(task.row, at)
            for uid, dependency in found:
                outline.add_link(uid, table.uid(task.uid), dependency, line=line, place=place)


def _resolve(reference: str, table: _Table, tables: list[_Table]) -> list[Found]:
    """Return what a reference means in its own table, else in the one table where it does."""
    found = table.known.resolve(reference)
    if found:
        return [(table.uid(uid), dependency) for uid, dependency in found]
    elsewhere = []
    for other in tables:
        lead, _, rest = reference.rpartition("!")
        is_named = lead.strip("' ").casefold() == other.name.casefold()
        if is_named and other is not table:
            return [(other.uid(u), d) for u, d in other.known.resolve(rest)]
        if other is not table and (known := other.known.resolve(reference, counting=False)):
            elsewhere.append([(other.uid(uid), dependency) for uid, dependency in known])
    return elsewhere[0] if len(elsewhere) == 1 else []


def _add_people(table: _Table, outline: Outline) -> None:
    """Add a role for each person or team, and what each performs."""
    clean = table.rows.reading.text
    for task in table.tasks:
        for name, person in task.people:
            uid = f"{name} {person.casefold()}"
            if not outline.knows(uid):
                outline.add_person(uid, clean(person), kind=PEOPLE[name])
            outline.add_assignment(uid, table.uid(task.uid))
