"""How the rows of a table are nested: by levels, numbers, parents, indentation or groups."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs

from lifecycle_map.loading.plans.outlines import Line
from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.grids import letters
from lifecycle_map.loading.tables.groups import below_groups
from lifecycle_map.loading.tables.rows import Rows
from lifecycle_map.loading.tables.sorting import DATA
from lifecycle_map.loading.tables.tasks import Task

_CODE = re.compile(r"[\w-]{1,20}(?:\.[\w-]{1,20})*\.?")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?")
_NAME_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*)[.)]?\s+\S")
MOST = 0.6
"""A pattern is taken for the way in which rows are nested when so many of them show it."""


def lines_of(tasks: list[Task], rows: Rows) -> list[Line]:
    """Return the tasks as lines, each with its level, and say how the levels were found.

    Rows that are titles hold the tasks below them, however these are nested.
    """
    lines = _nested_lines([task for task in tasks if not task.is_title], rows)
    if not any(task.is_title for task in tasks):
        return lines
    rows.reading.understand("rows that are titles", "they hold the tasks below them")
    above = _titles_above(tasks)
    found: list[Line] = []
    inside = 0
    for line in lines:
        for title in above.get(line.uid, []):
            inside = title.depth + 1
            found.append(title.line(inside, summary=True))
        found.append(attrs.evolve(line, level=line.level + inside))
    found.extend(title.line(title.depth + 1, summary=True) for title in above[""])
    ends = [*found[1:], None]
    return [
        attrs.evolve(line, summary=after is not None and after.level > line.level)
        for line, after in zip(found, ends, strict=True)
    ]


def _titles_above(tasks: list[Task]) -> dict[str, list[Task]]:
    """Return the titles that stand above each task, by its id; those at the end by none."""
    above: dict[str, list[Task]] = {}
    waiting: list[Task] = []
    for task in tasks:
        if task.is_title:
            waiting.append(task)
        elif waiting:
            above[task.uid], waiting = waiting, []
    return {**above, "": waiting}


def _nested_lines(tasks: list[Task], rows: Rows) -> list[Line]:
    for way, told in _WAYS:
        levels = way(tasks, rows)
        if levels and (max(levels) > 1 or way is _stated):
            rows.reading.understand("the hierarchy", told(rows))
            return _lines(tasks, levels)
    return (
        _by_parent(tasks, rows)
        or below_groups([(task, 1) for task in tasks], rows)
        or _by_sections(tasks, rows)
    )


def _lines(tasks: list[Task], levels: list[int]) -> list[Line]:
    after = [*levels[1:], 0]
    return [
        task.line(level, summary=following > level)
        for task, level, following in zip(tasks, levels, after, strict=True)
    ]


def _stated(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels that a column states; one that is none takes that of the row before."""
    at = rows.columns.fields.get("level")
    if at is None:
        return []
    levels: list[int] = []
    before = 0
    for task in tasks:
        text = rows.text(task.row, "level")
        if text.isdecimal() and len(text) < 4:  # noqa: PLR2004 - digits
            before = int(text)
        elif text:
            rows.mend(task.row, f"'{text[:20]}' is no level; that of the row before is taken", at)
        if levels and before > levels[-1] + 1:
            told = f"level {before} right below level {levels[-1]}; taken as one further in"
            rows.mend(task.row, told, at)
        levels.append(before)
    return _packed(levels)


