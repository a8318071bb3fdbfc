"""The command `validate`: every fault at once, in its place, with what was expected."""

from __future__ import annotations

import json

import pytest

from lifecycle_map.cli.main import run
from lifecycle_map.formats.templates import template

FRAMEWORK = template("framework")
BAD = (
    FRAMEWORK.replace('"precedes"', '"preceeds"', 1)
    .replace('name = "Make"', 'nmae = "Make"')
    .replace('key = "go-decision"', 'key = "think"')
)


@pytest.fixture
def validate(tmp_path, monkeypatch, capsys):
    """A function that validates texts by their names, and returns the exit code and the lines."""
    monkeypatch.chdir(tmp_path)

    def go(files, *options):
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        code = run(["validate", *files, *options])
        return code, capsys.readouterr().out.splitlines()

    return go


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_all_faults_are_told_at_once_in_their_places(validate):
    """A wrong word, a misspelt key, a key that is there twice and an end that is gone."""
    code, lines = validate({"bad.toml": BAD})
    assert code == 2
    told = "\n".join(lines)
    assert f"bad.toml:{line_of(BAD, 'preceeds')}:1: relations[0].link: unknown value" in told
    assert f"bad.toml:{line_of(BAD, 'nmae')}:1: elements[1].nmae: unknown key" in told
    assert "did you mean 'precedes'?" in told
    assert "did you mean 'name'?" in told
    assert "duplicate key 'think'" in told
    assert "no element has the key 'go-decision'" in told
    numbers = [int(line.split(":")[1]) for line in lines]
    assert numbers == sorted(numbers)


def test_what_is_fine_is_said(validate):
    """Fine files end with 0, with what they were taken for."""
    files = {
        "acme.toml": FRAMEWORK,
        "acme--itil-2011.json": template("crosswalk", "json"),
        "facts.toml": template("facts"),
        "waivers.toml": template("waivers"),
        "theme.toml": 'base = "dark"\n',
        "rules.json": '{"rules": []}',
    }
    code, lines = validate(files)
    assert code == 0
    assert [line.partition(": ")[2].partition(" (")[0] for line in lines] == ["no faults"] * 6
    assert "lifecycle 'acme', 6 elements" in lines[0]
    assert [line.partition("(")[2].partition(" ")[0].rstrip(")") for line in lines] == [
        "lifecycle", "crosswalk", "facts", "facts", "theme", "rules",
    ]  # fmt: skip


def test_the_ends_of_a_crosswalk_are_looked_up(validate):
    """An end that its lifecycle lacks is told with its line; the lifecycle may be another file."""
    crosswalk = template("crosswalk").replace("acme:make", "acme:mke")
    files = {"acme.toml": FRAMEWORK, "cross.toml": crosswalk}
    code, lines = validate(files)
    assert code == 2
    place = f"cross.toml:{line_of(crosswalk, 'acme:mke')}:1: correspondences[1].subject"
    assert lines[1] == f"{place}: 'acme' has no element 'mke'; did you mean 'make'?"
    code, lines = validate({"cross.toml": crosswalk})
    assert code == 0
    assert "the lifecycle 'acme' is not known" in lines[0]


def test_a_fault_of_notation_has_line_and_column(validate):
    """What is no TOML, JSON or file at all is one fault, and the other files are still read."""
    files = {"a.toml": FRAMEWORK.replace("side =", "side "), "b.json": '{"key": }'}
    code, lines = validate({**files, "c.toml": FRAMEWORK}, "no-such-file.toml")
    assert code == 2
    assert lines[0].startswith(f"a.toml:{line_of(files['a.toml'], 'side ')}:7: no valid TOML")
    assert lines[1].startswith("b.json:1:9: no valid JSON")
    assert "no faults" in lines[2]
    assert "there is no such file" in lines[3]


def test_published_data_asks_for_more(validate):
    """An edition and a source on each element are asked for on demand."""
    text = FRAMEWORK.replace('edition = "2027"\n', "").replace('sources = ["handbook"]\n', "", 1)
    assert validate({"a.toml": text})[0] == 0
    code, lines = validate({"a.toml": text}, "--published")
    assert code == 2
    assert any("which edition it follows" in line for line in lines)
    assert any("'think' names no source" in line for line in lines)


def test_json_for_machines(validate):
    """The same as JSON, with numbers for line and column."""
    code, lines = validate({"bad.toml": BAD}, "--format", "json")
    (found,) = json.loads("\n".join(lines))
    assert code == 2
    assert (found["file"], found["kind"]) == ("bad.toml", "lifecycle")
    first = found["faults"][0]
    assert (first["line"], first["column"]) == (line_of(BAD, "nmae") - 3, 3)
    assert {"line", "column", "place", "message"} == set(first)


def test_a_file_that_could_be_anything(validate, capsys):
    """A file without a telling key is not guessed at; a kind can be said."""
    code, lines = validate({"x.toml": "a = 1\n"})
    assert code == 2
    assert "say so with --kind" in lines[0]
    code, lines = validate({"x.toml": "a = 1\n"}, "--kind", "facts")
    assert code == 2
    assert lines[0].startswith("x.toml:1:1: a: unknown key")
    assert run(["validate", "x.toml", "--kind", "fact"]) == 2
    assert "did you mean 'facts'" in capsys.readouterr().err
