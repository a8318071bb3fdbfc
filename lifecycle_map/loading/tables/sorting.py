"""Which rows of a table are tasks, which are titles of sections, and which are something else."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.columns import Columns, meaning_of
from lifecycle_map.loading.tables.grids import Row
from lifecycle_map.loading.tables.headings import plain
from lifecycle_map.loading.tables.words import cell_words

DATA = ("start", "finish", "duration", "percent", "owner", "predecessors", "milestone")
"""What a task has, and a row that is but a title has not."""
HEADINGS = "the headings again"
UNITS = "a row of units or examples"
TOTALS = "a row of totals"
REMARKS = "a remark beside the tasks"
NUMBERS = "nothing but a number"
NAMELESS = "no name of a task"
OTHER_TABLE = "another table below the plan"
RULES = "a line across the table"
_SENTENCE, _LONGEST = 5, 40
_RULE = re.compile(r"[-=_*:.—–+]{3,}")


@frozen
class Sorted:
    """A row that is a task, or the title of the tasks below it; its name is in ``column``.

    ``depth`` says in how many columns of groups a title could stand further out.
    """

    row: Row
    column: int
    is_title: bool = False
    depth: int = 0


@define
class Sorting:
    """Sorts the rows of one table.

    ``left`` has the rows that are left out, by the reason, and ``nameless`` those that have all
    that a task has but a name.
    """

    columns: Columns
    kept: list[Sorted] = field(factory=list)
    left: dict[str, list[Row]] = field(factory=dict)
    nameless: list[Row] = field(factory=list)
    units: Row | None = None
    _heads: dict[int, set[str]] = field(factory=dict)
    _last: int = 0
    _own_rows: set[int] = field(factory=set)
    _page: Row | None = None
    _waiting: list[Row] = field(factory=list)

    @classmethod
    def of(cls, columns: Columns) -> Sorting:
        """Return the rows below the headings, sorted."""
        sorting = cls(columns)
        shown = columns.grid.numbered(columns.header.number)
        for row in (columns.above, columns.header, shown):
            for at, cell in row.filled.items() if row else ():
                sorting._heads.setdefault(at, set()).add(plain(cell.text))
        below = [row for row in columns.grid.after(columns.header) if row.filled]
        sorting._sort(below)
        return sorting

    def _sort(self, rows: list[Row]) -> None:
        """Sort the rows, up to those of another table."""
        at = self.columns.fields["name"]
        self._own_rows = {
            group
            for group in self.columns.groups
            if not any(group in row.filled for row in rows if row[at].text.strip())
        }
        self._last = max((row.number for row in rows if self._has_data(row)), default=0)
        self._page = self._title_above()
        for n, row in enumerate(rows):
            if not self._is_headings(row) and self._is_other_table(row):
                self._end_before(rows[n:])
                break
            self._take(row, at)
        for row in self._waiting:
            self._leave(REMARKS, row)
        self._settle_titles()

    def _take(self, row: Row, at: int) -> None:
        """Sort one row; what is alone in its row waits: it is a title when tasks follow it."""
        if self._is_headings(row):
            self._leave(HEADINGS, row)
            self._take_title_before(self._page)
        elif (reason := self._reason(row)) is not None:
            self._leave(reason, row)
        elif row[at].text.strip():
            self._take_titles()
            self.kept.append(Sorted(row, at))
        elif (group := self._group_of(row)) is not None:
            depth = self.columns.groups.index(group)
            self.kept.append(Sorted(row, group, is_title=True, depth=depth))
        elif _lone(row) and not _lone(row).isdecimal() and not self._is_dated(row):
            self._waiting.append(row)
        else:
            self._drop(row)

    def _take_titles(self) -> None:
        """Take the rows that wait for titles, unless they are those of pages."""
        for row in self._waiting:
            if self._page is not None and _lone(row) == _lone(self._page):
                self._leave(REMARKS, row)
            else:
                self.kept.append(Sorted(row, next(iter(row.filled)), is_title=True))
        self._waiting.clear()

    def _take_title_before(self, page: Row | None) -> None:
        """Take a row that stands alone above headings for a title: so boards are exported.

        Then what is above the first headings is one too; where it is the same, it is that of pages.
        """
        last = self.kept[-1] if self.kept else None
        if page is None or last is None or len(last.row.filled) != 1 or last.is_title:
            return
        self.kept.pop()
        if _lone(last.row) == _lone(page):
            self._leave(REMARKS, last.row)
            return
        if not self.kept or self.kept[0].row is not page:
            self.kept.insert(0, Sorted(page, next(iter(page.filled)), is_title=True))
        self.kept.append(Sorted(last.row, last.column, is_title=True))

    def _title_above(self) -> Row | None:
        """Return the row just above the headings, if there is but one text in it."""
        header = self.columns.above or self.columns.header
        above = [row for row in self.columns.grid.rows if row.number < header.number and row.filled]
        return above[-1] if above and _lone(above[-1]) else None

    def _settle_titles(self) -> None:
        """Leave out a single title: it is that of the table."""
        titles = [each for each in self.kept if each.is_title]
        if len(titles) == 1 and titles[0].column != self.columns.fields["name"]:
            self.kept.remove(titles[0])
            self._leave(REMARKS, titles[0].row)

    def _is_headings(self, row: Row) -> bool:
        cells = row.filled.items()
        return len(cells) > 1 and all(plain(c.text) in self._heads.get(at, ()) for at, c in cells)

    def _is_other_table(self, row: Row) -> bool:
        """Return whether a row has the headings of another table: all are known, one is a name."""
        cells = row.filled.values()
        if len(cells) < 2:  # noqa: PLR2004 - a name, and something beside it
            return False
        fields = set()
        for cell in cells:
            is_short = len(cell.text) <= _LONGEST and not any(map(str.isdigit, cell.text))
            found = meaning_of(cell.text) if is_short and cell.value is None else None
            if found is None or found.weight < 1:
                return False
            fields.add(found.field)
        return bool(fields & {"name", "milestone"})

    def _end_before(self, rows: list[Row]) -> None:
        """Leave out another table below the plan, and the title of it."""
        last = self.kept[-1] if self.kept else None
        if last and _lone(last.row) and last.row.number == rows[0].number - 1:
            self._leave(OTHER_TABLE, self.kept.pop().row)
        for row in rows:
            self._leave(OTHER_TABLE, row)

    def _group_of(self, row: Row) -> int | None:
        """Return the group that a row without a name is itself: a phase with dates of its own.

        So it is where the tasks of a group do not name it.
        """
        filled = [at for at in self.columns.groups if at in row.filled]
        return filled[0] if len(filled) == 1 and filled[0] in self._own_rows else None

    def _has_data(self, row: Row) -> bool:
        fields = self.columns.fields
        return any(fields.get(name, -1) in row.filled for name in DATA)

    def _is_dated(self, row: Row) -> bool:
        fields = self.columns.fields
        return any(fields.get(name, -1) in row.filled for name in ("start", "finish", "duration"))

    def _reason(self, row: Row) -> str | None:
        """Return why a row is no task though it may look like one, or None."""
        if self._is_units(row):
            self.units = row
            return UNITS
        if all(_RULE.fullmatch(cell.text.strip()) for cell in row.filled.values()):
            return RULES
        if self._is_total(row):
            return TOTALS
        lone = _lone(row)
        if lone and (self._is_remark(row, lone) or _is_page(lone)):
            return REMARKS
        return None

    def _is_units(self, row: Row) -> bool:
        """Return whether the first row below the headings says but how the cells are written."""
        if self.kept or self.left or row.number > self.columns.header.number + 1:
            return False
        cells = row.filled
        if self.columns.fields["name"] in cells or self.columns.fields.get("id", -1) in cells:
            return False
        return all(
            cell.value is None and not cell.flaw and _is_unit(cell.text) for cell in cells.values()
        )

    def _is_total(self, row: Row) -> bool:
        fields, words = self.columns.fields, cell_words().total
        if any(fields.get(name, -1) in row.filled for name in ("predecessors", "owner")):
            return False
        first = min(row.filled)
        texts = {row[at].text for at in (first, fields["name"])}
        if any(values.is_among(text.strip(" :"), words) for text in texts):
            return True
        is_last = row.number >= self._last and bool(self.kept)
        own = fields.get("id", -1) in row.filled and fields.get("id") != first
        return is_last and not own and any(values.begins_with(text, words) for text in texts)

    def _is_remark(self, row: Row, text: str) -> bool:
        """Return whether a text alone in a row under the last task is but said beside."""
        if row.number <= self._last or not self._last:
            return False
        gap = bool(self.kept) and row.number > self.kept[-1].row.number + 1
        sentence = text.endswith(".") and len(text.split()) >= _SENTENCE
        return values.begins_with(text, cell_words().remarks) or "©" in text or (gap and sentence)

    def _drop(self, row: Row) -> None:
        """Note a row without a name: a fault where it says more of a task than a total would."""
        fields = self.columns.fields
        if _lone(row).isdecimal():
            self._leave(NUMBERS, row)
            return
        own = tuple(name for name in ("id", "wbs") if name in fields)
        wanted = own or ("start", "finish", "duration")
        has_flaw = bool(row[fields["name"]].flaw)
        is_task = any(fields.get(name, -1) in row.filled for name in wanted)
        if has_flaw or is_task:
            self.nameless.append(row)
        else:
            self._leave(NAMELESS, row)

    def _leave(self, reason: str, row: Row) -> None:
        self.left.setdefault(reason, []).append(row)


def _lone(row: Row) -> str:
    """Return the text of a row where it is the only one in it, else nothing."""
    cells = row.filled
    return next(iter(cells.values())).text.strip() if len(cells) == 1 else ""


def _is_page(text: str) -> bool:
    """Return whether a text is the number of a page: "Page 2 of 5"."""
    return values.begins_with(text, cell_words().pages) and bool(
        re.fullmatch(r"\W*[^\W\d_]+\.?\s*\d+(?:\D{1,8}\d+)?\W*[^\W\d_]?", text)
    )


def _is_unit(text: str) -> bool:
    told = text.strip()
    bracketed = re.fullmatch(r"[(\[<{].*[)\]>}]", told, re.DOTALL) is not None
    form = re.fullmatch(
        r"(?i)[dmyjathijuma]{1,4}([-/. ])[dmyjathijuma]{1,4}\1[dmyjathijuma]{2,4}", told
    )
    return bracketed or form is not None or values.is_unit(told.strip("()[]% .")) or told == "%"
