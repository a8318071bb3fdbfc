"""Differences: what is added, dropped and changed between two crosswalks, in words and as data."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import crosswalks

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.loading.files import read_crosswalk
from lifecycle_map.model.asides import ASIDE
from lifecycle_map.views.differences import diff_record

WHOLE = lm.load_crosswalk("prince2--itil")


def row(one, two, **more):
    ends = {
        "subject": lm.Ref("a", one) if one else None,
        "object": lm.Ref("b", two) if two else None,
    }
    match = lm.Match.CLOSE if one and two else lm.Match.NONE
    return lm.Correspondence(**{"match": match, **ends, **more})


def crosswalk(*rows, **more):
    ends = {"subject_lifecycle": "a", "object_lifecycle": "b", "name": "Mine", "key": "a--b"}
    return lm.Crosswalk(**{**ends, **more}, correspondences=rows)


def aside(one, two, **more):
    cells = {"subject_id": one, "predicate_id": "skos:exactMatch", "predicate_modifier": "Not"}
    return lm.Property(ASIDE, json.dumps({**cells, "object_id": two, **more}))


def test_nothing_differs_in_the_same():
    """A false value, one line, no counts."""
    found = lm.diff(WHOLE, WHOLE)
    assert not found
    assert str(found) == "no difference"
    assert set(found.counts.values()) == {0}
    assert found.fields == {}


def test_added_dropped_and_changed_are_told_in_words():
    """Counts first, then each group with the names of the ends."""
    old = crosswalk(row("x", "y"), row("p", "q", subject_label="Pea", confidence=0.5))
    new = crosswalk(
        row("p", "q", subject_label="Pea", match=lm.Match.BROAD, confidence=0.75), row("", "z")
    )
    assert str(lm.diff(old, new)) == (
        "1 added, 1 dropped, 1 changed (match 1, confidence 1)\n"
        "\nadded\n  b:z has no counterpart (1, ManualMappingCuration)\n"
        "\ndropped\n  a:x close b:y (1, ManualMappingCuration)\n"
        "\nchanged\n  a:p 'Pea' broad b:q: match: close → broad; confidence: 0.5 → 0.75"
    )


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("match", lm.Match.BROAD, "match: close → broad"),
        ("confidence", 0.25, "confidence: 1 → 0.25"),
        ("justification", lm.Justification.REVIEWED,
         "justification: ManualMappingCuration → MappingReview"),
        ("direction", lm.Direction.TO_SERVICE, "direction: none → to-service"),
        ("views", ("v",), "views: nothing → v"),
        ("handed_over", "a report", "handed over: nothing → a report"),
        ("products", (lm.Ref("a", "x"),), "products: nothing → a:x"),
        ("properties", (lm.Property("author", "Kim"),), "properties: nothing → author 'Kim'"),
        ("comment", "c" * 99, f"comment: nothing → {'c' * 59}…"),
        ("row", "7", "row: nothing → 7"),
    ],
)  # fmt: skip
def test_every_field_of_a_row_counts(name, value, told):
    """The words say what it was and what it is; long values are cut."""
    views = (lm.View(key="v", name="V"),)
    found = lm.diff(
        crosswalk(row("x", "y"), views=views),
        crosswalk(row("x", "y", **{name: value}), views=views),
    )
    (changed,) = found.changed
    assert str(changed).endswith(f": {told}")
    assert found.fields == {name: 1}
    json.dumps(diff_record(found))


def test_several_rows_between_the_same_ends_are_told_apart_by_number():
    """A row in the middle is dropped, and the others are the same as before."""
    rows = [row("x", "y", row=number, comment=number) for number in "123"]
    found = lm.diff(crosswalk(*rows), crosswalk(rows[2], rows[0]))
    assert found.dropped == (rows[1],)
    assert (found.added, found.changed) == ((), ())


def test_the_order_of_rows_is_no_difference():
    """A spreadsheet may sort them."""
    turned = attrs.evolve(WHOLE, correspondences=WHOLE.correspondences[::-1])
    assert not lm.diff(WHOLE, turned)


def test_warnings_are_no_difference():
    """They say how a file was read."""
    assert not lm.diff(WHOLE, attrs.evolve(WHOLE, warnings=("odd",)))


def test_denied_pairs_are_told_by_themselves():
    """And not as properties that nobody can read."""
    denial = aside("a:x", "b:y")
    other = aside("P2:IP", "b:y")
    found = lm.diff(crosswalk(), crosswalk(properties=(denial,)))
    assert found.denied == ((lm.Ref("a", "x"), lm.Ref("b", "y")),)
    assert str(found) == "1 denied\n\ndenied\n  a:x is not b:y"
    back = lm.diff(crosswalk(properties=(denial,)), crosswalk())
    assert (back.denied, back.no_longer_denied) == ((), found.denied)
    assert str(back).startswith("1 no longer denied")
    # What names no element of ours is a property like any other.
    assert [
        each.field for each in lm.diff(crosswalk(), crosswalk(properties=(other,))).heading
    ] == ["properties"]


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"subject_id": 3}', '{"subject_id": "a:x"}'])
def test_what_is_no_row_denies_nothing(text):
    """A property of that name may hold anything."""
    found = lm.diff(crosswalk(), crosswalk(properties=(lm.Property(ASIDE, text),)))
    assert found.denied == ()
    assert found.heading


def test_the_heading_counts():
    """Name, notice, views: told as a whole."""
    found = lm.diff(crosswalk(), crosswalk(name="Other", views=(lm.View(key="v", name="V"),)))
    assert str(found).splitlines() == [
        "2 in the heading", "", "in the heading", "  name: Mine → Other", "  views: nothing → v 'V'",
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["a", None, lm.load_lifecycle("itil")])
def test_things_of_another_kind_are_refused(other):
    """On either side."""
    for ends in ((WHOLE, other), (other, WHOLE)):
        with pytest.raises(lm.WrongKindError, match="diff takes a"):
            lm.diff(*ends)


@settings(max_examples=80, deadline=None)
@given(crosswalks(), crosswalks())
def test_any_two_crosswalks(one, two):
    """Every row is accounted for on both sides, and turning it round turns the difference round."""
    found, back = lm.diff(one, two), lm.diff(two, one)
    shared = len(one.correspondences) - len(found.dropped)
    assert shared == len(two.correspondences) - len(found.added)
    assert len(found.changed) <= shared
    assert sorted(map(repr, found.added)) == sorted(map(repr, back.dropped))
    assert bool(found) is bool(back)
    assert not lm.diff(one, one)
    assert str(found)
    assert json.loads(json.dumps(diff_record(found)))["counts"] == found.counts


@settings(max_examples=40, deadline=None)
@given(crosswalks(), st.randoms(use_true_random=False))
def test_equal_whenever_the_rows_are(one, random):
    """However they are shuffled."""
    rows = list(one.correspondences)
    random.shuffle(rows)
    assert not lm.diff(one, attrs.evolve(one, correspondences=tuple(rows)))


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run a command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def called(*arguments):
        code = run(arguments)
        return code, capsys.readouterr().out

    return called


def test_the_command_has_its_exit_codes_and_any_notation(call):
    """0 for the same in two notations, 1 for a difference."""
    lm.export(WHOLE, "one.toml")
    lm.export(WHOLE, "two.sssom.tsv")
    assert call("diff", "one.toml", "two.sssom.tsv") == (0, "no difference\n")
    lm.export(attrs.evolve(WHOLE, correspondences=WHOLE.correspondences[1:]), "three.json")
    code, out = call("diff", "prince2--itil", "three.json")
    assert code == 1
    assert out.startswith("1 dropped\n")


def test_the_json_of_the_command(call):
    """What it holds, in full."""
    lm.export(crosswalk(row("x", "y"), row("p", "q")), "one.toml")
    lm.export(crosswalk(row("p", "q", confidence=0.5), row("x", "")), "two.toml")
    code, out = call("diff", "one.toml", "two.toml", "-f", "json")
    told = json.loads(out)
    assert code == 1
    assert told == {
        "is_equal": False,
        "counts": {"added": 1, "dropped": 1, "changed": 1, "denied": 0, "no_longer_denied": 0},
        "fields": {"confidence": 1},
        "old": {"key": "a--b", "name": "Mine", "rows": 2},
        "new": {"key": "a--b", "name": "Mine", "rows": 2},
        "heading": [],
        "added": [{"subject": "a:x", "match": "none"}],
        "dropped": [{"subject": "a:x", "match": "close", "object": "b:y"}],
        "changed": [
            {"subject": "a:p", "object": "b:q", "row": "",
             "changes": [{"field": "confidence", "old": 1.0, "new": 0.5}]}
        ],
        "denied": [],
        "no_longer_denied": [],
    }  # fmt: skip


def test_the_journey_of_an_author(call, capsys):
    """Suggest, decide on a row, run again: the decision stands, and the difference says so."""
    assert call("suggest", "prince2", "itil", "-o", "draft.sssom.tsv")[0] == 0
    with open("draft.sssom.tsv", encoding="utf-8") as file:
        text = file.read()
    curated = text.replace("semapv:LexicalMatching", "semapv:ManualMappingCuration", 1)
    with open("mine.sssom.tsv", "w", encoding="utf-8") as file:
        file.write(curated)
    again = ("suggest", "prince2", "itil", "--reviewed", "mine.sssom.tsv")
    code, printed = call(*again)
    assert code == 0
    run((*again, "-o", "second.sssom.tsv"))
    assert "1 kept as decided, 0 denied" in capsys.readouterr().err
    second = read_crosswalk("second.sssom.tsv")
    with open("second.sssom.tsv", encoding="utf-8") as file:
        assert file.read() == printed
    code, out = call("diff", "draft.sssom.tsv", "second.sssom.tsv", "-f", "json")
    assert (code, json.loads(out)["fields"]["justification"]) == (1, 1)
    assert sum(r.justification is lm.Justification.CURATED for r in second.correspondences) == 1


def test_a_change_without_a_decision_is_noticed(call, capsys):
    """A row whose confidence was changed, and not its justification, is made anew, and told."""
    draft = lm.suggest(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    first, *rest = draft.correspondences
    changed = attrs.evolve(first, confidence=0.99)
    lm.export(attrs.evolve(draft, correspondences=(changed, *rest)), "mine.sssom.tsv")
    run(["suggest", "prince2", "itil", "--reviewed", "mine.sssom.tsv", "-o", "second.sssom.tsv"])
    told = capsys.readouterr().err
    assert "1 rows of 'mine.sssom.tsv' on which nobody has decided are not suggested" in told
    run(["suggest", "prince2", "itil", "--reviewed", "second.sssom.tsv", "-o", "third.sssom.tsv"])
    assert "nobody has decided" not in capsys.readouterr().err
