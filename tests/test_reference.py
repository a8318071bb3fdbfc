"""The shipped data: counts that published sources agree on, and sources for everything."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from lifecycle_map.cli.show import counts
from lifecycle_map.loading.frameworks import (
    list_crosswalks,
    list_lifecycles,
    load_crosswalk,
    load_lifecycle,
)
from lifecycle_map.loading.words import load_words
from lifecycle_map.model.crosswalks import end_faults
from lifecycle_map.model.elements import Practice, PracticeKind, Process, Product, Stage, Work
from lifecycle_map.model.lifecycles import provenance_faults
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.relations import Link

LIFECYCLES = [entry.key for entry in list_lifecycles()]
CROSSWALKS = [entry.key for entry in list_crosswalks()]
CONSOLIDATED = ["prince2-2023--itil-2011", "prince2-2017--itil-2011"]
MANY_LANGUAGES = ["prince2-2023", "prince2-2017", "itil-2011"]


def test_prince2_7th_edition_counts():
    """Seven processes, 43 activities (8/5/7/8/4/6/5), 15 listed products, 9 approaches."""
    found = counts(load_lifecycle("prince2-2023"))
    assert found["process"] == 7
    assert found["activity"] == 43
    assert list(found["activities_by_process"].values()) == [8, 5, 7, 8, 4, 6, 5]
    assert found["disputed_slots"] == 0
    products = found["products_by_category"]
    assert products["baseline"] + products["record"] + products["report"] == 15
    assert (products["report"], products["approach"]) == (7, 9)
    assert found["practices_by_kind"] == {"principle": 7, "practice": 7, "target": 7}
    assert found["roles_by_kind"]["role"] == 8


def test_prince2_6th_edition_counts():
    """41 activities (6/5/9/8/3/5/5, one slot disputed), 26 products as 12/6/8, 5 approaches."""
    lifecycle = load_lifecycle("prince2-2017")
    found = counts(lifecycle)
    assert found["process"] == 7
    assert found["activity"] == 41
    assert list(found["activities_by_process"].values()) == [6, 5, 9, 8, 3, 5, 5]
    assert found["disputed_slots"] == 1
    products = found["products_by_category"]
    assert (products["baseline"], products["record"], products["report"]) == (12, 6, 8)
    approaches = [p for p in lifecycle.of(Product) if p.name.endswith("approach")
                  and p.category.value == "baseline"]  # fmt: skip
    assert len(approaches) == 5
    assert found["practices_by_kind"] == {"principle": 7, "theme": 7, "target": 6}
    assert found["roles_by_kind"]["role"] == 8


def test_the_disputed_slot_holds_both_alternatives():
    """The eighth slot of initiation in the 6th edition holds the two that sources name."""
    disputed = [e for e in load_lifecycle("prince2-2017") if getattr(e, "disputed", False)]
    assert {(e.key, e.slot) for e in disputed} == {
        ("refine-the-business-case", 8),
        ("prepare-the-benefits-management-approach", 8),
    }


def test_itil_2011_counts():
    """Five stages, 26 processes (5/8/7/5/1), four functions."""
    found = counts(load_lifecycle("itil-2011"))
    assert found["stage"] == 5
    assert found["process"] == 26
    assert list(found["processes_by_stage"].values()) == [5, 8, 7, 5, 1]
    assert found["roles_by_kind"]["function"] == 4


def test_the_service_lifecycle_is_a_loop():
    """Strategy leads through design, transition and operation to improvement, and back."""
    itil = load_lifecycle("itil-2011")
    keys = [stage.key for stage in itil.stages]
    order = {(r.subject, r.object) for r in itil.relations
             if r.link is Link.PRECEDES and r.subject in keys}  # fmt: skip
    assert order == set(zip(keys, [*keys[1:], keys[0]], strict=True))


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_element_has_a_source_and_a_summary_of_its_own(name):
    """No element without provenance or description; no two with the same words."""
    lifecycle = load_lifecycle(name)
    assert not list(provenance_faults(lifecycle))
    summaries = Counter(element.summary for element in lifecycle)
    assert summaries.most_common(1)[0][1] == 1
    assert all(10 < len(element.summary) < 250 for element in lifecycle)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_stage_and_process_stands_in_a_hub_phase(name):
    """Each names at least one of strategy, design, build, support."""
    for element in load_lifecycle(name):
        if isinstance(element, Stage | Process):
            assert set(element.phases) & set(HUB), element.key


@pytest.mark.parametrize("name", ["prince2-2023", "prince2-2017"])
def test_every_process_is_active_somewhere_and_every_product_is_made(name):
    """The graph is joined up: processes run in stages, products of the method have a maker."""
    lifecycle = load_lifecycle(name)
    for process in lifecycle.of(Process):
        assert lifecycle.outgoing(process.key, Link.ACTIVE_IN), process.key
    for product in lifecycle.of(Product):
        if product.category and product.category.value in ("baseline", "record", "report"):
            line = [product, *lifecycle.children(product.key)]
            assert any(lifecycle.incoming(p.key, Link.CREATES) for p in line), product.key


@pytest.mark.parametrize("name", ["prince2-2023", "prince2-2017"])
def test_no_stage_boundary_in_the_last_stage(name):
    """Managing a stage boundary runs in every delivery stage but the last; closing only there."""
    lifecycle = load_lifecycle(name)
    active = {
        key: {r.object for r in lifecycle.outgoing(key, Link.ACTIVE_IN)}
        for key in ("managing-a-stage-boundary", "closing-a-project")
    }
    assert active["managing-a-stage-boundary"] == {"initiation-stage", "subsequent-delivery-stage"}
    assert active["closing-a-project"] == {"final-delivery-stage"}


@pytest.mark.parametrize("name", MANY_LANGUAGES)
def test_stages_processes_and_main_products_have_names_in_six_languages(name):
    """German, French, Spanish, Italian, Dutch and Portuguese for each stage and process."""
    for element in load_lifecycle(name):
        languages = {alias.language for alias in element.aliases}
        listed = isinstance(element, Product) and element.category is not None and (
            element.category.value in ("baseline", "record", "report", "approach", "register")
        )  # fmt: skip
        if isinstance(element, Stage | Process) or listed:
            assert {"de", "fr", "es", "it", "nl", "pt"} <= languages, element.key


@pytest.mark.parametrize(
    ("name", "rows"), [("prince2-2023--itil-2011", 34), ("prince2-2017--itil-2011", 33)]
)
def test_all_rows_of_the_consolidated_table_are_there(name, rows):
    """A1-A11, B1-B38, C1-C34 (the 6th edition has no C30), D1-D11 and E1-E14."""
    crosswalk = load_crosswalk(name).view()
    ids = {row.row for row in crosswalk.correspondences}
    by_letter = Counter(ident[0] for ident in ids)
    assert by_letter == {"A": 11, "B": 38, "C": rows, "D": 11, "E": 14}
    assert all(re.fullmatch(r"[A-E]\d+", ident) for ident in ids)


@pytest.mark.parametrize("name", CROSSWALKS)
def test_every_row_names_elements_that_exist_and_sources(name):
    """Both ends exist, and somebody's word stands behind each row."""
    crosswalk = load_crosswalk(name)
    ends = load_lifecycle(crosswalk.subject_lifecycle), load_lifecycle(crosswalk.object_lifecycle)
    assert not list(end_faults(crosswalk, *ends))
    assert all(row.sources for row in crosswalk.correspondences)
    for row in crosswalk.correspondences:
        for ref in row.products:
            home = ends[0] if ref.lifecycle == ends[0].key else ends[1]
            assert ref.key in home, (row.row, str(ref))


