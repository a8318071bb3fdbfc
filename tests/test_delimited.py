"""Tables of text: encodings, delimiters, lines, quotes, and what any damage does."""

from __future__ import annotations

import csv
import io
import string

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st
from table_samples import explained, lines, outline, people, read, reading, ties, when

from lifecycle_map.cli.main import run
from lifecycle_map.errors import (
    InvalidFileError,
    InvalidOptionError,
    LifecycleMapError,
    UnknownNameError,
)
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.tables.delimited import looks_delimited, read_delimited
from lifecycle_map.loading.tables.encodings import HEAD

PLAN = "ID;Aufgabe;Beginn;Ende;Vorgänger;Zuständig\n1;Entwürfe;03.03.25;05.03.25;;Anna\n2;Bau;06.03.25;07.03.25;1EA+2 Tage;Ben\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_the_encoding_is_found(encoding):
    """By its mark, by its bytes, or because the headings make sense in it."""
    data = PLAN.encode(encoding)
    assert looks_delimited(data)
    plan = read(data, encoding=encoding if encoding == "mac_roman" else "")
    assert lines(plan) == [(0, "1", "Entwürfe"), (0, "2", "Bau")]
    assert ties(plan) == ["1 FS+960 2"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1250", "Nazwa zadania;Rozpoczęcie;Zakończenie;Czas trwania"),
        ("cp1251", "Название задачи;Начало;Окончание;Длительность"),
        ("cp1254", "Görev Adı;Başlangıç;Bitiş;Süre"),
        ("cp1256", "اسم المهمة;تاريخ البدء;تاريخ الانتهاء;المدة"),
        ("gb18030", "任务名称;开始时间;完成时间;工期"),
        ("shift_jis", "タスク名;開始日;終了日;期間"),
        ("cp949", "작업 이름;시작일;종료일;기간"),
    ],
)
def test_an_old_encoding_is_found_by_its_headings(encoding, head):
    """What is no UTF-8 is read in the encoding in which most headings are known, and that told."""
    text = f"{head}\n{head.split(';')[0]};03.03.2025;04.03.2025;1\n"
    plan = read(text.encode(encoding))
    assert [name for _, _, name in lines(plan)] == [head.split(";")[0]]
    assert f"is no text in UTF-8; read as {encoding}" in plan.warnings[0]


def test_windows_text_is_told_and_refused_when_strict():
    """With the line of the first byte that is no UTF-8, and what to say."""
    data = "Task,Start\nA,2025-03-03\nCafé,2025-03-04\n".encode("cp1252")
    assert read(data).warnings == (
        "line 3: the byte 0xe9 is no text in UTF-8; read as cp1252 (--encoding says which it is)",
    )
    assert read(data, encoding="cp1252").warnings == ()


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "hex", "idna", ""])
def test_an_encoding_that_is_none_of_text_is_told(encoding):
    """Python knows some that turn bytes into other bytes."""
    if encoding:
        with pytest.raises((InvalidOptionError, InvalidFileError)):
            read(b"Task,Start\nA,2025-03-03\n\xff", encoding=encoding)
    with pytest.raises(InvalidFileError, match=r"line 2.*no text in UTF-16"):
        read(b"\xff\xfe" + "Task,Start\nA".encode("utf-16-le") + b"\x00")
    with pytest.raises(InvalidFileError, match=r"0xff is no text in ASCII"):
        read(b"Task,Start\nA,\xff\n", encoding="ascii")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "it is a binary file"),
        (b"Task,Start\n" + b"\0" * 40 + b"A,1\n", "it is a binary file, no text"),
        (b"\x00\x01\x02\x03" * 100, "it is a binary file"),
    ],
)
def test_a_binary_file_is_refused(data, told):
    """Whatever it is called."""
    with pytest.raises(InvalidFileError, match=told):
        read(data)
    assert not looks_delimited(data)


