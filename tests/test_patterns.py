"""Patterns: phrases whose parts may stand apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.matching.patterns import Patterns


def found(pattern, line, *above):
    """Return the matches of one pattern in a line below others, the nearest first."""
    patterns = Patterns()
    patterns.add(pattern, 1)
    return list(patterns.find(line, [patterns.spans(name) for name in above]))


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("user manual*", "Write the User Manuals"),
        ("train*/teach* ~ users/staff", "Training for all users"),
        ("train*/teach* ~ users/staff", "Staff: teach"),
        ("a ~ b ~ c", "c and b and a"),
        ("*schulung*", "Anwenderschulungen"),
        ("培训 ~ 用户", "面向全体用户的系统培训"),
        (">training", "Training of pilots"),
        ("=training", "Training"),
        ("=training/schooling", "Schooling"),
        ("prepar* & launch", "Launch preparation"),
    ],
)
def test_patterns_are_found(pattern, line):
    """Whole words, in any order, with few words between."""
    assert found(pattern, line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("sla", "Slalom"),
        ("train* ~ users", "Train all of the many people who one day are users"),
        ("a ~ a b", "a b"),
        ("=training", "Training plan"),
        ("a ~ b", "a"),
        ("user manual", "manual user"),
    ],
)
def test_what_is_none_is_not_found(pattern, line):
    """Parts of words, parts far apart and parts on top of each other do not count."""
    assert not found(pattern, line)


def test_a_part_may_stand_above():
    """The nearest line above that has what is missing is read with the line."""
    match = found("train* ~ users", "End users", "Training", "Deployment")[0]
    assert match.above
    assert match.spans == ((1, 2),)
    assert found("train* ~ users", "End users", "Deployment", "Training")[0].above


@pytest.mark.parametrize("pattern", ["train* & users", "=training ~ users"])
def test_some_patterns_must_stand_in_the_line_itself(pattern):
    """An ampersand, and an equals sign, ask for that."""
    assert not found(pattern, "Users", "Training")


def test_the_line_itself_must_have_a_part():
    """What stands only above says nothing of the line."""
    assert not found("training ~ users", "Slides", "Training for users")


def test_a_match_tells_its_places():
    """The places of the words, and how many they are."""
    match = found("train* ~ end user*", "Train all end users")[0]
    assert match.spans == ((0, 1), (2, 4))
    assert match.length == 3
    assert not match.above


def test_marks_are_no_words():
    """What stands in front of a pattern is known of it."""
    late = found(">support", "support")[0].pattern
    assert (late.late, late.whole) == (True, False)
    whole = found("=support", "support")[0].pattern
    assert (whole.late, whole.whole) == (True, True)


@given(st.lists(st.sampled_from(["train", "users", "all", "the"]), max_size=40))
def test_any_line_is_read(words):
    """A match lies within the line, and only where both parts are."""
    line = " ".join(words)
    for match in found("train ~ users", line):
        assert {"train", "users"} <= set(words)
        assert all(0 <= start < end <= len(words) for start, end in match.spans)


@pytest.mark.parametrize("stem", ["sensibilis*", "sensibilisat*", "centraliz*", "organis*"])
def test_a_stem_fits_either_spelling(stem):
    """Words are spelt -ize to compare them; a stem in -is* means them all the same."""
    patterns = Patterns()
    patterns.add(stem, 1)
    begun = stem[:-1].removesuffix("at")
    for ending in ("ation", "er") if not stem.endswith("at*") else ("ation",):
        word = begun.replace("iz", "is") + ending
        assert [match.pattern.value for match in patterns.find(f"{word} du projet")] == [1], word
