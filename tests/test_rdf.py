"""Turtle and JSON-LD: written without any package, read with rdflib, nothing lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import strategies
from exchange_samples import OAEI, SKOS, said
from hypothesis import given, settings
from test_exchange import EXAMPLES, OF_OTHERS

import lifecycle_map as lm
from lifecycle_map.formats.rdf_graphs import graph_of
from lifecycle_map.formats.rdf_nodes import Node, Sequence

PLAN = Path(__file__).parents[1] / "examples" / "service-introduction.xml"
SUFFIXES = {"ttl": ("turtle", "turtle"), "jsonld": ("jsonld", "json-ld")}


@pytest.fixture
def rdflib():
    """The package that reads RDF, in the extra [rdf]."""
    return pytest.importorskip("rdflib")


def again(value, path):
    lm.export(value, path)
    return (lm.read_lifecycle if isinstance(value, lm.Lifecycle) else lm.read_crosswalk)(path)


def statements(nodes):
    """How many triples some nodes are: each value is one, each place in a collection two more."""
    count = 0
    for node in nodes:
        for _, values in node.facts:
            for value in values:
                inner = value.values if isinstance(value, Sequence) else (value,)
                count += 1 + (2 * len(inner) if isinstance(value, Sequence) else 0)
                count += statements(v for v in inner if isinstance(v, Node) and not v.iri)
    return count


VALUES = {
    "lifecycle": lambda: lm.load_lifecycle("itil"),
    "plan": lambda: lm.read_lifecycle(PLAN),
    "crosswalk": lambda: lm.load_crosswalk("prince2--itil"),
    "alignment": lambda: lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")),
}


# The parser of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", VALUES)
def test_a_store_takes_every_triple(name, rdflib):
    """Turtle and JSON-LD hold the same triples, as many as were written."""
    value = VALUES[name]()
    turtle, linked = (
        rdflib.Graph().parse(data=lm.render(value, format), format=parser)
        for format, parser in SUFFIXES.values()
    )
    assert len(turtle) == len(linked)
    assert len(turtle) == statements(graph_of(value).nodes)
    if name in ("crosswalk", "alignment"):
        from rdflib.compare import isomorphic

        assert isomorphic(turtle, linked)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["lifecycle", "plan", "crosswalk"])
def test_shipped_data_come_back(name, suffix, rdflib, tmp_path):
    """A lifecycle, a plan and a crosswalk load back equal."""
    value = VALUES[name]()
    made = again(value, tmp_path / f"x.{suffix}")
    assert made == value


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None)
@given(lifecycle=strategies.lifecycles(), crosswalk=strategies.crosswalks())
def test_whatever_there_is_comes_back(suffix, tmp_path_factory, lifecycle, crosswalk):
    """Any text, order, number and date of a lifecycle and a crosswalk is kept."""
    pytest.importorskip("rdflib")
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    assert again(lifecycle, path) == lifecycle
    assert said(again(crosswalk, path)) == said(crosswalk)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("path", [*EXAMPLES, *OF_OTHERS], ids=lambda path: path.name)
def test_files_of_others_come_back(path, suffix, rdflib, tmp_path):
    """Every slot of a file of SSSOM is kept in RDF too."""
    try:
        crosswalk = lm.read_crosswalk(path)
    except lm.LifecycleMapError:
        pytest.skip("no file that can be read: tests/test_sssom.py says which")
    assert said(again(crosswalk, tmp_path / f"x.{suffix}")) == said(crosswalk)


def test_an_alignment_of_ontologies_comes_back(rdflib, tmp_path):
    """What an alignment says beyond SSSOM is kept in RDF."""
    path = tmp_path / "x.rdf"
    path.write_text(OAEI)
    crosswalk = lm.read_crosswalk(path)
    assert said(again(crosswalk, tmp_path / "x.ttl")) == said(crosswalk)


def test_mappings_are_skos_and_reified(rdflib):
    """A row is a triple of SKOS, and an axiom with what is said of it, as SSSOM has it."""
    graph = rdflib.Graph().parse(data=lm.render(lm.read_crosswalk(EXAMPLES[0]), "turtle"))
    base, skos = "https://example.org/", rdflib.SKOS
    end = rdflib.URIRef(f"{base}prince2/closing-a-project")
    support = rdflib.URIRef(f"{base}itil/early-life-support")
    assert (end, skos.relatedMatch, support) in graph
    (axiom,) = graph.subjects(rdflib.OWL.annotatedSource, end)
    sssom = rdflib.Namespace("https://w3id.org/sssom/")
    assert float(graph.value(axiom, sssom.confidence)) == 0.8
    assert (axiom, rdflib.RDF.type, rdflib.OWL.Axiom) in graph
    denied = list(graph.subjects(sssom.predicate_modifier, sssom.NegatedPredicate))
    assert len(denied) == 1
    assert not list(graph.objects(rdflib.URIRef(f"{base}prince2/project-support"), skos.exactMatch))


def test_a_lifecycle_is_a_concept_scheme(rdflib):
    """Whoever knows SKOS finds labels, in languages, definitions and what is in what."""
    graph = rdflib.Graph().parse(data=lm.render(lm.load_lifecycle("itil"), "turtle"))
    scheme = rdflib.URIRef("https://lifecycle-map.invalid/lifecycles/itil-2011")
    design = scheme + "/service-design"
    assert (scheme, rdflib.RDF.type, rdflib.SKOS.ConceptScheme) in graph
    assert (design, rdflib.SKOS.inScheme, scheme) in graph
    assert str(graph.value(design, rdflib.SKOS.prefLabel)) == "Service Design"
    assert any(label.language == "de" for label in graph.objects(design, rdflib.SKOS.altLabel))
    assert list(graph.objects(design, rdflib.DCTERMS.hasPart))
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))) == len(
        lm.load_lifecycle("itil")
    )


def test_skos_mappings_by_others(rdflib, tmp_path):
    """Mappings without a set are read, each with a prefix of its own for each vocabulary."""
    path = tmp_path / "theirs.ttl"
    path.write_text(SKOS)
    crosswalk = lm.read_crosswalk(path)
    rows = [(str(r.subject), r.match.value, str(r.object)) for r in crosswalk.correspondences]
    assert rows == [("a:one", "exact", "b:eins"), ("a:two", "broad", "b:zahl")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [("x.ttl", "@prefix a: <http://a/> .\n\na:b a:c .", "line 3: no valid turtle"),
     ("x.ttl", "@prefix a: <http://a/> .\na:b a:c a:d .", "no mapping set and no SKOS mapping"),
     ("x.jsonld", '{"@context": "http://a.example/context", "@id": "x:y"}', "is at an address"),
     ("x.jsonld", '{"@context": {"@import": "http://a.example/c"}, "@id": "x:y"}', "at an address"),
     ("x.jsonld", '{"@graph": [}', "no valid JSON")],
)  # fmt: skip
def test_wrong_files_are_refused(name, text, told, rdflib, tmp_path):
    """What is no RDF, holds nothing of ours, or would have to be fetched, is one error."""
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(lm.InvalidFileError, match=told):
        lm.read_crosswalk(path)
    with pytest.raises(lm.InvalidFileError):
        lm.read_lifecycle(path)


def test_the_iris_are_stable():
    """The IRI of an element is made of the key of its lifecycle and its own, and nothing else."""
    linked = json.loads(lm.render(lm.load_lifecycle("itil"), "jsonld"))
    ids = {node["@id"] for node in linked["@graph"]}
    assert "https://lifecycle-map.invalid/lifecycles/itil-2011/service-design" in ids
    assert len(ids) == len(lm.load_lifecycle("itil")) + 1


def test_writing_needs_no_package():
    """Turtle has no line that our own writer could not escape, and no bare quote."""
    nasty = lm.Lifecycle(
        key="n", name='a "b"\\c\nd\te\r\u2028', side=lm.Side.PROJECT,
        elements=(lm.Stage(key="große-straße", name="<x> . ; ,"),),
    )  # fmt: skip
    text = lm.render(nasty, "turtle")
    assert r"a \"b\"\\c\nd\te\r\u2028" in text
    assert re.search(r"<https://lifecycle-map.invalid/lifecycles/n/gro%C3%9Fe-stra%C3%9Fe> a", text)
