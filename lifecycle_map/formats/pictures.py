"""SVG and PNG of any diagram: by a layout of our own where there is one, else by Graphviz."""

from __future__ import annotations

from lifecycle_map.formats.dot import write_dot
from lifecycle_map.formats.engines import find_engine
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.laying import has_layout, lay_out
from lifecycle_map.layouts.themes import theme_named
from lifecycle_map.views.diagrams import Diagram


def write_svg(diagram: Diagram, options: Options) -> str:
    """Return a diagram as SVG text."""
    if has_layout(diagram):
        return scene_to_svg(lay_out(diagram, theme_named(options.theme), options.size))
    return find_engine(options.engine).draw_text(write_dot(diagram, options), "svg")


def write_png(diagram: Diagram, options: Options) -> bytes:
    """Return a diagram as the bytes of a PNG file."""
    if has_layout(diagram):
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
