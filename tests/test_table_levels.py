"""How the rows of a table are nested and tied, and what ids they have."""

from __future__ import annotations

import pytest
from table_samples import (
    Sheet,
    explained,
    kept,
    lines,
    outline,
    people,
    read,
    read_book,
    ties,
    when,
    workbook,
)

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.model.elements import Activity, Stage
from lifecycle_map.model.relations import LagUnit

DESIGN = ["Design", "  Draft", "    Chapter", "Build", "  Code"]
STYLES = "<cellXfs><xf/><xf><alignment indent='1'/></xf><xf><alignment indent='2'/></xf></cellXfs>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Level,Task\n1,Design\n2,Draft\n3,Chapter\n1,Build\n2,Code\n", "the levels in column A 'Level'"),
        ("Level,Task\n0,Design\n1,Draft\n2,Chapter\n0,Build\n1,Code\n", "the levels in column A 'Level'"),
        ("Level,Task\n1,Design\n,Draft\n", None),
        ("WBS,Task\n1,Design\n1.1,Draft\n1.1.1,Chapter\n2,Build\n2.1,Code\n", "the numbers (1.2.3) in column A 'WBS'"),
        ("WBS,Task\n1.0,Design\n1.1,Draft\n1.1.1,Chapter\n2.0,Build\n2.1,Code\n", "the numbers (1.2.3) in column A 'WBS'"),
        ("WBS,Task\nA,Design\nA.1,Draft\nA.1.1,Chapter\nB,Build\nB.1,Code\n", "the numbers (1.2.3) in column A 'WBS'"),
        ("Task,ID\nDesign,\n  Draft,\n    Chapter,\nBuild,\n  Code,\n", "the indentation of the names"),
        ("Task,ID\nDesign,\n\tDraft,\n\t\tChapter,\nBuild,\n\tCode,\n", "the indentation of the names"),
        ("ID,Task\nP1,Design\nP1.1,Draft\nP1.1.1,Chapter\nP2,Build\nP2.1,Code\n", "the ids that go on from others in column A 'ID'"),
        ("ID,Task,Parent\na,Design,\nb,Draft,a\nc,Chapter,b\nd,Build,\ne,Code,d\n", "the parents in column C"),
        ("ID,Task,Parent\na,Design,\nb,Draft,Design\nc,Chapter,draft\nd,Build,n/a\ne,Code,d\n", "the parents in column C"),
        ("Level 1,Level 2,Level 3,Start\nDesign,,,3.3.25\n,Draft,,3.3.25\n,,Chapter,3.3.25\nBuild,,,3.3.25\n,Code,,3.3.25\n", None),
    ],
)  # fmt: skip
def test_rows_are_nested_in_many_ways(text, told):
    """By levels, numbers, indentation, ids, parents or stairs; how is told."""
    plan, understood = explained(text)
    if "Chapter" in text:
        assert outline(plan) == DESIGN
        assert [stage.name for stage in plan.stages] == ["Design", "Build"]
        assert isinstance(plan["chapter"], Activity)
    else:
        assert outline(plan) == ["Design", "Draft"]
    if told:
        assert understood["the hierarchy"] == told


def test_names_with_numbers_are_nested_by_them():
    """The numbers stay in the names, which are those of the file."""
    plan = read("Task,Start\n1 Design,\n1.1 Draft,\n2. Build,\n2.1 Code,\n")
    assert outline(plan) == ["1 Design", "  1.1 Draft", "2. Build", "  2.1 Code"]
    assert outline(read("Task,Start\n1 Design,\n2 Build,\n")) == ["1 Design", "2 Build"]


def test_a_level_that_is_none_is_told():
    """It takes that of the row before."""
    plan = read("Level,Task\n1,A\n2,B\nx,C\n²,D\n")
    assert outline(plan) == ["A", "  B", "  C", "  D"]
    assert plan.warnings == (
        "line 4, Level: 'x' is no level; that of the row before is taken",
        "line 5, Level: '²' is no level; that of the row before is taken",
    )


