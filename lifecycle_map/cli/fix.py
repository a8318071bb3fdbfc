"""``lifecycle-map fix``: the plan with a proposed task for each need that is not visible in it."""

from __future__ import annotations

import sys

from lifecycle_map.cli.check import add_selection, report_of
from lifecycle_map.cli.common import SIDE_HELP, put_rendered
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

_WRITTEN = ("toml", "json", "yaml", "csv", "xml")
_NAMES = {"csv": "plan-csv", "xml": "mspdi"}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "fix",
        help="propose a task for each need of the service that is not visible in a plan",
        description="Write the plan with proposed tasks, each marked and in the stage that fits. "
        "Nothing else of the plan is changed, and no dates are proposed.",
    )
    command.add_argument("plan", metavar="PLAN", help=SIDE_HELP)
    command.add_argument(
        "-o", "--output", default="", help="a file: .toml, .json, .yaml, .csv, .xml (MS Project)"
    )
    command.add_argument("-f", "--format", default="", help="toml, json, yaml, csv, xml")
    command.add_argument("--lang", default="", metavar="LANGUAGE",
                         help="of the names: de, fr … (default: that of the plan)")  # fmt: skip
    add_selection(command)
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Check, propose, and write the plan."""
    from lifecycle_map.analysis.fixing import fix

    name = _format(parsed)
    report = report_of(parsed, parsed.plan)
    fixed = fix(report, language=parsed.lang.casefold())
    for warning in fixed.warnings[len(report.plan.warnings) :]:
        sys.stderr.write(f"lifecycle-map: warning: {warning}\n")
    put_rendered(fixed, name, parsed.output)
    count = len(fixed) - len(report.plan)
    told = f"{count} task{'' if count == 1 else 's'} proposed"
    told += "" if report.results else f": the plan is not about IT services ({report.about})"
    sys.stderr.write(f"{told}\n")
    return 0


def _format(parsed: argparse.Namespace) -> str:
    """Return the format that is asked for, by name or by the suffix of the file."""
    from pathlib import PurePath

    from lifecycle_map.errors import UnknownNameError

    wanted = parsed.format
    if not wanted and parsed.output not in ("", "-"):
        suffix = PurePath(parsed.output).suffix.casefold()
        wanted = {"yml": "yaml"}.get(suffix[1:], suffix[1:]) or "(none)"
    wanted = wanted or "toml"
    if wanted not in _WRITTEN:
        raise UnknownNameError("format of a plan", wanted, _WRITTEN)
    return _NAMES.get(wanted, wanted)
