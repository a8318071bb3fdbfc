"""GraphML: what becomes of nodes, groups, edges and data, and of what is wrong with them."""

from __future__ import annotations

import io

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import lifecycles

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.plans.graphml import looks_like_graphml, read_graphml
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Activity, Gate, Process, Product, Stage
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import Link

KEYS = """\
<key id="n" for="node" attr.name="name" attr.type="string"/>
<key id="k" for="node" attr.name="kind" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<key id="l" for="edge" attr.name="link" attr.type="string"/>
"""


def graphml(
    body, *, keys=KEYS, edges="directed", root='xmlns="http://graphml.graphdrawing.org/xmlns"'
):
    default = f' edgedefault="{edges}"' if edges else ""
    return f'<graphml {root}>\n{keys}<graph id="G"{default}>\n{body}\n</graph></graphml>'.encode()


def read(data, **options):
    return read_graphml(Reading(data, "a.graphml", ReadOptions(**options)))


def data(key, text):
    return f'<data key="{key}">{text}</data>'


def node(id_, name="", kind="", more=""):
    said = (data("n", name) if name else "") + (data("k", kind) if kind else "")
    return f'<node id="{id_}">{said}{more}</node>\n'


def edge(source, target, more="", given=""):
    return f'<edge source="{source}" target="{target}"{given}>{more}</edge>\n'


def ties(lifecycle):
    return [(r.subject, r.link, r.object) for r in lifecycle.relations]


AB = node("a", "Design") + node("b", "Build")


def test_nodes_are_activities_and_directed_edges_precede():
    """A plain directed graph is work, one after the other."""
    lifecycle = read(graphml(AB + edge("a", "b", data("w", "1.50"), ' id="e1"')))
    assert [(e.kind, e.key, e.name, e.source_id) for e in lifecycle] == [
        ("activity", "design", "Design", "a"),
        ("activity", "build", "Build", "b"),
    ]
    (relation,) = lifecycle.relations
    assert ties(lifecycle) == [("design", Link.PRECEDES, "build")]
    assert (relation.source_id, relation.properties) == ("e1", (Property("weight", "1.50"),))
    assert (lifecycle.name, lifecycle.side, lifecycle.warnings) == ("a", Side.PROJECT, ())


def test_the_kind_of_a_node_is_its_class():
    """``kind`` or ``type`` names one of our kinds; other types are kept as the format's own."""
    keys = KEYS + '<key id="t" for="node" attr.name="Type" attr.type="string"/>\n'
    body = (
        node("a", "A", "Gate")
        + node("b", "B", more=data("t", "product"))
        + node("c", "C", more=data("t", "userTask"))
    )
    lifecycle = read(graphml(body, keys=keys))
    assert [type(e) for e in lifecycle] == [Gate, Product, Activity]
    assert lifecycle["c"].source_type == "userTask"


def test_edges_name_their_links_where_the_model_allows_them():
    """A link of ours is taken; one that cannot join the two becomes an association and is told."""
    body = (
        node("a", "A")
        + node("p", "P", "product")
        + edge("a", "p", data("l", "creates"))
        + edge("a", "p", data("l", "Derives From"))
        + edge("a", "p")
        + edge("a", "p", data("l", "likes"))
    )
    lifecycle = read(graphml(body))
    assert [(r.link, r.source_type) for r in lifecycle.relations] == [
        (Link.CREATES, ""),
        (Link.ASSOCIATED_WITH, "Derives From"),
        (Link.ASSOCIATED_WITH, ""),
        (Link.ASSOCIATED_WITH, "likes"),
    ]
    assert lifecycle.warnings == (
        "line 10: 'derives-from' cannot join activity 'a' to product 'p' here; read as associated-with",
    )


def test_parallel_edges_and_loops_are_kept():
    """Nothing of the graph is merged."""
    lifecycle = read(graphml(AB + edge("a", "b") * 2 + edge("b", "b") + edge("b", "a")))
    assert len(lifecycle.relations) == 4
    assert ties(lifecycle)[2] == ("build", Link.PRECEDES, "build")


