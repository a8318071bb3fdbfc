"""The ids and WBS numbers of tasks: one of its own for each, and what a spreadsheet did to them."""

from __future__ import annotations

import re
from collections.abc import Callable

from lifecycle_map.loading.tables.grids import Row
from lifecycle_map.loading.tables.tasks import Task

Tell = Callable[[Row, str, str], None]
"""Takes what is wrong in a row, and the field that it is wrong in."""


def mend_codes(tasks: list[Task], tell: Tell) -> None:
    """Give WBS numbers the nought back that a spreadsheet took: 1.10 as a number is 1.1.

    It is taken for that where 1.1 was there before and 1.9 is the last beside it.
    """
    seen: set[str] = set()
    last: dict[str, int] = {}
    for task in tasks:
        found = re.fullmatch(r"(.*\.)(\d{1,6})", task.code)
        if found is None:
            continue
        lead, number = found[1], int(found[2])
        if task.code in seen and number * 10 == last.get(lead, 0) + 1:
            number *= 10
            told = f"the WBS number '{task.code[:40]}' was there before; taken for "
            tell(task.row, f"{told}'{lead[:40]}{number}'", "wbs")
            task.code = f"{lead}{number}"
        seen.add(task.code)
        last[lead] = number


def give_ids(tasks: list[Task], tell: Tell, clean: Callable[[str], str]) -> None:
    """Give each task an id that no other has: its own, its WBS number, or its row's."""
    if not any(task.uid for task in tasks):
        codes = [task.code for task in tasks if not task.is_title]
        whole = bool(codes) and all(codes) and len(set(codes)) == len(codes)
        for task in tasks:
            task.uid = task.code if whole else str(task.row.number)
    seen: dict[str, int] = {}
    for task in tasks:
        task.uid = clean(task.uid) or f"row {task.row.number}"
        if task.uid in seen:
            told = f"the id '{task.uid[:40]}' is that of row {seen[task.uid]} too"
            tell(task.row, f"{told}; this one is told apart by its row", "id")
        while task.uid in seen:
            task.uid = f"{task.uid} (row {task.row.number})"
        seen[task.uid] = task.row.number