def test_levels_never_go_in_by_more_than_one():
    """1, 3, 3 is one task with two in it."""
    plan = read("Level,Task\n1,A\n3,B\n3,C\n2,D\n")
    assert outline(plan) == ["A", "  B", "  C", "  D"]
    assert plan.warnings == ("line 3, Level: level 3 right below level 1; taken as one further in",)


def test_numbers_that_few_rows_have_nest_nothing():
    """Nor do indents of a space, or in one row."""
    assert outline(read("WBS,Task\n1,A\n1.1,B\n,C\n,D\n")) == ["A", "B", "C", "D"]
    assert outline(read("Task,ID\nA,\n B,\n C,\n")) == ["A", " B", " C"]
    assert outline(read("Task,ID\nA,\n  B,\n")) == ["A", "  B"]
    assert outline(read("Task,ID\n  A,\nB,\n  C,\n")) == ["  A", "B", "  C"]
    assert outline(read("ID,Task\n1,A\n1.1,B\n2.1,C\n2.2,D\n")) == ["A", "B", "C", "D"]


def test_indentation_by_the_format_of_cells():
    """A workbook moves a text in without space before it; all of them moved in are as none."""

    def moved(text, style):
        return f'<c s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'

    names = [
        moved("Design", 0),
        moved("Draft", 1),
        moved("Chapter", 2),
        moved("Build", 0),
        moved("Code", 1),
    ]
    sheet = Sheet("Plan", [["Task", "Start"], *([name, "2025-03-03"] for name in names)])
    assert outline(read_book(workbook(sheet, styles=STYLES))) == DESIGN
    names = [moved("A", 1), moved("B", 2), moved("C", 2)]
    sheet = Sheet("Plan", [["Task", "Start"], *([name, "2025-03-03"] for name in names)])
    assert outline(read_book(workbook(sheet, styles=STYLES))) == ["A", "  B", "  C"]


def test_groups_of_rows_in_a_sheet_are_levels():
    """As Excel groups them."""
    rows = [
        ["Task", "Start"],
        ["Design", 1],
        ["Draft", 2],
        ["Chapter", 3],
        ["Build", 4],
        ["Code", 5],
    ]
    sheet = Sheet("Plan", rows, outlines={3: 1, 4: 2, 6: 1, 7: 12})
    plan = read_book(workbook(sheet), day_first=True)
    assert outline(plan) == DESIGN


def test_a_parent_that_there_is_not_is_told():
    """And parents in a circle are; no task is lost."""
    plan = read("ID,Task,Parent\n1,A,\n2,B,1\n3,C,9\n4,D,5\n5,E,4\n6,F,6\n")
    assert sorted(outline(plan)) == sorted(["A", "  B", "C", "D", "E", "F"])
    assert plan.warnings == (
        "line 4, Parent: there is no task '9' to be its parent",
        "line 5, Parent: the parents of '4' go round in a circle",
        "line 6, Parent: the parents of '5' go round in a circle",
    )
    assert outline(read("ID,Task,Parent\n1,A,\n2,B,\n")) == ["A", "B"]


def test_parents_far_down_are_no_trouble():
    """A chain of a thousand tasks."""
    rows = "".join(f"{n},T{n},{n - 1 or ''}\n" for n in range(1, 1001))
    assert lines(read(f"ID,Task,Parent\n{rows}"))[-1][0] == 999


def test_groups_hold_their_tasks():
    """A phase that is said in each row; groups in groups; a task without one stands outside."""
    plan = read("Phase,Stage,Task\nP,S,A\nP,S,B\nP,T,C\nQ,S,D\n,,E\nQ,,F\nP,S,G\n")
    assert outline(plan) == [
        "P", "  S", "    A", "    B", "    G", "  T", "    C", "Q", "  S", "    D", "  F", "E"
    ]  # fmt: skip
    assert plan["p"].source_id == ""
    assert isinstance(plan["p"], Stage)
    assert kept(plan["a"]) == {"Phase": "P", "Stage": "S"}


