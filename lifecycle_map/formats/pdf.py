"""SVG as PDF, set by Typst: text that can be selected, tags and alternative texts, no clock."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from attrs import evolve, frozen

from lifecycle_map.errors import EngineError, MissingExtraError
from lifecycle_map.formats.fonts import dressed, fonts_for
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.pictures import scenes_of
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.formats.xml import legible
from lifecycle_map.views.diagrams import Diagram

_SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)(pt|px)?"[^>]*?\sheight="([\d.]+)', re.DOTALL)
_POINTS = 0.75
_MAIN = """#let about = json("about.json")
#set document(title: about.title, date: none)
#set text(font: "Arimo", lang: about.language)
#for sheet in about.pages {
  set page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt)
  image(sheet.file, width: 100%, height: 100%, alt: sheet.alt)
}
"""


@frozen(kw_only=True)
class Sheet:
    """A page: its picture as SVG, and what people hear who cannot see it."""

    svg: str
    alt: str


def write_pdf(diagram: Diagram, options: Options) -> bytes:
    """Return a diagram as the bytes of a PDF file, a page to a step."""
    told = diagram.description or diagram.title or "Diagram"
    scenes = scenes_of(diagram, options)
    sheets = [Sheet(svg=scene_to_svg(s), alt=s.description or told) for s in scenes]
    return svgs_to_pdf(sheets, title=diagram.title, language=diagram.language, fonts=options.fonts)


def svgs_to_pdf(
    sheets: Sequence[Sheet],
    *,
    title: str,
    language: str = "en",
    fonts: Sequence[str | os.PathLike[str]] = (),
) -> bytes:
    """Return SVG pictures as the pages of one PDF file, tagged as PDF/UA-1 asks for.

    ``fonts`` are files of fonts for what Arimo and those of the extras lack. Raises
    `MissingExtraError` without the extra, and `EngineError` for a character that no font has or a
    picture that Typst refuses.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("a PDF file", "draw", "write .svg instead") from error
    files = fonts_for((sheet.svg for sheet in sheets), fonts, "a PDF file")
    sheets = [evolve(sheet, svg=dressed(sheet.svg, files)) for sheet in sheets]
    compiled: Any = typst.compile  # its types know no documents of several files
    with _folders(files) as folders:
        known = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        )
        try:
            made = compiled(
                {"main": _MAIN.encode(), **_files(sheets, title, language)},
                font_paths=known,
                format="pdf",
                pdf_standards=["ua-1"],
            )
        except RuntimeError as error:
            raise EngineError("typst", str(error)) from error
    return bytes(made)


@contextmanager
def _folders(fonts: Sequence[str]) -> Iterator[list[str]]:
    """Yield a folder that holds these fonts and no other: Typst takes all that it finds in one."""
    with tempfile.TemporaryDirectory(prefix="lifecycle-map-") as folder:
        for place, font in enumerate(fonts):
            shutil.copyfile(font, os.path.join(folder, f"{place:03}-{os.path.basename(font)}"))
        yield [folder]


def _files(sheets: Sequence[Sheet], title: str, language: str) -> dict[str, bytes]:
    """Return what the document is made of; all words are data, none are markup."""
    pages = [
        {"file": f"{place}.svg", "alt": legible(sheet.alt), **points_of(sheet.svg)}
        for place, sheet in enumerate(sheets)
    ]
    base = language.replace("_", "-").split("-")[0].lower() or "en"
    about = {"title": legible(title) or "Diagram", "language": base, "pages": pages}
    pictures = {f"{place}.svg": sheet.svg.encode() for place, sheet in enumerate(sheets)}
    return {"about.json": json.dumps(about).encode(), **pictures}


def points_of(svg: str) -> dict[str, float]:
    """Return the width and height of a picture in points; raises `EngineError` without them."""
    found = _SIZE.search(svg)
    if not found:
        raise EngineError("typst", "the picture does not say how large it is")
    factor = 1.0 if found[2] == "pt" else _POINTS
    return {"width": float(found[1]) * factor, "height": float(found[3]) * factor}


PDF = Format(
    name="pdf",
    takes=Takes.DIAGRAM,
    suffixes=(".pdf",),
    mime="application/pdf",
    write=write_pdf,
    frames=True,
    about="a page to print, with alternative text; needs the extra [draw]",
)
