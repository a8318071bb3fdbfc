"""The hub joins each stage to the phases that it stands in."""

from __future__ import annotations

import pytest
from attrs import evolve
from picture_checks import COLOURS, GEOMETRY, unexplained
from picture_samples import SIGNS, plan_of, planned, shipped_alignment, small
from scenery import frames, groups, texts

from lifecycle_map.analysis.aligning import align
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Connector
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.phases import HUB
from lifecycle_map.views.hubs import hub


def spokes(diagram, key):
    return {a.end.rpartition("/")[2]: a.weight for a in diagram.arrows if a.start.endswith(key)}


def test_the_phases_are_the_four_of_the_hub():
    """They are there even of a lifecycle without stages."""
    empty = Lifecycle(key="empty", name="Nothing", side=Side.PROJECT)
    boxes = hub(empty).boxes
    assert [box.key for box in boxes] == [f"/hub/{phase.value}" for phase in HUB]
    assert lay_out(hub(empty)).height == 720


def test_a_framework_is_joined_as_it_states():
    """A stage of two phases has two spokes, equally strong."""
    diagram = hub(shipped_alignment())
    assert spokes(diagram, ":subsequent-delivery-stage") == {"design": 1.0, "build": 1.0}
    assert spokes(diagram, ":continual-service-improvement") == {"support": 1.0}


def test_a_plan_is_joined_by_where_its_lines_stand():
    """As strong as their share; a stage whose name says nothing is joined by its lines."""
    tasks = ("Design the network", "Design the database", "Train the service desk")
    made = plan_of(Part_A=tasks)
    diagram = hub(align(made, load_lifecycle("itil-2011")))
    assert spokes(diagram, ":Part_A") == {
        "design": pytest.approx(2 / 3),
        "support": pytest.approx(1 / 3),
    }
    assert "2 of 3 lines" in diagram.arrows[0].tooltip


def test_a_plan_alone_is_placed_too():
    """Its hub is that of its alignment, without the other side."""
    made = plan_of(Part_A=("Design the network",), Part_B=("Early life support",))
    aligned = hub(align(made, load_lifecycle("itil-2011")))
    own = [arrow for arrow in aligned.arrows if arrow.start.startswith("plan:")]
    assert list(hub(made).arrows) == own


def test_a_stage_in_no_phase_says_so():
    """It is grey, noted in the picture, and told to those who cannot see it."""
    diagram = hub(align(plan_of(Xyzzy=("Plugh",)), load_lifecycle("itil-2011")))
    words = captions("en")["nowhere"]
    assert any(words in " ".join(text.lines) for text in texts(lay_out(diagram)))
    assert "In none of the four phases: Xyzzy." in diagram.description


@pytest.mark.parametrize("rails", [1, 2])
def test_spokes_lead_from_the_stage_to_the_tile(rails):
    """And end on the edges that face each other."""
    value = shipped_alignment() if rails == 2 else load_lifecycle("prince2-2023")
    diagram = hub(value)
    scene = lay_out(diagram)
    places = frames(scene, diagram)
    for group, arrow in zip(groups(scene, "spoke:"), diagram.arrows, strict=True):
        line = next(s for s in group.shapes if isinstance(s, Connector))
        (x0, y0), (x1, y1) = line.points[0], line.points[-1]
        start, end = places[arrow.start], places[arrow.end]
        assert x0 in (start.x, start.right)
        assert x1 in (end.x, end.right)
        assert start.y < y0 < start.bottom
        assert end.y < y1 < end.bottom


@pytest.mark.parametrize("size", ["small", "shipped", "large"])
@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
@pytest.mark.parametrize("single", [True, False])
def test_plans_pass_the_checklist(size, language, single):
    """Plans have thick and thin spokes, and one lifecycle alone stands at the side."""
    value = planned(size)
    diagram = hub(value.subject if single else value, language=language)
    scene = lay_out(diagram)
    for check in GEOMETRY.values():
        assert list(check(scene, diagram)) == []
    assert list(unexplained(scene, SIGNS["hub"](diagram))) == []


@pytest.mark.parametrize("theme", list(THEMES))
def test_a_lifecycle_alone_can_be_seen(theme):
    """In all themes."""
    diagram = hub(small())
    scene = lay_out(diagram, THEMES[theme])
    for check in COLOURS.values():
        assert list(check(scene, diagram)) == []


def test_two_lifecycles_of_one_side_are_told_apart():
    """A method beside another method has another colour."""
    one, other = small(), evolve(small(), key="other", name="Another")
    diagram = hub(align(one, other))
    assert len({lane.tone for lane in diagram.lanes}) == 3
