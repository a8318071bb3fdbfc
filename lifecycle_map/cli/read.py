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
    suffix = parsed.output.casefold().rpartition(".")[2]
    name = FORMATS.resolve(parsed.format) if parsed.format else suffix
    if name not in NATIVE and (parsed.format or parsed.output != "-"):
        raise UnsuitableFormatError(name, "all that was read", tuple(NATIVE))
    native = NATIVE[name if name in NATIVE else "toml"]
    put(native.write(lifecycle, Options()), parsed.output)
    return 0
