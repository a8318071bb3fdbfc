"""``lifecycle-map check``: what a plan does not show of the service that it becomes."""

from __future__ import annotations

import sys

from lifecycle_map.cli.calendars import add_calendars, with_calendars
from lifecycle_map.cli.common import SIDE_HELP, lifecycle_named, put, terminal_width, warned
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.analysis.reports import Report
    from lifecycle_map.model.waivers import Waiver

FOUND = 1
"""The exit code when something was found that is to fail."""

LINES = ("text", "github")
"""The formats in which the reports of several plans can stand one after the other."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "check",
        help="say what a plan does not show of the service that it becomes",
        description="Check a plan. Exit codes: 0 nothing at or above --fail-on, 1 findings, "
        "2 bad input.",
    )
    command.add_argument("plans", metavar="PLAN", nargs="+", help=SIDE_HELP)
    command.add_argument("-o", "--output", default="", help="a file ('-': standard output)")
    command.add_argument(
        "-f",
        "--format",
        default="",
        help="text, json, markdown, html, docx, xlsx, csv, sarif, junit, github",
    )
    add_selection(command)
    command.add_argument(
        "--fail-on", default="error", help="error, warning, info or none (default: error)"
    )
    command.add_argument(
        "--color", "--colour", dest="colour", default="auto", help="auto, always, never"
    )
    command.add_argument("--brief", action="store_true", help="leave out what to do")
    command.add_argument("--show", default="findings", metavar="WHAT",
                         help="findings, or a sheet: procedures, raci, staff, time")  # fmt: skip
    add_reading(command)
    command.set_defaults(run=run)


def add_selection(command: argparse.ArgumentParser) -> None:
    """Add the options that say what is checked, and by what is known beside the plan."""
    command.add_argument("--service", default="itil-2011", help="the service lifecycle beside it")
    command.add_argument("--facts", default="", metavar="FILE", help="what the plan does not say")
    add_calendars(command)
    command.add_argument("--baseline", default="", metavar="FILE", help="gaps that are accepted")
    for name, told in (("select", "only these rules"), ("ignore", "all but these rules")):
        command.add_argument(
            f"--{name}", action="append", default=[], metavar="KEY", help=f"{told}: GAP, N18 …"
        )
    command.add_argument("--level", default="core", help="needs asked for: core, usual, context")
    command.add_argument("--gate", default="", help="only what is due by this gate")


def run(parsed: argparse.Namespace) -> int:
    """Check, print or write, and return 1 where something is to fail."""
    from lifecycle_map.cli.sheets import SHEETS, show_sheet
    from lifecycle_map.errors import UnsuitableFormatError
    from lifecycle_map.formats.outputs import format_for

    sheet = member("show", parsed.show, ("findings", *SHEETS))
    if sheet in SHEETS:
        return show_sheet(sheet, parsed)
    fails = member("fail-on", parsed.fail_on, ("error", "warning", "info", "none"))
    name = parsed.format or ("text" if _is_shown(parsed) else format_for(parsed.output).name)
    if len(parsed.plans) > 1 and name not in LINES:
        raise UnsuitableFormatError(name, "several plans: 'portfolio' is for many", LINES)
    reports = [report_of(parsed, plan) for plan in parsed.plans]
    put(_written(reports, name, parsed), parsed.output)
    ranks = {"error": 0, "warning": 1, "info": 2, "none": -1}
    found = (finding for report in reports for finding in report.findings)
    return FOUND if any(finding.severity.rank <= ranks[fails] for finding in found) else 0


def _written(reports: list[Report], name: str, parsed: argparse.Namespace) -> str | bytes:
    """Return the reports as they are put out; several of them only in lines."""
    from lifecycle_map.cli.check_texts import Paint, report_lines
    from lifecycle_map.formats.rendering import rendered

    if name == "text":
        width = terminal_width() if _is_shown(parsed) else 0
        paint = Paint(width=width, is_coloured=_is_coloured(parsed), is_brief=parsed.brief)
        return "\n".join("\n".join(report_lines(each, paint)) + "\n" for each in reports)
    made = [warned(rendered(report, name)).content for report in reports]
    return made[0] if len(made) == 1 else "".join(map(str, made))


def _is_shown(parsed: argparse.Namespace) -> bool:
    return parsed.output in ("", "-")


def report_of(parsed: argparse.Namespace, path: str) -> Report:
    """Return the report of the check of a plan that the command line asks for."""
    from lifecycle_map.analysis.aligning import align
    from lifecycle_map.analysis.checking import check
    from lifecycle_map.analysis.waiving import waive
    from lifecycle_map.loading.rules import read_facts
    from lifecycle_map.model.needs import NeedLevel
    from lifecycle_map.model.rules import Due

    level = NeedLevel(member("level", parsed.level, tuple(each.value for each in NeedLevel)))
    gates = tuple(each.value for each in Due)
    gate = Due(member("gate", parsed.gate, gates)) if parsed.gate else None
    facts = read_facts(parsed.facts) if parsed.facts else None
    waivers = _waivers(parsed)
    plan = lifecycle_named(path, parsed)
    facts = with_calendars(facts, parsed, plan)
    report = check(
        align(plan, lifecycle_named(parsed.service)),
        facts=facts,
        select=parsed.select,
        ignore=parsed.ignore,
        level=level,
        gate=gate,
        path=path,
    )
    return waive(report, waivers, _today()) if waivers else report


def _waivers(parsed: argparse.Namespace) -> tuple[Waiver, ...]:
    if not parsed.baseline:
        return ()
    from lifecycle_map.loading.rules import read_waivers

    return read_waivers(parsed.baseline)


def _today() -> Any:
    from datetime import date

    return date.today()  # noqa: DTZ011 - a waiver ends with the day of whoever runs the check


def member(option: str, given: str, known: tuple[str, ...]) -> str:
    """Return a word that is one of those known; raises `UnknownNameError`."""
    from lifecycle_map.errors import UnknownNameError

    if given not in known:
        raise UnknownNameError(option, given, known)
    return given


def _is_coloured(parsed: argparse.Namespace) -> bool:
    import os

    wanted = member("colour", parsed.colour, ("auto", "always", "never"))
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (_is_shown(parsed) and sys.stdout.isatty())
