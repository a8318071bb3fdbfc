"""BPMN 2.0: what becomes of each part of a model, and of what is wrong in it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_explained, read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.native import lifecycle_of
from lifecycle_map.loading.plans.bpmn import looks_like_bpmn, read_bpmn
from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE, TERMS, nearest, words_of
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Activity, Gate, Process, Product, Role, RoleKind
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.relations import Link

CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
FLOW_NODES = (Activity, Gate)


def model(*parts, head="", attributes=""):
    """Return a model with these parts in a process, and with others before it."""
    spaces = f'xmlns="{NAMESPACE}" xmlns:camunda="{CAMUNDA}" xmlns:x="urn:example:x"'
    body = "\n".join(parts)
    process = f'<process id="P" name="Requests">\n{body}\n</process>'
    return f"<definitions {spaces}{attributes}>\n{head}{process}\n</definitions>".encode()


def read(*parts, options=None, **more):
    reading = Reading(model(*parts, **more), "model.bpmn", options or ReadOptions())
    return read_bpmn(reading)


def flow(ident, source, target, inner="", more=""):
    ends = f'id="{ident}" sourceRef="{source}" targetRef="{target}"'
    return f"<sequenceFlow {ends} {more}>{inner}</sequenceFlow>"


def links(lifecycle, link):
    return [(r.subject, r.object) for r in lifecycle.relations if r.link is link]


def properties(thing):
    return [(held.name, held.text) for held in thing.properties]


SMALL = (
    '<startEvent id="s" name="Asked"/>',
    '<userTask id="a" name="Check"/>',
    '<exclusiveGateway id="g" name="Complete?"/>',
    '<endEvent id="e" name="Done"/>',
    flow("f1", "s", "a"),
    flow("f2", "a", "g"),
    flow("f3", "g", "e", more='name="yes"'),
    flow("f4", "g", "a", more='name="no"'),
)


def test_a_process_contains_its_activities_events_and_gates():
    """Tasks and events are activities, events milestones, gateways gates; ids and types stay."""
    lifecycle = read(*SMALL)
    assert lifecycle.name == "Requests"
    assert lifecycle.side is Side.SERVICE
    assert [(e.kind, e.source_id, e.source_type) for e in lifecycle] == [
        ("process", "P", "process"),
        ("activity", "s", "startEvent"),
        ("activity", "a", "userTask"),
        ("gate", "g", "exclusiveGateway"),
        ("activity", "e", "endEvent"),
    ]
    assert [part.key for part in lifecycle.children("requests")] == [
        "asked", "check", "complete", "done",
    ]  # fmt: skip
    assert lifecycle["asked"].schedule.milestone
    assert lifecycle["check"].schedule is None
    assert lifecycle.warnings == ()


def test_sequence_flows_precede_with_their_ids_names_and_conditions():
    """A flow keeps its id, its name as label, and its condition as property; loops are fine."""
    condition = "<conditionExpression>${ok}</conditionExpression>"
    parts = (*SMALL[:6], flow("f3", "g", "e", condition, 'name="yes"'), *SMALL[7:])
    lifecycle = read(*parts)
    assert links(lifecycle, Link.PRECEDES) == [
        ("asked", "check"), ("check", "complete"), ("complete", "done"), ("complete", "check"),
    ]  # fmt: skip
    third = [r for r in lifecycle.relations if r.link is Link.PRECEDES][2]
    assert (third.source_id, third.source_type, third.label) == ("f3", "sequenceFlow", "yes")
    assert properties(third) == [("conditionExpression", "${ok}")]


def test_parallel_flows_and_flows_to_oneself_are_kept():
    """Two flows between the same tasks stay two, and a task may come before itself."""
    task = '<task id="a" name="A"/><task id="b" name="B"/>'
    lifecycle = read(task, flow("1", "a", "b"), flow("2", "a", "b"), flow("3", "a", "a"))
    assert links(lifecycle, Link.PRECEDES) == [("a", "b"), ("a", "b"), ("a", "a")]
    assert lifecycle.warnings == ()


def test_the_default_flow_of_a_gateway_says_so():
    """The flow that is taken when no condition holds has a property, the gateway its id."""
    gate = '<exclusiveGateway id="g" default="f"/><task id="a"/>'
    lifecycle = read(gate, flow("f", "g", "a"))
    assert properties(lifecycle["exclusive-gateway"]) == [("default", "f")]
    assert properties(lifecycle.relations[-1]) == [("default", "true")]


@pytest.mark.parametrize(
    ("tag", "cls"),
    [(tag, cls) for cls, tags in {
        Activity: "task userTask serviceTask scriptTask sendTask receiveTask manualTask "
        "businessRuleTask callActivity subProcess transaction adHocSubProcess startEvent endEvent "
        "intermediateCatchEvent intermediateThrowEvent boundaryEvent",
        Gate: "exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway",
    }.items() for tag in tags.split()],
)  # fmt: skip
def test_every_kind_of_flow_node_is_read(tag, cls):
    """Each tag has its class, keeps its type, and lends its words to what has no name."""
    more = ' attachedToRef="t"' if tag == "boundaryEvent" else ""
    lifecycle = read(f'<task id="t" name="T"/><{tag} id="n"{more}/>')
    element = lifecycle.elements[-1]
    assert (type(element), element.source_type, element.name) == (cls, tag, words_of(tag))
    assert lifecycle.warnings == ()


def test_a_sub_process_contains_its_parts():
    """What stands in a sub-process belongs to it and not to the process."""
    lifecycle = read(
        '<subProcess id="s" name="Inner"><task id="t" name="T"/>'
        '<subProcess id="s2" name="Innermost"><task id="u" name="U"/></subProcess></subProcess>'
        '<task id="v" name="V"/>',
        flow("f", "s", "v"),
    )
    assert [above.key for above in lifecycle.ancestors("u")] == ["innermost", "inner", "requests"]
    assert [e.source_id for e in lifecycle.of(Activity)] == ["s", "t", "s2", "u", "v"]


def test_pools_and_lanes_are_roles_that_perform():
    """A pool is a group that contains its lanes and performs its process; lanes may nest."""
    head = (
        '<collaboration id="C"><participant id="p" name="IT" processRef="P"/>'
        '<participant id="q" name="Customer"/></collaboration>'
    )
    lanes = (
        '<laneSet id="ls"><lane id="l" name="Desk"><flowNodeRef>a</flowNodeRef>'
        '<childLaneSet id="cs"><lane id="m" name="Night desk"><flowNodeRef>b</flowNodeRef></lane>'
        '</childLaneSet></lane></laneSet><task id="a" name="A"/><task id="b" name="B"/>'
    )
    lifecycle = read(lanes, head=head)
    assert [(r.name, r.role_kind) for r in lifecycle.of(Role)] == [
        ("IT", RoleKind.GROUP), ("Customer", RoleKind.GROUP),
        ("Desk", RoleKind.ROLE), ("Night desk", RoleKind.ROLE),
    ]  # fmt: skip
    assert [above.key for above in lifecycle.ancestors("night-desk")] == ["desk", "it"]
    assert links(lifecycle, Link.PERFORMS) == [
        ("it", "requests"), ("desk", "a"), ("night-desk", "b"),
    ]  # fmt: skip
    assert [part.key for part in lifecycle.children("requests")] == ["a", "b"]


def test_a_process_of_two_pools_has_its_lanes_in_the_first():
    """Containment stays a tree; the second pool is associated with the lanes."""
    head = (
        '<collaboration id="C"><participant id="p" name="One" processRef="P"/>'
        '<participant id="q" name="Two" processRef="P"/></collaboration>'
    )
    lifecycle = read('<laneSet><lane id="l" name="Desk"/></laneSet>', head=head)
    assert lifecycle.parent("desk").key == "one"
    assert links(lifecycle, Link.ASSOCIATED_WITH) == [("two", "desk")]


def test_message_flows_trigger_or_are_kept_as_associations():
    """Between activities a message triggers; a pool cannot be triggered, and is associated."""
    head = (
        '<message id="M" name="Order"/>'
        '<collaboration id="C"><participant id="q" name="Customer"/>'
        '<messageFlow id="m1" name="asks" messageRef="M" sourceRef="a" targetRef="b"/>'
        '<messageFlow id="m2" sourceRef="q" targetRef="a"/></collaboration>'
    )
    lifecycle = read('<task id="a" name="A"/><task id="b" name="B"/>', head=head)
    (triggers,) = [r for r in lifecycle.relations if r.link is Link.TRIGGERS]
    assert (triggers.subject, triggers.object, triggers.label) == ("a", "b", "asks")
    assert properties(triggers) == [("messageRef", "Order")]
    assert links(lifecycle, Link.ASSOCIATED_WITH) == [("customer", "a")]
    assert lifecycle.warnings == ()


def test_data_are_products_that_are_used_and_created():
    """Associations of data say by their direction what is used and what is created."""
    lifecycle = read(
        '<dataObject id="o"/><dataObjectReference id="r" name="Form" dataObjectRef="o">'
        '<dataState name="filled in"/></dataObjectReference>'
        '<dataStoreReference id="d" name="Register"/>',
        '<task id="a" name="A"><ioSpecification><dataInput id="i" name="In"/>'
        '<dataOutput id="u" name="Out"/></ioSpecification>'
        '<dataInputAssociation id="x"><sourceRef>r</sourceRef><targetRef>i</targetRef>'
        "</dataInputAssociation>"
        '<dataOutputAssociation id="y"><sourceRef>u</sourceRef><targetRef>d</targetRef>'
        "</dataOutputAssociation></task>",
    )
    assert [product.key for product in lifecycle.of(Product)] == [
        "data-object", "form", "register", "in", "out",
    ]  # fmt: skip
    assert links(lifecycle, Link.USES) == [("a", "in"), ("a", "form")]
    assert links(lifecycle, Link.CREATES) == [("a", "out"), ("a", "register")]
    used = [r for r in lifecycle.relations if r.source_id == "x"]
    assert properties(used[0]) == [("targetRef", "In")]
    assert ("form", "data-object") in links(lifecycle, Link.ASSOCIATED_WITH)
    assert properties(lifecycle["form"]) == [("dataState", "name=filled in")]
    assert lifecycle.warnings == ()


def test_an_association_with_data_uses_or_creates_by_its_arrow():
    """Without an arrow it is only that: an association."""
    data = '<task id="a" name="A"/><dataObject id="o" name="O"/>'
    one = 'associationDirection="One"'
    for ends, link, expected in (
        (f'sourceRef="a" targetRef="o" {one}', Link.CREATES, ("a", "o")),
        (f'sourceRef="o" targetRef="a" {one}', Link.USES, ("a", "o")),
        ('sourceRef="o" targetRef="a"', Link.ASSOCIATED_WITH, ("o", "a")),
    ):
        lifecycle = read(data, f'<association id="x" {ends}/>')
        assert links(lifecycle, link)[-1] == expected


def test_what_is_written_beside_something_is_a_property_of_it():
    """A text annotation goes to what it is tied to: an element, a flow, else the process."""
    note = '<textAnnotation id="{0}"><text>{1}</text></textAnnotation>'
    lifecycle = read(
        '<task id="a" name="A"/>',
        flow("f", "a", "a"),
        note.format("n1", "urgent"),
        note.format("n2", "rarely"),
        note.format("n3", "draft"),
        '<association id="x1" sourceRef="a" targetRef="n1"/>',
        '<association id="x2" sourceRef="n2" targetRef="f"/>',
    )
    assert properties(lifecycle["a"]) == [("annotation", "urgent")]
    assert properties(lifecycle.relations[-1]) == [("annotation", "rarely")]
    assert properties(lifecycle["requests"]) == [("annotation", "draft")]


def test_events_say_what_they_wait_for():
    """Definitions of events are properties; messages and the like by their names."""
    lifecycle = read(
        '<task id="t" name="T"/>'
        '<boundaryEvent id="b" name="Late" attachedToRef="t" cancelActivity="false">'
        "<timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition>"
        '</boundaryEvent><startEvent id="s" name="Mail"><messageEventDefinition messageRef="M"/>'
        '</startEvent><endEvent id="e" name="Stop"><terminateEventDefinition/></endEvent>',
        head='<message id="M" name="Order"/>',
    )
    assert properties(lifecycle["late"]) == [
        ("cancelActivity", "false"), ("eventDefinition", "timer: timeDuration: PT4H"),
    ]  # fmt: skip
    assert properties(lifecycle["mail"]) == [("eventDefinition", "message: messageRef=Order")]
    assert properties(lifecycle["stop"]) == [("eventDefinition", "terminate")]
    (attached,) = [r for r in lifecycle.relations if r.source_type == "attachedToRef"]
    assert (attached.subject, attached.link, attached.object, attached.label) == (
        "late", Link.ASSOCIATED_WITH, "t", "attached to",
    )  # fmt: skip


def test_a_call_keeps_what_it_calls_and_triggers_it_where_it_is_there():
    """What is called may be in another file; then only its name is kept."""
    calls = (
        '<callActivity id="c" name="C" calledElement="Q"/>'
        '<callActivity id="d" name="D" calledElement="elsewhere"/>'
    )
    lifecycle = read(calls, head='<process id="Q" name="Called"/>')
    assert links(lifecycle, Link.TRIGGERS) == [("c", "called")]
    assert properties(lifecycle["d"]) == [("calledElement", "elsewhere")]
    assert lifecycle.warnings == ()


def test_documentation_is_the_summary():
    """Markup in it is text; several are one below the other; of a flow it is a property."""
    told = "<documentation>a <x:b>bold</x:b></documentation><documentation>c</documentation>"
    lifecycle = read(f'<task id="t" name="T">{told}</task>', flow("f", "t", "t", told))
    assert lifecycle["t"].summary == "a bold\n\nc"
    assert properties(lifecycle.relations[-1]) == [("documentation", "a bold\n\nc")]


def test_what_vendors_say_is_kept_with_their_home_or_counted():
    """Attributes and simple extensions are properties, whatever the prefix; others are counted."""
    lifecycle = read(
        '<userTask id="t" name="T" camunda:assignee="anna" x:name="no name" implementation="y">'
        '<extensionElements><camunda:properties><camunda:property name="cost" value="5"/>'
        '</camunda:properties><x:note kind="a">hm</x:note><x:deep><x:er><x:est/></x:er></x:deep>'
        "<x:deep><x:er><x:est/></x:er></x:deep></extensionElements></userTask>",
    )
    assert properties(lifecycle["t"]) == [
        ("assignee (camunda.org)", "anna"), ("name (urn:example:x)", "no name"),
        ("implementation", "y"), ("property cost (camunda.org)", "5"),
    ]  # fmt: skip
    assert lifecycle.warnings == (
        "line 3: left out: 1 x extension <note (urn:example:x)>",
        "line 3: left out: 2 x extension <deep (urn:example:x)>",
    )


def test_other_parts_are_kept_as_text():
    """Loops, scripts and people in BPMN's own words are properties."""
    lifecycle = read(
        '<task id="t" name="T"><multiInstanceLoopCharacteristics isSequential="true">'
        "<loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
        "<potentialOwner><resourceAssignmentExpression><formalExpression>group(desk)"
        "</formalExpression></resourceAssignmentExpression></potentialOwner></task>"
        '<task id="u" name="U"><standardLoopCharacteristics/></task>',
    )
    assert properties(lifecycle["t"]) == [
        ("multiInstanceLoopCharacteristics", "isSequential=true; loopCardinality: 3"),
        ("potentialOwner",
         "formalExpression: group(desk)"),
    ]  # fmt: skip
    assert properties(lifecycle["u"]) == [("standardLoopCharacteristics", "true")]


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


