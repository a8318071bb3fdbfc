"""``lifecycle-map invert``: a crosswalk read from its other end."""

from __future__ import annotations

from lifecycle_map.cli.common import crosswalk_named
from lifecycle_map.cli.filtering import CROSSWALK_HELP, add_filters, put_filtered, say_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "invert",
        help="turn a crosswalk round: from its second lifecycle to its first",
        description="Write a crosswalk from the other end: broad becomes narrow, and what was "
        "curated is then justified by inversion.",
    )
    command.add_argument("crosswalk", metavar="CROSSWALK", help=CROSSWALK_HELP)
    add_filters(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Turn, filter and write."""
    say_rows(put_filtered(crosswalk_named(parsed.crosswalk).invert(), parsed))
    return 0
