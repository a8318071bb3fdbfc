"""``lifecycle-map diff``: what differs between two crosswalks or lifecycles, in words."""

from __future__ import annotations

from lifecycle_map.cli.common import either_named, put
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

FORMATS = ("text", "json")
DIFFERENT = 1
"""The exit code when there is a difference."""

_HELP = "a file ('-': standard input), or a name from 'lifecycle-map list'"


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "diff",
        help="say in words what differs between two crosswalks or two lifecycles",
        description="Compare two crosswalks or two lifecycles, whatever their notation. "
        "Exit codes: 0 equal, 1 different, 2 bad input.",
    )
    command.add_argument("old", metavar="OLD", help=_HELP)
    command.add_argument("new", metavar="NEW", help=_HELP)
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument("-f", "--format", default="text", help="text or json")
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Compare, print or write, and return 1 where something differs."""
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.model.differences import diff

    if parsed.format not in FORMATS:
        raise UnknownNameError("format", parsed.format, FORMATS)
    # Two of a kind or not: diff refuses what cannot be compared.
    old: Any = either_named(parsed.old, parsed)
    found = diff(old, either_named(parsed.new, parsed))
    if parsed.format == "json":
        import json

        from lifecycle_map.views.differences import diff_record

        text = json.dumps(diff_record(found), ensure_ascii=False, indent=2)
    else:
        text = str(found)
    put(f"{text}\n", parsed.output)
    return DIFFERENT if found else 0
