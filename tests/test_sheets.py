"""Procedures, roles and staff of both sides: what the sheets say, on whose word, in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.analysis.curated import role_rows
from lifecycle_map.analysis.involving import Attached
from lifecycle_map.analysis.raci import Part
from lifecycle_map.cli.main import run
from lifecycle_map.codec import facts_from_plain
from lifecycle_map.errors import UnsuitableFormatError, WrongKindError
from lifecycle_map.loading.rules import shipped_rules

ITIL = lm.load_lifecycle("itil")
TEXTS = [
    "Business case and mandate",
    "  Write the business case @ Project manager",
    "Design",
    "  Design the software architecture @ Architect",
    "Build and test",
    "  Develop the software @ Developers",
    "Go live and hypercare",
    "  Submit the request for change to the CAB @ Change manager",
    "  Hypercare @ IT operations",
]


@pytest.fixture
def plan():
    return outlined(TEXTS)


def procedure(name, kind, owner, **more):
    return {"name": name, "kind": kind, "owner": owner, **more}


PROCEDURES = facts_from_plain({"procedures": [
    procedure("Buying", "procurement", "project", reuses="Supplier management"),
    procedure("Supplier management", "procurement", "service"),
    procedure("Staffing", "resource engagement", "project", aligned_with="Resource planning"),
    procedure("Cost report", "financial reporting", "project"),
    procedure("Service costing", "financial reporting", "service"),
    procedure("Change enablement", "change management", "service"),
    procedure("Archiving", "records", "service"),
]})  # fmt: skip


def test_the_states_of_procedures(plan):
    """Reused, aligned, duplicated, missing, each with its reason; what nobody said is unclear."""
    matrix = lm.procedure_matrix(plan, facts=PROCEDURES)
    found = {row.kind: (row.state.value, row.reason) for row in matrix.rows}
    assert found["procurement"] == ("reused", "the project uses 'Supplier management'")
    assert found["resource engagement"] == ("aligned", "in step with 'Resource planning'")
    assert found["financial reporting"] == ("duplicated", "'Cost report' beside 'Service costing'")
    assert found["change management"][0] == "missing"
    assert found["records"][0] == "missing"
    assert found["security"][0] == "unclear"


def test_every_kind_that_a_rule_asks_for_is_a_row(plan):
    """The four of the source and the open list, in the order of the rules, with their rows."""
    rows = {row.rule: row for row in lm.procedure_matrix(plan).rows}
    asked = [rule for rule in shipped_rules() if rule.check == "procedure_kind"]
    assert list(rows) == [rule.key for rule in asked]
    assert len(asked) >= 12
    assert all(row.state is lm.ProcedureState.UNCLEAR for row in rows.values())
    assert all(row.project.usual and row.service.usual for row in rows.values())
    assert "Change management" in rows["PROC-CHG"].service.usual


def test_what_the_plan_shows_is_evidence_and_no_owner(plan):
    """A line about a request for change shows the kind, but not whose procedure it is."""
    rows = {row.rule: row for row in lm.procedure_matrix(plan).rows}
    assert [line.name for line in rows["PROC-CHG"].evidence] == [TEXTS[7].strip().split(" @")[0]]
    assert rows["PROC-CHG"].owner is None


def test_the_owner_is_the_only_side_that_has_one(plan):
    """Of two sides, neither is the owner."""
    rows = {row.kind: row for row in lm.procedure_matrix(plan, facts=PROCEDURES).rows}
    assert rows["change management"].owner is lm.Side.SERVICE
    assert rows["financial reporting"].owner is None


def test_pairs_of_roles_are_rows_of_the_crosswalk(plan):
    """Each with its row, and the people of the plan who play the roles."""
    bridge = lm.raci_bridge(plan)
    assert len(bridge.pairs) == len(list(role_rows())) >= 15
    assert all(pair.row.startswith("D") for pair in bridge.pairs)
    found = {(p.project.key, p.service.key): p for p in bridge.pairs}
    manager = found["project-manager", "release-and-deployment-manager"]
    assert (manager.row, manager.project_people, manager.service_people) == (
        "D5", ("Project manager",), ())  # fmt: skip
    assert set(bridge.others) == {"Architect", "Developers"}


def test_people_of_the_facts_play_roles():
    """By the role that the facts give them, under their own names."""
    plan = outlined(["Build", "  Develop the software @ Kim"])
    facts = facts_from_plain({"people": [
        {"name": "Kim", "role": "Project manager"},
        {"name": "Lee", "role": "Release manager", "side": "service"},
    ]})  # fmt: skip
    (pair,) = (p for p in lm.raci_bridge(plan, facts=facts).pairs
               if p.service.key == "release-and-deployment-manager")  # fmt: skip
    assert (pair.project_people, pair.service_people) == (("Kim",), ("Lee",))


def test_the_letters_have_reasons(plan):
    """Responsible and accountable by either method's own word, consulted by a paired role."""
    rows = lm.raci_bridge(plan).rows
    assert all(row.cells and row.row for row in rows)
    cells = [cell for row in rows for cell in row.cells]
    assert {cell.part for cell in cells} == set(Part)
    for cell in cells:
        words = {"R": "performs", "A": "accountable for", "C": "counterpart of"}[cell.part.value]
        assert cell.reason.startswith(words)