def test_a_stray_control_character_is_replaced_and_told():
    """No other file could hold it."""
    plan = read(f"Task,Start\nA\x07B,2025-03-03\nC\0D,2025-03-03\n{'E' * 60},\n")
    assert [name for _, _, name in lines(plan)][:2] == ["A\ufffdB", "C\ufffdD"]
    assert (
        plan.warnings[0]
        == "line 2, Task: the character U+0007 cannot be written to a file; replaced"
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(mark, end):
    """Commas, semicolons, tabs and bars; of Unix, Windows and old Macs."""
    rows = [["ID", "Task", "Start"], ["1", "A", "2025-03-03"], ["2", "B", "2025-03-04"]]
    text = end.join(mark.join(row) for row in rows) + end
    assert looks_delimited(text.encode())
    plan, told = explained(text)
    assert lines(plan) == [(0, "1", "A"), (0, "2", "B")]
    names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    assert told["the cells"] == f"told apart by {names[mark]}"


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=^"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_for_excel_is_heeded(first, end, tmp_path):
    """It says what stands between the cells, and is no row; nor is the file one of TOML."""
    mark = first.strip('"')[-1]
    path = tmp_path / "plan.csv"
    text = f"{first}\nTask,x;Start\nA;2025-03-03\nB;2025-03-04\n".replace(";", mark).replace(
        "\n", end
    )
    path.write_bytes(text.replace(f"sep={mark}", first.strip('"')).encode())
    assert [name for _, _, name in lines(read_lifecycle(path))] == ["A", "B"]


def test_the_user_says_what_stands_between_cells():
    """One character, and no quote or line end."""
    assert lines(read("Task~Start\nA,B~2025-03-03\n", delimiter="~")) == [(0, "2", "A,B")]
    for wrong in ("ab", '"', "\n"):
        with pytest.raises(InvalidOptionError, match="a delimiter is one character"):
            read("Task,Start\nA,2025-03-03\n", delimiter=wrong)


def test_cells_keep_their_quotes_breaks_and_formulas():
    """Text is text, whatever a spreadsheet would make of it."""
    names = ["=1+1", "+1 FTE", "-x", "@home", "a\nb", 'say "hi"', "007", "a,b", " pad ", "ÄÖ"]
    plan = read(written(["ID", "Task"], [[str(n), name] for n, name in enumerate(names)]))
    assert [name for _, _, name in lines(plan)] == names
    assert plan.warnings == ()


def test_quotes_that_are_no_csv_are_taken_as_they_stand():
    """And told; one that is never closed would swallow the rest, and is refused."""
    plan = read('ID,Task,Start\n1,"A"B,2025-03-03\n2,C,2025-03-03\n')
    assert [uid for _, uid, _ in lines(plan)] == ["1", "2"]
    assert "line 2: quotes that are not as in a CSV file" in plan.warnings[0]
    with pytest.raises(
        InvalidFileError, match=r"line 2: a quote that is opened here is never closed"
    ):
        read('ID,Task\n1,"A\n2,B\n')


def test_a_cell_without_end_is_refused():
    """Over what Python's csv takes."""
    with pytest.raises(InvalidFileError, match=r"line 2: a cell of over 131,072 characters"):
        read("ID,Task\n1," + "x" * 140_000 + "\n")


def test_rows_that_are_too_short_or_too_long_are_told():
    """What is missing is empty; what is more is kept."""
    plan = read("ID,Task,Start\n1,A\n2,B,2025-03-03,x\n3,C,2025-03-03,,\n")
    assert plan.warnings == (
        "line 2: a row of 2 cells under 3 headings; the rest is taken as empty",
        "line 3: a row of 4 cells under 3 headings; all are kept",
    )


def test_table_for_the_eye_is_read():
    """With bars around, space within, and a line under the headings."""
    plan = read("| ID | Task | Start |\n|----|------|-------|\n| 1 | A | 2025-03-03 |\n")
    assert lines(plan) == [(0, "1", "A")]
    assert plan.warnings == ("line 2: a line across the table; left out",)


def test_the_limit_of_lines_is_kept():
    """And can be raised."""
    text = "ID,Task\n" + "".join(f"{n},T\n" for n in range(20))
    with pytest.raises(InvalidFileError, match=r"over 10 rows \(the limit 'lines'\)"):
        read(text, limits=Limits(lines=10))
    assert len(read(text, limits=Limits(lines=30)).elements) == 20


def test_a_crosswalk_is_told_apart():
    """It has a reader of its own."""
    text = (
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\na:1\tskos:exactMatch\tb:1\tx\n"
    )
    with pytest.raises(InvalidFileError, match=r"this is a crosswalk.*read_crosswalk"):
        read(text)


@pytest.mark.parametrize(
    "data",
    [b"<xml/>", b"{}", b"[1]", b"a,b\n1,2\n", b"key = 1\n", b"", b"Dear all,\nplease\n", b'"'],
)
def test_what_is_no_plan_is_not_taken_for_one(data):
    """Other readers have their turn."""
    assert not looks_delimited(data)


def test_a_long_text_is_looked_at_only_at_its_beginning():
    """And no letter is cut in two, in whatever encoding."""
    rows = "".join(f"{n},Ä{'ö' * 50}\n" for n in range(1300))
    for encoding in ("utf-8", "utf-16", "cp1252"):
        data = f"ID,Task\n{rows}".encode(encoding)
        assert len(data) > HEAD
        assert looks_delimited(data)
        assert looks_delimited(b" " + data[: HEAD + 1]) or encoding == "utf-16"
        assert len(read(data).elements) == 1300


def test_a_sheet_that_there_is_not_is_told():
    """A text has but one."""
    with pytest.raises(UnknownNameError, match="sheet"):
        read("Task,Start\nA,2025-03-03\n", sheet="Plan")


def test_the_command_line_explains_and_writes(tmp_path, capsys):
    """What was taken for what, and the native file."""
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    assert run(["read", str(path), "--explain"]) == 0
    assert "column C 'Beginn'     start" in capsys.readouterr().out
    assert run(["read", str(path), "--delimiter", ";", "--column", "name=Aufgabe"]) == 0
    assert 'name = "Entwürfe"' in capsys.readouterr().out
    assert run(["read", str(path), "--sheet", "nope"]) == 2


def written(head, rows, *, delimiter=",", end="\r\n"):
    """Return a table as Python's csv writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([head, *rows])
    return out.getvalue()


_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"
)
_NAMES = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(
    lambda text: any(c.isalpha() for c in text) and not text.startswith(tuple("◆◇♦⬥⬦🔷🔶🏁"))
)  # fmt: skip


@st.composite
def plans(draw):
    """A table of tasks: their ids, names, levels, and what comes before each."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=8))
    levels = [1]
    for _ in names[1:]:
        levels.append(draw(st.integers(1, levels[-1] + 1)))
    before = [
        draw(st.sets(st.integers(1, n), max_size=2)) if n else set() for n in range(len(names))
    ]
    return [
        (f"T{n}", name, level, sorted(ties_))
        for n, (name, level, ties_) in enumerate(zip(names, levels, before, strict=True), 1)
    ]


@given(plans(), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))  # fmt: skip
@settings(deadline=None)
def test_what_is_written_is_read_back(plan, delimiter, end, encoding):
    """Ids, names, levels and links, with any delimiter, line end and Unicode encoding."""
    rows = [
        [uid, name, level, "2025-03-03", "; ".join(f"T{n}" for n in before)]
        for uid, name, level, before in plan
    ]
    head = ["ID", "Task name", "Level", "Start", "Predecessors"]
    data = written(head, rows, delimiter=delimiter, end=end).encode(encoding)
    assert looks_delimited(data)
    found = read(data, strict=True)
    assert [(depth + 1, uid, name) for depth, uid, name in lines(found)] == [
        (level, uid, name) for uid, name, level, _ in plan
    ]
    assert ties(found) == [f"T{n} FS {uid}" for uid, _, _, before in plan for n in before]


