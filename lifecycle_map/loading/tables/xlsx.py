"""Excel workbooks (``.xlsx``, ``.xlsm``): their sheets as tables, read from the XML inside.

Read by ourselves and not by openpyxl, which loses parts of texts (``_x005F_``), hangs on a single
far cell, unpacks without bound and names no cell in its errors; and so no extra is needed.
Formulas are never run: what Excel stored as their value is taken.
"""

from __future__ import annotations

import math
import posixpath
import re
from datetime import datetime
from functools import lru_cache

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.packages import MAGIC, Package
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.tables.grids import Cell, Grid, Row, column_of
from lifecycle_map.loading.tables.plans import plan_of
from lifecycle_map.loading.tables.styles import PLAIN, Style, shown, styles_of
from lifecycle_map.loading.xml import Node, Takers, Wanted, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pausing import without_collecting

WORKBOOK = "xl/workbook.xml"
_SHEET = {
    "worksheet": frozenset({"sheetData"}),
    "sheetData": frozenset({"row"}),
    "row": frozenset({"c"}),
    "c": frozenset({"v", "f", "is"}),
}
_STYLES: Wanted = {
    "styleSheet": frozenset({"numFmts", "cellXfs"}),
    "xf": frozenset({"alignment"}),
}
_TEXT = {"si": frozenset({"t", "r"}), "is": frozenset({"t", "r"}), "r": frozenset({"t"})}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOLDED = frozenset({"v", "f"})
_WIDEST, _LOWEST = 16_384, 1_048_576
_OUTLINES = frozenset("01234567")


@without_collecting()
def read_xlsx(reading: Reading) -> Lifecycle:
    """Return the plan in a workbook; see `plan_of` for what is raised."""
    if not reading.data.startswith(MAGIC):
        told = "it is not an Excel workbook (no ZIP file), whatever its name says"
        if reading.data.startswith(_OLE):
            told = "it is an old Office file, or one with a password: save it as .xlsx without one"
        raise InvalidFileError(reading.path, (Fault("", told),))
    return plan_of(grids_of(reading), reading)


def grids_of(reading: Reading) -> list[Grid]:
    """Return the sheets of a workbook as tables; raises `InvalidFileError`."""
    return _Workbook.open(reading).grids()


