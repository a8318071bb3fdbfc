"""Lifecycles and crosswalks by name, the shipped ones and those that users add."""

from __future__ import annotations

from importlib.resources import files

import attrs
import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import InvalidModelError, UnknownNameError
from lifecycle_map.loading import frameworks
from lifecycle_map.loading.frameworks import (
    crosswalk_between,
    list_crosswalks,
    list_lifecycles,
    load_crosswalk,
    load_lifecycle,
    neighbours,
    register_crosswalk,
    register_lifecycle,
)
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Alias, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import Ref

LIFECYCLES, CROSSWALKS = (
    tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir()))
    for folder in (files("lifecycle_map.reference") / name for name in ("lifecycles", "crosswalks"))
)
"""What is shipped: a file each, called by its key."""


@pytest.fixture(autouse=True)
def _undone():
    """What a test registers is gone afterwards."""
    registries = (frameworks._lifecycles(), frameworks._crosswalks())
    held = [(r, dict(r._known), dict(r._aliases)) for r in registries]
    yield
    for registry, known, aliases in held:
        registry._known, registry._aliases = known, aliases


def mine(key="acme", **more):
    stage = Stage(key="alpha", name="Alpha")
    return Lifecycle(key=key, name="Acme", side=Side.PROJECT, elements=(stage,), **more)


def tied(subject="acme", object_="itil-2011", start="alpha", end="service-design", key=""):
    row = Correspondence(subject=Ref(subject, start), object=Ref(object_, end), match=Match.CLOSE)
    return Crosswalk(
        key=key or f"{subject}--{object_}", name="Mine", subject_lifecycle=subject,
        object_lifecycle=object_, correspondences=(row,),
    )  # fmt: skip


@pytest.mark.parametrize("name", LIFECYCLES)
def test_shipped_lifecycles_load_by_key(name):
    """Each key gives the lifecycle of that key, whatever the case."""
    assert load_lifecycle(name).key == load_lifecycle(f" {name.upper()} ").key == name


@pytest.mark.parametrize("entry", list_lifecycles(), ids=lambda entry: entry.key)
def test_every_alias_loads_its_lifecycle(entry):
    """Each alias that is listed leads to the lifecycle that lists it."""
    assert {load_lifecycle(alias).key for alias in entry.aliases} == {entry.key}


def test_short_names_mean_the_newest_edition():
    """Prince2 and itil are what people type."""
    assert load_lifecycle("prince2").key == "prince2-2023"
    assert load_lifecycle("itil").key == "itil-2011"


def test_names_of_other_languages_come_along():
    """A loaded lifecycle carries the names that the words of each language give."""
    design = load_lifecycle("itil-2011")["service-design"]
    assert Alias("ja", "サービスデザイン") in design.aliases


@pytest.mark.parametrize(("name", "near"), [("prince22", "prince2"), ("itil-2012", "itil-2011")])
def test_a_misspelt_name_says_the_nearest(name, near):
    """An unknown lifecycle is refused with what was likely meant."""
    with pytest.raises(
        UnknownNameError, match=f"unknown lifecycle '{name}'; did you mean '{near}'"
    ):
        load_lifecycle(name)


@pytest.mark.parametrize("name", ["", "--", "prince2--", "prince2--itill", "itil--prince2", "x"])
def test_an_unknown_crosswalk_is_refused(name):
    """A crosswalk is named by its two lifecycles, both known, in order."""
    with pytest.raises(UnknownNameError, match="unknown crosswalk"):
        load_crosswalk(name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("prince2--itil", "prince2-2023--itil-2011"),
        ("prince2-2017--itil", "prince2-2017--itil-2011"),
        ("PRINCE2-2017--ITIL-2011", "prince2-2017--itil-2011"),
    ],
)
def test_a_crosswalk_is_found_by_aliases_of_its_ends(name, key):
    """The ends may be written by any of their names."""
    assert load_crosswalk(name).key == key


def test_the_lists_are_sorted_and_say_what_there_is():
    """Keys in order, each with its name, edition and side."""
    assert tuple(entry.key for entry in list_lifecycles()) == LIFECYCLES
    assert tuple(entry.key for entry in list_crosswalks()) == CROSSWALKS
    for entry in list_lifecycles():
        loaded = load_lifecycle(entry.key)
        assert entry == frameworks.Entry(
            key=loaded.key, name=loaded.name, edition=loaded.edition,
            side=loaded.side.value, aliases=loaded.aliases,
        )  # fmt: skip
    for entry in list_crosswalks():
        crosswalk = load_crosswalk(entry.key)
        ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
        views = tuple(view.key for view in crosswalk.views)
        assert entry == frameworks.Entry(
            key=crosswalk.key, name=crosswalk.name, ends=ends, views=views
        )