def test_undirected_edges_are_associations_and_say_so():
    """By the default of the graph, or by the edge's own word against it."""
    lifecycle = read(graphml(AB + edge("a", "b"), edges="undirected"))
    assert lifecycle.relations[0].link is Link.ASSOCIATED_WITH
    assert lifecycle.relations[0].properties == (Property("directed", "false"),)
    own = read(graphml(AB + edge("a", "b", given=' directed="true"'), edges="undirected"))
    assert own.relations[0].link is Link.PRECEDES


def test_nested_graphs_are_stages_and_processes():
    """The outermost groups are stages, those inside processes; they contain what is in them."""
    inner = f'<graph edgedefault="directed">{node("g1::x", "X")}</graph>'
    group = (
        f'<graph edgedefault="directed">{node("g1", "Inner", more=inner)}{edge("g1", "a")}</graph>'
    )
    lifecycle = read(graphml(node("g", "Outer", more=group) + node("a", "A") + edge("g1::x", "a")))
    assert [(type(e), e.name) for e in lifecycle] == [
        (Stage, "Outer"), (Process, "Inner"), (Activity, "X"), (Activity, "A"),
    ]  # fmt: skip
    assert ties(lifecycle) == [
        ("outer", Link.CONTAINS, "inner"),
        ("inner", Link.CONTAINS, "x"),
        ("inner", Link.PRECEDES, "a"),
        ("x", Link.PRECEDES, "a"),
    ]


def test_one_group_around_all_the_rest_is_no_level():
    """The groups in it are the stages."""
    inner = "".join(
        node(i, i, more=f'<graph edgedefault="directed">{node(i * 2, i * 2)}</graph>') for i in "xy"
    )
    whole = node("g", "All", more=f'<graph edgedefault="directed">{inner}</graph>')
    assert [s.name for s in read(graphml(whole)).stages] == ["x", "y"]


def test_a_group_is_of_a_class_that_may_contain_what_it_holds():
    """Products stand in a product; a stage in a stage; what cannot be contained is associated."""

    def group(*kinds):
        held = "".join(node(f"i{n}", f"I{n}", kind) for n, kind in enumerate(kinds))
        body = node("g", "G", more=f'<graph edgedefault="directed">{held}</graph>') + node("z", "Z")
        return read(graphml(body))

    assert isinstance(group("product", "product")["g"], Product)
    assert isinstance(group("stage", "gate")["g"], Stage)
    mixed = group("product", "activity")
    assert ties(mixed) == [("g", Link.ASSOCIATED_WITH, "i0"), ("g", Link.CONTAINS, "i1")]
    assert mixed.warnings == (
        "line 7: stage 'G' contains no product ('I0'); read as associated-with",
    )


YED = """\
<key id="d0" for="node" attr.name="url" attr.type="string"/>
<key id="d1" for="node" attr.name="description" attr.type="string"/>
<key id="d2" for="node" yfiles.type="nodegraphics"/>
<key id="d3" for="edge" yfiles.type="edgegraphics"/>
"""
YED_ROOT = (
    'xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:y="http://www.yworks.com/xml/graphml" '
    'xmlns:yfiles.graphml="http://www.yworks.com/xml/yfiles-common/3.0"'
)


def shape(label, what="ShapeNode", given=""):
    layout = "<y:LabelModel><y:SmartNodeLabelModel/></y:LabelModel>"
    return (
        f'<data key="d2"><y:{what}{given}><y:Geometry x="1.0" y="2.0"/>'
        f"<y:NodeLabel>{label}{layout}</y:NodeLabel>"
        f'<y:Shape type="diamond"/></y:{what}></data>'
    )


