"""ArchiMate models: what becomes of elements, relations and views, in both notations."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import pytest
import realdata
from archimate_samples import (
    archi,
    element,
    ends,
    exchange,
    item,
    items,
    link,
    read,
    reading_of,
    tie,
)

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.plans.archimate import read_archimate
from lifecycle_map.loading.plans.archimate_types import ELEMENT_TYPES, RELATION_TYPES, words_of
from lifecycle_map.model.elements import Activity, PracticeKind, ProductCategory, Stage
from lifecycle_map.model.lifecycles import Side

A, B = element("BusinessProcess", "p", "Handle claim"), element("BusinessObject", "o", "Claim")


@pytest.mark.parametrize("type_", ELEMENT_TYPES)
def test_each_type_of_element_is_read_in_both_notations(type_):
    """Every type of ArchiMate has a class, and keeps its own name and id."""
    for data in (archi(element(type_, "x", "Name")), exchange([item(type_, "x", "Name")])):
        lifecycle = read(data, strict=True)
        (made,) = lifecycle
        assert (made.source_id, made.source_type, made.name) == ("x", type_, "Name")
        assert type(made) is ELEMENT_TYPES[type_].cls
        assert lifecycle.warnings == ()


def test_types_say_more_than_their_class():
    """Events are milestones, services outputs, nodes configuration items, goals targets."""
    event, service, node, goal, principle = read(
        archi(
            element("ImplementationEvent", "1", "Go-live"),
            element("TechnologyService", "2", "Backup"),
            element("Node", "3", "Host"),
            element("Goal", "4", "Fewer outages"),
            element("Principle", "5", "One owner"),
        )
    )
    assert isinstance(event, Activity)
    assert event.schedule.milestone
    assert service.category is ProductCategory.OUTPUT
    assert node.category is ProductCategory.CONFIGURATION_ITEM
    assert goal.practice_kind is PracticeKind.TARGET
    assert principle.practice_kind is PracticeKind.PRINCIPLE


def test_a_work_package_that_holds_work_is_a_stage():
    """One that holds only a deliverable, or nothing, is an activity."""
    lifecycle = read(
        archi(
            element("WorkPackage", "1", "Build"),
            element("WorkPackage", "2", "Coding"),
            element("Deliverable", "3", "Code"),
            tie("Aggregation", "r1", "1", "2"),
            tie("Composition", "r2", "2", "3"),
        )
    )
    assert isinstance(lifecycle["build"], Stage)
    assert isinstance(lifecycle["coding"], Activity)
    assert lifecycle.parent("coding").key == "build"
    assert ends(lifecycle)[1] == ("2", "associated-with", "3")


@pytest.mark.parametrize(
    ("type_", "source", "target", "more", "expected"),
    [
        ("Composition", "BusinessProcess", "BusinessProcess", {}, "contains"),
        ("Aggregation", "Plateau", "WorkPackage", {}, "contains"),
        ("Aggregation", "Plateau", "Deliverable", {}, "associated-with"),
        ("Triggering", "BusinessEvent", "BusinessProcess", {}, "triggers"),
        ("Triggering", "Junction", "BusinessProcess", {}, "triggers"),
        ("Triggering", "BusinessActor", "BusinessActor", {}, "associated-with"),
        ("Assignment", "BusinessRole", "BusinessProcess", {}, "performs"),
        ("Assignment", "BusinessActor", "BusinessRole", {}, "associated-with"),
        ("Realization", "WorkPackage", "Deliverable", {}, "creates"),
        ("Realization", "BusinessProcess", "BusinessService", {}, "creates"),
        ("Realization", "DataObject", "BusinessObject", {}, "associated-with"),
        ("Access", "BusinessProcess", "BusinessObject", {}, "creates"),
        ("Access", "BusinessProcess", "BusinessObject", {"accessType": "1"}, "uses"),
        ("Access", "BusinessProcess", "BusinessObject", {"accessType": "2"}, "uses"),
        ("Access", "BusinessProcess", "BusinessObject", {"accessType": "3"}, "updates"),
        ("Access", "ApplicationComponent", "DataObject", {}, "associated-with"),
        ("Serving", "ApplicationService", "BusinessProcess", {}, "associated-with"),
        ("UsedBy", "ApplicationService", "BusinessProcess", {}, "associated-with"),
        ("Influence", "Driver", "Goal", {}, "associated-with"),
        ("Flow", "BusinessProcess", "BusinessProcess", {}, "associated-with"),
        ("Specialization", "BusinessRole", "BusinessRole", {}, "associated-with"),
        ("Association", "Gap", "Plateau", {}, "associated-with"),
    ],
)
def test_relations_become_the_link_that_fits(type_, source, target, more, expected):
    """A link is taken where it fits in sense and direction, else associated-with."""
    lifecycle = read(
        archi(
            element(source, "1", "A"), element(target, "2", "B"), tie(type_, "r", "1", "2", **more)
        ),
        strict=True,
    )
    assert ends(lifecycle) == [("1", expected, "2")]
    (relation,) = lifecycle.relations
    assert (relation.source_id, relation.source_type) == ("r", type_)


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("Write", "creates"),
        ("Read", "uses"),
        ("Access", "uses"),
        ("ReadWrite", "updates"),
        ("", "uses"),
    ],
)
def test_the_exchange_format_says_access_in_words(access, expected):
    """Without a word, access is unspecified there (in Archi it writes)."""
    more = {"accessType": access} if access else {}
    lifecycle = read(
        exchange(
            [item("BusinessProcess", "1", "A"), item("DataObject", "2", "B")],
            [link("Access", "r", "1", "2", **more)],
        ),
        strict=True,
    )
    assert ends(lifecycle) == [("1", expected, "2")]
    told = [(p.name, p.text) for p in lifecycle.relations[0].properties]
    assert told == ([("access type", access)] if access else [])


def test_relations_keep_their_name_their_notes_and_what_they_say_of_themselves():
    """Strength and direction are properties, in the same words for both notations."""
    note = "<documentation>Why</documentation>"
    one = read(
        archi(A, B, tie("Influence", "r", "p", "o", "helps", note, strength="++"),
              tie("Association", "s", "p", "o", directed="true"))
    )  # fmt: skip
    both = [item("BusinessProcess", "p", "Handle claim"), item("BusinessObject", "o", "Claim")]
    named = f"<name>helps</name>{note}"
    other = read(
        exchange(both, [link("Influence", "r", "p", "o", named, modifier="++"),
                        link("Association", "s", "p", "o", isDirected="true")])
    )  # fmt: skip
    assert one.relations == other.relations
    influence, association = one.relations
    assert influence.label == "helps"
    assert [(p.name, p.text) for p in influence.properties] == [
        ("influence strength", "++"),
        ("documentation", "Why"),
    ]
    assert [(p.name, p.text) for p in association.properties] == [("directed", "true")]


def test_parallel_relations_are_all_kept():
    """Several relations between the same two, of one type or several, stay several."""
    lifecycle = read(
        archi(
            A, B, *(tie(t, f"r{n}", "p", "o") for n, t in enumerate(("Access", "Access", "Flow")))
        )
    )
    assert [r.source_id for r in lifecycle.relations] == ["r0", "r1", "r2"]


def test_containment_stays_a_tree_and_no_relation_is_lost():
    """A second whole, a circle and an element in itself are associated-with; composition is first."""
    names = [element("BusinessProcess", key, key.upper()) for key in "abcd"]
    lifecycle = read(
        archi(
            *names,
            tie("Aggregation", "1", "a", "c"),
            tie("Composition", "2", "b", "c"),
            tie("Composition", "3", "c", "d"),
            tie("Composition", "4", "d", "b"),
            tie("Composition", "5", "a", "a"),
            tie("Composition", "6", "b", "c"),
        ),
        strict=True,
    )
    assert ends(lifecycle) == [
        ("a", "associated-with", "c"),
        ("b", "contains", "c"),
        ("c", "contains", "d"),
        ("d", "associated-with", "b"),
        ("a", "associated-with", "a"),
        ("b", "associated-with", "c"),
    ]


def test_a_relation_at_the_end_of_a_relation_is_kept_as_a_property():
    """It is tied to the element at the source of that relation, however many stand between."""
    lifecycle = read(
        archi(
            A,
            B,
            element("Meaning", "m", "Rule"),
            tie("Access", "r", "p", "o"),
            tie("Association", "s", "m", "r"),
            tie("Association", "t", "s", "m"),
            tie("Composition", "u", "t", "r"),
        ),
        strict=True,
    )
    assert len(lifecycle.relations) == 4
    assert ends(lifecycle)[1:] == [
        ("m", "associated-with", "p"),
        ("m", "associated-with", "m"),
        ("m", "associated-with", "p"),
    ]
    told = [[(p.name, p.text) for p in r.properties] for r in lifecycle.relations[1:]]
    assert told == [
        [("target relation", "r")],
        [("source relation", "s")],
        [("source relation", "t"), ("target relation", "r")],
    ]


def test_relations_that_only_lead_to_each_other_are_told():
    """A circle of relations has no element at its end."""
    lifecycle = read(archi(A, tie("Association", "r", "s", "p"), tie("Association", "s", "r", "p")))
    assert lifecycle.relations == ()
    assert [w.partition(":")[0] for w in lifecycle.warnings] == ["line 4", "line 5"]


def test_both_notations_give_the_same_lifecycle():
    """What is the same model is the same lifecycle, but for what only one notation says."""
    one = read(archi(A, B, tie("Access", "r", "p", "o", accessType="1")))
    other = read(
        exchange(
            [item("BusinessProcess", "p", "Handle claim"), item("BusinessObject", "o", "Claim")],
            [link("Access", "r", "p", "o", accessType="Read")],
        )
    )
    assert attrs.evolve(one, properties=()) == attrs.evolve(other, properties=())


@pytest.mark.parametrize(
    ("name", "type_", "side"),
    [
        ("Bank", "BusinessProcess", Side.SERVICE),
        ("Bank", "WorkPackage", Side.PROJECT),
        ("Bank", "Plateau", Side.PROJECT),
        ("Bank", "Deliverable", Side.PROJECT),
        ("PRINCE2", "BusinessProcess", Side.PROJECT),
        ("Our projects", "BusinessProcess", Side.PROJECT),
        ("Sales projection", "BusinessProcess", Side.SERVICE),
    ],
)
def test_the_side_is_found_by_what_only_a_project_has(name, type_, side):
    """Work packages, plateaus and deliverables, or the name, speak of a project."""
    data = archi(element(type_, "1", "X"), name=name)
    assert read(data).side is side
    reading = reading_of(data, side=Side.SERVICE)
    assert read_archimate(reading).side is Side.SERVICE
    assert reading.understood[-1].meaning == "service side: as you say"


def test_elements_without_a_name_are_called_by_their_type():
    """So that no name is blank; how many is told."""
    reading = reading_of(archi(element("BusinessProcess", "1"), element("OrJunction", "2", "  ")))
    assert items(read_archimate(reading)) == [("1", "business process"), ("2", "or junction")]
    told = {each.what: each.meaning for each in reading.understood}
    assert told["2 elements without a name"] == "called by the words of their types"
    assert words_of("") == "element"


def test_every_type_is_understood_with_how_often():
    """Those who ask are told of each type of element and relation, folders and views."""
    reading = reading_of(archi(A, B, tie("Access", "r", "p", "o")))
    read_archimate(reading)
    told = {each.what: each.meaning for each in reading.understood}
    assert told == {
        "1 folders": "left aside, with their notes",
        "BusinessObject": "product (1)",
        "BusinessProcess": "process (1)",
        "Access, a relation": "creates (1)",
        "the model": "service side: nothing in it speaks of a project",
    }


def test_more_than_the_limit_is_refused():
    """Elements and relations together are counted."""
    data = archi(A, B, tie("Access", "r", "p", "o"))
    assert len(read(data, limits=Limits(lines=3))) == 2
    with pytest.raises(InvalidFileError, match=r"3 elements and relations, more than 2 .*'lines'"):
        read(data, limits=Limits(lines=2))


def test_the_page_about_archimate_shows_what_the_commands_print(docs_page, capsys):
    """Below each command of the page stands its output."""
    told = docs_page.read_text("utf-8")
    commands = re.findall(
        r"```console\n\$ lifecycle-map (.*?)\n```\n\n```text\n(.*?)\n```", told, re.DOTALL
    )
    assert len(commands) == 2
    for command, shown in commands:
        path = str(docs_page.parents[2] / "examples")
        assert run(command.replace("examples", path).split()) == 0
        assert capsys.readouterr().out.rstrip() == shown


def test_the_page_about_archimate_names_every_type(docs_page):
    """The table in the documentation is the table of the code."""
    told = docs_page.read_text("utf-8")
    assert [name for name in (*ELEMENT_TYPES, *RELATION_TYPES) if f"`{name}`" not in told] == []


@pytest.fixture
def docs_page():
    return Path(__file__).parents[1] / "docs/how-to/read-archimate.md"


def raw_counts(path):
    """Count elements, relations and views by the bare tags and types of a file."""
    kinds = {"elements": [], "relations": [], "views": []}
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}type"
    for node in ET.parse(path).getroot().iter():
        tag, type_ = node.tag.rpartition("}")[2], node.get(xsi, "")
        if tag in ("relationship", "view"):
            kinds["relations" if tag == "relationship" else "views"].append(node)
        elif tag == "element":
            what = "views" if type_.endswith("DiagramModel") else "elements"
            kinds["relations" if type_.endswith("Relationship") else what].append(node)
    return {what: len(nodes) for what, nodes in kinds.items()}


@pytest.mark.parametrize("path", realdata.files("realdata/archimate", "*"), ids=lambda p: p.stem)
def test_real_models_have_all_their_elements_relations_and_views(path, tmp_path):
    """As many as the bare tags of the file, and as others count; written out, they read back."""
    reading = reading_of(path.read_bytes(), strict=True)
    lifecycle = read_archimate(reading)
    views = sum(each.what.startswith("view '") for each in reading.understood)
    found = {"elements": len(lifecycle), "relations": len(lifecycle.relations), "views": views}
    assert found == raw_counts(path)
    counts = json.loads((realdata.folder("realdata") / "peer-counts.json").read_text("utf-8"))
    expected = counts.get(f"archimate/{path.name}") or found
    assert found == {what: expected[what] for what in found}
    assert reading.faults == []
    for suffix in ("toml", "json"):
        native = tmp_path / f"model.{suffix}"
        native.write_text(lm.render(lifecycle, suffix), "utf-8")
        assert lm.read_lifecycle(native) == lifecycle
