"""Tables as CSV and Markdown: the columns stay columns, and the texts stay texts."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXTS, crosswalks, lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.formats.csv import MARK, guarded, write_csv
from lifecycle_map.formats.markdown import escaped, table_lines, write_markdown
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.looks import document, table
from lifecycle_map.views.reports import Document
from lifecycle_map.views.tables import Table

ALIGNMENT = align(load_lifecycle("prince2"), load_lifecycle("itil"))
SHIPPED = [load_lifecycle("itil"), load_crosswalk("prince2--itil"), ALIGNMENT]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "=cmd|' /C calc'!A0"]
HIDDEN = [
    " =1+1",
    "\n=1",
    "\ufeff=1+1",
    "\u00a0@A1",
    " \ufeff +1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "\u3000－1",
]
MARKS = [
    "a|b", "*a*", "_a_", "`a`", "<b>a</b>", "[a](b)", "![a](b)", "# a", "a\\b", "~~a~~", "&amp;",
    "a\nb", "a\r\nb", "- a", "+ a", "1. a", "1) a", "---", "===", "> a", "    a", "\ta", "https://a.b",
]  # fmt: skip


def read_back(text):
    """The rows of a CSV text, as a strict reader sees them, guards taken off."""
    rows = list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True))
    return rows[0], [[cell.removeprefix("'") for cell in row] for row in rows[1:]]


def cells(line):
    """The cells of a line of a pipe table."""
    return re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]


@pytest.mark.parametrize("cell", [*FORMULAS, *HIDDEN])
def test_no_cell_is_a_formula(cell):
    """What a spreadsheet would run gets an apostrophe, and reading takes it off again."""
    assert guarded(cell) == f"'{cell}"
    assert guarded(cell).removeprefix("'") == cell


@pytest.mark.parametrize("cell", ["", "a", "1", "a=1", "2027-01-01", " x"])
def test_harmless_cells_stay_as_they_are(cell):
    """Nothing is added where nothing would be run."""
    assert guarded(cell) == cell


def test_csv_starts_with_a_mark_and_ends_its_lines_as_excel_does():
    """Excel reads UTF-8 with a mark; lines end in CRLF."""
    text = write_csv(Table(title="T", columns=("a", "b"), rows=(("ä", "x"),)), Options())
    assert text == "\ufeffa,b\r\nä,x\r\n"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5))
def test_any_table_reads_back_from_csv(rows):
    """Every cell of any text is what it was: quotes, commas and line ends too."""
    heading, found = read_back(
        write_csv(Table(title="T", columns=("a", "b", "c"), rows=tuple(rows)), Options())
    )
    assert heading == ["a", "b", "c"]
    assert found == [list(row) for row in rows]


@pytest.mark.parametrize("value", SHIPPED, ids=lambda value: type(value).__name__)
def test_each_row_of_the_shipped_data_has_all_columns(value):
    """In CSV and in Markdown each row has as many cells as the heading."""
    made = table(value)
    assert made.rows
    assert {len(row) for row in made.rows} == {len(made.columns)}
    heading, rows = read_back(render(value, "csv"))
    assert heading == list(made.columns)
    assert rows == [list(row) for row in made.rows]
    assert {len(cells(line)) for line in table_lines(made)} == {len(made.columns)}


@settings(max_examples=40, deadline=None)
@given(lifecycles() | crosswalks())
def test_each_row_of_anything_has_all_columns(value):
    """Whatever the names are, no cell falls into two and no row into two lines."""
    made = table(value)
    lines = list(table_lines(made))
    assert len(lines) == len(made.rows) + 2
    assert {len(cells(line)) for line in lines} == {len(made.columns)}
    assert not any(re.search("[\r\n]", line) for line in lines)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_escaped_markdown_is_one_line(text):
    """No text breaks the line that it stands in."""
    assert not re.search("[\r\n]", escaped(text))


def plain_text(tokens):
    """The text that a reader of Markdown sees."""
    return "".join(
        child.content if child.type == "text" else "?" for t in tokens for child in t.children or ()
        if child.type != "softbreak"
    )  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_markdown_shows_a_paragraph_as_it_is(text):
    """Read by a real reader, a paragraph of marks is a paragraph, and its text is the text."""
    reader = pytest.importorskip("markdown_it").MarkdownIt()
    tokens = reader.parse(write_markdown(Document(title="T", opening=(text,)), Options()))[3:]
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert plain_text(tokens) == " ".join(text.split())


@pytest.mark.parametrize("text", MARKS)
def test_markdown_shows_a_heading_and_a_cell_as_they_are(text):
    """Read by a real reader, a title and a cell of marks are shown as they are."""
    reader = pytest.importorskip("markdown_it").MarkdownIt().enable("table")
    (_, inline, _) = reader.parse(write_markdown(Document(title=text), Options()))
    assert plain_text([inline]) == " ".join(text.split())
    lines = "\n".join(table_lines(Table(title="T", columns=("a", "b"), rows=((text, "x"),))))
    found = [t for t in reader.parse(lines) if t.type == "inline"]
    assert [plain_text([t]) for t in found] == ["a", "b", " ".join(text.split()), "x"]


def test_a_document_has_its_parts_in_order():
    """Title, opening, sections with their tables, and the notice under a rule."""
    made = document(ALIGNMENT)
    lines = render(ALIGNMENT, "markdown").splitlines()
    assert lines[0] == f"# {escaped(made.title)}"
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings == [escaped(section.heading) for section in made.sections]
    assert lines[-3:] == ["---", "", escaped(made.notice)]


def test_a_lifecycle_table_names_the_holder():
    """The column *in* names the element that contains the row's, where one does."""
    itil = load_lifecycle("itil")
    made = table(itil)
    place = made.columns.index("in")
    by_key = {row[1]: row for row in made.rows}
    assert by_key["change-management"][place] == "service-transition"
    assert by_key["service-transition"][place] == ""


def test_an_empty_lifecycle_has_an_empty_table():
    """There are the columns, and no row."""
    empty = Lifecycle(key="k", name="K", side=Side.PROJECT)
    assert table(empty).rows == ()
    assert len(render(empty, "csv").splitlines()) == 1


def test_a_hostile_name_is_guarded_from_end_to_end():
    """A stage named as a formula comes out of ``render`` as a text."""
    stage = Stage(key="a", name="=HYPERLINK(1)")
    lifecycle = Lifecycle(key="k", name="K", side=Side.PROJECT, elements=(stage,))
    assert ",'=HYPERLINK(1)," in render(lifecycle, "csv")
