"""The check: every rule finds what it is for and is quiet else; nothing is guessed."""

from __future__ import annotations

import csv
import json
import re
import tomllib
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import attrs
import pytest
import realdata
from outlines import outlined

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.checking import check, register_rule, rules
from lifecycle_map.analysis.rules.cases import gap
from lifecycle_map.analysis.rules.changes import clashes
from lifecycle_map.analysis.waiving import waive
from lifecycle_map.cli.main import run
from lifecycle_map.codec import facts_from_plain
from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import shipped_rules
from lifecycle_map.model.facts import Change
from lifecycle_map.model.findings import Outcome
from lifecycle_map.model.needs import NeedLevel
from lifecycle_map.model.rules import Due, Rule, Severity
from lifecycle_map.model.waivers import Waiver
from lifecycle_map.views.checks import score_told

EXAMPLES, NEEDS = (
    tomllib.loads((Path(__file__).parent.parent / "examples" / name).read_text(encoding="utf-8"))
    for name in ("rules.toml", "needs.toml")
)
FORGETFUL = [
    "Requirements",
    "  Collect requirements for the web portal",
    "Build",
    "  Develop the software",
    "  User acceptance test",
    "Go live",
    "  Deploy to production",
]


def checked(texts, facts=None, **options):
    """Return the report of a plan outline."""
    alignment = align(outlined(texts), load_lifecycle("itil-2011"))
    known = facts_from_plain(facts) if facts else None
    return check(alignment, facts=known, **options)


def outcome(key, texts, facts=None):
    """Return what one rule comes to."""
    results = checked(texts, facts, select=[key]).results
    return next(result for result in results if result.rule.key == key)


@pytest.mark.parametrize("key", [rule.key for rule in shipped_rules()])
def test_every_rule_fires_and_is_quiet(key):
    """Each rule has an example plan in which it finds something, and one in which it does not."""
    example = EXAMPLES[key]
    fires = outcome(key, example["fires"], example.get("fires_facts"))
    assert fires.outcome is Outcome.GAP, fires
    quiet = outcome(key, example["quiet"], example.get("quiet_facts"))
    assert quiet.outcome is Outcome.SATISFIED, quiet


@pytest.mark.parametrize("key", sorted(NEEDS))
def test_every_need_is_hidden_and_visible(key):
    """Each need has a plan with a line that only looks so, and one in which it is visible."""
    assert outcome(key, NEEDS[key]["fires"]).outcome is Outcome.GAP
    assert outcome(key, NEEDS[key]["quiet"]).outcome is Outcome.SATISFIED


@pytest.mark.parametrize("key", [k for k, e in EXAMPLES.items() if "fires_facts" in e])
def test_what_needs_facts_cannot_tell_without(key):
    """No rule guesses: with the same plan and no facts it says what would tell."""
    found = outcome(key, EXAMPLES[key]["fires"])
    assert found.outcome is Outcome.UNCLEAR
    assert found.message.startswith("cannot tell from the plan: ")
    assert found.severity is Severity.INFO


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.key)
def test_every_rule_decides_on_a_bare_plan(rule):
    """Two lines without dates, people or facts: each rule has an outcome and a sentence."""
    found = outcome(rule.key, ["Develop the web portal", "Test the web portal"])
    assert found.message
    assert (found.outcome is Outcome.UNCLEAR) is found.message.startswith("cannot tell")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.key)
