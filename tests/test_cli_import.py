"""The command `import`: models and mappings of others become files to go on with by hand."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import attrs
import pytest

import lifecycle_map as lm
from lifecycle_map.cli.main import run

EXAMPLES = Path(__file__).parents[1] / "examples"
MODELS = ("service-desk.archimate", "incident-management.bpmn", "handover.graphml")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (*MODELS, "our-handover.sssom.tsv"):
        shutil.copy(EXAMPLES / name, tmp_path / name)


def plain(path):
    text = Path(path).read_text("utf-8")
    return tomllib.loads(text) if path.endswith(".toml") else json.loads(text)


@pytest.mark.parametrize("notation", ["toml", "json", "yaml"])
@pytest.mark.parametrize("name", MODELS)
def test_a_model_becomes_a_framework_to_edit(name, notation):
    """All elements with ids and types, all relations, linked to a schema that accepts the file."""
    jsonschema = pytest.importorskip("jsonschema")
    read = lm.read_lifecycle(name)
    assert run(["import", name, "--key", "ours", "--edition", "1", "-o", f"a.{notation}"]) == 0
    made = lm.read_lifecycle(f"a.{notation}")
    assert (made.key, made.edition, made.relations) == ("ours", "1", read.relations)
    assert [attrs.evolve(e, sources=()) for e in made] == [
        attrs.evolve(e, sources=()) for e in read
    ]
    assert all(element.sources for element in made)
    assert "./lifecycle.schema.json" in Path(f"a.{notation}").read_text("utf-8")
    schema = json.loads(Path("lifecycle.schema.json").read_text("utf-8"))
    if notation != "yaml":
        jsonschema.Draft202012Validator(schema).validate(plain(f"a.{notation}"))
    assert run(["validate", "--published", f"a.{notation}"]) == 0


def test_a_mapping_becomes_a_crosswalk_to_edit(capsys):
    """Its rows, and what is denied, are in it."""
    assert run(["import", "our-handover.sssom.tsv", "--name", "Ours", "-o", "a.toml"]) == 0
    read, made = lm.read_crosswalk("our-handover.sssom.tsv"), lm.read_crosswalk("a.toml")
    assert attrs.evolve(read, name="Ours", warnings=()) == made
    assert Path("crosswalk.schema.json").exists()
    assert "set aside" in capsys.readouterr().err


def test_a_model_comes_back_as_it_was():
    """Edited or not, what was imported can be given back to the tool that it came from."""
    name = "service-desk.archimate"
    assert run(["import", name, "-o", "a.toml"]) == 0
    assert run(["draw", "a.toml", "-o", "b.archimate.xml"]) == 0
    was, now = lm.read_lifecycle(name), lm.read_lifecycle("b.archimate.xml")
    assert [(e.name, e.source_type) for e in was] == [(e.name, e.source_type) for e in now]
    ties = [[(r.subject, r.source_type, r.object) for r in each.relations] for each in (was, now)]
    assert ties[0] == ties[1]


@pytest.mark.parametrize("option", ["--view", "--model-view"])
def test_one_view_of_a_model_is_imported(option):
    """Either word names it; only what it shows is in the file."""
    assert run(["import", "service-desk.archimate", option, "Introduction", "-o", "a.toml"]) == 0
    wanted = lm.read_lifecycle("service-desk.archimate", view="Introduction")
    assert [e.key for e in lm.read_lifecycle("a.toml")] == [e.key for e in wanted]
    assert len(wanted) < len(lm.read_lifecycle("service-desk.archimate"))


def test_a_framework_of_the_catalogue_is_a_beginning():
    """It is copied with its sources, under another key."""
    assert run(["import", "p3-express", "--key", "ours", "-o", "a.toml"]) == 0
    made, shipped = lm.read_lifecycle("a.toml"), lm.load_lifecycle("p3-express")
    assert attrs.evolve(made, key=shipped.key, aliases=shipped.aliases) == shipped


def test_what_is_left_is_told(capsys):
    """Phases, summaries and the edition, in one line."""
    assert run(["import", "handover.graphml", "-o", "a.toml"]) == 0
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == (
        "lifecycle-map: left to you: an edition (--edition); the phases of 'build', 'hand-over'; "
        "a summary of 6 elements"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["handover.graphml", "-o", "there.toml"], "there is a file or folder of this name"),
        (["handover.graphml", "-o", "a.xml"], "cannot hold a framework to edit"),
        (["our-handover.sssom.tsv", "--key", "a--b", "-o", "a.toml"], "this is a crosswalk"),
        (["handover.graphml", "--key", "not a key", "-o", "a.toml"], "key"),
        (["nothing.graphml", "-o", "a.toml"], "no such file"),
    ],
)
def test_what_cannot_be_imported_is_told(arguments, told, capsys, tmp_path):
    """Exit code 2, a sentence, and nothing is written."""
    Path("there.toml").write_text("")
    before = sorted(tmp_path.iterdir())
    assert run(["import", *arguments]) == 2
    assert told in capsys.readouterr().err.splitlines()[-1]
    assert sorted(tmp_path.iterdir()) == before
