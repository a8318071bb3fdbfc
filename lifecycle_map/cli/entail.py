"""``lifecycle-map entail``: what follows from crosswalks by the rules of SKOS alone."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import crosswalk_named
from lifecycle_map.cli.filtering import CROSSWALK_HELP, add_filters, put_filtered, say_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.model.crosswalks import Crosswalk


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "entail",
        help="say what follows from crosswalks by the rules of SKOS, and by nothing else",
        description="List what follows from crosswalks by SKOS (section 10.3) and is stated by "
        "none: matches read from the other end, and exact ones chained. With --ends, what follows "
        "between two lifecycles is written as a crosswalk.",
    )
    command.add_argument("crosswalks", metavar="CROSSWALK", nargs="+", help=CROSSWALK_HELP)
    command.add_argument(
        "--ends", default="", metavar="A--B", help="write what follows between these two"
    )
    command.add_argument(
        "--close", action="store_true", help="what is exact is said to be close, too"
    )
    add_filters(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Write what follows between two lifecycles, or count it for every two."""
    from lifecycle_map.errors import InvalidOptionError, UnknownNameError
    from lifecycle_map.model.entailing import entail

    found = entail(*(crosswalk_named(text) for text in parsed.crosswalks), close=parsed.close)
    by_key = {made.key: made for made in found}
    if parsed.ends:
        if parsed.ends not in by_key:
            raise UnknownNameError("pair of lifecycles", parsed.ends, tuple(by_key))
        say_rows(put_filtered(by_key[parsed.ends], parsed))
        return 0
    if parsed.output not in ("", "-"):
        raise InvalidOptionError("--output", "say with --ends between which two lifecycles")
    sys.stdout.write("".join(map(_line, found)) or "nothing follows that is not stated\n")
    return 0


def _line(made: Crosswalk) -> str:
    row = made.correspondences[0]
    count = len(made.correspondences)
    example = f"{row.statement}, by {row.evidence[-1]}"
    return f"{made.key}: {count:,} row{'s' * (count != 1)}, as {example}\n"
