"""``lifecycle-map list``: what there is."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import add_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "list",
        help="what lifecycles, crosswalks, formats and readers there are",
        description="List the lifecycles, crosswalks, formats, pictures and readers.",
    )
    add_format(command, "text", "text or json")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print what there is."""
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.plain import to_json

    if parsed.format == "json":
        sys.stdout.write(to_json(_all()))
        return 0
    if parsed.format != "text":
        raise UnknownNameError("format", parsed.format, ("text", "json"))
    for heading, entries in _all().items():
        sys.stdout.write(f"{heading}\n")
        for entry in entries:
            more = ", ".join(entry.get("aliases", ()))
            also = f"  (also: {more})" if more else ""
            about = "  ".join(p for p in (entry.get("name"), entry.get("edition")) if p)
            sys.stdout.write(f"  {entry['key']:<26}  {about}{also}\n")
        sys.stdout.write("\n")
    return 0


def _all() -> dict[str, list[dict[str, Any]]]:
    from lifecycle_map.formats.outputs import FORMATS
    from lifecycle_map.loading.frameworks import list_crosswalks, list_lifecycles
    from lifecycle_map.loading.readers import READERS
    from lifecycle_map.views.pictures import PICTURES

    return {
        "lifecycles": [
            {
                "key": entry.key,
                "name": entry.name,
                "edition": entry.edition,
                "side": entry.side,
                "aliases": list(entry.aliases),
            }
            for entry in list_lifecycles()
        ],
        "crosswalks": [
            {
                "key": entry.key,
                "name": entry.name,
                "aliases": [f"--view {view}" for view in entry.views],
            }
            for entry in list_crosswalks()
        ],
        "formats": [
            {
                "key": name,
                "name": FORMATS.get(name).about,
                "aliases": list(FORMATS.get(name).suffixes),
            }
            for name in FORMATS.names()
        ],
        "pictures": [
            {"key": name, "name": PICTURES.get(name).about, "aliases": list(PICTURES.get(name).of)}
            for name in PICTURES.names()
        ],
        "readers": [{"key": name, "name": READERS.get(name).about} for name in READERS.names()],
    }
