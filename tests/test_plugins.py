"""Packages that bring a framework: what `new package` writes, and what happens when it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.formats.plugin_packages import package_files
from lifecycle_map.registries import Registry

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "acme-lifecycle"


def test_the_example_is_what_new_package_writes():
    """The example package is the template, so that neither goes stale."""
    found = {
        path.relative_to(EXAMPLE).as_posix(): path.read_text("utf-8")
        for path in EXAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == package_files("acme")


def test_a_package_is_named_after_its_framework(tmp_path, monkeypatch, capsys):
    """The name becomes a key, a module and a folder; what is there is kept."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "package", "Bolt Way"]) == 0
    folder = tmp_path / "bolt-way-lifecycle"
    data = folder / "bolt_way_lifecycle"
    assert lm.read_lifecycle(data / "bolt-way.toml").key == "bolt-way"
    assert lm.read_crosswalk(data / "bolt-way--itil-2011.toml").subject_lifecycle == "bolt-way"
    assert 'bolt-way = "bolt_way_lifecycle:lifecycle"' in (folder / "pyproject.toml").read_text()
    assert not any("acme" in path.read_text() for path in folder.rglob("*.py"))
    assert run(["new", "package", "Bolt Way"]) == 2
    assert run(["new", "package"]) == 2
    assert "say what the framework is called" in capsys.readouterr().err


@pytest.fixture
def installed(tmp_path):
    """A function that runs Python where a package with these entry points is installed."""

    def go(points, *arguments):
        folder = tmp_path / "site"
        shutil.copytree(EXAMPLE / "acme_lifecycle", folder / "acme_lifecycle", dirs_exist_ok=True)
        about = folder / "acme_lifecycle-0.1.0.dist-info"
        about.mkdir(exist_ok=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-lifecycle\nVersion: 0\n")
        (about / "entry_points.txt").write_text(points)
        return subprocess.run(
            [sys.executable, "-m", "lifecycle_map", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PYTHONPATH": f"{folder}:{ROOT}", "PATH": ""},
            timeout=120,
        )

    return go


POINTS = """\
[lifecycle_map.frameworks]
acme = acme_lifecycle:lifecycle
[lifecycle_map.crosswalks]
acme--itil-2011 = acme_lifecycle:crosswalk
"""


def test_an_installed_package_is_found(installed, tmp_path):
    """Its framework is listed, aligned by its own crosswalk, and drawn."""
    listed = installed(POINTS, "list").stdout
    assert "The Acme way" in listed
    assert "acme--itil-2011" in listed
    rows = installed(POINTS, "align", "acme", "itil", "--format", "csv").stdout
    assert "2,Make,close,Service Transition" in rows
    assert "the release and its hand-over file" in rows
    assert installed(POINTS, "draw", "acme", "itil", "-o", "acme.svg").returncode == 0
    assert "Think" in (tmp_path / "acme.svg").read_text("utf-8")
    assert installed(POINTS, "check", "acme", "--fail-on", "none").returncode == 0


@pytest.mark.parametrize(
    ("value", "reason"),
    [("no_such_module:x", "ModuleNotFoundError"), ("acme_lifecycle:nothing", "no attribute"),
     ("acme_lifecycle:crosswalk", "it returns Crosswalk, no Lifecycle")],
)  # fmt: skip
def test_a_broken_package_is_named(installed, value, reason):
    """What an installed package announces and does not have is one line, with the package."""
    done = installed(f"[lifecycle_map.frameworks]\nacme = {value}\n", "show", "acme")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert value in done.stderr
    assert reason in done.stderr


def test_our_own_faults_are_not_blamed_on_others():
    """A name that this package registers raises what it raises."""
    registry = Registry("thing", "no.such.group", {"a": "no_such_module:x"})
    with pytest.raises(ModuleNotFoundError) as caught:
        registry.get("a")
    assert not isinstance(caught.value, lm.BrokenPluginError)
    registry.register("b", lambda: 1)
    assert registry.called("b", int) == 1
    with pytest.raises(TypeError, match="it returns int, no str"):
        registry.called("b", str)
