"""The hand-over shows what of the package is visible in a plan, and in which of its stages."""

from __future__ import annotations

import pytest
from picture_checks import GEOMETRY
from picture_samples import plan_of, planned, shipped_alignment
from scenery import frames, groups, texts

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.checking import check
from lifecycle_map.formats.rendering import diagram as drawn
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Connector
from lifecycle_map.layouts.themes import LIGHT
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import shipped_rules
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.needs import Visible
from lifecycle_map.views.diagrams import State
from lifecycle_map.views.hand_overs import EARLIER, INTERFACE, OVERLAP, hand_over


def on_itil(made: Lifecycle):
    return align(made, load_lifecycle("itil-2011"))


def state(diagram, need: str) -> State | None:
    return next(box.state for box in diagram.boxes if box.key == f"{INTERFACE}/{need}")


def origin(diagram, need: str) -> str:
    return next(a.start for a in diagram.arrows if a.end == f"{INTERFACE}/{need}")


def test_the_package_is_that_of_the_rule():
    """All needs that GAP-R5a asks for are in the picture; early life support is the overlap."""
    rule = next(rule for rule in shipped_rules() if rule.key == "GAP-R5a")
    diagram = hand_over(planned("shipped"))
    keys = {box.key for box in diagram.boxes}
    assert {f"{INTERFACE}/{key}" for key in rule.needs if key != "N45"} <= keys
    assert OVERLAP in keys
    known = {need.key for need in load_needs()}
    drawn_ = {key.rpartition("/")[2] for key in keys if key.startswith(f"{INTERFACE}/N")}
    assert drawn_ <= known


def test_a_parcel_has_the_state_that_the_check_found():
    """Every one, of every plan."""
    alignment = planned("shipped")
    diagram = hand_over(alignment)
    told = {Visible.YES: State.VISIBLE, Visible.PARTLY: State.PARTLY, Visible.NO: State.ABSENT}
    found = {each.need.key: told[each.visible] for each in check(alignment).needs}
    parcels = [box for box in diagram.boxes if box.key.startswith(f"{INTERFACE}/N")]
    assert len(parcels) == 16
    for box in parcels:
        assert box.state is found[box.key.rpartition("/")[2]], box.label


def test_a_parcel_comes_from_the_stage_that_shows_it():
    """And from the stage that it would fit, where none does."""
    made = plan_of(
        Design=("Design the network",),
        Build=("Write the operations manual", "Install the server"),
        Closure=("Lessons learned",),
    )
    diagram = hand_over(on_itil(made))
    assert state(diagram, "N14") is State.VISIBLE
    assert origin(diagram, "N14") == "plan:Build"
    assert state(diagram, "N18") is State.ABSENT
    assert "Write the operations manual" in next(
        box.tooltip for box in diagram.boxes if box.key == f"{INTERFACE}/N14"
    )


def test_what_is_not_visible_is_drawn_apart():
    """A broken outline and a broken line; what is visible has neither."""
    diagram = hand_over(planned("shipped"))
    scene = lay_out(diagram)
    frame, states = frames(scene, diagram), {box.key: box.state for box in diagram.boxes}
    lines = {g.of: g.shapes[0] for g in groups(scene, "line:")}
    for key, found in states.items():
        if found is not None and key != OVERLAP:
            assert bool(frame[key].dash) == (found is State.ABSENT)
            assert (frame[key].stroke == LIGHT.poor) == (found is State.ABSENT)
    for arrow in diagram.arrows:
        if states.get(arrow.end) and arrow.end != OVERLAP:
            line = lines[arrow.key]
            assert isinstance(line, Connector)
            assert bool(line.dash) == (states[arrow.end] is State.ABSENT)


def test_only_the_last_stages_stand_alone():
    """All before them are one box, which is named by its first and its last stage."""
    diagram = hand_over(planned("shipped"))
    own = [box for box in diagram.boxes if box.lane == diagram.lanes[0].key]
    assert [box.label for box in own] == [
        "Feasibility and mandate – Initiation",
        "Service design",
        "Build and test",
        "Go-live and early life support",
        "Closure and benefits review",
    ]
    assert own[0].key == EARLIER


def test_the_stage_that_one_is_in_is_always_shown():
    """Even when it is an early one."""
    diagram = drawn(planned("shipped"), "hand-over", highlight="initiation")
    marked = [box.label for box in diagram.boxes if box.highlighted]
    assert marked == ["Initiation"]
    scene = lay_out(diagram)
    here = captions("en")["here"]
    assert sum(here in text.lines for text in texts(scene)) == 1
    assert "You are here: Initiation." in diagram.description
    for check_ in GEOMETRY.values():
        assert list(check_(scene, diagram)) == []


def test_both_sides_share_the_time_of_early_life_support():
    """The end of the project and the operation of the service stand at one height with it."""
    diagram = hand_over(shipped_alignment())
    places = frames(lay_out(diagram), diagram)
    block = places[OVERLAP]
    for key in ("prince2-2023:final-delivery-stage", "itil-2011:service-operation"):
        assert block.y <= places[key].y < places[key].bottom <= block.bottom
    for key in ("prince2-2023:initiation-stage", "itil-2011:service-transition"):
        assert places[key].bottom < block.y


def test_a_report_gives_the_same_picture():
    """It knows the service by its name."""
    alignment = planned("shipped")
    assert hand_over(check(alignment)) == hand_over(alignment)


def test_a_service_that_is_not_known_is_a_name():
    """A report of a service lifecycle of one's own has no stages to show."""
    own = Lifecycle(key="ours", name="Our services", side=Side.SERVICE)
    diagram = hand_over(check(align(planned("shipped").subject, own)))
    assert diagram.lanes[-1].label == "ours"
    scene = lay_out(diagram)
    for check_ in GEOMETRY.values():
        assert list(check_(scene, diagram)) == []


def test_a_plan_that_is_not_about_it_is_asked_nothing():
    """Its parcels say that nobody can tell."""
    house = plan_of(
        Shell=("Pour the foundation", "Brick walls", "Roof truss"), Garden=("Plant trees",)
    )
    diagram = hand_over(on_itil(house))
    found = {box.state for box in diagram.boxes if box.state}
    assert found == {State.UNCLEAR}


def test_a_plan_without_stages_is_drawn():
    """Its outermost tasks stand for them; a plan of nothing has an empty lane."""
    flat = plan_of()
    for made in (flat, on_itil(planned("small").subject).subject):
        diagram = hand_over(on_itil(made))
        scene = lay_out(diagram)
        for check_ in GEOMETRY.values():
            assert list(check_(scene, diagram)) == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_parcels_are_named_in_the_language_where_there_are_names(language):
    """By the task that brings them; else in English."""
    english = {box.key: box.label for box in hand_over(planned("shipped")).boxes}
    other = hand_over(planned("shipped"), language=language)
    parcels = [box for box in other.boxes if box.key.startswith(f"{INTERFACE}/N")]
    assert all(box.label != english[box.key] for box in parcels)
