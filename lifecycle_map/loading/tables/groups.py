"""The phases, stages or sections that columns name, as lines above the tasks in them."""

from __future__ import annotations

from itertools import pairwise

from lifecycle_map.loading.plans.outlines import Line
from lifecycle_map.loading.tables.grids import letters
from lifecycle_map.loading.tables.rows import Rows
from lifecycle_map.loading.tables.tasks import Task

Path = tuple[str, ...]
Placed = list[tuple[Task, int]]
"""Tasks with their levels, each before those in it."""


def below_groups(placed: Placed, rows: Rows) -> list[Line]:
    """Return the lines below the groups that columns name; nothing where none puts them together.

    Tasks in others go where the outermost one goes.
    """
    roots = [task for task, level in placed if level == 1]
    groups = [at for at in rows.columns.groups if _puts_together(roots, at)]
    if not groups:
        return []
    told = ", ".join(f"{letters(at)} '{rows.columns.heading(at)}'" for at in groups)
    rows.reading.understand("the hierarchy", f"the groups in column {told}")
    held: dict[Path, Placed] = {}
    paths = iter(_paths(roots, groups))
    path: Path = ()
    for task, level in placed:
        path = next(paths) if level == 1 else path
        held.setdefault(path, []).append((task, level))
    return [line for path in _in_order(held) for line in _lines(path, held.get(path, []), rows)]


def _puts_together(tasks: list[Task], at: int) -> bool:
    """Return whether a column puts tasks together: not each in a group of its own."""
    values = [text for task in tasks if (text := task.row[at].text.strip())]
    if _is_merged(tasks, at):
        return len(set(values)) < len(tasks)
    return 0 < len(set(values)) < len(values)


def _is_merged(tasks: list[Task], at: int) -> bool:
    """Return whether a group is only said where it begins, as merged cells do: never twice."""
    values = [" ".join(task.row[at].text.split()) for task in tasks]
    filled = [text for text in values if text]
    repeats = any(one and one == other for one, other in pairwise(values))
    return bool(values[:1]) and bool(values[0]) and len(filled) < len(values) and not repeats


def _paths(tasks: list[Task], groups: list[int]) -> list[Path]:
    """Return the groups of each task, from the outside; a merged cell holds for those below."""
    merged = {at for at in groups if _is_merged(tasks, at)}
    held: dict[int, str] = {}
    paths = []
    for task in tasks:
        for at in groups:
            text = " ".join(task.row[at].text.split())
            if text or at not in merged:
                held[at] = text
        paths.append(tuple(text for at in groups if (text := held.get(at, ""))))
    return paths


def _in_order(held: dict[Path, Placed]) -> list[Path]:
    """Return the groups, each before those in it, and otherwise as they first come."""
    inner: dict[Path, dict[Path, None]] = {}
    for path in held:
        for depth in range(1, len(path) + 1):
            inner.setdefault(path[: depth - 1], {}).setdefault(path[:depth])
    order: list[Path] = []
    ahead: list[Path] = [()]
    while ahead:
        path = ahead.pop()
        order.append(path)
        ahead.extend(reversed(inner.get(path, {})))
    return order


def _lines(path: Path, placed: Placed, rows: Rows) -> list[Line]:
    """Return the line of a group, and those of the tasks right in it."""
    lines = []
    if path:
        name = rows.reading.text(path[-1])
        lines.append(Line(f"group {' / '.join(path)}", name, len(path), True, None, derived=True))
    for (task, level), after in zip(placed, [*placed[1:], None], strict=False):
        has_inner = after is not None and after[1] > level
        lines.append(task.line(level + len(path), summary=has_inner))
    return lines