def test_names_are_kept_character_for_character():
    """Line ends, tabs, markup, right-to-left marks and emoji in a name stay as they are."""
    name = "\t a <b> & “x”\n\u202bشرح\u202c 🎉 "
    written = name.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;")
    (task,) = read(f'<task id="t" name="{written.replace(chr(9), "&#9;")}"/>').of(Activity)
    assert task.name == name


def test_the_name_is_that_of_the_process_the_pool_the_whole_or_the_file():
    """In that order, where there is one of them."""
    head = '<process id="Q" name="Other"/>'
    pool = '<collaboration id="C"><participant id="p" name="IT"/></collaboration>'
    named = ' name="All"'
    assert read("", attributes=named).name == "Requests"
    assert read("", head=head + pool, attributes=named).name == "IT"
    assert read("", head=head, attributes=named).name == "All"
    assert read("", head=head).name == "model"


def test_what_the_file_says_of_the_whole_is_kept():
    """Who wrote it, and in which namespace, are properties of the lifecycle."""
    lifecycle = read("", attributes=' exporter="Modeler" x:version="2"')
    assert properties(lifecycle) == [("exporter", "Modeler"), ("version (urn:example:x)", "2")]


def test_the_side_can_be_said():
    """A model stands on the service side unless the user says otherwise."""
    assert read(options=ReadOptions(side=Side.PROJECT)).side is Side.PROJECT


