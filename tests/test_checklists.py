"""The hand-over check list: every rule that was asked is a point, and nothing is ticked."""

from __future__ import annotations

import csv
import io
import json

import pytest
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.errors import WrongKindError

PLAN = ["Build", "  Develop the software", "Go live", "  Hypercare @Kim", "  Deploy to production"]


@pytest.fixture
def report():
    return lm.check(lm.align(outlined(PLAN), lm.load_lifecycle("itil")))


def test_each_rule_is_a_point(report):
    """In the order of the gates, with who does it and which lines show it."""
    made = lm.checklist(report)
    assert {p.key for p in made.points} == {result.rule.key for result in report.results}
    ranks = [point.due.rank for point in made.points]
    assert ranks == sorted(ranks)
    (care,) = (point for point in made.points if point.key == "N45")
    assert (care.evidence, care.who) == (("Hypercare",), ("Kim",))
    assert str(made) == f"Hand-over of The plan: {len(made.points)} points"


def test_markdown_has_a_section_for_each_gate(report):
    """Boxes to tick, none of them ticked, and a place to sign."""
    text = lm.render(lm.checklist(report), "markdown")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Due before the project is authorised",
        "## Due before the next stage boundary",
        "## Due before closure",
        "## Signed",
    ]
    assert text.count("| ☐ |") == len(report.results)
    assert "☑" not in text
    assert (
        "| ☐ | N45 | Early-life support is staffed and dated | early-life support plan "
        "| Hypercare | Kim |  |  |  |" in text
    )


def test_csv_and_json_hold_the_same(report):
    """A point is a row, and a record."""
    made = lm.checklist(report)
    rows = list(csv.DictReader(io.StringIO(lm.render(made, "csv").removeprefix("\ufeff"))))
    points = json.loads(lm.render(made, "json"))["points"]
    assert [row["key"] for row in rows] == [point["key"] for point in points]
    assert {"done", "item", "gate", "owner", "in the plan", "due", "evidence", "comment"} <= set(
        rows[0]
    )


def test_a_plan_that_is_not_about_it_has_no_points():
    """It says so instead."""
    plan = outlined(["Wedding", "  Book the church", "  Order the flowers", "  Send invitations"])
    made = lm.checklist(lm.check(lm.align(plan, lm.load_lifecycle("itil"))))
    assert made.points == ()
    assert "not about IT" in lm.render(made, "markdown")


def test_only_reports_become_check_lists():
    """A plan alone was not checked."""
    with pytest.raises(WrongKindError):
        lm.checklist(outlined(PLAN))


@pytest.mark.parametrize("name", ["handover.md", "handover.csv", "handover.json"])
def test_the_command_writes_it(name, tmp_path, capsys):
    """The suffix names the format; the options of check narrow what is asked."""
    plan, path = tmp_path / "plan.csv", tmp_path / name
    plan.write_text(
        "WBS,Task,Owner\n1,Go live,\n1.1,Deploy to production,Kim\n1.2,Develop the software,Lee\n"
    )
    assert run(["checklist", str(plan), "-o", str(path), "--select", "N45"]) == 0
    assert "N45" in path.read_text("utf-8")
    assert run(["checklist", str(plan), "--gate", "authorise-project"]) == 0
    assert "N45" not in capsys.readouterr().out
