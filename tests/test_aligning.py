"""Aligning: which way decides, how sure it is, and what each row says of itself."""

from __future__ import annotations

import attrs
import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import InvalidModelError, UnknownElementError, UnknownNameError
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Activity, Alias, Process, Product, Schedule, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link, Relation

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")


def a_plan(*stages, extra=(), key="plan"):
    """A plan of stages, each (name, tasks), whose elements have ids as from a file."""
    elements, relations = [], []
    for name, *tasks in stages:
        stage = Stage(key=f"s{len(elements)}", name=name, source_id=str(len(elements)))
        elements.append(stage)
        for task in tasks:
            made = Activity(key=f"t{len(elements)}", name=task, source_id=str(len(elements)))
            relations.append(Relation(subject=stage.key, link=Link.CONTAINS, object=made.key))
            elements.append(made)
    return Lifecycle(
        key=key, name="A plan", side=Side.PROJECT, elements=(*elements, *extra),
        relations=tuple(relations),
    )  # fmt: skip


PLAN = a_plan(
    ("Feasibility", "Write the business case"),
    ("Analysis and design", "Requirements specification", "Database design"),
    ("Development", "Coding", "Unit testing"),
    ("Go live", "Deployment to production", "User training"),
    ("Support", "Support services"),
)


def named(alignment, name):
    """The correspondences of the subject's element with this name, the surest first."""
    (element,) = [e for e in alignment.subject if e.name == name]
    return alignment.targets(element.key)


def test_curated_rows_come_as_they_are():
    """Between catalogued lifecycles the curated crosswalk decides, with its sources."""
    alignment = align(PRINCE2, ITIL)
    curated = load_crosswalk("prince2--itil").view().correspondences
    assert alignment.correspondences[: len(curated)] == curated
    first = alignment.targets("pre-project")[0]
    assert first.object == Ref("itil-2011", "service-strategy")
    assert first.justification is Justification.CURATED
    assert first.sources == ("seed", "hdi", "eip", "pro", "tx-glossary", "advisera-charter")
    assert set(first.sources) <= {source.key for source in alignment.cited}


def test_the_other_way_round_is_inverted():
    """From the service side each row is the same statement read from its other end."""
    there, back = align(PRINCE2, ITIL), align(ITIL, PRINCE2)
    assert {(r.subject, r.object, r.match) for r in there.correspondences
            if r.justification is Justification.CURATED} == {
        (r.object, r.subject, r.match.inverse) for r in back.correspondences
        if r.justification is Justification.INVERTED}  # fmt: skip


def test_a_view_holds_only_what_its_source_claims():
    """In a view there are its rows and nothing that was matched beside them."""
    alignment = align(PRINCE2, ITIL, view="hdi-2014")
    assert len(alignment.correspondences) == 4
    assert all("hdi-2014" in row.views for row in alignment.correspondences)
    with pytest.raises(UnknownNameError, match="did you mean 'eip'"):
        align(PRINCE2, ITIL, view="epi")


def test_a_view_of_a_plan_holds_what_the_view_says_of_its_stages():
    """A plan's stages go by the view's rows; nothing is matched beside them."""
    alignment = align(PLAN, ITIL, view="hdi-2014")
    found = {row.subject.key: row.object.key for row in alignment.correspondences}
    stages = {stage.name: stage.key for stage in PLAN.stages}
    assert found == {
        stages["Feasibility"]: "service-strategy",
        stages["Analysis and design"]: "service-design",
        stages["Development"]: "service-transition",
        stages["Go live"]: "service-operation",
    }


def test_a_lifecycle_aligned_with_itself_is_itself():
    """Each element of a lifecycle has its own twin, and nothing comes by way of another one."""
    alignment = align(PRINCE2, PRINCE2)
    assert all(row.justification is Justification.LEXICAL for row in alignment.correspondences)
    for element in PRINCE2:
        assert element.key in {row.object.key for row in alignment.targets(element.key)}