@pytest.mark.parametrize("name", CONSOLIDATED)
def test_no_consolidated_row_is_exact(name):
    """A temporary undertaking and an ongoing capability are never the same kind of thing."""
    assert all(row.match is not Match.EXACT for row in load_crosswalk(name).view().correspondences)


@pytest.mark.parametrize("name", CONSOLIDATED)
def test_what_was_looked_for_and_not_found_is_kept(name):
    """Rows C31-C34 and B38 say that the project has nothing for an SLA and the like."""
    none = {row.row for row in load_crosswalk(name).correspondences if row.match is Match.NONE}
    assert {"C31", "C32", "C33", "C34", "B38"} <= none


@pytest.mark.parametrize("name", CONSOLIDATED)
def test_the_hdi_view_is_one_to_one(name):
    """In the HDI view four stages correspond to four stages, one to one, in order."""
    rows = load_crosswalk(name).view("hdi-2014").correspondences
    assert [(r.subject.key, r.object.key) for r in rows] == [
        ("pre-project", "service-strategy"),
        ("initiation-stage", "service-design"),
        ("subsequent-delivery-stage", "service-transition"),
        ("final-delivery-stage", "service-operation"),
    ]


@pytest.mark.parametrize("name", CONSOLIDATED)
def test_the_eip_view_is_before_during_after(name):
    """Before the project strategy and design, during it transition, after it the rest."""
    found: dict[str, set[str]] = {}
    for row in load_crosswalk(name).view("eip").correspondences:
        found.setdefault(row.subject.key, set()).add(row.object.key)
    assert found["pre-project"] == {"service-strategy", "service-design"}
    assert found["initiation-stage"] == {"service-transition"}
    assert found["subsequent-delivery-stage"] == {"service-transition"}
    assert found["final-delivery-stage"] == {"service-transition"}
    assert found["post-project"] == {"service-operation", "continual-service-improvement"}


