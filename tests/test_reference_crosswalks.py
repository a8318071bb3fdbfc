"""The shipped crosswalks: what people wrote, what follows from it, and what was matched."""

from __future__ import annotations

import re
from functools import cache, reduce
from itertools import pairwise
from math import prod
from pathlib import Path

import pytest

from lifecycle_map.loading.frameworks import (
    crosswalk_between,
    list_crosswalks,
    load_crosswalk,
    load_lifecycle,
)
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.matches import Justification, Match

CROSSWALKS = [entry.key for entry in list_crosswalks()]
EDITIONS = ["prince2-2009--prince2-2017", "prince2-2017--prince2-2023"]
PROJECTS = [
    entry.ends[0]
    for entry in list_crosswalks()
    if entry.ends[1] == "itil-4" and load_lifecycle(entry.ends[0]).side is Side.PROJECT
]
MADE = {Justification.CURATED, Justification.CHAINED, Justification.LEXICAL}
STATEMENT = re.compile(r"(\S+) (\w+) (\S+) \(row (\S+)\)")


@cache
def statements(subject, object_):
    """Return the statements of a crosswalk with their match and confidence."""
    rows = crosswalk_between(subject, object_).correspondences
    return {row.statement: row for row in rows}


def leg(statement):
    """Return the row that a piece of evidence names."""
    subject, _, object_, _ = STATEMENT.fullmatch(statement).groups()
    return statements(subject.partition(":")[0], object_.partition(":")[0])[statement]


def made(name, justification):
    """Return the rows of a crosswalk that came to be in one way."""
    rows = load_crosswalk(name).correspondences
    return [row for row in rows if row.justification is justification]


@pytest.mark.parametrize("name", CROSSWALKS)
def test_each_row_says_how_it_came_to_be(name):
    """Curated, composed or matched; and nothing else is shipped."""
    assert {row.justification for row in load_crosswalk(name).correspondences} <= MADE


@pytest.mark.parametrize("name", CROSSWALKS)
def test_a_composed_row_is_what_follows_from_its_evidence(name):
    """Each link stands in a crosswalk; match and confidence are those of the chain."""
    for row in made(name, Justification.CHAINED):
        legs = [leg(statement) for statement in row.evidence]
        assert len(legs) > 1
        assert (legs[0].subject, legs[-1].object) == (row.subject, row.object)
        assert all(a.object == b.subject for a, b in pairwise(legs))
        assert {each.justification for each in legs} <= {Justification.CURATED,
                                                         Justification.INVERTED}  # fmt: skip
        assert reduce(Match.then, (each.match for each in legs)) is row.match
        assert row.confidence == pytest.approx(prod(e.confidence for e in legs), abs=2e-4)
        assert row.row == "+".join(each.row for each in legs)


@pytest.mark.parametrize("name", CROSSWALKS)
def test_no_chain_of_two_loose_ties_is_written_down(name):
    """A chain has some link that is closer than *related*, and is surer than three in ten."""
    for row in made(name, Justification.CHAINED):
        legs = [leg(statement).match for statement in row.evidence]
        loose = [match is Match.RELATED for match in legs]
        assert not all(loose), row.statement
        assert row.confidence >= 0.3


@pytest.mark.parametrize("name", CROSSWALKS)
def test_a_matched_row_claims_no_more_than_words_can_tell(name):
    """It is related, less than sure, gives its words, and only speaks where nobody else does."""
    said = {row.subject for row in load_crosswalk(name).correspondences
            if row.justification is not Justification.LEXICAL}  # fmt: skip
    for row in made(name, Justification.LEXICAL):
        assert row.match is Match.RELATED
        assert row.confidence < 0.9
        assert row.evidence[0].startswith("words: ")
        assert row.subject not in said


@pytest.mark.parametrize("name", CROSSWALKS)
def test_no_two_ways_join_the_same_two_elements(name):
    """Where a person joined two elements, no machine does so beside."""
    crosswalk = load_crosswalk(name)
    by_hand = {(row.subject, row.object) for row in made(name, Justification.CURATED)}
    others = [(row.subject, row.object) for row in crosswalk.correspondences
              if row.justification is not Justification.CURATED]  # fmt: skip
    assert len(others) == len(set(others))
    assert not by_hand & set(others)


