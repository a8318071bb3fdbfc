"""``lifecycle-map new``: a file to fill in, with an explanation of each part."""

from __future__ import annotations

import os

from lifecycle_map.cli.common import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

STDOUT = ("", "-")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "new",
        help="write a file to fill in: framework, crosswalk, facts, waivers",
        description="Write a commented file to fill in. framework: stages, processes, products and "
        "roles of your own; crosswalk: what belongs to what; facts: what a plan does not say, for "
        "check --facts; waivers: gaps that are accepted, for check --baseline. A schema is put "
        "beside it, by which editors complete and check its keys. A file that is there is kept.",
    )
    command.add_argument("kind", metavar="KIND", help="framework, crosswalk, facts, waivers")
    command.add_argument(
        "-o", "--output", default="", help="a file: .toml, .json, .yaml ('-': standard output)"
    )
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Write the file, unless there is one, and the schema beside it."""
    from pathlib import Path

    from lifecycle_map.errors import UnwritableFileError
    from lifecycle_map.formats.templates import schema_text, template
    from lifecycle_map.model.refs import slug

    if parsed.output in STDOUT:
        put(template(parsed.kind), parsed.output)
        return 0
    path = Path(parsed.output)
    notation = {"": "toml", ".yml": "yaml"}.get(path.suffix.casefold(), path.suffix[1:].casefold())
    # acme.toml is a framework "acme", acme--itil.toml a crosswalk that begins in it.
    subject, dashes, _ = path.stem.partition("--")
    named = parsed.kind == "framework" or dashes
    text = template(parsed.kind, notation, key=slug(subject) if named else "")
    if os.path.lexists(path):
        raise UnwritableFileError(parsed.output, "there is a file of this name")
    put(text, parsed.output)
    name, schema = schema_text(parsed.kind)
    beside = path.parent / name
    if not os.path.lexists(beside):
        put(schema, str(beside))
    return 0
