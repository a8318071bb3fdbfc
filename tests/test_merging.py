"""Several crosswalks as one: what agrees is joined, what does not is told and dropped."""

from __future__ import annotations

import itertools

import attrs
import pytest
import strategies
from hypothesis import given, settings

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import Ref


def row(subject, match, object_, confidence=1.0, **more):
    return lm.Correspondence(
        subject=Ref("p", subject) if subject else None,
        match=Match(match),
        object=Ref("s", object_) if object_ else None,
        confidence=confidence,
        **more,
    )


def crosswalk(*rows, key="p--s", sources=()):
    return lm.Crosswalk(
        key=key,
        name=key,
        subject_lifecycle="p",
        object_lifecycle="s",
        sources=tuple(lm.Source(key=each, title=each) for each in sources),
        correspondences=rows,
    )


def said(made):
    return [str(each.statement) for each in made.crosswalk.correspondences]


def test_rows_that_say_the_same_become_one():
    """The surest is kept, on the word of all who say it."""
    first = crosswalk(row("a", "close", "x", 0.6, sources=("one",), row="7"), sources=["one"])
    second = crosswalk(row("a", "close", "x", 0.9, sources=("two",)), sources=["two"])
    made = lm.merge(first, second)
    (found,) = made.crosswalk.correspondences
    assert (found.confidence, found.sources, found.row) == (0.9, ("one", "two"), "7")
    assert [source.key for source in made.crosswalk.sources] == ["one", "two"]
    assert made.conflicts == ()


def test_a_contradiction_is_shown():
    """Of two rows that cannot both hold the surest is kept, and the other is told with its file."""
    made = lm.merge(
        crosswalk(row("a", "exact", "x", 0.5), key="p--s--one"),
        crosswalk(row("a", "broad", "x", 0.8), key="p--s--two"),
    )
    assert said(made) == ["p:a broad s:x"]
    (conflict,) = made.conflicts
    assert str(conflict) == (
        "'exact' contradicts 'broad': kept 'p:a broad s:x' (0.8, p--s--two); "
        "dropped 'p:a exact s:x' (0.5, p--s--one)"
    )
    assert "1 conflict\n" in str(made)


def test_views_may_contradict():
    """What only a view holds is its position: it stands beside what others hold, in one file too."""
    held = row("a", "exact", "x", 0.5, views=("v",), only_in_views=True)
    views = (lm.View(key="v", name="V"),)
    both = (held, row("a", "related", "x"))
    own = attrs.evolve(crosswalk(), views=views, correspondences=both)
    assert lm.merge(own).crosswalk == own
    made = lm.merge(own, crosswalk(row("a", "broad", "x", 0.2)))
    assert said(made) == ["p:a exact s:x", "p:a related s:x"]
    assert len(made.conflicts) == 1
    again = attrs.evolve(own, correspondences=(attrs.evolve(held, match=Match.BROAD),))
    assert len(lm.merge(own, again).conflicts) == 1


def test_a_shipped_crosswalk_is_only_filtered():
    """Merged alone, a crosswalk with views stays as it is."""
    ours = lm.load_crosswalk("prince2--itil")
    assert lm.merge(ours).crosswalk == ours


def test_what_can_stand_side_by_side_does():
    """Close stands beside exact and broad: SKOS has no condition against it."""
    made = lm.merge(
        crosswalk(row("a", "exact", "x")), crosswalk(row("a", "close", "x"), row("b", "close", "x"))
    )
    assert said(made) == ["p:a exact s:x", "p:a close s:x", "p:b close s:x"]


def test_nothing_gives_way_to_something():
    """Where one found nothing and the other something, the finding stands, and that is told."""
    made = lm.merge(crosswalk(row("a", "none", "")), crosswalk(row("a", "related", "x", 0.2)))
    assert said(made) == ["p:a related s:x"]
    assert "nothing was found, and something was" in str(made.conflicts[0])


def test_crosswalks_of_the_same_key_are_told_apart():
    """Two files may have the same key; the second is numbered."""
    made = lm.merge(crosswalk(row("a", "none", "")), crosswalk(row("a", "close", "x", 0.2)))
    assert "(0.2, p--s (2))" in str(made.conflicts[0])
    alone = crosswalk(row("a", "none", ""), row("a", "related", "x"))
    assert lm.merge(alone).conflicts == ()


