"""Workbooks: their sheets, texts, numbers, dates and formats, and what any damage does."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st
from table_samples import (
    Sheet,
    kept,
    lines,
    outline,
    people,
    read_book,
    reading,
    ties,
    when,
    workbook,
)

from lifecycle_map.errors import InvalidFileError, LifecycleMapError, UnknownNameError
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.tables.xlsx import looks_like_xlsx, read_xlsx

FORMATS = (
    "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/><numFmt numFmtId='165' formatCode='0.00'/>"
    "<numFmt numFmtId='166' formatCode='0%'/><numFmt numFmtId='167' formatCode='[$-409]d-mmm-yy;@'/>"
    "<numFmt numFmtId='168' formatCode='0 &quot;days&quot;'/><numFmt numFmtId='169' formatCode='Standard'/>"
    "<numFmt numFmtId='x' formatCode='0'/><numFmt formatCode='yyyy'/></numFmts><cellXfs><xf/>"
    "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='9'/>"
    "<xf numFmtId='167'/><xf numFmtId='168'/><xf numFmtId='169'/><xf numFmtId='2'/><xf numFmtId='20'/>"
    "<xf><alignment indent='99999'/></xf></cellXfs>"
)
HEAD = ["ID", "Task", "Start", "Finish", "% Complete"]


def styled(number, style, kind=""):
    return f'<c s="{style}"{kind}><v>{number}</v></c>'


def plan_of(*rows, head=HEAD, options=None, **more):
    return read_book(workbook(Sheet("Plan", [head, *rows]), **more), **(options or {}))


def test_numbers_are_shown_as_the_sheet_shows_them():
    """An id of 1.0 is 1; formats give dates, shares and noughts."""
    plan = plan_of(
        ["<c><v>1.0</v></c>", "A", styled(45719, 1), styled(45723.5, 2), styled(0.5, 5)],
        styles=FORMATS,
    )
    (task,) = plan.elements
    assert task.source_id == "1"
    assert when(task) == ("2025-03-03", "2025-03-07")
    assert task.schedule.finish == datetime(2025, 3, 7, 12)  # noqa: DTZ001 - local
    assert task.schedule.percent == 50


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        ("1.1", 3, "1.10"), ("1.1", 9, "1.10"), ("0.25", 4, "25%"), ("12.5", 0, "12.5"), ("1e3", 0, "1000"),
        ("0.1", 0, "0.1"), ("1E+20", 0, "1e+20"), ("45719", 6, "2025-03-03"), ("5", 7, "5"), ("5", 8, "5"),
        ("0.354166666666667", 10, "08:30:00"), ("45719.9999999", 1, "2025-03-04"), ("3000000", 1, "3000000"),
        ("-1", 1, "-1"), ("2958465", 1, "9999-12-31"), ("60", 1, "1900-02-28"), ("1", 1, "1900-01-01"), ("61", 1, "1900-03-01"),
        ("7", 77, "7"), ("7", "x", "7"), ("7", "9" * 5000, "7"), ("7", "²", "7"),
    ],
)  # fmt: skip
def test_a_number_is_a_text_by_its_format(number, style, shown):
    """What is kept as a property is what the sheet shows."""
    plan = plan_of([1, "A", styled(number, style)], head=["ID", "Task", "Cost"], styles=FORMATS)
    assert kept(plan["a"]) == {"Cost": shown}


def test_the_date_system_of_old_macs():
    """Days are counted from 1904 there."""
    plan = plan_of(
        [1, "A", styled(44257, 1)], styles=FORMATS, properties="<workbookPr date1904='1'/>"
    )
    assert when(plan["a"]) == ("2025-03-03", "")


def test_a_day_after_all_days_is_a_number():
    """From 1904 on, the last days that a number can mean are past the year 9999."""
    plan = plan_of(
        [1, "A", styled(2958000, 1)],
        head=["ID", "Task", "Cost"],
        styles=FORMATS,
        properties="<workbookPr date1904='true'/>",
    )
    assert kept(plan["a"]) == {"Cost": "2958000"}


def test_dates_as_texts_and_as_iso():
    """A cell of type d holds a date as such; one that is none is a text."""
    plan = plan_of([1, "A", '<c t="d"><v>2025-03-03T08:00:00Z</v></c>', '<c t="d"><v>soon</v></c>'])
    assert when(plan["a"]) == ("2025-03-03", "")
    assert kept(plan["a"]) == {"Finish": "soon"}
    assert plan.warnings == ("D2: 'soon' is no date; kept as text",)


def test_a_time_without_a_day_is_kept_and_no_fault():
    """Some have the day in another column."""
    plan = plan_of([1, "A", styled(0.5, 10)], styles=FORMATS)
    assert kept(plan["a"]) == {"Start": "12:00:00"}
    assert plan.warnings == ()


def test_shared_texts_with_runs_escapes_and_readings():
    """Runs are joined, ``_x000A_`` is a line end, how it is read aloud is left away."""
    shared = (
        "<si><r><t>One </t></r><r><rPr/><t>two</t></r></si><si><t>a_x000A_b _x005F_x0041_</t></si>"
        "<si><t>東京</t><rPh><t>とうきょう</t></rPh></si><si/>"
    )
    cells = [f'<c t="s"><v>{n}</v></c>' for n in range(4)]
    plan = plan_of(*([n, cell] for n, cell in enumerate(cells, 1)), shared=shared)
    assert [name for _, _, name in lines(plan)] == ["One two", "a\nb _x0041_", "東京"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c t="e"><v>#DIV/0!</v></c>', "B3: the cell shows the error #DIV/0!, and no name; the row is left out"),
        ("<c><f>A1</f></c>", "B3: a formula whose value was never stored: open and save the file in Excel, and no name; the row is left out"),
        ('<c t="s"><v>77</v></c>', "B3: the cell points at shared text 77 of 0, and no name; the row is left out"),
        ('<c t="s"><v>x</v></c>', "B3: the cell points at shared text x of 0, and no name; the row is left out"),
        ("<c><v>abc</v></c>", "B3: 'abc' is no number, and no name; the row is left out"),
        ("<c><v>1e999</v></c>", "B3: '1e999' is no number, and no name; the row is left out"),
    ],
)  # fmt: skip
def test_a_cell_that_shows_no_name_is_told_with_its_place(cell, told):
    """And the row is left out."""
    plan = plan_of([1, "A"], [2, cell])
    assert lines(plan) == [(0, "1", "A")]
    assert plan.warnings == (told,)


def test_a_flaw_above_the_headings_is_no_title():
    """It shows no text; found by fuzzing."""
    heads = ["Task", "Start"]
    rows = [['<c t="e"><v>#REF!</v></c>'], heads, ["A", 1], ["Two"], heads, ["B", 1]]
    assert outline(read_book(workbook(Sheet("Plan", rows)))) == ["A", "Two", "B"]


def test_a_flaw_in_another_cell_costs_that_cell_only():
    """It is told and left out."""
    plan = plan_of([1, "A", '<c t="e"><v>#REF!</v></c>'])
    assert lines(plan) == [(0, "1", "A")]
    assert plan.warnings == ("C2: the cell shows the error #REF!; left out",)


def test_booleans_formulas_and_empty_cells():
    """Of a formula its value is taken; an empty one is nothing."""
    plan = plan_of(
        [1, '<c t="str"><f>"x"</f><v>A_x0042_</v></c>', '<c t="b"><v>1</v></c>', '<c t="str"><f>1</f></c>'],
        [2, "<c t='inlineStr'/>", "", None], [3, "C", '<c t="b"><v>0</v></c>'],
        head=["ID", "Task", "Milestone", "Notes"],
    )  # fmt: skip
    assert lines(plan) == [(0, "1", "AB"), (0, "3", "C")]
    assert [bool(e.schedule) for e in plan] == [True, False]


def test_cells_and_rows_that_say_not_where_they_are():
    """They follow each other; what lies outside any sheet is passed over."""
    xml = (
        "<worksheet><sheetData><row><c t='inlineStr'><is><t>Task</t></is></c><c t='inlineStr'><is><t>Start</t></is></c></row>"
        "<row r='5'><c r='A5' t='inlineStr'><is><t>A</t></is></c><c r='ZZZ5'><v>1</v></c><c r='!'><v>2</v></c></row>"
        "<row r='9999999'><c r='A1' t='inlineStr'><is><t>B</t></is></c></row><row r='x'><c r='A1' t='inlineStr'><is><t>C</t></is></c></row>"
        "<row><c/></row></sheetData></worksheet>"
    )
    plan = read_book(workbook(Sheet("Plan", []), more=[("xl/worksheets/sheet1.xml", xml)]))
    assert lines(plan) == [(0, "5", "A"), (0, "6", "B"), (0, "7", "C")]


def test_a_far_cell_costs_nothing():
    """Sheets say to be larger than they are."""
    rows = [["Task", "Start"], ["A", None]]
    sheet = (
        Sheet("Plan", rows)
        .xml()
        .replace(
            "</sheetData>", "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
        )
    )
    plan = read_book(workbook(Sheet("Plan", rows), more=[("xl/worksheets/sheet1.xml", sheet)]))
    assert lines(plan) == [(0, "2", "A")]


def test_a_sheet_is_chosen_by_name():
    """Without regard to case; hidden ones too."""
    books = [
        Sheet("One", [["Task", "Start"], ["A", None]]),
        Sheet("Two", [["Task", "Start"], ["B", None]], hidden=True),
    ]
    assert lines(read_book(workbook(*books))) == [(0, "2", "A")]
    assert lines(read_book(workbook(*books), sheet="two")) == [(0, "2", "B")]
    with pytest.raises(UnknownNameError, match=r"sheet 'Twoo'; did you mean 'Two'"):
        read_book(workbook(*books), sheet="Twoo")


def test_paths_of_sheets_are_followed():
    """From the root, or from where the workbook is; charts and what is missing hold no cells."""
    sheet = Sheet("Plan", [["Task", "Start"], ["A", None]])
    links = "<Relationships><Relationship Id='rId1' Target='/xl/worksheets/../worksheets/sheet1.xml'/></Relationships>"
    assert lines(read_book(workbook(sheet, more=[("xl/_rels/workbook.xml.rels", links)])))
    with pytest.raises(InvalidFileError, match="a workbook without a sheet"):
        read_book(workbook(sheet, without=("xl/_rels/workbook.xml.rels",)))
    with pytest.raises(InvalidFileError, match="a workbook without a sheet"):
        read_book(workbook(more=[("xl/workbook.xml", "<workbook/>")]))
    with pytest.raises(InvalidFileError, match=r"the part 'xl/worksheets/sheet1\.xml' is missing"):
        read_book(workbook(sheet, without=("xl/worksheets/sheet1.xml",)))


def test_no_workbook_is_refused_with_what_to_do():
    """Text or another packed file under the name of one, and an old or locked one."""
    with pytest.raises(InvalidFileError, match="not an Excel workbook"):
        read_book(b"Task,Start\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("content.xml", "<x/>")
    with pytest.raises(InvalidFileError, match=r"no Excel workbook .*save it as one"):
        read_book(packed.getvalue())
    assert not looks_like_xlsx(packed.getvalue())
    with pytest.raises(InvalidFileError, match="an old Office file, or one with a password"):
        read_book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_broken_xml_is_refused_with_its_part():
    """And entities are, before they unfold."""
    sheet = Sheet("Plan", [["Task", "Start"], ["A", None]])
    cut = sheet.xml()[:-30]
    with pytest.raises(InvalidFileError, match=r"plan\.xlsx: xl/worksheets/sheet1\.xml: line 1"):
        read_book(workbook(sheet, more=[("xl/worksheets/sheet1.xml", cut)]))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet.xml()
    with pytest.raises(InvalidFileError, match="DOCTYPE"):
        read_book(workbook(sheet, more=[("xl/worksheets/sheet1.xml", bomb)]))


def test_limits_are_kept():
    """Rows, and bytes when unpacked."""
    sheet = Sheet("Plan", [["Task", "Start"], *([f"T{n}", None] for n in range(50))])
    with pytest.raises(
        InvalidFileError, match=r"the sheet 'Plan' has over 20 rows \(the limit 'lines'\)"
    ):
        read_book(workbook(sheet), limits=Limits(lines=20))
    with pytest.raises(InvalidFileError, match="the limit 'unpacked'"):
        read_book(workbook(sheet), limits=Limits(unpacked=1000))


def test_a_template_with_titles_bars_and_remarks():
    """Title above, two rows of headings, phases, shares, and a remark below."""
    days = [styled(45719 + n, 1) for n in range(3)]
    rows = [
        ["PORTAL PROJECT"], ["Project start:", None, styled(45719, 1)], [],
        [None, None, None, None, None, *days],
        ["TASK", "ASSIGNED\nTO", "PROGRESS", "START", "END", "M", "T", "W"],
        ["Phase 1"], ["A", "Anna", styled(0.5, 5), styled(45719, 1), styled(45720, 1)],
        ["B", "Ben", styled(1, 5), styled(45720, 1), styled(45721, 1)],
        ["Phase 2"], ["C", "Cleo", None, styled(45721, 1), styled(45721, 1)],
        ["D", "Anna", None, styled(45722, 1), styled(45722, 1)],
        ["Insert new rows ABOVE this one"], [], ["Gantt Chart Template © 2025"],
    ]  # fmt: skip
    plan = read_book(workbook(Sheet("Gantt", rows), styles=FORMATS))
    assert outline(plan) == ["Phase 1", "  A", "  B", "Phase 2", "  C", "  D"]
    assert plan["a"].schedule.percent == 50
    assert plan.warnings == ("rows 12, 14: a remark beside the tasks; left out",)


def day(month, number):
    return datetime(2025, month, number)  # noqa: DTZ001 - local


ROWS = [
    ["ID", "Task Name", "Start", "Finish", "Duration", "Predecessors", "Resource Names", "% Complete", "Phase"],
    [1, "Draft", day(3, 3), day(3, 5), "3 days", None, "Anna", 0.5, "Design"],
    [2, "Review", day(3, 6), day(3, 6), "1 day", "1FS+1 day", "Ben; Cleo", 0, None],
    [3, "=1+1 is no formula", day(3, 7), day(3, 9), "3 days", "1;2", None, None, "Build"],
    [4, "Ämter & <Räume> _x0041_", day(3, 10), None, "0 days", "3", "Anna", None, "Build"],
]  # fmt: skip


def by_openpyxl(path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(ROWS, 3):
        for at, value in enumerate(row, 2):
            made = sheet.cell(number, at, value)
            if isinstance(value, str):
                made.data_type = "s"
                made.value = value.replace("_x", "_x005F_x")
                made.data_type = "s"
            if isinstance(value, float):
                made.number_format = "0%"
    sheet.merge_cells("J4:J5")
    book.create_sheet("Notes")["A1"] = "Words"
    book.save(path)


def by_xlsxwriter(path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        day, share = (
            book.add_format({"num_format": "dd mmm yyyy"}),
            book.add_format({"num_format": "0%"}),
        )
        for number, row in enumerate(ROWS, 2):
            for at, value in enumerate(row, 1):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, at, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                elif value is not None:
                    sheet.write_number(
                        number, at, value, share if isinstance(value, float) else None
                    )


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_what_other_libraries_write_is_read(write, tmp_path):
    """Texts, numbers, dates and shares as openpyxl and XlsxWriter pack them."""
    path = tmp_path / "plan.xlsx"
    write(path)
    assert looks_like_xlsx(path.read_bytes())
    plan = read_lifecycle(path, strict=True)
    assert lines(plan) == [
        (0, "", "Design"), (1, "1", "Draft"), (0, "2", "Review"), (0, "", "Build"),
        (1, "3", "=1+1 is no formula"), (1, "4", "Ämter & <Räume> _x0041_"),
    ]  # fmt: skip
    assert ties(plan) == ["1 FS+480 2", "1 FS 3", "2 FS 3", "3 FS 4"]
    assert people(plan) == [
        ("Anna", "Draft"),
        ("Ben", "Review"),
        ("Cleo", "Review"),
        ("Anna", "Ämter & <Räume> _x0041_"),
    ]
    draft = plan["draft"].schedule
    assert (when(plan["draft"]), draft.percent, draft.duration) == (
        ("2025-03-03", "2025-03-05"),
        50,
        1440,
    )


def test_indents_and_groups_of_another_library(tmp_path):
    """Rows that XlsxWriter groups, and names that it moves in."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    for way in ("group", "indent"):
        path = tmp_path / f"{way}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            moved = book.add_format({"indent": 1})
            for number, name in enumerate(["Task", "Design", "Draft", "Review", "Build", "Code"]):
                inner = number in (2, 3, 5)
                sheet.write_string(number, 0, name, moved if inner and way == "indent" else None)
                sheet.write(number, 1, "Start" if not number else 45719)
                if inner and way == "group":
                    sheet.set_row(number, None, None, {"level": 1})
        assert outline(read_lifecycle(path)) == ["Design", "  Draft", "  Review", "Build", "  Code"]


