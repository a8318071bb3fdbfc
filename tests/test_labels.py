"""Awkward labels are shown as they are written: what real consumers of each format see of them.

The labels and the oracles that judge what is written lie with the trial data; without it, or
without what an oracle needs (lxml, openpyxl, a Graphviz engine, node), its test skips.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys

import networkx as nx
import pytest
from realdata import folder

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import EngineError, InvalidModelError
from lifecycle_map.formats.engines import find_engine
from lifecycle_map.formats.exporting import export
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.views.looks import table

COUNT = 81
TOO_LONG = {"long_words", "long_unbroken", "many_lines"}
"""What a ladder shows the beginning of; all of it is in the title."""


@pytest.fixture
def oracle(monkeypatch):
    """What finds an oracle by its name; the test skips when it or what it needs is absent."""
    monkeypatch.syspath_prepend(folder("robust/oracles"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return pytest.importorskip


@pytest.fixture
def labels(oracle):
    """The awkward labels by name."""
    found = oracle("labels").LABELS
    assert len(found) == COUNT
    return found


@pytest.fixture
def engine():
    """A real engine, or none of these tests."""
    try:
        return find_engine()
    except EngineError as error:
        pytest.skip(str(error))


def named(label, key="a", side=Side.PROJECT):
    """A plan of two stages: it, the first and the flow are called so (no stage has a blank name)."""
    stages = (Stage(key="s1", name=label if label.strip() else "Blank"), Stage(key="s2", name="B"))
    flow = Relation(subject="s1", link=Link.PRECEDES, object="s2", label=label)
    return Lifecycle(key=key, name=label, side=side, elements=stages, relations=(flow,))


def handed_over(label):
    """A crosswalk of which one row hands over what is called so."""
    row = Correspondence(
        subject=Ref("a", "s1"), object=Ref("b", "s1"), match=Match.CLOSE, handed_over=label,
        comment=label, evidence=(label,), subject_label=label,
    )  # fmt: skip
    return Crosswalk(
        key="a--b", name="C", subject_lifecycle="a", object_lifecycle="b", correspondences=(row,)
    )


def aligned(label):
    """An alignment in which all that has a name is called so."""
    service = named(label, "b", Side.SERVICE)
    return align(named(label), service, crosswalks=[handed_over(label)])


def faults(labels, find):
    """What an oracle finds wrong, by the names of the labels."""
    found = {name: find(label) for name, label in labels.items()}
    return {name: faults for name, faults in found.items() if faults}


def shown(label):
    """What is seen of an element with that label."""
    return label if label.strip() else "Blank"


def test_a_blank_name_is_refused(labels):
    """A name of white space alone would be seen nowhere; as the label of a relation it may be."""
    assert [name for name, label in labels.items() if not label.strip()] == ["single_space"]
    with pytest.raises(InvalidModelError, match="an element needs a name"):
        Lifecycle(key="a", name="A", side=Side.PROJECT, elements=(Stage(key="s", name=" "),))


def test_what_no_xml_can_hold_is_refused(oracle):
    """Neither a name nor the label of a relation or what a row hands over holds such characters."""
    for text in oracle("labels").ILLEGAL.values():
        for make in (named, handed_over):
            with pytest.raises(InvalidModelError, match="cannot be written to a file"):
                make(text)


def test_ladders_show_every_label(oracle, labels):
    """Boxes and flow say it in their titles to the character, and show it as text."""
    check = oracle("oracle_svg").check

    def found(label):
        wanted = [shown(label), shown(label), label, label]
        return check(render(aligned(label), "svg"), wanted, exact="title")

    wrong = faults(labels, found)
    cut = {name: wrong.pop(name) for name in TOO_LONG}
    assert wrong == {}
    assert all(fault.startswith("not shown as text") for told in cut.values() for fault in told)


def test_drawn_graphs_show_every_label(oracle, labels, engine):
    """Graphs show it as text and say it in titles to the character, whichever engine is asked."""
    check = oracle("oracle_svg").check

    def found(label):
        drawn = render(named(label), "svg", engine=engine.program)
        return check(drawn, [shown(label)], exact="title")

    wrong = faults(labels, found)
    cut = {name: wrong.pop(name) for name in TOO_LONG}
    assert wrong == {}
    assert all(fault.startswith("not shown as text") for told in cut.values() for fault in told)


def test_dot_is_drawn_with_every_label(oracle, labels):
    """Graphviz reads back the nodes and edges that there are, with their labels.

    The embedded engine draws them too, but its JSON doubles backslashes; hence ``dot`` alone.
    """
    check = oracle("oracle_dot").check
    dot = shutil.which("dot") or pytest.skip("no dot")

    def found(label):
        nodes = {"n1": shown(label), "n2": "B"}
        return check(render(named(label), "dot"), nodes, [("n1", "n2", label)], exe=dot)

    assert faults(labels, found) == {}


def test_csv_holds_every_label_and_no_formula(oracle, labels):
    """A strict reader finds each cell as it was, and a spreadsheet nothing to run."""
    check = oracle("oracle_tables").check_csv

    def found(label):
        told = []
        for value in (named(label), aligned(label), handed_over(label)):
            cells = table(value)
            assert any(label in row or shown(label) in row for row in cells.rows)
            rows = [list(row) for row in (cells.columns, *cells.rows)]
            told += check(render(value, "csv").encode(), rows)
        return told

    assert faults(labels, found) == {}


def test_the_guard_of_csv_is_that_of_the_oracle(oracle, labels):
    """What the one takes for a formula the other does; reading takes the guard off again."""
    from lifecycle_map.formats.csv import guarded

    guards = oracle("oracle_tables")
    starts = ["", " ", "\t", "\ufeff", "\u00a0", "\u3000", "\n", "'", "''", " '", "a", "a="]
    texts = [start + sign for start in starts for sign in [*"=+-@'＝＋－＠−x", ""]]
    for text in [*labels.values(), *texts]:
        assert guarded(text) == guards.guard(text)
        assert guards.unguard(guarded(text)) == text


def test_markdown_shows_every_label(oracle, labels):
    """A reader of CommonMark with tables finds text alone in the cell, and it is the label."""
    squash = oracle("common").squash
    reader = oracle("markdown_it").MarkdownIt().enable("table")

    def found(label):
        cells = [t for t in reader.parse(render(named(label), "markdown")) if t.type == "inline"]
        (cell,) = [each for before, each in itertools.pairwise(cells) if before.content == "s1"]
        kinds = {child.type for child in cell.children}
        text = "".join(child.content for child in cell.children)
        same = squash(text) == squash(shown(label).replace("\v", ""))
        return [] if same and kinds <= {"text", "text_special"} else [(text, kinds)]

    assert faults(labels, found) == {}


@pytest.mark.parametrize("suffix", ["json", "toml", "yaml", "graphml"])
def test_lifecycles_load_back_with_every_label(suffix, labels, tmp_path):
    """Names and labels are what they were, to the character."""

    def found(label):
        back = read_lifecycle(export(named(label), tmp_path / f"a.{suffix}"))
        names = [(e.key, e.name) for e in back], [r.label for r in back.relations]
        # To the reader of GraphML, whose labels anybody may have written, a blank one is none.
        text = label if label.strip() or suffix != "graphml" else ""
        return [] if names == ([("s1", shown(label)), ("s2", "B")], [text]) else [names]

    assert faults(labels, found) == {}


@pytest.mark.parametrize("suffix", ["json", "toml", "yaml", "sssom.tsv"])
def test_crosswalks_load_back_with_every_label(suffix, labels, tmp_path):
    """What a row hands over, says and is called is what it was, to the character."""

    def found(label):
        (row,) = read_crosswalk(
            export(handed_over(label), tmp_path / f"a.{suffix}")
        ).correspondences
        texts = {row.handed_over, row.comment, *row.evidence, row.subject_label}
        return [] if texts == {label} else [texts]

    assert faults(labels, found) == {}


def test_other_tools_read_every_label_from_graphml(labels, tmp_path):
    """networkx finds the names and the labels of the edges."""

    def found(label):
        graph = nx.read_graphml(export(named(label), tmp_path / "a.graphml"))
        told = (
            [name for _, name in graph.nodes(data="name")],
            [label for *_, label in graph.edges(data="label")],
        )
        return [] if told == ([shown(label), "B"], [label]) else [told]

    assert faults(labels, found) == {}


@pytest.mark.skipif("NODE_MODULES" not in os.environ, reason="NODE_MODULES names no folder")
@pytest.mark.parametrize("html", [True, False], ids=["usual page", "page without HTML labels"])
def test_mermaid_shows_every_label(html, oracle, labels):
    """Drawn by mermaid in a browser, nodes and edges show their labels and nothing runs.

    NODE_MODULES names the folder that ``npm i mermaid playwright-core`` fills.
    """
    mermaid = oracle("oracle_mermaid")
    if not shutil.which("node") or not shutil.which("chromium"):
        pytest.skip("no node or no chromium")
    settings = {} if html else {"htmlLabels": False, "flowchart": {"htmlLabels": False}}
    texts = [{"id": n, "text": render(named(t), "mermaid")} for n, t in labels.items()]
    drawn = {each["id"]: each for each in mermaid.render(texts, {**mermaid.STRICT, **settings})}

    wrong = {}
    for name, label in labels.items():
        wrong[name] = mermaid.check(drawn[name], [shown(label), "B"], 1)
        edges = mermaid.squash("".join(drawn[name].get("edges", [])))
        wrong[name] += [] if edges == mermaid.squash(label) else [f"the edge shows {edges!r}"]
    assert {name: told for name, told in wrong.items() if told} == {}
