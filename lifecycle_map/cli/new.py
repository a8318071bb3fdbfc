"""``lifecycle-map new``: a file to fill in, with an explanation of each part."""

from __future__ import annotations

from lifecycle_map.cli.common import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

KINDS = {
    "facts": "what a plan does not say, for check --facts",
    "waivers": "gaps that are accepted, for check --baseline",
}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    told = "; ".join(f"{kind}: {about}" for kind, about in KINDS.items())
    command = commands.add_parser(
        "new",
        help="write a file to fill in: facts, waivers",
        description=f"Write a commented file to fill in. {told}. A file that is there is kept.",
    )
    command.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    command.add_argument("-o", "--output", default="", help="a file ('-': standard output)")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Write the file, unless there is one."""
    import os
    from importlib.resources import files

    from lifecycle_map.errors import UnknownNameError, UnwritableFileError

    if parsed.kind not in KINDS:
        raise UnknownNameError("kind of file", parsed.kind, tuple(KINDS))
    if parsed.output not in ("", "-") and os.path.lexists(parsed.output):
        raise UnwritableFileError(parsed.output, "there is a file of this name")
    template = files("lifecycle_map.reference") / "templates" / f"{parsed.kind}.toml"
    put(template.read_text(encoding="utf-8"), parsed.output)
    return 0