def test_reading_equals_after_writing(tmp_path):
    """A native file of what was read gives the same."""
    plan = plan_of(*[row[:2] for row in ROWS[1:]])
    path = tmp_path / "plan.json"
    path.write_text(render(plan, "json"), encoding="utf-8")
    again = read_lifecycle(path)
    assert (again.elements, again.relations) == (plan.elements, plan.relations)


WHOLE = workbook(
    Sheet("Plan", [HEAD, [1, "A", styled(45719, 1), None, styled(0.5, 5)], [2, '<c t="s"><v>0</v></c>']]),
    styles=FORMATS, shared="<si><t>B</t></si>",
)  # fmt: skip


@given(st.data())
@settings(deadline=None)
def test_any_damage_gives_a_plan_or_our_own_error(data):
    """In the packed file, and in the XML of any part of it."""
    whole = WHOLE
    if data.draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(WHOLE)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        name = data.draw(st.sampled_from(sorted(parts)))
        parts[name] = damaged(data, parts[name])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for each, content in parts.items():
                file.writestr(each, content)
        whole = out.getvalue()
    else:
        whole = damaged(data, WHOLE)
    looks_like_xlsx(whole)
    try:
        found = read_xlsx(reading(whole, "plan.xlsx"))
    except LifecycleMapError:
        return
    assert found.elements or "the plan has no tasks" in found.warnings