def test_targets_and_sources_are_the_two_directions():
    """What an element leads to, and what leads to an element of the other side."""
    alignment = align(PRINCE2, ITIL)
    assert alignment.targets("initiation-stage")[0].object.key in (
        "service-design",
        "service-strategy",
    )
    stages = {r.subject.key for r in alignment.sources("itil-2011:service-transition")}
    assert stages == {"subsequent-delivery-stage", "final-delivery-stage"}
    confidences = [r.confidence for r in alignment.sources("service-transition")]
    assert confidences == sorted(confidences, reverse=True)
    with pytest.raises(UnknownElementError, match="did you mean 'service-design'"):
        alignment.sources("service-desing")
    with pytest.raises(UnknownElementError):
        alignment.targets("itil-2011:service-design")


def test_declared_comes_before_all():
    """What an element says that it realises decides, with full confidence."""
    plan = attrs.evolve(
        PLAN,
        elements=tuple(
            attrs.evolve(e, realises=(Ref("itil-2011", "service-operation"),))
            if e.name == "Coding" else e for e in PLAN
        ),
    )  # fmt: skip
    (row,) = named(align(plan, ITIL), "Coding")
    assert row.object == Ref("itil-2011", "service-operation")
    assert (row.match, row.confidence) == (Match.BROAD, 1.0)
    assert row.justification is Justification.CURATED
    assert "realises itil-2011:service-operation" in row.evidence[0]


def test_what_is_realised_must_exist():
    """A task that realises an element that there is not is a fault, with the nearest one."""
    task = Activity(key="t", name="T", realises=(Ref("itil-2011", "service-desing"),))
    with pytest.raises(InvalidModelError, match="did you mean 'service-design'"):
        align(a_plan(extra=(task,)), ITIL)


def test_without_linked_stages_there_is_no_order():
    """Nothing is said of an order where no two stages can be compared."""
    order = align(a_plan(extra=(Activity(key="c", name="Coding", source_id="1"),)), ITIL)
    assert order.order_preservation().pairs == 0
    assert "no order to compare" in render(order, "markdown")


def test_declared_in_a_third_lifecycle_is_chained():
    """A task that realises a PRINCE2 activity belongs where the curated row says."""
    task = Activity(
        key="t", name="Sign", realises=(Ref("prince2-2023", "confirm-project-acceptance"),)
    )
    alignment = align(a_plan(extra=(task,)), ITIL)
    rows = alignment.targets("t")
    assert Ref("itil-2011", "early-life-support") in {row.object for row in rows}
    assert {row.justification for row in rows} == {Justification.CHAINED}
    assert all(set(row.sources) <= {s.key for s in alignment.cited} for row in rows)


def test_stages_of_a_plan_go_over_the_curated_crosswalk():
    """A plan's stage is placed on PRINCE2, and what passes is what the curated row says."""
    alignment = align(PLAN, ITIL)
    best = {s.name: alignment.targets(s.key)[0] for s in PLAN.stages}
    assert {name: row.object.key for name, row in best.items()} == {
        "Feasibility": "service-strategy",
        "Analysis and design": "service-design",
        "Development": "service-transition",
        "Go live": "service-transition",
        "Support": "service-operation",
    }
    golive = best["Go live"]
    assert golive.justification is Justification.CHAINED
    assert golive.direction is Direction.TO_SERVICE
    assert golive.row == "A6"
    assert golive.confidence == pytest.approx(0.8 * 0.9)
    assert any("prince2-2023:final-delivery-stage" in step for step in golive.evidence)


def test_tasks_go_by_their_phase():
    """A task stands in the first service stage of its phase, with the words that say so."""
    (row,) = named(align(PLAN, ITIL), "Coding")
    assert row.object.key == "service-transition"
    assert row.justification is Justification.BACKGROUND
    assert "speaks for build" in row.evidence[0]
    (row,) = named(align(PLAN, ITIL), "Database design")
    assert row.object.key == "service-design"


def test_administration_and_the_unplaced_are_left_alone():
    """Project administration and what no word speaks for belong to no service stage."""
    plan = a_plan(("Misc", "Kick-off meeting", "Xyzzy"), ("Build", "Coding"))
    alignment = align(plan, ITIL)
    assert named(alignment, "Kick-off meeting") == ()
    assert named(alignment, "Xyzzy") == ()
    assert alignment.placement("t1").phase is Phase.MANAGE


def test_the_same_name_in_another_language_is_found():
    """A task whose label is an element's name in German belongs to that element."""
    plan = a_plan(("Umsetzung", "Service-Level-Management"))
    (row,) = named(align(plan, ITIL), "Service-Level-Management")
    assert row.object == Ref("itil-2011", "service-level-management")
    assert row.justification is Justification.LEXICAL
    assert row.match is Match.CLOSE


