"""``lifecycle-map draw``: a picture of one lifecycle or of two."""

from __future__ import annotations

from lifecycle_map.cli.align import aligned
from lifecycle_map.cli.common import SIDE_HELP, lifecycle_named, put_rendered
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "draw",
        help="draw a lifecycle, or two as a ladder",
        description="Draw one lifecycle as a graph, or two aligned ones as a ladder.",
    )
    command.add_argument("subject", metavar="A", help=SIDE_HELP)
    command.add_argument("object", metavar="B", nargs="?", default="", help=SIDE_HELP)
    command.add_argument(
        "-o",
        "--output",
        required=True,
        help="a file (.svg, .png, .pdf, .pptx, .drawio, .html, .mmd …), or -",
    )
    command.add_argument("-f", "--format", default="", help="overrules the suffix")
    command.add_argument("--picture", default="", help="ladder or graph")
    command.add_argument("--kind", action="append", default=[], help="kinds of element in a graph")
    command.add_argument("--highlight", default="", metavar="KEY", help="marks 'you are here'")
    command.add_argument("--lang", default="", help="language of the labels (de, fr, es, …)")
    command.add_argument("--theme", default="light", help="light")
    command.add_argument("--view", default="", help="only what one published position holds")
    command.add_argument("--dialect", default="", help="swimlane: Mermaid for hosts of today")
    command.add_argument("--engine", default="", help="the Graphviz program for graphs")
    command.add_argument(
        "--font", action="append", default=[], metavar="FILE", help="a font for a PNG in any script"
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Draw, and write."""
    from lifecycle_map.formats.outputs import format_for

    name = parsed.format or ("svg" if parsed.output == "-" else format_for(parsed.output).name)
    value = (
        aligned(parsed, parsed.subject, parsed.object)
        if parsed.object
        else lifecycle_named(parsed.subject, parsed)
    )
    put_rendered(
        value,
        name,
        parsed.output,
        picture=parsed.picture,
        kinds=parsed.kind,
        language=parsed.lang,
        highlight=parsed.highlight,
        theme=parsed.theme,
        engine=parsed.engine,
        fonts=parsed.font,
        dialect=parsed.dialect,
    )
    return 0
