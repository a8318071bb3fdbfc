"""A file of rows that grows line by line, and that a run which was stopped can go on with."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from typing import IO, Any, get_type_hints

import attrs

from lifecycle_map.analysis.portfolios import PortfolioRow
from lifecycle_map.errors import Fault, InvalidFileError, UnwritableFileError
from lifecycle_map.formats.csv import MARK, guarded
from lifecycle_map.loading.sources import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 2**34

FORMATS = ("csv", "jsonl", "parquet")
COLUMNS = tuple(each.name for each in attrs.fields(PortfolioRow))
_TYPES = get_type_hints(PortfolioRow)
_GUARD = re.compile(r"'(?=[\s\ufeff]*[=+\-@'\t\r\n＝＋－＠])")


def line_of(row: PortfolioRow, name: str) -> str:
    """Return a row as what is added to the file: one record of CSV, or one line of JSON."""
    record = vars(row)
    if name == "jsonl":
        return json.dumps(record, ensure_ascii=False) + "\n"
    return _csv_line([_cell(record[column]) for column in COLUMNS])


def heading(name: str) -> str:
    """Return what the file begins with."""
    return MARK + _csv_line(COLUMNS) if name == "csv" else ""


def take_up(path: str, name: str) -> list[PortfolioRow]:
    """Return the rows that a file holds, and cut off a last one that is only half there.

    Raises `InvalidFileError` for a file that is no such output: it is left as it is.
    """
    data = read_bytes(path, largest=_LARGEST)
    whole = data[: _end_of_whole(data, name)]
    try:
        text = whole.decode("utf-8").removeprefix(MARK)
        lines = text.split("\n")[:-1]
        rows = list(_csv_rows(text) if name == "csv" else map(_json_row, lines))
        _expect_beginning(data if not whole else heading(name).encode(), name)
    except (ValueError, TypeError, AttributeError, csv.Error) as error:
        told = f"it is no output of 'portfolio' to go on with ({error})"
        raise InvalidFileError(path, (Fault("", told),)) from None
    if len(whole) < len(data):
        os.truncate(path, len(whole))
    return rows


def _expect_beginning(data: bytes, name: str) -> None:
    """Raise ValueError for what cannot be all that was written of a first line."""
    ours = heading(name).encode().startswith(data) if name == "csv" else data[:1] in (b"{", b"")
    if not ours:
        raise ValueError("no line of it is whole")


def rows_in(file: IO[str]) -> Iterator[PortfolioRow]:
    """Yield the rows of an open file of lines of JSON."""
    return map(_json_row, file)


def opened(path: str, name: str) -> IO[str]:
    """Open a file to add rows to, with a heading if it is new; raises `UnwritableFileError`."""
    try:
        file = open(path, "a", encoding="utf-8", newline="")  # noqa: SIM115 - the caller closes it
        if file.tell() == 0:
            file.write(heading(name))
            file.flush()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UnwritableFileError(path, reason) from None
    return file


def _end_of_whole(data: bytes, name: str) -> int:
    """Return where the last whole record ends: a line end within quotes is none of a record."""
    end = place = quotes = 0
    stop = b"\r\n" if name == "csv" else b"\n"
    for line in data.splitlines(keepends=True):
        place += len(line)
        quotes += line.count(b'"')
        if line.endswith(stop) and (name != "csv" or quotes % 2 == 0):
            end = place
    return end


def _csv_line(cells: tuple[str, ...] | list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return str(value)
    return guarded(" ".join(value) if isinstance(value, tuple) else str(value))


def _csv_rows(text: str) -> Iterator[PortfolioRow]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = next(rows, list(COLUMNS))
    if tuple(names) != COLUMNS:
        raise ValueError(f"its columns are {', '.join(names)[:200]}")
    for cells in rows:
        texts = [_GUARD.sub("", cell, count=1) if _GUARD.match(cell) else cell for cell in cells]
        yield _row(dict(zip(COLUMNS, texts, strict=True)))


def _json_row(line: str) -> PortfolioRow:
    return _row(json.loads(line))


def _row(record: dict[str, Any]) -> PortfolioRow:
    return PortfolioRow(**{name: _value(name, held) for name, held in record.items()})


def _value(name: str, held: Any) -> Any:
    """Return a value in the type of its field, from the text of a cell or from JSON."""
    wanted = _TYPES.get(name)
    if wanted in (int, float, str):
        return wanted(held)
    return tuple(held.split() if isinstance(held, str) else map(str, held))
