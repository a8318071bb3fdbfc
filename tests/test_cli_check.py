"""The command `check`: what it prints, and how it ends."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

import lifecycle_map as lm
from lifecycle_map.cli.check_texts import Paint, report_lines
from lifecycle_map.cli.main import run

PLAN = """WBS,Task,Start,Finish,Owner
1,Build,2027-02-01,2027-04-30,
1.1,Develop the software,2027-02-01,2027-04-09,Developers
1.2,User acceptance test,2027-04-12,2027-04-30,Users
2,Go live,2027-05-03,2027-05-14,
2.1,Train end users,2027-05-03,2027-05-07,Trainer
2.2,Deploy to production,2027-05-10,2027-05-10,Developers
"""


@pytest.fixture
def plan(tmp_path):
    """A plan that forgets much."""
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


def test_findings_end_with_one(plan, capsys):
    """Findings are told by gate with what to do, and the exit code is 1."""
    assert run(["check", plan]) == 1
    out = capsys.readouterr().out
    assert "due before the project is authorised" in out
    assert "GAP-R2a" in out
    assert "→ " in out
    assert "the plan cannot tell" in out
    assert "\033" not in out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "none"], 0),
        (["--fail-on", "info"], 1),
        (["--select", "N11"], 0),
        (["--select", "GAP-R2a"], 1),
        (["--ignore", "GAP"], 0),
        (["--ignore", "GAP", "--fail-on", "warning"], 1),
    ],
)
def test_the_exit_code_is_what_was_asked(plan, options, code, capsys):
    """0 for nothing at or above --fail-on, 1 for something."""
    assert run(["check", plan, *options]) == code


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fail-on", "eror"], "did you mean 'error'"),
        (["--select", "GAP-R2x"], "did you mean 'GAP-R2c'"),
        (["--gate", "closing"], "unknown gate"),
        (["--level", "cor"], "did you mean 'core'"),
        (["--colour", "red"], "unknown colour"),
        (["--facts", "nowhere.toml"], "no such file"),
        (["--limit", "depth=no"], "whole number"),
        (["--limit", "deep=3"], "did you mean 'depth'"),
        (["--column", "name"], "--column name=Task"),
        (["--side", "both"], "unknown side"),
    ],
)
def test_bad_options_end_with_two(plan, options, told, capsys):
    """One line says what is wrong, and the exit code is 2."""
    assert run(["check", plan, *options]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_colours_on_request(plan, capsys, monkeypatch):
    """Colours are shown when asked for, and never with NO_COLOR unless they are."""
    run(["check", plan, "--colour", "always"])
    assert "\033[31;1m" in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["check", plan])
    assert "\033[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    run(["check", plan])
    assert "\033[" not in capsys.readouterr().out


def test_colours_are_spelt_either_way(plan, capsys):
    """--color is --colour."""
    run(["check", plan, "--color", "always"])
    assert "\033[33m" in capsys.readouterr().out


def test_a_finding_is_one_line_with_file_and_task(plan, capsys):
    """What goes to a file or a pipe can be searched line by line."""
    run(["check", plan])
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if line.startswith(f"{plan}: ") and " → " in line]
    run(["check", plan, "-f", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert len(found) == len(findings)
    (change,) = (line for line in found if "GAP-R2a" in line)
    assert change.startswith(f"{plan}: tasks 2, 2.2: error GAP-R2a ")
    (agreed,) = (line for line in found if " N18 " in line)
    assert ": not visible in the plan → Add tasks to draft" in agreed


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit_a_terminal(plan, width):
    """Findings are grouped by gate and wrapped, words are not broken, the file is named once."""
    itil = lm.load_lifecycle("itil")
    report = lm.check(lm.align(lm.read_lifecycle(plan), itil), path="plan.csv")
    lines = list(report_lines(report, Paint(width=width)))
    assert max(map(len, lines)) <= width
    assert "\n".join(lines).count("plan.csv") == 1
    text = " ".join(" ".join(lines).split())
    for finding in report.findings:
        assert f"{finding.severity.value} {finding.rule.key} {finding.rule.title}" in text
        assert finding.rule.todo in text
    brief = "\n".join(report_lines(report, Paint(width=width, is_brief=True)))
    assert "→" not in brief


def test_several_plans_are_checked_one_after_the_other(plan, tmp_path, capsys):
    """As pre-commit calls it; formats that hold one report say so."""
    other = tmp_path / "other.csv"
    other.write_text(PLAN, encoding="utf-8")
    assert run(["check", plan, str(other), "-f", "github"]) == 1
    out = capsys.readouterr().out
    assert out.count("GAP-R2a") == 2
    assert run(["check", plan, str(other), "--select", "N11"]) == 0
    assert run(["check", plan, str(other), "-f", "json"]) == 2
    assert "'portfolio' is for many" in capsys.readouterr().err


def test_a_waiver_that_expires_fails_the_day_after(plan, tmp_path, capsys):
    """The same command ends with 0 today and with 1 on the day after the waiver ends."""
    waivers = tmp_path / "waivers.toml"
    today = date.today()  # noqa: DTZ011
    for expires, code in ((today, 0), (today - timedelta(days=1), 1)):
        waivers.write_text(
            f'[[waivers]]\nrule = "GAP-R2a"\nowner = "Kim"\nreason = "r"\nexpires = {expires}\n',
            encoding="utf-8",
        )
        assert run(["check", plan, "--select", "GAP-R2a", "--baseline", str(waivers)]) == code
        assert ("expired" in capsys.readouterr().out) is bool(code)


def test_facts_answer_what_the_plan_cannot(plan, tmp_path, capsys):
    """With facts, a rule that could not tell tells."""
    facts = tmp_path / "facts.toml"
    facts.write_text("[business_case]\nrun_cost = false\n", encoding="utf-8")
    run(["check", plan, "--select", "GAP-R4a"])
    assert "the plan cannot tell: GAP-R4a" in capsys.readouterr().out
    run(["check", plan, "--select", "GAP-R4a", "--facts", str(facts)])
    assert "warning GAP-R4a" in capsys.readouterr().out


def test_faults_in_facts_have_their_lines(plan, tmp_path, capsys):
    """A misspelt field of the facts is told with file, line and the nearest."""
    facts = tmp_path / "facts.toml"
    facts.write_text("[business_case]\nrun_costs = true\n", encoding="utf-8")
    assert run(["check", plan, "--facts", str(facts)]) == 2
    assert "business_case.run_costs: unknown key; did you mean" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["report.md", "report.json", "report.sarif", "report.junit.xml"])
def test_reports_are_written_by_suffix(plan, tmp_path, name, capsys):
    """The suffix of the output names the format."""
    run(["check", plan, "-o", str(tmp_path / name)])
    assert (tmp_path / name).stat().st_size > 500
    assert "wrote" in capsys.readouterr().err


def test_json_names_needs_findings_and_evidence(plan, capsys):
    """What programs need is there: ids of tasks, words, visibility."""
    run(["check", plan, "-f", "json"])
    record = json.loads(capsys.readouterr().out)
    assert len(record["needs"]) == 55
    trained = next(need for need in record["needs"] if need["id"] == "N11")
    assert trained["visible"] == "yes"
    assert trained["evidence"][0]["source_id"] == "2.1"


def test_a_plan_that_is_not_about_it_is_asked_nothing(tmp_path, capsys):
    """A house move is told so, and ends with 0."""
    path = tmp_path / "move.csv"
    tasks = ["Hire movers", "Pack the kitchen boxes", "Load the furniture", "Clean the apartment"]
    rows = "".join(f"{n},{task},2027-03-01\n" for n, task in enumerate(tasks, 1))
    path.write_text(f"ID,Task,Start\n{rows}", encoding="utf-8")
    assert run(["check", str(path)]) == 0
    assert "not about IT" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["GAP-R5b", "n18", "PEOPLE-02"])
def test_every_rule_can_be_explained(key, capsys):
    """`explain` shows why, what to do, and what a rule rests on; as data too."""
    assert run(["explain", key]) == 0
    assert "what to do: " in capsys.readouterr().out
    assert run(["explain", key, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == key.upper().replace("R5B", "R5b")


def test_an_unknown_rule_has_a_nearest(capsys):
    """A slip of the pen in a rule's key is met with the one that was meant."""
    assert run(["explain", "GAP-R9"]) == 2
    assert "did you mean" in capsys.readouterr().err