def test_a_denial_stands():
    """What a reviewer denied is dropped, however sure the other is."""
    denial = (
        "row_set_aside",
        '{"subject_id": "p:a", "predicate_modifier": "Not", "object_id": "s:x"}',
    )
    reviewed = attrs.evolve(crosswalk(key="p--s--ours"), properties=(lm.Property(*denial),))
    made = lm.merge(crosswalk(row("a", "exact", "x")), reviewed)
    assert said(made) == []
    assert str(made.conflicts[0]).startswith("'p--s--ours' denies it: kept nothing; dropped")
    assert made.crosswalk.properties == (lm.Property(*denial),)


def test_a_crosswalk_the_other_way_is_turned():
    """Only the two lifecycles count, not which is named first; others are refused."""
    turned = crosswalk(row("a", "broad", "x")).invert()
    assert said(lm.merge(crosswalk(), turned)) == ["p:a broad s:x"]
    other = attrs.evolve(crosswalk(), object_lifecycle="t", key="p--t")
    with pytest.raises(lm.InvalidModelError, match="it joins 'p' and 't'"):
        lm.merge(crosswalk(), other)


@settings(deadline=None)
@given(strategies.crosswalks())
def test_merging_with_itself_keeps_what_is_said(given_crosswalk):
    """Merged with itself it says what it says merged alone; no view contradicts itself any more."""
    alone = lm.merge(given_crosswalk).crosswalk
    made = lm.merge(given_crosswalk, given_crosswalk).crosswalk
    assert made.correspondences == alone.correspondences
    for view in ("", *(view.key for view in made.views)):
        for one, two in itertools.combinations(made.view(view).correspondences, 2):
            if (one.subject, one.object) == (two.subject, two.object):
                assert not one.match.contradicts(two.match)


def test_shipped_crosswalks_do_not_contradict_themselves():
    """What the package ships has no conflict in it."""
    for entry in lm.list_crosswalks():
        assert [str(each) for each in lm.merge(lm.load_crosswalk(entry.key).view()).conflicts] == []


def test_contradiction_is_mutual():
    """Whether two matches contradict does not depend on their order, and none contradicts itself."""
    for one in Match:
        assert not one.contradicts(one)
        for two in Match:
            assert one.contradicts(two) == two.contradicts(one)
            assert one.contradicts(two) == one.inverse.contradicts(two.inverse)


def test_rows_by_view_source_and_confidence():
    """Filters are all to be fulfilled; an unknown source has a nearest."""
    shipped = lm.load_crosswalk("prince2--itil")
    source = shipped.sources[0].key
    found = shipped.where(sources=[source], least=0.7, matches=[Match.CLOSE])
    assert found.correspondences
    for each in found.correspondences:
        assert source in each.sources
        assert each.confidence >= 0.7
        assert each.match is Match.CLOSE
    assert len(found.correspondences) < len(shipped.correspondences)
    view = shipped.views[0].key
    assert shipped.where(view=view) == shipped.view(view)
    assert shipped.where() == shipped
    with pytest.raises(lm.UnknownNameError, match="did you mean"):
        shipped.where(sources=[source + "x"])
    with pytest.raises(lm.UnknownNameError):
        shipped.where(view="no such view")


def test_the_command_merges_and_tells(tmp_path, capsys):
    """The file holds what is kept, standard error what is not."""
    one, two = tmp_path / "one.toml", tmp_path / "two.json"
    lm.export(crosswalk(row("a", "exact", "x", 0.5), row("b", "close", "y", 0.3)), one)
    lm.export(crosswalk(row("a", "narrow", "x", 0.6)), two)
    out = tmp_path / "both.sssom.tsv"
    assert run(["merge", str(one), str(two), "--least", "0.5", "-o", str(out)]) == 0
    told = capsys.readouterr().err
    assert "'exact' contradicts 'narrow'" in told
    assert "1 row, 1 conflict\n" in told
    assert [each.match for each in lm.read_crosswalk(out).correspondences] == [Match.NARROW]
    assert run(["merge", str(one), "--least", "2"]) == 2
