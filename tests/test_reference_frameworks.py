"""The other frameworks: counts that published sources agree on (see each file for them)."""

from __future__ import annotations

from pathlib import Path

import pytest

from lifecycle_map.cli.show import counts
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.model.elements import Gate, Process, Product, Stage, Work
from lifecycle_map.model.relations import Link

MANY_LANGUAGES = ("prince2-2023", "prince2-2017", "itil-2011")
OTHERS = [entry.key for entry in list_lifecycles() if entry.key not in MANY_LANGUAGES]


def clause(element):
    """Return the number of the clause that an element of a standard stands for."""
    return next(p.text for p in element.properties if p.name == "clause")


def test_itil_4_counts():
    """Six value chain activities, 34 practices (14/17/3), seven principles, four dimensions."""
    found = counts(load_lifecycle("itil-4"))
    assert found["stage"] == 6
    kinds = found["practices_by_kind"]
    assert (kinds["general"], kinds["service"], kinds["technical"]) == (14, 17, 3)
    assert kinds["general"] + kinds["service"] + kinds["technical"] == 34
    assert (kinds["principle"], kinds["dimension"]) == (7, 4)
    assert found["activities_by_process"] == {"Governance": 3}


def test_the_value_chain_has_no_fixed_order():
    """No activity comes before another; each is set going by others, and sets others going."""
    itil = load_lifecycle("itil-4")
    for stage in itil.stages:
        assert not itil.outgoing(stage.key, Link.PRECEDES)
        assert itil.outgoing(stage.key, Link.TRIGGERS)
        assert itil.incoming(stage.key, Link.TRIGGERS)


def test_every_practice_of_itil_4_contributes_somewhere():
    """Each management practice has a place in the value chain where it contributes most."""
    itil = load_lifecycle("itil-4")
    stages = {stage.key for stage in itil.stages}
    for practice in itil:
        if getattr(practice, "practice_kind", None) in ("general", "service", "technical"):
            ends = {r.object for r in itil.outgoing(practice.key, Link.ASSOCIATED_WITH)}
            assert ends & stages, practice.key


def test_itil_5_is_eight_activities_and_no_more():
    """Experimental: eight activities in a usual order, with loops back; no practices."""
    itil = load_lifecycle("itil-5")
    keys = [
        "discover", "design", "acquire", "build", "transition", "operate", "deliver", "support",
    ]  # fmt: skip
    assert [stage.key for stage in itil.stages] == keys
    assert len(itil) == 8
    assert "experimental" in itil.edition
    assert all(each.confidence < 1 for each in itil)
    back = {(r.subject, r.object) for r in itil.relations if r.link is Link.TRIGGERS}
    assert ("support", "discover") in back


def test_work_of_all_frameworks_has_its_hub_phases():
    """Strategy comes in, support goes out: each service lifecycle reaches from one to the other."""
    for name in ("itil-4", "itil-5"):
        phases = {phase.value for work in load_lifecycle(name).of(Work) for phase in work.phases}
        assert {"strategy", "design", "build", "support"} <= phases


def test_prince2_2009_counts():
    """7 processes, 40 activities (6/5/8/8/3/5/5), 26 products as 12/6/8 under their old names."""
    lifecycle = load_lifecycle("prince2-2009")
    found = counts(lifecycle)
    assert list(found["activities_by_process"].values()) == [6, 5, 8, 8, 3, 5, 5]
    assert found["activity"] == 40
    products = found["products_by_category"]
    assert (products["baseline"], products["record"], products["report"]) == (12, 6, 8)
    assert found["practices_by_kind"] == {"principle": 7, "theme": 7, "target": 6}
    strategies = [p for p in lifecycle.of(Product) if p.name.endswith("strategy")]
    assert len(strategies) == 4
    assert "benefits-review-plan" in lifecycle
    assert [p.key for p in lifecycle.of(Product) if "approach" in p.key] == ["project-approach"]


def test_iso_21502_counts():
    """Eight groups of activities (6.2 to 6.9), 17 practices (7.2 to 7.18), nine roles (4.5)."""
    lifecycle = load_lifecycle("iso-21502")
    found = counts(lifecycle)
    assert found["stage"] + found["process"] == 8
    assert (found["practice"], found["role"]) == (17, 9)
    clauses = [f"Clause {number}:" for number in (
        *(f"6.{n}" for n in range(2, 10)), *(f"7.{n}" for n in range(2, 19)),
        *(f"4.5.{n}" for n in range(2, 11)), "4.3.2",
    )]  # fmt: skip
    told = (element.summary for element in lifecycle if element.summary.startswith("Clause "))
    named = [summary[: summary.index(":") + 1] for summary in told]
    assert sorted(named) == sorted(clauses)


