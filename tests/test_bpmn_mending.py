"""BPMN 2.0: what becomes of what is wrong in a model."""

from __future__ import annotations

import pytest
from bpmn_samples import SMALL, flow, model, read
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.native import lifecycle_of
from lifecycle_map.loading.plans.bpmn import read_bpmn
from lifecycle_map.loading.plans.bpmn_terms import TERMS, nearest
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Activity


@pytest.mark.parametrize(
    ("parts", "warning"),
    [
        ('<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="zz"/>',
         "line 3: <sequenceFlow> 'f': its targetRef 'zz' is not there; left out"),
        ('<task id="a"/><sequenceFlow id="f" sourceRef="a"/>',
         "line 3: <sequenceFlow> 'f' has no targetRef; left out"),
        ('<task id="a" name="A"/><task id="a" name="B"/>',
         ("line 3: the id 'a' is given a second time, to a <task>; both are kept, "
         "references mean the one in line 3")),
        ('<task name="A"/>',
         "line 3: <task> 'A' has no id; kept, though no flow can lead to it"),
        ('<laneSet><lane name="L"><flowNodeRef>zz</flowNodeRef></lane></laneSet><task id="a"/>',
         "line 3: lane 'L' holds 'zz', which is not there; left out"),
        (('<laneSet><lane name="L"><flowNodeRef>a</flowNodeRef><flowNodeRef>a</flowNodeRef></lane>'
         '</laneSet><task id="a"/>'),
         "line 3: 'a' stands twice in a lane"),
        ('<usertask id="a"/>',
         "line 3: <usertask> 'a': there is no such tag in BPMN; taken as <userTask>"),
        ('<sequenceFlows id="f" sourceRef="a" targetRef="a"/><task id="a"/>',
         "line 3: <sequenceFlows> 'f': there is no such tag in BPMN; taken as <sequenceFlow>"),
        ('<milestone id="a"/>',
         "line 3: <milestone> 'a': there is no such tag in BPMN; taken as <task>"),
        ('<task id="a"><bogus/></task>',
         "line 3: a <bogus>: there is no such tag in BPMN; left out"),
        ('<x:task id="a"/>',
         ("line 3: <task> 'a' is in the namespace 'urn:example:x' and not in BPMN's; "
         "taken all the same")),
        ('<task id="a"/><x:thing/>',
         "line 3: left out: 1 x extension <thing (urn:example:x)>"),
        ('<task id="a"/><boundaryEvent id="b" attachedToRef="zz"/>',
         "line 3: <boundaryEvent> 'b': its attachedToRef 'zz' is not there; kept without"),
        ('<task id="a"/><boundaryEvent id="b"/>',
         "line 3: <boundaryEvent> 'b' has no attachedToRef; kept without"),
        ('<task id="a"/><dataObjectReference id="r" dataObjectRef="zz"/>',
         "line 3: <dataObjectReference> 'r': its dataObjectRef 'zz' is not there; kept without"),
        ('<task id="a"><incoming>zz</incoming></task>',
         "line 3: <task> 'a': its incoming flow 'zz' is not there; left out"),
        ('<task id="a"><outgoing>f</outgoing></task><task id="b"/>' + flow("f", "b", "a"),
         "line 3: <task> 'a': its outgoing flow 'f' has other ends; the flow is believed"),
        ('<task id="a" default="zz"/>',
         "line 3: <task> 'a': its default flow 'zz' is not there; left out"),
        ('<startEvent id="a"><messageEventDefinition messageRef="zz"/></startEvent>',
         "line 3: the messageRef 'zz' is not there; kept as text"),
        ('<task id="a"/><association id="x" sourceRef="a" targetRef="zz"/>',
         "line 3: <association> 'x': its targetRef 'zz' is not there; left out"),
        (('<task id="a"><dataInputAssociation id="x"><sourceRef>zz</sourceRef>'
         "</dataInputAssociation></task>"),
         "line 3: <dataInputAssociation> 'x': its sourceRef 'zz' is not there; left out"),
        ('<task id="a"/><dataInputAssociation id="x"/>', None),
        ('<task id="a"/><group id="h"/>', "line 3: left out: 1 x <group>"),
        ("", "the model has no activities, events or gateways"),
    ],
)  # fmt: skip
def test_what_is_odd_is_read_and_told_with_its_line(parts, warning):
    """Nothing is dropped in silence: each oddity is one warning with its place."""
    assert read(parts).warnings == (() if warning is None else (warning,))


@pytest.mark.parametrize(
    ("head", "warning"),
    [
        ('<collaboration id="C"><participant id="p" processRef="zz"/></collaboration>',
         "line 2: <participant> 'p': its processRef 'zz' is not there; kept without"),
        (('<collaboration id="C"><participant id="p"/><messageFlow id="m" sourceRef="p" '
         'targetRef="zz"/></collaboration>'),
         "line 2: <messageFlow> 'm': its targetRef 'zz' is not there; left out"),
        (('<import namespace="n" location="l" importType="t"/><collaboration id="C">'
         '<participant id="p" processRef="n:zz"/></collaboration>'),
         "line 2: <participant> 'p': its processRef 'n:zz' is in another file; kept without"),
        ('<signal id="S" name="Fire"/>', "left out: 1 x <signal> that nothing refers to"),
        ('<task id="t2"/>', "line 2: <task> 't2' stands in no process; kept"),
        ('<collaboration id="C"><dataInputAssociation id="d"/></collaboration>',
         "line 2: <dataInputAssociation> 'd' stands in no activity; left out"),
        ('<process id="Q"><laneSet><flowNodeRef>a</flowNodeRef></laneSet></process>',
         "line 2: 'a' is held by no lane; left out"),
    ],
)  # fmt: skip
def test_what_is_odd_outside_a_process_is_told_too(head, warning):
    """Pools, messages and what stands where it should not."""
    assert warning in read('<task id="a"/>', head=head).warnings


