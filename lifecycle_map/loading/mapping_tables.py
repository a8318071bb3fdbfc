"""Tables of mappings that came back from a spreadsheet: taken as SSSOM, whatever Excel did to them.

A spreadsheet puts quotes around lines, separators behind them, semicolons for commas, and an
apostrophe before what would be a formula. The rest is read as SSSOM is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

import attrs

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.limits import DEFAULT
from lifecycle_map.loading.packages import Package
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sources import text_of
from lifecycle_map.loading.sssom import read_sssom
from lifecycle_map.loading.tables.xlsx import WORKBOOK, grids_of, looks_like_xlsx
from lifecycle_map.model.crosswalks import Crosswalk

MARKED = "#lifecycle-map: mappings to review"
"""The first line of metadata: a comment in the YAML that they are."""
MAPPINGS, ABOUT = "mappings", "about"
"""The sheets of a workbook."""

_MARK = re.compile(rb'(?:\xef\xbb\xbf)?(?:\xc3\xaf\xc2\xbb\xc2\xbf)?"?##lifecycle-map: mappings')
_MISTAKEN = b"\xef\xbb\xbf".decode("cp1252")
_GUARD = re.compile(r"'[\s\ufeff]*[=+\-@'\t\r\n＝＋－＠]")


def looks_like_mapping_csv(data: bytes) -> bool:
    """Return whether the first line is the one that such tables begin with."""
    return bool(_MARK.match(data))


def read_mapping_csv(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a table of mappings; raises `InvalidFileError` with the line."""
    text = _repaired(text_of(reading.data, reading.path), reading)
    first = next(
        (line for line in text.splitlines() if "subject_id" in line or "object_id" in line), ""
    )
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise InvalidFileError(reading.path, (Fault("", f"no valid CSV: {error}"),)) from None
    told, held = _parted(rows)
    metadata = [delimiter.join(row).rstrip(delimiter) for row in told]
    table = ([_unguarded(cell) for cell in row] for row in held)
    return _as_sssom(metadata, table, reading)


def _repaired(text: str, reading: Reading) -> str:
    """Return a text as it was before a program took UTF-8 for the code page of Windows, and saved
    what it took it for: the mark at its beginning tells.
    """
    if not text.startswith(_MISTAKEN):
        return text
    try:
        found = b"".join(map(_byte, text)).decode("utf-8-sig")
    except ValueError:
        return text
    reading.mend("it was opened as Windows-1252 and saved so; its letters were put right", line=1)
    return found


def _byte(letter: str) -> bytes:
    """Return the byte that a letter was made of; five of them have no letter there."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARD.match(cell) else cell


def _parted(rows: Iterable[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of metadata, and those of the table. Below the header of the table a row that
    begins with ``#`` is metadata, which sorting may have put there, only if it holds no more.
    """
    told: list[list[str]] = []
    held: list[list[str]] = []
    for row in filter(any, rows):
        marked = row[0].startswith("#")
        (told if marked and not (held and any(row[1:])) else held).append(row)
    return told, held


def looks_like_mapping_xlsx(data: bytes) -> bool:
    """Return whether a workbook has the two sheets of such a table."""
    if not looks_like_xlsx(data):
        return False
    try:
        package = Package(data, "", DEFAULT)
        book = package.read(WORKBOOK) if WORKBOOK in package.names else b""
    except InvalidFileError:
        return False
    return all(f'name="{name}"'.encode() in book for name in (MAPPINGS, ABOUT))


def read_mapping_xlsx(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a workbook of mappings; raises `InvalidFileError`."""
    grids = {grid.name: grid.rows for grid in grids_of(reading)}
    told = (
        "".join(cell.text for _, cell in sorted(row.cells.items())) for row in grids.get(ABOUT, [])
    )
    about = [f"#{line}" for line in told if line]
    rows = grids.get(MAPPINGS, [])
    width = 1 + max((max(row.cells) for row in rows if row.cells), default=0)
    for row in rows:
        for cell in row.cells.values():
            if cell.flaw:
                reading.mend(f"{cell.flaw}; left out", line=row.number, place=MAPPINGS)
    table = ([row[n].text for n in range(width)] for row in rows)
    return _as_sssom(about, table, reading)


def _as_sssom(metadata: list[str], rows: Iterable[list[str]], reading: Reading) -> Crosswalk:
    """Read a table as SSSOM; its metadata may have lost nothing but the marks of a spreadsheet."""
    table = "".join("\t".join(map(_quoted, row)) + "\n" for row in _trimmed(rows))
    text = "".join(f"{line}\n" for line in metadata) + table
    again = attrs.evolve(reading, data=text.encode("utf-8", "replace"))
    return read_sssom(again)


def _quoted(cell: str) -> str:
    """Return a cell of a table with tabs; a line end of any kind needs quotes."""
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[\t\r\n"]', cell) else cell


def _trimmed(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows that say something, as wide as the header."""
    header: list[str] = []
    for row in rows:
        cells = row
        if not header:
            header = cells = _without_empty_end(cells)
        if any(cell.strip() for cell in cells):
            rest = cells[len(header) :]
            width = len(cells) if any(cell.strip() for cell in rest) else len(header)
            yield [*cells, *[""] * (width - len(cells))][:width]


def _without_empty_end(cells: list[str]) -> list[str]:
    last = max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


MAPPING_CSV = Reader(
    name="mapping-csv",
    read=read_mapping_csv,
    recognises=looks_like_mapping_csv,
    suffixes=(".mapping.csv",),
    about="tables of mappings that came back from a spreadsheet",
)
MAPPING_XLSX = Reader(
    name="mapping-xlsx",
    read=read_mapping_xlsx,
    recognises=looks_like_mapping_xlsx,
    suffixes=(".mapping.xlsx",),
    about="workbooks of mappings that came back",
)
