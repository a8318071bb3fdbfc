"""Any document as an HTML page: a list of its sections, then each with its tables."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.formats.html_pages import bar, page, skip
from lifecycle_map.formats.markup import element, quoted, words
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Entry, Quoted, Table

LISTED = 3
"""From so many sections on, a page begins with a list of them."""

LONG = 20
"""From so many characters on, a word is broken rather than that the table grows."""

SEARCHED = 12
"""From so many rows on, a page has a field to search them."""


def document_page(document: Document) -> str:
    """Return a document as a page of its own."""
    names = [f"section-{number}" for number, _ in enumerate(document.sections, 1)]
    return page(
        document.title,
        skip("content"),
        element("header", *_opening(document, names), class_="top"),
        element(
            "main",
            *(_section(s, name) for s, name in zip(document.sections, names, strict=True)),
            id="content",
            tabindex="-1",
        ),
        footer(document.notice),
        kind="document",
    )


def footer(notice: str) -> str:
    """Return the line at the end of a page, if there is one."""
    return element("footer", words("p", notice)) if notice else ""


def _opening(document: Document, names: list[str]) -> Iterator[str]:
    yield words("h1", document.title)
    yield from (words("p", text) for text in document.opening)
    if len(names) >= LISTED:
        links = (
            element("li", words("a", section.heading, href=f"#{name}"))
            for section, name in zip(document.sections, names, strict=True)
        )
        yield element("nav", element("ul", *links), aria_label="Sections", class_="contents")
    tables = [section.table for section in document.sections if section.table]
    controls = []
    if sum(len(table.rows) for table in tables) >= SEARCHED:
        controls.append(search("Search the rows"))
    if any(table.entries for table in tables):
        controls.append(words("button", "Save a filled copy", type="button", data_action="save"))
    if controls:
        yield bar(*controls)


def search(label: str) -> str:
    """Return a field to search in, and the line that says how much is shown."""
    field = element("input", type="search", data_search=True, autocomplete="off")
    return element("label", words("span", label), field) + element("p", role="status")


def _section(section: Section, name: str) -> str:
    return element(
        "section",
        words("h2", section.heading, id=f"{name}-heading"),
        *(words("p", text) for text in section.paragraphs),
        table_markup(section.table, f"{name}-heading") if section.table else "",
        id=name,
        aria_labelledby=f"{name}-heading",
    )


def table_markup(table: Table, label: str) -> str:
    """Return a table, which is a list of cards on a narrow screen.

    The roles are said once more, since what is no table to the eye would be none to a reader of
    screens. ``label`` is the id of its heading.
    """
    heads = element("tr", *(_head(each) for each in table.columns), role="row")
    rows = (
        element("tr", *_cells(table, row), role="row", data_item="row") + "\n" for row in table.rows
    )
    return element(
        "table",
        element("thead", heads, role="rowgroup"),
        "\n",
        element("tbody", *rows, role="rowgroup"),
        role="table",
        aria_labelledby=label,
    )


def _head(column: str) -> str:
    return words("th", column, scope="col", role="columnheader")


def _cells(table: Table, row: tuple[str, ...]) -> Iterator[str]:
    of = " ".join(cell for cell in row if cell and not cell.startswith("☐"))[:60]
    for column, cell in zip(table.columns, row, strict=True):
        entry = table.entry(column)
        attributes = {"role": "cell", "data_label": column, "class_": _kind(cell)}
        if entry is not None:
            field = _field(entry, cell, f"{column}: {of}")
            yield element("td", field, role="cell", data_label=column, class_="entry")
        elif isinstance(cell, Quoted):
            yield quoted("td", cell, table.language, **attributes)
        else:
            yield words("td", cell, **attributes)


def _kind(cell: str) -> str:
    """Return the class of a cell: nothing in it, or a word that is broken anywhere if need be."""
    longest = max(map(len, cell.split()), default=0)
    return "empty" if not longest else "long" if longest >= LONG else ""


def _field(entry: Entry, cell: str, label: str) -> str:
    """Return what a cell is filled in with."""
    if entry.is_date:
        return element("input", type="date", aria_label=label, value=cell)
    if entry.choices:
        ticked = cell not in ("", entry.choices[0])
        return element("input", type="checkbox", aria_label=label, checked=ticked)
    return words("textarea", cell, rows="1", aria_label=label)