def test_a_group_that_is_said_once_holds_for_the_rows_below():
    """As merged cells do, however many rows there are to each."""
    plan = read("Phase,Task,Start\nP,A,\n,B,\nQ,C,\nR,D,\n,E,\n")
    assert outline(plan) == ["P", "  A", "  B", "Q", "  C", "R", "  D", "  E"]


def test_a_group_of_its_own_for_each_task_is_none():
    """It is kept."""
    plan = read("Category,Task,Start\nX,A,\nY,B,\n")
    assert outline(plan) == ["A", "B"]
    assert kept(plan["a"]) == {"Category": "X"}


def test_sections_and_tasks_in_tasks():
    """Asana says both: where the outermost task is, those in it are."""
    plan = read(
        "Task ID,Name,Section/Column,Due Date,Parent task,Blocked By (Dependencies)\n"
        "1,Charter,Start,2025-03-03,,\n2,Kick-off,Start,2025-03-04,,Charter\n"
        "3,Build,Work,2025-03-05,,Kick-off\n4,Order,,2025-03-05,Build,\n"
    )
    assert outline(plan) == ["Start", "  Charter", "  Kick-off", "Work", "  Build", "    Order"]
    assert ties(plan) == ["1 FS 2", "2 FS 3"]


def test_rows_that_are_but_a_name_are_sections():
    """Two or more, the first row among them, and most rows are no such."""
    plan = read(
        "Task,Start,Owner\nDesign,,\nA,2025-03-03,x\nB,2025-03-04,x\nBuild,,\nC,2025-03-05,x\nD,2025-03-06,x\n"
    )
    assert outline(plan) == ["Design", "  A", "  B", "Build", "  C", "  D"]
    plan = read("Task,Start\nDesign,\nA,2025-03-03\nB,2025-03-04\n")
    assert outline(plan) == ["Design", "A", "B"]


def test_titles_in_the_first_column_hold_the_tasks_below():
    """Merged over the row as they are, they stand in no column of names."""
    plan = read(
        "No.,Activity,Start\nPHASE 1,,\n1,A,2025-03-03\n1.1,B,2025-03-03\n1.2,C,2025-03-03\nPHASE 2,,\n2,D,2025-03-03\n"
    )
    assert lines(plan) == [
        (0, "row 2", "PHASE 1"), (1, "1", "A"), (2, "1.1", "B"), (2, "1.2", "C"), (0, "row 6", "PHASE 2"), (1, "2", "D")
    ]  # fmt: skip
    plan = read("No.,Activity,Start\nThe plan,,\n1,A,2025-03-03\n2,B,2025-03-03\n")
    assert outline(plan) == ["A", "B"]
    assert plan.warnings == ("line 2: a remark beside the tasks; left out",)


def test_a_phase_with_dates_of_its_own_holds_the_tasks_below():
    """Where these do not name it; the last may hold none yet."""
    plan = read(
        "Phase,Task,Start,Owner\nDesign,,2025-03-03,Anna\n,Draft,2025-03-03,Ben\nBuild,,2025-03-10,Cleo\n,Code,2025-03-11,Ben\nClose,,2025-03-20,Anna\n"
    )
    assert outline(plan) == ["Design", "  Draft", "Build", "  Code", "Close"]
    assert when(plan["build"]) == ("2025-03-10", "")
    assert ("Cleo", "Build") in people(plan)
    assert isinstance(plan["close"], Activity)


