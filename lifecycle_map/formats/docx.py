"""Word documents: headings by style, tables whose heading row repeats, boxes that can be ticked."""

from __future__ import annotations

import io
from typing import Any

from lifecycle_map.errors import MissingExtraError
from lifecycle_map.formats.docx_tables import table_markup
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.packing import repacked
from lifecycle_map.model.validating import UNWRITABLE
from lifecycle_map.views.reports import Document
from lifecycle_map.views.tables import Table

LANGUAGE = "en-GB"
WIDE = 5
"""From so many columns on, the pages lie on their side."""

LONG = 16
"""A longer word is broken rather than that its column grows."""

_CHARACTER = 1.8
"""How wide a character is in a table, in millimetres."""

_AROUND = 2.5
"""The room beside a text in a cell, in characters."""

_WRITTEN = 11
"""So many characters are at least written into a column."""

_FONT = "Arial"
_A4 = (210, 297)
_MARGIN = 15
"""Millimetres."""


def write_docx(document: Document, options: Options) -> bytes:
    """Return a document as a Word file; raises `MissingExtraError` without the extra."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("a Word document", "office", "write .html or .md") from error
    made = docx.Document()
    tables = [section.table for section in document.sections if section.table]
    room = _page(made, is_wide=any(len(table.columns) >= WIDE for table in tables))
    _describe(made, document.title)
    made.add_heading(_clean(document.title), 0)
    for text in document.opening:
        made.add_paragraph(_clean(text))
    for section in document.sections:
        made.add_heading(_clean(section.heading), 1)
        for text in section.paragraphs:
            made.add_paragraph(_clean(text))
        if section.table is not None:
            _add(made, section.table, section.heading, room)
    if document.notice:
        made.add_paragraph(_clean(document.notice), style="Caption")
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def _page(made: Any, *, is_wide: bool) -> int:
    """Set paper and margins; return the room between the margins in millimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = reversed(_A4) if is_wide else _A4
    (section,) = made.sections
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_MARGIN))
    return width - 2 * _MARGIN


def _describe(made: Any, title: str) -> None:
    """Say title and language where readers of screens look for them; one font for all styles."""
    from docx.oxml.ns import qn

    about = made.core_properties
    about.title, about.language = _clean(title)[:255], LANGUAGE
    about.author, about.comments = "lifecycle-map", ""
    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)
    for font in made.styles.element.iter(qn("w:rFonts")):
        font.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            font.set(qn(f"w:{script}"), _FONT)


def _add(made: Any, table: Table, heading: str, room: int) -> None:
    from docx.oxml import parse_xml

    body = made.element.body
    body.insert(len(body) - 1, parse_xml(table_markup(table, heading, _widths(table, room))))
    # Two tables side by side would become one.
    made.add_paragraph()


def _widths(table: Table, room: int) -> list[int]:
    """Return the width of each column in millimetres: room for its longest word, or for what is
    written into it, and of what is left a share by its text.
    """
    columns = [[row[number] for row in table.rows] for number in range(len(table.columns))]
    least = [
        max(_longest([column, *texts]), _WRITTEN if table.entry(column) and not any(texts) else 0)
        for column, texts in zip(table.columns, columns, strict=True)
    ]
    needed = [_CHARACTER * (count + _AROUND) for count in least]
    left = room - sum(needed)
    if left < 0:
        return [int(room * each / sum(needed)) for each in needed]
    shares = [1 + sum(map(len, texts)) ** 0.5 for texts in columns]
    return [
        int(width + left * share / sum(shares)) for width, share in zip(needed, shares, strict=True)
    ]


def _longest(texts: list[str]) -> int:
    """Return the length of the longest word, but of no more than a word in the usual run has."""
    return min(LONG, max(len(word) for text in texts for word in (text.split() or [""])))


def _clean(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


DOCX = Format(
    name="docx",
    takes=Takes.DOCUMENT,
    suffixes=(".docx",),
    mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write=write_docx,
    about="a document for Word; a check list to fill in; needs the extra [office]",
)