def damaged(data, content):
    """Return content with a cut, a flipped byte, an insertion, or a digit changed."""
    content = bytearray(content)
    at = data.draw(st.integers(0, len(content) - 1))
    kind = data.draw(st.sampled_from(["cut", "flip", "insert", "digit"]))
    if kind == "cut":
        del content[at : at + data.draw(st.integers(1, 60))]
    elif kind == "flip":
        content[at] ^= data.draw(st.integers(1, 255))
    elif kind == "insert":
        content[at:at] = data.draw(st.binary(max_size=8))
    else:
        places = [n for n, byte in enumerate(content) if chr(byte).isdigit()]
        content[data.draw(st.sampled_from(places or [0]))] = ord(
            data.draw(st.sampled_from("0179-.e²"[:7]))
        )
    return bytes(content)


def test_real_workbooks_are_read(tmp_path):
    """Those of trials, and what is read is what is written and read again."""
    realdata.folder("realdata")
    for path in realdata.files("realdata/xlsx", "*.xlsx"):
        found = read_lifecycle(path)
        assert len(found.elements) > 10, path.name
        whole = read_lifecycle(path, sheet="*")
        assert len(whole.elements) >= len(found.elements), path.name
        copy = tmp_path / "copy.toml"
        copy.write_text(render(whole, "toml"), encoding="utf-8")
        assert read_lifecycle(copy).relations == whole.relations
