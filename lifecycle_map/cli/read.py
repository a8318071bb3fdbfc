"""``lifecycle-map read``: a foreign file as a native one."""

from __future__ import annotations

from lifecycle_map.cli.common import put, warned

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


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
    from lifecycle_map.formats.outputs import FORMATS, Options
    from lifecycle_map.formats.plain import NATIVE
    from lifecycle_map.loading.files import read_lifecycle

    lifecycle = warned(read_lifecycle(parsed.plan, reader=parsed.reader))
    name = FORMATS.resolve(parsed.format) if parsed.format else _named(parsed.output)
    if name not in NATIVE:
        raise UnsuitableFormatError(name, "all that was read", tuple(NATIVE))
    put(NATIVE[name].write(lifecycle, Options()), parsed.output)
    return 0


def _named(path: str) -> str:
    """Return the format that a path names: TOML when it has no suffix."""
    from pathlib import PurePath

    suffix = PurePath(path).suffix
    return suffix.casefold().removeprefix(".") if suffix else "toml"
