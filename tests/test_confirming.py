"""Confirmed rows: they survive unchanged, keep others away, and steer what stands around them."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import outlined
from test_suggesting import sssom

import lifecycle_map as lm
from lifecycle_map.analysis.reviewing import is_decided
from lifecycle_map.matching.placing import DENIED

ITIL = lm.load_lifecycle("itil-2011")
PLAN = outlined(
    [
        "Preparation",
        "  Hardware inventory",
        "  Write the business case",
        "Development",
        "  Coding",
        "  User acceptance testing",
        "  Deployment",
        "Aftercare",
        "  Weekly look",
        "  Service desk training",
    ]
)
PEOPLE = (lm.Justification.CURATED, lm.Justification.REVIEWED, lm.Justification.INVERTED)


def key_of(name):
    return next(element.key for element in PLAN if element.name == name)


def row(name, target, match=lm.Match.RELATED, justification=lm.Justification.REVIEWED, **more):
    subject = PLAN.ref(key_of(name)) if name else None
    object_ = ITIL.ref(target) if target else None
    return lm.Correspondence(
        subject=subject, match=match, object=object_, justification=justification, **more
    )


def mine(*rows, **more):
    return lm.Crosswalk(
        key=f"{PLAN.key}--itil-2011", name="Mine", subject_lifecycle=PLAN.key,
        object_lifecycle="itil-2011", correspondences=rows, **more,
    )  # fmt: skip


def keys(alignment, name):
    return [r.object and r.object.key for r in alignment.targets(key_of(name))]


SUBJECTS = st.sampled_from([element.name for element in PLAN])
OBJECTS = st.sampled_from([element.key for element in ITIL])
LINKED = st.builds(
    row,
    SUBJECTS,
    OBJECTS,
    st.sampled_from([m for m in lm.Match if m is not lm.Match.NONE]),
    st.sampled_from(PEOPLE),
    confidence=st.floats(0, 1),
    handed_over=st.sampled_from(["", "the keys"]),
    comment=st.sampled_from(["", "so we agreed"]),
)
NOTHING = st.builds(row, SUBJECTS, st.none(), st.just(lm.Match.NONE), st.sampled_from(PEOPLE))
UNMET = st.builds(row, st.none(), OBJECTS, st.just(lm.Match.NONE), st.sampled_from(PEOPLE))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        LINKED | NOTHING | UNMET, max_size=6, unique_by=lambda r: (str(r.subject), str(r.object))
    )
)
def test_a_confirmed_row_always_survives_unchanged(rows):
    """Whatever people decided stands in the alignment as it is; nothing else is said of its ends."""
    found = lm.align(PLAN, ITIL, crosswalks=[mine(*rows)]).correspondences
    assert [each for each in found if each in rows] == sorted(
        rows, key=lambda r: [e.key for e in PLAN].index(r.subject.key) if r.subject else -1
    )
    decided = {each.subject for each in rows if each.subject}
    lonely = {each.object for each in rows if each.subject is None}
    for each in found:
        if each not in rows:
            assert each.subject not in decided
            assert each.object not in lonely


@settings(deadline=None, max_examples=30)
@given(SUBJECTS, OBJECTS)
def test_it_survives_from_the_far_end_too(name, target):
    """A crosswalk from the service side, and an alignment from it, hold the same statement."""
    own = row(name, target, justification=lm.Justification.CURATED)
    turned = lm.align(PLAN, ITIL, crosswalks=[mine(own).invert()])
    assert own.invert().invert() in turned.correspondences
    back = lm.align(ITIL, PLAN, crosswalks=[mine(own)])
    assert own.invert() in back.correspondences


def test_what_people_said_comes_before_what_is_declared():
    """A confirmed row has the word over a task that says otherwise of itself."""
    coding = key_of("Coding")
    plan = attrs.evolve(
        PLAN,
        elements=tuple(
            attrs.evolve(e, realises=(ITIL.ref("service-operation"),)) if e.key == coding else e
            for e in PLAN
        ),
    )
    own = row("Coding", "service-design")
    assert lm.align(plan, ITIL, crosswalks=[mine(own)]).targets(coding) == (own,)


def test_a_denied_pair_is_found_by_no_way(tmp_path):
    """Not this one: neither by name nor by words, chain or phase, and other ways go on."""
    first = keys(lm.align(PLAN, ITIL), "Deployment")
    assert "release-and-deployment-management" in first
    rows = [
        (str(PLAN.ref(key_of("Deployment"))), f"itil-2011:{target}", "skos:relatedMatch",
         "semapv:ManualMappingCuration", "Not") for target in first
    ]  # fmt: skip
    head = f"#curie_map:\n#  {PLAN.key}: https://example.org/p/\n#  itil-2011: https://example.org/i/\n"
    path = tmp_path / "mine.sssom.tsv"
    columns = "subject_id\tobject_id\tpredicate_id\tmapping_justification\tpredicate_modifier"
    path.write_text(head + "\n".join([columns, *map("\t".join, rows)]) + "\n", "utf-8")
    own = attrs.evolve(
        lm.read_crosswalk(path), subject_lifecycle=PLAN.key, object_lifecycle="itil-2011"
    )
    assert not set(first) & set(keys(lm.align(PLAN, ITIL, crosswalks=[own]), "Deployment"))
    turned = lm.align(ITIL, PLAN, crosswalks=[own])
    assert not set(first) & {r.subject.key for r in turned.sources(key_of("Deployment"))}


def test_a_confirmed_stage_leads_its_tasks():
    """What no word places stands where its stage was said to belong; its own words still count."""
    plain = lm.align(PLAN, ITIL)
    own = row("Preparation", "service-operation", lm.Match.BROAD)
    led = lm.align(PLAN, ITIL, crosswalks=[mine(own)])
    assert led.placement(key_of("Preparation")).phase is lm.Phase.SUPPORT
    assert keys(led, "Write the business case") == keys(plain, "Write the business case")
    told = lm.align(PLAN, ITIL, crosswalks=[mine(row("Aftercare", "service-design"))])
    assert keys(told, "Weekly look") == ["service-design"]


def test_what_contains_nothing_keeps_its_children_away():
    """Where people said that nothing corresponds to a stage, tasks without a word go nowhere."""
    own = row("Aftercare", None, lm.Match.NONE)
    alignment = lm.align(PLAN, ITIL, crosswalks=[mine(own)])
    assert alignment.placement(key_of("Aftercare")).why == DENIED
    assert keys(alignment, "Weekly look") == []


@pytest.mark.parametrize(
    ("target", "rises"), [("service-transition", True), ("service-strategy", False)]
)
def test_a_confirmed_neighbour_raises_or_lowers_a_match(target, rises):
    """A match gains where its stage was confirmed to belong to the same place, and loses where not."""
    (before,) = [
        r for r in lm.align(PLAN, ITIL).targets(key_of("Deployment"))
        if r.object.key == "release-and-deployment-management"
    ]  # fmt: skip
    own = row("Development", target)
    after = [
        r for r in lm.align(PLAN, ITIL, crosswalks=[mine(own)]).targets(key_of("Deployment"))
        if r.object.key == "release-and-deployment-management"
    ]  # fmt: skip
    assert bool(after) is rises
    for each in after:
        assert each.confidence > before.confidence
        assert "'Development', which contains it, was said to belong" in each.evidence[-1]


def test_rows_that_nobody_confirmed_come_after_the_names_that_declare():
    """A draft in a crosswalk is used, but where people decided it is not heard."""
    draft = row("Coding", "service-design", justification=lm.Justification.LEXICAL, confidence=0.4)
    assert not is_decided(draft)
    assert lm.align(PLAN, ITIL, crosswalks=[mine(draft)]).targets(key_of("Coding")) == (draft,)
    own = row("Coding", "service-operation")
    both = lm.align(PLAN, ITIL, crosswalks=[mine(own), mine(draft)])
    assert both.targets(key_of("Coding")) == (own,)


def test_one_row_of_ones_own_leaves_all_else_to_the_other_ways():
    """A single confirmed row silences neither the catalogue nor the bridge nor the phases."""
    own = row("Coding", "service-design")
    plain, led = lm.align(PLAN, ITIL), lm.align(PLAN, ITIL, crosswalks=[mine(own)])
    coding = PLAN.ref(key_of("Coding"))
    ends = [
        {(r.subject, r.object) for r in each.correspondences if r.subject != coding}
        for each in (plain, led)
    ]
    assert ends[0] == ends[1]


def test_crosswalks_between_others_say_nothing(tmp_path):
    """A crosswalk that joins other lifecycles is passed over."""
    other = sssom(tmp_path, ("a:a0", "b:b0", "skos:closeMatch", "semapv:ManualMappingCuration", ""))
    assert lm.align(PLAN, ITIL, crosswalks=[other]) == lm.align(PLAN, ITIL)