def test_a_shared_word_alone_joins_nothing():
    """A product and a stage of one name, or a word of two meanings, are not matched."""
    mine = Lifecycle(
        key="mine", name="Mine", side=Side.PROJECT,
        elements=(Product(key="c", name="Change management"), Process(key="r", name="Review")),
    )  # fmt: skip
    other = Lifecycle(
        key="other", name="Other", side=Side.SERVICE,
        elements=(Process(key="c", name="Change management"), Process(key="r", name="Review")),
    )  # fmt: skip
    assert align(mine, other).correspondences == ()


def test_a_crosswalk_of_ones_own_comes_before_the_catalogue():
    """A crosswalk given to align decides, in either direction, and is checked."""
    own = Crosswalk(
        key="mine", name="Mine", subject_lifecycle="itil-2011", object_lifecycle="prince2-2023",
        correspondences=(
            Correspondence(
                subject=Ref("itil-2011", "service-design"), match=Match.NARROW,
                object=Ref("prince2-2023", "pre-project"),
            ),
        ),
    )  # fmt: skip
    row = align(PRINCE2, ITIL, crosswalks=[own]).targets("pre-project")[0]
    assert (row.object.key, row.match) == ("service-design", Match.BROAD)
    wrong = attrs.evolve(
        own,
        correspondences=(
            attrs.evolve(own.correspondences[0], object=Ref("prince2-2023", "pre-projct")),
        ),
    )
    with pytest.raises(InvalidModelError, match="did you mean 'pre-project'"):
        align(PRINCE2, ITIL, crosswalks=[wrong])


def test_two_editions_meet_in_a_third_lifecycle():
    """What has no twin of the same name is chained over the edition between the two."""
    alignment = align(load_lifecycle("prince2-2009"), PRINCE2)
    (same,) = alignment.targets("closing-a-project")
    assert same.object.key == "closing-a-project"
    assert same.justification is Justification.LEXICAL
    chained = [r for r in alignment.correspondences if r.justification is Justification.CHAINED]
    assert chained
    assert all(row.confidence <= 0.9 for row in chained)
    assert all(any("prince2-2017" in step for step in row.evidence) for row in chained)


def test_a_plan_aligned_from_the_far_end_is_the_same():
    """align(service, plan) holds the rows of align(plan, service), turned round."""
    there, back = align(PLAN, ITIL), align(ITIL, PLAN)
    assert [row.invert().subject for row in there.correspondences] == [
        row.subject for row in back.correspondences
    ]


def test_a_chained_row_whose_phase_no_task_has_is_doubted():
    """A row that leads to a stage where no task of the plan's stage stands loses half."""
    golive = named(align(PLAN, ITIL), "Go live")
    operation = [row for row in golive if row.object.key == "service-operation"]
    assert operation[0].confidence == pytest.approx(0.8 * 0.7 * 0.5)
    assert "none of its tasks stands in support" in operation[0].evidence[-1]


def test_order_is_preserved_where_the_plan_follows_the_service():
    """The claim that the service lifecycle follows the project's holds for an orderly plan."""
    order = align(PLAN, ITIL).order_preservation()
    assert order.share == 1
    assert order.broken == ()


def test_where_the_order_breaks_it_says_so():
    """A plan that supports before it designs runs against the service lifecycle."""
    backwards = a_plan(("Support", "Support services"), ("Design", "Requirements specification"))
    order = align(backwards, ITIL).order_preservation()
    assert order.share < 1
    assert {(a.subject.key, b.subject.key) for a, b in order.broken} == {("s0", "s2")}


def test_coverage_counts_each_kind():
    """Of the five service stages all five are covered by the curated table."""
    by_kind = {c.kind: c for c in align(PRINCE2, ITIL).coverage()}
    assert by_kind["stage"].share == 1
    processes = by_kind["process"]
    assert len(processes.covered) + len(processes.uncovered) == 26


def test_none_rows_cover_nothing():
    """A row that says that nothing is there does not count as a counterpart."""
    alignment = align(PRINCE2, ITIL)
    products = next(c for c in alignment.coverage() if c.kind == "product")
    assert Ref("itil-2011", "service-level-agreement") in products.uncovered


