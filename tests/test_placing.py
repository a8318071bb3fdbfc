"""Placing: which word decides the phase of a line, and when its surroundings do."""

from __future__ import annotations

import pytest
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.placing import INHERITED, content, place


def phases(*lines):
    """The phase of each line of an outline, by its name."""
    plan = outlined(lines)
    placed = place(plan, load_words())
    return {element.name: placed[element.key].phase.value for element in plan}


@pytest.mark.parametrize(
    "word", ["Report", "Reference guide", "Interview", "Documentation", "Plan"]
)
def test_a_word_that_says_little_gives_way_to_what_contains_the_line(word):
    """A report of the development is development; one that stands alone is still something."""
    found = phases(
        "Development", f"  {word}", "  Coding", "Design", f"  {word} two", "  Wireframes"
    )
    assert found[word] == "build"
    assert found[f"{word} two"] == "design"
    assert phases("Coding", word, "Testing")[word] != "none"


def test_why_it_gave_way_is_told():
    """The placement names the word and what contains the line."""
    plan = outlined(["Development", "  Report", "  Coding", "Go live", "  Deploy"])
    where = place(plan, load_words())["report"]
    assert where.confidence == INHERITED
    assert where.why == "as 'Development', which contains it; 'report*' alone says little"


def test_of_two_words_that_differ_the_one_that_agrees_with_the_stage_counts():
    """Specifications of a deployment are part of it where it contains them; else the last counts."""
    line = "Deployment specification"
    assert phases("Release", "  Coding", "Testing", f"  {line}")[line] == "build"
    assert phases("Coding", line)[line] == "design"


def test_a_longer_phrase_needs_no_help():
    """What two words say is said against what contains the line too."""
    found = phases("Development", "  Requirements specification", "  Coding")
    assert found["Requirements specification"] == "design"


def test_what_is_inherited_is_no_evidence():
    """Lines that only inherit their stage's phase do not count as its content."""
    plan = outlined(["Development", "  Xyz", "  Foo", "  Wireframes", "Go live", "  Deploy"])
    placed = place(plan, load_words())
    assert placed["xyz"].phase is lm.Phase.BUILD
    assert dict(content(plan, "development", placed)) == {lm.Phase.DESIGN: 1}


@pytest.mark.parametrize("name", ["Planning", "Closing"])
def test_a_stage_of_administration_is_left_alone_whatever_its_tasks_prepare(name):
    """The name of a stage is not outvoted by its tasks, which go their own ways."""
    plan = outlined([name, "  Requirements specification", "  Wireframes", "Build", "  Coding"])
    alignment = lm.align(plan, lm.load_lifecycle("itil"))
    assert alignment.targets(name.casefold()) == ()
    assert alignment.targets("wireframes")[0].object.key == "service-design"


def test_the_name_of_a_stage_leads_where_its_tasks_go_both_ways():
    """A stage called design leads to design first, though most of its tasks are built."""
    plan = outlined(
        ["Database design", "  Coding", "  Data model", "  Testing", "Go live", "  Deploy"]
    )
    (first, *rest) = lm.align(plan, lm.load_lifecycle("itil")).targets("database-design")
    assert first.object.key == "service-design"
    assert all(row.confidence < first.confidence for row in rest)


def test_persian_is_placed():
    """A plan in Persian speaks for its phases."""
    found = phases("طراحی سیستم", "پیاده سازی", "رفع باگ‌ها", "پشتیبانی", "جلسه شروع")
    assert list(found.values()) == ["design", "build", "build", "support", "manage"]
