"""Markdown documents: headings, paragraphs and pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.views.reports import Document
from lifecycle_map.views.tables import Table

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|~#&])")


def write_markdown(document: Document, options: Options) -> str:
    """Return a document as Markdown (CommonMark with pipe tables)."""
    return "\n".join(_lines(document)) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows unchanged, on one line."""
    flat = re.sub(r"[ \t\r\n\v\f\x85\u2028\u2029]+", " ", text).strip(" ")
    marked = _ACTIVE.sub(r"\\\1", flat)
    # At the start of a line these would begin a list, a rule or the underline of a heading.
    return re.sub(r"^(\d{1,9}(?=[.)])|(?=[-+=]))", r"\1\\", marked)


def _lines(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    for paragraph in document.opening:
        yield from ("", escaped(paragraph))
    for section in document.sections:
        yield from ("", f"## {escaped(section.heading)}")
        for paragraph in section.paragraphs:
            yield from ("", escaped(paragraph))
        if section.table is not None:
            yield ""
            yield from table_lines(section.table)
    if document.notice:
        yield from ("", "---", "", escaped(document.notice))


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table as the lines of a pipe table."""
    yield f"| {' | '.join(map(escaped, table.columns))} |"
    yield f"|{'---|' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(map(escaped, row))} |"


MARKDOWN = Format(
    name="markdown",
    takes=Takes.DOCUMENT,
    suffixes=(".md", ".markdown"),
    mime="text/markdown",
    write=write_markdown,
    about="a report to read: for every link why, how sure, and on whose word",
)