def test_what_yed_draws_is_read_by_its_labels():
    """Labels are names, the description is the summary, shapes stay, colours and places do not."""
    group = (
        '<node id="g" yfiles.foldertype="folder"><data key="d2"><y:ProxyAutoBoundsNode>'
        '<y:Realizers active="1"><y:GroupNode><y:NodeLabel>Open</y:NodeLabel></y:GroupNode>'
        "<y:GroupNode><y:NodeLabel>Closed\n two</y:NodeLabel></y:GroupNode></y:Realizers>"
        '</y:ProxyAutoBoundsNode></data><graph edgedefault="directed" id="g:">'
        f'<node id="g::a">{data("d1", "Says more")}{shape("Go?")}</node></graph></node>'
    )
    generic = shape("Decide", "GenericNode", ' configuration="com.yworks.flowchart.decision"')
    line = (
        '<data key="d3"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
        "<y:EdgeLabel>yes\n    <y:LabelModel/></y:EdgeLabel></y:PolyLineEdge></data>"
    )
    body = f'{group}<node id="b">{generic}</node>{edge("g::a", "b", line)}'
    lifecycle = read(graphml(body, keys=YED, root=YED_ROOT), strict=True)
    assert [(type(e), e.name, e.source_type) for e in lifecycle] == [
        (Stage, "Closed\n two", "folder"),
        (Activity, "Go?", ""),
        (Activity, "Decide", "com.yworks.flowchart.decision"),
    ]
    assert lifecycle["go"].summary == "Says more"
    assert lifecycle["go"].properties == (Property("shape", "diamond"),)
    assert lifecycle.relations[1].label == "yes"
    assert lifecycle.warnings == (
        "the places, sizes and colours of 3 nodes are left out; their labels are kept",
    )


def test_names_come_from_the_first_data_that_say_one():
    """``name``, ``label``, ``title``, ``description``, in this order, whatever their case; else the id."""
    keys = "".join(
        f'<key id="{name}" for="node" attr.name="{name.title()}" attr.type="string"/>'
        for name in ("description", "title", "label", "name")
    )
    told = ["description", "title", "label", "name"]
    for count in range(5):
        said = "".join(data(name, f"The {name}") for name in told[:count])
        (element,) = read(graphml(f'<node id="the-id">{said}</node>', keys=keys))
        assert element.name == (f"The {told[count - 1]}" if count else "the-id")


def test_names_are_kept_character_for_character():
    """Markup, spaces, line ends and signs of every script stay as they are."""
    name = "  a &lt;b&gt; &amp;amp;&#13;&#10;\u2028 \u202eabc\u202c 🎉 "
    (element,) = read(graphml(node("a", name)))
    assert element.name == "  a <b> &amp;\r\n\u2028 \u202eabc\u202c 🎉 "


def test_defaults_of_keys_are_data():
    """What a node does not say, its key does."""
    keys = '<key id="n" for="node" attr.name="name"><default>None</default></key>'
    lifecycle = read(graphml('<node id="a"/>' + node("b", "B"), keys=keys))
    assert [e.name for e in lifecycle] == ["None", "B"]


def test_ids_are_texts():
    """1, 01 and 1.0 are three nodes."""
    lifecycle = read(graphml(node("1") + node("01") + node("1.0") + edge("1", "01")), strict=True)
    assert [e.source_id for e in lifecycle] == ["1", "01", "1.0"]


def test_hyperedges_tie_the_first_end_to_each_other():
    """So nothing is lost, and a hyperedge of many ends does not become thousands of relations."""
    hyper = '<hyperedge id="h"><endpoint node="a" type="out"/><endpoint node="b"/><endpoint node="c"/></hyperedge>'
    lifecycle = read(graphml(AB + node("c", "C") + hyper))
    assert ties(lifecycle) == [
        ("design", Link.ASSOCIATED_WITH, "build"),
        ("design", Link.ASSOCIATED_WITH, "c"),
    ]
    assert {r.source_type for r in lifecycle.relations} == {"hyperedge"}
    assert lifecycle.relations[0].properties == (Property("from-type", "out"),)
    assert lifecycle.warnings == (
        "line 10: hyperedge h of 3 ends: the first is associated with each of the others",
    )


