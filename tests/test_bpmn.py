"""BPMN 2.0: what becomes of each part of a model."""

from __future__ import annotations

import pytest
from bpmn_samples import SMALL, flow, links, model, properties, read

from lifecycle_map.loading.files import read_explained
from lifecycle_map.loading.plans.bpmn_terms import words_of
from lifecycle_map.loading.readers import ReadOptions
from lifecycle_map.model.elements import Activity, Gate, Process, Product, Role, RoleKind
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.relations import Link


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
        '</camunda:properties><x:note kind="a">hm</x:note><x:meta metaKey="colour" '
        'metaValue="red"/><x:on/><x:deep><x:er><x:est/></x:er></x:deep>'
        "<x:deep><x:er><x:est/></x:er></x:deep></extensionElements></userTask>",
    )
    assert properties(lifecycle["t"]) == [
        ("assignee (camunda.org)", "anna"), ("name (urn:example:x)", "no name"),
        ("implementation", "y"), ("property cost (camunda.org)", "5"),
        ("note kind (urn:example:x)", "a"), ("note (urn:example:x)", "hm"),
        ("meta colour (urn:example:x)", "red"), ("on (urn:example:x)", "true"),
    ]  # fmt: skip
    assert lifecycle.warnings == ("line 3: left out: 2 x extension <deep (urn:example:x)>",)


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
