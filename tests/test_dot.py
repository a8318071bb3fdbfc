"""DOT text in which every label is shown as it is written."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from strategies import lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import EngineError
from lifecycle_map.formats.dot import digraph, dot_text, escaped
from lifecycle_map.formats.engines import find_engine
from lifecycle_map.formats.rendering import diagram, render
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone

ITIL = load_lifecycle("itil-2011")
HOSTILE = [
    "plain", 'a "quoted" word', "back\\slash", "ends in \\", "\\N \\G \\L \\l \\r \\n", "<b>bold</b>",
    "<>", "<", "&amp;", "&lt;b&gt;", "AT&T", "&#65;", "a\nb", "a\r\nb\rc", "{a|b}", "a -> b; c", "]",
    "// comment", "/* c */", "# line", "digraph { x }", "日本語", "Übergabe", "שלום", "🚀", "%s %d",
    "'", '\\"', "\\\\", "é́", "a  b",
]  # fmt: skip


LONG = [
    "x" * 20_000,
    "word " * 5_000,
    "日本語" * 4_000,
    "a\\b" * 6_000,
    "q" * 9_000 + '"' + "&" * 9_000,
]


@pytest.mark.parametrize("text", LONG)
def test_no_line_is_longer_than_an_old_scanner_takes(text):
    """Graphviz 2.43 refuses 16,384 bytes without a backslash; lines are joined again by all."""
    told = escaped(text)
    assert max(len(run.encode()) for run in re.split(r"\\.|\\\n", told, flags=re.DOTALL)) < 16_384
    assert told.replace("\\\n", "") == "".join(map(escaped, text))


@pytest.mark.parametrize("program", ["", "dot"])
@pytest.mark.parametrize("text", LONG)
def test_long_texts_are_drawn_whole(text, program):
    """By the embedded engine and by that of the system, a text of any length is what it was."""
    try:
        found = find_engine(program)
    except EngineError as error:
        pytest.skip(str(error))
    drawn = found.draw_text(f'digraph {{ graph [tooltip="{escaped(text)}"] n1 }}', "svg")
    shown = ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}a")
    titles = {each.get("{http://www.w3.org/1999/xlink}title") for each in shown}
    assert text in titles


@pytest.fixture(scope="module")
def engine():
    """A real engine, or none of these tests."""
    try:
        return find_engine()
    except EngineError as error:
        pytest.skip(str(error))


def one(text, *, arrow=""):
    return Diagram(
        kind="graph", title=text,
        lanes=(Lane(key="l", label="L"), Lane(key="m", label=text)),
        boxes=(
            Box(key="a", label=text, lane="l", tooltip=text, shape=Shape.STAGE),
            Box(key="b", label="B", lane="m"),
        ),
        arrows=(Arrow(start="a", end="b", label=arrow or text),),
    )  # fmt: skip


def svg_texts(engine, dot):
    """The texts of a drawn picture, by the group that holds them."""
    root = ET.fromstring(engine.draw(dot, "svg"))
    name = "{http://www.w3.org/2000/svg}"
    found = {}
    for group in root.iter(f"{name}g"):
        title = group.find(f"{name}title")
        texts = [t.text or "" for t in group.iter(f"{name}text")] if group.get("class") else []
        if title is not None and group.get("class") != "graph":
            found[title.text] = [text.replace("\u00a0", " ") for text in texts]
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_real_engine_shows_every_label_as_it_is(engine, text):
    """Read back from the engine's picture, each label is what was written, line by line."""
    lines = re.split("\r\n|\r|\n", text)
    found = svg_texts(engine, dot_text(one(text)))
    assert found["n1"] == lines
    assert found["n1->n2"] == lines
    assert found["cluster_2"][: len(lines)] == lines


def test_a_real_engine_draws_all_of_a_shipped_lifecycle(engine):
    """Each box of the diagram is a node of the picture, by its name."""
    picture = diagram(ITIL)
    found = svg_texts(engine, dot_text(picture))
    drawn = [found[f"n{number}"][0] for number in range(1, len(picture.boxes) + 1)]
    assert drawn == [box.label for box in picture.boxes]


@settings(max_examples=25, deadline=None)
@given(lifecycles())
def test_a_real_engine_takes_any_lifecycle(lifecycle):
    """Whatever it holds, the engine draws as many nodes as there are boxes."""
    try:
        engine = find_engine()
    except EngineError as error:
        pytest.skip(str(error))
    picture = diagram(lifecycle, kinds=tuple(ELEMENTS))
    drawn = engine.draw(dot_text(picture), "svg")
    assert drawn.count(b'class="node"') == len(picture.boxes)


@pytest.mark.parametrize("text", ["<b>", "<", "<>", "<<x>>"])
def test_no_label_is_taken_for_html(text):
    """A text in angle brackets stays a quoted text."""
    written = dot_text(one(text))
    assert f'label="{text}"' in written
    assert f"label={text}" not in written