@pytest.mark.parametrize(
    "parts",
    [
        '<task id="a"/>' + flow("f", "a", "zz"),
        '<task id="a"/><task id="a"/>',
        '<usertask id="a"/>',
        "<task/>",
    ],
)
def test_strict_refuses_what_is_wrong(parts, tmp_path):
    """What would be mended is refused, all at once, with the file and the line."""
    path = tmp_path / "model.bpmn"
    path.write_bytes(model(parts))
    assert read_lifecycle(path).warnings
    with pytest.raises(InvalidFileError, match=r"model\.bpmn: line 3: "):
        read_lifecycle(path, strict=True)


def test_strict_takes_what_is_only_rare():
    """Vendors' extensions, loops and names that are not there are nothing wrong."""
    parts = (*SMALL, '<task id="n" x:colour="red"/>', flow("f9", "n", "n"))
    reading = Reading(model(*parts), "model.bpmn", ReadOptions(strict=True))
    read_bpmn(reading)
    assert reading.faults == []


def test_limits_are_kept_and_can_be_raised():
    """More elements or deeper nesting than the limits say are refused with the limit's name."""
    parts = [f'<task id="t{n}"/>' for n in range(20)]
    with pytest.raises(InvalidFileError, match="the limit 'lines'"):
        read(*parts, options=ReadOptions(limits=Limits(lines=20)))
    assert len(read(*parts, options=ReadOptions(limits=Limits(lines=21)))) == 21
    deep = '<subProcess id="s">' * 1500 + "</subProcess>" * 1500
    found = read(deep, options=ReadOptions(limits=Limits(depth=2000)))
    assert len(found.of(Activity)) == 1500


def test_tags_nobody_knows_cost_no_time():
    """Thousands of unknown tags are told without comparing each with all known ones."""
    lifecycle = read(*(f"<tas{n:04}x/>" for n in range(3000)))
    assert len(lifecycle.warnings) == 3001


def test_the_nearest_tag_is_found_for_what_is_mistyped_only():
    """Case and a letter are mended, other words are not."""
    assert [nearest(tag) for tag in ("usertask", "SEQUENCEFLOW", "exclusivGateway")] == [
        "userTask", "sequenceFlow", "exclusiveGateway",
    ]  # fmt: skip
    assert [nearest(tag) for tag in ("", "milestone", "gateway", "x" * 10_000)] == [""] * 4


GOOD = model(
    *SMALL,
    '<laneSet id="ls"><lane id="l" name="L"><flowNodeRef>a</flowNodeRef></lane></laneSet>',
    '<dataObject id="o"/><task id="t" camunda:x="y"><dataInputAssociation id="d"><sourceRef>o'
    "</sourceRef></dataInputAssociation><incoming>f9</incoming></task>",
    '<boundaryEvent id="b" attachedToRef="t"/>',
    head='<collaboration id="c"><participant id="p" processRef="P"/></collaboration>',
)


def taken(data):
    """Return what a reader makes of damaged data: a lifecycle that loads back equal, or None."""
    from lifecycle_map.formats.rendering import render

    try:
        lifecycle = read_bpmn(Reading(data, "model.bpmn"))
    except LifecycleMapError as error:
        assert str(error).startswith("model.bpmn")
        return None
    assert lifecycle_of(render(lifecycle, "json").encode(), "x.json") == lifecycle
    return lifecycle


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 12))
def test_damage_gives_a_model_or_a_clear_error(at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    taken(GOOD[:at] + put + GOOD[at + cut :])


IDS = st.sampled_from(["a", "b", "c", "P", "", "zz"])
TAGS = st.sampled_from(sorted(TERMS))


@st.composite
def trees(draw, depth=3):
    """Return an element of any tag, with any references, that holds others."""
    tag = draw(TAGS)
    names = ("id", "sourceRef", "targetRef", "attachedToRef", "processRef", "calledElement")
    given_ = "".join(f' {name}="{draw(IDS)}"' for name in names if draw(st.booleans()))
    parts = draw(st.lists(trees(depth - 1), max_size=2)) if depth else []
    text = draw(IDS) if not parts else ""
    return f"<{tag}{given_}>{text}{''.join(parts)}</{tag}>"


@settings(max_examples=60, deadline=None)
@given(st.lists(trees(), max_size=3), st.lists(trees(), max_size=3))
def test_any_tags_in_any_order_give_a_model(parts, heads):
    """Whatever stands in whatever, containment is a tree, and the model loads back equal."""
    assert taken(model(*parts, head="".join(heads))) is not None