def test_iso_20000_names_clauses_and_no_more():
    """Titles and numbers: the summary holds the number alone, and each number once."""
    lifecycle = load_lifecycle("iso-20000-1")
    numbers = [clause(element) for element in lifecycle]
    assert len(numbers) == len(set(numbers)) == len(lifecycle)
    for element, number in zip(lifecycle, numbers, strict=True):
        assert element.summary == f"Clause {number} of ISO/IEC 20000-1:2018."
    found = counts(lifecycle)["processes_by_stage"]
    assert list(found.values())[:6] == [6, 3, 3, 3, 3, 3]
    for parent in lifecycle:
        for child in lifecycle.children(parent.key):
            above, below = clause(parent), clause(child)
            assert below.startswith(f"{above}.")


def test_pm2_counts():
    """Four phases, three gates before the last three of them, monitoring throughout."""
    lifecycle = load_lifecycle("pm2")
    found = counts(lifecycle)
    assert (found["stage"], found["gate"], found["process"]) == (4, 3, 1)
    guarded = [r.object for g in lifecycle.of(Gate) for r in lifecycle.outgoing(g.key, Link.GUARDS)]
    assert guarded == ["planning", "executing", "closing"]
    active = {r.object for r in lifecycle.outgoing("monitor-and-control", Link.ACTIVE_IN)}
    assert active == {stage.key for stage in lifecycle.stages}


def test_p3_express_counts():
    """Seven groups with 33 activities: 10, 5, 4, 2, 3, 6 and 3."""
    lifecycle = load_lifecycle("p3-express")
    found = [len(lifecycle.children(stage.key)) for stage in lifecycle.stages]
    assert found == [10, 5, 4, 2, 3, 6, 3]
    assert sum(found) == counts(lifecycle)["activity"] == 33


def test_fitsm_counts():
    """14 processes (PR1 to PR14) and seven general requirements (GR1 to GR7)."""
    lifecycle = load_lifecycle("fitsm")
    keys = [element.key for element in lifecycle]
    assert [k for k in keys if k.startswith("pr")][:14] == [f"pr{n}" for n in range(1, 15)]
    assert sorted(k for k in keys if k.startswith("gr")) == [f"gr{n}" for n in range(1, 8)]


def test_pmbok_counts():
    """Five process groups and ten knowledge areas."""
    found = counts(load_lifecycle("pmbok-6"))
    assert (found["stage"], found["practice"]) == (5, 10)


def test_cobit_counts():
    """Eleven objectives of building, six of running, and three of planning, by id."""
    lifecycle = load_lifecycle("cobit-2019")
    assert list(counts(lifecycle)["processes_by_stage"].values()) == [3, 11, 6]
    assert [p.key for p in lifecycle.of(Process)] == [
        "apo05", "apo09", "apo10", *(f"bai{n:02}" for n in range(1, 12)),
        *(f"dss{n:02}" for n in range(1, 7)),
    ]  # fmt: skip


def test_the_devops_loop_comes_round():
    """Eight steps, each before the next and the last before the first."""
    loop = load_lifecycle("devops-loop")
    keys = [stage.key for stage in loop.stages]
    assert len(keys) == 8
    order = {(r.subject, r.object) for r in loop.relations if r.link is Link.PRECEDES}
    assert order == set(zip(keys, [*keys[1:], keys[0]], strict=True))


def test_it4it_counts():
    """Seven value streams."""
    keys = [stage.key for stage in load_lifecycle("it4it").stages]
    assert keys == ["evaluate", "explore", "integrate", "deploy", "release", "consume", "operate"]


@pytest.mark.parametrize("name", OTHERS)
def test_stages_have_names_in_three_languages(name):
    """German, French and Spanish for each stage, from the file or from the words."""
    for stage in load_lifecycle(name).of(Stage):
        assert {"de", "fr", "es"} <= {alias.language for alias in stage.aliases}, stage.key


@pytest.mark.parametrize("name", OTHERS)
def test_the_notice_says_whose_the_names_are(name):
    """A trade mark, a licence, a copyright, or that nobody owns it; NOTICE knows the owner too."""
    notice = load_lifecycle(name).notice
    owners = {"PeopleCert", "ISACA", "Project Management Institute", "The Open Group",
              "International Organization for Standardization", "European", "OMIMO", "ITEMO",
              "their publishers"}  # fmt: skip
    whose = [owner for owner in owners if owner in notice]
    assert whose or "no owner" in notice
    told = " ".join((Path(__file__).parent.parent / "NOTICE").read_text(encoding="utf-8").split())
    assert all(owner in told for owner in whose if owner != "their publishers")
