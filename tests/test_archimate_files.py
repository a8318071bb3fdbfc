"""ArchiMate files: how they are found, unpacked and mended, and what is refused."""

from __future__ import annotations

import pytest
from archimate_samples import (
    ARCHI,
    OPEN_GROUP,
    XSI,
    archi,
    element,
    ends,
    exchange,
    item,
    items,
    link,
    packed,
    read,
    tie,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_explained, read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.plans.archimate import (
    looks_like_archi,
    looks_like_exchange,
    read_archimate,
)
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Alias

A, B = element("BusinessProcess", "p", "Handle claim"), element("BusinessObject", "o", "Claim")
ITEMS = [item("BusinessProcess", "p", "Handle claim"), item("BusinessObject", "o", "Claim")]
GOOD = archi(A, B, tie("Access", "r", "p", "o"))
GOOD_EXCHANGE = exchange(ITEMS, [link("Access", "r", "p", "o")])


def utf16(data, order="utf-16"):
    return f'<?xml version="1.0" encoding="UTF-16"?>{data.decode()}'.encode(order)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data,
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"<?xml version='1.0'?>\n<!-- <model> > -->\n" + data,
        utf16,
        lambda data: utf16(data, "utf-16-le"),
        lambda data: utf16(data, "utf-16-be"),
        lambda data: b"\xff\xfe" + utf16(data, "utf-16-le"),
        lambda data: b"\xfe\xff" + utf16(data, "utf-16-be"),
    ],
)
@pytest.mark.parametrize(
    ("data", "name"), [(GOOD, "archimate"), (GOOD_EXCHANGE, "archimate-exchange")]
)
def test_a_model_is_found_by_its_content(change, data, name, tmp_path):
    """Whatever the suffix, the encoding and the comments before it."""
    path = tmp_path / "model.dat"
    path.write_bytes(change(data))
    lifecycle, understood = read_explained(path, ReadOptions(strict=True))
    assert understood[0].meaning.partition(":")[0] == name
    assert items(lifecycle) == [("p", "Handle claim"), ("o", "Claim")]


def test_other_files_are_no_models():
    """What only mentions ArchiMate is left to others."""
    for other in (
        b"",
        b"archimate",
        b"<svg/>",
        b"<model/>",
        f"<svg><!-- {ARCHI} --></svg>".encode(),
        b"PK\x03\x04 model.xml",
        packed(b"<x/>", "xl/workbook.xml"),
    ):
        assert not looks_like_archi(other)
        assert not looks_like_exchange(other)


def test_either_reader_takes_either_notation(tmp_path):
    """Who forces a reader by name need not know which notation a file is in."""
    for data in (GOOD, GOOD_EXCHANGE):
        path = tmp_path / "model.xml"
        path.write_bytes(data)
        for name in ("archimate", "archimate-exchange"):
            assert len(read_lifecycle(path, reader=name)) == 2


@pytest.mark.parametrize("prefix", ["", "archimate", "x"])
def test_any_prefix_will_do(prefix):
    """The prefix of the namespace and that of the types are free, or absent."""
    colon = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    data = f"""<{colon}model {name}="{ARCHI}" {XSI} name="M"><folder>
    <element xsi:type="{colon}BusinessProcess" id="1" name="A"/></folder></{colon}model>"""
    assert items(read(data.encode(), strict=True)) == [("1", "A")]
    data = f"""<{colon}model {name}="{OPEN_GROUP}" {XSI}><{colon}elements>
    <{colon}element xsi:type="BusinessProcess" identifier="1"><{colon}name>A</{colon}name>
    </{colon}element></{colon}elements></{colon}model>"""
    assert items(read(data.encode(), strict=True)) == [("1", "A")]


def test_the_first_versions_of_archi_are_read():
    """Their namespace and their names of types were others."""
    data = archi(
        element("InfrastructureService", "1", "Hosting"),
        element("BusinessProcess", "2", "Pay"),
        element("AndJunction", "3"),
        tie("UsedBy", "r", "1", "2"),
        tie("Specialisation", "s", "2", "2"),
        element("ArchimateDiagramModel", "v", "V",
                '<child archimateElement="1"><sourceConnection relationship="r"/></child>'
                '<child archimateElement="2"/>'),
        namespace="http://www.bolton.ac.uk/archimate",
    )  # fmt: skip
    lifecycle = read(data, strict=True, view="V")
    assert ends(lifecycle) == [("1", "associated-with", "2")]
    assert [r.source_type for r in lifecycle.relations] == ["UsedBy"]
    assert [r.source_type for r in read(data).relations] == ["UsedBy", "Specialisation"]


