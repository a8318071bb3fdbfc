"""What is written loads back equal, whatever it is."""

from __future__ import annotations

import json
import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from strategies import crosswalks, lifecycles

from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.formats.exporting import export
from lifecycle_map.formats.plain import to_json
from lifecycle_map.formats.yaml import to_yaml
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.loading.frameworks import (
    list_crosswalks,
    list_lifecycles,
    load_crosswalk,
    load_lifecycle,
)
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.yaml import parse_yaml, read_yaml_crosswalk, read_yaml_lifecycle


def toml_bytes(plain):
    return tomli_w.dumps(plain).encode()


@settings(max_examples=150, deadline=None)
@given(lifecycles())
def test_any_lifecycle_survives_json_and_toml(lifecycle):
    """A lifecycle of any shape is equal after JSON and after TOML."""
    plain = lifecycle_to_plain(lifecycle)
    assert lifecycle_of(to_json(plain).encode(), "x.json") == lifecycle
    assert lifecycle_of(toml_bytes(plain), "x.toml") == lifecycle


@settings(max_examples=150, deadline=None)
@given(crosswalks())
def test_any_crosswalk_survives_json_and_toml(crosswalk):
    """A crosswalk of any shape is equal after JSON and after TOML."""
    plain = crosswalk_to_plain(crosswalk)
    assert crosswalk_of(to_json(plain).encode(), "x.json") == crosswalk
    assert crosswalk_of(toml_bytes(plain), "x.toml") == crosswalk


@settings(max_examples=150, deadline=None)
@given(lifecycles())
def test_any_lifecycle_survives_yaml(lifecycle):
    """A lifecycle of any shape is equal after YAML."""
    data = to_yaml(lifecycle_to_plain(lifecycle)).encode()
    assert read_yaml_lifecycle(Reading(data, "x.yaml")) == lifecycle


@settings(max_examples=150, deadline=None)
@given(crosswalks())
def test_any_crosswalk_survives_yaml(crosswalk):
    """A crosswalk of any shape is equal after YAML."""
    data = to_yaml(crosswalk_to_plain(crosswalk)).encode()
    assert read_yaml_crosswalk(Reading(data, "x.yaml")) == crosswalk


@settings(max_examples=50, deadline=None)
@given(lifecycles())
def test_json_and_yaml_hold_the_same(lifecycle):
    """Parsed, YAML is the same plain data as JSON."""
    plain = lifecycle_to_plain(lifecycle)
    assert parse_yaml(to_yaml(plain), "x.yaml") == json.loads(to_json(plain))


@settings(max_examples=50, deadline=None)
@given(lifecycles())
def test_json_and_toml_hold_the_same(lifecycle):
    """The two notations are one schema: parsed, they are the same plain data but for dates."""
    plain = lifecycle_to_plain(lifecycle)
    from_toml = json.loads(to_json(tomllib.loads(tomli_w.dumps(plain))))
    assert from_toml == json.loads(to_json(plain))


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml", ".yml"])
@pytest.mark.parametrize("name", [entry.key for entry in list_lifecycles()])
def test_shipped_lifecycles_survive_export(name, suffix, tmp_path):
    """Each shipped lifecycle is equal after export and reading."""
    lifecycle = load_lifecycle(name)
    assert read_lifecycle(export(lifecycle, tmp_path / f"x{suffix}")) == lifecycle


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml", ".yml"])
@pytest.mark.parametrize("name", [entry.key for entry in list_crosswalks()])
def test_shipped_crosswalks_survive_export(name, suffix, tmp_path):
    """Each shipped crosswalk is equal after export and reading."""
    crosswalk = load_crosswalk(name)
    assert read_crosswalk(export(crosswalk, tmp_path / f"x{suffix}")) == crosswalk
