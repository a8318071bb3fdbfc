"""``lifecycle-map compose``: what follows over a lifecycle that two crosswalks share."""

from __future__ import annotations

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
        "compose",
        help="chain crosswalks over the lifecycles that they share",
        description="Write what follows for the far ends of crosswalks that meet, each turned "
        "where it has to be. A composed row is a guess: its confidence is the product of those of "
        "its parts, which its evidence names. Of a crosswalk with views the consolidated rows "
        "count.",
    )
    command.add_argument(
        "crosswalks", metavar="CROSSWALK", nargs="+", help=f"{CROSSWALK_HELP}, two or more"
    )
    add_filters(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Chain from left to right, filter and write."""
    from lifecycle_map.errors import InvalidOptionError

    if len(parsed.crosswalks) == 1:
        raise InvalidOptionError("compose", "it takes two crosswalks or more")
    first, *others = (crosswalk_named(text).view() for text in parsed.crosswalks)
    made = first
    for number, other in enumerate(others):
        made = _composed(made, other, may_turn=number == 0)
    say_rows(put_filtered(made, parsed))
    return 0


def _composed(made: Crosswalk, other: Crosswalk, *, may_turn: bool) -> Crosswalk:
    """Return two crosswalks as one over what they share; the first is turned only at the start."""
    from lifecycle_map.errors import InvalidOptionError

    for first in (made, made.invert()) if may_turn else (made,):
        for second in (other, other.invert()):
            if first.object_lifecycle == second.subject_lifecycle:
                return first.compose(second)
    told = f"'{made.key}' and '{other.key}' share no lifecycle at their ends"
    raise InvalidOptionError("compose", told)