@pytest.mark.parametrize("name", [name for name in CROSSWALKS if name not in EDITIONS])
def test_only_editions_hold_exact_rows(name):
    """Two frameworks never mean just the same; two editions of one may."""
    assert all(row.match is not Match.EXACT for row in load_crosswalk(name).view().correspondences)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_element_of_an_edition_has_a_fate(name):
    """Kept, renamed, merged, dropped or new: no element of either edition is left out."""
    crosswalk = load_crosswalk(name)
    for end in ("subject", "object"):
        lifecycle = load_lifecycle(getattr(crosswalk, f"{end}_lifecycle"))
        told = {getattr(row, end) for row in crosswalk.correspondences}
        left = [element.key for element in lifecycle if lifecycle.ref(element.key) not in told]
        assert left == []


def test_what_the_7th_edition_dropped_and_added():
    """Dropped: the product status account. Added: four approaches, a target, four activities."""
    none = [row for row in load_crosswalk(EDITIONS[1]).correspondences if row.match is Match.NONE]
    assert [row.subject.key for row in none if row.subject] == ["product-status-account"]
    added = [row.object.key for row in none if row.object]
    assert len([key for key in added if key.endswith("approach")]) == 4
    assert "sustainability-target" in added
    assert len(added) == 9


@pytest.mark.parametrize("service", ["itil-2011", "itil-4"])
@pytest.mark.parametrize("project", PROJECTS)
def test_every_stage_of_a_project_framework_leads_to_both_services(project, service):
    """Each stage has a counterpart, whether by hand or by way of PRINCE2."""
    lifecycle = load_lifecycle(project)
    told = {row.subject for row in load_crosswalk(f"{project}--{service}").view().correspondences}
    stages = {lifecycle.ref(stage.key) for stage in lifecycle.of(Stage)}
    assert stages <= told


def test_the_rows_on_itil_4_are_those_of_the_table():
    """E and F are there; F4, of which a publication speaks, is the surest of F1 to F7."""
    rows = made("prince2-2023--itil-4", Justification.CURATED)
    ids = {row.row for row in rows}
    assert {f"E{n}" for n in (*range(1, 10), *range(11, 15))} <= ids
    assert {f"F{n}" for n in range(1, 15)} <= ids
    f = {row.row: row.confidence for row in rows if row.row in {f"F{n}" for n in range(1, 8)}}
    assert max(f, key=f.__getitem__) == "F4"


def test_what_is_experimental_is_unsure():
    """Nothing that leads to version 5 of ITIL is surer than six in ten."""
    for name in ("itil-4--itil-5", "prince2-2023--itil-5"):
        assert all(row.confidence <= 0.6 for row in load_crosswalk(name).correspondences)


@pytest.fixture
def benchmarks(monkeypatch):
    """The folder of the scripts that write the composed rows and measure them."""
    folder = Path(__file__).parent.parent / "benchmarks"
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.mark.parametrize("name", ["pm2--itil-2011", "pmbok-6--itil-4", "prince2-2023--itil-4"])
def test_what_is_written_down_is_what_follows_today(benchmarks, name):
    """A curated row that changed must be followed by writing the composed rows anew."""
    import write_crosswalks

    text, rows = write_crosswalks.written(name)
    assert rows
    assert (write_crosswalks.FOLDER / f"{name}.toml").read_text(encoding="utf-8") == text


def test_composition_is_measured_against_curation(benchmarks, capsys):
    """Of ITIL 2011 over the other edition nearly all is found; over ITIL 4, which is coarser, not."""
    import composition

    found = {(each.subject, each.object, each.over): each.every for each in composition.measured()}
    editions = found["prince2-2023", "itil-2011", "prince2-2017"]
    coarse = found["prince2-2023", "itil-2011", "itil-4"]
    assert editions.right > 0.9 * editions.gold
    assert coarse.right < 0.5 * coarse.gold
    for each in found.values():
        assert each.right <= min(each.gold, each.known) <= each.gold
        assert each.same <= each.right
        assert each.known <= each.found
    composition.main()
    assert capsys.readouterr().out.count("\n") == len(found) + 1