def test_the_titles_of_a_board_hold_what_is_under_each_row_of_headings():
    """So Monday exports them: title, headings, tasks, and again."""
    plan = read(
        "Portal\n\nPlanning\nName,Person,Timeline - Start,Timeline - End,Dependent On\n"
        "Charter,Anna,2025-03-03,2025-03-05,\nKick-off,Ben,2025-03-06,2025-03-06,Charter\n\n"
        "Execution\nName,Person,Timeline - Start,Timeline - End,Dependent On\nBuild,Cleo,2025-03-07,2025-03-09,Kick-off\n"
    )
    assert outline(plan) == ["Planning", "  Charter", "  Kick-off", "Execution", "  Build"]
    assert ties(plan) == ["5 FS 6", "6 FS 10"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Task,Start,End,Predecessors\nA,2025-03-03,2025-03-05,\nB,2025-03-06,2025-03-07,1\nC,2025-03-08,2025-03-09,2\n", "the tasks counted from 1"),
        ("Task,Start,End,Predecessors\nA,2025-03-03,2025-03-05,\n,,,\nB,2025-03-06,2025-03-07,1\nC,2025-03-08,2025-03-09,3\n", "the rows counted from below the headings"),
        ("Task,Start,End,Predecessors\nA,2025-03-03,2025-03-05,\nB,2025-03-06,2025-03-07,2\nC,2025-03-08,2025-03-09,3\n", "the rows as the file counts them"),
        ("Task,Predecessors\nA,\nB,1\nC,2\n", "the tasks counted from 1"),
    ],
)  # fmt: skip
def test_numbers_of_rows_are_counted_as_makes_sense(text, told):
    """From 1, from the headings, or as the file counts: as the dates and the order tell."""
    plan, understood = explained(text)
    named = {e.source_id: e.name for e in plan}
    assert [" ".join(named.get(part, part) for part in tie.split()) for tie in ties(plan)] == [
        "A FS B",
        "B FS C",
    ]
    assert understood["numbers among the predecessors"] == told


def test_numbers_mean_ids_where_tasks_have_them():
    """Rows are not counted then; what there is not is told."""
    plan = read("ID,Task,Predecessors\n10,A,\n20,B,10\n30,C,2\n")
    assert ties(plan) == ["10 FS 20"]
    assert plan.warnings == (
        "line 4, Predecessors: task 30 comes after '2', which there is not; left out",
    )


def test_ids_of_letters_leave_numbers_for_rows():
    """Jira's keys, and numbers beside them."""
    assert ties(read("ID,Task,Predecessors\nA-1,A,\nA-2,B,1\nA-3,C,A-2\n")) == [
        "A-1 FS A-2",
        "A-2 FS A-3",
    ]


def test_references_by_name_number_and_range():
    """By WBS number, by name with a comma or without its sign, and from to."""
    plan = read(
        'WBS,Task,Predecessors\n1,"Plan, draft",\n1.1,◆ Go-live,"Plan, draft"\n1.2,C,Go-live\n2,D,"1.1; 1.2SS+2 days"\n'
    )
    assert ties(plan) == ["1 FS 1.1", "1.1 FS 1.2", "1.1 FS 2", "1.2 SS+960 2"]
    assert plan["go-live"].schedule.milestone
    assert ties(read("ID,Task,Predecessors\n1,A,\n2,B,\n3,C,1-2\n")) == ["1 FS 3", "2 FS 3"]
    assert ties(read("ID,Task,Predecessors\n１,A,\n2,B,1\n")) == ["１ FS 2"]


def test_a_word_before_a_reference_is_no_part_of_it():
    """Task 1, after Build, Nr. 2; another word is."""
    plan = read("ID,Task,Predecessors\n1,Draft,\n2,Build,Task 1\n3,Test,After Build\n4,Go,Room 3\n")
    assert ties(plan) == ["1 FS 2", "2 FS 3"]
    assert len(plan.warnings) == 1


def test_an_elapsed_lag_is_kept_as_such():
    """Its minutes are those of the clock."""
    plan = read("ID,Task,Predecessors\n1,A,\n2,B,1FS+2ed\n")
    (relation,) = plan.relations
    assert (relation.dependency.lag, relation.dependency.unit) == (2880, LagUnit.ELAPSED_MINUTES)


def test_loops_and_self_links_are_told():
    """As for every plan."""
    plan = read("ID,Task,Predecessors\n1,A,2\n2,B,1\n3,C,3\n")
    assert any("loop" in warning for warning in plan.warnings)
    assert any("tied to itself" in warning for warning in plan.warnings)