def test_references_may_have_a_prefix_and_space_round_them():
    """References are qualified names, and white space round an id means nothing."""
    lifecycle = read('<task id=" a "/><task id="b"/>', flow("f", "tns:a", "\n b"))
    assert links(lifecycle, Link.PRECEDES) == [("task", "task-2")]
    assert [task.source_id for task in lifecycle.of(Activity)] == ["a", "b"]


def test_several_processes_and_choreographies_are_read():
    """Each is a process of its own; who takes part in a step performs it."""
    head = (
        '<globalUserTask id="G" name="Global"/><choreography id="H" name="Talk">'
        '<participant id="p" name="Buyer"/><choreographyTask id="c" name="Order">'
        "<participantRef>p</participantRef></choreographyTask></choreography>"
    )
    lifecycle = read('<task id="a" name="A"/>', head=head)
    assert [process.name for process in lifecycle.of(Process)] == ["Global", "Talk", "Requests"]
    assert lifecycle.parent("order").key == "talk"
    assert links(lifecycle, Link.PERFORMS) == [("buyer", "order")]


def test_how_each_tag_was_taken_can_be_asked(tmp_path):
    """The explanation names tags, vendors' attributes and what was left out, each with its line."""
    path = tmp_path / "model.bpmn"
    path.write_bytes(model(*SMALL, '<task id="t" camunda:assignee="x"/><x:thing/>'))
    _, understood = read_explained(path, ReadOptions())
    told = {each.what: (each.meaning, each.place) for each in understood}
    assert told["<sequenceFlow>"] == ("precedes", "line 7, and 3 more")
    assert told["<startEvent>"] == ("activity that is a milestone", "line 3")
    assert told["attribute assignee (camunda.org)"] == ("property", "line 11")
    assert told["extension <thing (urn:example:x)>"] == ("left out", "line 11")


