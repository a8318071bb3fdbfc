"""SVG and PNG of any diagram: by a layout of our own where there is one, else by Graphviz."""

from __future__ import annotations

from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.dot import write_dot
from lifecycle_map.formats.engines import find_engine
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.layouts.themes import theme_named
from lifecycle_map.views.diagrams import Diagram

LAYOUTS = {"ladder": ladder}
"""The layouts of our own, by the kind of picture that they are for."""

GRAPHIC = ("svg", "png", "pdf")
"""Formats that show whatever can be drawn at all."""


def scenes_of(diagram: Diagram, options: Options, format: str) -> tuple[Scene, ...]:
    """Return a diagram laid out, for a format that is made of shapes.

    Raises `UnsuitableFormatError` for a free graph, which only Graphviz lays out.
    """
    if diagram.kind not in LAYOUTS:
        raise UnsuitableFormatError(format, f"a picture of the kind '{diagram.kind}'", GRAPHIC)
    return (LAYOUTS[diagram.kind](diagram, theme_named(options.theme)),)


def write_svg(diagram: Diagram, options: Options) -> str:
    """Return a diagram as SVG text."""
    if diagram.kind in LAYOUTS:
        return scene_to_svg(scenes_of(diagram, options, "svg")[-1])
    return find_engine(options.engine).draw_text(write_dot(diagram, options), "svg")


def write_png(diagram: Diagram, options: Options) -> bytes:
    """Return a diagram as the bytes of a PNG file."""
    if diagram.kind in LAYOUTS:
        return svg_to_png(write_svg(diagram, options), scale=options.scale, fonts=options.fonts)
    return find_engine(options.engine).draw(write_dot(diagram, options), "png")


SVG = Format(
    name="svg",
    takes=Takes.DIAGRAM,
    suffixes=(".svg",),
    mime="image/svg+xml",
    write=write_svg,
    about="a picture for slides, wikis and browsers",
)
PNG = Format(
    name="png",
    takes=Takes.DIAGRAM,
    suffixes=(".png",),
    mime="image/png",
    write=write_png,
    about="a picture of pixels; needs the extra [draw]",
)
