"""``lifecycle-map import``: a model or mapping of another tool, as a file to go on with by hand."""

from __future__ import annotations

import os
import sys

from lifecycle_map.cli.common import either_named, put
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.model.crosswalks import Crosswalk
    from lifecycle_map.model.lifecycles import Lifecycle

SOURCE = "file"
"""The key of the source that readers make of the file itself."""
SHOWN = 3
"""How many stages are named of those without phases."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "import",
        help="make a file to edit of a model or mapping: ArchiMate, BPMN, GraphML, SSSOM, …",
        description="Write what a file of any known format holds (or a framework of the "
        "catalogue) as a native file to go on with by hand: linked to the schema beside it, each "
        "element with its source. What is left to be said is told. What is there is kept.",
    )
    command.add_argument("model", metavar="MODEL", help="a file, or a name to begin from")
    command.add_argument("-o", "--output", required=True, help="a file: .toml, .json, .yaml")
    command.add_argument("--key", default="", help="the name to load the framework by")
    command.add_argument("--name", default="", help="what it is called")
    command.add_argument("--edition", default="", help="which edition of it this is")
    command.add_argument(
        "--view", dest="model_view", default="", help="one view of a model, as --model-view"
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Read the model, write it and the schema, and say what is left to be said."""
    from pathlib import Path

    from lifecycle_map.cli.new import keep
    from lifecycle_map.formats.templates import linked, notation_of, schema_text
    from lifecycle_map.model.lifecycles import Lifecycle

    path = Path(parsed.output)
    notation = notation_of(path.name)
    found: Lifecycle | Crosswalk = either_named(parsed.model, parsed)
    is_framework = isinstance(found, Lifecycle)
    made = _named(found, parsed) if isinstance(found, Lifecycle) else _renamed(found, parsed)
    kind = "framework" if is_framework else "crosswalk"
    text = linked(made, kind, notation)
    keep(path)
    put(text, parsed.output)
    name, schema = schema_text(kind)
    beside = path.parent / name
    if not os.path.lexists(beside):
        put(schema, str(beside))
    if isinstance(made, Lifecycle):
        sys.stderr.write(_left_to_say(made))
    return 0


def _named(lifecycle: Lifecycle, parsed: argparse.Namespace) -> Lifecycle:
    """Return a lifecycle called as the command line says, each element with a source."""
    import attrs

    told = {name: getattr(parsed, name) for name in ("key", "name", "edition")}
    fields: dict[str, Any] = {name: text for name, text in told.items() if text}
    if told["key"] and told["key"] != lifecycle.key:
        # Two lifecycles with one other name could not be told apart.
        fields["aliases"] = ()
    if any(source.key == SOURCE for source in lifecycle.sources):
        fields["elements"] = tuple(
            element if element.sources else attrs.evolve(element, sources=(SOURCE,))
            for element in lifecycle
        )
    return attrs.evolve(lifecycle, **fields, warnings=())


def _renamed(crosswalk: Crosswalk, parsed: argparse.Namespace) -> Crosswalk:
    import attrs

    from lifecycle_map.errors import InvalidOptionError

    for name in ("key", "edition"):
        if getattr(parsed, name):
            raise InvalidOptionError(f"--{name}", "this is a crosswalk: its ends name it")
    return attrs.evolve(crosswalk, name=parsed.name or crosswalk.name, warnings=())


def _left_to_say(lifecycle: Lifecycle) -> str:
    """Return what a framework should say, and this one does not yet, in a line."""
    unplaced = [stage.key for stage in lifecycle.stages if not stage.phases]
    unsourced = sum(not element.sources for element in lifecycle)
    untold = sum(not element.summary for element in lifecycle)
    left = [
        *(["an edition (--edition)"] if not lifecycle.edition else []),
        *([f"the phases of {_some(unplaced)}"] if unplaced else []),
        *(["stages: there is none"] if not lifecycle.stages else []),
        *([f"a source of {unsourced:,} elements"] if unsourced else []),
        *([f"a summary of {untold:,} elements"] if untold else []),
    ]
    return f"lifecycle-map: left to you: {'; '.join(left)}\n" if left else ""


def _some(keys: list[str]) -> str:
    shown, more = ", ".join(f"'{key}'" for key in keys[:SHOWN]), len(keys) - SHOWN
    return f"{shown} and {more} more stages" if more > 0 else shown