def test_version_2_of_the_exchange_format_is_read():
    """It says label for name, and spells its references in small letters."""
    data = f"""<model xmlns="http://www.opengroup.org/xsd/archimate" {XSI} identifier="m" version="1">
    <name xml:lang="en">Old</name><elements>
    <element identifier="a" xsi:type="BusinessRole"><label xml:lang="en">Clerk</label>
    <properties><property identifierref="d"><value xml:lang="en">5</value></property></properties>
    </element><element identifier="b" xsi:type="BusinessProcess"><label>Pay</label></element>
    </elements><relationships>
    <relationship identifier="r" source="a" target="b" xsi:type="AssignmentRelationship">
    <label>does</label></relationship></relationships>
    <organization><item identifierref="a"/></organization>
    <propertydefs><propertydef identifier="d" name="Staff" type="number"/></propertydefs>
    <views><view identifier="v"><label>V</label><node elementref="a"/><node elementref="b"/>
    <connection relationshipref="r"/></view></views></model>"""
    lifecycle = read(data.encode(), strict=True, view="V")
    assert lifecycle.name == "Old"
    assert items(lifecycle) == [("a", "Clerk"), ("b", "Pay")]
    assert [(p.name, p.text) for p in lifecycle["clerk"].properties] == [("Staff", "5")]
    (relation,) = lifecycle.relations
    assert (relation.source_type, relation.link.value, relation.label) == (
        "Assignment", "performs", "does",
    )  # fmt: skip


def test_names_in_other_languages_are_aliases():
    """The English name is the name, or else the first; notes in other languages are kept."""
    texts = (
        '<name xml:lang="de">Antrag</name><name xml:lang="en-GB">Claim</name>'
        '<name xml:lang="fr">Sinistre</name><name xml:lang="DE">Schaden</name>'
        '<name xml:lang="x">Odd</name><name>Bare</name><name xml:lang="nl"> </name>'
        '<documentation xml:lang="nl">Wat</documentation>'
        '<documentation xml:lang="de">Was</documentation>'
    )
    first = item("BusinessRole", "2", inner='<name xml:lang="de">Amt</name><name>Office</name>')
    made, other = read(exchange([item("BusinessObject", "1", inner=texts), first]), strict=True)
    assert (made.name, made.summary) == ("Claim", "Wat")
    assert made.aliases == (Alias("de", "Antrag"), Alias("de", "Schaden"), Alias("fr", "Sinistre"))
    assert [(p.name, p.text) for p in made.properties] == [
        ("name (x)", "Odd"),
        ("name", "Bare"),
        ("documentation (de)", "Was"),
    ]
    assert (other.name, other.properties[0].text) == ("Amt", "Office")


def test_properties_and_specializations_of_archi_are_kept():
    """Properties, features, profiles and the kind of a junction."""
    inner = (
        '<documentation>First\nsecond</documentation><property key="Cost" value="5"/>'
        '<property key="Cost" value="6"/><property key="" value="x"/><property key="Empty"/>'
    )
    data = archi(
        element("Node", "1", "Host", inner, profiles="q", colour="red"),
        element("Junction", "2", "J", type="or"),
        more='<profile name="Server" id="q" conceptType="Node"/><property key="Owner" value="IT"/>'
        "<purpose>Why</purpose><metadata><entry key='k' value='v'/></metadata>",
    )
    lifecycle = read(data, strict=True)
    host, junction = lifecycle
    assert host.summary == "First\nsecond"
    assert [(p.name, p.text) for p in host.properties] == [
        ("specialization", "Server"), ("colour", "red"), ("Cost", "5"), ("Cost", "6"),
        ("property", "x"), ("Empty", ""),
    ]  # fmt: skip
    assert [(p.name, p.text) for p in junction.properties] == [("junction type", "or")]
    assert lifecycle.summary == "Why"
    told = {p.name: p.text for p in lifecycle.properties}
    assert told == {"id": "m", "version": "5.0.0", "Owner": "IT", "k": "v"}


