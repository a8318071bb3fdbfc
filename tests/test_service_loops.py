from __future__ import annotations

from picture_samples import _stages, eight_activities, layered, six_activities, small
from scenery import frames, texts

from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.matches import Direction
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


def lanes_of(lifecycle):
    return {box.key.split(":")[1]: box.lane for box in value_chain(lifecycle).boxes}


def test_what_works_on_all_spans_the_value_chain():
    """Planning stands above the chain and improving below it, by structure and not by name."""
    for lifecycle in (six_activities(), load_lifecycle("itil-4")):
        lanes = lanes_of(lifecycle)
        assert lanes["plan"] == "above"
        assert lanes["improve"] == "below"
        assert [key for key, lane in lanes.items() if lane == "chain"] == [
            "engage",
            "design-and-transition",
            "obtain-build",
            "deliver-and-support",
        ]


def test_that_by_which_demand_comes_in_is_no_bar():
    """Engaging leads to all others in ITIL 4, but demand triggers it: it is the first link."""
    diagram = value_chain(load_lifecycle("itil-4"))
    first = next(arrow for arrow in diagram.arrows if arrow.start == "end:demand")
    assert first.end == "itil-4:engage"


def test_improvement_spans_from_below():
    """What comes last among the stages stands under the chain, also where it is alone."""
    lanes = lanes_of(ITIL)
    assert lanes["continual-service-improvement"] == "below"
    assert list(lanes.values()).count("chain") == 4


def test_support_lies_in_layers_over_the_primary_activities():
    """A chain of somebody's own: as many bars as there are activities that support all links."""
    diagram = value_chain(layered(4, 5))
    assert [box.lane for box in diagram.boxes].count("above") == 4
    rects = frames(lay_out(diagram), diagram)
    bars = [rects[f"layered:support-of-all-{n}"] for n in (1, 2, 3, 4)]
    assert [bar.y for bar in bars] == sorted({bar.y for bar in bars})
    assert all(bar.bottom < rects["layered:primary-activity-1"].y for bar in bars)


def test_what_leads_both_ways_has_two_heads():
    """Designing and building lead to each other; so do improving and what it improves."""
    arrows = {arrow.key: arrow for arrow in value_chain(load_lifecycle("itil-4")).arrows}
    both = arrows["itil-4:design-and-transition>itil-4:obtain-build"]
    assert both.direction is Direction.BOTH
    assert arrows["itil-4:plan>itil-4:obtain-build"].direction is Direction.NONE
    assert "improvements to make" in arrows["itil-4:improve>itil-4:engage"].tooltip


def test_where_all_lead_to_all_nothing_spans():
    """Without a difference none is made up."""
    lanes = lanes_of(_stages("all", "All", "A, B, C", "a ~ b,a ~ c,b ~ a,b ~ c,c ~ a,c ~ b"))
    assert set(lanes.values()) == {"chain", "ends"}


def test_what_has_no_room_is_counted_between_names():
    """A list of processes ends with how many more there are, never within a name."""
    diagram = service_loop(ITIL)
    scene = lay_out(diagram)
    small = [text for text in texts(scene) if " · " in text.full]
    told = {" ".join(text.lines).rsplit(" · ", 1)[-1] for text in small}
    names = {name for text in small for name in text.full.split(" · ")}
    assert {"+3", "+1"} & told
    assert all(each in names or each.startswith("+") for each in told)