def test_alignment_changes_nothing_that_it_was_given():
    """Both lifecycles are as before, and aligning twice gives the same."""
    before = PLAN, ITIL
    assert align(PLAN, ITIL) == align(PLAN, ITIL)
    assert before == (PLAN, ITIL)


def test_stated_phases_decide_over_words():
    """A phase that the data states is not overruled by the words of a label."""
    task = Activity(key="x", name="Support desk design", phases=(Phase.BUILD,), source_id="9")
    alignment = align(a_plan(extra=(task,)), ITIL)
    assert alignment.placement("x").phase is Phase.BUILD
    assert alignment.placement("x").confidence == 1


def test_a_framework_of_ones_own_without_a_crosswalk_goes_by_phase():
    """A user's lifecycle with phases and nothing else is aligned stage by stage."""
    mine = Lifecycle(
        key="mine", name="Mine", side=Side.PROJECT,
        elements=(
            Stage(key="a", name="Alpha", phases=(Phase.DESIGN,)),
            Stage(key="b", name="Beta", phases=(Phase.SUPPORT,)),
            Activity(key="c", name="Coding"),
        ),
    )  # fmt: skip
    rows = align(mine, ITIL).correspondences
    assert [(r.subject.key, r.object.key) for r in rows] == [
        ("a", "service-design"),
        ("b", "service-operation"),
    ]


def test_dates_alone_make_a_plan():
    """Elements with a schedule are lines of a plan, and each line is aligned."""
    task = Activity(key="c", name="Coding", schedule=Schedule(percent=5))
    plan = Lifecycle(key="mine", name="Mine", side=Side.PROJECT, elements=(task,))
    assert align(plan, ITIL).targets("c")[0].object.key == "service-transition"


def test_aliases_of_a_user_count():
    """An alias of a user's own element matches as its name does."""
    process = Process(key="p", name="Übergabe", aliases=(Alias("en", "Service level management"),))
    mine = Lifecycle(key="mine", name="Mine", side=Side.PROJECT, elements=(process,))
    (row,) = align(mine, ITIL).targets("p")
    assert row.object.key == "service-level-management"


def test_a_plan_that_is_not_about_it_is_left_alone():
    """No line of a house move is forced onto a service stage, and the alignment says why."""
    from outlines import outlined

    plan = outlined(
        [
            "Before the move",
            "  Hire movers",
            "  Pack the kitchen boxes",
            "  Cancel the electricity contract",
            "Moving day",
            "  Load the furniture on the truck",
            "  Clean the apartment",
            "After the move",
            "  Unpack the boxes",
            "  Hang up the curtains",
        ]
    )
    alignment = align(plan, load_lifecycle("itil-2011"))
    assert alignment.correspondences == ()
    assert "not about IT" in alignment.notes[0]


def test_what_contains_a_covered_part_is_covered():
    """A process whose activity has a counterpart is not called uncovered, nor is a stage so."""
    plan = a_plan(("Build", "Deployment to production", "Coding"))
    task = attrs.evolve(plan.elements[1], realises=(Ref("itil-2011", "release-deployment"),))
    plan = attrs.evolve(plan, elements=(plan.elements[0], task, *plan.elements[2:]))
    by_kind = {c.kind: c for c in align(plan, ITIL).coverage()}
    assert Ref("itil-2011", "release-deployment") in by_kind["activity"].covered
    parent = ITIL.parent("release-deployment")
    assert parent is not None
    assert Ref("itil-2011", parent.key) in by_kind[parent.kind].covered


def test_reasons_are_in_plain_words():
    """A chained row says by way of which lifecycle, and what is what there, without references."""
    text = render(align(PLAN, ITIL), "markdown")
    assert "by way of PRINCE2, 7th edition (2023)" in text
    assert "'Go live' is a case of 'Final stage' in PRINCE2" in text
    assert "prince2-2023:final-stage" not in text


def test_what_depends_on_a_framework_is_made_once():
    """A lifecycle keeps what is made of it, as long as it lives and no longer."""
    made = []

    def make(lifecycle):
        made.append(lifecycle.key)
        return object()

    other = attrs.evolve(PLAN)
    assert PLAN.once(make) is PLAN.once(make)
    assert other.once(make) is not PLAN.once(make)
    assert made == ["plan", "plan"]
    assert other == PLAN
