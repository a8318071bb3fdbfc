"""Tables of Word documents as WordprocessingML (ECMA-376, part 1, section 17.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.formats.xml import escape
from lifecycle_map.views.tables import Entry, Quoted, Table

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_TWIPS = 56.7
"""Twentieths of a point in a millimetre."""

_SIZE = 18
"""The size of the letters in half points."""

_HEAD, _ENTRY = "E3E8EE", "FFF9E5"
_FROM_RIGHT = ("ar", "fa", "he")


def table_markup(table: Table, heading: str, widths: list[int]) -> str:
    """Return a table whose columns are ``widths`` millimetres wide; ``heading`` says what it is."""
    twips = [round(width * _TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    rows = "".join(_row(table, row, twips) for row in table.rows)
    return (
        f"<w:tbl {_SPACES}><w:tblPr>"
        f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/>'
        f'<w:tblCaption w:val="{escape(heading)}"/>'
        f'<w:tblDescription w:val="{escape(_described(table))}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table, twips)}{rows}</w:tbl>"
    )


def _described(table: Table) -> str:
    return f"{len(table.rows)} rows; columns: {', '.join(table.columns)}"


def _head(table: Table, twips: list[int]) -> str:
    cells = "".join(
        _cell(_paragraph(_run(column, bold=True)), width, _HEAD)
        for column, width in zip(table.columns, twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(table: Table, row: tuple[str, ...], twips: list[int]) -> str:
    cells = "".join(_cells(table, row, twips))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cells(table: Table, row: tuple[str, ...], twips: list[int]) -> Iterator[str]:
    for column, text, width in zip(table.columns, row, twips, strict=True):
        language = table.language if isinstance(text, Quoted) else ""
        run = _run(text, language=language) if text else ""
        entry = table.entry(column)
        if entry is not None:
            yield _cell(_paragraph(_control(entry, text) or run), width, _ENTRY)
        else:
            yield _cell(_paragraph(run, is_from_right=language in _FROM_RIGHT), width)


def _cell(content: str, width: int, shade: str = "") -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{content}</w:tc>'


def _paragraph(content: str, *, is_from_right: bool = False) -> str:
    bidi = "<w:bidi/>" if is_from_right else ""
    spacing = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    return f"<w:p><w:pPr>{bidi}{spacing}</w:pPr>{content}</w:p>"


def _run(text: str, *, bold: bool = False, language: str = "") -> str:
    """Return a text; one in the language of the plan says so, for spelling and for speech."""
    strong = "<w:b/>" if bold else ""
    size = f'<w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/>'
    right = "<w:rtl/>" if language in _FROM_RIGHT else ""
    kind = "bidi" if right else "val"
    spoken = f'<w:lang w:{kind}="{escape(language)}"/>' if language else ""
    told = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{strong}{size}{right}{spoken}</w:rPr>{told}</w:r>"


def _control(entry: Entry, text: str) -> str:
    """Return a box to tick or a field for a date; nothing for what is simply written."""
    name = f'<w:alias w:val="{escape(entry.column)}"/>'
    if entry.is_date:
        kind = (
            f'<w:date{_full(text)}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-GB"/>'
            "</w:date>"
        )
        return _field(name + kind, text or " ")
    if not entry.choices:
        return ""
    empty, *_, full = entry.choices
    ticked = int(text not in ("", empty))
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{ticked}"/>'
        f'<w14:checkedState w14:val="{ord(full[0]):04X}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{ord(empty[0]):04X}" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return _field(name + kind, text or empty)


def _full(text: str) -> str:
    return f' w:fullDate="{escape(text)}T00:00:00Z"' if text else ""


def _field(kind: str, text: str) -> str:
    return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt>"
