from __future__ import annotations

import pytest
from picture_samples import large, small

from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import Activity, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.views.process_grids import process_grid

PRINCE2 = load_lifecycle("prince2-2023")


def places(diagram, key):
    """From which to which stage the bars of a process run, and the part of a stage that each takes."""
    found = [box for box in diagram.boxes if box.key.partition("#")[0].endswith(f":{key}")]
    short = [(box.column.partition(":")[2].partition(":")[2], box) for box in found]
    return [(c, b.until.rpartition(":")[2], b.share, b.lane) for c, b in short]


def test_directing_spans_the_project_and_starts_late():
    """The board's process begins when the first one asks for it, and ends with the project."""
    assert places(process_grid(PRINCE2), "directing-a-project") == [
        ("pre-project", "final-delivery-stage", 0.42, "directing")
    ]


def test_a_stage_boundary_stands_at_the_right_end_of_its_stages():
    """Managing a boundary follows other work in both stages, and is not in the last one."""
    found = places(process_grid(PRINCE2), "managing-a-stage-boundary")
    assert [place[0] for place in found] == ["initiation-stage", "subsequent-delivery-stage"]
    assert all(share == pytest.approx(0.37) for _, _, share, _ in found)


def test_gates_stand_where_the_stages_that_they_guard_begin():
    """The stage gate guards two stages, so that it stands on two borders."""
    gates = [box for box in process_grid(PRINCE2).boxes if box.lane == "gates"]
    assert [box.key.partition(":")[2] for box in gates] == [
        "initiation-gate",
        "project-gate",
        "stage-gate",
        "stage-gate#2",
        "closure-gate",
    ]


def test_triggers_between_the_same_two_are_one_arrow():
    """Two requests of the same process to the same one share an arrow, and what they begin with."""
    labels = [arrow.label for arrow in process_grid(PRINCE2).arrows]
    assert "request to approve the next stage plan, exception plan" in labels


def test_without_levels_rows_are_the_stages_that_processes_belong_to():
    """A service lifecycle has a row for each stage, and its triggers are written into the bars."""
    diagram = process_grid(load_lifecycle("itil-2011"))
    assert [lane.label for lane in diagram.lanes][1:3] == ["Service Strategy", "Service Design"]
    event = next(box for box in diagram.boxes if box.key.endswith(":event-management"))
    assert event.detail == ("→ Incident management",)


def test_work_of_a_plan_stands_below_its_stages():
    """A plan without processes shows its lines, one row for all."""
    plan = Lifecycle(
        key="plan",
        name="Plan",
        side=Side.PROJECT,
        elements=(
            Stage(key="a", name="A"),
            Stage(key="b", name="B"),
            Activity(key="x", name="X"),
            Activity(key="y", name="Y"),
        ),
        relations=(
            Relation(subject="a", link=Link.CONTAINS, object="x"),
            Relation(subject="b", link=Link.CONTAINS, object="y"),
        ),
    )
    bars = [box for box in process_grid(plan).boxes if box.lane == "others"]
    assert [(box.label, box.column) for box in bars] == [("X", "in:plan:a"), ("Y", "in:plan:b")]


def test_a_lifecycle_without_anything_is_a_picture():
    """Nothing to show is shown, and no error."""
    empty = Lifecycle(key="empty", name="Empty", side=Side.SERVICE)
    assert process_grid(empty).boxes == ()


@pytest.mark.parametrize("make", [small, large])
def test_every_process_is_in_the_grid(make):
    """None is left out, however many there are."""
    lifecycle = make()
    shown = {box.key.partition("#")[0] for box in process_grid(lifecycle).boxes}
    assert {str(lifecycle.ref(e.key)) for e in lifecycle if e.kind == "process"} <= shown
