"""What is wrong in ArchiMate models: mended and told, or refused when strict."""

from __future__ import annotations

import pytest
from archimate_samples import (
    ARCHI,
    OPEN_GROUP,
    archi,
    element,
    exchange,
    item,
    link,
    read,
    reading_of,
    tie,
)

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.plans.archimate import read_archimate

A, B = element("BusinessProcess", "p", "Handle claim"), element("BusinessObject", "o", "Claim")
ITEMS = [item("BusinessProcess", "p", "Handle claim"), item("BusinessObject", "o", "Claim")]


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (archi(A, element("Businessprocess", "x", "X")),
         ("line 4: 'Businessprocess' is no type of element in ArchiMate (did you mean "
         "BusinessProcess?); element x 'X' is kept as a product")),
        (archi(A, '<element name="X" id="x"/>'), "line 4: element x has no type (xsi:type)"),
        (archi(A, '<element type="Node" name="X" id="x"/>'),
         "line 4: element x says its type 'Node' without xsi:; taken all the same"),
        (archi(A, B, tie("Tigger", "r", "p", "o")),
         ("line 5: 'Tigger' is no type of relation in ArchiMate (did you mean Triggering?); "
         "relation r is kept as associated-with")),
        (archi(A, B, tie("", "r", "p", "o")),
         ("line 5: 'Relationship' is no type of relation in ArchiMate (did you mean Realization?); "
         "relation r is kept as associated-with")),
        (archi(A, tie("Flow", "r", "p", "zz")),
         "line 4: relation Flow r: its target zz is no element that there is; left out"),
        (archi(A, '<element xsi:type="a:FlowRelationship" id="r" source="p"/>'),
         "line 4: relation Flow r: its target (none) is no element that there is; left out"),
        (archi(A, element("Node", "p", "Host")),
         ("line 4: a second id p, of the element 'Host'; it is kept, and what refers to the id "
         "means the first")),
        (archi(A, B, tie("Flow", "p", "p", "o")),
         ("line 5: a second id p, of the relation ''; it is kept, and what refers to the id means "
         "the first")),
        (archi(A, '<element xsi:type="a:Node" name="Host"/>'),
         "line 4: element 'Host' has no id; kept, but nothing can refer to it"),
        (archi(A, "<elemnt/>"), "line 4: <elemnt> is no part of <folder>; left out"),
        (archi(A, B, tie("Access", "r", "p", "o", accessType="9")),
         "line 5: relation r: '9' is no type of access; taken as unspecified"),
        (archi(element("Node", "x", "X", profiles="q")),
         "line 3: element x has the specialization q, which there is not; its id is kept"),
        (archi(A, element("ArchimateDiagramModel", "v", "V", '<child archimateElement="zz"/>')),
         "line 4: view 'V' (v) shows the element zz, which there is not; left out"),
        (archi(A, namespace=ARCHI + "/2"),
         f"line 1: the namespace '{ARCHI}/2' is none of ArchiMate; read as {ARCHI}"),
        (exchange(ITEMS, namespace=OPEN_GROUP.replace("3.0", "9.0")),
         (f"line 1: the namespace '{OPEN_GROUP.replace('3.0', '9.0')}' is none of ArchiMate; "
         f"read as {OPEN_GROUP}")),
        (exchange(ITEMS, [link("Access", "r", "p", "o", accessType="Look")]),
         "line 7: relation r: 'Look' is no type of access; taken as unspecified"),
        (exchange(ITEMS, [link("Flow", "r", "zz", "o")]),
         "line 7: relation Flow r: its source zz is no element that there is; left out"),
        (exchange([item("Node", "x", "X", "<properties><property propertyDefinitionRef='q'>"
                                          "<value>1</value></property></properties>")]),
         "line 3: the property definition q is not there; kept by its id"),
        (exchange([*ITEMS, "<Element/>"]), "line 5: <Element> is no part of <elements>; left out"),
        (exchange(ITEMS, more="<view/>"), "line 8: <view> is no part of <model>; left out"),
        (exchange(ITEMS, more="<views><view identifier='v'><name>V</name><connection "
                              "relationshipRef='zz'/></view></views>"),
         "line 8: view 'V' (v) shows the relation zz, which there is not; left out"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_mended_and_told_with_its_line(data, warning):
    """Leniently it is a warning, strictly a refusal that names the file and the place."""
    lifecycle = read(data)
    assert lifecycle.warnings == (warning,)
    reading = reading_of(data, strict=True)
    read_archimate(reading)
    assert len(reading.faults) == 1


def test_a_strict_reading_refuses_all_faults_at_once(tmp_path):
    """Each fault has its line, and the file is named."""
    path = tmp_path / "model.archimate"
    path.write_bytes(archi(A, A, tie("Flow", "r", "p", "zz")))
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path, strict=True)
    assert [fault.line for fault in caught.value.faults] == [4, 5]
    assert "model.archimate: line 5" in str(caught.value)


def test_what_was_mended_is_kept():
    """Elements of an unknown type, without an id, and of a second one, are elements still."""
    lifecycle = read(
        archi(A, element("Thing", "t", "T"), '<element xsi:type="a:Node" name="N"/>', A, B,
              tie("Odd", "r", "t", "o"), tie("Flow", "", "t", "o"))
    )  # fmt: skip
    assert [each.source_id for each in lifecycle] == ["p", "t", "", "p", "o"]
    assert lifecycle["t"].kind == "product"
    assert [r.source_type for r in lifecycle.relations] == ["Odd", "Flow"]


def test_parts_of_others_are_left_out_and_told():
    """What stands in another namespace is nothing wrong."""
    foreign = '<x:y xmlns:x="urn:x"/>'
    lifecycle = read(archi(A, foreign, foreign), strict=True)
    assert lifecycle.warnings == ("left out: 2 <y> of the namespace 'urn:x'",)
    lifecycle = read(exchange([*ITEMS, foreign]), strict=True)
    assert lifecycle.warnings == ("left out: 1 <y> of the namespace 'urn:x'",)


def test_an_empty_model_is_told():
    """It is a lifecycle without elements, called by its file."""
    lifecycle = read(archi(name=""), strict=True)
    assert (lifecycle.name, len(lifecycle)) == ("model", 0)
    assert lifecycle.warnings == ("the model has no elements",)


def test_what_stands_in_the_wrong_place_is_kept_as_a_property():
    """An access type on a flow, and a source on an element, mean nothing and stay."""
    for data in (
        archi(element("Node", "o", "Host", source="x"), A, tie("Flow", "r", "p", "o", accessType="1")),
        exchange(
            ['<element xsi:type="Node" identifier="o" source="x"><name>Host</name></element>',
             ITEMS[0]],
            [link("Flow", "r", "p", "o", accessType="1")],
        ),
    ):  # fmt: skip
        lifecycle = read(data)
        assert [(p.name, p.text) for p in lifecycle["host"].properties] == [("source", "x")]
        (relation,) = lifecycle.relations
        assert [(p.name, p.text) for p in relation.properties] == [("access type", "1")]
