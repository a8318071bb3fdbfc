"""Change calendars in tables: CSV, TSV and Excel, with headings in several languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from attrs import define, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.calendar_words import calendar_words, is_freeze, items_of
from lifecycle_map.loading.packages import MAGIC
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.tables.delimited import delimited_grid
from lifecycle_map.loading.tables.grids import Grid, Row
from lifecycle_map.loading.tables.headings import plain
from lifecycle_map.loading.tables.values import moment
from lifecycle_map.model.facts import Change

LOOKED_AT = 50
"""So many rows from the top are looked at for the headings."""
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}|\d\s*[AaPp]\.?[Mm]")
_DAY = timedelta(days=1)


def table_changes(reading: Reading) -> list[Change]:
    """Return the changes in a table; raises `InvalidFileError` where none is a calendar."""
    calendar = _calendar(_grids(reading), reading)
    return [change for row in calendar.rows() for change in calendar.changes(row)]


@frozen
class _Moment:
    """A moment, and whether it is a day as a whole."""

    at: datetime
    whole_day: bool


@define
class _Calendar:
    """The table of a calendar: which column is which field, and how its dates are written."""

    grid: Grid
    header: Row
    fields: dict[str, int]
    reading: Reading
    day_first: bool = True

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings that show anything."""
        return (row for row in self.grid.after(self.header) if row.filled)

    def changes(self, row: Row) -> Iterator[Change]:
        """Yield the change in a row, once for each item that it names."""
        window = self._window(row)
        if window is None:
            return
        name, kind = self.text(row, "name"), self.text(row, "kind")
        items = items_of(self.text(row, "item", flat=False)) or [""]
        for item in items:
            yield Change(
                name=name or kind or item or self._place(row),
                start=window[0],
                end=window[1],
                item=item,
                authority=self.text(row, "authority"),
                freeze=is_freeze(name, kind),
            )

    def text(self, row: Row, field: str, *, flat: bool = True) -> str:
        """Return what a row says in the column of a field, on one line."""
        at = self.fields.get(field)
        text = "" if at is None else self.reading.text(row[at].text, line=self.grid.line(row))
        return " ".join(text.split()) if flat else text

    def _window(self, row: Row) -> tuple[datetime, datetime] | None:
        start, end = self._moment(row, "start"), self._moment(row, "end")
        if start is None:
            self._mend(row, "has no start that is a date; left out")
            return None
        if end is None:
            self._mend(row, "has no end that is a date; taken to last until the end of its day")
            day = datetime.combine(start.at, time())
            return start.at, day + _DAY
        # A day that is named as the end is the last one of the window.
        finish = end.at + _DAY if end.whole_day else end.at
        if finish < start.at:
            self._mend(row, "ends before it starts; left out")
            return None
        return start.at, finish

    def _moment(self, row: Row, field: str) -> _Moment | None:
        at = self.fields.get(field)
        if at is None:
            return None
        cell = row[at]
        if isinstance(cell.value, datetime):
            return _Moment(cell.value, cell.value.time() == time() and not _CLOCK.search(cell.text))
        found = moment(cell.text, day_first=self.day_first) if cell.text.strip() else None
        return None if found is None else _Moment(found, not _CLOCK.search(cell.text))

    def _mend(self, row: Row, message: str) -> None:
        name = self.text(row, "name") or self.text(row, "item") or "a change"
        place = self.grid.place(row)
        self.reading.mend(f"'{name[:40]}' {message}", line=self.grid.line(row), place=place)

    def _place(self, row: Row) -> str:
        return f"row {row.number}"

    def order_of_dates(self) -> bool:
        """Return whether the day comes first: as told, or else as all dates can be read."""
        told = self.reading.options.day_first
        if told is not None:
            return told
        ends = [self.fields[name] for name in ("start", "end") if name in self.fields]
        texts = [row[at].text for row in self.rows() for at in ends if row[at].text.strip()]
        read = {first: sum(moment(t, day_first=first) is None for t in texts) for first in _ORDERS}
        return read[True] <= read[False]


_ORDERS = (True, False)


def _grids(reading: Reading) -> list[Grid]:
    if reading.data.startswith(MAGIC):
        from lifecycle_map.loading.tables.xlsx import grids_of

        return [grid for grid in grids_of(reading) if not grid.hidden]
    return [delimited_grid(reading, _sense)]


def _calendar(grids: list[Grid], reading: Reading) -> _Calendar:
    """Return the table whose headings are most those of a calendar; raises `InvalidFileError`."""
    found = [_headed(grid, row) for grid in grids for row in grid.rows[:LOOKED_AT]]
    best = max(found, key=lambda each: len(each[2]), default=None)
    if best is None or not {"start", "end"} <= best[2].keys() or len(best[2]) <= len(_ORDERS):
        told = (
            "no row has the headings of a change calendar: start and end, and one of "
            "configuration item, change, authority, kind"
        )
        raise InvalidFileError(reading.path, (Fault("", told),))
    grid, header, fields = best
    for name, at in fields.items():
        reading.understand(f"column '{header[at].text.strip()}'", name)
    calendar = _Calendar(grid, header, fields, reading)
    calendar.day_first = calendar.order_of_dates()
    return calendar


def _headed(grid: Grid, row: Row) -> tuple[Grid, Row, dict[str, int]]:
    """Return a row with the fields that its cells name, the first column of each."""
    known = calendar_words().headings
    fields: dict[str, int] = {}
    for at, cell in sorted(row.filled.items()):
        bare = plain(re.sub(r"[(\[].*?[)\]]", " ", cell.text))
        field = known.get(plain(cell.text)) or known.get(bare)
        if field:
            fields.setdefault(field, at)
    return grid, row, fields


def _sense(text: str) -> float:
    """Return how many words of a text are headings: more in the right encoding."""
    rows = csv.reader(text.splitlines()[:LOOKED_AT], delimiter=";" if ";" in text[:500] else ",")
    known = calendar_words().headings
    try:
        return float(sum(plain(cell) in known for row in rows for cell in row))
    except csv.Error:
        return 0.0