@given(st.data())
@settings(deadline=None)
def test_any_damage_gives_a_plan_or_our_own_error(data):
    """A cut, a flipped byte, an insertion: never anything else."""
    whole = bytearray(PLAN.encode(data.draw(st.sampled_from(["utf-8", "utf-16", "cp1252"]))))
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "flip", "insert", "repeat"]))
    if kind == "cut":
        del whole[at : at + data.draw(st.integers(1, 40))]
    elif kind == "flip":
        whole[at] ^= data.draw(st.integers(1, 255))
    elif kind == "insert":
        whole[at:at] = data.draw(st.binary(max_size=8))
    else:
        whole[at:at] = whole[:at]
    looks_delimited(bytes(whole))
    try:
        found = read_delimited(reading(bytes(whole)))
    except LifecycleMapError:
        return
    assert found.elements or "the plan has no tasks" in found.warnings


@given(st.lists(st.lists(st.text(string.printable, max_size=6), max_size=5), max_size=6))
@settings(deadline=None)
def test_any_cells_under_headings_give_a_plan(rows):
    """Whatever stands in them."""
    head = ["Task", "Start", "Predecessors", "Phase", "Level"]
    found = read(written(head, [["A", "2025-03-03", "", "", "1"], *rows]))
    assert found.elements
    again = read_lifecycle_text(render(found, "toml"))
    assert again.elements == found.elements


def read_lifecycle_text(text):
    from lifecycle_map.loading.native import lifecycle_of

    return lifecycle_of(text.encode(), "plan.toml")


def test_real_plans_are_read(tmp_path):
    """Those of trials; lists that are no plans are told apart."""
    realdata.folder("realdata")
    for path in realdata.files("realdata/csv", "*.csv"):
        try:
            found = read_lifecycle(path)
        except InvalidFileError as error:
            assert "not like a plan" in str(error), path.name
            continue
        assert len(found.elements) > 5, path.name
        assert all(element.name.strip() for element in found)
        copy = tmp_path / "copy.toml"
        copy.write_text(render(found, "toml"), encoding="utf-8")
        assert read_lifecycle(copy).relations == found.relations


def test_an_export_of_a_board_of_tasks():
    """Planner's: buckets, people, words for progress, and dates with the month first."""
    plan = read(
        "Plan name,Portal\nPlan ID,abc\n\n"
        "Task ID,Task Name,Bucket Name,Progress,Assigned To,Start date,Due date\n"
        "a,Charter,Initiate,Completed,Anna Smith,03/03/2025,03/05/2025\n"
        "b,Kick-off,Initiate,In progress,Anna Smith;Ben Jones,03/06/2025,03/16/2025\n"
        "c,Build,Deliver,Not started,Ben Jones,,03/28/2025\n"
    )
    assert outline(plan) == ["Initiate", "  Charter", "  Kick-off", "Deliver", "  Build"]
    assert when(plan["kick-off"]) == ("2025-03-06", "2025-03-16")
    assert people(plan)[-1] == ("Ben Jones", "Build")
    assert plan.warnings == ()
