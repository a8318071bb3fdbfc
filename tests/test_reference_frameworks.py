"""The other frameworks: counts that published sources agree on (see each file for them)."""

from __future__ import annotations

from lifecycle_map.cli.show import counts
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import Work
from lifecycle_map.model.relations import Link


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
