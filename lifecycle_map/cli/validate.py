"""``lifecycle-map validate``: what is wrong in files that people write, each fault in its place."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from lifecycle_map.cli.validations import Validation

FORMATS = ("text", "json")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "validate",
        help="say what is wrong in lifecycles, crosswalks, facts, waivers, rules and themes",
        description="Say all that is wrong in files: line, column, what was expected. The ends of "
        "crosswalks are looked up in the other files and in the catalogue. Exit codes: 0 fine, "
        "2 faults.",
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="a file of any known format")
    command.add_argument(
        "--kind",
        default="",
        help="take them for: lifecycle, crosswalk, facts, waivers, rules, theme",
    )
    command.add_argument(
        "--published",
        action="store_true",
        help="ask for what published data has: an edition, a source on each element",
    )
    command.add_argument("-f", "--format", default="text", help="text or json")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print the faults of all files, and return 2 where there are any."""
    from lifecycle_map.cli.validations import Placed, Validation, joined, validated
    from lifecycle_map.errors import UnknownNameError, UnreadableFileError

    if parsed.format not in FORMATS:
        raise UnknownNameError("format", parsed.format, FORMATS)
    found = []
    for path in parsed.files:
        try:
            found.append(validated(path, parsed.kind, published=parsed.published))
        except UnreadableFileError as error:
            found.append(Validation(path, "", (Placed(0, 0, "", error.reason),)))
    found = joined(found)
    if parsed.format == "json":
        from lifecycle_map.formats.plain import to_json

        sys.stdout.write(to_json([_record(each) for each in found]))
    else:
        sys.stdout.write("".join(f"{line}\n" for each in found for line in _told(each)))
    return 2 if any(each.faults for each in found) else 0


def _told(found: Validation) -> Iterator[str]:
    for fault in found.faults:
        at = "".join(f":{number}" for number in (fault.line, fault.column) if number)
        place = f"{fault.place}: " if fault.place else ""
        yield f"{found.path}{at}: {place}{' '.join(fault.message.split())}"
    for warning in found.warnings:
        yield f"{found.path}: warning: {' '.join(warning.split())}"
    count = len(found.faults)
    if not count:
        yield f"{found.path}: no faults{_of(found)}"


def _of(found: Validation) -> str:
    from lifecycle_map.model.lifecycles import Lifecycle

    if found.value is None:
        return f" ({found.kind})"
    if isinstance(found.value, Lifecycle):
        counts = f"{len(found.value)} elements, {len(found.value.relations)} relations"
        return f" (lifecycle '{found.value.key}', {counts})"
    return f" (crosswalk '{found.value.key}', {len(found.value.correspondences)} rows)"


def _record(found: Validation) -> dict[str, Any]:
    import attrs

    faults = [attrs.asdict(fault) for fault in found.faults]
    return {
        "file": found.path,
        "kind": found.kind,
        "faults": faults,
        "warnings": list(found.warnings),
    }
