"""Questions about the graph of a lifecycle."""

from __future__ import annotations

import io
import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import lifecycles

from lifecycle_map.analysis.graphs import between, cycles, graphml, stage_order, to_networkx
from lifecycle_map.errors import UnknownElementError
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.model.elements import Activity, Process, Product, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import (
    Dependency,
    DependencyType,
    LagUnit,
    Link,
    Relation,
)

SHIPPED = [load_lifecycle(entry.key) for entry in list_lifecycles()]
each_shipped = pytest.mark.parametrize("lifecycle", SHIPPED, ids=lambda value: value.key)
STAGES = tuple(Stage(key=key, name=key.upper()) for key in "abcde")
ONWARD = Link.PRECEDES


def made(*pairs, elements=STAGES, link=ONWARD):
    return Lifecycle(
        key="k", name="K", side=Side.PROJECT, elements=elements,
        relations=tuple(Relation(subject=s, link=link, object=o) for s, o in pairs),
    )  # fmt: skip


def keys(elements):
    return "".join(element.key for element in elements)


def same_counts(lifecycle):
    """GraphML, written by us and read by networkx, has as many nodes and edges."""
    graph = to_networkx(lifecycle)
    read = nx.read_graphml(io.BytesIO(graphml(lifecycle).encode()), force_multigraph=True)
    assert set(read) == set(graph) == {element.key for element in lifecycle}
    assert read.number_of_edges() == graph.number_of_edges() == len(lifecycle.relations)
    assert sorted(read.edges()) == sorted((r.subject, r.object) for r in lifecycle.relations)
    return read


def assert_plain(graph):
    """All attributes are texts, numbers and truth values."""
    tables = [graph.graph, *(d for _, d in graph.nodes(data=True))]
    tables += [d for _, _, d in graph.edges(data=True)]
    assert {type(value) for table in tables for value in table.values()} <= {str, int, float, bool}


@each_shipped
def test_shipped_graphs_are_plain_and_go_through_graphml(lifecycle):
    """Nodes, edges and their names survive writing and reading by networkx."""
    assert_plain(to_networkx(lifecycle))
    read = same_counts(lifecycle)
    assert {key: read.nodes[key]["name"] for key in read} == {e.key: e.name for e in lifecycle}


@settings(max_examples=100, deadline=None)
@given(lifecycles())
def test_any_graph_is_plain_and_goes_through_graphml(lifecycle):
    """Loops, parallel relations and any text: the counts are the same after reading."""
    assert_plain(to_networkx(lifecycle))
    same_counts(lifecycle)


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_graphml_keeps_every_text(lifecycle):
    """A name of any characters, line ends included, is the same after reading."""
    read = nx.read_graphml(io.BytesIO(graphml(lifecycle).encode()), force_multigraph=True)
    assert {k: read.nodes[k]["name"] for k in read} == {e.key: e.name for e in lifecycle}


def test_nodes_and_edges_say_what_they_are():
    """A node has the fields of its element, an edge those of its relation, flat."""
    dependency = Dependency(type=DependencyType.START_START, lag=-60, unit=LagUnit.ELAPSED_MINUTES)
    lifecycle = Lifecycle(
        key="k", name="K", side=Side.SERVICE, edition="1st",
        elements=(Stage(key="a", name="A", repeats=True, source_id="7"), Stage(key="b", name="B")),
        relations=(
            Relation(subject="a", link=ONWARD, object="b", label="x", dependency=dependency),
            Relation(subject="a", link=ONWARD, object="b", confidence=0.5),
        ),
    )  # fmt: skip
    graph = to_networkx(lifecycle)
    assert graph.graph == {"key": "k", "name": "K", "edition": "1st", "side": "service"}
    assert graph.nodes["a"] == {"kind": "stage", "name": "A", "repeats": True, "source_id": "7"}
    assert graph.nodes["b"] == {"kind": "stage", "name": "B"}
    assert dict(graph["a"]["b"]) == {
        "precedes": {
            "link": "precedes", "label": "x", "dependency_type": "SS", "lag": -60,
            "lag_unit": "elapsed-minutes",
        },
        "precedes-2": {"link": "precedes", "confidence": 0.5},
    }  # fmt: skip


def test_the_graph_is_ones_own():
    """What is done to the graph does not reach the lifecycle, nor the next graph."""
    lifecycle = made(("a", "b"))
    graph = to_networkx(lifecycle)
    graph.remove_node("a")
    graph.nodes["b"]["name"] = "changed"
    assert lifecycle == made(("a", "b"))
    assert set(to_networkx(lifecycle)) == set("abcde")


@each_shipped
def test_no_question_changes_the_lifecycle(lifecycle):
    """After all questions the lifecycle is equal to what it was."""
    before = load_lifecycle(lifecycle.key)
    first, last = lifecycle.stages[0].key, lifecycle.stages[-1].key
    for question in (to_networkx, graphml, stage_order, cycles):
        question(lifecycle)
    between(lifecycle, first, last)
    assert lifecycle == before
    assert hash(lifecycle) == hash(before)


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        ((), "abcde"),
        (("ed", "dc", "cb", "ba"), "edcba"),
        (("eb",), "acdeb"),
        (("ac", "bc", "cd", "ce"), "abcde"),
        (("da", "db", "ae", "be"), "cdabe"),
        (("ab", "ba", "bc"), "abcde"),
        (("cb", "bc", "ca"), "bcade"),
        (("aa", "ba"), "bacde"),
        (("ab", "bc", "cd", "de", "ea"), "abcde"),
        (("ab", "ab"), "abcde"),
    ],
    ids=["none", "backwards", "one", "parallel middle", "diamond", "loop", "loop first", "self",
         "ring", "twice"],
)  # fmt: skip
def test_stages_come_in_the_order_that_is_stated(pairs, order):
    """``precedes`` decides; the file decides for what is parallel and inside a cycle."""
    assert keys(stage_order(made(*pairs))) == order


