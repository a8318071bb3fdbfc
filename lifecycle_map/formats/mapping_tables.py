"""Crosswalks as tables that people edit in a spreadsheet and send back: CSV, and Excel workbooks.

The rows are those of SSSOM, its slots as columns; what is said of the whole goes with them, so that
what comes back is the crosswalk, with its ids, order and comments, and what was changed.
"""

from __future__ import annotations

import io
import re
from typing import Any

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import MissingExtraError, UnsuitableFormatError
from lifecycle_map.formats.csv import MARK, guarded
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.packing import repacked
from lifecycle_map.formats.sssom import document_of, joined
from lifecycle_map.formats.sssom_texts import header_and_rows, metadata_lines
from lifecycle_map.formats.xlsx import LONGEST, arrange, checked, clean, filled
from lifecycle_map.loading.mapping_tables import ABOUT, MAPPINGS, MARKED
from lifecycle_map.loading.sssom_documents import Document
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction
from lifecycle_map.views.tables import Entry, Table

_FIRST = (
    "ext_row", "subject_id", "subject_label", "predicate_id", "object_id", "object_label",
    "confidence", "comment", "mapping_justification",
)  # fmt: skip
"""The columns that a reviewer looks at, first."""
_ALWAYS = ("confidence", "comment")


def write_mapping_csv(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a crosswalk as CSV to edit: metadata in lines that begin with ``#``, then the rows."""
    document = _document(value, "mapping-csv")
    columns, *rows = _table(document)
    lines = [[f"#{line}"] for line in (MARKED, *metadata_lines(document))]
    lines += [columns, *([guarded(cell) for cell in row] for row in rows)]
    return MARK + "".join(",".join(map(_quoted, row)) + "\r\n" for row in lines)


def _quoted(cell: str) -> str:
    """Return a cell in quotes where it needs them: the module csv leaves a lone CR without."""
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[,\r\n"]', cell) else cell


def write_mapping_xlsx(value: Lifecycle | Crosswalk | Alignment, options: Options) -> Artifact:
    """Return a crosswalk as a workbook to edit; raises `MissingExtraError` without the extra."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        instead = "write .mapping.csv instead"
        raise MissingExtraError("an Excel workbook", "office", instead) from error
    document = _document(value, "mapping-xlsx")
    columns, *rows = _table(document)
    table = Table(
        title=MAPPINGS,
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
        entries=tuple(entry for entry in _ENTRIES if entry.column in columns),
    )
    book = Workbook()
    book.properties.creator = "lifecycle-map"
    book.active.title = MAPPINGS
    filled(book.active, table)
    arrange(book.active, table)
    checked(book.active, table)
    _about(book.create_sheet(ABOUT), document)
    out = io.BytesIO()
    book.save(out)
    cut = sum(len(cell) > LONGEST for row in rows for cell in row)
    told = (f"{cut:,} texts are cut, since a cell holds {LONGEST:,} characters",) if cut else ()
    return Artifact(content=repacked(out.getvalue()), warnings=told)


_MATCHES = ("exact", "close", "broad", "narrow", "related")
_ENTRIES = (
    Entry("predicate_id", tuple(f"skos:{name}Match" for name in _MATCHES)),
    Entry("confidence"),
    Entry("comment"),
    Entry("ext_direction", tuple(each.value for each in Direction if each is not Direction.NONE)),
)  # fmt: skip
"""What a reviewer is meant to change."""
LONGEST_PART = 8_000
"""So many characters of a line stand in one cell: four times as many fit, were all escaped."""


def _about(sheet: Any, document: Document) -> None:
    """Fill the sheet of what is said of the whole, a line in each row."""
    for number, line in enumerate((MARKED, *metadata_lines(document)), 1):
        # A line that is longer than a cell goes on in the next one.
        for column, start in enumerate(range(0, len(line), LONGEST_PART), 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = clean(line[start : start + LONGEST_PART]), "s"
    sheet.column_dimensions["A"].width = 100


def _document(value: Lifecycle | Crosswalk | Alignment, format: str) -> Document:
    if isinstance(value, Lifecycle):
        raise UnsuitableFormatError(format, "a lifecycle", ("csv", "xlsx", "json"))
    return document_of(joined(value) if isinstance(value, Alignment) else value)


def _table(document: Document) -> list[list[str]]:
    """Return the header and the rows, with the columns of a reviewer first."""
    header, *rows = header_and_rows(document)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    known = dict.fromkeys((*header, *_ALWAYS))
    columns = [*(name for name in _FIRST if name in known), *(n for n in known if n not in _FIRST)]
    return [columns, *([row.get(name, "") for name in columns] for row in told)]


MAPPING_CSV = Format(
    name="mapping-csv",
    takes=Takes.MODEL,
    suffixes=(".mapping.csv",),
    mime="text/csv",
    write=write_mapping_csv,
    about="a crosswalk to edit in a spreadsheet and send back; loads back equal",
)
MAPPING_XLSX = Format(
    name="mapping-xlsx",
    takes=Takes.MODEL,
    suffixes=(".mapping.xlsx",),
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write_mapping_xlsx,
    about="a crosswalk to edit in Excel and send back; loads back equal; needs the extra [office]",
)
