"""Crosswalks in SSSOM/JSON and as alignments of ontologies: read, written, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import realdata
import strategies
from exchange_samples import OAEI, said
from hypothesis import given, settings

import lifecycle_map as lm
from lifecycle_map.cli.main import run

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.sssom.tsv"))
REAL = realdata.files("realdata/sssom", "*.sssom.tsv")
OF_OTHERS = [*REAL, *realdata.files("robust/sssom", "*.sssom.tsv")]


def again(crosswalk, path):
    lm.export(crosswalk, path)
    return lm.read_crosswalk(path)


@settings(deadline=None)
@given(strategies.crosswalks())
def test_a_crosswalk_comes_back_from_sssom_json(tmp_path_factory, crosswalk):
    """Whatever a crosswalk holds, it loads back equal."""
    path = tmp_path_factory.getbasetemp() / "any.sssom.json"
    assert said(again(crosswalk, path)) == said(crosswalk)


@pytest.mark.parametrize("entry", lm.list_crosswalks(), ids=lambda entry: entry.key)
@pytest.mark.parametrize("suffix", ["sssom.json", "alignment.rdf", "mapping.csv", "mapping.xlsx"])
def test_shipped_crosswalks_come_back(entry, suffix, tmp_path, recwarn):
    """All rows, with their sources, views and words; an alignment has no rows without a match."""
    crosswalk = lm.load_crosswalk(entry.key)
    made = again(crosswalk, tmp_path / f"x.{suffix}")
    but_none = suffix == "alignment.rdf"
    assert said(made, but_none=but_none) == said(crosswalk, but_none=but_none)
    left_out = any(row.match is lm.Match.NONE for row in crosswalk.correspondences)
    assert bool(recwarn.list) == (but_none and left_out)


@pytest.mark.parametrize("path", [*EXAMPLES, *OF_OTHERS], ids=lambda path: path.name)
@pytest.mark.parametrize(
    "suffix", ["sssom.json", "alignment.rdf", "sssom.tsv", "mapping.csv", "mapping.xlsx"]
)
@pytest.mark.filterwarnings("ignore::lifecycle_map.LeftOutWarning")
def test_files_of_others_come_back(path, suffix, tmp_path):
    """Every slot of a file of SSSOM is kept, in whichever notation it is written again."""
    try:
        crosswalk = lm.read_crosswalk(path)
    except lm.LifecycleMapError:
        pytest.skip("no file that can be read: tests/test_sssom.py says which")
    but_none = suffix == "alignment.rdf"
    made = again(crosswalk, tmp_path / f"x.{suffix}")
    assert said(made, but_none=but_none) == said(crosswalk, but_none=but_none)


def test_what_sssom_json_looks_like():
    """Slots are keys, numbers are numbers, lists are lists, prefixes are a map and a context."""
    plain = json.loads(lm.render(lm.read_crosswalk(EXAMPLES[0]), "sssom-json"))
    assert plain["@type"] == "MappingSet"
    assert plain["@context"]["itil-2011"] == plain["curie_map"]["itil-2011"]
    first = plain["mappings"][0]
    assert first["predicate_id"] == "skos:relatedMatch"
    assert first["confidence"] == 0.8
    assert len(plain["mappings"]) == 4


def test_sssom_json_of_others(tmp_path):
    """A file with its prefixes in the context, as sssom-py writes it, is read."""
    text = """{"mapping_set_id": "https://example.org/m", "license": "https://example.org/l",
      "mappings": [{"subject_id": "A:1", "predicate_id": "skos:exactMatch", "object_id": "B:2",
        "mapping_justification": "semapv:LexicalMatching", "confidence": 0.5, "author_id": ["A:me"],
        "comment": null}],
      "@type": "MappingSet", "@context": {"A": "http://a.example/", "B": {"@id": "http://b.example/",
      "@prefix": true}, "skos": "http://www.w3.org/2004/02/skos/core#", "@vocab": "https://w3id.org/sssom/",
      "comment": {"@id": "rdfs:comment"}}}"""
    path = tmp_path / "theirs.json"
    path.write_text(text)
    crosswalk = lm.read_crosswalk(path, strict=True)
    (row,) = crosswalk.correspondences
    assert (str(row.subject), row.match, row.confidence) == ("a:1", lm.Match.EXACT, 0.5)
    kept = [held.text for held in crosswalk.properties if held.name == "curie_map"]
    assert kept == ["A: http://a.example/", "B: http://b.example/"]


@pytest.mark.parametrize(
    ("text", "told"),
    [('{"mapping_set_id": "x", "mappings": [', "no valid JSON"),
     ('{"mapping_set_id": "x", "mappings": {}}', "no object with a list of mappings"),
     ('{"mapping_set_id": "x", "mappings": [7], "license": "l"}', "it is no object")],
)  # fmt: skip
def test_wrong_sssom_json_is_refused(text, told, tmp_path):
    """What is no such file is one error with its place; what can be mended only with strict."""
    path = tmp_path / "wrong.sssom.json"
    path.write_text(text)
    with pytest.raises(lm.InvalidFileError, match=told):
        lm.read_crosswalk(path, strict=True)


@pytest.fixture
def oaei(tmp_path):
    path = tmp_path / "theirs.rdf"
    path.write_text(OAEI)
    return path


def test_an_alignment_of_ontologies_is_read(oaei):
    """Entities, relations and measures become a crosswalk; what is said to differ is set aside."""
    crosswalk = lm.read_crosswalk(oaei)
    rows = [(str(r.subject), r.match.value, r.confidence) for r in crosswalk.correspondences]
    assert rows == [
        ("paper.example:Co-author", "exact", 1.0), ("paper.example:Paper", "broad", 0.8),
        ("paper.example:Track", "narrow", 0.25),
    ]  # fmt: skip
    kept = {held.name: held.text for held in crosswalk.properties}
    assert kept["oaei_method"] == "by hand"
    assert kept["oaei_type"] == "11"
    assert kept["oaei_onto1_location"] == "file:paper.owl"
    assert kept["oaei_onto2"] == "http://talk.example"
    assert "%" in kept["row_set_aside"]
    assert "the two differ" in crosswalk.warnings[0]


@pytest.mark.parametrize(
    "suffix", ["alignment.rdf", "sssom.tsv", "sssom.json", "mapping.csv", "toml"]
)
def test_nothing_of_an_alignment_is_lost(suffix, oaei, tmp_path):
    """Written again in any notation and read back, it says the same, ids and signs included."""
    crosswalk = lm.read_crosswalk(oaei)
    assert said(again(crosswalk, tmp_path / f"x.{suffix}")) == said(crosswalk)


def test_an_alignment_is_written_as_others_expect(oaei, tmp_path):
    """The signs, measures, ids and ontologies of the file stand in it again."""
    text = lm.render(lm.read_crosswalk(oaei), "oaei")
    for part in (
        '<Cell rdf:about="#c1">', "<relation>%</relation>", "<relation>HasInstance</relation>",
        ">0.80</measure>", "<semantics>crisp</semantics>", '<Ontology rdf:about="http://paper.example">',
        "<location>file:paper.owl</location>", '<entity2 rdf:resource="http://talk.example#Document"/>',
        'name="OWL2.0"', "<type>11</type>",
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize(
    ("text", "told"), [(OAEI.replace("Alignment>", "Aligned>"), "no Alignment in it"),
                       (OAEI[:600], "line 1")],
)  # fmt: skip
def test_wrong_alignments_are_refused(text, told, tmp_path):
    """What is no alignment is one error with its line."""
    path = tmp_path / "x.rdf"
    path.write_text(text)
    with pytest.raises(lm.InvalidFileError, match=told):
        lm.read_crosswalk(path)


def test_the_commands_take_and_give_them(oaei, tmp_path, monkeypatch, capsys):
    """`read` turns each into a native file and back."""
    monkeypatch.chdir(tmp_path)
    assert run(["read", str(oaei), "-o", "a.toml"]) == 0
    assert run(["read", "a.toml", "-o", "b.sssom.json"]) == 0
    assert run(["read", "b.sssom.json", "-o", "c.toml"]) == 0
    assert (tmp_path / "a.toml").read_text() == (tmp_path / "c.toml").read_text()


@pytest.mark.parametrize("format", ["sssom-json", "oaei"])
def test_a_lifecycle_is_no_mapping(format):
    """What holds mappings alone says so."""
    with pytest.raises(lm.UnsuitableFormatError):
        lm.render(lm.load_lifecycle("itil"), format)
