"""Views of ArchiMate models: one of them read instead of the whole."""

from __future__ import annotations

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
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.plans.archimate import read_archimate

A, B = element("BusinessProcess", "p", "Handle claim"), element("BusinessObject", "o", "Claim")

VIEWS = archi(
    A,
    B,
    element("BusinessRole", "c", "Clerk"),
    tie("Access", "r", "p", "o"),
    tie("Assignment", "s", "c", "p"),
    element(
        "ArchimateDiagramModel", "v1", "Claims",
        '<child xsi:type="a:Group" id="g"><child xsi:type="a:DiagramObject" id="d1" type="1" '
        'archimateElement="p"><sourceConnection id="x" source="d1" target="d2" '
        'archimateRelationship="r"/></child></child>'
        '<child xsi:type="a:DiagramObject" id="d2" archimateElement="o"/>',
    ),
    element(
        "ArchimateDiagramModel", "v2", "All",
        '<child id="d3" archimateElement="c"/><child id="d4" model="v1"/>',
    ),
    element("SketchModel", "v3", "Sketch"),
    element("ArchimateDiagramModel", "v4", "All"),
)  # fmt: skip


@pytest.mark.parametrize("view", ["Claims", "v1", "claims "])
def test_a_view_is_chosen_by_name_or_id(view):
    """Only what it shows is kept, however deep its boxes stand in each other."""
    lifecycle = read(VIEWS, view=view, strict=True)
    assert items(lifecycle) == [("p", "Handle claim"), ("o", "Claim")]
    assert ends(lifecycle) == [("p", "creates", "o")]
    assert ("view", "Claims") in [(p.name, p.text) for p in lifecycle.properties]


def test_a_view_brings_the_views_that_it_refers_to():
    """A box that stands for another view shows what is in that view."""
    lifecycle = read(VIEWS, view="All")
    assert [each.source_id for each in lifecycle] == ["p", "o", "c"]
    assert ends(lifecycle) == [("p", "creates", "o")]
    assert lifecycle.warnings == ("of the views called 'All', v2 is taken (others: v4)",)


def test_all_views_are_listed():
    """Each view has a line that says what it shows, sketches too."""
    reading = reading_of(VIEWS)
    assert len(read_archimate(reading).relations) == 2
    told = {each.what: each.meaning for each in reading.understood}
    assert told["view 'Claims' (v1)"] == "shows 2 elements and 1 relations"
    assert told["view 'Sketch' (v3)"] == "shows 0 elements and 0 relations"
    assert told["4 views"].startswith("left aside, all of the model is read")


def test_an_unknown_view_is_told_with_those_there_are():
    """The nearest name is offered."""
    with pytest.raises(UnknownNameError, match="unknown view 'Clams'; did you mean 'Claims'"):
        read(VIEWS, view="Clams")


def test_in_the_exchange_format_boxes_in_each_other_show_their_relations():
    """That format leaves out the line between a box and the box around it."""
    views = """<views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name>
    <node identifier="n1" elementRef="a" xsi:type="Element">
    <node identifier="n2" elementRef="b" xsi:type="Element"/></node>
    <node identifier="n3" xsi:type="Container"><node identifier="n4" elementRef="c"/></node>
    <node identifier="n5" xsi:type="Label"><viewRef ref="w"/></node>
    <connection identifier="k" relationshipRef="s" source="n1" target="n4"/></view>
    <view identifier="w"><name>W</name><node identifier="n6" elementRef="d"/></view>
    </diagrams></views>"""
    relations = [link("Composition", "r", "a", "b"), link("Flow", "s", "a", "c"),
                 link("Flow", "t", "b", "c")]  # fmt: skip
    data = exchange([item("BusinessProcess", key, key) for key in "abcde"], relations, views)
    lifecycle = read(data, view="V", strict=True)
    assert [each.source_id for each in lifecycle] == ["a", "b", "c", "d"]
    assert [r.source_id for r in lifecycle.relations] == ["r", "s"]


def test_each_view_of_a_real_model_is_the_same_in_both_notations():
    """Archi keeps lines between nested boxes, its export leaves them out: both are shown."""
    folder = realdata.folder("realdata") / "archimate"
    one, other = (folder / f"torchlight_ArchiServices.{s}" for s in ("archimate", "exchange.xml"))
    if not one.exists():
        pytest.skip("no such model")
    reading = reading_of(one.read_bytes())
    read_archimate(reading)
    names = [u.what.split("'")[1] for u in reading.understood if u.what.startswith("view '")]
    for name in names:
        shown = [lm.read_lifecycle(path, view=name) for path in (one, other)]
        assert [e.name for e in shown[0]] == [e.name for e in shown[1]]
        assert {(r.subject, r.source_type, r.object) for r in shown[0].relations} == {
            (r.subject, r.source_type, r.object) for r in shown[1].relations
        }
