"""Matching within an alignment: top-down, in one phase, over a bridge, and never forced."""

from __future__ import annotations

import attrs
import pytest
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.analysis.descending import AMBIGUOUS, LEAST

ITIL = lm.load_lifecycle("itil-2011")


def a_plan(*lines):
    return outlined(["Build", *(f"  {line}" for line in lines), "  Coding"])


def targets(plan, name, counterpart=ITIL):
    (element,) = [e for e in plan if e.name == name]
    return lm.align(plan, counterpart).targets(element.key)


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("User acceptance testing", "service-validation-and-testing"),
        ("Deployment of the software", "release-and-deployment-management"),
        ("Configuration du serveur", "service-asset-and-configuration-management"),
    ],
)
def test_a_line_is_matched_by_its_words(line, target):
    """What words and context find leads below the stage, and says which words and how much."""
    rows = targets(a_plan(line), line)
    assert target in [row.object.key for row in rows]
    assert all(row.confidence >= LEAST for row in rows)
    assert all(row.justification is lm.Justification.LEXICAL for row in rows)
    told = " ".join(rows[0].evidence)
    assert all(part in told for part in ("words: ", "rule: ", "counted: "))


@pytest.mark.parametrize("line", ["Test plan and project plan", "Planning", "Holiday"])
def test_what_belongs_to_no_stage_is_left_alone(line):
    """Administration and placeholders are matched with nothing, whatever their words are like."""
    assert targets(a_plan(line), line) == ()


def test_a_word_does_not_lead_out_of_its_phase():
    """A line that is placed in one phase is not matched with what belongs to another."""
    line = "Coding the catalogue of services"
    plan = a_plan(line)
    free = [r.object.key for r in lm.match(plan, ITIL).correspondences if r.confidence >= LEAST]
    assert "service-catalogue-management" in free
    assert [row.object.key for row in targets(plan, line)] == ["service-transition"]


def test_what_is_like_many_is_like_none():
    """Of more counterparts than words can tell apart, none is taken."""
    many = lm.Lifecycle(
        key="many", name="Many", side=lm.Side.SERVICE,
        elements=tuple(
            lm.Process(key=f"p{n}", name=f"{word} management")
            for n, word in enumerate(["Alpha", "Beta", "Gamma", "Delta", "Epsilon"])
        ),
    )  # fmt: skip
    mine = lm.Lifecycle(
        key="mine", name="Mine", side=lm.Side.SERVICE,
        elements=(lm.Process(key="m", name="Management"), lm.Process(key="n", name="Zeta board")),
    )  # fmt: skip
    assert len(many) > AMBIGUOUS
    assert lm.align(mine, many).correspondences == ()


PARTS = ("Approve the design", "Publishing the release")


def framework(key, outer, inner):
    """A framework of two processes with an activity each."""
    elements = [lm.Process(key=f"p{n}", name=name) for n, name in enumerate(outer)]
    elements += [lm.Activity(key=f"a{n}", name=name) for n, name in enumerate(inner)]
    relations = tuple(
        lm.Relation(subject=f"p{n}", link=lm.Link.CONTAINS, object=f"a{n}") for n in range(2)
    )
    return lm.Lifecycle(
        key=key, name=key, side=lm.Side.SERVICE, elements=tuple(elements), relations=relations
    )


def test_two_frameworks_without_a_crosswalk_are_matched():
    """Elements that say the same in other words are found, where nobody has made a crosswalk."""
    one = framework("one", ("Design work", "Release work"), PARTS)
    two = framework(
        "two", ("Work on design", "Work on releases"), ("Design approval", "Release publishing")
    )
    pairs = {(r.subject.key, r.object.key) for r in lm.align(one, two).correspondences}
    assert pairs == {("p0", "p0"), ("p1", "p1"), ("a0", "a0"), ("a1", "a1")}


def test_children_are_distrusted_whose_parents_do_not_align():
    """The same two activities are less sure where their processes belong elsewhere, and say so."""
    one = framework("one", ("Design work", "Release work"), PARTS)
    inner = ("Design approval", "Release publishing")
    here = lm.align(one, framework("two", ("Work on design", "Work on releases"), inner))
    across = lm.align(one, framework("two", ("Work on releases", "Work on design"), inner))
    (before,), (after,) = here.targets("a0"), across.targets("a0")
    assert after.confidence < before.confidence
    assert "'Design work', which contains it, belongs to Work on design" in after.evidence[-1]


def test_a_users_own_framework_is_matched_with_itil():
    """A framework of one's own that has no crosswalk gets rows below the stages too."""
    mine = lm.Lifecycle(
        key="mine", name="Mine", side=lm.Side.SERVICE,
        elements=(
            lm.Process(key="i", name="Handling of incidents"),
            lm.Process(key="c", name="Catalogue of services management"),
            lm.Process(key="x", name="Catering"),
        ),
    )  # fmt: skip
    pairs = [(r.subject.key, r.object.key) for r in lm.align(mine, ITIL).correspondences]
    assert ("c", "service-catalogue-management") in pairs
    assert "x" not in [subject for subject, _ in pairs]


def test_a_curated_crosswalk_is_not_matched_beside():
    """Where people have made a whole crosswalk, words add nothing to it."""
    found = lm.align(lm.load_lifecycle("prince2"), ITIL)
    assert not [r for r in found.correspondences if any("counted:" in e for e in r.evidence)]


def test_a_line_goes_over_the_bridge_by_what_it_is_called_there():
    """Plan → PRINCE2 → ITIL: a line that holds an activity's name leads where its row leads."""
    plan = outlined(
        ["Handover", "  Confirming the acceptance of the project by the customer", "  Deployment"]
    )
    line = plan.elements[1]
    task = attrs.evolve(line, phases=(lm.Phase.BUILD,))
    plan = attrs.evolve(plan, elements=(plan.elements[0], task, plan.elements[2]))
    rows = [r for r in lm.align(plan, ITIL).targets(task.key) if r.row == "B29"]
    assert {r.object.key for r in rows} == {"release-deployment", "early-life-support"}
    for row in rows:
        assert row.justification is lm.Justification.CHAINED
        assert any("prince2-2023:confirm-project-acceptance" in each for each in row.evidence)
        assert any(each.startswith("words: ") for each in row.evidence)


def test_what_the_bridge_says_of_another_phase_is_not_taken():
    """The same line, placed in support, is not led back to transition."""
    plan = outlined(["Support", "  Confirming the acceptance of the project", "  Hypercare"])
    task = attrs.evolve(plan.elements[1], phases=(lm.Phase.SUPPORT,))
    plan = attrs.evolve(plan, elements=(plan.elements[0], task, plan.elements[2]))
    assert "B29" not in [r.row for r in lm.align(plan, ITIL).targets(task.key)]
