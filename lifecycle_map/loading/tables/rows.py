"""The rows of a table as lines of a plan."""

from __future__ import annotations

from datetime import datetime, time

from attrs import define, field

from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.bars import span as bar_span
from lifecycle_map.loading.tables.codes import give_ids, mend_codes
from lifecycle_map.loading.tables.columns import Columns
from lifecycle_map.loading.tables.grids import Cell, Row, letters
from lifecycle_map.loading.tables.headings import names_of, plain
from lifecycle_map.loading.tables.people import Names
from lifecycle_map.loading.tables.sorting import Sorted, Sorting
from lifecycle_map.loading.tables.tasks import Task
from lifecycle_map.loading.tables.words import cell_words
from lifecycle_map.model.elements import RoleKind, Schedule

DATES = ("start", "finish", "deadline", "baseline_start", "baseline_finish")
PEOPLE = {"owner": RoleKind.ROLE, "team": RoleKind.GROUP}
KEPT = ("status", "type")
SHOWN = 8
"""So many rows that are left out for one reason are named."""


@define
class Rows:
    """Reads the rows of one table.

    ``unit`` is what the numbers of a duration count, ``share`` what those of a share done are to be
    multiplied by, ``names`` how each column names people, and ``has_flags`` whether the column
    of milestones says yes and no.
    """

    columns: Columns
    reading: Reading
    day_first: bool = True
    unit: str = "d"
    share: float = 1.0
    names: dict[str, Names] = field(factory=dict)
    has_flags: bool = False
    dates: tuple[str, ...] = ()
    kept: list[int] = field(factory=list)
    _titles: dict[int, str] = field(factory=dict)
    _told: set[tuple[int, str]] = field(factory=set)

    @classmethod
    def of(cls, columns: Columns, reading: Reading) -> Rows:
        """Return what reads the rows under the headings that were found."""
        rows = cls(columns, reading)
        drawn = {at for at, _, _ in columns.bars}
        at = columns.fields.get("milestone")
        rows.has_flags = at is not None and any(_is_flag(row[at].text) for row in columns.named)
        rows.kept = [at for at in (*columns.groups, *columns.others) if at not in drawn]
        rows.dates = tuple(name for name in DATES if name in columns.fields)
        if "duration" in columns.fields:
            rows.unit = values.unit_of(columns.heading(columns.fields["duration"]))
        for name, kind in PEOPLE.items():
            if name in columns.fields:
                texts = [row[columns.fields[name]].text for row in columns.named]
                rows.names[name] = Names.of(texts, are_groups=kind is RoleKind.GROUP)
        rows.day_first = rows._settle_dates()
        rows._settle_shares()
        return rows

    def tasks(self) -> list[Task]:
        """Return the tasks in the rows below the headings, in order."""
        sorting = Sorting.of(self.columns)
        at = self.columns.fields.get("duration")
        if sorting.units is not None and at is not None and (told := sorting.units[at].text):
            self.unit = values.unit_of(f"({told.strip('()[] .')})")
        for row in sorting.nameless:
            flaw = row[self.columns.fields["name"]].flaw
            told = f"{flaw}, and no name" if flaw else "a task without a name"
            self.mend(row, f"{told}; the row is left out", self.columns.fields["name"])
        self._tell_of_left(sorting.left)
        found = [self._task(each) for each in sorting.kept]
        if "wbs" in self.columns.fields:
            mend_codes(found, self.tell)
        give_ids(found, self.tell, self.reading.text)
        return found

    def cell(self, row: Row, name: str) -> Cell | None:
        """Return the cell of a field in a row, or None where it shows nothing of use."""
        at = self.columns.fields.get(name)
        cell = None if at is None else row.cells.get(at)
        if cell is None:
            return None
        if cell.flaw:
            if (row.number, name) not in self._told:
                self._told.add((row.number, name))
                self.mend(row, f"{cell.flaw}; left out", at)
            return None
        return cell if cell.text.strip() else None

    def text(self, row: Row, name: str) -> str:
        """Return the text of a field in a row, without space around it."""
        cell = self.cell(row, name)
        return "" if cell is None else cell.text.strip()

    def quiet_text(self, row: Row, name: str) -> str:
        """Return the text of a field in a row, and say nothing of what is wrong with it."""
        at = self.columns.fields.get(name)
        return "" if at is None or row[at].flaw else row[at].text.strip()

    def mend(self, row: Row, message: str, column: int | None = None) -> None:
        """Note what is wrong in a row."""
        grid = self.columns.grid
        self.reading.mend(message, line=grid.line(row), place=self._place(row, column))

    def tell(self, row: Row, message: str, name: str) -> None:
        """Note what is wrong in the column of a field."""
        self.mend(row, message, self.columns.fields.get(name))

    def _place(self, row: Row, column: int | None) -> str:
        grid = self.columns.grid
        if grid.lines and column is not None:
            return self.columns.heading(column)
        return grid.place(row, column)

    def _tell_of_left(self, left: dict[str, list[Row]]) -> None:
        where = "line" if self.columns.grid.lines else "row"
        for reason, rows in left.items():
            shown = ", ".join(str(row.number) for row in rows[:SHOWN])
            more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            plural = "s" if len(rows) > 1 else ""
            self.reading.note(f"{where}{plural} {shown}{more}: {reason}; left out")

    def _check_width(self, row: Row) -> None:
        """Tell of a line that is cut short, or has cells beyond the headings."""
        width = self.columns.header.width
        if row.width < width:
            told = f"a row of {row.width} cells under {width} headings; the rest is taken as empty"
            self.mend(row, told)
        elif row.width > width and max(row.filled) >= width:
            told = f"a row of {row.width} cells under {width} headings; all are kept"
            self.mend(row, told)

    def _safe(self, row: Row, text: str, column: int) -> str:
        line = self.columns.grid.line(row)
        return self.reading.text(text, line=line, place=self._place(row, column))

    def _task(self, each: Sorted) -> Task:
        row = each.row
        if not each.is_title:
            self._check_width(row)
        text = row[each.column].text
        name = self._safe(row, text.strip() if each.is_title else text, each.column)
        is_whole = not each.is_title or len(row.filled) > 1
        task = Task(row, self.text(row, "id") if is_whole else "", name)
        task.is_title, task.depth = each.is_title, each.depth
        if is_whole:
            self._fill(task, [at for at in self.kept if at != each.column])
        return task

    def _fill(self, task: Task, others: list[int]) -> None:
        """Read all that a row says of its task beside id and name."""
        row = task.row
        task.code = self.text(row, "wbs")
        if notes := self.text(row, "notes"):
            task.notes = self._safe(row, notes, self.columns.fields["notes"])
        for at in others:
            cell = row.cells.get(at)
            if cell is not None and not cell.flaw and cell.text.strip():
                self._keep(task, at, cell.text)
        for name in KEPT:
            if text := self.text(row, name):
                self._keep(task, self.columns.fields[name], text)
        self._name_people(row, task)
        task.schedule = self._schedule(row, task)

    def _keep(self, task: Task, column: int, text: str) -> None:
        """Keep the text of a cell as a property of the task."""
        named = self._titles.get(column)
        if named is None:
            named = self._titles[column] = self.reading.text(self.columns.heading(column))
        task.properties.append((named, self._safe(task.row, text, column)))

    def _name_people(self, row: Row, task: Task) -> None:
        for name, names in self.names.items():
            if text := self.text(row, name):
                people, whole = names.people(text)
                task.people.extend((name, person) for person in people)
                if not whole:
                    self._keep(task, self.columns.fields[name], text)

    def _schedule(self, row: Row, task: Task) -> Schedule | None:
        dates = {name: self._date(row, name, task) for name in self.dates}
        start, finish = self._ends(row, dates.get("start"), dates.get("finish"), task)
        minutes, no_time = self._duration(row, task)
        milestone = self._is_milestone(row, task) or no_time
        percent = self._percent(row)
        told = (start, finish, dates.get("deadline"), milestone, percent)
        if not any((*told, *dates.values(), minutes is not None)):
            return None
        return Schedule(
            start=start,
            finish=finish,
            deadline=dates.get("deadline"),
            baseline_start=dates.get("baseline_start"),
            baseline_finish=dates.get("baseline_finish"),
            duration=minutes,
            milestone=milestone,
            percent=percent,
        )

    def _ends(
        self, row: Row, start: datetime | None, finish: datetime | None, task: Task
    ) -> tuple[datetime | None, datetime | None]:
        """Return both ends; one cell may tell both, as in "3 March → 7 March"."""
        text = "" if start else self.text(row, "start")
        span = values.both_ends(text, day_first=self.day_first) if text else None
        if span:
            start, finish = span[0], finish or span[1]
        elif drawn := bar_span(self.columns.bars, row):
            start, finish = drawn
        if start and finish and finish < start:
            told = f"'{task.name[:40]}' finishes ({finish:%Y-%m-%d}) before it starts; kept"
            self.mend(row, told, self.columns.fields.get("finish"))
        return start, finish

    def _is_milestone(self, row: Row, task: Task) -> bool:
        """Return whether a column, the type or a sign says so; another text is kept."""
        told = self.text(row, "milestone")
        if told and not values.is_yes(told):
            if not values.is_no(told):
                self._keep_other(task, told)
            told = ""
        kind = plain(self.text(row, "type")) if "type" in self.columns.fields else ""
        return (
            bool(told)
            or self.columns.are_milestones
            or (bool(kind) and kind in names_of("milestone"))
            or task.name.lstrip().startswith(cell_words().marks)
        )

    def _keep_other(self, task: Task, told: str) -> None:
        """Keep a text that is neither yes nor no; it is a slip where others say one of these."""
        at = self.columns.fields["milestone"]
        self._keep(task, at, told)
        if self.has_flags:
            self.mend(task.row, f"'{told[:30]}' is neither yes nor no; kept as text", at)

    def _date(self, row: Row, name: str, task: Task) -> datetime | None:
        cell = self.cell(row, name)
        if cell is None:
            return None
        if isinstance(cell.value, datetime):
            return cell.value
        found = values.moment(cell.text, day_first=self.day_first)
        if found is not None or values.is_nothing(cell.text):
            return found
        at = self.columns.fields[name]
        if name == "start" and values.both_ends(cell.text, day_first=self.day_first):
            return None
        self._keep(task, at, cell.text)
        if not isinstance(cell.value, time):
            self.mend(row, f"'{cell.text.strip()[:30]}' is no date; kept as text", at)
        return None

    def _duration(self, row: Row, task: Task) -> tuple[float | None, bool]:
        """Return the working minutes, and whether the file says in words that there are none."""
        text = self.text(row, "duration")
        if not text or values.is_nothing(text):
            return None, False
        at = self.columns.fields["duration"]
        found = values.length(text, self.unit)
        if found is None or found.working < 0:
            self._keep(task, at, text)
            self.mend(row, f"'{text[:30]}' is no duration that can be; kept as text", at)
            return None, False
        if found.elapsed:
            self._keep(task, at, text)
        return found.working, not found.working and not text.replace(".", "").isdecimal()

    def _percent(self, row: Row) -> float:
        text = self.text(row, "percent")
        if not text or values.is_nothing(text):
            return 0.0
        factor = 1.0 if "%" in text else self.share
        found = values.percent(text)
        if found is None:
            told = f"'{text[:20]}' is no percentage; taken as 0"
            self.mend(row, told, self.columns.fields["percent"])
        return round((found or 0.0) * factor, 6)

    def _settle_shares(self) -> None:
        """Take shares for parts of one, where none of them is above one: 0.5 is 50 %."""
        at = self.columns.fields.get("percent")
        if at is None:
            return
        told = [
            values.percent(row[at].text) for row in self.columns.named if "%" not in row[at].text
        ]
        found = [share for share in told if share is not None]
        if found and 0 < max(found) <= 1:
            self.share = 100.0
            where = f"column {letters(at)} '{self.columns.heading(at)}'"
            self.reading.understand(where, "shares of 1: 0.5 is 50 %")

    def _settle_dates(self) -> bool:
        """Return whether days come first in dates such as 03/04/2026, and tell of a guess."""
        if self.reading.options.day_first is not None:
            return self.reading.options.day_first
        texts = [
            (row, at, cell.text)
            for name in DATES
            if (at := self.columns.fields.get(name)) is not None
            for row in self.columns.named
            if (cell := row.cells.get(at)) is not None and cell.value is None
        ]
        settled = values.day_is_first([text for _, _, text in texts])
        if settled is not None:
            return settled
        unclear = next((each for each in texts if values.is_ambiguous(each[2])), None)
        if unclear is not None:
            row, at, text = unclear
            told = f"'{text.strip()[:30]}' may have the day or the month first; the day is taken"
            self.mend(row, f"{told} (--day-first or --month-first settles it)", at)
        return True


def _is_flag(text: str) -> bool:
    return values.is_yes(text) or (not values.is_nothing(text) and values.is_no(text))
