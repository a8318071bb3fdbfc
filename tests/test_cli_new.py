"""The command `new`: files to fill in, each of which is read once it is filled in."""

from __future__ import annotations

import re
import tomllib

import attrs
import pytest

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.model import facts as model


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
