"""CSV, TSV and the like: encoding, delimiter and lines found by looking at the text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from lifecycle_map.errors import Fault, InvalidFileError, InvalidOptionError
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.tables.columns import best_of
from lifecycle_map.loading.tables.encodings import HEAD, decoded, head_of
from lifecycle_map.loading.tables.grids import Cell, Grid, Row
from lifecycle_map.loading.tables.plans import plan_of
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pausing import without_collecting

DELIMITERS = ",;\t|"
SAMPLE = 50
"""So many rows are looked at to find the delimiter."""
_DIRECTIVE = re.compile(r'"?sep=([^\r\n"])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The first line that tells Excel what stands between the cells."""
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@without_collecting()
def read_delimited(reading: Reading) -> Lifecycle:
    """Return the plan in a text of rows; see `plan_of` for what is raised."""
    grid = delimited_grid(reading, sense_of)
    _refuse_crosswalk(grid, reading)
    return plan_of([grid], reading)


def delimited_grid(reading: Reading, sense: Callable[[str], float]) -> Grid:
    """Return a text of rows as a table.

    ``sense`` says how much sense a text makes, where its encoding has to be guessed. Raises
    `InvalidFileError`, and `InvalidOptionError` for a delimiter of the options that is none.
    """
    text = decoded(reading, sense)
    directive = _DIRECTIVE.match(text)
    delimiter = reading.options.delimiter or (directive[1] if directive else "")
    delimiter = delimiter or _delimiter(text[: 4 * HEAD])
    if len(delimiter) != 1 or delimiter in '"\r\n':
        told = "a delimiter is one character, and no quote or line end"
        raise InvalidOptionError(f"--delimiter {delimiter!r}", told)
    reading.understand("the cells", f"told apart by {_NAMES.get(delimiter, repr(delimiter))}")
    skipped = 1 if directive else 0
    rows = [row for row in _rows(text, delimiter, reading) if row.number > skipped]
    return Grid("the table", rows, lines=True)


def looks_delimited(data: bytes) -> bool:
    """Return whether the content is text whose first rows hold the headings of a plan."""
    if data.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    try:
        return sense_of(decoded(Reading(head_of(data), ""), sense_of)) > 0
    except InvalidFileError:
        return False


def sense_of(text: str) -> float:
    """Return how much the headings in the first rows of a text are those of a plan; 0: not."""
    found = _DIRECTIVE.match(text)
    head = text[found.end() if found else 0 :][:HEAD]
    delimiter = found[1] if found else _delimiter(head)
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    grid = Grid("", [], lines=True)
    for number, cells in enumerate(islice(rows, SAMPLE), 1):
        grid.rows.append(Row(number, {at: Cell(cell) for at, cell in enumerate(cells) if cell}))
    best = best_of(grid)
    return 0.0 if best is None else best.weight


def _delimiter(text: str) -> str:
    """Return the delimiter under which most rows have the same, and the largest, width."""
    best, found = 0.0, ","
    for delimiter in DELIMITERS:
        try:
            source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            rows = list(islice(source, SAMPLE))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if row)
        width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        if width > 1 and count * (width - 1) / len(rows) > best:
            best, found = count * (width - 1) / len(rows), delimiter
    return found


def _rows(text: str, delimiter: str, reading: Reading) -> Iterator[Row]:
    """Yield the rows of a text, each with the line that it begins in.

    A quote inside a cell is taken as it stands; one that is never closed would swallow the rest of
    the file, and is refused.
    """
    lines = list(io.StringIO(text, newline=""))
    source = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begin = source.line_num + 1
        try:
            cells = next(source)
        except StopIteration:
            return
        except csv.Error as error:
            _refuse_open_quote(lines, begin, source.line_num, reading, error)
            told = f"quotes that are not as in a CSV file ({error}); taken as they stand"
            reading.mend(told, line=begin)
            cells = _loosely("".join(lines[begin - 1 : source.line_num]), delimiter)
        if begin > reading.options.limits.lines:
            told = f"over {reading.options.limits.lines:,} rows (the limit 'lines')"
            raise InvalidFileError(reading.path, (Fault("", told, begin),))
        if delimiter == "|":
            # So are tables for the eye written, with space around each cell.
            cells = [cell.strip() for cell in cells]
        yield Row(
            begin, {at: Cell(cell) for at, cell in enumerate(cells) if cell}, width=len(cells)
        )


def _loosely(text: str, delimiter: str) -> list[str]:
    """Return the cells of a row whose quotes are no CSV."""
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])


def _refuse_open_quote(
    lines: list[str], begin: int, end: int, reading: Reading, error: csv.Error
) -> None:
    """Refuse what no looser reading could mend; raises `InvalidFileError`."""
    told = ""
    if end >= len(lines) and "end of data" in str(error):
        told = "a quote that is opened here is never closed"
    if "field limit" in str(error):
        told = f"a cell of over {csv.field_size_limit():,} characters"
    if told:
        raise InvalidFileError(reading.path, (Fault("", told, begin),)) from None


def _refuse_crosswalk(grid: Grid, reading: Reading) -> None:
    heads = {cell.text for row in grid.rows[:200] for cell in row.cells.values()}
    if {"predicate_id", "mapping_justification"} <= heads:
        told = "this is a crosswalk (SSSOM), not a plan: read it with read_crosswalk"
        raise InvalidFileError(reading.path, (Fault("", told),))


CSV = Reader(
    name="csv",
    read=read_delimited,
    recognises=looks_delimited,
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    guess=True,
    about="plans in tables of text: comma, semicolon or tab between the cells",
)
