"""A table as it stands in a file: cells in rows, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from attrs import define, field


@define
class Cell:
    """What a cell shows, and what it is where the file says so: a moment or a number.

    ``flaw`` says what is wrong with it (an error value, a formula without its value), ``indent``
    how far its text is moved in, in steps.
    """

    text: str
    value: datetime | time | float | None = None
    indent: int = 0
    flaw: str = ""


EMPTY = Cell("")


@define
class Row:
    """The cells of a row by column, counted from 0.

    ``number`` is its row or line in the file, ``outline`` how deep it is grouped in a sheet, and
    ``width`` how many cells a line of a text has, empty ones included.
    """

    number: int
    cells: dict[int, Cell] = field(factory=dict)
    outline: int = 0
    width: int = 0
    _filled: dict[int, Cell] | None = None

    def __getitem__(self, column: int) -> Cell:
        """Return the cell in a column; an empty one where there is none."""
        return self.cells.get(column, EMPTY)

    @property
    def filled(self) -> dict[int, Cell]:
        """The cells that show something."""
        if self._filled is None:
            # Most rows have no other cells: then the table is the same, and takes no more room.
            shows = all(cell.flaw or cell.text.strip() for cell in self.cells.values())
            self._filled = (
                self.cells
                if shows
                else {at: cell for at, cell in self.cells.items() if cell.flaw or cell.text.strip()}
            )
        return self._filled

    def is_just_above(self, other: Row) -> bool:
        """Return whether no row is between this one and another."""
        return other.number == self.number + 1


@define
class Grid:
    """A table with its name (that of the sheet) and whether its rows are lines of a text."""

    name: str
    rows: list[Row]
    lines: bool = False
    hidden: bool = False

    def numbered(self, number: int) -> Row | None:
        """Return the row with this number in the file, if it shows anything."""
        return next((row for row in self.rows if row.number == number), None)

    def after(self, row: Row) -> Iterator[Row]:
        """Yield the rows that stand below one."""
        return (each for each in self.rows if each.number > row.number)

    def place(self, row: Row, column: int | None = None) -> str:
        """Return where a cell or row is: ``B2`` in a sheet, nothing for a line of a text."""
        if self.lines:
            return ""
        return f"row {row.number}" if column is None else f"{letters(column)}{row.number}"

    def line(self, row: Row) -> int:
        """Return the line of a row in a text; 0 in a sheet."""
        return row.number if self.lines else 0


def letters(column: int) -> str:
    """Return what spreadsheets call a column that is counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_of(name: str) -> int:
    """Return the column, counted from 0, that letters name; -1 when they name none.

    >>> column_of("AB"), column_of("a"), column_of("Task")
    (27, 0, -1)
    """
    if not (0 < len(name) <= 3 and name.isascii() and name.isalpha()):  # noqa: PLR2004 - XFD
        return -1
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
