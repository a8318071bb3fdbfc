"""The contact sheet: every kind of picture in every theme, each a link to itself in full size.

Sphinx calls `write_contact_sheet` when a build starts. The pictures are copied beside the pages as
they are, so that a small one is the large one, scaled by the browser.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from gallery import EXAMPLES, OTHERS, heading

from lifecycle_map.cli.arguments import parser
from lifecycle_map.cli.pictured import pictured
from lifecycle_map.formats.rendering import render
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.views.looks import Showable
from lifecycle_map.views.pictures import PICTURES

ROOT = Path(__file__).parents[1]
FOLDER = "contact-sheet"
KINDS = {**EXAMPLES, "graph": OTHERS["A free graph"]}
"""What stands on the sheet: a kind of picture, and the line of the gallery that makes it."""

STYLE = """<style>
.content { width: auto; max-width: 120rem; flex: 1; }
.contact-sheet { width: 100%; border-collapse: collapse; table-layout: fixed; }
.contact-sheet th, .contact-sheet td { padding: .2rem; vertical-align: top; text-align: left; }
.contact-sheet th[scope=rowgroup] { padding-top: 1.6rem; font-weight: normal; }
.contact-sheet th[scope=rowgroup] strong { font-size: 1.15em; }
.contact-sheet code { font-size: .8em; }
.contact-sheet img { width: 100%; height: auto; display: block; outline: 1px solid #8888; }
.contact-sheet a:focus-visible img, .contact-sheet a:hover img { outline: 3px solid #2962ff; }
@media (max-width: 60em) {
  .contact-sheet thead { display: none; }
  .contact-sheet td { display: inline-block; width: 49%; }
}
</style>
"""


def write_contact_sheet(page: Path, extra: Path) -> None:
    """Draw the pictures into a folder below ``extra``, and write what the page includes."""
    folder = extra / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    heads = "".join(f'<th scope="col">{escape(theme)}</th>' for theme in THEMES)
    rows = "\n".join(line for kind, told in KINDS.items() for line in _rows(kind, told, folder))
    table = f'<table class="contact-sheet">\n<thead><tr>{heads}</tr></thead>\n{rows}\n</table>\n'
    page.write_text(f"```{{raw}} html\n{STYLE}{table}```\n", "utf-8")


def _rows(kind: str, command: str, folder: Path) -> Iterator[str]:
    """Yield the rows of a kind: what it is and the line that makes it, then its pictures."""
    about = PICTURES.get(kind).about
    line = escape(f"lifecycle-map {command}")
    yield f'<tbody><tr><th scope="rowgroup" colspan="{len(THEMES)}" id="{kind}">'
    yield f"<strong>{heading(kind)}</strong>: {escape(about)}.<br><code>{line}</code></th></tr>"
    cells = "".join(_cell(kind, theme, command, folder) for theme in THEMES)
    yield f"<tr>{cells}</tr></tbody>"


def _cell(kind: str, theme: str, command: str, folder: Path) -> str:
    """Draw a picture in a theme, and return the cell that shows it small and leads to it."""
    name = f"{kind}-{theme}.svg"
    parsed = parser().parse_args(command.split())
    value = _value(parsed.subject, *parsed.others)
    drawn = render(value, "svg", picture=parsed.picture, theme=theme)
    (folder / name).write_text(str(drawn), "utf-8")
    source = f"../{FOLDER}/{name}"
    alt = f"{kind.replace('-', ' ')}, {theme}"
    return f'<td><a href="{source}"><img src="{source}" alt="{alt}" loading="lazy"></a></td>'


@cache
def _value(*sides: str) -> Showable:
    """Return what a line of the gallery draws; what a reader left out, the gallery does not say."""
    paths = [str(ROOT / side) if (ROOT / side).is_file() else side for side in sides]
    with contextlib.redirect_stderr(io.StringIO()):
        return pictured(parser().parse_args(["draw", *paths, "-o", ".svg"]))
