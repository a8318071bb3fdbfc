"""BPMN that our own reader reads again, and that has a place for everything that it draws."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from markup_samples import HOSTILE, full
from strategies import lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.formats.bpmn import write_bpmn
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.plans.bpmn import read_bpmn
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.relations import Link
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape
from lifecycle_map.views.nesting import nest

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
PICTURES = {
    "ladder": diagram(align(PRINCE2, ITIL)),
    "itil": diagram(ITIL, highlight="service-design"),
    "all": diagram(PRINCE2, kinds=tuple(ELEMENTS)),
    "full": full("The whole"),
}


def written(picture):
    return write_bpmn(picture, Options()).text


def read(text):
    return read_bpmn(Reading(text.encode(), "a.bpmn", ReadOptions(strict=True)))


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_written_is_read_again(name):
    """In strict mode nothing has to be mended; every box is there by its name and its id."""
    picture = PICTURES[name]
    found = {element.source_id: element.name for element in read(written(picture))}
    notes = [box for box in picture.boxes if box.shape is Shape.PRACTICE]
    names = nest(picture).names
    wanted = {names[box.key]: box.label for box in picture.boxes if box not in notes}
    assert wanted.items() <= found.items()


def test_flows_are_read_again_between_the_same_ends():
    """What flows within a pool precedes, what is handed over between pools triggers."""
    picture = PICTURES["ladder"]
    found = read(written(picture))
    ids = {element.key: element.source_id for element in found}
    ties = [(ids[r.subject], r.link, ids[r.object], r.label) for r in found.relations]
    names = nest(picture).names
    for arrow in picture.arrows:
        heads = picture.heads(arrow)
        ends = [names[arrow.start], names[arrow.end]]
        if arrow.match is None:
            assert (ends[0], Link.PRECEDES, ends[1], arrow.label) in ties
        elif any(heads):
            for way in ([ends] if heads[1] else []) + ([ends[::-1]] if heads[0] else []):
                assert (way[0], Link.TRIGGERS, way[1], arrow.label) in ties


@pytest.mark.parametrize("name", PICTURES)
def test_everything_that_is_drawn_has_a_place(name):
    """Each shape and edge of the diagram stands for one thing of the model, and all have one."""
    root = ET.fromstring(written(PICTURES[name]))
    shapes = {each.get("bpmnElement") for each in root.iter(f"{DI}BPMNShape")}
    edges = {each.get("bpmnElement"): each for each in root.iter(f"{DI}BPMNEdge")}
    of_tag = {}
    for each in root.iter():
        of_tag.setdefault(each.tag.rpartition("}")[2], set()).add(each.get("id"))
    flows = [of_tag.get(tag, set()) for tag in ("sequenceFlow", "messageFlow", "association")]
    nodes = ("task", "subProcess", "participant", "exclusiveGateway", "dataObjectReference")
    assert set(edges) == set().union(*flows)
    assert shapes == set().union(*(of_tag.get(tag, set()) for tag in (*nodes, "textAnnotation")))
    assert all(len(list(edge.iter(WAY))) >= 2 for edge in edges.values())


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_in_a_sub_process_stands_inside_of_it(name):
    """The rectangle of a part lies in that of what contains it, and no two parts overlap."""
    root = ET.fromstring(written(PICTURES[name]))
    places = {}
    for shape in root.iter(f"{DI}BPMNShape"):
        (bounds,) = shape.iter(f"{DC}Bounds")
        x, y, wide, high = (float(bounds.get(key)) for key in ("x", "y", "width", "height"))
        places[shape.get("bpmnElement")] = (x, y, x + wide, y + high)
    for outer in root.iter():
        if outer.tag.endswith("subProcess"):
            inner = [places[e.get("id")] for e in outer if e.get("id") in places]
            left, top, right, bottom = places[outer.get("id")]
            assert all(left <= a and top <= b and c <= right and d <= bottom
                       for a, b, c, d in inner if d - b > 30)  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, " ", "\t=1+1", "a\x85b", "  two  inner  "])
def test_any_text_is_read_back_equal(text):
    """Whatever a label is, the XML is well formed and holds it."""
    boxes = (Box(key="a", label=text, lane="l", tooltip=text), Box(key="b", label="B", lane="l"))
    picture = Diagram(kind="graph", title=text, lanes=(Lane(key="l", label=text),), boxes=boxes,
                      arrows=(Arrow(start="a", end="b", label=text, tooltip=text),))  # fmt: skip
    root = ET.fromstring(written(picture))
    named = {each.get("id"): each for each in root.iter()}
    assert [named[key].get("name") for key in ("n1", "lane1", "tie1", "definitions")] == [text] * 4
    assert [named[key][0].text for key in ("n1", "tie1")] == [text] * 2


def test_a_sequence_flow_stays_on_its_level():
    """What crosses the border of a sub-process is an association, and its label is warned of."""
    made = write_bpmn(PICTURES["itil"], Options())
    crossing = re.findall(r'<association id="(tie\d+)"', made.text)
    assert len(crossing) == 3
    assert any(
        "labels of arrows that no flow of BPMN may be (3 of them)" in warning
        for warning in made.warnings
    )


def test_roles_are_pools_and_practices_annotations():
    """What is no work and no data stands beside the process."""
    text = written(PICTURES["full"])
    assert re.search(r'<participant id="n5" name="E"', text)
    assert re.search(r'<textAnnotation id="n6">\s*<text>F</text>', text)
    assert re.search(r'<dataObjectReference id="n4" name="D"', text)


def test_it_is_the_same_each_time():
    """The same diagram gives the same bytes."""
    assert written(PICTURES["all"]) == written(diagram(PRINCE2, kinds=tuple(ELEMENTS)))


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_is_read_again(lifecycle):
    """Whatever it holds: strict reading finds nothing to mend, and every box."""
    picture = diagram(lifecycle, kinds=tuple(ELEMENTS))
    found = {element.source_id for element in read(written(picture))}
    notes = sum(box.shape is Shape.PRACTICE for box in picture.boxes)
    assert sum(bool(re.fullmatch(r"n\d+", key)) for key in found) == len(picture.boxes) - notes
