"""SSSOM TSV as it lies in a file: the block of metadata, the header line, the rows of cells."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator

from attrs import frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sources import STDIN, read_bytes, text_of
from lifecycle_map.loading.sssom_checks import Tally
from lifecycle_map.loading.sssom_documents import Row
from lifecycle_map.loading.sssom_slots import RENAMED, ROW_SLOTS, nearest
from lifecycle_map.model.validating import UNWRITABLE

_ENDS = ("subject_id", "predicate_id", "object_id")
_METADATA = re.compile(
    r"(?:curie_map|mapping_set_\w+|extension_definitions|sssom_version):(?:\s|$)"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_HEAD = 8192


@frozen
class Parts:
    """Where the metadata of a file stands and what is left of it: the table.

    ``path`` is the file of the metadata, ``first`` the number of the header's line (0: the file
    holds metadata alone, as it stands beside a table).
    """

    path: str
    metadata: list[tuple[int, str]]
    table: str
    first: int


def looks_like_sssom(data: bytes) -> bool:
    """Return whether the content starts as SSSOM TSV, or as metadata of it, does."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    head = data[:_HEAD].decode(encoding, "replace")
    lines = [line for line in head.splitlines() if line.strip()]
    if not lines:
        return False
    if lines[0].startswith(("#", '"#')):
        block = [line.lstrip('"#').lstrip() for line in lines if line.startswith(("#", '"#'))]
        rest = [line for line in lines if not line.startswith(("#", '"#'))]
        told = any(_METADATA.match(line) for line in block)
        return bool(rest and is_header(rest[0])) or (told and not _is_native(rest))
    return is_header(lines[0]) or any(_METADATA.match(line) for line in lines)


def _is_native(lines: list[str]) -> bool:
    """Return whether what follows some comments is a file of ours."""
    return bool(lines) and re.match(r"\s*(?:[\w-]+\s*[=:](?!\S*\t)|\[|\{)", lines[0]) is not None


def is_header(line: str) -> bool:
    """Return whether a line names the columns that every table of mappings has."""
    cells = {cell.strip(' "\ufeff') for cell in line.split(delimiter_of(line))}
    return sum(end in cells for end in _ENDS) > 1


def delimiter_of(header: str) -> str:
    """Return what parts the cells: a tab, or a comma where there are no tabs."""
    return "," if "\t" not in header and "," in header else "\t"


def parts_of(reading: Reading) -> Parts:
    """Return metadata and table of a file; the metadata may stand in a file beside it.

    Raises `InvalidFileError` and, for the file beside it, `UnreadableFileError`.
    """
    text = _text(reading.data, reading.path)
    if UNWRITABLE.search(text):
        text = _mended(text, reading)
    block, at = _block(text, reading)
    if not block and _is_metadata_alone(text):
        return Parts(reading.path, list(enumerate(text.splitlines(), 1)), "", 0)
    blank = re.match(r"(?:[ \t]*(?:\r\n?|\n))*", text[at:])
    skipped = len(blank[0]) if blank else 0
    first = _count(text[: at + skipped]) + 1
    if skipped:
        reading.mend("an empty line before the header; passed over", line=_count(text[:at]) + 1)
    table = text[at + skipped :]
    if not block:
        beside = _beside(reading)
        if beside:
            return Parts(beside[0], beside[1], table, first)
    if delimiter_of(table.partition("\n")[0]) == ",":
        block = [(line, told.rstrip(",")) for line, told in block]
    return Parts(reading.path, _dedented(block), table, first)


def _is_metadata_alone(text: str) -> bool:
    """Return whether a text is what stands in a file beside the table."""
    head = text.lstrip().partition("\n")[0]
    told = re.search(rf"^{_METADATA.pattern}", text, re.MULTILINE)
    return told is not None and not is_header(head)


def _text(data: bytes, path: str) -> str:
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not is_wide:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise InvalidFileError(path, (Fault("", "a binary file: the character U+0000", line),))
    return text_of(data, path)


def _mended(text: str, reading: Reading) -> str:
    """Return a text without what no file can hold, each such line told."""
    lines = text.split("\n")
    return "\n".join(reading.text(line, line=number) for number, line in enumerate(lines, 1))


def _count(text: str) -> int:
    """Return how many lines end in a text."""
    return len(re.findall(r"\r\n?|\n", text))


def _block(text: str, reading: Reading) -> tuple[list[tuple[int, str]], int]:
    """Return the lines that begin with ``#``, without it, and where the first other one begins."""
    lines: list[tuple[int, str]] = []
    at, quoted = 0, False
    while text.startswith(("#", '"#'), at):
        line = _LINE.match(text, at)
        assert line is not None, "the pattern matches everywhere"
        told = line[0].rstrip()
        if told.startswith('"'):
            told, quoted = told[1:].removesuffix('"').replace('""', '"'), True
        lines.append((len(lines) + 1, told[1:]))
        at = line.end()
    if quoted:
        reading.note("lines of metadata stand in quotes, as spreadsheets leave them; taken out")
    return lines, at


