"""``lifecycle-map check``: what a plan does not show of the service that it becomes."""

from __future__ import annotations

import sys

from lifecycle_map.cli.calendars import add_calendars, with_calendars
from lifecycle_map.cli.common import SIDE_HELP, lifecycle_named, put
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from lifecycle_map.analysis.reports import Report
    from lifecycle_map.model.findings import Finding
    from lifecycle_map.model.waivers import Waiver

FOUND = 1
"""The exit code when something was found that is to fail."""

_COLOURS = {"error": "31;1", "warning": "33", "info": "36"}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "check",
        help="say what a plan does not show of the service that it becomes",
        description="Check a plan. Exit codes: 0 nothing at or above --fail-on, 1 findings, "
        "2 bad input.",
    )
    command.add_argument("plan", metavar="PLAN", help=SIDE_HELP)
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
    command.add_argument("--colour", default="auto", help="auto, always, never")
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
    from lifecycle_map.formats.outputs import format_for
    from lifecycle_map.formats.rendering import render

    fails = member("fail-on", parsed.fail_on, ("error", "warning", "info", "none"))
    report = report_of(parsed)
    shown = parsed.output in ("", "-")
    name = parsed.format or ("text" if shown else format_for(parsed.output).name)
    if name == "text":
        put("\n".join(_text(report, coloured=_is_coloured(parsed))) + "\n", parsed.output)
    else:
        put(render(report, name), parsed.output)
    ranks = {"error": 0, "warning": 1, "info": 2, "none": -1}
    failing = any(finding.severity.rank <= ranks[fails] for finding in report.findings)
    return FOUND if failing else 0


def report_of(parsed: argparse.Namespace) -> Report:
    """Return the report of the check that the command line asks for."""
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
    plan = lifecycle_named(parsed.plan, parsed)
    facts = with_calendars(facts, parsed, plan)
    report = check(
        align(plan, lifecycle_named(parsed.service)),
        facts=facts,
        select=parsed.select,
        ignore=parsed.ignore,
        level=level,
        gate=gate,
        path=parsed.plan,
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
    return bool(os.environ.get("FORCE_COLOR")) or (
        parsed.output in ("", "-") and sys.stdout.isatty()
    )


def _text(report: Report, *, coloured: bool) -> Iterator[str]:
    """Yield the lines of a report for a terminal."""
    from lifecycle_map.model.rules import Due
    from lifecycle_map.views.checks import GATES, NOT_IT

    yield f"{report.path}: {report.plan.title}, beside {report.service}"
    if not report.results:
        yield f"{NOT_IT} ({report.about})"
        return
    yield "; ".join(str(each) for each in report.coverage)
    for due in Due:
        found = [finding for finding in report.findings if finding.due is due]
        if found:
            yield f"\nDue {GATES[due]}"
        for finding in found:
            yield from _finding(finding, coloured=coloured)
    yield ""
    if report.waived:
        yield f"accepted: {', '.join(each.rule.key for each in report.waived)}"
    if report.unclear:
        yield f"the plan cannot tell: {', '.join(each.rule.key for each in report.unclear)}"
    yield "'not visible' is not 'missing': it may be planned elsewhere; 'explain KEY' says more"


def _finding(finding: Finding, *, coloured: bool) -> Iterator[str]:
    import textwrap

    severity = finding.severity.value
    shown = f"{severity:7}"
    if coloured:
        shown = f"\033[{_COLOURS[severity]}m{shown}\033[0m"
    told = f"{finding.rule.title}: {finding.message}"
    first, *rest = textwrap.wrap(told, 84) or [""]
    yield f"  {shown} {finding.rule.key:9} {first}"
    indent = " " * 20
    yield from (f"{indent}{line}" for line in rest)
    for line in textwrap.wrap(f"→ {finding.rule.todo}", 84, subsequent_indent="  "):
        yield f"{indent}{line}"
