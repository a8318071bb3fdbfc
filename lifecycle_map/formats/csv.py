"""CSV for spreadsheets: UTF-8 with a mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re

from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.views.tables import Table

MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for the local code page."""

_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@'\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula, white space before it or not, full-width signs too; and
an apostrophe, so that taking one away in front of any of these gives back what was there.
"""


def write_csv(table: Table, options: Options) -> str:
    """Return a table as CSV: a heading row, comma, CRLF, every text quoted where it must be."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return MARK + out.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (CWE-1236): an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


CSV = Format(
    name="csv",
    takes=Takes.TABLE,
    suffixes=(".csv",),
    mime="text/csv",
    write=write_csv,
    about="one table for a spreadsheet",
)
