"""PlantUML text in which every label is shown as it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from markup_samples import HOSTILE, full
from strategies import TEXTS, lifecycles

from lifecycle_map.formats.losses import Feature
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.plantuml import escaped, write_plantuml
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.views.diagrams import Box, Diagram


def shown(text):
    """What PlantUML shows of an escaped text: codes and line breaks taken back."""
    lines = text.replace("\\n", "\n")
    return re.sub(r"<U\+([0-9A-F]{4})>", lambda code: chr(int(code[1], 16)), lines)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_shown_as_it_is(text):
    """Taking the codes back gives the text, with line ends as one kind and tabs as spaces."""
    assert shown(escaped(text)) == re.sub("\r\n|\r", "\n", text).replace("\t", " ")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_changes_no_other_line(text):
    """A text that is a piece of PlantUML adds no line, and leaves none of its marks."""
    hostile = write_plantuml(full(text), Options()).text.splitlines()[:-1]
    plain = write_plantuml(full("word"), Options()).text.splitlines()[:-1]
    assert len(hostile) == len(plain)
    mine = escaped(text)
    assert [line.replace(mine, "word") for line in hostile] == plain


def test_the_picture_as_text():
    """Lanes are frames, what contains others heads a frame, arrows go to what gets something."""
    lines = write_plantuml(full("T"), Options()).text.splitlines()
    assert lines[lines.index("title T\\nS") :] == [
        "title T\\nS",
        "footer N",
        'frame "T" as lane1 {',
        '  rectangle " " as in_n1 {',
        '    rectangle "T\\nyou are here" as n1 #DBE8FF',
        '    rectangle " " as in_n2 {',
        '      card "B\\nT" as n2 #DBE8FF',
        '      usecase "C" as n3 #DBE8FF',
        "    }",
        "  }",
        "}",
        'frame "S" as lane2 {',
        '  artifact "D" as n4 #FFE6DC',
        '  storage "E" as n5 #FFE6DC',
        "}",
        '  rectangle "F" as n6 #F2F2F2',
        "n1 --> n2 : T",
        "n2 --> n3",
        "n1 --> n4 : x",
        "n4 <..> n1",
        "n2 --> n4",
        "lane1 .. n5 : y",
        "n5 --> n6",
        "@enduml",
    ]


def test_it_says_what_it_leaves_out():
    """Notes, marks and matches have no place in this dialect."""
    warnings = write_plantuml(full("T"), Options()).warnings
    for feature in (Feature.BOX_TOOLTIP, Feature.OUTSIDE, Feature.REPEATS, Feature.MATCH):
        assert any(feature.value in warning for warning in warnings)


def test_an_empty_label_is_still_a_label():
    """PlantUML refuses an empty name in quotes."""
    empty = Diagram(kind="graph", title="", boxes=(Box(key="a", label=""),))
    assert 'rectangle " " as n1' in write_plantuml(empty, Options()).text


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_has_its_nodes_and_arrows(lifecycle):
    """There are as many named boxes as boxes, and as many arrows as arrows."""
    picture = diagram(lifecycle, kinds=tuple(ELEMENTS))
    text = write_plantuml(picture, Options()).text
    assert len(re.findall(r'^ *\w+ ".*" as n\d+ #', text, re.MULTILINE)) == len(picture.boxes)
    assert len(re.findall(r"^n\d+ \S+ n\d+", text, re.MULTILINE)) == len(picture.arrows)
