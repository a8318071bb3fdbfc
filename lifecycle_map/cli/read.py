"""``lifecycle-map read``: a foreign file as a native one."""

from __future__ import annotations

import argparse
from pathlib import PurePath
from typing import Any

from lifecycle_map.cli.common import put, warned


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "read",
        help="turn a plan or model of any known format into a native file",
        description="Read a plan or model and print or write it as TOML or JSON.",
    )
    command.add_argument("plan", metavar="PLAN", help="a file ('-': standard input)")
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument("-f", "--format", default="", help="toml or json (default: by suffix)")
    command.add_argument("--reader", default="", help="force a reader of 'lifecycle-map list'")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Read the file and write what it holds."""
    from lifecycle_map.errors import UnsuitableFormatError
    from lifecycle_map.formats.outputs import FORMATS, format_for
    from lifecycle_map.formats.rendering import render
    from lifecycle_map.loading.files import read_lifecycle

    lifecycle = warned(read_lifecycle(parsed.plan, reader=parsed.reader))
    suffixed = parsed.output != "-" and PurePath(parsed.output).suffix
    by_suffix = format_for(parsed.output).name if suffixed else "toml"
    name = FORMATS.resolve(parsed.format or by_suffix)
    if name not in ("toml", "json"):
        raise UnsuitableFormatError(name, "all that was read", ("toml", "json"))
    put(render(lifecycle, name), parsed.output)
    return 0
