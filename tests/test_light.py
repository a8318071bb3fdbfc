"""A fresh interpreter loads only what it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"networkx", "graphviz", "cattrs", "tomli_w", "numpy"}


def loaded(code):
    """The modules that a fresh interpreter has after some code, beyond those it starts with."""
    told = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_package_alone_loads_nothing():
    """``import lifecycle_map`` is one module."""
    found = loaded("import lifecycle_map")
    assert not found & {*HEAVY, "attrs", "attr", "importlib.metadata", "argparse", "json", "re"}
    assert found == {"lifecycle_map"}


def test_the_model_loads_attrs_and_nothing_heavy():
    """The types cost attrs alone."""
    found = loaded("from lifecycle_map import Lifecycle, Stage, Ref, Crosswalk")
    assert "attrs" in found
    assert not found & {*HEAVY, "tomllib", "xml.parsers.expat"}


@pytest.mark.parametrize(
    ("code", "needs", "without"),
    [
        ("lm.load_lifecycle('itil')", {"cattrs"}, {"networkx", "graphviz", "tomli_w"}),
        ("lm.align(lm.load_lifecycle('prince2'), lm.load_lifecycle('itil'))",
         {"cattrs"}, {"networkx", "graphviz", "tomli_w"}),
        ("lm.render(lm.load_lifecycle('itil'), 'mermaid')", set(),
         {"networkx", "graphviz", "tomli_w", "resvg_py"}),
        ("lm.render(lm.load_lifecycle('itil'), 'dot')", set(),
         {"networkx", "graphviz", "resvg_py"}),
        ("lm.stage_order(lm.load_lifecycle('itil'))", {"networkx"}, {"graphviz", "resvg_py"}),
    ],
)  # fmt: skip
def test_each_task_loads_only_its_own_packages(code, needs, without):
    """Heavy packages come with the task that needs them, and not before."""
    found = loaded(f"import lifecycle_map as lm\n{code}")
    assert needs <= found
    assert not found & without


def test_looking_up_a_known_name_reads_no_entry_points():
    """Installed packages are looked through only on a miss or a listing."""
    assert "importlib.metadata" not in loaded(
        "from lifecycle_map import load_lifecycle; load_lifecycle('itil')"
    ) - loaded("import importlib.resources, cattrs")


def test_the_version_needs_no_parser():
    """``lifecycle-map --version`` imports neither argparse nor the model."""
    found = loaded("from lifecycle_map.cli.main import run\nrun(['--version'])")
    assert {name for name in found if name.startswith("lifecycle_map")} == {
        "lifecycle_map", "lifecycle_map.cli", "lifecycle_map.cli.main",
    }  # fmt: skip
    assert not found & {*HEAVY, "argparse", "attrs", "attr", "importlib.metadata"}


def test_help_needs_no_heavy_package():
    """Help is printed before anything heavy is loaded."""
    found = loaded(
        "from lifecycle_map.cli.main import run\n"
        "try: run(['draw', '--help'])\nexcept SystemExit: pass"
    )
    assert not found & {*HEAVY, "attrs", "attr"}


@pytest.mark.parametrize("name", ["cattrs", "networkx", "graphviz", "tomli_w"])
def test_the_front_door_has_no_heavy_name(name):
    """Third-party packages are no names of ours."""
    import lifecycle_map

    assert name not in dir(lifecycle_map)
