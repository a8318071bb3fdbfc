"""The command `new`: files to fill in, each of which is read once it is filled in."""

from __future__ import annotations

import json
import re
import tomllib

import attrs
import pytest

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.model import facts as model
from lifecycle_map.model.crosswalks import end_faults


@pytest.fixture
def written(tmp_path):
    """Return the path of a template, as it is or with everything filled in."""

    def made(kind, *, filled):
        path = tmp_path / f"{kind}.toml"
        assert run(["new", kind, "-o", str(path)]) == 0
        if filled:
            text = path.read_text(encoding="utf-8")
            lines = re.compile(r"^# (?=\[|\w+ = )", re.MULTILINE)
            path.write_text(lines.sub("", text), encoding="utf-8")
        return path

    return made


def test_an_empty_template_says_nothing(written):
    """As it is written, it is a file of facts without any."""
    assert lm.read_facts(written("facts", filled=False)) == lm.Facts()
    assert lm.read_waivers(written("waivers", filled=False)) == ()


def test_a_filled_template_has_every_field(written):
    """With its comments taken away it is read, and no field of the facts is forgotten in it."""
    path = written("facts", filled=True)
    found = lm.read_facts(path)
    plain = tomllib.loads(path.read_text(encoding="utf-8"))
    assert plain.keys() == {field.name for field in attrs.fields(lm.Facts)}
    for name, cls in {
        "products": model.Deliverable, "requirements": model.Requirement,
        "decisions": model.Decision, "procedures": model.Procedure, "people": model.Person,
        "improvements": model.Improvement, "changes": model.Change,
        "milestones": model.ServiceMilestone,
    }.items():  # fmt: skip
        told = {key for block in plain[name] for key in block}
        assert told == {field.name for field in attrs.fields(cls)}, name
        assert len(getattr(found, name)) == len(plain[name])
    assert plain["business_case"].keys() == {f.name for f in attrs.fields(model.BusinessCase)}
    assert len(lm.read_waivers(written("waivers", filled=True))) == 1


def test_the_filled_template_is_that_of_the_example(written, capsys):
    """What it names of a plan is in the example plan."""
    example = "examples/service-introduction.xml"
    options = ["check", example, "--facts", str(written("facts", filled=True)), "-f", "json"]
    assert run([*options, "--fail-on", "none"]) == 0
    assert run([*options[:4], "--show", "time"]) == 0
    assert "Change approved" in capsys.readouterr().out


@pytest.mark.parametrize("notation", ["toml", "json", "yaml"])
def test_a_new_framework_can_be_read_as_it_is(notation, tmp_path, capsys):
    """A framework is named after its file, is read, aligns, and knows where its schema is."""
    path = tmp_path / f"bolt.{notation}"
    assert run(["new", "framework", "-o", str(path)]) == 0
    assert "wrote" in capsys.readouterr().err
    lifecycle = lm.read_lifecycle(path)
    assert lifecycle.key == "bolt"
    assert lm.align(lifecycle, lm.load_lifecycle("itil")).targets("make")
    assert (tmp_path / "lifecycle.schema.json").is_file()
    head = path.read_text("utf-8").lstrip("{ \n").partition("\n")[0]
    assert (
        head.strip().rstrip(",")
        == {
            "toml": "#:schema ./lifecycle.schema.json",
            "json": '"$schema": "./lifecycle.schema.json"',
            "yaml": "# yaml-language-server: $schema=./lifecycle.schema.json",
        }[notation]
    )


def test_a_new_crosswalk_goes_with_the_framework(tmp_path):
    """A crosswalk is named after its file; its ends are in the new framework and in ITIL."""
    for kind, name in (("framework", "bolt"), ("crosswalk", "bolt--itil-2011")):
        assert run(["new", kind, "-o", str(tmp_path / f"{name}.toml")]) == 0
    crosswalk = lm.read_crosswalk(tmp_path / "bolt--itil-2011.toml")
    lifecycle = lm.read_lifecycle(tmp_path / "bolt.toml")
    assert (crosswalk.key, crosswalk.subject_lifecycle) == ("bolt--itil-2011", "bolt")
    assert list(end_faults(crosswalk, lifecycle, lm.load_lifecycle("itil"))) == []


def test_a_schema_beside_the_file_is_kept(tmp_path, capsys):
    """The schema is written where there is none, and what is there stays."""
    (tmp_path / "facts.schema.json").write_text("{}")
    assert run(["new", "facts", "-o", str(tmp_path / "facts.json")]) == 0
    assert (tmp_path / "facts.schema.json").read_text() == "{}"
    assert lm.read_facts(tmp_path / "facts.json") == lm.Facts()
    assert run(["new", "facts", "-o", str(tmp_path / "facts.yaml")]) == 2
    assert "formats that can: toml, json" in capsys.readouterr().err


def test_the_schema_command(tmp_path, capsys):
    """It prints or writes the schema that the function returns."""
    assert run(["schema", "theme"]) == 0
    assert json.loads(capsys.readouterr().out) == lm.json_schema("theme")
    assert run(["schema", "themes"]) == 2
    assert "did you mean 'theme'" in capsys.readouterr().err


def test_a_file_that_is_there_is_kept(written, capsys):
    """Nobody loses what was filled in; an unknown kind has a nearest."""
    path = written("facts", filled=True)
    before = path.read_bytes()
    assert run(["new", "facts", "-o", str(path)]) == 2
    assert path.read_bytes() == before
    assert run(["new", "fact"]) == 2
    assert "did you mean 'facts'" in capsys.readouterr().err
    assert run(["new", "waivers"]) == 0
    assert "[[waivers]]" in capsys.readouterr().out
