"""Every block of the documentation runs: Python as one session a page, commands one by one."""

from __future__ import annotations

import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.formats.outputs import FORMATS
from lifecycle_map.layouts.laying import LAYOUTS
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.loading import frameworks
from lifecycle_map.loading import words as vocabulary
from lifecycle_map.loading.readers import READERS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]
PAGES = [p for p in PAGES if "_build" not in p.parts and not p.stem.endswith("-generated")]


_NEEDS = {".png": "resvg_py", ".pdf": "typst", ".pptx": "pptx"}
"""What a suffix in a command needs to be installed."""


def with_block(kind):
    return [page for page in PAGES if f"```{kind}" in page.read_text("utf-8")]


@pytest.fixture
def generate(monkeypatch):
    """The module that makes the tables of the reference."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import generate

    return generate


@pytest.fixture(autouse=True)
def _undone(monkeypatch):
    """What a page registers is gone afterwards."""
    for registry in (FORMATS, READERS, frameworks._lifecycles(), frameworks._crosswalks()):
        monkeypatch.setattr(registry, "_known", dict(registry._known))
        monkeypatch.setattr(registry, "_aliases", dict(registry._aliases))
    monkeypatch.setattr(vocabulary, "_added", [])


@pytest.mark.parametrize("page", with_block("python"), ids=lambda p: p.stem)
def test_the_python_of_a_page_runs(page, monkeypatch, tmp_path):
    """The blocks of a page run in order, where the folder of examples is."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    document = Sybil(parsers=[PythonCodeBlockParser()]).parse(page)
    assert document.examples()
    for example in document.examples():
        example.evaluate()


@pytest.mark.parametrize("page", with_block("console"), ids=lambda p: p.stem)
def test_the_commands_of_a_page_run(page, monkeypatch, tmp_path, capsys):
    """Each command of a page does what it is there for, where the folder of examples is."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    assert lines
    for line in lines:
        command = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line[2:])]
        assert command[0] == "lifecycle-map", line
        if any(s in line and not find_spec(package) for s, package in _NEEDS.items()):
            continue
        # A check that finds something ends with 1, and so does a difference.
        fine = (0, 1) if command[1] in ("check", "diff") else (0,)
        assert run(command[1:]) in fine, (line, capsys.readouterr().err)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_links_of_a_page_lead_somewhere(page):
    """A link to another file of the repository names one that is there."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)", prose)
    assert not [t for t in targets if "://" not in t and not (page.parent / t).exists()]


def test_the_reference_names_all_that_is_public():
    """Each public name stands in the reference of Python."""
    page = (ROOT / "docs/reference/python.md").read_text("utf-8")
    assert set(lm.__all__) - set(re.findall(r"^\.\. [\w:]+:: (\w+)$", page, re.MULTILINE)) == set()


def test_the_reference_names_what_the_json_of_an_alignment_holds():
    """Each key that ``align --format json`` prints stands in the reference of the commands."""
    alignment = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    record = json.loads(lm.render(alignment, "json"))
    tables = (record, *(record[key][0] for key in ("elements", "correspondences", "sources")))
    coverage, order = record["coverage"], record["order_preservation"]
    keys = {key for table in (*tables, record["subject"], coverage, order) for key in table}
    page = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
    assert {key for key in (*keys, *coverage["object"][0]) if f"`{key}`" not in page} == set()


def test_the_tables_of_the_reference_can_be_made(generate, tmp_path):
    """The tables are made from the code, each key of a file with its meaning."""
    generate.write_all(tmp_path)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    pages = "".join(p.read_text("utf-8") for p in (ROOT / "docs/reference").glob("*.md"))
    assert all(f"{{include}} {name}" in pages for name in made)
    assert "| `type` | `DependencyType` | `FS` |" in made["schema-generated.md"]


def test_the_gallery_shows_every_kind_of_picture(monkeypatch, tmp_path, capsys):
    """Each kind that has a layout is drawn by a line of its own, and the lines work."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import gallery

    assert set(gallery.EXAMPLES) == set(LAYOUTS)
    monkeypatch.setattr(gallery, "figures", list)
    gallery.write_gallery(tmp_path)
    page = (tmp_path / "pictures-generated.md").read_text("utf-8")
    for command in (*gallery.EXAMPLES.values(), *gallery.OTHERS.values()):
        assert f"$ lifecycle-map {command}" in page
        assert (tmp_path / command.split()[-1]).read_text("utf-8").startswith("<svg")


def test_the_contact_sheet_shows_every_kind_in_every_theme(monkeypatch, tmp_path):
    """Each cell leads to a picture that is there, and each kind names the line that makes it."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import contact_sheet

    contact_sheet.write_contact_sheet(tmp_path / "page.md", tmp_path)
    page = (tmp_path / "page.md").read_text("utf-8")
    links = re.findall(r'<a href="\.\./([^"]+)"><img src="\.\./([^"]+)"', page)
    assert set(contact_sheet.KINDS) == {*LAYOUTS, "graph"}
    assert len(links) == len(contact_sheet.KINDS) * len(THEMES) == len(set(links))
    assert all(link == shown and (tmp_path / link).is_file() for link, shown in links)
    lines = re.findall(r"<code>lifecycle-map draw ([^<]*)</code>", page)
    assert len(lines) == len(contact_sheet.KINDS)


def test_a_key_without_a_meaning_stops_the_build(generate):
    """A key that is new, or gone, is noticed when the tables are made."""
    with pytest.raises(ValueError, match="url"):
        generate.fields(lm.Source, {"key": "", "title": "", "year": ""})


def test_the_picture_of_the_readme_is_the_one_that_is_drawn_today():
    """The ladder in the README is what the command beside it draws."""
    alignment = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    is_same = lm.render(alignment, "svg") == (ROOT / "docs/ladder.svg").read_text("utf-8")
    assert is_same, "draw it anew: lifecycle-map align prince2 itil -o docs/ladder.svg"