def test_ports_and_unusual_attributes_are_properties():
    """Where on a node an edge ends is kept on both."""
    ends = ' sourceport="north" x="1"'
    lifecycle = read(
        graphml(
            node("a", "A", more='<port name="north"/>')
            + node("b", "B")
            + edge("a", "b", given=ends)
        )
    )
    assert lifecycle["a"].properties == (Property("port", "north"),)
    assert lifecycle.relations[0].properties == (
        Property("sourceport", "north"),
        Property("x", "1"),
    )
    assert lifecycle.warnings == ()


ODD = {
    "key": [
        ('<key id="x" for="node" attr.name="x" attr.type="colour"/>', "of 'colour', which GraphML has not; taken as string"),
        ('<key id="x" for="nodes"/>', "of 'nodes', which GraphML has not; taken as all"),
        ('<key id="n" for="node"/>', "a second key 'n' is left out"),
        ('<key for="node"/>', "a key without an id is left out"),
        ('<key id="x" for="node" attr.name="x" attr.type="int"><default>y</default></key>', "'y' under the key 'x' (x) is no int"),
        ("<nodes/>", "<nodes> in <graphml> is left out: GraphML has none there"),
    ],
    "body": [
        (node("a", "A"), "a second node 'a' is kept beside the first, which edges lead to"),
        ("<node/>", "a node without an id, 'activity', is kept; no edge can lead to it"),
        (node("c", more=data("zz", "x")), "node c: data of the key 'zz', which is not declared; kept as text"),
        (node("c", more="<data>x</data>"), "node c: data of no key; kept as text"),
        (node("c", "C", more=data("n", "D")), "node c: a second value for the key 'n'; both are kept"),
        (node("c", more=data("w", "1")), "node c: the key 'w' is for edge, and used for node; kept"),
        (edge("a", "zz"), "edge from a to zz: its target 'zz' is no node; left out"),
        (edge("", "a"), "edge from (none) to a: its source is not said; left out"),
        (edge("a", "b", data("w", "NaN")), "'NaN' under the key 'w' (weight) is no double that can be kept as one; kept as text"),
        (edge("a", "b", data("w", "1e999")), "'1e999' under the key 'w' (weight) is no double"),
        (edge("a", "b", data("w", "")), "'' under the key 'w' (weight) is no double"),
        (edge("a", "b", given=' directed="maybe"'), "directed='maybe' is neither true nor false; taken as directed"),
        (edge("a", "b", given=' sourceport="x"'), "node a has no port 'x'; kept as text"),
        (edge("a", "b", given=' id="e"') * 2, "edge e from a to b: a second one of this id; both are kept"),
        ('<hyperedge id="h"><endpoint node="a"/><endpoint node="q"/></hyperedge>', "hyperedge h: its end 'q' is no node; left out"),
        ('<hyperedge id="h"><endpoint node="a"/></hyperedge>', "hyperedge h ties fewer than two nodes, and is left out"),
        ("<vertex/>", "<vertex> in <graph> is left out: GraphML has none there"),
        (node("c", more="<label>C</label>"), "<label> in <node> is left out"),
        (node("c", more="<graph/>"), "graph has no edgedefault; taken as directed"),
        (edge("a", "b", data("l", "contains")) + edge("b", "a", data("l", "contains")), "'contains' cannot join"),
        ('</graph><graph id="H" edgedefault="directed">', "the file holds 2 graphs (G, H); all are read as one"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "told"),
    [(graphml(AB, keys=KEYS + odd), told) for odd, told in ODD["key"]]
    + [(graphml(AB + odd), told) for odd, told in ODD["body"]]
    + [(graphml(AB, edges=""), "graph G has no edgedefault; taken as directed"),
       (graphml(AB, edges="both"), "graph G has edgedefault 'both'; taken as directed"),
       (b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>', "the file holds no graph")],
)  # fmt: skip
def test_what_is_odd_is_mended_and_strict_refuses_it(content, told, tmp_path):
    """Each oddity is one warning with its line, and with ``strict`` a fault with it."""
    warnings = [w for w in read(content).warnings if told in w]
    assert len(warnings) == 1, read(content).warnings
    assert warnings[0].startswith("line ")
    path = tmp_path / "a.graphml"
    path.write_bytes(content)
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path, strict=True)
    assert any(told in fault.message or told in str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("boolean", ["true", "False", "1"], ["yes", "2", ""]),
        ("int", ["-5", "+7", "007", str(2**31 - 1)], ["1.0", "1_0", "٣", str(2**31), "9" * 5000]),
        ("long", [str(2**63 - 1)], [str(2**63), "1e3"]),
        ("float", ["1", "-.5", "1.e3", "1E-9"], ["inf", "INF", "0x1", "1,5"]),
        ("double", ["1.5"], ["nan", "1_0.0"]),
    ],
)
def test_values_are_of_their_types_and_stay_as_written(type_, good, bad):
    """A value is checked by its key, and kept as the text that it is."""
    keys = f'<key id="x" for="node" attr.name="x" attr.type="{type_}"/>'
    for text in (*good, *bad):
        lifecycle = read(graphml(node("a", more=data("x", text)), keys=keys))
        assert [p.text for p in lifecycle["a"].properties] == ([text] if text else [])
        assert len(lifecycle.warnings) == (text in bad)


def test_nodes_of_two_graphs_say_which_they_are_in():
    """Of two graphs nothing is lost, and an id means the node of its own graph."""
    two = '</graph><graph id="H" edgedefault="directed">' + node("a", "Other") + edge("a", "a")
    lifecycle = read(graphml(AB + two))
    assert [e.properties[0].text for e in lifecycle] == ["G", "G", "H"]
    assert ties(lifecycle) == [("other", Link.PRECEDES, "other")]


def test_markup_in_data_gives_its_texts():
    """What is neither text nor drawn by yEd is told, its texts are kept."""
    lifecycle = read(graphml(node("a", more='<data key="k"><p>one <b>two</b></p></data>')))
    assert lifecycle["a"].properties == (Property("kind/p", "one "), Property("kind/p/b", "two"))
    assert lifecycle.warnings == (
        "line 7, node a: markup in the data of 'kind': its texts are kept, the rest is left out",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<gexf/>", "no GraphML: its root is <gexf>"),
        (b'<graphml xmlns="urn:x"/>', "the namespace of its root is 'urn:x'"),
        (b'<!DOCTYPE graphml [<!ENTITY a "b">]><graphml/>', "document type"),
        (graphml(AB)[:-20], "no well-formed XML"),
    ],
)
def test_what_is_no_graphml_is_refused(content, told):
    """The error says what it is instead."""
    with pytest.raises(InvalidFileError, match=r"line 1|line 8") as caught:
        read(content)
    assert told in str(caught.value)