def test_the_nought_that_a_spreadsheet_took_is_given_back():
    """1.10 as a number is 1.1, which is there before; after 1.9 it is plain what was meant."""
    rows = "".join(f"1.{n},Part {n},\n" for n in [*range(1, 10), 1, 11])
    plan = read(f"WBS,Task,Predecessors\n1,Design,\n{rows}2,Build,1.10\n")
    assert [uid for _, uid, _ in lines(plan)][9:] == ["1.9", "1.10", "1.11", "2"]
    assert ties(plan) == ["1.10 FS 2"]
    assert plan.warnings == (
        "line 12, WBS: the WBS number '1.1' was there before; taken for '1.10'",
    )


def test_ids_are_those_of_the_file_or_rows():
    """WBS numbers where each task has one, else the row; an id that is there twice is told."""
    assert [uid for _, uid, _ in lines(read("WBS,Task\n1,A\n2,B\n"))] == ["1", "2"]
    assert [uid for _, uid, _ in lines(read("WBS,Task\n1,A\n1,B\n"))] == ["2", "3"]
    plan = read("ID,Task\n1,A\n1,B\n,C\n1 (row 3),D\n")
    assert [uid for _, uid, _ in lines(plan)] == ["1", "1 (row 3)", "row 4", "1 (row 3) (row 5)"]
    assert "the id '1' is that of row 2 too" in plan.warnings[0]


def test_rows_of_groups_alone_are_left_out_and_told():
    """They name no task."""
    plan = read("Phase,Stage,Task,Start\nP,S,A,2025-03-03\nP,T,,\n")
    assert plan.warnings == ("line 3: no name of a task; left out",)


def test_a_code_that_is_none_goes_with_the_row_before():
    """If most are."""
    plan = read("WBS,Task\n1,A\n1.1,B\n1.2,C\n(new),D\n2,E\n")
    assert outline(plan) == ["A", "  B", "  C", "  D", "E"]


def test_boards_of_two_groups_have_each_title_once():
    """A title above the second and third headings."""
    plan = read(
        "One\nTask,Start\nA,2025-03-03\nTwo\nTask,Start\nB,2025-03-04\nThree\nTask,Start\nC,2025-03-05\n"
    )
    assert outline(plan) == ["One", "  A", "Two", "  B", "Three", "  C"]
    plan = read("Plan,x\nTask,Start\nA,2025-03-03\nTask,Start\nB,2025-03-04\n")
    assert outline(plan) == ["A", "B"]


def test_ids_that_cannot_be_written_stay_apart():
    """What replaces a character may make two of them equal."""
    plan = read("ID,Task\n\x01,A\n\x02,B\n")
    assert [uid for _, uid, _ in lines(plan)] == ["\ufffd", "\ufffd (row 3)"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Task;Meilenstein\nA;Ja\nB;nein\nC;x\nD;\n", [True, False, True, False]),
        ("Task;Type\nA;Milestone\nB;Task\nC;Meilenstein\nD;hito\n", [True, False, True, True]),
        ("Task;Dauer\nA;0d\nB;0\nC;0 Tage\nD;1\n", [True, False, True, False]),
        ("Task;Ende\n◆ A;3.3.25\nB;3.3.25\n♦C;\nD;\n", [True, False, True, False]),
    ],
)
def test_milestones_are_told_in_many_ways(text, told):
    """By a column, the type, a sign, or a duration of none with its unit."""
    assert [bool(e.schedule and e.schedule.milestone) for e in read(text)] == told


def test_a_text_under_milestone_is_kept():
    """It is no yes and no no; a slip where others say one of these."""
    plan = read("Task,Milestone,Start\nA,M5,2025-03-03\nB,M6,2025-03-03\n")
    assert kept(plan["b"]) == {"Milestone": "M6"}
    assert plan.warnings == ()
    plan = read("Task,Milestone,Start\nA,M5,2025-03-03\nB,yes,2025-03-03\n")
    assert plan.warnings == ("line 2, Milestone: 'M5' is neither yes nor no; kept as text",)
    assert kept(plan["a"]) == {"Milestone": "M5"}
    assert not plan["a"].schedule.milestone


