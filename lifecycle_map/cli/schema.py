"""``lifecycle-map schema``: the JSON Schema of a kind of file, for editors."""

from __future__ import annotations

from lifecycle_map.cli.common import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "schema",
        help="write a JSON Schema, with which editors complete and check the keys of a file",
        description="Write the JSON Schema of a kind of file: lifecycle, crosswalk, rules, facts, "
        "waivers or theme. 'new' links its files to it.",
    )
    command.add_argument("name", metavar="NAME", help="lifecycle, crosswalk, rules, facts, …")
    command.add_argument("-o", "--output", default="-", help="a file ('-': standard output)")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Write the schema."""
    from lifecycle_map.formats.json_schema import json_schema
    from lifecycle_map.formats.plain import to_json

    put(to_json(json_schema(parsed.name)), parsed.output)
    return 0