def test_limits_hold():
    """Too many nodes, or groups too deep, are refused with the limit's name."""
    with pytest.raises(InvalidFileError, match="'lines'"):
        read(graphml(AB), limits=Limits(lines=1))
    deep = '<node id="x"><graph edgedefault="directed">' * 150
    with pytest.raises(InvalidFileError, match="'depth'"):
        read(graphml(deep + "</graph></node>" * 150))
    lifecycle = read(graphml(deep + "</graph></node>" * 150), limits=Limits(depth=5000))
    assert len(lifecycle) == 150


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_is_recognised_by_content(encoding, tmp_path):
    """Whatever its suffix, its prefix and its encoding."""
    text = graphml(AB).decode()
    prefixed = text.replace("<", "<g:").replace("<g:/", "</g:").replace("xmlns=", "xmlns:g=")
    for content in (
        text,
        prefixed,
        f"<!-- <graphml> -->{text}",
        text.replace(' xmlns="http://graphml.graphdrawing.org/xmlns"', ""),
    ):
        path = tmp_path / "graph.xml"
        path.write_bytes(content.encode(encoding))
        assert len(read_lifecycle(path, strict=True)) == 2
    assert not looks_like_graphml(b"<gexf><!-- <graphml> --></gexf>")


def test_what_networkx_writes_is_read():
    """Graphs with data of every type, parallel edges and their keys."""
    graph = nx.MultiDiGraph(name="A graph", year=2027)
    graph.add_node(1, label="One", done=True, weight=0.5)
    graph.add_edge(1, 2, weight=3)
    graph.add_edge(1, 2)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    lifecycle = read(out.getvalue(), strict=True)
    assert lifecycle.name == "A graph"
    assert lifecycle.properties == (Property("year", "2027"),)
    assert [(e.name, e.properties) for e in lifecycle] == [
        ("One", (Property("done", "True"), Property("weight", "0.5"))),
        ("2", ()),
    ]
    assert [r.source_id for r in lifecycle.relations] == ["0", "1"]


