"""SSSOM TSV as written: crosswalks load back equal, and what other tools need is there."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXTS, crosswalks

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.exporting import export
from lifecycle_map.formats.outputs import format_for
from lifecycle_map.formats.rendering import render, rendered
from lifecycle_map.formats.sssom_texts import scalar
from lifecycle_map.loading.files import read_crosswalk
from lifecycle_map.loading.frameworks import list_crosswalks, load_crosswalk, load_lifecycle
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom import original_ids, read_sssom
from lifecycle_map.loading.sssom_slots import join, split
from lifecycle_map.loading.sssom_yaml import parse_yaml
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

HEAD = """\
#curie_map:
#  HP: http://purl.obolibrary.org/obo/HP_
#  MP: http://purl.obolibrary.org/obo/MP_
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""


def again(crosswalk):
    """The crosswalk after writing and reading."""
    return read_sssom(Reading(render(crosswalk, "sssom").encode(), "x.sssom.tsv"))


def read(text):
    return read_sssom(Reading(text.encode(), "x.sssom.tsv"))


@settings(max_examples=60, deadline=None)
@given(crosswalks())
def test_any_crosswalk_loads_back_equal(crosswalk):
    """A crosswalk of any shape is equal after SSSOM: views, sources, rows, evidence and all."""
    assert again(crosswalk) == crosswalk


@settings(max_examples=30, deadline=None)
@given(crosswalks(), st.permutations(["Prince2-2023", "lifecycle", "1st", "skos", "é"]))
def test_any_names_of_lifecycles_load_back_equal(crosswalk, keys):
    """Keys that look like a prefix of ours or of the standard, or have capitals, are equal too."""
    names = dict(zip("ab", keys, strict=False))

    def named(ref):
        return ref and Ref(names[ref.lifecycle], ref.key)

    renamed = attrs.evolve(
        crosswalk,
        subject_lifecycle=names["a"],
        object_lifecycle=names["b"],
        correspondences=tuple(
            attrs.evolve(row, subject=named(row.subject), object=named(row.object))
            for row in crosswalk.correspondences
        ),
    )
    assert again(renamed) == renamed


SLOTS = st.sampled_from(
    ["subject_id", "object_id", "predicate_id", "mapping_justification", "confidence", "comment",
     "predicate_modifier", "author_id", "author_label", "mapping_date", "see_also", "other",
     "subject_type", "subject_source", "object_source", "record_id", "similarity_score",
     "curie_map", "extension_definitions", "license", "sssom_version", "mapping_set_id",
     "mapping_set_title", "ext_row", "ext_fields", "ext_mine", "my column", "match_type",
     "row_set_aside", "mapping_tool"]
)  # fmt: skip
VALUES = TEXTS | st.sampled_from(
    ["", "HP:1", "a:b", "lifecycle:a", "sssom:NoTermFound", "sssom:NoMapping", "skos:exactMatch",
     "rdfs:subClassOf", "owl:differentFrom", "semapv:LexicalMatching", "semapv:LogicalMatching",
     "Not", "0.5", "NaN", "2026-03-31", "rdfs literal", "1.1", "x: y", "HP: http://hp/",
     "lifecycle_map: http://not/", "ext_mine a:b -", "Lexical", '{"a": "b"}', "[]", "http://x/y"]
)  # fmt: skip


@st.composite
def named_like_slots(draw):
    """A crosswalk whose properties have the names of slots, and texts that mean something."""
    found = draw(crosswalks())
    pairs = st.dictionaries(SLOTS, st.lists(VALUES, min_size=1, max_size=2), max_size=4)

    def properties():
        return tuple(Property(n, text) for n, texts in draw(pairs).items() for text in texts)

    rows = [attrs.evolve(row, properties=properties()) for row in found.correspondences]
    return attrs.evolve(found, correspondences=tuple(rows), properties=properties())


@settings(max_examples=50, deadline=None)
@given(named_like_slots())
def test_properties_that_look_like_slots_load_back_equal(crosswalk):
    """What stands in a property is never taken for more than it is."""
    found = again(crosswalk)
    assert found.correspondences == crosswalk.correspondences
    assert attrs.evolve(found, warnings=()) == attrs.evolve(crosswalk, warnings=())