def test_explain_covers_every_rule(rule, capsys):
    """Why, what to do, when due, and what it rests on."""
    assert run(["explain", rule.key]) == 0
    out = capsys.readouterr().out
    for text in (rule.title, rule.why, rule.todo, *rule.rows, *rule.sources):
        assert text in out
    assert run(["explain", rule.key, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == rule.key


def test_all_rules_of_the_source_are_there():
    """Each id of the table of requirements is a rule, or is the beginning of some."""
    text = (realdata.folder("domain") / "prince2-and-itil.md").read_text("utf-8")
    table = text.partition("# 4. The seed")[2].partition("# 5.")[0]
    told = set(re.findall(r"`((?:GAP-)?[A-Z]+-?[A-Z0-9]+[a-z]?(?:-\d+)?|PROC-[A-Z]+)`", table))
    keys = [rule.key for rule in rules()]
    wanted = {f"GAP-{key}" if re.fullmatch(r"R\d[a-z]?", key) else key for key in told}
    wanted = {key for key in wanted if re.match(r"GAP|IFACE|EMU|REV|PROC|PEOPLE", key)}
    assert len(wanted) >= 20
    assert not [key for key in wanted if not any(each.startswith(key) for each in keys)]


def test_all_needs_of_the_list_are_there():
    """With the count of check lists that ask for each, and the level that follows from it."""
    path = realdata.folder("domain") / "readiness-checks.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    needs = {need.key: need for need in load_needs()}
    assert {row["id"] for row in rows} == needs.keys()
    for row in rows:
        (count,) = (int(text) for name, text in row.items() if name.startswith("lists that"))
        assert needs[row["id"]].asked_by == count
        core = count >= 10 or row["id"] in {"N39", "N41"}
        assert (needs[row["id"]].level is NeedLevel.CORE) is core


def test_every_example_is_of_a_rule():
    """No example is left over when a rule goes."""
    assert set(EXAMPLES) == {rule.key for rule in shipped_rules()}
    assert set(NEEDS) == {need.key for need in load_needs()}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.key)
def test_every_rule_says_why_and_what_to_do(rule):
    """A rule has a title, one sentence why, something to do, and keys are unique."""
    assert rule.title
    assert rule.why.endswith(".")
    assert rule.todo.endswith(".")
    assert [each.key for each in rules()].count(rule.key) == 1


def test_the_rows_and_sources_of_rules_exist():
    """A rule rests on rows and sources of the crosswalk that there are."""
    from lifecycle_map.loading.frameworks import load_crosswalk

    crosswalk = load_crosswalk("prince2-2023--itil-2011")
    rows = {row.row for row in crosswalk.correspondences}
    sources = {source.key for source in crosswalk.sources}
    for rule in shipped_rules():
        assert set(rule.rows) <= rows, rule.key
        assert set(rule.sources) <= sources, rule.key


def test_without_facts_nothing_is_guessed():
    """What only facts can tell is unclear, and the report says what would tell."""
    report = checked(FORGETFUL)
    unclear = {each.rule.key for each in report.unclear}
    assert {"GAP-R1a", "GAP-R2b", "GAP-R3", "GAP-R7a", "PEOPLE-01", "PEOPLE-03"} <= unclear
    assert all(each.message.startswith("cannot tell from the plan") for each in report.unclear)


def test_findings_are_sorted_by_severity_then_gate():
    """The worst comes first, and of those what is due first."""
    ranks = [(each.severity.rank, each.due.rank) for each in checked(FORGETFUL).findings]
    assert ranks == sorted(ranks)


def test_evidence_names_the_lines():
    """A finding shows the lines that it rests on, with their own ids."""
    found = outcome("GAP-R2a", FORGETFUL)
    assert [each.name for each in found.evidence] == ["Go live", "Deploy to production"]
    assert [each.source_id for each in found.evidence] == ["6", "7"]


def test_select_and_ignore_by_beginning():
    """Rules are chosen as linters do; what begins no rule is refused with the nearest."""
    keys = {each.rule.key for each in checked(FORGETFUL, select=["GAP-R4"]).results}
    assert keys == {"GAP-R4a", "GAP-R4b", "GAP-R4c"}
    keys = {each.rule.key for each in checked(FORGETFUL, ignore=["N", "GAP"]).results}
    assert "EMU-01" in keys
    assert not any(key.startswith(("N", "GAP")) for key in keys)
    with pytest.raises(UnknownNameError, match="GAP-R4a"):
        checked(FORGETFUL, select=["GAP-R4x"])


def test_levels_and_gates_narrow():
    """More needs are asked for at a lower level, and fewer rules by an early gate."""
    core, context = (
        {each.rule.key for each in checked(FORGETFUL, level=level).results}
        for level in (NeedLevel.CORE, NeedLevel.CONTEXT)
    )
    assert core < context
    early = checked(FORGETFUL, gate=Due.AUTHORISE_PROJECT).results
    assert {each.due for each in early} == {Due.AUTHORISE_PROJECT}


def test_a_rule_of_ones_own():
    """A rule and its function can be passed, or registered."""
    rule = Rule(key="ACME-1", title="T", why="W.", todo="D.", check="", severity=Severity.ERROR)
    report = checked(FORGETFUL, extra=[(rule, lambda rule, case: gap(rule, "never good"))])
    assert any(each.rule is rule for each in report.findings)
    from lifecycle_map.analysis import checking

    register_rule(rule, lambda rule, case: gap(rule, "never good"))
    try:
        assert rule in rules()
        assert any(each.rule is rule for each in checked(FORGETFUL).findings)
    finally:
        checking.CHECKS._known.pop("acme-1")


def test_a_waiver_holds_until_its_last_day():
    """An accepted gap is no finding up to its last day, and one again on the day after."""
    report = checked(FORGETFUL, select=["GAP-R2a"])
    waiver = Waiver(rule="GAP-R2a", owner="Kim", reason="done by hand", expires=date(2027, 3, 31))
    held = waive(report, [waiver], date(2027, 3, 31))
    assert not held.findings
    assert [each.rule.key for each in held.waived] == ["GAP-R2a"]
    over = waive(report, [waiver], date(2027, 4, 1))
    assert "expired" in over.findings[0].message


def test_clashes_are_all_found_and_none_invented():
    """Of many windows, just the planted overlaps under different authorities clash."""
    from datetime import datetime, timedelta

    start = datetime(2027, 1, 1)  # noqa: DTZ001 - local
    calm = [
        Change(name=f"c{n}", item=f"i{n % 50}", authority="CAB" if n % 2 else "board",
               start=start + timedelta(hours=n), end=start + timedelta(hours=n + 1))
        for n in range(2000)
    ]  # fmt: skip
    assert list(clashes(calm)) == []
    planted = [
        Change(name=f"p{n}", item=f"i{n}", authority="other",
               start=start + timedelta(hours=n, minutes=30), end=start + timedelta(hours=n + 1))
        for n in range(20)
    ]  # fmt: skip
    found = {(a.name, b.name) for a, b in clashes([*calm, *planted])}
    assert found == {(f"c{n}", f"p{n}") for n in range(20)}


def test_a_report_in_every_format():
    """A report is text for people, data for programs, and what CI servers take."""
    report = checked(FORGETFUL, path="plans/a b.xml")
    record = json.loads(render(report, "json"))
    assert {"needs", "findings", "unclear", "coverage"} <= set(record)
    assert record["findings"][0]["rule"] == report.findings[0].rule.key
    assert report.findings[0].rule.key in render(report, "markdown")
    assert render(report, "csv").count("\r\n") == len(report.findings) + 1
    sarif = json.loads(render(report, "sarif"))
    results = sarif["runs"][0]["results"]
    assert len(results) == len(report.findings)
    where = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where == "plans/a%20b.xml"
    suite = ET.fromstring(render(report, "junit")).find("testsuite")
    assert int(suite.get("failures")) == len(report.findings) == len(suite.findall(".//failure"))
    assert int(suite.get("tests")) == len(report.results)
    assert render(report, "github").count("::") == 2 * len(report.findings)


@pytest.mark.parametrize("format", ["sarif", "junit", "github"])
def test_what_only_reports_can_be(format):
    """A lifecycle is no report of a check, and the message says so."""
    with pytest.raises(UnsuitableFormatError):
        render(load_lifecycle("itil-2011"), format)


def test_annotations_survive_any_name():
    """Line ends, commas and per cent signs in names do not break the annotations."""
    report = checked(["Go live: 100%, now\r\nor never", "  Deploy to production"], path="a,b:c.xml")
    for line in render(report, "github").splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))
    assert "file=a%2Cb%3Ac.xml" in render(report, "github")


