"""Crosswalks that somebody edits in a spreadsheet: what comes back is what was sent, and the edits."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import attrs
import pytest
import strategies
from exchange_samples import said
from hypothesis import given, settings

import lifecycle_map as lm

UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that have no letter in Windows-1252."""
EXAMPLE = Path(__file__).parents[1] / "examples" / "our-handover.sssom.tsv"


@pytest.fixture
def sent(tmp_path):
    """A crosswalk, and the table of it as CSV."""
    crosswalk = lm.read_crosswalk(EXAMPLE)
    path = tmp_path / "ours.mapping.csv"
    lm.export(crosswalk, path)
    return crosswalk, path


@settings(deadline=None)
@given(strategies.crosswalks())
def test_any_crosswalk_comes_back(tmp_path_factory, crosswalk):
    """Whatever it holds, formulas and line ends included."""
    path = tmp_path_factory.getbasetemp() / "any.mapping.csv"
    lm.export(crosswalk, path)
    assert said(lm.read_crosswalk(path)) == said(crosswalk)


def test_a_row_that_is_called_like_a_comment_is_a_row(sent, tmp_path):
    """What begins with # above the header is metadata; below it a row may begin so."""
    crosswalk, _ = sent
    rows = tuple(attrs.evolve(row, row=f"#{n}") for n, row in enumerate(crosswalk.correspondences))
    marked = attrs.evolve(crosswalk, correspondences=rows)
    path = lm.export(marked, tmp_path / "marked.mapping.csv")
    assert said(lm.read_crosswalk(path)) == said(marked)


@settings(deadline=None, max_examples=20)
@given(strategies.crosswalks())
def test_any_crosswalk_comes_back_from_excel(tmp_path_factory, crosswalk):
    """As a workbook too."""
    pytest.importorskip("openpyxl")
    path = tmp_path_factory.getbasetemp() / "any.mapping.xlsx"
    lm.export(crosswalk, path)
    assert said(lm.read_crosswalk(path)) == said(crosswalk)


def test_the_columns_of_a_reviewer_come_first(sent):
    """Ends, match, confidence and comment are in sight; the mark is the first line."""
    lines = sent[1].read_text("utf-8-sig").splitlines()
    assert lines[0] == "##lifecycle-map: mappings to review"
    header = next(line for line in lines if not line.startswith(("#", '"#')))
    assert header.split(",")[:7] == [
        "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "confidence",
        "comment",
    ]  # fmt: skip


def resaved(path, delimiter, *, edit=lambda rows: rows):
    """Write the file as a spreadsheet does: all rows of one width, another separator."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    width = max(map(len, rows)) + 1
    rows = edit([row + [""] * (width - len(row)) for row in rows])
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_text("\ufeff" + out.getvalue(), "utf-8", newline="")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_does_to_a_file_is_no_change(delimiter, sent):
    """Quotes, separators behind the metadata, semicolons, an empty column at the end."""
    crosswalk, path = sent
    resaved(path, delimiter)
    assert said(lm.read_crosswalk(path)) == said(crosswalk)


def test_an_edit_comes_back_and_nothing_else_changes(sent):
    """A reviewer changes a confidence and a comment, and adds a row at the end."""
    crosswalk, path = sent

    def edit(rows):
        header = next(row for row in rows if "subject_id" in row)
        at = {name: number for number, name in enumerate(header) if name}
        first = rows[rows.index(header) + 1]
        first[at["confidence"]], first[at["comment"]] = "0.55", "less sure; see minutes"
        more = [""] * len(header)
        for name, text in {
            "subject_id": "prince2-2023:business-case", "predicate_id": "skos:closeMatch",
            "object_id": "itil-2011:service-portfolio", "comment": "new",
            "mapping_justification": "semapv:ManualMappingCuration",
        }.items():  # fmt: skip
            more[at[name]] = text
        return [*rows, [""] * len(header), more]

    resaved(path, ";", edit=edit)
    found = lm.diff(crosswalk, lm.read_crosswalk(path))
    assert len(found.changed) == 1
    assert "confidence: 0.8 → 0.55" in str(found)
    assert [str(row.subject) for row in found.added] == ["prince2-2023:business-case"]
    assert (found.dropped, found.heading, found.no_longer_denied) == ((), (), ())


def test_a_workbook_is_edited(tmp_path):
    """As a colleague does in Excel: cells are changed, the rest comes back as it was."""
    openpyxl = pytest.importorskip("openpyxl")
    crosswalk, path = lm.load_crosswalk("prince2--itil"), tmp_path / "x.mapping.xlsx"
    lm.export(crosswalk, path)
    book = openpyxl.load_workbook(path)
    sheet = book["mappings"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index("comment") + 1).value = "agreed"
    sheet.cell(2, header.index("confidence") + 1).value = 0.25
    assert sheet.data_validations.dataValidation
    book.save(path)
    found = lm.diff(crosswalk, lm.read_crosswalk(path))
    assert len(found.changed) == 1
    assert {change.field for change in found.changed[0].changes} == {"comment", "confidence"}
    assert (found.added, found.dropped, found.heading) == ((), (), ())


def test_a_wrong_word_is_told_with_its_line(sent):
    """What cannot be meant is told, and refused when asked to be strict."""
    path = sent[1]
    path.write_text(path.read_text("utf-8").replace(",0.8,", ",high,"), "utf-8")
    with pytest.raises(lm.InvalidFileError, match="'high' is no number"):
        lm.read_crosswalk(path, strict=True)


def test_a_plan_is_not_taken_for_it(tmp_path):
    """A workbook without the two sheets is a plan as before, and no crosswalk."""
    pytest.importorskip("openpyxl")
    path = tmp_path / "plan.xlsx"
    lm.export(lm.load_lifecycle("itil"), path)
    with pytest.raises(lm.InvalidFileError):
        lm.read_crosswalk(path)


def test_letters_that_a_program_mistook_are_put_right(sent, tmp_path):
    """UTF-8 that was opened as Windows-1252 and saved so comes back, and that is told."""
    crosswalk, path = sent
    named = attrs.evolve(crosswalk, name="Übergabe – “€”, Ý", summary="ÁÍÏÐÝ")
    lm.export(named, path)
    mistaken = "".join(
        bytes([byte]).decode("cp1252") if byte not in UNDEFINED else chr(byte)
        for byte in path.read_bytes()
    )
    for mark in ("", "\ufeff"):
        again = tmp_path / "again.csv"
        again.write_text(mark + mistaken, "utf-8", newline="")
        back = lm.read_crosswalk(again)
        assert said(back) == said(named)
        assert any("Windows-1252" in warning for warning in back.warnings)
    with pytest.raises(lm.InvalidFileError, match="Windows-1252"):
        lm.read_crosswalk(again, strict=True)