@pytest.mark.parametrize("name", [entry.key for entry in list_crosswalks()])
def test_shipped_crosswalks_load_back_equal(name, tmp_path):
    """Each shipped crosswalk is equal after export and strict reading, and needs no spare slot."""
    crosswalk = load_crosswalk(name)
    path = export(crosswalk, tmp_path / "x.sssom.tsv")
    assert read_crosswalk(path, strict=True) == crosswalk
    assert "ext_fields" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", [entry.key for entry in list_crosswalks()])
def test_an_inverted_crosswalk_loads_back_equal(name):
    """So is what follows from the other end."""
    crosswalk = load_crosswalk(name).invert()
    assert again(crosswalk) == crosswalk


def test_an_alignment_calls_both_ends_by_name():
    """The rows of an alignment have the names of elements as labels."""
    alignment = align(load_lifecycle("prince2-2023"), load_lifecycle("itil-2011"))
    found = read(render(alignment, "sssom"))
    assert len(found.correspondences) == len(alignment.correspondences)
    (row,) = [row for row in found.correspondences if row.row == "A1"][:1]
    assert (row.subject_label, row.object_label) == ("Pre-project", "Service Strategy")
    assert not found.warnings


def test_a_lifecycle_is_no_mapping():
    """Asking for a lifecycle as SSSOM is an error that names other formats."""
    with pytest.raises(UnsuitableFormatError, match="cannot hold a lifecycle"):
        render(load_lifecycle("itil"), "sssom")


def test_the_longest_suffix_names_the_format():
    """A suffix of two parts is found, in any case; a name that is nothing but suffix is none."""
    assert format_for("a.b.SSSOM.tsv").name == "sssom"
    assert format_for("x.csv").name == "csv"


def test_matches_are_written_as_skos_says():
    """Broad means on both sides that the object is the broader one; none is any relation."""
    rows = [
        Correspondence(subject=Ref("a", m.value), object=Ref("b", "x"), match=m)
        for m in Match
        if m is not Match.NONE
    ]
    rows.append(Correspondence(subject=Ref("a", "none"), match=Match.NONE))
    crosswalk = Crosswalk(
        key="a--b",
        name="",
        subject_lifecycle="a",
        object_lifecycle="b",
        correspondences=tuple(rows),
    )
    table = [line.split("\t") for line in render(crosswalk, "sssom").splitlines() if line[0] != "#"]
    assert {row[0].removeprefix("a:"): (row[1], row[2]) for row in table[1:]} == {
        "exact": ("skos:exactMatch", "b:x"),
        "close": ("skos:closeMatch", "b:x"),
        "broad": ("skos:broadMatch", "b:x"),
        "narrow": ("skos:narrowMatch", "b:x"),
        "related": ("skos:relatedMatch", "b:x"),
        "none": ("skos:mappingRelation", "sssom:NoTermFound"),
    }


def test_what_all_rows_say_is_said_once():
    """Slots that a set says for all its mappings are condensed; a row's own stay where they are."""
    told = "mapping_tool: lifecycle\n#similarity_measure: words\n"
    rows = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_date\n"
    rows += "HP:1\tskos:exactMatch\tMP:1\tsemapv:LexicalMatching\t2026-01-01\n"
    rows += "HP:2\tskos:exactMatch\tMP:2\tsemapv:LexicalMatching\t2026-01-02\n"
    crosswalk = read(f"{HEAD}#{told}{rows}")
    assert all(
        Property("mapping_tool", "lifecycle") in r.properties for r in crosswalk.correspondences
    )
    assert "mapping_tool" not in {held.name for held in crosswalk.properties}
    text = render(crosswalk, "sssom")
    assert "#mapping_tool: lifecycle\n" in text
    assert (
        text.splitlines()[-1] == "HP:2\tskos:exactMatch\tMP:2\tsemapv:LexicalMatching\t2026-01-02"
    )


def test_numbers_of_the_set_are_numbers():
    """A strict tool expects a number where the standard has one, and texts everywhere else."""
    rows = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    head = f'{HEAD}#mapping_set_confidence: 0.8\n#mapping_set_version: "1.0"\n'
    text = render(read(head + rows), "sssom")
    assert "#mapping_set_confidence: 0.8\n" in text
    assert '#mapping_set_version: "1.0"\n' in text
    assert '#sssom_version: "1.1"\n' in text


