"""What follows by SKOS, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lifecycle_map as lm
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.refs import Ref


def crosswalk(subject, object_, *rows):
    return lm.Crosswalk(
        key=f"{subject}--{object_}",
        name="",
        subject_lifecycle=subject,
        object_lifecycle=object_,
        correspondences=tuple(
            lm.Correspondence(
                subject=Ref(subject, one),
                match=Match(match),
                object=Ref(object_, two),
                confidence=c,
            )
            for one, match, two, c in rows
        ),
    )


def following(*crosswalks, **options):
    return {
        (str(r.subject), r.match.value, str(r.object)): r
        for made in lm.entail(*crosswalks, **options)
        for r in made.correspondences
    }


@pytest.mark.parametrize(
    ("match", "inverse", "rule"),
    [("exact", "exact", "S44"), ("close", "close", "S44"), ("related", "related", "S44"),
     ("broad", "narrow", "S43"), ("narrow", "broad", "S43")],
)  # fmt: skip
def test_each_match_can_be_read_from_the_other_end(match, inverse, rule):
    """S43 and S44: inverse and symmetric, with the statement and the rule as evidence."""
    found = following(crosswalk("a", "b", ("x", match, "y", 0.8)))
    assert list(found) == [("b:y", inverse, "a:x")]
    (row,) = found.values()
    assert row.evidence == (f"a:x {match} b:y", f"SKOS {rule}")
    assert row.justification is Justification.LOGICAL
    assert row.confidence == 0.8


def test_exact_matches_are_chained():
    """S45: over two crosswalks, both ways, with the product of the confidences."""
    found = following(
        crosswalk("a", "b", ("x", "exact", "y", 0.8)), crosswalk("b", "c", ("y", "exact", "z", 0.5))
    )
    row = found["a:x", "exact", "c:z"]
    assert row.confidence == 0.4
    assert row.evidence == ("a:x exact b:y", "b:y exact c:z", "SKOS S44, S45")
    assert ("c:z", "exact", "a:x") in found


def test_two_that_match_one_match_each_other():
    """S44 and S45 together: within one lifecycle, too."""
    found = following(crosswalk("a", "b", ("x", "exact", "y", 1), ("w", "exact", "y", 1)))
    assert ("a:w", "exact", "a:x") in found
    assert [made.key for made in lm.entail(crosswalk("a", "b", ("x", "exact", "y", 1)))] == ["b--a"]


@pytest.mark.parametrize("match", ["close", "related", "broad", "narrow"])
def test_nothing_else_is_chained(match):
    """closeMatch, relatedMatch, broadMatch and narrowMatch are not transitive."""
    found = following(
        crosswalk("a", "b", ("x", match, "y", 1)), crosswalk("b", "c", ("y", match, "z", 1))
    )
    assert not any({"a:x", "c:z"} == {one, two} for one, _, two in found)


def test_exact_is_close_when_asked():
    """S42, which would double every file, is told on demand alone."""
    given_crosswalk = crosswalk("a", "b", ("x", "exact", "y", 1))
    assert ("a:x", "close", "b:y") not in following(given_crosswalk)
    found = following(given_crosswalk, close=True)
    assert {("a:x", "close", "b:y"), ("b:y", "close", "a:x"), ("b:y", "exact", "a:x")} == set(found)


def test_the_surest_way_counts():
    """Of two chains between the same ends the surer is told, be it longer."""
    found = following(
        crosswalk("a", "b", ("x", "exact", "y", 0.1), ("x", "exact", "v", 0.9)),
        crosswalk("b", "c", ("y", "exact", "z", 1), ("v", "exact", "z", 0.9)),
    )
    assert found["a:x", "exact", "c:z"].confidence == 0.81


ENDS = st.sampled_from("xyz")
ROWS = st.lists(
    st.tuples(ENDS, st.sampled_from([m.value for m in Match if m is not Match.NONE]), ENDS,
              st.sampled_from([0.5, 1.0])),
    max_size=6,
)  # fmt: skip


@given(ROWS, ROWS)
def test_what_follows_from_what_follows_is_nothing_new(first, second):
    """The result is closed: stated with what it came from, no more statement follows."""
    stated = [crosswalk("a", "b", *first), crosswalk("b", "c", *second)]
    made = lm.entail(*stated)
    assert following(*stated, *made) == {}
    rows = {(r.subject, r.match, r.object) for each in stated for r in each.correspondences}
    assert not rows & {
        (r.subject, r.match, r.object) for each in made for r in each.correspondences
    }
