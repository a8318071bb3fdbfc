"""The rows of a table as lines of a plan."""

from __future__ import annotations

from datetime import datetime, time

from attrs import define, field

from lifecycle_map.loading.plans.outlines import Line
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.columns import Columns
from lifecycle_map.loading.tables.grids import Cell, Row
from lifecycle_map.loading.tables.headings import plain
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.properties import properties_of

DATES = ("start", "finish", "deadline", "baseline_start", "baseline_finish")


@define
class Task:
    """A row of a plan while it is read: the line that it becomes, and what is still to be found."""

    row: Row
    uid: str
    name: str
    schedule: Schedule | None
    notes: str = ""
    properties: list[tuple[str, str]] = field(factory=list)

    def line(self, level: int, *, summary: bool) -> Line:
        """Return the line at a level, counted from 1."""
        return Line(
            uid=self.uid,
            name=self.name,
            level=level,
            summary=summary,
            schedule=self.schedule,
            notes=self.notes,
            properties=properties_of(self.properties),
            at=self.row.number,
        )


@define
class Rows:
    """Reads the rows of one table."""

    columns: Columns
    reading: Reading
    day_first: bool = True
    unit: str = "d"
    others: list[int] = field(factory=list)

    @classmethod
    def of(cls, columns: Columns, reading: Reading) -> Rows:
        """Return what reads the rows under the headings that were found."""
        rows = cls(columns, reading, others=columns.others)
        if "duration" in columns.fields:
            rows.unit = values.unit_of(columns.heading(columns.fields["duration"]))
        rows.day_first = rows._settle_dates()
        return rows

    def tasks(self) -> list[Task]:
        """Return the tasks in the rows below the headings, in order."""
        heads = {at: plain(cell.text) for at, cell in self.columns.header.filled.items()}
        found = []
        for row in self.columns.grid.after(self.columns.header):
            filled = row.filled
            if not filled:
                continue
            self._check_width(row)
            if len(filled) > 1 and all(heads.get(a) == plain(c.text) for a, c in filled.items()):
                self._note(row, "the headings again; left out")
            elif self._has_name(row):
                found.append(self._task(row))
        return _with_own_ids(found, self)

    def cell(self, row: Row, name: str) -> Cell | None:
        """Return the cell of a field in a row, or None where it shows nothing of use."""
        at = self.columns.fields.get(name)
        if at is None:
            return None
        cell = row[at]
        if cell.flaw:
            self.mend(row, f"{cell.flaw}; left out", at)
            return None
        return cell if cell.text.strip() else None

    def text(self, row: Row, name: str) -> str:
        """Return the text of a field in a row, without space around it."""
        cell = self.cell(row, name)
        return "" if cell is None else cell.text.strip()

    def mend(self, row: Row, message: str, column: int | None = None) -> None:
        """Note what is wrong in a row."""
        grid = self.columns.grid
        place = grid.place(row, column)
        if grid.lines and column is not None:
            place = self.columns.heading(column)
        self.reading.mend(message, line=grid.line(row), place=place)

    def _note(self, row: Row, message: str) -> None:
        grid = self.columns.grid
        self.reading.note(message, line=grid.line(row), place=grid.place(row))

    def _check_width(self, row: Row) -> None:
        """Tell of a line that is cut short, or has cells beyond the headings."""
        width = self.columns.header.width
        if row.width < width:
            told = f"a row of {row.width} cells under {width} headings; the rest is taken as empty"
            self.mend(row, told)
        elif row.width > width and max(row.filled) >= width:
            told = f"a row of {row.width} cells under {width} headings; all are kept"
            self.mend(row, told)

    def _has_name(self, row: Row) -> bool:
        at = self.columns.fields["name"]
        if row[at].flaw:
            self.mend(row, f"{row[at].flaw}, and no name; the row is left out", at)
            return False
        if row[at].text.strip():
            return True
        told = [name for name in ("id", "wbs", "start", "finish", "duration") if
                self.columns.fields.get(name, -1) in row.filled]  # fmt: skip
        if told:
            self.mend(row, "a task without a name; the row is left out", at)
        elif set(row.filled) - set(self.columns.groups):
            self._note(row, "a row without a name of a task; left out")
        return False

    def _task(self, row: Row) -> Task:
        named = self.columns.fields["name"]
        grid = self.columns.grid
        where = {"line": grid.line(row), "place": grid.place(row, named)}
        if grid.lines:
            where["place"] = self.columns.heading(named)
        name = self.reading.text(row[named].text, line=grid.line(row), place=str(where["place"]))
        task = Task(row, self.text(row, "id"), name, None)
        task.notes = self._safe(row, "notes")
        for at in (*self.columns.groups, *self.others):
            cell = row[at]
            if cell.text.strip() and not cell.flaw:
                text = self.reading.text(cell.text, line=grid.line(row), place=grid.place(row, at))
                task.properties.append((self._property(at), text))
        for kept in ("status", "type"):
            if text := self._safe(row, kept):
                task.properties.append((self._property(self.columns.fields[kept]), text))
        task.schedule = self._schedule(row, task)
        return task

    def _property(self, column: int) -> str:
        return self.reading.text(self.columns.heading(column))

    def _safe(self, row: Row, name: str) -> str:
        grid = self.columns.grid
        return self.reading.text(self.text(row, name), line=grid.line(row), place=name)

    def _schedule(self, row: Row, task: Task) -> Schedule | None:
        dates = {name: self._date(row, name, task) for name in DATES}
        minutes, no_time = self._duration(row, task)
        kind = self.text(row, "type").casefold()
        milestone = values.is_yes(self.text(row, "milestone")) or "milestone" in kind or no_time
        percent = self._percent(row)
        start, finish = dates["start"], dates["finish"]
        if start and finish and finish < start:
            told = f"'{task.name[:40]}' finishes ({finish:%Y-%m-%d}) before it starts; kept"
            self.mend(row, told, self.columns.fields["finish"])
        if not any((*dates.values(), minutes is not None, milestone, percent)):
            return None
        return Schedule(
            start=start,
            finish=finish,
            deadline=dates["deadline"],
            baseline_start=dates["baseline_start"],
            baseline_finish=dates["baseline_finish"],
            duration=minutes,
            milestone=milestone,
            percent=percent,
        )

    def _date(self, row: Row, name: str, task: Task) -> datetime | None:
        cell = self.cell(row, name)
        if cell is None:
            return None
        if isinstance(cell.value, datetime):
            return cell.value
        if values.is_nothing(cell.text):
            return None
        found = values.moment(cell.text, day_first=self.day_first)
        at = self.columns.fields[name]
        if found is None:
            task.properties.append((self._property(at), self.reading.text(cell.text)))
            if not isinstance(cell.value, time):
                self.mend(row, f"'{cell.text.strip()[:30]}' is no date; kept as text", at)
        return found

    def _duration(self, row: Row, task: Task) -> tuple[float | None, bool]:
        """Return the working minutes, and whether the file says in words that there are none."""
        text = self.text(row, "duration")
        if values.is_nothing(text):
            return None, False
        at = self.columns.fields["duration"]
        found = values.duration(text, self.unit)
        if found is None or found[0] < 0:
            task.properties.append((self._property(at), self.reading.text(text)))
            self.mend(row, f"'{text[:30]}' is no duration that can be; kept as text", at)
            return None, False
        return found[0], found[0] == 0 and not text.replace(".", "").isdigit()

    def _percent(self, row: Row) -> float:
        text = self.text(row, "percent")
        if values.is_nothing(text):
            return 0.0
        found = values.percent(text)
        if found is None:
            told = f"'{text[:20]}' is no percentage; taken as 0"
            self.mend(row, told, self.columns.fields["percent"])
        return found or 0.0

    def _settle_dates(self) -> bool:
        """Return whether days come first in dates such as 03/04/2026, and tell of a guess."""
        if self.reading.options.day_first is not None:
            return self.reading.options.day_first
        texts = [
            (row, at, row[at].text)
            for row in self.columns.grid.after(self.columns.header)
            for name in DATES
            if (at := self.columns.fields.get(name)) is not None and row[at].value is None
        ]
        settled = values.day_is_first([text for _, _, text in texts])
        unclear = next((each for each in texts if values.is_ambiguous(each[2])), None)
        if settled is None and unclear is not None:
            row, at, text = unclear
            told = f"'{text.strip()[:30]}' may have the day or the month first; the day is taken"
            self.mend(row, f"{told} (--day-first or --month-first settles it)", at)
        return True if settled is None else settled


def _with_own_ids(tasks: list[Task], rows: Rows) -> list[Task]:
    """Give each task an id that no other has: its own, its WBS number, or its row's."""
    if not any(task.uid for task in tasks):
        codes = [rows.text(task.row, "wbs") for task in tasks]
        whole = all(codes) and len(set(codes)) == len(codes)
        for task, code in zip(tasks, codes, strict=True):
            task.uid = code if whole else str(task.row.number)
    seen: dict[str, int] = {}
    for task in tasks:
        if not task.uid:
            task.uid = f"row {task.row.number}"
        if task.uid in seen:
            told = f"the id '{task.uid[:40]}' is that of row {seen[task.uid]} too"
            rows.mend(task.row, f"{told}; this one is told apart by its row",
                      rows.columns.fields.get("id"))  # fmt: skip
            task.uid = f"{task.uid} (row {task.row.number})"
        seen.setdefault(task.uid, task.row.number)
        task.uid = rows.reading.text(task.uid)
    return tasks