def test_what_is_no_value_is_kept_as_text_and_told():
    """Dates, durations and shares; a time alone is no fault."""
    plan = read(
        "Task,Start,Duration,Progress\nA,soon,long,most\nB,tbd,n/a,-\nC,2025-03-03,2 edays,50\n"
    )
    assert kept(plan["a"]) == {"Start": "soon", "Duration": "long"}
    assert plan.warnings == (
        "line 2, Start: 'soon' is no date; kept as text",
        "line 2, Duration: 'long' is no duration that can be; kept as text",
        "line 2, Progress: 'most' is no percentage; taken as 0",
    )
    assert plan["b"].schedule is None
    assert kept(plan["c"]) == {"Duration": "2 edays"}


def test_a_span_in_one_cell_tells_both_ends():
    """As Notion writes it; a finish of its own counts more."""
    plan = read(
        'Name,Date,Due\nA,"March 3, 2025 → March 7, 2025",\nB,2025-03-03 - 2025-03-04,2025-03-05\n'
    )
    assert when(plan["a"]) == ("2025-03-03", "2025-03-07")
    assert when(plan["b"]) == ("2025-03-03", "2025-03-05")
    assert plan.warnings == ()


def test_a_finish_before_the_start_is_told():
    """And kept."""
    plan = read("Task,Start,End\nA,2025-03-05,2025-03-03\n")
    assert plan.warnings == ("line 2, End: 'A' finishes (2025-03-03) before it starts; kept",)


def test_dates_that_could_be_either_are_told():
    """The day is taken to come first, unless the user or another date says otherwise."""
    text = "Task,Start\nA,03/04/2025\n"
    assert when(read(text)["a"]) == ("2025-04-03", "")
    assert "may have the day or the month first" in read(text).warnings[0]
    assert when(read(text, day_first=False)["a"]) == ("2025-03-04", "")
    assert read(text, day_first=True).warnings == ()
    assert when(read(f"{text}B,03/14/2025\n")["a"]) == ("2025-03-04", "")


def test_deadlines_and_agreed_dates_are_read():
    """Beside the dates of the plan."""
    plan = read(
        "Task,Deadline,Baseline Start,Baseline Finish\nA,2025-03-05,2025-03-01,2025-03-04\n"
    )
    schedule = plan["a"].schedule
    assert (schedule.deadline.day, schedule.baseline_start.day, schedule.baseline_finish.day) == (
        5,
        1,
        4,
    )


def test_people_and_teams_are_roles():
    """Each once; what names nobody is kept."""
    plan = read(
        'Task,Owner,Team\nA,"Anna, Ben",Operations\nB,anna,Research and Development\nC,"25, Cleo",\n'
    )
    assert people(plan) == [
        ("Anna", "A"), ("Ben", "A"), ("Operations", "A"), ("Anna", "B"), ("Research and Development", "B"), ("Cleo", "C")
    ]  # fmt: skip
    assert kept(plan["c"]) == {"Owner": "25, Cleo"}


def test_status_type_and_other_columns_are_kept_and_notes_are_the_summary():
    """A column without a heading is called by its letters."""
    plan = read("Task,Status,Type,Cost,Notes,\nA,open,Task,10,Ask Anna,x\n")
    assert kept(plan["a"]) == {"Cost": "10", "column F": "x", "Status": "open", "Type": "Task"}
    assert plan["a"].summary == "Ask Anna"


SHEETS = (
    Sheet("Design", [["ID", "Task", "Start", "Predecessors"], [1, "A", 1, None], [2, "B", 2, "1"]]),
    Sheet(
        "Build",
        [["ID", "Task", "Start", "Predecessors"], [1, "C", 1, "B"], [3, "D", 2, "1; Design!2; 9"]],
    ),
    Sheet("Risks", [["Risk ID", "Risk", "Title", "Impact"], ["R1", "x", "Late", "high"]]),
    Sheet("Notes", [["Words"]]),
    Sheet("People", [["Name", "Status"], ["Anna", "here"]]),
    Sheet("Old", [["ID", "Task", "Start"], [1, "Z", 1]], hidden=True),
    Sheet("Empty", []),
)