def _by_wbs(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels that WBS numbers show: 1.2.3 is one of level 3, and 1.0 of level 1."""
    codes = [task.code for task in tasks]
    return _by_numbers(codes, _CODE) if any(codes) else []


def _by_ids(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels of ids that go on from others: P2-01.1 is in P2-01."""
    ids = {task.uid for task in tasks}
    if "id" not in rows.columns.fields or not any("." in uid for uid in ids):
        return []
    inner = [uid for uid in ids if uid.rpartition(".")[0] in ids]
    dotted = [uid for uid in ids if "." in uid.removesuffix(".0")]
    if len(inner) < MOST * len(dotted) or len(inner) < 2:  # noqa: PLR2004
        return []
    return [1 + _ancestors(task.uid, ids) for task in tasks]


def _ancestors(uid: str, ids: set[str]) -> int:
    count = 0
    while (uid := uid.rpartition(".")[0]) in ids:
        count += 1
    return count


def _by_names(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels of names that begin with numbers: "1.2 Design"."""
    found = [_NAME_NUMBER.match(task.name) for task in tasks]
    codes = [match[1] if match else "" for match in found]
    return _by_numbers(codes, _NUMBERED) if any("." in code for code in codes) else []


def _by_numbers(codes: list[str], form: re.Pattern[str]) -> list[int]:
    fitting = [code for code in codes if form.fullmatch(code)]
    if len(fitting) < MOST * len(codes):
        return []
    levels, before = [], 1
    for code in codes:
        if form.fullmatch(code):
            before = re.sub(r"(\.0)+$", "", code.removesuffix(".")).count(".") + 1
        levels.append(before)
    return _packed(levels)


def _by_indent(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels of names that are moved in, by format or by leading space."""
    at = rows.columns.fields["name"]
    widths = [_width(task.row[at].text) + 4 * task.row[at].indent for task in tasks]
    least = min(widths, default=0)
    widths = [width - least for width in widths]
    moved = [width for width in widths if width]
    if len(moved) < 2 or widths[0] or min(moved) < 2:  # noqa: PLR2004 - a stray space is none
        return []
    levels: list[int] = []
    above: list[int] = []
    for width in widths:
        while above and above[-1] >= width:
            above.pop()
        above.append(width)
        levels.append(len(above))
    for task in tasks:
        task.name = task.name.strip()
    return levels


def _width(text: str) -> int:
    lead = text[: len(text) - len(text.lstrip(" \t\u00a0\u3000"))]
    return len(lead.expandtabs(4))


def _by_outline(tasks: list[Task], rows: Rows) -> list[int]:
    """Return the levels of rows that are grouped in a sheet."""
    return _packed([task.row.outline + 1 for task in tasks])


def _packed(levels: list[int]) -> list[int]:
    """Return levels that begin at 1 and never go in by more than one step."""
    packed: list[int] = []
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        packed.append(len(above))
    return packed


def _heading(name: str) -> Callable[[Rows], str]:
    def told(rows: Rows) -> str:
        at = rows.columns.fields[name]
        return f"{_TOLD[name]} in column {letters(at)} '{rows.columns.heading(at)}'"

    return told


_TOLD = {
    "level": "the levels",
    "wbs": "the numbers (1.2.3)",
    "id": "the ids that go on from others",
    "name": "the numbers before the names",
}
_Way = Callable[[list[Task], Rows], list[int]]
_WAYS: tuple[tuple[_Way, Callable[[Rows], str]], ...] = (
    (_stated, _heading("level")),
    (_by_wbs, _heading("wbs")),
    (_by_indent, lambda _: "the indentation of the names"),
    (_by_outline, lambda _: "the groups of rows in the sheet"),
    (_by_ids, _heading("id")),
    (_by_names, _heading("name")),
)


def _by_parent(tasks: list[Task], rows: Rows) -> list[Line]:
    """Return the lines, each behind the one that a column names as its parent."""
    at = rows.columns.fields.get("parent")
    if at is None:
        return []
    children = _children(tasks, rows, at)
    found = list(_nested("", children, 1))
    lost = {id(task) for task in tasks} - {id(task) for task, _ in found}
    for task in [task for task in tasks if id(task) in lost]:
        rows.mend(task.row, f"the parents of '{task.uid[:40]}' go round in a circle", at)
        found.append((task, 1))
    if not any(level > 1 for _, level in found):
        return []
    rows.reading.understand("the hierarchy", f"the parents in column {letters(at)}")
    return below_groups(found, rows) or _lines(
        [task for task, _ in found], [level for _, level in found]
    )


def _children(tasks: list[Task], rows: Rows, at: int) -> dict[str, list[Task]]:
    """Return the tasks by the id of their parent, which a cell names by id, number or name."""
    ids = {task.uid for task in tasks}
    codes = {task.code: task.uid for task in reversed(tasks) if task.code}
    names = {task.name.strip().casefold(): task.uid for task in reversed(tasks)}
    children: dict[str, list[Task]] = {}
    for task in tasks:
        told = rows.text(task.row, "parent")
        parent = told if told in ids else codes.get(told) or names.get(told.casefold(), "")
        if not parent and not values.is_nothing(told):
            rows.mend(task.row, f"there is no task '{told[:40]}' to be its parent", at)
        children.setdefault("" if parent == task.uid else parent, []).append(task)
    return children


def _nested(uid: str, children: dict[str, list[Task]], level: int) -> list[tuple[Task, int]]:
    """Return the tasks below one, each before those in it; without recursion, for long chains."""
    found: list[tuple[Task, int]] = []
    ahead = [(task, level) for task in reversed(children.get(uid, []))]
    while ahead:
        task, here = ahead.pop()
        found.append((task, here))
        ahead.extend((inner, here + 1) for inner in reversed(children.get(task.uid, [])))
    return found


def _by_sections(tasks: list[Task], rows: Rows) -> list[Line]:
    """Return the lines below rows that are but a heading: a name, where others have dates too."""
    bare = [not any(rows.cell(task.row, name) for name in DATA) for task in tasks]
    if not bare or not bare[0] or not 2 <= sum(bare) <= (1 - MOST) * len(bare):  # noqa: PLR2004
        return [task.line(1, summary=False) for task in tasks]
    rows.reading.understand("the hierarchy", f"{sum(bare)} rows that are headings of those below")
    return _lines(tasks, [1 if is_bare else 2 for is_bare in bare])
