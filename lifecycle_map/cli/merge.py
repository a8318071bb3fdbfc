"""``lifecycle-map merge``: crosswalks between the same two lifecycles as one."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import crosswalk_named
from lifecycle_map.cli.filtering import CROSSWALK_HELP, add_filters, put_filtered, say_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "merge",
        help="make one crosswalk of several, filter it, and say what they do not agree on",
        description="Write several crosswalks between the same two lifecycles as one. Of rows that "
        "contradict each other the surest is kept; all such are told. With one crosswalk, it is "
        "only filtered.",
    )
    command.add_argument(
        "crosswalks",
        metavar="CROSSWALK",
        nargs="+",
        help=f"{CROSSWALK_HELP}; the first has precedence",
    )
    add_filters(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Merge, filter, write, and say what was dropped."""
    from lifecycle_map.model.merging import merge

    made = merge(*(crosswalk_named(text) for text in parsed.crosswalks))
    found = put_filtered(made.crosswalk, parsed)
    for conflict in made.conflicts:
        sys.stderr.write(f"lifecycle-map: {conflict}\n")
    count = len(made.conflicts)
    say_rows(found, f", {count:,} conflict{'s' * (count != 1)}")
    return 0
