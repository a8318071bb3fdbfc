"""``lifecycle-map checklist``: a check list to fill in at the hand-over of a plan's service."""

from __future__ import annotations

from lifecycle_map.cli.check import add_selection, report_of
from lifecycle_map.cli.common import SIDE_HELP, put_rendered
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "checklist",
        help="write a check list for the hand-over, made from the same rules",
        description="Write a check list to fill in: what is to be there, by which gate, who does "
        "it, what shows it in the plan, and a box to tick.",
    )
    command.add_argument("plan", metavar="PLAN", help=SIDE_HELP)
    command.add_argument("-o", "--output", default="", help="a file ('-': standard output)")
    command.add_argument("-f", "--format", default="", help="markdown, html, docx, xlsx, csv, json")
    add_selection(command)
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Check, and write the list."""
    from lifecycle_map.analysis.checklists import checklist
    from lifecycle_map.formats.outputs import format_for

    shown = parsed.output in ("", "-")
    name = parsed.format or ("markdown" if shown else format_for(parsed.output).name)
    put_rendered(checklist(report_of(parsed, parsed.plan)), name, parsed.output)
    return 0
