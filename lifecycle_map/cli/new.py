"""``lifecycle-map new``: a file to fill in, with an explanation of each part, or a package."""

from __future__ import annotations

import os

from lifecycle_map.cli.common import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from pathlib import Path
    from typing import Any

STDOUT = ("", "-")
PACKAGE = "package"


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "new",
        help="write a file to fill in: framework, crosswalk, facts, waivers; or a package",
        description="Write a commented file to fill in. framework: stages, processes, products and "
        "roles of your own; crosswalk: what belongs to what; facts: what a plan does not say, for "
        "check --facts; waivers: gaps that are accepted, for check --baseline. A schema is put "
        "beside it, by which editors complete and check its keys. package: a folder that can be "
        "installed, with a framework and a crosswalk in it. What is there is kept.",
    )
    command.add_argument(
        "kind", metavar="KIND", help="framework, crosswalk, facts, waivers, package"
    )
    command.add_argument("name", nargs="?", default="", help="of a package: the framework's name")
    command.add_argument(
        "-o", "--output", default="", help="a file: .toml, .json, .yaml ('-': standard output)"
    )
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Write the file, unless there is one, and the schema beside it."""
    from pathlib import Path

    from lifecycle_map.formats.templates import notation_of, schema_text, template
    from lifecycle_map.model.refs import slug

    if parsed.kind == PACKAGE:
        return _package(parsed)
    if parsed.output in STDOUT:
        put(template(parsed.kind), parsed.output)
        return 0
    path = Path(parsed.output)
    notation = notation_of(path.name)
    # acme.toml is a framework "acme", acme--itil.toml a crosswalk that begins in it.
    subject, dashes, _ = path.stem.partition("--")
    named = parsed.kind == "framework" or dashes
    text = template(parsed.kind, notation, key=slug(subject) if named else "")
    keep(path)
    put(text, parsed.output)
    name, schema = schema_text(parsed.kind)
    beside = path.parent / name
    if not os.path.lexists(beside):
        put(schema, str(beside))
    return 0


def _package(parsed: argparse.Namespace) -> int:
    """Write a folder with a package in it, unless there is one of that name."""
    from pathlib import Path

    from lifecycle_map.errors import InvalidOptionError, UnwritableFileError
    from lifecycle_map.formats.plugin_packages import package_files, package_folder

    if not parsed.name:
        raise InvalidOptionError("new package", "say what the framework is called, as in: acme")
    folder = Path(parsed.output or package_folder(parsed.name))
    keep(folder)
    for name, text in package_files(parsed.name).items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableFileError(str(path), str(error.strerror).lower()) from None
        put(text, str(path))
    return 0


def keep(path: Path) -> None:
    """Refuse to write where something is."""
    from lifecycle_map.errors import UnwritableFileError

    if os.path.lexists(path):
        raise UnwritableFileError(str(path), "there is a file or folder of this name")
