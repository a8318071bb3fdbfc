"""D2 text in which every label is shown as it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from markup_samples import HOSTILE, full
from strategies import TEXTS, lifecycles

from lifecycle_map.formats.d2 import escaped, write_d2
from lifecycle_map.formats.losses import Feature
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.model.elements import ELEMENTS


def shown(text):
    """What D2 reads between two double quotes."""
    return re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_shown_as_it_is(text):
    """Taking the escapes back gives the text, with line ends as one kind and tabs as spaces."""
    assert shown(escaped(text)) == re.sub("\r\n|\r", "\n", text).replace("\t", " ")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_changes_no_other_line(text):
    """A text that is a piece of D2 adds no line and closes no quotes."""
    hostile = write_d2(full(text), Options()).text.split("\n")
    plain = write_d2(full("word"), Options()).text.split("\n")
    assert [line.replace(escaped(text), "word") for line in hostile] == plain
    assert not re.search(r'(?<!\\)(?:\\\\)*["$]', escaped(text))


def test_the_picture_as_text():
    """Lanes are containers, arrows have the path to what they join, dashes are loose matches."""
    lines = write_d2(full("T"), Options()).text.splitlines()
    bare = [re.sub(r'; style\.(fill|stroke|font-color): "[^"]*"', "", line) for line in lines]
    bare = [re.sub(r'style\.(fill|stroke|font-color): "[^"]*"(; )?', "", line) for line in bare]
    assert bare == [
        "direction: right",
        'title: "T\\nS" {shape: text; near: top-center; style.font-size: 28}',
        'notice: "N" {shape: text; near: bottom-center; style.font-size: 14}',
        'lane1: "T" {style.fill: transparent',
        '  in_n1: "" {style.fill: transparent',
        '    n1: "T\\nyou are here" {tooltip: "T"; style.stroke-width: 4}',
        '    in_n2: "" {style.fill: transparent',
        '      n2: "B\\nT" {}',
        '      n3: "C" {shape: hexagon}',
        "    }",
        "  }",
        "}",
        'lane2: "S" {style.fill: transparent',
        '  n4: "D" {shape: page; style.stroke-dash: 4; style.multiple: true}',
        '  n5: "E" {shape: oval}',
        "}",
        'n6: "F" {}',
        'lane1.in_n1.n1 -> lane1.in_n1.in_n2.n2: "T"',
        "lane1.in_n1.in_n2.n2 -> lane1.in_n1.in_n2.n3",
        'lane1.in_n1.n1 -> lane2.n4: "x"',
        "lane2.n4 <-> lane1.in_n1.n1: {style.stroke-dash: 4}",
        "lane2.n4 <- lane1.in_n1.in_n2.n2",
        'lane1 -- lane2.n5: "y" {style.stroke-dash: 4}',
        "lane2.n5 -> n6",
    ]


def test_it_says_what_it_leaves_out():
    """Nearly all is shown; what arrows have behind them is not."""
    told = " ".join(write_d2(full("T"), Options()).warnings)
    lost = (Feature.DESCRIPTION, Feature.ARROW_TOOLTIP, Feature.MATCH, Feature.CONFIDENCE)
    assert [feature for feature in Feature if feature.value in told] == list(lost)


@settings(max_examples=60, deadline=None)
@given(lifecycles())
def test_any_lifecycle_has_its_nodes_and_arrows(lifecycle):
    """There are as many boxes and arrows as there are, and every bracket is closed."""
    picture = diagram(lifecycle, kinds=tuple(ELEMENTS))
    text = write_d2(picture, Options()).text
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    assert len(re.findall(r'^ *n\d+: "" \{', bare, re.MULTILINE)) == len(picture.boxes)
    arrows = re.findall(r"^[\w.]+ (?:->|<-|<->|--) [\w.]+", bare, re.MULTILINE)
    assert len(arrows) == len(picture.arrows)
    assert bare.count("{") == bare.count("}")