def _decoded(text):
    """Return what GitHub's runner makes of an escaped text."""
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_annotations_are_read_back_as_they_were_meant():
    """What the runner decodes is the path, the title and the message, signs of its own included."""
    path = "a,b:c%3A;d\r\ne.xml"
    report = checked(FORGETFUL, path=path)
    lines = render(report, "github").splitlines()
    assert len(lines) == len(report.findings)
    for line, finding in zip(lines, report.findings, strict=True):
        _, head, told = line.split("::", 2)
        kind, _, properties = head.partition(" ")
        held = dict(pair.split("=", 1) for pair in properties.split(","))
        assert kind in ("error", "warning", "notice")
        assert _decoded(held["file"]) == path
        assert _decoded(held["title"]) == f"{finding.rule.key} {finding.rule.title}"
        assert _decoded(told) == f"{finding.message}. {finding.rule.todo}"


def test_what_is_accepted_fails_nowhere():
    """A waived gap is skipped in JUnit, suppressed in SARIF, and no annotation."""
    report = checked(FORGETFUL, path="plan.xml")
    waiver = Waiver(rule="GAP-R2a", owner="Kim", reason="done by hand", expires=date(2027, 3, 31))
    held = waive(report, [waiver], date(2027, 3, 31))
    suite = ET.fromstring(render(held, "junit")).find("testsuite")
    assert int(suite.get("failures")) == len(suite.findall(".//failure")) == len(held.findings)
    assert int(suite.get("skipped")) == len(suite.findall(".//skipped"))
    results = json.loads(render(held, "sarif"))["runs"][0]["results"]
    hidden = [result["ruleId"] for result in results if "suppressions" in result]
    assert hidden == ["GAP-R2a"]
    assert len(results) == len(held.findings) + 1
    assert "GAP-R2a" not in render(held, "github")
    assert [each["rule"] for each in json.loads(render(held, "json"))["waived"]] == ["GAP-R2a"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("plans/ä b.xml", "plans/%C3%A4%20b.xml"),
        ("/srv/a b.xml", "file:///srv/a%20b.xml"),
        ("C:\\plans\\a.xml", "file:///C:/plans/a.xml"),
        ("sub\\a.xml", "sub/a.xml"),
        ("", "the-plan"),
    ],
)
def test_sarif_names_files_as_uris(path, uri):
    """A relative path stays relative, so that a code host finds it; an absolute one is a file."""
    sarif = json.loads(render(checked(FORGETFUL, path=path), "sarif"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


def test_the_score_is_the_share_of_core_needs():
    """It is what its explanation says: core needs that are visible, a part counting half."""
    report = checked(FORGETFUL)
    core = report.coverage[0]
    assert report.score == round(100 * (core.visible + core.partly / 2) / core.total)
    assert f"is {report.score} of 100" in score_told(report)
    assert attrs.evolve(report, needs=()).score == 0