@pytest.mark.parametrize(
    "data",
    [
        model(*SMALL),
        b"\xef\xbb\xbf<!-- <definitions> -->\n" + model(*SMALL),
        model(*SMALL).replace(b"<", b"<b:").replace(b"<b:/", b"</b:").replace(b"xmlns=", b"xmlns:b="),
        f'<?xml version="1.0" encoding="UTF-16"?>{model(*SMALL).decode()}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{model(*SMALL).decode()}'.encode("utf-16-be"),
        model(*SMALL).replace(b"<definitions ", b"<definitions y='a > b' "),
    ],
    ids=["plain", "mark and comment", "prefix", "utf-16", "utf-16 without mark", "bracket"],
)  # fmt: skip
def test_it_is_recognised_by_content(data, tmp_path):
    """A model is found whatever its suffix, prefix and encoding."""
    assert looks_like_bpmn(data)
    path = tmp_path / "model.xml"
    path.write_bytes(data)
    assert [e.source_id for e in read_lifecycle(path).of(Activity)] == ["s", "a", "e"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (model().replace(b"20100524/MODEL", b"2.0"),
         f"the namespace is 'http://www.omg.org/spec/BPMN/2.0', and not '{NAMESPACE}'"),
        (model().replace(NAMESPACE.encode(), b""),
         f"the namespace is '', and not '{NAMESPACE}'"),
        (f'<process xmlns="{NAMESPACE}"/>'.encode(),
         f"it begins with <process>, and not with <definitions> of the namespace '{NAMESPACE}'"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]>' + model(), "it declares a document type"),
        (model()[:-20], "the file stops in the middle of <process>"),
        (model('<task id="a" id="b"/>'), "duplicate attribute"),
        (model('<y:task id="a"/>'), "unbound prefix"),
        (model('<task id="a" name="&#7;"/>'), "reference to invalid character number"),
        (model('<task id="a" name="\xe9"/>').decode().encode("latin-1"), "no text in the encoding"),
        (b'<?xml version="1.0" encoding="klingon-8"?>' + model(), "klingon-8|unknown encoding"),
        (model("<subProcess>" * 300 + "</subProcess>" * 300), "nest more than 200 deep"),
    ],
)  # fmt: skip
def test_what_is_no_bpmn_is_refused_also_when_lenient(data, told, tmp_path):
    """The message names the file, the place, and what was expected."""
    path = tmp_path / "model.bpmn"
    path.write_bytes(data)
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path)
    assert re.search(told, str(caught.value))
    assert str(caught.value).startswith(str(path))


