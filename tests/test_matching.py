"""Matching: what is found, how it is told, and that it is the same from both ends and each time."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lifecycle_map as lm
from lifecycle_map.matching.normalising import tokens

LABELS = st.lists(
    st.sampled_from(["plan", "test", "release", "review", "service", "design", "approve", "build"]),
    min_size=1,
    max_size=4,
).map(" ".join)


def lifecycle(key, names, *, flow=False, side=lm.Side.PROJECT, **more):
    """A lifecycle of activities with these names, one after the other where there is a flow."""
    elements = tuple(lm.Activity(key=f"{key}{n}", name=name) for n, name in enumerate(names))
    relations = tuple(
        lm.Relation(subject=one.key, link=lm.Link.PRECEDES, object=two.key)
        for one, two in itertools.pairwise(elements)
        if flow
    )
    made = lm.Lifecycle(key=key, name=key, side=side, elements=elements, relations=relations)
    return attrs.evolve(made, **more)


def pairs(crosswalk):
    return [(row.subject.key, row.object.key) for row in crosswalk.correspondences]


def told(crosswalk):
    return {(row.subject.key, row.object.key): row.match.value for row in crosswalk.correspondences}


@pytest.mark.parametrize("relation", ["equal", "related"])
@pytest.mark.parametrize("name", ["prince2", "itil"])
def test_a_framework_matches_itself(name, relation):
    """Each element with a name of its own is found, as exact."""
    framework = lm.load_lifecycle(name)
    found = told(lm.match(framework, framework, relation=relation))
    names = [tokens(element.name) for element in framework]
    own = [e.key for e in framework if names.count(tokens(e.name)) == 1]
    assert own
    assert [key for key in own if found.get((key, key)) != "exact"] == []


@given(st.lists(LABELS, max_size=12), st.booleans(), st.sampled_from(["equal", "related"]))
def test_what_has_a_unique_name_matches_itself(names, flow, relation):
    """Whatever else there is, an element of unique words is found in a copy, as exact."""
    one = lifecycle("a", names, flow=flow)
    found = told(lm.match(one, one, relation=relation))
    bags = [frozenset(tokens(name)) for name in names]
    for number, bag in enumerate(bags):
        if bags.count(bag) == 1:
            assert found.get((f"a{number}", f"a{number}")) == "exact"


@given(st.lists(LABELS, max_size=8), st.lists(LABELS, max_size=8), st.booleans())
def test_the_other_way_round_gives_the_same_inverted(ours, theirs, flow):
    """Match and confidence of each pair are the same from both ends."""
    one, two = lifecycle("a", ours, flow=flow), lifecycle("b", theirs, flow=flow)
    there, back = lm.match(one, two), lm.match(two, one).invert()
    rows = {(r.subject, r.object): (r.match, r.confidence) for r in there.correspondences}
    assert rows == {(r.subject, r.object): (r.match, r.confidence) for r in back.correspondences}


@given(st.lists(LABELS, max_size=8), st.lists(LABELS, max_size=8))
def test_what_is_prepared_gives_the_same(ours, theirs):
    """A prepared lifecycle stands for itself."""
    one, two = lifecycle("a", ours), lifecycle("b", theirs)
    assert lm.match(one, lm.prepare(two)) == lm.match(one, two)


@settings(max_examples=25)
@given(st.text(max_size=40).filter(str.strip), st.text(max_size=40).filter(str.strip))
def test_any_label_can_be_matched(one, two):
    """Whatever the script, matching ends, and no confidence is out of range."""
    clean = [name for name in (one, two) if name.isprintable()]
    found = lm.match(lifecycle("a", clean), lifecycle("b", clean[::-1]))
    assert all(0 < row.confidence < 1 for row in found.correspondences)


def test_each_row_says_why():
    """Words, context, rule and what counted are told, and what counted adds up."""
    one = lifecycle("a", ["Plan the release", "Approve the test", "Close"], flow=True)
    two = lifecycle("b", ["Release planning", "Approval of tests"], flow=True)
    row = lm.match(one, two).correspondences[0]
    assert row.justification is lm.Justification.LEXICAL
    assert (row.subject.key, row.object.key) == ("a0", "b0")
    words, context, rule, counted = row.evidence
    assert words == "words: 'plan' ~ 'planning' (0.95), 'release'"
    assert "their places in the flow are 0.00 apart" in context
    assert rule == "rule: the best for both, or close to it"
    parts = counted.removeprefix("counted: ").partition(";")[0].split(", ")
    total = float(counted.partition("in all ")[2].partition(" ")[0])
    assert counted.endswith(f"which is {row.confidence:.0%}")
    assert sum(float(part.rpartition(" ")[2]) for part in parts) == pytest.approx(total, abs=0.04)


def test_the_evidence_names_the_subject_first_either_way():
    """A row tells its words from its own subject, whichever side was taken first inside."""
    one, two = lifecycle("a", ["Plan the release", "Close"]), lifecycle("b", ["Release planning"])
    assert "'planning' ~ 'plan'" in lm.match(two, one).correspondences[0].evidence[0]
    assert "'plan' ~ 'planning'" in lm.match(one, two).correspondences[0].evidence[0]


def test_one_may_belong_to_many():
    """Several lines of a plan belong to one element that is broader: n:1, and 1:n inverted."""
    plan = lifecycle("a", ["User acceptance testing", "Regression testing", "Buy hardware"])
    frame = lifecycle("b", ["Testing", "Procurement"])
    assert told(lm.match(plan, frame)) == {("a0", "b0"): "broad", ("a1", "b0"): "broad"}
    assert told(lm.match(frame, plan)) == {("b0", "a0"): "narrow", ("b0", "a1"): "narrow"}


def test_equal_is_one_to_one():
    """Who asks for the same thing gets no broader one."""
    plan = lifecycle("a", ["User acceptance testing", "Regression testing", "Testing"])
    frame = lifecycle("b", ["Testing", "Procurement"])
    assert told(lm.match(plan, frame, relation="equal")) == {("a2", "b0"): "exact"}


def test_a_narrower_name_is_the_narrower_thing():
    """The name that says more is the narrower."""
    found = lm.match(
        lifecycle("a", ["Internal audit"]), lifecycle("b", ["Internal audit programme"])
    )
    assert told(found) == {("a0", "b0"): "narrow"}


def test_the_context_tells_equal_names_apart():
    """Elements of one name are matched by what stands before and after them, each to one."""
    ours = lifecycle("a", ["Design", "Review", "Build", "Review", "Deploy"], flow=True)
    theirs = lifecycle("b", ["Draft", "Design", "Review", "Build", "Review", "Deploy"], flow=True)
    found = pairs(lm.match(ours, theirs))
    assert [pair for pair in found if pair[0] in ("a1", "a3")] == [("a1", "b2"), ("a3", "b4")]


def test_a_name_that_one_side_has_once_belongs_to_all_of_the_other():
    """A reference has one review, a plan as many as it likes."""
    plan = lifecycle("a", ["Review", "Build", "Review"])
    assert pairs(lm.match(plan, lifecycle("b", ["Review"]))) == [("a0", "b0"), ("a2", "b0")]


@pytest.mark.parametrize("size", [30, 300])
def test_many_of_the_same_label_are_kept_in_order(size):
    """With each label ten times, a copy with holes is matched by order and flow."""
    names = [f"{'abcdefghijklmnopqrstuvwxyz'[n * 7 % (size // 10) % 26]}{n * 7 % (size // 10):03d}x"
             for n in range(size)]  # fmt: skip
    kept = [n for n in range(size) if n % 9]
    ours = lifecycle("a", names, flow=True)
    theirs = lifecycle("b", [names[n] for n in kept], flow=True)
    truth = {(f"a{n}", f"b{place}") for place, n in enumerate(kept)}
    found = set(pairs(lm.match(ours, theirs)))
    precise, complete = len(found & truth) / len(found), len(found & truth) / len(truth)
    assert 2 * precise * complete / (precise + complete) >= 0.8


def test_all_labels_alike_cost_no_square():
    """Where every label is the same, only the nearest in order are looked at."""
    one, two = lifecycle("a", ["Do it now"] * 600), lifecycle("b", ["Do it now"] * 600)
    assert 0 < len(lm.match(one, two).correspondences) <= 600


def test_aliases_are_compared_in_one_language():
    """An alias meets an alias of its own language, and any main name."""
    element = lm.Activity(key="x", name="Zzz", aliases=(lm.Alias("de", "Abnahme"),))
    other = lm.Activity(key="y", name="Yyy", aliases=(lm.Alias("fr", "Abnahme"),))
    alike = lm.Activity(key="y", name="Yyy", aliases=(lm.Alias("de-at", "Abnahme"),))
    main = lm.Activity(key="y", name="Abnahme")
    one = lifecycle("a", (), elements=(element,))
    found = [lm.match(one, lifecycle("b", (), elements=(e,))) for e in (other, alike, main)]
    assert [len(each.correspondences) for each in found] == [0, 1, 1]


def test_a_summary_speaks_for_a_name():
    """What only the summary of one says counts for the name of the other, less than a name."""
    ours = lm.Activity(key="x", name="Password management")
    names = ("Authentication management", "Authentication management", "Password management")
    told = ("", "How passwords are kept.", "")
    theirs = [lm.Activity(key="y", name=n, summary=t) for n, t in zip(names, told, strict=True)]
    one = lifecycle("a", (), elements=(ours,))
    found = [lm.match(one, lifecycle("b", (), elements=(each,))) for each in theirs]
    bare, summed, named = (each.correspondences[0].confidence for each in found)
    assert bare < summed < named


def test_things_of_different_kinds_are_not_matched():
    """What is done is no thing that is made, and no person, whatever it is called."""
    kinds = [lm.Activity, lm.Product, lm.Role]
    sides = [lifecycle("a", (), elements=(kind(key="x", name="Release plan"),)) for kind in kinds]
    found = [[bool(lm.match(a, b).correspondences) for b in sides] for a in sides]
    assert found == [[True, False, False], [False, True, False], [False, False, True]]


def test_words_of_two_worlds_are_no_match():
    """A word that projects and services use for different things joins nothing between them."""
    project, service = lifecycle("a", ["Change"]), lifecycle("b", ["Change"], side=lm.Side.SERVICE)
    assert lm.match(project, service).correspondences == ()
    assert len(lm.match(project, project).correspondences) == 1


def test_what_contains_decides_between_equals():
    """Of two candidates of one name, the one whose parent matches is the surer."""

    def plan(key, parents):
        stages = tuple(lm.Stage(key=f"{key}s{n}", name=name) for n, name in enumerate(parents))
        work = tuple(lm.Activity(key=f"{key}{n}", name="Check it") for n in range(len(parents)))
        inside = tuple(
            lm.Relation(subject=f"{key}s{n}", link=lm.Link.CONTAINS, object=f"{key}{n}")
            for n in range(len(parents))
        )
        return lifecycle(key, (), elements=(*stages, *work), relations=inside)

    found = lm.match(plan("a", ["Design", "Deployment"]), plan("b", ["Deployment", "Design"]))
    assert ("a0", "b1") in pairs(found)
    assert ("a0", "b0") not in pairs(found)


def test_nothing_matches_nothing():
    """An empty side gives an empty crosswalk, and so do labels without a word."""
    assert lm.match(lifecycle("a", []), lifecycle("b", ["Plan"])).correspondences == ()
    assert lm.match(lifecycle("a", ["?"]), lifecycle("b", ["?"])).correspondences == ()


def test_a_relation_that_is_none_is_refused():
    """The known relations are named."""
    with pytest.raises(lm.UnknownNameError, match=r"unknown relation 'equals'.*equal"):
        lm.match(lifecycle("a", []), lifecycle("b", []), relation="equals")


CODE = """
import lifecycle_map as lm
prince2, itil = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
for relation in ("equal", "related"):
    print(lm.render(lm.match(prince2, itil, relation=relation), "json"))
"""


def test_the_same_bytes_whatever_the_hash_seed():
    """Two processes with different seeds find the same, in the same order, for the same reasons."""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=60,
        ).stdout
        for seed in ("1", "4711")
    ]  # fmt: skip
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 1000
