"""``lifecycle-map merge``: crosswalks between the same two lifecycles as one."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import crosswalk_named, put_rendered, share_of

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
        help="a name from 'lifecycle-map list', or a file; the first has precedence",
    )
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument(
        "-f", "--format", default="", help="sssom, toml, json, … (default: by suffix; toml)"
    )
    command.add_argument("--view", default="", help="only the rows of one published view")
    command.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="KEY",
        help="only rows that a source says (of several: any)",
    )
    command.add_argument(
        "--least", default="0", metavar="CONFIDENCE", help="no row below it, 0 to 1"
    )
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Merge, filter, write, and say what was dropped."""
    from lifecycle_map.formats.outputs import format_for
    from lifecycle_map.model.merging import merge

    least = share_of(parsed.least, "--least")
    shown = parsed.output in ("", "-")
    name = parsed.format or ("toml" if shown else format_for(parsed.output).name)
    made = merge(*(crosswalk_named(text) for text in parsed.crosswalks))
    found = made.crosswalk.where(view=parsed.view, sources=parsed.source, least=least)
    put_rendered(found, name, parsed.output)
    for conflict in made.conflicts:
        sys.stderr.write(f"lifecycle-map: {conflict}\n")
    rows, conflicts = len(found.correspondences), len(made.conflicts)
    sys.stderr.write(f"lifecycle-map: {rows:,} rows, {conflicts:,} conflicts\n")
    return 0
