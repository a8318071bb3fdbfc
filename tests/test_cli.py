"""The command line: what it prints, what it writes, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import lifecycle_map
from lifecycle_map.cli.arguments import COMMANDS
from lifecycle_map.cli.main import run
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.loading.native import lifecycle_of

NAMES = [command.__name__.rpartition(".")[2].rstrip("_") for command in COMMANDS]
PROGRAM = f"{shlex.quote(sys.executable)} -m lifecycle_map"
PLAN = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
 <Title>Intranet</Title>
 <Tasks>
  <Task><UID>1</UID><Name>Requirements</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
  <Task><UID>2</UID><Name>Write the specification</Name><OutlineLevel>2</OutlineLevel></Task>
  <Task><UID>3</UID><Name>Go live</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
  <Task><UID>4</UID><Name>User training</Name><OutlineLevel>2</OutlineLevel>
   <PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink></Task>
 </Tasks>
</Project>
"""
TOML = 'key = "acme"\nname = "Acme"\nside = "project"\n'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    """Each test has a folder of its own, with good and bad files in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    files = {
        "plan.xml": PLAN.encode(),
        "acme.toml": (TOML + '[[elements]]\nkind = "stage"\nkey = "a"\nname = "A"\n').encode(),
        "bad.toml": (TOML.replace("project", "projekt") + "nome = 1\n").encode(),
        "broken.toml": b'key = "acme\n',
        "broken.json": b'{"key": "acme"',
        "cut.xml": PLAN[:300].encode(),
        "other.xml": b"<html><body/></html>",
        "empty.xml": b"",
        "blank.toml": b" \n\n",
        "binary.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        "latin.toml": 'key = "acme"\nname = "Übung"\n'.encode("latin-1"),
        "entity.xml": b'<!DOCTYPE p [<!ENTITY a "a">]><Project><Tasks/></Project>',
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()


@pytest.fixture
def call(capsys):
    """Run a command line in this process; gives code, output and what was said on the side."""

    def called(*arguments):
        try:
            code = run(arguments)
        except SystemExit as stopped:  # argparse leaves so
            code = stopped.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return called


def shell(command, **more):
    """Run a command in a real shell."""
    return subprocess.run(
        ["bash", "-c", command.replace("lifecycle-map", PROGRAM)],
        capture_output=True, timeout=60, check=False, **more,
    )  # fmt: skip


BAD = [
    "show itill",
    "show prince3-2023",
    "show missing.xml",
    "show no/such/folder.xml",
    "show folder",
    "show folder/",
    "show binary.png",
    "show ./empty.xml",
    "show empty.xml",
    "show blank.toml",
    "show cut.xml",
    "show other.xml",
    "show entity.xml",
    "show broken.toml",
    "show broken.json",
    "show bad.toml",
    "show latin.toml",
    "show itil --kind stge",
    "show itil --format jsn",
    "show ''",
    f"show {'x' * 300}",
    f"show {'x' * 5000}.toml",
    "list --format xml",
    "explain nosuchthing",
    "explain itil-2011:service-desgin",
    "explain itill:service-design",
    "explain 'a:b:c'",
    "explain service-design --of itill",
    "explain service-design --with nowhere",
    "explain service-design --format xml",
    "read missing.xml",
    "read plan.xml --reader nosuch",
    "read plan.xml --reader toml",
    "read acme.toml --reader mspdi",
    "read plan.xml --format csv",
    "read plan.xml --format nosuch",
    "read plan.xml -o out.csv",
    "read plan.xml -o out.nosuch",
    "read plan.xml -o folder",
    "read plan.xml -o no/such/out.toml",
    f"read plan.xml -o {'x' * 300}.toml",
    "align prince2 itill",
    "align missing.xml itil",
    "align prince2 itil --view nosuch",
    "align prince2 itil --crosswalk missing.toml",
    "align prince2 itil --crosswalk acme.toml",
    "align prince2 itil -o out.nosuch",
    "align prince2 itil -o out",
    "align prince2 itil -o folder/",
    "align prince2 itil -f toml",
    "align prince2 itil -f nosuch",
    "suggest prince2 itill",
    "suggest prince2 itil --relation same",
    "suggest prince2 itil --least 2",
    "suggest prince2 itil --least much",
    "suggest prince2 itil --reviewed missing.sssom.tsv",
    "suggest prince2 itil --reviewed acme.toml",
    "suggest acme.toml itil --reviewed prince2--itil",
    "suggest prince2 itil -o out.nosuch",
    "suggest prince2 itil -f nosuch",
    "diff prince2--itil missing.sssom.tsv",
    "diff prince2--itil prince2--itill",
    "diff prince2--itil acme.toml",
    "diff prince2--itil prince2--itil -f csv",
    "draw itil -o out.nosuch",
    "draw itil -o out.mmd --picture laddr",
    "draw itil -o out.mmd --picture ladder",
    "draw itil -o out.mmd --kind stge",
    "draw itil -o out.mmd --highlight service-desgin",
    "draw prince2 itil -o out.svg --theme drak",
    "draw itil -o out.svg --engine nosuch",
    "draw prince2 itil -o no/such/out.svg",
]


@pytest.mark.parametrize("command", BAD, ids=lambda command: command[:60])
def test_bad_input_is_told_in_our_words_and_exit_2(command, call):
    """Each line on the side says who speaks, and nothing else is written or printed."""
    before = sorted(os.listdir())
    done = call(*shlex.split(command))
    assert done.code == 2
    assert done.out == ""
    assert done.err
    assert all(line.startswith("lifecycle-map: ") for line in done.err.splitlines())
    assert "Traceback" not in done.err
    assert len(done.err) < 2000
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("show itill", "did you mean 'itil'?"),
        ("show plam.xml", "did you mean 'plan.xml'?"),
        ("show ./plam.xml", "did you mean 'plan.xml'?"),
        ("show folder", "cannot read 'folder': it is a folder"),
        ("show empty.xml", "cannot read 'empty.xml': it is empty"),
        ("show binary.png", "binary"),
        ("show cut.xml", "cut.xml: line 6: "),
        ("show broken.toml", "broken.toml: line 1: column 12: no valid TOML"),
        ("show broken.json", "broken.json: line 1: column 15: no valid JSON"),
        (
            "show bad.toml",
            "bad.toml: line 3: side: unknown value 'projekt'; did you mean 'project'?",
        ),
        ("show latin.toml", "latin.toml: line 2: not text in UTF-8"),
        ("explain itil-2011:service-desgin", "did you mean 'service-design'?"),
        ("explain 'Servcie Design'", "did you mean 'Service Design'?"),
        ("align prince2 itil --view sed", "did you mean 'seed'?"),
        ("draw itil -o out.svgg", "did you mean '.svg'?"),
        ("show itil --kind stge", "did you mean 'stage'?"),
        ("read plan.xml -o folder", "cannot write 'folder': it is a folder"),
    ],
)
def test_the_message_says_where_and_what_was_meant(command, told, call):
    """File, line, place and the nearest name are in the message, once."""
    done = call(*shlex.split(command))
    assert done.code == 2
    assert told in done.err
    assert done.err.count("cannot read") <= 1


def test_all_faults_of_a_file_are_told(call):
    """Two faults are two lines."""
    assert len(call("show", "bad.toml").err.splitlines()) == 2


@pytest.mark.parametrize(
    "command", ["", "nosuch", "draw itil", "align prince2", "show", "list --nosuch", "-x"]
)
def test_a_wrong_command_line_is_exit_2(command, call):
    """What argparse refuses has the same exit code, and its own usage."""
    done = call(*shlex.split(command))
    assert done.code == 2
    assert done.out == ""
    assert "usage: lifecycle-map" in done.err


@pytest.mark.parametrize("command", ["", *NAMES])
def test_help_is_there(command, call):
    """Each command has a help."""
    done = call(*shlex.split(command), "--help")
    assert done.code == 0
    assert done.out.startswith(f"usage: lifecycle-map {command}".rstrip())
    assert done.err == ""


def test_the_help_names_every_command(call):
    """All commands are in the help, each with a line."""
    known = (
        "list",
        "show",
        "explain",
        "read",
        "align",
        "check",
        "fix",
        "checklist",
        "new",
        "import",
        "schema",
        "validate",
        "slip",
        "portfolio",
        "suggest",
        "merge",
        "invert",
        "compose",
        "entail",
        "diff",
        "draw",
    )
    text = call("-h").out
    for name in known:
        assert re.search(rf"^    {name} +\w", text, re.MULTILINE)
    assert sorted(NAMES) == sorted(known)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_that_of_the_package(option, call):
    """One version, printed in one line."""
    done = call(option)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"lifecycle-map {lifecycle_map.__version__}\n"


def test_list_says_what_there_is(call):
    """Lifecycles, crosswalks, formats and readers, with their other names."""
    text = call("list").out
    for word in ("lifecycles\n", "crosswalks\n", "formats\n", "readers\n", "itil-2011", "prince2",
                 "--view seed", "mermaid", "mspdi"):  # fmt: skip
        assert word in text


def test_list_as_json(call):
    """The same for scripts."""
    told = json.loads(call("list", "--format", "json").out)
    assert list(told) == ["lifecycles", "crosswalks", "formats", "pictures", "readers"]
    assert [each["key"] for each in told["lifecycles"]] == [e.key for e in list_lifecycles()]
    assert all({"key", "name"} <= set(each) for entries in told.values() for each in entries)


def test_show_lists_the_elements(call):
    """Title, elements by kind, notice."""
    text = call("show", "itil").out
    assert text.startswith("ITIL service lifecycle, 2011 edition  [itil-2011]\n")
    assert "\nstage  (5)\n  Service Strategy  [service-strategy]\n" in text
    assert text.rstrip().endswith(load_lifecycle("itil").notice)


def test_show_one_kind(call):
    """Only what was asked for."""
    text = call("show", "itil", "--kind", "stage").out
    assert "stage  (5)" in text
    assert "process  (" not in text


def test_show_as_json_counts(call):
    """All fields of all elements, and how many there are."""
    told = json.loads(call("show", "itil", "-f", "json").out)
    itil = load_lifecycle("itil")
    assert (told["key"], told["side"]) == ("itil-2011", "service")
    assert [e["key"] for e in told["elements"]] == [e.key for e in itil]
    assert (told["counts"]["stage"], told["counts"]["process"]) == (5, 26)
    stages = json.loads(call("show", "itil", "-f", "json", "--kind", "stage").out)
    assert {e["kind"] for e in stages["elements"]} == {"stage"}


@pytest.mark.parametrize("name", ["csv", "dot", "graphml", "markdown", "mermaid", "toml"])
def test_show_in_any_text_format(name, call):
    """What is printed is what render gives."""
    assert call("show", "itil", "-f", name).out == render(load_lifecycle("itil"), name)


def test_show_a_picture_of_pixels():
    """Bytes go to standard output as they are."""
    done = shell("lifecycle-map draw prince2 itil -o - -f png")
    if done.returncode:
        assert b"lifecycle-map[draw]" in done.stderr
    else:
        assert done.stdout.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "element", ["itil-2011:service-design", "service-design", "Service Design", "サービスデザイン"]
)
def test_explain_finds_an_element_by_any_name(element, call):
    """Reference, key, name, and a name in another language."""
    done = call("explain", element)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Service Design  [itil-2011:service-design]\n")
    assert "confidence 0." in done.out


@pytest.mark.parametrize(
    ("element", "other"),
    [("prince2-2009:hand-over-products", "ITIL service lifecycle"), ("fitsm:pr12", "PRINCE2"),
     ("pm2:transition-plan", "ITIL service lifecycle"), ("cobit-2019:bai07", "PRINCE2")],
)  # fmt: skip
def test_explain_looks_across_where_no_crosswalk_does(element, other, call):
    """An element of any framework is explained by what it belongs to on the other side."""
    assert f"In {other}" in call("explain", element).out


def test_explain_as_json(call):
    """The element with its kind, its relations, and its correspondences."""
    told = json.loads(call("explain", "prince2-2023:closing-a-project", "-f", "json").out)
    assert told["lifecycle"] == "prince2-2023"
    assert (told["element"]["key"], told["element"]["kind"]) == ("closing-a-project", "process")
    assert told["relations"]
    assert set(told["relations"][0]) == {"subject", "link", "object", "label"}
    assert all(
        row["subject"] == "prince2-2023:closing-a-project" for row in told["correspondences"]
    )


def test_read_prints_toml_that_loads_back(call):
    """Without anything said it is TOML on standard output."""
    done = call("read", "plan.xml")
    assert lifecycle_of(done.out.encode(), "-") == read_lifecycle("plan.xml")


def test_read_as_json_loads_back_equal(call):
    """``read x -o - --format json`` is the whole plan."""
    done = call("read", "plan.xml", "-o", "-", "--format", "json")
    assert (done.code, done.err) == (0, "")
    plan = lifecycle_of(done.out.encode(), "-")
    assert plan == read_lifecycle("plan.xml")
    assert [e.source_id for e in plan][:4] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", ["out.toml", "out.json", "out", "OUT.JSON"])
def test_read_into_a_file(name, call):
    """The suffix names the notation; what was written is said on the side."""
    done = call("read", "plan.xml", "-o", name)
    assert (done.code, done.out) == (0, "")
    assert re.fullmatch(rf"wrote {name} \(\d+ (bytes|KB)\)\n", done.err)
    assert lifecycle_of(Path(name).read_bytes(), name) == read_lifecycle("plan.xml")


def test_what_a_reader_left_out_is_said(call):
    """Warnings go to the side, and the exit code stays 0."""
    Path("odd.xml").write_text(PLAN.replace("<Type>1</Type>", "<Type>9</Type>"))
    done = call("read", "odd.xml")
    assert done.code == 0
    assert done.err.startswith("lifecycle-map: warning: line ")
    assert lifecycle_of(done.out.encode(), "-").warnings


def test_align_prints_a_table(call):
    """A heading, a row for each correspondence, and how far the order is kept."""
    lines = call("align", "prince2", "itil").out.splitlines()
    assert lines[0].startswith("PRINCE2 aligned with ITIL service lifecycle: ")
    assert lines[2].split()[:3] == ["row", "subject", "match"]
    assert "keep their order" in lines[-1]
    assert lines[0].endswith("171 correspondences, 16 without a counterpart")
    assert len(lines) == 5 + 171 + 16


def test_align_as_json_has_its_shape(call):
    """Elements and correspondences with the fields that scripts rely on."""
    told = json.loads(call("align", "plan.xml", "itil", "--format", "json").out)
    assert (told["subject"]["name"], told["object"]["key"]) == ("Intranet", "itil-2011")
    for element in told["elements"]:
        assert {"source_id", "name", "phase"} <= set(element)
    assert {e["source_id"]: e["phase"] for e in told["elements"]} == {
        "1": "design", "2": "design", "3": "build", "4": "build",
    }  # fmt: skip
    assert told["correspondences"]
    for row in told["correspondences"]:
        assert {
            "subject", "subject_source_id", "object", "object_stage", "match", "confidence",
            "justification", "sources",
        } <= set(row)  # fmt: skip
        assert 0 <= row["confidence"] <= 1
        assert row["justification"].startswith("semapv:")
        assert isinstance(row["sources"], list)
    found = {(row["subject_source_id"], row["object_stage"]) for row in told["correspondences"]}
    assert ("2", "itil-2011:service-design") in found


def test_align_as_csv(call):
    """A table for a spreadsheet, with as many rows."""
    done = call("align", "prince2", "itil", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"), newline="")))
    count = json.loads(call("align", "prince2", "itil", "-f", "json").out)["correspondences"]
    assert len(rows) == len(count)


@pytest.mark.parametrize("name", ["a.svg", "a.mmd", "a.dot", "a.json", "a.csv", "a.md"])
def test_align_into_a_file(name, call):
    """The suffix names the format; output stays empty."""
    done = call("align", "prince2", "itil", "-o", name)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1].startswith(f"wrote {name} (")
    assert os.path.getsize(name)


def test_align_as_text_into_a_file(call):
    """``-o`` is obeyed for the plain table too."""
    done = call("align", "prince2", "itil", "-f", "text", "-o", "a.txt")
    assert done.code == 0
    assert done.out == ""
    assert done.err.startswith("wrote a.txt (")
    assert Path("a.txt").read_text("utf-8") == call("align", "prince2", "itil").out


def test_align_by_one_view(call):
    """A view has its own rows alone."""
    whole, view = (
        json.loads(call("align", "prince2", "itil", "-f", "json", *more).out)
        for more in ((), ("--view", "seed"))
    )
    assert view["view"] == "seed"
    assert 0 < len(view["correspondences"]) < len(whole["correspondences"])


def test_align_by_a_crosswalk_of_ones_own(call):
    """A crosswalk in a file decides before the catalogue."""
    Path("mine.toml").write_text(
        'key = "acme--itil-2011"\nname = "Mine"\nsubject_lifecycle = "acme"\n'
        'object_lifecycle = "itil-2011"\n[[correspondences]]\nsubject = "acme:a"\n'
        'object = "itil-2011:service-operation"\nmatch = "close"\n'
    )
    done = call("align", "acme.toml", "itil", "--crosswalk", "mine.toml", "-f", "json")
    (row,) = json.loads(done.out)["correspondences"]
    assert (row["object"], row["match"]) == ("itil-2011:service-operation", "close")


def test_draw_writes_and_prints(call):
    """A picture in a file, and on standard output as SVG."""
    done = call("draw", "prince2", "itil", "-o", "a.svg")
    assert (done.code, done.out) == (0, "")
    printed = call("draw", "prince2", "itil", "-o", "-")
    assert Path("a.svg").read_text("utf-8") == printed.out
    assert printed.err == ""


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        (("--lang", "de"), "Serviceentwurf|Service-Design|Servicedesign"),
        (("--highlight", "service-design"), "you are here"),
        (("--kind", "role"), r"\(\["),
    ],
)
def test_draw_has_its_options(more, wanted, call):
    """Language, highlight and kinds change what is drawn."""
    command = ("draw", "itil", "-o", "-", "-f", "mermaid")
    assert re.search(wanted, call(*command, *more).out)
    assert call(*command, *more).out != call(*command).out


def test_a_file_goes_before_a_name_of_the_catalogue(call):
    """A file called as a lifecycle is read."""
    os.rename("acme.toml", "itil")
    assert call("show", "itil").out.startswith("Acme  [acme]")


def test_standard_input_is_a_dash():
    """``-`` reads what comes, in any known format."""
    done = shell("lifecycle-map read - -f json < plan.xml | lifecycle-map align - itil -f json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["subject"]["name"] == "Intranet"


@pytest.mark.parametrize("command", ["show - < /dev/null", "show - <&-", "show - < binary.png"])
def test_bad_standard_input(command):
    """Nothing, closed, or binary input is refused like a file."""
    done = shell(f"lifecycle-map {command}")
    assert done.returncode == 2
    assert done.stderr.startswith(b"lifecycle-map: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["show itil", "align prince2 itil -f json", "list"])
def test_a_reader_that_has_seen_enough(command):
    """``| head -1`` ends it without a word, and with exit code 0."""
    done = shell(f"lifecycle-map {command} | head -1; echo ${{PIPESTATUS[0]}}")
    assert done.stderr == b""
    assert done.stdout.splitlines()[-1] == b"0"


def test_a_reader_that_is_gone_at_once():
    """Also when nobody reads from the start."""
    done = shell("lifecycle-map show itil | true; echo ${PIPESTATUS[0]}")
    assert (done.stdout, done.stderr) == (b"0\n", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["show itil", "align prince2 itil -f json", "--version"])
def test_a_full_disk_behind_standard_output(command):
    """What cannot be printed is said in one line, with exit code 2."""
    done = shell(f"lifecycle-map {command} > /dev/full")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"no space left" in done.stderr.lower()


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_no_locale_breaks_the_output(locale):
    """Names in all scripts are printed as UTF-8 whatever the locale."""
    done = shell("lifecycle-map explain service-design --of itil",
                 env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0",
                      "PYTHONCOERCECLOCALE": "0"})  # fmt: skip
    assert done.returncode == 0
    assert "サービスデザイン" in done.stdout.decode()


@pytest.mark.parametrize("command", ["show itill", "show missing.xml", "show cut.xml", "draw itil"])
def test_real_processes_have_the_same_exit_code(command):
    """What holds in this process holds in a real one."""
    done = shell(f"lifecycle-map {command}")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_the_installed_program_is_the_module():
    """The console script and ``python -m`` are one."""
    script = os.path.join(os.path.dirname(sys.executable), "lifecycle-map")
    if not os.path.exists(script):
        pytest.skip("the package is not installed with its script")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"lifecycle-map {lifecycle_map.__version__}\n"


def test_interrupting_is_one_line(monkeypatch, call):
    """Ctrl-C gives the usual exit code and no traceback."""

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("lifecycle_map.loading.frameworks.load_lifecycle", stop)
    done = call("show", "itil")
    assert (done.code, done.err) == (130, "lifecycle-map: stopped\n")


def test_a_file_whose_name_is_no_text():
    """A name in an old encoding is read like any other."""
    try:
        Path(os.fsdecode(b"alt-pl\xe4n.xml")).write_text(PLAN)
    except OSError:
        pytest.skip("this file system takes no such name")
    done = shell("lifecycle-map show alt-*.xml")
    assert done.returncode == 0, done.stderr
