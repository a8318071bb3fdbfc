"""``lifecycle-map diff``: what differs between two crosswalks, in words."""

from __future__ import annotations

from lifecycle_map.cli.common import crosswalk_named, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

FORMATS = ("text", "json")
DIFFERENT = 1
"""The exit code when there is a difference."""

_HELP = "a file ('-': standard input), or a crosswalk from 'lifecycle-map list'"


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "diff",
        help="say in words what differs between two crosswalks",
        description="Compare two crosswalks, whatever their notation. Exit codes: 0 equal, "
        "1 different, 2 bad input.",
    )
    command.add_argument("old", metavar="OLD", help=_HELP)
    command.add_argument("new", metavar="NEW", help=_HELP)
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument("-f", "--format", default="text", help="text or json")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Compare, print or write, and return 1 where something differs."""
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.model.differences import diff

    if parsed.format not in FORMATS:
        raise UnknownNameError("format", parsed.format, FORMATS)
    found = diff(crosswalk_named(parsed.old), crosswalk_named(parsed.new))
    if parsed.format == "json":
        import json

        from lifecycle_map.views.differences import diff_record

        text = json.dumps(diff_record(found), ensure_ascii=False, indent=2)
    else:
        text = str(found)
    put(f"{text}\n", parsed.output)
    return DIFFERENT if found else 0
