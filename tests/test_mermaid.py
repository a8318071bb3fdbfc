"""Mermaid text in which every label is shown as it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from strategies import TEXTS, lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.formats.losses import Feature
from lifecycle_map.formats.mermaid import escaped, write_mermaid
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.rendering import diagram, render, rendered
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")
HOSTILE = [
    'a "quoted" <b>label</b>', "end", "`**bold**`", "%% comment", "#35;", "a;b", "a|b", "]]", "}}",
    "<img src=x onerror=alert(1)>", "click n1 callback", "a\nb", "a\r\nb", "\\n", "---", "{{x}}",
    "1. list", "- list", "subgraph", "style n1 fill:red", "日本語", "🚀", "@{ shape: circle }",
]  # fmt: skip


def written(**fields):
    return write_mermaid(
        Diagram(kind="graph", title=fields.pop("title", "T"), **fields), Options()
    ).text


def shown(text):
    """What Mermaid shows of an escaped text: codes and line breaks taken back."""
    lines = text.replace("<br/>", "\n")
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), lines)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_shown_as_it_is(text):
    """Taking the codes back gives the text, with line ends as one kind and tabs as spaces."""
    assert shown(escaped(text)) == re.sub("\r\n|\r", "\n", text).replace("\t", " ")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_mark_of_a_label_stays(text):
    """Nothing that could mean something to Mermaid is left but our own codes and breaks."""
    left = re.sub(r"#\d+;|<br/>", "", escaped(text))
    assert not re.search(r"[!-/:-@\[-`{-~\r\n]", left)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_changes_no_other_line(text):
    """A text that is a piece of Mermaid adds no line and no node, wherever it stands."""

    def lines(word):
        return written(
            lanes=(Lane(key="l", label=word),),
            boxes=(Box(key="a", label=word, lane="l", detail=(word,)), Box(key="b", label="B", lane="l")),
            arrows=(Arrow(start="a", end="b", label=word),),
            title=word, description=word,
        ).splitlines()  # fmt: skip

    assert [line.split('"')[0] for line in lines(text)[8:] if "acc" not in line] == [
        line.split('"')[0] for line in lines("word")[8:] if "acc" not in line
    ]
    assert len(lines(text)) == len(lines("word"))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_title_is_one_line_of_quoted_yaml(text):
    """The front matter has its title in quotes that the title cannot close, and it is all there."""
    head = written(title=text).splitlines()[:8]
    quoted = re.fullmatch(r"title: '((?:[^']|'')*)'", head[1])
    assert quoted[1].replace("''", "'") == " ".join(text.split()).replace("&", "\uff06")
    assert [head[0], *head[2:]] == [
        "---", "config:", "  htmlLabels: true", "  flowchart:", "    htmlLabels: true", "---",
        "flowchart LR",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, "", "{}", "\n\n"])
def test_the_accessible_texts_are_one_line_each(text):
    """Title and description for readers of screens are what was written, on one line each."""
    lines = written(title=text, description=text).splitlines()
    for line, name in zip(lines[8:10], ("accTitle", "accDescr"), strict=True):
        begins, _, told = line.partition(": ")
        assert begins == f"  {name}"
        assert shown(told) == (" ".join(text.split()) or "diagram")


def test_the_shapes_say_what_a_box_is():
    """A gate, a product, a role and a process look different from a stage."""
    kinds = list(Shape)
    text = written(
        lanes=(Lane(key="l", label="L"),),
        boxes=tuple(Box(key=kind, label="x", shape=kind, lane="l") for kind in kinds),
    )
    found = dict(re.findall(r'^    n(\d)(\S+)"x"\S+$', text, re.MULTILINE))
    opening = {kind: found[str(number)] for number, kind in enumerate(kinds, start=1)}
    assert len(set(opening.values())) == 5
    assert opening[Shape.GATE] == "{{"
    assert opening[Shape.PRODUCT] == "[/"


@pytest.mark.parametrize(
    ("match", "direction", "stroke"),
    [
        (None, Direction.NONE, "-->"),
        (Match.EXACT, Direction.TO_SERVICE, "-->"),
        (Match.CLOSE, Direction.BOTH, "<-->"),
        (Match.RELATED, Direction.TO_SERVICE, "-.->"),
        (Match.BROAD, Direction.BOTH, "<-.->"),
        (Match.EXACT, Direction.PARALLEL, "---"),
        (Match.NARROW, Direction.NONE, "-.-"),
    ],
)
def test_the_stroke_says_how_things_match(match, direction, stroke):
    """Loose matches are dotted; heads stand where something is handed over."""
    text = written(
        lanes=(Lane(key="l", label="L"),),
        boxes=(Box(key="a", label="A", lane="l"), Box(key="b", label="B", lane="l")),
        arrows=(Arrow(start="a", end="b", match=match, direction=direction),),
    )
    assert f"  n1 {stroke} n2\n" in text


@pytest.mark.parametrize(
    ("direction", "arrow"),
    [(Direction.TO_PROJECT, ("b", "a")), (Direction.TO_SERVICE, ("a", "b"))],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_head_stands_where_something_arrives(direction, arrow, turned):
    """What goes to the project points to it, whichever side the row is read from."""
    start, end = ("b", "a") if turned else ("a", "b")
    text = written(
        lanes=(
            Lane(key="p", label="P", tone=Tone.PROJECT),
            Lane(key="s", label="S", tone=Tone.SERVICE),
        ),
        boxes=(Box(key="a", label="A", lane="p"), Box(key="b", label="B", lane="s")),
        arrows=(Arrow(start=start, end=end, match=Match.EXACT, direction=direction),),
    )
    ids = {"a": "n1", "b": "n2"}
    assert f"  {ids[arrow[0]]} --> {ids[arrow[1]]}\n" in text


def test_highlights_and_tones_are_classes():
    """What is marked says so in words too, and each side has its class."""
    text = render(align(PRINCE2, ITIL), "mermaid", highlight="service-design")
    assert text.count("you are here") == 1
    assert "  classDef project " in text
    assert "  classDef service " in text
    (here,) = re.findall(r"class (n\d+) here", text)
    assert f'{here}["Service Design' in text


def test_all_boxes_and_arrows_of_the_shipped_alignment_are_there():
    """Each box is a node, each arrow an edge, with both ends known."""
    picture = diagram(align(PRINCE2, ITIL))
    text = write_mermaid(picture, Options()).text
    nodes = re.findall(r"^    (n\d+)\S", text, re.MULTILINE)
    assert len(nodes) == len(set(nodes)) == len(picture.boxes)
    edges = re.findall(r"^  (n\d+|lane\d) [<.-]\S*(?:\|.*\|)? (n\d+|lane\d)$", text, re.MULTILINE)
    edges = edges or re.findall(r"^  (\w+) [<-][^|\n]*?(?:\|\".*\"\|)? (\w+)$", text, re.MULTILINE)
    assert len(edges) == len(picture.arrows)
    assert {end for edge in edges for end in edge} <= {*nodes, "lane1", "lane2"}


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_has_its_nodes(lifecycle):
    """Whatever the names are, there are as many nodes as boxes and as many edges as arrows."""
    picture = diagram(lifecycle, kinds=tuple(ELEMENTS))
    lines = [line.strip() for line in write_mermaid(picture, Options()).text.splitlines()]
    assert sum(bool(re.match(r"n\d+[\[({]", line)) for line in lines) == len(picture.boxes)
    assert sum(bool(re.match(r"n\d+ ", line)) for line in lines) == len(picture.arrows)
    opened = sum(line.startswith("subgraph ") for line in lines)
    assert opened == lines.count("end")


def test_swimlanes_are_asked_for_by_name():
    """The newer dialect holds the same, but for the title and for arrows of whole lanes."""
    alignment = align(PRINCE2, ITIL)
    old, new = (render(alignment, "mermaid", dialect=d) for d in ("flowchart", "swimlane"))
    kept = [line for line in old.splitlines() if not re.match(r"title:|  lane\d ", line)]
    assert len(kept) == len(old.splitlines()) - 2
    assert new.splitlines() == ["swimlane-beta LR" if x == "flowchart LR" else x for x in kept]
    warnings = rendered(alignment, "mermaid", dialect="swimlane").warnings
    assert any("the title" in warning for warning in warnings)
    assert any(Feature.LANE_ARROW.value in warning for warning in warnings)
    with pytest.raises(UnknownNameError, match=r"dialect of mermaid 'swimlanes'.*did you mean"):
        render(alignment, "mermaid", dialect="swimlanes")


def test_a_swimlane_leaves_out_what_leads_to_itself():
    """Mermaid fails over a loop in a swimlane: it is told of, and a flowchart keeps it."""
    loop = Diagram(
        kind="graph",
        title="T",
        boxes=(Box(key="a", label="A"), Box(key="b", label="B")),
        arrows=(Arrow(start="a", end="a", label="again"), Arrow(start="a", end="b", label="on")),
    )
    laned = write_mermaid(loop, Options(dialect="swimlane"))
    assert "again" not in laned.text
    assert "on" in laned.text
    assert "not shown: what leads from a box to itself (1)" in laned.warnings
    assert "again" in write_mermaid(loop, Options()).text


def test_many_boxes_in_lanes_are_warned_of():
    """Mermaid takes minutes for what it lays out at once as a flowchart."""
    kinds = tuple(ELEMENTS)
    many = rendered(PRINCE2, "mermaid", dialect="swimlane", kinds=kinds).warnings
    assert any("minutes" in warning for warning in many)
    assert not any("minutes" in w for w in rendered(PRINCE2, "mermaid", kinds=kinds).warnings)


def test_what_contains_others_heads_a_frame():
    """Processes stand in a frame with their stage, which stays a node that arrows can end at."""
    text = written(
        lanes=(Lane(key="l", label="L"),),
        boxes=(Box(key="a", label="A", lane="l"), Box(key="b", label="B", lane="l", within="a")),
    )
    frame = '    subgraph in_n1[" "]\n      n1["A"]\n      n2["B"]\n    end\n'
    assert frame in text