def test_other_definitions_are_not_taken_for_bpmn():
    """DMN, WSDL, and a mention of the namespace elsewhere are something else."""
    for other in (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        f'<definitions xmlns="urn:x" xmlns:b="{NAMESPACE}"/>'.encode(),
        f'<a xmlns="{NAMESPACE}"/>'.encode(),
        b"<definitionsOfDone/>",
        b"name,task\n",
    ):
        assert not looks_like_bpmn(other)


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


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.randoms())
def test_every_node_and_flow_is_there_in_the_order_of_the_file(ends, shuffler):
    """However they are mixed, nodes keep their order, and each flow joins its two."""
    parts = [f'<task id="n{n}" name="Same"/>' for n in range(10)]
    flows = [flow(f"f{i}", f"n{a}", f"n{b}") for i, (a, b) in enumerate(ends)]
    mixed = [*parts, *flows]
    shuffler.shuffle(mixed)
    lifecycle = read(*mixed)
    order = [re.search(r'id="(n\d)"', part)[1] for part in mixed if part in parts]
    assert [task.source_id for task in lifecycle.of(Activity)] == order
    ids = {element.key: element.source_id for element in lifecycle}
    found = Counter((ids[a], ids[b]) for a, b in links(lifecycle, Link.PRECEDES))
    assert found == Counter((f"n{a}", f"n{b}") for a, b in ends)