def _dedented(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return lines without the blanks that all of them begin with."""
    indents = [len(text) - len(text.lstrip(" ")) for _, text in lines if text.strip()]
    common = min(indents, default=0)
    return [(number, text[common:]) for number, text in lines]


def _beside(reading: Reading) -> tuple[str, list[tuple[int, str]]] | None:
    """Return the metadata in a file of the same name beside the table, if there is one."""
    if reading.path == STDIN:
        return None
    stem = re.sub(r"(?i)(\.sssom)?\.[^.]*$", "", reading.path)
    for suffix in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"):
        path = stem + suffix
        if path != reading.path and os.path.isfile(path):
            text = _text(read_bytes(path, largest=reading.options.limits.size), path)
            reading.understand("the metadata", f"from the file {os.path.basename(path)} beside it")
            return path, list(enumerate(text.splitlines(), 1))
    return None


def rows_of(parts: Parts, reading: Reading, declared: set[str]) -> tuple[list[str], list[Row]]:
    """Return columns and rows of the table; raises `InvalidFileError` with the line."""
    records = _records(parts, reading)
    line, header = next(records, (parts.first, []))
    columns = _columns(header, line, reading, declared)
    rows: list[Row] = []
    tally = Tally(reading)
    for number, cells in records:
        if len(rows) >= reading.options.limits.lines:
            most = reading.options.limits.lines
            told = f"it has over {most:,} rows; raise the limit 'lines' to read it"
            raise InvalidFileError(reading.path, (Fault("", told, number),))
        row = _row(number, cells, columns, tally)
        if row is not None:
            rows.append(row)
    tally.tell()
    return columns, rows


def _records(parts: Parts, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of the table with the line on which each begins."""
    delimiter = delimiter_of(parts.table.partition("\n")[0])
    if delimiter == ",":
        reading.mend("commas between the cells, where SSSOM has tabs", line=parts.first)
    rows = csv.reader(io.StringIO(parts.table, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in rows:
            yield parts.first + before, cells
            before = rows.line_num
    except csv.Error as error:
        told = _CSV_FAULTS.get(str(error), str(error))
        raise InvalidFileError(
            reading.path, (Fault("", f"no row that can be read: {told}", parts.first + before),)
        ) from None


_CSV_FAULTS = {
    "unexpected end of data": "a quote is opened in this row and never closed",
    "'\t' expected after '\"'": "text follows a closing quote; write a quote in a text twice",
    "',' expected after '\"'": "text follows a closing quote; write a quote in a text twice",
}


def _columns(cells: list[str], line: int, reading: Reading, declared: set[str]) -> list[str]:
    """Return the slot of each column: what is misspelt, twice there or without name is mended."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    columns: dict[str, int] = {}
    free = [slot for slot in ROW_SLOTS if slot not in names]
    for number, name in enumerate(names, 1):
        slot = _slot(name, free, declared, line, reading)
        if not slot:
            slot = f"column {number}"
            reading.mend(f"column {number} has no name; taken as '{slot}'", line=line)
        if slot in columns:
            taken = f"{slot} ({number})"
            reading.mend(f"the column '{slot}' is there twice; the second is '{taken}'", line=line)
            slot = taken
        columns[slot] = number
    return list(columns)


def _slot(name: str, free: list[str], declared: set[str], line: int, reading: Reading) -> str:
    """Return the slot that the name of a column stands for."""
    if name in ROW_SLOTS or name in declared or not name:
        return name
    renamed = RENAMED.get(name, "")
    if renamed in free:
        return renamed
    near = nearest(name, free)
    if near:
        reading.mend(f"no slot '{name[:60]}'; taken as '{near}'", line=line, place="header")
    return near or name


def _row(line: int, cells: list[str], columns: list[str], tally: Tally) -> Row | None:
    """Return a row by slot; nothing for an empty line."""
    if not any(cells):
        if cells:
            tally.note("a row of empty cells; passed over", line)
        return None
    if cells[0].startswith("#") and not any(cells[1:]):
        shown = cells[0][:60]
        tally.mend(f"a comment inside the table: '{shown}'; left out", line)
        return None
    if len(cells) < len(columns):
        told = f"{len(cells)} cells where the header has {len(columns)}; the rest taken as empty"
        tally.mend(told, line)
    extra = [cell for cell in cells[len(columns) :] if cell]
    if extra:
        shown = ", ".join(repr(cell[:40]) for cell in extra[:3])
        told = f"{len(cells)} cells where the header has {len(columns)}; left out: {shown}"
        tally.mend(told, line)
    return Row(line, {c: cell for c, cell in zip(columns, cells, strict=False) if cell})
