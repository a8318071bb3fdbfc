from __future__ import annotations

from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Path, Polygon
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.views.product_flows import product_flow

PRINCE2 = load_lifecycle("prince2-2023")
DIAGRAM = product_flow(PRINCE2)


def product(key):
    return next(box for box in DIAGRAM.boxes if box.key == f"prince2-2023:{key}")


def arrows(key):
    return {a.end.partition(":")[2]: a for a in DIAGRAM.arrows if a.start == product(key).key}


def test_a_product_stands_with_who_creates_it_first():
    """The business case begins with the first process; the board approves it."""
    assert product("business-case").lane == "prince2-2023:starting-up-a-project"
    assert arrows("business-case")["directing-a-project"].dotted


def test_updates_and_creations_differ():
    """A plan is created by several processes, which is a broader line than an update."""
    found = arrows("plan")
    assert found["initiating-a-project"].weight > found["controlling-a-stage"].weight


def test_a_part_counts_for_the_whole():
    """Registers are parts of the project log: they are not drawn, their updates are."""
    assert not [box for box in DIAGRAM.boxes if box.key.endswith(":risk-register")]
    assert "controlling-a-stage" in arrows("project-log")


def test_each_category_has_its_own_outline():
    """Records are cylinders, reports notes with a fold, baselines rectangles."""
    groups = {group.key: group for group in lay_out(DIAGRAM).groups()}
    shapes = {
        key: [type(shape) for shape in groups[f"prince2-2023:{key}"].shapes]
        for key in ("project-log", "highlight-report", "business-case")
    }
    assert shapes["project-log"][:2] == shapes["highlight-report"][:2] == [Polygon, Path]
    assert Polygon not in shapes["business-case"]
    outline = {key: groups[f"prince2-2023:{key}"].shapes[0] for key in shapes}
    assert len(outline["highlight-report"].points) == 5 < len(outline["project-log"].points)


def test_many_processes_are_grouped_by_stage():
    """A lifecycle of 26 processes has a lane for each stage."""
    lanes = product_flow(load_lifecycle("itil-2011")).lanes
    assert [lane.label for lane in lanes][:2] == ["Service Strategy", "Service Design"]
    assert len(lanes) <= 5
