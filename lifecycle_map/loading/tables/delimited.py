"""CSV, TSV and the like: encoding, delimiter and lines found by looking at the text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lifecycle_map.errors import Fault, InvalidFileError, InvalidOptionError
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.tables.columns import has_headings
from lifecycle_map.loading.tables.grids import Cell, Grid, Row
from lifecycle_map.loading.tables.plans import plan_of
from lifecycle_map.model.lifecycles import Lifecycle

DELIMITERS = ",;\t|"
SAMPLE = 50
"""So many rows are looked at to find the delimiter."""
FALLBACK = "cp1252"
"""What most tables that are no UTF-8 are written in, by Excel in the west."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_delimited(reading: Reading) -> Lifecycle:
    """Return the plan in a text of rows; see `plan_of` for what is raised."""
    text = _decoded(reading)
    directive = re.match(r"sep=(.)\r?\n", text)
    delimiter = reading.options.delimiter or (directive[1] if directive else "")
    delimiter = delimiter or _delimiter(text)
    if len(delimiter) != 1:
        raise InvalidOptionError(f"--delimiter {delimiter}", "a delimiter is one character")
    reading.understand("the cells", f"told apart by {_NAMES.get(delimiter, repr(delimiter))}")
    skipped = 1 if directive else 0
    rows = [row for row in _rows(text, delimiter, reading) if row.number > skipped]
    grid = Grid("the table", rows, lines=True)
    _refuse_crosswalk(grid, reading)
    return plan_of([grid], reading)


def looks_delimited(data: bytes) -> bool:
    """Return whether the content is text whose first rows hold the headings of a plan."""
    if data.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    reading = Reading(data[:65536].rpartition(b"\n")[0] or data, "")
    try:
        text = _decoded(reading)
        rows = list(islice(_rows(text, _delimiter(text), reading), SAMPLE))
    except InvalidFileError:
        return False
    return has_headings(Grid("", rows, lines=True))


def _decoded(reading: Reading) -> str:
    """Return the text of a file; what is no UTF-8 is read as Windows text, and that told."""
    data, wanted = reading.data, reading.options.encoding
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    encoding = wanted or marked or _unmarked(data)
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InvalidOptionError(f"--encoding {encoding}", "there is no such encoding") from None
    except UnicodeDecodeError as error:
        text = _fallback(reading, error, encoding)
    if "\0" in text and _is_binary(data, text):
        raise InvalidFileError(reading.path, (Fault("", "it is a binary file, no text"),))
    reading.understand("the encoding", encoding)
    return text


def _unmarked(data: bytes) -> str:
    """Return UTF-16 for text whose every second byte is nothing, else UTF-8."""
    head = data[:2000]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[first::2].count(0) > 0.4 * len(head):  # noqa: PLR2004
            return name
    return "utf-8"


def _fallback(reading: Reading, error: UnicodeDecodeError, encoding: str) -> str:
    data = reading.data
    line = data[: error.start].count(b"\n") + 1
    told = f"the byte {data[error.start]:#04x} is no text in {encoding.upper()}"
    if reading.options.encoding or encoding != "utf-8" or b"\0" in data[:4096]:
        kind = "it is a binary file, or " if b"\0" in data[:4096] else ""
        raise InvalidFileError(reading.path, (Fault("", kind + told, line),)) from None
    reading.mend(f"{told}; read as {FALLBACK} (--encoding says which it is)", line=line)
    return data.decode(FALLBACK, errors="replace")


def _is_binary(data: bytes, text: str) -> bool:
    """Return whether so many characters are no text that the file is none; a NUL may be a slip."""
    odd = sum(character < " " and character not in "\t\r\n" for character in text[:4096])
    return odd > 0.02 * min(len(text), 4096) + 1


def _delimiter(text: str) -> str:
    """Return the delimiter under which most rows have the same, and the largest, width."""
    best, found = 0.0, ","
    for delimiter in DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), SAMPLE))
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
            rest = "".join(lines[begin - 1 : source.line_num])
            again = io.StringIO(rest, newline="")
            cells = next(csv.reader(again, delimiter=delimiter, strict=False), [])
        if begin > reading.options.limits.lines:
            told = f"over {reading.options.limits.lines:,} rows (the limit 'lines')"
            raise InvalidFileError(reading.path, (Fault("", told, begin),))
        yield Row(
            begin, {at: Cell(cell) for at, cell in enumerate(cells) if cell}, width=len(cells)
        )


def _refuse_open_quote(
    lines: list[str], begin: int, end: int, reading: Reading, error: csv.Error
) -> None:
    if end >= len(lines) and "end of data" in str(error):
        told = "a quote that is opened here is never closed"
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
    about="plans in tables of text: comma, semicolon or tab between the cells",
)
