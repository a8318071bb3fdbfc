"""Differences of lifecycles: elements and relations, told as what happened to them."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given, settings
from strategies import lifecycles

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.views.differences import diff_record


def plan(*elements, relations=(), **more):
    return lm.Lifecycle(
        **{"key": "p", "name": "Plan", "side": lm.Side.PROJECT, **more},
        elements=elements,
        relations=relations,
    )


def task(key, name="", **more):
    return lm.Activity(key=key, name=name or key.title(), **more)


def after(one, two, **more):
    return lm.Relation(subject=one, link=lm.Link.PRECEDES, object=two, **more)


def test_what_happened_is_told_in_words():
    """Each kind of change under its own heading."""
    old = plan(
        task("a", "Ask", source_id="1"), task("b"), task("c"), task("d"),
        relations=(after("a", "b"), after("b", "c"), after("c", "d")),
    )  # fmt: skip
    new = plan(
        task("ask-all", "Ask all", source_id="1"), task("b", confidence=0.5), task("c"), task("e"),
        relations=(after("ask-all", "b"), after("b", "c", label="then"), after("c", "e")),
        notice="N",
    )  # fmt: skip
    assert str(lm.diff(old, new)) == (
        "1 added, 1 dropped, 1 renamed, 1 changed, 1 relations added, 1 relations dropped, "
        "1 relations changed, 1 in the heading\n"
        "\nadded\n  e 'E' (activity)\n"
        "\ndropped\n  d 'D' (activity)\n"
        "\nrenamed\n  a 'Ask' (activity) → 'Ask all': key: a → ask-all\n"
        "\nchanged\n  b 'B' (activity): confidence: 1 → 0.5\n"
        "\nrelations added\n  c precedes e\n"
        "\nrelations dropped\n  c precedes d\n"
        "\nrelations changed\n  b precedes c 'then': label: nothing → then\n"
        "\nin the heading\n  notice: nothing → N"
    )


def test_another_kind_is_a_change():
    """Of the same element."""
    (found,) = lm.diff(plan(task("a")), plan(lm.Stage(key="a", name="A"))).changed
    assert str(found) == "a 'A' (activity): kind: activity → stage"


def test_a_key_that_is_given_to_another_element_carries_no_relation_over():
    """What was between elements that are gone is dropped, though the keys are there again."""
    old = plan(task("x", "Ex", source_id="1"), task("y"), relations=(after("x", "y"),))
    new = plan(task("z", "Ex", source_id="1"), task("x", "New", source_id="2"), task("y"),
               relations=(after("x", "y"),))  # fmt: skip
    found = lm.diff(old, new)
    assert [each.key for each in found.added] == ["x"]
    assert len(found.relations_added) == len(found.relations_dropped) == 1


def test_the_name_of_the_file_is_no_difference():
    """Two states of a plan lie in two files."""
    one, two = (lm.Source(key="file", title=title) for title in ("one.xml", "two.xml"))
    assert not lm.diff(plan(sources=(one,)), plan(sources=(two,)))
    other = lm.Source(key="book", title="Book")
    (found,) = lm.diff(plan(sources=(one,)), plan(sources=(two, other))).heading
    assert str(found) == "sources: nothing → book 'Book'"


@settings(max_examples=60, deadline=None)
@given(lifecycles(), lifecycles())
def test_any_two_lifecycles(one, two):
    """All is accounted for on both sides, and the same is the same."""
    found = lm.diff(one, two)
    assert len(one) - len(found.dropped) == len(two) - len(found.added)
    kept = len(one.relations) - len(found.relations_dropped)
    assert kept == len(two.relations) - len(found.relations_added)
    assert bool(found) is bool(lm.diff(two, one))
    assert not lm.diff(one, one)
    assert json.loads(json.dumps(diff_record(found)))["counts"] == found.counts
    assert str(found)


@settings(max_examples=30, deadline=None)
@given(lifecycles())
def test_nothing_else_than_order_and_warnings_is_left_out(one):
    """Equal but for those is no difference, and any other change is one."""
    assert not lm.diff(one, attrs.evolve(one, warnings=("odd",)))
    assert lm.diff(one, attrs.evolve(one, name=f"{one.name}!"))
    assert lm.diff(one, attrs.evolve(one, elements=(), relations=())) or not len(one)


def test_a_lifecycle_and_a_crosswalk_cannot_be_compared():
    """Either way round."""
    itil, crosswalk = lm.load_lifecycle("itil"), lm.load_crosswalk("prince2--itil")
    for ends in ((itil, crosswalk), (crosswalk, itil)):
        with pytest.raises(lm.WrongKindError, match="diff takes a"):
            lm.diff(*ends)


def test_the_command_takes_files_and_names(tmp_path, monkeypatch, capsys):
    """A lifecycle in two notations is the same; two editions are not."""
    monkeypatch.chdir(tmp_path)
    itil = lm.load_lifecycle("itil")
    lm.export(itil, "itil.json")
    assert run(["diff", "itil", "itil.json"]) == 0
    assert capsys.readouterr().out == "no difference\n"
    assert run(["diff", "prince2-2017", "prince2-2023", "-f", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["old"]["elements"] == len(lm.load_lifecycle("prince2-2017"))
    assert told["counts"]["added"] == len(told["added"]) > 0
    assert run(["diff", "itil", "prince2--itil"]) == 2