def test_only_order_among_stages_counts():
    """What precedes between processes or inside a stage orders no stages."""
    elements = (*STAGES[:2], Process(key="p", name="P"), Stage(key="i", name="I"))
    lifecycle = Lifecycle(
        key="k", name="K", side=Side.PROJECT, elements=elements,
        relations=(
            Relation(subject="b", link=Link.CONTAINS, object="i"),
            Relation(subject="i", link=ONWARD, object="a"),
            Relation(subject="p", link=ONWARD, object="a"),
            Relation(subject="b", link=Link.TRIGGERS, object="a"),
        ),
    )  # fmt: skip
    assert keys(stage_order(lifecycle)) == "ab"


@settings(max_examples=100, deadline=None)
@given(lifecycles())
def test_the_order_holds_every_stage_once_and_what_is_stated(lifecycle):
    """It is a permutation in which no stage stands before one that strictly precedes it."""
    order = stage_order(lifecycle)
    assert sorted(keys_of(order)) == sorted(keys_of(lifecycle.stages))
    place = {stage.key: number for number, stage in enumerate(order)}
    graph = nx.DiGraph(
        (r.subject, r.object)
        for r in lifecycle.relations
        if r.link is ONWARD and r.subject in place and r.object in place
    )
    for first, second in graph.edges:
        if not nx.has_path(graph, second, first):
            assert place[first] < place[second]


def keys_of(elements):
    return [element.key for element in elements]


def test_what_lies_between():
    """All that is on a way from one to the other, ends left out, in the order of the file."""
    lifecycle = made(("a", "c"), ("a", "b"), ("b", "d"), ("c", "d"), ("d", "e"))
    assert keys(between(lifecycle, "a", "e")) == "bcd"
    assert keys(between(lifecycle, "a", "d")) == "bc"
    assert between(lifecycle, "e", "a") == ()
    assert between(lifecycle, "b", "c") == ()
    assert between(lifecycle, "a", "b") == ()


def test_between_goes_along_triggers_and_not_along_the_rest():
    """Flow is what precedes or triggers; containing or using is none."""
    elements = (Process(key="p", name="P"), Activity(key="x", name="X"), Product(key="y", name="Y"))
    flow = made(("p", "x"), ("x", "p"), elements=elements, link=Link.TRIGGERS)
    assert between(flow, "p", "p") == (elements[1],)
    held = made(("p", "x"), elements=elements, link=Link.CONTAINS)
    assert between(held, "p", "x") == ()


def test_between_inside_a_cycle():
    """In a ring everything lies between, ends left out."""
    assert keys(between(made(("a", "b"), ("b", "c"), ("c", "a")), "a", "b")) == "c"


@pytest.mark.parametrize("ends", [("a", "zz"), ("zz", "a")])
def test_between_refuses_unknown_ends(ends):
    """A key that there is not is refused."""
    with pytest.raises(UnknownElementError, match="'k' has no element 'zz'"):
        between(made(), *ends)


def test_cycles_are_found_in_order():
    """Rings and what leads to itself, each once, in the order of the file."""
    lifecycle = made(("e", "d"), ("d", "e"), ("c", "c"), ("a", "b"))
    assert [keys(group) for group in cycles(lifecycle)] == ["c", "de"]
    assert cycles(made(("a", "b"), ("b", "c"))) == ()


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_cycles_never_overlap(lifecycle):
    """Each element stands in one group at the most."""
    found = [element.key for group in cycles(lifecycle) for element in group]
    assert len(found) == len(set(found))


@each_shipped
def test_shipped_stages_are_listed_in_their_order(lifecycle):
    """The order of the file is the order that the relations state."""
    assert stage_order(lifecycle) == lifecycle.stages


def test_every_permutation_of_a_chain_is_put_in_order():
    """However the stages are listed, a chain has one order."""
    for stages in itertools.permutations(STAGES[:4]):
        chain = made(("a", "b"), ("b", "c"), ("c", "d"), elements=stages)
        assert keys(stage_order(chain)) == "abcd"


def test_a_picture_shows_what_there_is():
    """Where nothing flows among the backbone all work is drawn, and all there is without work."""
    from lifecycle_map.formats.rendering import diagram
    from lifecycle_map.model.elements import Activity, Process, Product
    from lifecycle_map.model.lifecycles import Lifecycle, Side
    from lifecycle_map.model.relations import Link, Relation

    flow = Lifecycle(
        key="a",
        name="A",
        side=Side.SERVICE,
        elements=(
            Process(key="p", name="P"),
            Activity(key="x", name="X"),
            Activity(key="y", name="Y"),
        ),
        relations=(Relation(subject="x", link=Link.PRECEDES, object="y"),),
    )
    assert [box.label for box in diagram(flow).boxes] == ["P", "X", "Y"]
    things = Lifecycle(
        key="b",
        name="B",
        side=Side.SERVICE,
        elements=(Product(key="x", name="X"), Product(key="y", name="Y")),
        relations=(
            Relation(subject="x", link=Link.ASSOCIATED_WITH, object="y", source_type="AccessedBy"),
        ),
    )
    picture = diagram(things)
    assert [box.label for box in picture.boxes] == ["X", "Y"]
    assert [arrow.label for arrow in picture.arrows] == ["accessed by"]