@define
class _Workbook:
    """A workbook while it is read."""

    reading: Reading
    package: Package
    root: Node
    targets: dict[str, str]
    texts: list[str] = field(factory=list)
    styles: list[Style] = field(factory=list)
    since_1904: bool = False
    cells: dict[tuple[str, str, str], Cell] = field(factory=dict)

    @classmethod
    def open(cls, reading: Reading) -> _Workbook:
        package = Package(reading.data, reading.path, reading.options.limits)
        if WORKBOOK not in package.names:
            told = "it is a ZIP file, but no Excel workbook (.xlsx): save it as one in Excel"
            raise InvalidFileError(reading.path, (Fault("", told),))
        book = cls(reading, package, Node("", 0), {})
        book.root = book.parsed(WORKBOOK)
        book.targets = book._targets()
        for node in book.root.all("workbookPr"):
            book.since_1904 = node.attributes.get("date1904", "0") in ("1", "true")
        if "xl/sharedStrings.xml" in package.names:
            takers = {"si": lambda node: book.texts.append(_text(node))}
            book.parsed("xl/sharedStrings.xml", _TEXT, takers)
        if "xl/styles.xml" in package.names:
            book.styles = styles_of(book.parsed("xl/styles.xml", _STYLES))
        return book

    def parsed(self, part: str, wanted: Wanted | None = None, takers: Takers | None = None) -> Node:
        """Return a part as XML; its faults name the workbook and the part."""
        limits = self.reading.options.limits
        return parse_xml(
            self.package.read(part),
            f"{self.reading.path}: {part}",
            wanted=wanted or {},
            takers=takers or {},
            folded=_FOLDED,
            limits=limits,
        )

    def grids(self) -> list[Grid]:
        """Return the sheets that hold cells (charts and macros hold none)."""
        container = self.root.first("sheets")
        found = []
        for node in [] if container is None else container.all("sheet"):
            part = self.targets.get(node.attributes.get("id", ""), "")
            if part.startswith("xl/worksheets/") or part in self.package.names:
                name = node.attributes.get("name", "")
                hidden = node.attributes.get("state", "visible") != "visible"
                found.append(Grid(name, self._rows(part, name), hidden=hidden))
        if not found:
            told = "it is a workbook without a sheet"
            raise InvalidFileError(self.reading.path, (Fault("", told),))
        return found

    def _targets(self) -> dict[str, str]:
        part = "xl/_rels/workbook.xml.rels"
        if part not in self.package.names:
            return {}
        targets = {}
        for node in self.parsed(part).all("Relationship"):
            target = node.attributes.get("Target", "")
            inner = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[node.attributes.get("Id", "")] = posixpath.normpath(inner)
        return targets

    def _rows(self, part: str, name: str) -> list[Row]:
        rows: list[Row] = []

        def take(node: Node) -> None:
            row = self._row(node, rows[-1].number + 1 if rows else 1)
            if row.cells:
                rows.append(row)
            if len(rows) > self.reading.options.limits.lines:
                self._refuse_length(name)

        self.parsed(part, _SHEET | _TEXT, {"row": take})
        return rows

    def _refuse_length(self, name: str) -> None:
        told = f"the sheet '{name}' has over {self.reading.options.limits.lines:,} rows"
        fault = Fault("", f"{told} (the limit 'lines')")
        raise InvalidFileError(self.reading.path, (fault,))

    def _row(self, node: Node, following: int) -> Row:
        outline = node.attributes.get("outlineLevel", "0")
        row = Row(
            self._number(node, following), outline=int(outline) if outline in _OUTLINES else 0
        )
        self._fill(row, node)
        return row

    def _number(self, node: Node, following: int) -> int:
        told = node.attributes.get("r", "")
        number = int(told) if told.isdecimal() and len(told) < 8 else following  # noqa: PLR2004
        return number if number <= _LOWEST else following

    def _fill(self, row: Row, node: Node) -> None:
        column = -1
        for cell in node.all("c"):
            place = cell.attributes.get("r", "").rstrip("0123456789")
            column = _column(place, column + 1)
            if column < _WIDEST and (made := self._cell(cell)) is not None:
                row.cells[column] = made

    def _cell(self, node: Node) -> Cell | None:
        """Return a cell, or None for one that shows nothing."""
        told = node.attributes
        kind, value = told.get("t", "n"), told.get("v", "")
        if kind == "inlineStr":
            inline = node.first("is")
            return None if inline is None else Cell(_text(inline), indent=self._style(told).indent)
        if not value:
            formula = "a formula whose value was never stored: open and save the file in Excel"
            return Cell("", flaw=formula) if "f" in told and kind != "str" else None
        # Cells of one content and style are one: most columns hold a few values again and again.
        known = (kind, value, told.get("s", ""))
        if known not in self.cells:
            self.cells[known] = self._made(kind, value, self._style(told))
        return self.cells[known]

    def _made(self, kind: str, value: str, style: Style) -> Cell:
        if kind == "s":
            return self._shared(value, style)
        if kind == "e":
            return Cell("", flaw=f"the cell shows the error {value[:20]}")
        return self._plain(kind, value, style)

    def _style(self, told: dict[str, str]) -> Style:
        number = told.get("s", "")
        at = int(number) if number.isdecimal() and len(number) < 8 else 0  # noqa: PLR2004
        return self.styles[at] if number and at < len(self.styles) else PLAIN

    def _shared(self, value: str, style: Style) -> Cell:
        number = int(value) if value.strip().isdecimal() and len(value) < 9 else -1  # noqa: PLR2004
        if not 0 <= number < len(self.texts):
            told = f"the cell points at shared text {value[:12]} of {len(self.texts)}"
            return Cell("", flaw=told)
        return Cell(self.texts[number], indent=style.indent)

    def _plain(self, kind: str, value: str, style: Style) -> Cell:
        if kind == "b":
            return Cell("TRUE" if value.strip() == "1" else "FALSE")
        if kind == "n":
            try:
                number = float(value)
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                return Cell("", flaw=f"'{value[:20]}' is no number")
            text, moment = shown(number, style, since_1904=self.since_1904)
            return Cell(text, number if moment is None else moment, style.indent)
        if kind == "d":
            try:
                moment = datetime.fromisoformat(value.strip().removesuffix("Z"))
                return Cell(value, moment.replace(tzinfo=None))
            except ValueError:
                return Cell(value)
        return Cell(_unescaped(value), indent=style.indent)


@lru_cache(maxsize=1024)
def _column(letters: str, following: int) -> int:
    """Return the column that letters name, or the one that follows where they name none."""
    found = column_of(letters)
    return found if found >= 0 else following


def _text(node: Node) -> str:
    """Return a text with all its runs, but not how it is read aloud (``rPh``)."""
    parts = (part.text if part.tag == "t" else part.value("t") for part in node.parts)
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Return a text with the characters that a workbook cannot hold as they were meant."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def looks_like_xlsx(data: bytes) -> bool:
    """Return whether the content is a ZIP file with the parts of a workbook."""
    return data.startswith(MAGIC) and (WORKBOOK.encode() in data)


XLSX = Reader(
    name="xlsx",
    read=read_xlsx,
    recognises=looks_like_xlsx,
    suffixes=(".xlsx", ".xlsm"),
    about="plans in Excel workbooks",
)
