"""ArchiMate models that our own reader reads again, equal but for what the warnings say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import attrs
import pytest
import realdata
from hypothesis import given, settings
from markup_samples import HOSTILE
from strategies import lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.archimate import write_archimate
from lifecycle_map.formats.archimate_words import RENAMED
from lifecycle_map.formats.outputs import Options, format_for
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.loading.plans.archimate import read_archimate
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Activity, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")
NS = "{http://www.opengroup.org/xsd/archimate/3.0/}"


def again(lifecycle):
    text = write_archimate(lifecycle, Options()).text
    options = ReadOptions(side=lifecycle.side, strict=True)
    return read_archimate(Reading(text.encode(), "a.xml", options))


def facts(lifecycle):
    """What the format holds: classes, names, notes and links, whatever the keys are."""
    number = {element.key: at for at, element in enumerate(lifecycle)}
    told = [(e.kind, e.name, e.summary) for e in lifecycle]
    ties = [(number[r.subject], r.link, number[r.object], r.label) for r in lifecycle.relations]
    return told, ties


@pytest.mark.parametrize("lifecycle", [PRINCE2, ITIL], ids=lambda each: each.key)
def test_a_lifecycle_is_read_again(lifecycle):
    """Every element with its class and name, every relation with its link and label."""
    assert facts(again(lifecycle)) == facts(lifecycle)


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_is_read_again(lifecycle):
    """Whatever it holds: blank names apart, which a reader calls by their type."""
    found, wanted = facts(again(lifecycle)), facts(lifecycle)
    assert found[1] == wanted[1]
    for (kind, name, _), (wanted_kind, wanted_name, _) in zip(found[0], wanted[0], strict=True):
        assert kind == wanted_kind
        assert name == wanted_name or not wanted_name.strip()


@pytest.mark.parametrize("path", realdata.files("realdata/archimate", "*"), ids=lambda p: p.name)
def test_real_models_go_back_as_they_were(path):
    """Written and read again, a model of others has its types, links, and ids that XML allows."""
    before = read_lifecycle(path)
    after = again(before)
    assert facts(after) == facts(before)
    types = [RENAMED.get(each.source_type, each.source_type) for each in before]
    assert [each.source_type for each in after] == types
    for old, new in zip(before, after, strict=True):
        assert new.source_id == old.source_id or not re.match(r"[A-Za-z_]", old.source_id)


@pytest.mark.parametrize("text", [*HOSTILE, "  two  inner  "])
def test_any_text_is_read_back_equal(text):
    """Names, notes and labels survive, whatever they are."""
    elements = (
        Activity(key="a", name=text, summary=text),
        Activity(key="b", name="B"),
    )
    tie = Relation(subject="a", link=Link.PRECEDES, object="b", label=text)
    plan = Lifecycle(key="k", name=text, side=Side.PROJECT, elements=elements, relations=(tie,))
    found = again(plan)
    assert (found.name, found.elements[0].name, found.elements[0].summary) == (
        text.strip(),
        text,
        text,
    )
    assert found.relations[0].label == text


def test_ids_of_the_file_are_kept_where_xml_allows():
    """An id is a name of XML, once in the file; others are made, and warned of."""
    ids = ("id-1", "17", "id-1", "with space", "model", "")
    elements = tuple(Stage(key=f"s{n}", name="S", source_id=i) for n, i in enumerate(ids))
    made = write_archimate(
        Lifecycle(key="k", name="K", side=Side.PROJECT, elements=elements), Options()
    )
    found = re.findall(r'<element identifier="([^"]*)"', made.text)
    assert found == ["id-1", "id-s1", "id-s2", "id-s3", "id-s4", "id-s5"]
    assert "not held: ids that XML does not allow (4 of them)" in made.warnings


def test_what_is_not_held_is_said():
    """Phases, sources and dates have no place in the format."""
    told = " ".join(write_archimate(PRINCE2, Options()).warnings)
    assert "sources (143 of them)" in told
    assert "phases" in told
    assert "outside or repeats (3 of them)" in told


def test_both_sides_stand_in_one_model():
    """An alignment is two groups of elements, and an association for each correspondence."""
    both = align(PRINCE2, ITIL)
    root = ET.fromstring(write_archimate(both, Options()).text)
    ids = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(ids) == len(set(ids))
    assert len(list(root.iter(f"{NS}element"))) == len(PRINCE2) + len(ITIL) + 2
    rows = [each for each in root.iter(f"{NS}relationship") if "row" in each.get("identifier")]
    assert len(rows) == sum(row.match.value != "none" for row in both.correspondences)


def test_a_lifecycle_with_itself_is_written_once():
    """No id is given twice."""
    root = ET.fromstring(write_archimate(align(ITIL, ITIL), Options()).text)
    ids = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(ids) == len(set(ids))


def test_the_view_shows_all_there_is():
    """Every element is a node with a place, every relation a line or a nesting."""
    root = ET.fromstring(write_archimate(ITIL, Options()).text)
    nodes = list(root.iter(f"{NS}node"))
    assert {each.get("elementRef") for each in nodes} == {
        each.get("identifier") for each in root.iter(f"{NS}element")
    }
    assert all(int(each.get(key)) >= 0 for each in nodes for key in "xywh")
    nested = sum(len(node.findall(f"{NS}node")) for node in nodes)
    assert len(list(root.iter(f"{NS}connection"))) + nested == len(ITIL.relations)


def test_crosswalks_and_suffixes():
    """A crosswalk has no elements; the suffix tells the format from other XML."""
    with pytest.raises(UnsuitableFormatError):
        render(load_crosswalk("prince2--itil"), "archimate")
    assert format_for("itil.archimate.xml").name == "archimate"
    assert format_for("plan.xml").name == "mspdi"


def test_own_properties_do_not_pile_up():
    """What our writer adds is taken away again by our reader."""
    once = again(ITIL)
    assert [e.properties for e in once] == [()] * len(ITIL)
    assert facts(again(attrs.evolve(once, warnings=()))) == facts(once)