def test_a_long_label_stays_below_the_limit_of_old_engines(engine):
    """Graphviz of Debian refuses a quoted text over 16,384 characters; ours is drawn."""
    assert engine.draw(dot_text(one("word " * 3000)), "svg")


def test_escaping_doubles_backslashes_and_keeps_lines():
    """The recipe: & first, then backslashes and quotes, line ends last."""
    assert escaped('a&b\\c"d\ne') == 'a&amp;b\\\\c\\"d\\ne'
    assert 'label="a&amp;b\\\\c\\"d\\ne"' in dot_text(one('a&b\\c"d\ne'))


def test_lanes_are_clusters_and_boxes_their_nodes():
    """One cluster for each lane, generated ids for the nodes."""
    text = dot_text(one("x"))
    assert re.findall(r"subgraph (cluster_\d)", text) == ["cluster_1", "cluster_2"]
    assert re.findall(r"^\t\t(n\d) \[", text, re.MULTILINE) == ["n1", "n2"]
    assert "\tn1 -> n2 [" in text


def test_there_is_no_group_of_nothing():
    """Only columns have heads to be kept in one row; an empty group would be read as a node."""
    assert "rank=same" not in dot_text(one("x"))
    assert render(ITIL, "dot").count("rank=same") == 1


def test_what_is_contained_stands_in_a_column():
    """Processes stand under the stage that contains them."""
    text = render(ITIL, "dot")
    assert "rankdir=TB" in text
    assert text.count("subgraph cluster_n") == len(ITIL.stages)


@pytest.mark.parametrize(
    ("match", "direction", "wanted"),
    [
        (Match.EXACT, Direction.TO_SERVICE, ("style=solid", "dir=forward")),
        (Match.CLOSE, Direction.TO_PROJECT, ("style=solid", "dir=back")),
        (Match.RELATED, Direction.BOTH, ("style=dashed", "dir=both")),
        (Match.BROAD, Direction.NONE, ("style=dashed", "dir=none")),
    ],
)
def test_the_edge_says_how_things_match(match, direction, wanted):
    """Style says how close, heads say who hands over."""
    picture = Diagram(
        kind="graph", title="T", lanes=(Lane(key="l", label="L"),),
        boxes=(Box(key="a", label="A", lane="l"), Box(key="b", label="B", lane="l")),
        arrows=(Arrow(start="a", end="b", match=match, direction=direction),),
    )  # fmt: skip
    (edge,) = re.findall(r"n1 -> n2 \[(.*)\]", dot_text(picture))
    assert all(part in edge.split() for part in wanted)


@pytest.mark.parametrize("direction", [Direction.TO_PROJECT, Direction.TO_SERVICE])
@pytest.mark.parametrize("turned", [False, True])
def test_the_head_stands_where_something_arrives(direction, turned):
    """What goes to the project points to it, whichever side the row is read from."""
    start, end = ("b", "a") if turned else ("a", "b")
    picture = Diagram(
        kind="graph", title="T",
        lanes=(
            Lane(key="p", label="P", tone=Tone.PROJECT),
            Lane(key="s", label="S", tone=Tone.SERVICE),
        ),
        boxes=(Box(key="a", label="A", lane="p"), Box(key="b", label="B", lane="s")),
        arrows=(Arrow(start=start, end=end, match=Match.EXACT, direction=direction),),
    )  # fmt: skip
    (edge,) = re.findall(r"n\d -> n\d \[.*\]", dot_text(picture))
    tail, head = re.findall(r"n\d", edge)[:2]
    receiver = head if "dir=forward" in edge else tail
    assert receiver == ("n1" if direction is Direction.TO_PROJECT else "n2")


def test_a_highlight_is_said_in_words_too():
    """What is marked is not marked by a thick line alone."""
    text = render(ITIL, "dot", highlight="service-design")
    assert text.count("you are here") == 1
    assert text.count("penwidth=3") == 1


def test_an_arrow_to_nowhere_makes_no_node():
    """An arrow whose end is not drawn is left out; Graphviz would make a node of its key."""
    picture = diagram(align(load_lifecycle("prince2"), ITIL))
    text = dot_text(picture)
    made = set(re.findall(r"(?:^|-> )\s*(n\d+)", text, re.MULTILINE))
    assert made == {f"n{number}" for number in range(1, len(picture.boxes) + 1)}


def test_the_digraph_is_for_going_on_with():
    """One gets the object of the graphviz package itself, with the same text."""
    import graphviz

    made = digraph(one("x"))
    assert isinstance(made, graphviz.Digraph)
    assert made.source == dot_text(one("x"))


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_survive_the_engine_that_lays_out(engine, text):
    """Where the engine gives JSON, it has every node once, whatever the label."""
    try:
        engine.draw("digraph { a }", "json")
    except EngineError:
        pytest.skip("this engine writes no JSON")
    told = json.loads(engine.draw(dot_text(one(text)), "json"))
    names = [thing["name"] for thing in told["objects"] if not thing["name"].startswith("cluster")]
    assert sorted(name for name in names if name.startswith("n")) == ["n1", "n2"]
