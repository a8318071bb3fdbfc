"""Excel workbooks: one table with a heading that stays, columns to fill in, and checks on them."""

from __future__ import annotations

import io
import re
from typing import Any

from lifecycle_map.errors import MissingExtraError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.packing import repacked
from lifecycle_map.model.validating import UNWRITABLE
from lifecycle_map.views.tables import Entry, Table

LONGEST = 32_767
"""So many characters fit into a cell (Excel specifications and limits)."""

WIDEST = 48
"""A column gets no wider than so many characters."""

FILLED = 16
"""A column to be filled in is at least so many characters wide."""

SHEET_NAME = 31
_LINE, _LINES = 13.5, 30
"""The height of a line in points, and how many of them a row may have."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FONT = "Calibri"
_HEAD, _ENTRY, _DONE = "FFE3E8EE", "FFFFF9E5", "FFDFF2E4"


def write_xlsx(table: Table, options: Options) -> bytes:
    """Return a table as a workbook; raises `MissingExtraError` without the extra."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("an Excel workbook", "office", "write .csv instead") from error
    book = Workbook()
    book.properties.title = clean(table.title)
    book.properties.creator = "lifecycle-map"
    book.properties.language = "en"
    sheet = book.active
    sheet.title = _sheet_name(table.title)
    filled(sheet, table)
    arrange(sheet, table)
    checked(sheet, table)
    if table.notice:
        book.create_sheet("About").append([clean(table.notice)])
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def filled(sheet: Any, table: Table) -> None:
    """Fill a sheet with a table, the columns to be filled in in a colour of their own."""
    from openpyxl.styles import Alignment, Font, PatternFill

    top = Alignment(wrap_text=True, vertical="top")
    entries = [table.entry(column) is not None for column in table.columns]
    for number, row in enumerate((table.columns, *table.rows), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if text:
                # A text that begins with "=" stays a text.
                cell.value = clean(text)
                cell.data_type = "s"
            cell.alignment = top
            if number == 1:
                cell.font = Font(name=_FONT, size=11, bold=True)
                cell.fill = PatternFill("solid", fgColor=_HEAD)
            elif entries[column - 1]:
                cell.fill = PatternFill("solid", fgColor=_ENTRY)


def arrange(sheet: Any, table: Table) -> None:
    """Keep the heading in sight and on every printed page, and make the columns fit."""
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
    widths = [
        _width([row[number] for row in table.rows], column, table.entry(column))
        for number, column in enumerate(table.columns)
    ]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(table.rows, 2):
        sheet.row_dimensions[number].height = _LINE * min(_LINES, _lines(row, widths))


def _width(texts: list[str], column: str, entry: Entry | None) -> int:
    """Return how many characters wide a column is: its longest word, and half its text."""
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    usual = sorted(map(len, texts))[len(texts) // 2] if texts else 0
    least = FILLED if entry is not None and not entry.choices else 0
    return min(WIDEST, max(len(column) + 4, longest + 2, usual // 2 + 2, least))


def _lines(row: tuple[str, ...], widths: list[int]) -> int:
    """Return how many lines the fullest cell of a row has, a line broken early now and then."""
    cells = zip(row, widths, strict=True)
    return max((1 + int(len(text) * 1.1) // width for text, width in cells), default=1)


def checked(sheet: Any, table: Table) -> None:
    """Let the columns that are to be filled in take only what may stand there."""
    for number, column in enumerate(table.columns, 1):
        entry = table.entry(column)
        if entry is not None and table.rows:
            _check(sheet, entry, number, len(table.rows) + 1)


def _check(sheet: Any, entry: Entry, number: int, last: int) -> None:
    """Let a column take only what may stand in it."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(number)
    cells = f"{letter}2:{letter}{last}"
    if entry.choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(entry.choices)}"')
        rule.error = f"Choose one of: {', '.join(entry.choices)}"
        _colour(sheet, f"${letter}2", entry.choices[-1], last)
    elif entry.is_date:
        rule = DataValidation(type="date", operator="greaterThan", formula1="1")
        rule.error = "Write a date, as in 2027-05-31"
        for (cell,) in sheet[cells]:
            cell.number_format = "yyyy-mm-dd"
    else:
        return
    rule.allow_blank = True
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)


def _colour(sheet: Any, cell: str, done: str, last: int) -> None:
    """Colour the rows in which a column holds the last of its choices."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", bgColor=_DONE)
    sheet.conditional_formatting.add(
        f"A2:{sheet.dimensions.split(':')[-1].rstrip('0123456789')}{last}",
        FormulaRule(formula=[f'{cell}="{done}"'], fill=fill),
    )


def _sheet_name(title: str) -> str:
    name = _NOT_IN_NAMES.sub(" ", clean(title))[:SHEET_NAME].strip(" '")
    return name or "Table"


def clean(text: str) -> str:
    """Return a text as a cell holds it: what looks like the escape of a character is escaped."""
    told = _ESCAPE.sub("_x005F_", UNWRITABLE.sub("\ufffd", text)[:LONGEST])
    return told.replace("\r", "_x000D_")


XLSX = Format(
    name="xlsx",
    takes=Takes.TABLE,
    suffixes=(".xlsx",),
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write_xlsx,
    about="one table as an Excel workbook; a check list to fill in; needs the extra [office]",
)
