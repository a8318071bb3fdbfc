"""``lifecycle-map read``: a foreign file as a native one."""

from __future__ import annotations

from lifecycle_map.cli.common import put, table_text, terminal_width, warned
from lifecycle_map.cli.reading import add_reading, options_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "read",
        help="turn a plan or model of any known format into a native file",
        description="Read a plan or model and print or write it as TOML, JSON or YAML.",
    )
    command.add_argument("plan", metavar="PLAN", help="a file ('-': standard input)")
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument(
        "-f", "--format", default="", help="toml, json or yaml (default: by suffix)"
    )
    command.add_argument(
        "--explain", action="store_true", help="say how each column or tag was understood"
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Read the file and write what it holds."""
    from lifecycle_map.errors import UnsuitableFormatError
    from lifecycle_map.formats.outputs import FORMATS, Options
    from lifecycle_map.formats.plain import NATIVE
    from lifecycle_map.loading.files import read_explained
    from lifecycle_map.views.tables import understood_table

    lifecycle, understood = read_explained(parsed.plan, options_of(parsed), reader=parsed.reader)
    warned(lifecycle)
    if parsed.explain:
        table = understood_table(str(lifecycle), understood)
        put(f"{table.title}\n\n{table_text(table, room=terminal_width())}", parsed.output)
        return 0
    name = FORMATS.resolve(parsed.format) if parsed.format else _named(parsed.output)
    if name not in NATIVE:
        raise UnsuitableFormatError(name, "all that was read", tuple(NATIVE))
    put(NATIVE[name].write(lifecycle, Options()), parsed.output)
    return 0


def _named(path: str) -> str:
    """Return the format that a path names: TOML when it has no suffix."""
    from pathlib import PurePath

    from lifecycle_map.formats.plain import NATIVE

    suffix = PurePath(path).suffix.casefold()
    named = (name for name, native in NATIVE.items() if suffix in native.suffixes)
    return next(named, suffix.removeprefix(".")) if suffix else "toml"
