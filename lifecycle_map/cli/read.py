"""``lifecycle-map read``: a foreign file, a plan or a crosswalk, as a native one."""

from __future__ import annotations

from lifecycle_map.cli.common import put, table_text, terminal_width, warned
from lifecycle_map.cli.reading import add_reading, options_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.model.crosswalks import Crosswalk
    from lifecycle_map.model.lifecycles import Lifecycle


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "read",
        help="turn a plan, model or crosswalk of any known format into a native file",
        description="Read a plan, model or crosswalk and print or write it as TOML, JSON or YAML.",
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
    from lifecycle_map.loading.files import read_any
    from lifecycle_map.views.tables import understood_table

    found, understood = read_any(parsed.plan, options_of(parsed), reader=parsed.reader)
    warned(found)
    if parsed.explain:
        title = found.name if isinstance(found, _crosswalk()) else str(found)
        table = understood_table(title, understood)
        put(f"{table.title}\n\n{table_text(table, room=terminal_width())}", parsed.output)
        return 0
    name = FORMATS.resolve(parsed.format) if parsed.format else _named(parsed.output)
    whole = _whole(found)
    if name not in whole:
        raise UnsuitableFormatError(name, "all that was read", whole)
    put(warned(FORMATS.get(name).made(found, Options())).content, parsed.output)
    return 0


def _crosswalk() -> type[Crosswalk]:
    from lifecycle_map.model.crosswalks import Crosswalk

    return Crosswalk


def _whole(found: Lifecycle | Crosswalk) -> tuple[str, ...]:
    """Return the formats that hold all there is of a value."""
    from lifecycle_map.formats.plain import NATIVE

    linked = ("turtle", "jsonld")
    if isinstance(found, _crosswalk()):
        return (*NATIVE, "sssom", "sssom-json", "mapping-csv", "mapping-xlsx", *linked)
    return (*NATIVE, *linked)


def _named(path: str) -> str:
    """Return the format that a path names: TOML when it has no suffix."""
    from pathlib import PurePath

    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.outputs import format_for

    suffix = PurePath(path).suffix
    if not suffix:
        return "toml"
    try:
        return format_for(path).name
    except UnknownNameError:
        return suffix.casefold().removeprefix(".")
