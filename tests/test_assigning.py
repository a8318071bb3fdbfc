"""Assigning names to a reference: each element once, by words, the same each time."""

from __future__ import annotations

import pytest

import lifecycle_map as lm
from lifecycle_map.matching import assigning


def reference(*names, **aliases):
    """A service lifecycle with stages of these names, and an alias for some."""
    stages = tuple(
        lm.Stage(
            key=f"s{number}",
            name=name,
            aliases=tuple(lm.Alias("de", text) for text in (aliases.get(f"s{number}"),) if text),
        )
        for number, name in enumerate(names)
    )
    return lm.Lifecycle(key="r", name="R", side=lm.Side.SERVICE, elements=stages)


NAMES = ("Service design", "Release and deployment", "Incident handling", "Capacity planning")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Design of the service", "s0"),
        ("DEPLOYMENT, RELEASE", "s1"),
        ("Incidents handled", "s2"),
        ("Incidnet handlin", "s2"),
        ("ReleaseDeployment", "s1"),
        ("Plan capacity for portal", "s3"),
        ("Kapazitätsplanung", "s3"),
        ("Paint the fence", ""),
        ("", ""),
        ("of the", ""),
    ],
)
def test_a_name_is_assigned_by_its_words(name, key):
    """Order, case, endings, slips of the pen, humps and aliases do not matter; no likeness is none."""
    assert lm.assign([name], reference(*NAMES, s3="Kapazitätsplanung")) == (key,)


def test_each_element_is_assigned_once():
    """The likest of two names has the element, the other the next that nobody has."""
    ready = lm.prepare(reference("Service design", "Service operation", "Closure"))
    names = ["Design a service operation", "Service operation", "Closure", "Operation"]
    assert lm.assign(names, ready) == ("s0", "s1", "s2", "")


def test_another_number_is_another_thing():
    """What holds a digit is no slip of what holds another."""
    assert lm.assign(["Wave2", "Wave1"], reference("Wave1")) == ("", "s0")


def test_prepared_or_not_the_keys_are_the_same():
    """What is remembered changes nothing, and neither do the names that came before."""
    made = reference(*NAMES)
    ready = lm.prepare(made)
    names = ["Handling incidents", "Service", "Release", "Planing"]
    first = lm.assign(names, made)
    lm.assign(["Release service design incident"] * 3, ready)
    assert lm.assign(names, ready) == lm.assign(names, ready) == first


def test_what_is_remembered_is_bounded(monkeypatch):
    """Of endless names and words, no more than so many are held."""
    monkeypatch.setattr(assigning, "NAMES", 10)
    monkeypatch.setattr(assigning, "PIECES", 10)
    roster = assigning.Roster(lm.prepare(reference(*NAMES)))
    for number in range(50):
        assert roster.assign([f"Service x{number} design"]) == ("s0",)
    assert len(roster.best) + len(roster.best.old) <= 10
    assert len(roster.pieces) + len(roster.pieces.old) <= 10


def test_only_lifecycles_are_references():
    """A text is told to be none."""
    with pytest.raises(lm.WrongKindError):
        lm.assign(["a"], "itil")