@pytest.mark.parametrize("name", CONSOLIDATED)
def test_directions_of_the_main_hand_overs(name):
    """The service side charters, the project delivers, both work on the design."""
    by_row = {row.row: row for row in load_crosswalk(name).view().correspondences}
    assert by_row["A1"].direction is Direction.TO_PROJECT
    assert by_row["A3"].direction is Direction.BOTH
    assert by_row["A6"].direction is Direction.TO_SERVICE
    assert by_row["A11"].direction is Direction.PARALLEL


@pytest.mark.parametrize("name", LIFECYCLES)
def test_names_to_load_by_are_unique(name):
    """Each alias leads to its lifecycle and to no other."""
    for alias in load_lifecycle(name).aliases:
        assert load_lifecycle(alias).key == name


def test_the_plain_name_is_the_newest_edition():
    """``prince2`` is the 7th edition, ``itil`` the 2011 service lifecycle."""
    assert load_lifecycle("prince2").key == "prince2-2023"
    assert load_lifecycle("ITIL").key == "itil-2011"
    assert load_crosswalk("prince2--itil").key == "prince2-2023--itil-2011"


def test_principles_and_practices_apply_throughout():
    """Seven principles each; their keys differ where the editions word them differently."""
    for name in ("prince2-2023", "prince2-2017"):
        kinds = Counter(p.practice_kind for p in load_lifecycle(name).of(Practice))
        assert kinds[PracticeKind.PRINCIPLE] == 7


def test_no_phrase_speaks_for_two_phases_in_one_language():
    """Words of a language are unambiguous, and every main phase has some."""
    for words in load_words():
        seen = Counter(text.casefold() for _, texts in words.phases for text in texts)
        assert not [text for text, count in seen.items() if count > 1], words.language
        assert {Phase.DESIGN, Phase.BUILD, Phase.SUPPORT} <= {phase for phase, _ in words.phases}


def test_words_name_only_elements_that_exist():
    """A name of an element that no lifecycle of its scope has would never be shown."""
    shipped = [load_lifecycle(name) for name in LIFECYCLES]
    for words in load_words():
        for naming in words.namings:
            homes = [lifecycle for lifecycle in shipped if naming.covers(lifecycle.key)]
            assert any(naming.key in home for home in homes), (words.language, naming)


def test_no_text_claims_what_it_may_not():
    """The marks are named, and no endorsement is claimed."""
    forbidden = re.compile(r"\b(official|certified|accredited|compliant|endorsed)\b", re.IGNORECASE)
    for folder in ("lifecycles", "crosswalks", "words"):
        for file in (files("lifecycle_map.reference") / folder).iterdir():
            text = file.read_text("utf-8")
            assert not forbidden.search(text), file.name
            tomllib.loads(text)
    assert all(load_lifecycle(name).notice for name in LIFECYCLES)
    marked = [name for name in LIFECYCLES if name.startswith(("prince2", "itil"))]
    assert all("trade mark" in load_lifecycle(name).notice for name in marked)


def test_all_work_of_the_methods_is_placed():
    """Every activity, process, gate and stage of the shipped lifecycles names a phase."""
    for name in LIFECYCLES:
        assert all(work.phases for work in load_lifecycle(name).of(Work))
