"""The phases, stages or sections that columns name, as lines above the tasks in them."""

from __future__ import annotations

from collections.abc import Iterator
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
    content: dict[Path, list[Path | Placed]] = {(): []}
    for path, inner in zip(_paths(roots, groups), _apart(placed), strict=True):
        for depth in range(1, len(path) + 1):
            if path[:depth] not in content:
                content[path[:depth]] = []
                content[path[: depth - 1]].append(path[:depth])
        content[path].append(inner)
    return _lines(content, rows)


def _apart(placed: Placed) -> Iterator[Placed]:
    """Yield the outermost tasks, each with those in it."""
    found: Placed = []
    for task, level in placed:
        if level == 1 and found:
            yield found
            found = []
        found.append((task, level))
    yield found


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


def _lines(content: dict[Path, list[Path | Placed]], rows: Rows) -> list[Line]:
    """Return the lines of groups and tasks, in the order in which the file first has them."""
    lines: list[Line] = []
    ahead: list[tuple[int, Path | Placed]] = [(0, each) for each in reversed(content[()])]
    while ahead:
        depth, each = ahead.pop()
        if isinstance(each, list):
            lines.extend(_task_lines(each, depth))
        else:
            name = rows.reading.text(each[-1])
            uid = f"group {' / '.join(each)}"
            lines.append(Line(uid, name, depth + 1, True, None, derived=True))
            ahead.extend((depth + 1, inner) for inner in reversed(content[each]))
    return lines


def _task_lines(placed: Placed, depth: int) -> Iterator[Line]:
    for (task, level), after in zip(placed, [*placed[1:], None], strict=True):
        yield task.line(level + depth, summary=after is not None and after[1] > level)
