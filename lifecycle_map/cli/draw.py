"""``lifecycle-map draw``: a picture of one lifecycle or of two."""

from __future__ import annotations

from lifecycle_map.cli.common import SIDE_HELP, put_rendered
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "draw",
        help="draw a lifecycle, or two and more that are aligned",
        description="Draw one lifecycle (as a graph, unless another picture is named), or two "
        "aligned ones (as a ladder), or more, each aligned with the next (as a ladder of as many "
        "lanes). 'lifecycle-map list' shows the pictures.",
    )
    command.add_argument("subject", metavar="A", help=SIDE_HELP)
    command.add_argument("others", metavar="B", nargs="*", help=SIDE_HELP)
    command.add_argument(
        "-o",
        "--output",
        required=True,
        help="a file (.svg, .png, .pdf, .pptx, .drawio, .html, .mmd …), or -",
    )
    command.add_argument("-f", "--format", default="", help="overrules the suffix")
    command.add_argument("--picture", default="", help="a kind of picture")
    command.add_argument("--kind", action="append", default=[], help="kinds of element in a graph")
    command.add_argument("--highlight", default="", metavar="KEY", help="marks 'you are here'")
    command.add_argument("--title", default="", help="stands over the picture, not its own title")
    command.add_argument("--caption", default="", help="stands under the picture")
    command.add_argument("--lang", default="", help="language of the labels (de, fr, es, …)")
    command.add_argument(
        "--theme",
        default="light",
        help="light, dark, print, high-contrast, or a theme file",
    )
    command.add_argument("--size", default="16:9", help="16:9, 4:3, a4 or a3: the least page")
    command.add_argument(
        "--steps", action="store_true", help="the picture as it is built up, frame by frame"
    )
    command.add_argument("--view", default="", help="only what one published position holds")
    command.add_argument(
        "--crosswalk", action="append", default=[], metavar="FILE", help="a crosswalk of your own"
    )
    command.add_argument("--facts", default="", metavar="FILE", help="what the plan does not say")
    command.add_argument("--dialect", default="", help="swimlane: Mermaid for hosts of today")
    command.add_argument("--engine", default="", help="the Graphviz program for graphs")
    command.add_argument(
        "--font", action="append", default=[], metavar="FILE", help="a font for a PNG in any script"
    )
    command.add_argument(
        "--watch",
        action="store_true",
        help="draw again whenever a file that is read changes, until Ctrl-C "
        "(looks at times and sizes, three times a second)",
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Draw, and write; again after each change where that is wanted."""
    if not parsed.watch:
        return draw(parsed)
    from lifecycle_map.cli.pictured import files, pictured
    from lifecycle_map.cli.watching import watch
    from lifecycle_map.errors import InvalidOptionError

    if "-" in (parsed.subject, *parsed.others):
        raise InvalidOptionError("--watch", "standard input is read once: name a file")
    paths = files(parsed)
    if not paths:
        pictured(parsed)  # a name that is not known says more than that there is nothing to watch
    return watch(lambda: draw(parsed), paths, parsed.output)


def draw(parsed: argparse.Namespace) -> int:
    """Draw, and write."""
    from lifecycle_map.cli.pictured import pictured
    from lifecycle_map.formats.outputs import FORMATS, format_for
    from lifecycle_map.views.pictures import picture_of

    name = parsed.format or ("svg" if parsed.output == "-" else format_for(parsed.output).name)
    value = pictured(parsed)
    wishes = wishes_of(parsed)
    wishes["picture"] = picture_of(value, parsed.picture).name
    if parsed.steps and not FORMATS.get(name).frames:
        return _frames(value, name, parsed.output, wishes)
    put_rendered(value, name, parsed.output, steps=parsed.steps, **wishes)
    return 0


def wishes_of(parsed: argparse.Namespace) -> dict[str, Any]:
    """Return what the command line says about the picture."""
    return {
        "picture": parsed.picture,
        "kinds": parsed.kind,
        "language": parsed.lang,
        "highlight": parsed.highlight,
        "title": parsed.title,
        "caption": parsed.caption,
        "theme": _theme(parsed.theme),
        "size": parsed.size,
        "engine": parsed.engine,
        "fonts": parsed.font,
        "dialect": parsed.dialect,
    }


def _theme(text: str) -> Any:
    """Return the theme that the command line means: a file when it looks like one, else a name."""
    from pathlib import Path

    from lifecycle_map.layouts.theme_files import read_theme
    from lifecycle_map.layouts.themes import THEMES, theme_named

    looks_like_file = Path(text).suffix in (".toml", ".json") or Path(text).is_file()
    return read_theme(text) if text not in THEMES and looks_like_file else theme_named(text)


def _frames(value: Any, name: str, output: str, wishes: dict[str, Any]) -> int:
    """Write the frames of a picture, each to a file of its own, as road-0.svg, road-1.svg."""
    from pathlib import Path

    from lifecycle_map.cli.common import put, warned
    from lifecycle_map.errors import InvalidOptionError
    from lifecycle_map.formats.rendering import diagram, rendered

    if output == "-":
        raise InvalidOptionError("--steps", "needs a file: its frames go to files of their own")
    path = Path(output)
    drawn = {key: wishes[key] for key in ("kinds", "language", "highlight")}
    count = len(diagram(value, wishes["picture"], **drawn).steps) + 1
    digits = len(str(count - 1))
    for number in range(count):
        made = rendered(value, name, frame=number, **wishes)
        made = made if number else warned(made)
        put(made.content, str(path.with_stem(f"{path.stem}-{number:0{digits}}")))
    return 0
