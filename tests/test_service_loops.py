from __future__ import annotations

from picture_samples import eight_activities, six_activities, small
from scenery import frames

from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.views.activity_loops import activity_loop
from lifecycle_map.views.service_loops import around, service_loop
from lifecycle_map.views.value_chains import value_chain

ITIL = load_lifecycle("itil-2011")


def test_improvement_runs_around_the_others():
    """The stage that works on two others or more is the outer one; without it there is none."""
    assert around(ITIL) == "continual-service-improvement"
    assert around(small()) == ""


def test_the_loop_is_no_wheel():
    """The form is our own: no stage lies within another, and the first stands at the left end."""
    diagram = service_loop(ITIL)
    rects = frames(lay_out(diagram), diagram)
    first = rects["itil-2011:service-strategy"]
    others = [rects[f"itil-2011:service-{key}"] for key in ("design", "transition", "operation")]
    assert all(first.right < other.x for other in others)
    assert others[0].y == others[1].y < others[2].y


def test_stages_tell_their_processes():
    """With few stages, each says which processes belong to it."""
    box = next(b for b in service_loop(ITIL).boxes if b.key.endswith("service-operation"))
    assert box.detail[0].startswith("Event management · Incident management")


def test_feedback_is_dotted_and_the_order_is_not():
    """In an activity loop what is stated as order is solid, and what else is triggered is not."""
    arrows = {arrow.key: arrow.dotted for arrow in activity_loop(eight_activities()).arrows}
    assert not arrows["eight:discover>eight:design"]
    assert arrows["eight:support>eight:discover"]
    assert arrows["eight:operate>eight:design"]


def test_what_works_on_most_spans_the_value_chain():
    """Planning stands above the chain and improving below it, by structure and not by name."""
    lanes = {box.key: box.lane for box in value_chain(six_activities()).boxes}
    assert lanes["six:plan"] == "above"
    assert lanes["six:improve"] == "below"
    assert [key for key, lane in lanes.items() if lane == "chain"] == [
        "six:engage",
        "six:design-and-transition",
        "six:obtain-build",
        "six:deliver-and-support",
    ]
