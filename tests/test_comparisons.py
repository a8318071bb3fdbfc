"""Pictures that compare: gaps, needs, procedures, roles, staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.involving import Attached, involvement
from lifecycle_map.analysis.procedures import procedure_matrix
from lifecycle_map.formats.rendering import diagram, render
from lifecycle_map.layouts.colours import between, contrast, ink_on
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Rect, Text
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import Activity
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.diagrams import State
from lifecycle_map.views.gaps import WHOLE

PLAN = Path(__file__).parents[1] / "examples" / "service-introduction.toml"
KINDS = ("gaps", "needs", "procedures", "raci", "staff")


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    return align(read_lifecycle(PLAN), load_lifecycle("itil-2011"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_cell_stands_in_a_row_and_a_column(alignment, kind):
    """Cells name rows and columns that there are, and no two stand in one place."""
    drawn = diagram(alignment, kind)
    rows, columns = ({lane.key for lane in lanes} for lanes in (drawn.lanes, drawn.columns))
    assert drawn.boxes
    assert all(box.lane in rows and box.column in columns for box in drawn.boxes)
    places = [(box.lane, box.column) for box in drawn.boxes]
    assert len(set(places)) == len(places)
    assert len({box.key for box in drawn.boxes}) == len(places)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_in_every_theme(alignment, kind, theme):
    """All text has a contrast of 4.5 or more, on shades too, and keeps inside the page."""
    scene = lay_out(diagram(alignment, kind), THEMES[theme])
    for shape in scene.walk():
        if isinstance(shape, Text):
            assert contrast(shape.fill, shape.under) >= 4.5, shape
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.right <= scene.width
            assert shape.bottom <= scene.height


def test_every_gap_is_counted_where_it_belongs(alignment):
    """The counts of the heat map are the gaps of the check; families without gaps have a sign."""
    report = check(alignment)
    drawn = diagram(report, "gaps")
    counted = sum(int(box.label) for box in drawn.boxes if box.label)
    assert counted >= len(report.findings) > 0
    signed = {box.lane for box in drawn.boxes if box.state}
    assert signed.isdisjoint(box.lane for box in drawn.boxes if box.label)
    assert signed | {box.lane for box in drawn.boxes if box.label} == {
        lane.key for lane in drawn.lanes
    }


def test_a_need_stands_where_its_line_stands(alignment):
    """Early-life support is planned in the go-live stage of the example, and shown there."""
    drawn = diagram(alignment, "needs")
    found = {box.column: box.state for box in drawn.boxes if box.lane == "N45"}
    stages = {column.key: column.label for column in drawn.columns}
    assert [stages[key] for key in found] == ["Go-live and early life support"]
    assert set(found.values()) == {State.VISIBLE}


def test_an_alignment_and_its_sheet_give_the_same_picture(alignment):
    """What is worked out from an alignment is what the sheet says."""
    assert diagram(alignment, "staff") == diagram(involvement(alignment), "staff")
    matrix = procedure_matrix(alignment)
    assert diagram(alignment, "procedures") == diagram(matrix, "procedures")


def test_staff_bars_span_the_stages_that_agree(alignment):
    """A role that is wanted in two stages running has one bar over both."""
    found = involvement(alignment)
    drawn = diagram(found, "staff")
    spans = {(box.lane, box.column, box.until) for box in drawn.boxes}
    assert any(column != until for _, column, until in spans)
    attached = [each for each in found.stages if each.state is Attached.YES]
    running = [box for box in drawn.boxes if box.state is State.RUNNING]
    assert bool(attached) == bool(running)


def test_a_plan_without_stages_is_one_column():
    """What has no stages is compared as a whole."""
    task = Activity(key="move", name="Install the server software and test the database")
    plan = Lifecycle(key="small", name="New server", side=Side.PROJECT, elements=(task,))
    drawn = diagram(align(plan, load_lifecycle("itil-2011")), "gaps")
    assert [column.key for column in drawn.columns] == [WHOLE]
    assert render(align(plan, load_lifecycle("itil-2011")), "svg", picture="gaps")


def test_shades_lie_between_and_ink_is_read_on_them():
    """A shade is a mixture, and black or white has a contrast of 4.58 or more on any colour."""
    assert between("#000000", "#FFFFFF", 0.5) == "#808080"
    for level in range(0, 256, 5):
        colour = f"#{level:02X}{255 - level:02X}80"
        assert contrast(ink_on(colour), colour) >= 4.5


def test_rows_stand_under_whose_they_are(alignment):
    """Roles of the project stand under its method, those of the service side under theirs."""
    drawn = diagram(alignment, "raci")
    assert list(dict.fromkeys(lane.group for lane in drawn.lanes)) == [
        "PRINCE2",
        "ITIL service lifecycle",
    ]
    scene = lay_out(drawn)
    heads = [group for group in scene.groups() if group.key.startswith("group:")]
    assert [group.title for group in heads] == ["PRINCE2", "ITIL service lifecycle"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_trade_marks_of_the_methods_stand_under_the_picture(alignment, kind):
    """A plan of one's own has no marks; the names that it is held against have."""
    assert "ITIL® is a registered trade mark" in diagram(alignment, kind).notice


def test_the_name_of_a_milestone_stands_whole():
    """Where the page ends behind a bar, the name of the last milestone stands on the bar."""
    plan = read_lifecycle(PLAN.with_suffix(".xml"))
    lines = [
        text.lines for text in lay_out(diagram(plan, "timeline")).walk() if isinstance(text, Text)
    ]
    assert ("Project closed",) in lines