def test_all_sheets_that_are_plans_are_read_into_one():
    """Each is a stage; ids that are in several get its name before; links stay in their sheet first."""
    plan = read_book(workbook(*SHEETS), sheet="*")
    assert lines(plan) == [
        (0, "", "Design"), (1, "Design!1", "A"), (1, "2", "B"),
        (0, "", "Build"), (1, "Build!1", "C"), (1, "3", "D"),
    ]  # fmt: skip
    assert [stage.name for stage in plan.stages] == ["Design", "Build"]
    assert ties(plan) == ["Design!1 FS 2", "2 FS Build!1", "Build!1 FS 3", "2 FS 3"]
    assert [w for w in plan.warnings if "sheet" in w] == [
        "the sheet 'Risks' looks like a RAID log or a risk register; left out",
        "the sheet 'People' says nothing of when or how long; left out",
        "the sheet 'Old' is hidden; left out (--sheet 'Old' reads it)",
        "the sheet 'Notes' has no headings of a plan; left out",
    ]
    assert [w for w in plan.warnings if "comes after '9'" in w]


def test_one_sheet_among_all_is_read_as_alone():
    """It needs no stage around it."""
    plan = read_book(workbook(SHEETS[0], SHEETS[2]), sheet="*")
    assert lines(plan) == [(0, "1", "A"), (0, "2", "B")]


def test_all_sheets_without_a_plan_among_them_are_refused():
    """With the reasons."""
    with pytest.raises(
        InvalidFileError, match="none of its 2 sheets is a plan: the sheet 'Risks' looks like"
    ):
        read_book(workbook(SHEETS[2], SHEETS[4]), sheet="*")


def test_a_name_in_several_other_sheets_means_none_of_them():
    """It is told as what there is not."""
    heads = ["Task", "Start", "Predecessors"]
    books = [
        Sheet(n, [heads, ["Same", 1, None], [n, 2, "Third" if n == "x" else None]])
        for n in ("x", "y", "z")
    ]
    books += [Sheet(n, [heads, ["Third", 1, None], [n, 1, None]]) for n in ("u", "v")]
    plan = read_book(workbook(*books), sheet="*")
    assert ties(plan) == []
    assert any("comes after 'Third', which there is not" in warning for warning in plan.warnings)


def test_groups_of_one_name_in_two_sheets_stay_apart():
    """Derived lines have no id in the file."""
    rows = [["Phase", "Task", "Start"], ["P", "A", 1], ["P", "B", 1]]
    plan = read_book(
        workbook(Sheet("x", rows), Sheet("y", rows), Sheet("x!group P", rows)), sheet="*"
    )
    assert outline(plan)[:4] == ["x", "  P", "    A", "    B"]
    assert len(plan.elements) == 12


def test_a_sheet_without_a_name_is_called_by_its_number():
    """Excel allows none, but a file may have one."""
    rows = [["Task", "Start"], ["A", 1]]
    plan = read_book(workbook(Sheet(" ", rows), Sheet("y", rows)), sheet="*")
    assert [stage.name for stage in plan.stages] == ["sheet 1", "y"]


def test_ids_that_look_like_those_of_sheets_stay_apart():
    """A file may hold anything."""
    rows = [["ID", "Task", "Start"], ["1", "A", 1], ["x!1", "B", 1], ["sheet x", "C", 1]]
    plan = read_book(workbook(Sheet("x", rows), Sheet("y", rows[:2])), sheet="*")
    assert lines(plan) == [
        (0, "", "x"), (1, "x!1'", "A"), (1, "x!1", "B"), (1, "sheet x", "C"), (0, "", "y"), (1, "y!1", "A")
    ]  # fmt: skip