def test_a_denied_mapping_is_written_again():
    """A row with Not comes back as it was, among the others, and stays no correspondence."""
    rows = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\n"
    rows += "HP:1\tskos:exactMatch\tNot\tMP:1\tsemapv:ManualMappingCuration\n"
    crosswalk = read(HEAD + rows)
    assert crosswalk.correspondences == ()
    assert rows.splitlines()[-1] in render(crosswalk, "sssom")
    assert again(crosswalk) == crosswalk


def test_an_edited_row_is_written_as_it_is_now():
    """What a file called a match or justification is dropped once the row says something else."""
    rows = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    rows += "HP:1\trdfs:subClassOf\tMP:1\tsemapv:LogicalMatching\n"
    crosswalk = read(HEAD + rows)
    assert "HP:1\trdfs:subClassOf\tMP:1\tsemapv:LogicalReasoning" in render(crosswalk, "sssom")
    assert again(crosswalk) == crosswalk
    (row,) = crosswalk.correspondences
    row = attrs.evolve(row, match=Match.EXACT, justification=Justification.CURATED)
    edited = attrs.evolve(crosswalk, correspondences=(row,))
    assert "HP:1\tskos:exactMatch\tMP:1\tsemapv:ManualMappingCuration" in render(edited, "sssom")
    assert again(edited) == edited


def test_an_inverted_row_keeps_the_ids_of_its_ends():
    """What a file said of the subject is said of the object afterwards."""
    rows = "subject_id\tsubject_category\tpredicate_id\tobject_id\tmapping_justification\n"
    rows += "HP:1\tsign\trdfs:subClassOf\tMP:9\tsemapv:LexicalMatching\n"
    inverted = read(HEAD + rows).invert()
    (row,) = inverted.correspondences
    assert original_ids(row) == ("MP:9", "HP:1")
    assert row.match is Match.NARROW
    assert "MP:9\tskos:narrowMatch\tHP:1\tsign\t" in render(inverted, "sssom")


def test_no_prefix_goes_undeclared():
    """An id whose prefix its own file did not declare can be read by strict tools all the same."""
    rows = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
    rows += "HP:1\tskos:exactMatch\tCOBIT:APO01\tsemapv:LexicalMatching\t0.5\n"
    text = render(read(HEAD + rows), "sssom")
    assert "COBIT: https://lifecycle-map.invalid/undeclared/COBIT/" in text
    assert not read_sssom(reading := Reading(text.encode(), "x")).correspondences[0].comment
    assert reading.faults == []


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_survives_the_metadata(text):
    """Whatever is written as YAML is read as the same text."""
    (node,) = parse_yaml([(1, f"slot: {scalar(text)}")], "x").values()
    assert (node.value or "") == text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("ab\\|", max_size=5), min_size=1, max_size=4).map(tuple))
def test_lists_in_cells_are_read_as_written(values):
    """Bars and backslashes inside the values of a list are kept apart from those between them."""
    assert split(join(values)) == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (r"Alice\|Bob|Charlie", ("Alice|Bob", "Charlie")),
        (r"Alice\\Bob|Charlie\\|David\\\|Eve\\", ("Alice\\Bob", "Charlie\\", "David\\|Eve\\")),
        (r"a\b|c", ("a\\b", "c")),
        ("a|", ("a", "")),
    ],
)
def test_escapes_in_lists_are_those_of_the_standard(cell, values):
    """The examples of the standard, and a backslash that escapes nothing."""
    assert split(cell) == values


@pytest.mark.parametrize("format", ["sssom", "sssom-json"])
def test_plain_is_the_standard_alone(format, tmp_path):
    """No extension is left, all rows are, and what that leaves out is said."""
    crosswalk = load_crosswalk("prince2--itil")
    made = rendered(crosswalk, format, dialect="plain")
    assert "ext_" not in made.content
    assert "lifecycle_map" not in made.content
    (told,) = made.warnings
    assert "ext_handed_over" in told
    path = tmp_path / f"a.{format.replace('-', '.')}"
    path.write_text(made.content, "utf-8")
    back = read_crosswalk(path, reader=format).correspondences
    kept = [(r.subject, r.match, r.object, r.confidence, r.comment) for r in back]
    assert kept == [
        (r.subject, r.match, r.object, r.confidence, r.comment) for r in crosswalk.correspondences
    ]