def tag_counts(path):
    root = ET.parse(path).getroot()
    return Counter(element.tag.rpartition("}")[2] for element in root.iter()), root


@pytest.mark.parametrize("path", realdata.files("realdata/bpmn", "*.bpmn*"), ids=lambda p: p.stem)
def test_real_models_have_the_counts_that_another_reader_finds(path):
    """Nodes and flows are as many as pm4py counts, which also counts collaborations, pools and
    annotations as nodes, message flows and associations as flows, and of flows with one id only
    the last.
    """
    expected = json.loads((realdata.folder("realdata") / "peer-counts.json").read_text("utf-8"))
    peer = expected[f"bpmn/{path.name}"]
    lifecycle = read_lifecycle(path)
    tags, root = tag_counts(path)
    nodes = sum(len(lifecycle.of(cls)) for cls in FLOW_NODES)
    precedes = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
    assert len(precedes) == tags["sequenceFlow"]
    if "nodes" in peer:
        others = tags["collaboration"] + tags["participant"] + tags["textAnnotation"]
        joins = len({r.source_id for r in precedes}) + tags["messageFlow"] + tags["association"]
        assert (nodes + others, joins) == (peer["nodes"], peer["flows"])
    ids = {element.get("id") for element in root.iter() if element.tag.endswith("Task")}
    assert ids <= {element.source_id for element in lifecycle}


@pytest.mark.parametrize("path", realdata.files("realdata/bpmn", "*.bpmn*"), ids=lambda p: p.stem)
def test_real_models_load_back_equal(path):
    """What was read is the same after it was written as TOML or JSON and read again."""
    from lifecycle_map.formats.rendering import render

    lifecycle = read_lifecycle(path)
    for name in ("toml", "json"):
        assert lifecycle_of(render(lifecycle, name).encode(), f"x.{name}") == lifecycle


def awkward():
    found = realdata.files("robust", "manifest.json")
    cases = json.loads(found[0].read_text("utf-8"))["cases"] if found else []
    return [case for case in cases if case["format"] == "bpmn"]


@pytest.mark.parametrize("case", awkward(), ids=lambda case: case["name"])
def test_awkward_files_are_refused_with_a_place_or_read_exactly(case):
    """Strictly read, a malformed file names its place; a rare one keeps every node and flow."""
    path = realdata.folder("robust") / case["file"]
    if case["expect"] == "refuse":
        with pytest.raises(InvalidFileError) as caught:
            read_lifecycle(path, strict=True)
        told = str(caught.value).replace(path.name, "").casefold()
        assert any(place.casefold() in told for place in case["place_any"])
        return
    lifecycle = read_lifecycle(path, strict=True)
    nodes = [e for e in lifecycle if isinstance(e, FLOW_NODES)]
    items = [[e.source_id, "" if e.name == words_of(e.source_type) else e.name] for e in nodes]
    ids = {element.key: element.source_id for element in lifecycle}
    assert items == case["facts"]["items"]
    found = sorted([ids[a], ids[b]] for a, b in links(lifecycle, Link.PRECEDES))
    assert found == case["facts"]["links"]
