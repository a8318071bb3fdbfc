"""Node-link JSON: what networkx and D3 write is read, and what we write they read."""

from __future__ import annotations

import json
import re

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import lifecycles

import lifecycle_map as lm
from lifecycle_map.loading.plans.node_link import looks_like_node_link, read_node_link
from lifecycle_map.loading.readers import Reading, ReadOptions


def read(plain, *, strict=False):
    text = plain if isinstance(plain, str) else json.dumps(plain, indent=1)
    return read_node_link(Reading(text.encode(), "a.json", ReadOptions(strict=strict)))


@pytest.mark.parametrize("name", [entry.key for entry in lm.list_lifecycles()])
def test_networkx_reads_the_graph_that_we_have(name):
    """Nodes, edges, keys and all attributes are those of `to_networkx`."""
    lifecycle = lm.load_lifecycle(name)
    graph = nx.node_link_graph(json.loads(lm.render(lifecycle, "node-link")), edges="edges")
    wanted = lm.to_networkx(lifecycle)
    assert graph.graph == wanted.graph
    assert dict(graph.nodes(data=True)) == dict(wanted.nodes(data=True))
    assert sorted(graph.edges(keys=True, data=True), key=repr) == (
        sorted(wanted.edges(keys=True, data=True), key=repr)
    )


@pytest.mark.parametrize("name", [entry.key for entry in lm.list_lifecycles()])
def test_our_own_export_reads_back(name, tmp_path):
    """Elements and relations come back, the relations in their order too."""
    lifecycle = lm.load_lifecycle(name)
    path = lm.export(lifecycle, tmp_path / "a.node-link.json")
    back = lm.read_lifecycle(path, strict=True)
    assert (back.key, back.name, back.side) == (lifecycle.key, lifecycle.name, lifecycle.side)
    assert [attrs.evolve(e, source_id="") for e in back] == list(lifecycle)
    assert back.relations == lifecycle.relations


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_export_gives_back_kinds_names_and_links(lifecycle):
    """Whatever stands in the texts, the graph is whole."""
    text = lm.render(lifecycle, "node-link")
    assert looks_like_node_link(text.encode())
    back = read(text)
    assert [(e.key, e.kind, e.name) for e in back] == [(e.key, e.kind, e.name) for e in lifecycle]
    ties = [[(r.subject, r.link, r.object) for r in each.relations] for each in (back, lifecycle)]
    assert ties[0] == ties[1]


def test_what_networkx_writes_is_read():
    """Numbers as ids, undirected edges, nested data and lists; edges by either name."""
    graph = nx.Graph(name="Two")
    graph.add_node(1, label="One", done=True, weight=0.5, tags=["a", "b"], more={"x": 1})
    graph.add_edge(1, 2, label="to")
    for name in ("edges", "links"):
        lifecycle = read(nx.node_link_data(graph, edges=name))
        assert (lifecycle.name, [e.name for e in lifecycle]) == ("Two", ["One", "2"])
        assert {p.name: p.text for p in lifecycle.elements[0].properties} == {
            "done": "true", "weight": "0.5", "tags": "a; b", "more_x": "1",
        }  # fmt: skip
        (tie,) = lifecycle.relations
        assert (tie.link, tie.label) == (lm.Link.ASSOCIATED_WITH, "to")


def test_what_d3_reads_is_read():
    """Without ids, links lead to the numbers of nodes."""
    plain = {
        "nodes": [{"name": "Design"}, {"name": "Build"}],
        "links": [{"source": 0, "target": 1}],
    }
    (tie,) = read(plain).relations
    assert (tie.subject, tie.link, tie.object) == ("design", lm.Link.PRECEDES, "build")


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ({"nodes": [{"id": "a"}, 7], "edges": []}, r"line 6(, |: )nodes\[1\]: it is no object"),
        ({"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "b"}]}, "'b' is no node"),
        ({"nodes": [{"id": "a"}, {"id": "a"}], "edges": []}, "a second node 'a'"),
        ({"nodes": [{"id": "a"}], "edges": [{"source": "a"}]}, "target is not said"),
        ({"nodes": [{"id": "a", "name": "\x01"}], "edges": []}, "cannot be written"),
    ],
)
def test_what_is_odd_is_mended_and_strict_refuses_it(plain, told, tmp_path):
    """Each fault is a warning with its line."""
    assert any(re.search(told, warning) for warning in read(plain).warnings)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(plain, indent=1))
    with pytest.raises(lm.InvalidFileError, match=told):
        lm.read_lifecycle(path, strict=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"nodes": {}, "edges": []}', "it has no list 'nodes'"),
        ('{"nodes": [], "edges": 1}', "it has no list 'edges'"),
        ('{"nodes": [], "edges": [}', "no valid JSON"),
        ('{"nodes": [], "nodes": [], "edges": []}', "given twice"),
        ("[]", "no graph"),
    ],
)
def test_what_is_no_graph_is_refused(text, told):
    """One error that says what is missing, with its line where there is one."""
    with pytest.raises(lm.InvalidFileError, match=told):
        read(text)


def test_our_own_files_are_no_graphs():
    """JSON of lifecycles, crosswalks and mappings is not taken for a graph."""
    for value, format in (
        (lm.load_lifecycle("itil"), "json"), (lm.load_crosswalk("prince2--itil"), "json"),
        (lm.load_crosswalk("prince2--itil"), "sssom-json"), (lm.load_lifecycle("itil"), "jsonld"),
    ):  # fmt: skip
        assert not looks_like_node_link(lm.render(value, format).encode())


def test_an_alignment_is_no_lifecycle():
    """Only a lifecycle is a graph here."""
    both = lm.align(lm.load_lifecycle("pm2"), lm.load_lifecycle("itil"))
    with pytest.raises(lm.UnsuitableFormatError):
        lm.render(both, "node-link")
