"""SVG as PNG, drawn with one known font, so that it is the same picture on every machine."""

from __future__ import annotations

import os
from collections.abc import Sequence

from lifecycle_map.errors import EngineError, MissingExtraError
from lifecycle_map.formats.fonts import dressed, fonts_for


def svg_to_png(
    svg: str, *, scale: float = 2.0, fonts: Sequence[str | os.PathLike[str]] = ()
) -> bytes:
    """Return SVG text as PNG bytes, ``scale`` pixels to each px.

    ``fonts`` are files of fonts for what Arimo and the fonts of the extras lack. A character that
    no font has raises `EngineError` that names it: an empty box is worse than no picture.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingExtraError("a PNG picture", "draw", "write .svg instead") from error
    files = list(fonts_for([svg], fonts, "a PNG picture"))
    try:
        return resvg_py.svg_to_bytes(
            svg_string=dressed(svg, files),
            zoom=scale,
            skip_system_fonts=True,
            font_files=files,
            dpi=96,
        )
    except ValueError as error:
        raise EngineError("resvg", str(error)) from error
