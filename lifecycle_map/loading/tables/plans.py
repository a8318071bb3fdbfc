"""A table as a plan: its columns, its rows, how they are nested and tied, and who does them."""

from __future__ import annotations

import re

from lifecycle_map.loading.plans.outlines import Outline
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables import links, values
from lifecycle_map.loading.tables.columns import Columns, find_columns
from lifecycle_map.loading.tables.grids import Grid, letters
from lifecycle_map.loading.tables.levels import lines_of
from lifecycle_map.loading.tables.rows import Rows, Task
from lifecycle_map.model.elements import RoleKind
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency

_PEOPLE = re.compile(r"[,;/\n&]|\band\b|\bund\b")
LONGEST_NAME = 60
"""A longer text among the people is no name."""


def plan_of(grids: list[Grid], reading: Reading) -> Lifecycle:
    """Return the plan in the tables of a file.

    Raises `InvalidFileError` where none looks like a plan, and `UnknownNameError` for a sheet,
    field or column of the options that there is not.
    """
    columns = find_columns(grids, reading)
    _understand(columns, reading)
    rows = Rows.of(columns, reading)
    tasks = rows.tasks()
    outline = Outline(reading)
    outline.add_lines(lines_of(tasks, rows))
    _add_links(tasks, rows, outline)
    _add_people(tasks, rows, outline)
    return outline.lifecycle("")


def _understand(columns: Columns, reading: Reading) -> None:
    grid, row = columns.grid, columns.header
    where = f"line {row.number}" if grid.lines else f"sheet '{grid.name}', row {row.number}"
    reading.understand("the headings", f"{len(row.filled)} columns", where)
    meanings = {at: name for name, at in columns.fields.items()}
    meanings |= dict.fromkeys(columns.groups, "group")
    for at in sorted({*meanings, *columns.others}):
        told = _MEANINGS.get(meanings.get(at, ""), meanings.get(at, "kept as a property"))
        reading.understand(f"column {letters(at)} '{columns.heading(at)}'", told)


_MEANINGS = {
    "group": "a group of tasks (phase, stage, section)",
    "owner": "who does it: roles",
    "team": "who does it: roles, as groups",
    "notes": "the summary",
    "level": "the level in the outline",
    "status": "kept as a property",
    "type": "kept as a property; a milestone where it says so",
}


def _add_links(tasks: list[Task], rows: Rows, outline: Outline) -> None:
    at = rows.columns.fields.get("predecessors")
    if at is None:
        return
    known = _Known(tasks, rows)
    for task in tasks:
        for reference in links.references(rows.text(task.row, "predecessors")):
            found = known.resolve(reference)
            if found is None:
                told = f"task {task.uid[:40]} comes after '{reference[:40]}', which there is not"
                rows.mend(task.row, f"{told}; left out", at)
                continue
            line = rows.columns.grid.line(task.row)
            place = rows.columns.grid.place(task.row, at)
            outline.add_link(found[0], task.uid, found[1], line=line, place=place)


class _Known:
    """What a reference can mean: an id, a WBS number, a name, or the number of a row."""

    def __init__(self, tasks: list[Task], rows: Rows) -> None:
        self.by_id = {task.uid: task.uid for task in reversed(tasks)}
        self.by_code = {rows.text(task.row, "wbs"): task.uid for task in reversed(tasks)}
        self.by_name = {task.name.strip().casefold(): task.uid for task in reversed(tasks)}
        own = "id" in rows.columns.fields
        self.by_number = {} if own else {str(n): task.uid for n, task in enumerate(tasks, 1)}

    def resolve(self, reference: str) -> tuple[str, Dependency] | None:
        """Return the id of the task that a reference means, and how the two are tied."""
        for text, dependency in links.readings(reference):
            for table, key in (
                (self.by_id, text),
                (self.by_code, text),
                (self.by_number, text),
                (self.by_name, text.casefold()),
            ):
                if key and key in table:
                    return table[key], dependency
        return None


def _add_people(tasks: list[Task], rows: Rows, outline: Outline) -> None:
    """Add a role for each person or team, and what each performs."""
    for name, kind in (("owner", RoleKind.ROLE), ("team", RoleKind.GROUP)):
        if name not in rows.columns.fields:
            continue
        for task in tasks:
            for person in _people(rows.text(task.row, name)):
                uid = f"{name} {person.casefold()}"
                if not outline.knows(uid):
                    outline.add_person(uid, rows.reading.text(person), kind=kind)
                outline.add_assignment(uid, task.uid)


def _people(text: str) -> list[str]:
    found = [" ".join(part.split()).strip("-– ") for part in _PEOPLE.split(text)]
    bare = [re.sub(r"\[\s*\d+\s*%\s*\]$", "", part).strip() for part in found]
    names = (part for part in bare if part and len(part) <= LONGEST_NAME and _is_name(part))
    return list({name.casefold(): name for name in names}.values())


def _is_name(text: str) -> bool:
    return not values.is_nothing(text) and any(letter.isalpha() for letter in text)
