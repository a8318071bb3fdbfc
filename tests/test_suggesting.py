"""Suggesting: a draft that keeps what people have decided, and is otherwise what is found."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lifecycle_map as lm
from lifecycle_map.analysis.reviewing import is_decided
from lifecycle_map.loading.files import read_crosswalk
from lifecycle_map.model.denials import denied


def lifecycle(key, names):
    elements = tuple(lm.Activity(key=f"{key}{n}", name=name) for n, name in enumerate(names))
    return lm.Lifecycle(key=key, name=key.upper(), side=lm.Side.PROJECT, elements=elements)


A = lifecycle("a", ["Plan the release", "Test the service", "Buy cakes", "Close the account"])
B = lifecycle("b", ["Release plan", "Service test", "Plan of the releases", "Account closing"])


def row(one, two, match=lm.Match.CLOSE, justification=lm.Justification.CURATED, **more):
    """A row between elements of A and B, of which one may be nothing."""
    subject = lm.Ref("a", one) if one else None
    object_ = lm.Ref("b", two) if two else None
    return lm.Correspondence(
        subject=subject, object=object_, match=match, justification=justification, **more
    )


def crosswalk(*rows, **more):
    ends = {"subject_lifecycle": "a", "object_lifecycle": "b", "name": "Mine", "key": "a--b"}
    return lm.Crosswalk(**{**ends, **more}, correspondences=rows)


def sssom(tmp_path, *rows, columns="predicate_id\tmapping_justification\tpredicate_modifier"):
    """A crosswalk read from rows of an SSSOM file."""
    head = "#curie_map:\n#  a: https://example.org/a/\n#  b: https://example.org/b/\n"
    path = tmp_path / "mine.sssom.tsv"
    table = [f"subject_id\tobject_id\t{columns}", *("\t".join(each) for each in rows)]
    path.write_text(head + "\n".join(table) + "\n", "utf-8")
    return read_crosswalk(path)


def pairs(found):
    return [(r.subject and r.subject.key, r.object and r.object.key) for r in found.correspondences]


@pytest.mark.parametrize("relation", ["equal", "related"])
def test_without_a_review_it_is_what_match_finds(relation):
    """The same pairs, confidences and reasons, with the names of both ends."""
    found = lm.match(A, B, relation=relation)
    draft = lm.suggest(A, B, relation=relation)
    plain = [attrs.evolve(r, subject_label="", object_label="") for r in draft.correspondences]
    assert sorted(plain, key=str) == sorted(found.correspondences, key=str)
    assert {("a0", "b0"), ("a1", "b1"), ("a3", "b3")} <= set(pairs(draft))
    for each in draft.correspondences:
        assert each.subject_label == A[each.subject.key].name
        assert each.object_label == B[each.object.key].name
        assert each.justification is lm.Justification.LEXICAL
        assert each.evidence


def test_rows_stand_in_the_order_of_the_subjects_and_the_surest_first():
    """As the plan goes, so does the draft."""
    itil = lm.load_lifecycle("itil")
    prince2 = lm.load_lifecycle("prince2")
    places = {prince2.ref(each.key): number for number, each in enumerate(prince2)}
    rows = lm.suggest(prince2, itil).correspondences
    ranks = [(places[each.subject], -each.confidence) for each in rows]
    assert len(ranks) > 20
    assert ranks == sorted(ranks)


def test_least_leaves_out_what_is_less_sure():
    """Only suggestions are held to it: what is decided stays, however sure."""
    unsure = row("a2", "b3", confidence=0.1)
    draft = lm.suggest(A, B, least=0.7, reviewed=[crosswalk(unsure)])
    assert unsure in draft.correspondences
    fresh = [each for each in draft.correspondences if each is not unsure]
    assert all(each.confidence >= 0.7 for each in fresh)
    assert lm.suggest(A, B, least=1.0).correspondences == ()


def test_what_is_decided_is_kept_as_it_is_and_its_subject_gets_nothing_else():
    """Every field of a curated row, its views and sources, and the heading."""
    view, source = lm.View(key="v", name="V"), lm.Source(key="s", title="S")
    held = row(
        "a0", "b1", lm.Match.BROAD, confidence=0.3, views=("v",), sources=("s",), comment="so",
        properties=(lm.Property("author_label", "Kim"),),
    )  # fmt: skip
    mine = crosswalk(held, views=(view,), sources=(source,), notice="N")
    draft = lm.suggest(A, B, reviewed=[mine])
    assert held in draft.correspondences
    assert [pair for pair in pairs(draft) if pair[0] == "a0"] == [("a0", "b1")]
    assert (draft.name, draft.notice, draft.views, draft.sources) == (
        "Mine",
        "N",
        (view,),
        (source,),
    )


@pytest.mark.parametrize(
    ("justification", "properties", "decided"),
    [
        (lm.Justification.CURATED, (), True),
        (lm.Justification.REVIEWED, (), True),
        (lm.Justification.INVERTED, (), True),
        (lm.Justification.LEXICAL, (), False),
        (lm.Justification.CHAINED, (), False),
        (lm.Justification.UNSPECIFIED, (), False),
        (lm.Justification.LEXICAL, (lm.Property("reviewer_label", "Kim"),), True),
        (lm.Justification.LEXICAL, (lm.Property("reviewer_id", "orcid:1"),), True),
        (lm.Justification.LEXICAL, (lm.Property("author_label", "Kim"),), False),
    ],
)
def test_who_has_decided(justification, properties, decided):
    """A person's justification or a reviewer's name decides; all else is made anew."""
    held = row("a0", "b3", justification=justification, properties=properties)
    assert is_decided(held) is decided
    assert (("a0", "b3") in pairs(lm.suggest(A, B, reviewed=[crosswalk(held)]))) is decided


def test_what_matches_nothing_is_not_suggested_again():
    """Neither a subject nor an object of which somebody said so."""
    none = lm.Match.NONE
    draft = lm.suggest(A, B, reviewed=[crosswalk(row("a1", "", none), row("", "b0", none))])
    assert [pair for pair in pairs(draft) if "a1" in pair] == [("a1", None)]
    assert [pair for pair in pairs(draft) if "b0" in pair] == [(None, "b0")]
    assert pairs(draft)[-1] == (None, "b0")


@pytest.mark.parametrize(
    ("predicate", "modifier"), [("skos:exactMatch", "Not"), ("owl:differentFrom", "")]
)
def test_a_denied_pair_is_not_suggested_and_the_next_best_is(predicate, modifier, tmp_path):
    """The subject stays open, and the next run knows of the denial too."""
    (first,) = [p for p in pairs(lm.suggest(A, B, relation="equal")) if p[0] == "a0"]
    curated = "semapv:ManualMappingCuration"
    mine = sssom(tmp_path, (f"a:{first[0]}", f"b:{first[1]}", predicate, curated, modifier))
    draft = lm.suggest(A, B, relation="equal", reviewed=[mine])
    assert first not in pairs(draft)
    assert {p[1] for p in pairs(draft) if p[0] == "a0"} == {"b0", "b2"} - {first[1]}
    assert denied(draft) == (tuple(map(lm.Ref, "ab", first)),)
    assert lm.suggest(A, B, relation="equal", reviewed=[draft]) == draft


def test_equal_is_one_for_one_with_what_is_decided():
    """An object that has its subject is not suggested to another; related things may share."""
    mine = crosswalk(row("a2", "b1"))
    assert pairs(lm.suggest(A, B, relation="equal", reviewed=[mine])).count(("a1", "b1")) == 0
    assert ("a1", "b1") in pairs(lm.suggest(A, B, reviewed=[mine]))


def test_the_first_review_that_speaks_of_a_pair_has_the_word(tmp_path):
    """A later file adds only what no earlier one says."""
    first = crosswalk(row("a0", "b0", comment="first"))
    second = crosswalk(row("a0", "b0", comment="second"), row("a1", "b1"), name="Other")
    draft = lm.suggest(A, B, reviewed=[first, second])
    assert [r.comment for r in draft.correspondences if r.subject.key == "a0"] == ["first"]
    assert ("a1", "b1") in pairs(draft)
    assert draft.name == "Mine"


def test_a_review_from_the_far_end_is_inverted(tmp_path):
    """Rows, and pairs that are denied, are read from this end."""
    curated = "semapv:ManualMappingCuration"
    mine = sssom(
        tmp_path,
        ("a:a0", "b:b0", "skos:broadMatch", curated, "Not"),
        ("a:a1", "b:b3", "skos:broadMatch", curated, ""),
    )
    draft = lm.suggest(B, A, reviewed=[mine])
    (held,) = [r for r in draft.correspondences if r.subject == lm.Ref("b", "b3") and is_decided(r)]
    assert (held.object.key, held.match) == ("a1", lm.Match.NARROW)
    assert held.justification is lm.Justification.INVERTED
    assert denied(draft) == ((lm.Ref("b", "b0"), lm.Ref("a", "a0")),)
    assert ("b0", "a0") not in pairs(draft)
    assert "b:b0\t\tskos:narrowMatch\tNot\ta:a0" in lm.render(draft, "sssom")
    assert lm.suggest(B, A, reviewed=[draft]) == draft


def test_a_review_between_others_is_refused():
    """A file given by mistake would else change nothing, silently."""
    other = lm.load_crosswalk("prince2--itil")
    with pytest.raises(lm.InvalidModelError, match="is between 'prince2-2023' and 'itil-2011'"):
        lm.suggest(A, B, reviewed=[other])


def test_a_decision_on_what_is_gone_is_refused_and_a_suggestion_is_not():
    """A draft of an older plan can be used as long as its decisions hold."""
    stale = row("a9", "b0", justification=lm.Justification.LEXICAL)
    assert lm.suggest(A, B, reviewed=[crosswalk(stale)]).correspondences
    with pytest.raises(lm.InvalidModelError, match=r"correspondences\[1\].subject: .*'a9'"):
        lm.suggest(A, B, reviewed=[crosswalk(stale, row("a9", "b0"))])


@pytest.mark.parametrize(
    "call",
    [
        lambda: lm.suggest("a", B),
        lambda: lm.suggest(A, crosswalk()),
        lambda: lm.suggest(A, B, reviewed=[B]),
    ],
)
def test_things_of_another_kind_are_refused(call):
    """In our own words."""
    with pytest.raises(lm.WrongKindError, match="suggest takes a"):
        call()


def test_an_unknown_relation_is_refused():
    """With those that there are."""
    with pytest.raises(lm.UnknownNameError, match="equal"):
        lm.suggest(A, B, relation="equall")


def test_the_draft_loads_back_equal(tmp_path):
    """In SSSOM and TOML, so that either can be reviewed."""
    draft = lm.suggest(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    for name in ("draft.sssom.tsv", "draft.toml"):
        assert lm.read_crosswalk(lm.export(draft, tmp_path / name)) == draft


VERDICTS = st.lists(
    st.tuples(
        st.sampled_from(["a0", "a1", "a2", "a3", ""]),
        st.sampled_from(["b0", "b1", "b2", "b3", ""]),
        st.sampled_from([lm.Justification.CURATED, lm.Justification.LEXICAL]),
    ).filter(lambda each: each[0] or each[1]),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(VERDICTS, st.sampled_from(["equal", "related"]), st.booleans())
def test_any_review_is_kept_respected_and_stable(verdicts, relation, turned):
    """All that is decided is in the draft, nothing is added to it, and a further run is the same."""
    rows = [
        row(one, two, lm.Match.RELATED if one and two else lm.Match.NONE, why)
        for one, two, why in verdicts
    ]
    mine = crosswalk(*rows)
    draft = lm.suggest(A, B, relation=relation, reviewed=[mine.invert() if turned else mine])
    kept = [each for each in draft.correspondences if is_decided(each)]
    wanted = [each for each in rows if is_decided(each)]
    ends = [(each.subject, each.object) for each in wanted]
    assert sorted(map(str, ends)) == sorted(str((e.subject, e.object)) for e in kept)
    subjects = {one for one, _ in ends if one}
    nothing = {each.object for each in wanted if each.subject is None}
    for fresh in itertools.filterfalse(is_decided, draft.correspondences):
        assert fresh.subject not in subjects
        assert fresh.object not in nothing
    assert lm.suggest(A, B, relation=relation, reviewed=[draft]) == draft
