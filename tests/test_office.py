"""Word and Excel: to be filled in, with checks on what goes in, and no clock in them."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from outlines import outlined
from strategies import lifecycles

import lifecycle_map as lm
from lifecycle_map.errors import MissingExtraError
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.xlsx import write_xlsx
from lifecycle_map.views.checklists import BOX, ENTRIES, TICKED
from lifecycle_map.views.tables import Entry, Table

ITIL = lm.load_lifecycle("itil")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
GERMAN = [
    "Umsetzung", "  Software entwickeln", "  Abnahmetest durch die Anwender", "Einführung",
    "  Schulung der Anwender", "  Inbetriebnahme", "  Übergabe an den Betrieb @Kim",
]  # fmt: skip
HARD = ["Build", "  =1+1 software & <tags>", "  Deploy ]]> to production", "  Server database"]


def listed(texts=tuple(GERMAN)):
    return lm.checklist(lm.check(lm.align(outlined(list(texts)), ITIL)))


@pytest.fixture
def sheet():
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(io.BytesIO(lm.render(listed(), "xlsx"))).active


@pytest.fixture
def document():
    docx = pytest.importorskip("docx")
    return docx.Document(io.BytesIO(lm.render(listed(), "docx")))


def test_a_workbook_keeps_its_heading_in_sight(sheet):
    """The heading is frozen, filtered, and printed on every page, which lies on its side."""
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.max_row == len(listed().points) + 1


def test_a_workbook_takes_only_what_may_stand_in_it(sheet):
    """Boxes are chosen from a list, and what is due is a date."""
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    heads = [cell.value for cell in sheet[1]]
    assert set(rules) == {"list", "date"}
    assert rules["list"].formula1 == f'"{BOX},{TICKED}"'
    for kind, name in (("list", "done"), ("date", "due")):
        letter = sheet.cell(1, heads.index(name) + 1).column_letter
        assert str(rules[kind].sqref) == f"{letter}2:{letter}{sheet.max_row}"
    assert {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)} == {BOX}
    assert {entry.column for entry in ENTRIES} <= set(heads)


def test_a_workbook_runs_no_formula_and_drops_no_character():
    """A name that begins like a formula is a text, and what Excel cannot hold is shown as such."""
    openpyxl = pytest.importorskip("openpyxl")
    table = Table(title="a/b", columns=("n",), rows=(("=1+1",), ("a\x01b",), ("x" * 40_000,)))
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(table, Options()))).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 4
    assert [cell.value for cell in sheet["A"]][1:3] == ["=1+1", "a\ufffdb"]
    assert len(sheet["A4"].value) == 32_767
    assert sheet.title == "a b"


def test_an_empty_table_is_a_workbook_too():
    """Only the heading, and nothing to check."""
    pytest.importorskip("openpyxl")
    table = Table(title="", columns=("done",), entries=(Entry("done", choices=("a", "b")),))
    assert write_xlsx(table, Options()).startswith(b"PK")


def test_a_word_document_has_headings_and_tables_by_style(document):
    """Title and headings are found by readers of screens, tables have alt text and their heading
    row repeats.
    """
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.text]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == len(document.tables) == 4
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(f"{W}tblCaption").get(f"{W}val")
        assert "columns: " in properties.find(f"{W}tblDescription").get(f"{W}val")
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert document.core_properties.title.startswith("Hand-over check list")
    assert document.core_properties.language == "en-GB"


def test_a_word_document_is_ticked_and_dated(document):
    """Each point has a box that can be ticked, none is, and a field for a date."""
    body = document.element.body
    boxes = list(body.iter(f"{W14}checkbox"))
    assert len(boxes) == len(listed().points)
    assert {box.find(f"{W14}checked").get(f"{W14}val") for box in boxes} == {"0"}
    assert len(list(body.iter(f"{W}date"))) == len(boxes) + 3


def test_the_lines_of_a_plan_are_in_their_language(document):
    """What is quoted from a German plan is German, all else English."""
    runs = document.element.body.iter(f"{W}r")
    german = {
        run.find(f"{W}t").text
        for run in runs
        if (tag := run.find(f"{W}rPr/{W}lang")) is not None and tag.get(f"{W}val") == "de"
    }
    assert "Übergabe an den Betrieb" in german
    assert "Kim" in german
    assert "not visible" not in german
    styles = document.styles.element.iter(f"{W}lang")
    assert {tag.get(f"{W}val") for tag in styles} == {"en-GB"}


def test_a_word_document_fits_its_page(document):
    """No table is wider than the room between the margins."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_hard_names_are_kept(suffix):
    """Signs of XML and what it cannot hold do not break the file."""
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}[suffix])
    data = lm.render(lm.check(lm.align(outlined(HARD), ITIL)), suffix)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lifecycles())
def test_any_lifecycle_is_an_office_file(lifecycle):
    """Whatever names it holds, Word and Excel files of it are read back."""
    openpyxl, docx = pytest.importorskip("openpyxl"), pytest.importorskip("docx")
    book = openpyxl.load_workbook(io.BytesIO(lm.render(lifecycle, "xlsx")))
    assert book.worksheets[0].max_row == len(tuple(lifecycle)) + 1
    made = docx.Document(io.BytesIO(lm.render(lifecycle, "docx")))
    assert len(made.tables) == 1


@pytest.mark.parametrize(("suffix", "package"), [("docx", "docx"), ("xlsx", "openpyxl")])
def test_without_the_extra_it_is_named(suffix, package, monkeypatch):
    """The error says what to install, and what there is without it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[office\].*without it"):
        lm.render(listed(), suffix)
