"""Every block of the documentation runs: Python as one session a page, commands one by one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from lifecycle_map.cli.main import run
from lifecycle_map.formats.outputs import FORMATS
from lifecycle_map.loading import frameworks

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
PAGES = [page for page in PAGES if not page.stem.endswith("-generated")]


def with_block(kind):
    return [page for page in PAGES if f"```{kind}" in page.read_text("utf-8")]


@pytest.fixture(autouse=True)
def _undone(monkeypatch):
    """What a page registers is gone afterwards."""
    for registry in (FORMATS, frameworks._lifecycles(), frameworks._crosswalks()):
        monkeypatch.setattr(registry, "_known", dict(registry._known))
        monkeypatch.setattr(registry, "_aliases", dict(registry._aliases))


@pytest.mark.parametrize("page", with_block("python"), ids=lambda p: p.stem)
def test_the_python_of_a_page_runs(page, monkeypatch):
    """The blocks of a page run in order, from the root of the repository."""
    monkeypatch.chdir(ROOT)
    document = Sybil(parsers=[PythonCodeBlockParser()]).parse(page)
    assert document.examples()
    for example in document.examples():
        example.evaluate()


@pytest.mark.parametrize("page", with_block("console"), ids=lambda p: p.stem)
def test_the_commands_of_a_page_run(page, monkeypatch, tmp_path, capsys):
    """Each command of a page does what it is there for, in a folder with the examples."""
    for example in (ROOT / "examples").glob("service-introduction.*"):
        shutil.copy(example, tmp_path)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    assert lines
    for line in lines:
        command = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line[2:])]
        if any(part.endswith(".png") for part in command):
            pytest.importorskip("resvg_py")
        assert run(command[1:]) == 0, (line, capsys.readouterr().err)