def test_no_role_has_two_letters_in_one_row(plan):
    """Whoever has a part of their own is not consulted besides."""
    for row in lm.raci_bridge(plan).rows:
        roles = [(cell.side, cell.role.key) for cell in row.cells]
        assert len(roles) == len(set(roles))


def staff(plan, facts=None):
    return {each.name: each for each in lm.involvement(lm.align(plan, ITIL), facts=facts).stages}


def test_service_staff_by_stage(plan):
    """Who has a part in a line of the stage, by the words of their names."""
    found = staff(plan)
    assert [each.state.value for each in found.values()] == [
        "not visible", "not visible", "not visible", "attached"]  # fmt: skip
    last = found["Go live and hypercare"]
    assert last.staff == ("Change manager", "IT operations")
    assert last.lines == ("Submit the request for change to the CAB", "Hypercare")


def test_whom_to_attach_where_and_why(plan):
    """Roles with a part in the service stage that the plan's stage belongs to, by rows."""
    found = staff(plan)
    for each in found.values():
        assert 1 <= len(each.recommended) <= 3
        for told in each.recommended:
            assert told.rows or "the words of its lines" in told.why
            assert told.role.name in told.why
    design = {told.role.key: told for told in found["Design"].recommended}
    assert "service-owner" in design
    assert {role.key for role in design["service-owner"].beside} >= {"senior-user"}
    assert "D2" in design["service-owner"].rows
    assert "business-sponsor" not in {
        told.role.key for each in found.values() for told in each.recommended
    }


def test_without_people_it_is_unclear():
    """A plan that names nobody cannot tell; facts can."""
    plan = outlined(["Design", "  Design the software", "Build", "  Develop the software"])
    assert {each.state for each in staff(plan).values()} == {Attached.UNCLEAR}
    facts = facts_from_plain({"people": [
        {"name": "Lee", "side": "service", "attached_to": ["Design"]}]})  # fmt: skip
    assert staff(plan, facts)["Design"].staff == ("Lee",)
    assert staff(plan, facts)["Build"].state is Attached.NOT_VISIBLE


def test_a_plan_without_stages_is_taken_as_a_whole():
    """One row, and nobody is recommended for no stage."""
    plan = outlined(["Develop the software @ Developers", "Deploy to production @ IT operations"])
    ((row,),) = (lm.involvement(lm.align(plan, ITIL)).stages,)
    assert (row.stage, row.staff, row.recommended) == ("", ("IT operations",), ())


def test_who_has_no_part_is_told(plan):
    """Somebody of the service side without a line of the plan is not lost."""
    facts = facts_from_plain({"people": [{"name": "Lee", "side": "service"}]})
    assert lm.involvement(lm.align(plan, ITIL), facts=facts).elsewhere == ("Lee",)


def sheets(plan):
    alignment = lm.align(plan, ITIL)
    return [
        lm.procedure_matrix(alignment, facts=PROCEDURES),
        lm.raci_bridge(alignment),
        lm.involvement(alignment),
        lm.timing(alignment),
    ]


@pytest.mark.parametrize("number", range(4))
def test_sheets_in_every_format(plan, number):
    """As data, as a table, as a document, and a line of summary."""
    sheet = sheets(plan)[number]
    assert json.loads(lm.render(sheet, "json"))["plan"]["name"] == "The plan"
    rows = list(csv.reader(io.StringIO(lm.render(sheet, "csv").removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert str(sheet).startswith("The plan: ")
    assert lm.render(sheet, "markdown").startswith("# ")
    shown = sheet._repr_mimebundle_()
    assert "image/svg+xml" in shown or shown["text/markdown"] == f"{sheet:markdown}"
    for name in ("sarif", "toml", "mspdi"):
        with pytest.raises(UnsuitableFormatError):
            lm.render(sheet, name)


@pytest.mark.parametrize("make", [lm.procedure_matrix, lm.raci_bridge, lm.involvement])
def test_only_plans_have_sheets(make):
    """A name is no plan."""
    with pytest.raises(WrongKindError):
        make("plan")


@pytest.mark.parametrize("what", ["procedures", "raci", "staff", "time"])
def test_the_command_shows_sheets(what, tmp_path, capsys):
    """`check --show` writes a sheet instead of findings, and ends with 0."""
    path = tmp_path / "plan.csv"
    path.write_text(
        "WBS,Task,Start,Finish,Owner\n1,Build,,,\n1.1,Develop the software,2027-02-01,2027-04-09,Developers\n"
    )
    facts = tmp_path / "facts.toml"
    facts.write_text('[[procedures]]\nname = "P"\nkind = "risk"\nowner = "service"\n')
    command = ["check", str(path), "--show", what, "--facts", str(facts)]
    assert run(command) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3
    assert run([*command, "-o", str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())
    assert run(["check", str(path), "--show", "procedure"]) == 2
    assert "did you mean 'procedures'" in capsys.readouterr().err
