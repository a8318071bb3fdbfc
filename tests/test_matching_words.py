"""Words as matching sees them: what tells, stems, slips of the pen, compounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.matching.normalising import stem, tokens
from lifecycle_map.matching.opposites import opposed, poles
from lifecycle_map.matching.spelling import SAME_STEM, Lexicon

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöß", min_size=1, max_size=14)


def lexicon(*words):
    made = Lexicon()
    for word in words:
        made.number(word)
    return made


def near(word, *words, others=()):
    """What is near a word among some, by word."""
    held = lexicon(*words)
    return {held.words[n]: like for n, like in held.near(word, lexicon(word, *others))}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Approval of the Project Plan", ("approval", "project", "plan")),
        ("ProgramCommitteeMember", ("program", "committee", "member")),
        ("Genehmigung für das Projekt", ("genehmigung", "projekt")),
        ("Approve or not", ("approve", "not")),
        ("On the", ("on", "the")),
        ("Plan plan PLAN", ("plan",)),
        ("?!", ()),
    ],
)
def test_a_label_is_the_words_that_tell(label, words):
    """Function words go unless there is nothing else; negations and names in one piece do not."""
    assert tokens(label) == words


@given(WORDS)
def test_a_stem_is_the_beginning_of_its_word(word):
    """A stem is never empty and never adds a letter."""
    assert stem(word)
    assert word.startswith(stem(word))


@given(WORDS, st.lists(WORDS, max_size=6))
def test_a_word_is_nearest_to_itself(word, words):
    """A word that is there is found, as alike as can be; all else is less than one."""
    found = near(word, *words, word)
    assert found.pop(word) == 1.0
    assert all(0 < likeness <= 1 for likeness in found.values())


@pytest.mark.parametrize("other", ["approval", "approving", "approved", "approves"])
def test_words_of_one_stem_are_near(other):
    """Forms of a word count a little less than the word."""
    assert near("approve", other) == {other: SAME_STEM}


@pytest.mark.parametrize("slip", ["implementtion", "impelmentation", "implementationn"])
def test_a_slip_of_the_pen_is_found(slip):
    """A letter too many, too few, or two of them exchanged."""
    assert near(slip, "implementation", "transition")["implementation"] > 0.8


def test_a_slip_is_found_from_either_side():
    """Whichever side knows the word: the one that is no word of the other may be a slip."""
    assert near("gateway", "gatewey")["gatewey"] > 0.7
    assert near("gateway", "gateway", "gatewey").keys() == {"gateway", "gatewey"}


def test_two_words_that_both_sides_know_are_two_words():
    """'Design' is no slip for 'resign' where both are used on both sides."""
    assert "resign" not in near("design", "design", "resign", others=("resign",))


def test_a_compound_is_near_its_parts():
    """The parts of a compound are found, the surer when the other part is a word too."""
    alone = near("projektabschluss", "abschluss")["abschluss"]
    both = near("projektabschluss", "abschluss", "projekt")["abschluss"]
    assert 0.5 < alone < both < 1


def test_a_word_within_a_word_by_chance_is_no_part():
    """'Plan' is no part of 'planet', and 'port' none of 'report'."""
    assert near("planet", "plan") == {}
    assert near("report", "port") == {}


@pytest.mark.parametrize(
    ("one", "two", "are"),
    [
        ("Accept the order", "Reject the order", True),
        ("Rejection of orders", "Accept the order", True),
        ("Order approved", "Order not approved", True),
        ("Angebot annehmen", "Angebot ablehnen", True),
        ("Accept or reject the order", "Reject the order", False),
        ("Send the order", "Ship the order", False),
        (
            "The project board accepts each new order before its next monthly meeting",
            "Reject the order",
            False,
        ),
    ],
)
def test_names_that_say_the_opposite_are_known(one, two, are):
    """One word or a negation turns a name round; who says both, or a sentence, says neither."""
    ends = poles(tokens(one)), poles(tokens(two))
    assert opposed(*ends) is are
    assert opposed(*reversed(ends)) is are
