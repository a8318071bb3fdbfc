"""What a plan is about: IT or something else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import realdata

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.subjects import load_subjects, subjects_of
from lifecycle_map.matching.subjects import subject_of
from lifecycle_map.model.elements import Activity
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.subjects import Subject, SubjectKind

SAMPLES = tomllib.loads(Path(__file__).with_name("subject_samples.toml").read_text("utf-8"))
PLANS = SAMPLES["plans"]


def plan_of(lines):
    tasks = tuple(Activity(key=f"t{n}", name=name) for n, name in enumerate(lines))
    return Lifecycle(key="plan", name="Plan", side=Side.PROJECT, elements=tasks)


def subject(*lines):
    return subject_of(plan_of(lines), load_subjects())


@pytest.mark.parametrize("sample", PLANS, ids=[plan["about"] for plan in PLANS])
def test_plans_are_told_apart(sample):
    """What is about IT is taken for IT, and what is not is not."""
    told = subject(*sample["lines"])
    assert told.is_it is sample["it"], told.why


def test_there_are_samples_of_both_kinds():
    """Thirty and more of each, in many languages."""
    assert sum(plan["it"] for plan in PLANS) >= 30
    assert sum(not plan["it"] for plan in PLANS) >= 30


def test_the_words_that_decide_are_told():
    """The reason has the counts and the words."""
    told = subject("Book venue", "Send invitations", "Ceremony", "Set up website")
    assert told == Subject(
        SubjectKind.NON_IT,
        "3 of 4 lines speak of something else than IT (venue, invitations, ceremony), "
        "1 of IT (website)",
    )


def test_a_stray_word_decides_nothing():
    """One line or two of another trade leave a plan what it is."""
    lines = ["Scope", "Team", "Venue", "Plan", "Catering", "Build", "Review", "Report", "Close"]
    assert subject(*lines) == Subject(
        SubjectKind.OTHER, "no line says what the plan is about; taken for IT"
    )


def test_a_line_of_it_is_of_nothing_else():
    """A wedding in an app is no wedding."""
    told = subject("Wedding app", "Guest list screen in the app", "Venue database")
    assert told.kind is SubjectKind.IT_PRODUCT


def test_what_is_run_and_what_is_made_are_told_apart():
    """Servers and service desks are run, code and screens are made."""
    assert subject("Server migration", "Service desk briefing").kind is SubjectKind.IT_SERVICE
    assert subject("Coding", "Unit tests", "Server").kind is SubjectKind.IT_PRODUCT


def test_an_empty_plan_is_taken_for_it():
    """Where nothing is said, nothing is passed over."""
    assert subject().is_it


def test_an_english_word_in_another_language_is_not_heard_as_that_language():
    """'It' is no information technology in a plan for a house."""
    assert not subject("Pack it", "Move it", "Book movers", "Pack kitchen", "Furniture").is_it


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "expected a table for each language"),
        ('{"en": 1}', "en: expected a table of lists"),
        ('{"en": {"its": []}}', "en.its: unknown key; one of: service, product, it, elsewhere"),
        ('{"en": {"it": [1]}}', "en.it: expected a list of texts"),
    ],
)
def test_faults_of_the_words_are_told(text, told):
    """What is wrong in the file is said with its place."""
    with pytest.raises(InvalidFileError) as caught:
        subjects_of(text.encode(), "subjects.json")
    assert told in str(caught.value)


def test_every_language_has_words_of_each_kind():
    """No list is empty, and no phrase stands in two lists of a language."""
    for words in load_subjects():
        lists = (words.service, words.product, words.it, words.elsewhere)
        assert all(lists), words.language
        told = [text for texts in lists for text in set(texts)]
        assert len(told) == len(set(told)), words.language


def test_real_plans_are_told_apart():
    """The labelled plans that are not about IT are found, and no other."""
    folder = realdata.folder("realdata")
    for file in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        told = subject_of(read_lifecycle(folder / gold["file"]), load_subjects())
        assert told.is_it is (gold["domain"] != "non-it"), (file.name, told.why)