def test_listing_reads_no_lifecycle():
    """The list is made from headings: no file is read as a whole."""
    before = frameworks._shipped_lifecycle.cache_info(), frameworks._shipped_crosswalk.cache_info()
    assert list_lifecycles()
    assert list_crosswalks()
    assert neighbours("itil-2011")[0] == "prince2-2023"
    now = frameworks._shipped_lifecycle.cache_info(), frameworks._shipped_crosswalk.cache_info()
    assert [each.misses for each in now] == [each.misses for each in before]


def test_the_method_comes_first_then_the_newest():
    """Where many lifecycles would do, the pair that is curated best is looked at first."""
    keys = ["itil-2011", "itil-4", "itil-5", "prince2-2017", "prince2-2023"]
    assert frameworks.by_preference(keys) == (
        "prince2-2023", "itil-2011", "prince2-2017", "itil-5", "itil-4",
    )  # fmt: skip


def test_a_lifecycle_of_ones_own_is_loaded_and_listed():
    """After registering, key and aliases load it, and the list has it."""
    lifecycle = mine(aliases=("ac",))
    assert register_lifecycle(lifecycle) is lifecycle
    assert load_lifecycle("ACME") == load_lifecycle("ac") == lifecycle
    assert [e.key for e in list_lifecycles()] == ["acme", *LIFECYCLES]


def test_registering_again_replaces():
    """The last one of a key is what is loaded."""
    register_lifecycle(mine())
    register_lifecycle(mine(edition="2nd"))
    assert load_lifecycle("acme").edition == "2nd"


def test_a_registered_key_is_loaded_even_where_it_was_an_alias():
    """Who registers ``itil`` gets their own, not what ``itil`` stood for."""
    own = register_lifecycle(mine("itil"))
    assert load_lifecycle("itil") == own
    assert load_lifecycle("itil-2011").key == "itil-2011"


def test_a_replaced_lifecycle_is_listed_as_it_is():
    """The list tells what would be loaded, also when a shipped one was replaced."""
    register_lifecycle(attrs.evolve(load_lifecycle("itil-2011"), name="Our ITIL"))
    (entry,) = [e for e in list_lifecycles() if e.key == "itil-2011"]
    assert entry.name == load_lifecycle("itil-2011").name == "Our ITIL"


def test_a_crosswalk_of_ones_own_is_loaded_listed_and_used():
    """After registering, it is found by its key and decides an alignment."""
    register_lifecycle(mine())
    crosswalk = tied()
    assert register_crosswalk(crosswalk) is crosswalk
    assert load_crosswalk("acme--itil") == crosswalk
    assert "acme--itil-2011" in [e.key for e in list_crosswalks()]
    (row,) = align(load_lifecycle("acme"), load_lifecycle("itil")).targets("alpha")
    assert row.object == Ref("itil-2011", "service-design")
    assert neighbours("acme") == ("itil-2011",)


def test_a_registered_crosswalk_is_used_whatever_its_key():
    """What it joins decides, not what it is called."""
    register_lifecycle(mine())
    register_crosswalk(tied(key="our-own"))
    found = crosswalk_between("acme", "itil-2011")
    assert found is not None
    assert found.correspondences == tied().correspondences


def test_keys_with_capitals_are_neighbours_too():
    """A user's key may have capital letters."""
    register_lifecycle(mine("ACME"))
    register_crosswalk(tied("ACME"))
    assert neighbours("ACME") == ("itil-2011",)
    assert crosswalk_between("ACME", "itil-2011") is not None


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("alhpa", "service-design", "'acme' has no element 'alhpa'; did you mean 'alpha'?"),
        (
            "alpha",
            "service-desgin",
            "has no element 'service-desgin'; did you mean 'service-design'?",
        ),
    ],
)
def test_a_crosswalk_to_nowhere_is_refused(start, end, told):
    """An end that its lifecycle does not hold is named, and nothing is registered."""
    register_lifecycle(mine())
    with pytest.raises(InvalidModelError) as caught:
        register_crosswalk(tied(start=start, end=end))
    assert told in str(caught.value)
    with pytest.raises(UnknownNameError):
        load_crosswalk("acme--itil-2011")


def test_a_crosswalk_of_unknown_lifecycles_is_taken():
    """Its lifecycles may be registered later, or never."""
    register_crosswalk(tied("later", "never"))
    assert load_crosswalk("later--never").subject_lifecycle == "later"


def test_a_crosswalk_is_found_from_both_ends():
    """Between two lifecycles there is one crosswalk, turned round when need be."""
    there = crosswalk_between("prince2-2023", "itil-2011")
    back = crosswalk_between("itil-2011", "prince2-2023")
    assert back == there.invert()
    assert crosswalk_between("prince2-2009", "itil-5") is None


def test_neighbours_are_the_newest_first():
    """What crosswalks tie to ITIL: the 7th edition of PRINCE2 first, then by name, backwards."""
    found = neighbours("itil-2011")
    assert found[:2] == ("prince2-2023", "prince2-2017")
    assert list(found[1:]) == sorted(found[1:], reverse=True)
    assert neighbours("prince2-2009") == ("prince2-2017",)
    assert neighbours("nowhere") == ()
