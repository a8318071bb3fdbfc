"""Names that users may add to, and the entry points of other packages."""

from __future__ import annotations

import importlib.metadata
import sys
from importlib.metadata import EntryPoint

import pytest

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.registries import Registry

GROUP = "lifecycle_map.tests"


@pytest.fixture
def asked(monkeypatch):
    """What groups of entry points were asked for; one package announces three."""
    groups = []
    points = [
        EntryPoint("plugged", "json:dumps", GROUP),
        EntryPoint("Ours", "json:loads", GROUP),
        EntryPoint("broken", "lifecycle_map_no_such_module:X", GROUP),
    ]

    def entry_points(*, group):
        groups.append(group)
        return tuple(points)

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    return groups


@pytest.fixture
def registry():
    return Registry("thing", GROUP, {"ours": "mine", "lazy": "colorsys:rgb_to_hsv"})


def test_what_is_registered_is_found_whatever_the_case(registry, asked):
    """Names are compared without case and outer blanks."""
    value = object()
    assert registry.register("New", value) is value
    assert registry.get(" nEW ") is value
    assert "NEW" in registry
    assert 3 not in registry


def test_registering_again_replaces(registry, asked):
    """The last one to register a name has it."""
    registry.register("new", object())
    second = registry.register("new", object())
    assert registry.get("new") is second
    assert registry.registered().count("new") == 1


def test_an_alias_leads_to_its_name(registry, asked):
    """An alias finds the value, and resolves to the name."""
    value = registry.register("new", object(), aliases=("N", "neu"))
    assert registry.get("n") is value
    assert registry.resolve("NEU") == "new"
    assert "neu" in registry
    assert "neu" not in registry.names()


def test_a_name_that_is_registered_goes_before_an_alias(registry, asked):
    """Who registers a name that is another one's alias gets what was registered."""
    registry.register("new", object(), aliases=("short",))
    mine = registry.register("short", object())
    assert registry.get("short") is mine


def test_a_lazy_entry_is_imported_when_it_is_asked_for(registry, asked):
    """A text ``module:attribute`` is imported on the first get, not before."""
    sys.modules.pop("colorsys", None)
    assert "lazy" in registry.registered()
    assert "colorsys" not in sys.modules
    value = registry.get("lazy")
    assert value is sys.modules["colorsys"].rgb_to_hsv
    assert registry.get("lazy") is value


def test_entry_points_are_not_read_for_a_known_name(registry, asked):
    """Finding what is there costs no look at installed packages."""
    registry.get("lazy")
    registry.resolve("ours")
    registry.registered()
    registry.register("new", object())
    assert asked == []


def test_entry_points_are_read_once_on_a_miss_or_a_listing(registry, asked):
    """The first miss reads them, and nothing reads them again."""
    import json

    assert registry.get("plugged") is json.dumps
    with pytest.raises(UnknownNameError):
        registry.get("nowhere")
    assert registry.names() == ("broken", "lazy", "ours", "plugged")
    assert asked == [GROUP]


def test_a_listing_reads_entry_points(registry, asked):
    """What other packages announce is listed, without importing it."""
    assert "broken" in registry.names()
    assert asked == [GROUP]


def test_an_installed_package_never_replaces_ours(asked):
    """An entry point of the same name as ours is not taken."""
    mine = object()
    registry = Registry("thing", GROUP, {"ours": mine})
    assert "ours" in registry.names()
    assert registry.get("ours") is mine


def test_an_unknown_name_says_what_there_is(registry, asked):
    """The error names the kind, the nearest name (aliases too) and the known ones."""
    registry.register("mermaid", object(), aliases=("mmd",))
    with pytest.raises(UnknownNameError) as caught:
        registry.get("mermaids")
    assert str(caught.value).startswith("unknown thing 'mermaids'; did you mean 'mermaid'? (known:")
    assert "mmd" in caught.value.known