def test_properties_of_the_exchange_format_go_by_their_definitions():
    """Each value is kept under its name, other languages apart; metadata is the model's own."""
    more = """<propertyDefinitions><propertyDefinition identifier="d" type="string">
    <name>Owner</name></propertyDefinition></propertyDefinitions>"""
    own = """<properties><property propertyDefinitionRef="d"><value xml:lang="en">IT</value>
    <value xml:lang="de">EDV</value></property></properties>"""
    head = f"""<name>M</name><metadata><schema>Dublin Core</schema>
    <dc:title xmlns:dc="urn:dc">T</dc:title></metadata>{own}"""
    lifecycle = read(exchange([item("Node", "1", "Host", own)], more=more, head=head), strict=True)
    expected = [("Owner", "IT"), ("Owner (de)", "EDV")]
    assert [(p.name, p.text) for p in lifecycle["host"].properties] == expected
    assert [(p.name, p.text) for p in lifecycle.properties] == [
        ("identifier", "m"), ("schema", "Dublin Core"), ("title", "T"), *expected,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (f'<x:folder xmlns:x="{ARCHI}"/>'.encode(), "the outermost element is <folder>, not <model>"),
        (f'<elements xmlns="{OPEN_GROUP}"/>'.encode(), "the outermost element is <elements>"),
        (b'<model xmlns="http://www.archimate.org/model"/>', "its namespace is 'http://www.archima"),
        (b"<model/>", "its namespace is ''"),
        (GOOD[:-40], "line 5: column .* the file stops in the middle of"),
        (b'<!DOCTYPE m [<!ENTITY a "b">]>' + GOOD, "line 1: it declares a document type"),
        (archi("<folder>" * 300 + "</folder>" * 300), "nest more than 200 deep .the limit 'depth'"),
        (archi('<element id="a"', A), "line 4"),
        (packed(b"<a/>", "other.xml"), "a packed file without model.xml"),
        (packed(GOOD)[:60], "a damaged or truncated ZIP file"),
        (packed(GOOD).replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"), "is encrypted, password required"),
        (packed(b"<a/>"), "the outermost element is <a>"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(data, message):
    """One sentence with the file and the line, however it is forced."""
    with pytest.raises(InvalidFileError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("model.archimate")


def test_a_namespace_that_looks_right_and_is_not_is_shown(tmp_path):
    """Where no reader knows a file, its outermost element is."""
    path = tmp_path / "model.xml"
    path.write_bytes(b'<model xmlns="http://www.opengroup.org/xsd/archimat/3.0/"/>')
    with pytest.raises(InvalidFileError, match=r"no reader knows.*xsd/archimat/3.0/"):
        read_lifecycle(path)


def test_a_packed_model_is_unpacked(tmp_path):
    """A model with pictures is a ZIP file; the pictures are left aside."""
    path = tmp_path / "model.archimate"
    path.write_bytes(packed(GOOD, more=("images/a.png",)))
    lifecycle, understood = read_explained(path, ReadOptions(strict=True))
    assert items(lifecycle) == [("p", "Handle claim"), ("o", "Claim")]
    told = "model.xml is read, 1 other parts (pictures) are left aside"
    assert understood[1].meaning == told


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_packed_model_that_is_there_twice_is_told():
    """Unpackers take the last one, so that one is read."""
    lifecycle = read(packed(archi(B), more=("images/a.png",), then=GOOD))
    assert items(lifecycle) == [("p", "Handle claim"), ("o", "Claim")]
    assert lifecycle.warnings == ("the packed file holds model.xml twice; the last one is read",)


def test_a_packed_model_may_not_grow_beyond_the_limit():
    """However small the file, what is in it is counted."""
    bomb = packed(GOOD + b" " * 3_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(InvalidFileError, match=r"over 1,000,000 bytes .the limit 'unpacked'"):
        read(bomb, limits=Limits(unpacked=1_000_000))


def test_texts_are_kept_character_for_character():
    """Markup, spaces, line ends, right-to-left marks and emoji stay as they are."""
    told = " a &lt;b&gt; &amp;amp; &quot;x&quot;&#10;y&#13;z \u202bشرح\u202c 🎉 "
    expected = ' a <b> &amp; "x"\ny\rz \u202bشرح\u202c 🎉 '
    for data in (archi(element("Node", "1", told)), exchange([item("Node", "1", told)])):
        assert [each.name for each in read(data, strict=True)] == [expected]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([GOOD, GOOD_EXCHANGE, packed(GOOD)]),
    st.integers(0, 10_000),
    st.binary(max_size=4),
    st.integers(0, 12),
)
def test_damage_gives_a_model_or_a_clear_error(data, at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    at %= len(data)
    try:
        read_archimate(Reading(data[:at] + put + data[at + cut :], "model.archimate"))
    except LifecycleMapError as error:
        assert str(error).startswith("model.archimate")


IDS = st.sampled_from("abcdr")
TYPES = st.sampled_from(["WorkPackage", "Plateau", "BusinessRole", "Node", "Junction", "Odd"])
RELATIONS = st.sampled_from(["Composition", "Aggregation", "Triggering", "Access", "Odd"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(TYPES, IDS), max_size=6),
    st.lists(st.tuples(RELATIONS, IDS, IDS, IDS), max_size=8),
)
def test_any_structure_is_read_and_no_relation_is_lost(elements, relations):
    """Whatever joins what, in circles too, each relation is one of ours or told as left out."""
    ties = [tie(*told) for told in relations]
    lifecycle = read(archi(*(element(*each) for each in elements), *ties))
    assert len(lifecycle) == len(elements)
    lost = {
        w.partition(":")[0] for w in lifecycle.warnings if w.endswith("that there is; left out")
    }
    assert len(lifecycle.relations) + len(lost) == len(relations)
