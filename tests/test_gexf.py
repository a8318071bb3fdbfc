"""GEXF that networkx reads with all nodes and edges, and without any date."""

from __future__ import annotations

import io

import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.formats.gexf import write_gexf
from lifecycle_map.formats.outputs import Options
from lifecycle_map.loading.frameworks import load_lifecycle

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")


def read(value):
    return nx.read_gexf(io.BytesIO(write_gexf(value, Options()).text.encode()), version="1.3")


@pytest.mark.parametrize("lifecycle", [PRINCE2, ITIL], ids=lambda each: each.key)
def test_networkx_reads_all_of_a_lifecycle(lifecycle):
    """Nodes by their keys with names and fields, and an edge for each relation."""
    graph = read(lifecycle)
    assert [(key, told["label"]) for key, told in graph.nodes(data=True)] == [
        (element.key, element.name) for element in lifecycle
    ]
    assert graph.number_of_edges() == len(lifecycle.relations)
    assert {told["kind"] for _, told in graph.nodes(data=True)} == {e.kind for e in lifecycle}
    links = sorted(told["link"] for *_, told in graph.edges(data=True))
    assert links == sorted(relation.link.value for relation in lifecycle.relations)


def test_both_sides_and_what_joins_them():
    """References are the ids; what joins lifecycles as a whole is warned of."""
    both = align(PRINCE2, ITIL)
    graph, made = read(both), write_gexf(both, Options())
    assert len(graph) == len(PRINCE2) + len(ITIL)
    rows = [row for row in both.correspondences if row.match.value != "none"]
    whole = [row for row in rows if row.subject.is_whole or row.object.is_whole]
    edges = len(PRINCE2.relations) + len(ITIL.relations) + len(rows) - len(whole)
    assert graph.number_of_edges() == edges
    told = f"not shown: correspondences of a lifecycle as a whole ({len(whole)} of them)"
    assert made.warnings == (told,)


def test_it_carries_no_date():
    """Many writers stamp the day, so that the same graph is another file tomorrow."""
    text = write_gexf(ITIL, Options()).text
    assert "lastmodified" not in text
    assert text.splitlines()[2:5] == [
        "  <meta>", f"    <description>{ITIL.name}</description>", "  </meta>"
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_is_read(lifecycle):
    """Whatever the names: as many nodes and edges as there are."""
    graph = read(lifecycle)
    assert len(graph) == len(lifecycle)
    assert graph.number_of_edges() == len(lifecycle.relations)