LOST = ("source_id", "sources")
"""What our export does not hold: that there was no other id, and what the sources are called."""


@pytest.mark.parametrize("name", [entry.key for entry in list_lifecycles()])
def test_our_own_export_reads_back(name):
    """Keys, kinds, names and all other fields of elements, and each relation, come back."""
    lifecycle = load_lifecycle(name)
    back = read(render(lifecycle, "graphml").encode(), strict=True)
    assert (back.key, back.name, back.edition, back.side) == (
        lifecycle.key, lifecycle.name, lifecycle.edition, lifecycle.side,
    )  # fmt: skip
    assert [attrs.evolve(e, source_id="") for e in back] == list(lifecycle)
    assert sorted(back.relations, key=repr) == sorted(lifecycle.relations, key=repr)
    assert [s.key for s in back.sources[1:]] != []
    assert back.warnings == (
        f"the titles of {len(back.sources) - 1} sources are not in the file; their keys stand for them",
    )


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_export_of_ours_gives_back_kinds_names_and_links(lifecycle):
    """Whatever stands in the texts: what the export holds flat is flat, the graph is whole."""
    back = read(render(lifecycle, "graphml").encode())
    assert [(e.key, e.kind) for e in back] == [(e.key, e.kind) for e in lifecycle]
    assert [e.name for e in back] == [e.name for e in lifecycle]
    assert sorted(ties(back)) == sorted(ties(lifecycle))


GOOD = graphml(
    node("g", "G", more=f'<graph edgedefault="directed">{node("x", "X")}</graph>')
    + AB + edge("a", "b", data("w", "1.5") + data("l", "precedes")) + edge("x", "g")
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 12))
def test_damage_gives_a_graph_or_a_clear_error(at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    try:
        read(GOOD[:at] + put + GOOD[at + cut :])
    except LifecycleMapError as error:
        assert str(error).startswith("a.graphml")


IDS = st.sampled_from(["a", "b", "c", ""])
KINDS = st.sampled_from(["", "stage", "process", "product", "role", "gate", "task"])
LINKS = st.sampled_from(["", "contains", "precedes", "uses", "performs", "sees"])


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.lists(st.tuples(IDS, KINDS, st.none()), max_size=3),
        lambda inner: st.lists(st.tuples(IDS, KINDS, st.none() | inner), max_size=3),
        max_leaves=8,
    ),
    st.lists(st.tuples(IDS, IDS, LINKS), max_size=6),
)
def test_any_graph_gives_a_lifecycle(nodes, edges):
    """Whatever groups and edges there are, the result is a valid model with every node in it."""

    def written(found):
        return "".join(
            node(id_, "", kind, "" if inner is None else f"<graph>{written(inner)}</graph>")
            for id_, kind, inner in found
        )

    body = written(nodes) + "".join(edge(a, b, data("l", link)) for a, b, link in edges)
    assert len(read(graphml(body))) == body.count("<node")
