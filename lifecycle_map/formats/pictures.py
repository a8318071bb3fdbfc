"""SVG and PNG of any diagram: by a layout of our own where there is one, else by Graphviz."""

from __future__ import annotations

from lifecycle_map.errors import InvalidOptionError, UnsuitableFormatError
from lifecycle_map.formats.dot import dot_text
from lifecycle_map.formats.engines import find_engine
from lifecycle_map.formats.fonts import is_beyond_latin
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.laying import has_layout, lay_out
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.layouts.stepping import frames
from lifecycle_map.layouts.themes import theme_named
from lifecycle_map.views.diagrams import Diagram


def scenes_of(diagram: Diagram, options: Options, format: str) -> tuple[Scene, ...]:
    """Return a diagram laid out: its frames if it is to be built up, else the whole alone.

    Painters of formats that can hold several pictures start here; nothing moves between frames.
    Raises `UnsuitableFormatError` for a free graph, which only Graphviz lays out.
    """
    if not has_layout(diagram):
        raise UnsuitableFormatError(format, f"a picture of the kind '{diagram.kind}'", GRAPHIC)
    scene = lay_out(diagram, theme_named(options.theme), options.size)
    return frames(scene, diagram) if options.steps else (scene,)


def scene_of(diagram: Diagram, options: Options) -> Scene:
    """Return the one picture that a format of a single picture shows: the whole, or a frame.

    Raises `InvalidOptionError` for a frame that there is not.
    """
    scene = lay_out(diagram, theme_named(options.theme), options.size)
    if options.frame is None:
        return scene
    built = frames(scene, diagram)
    if not 0 <= options.frame < len(built):
        told = f"there is no frame {options.frame}, only 0 to {len(built) - 1}"
        raise InvalidOptionError("frame", told)
    return built[options.frame]


GRAPHIC = ("svg", "png", "pdf")
"""Formats that show whatever can be drawn at all."""


def write_svg(diagram: Diagram, options: Options) -> str:
    """Return a diagram as SVG text."""
    if has_layout(diagram):
        return scene_to_svg(scene_of(diagram, options))
    return find_engine(options.engine).draw_text(dot_text(diagram), "svg")


def write_png(diagram: Diagram, options: Options) -> bytes:
    """Return a diagram as the bytes of a PNG file."""
    if has_layout(diagram):
        return svg_to_png(write_svg(diagram, options), scale=options.scale, fonts=options.fonts)
    dot = dot_text(diagram)
    if is_beyond_latin(dot):
        svg = find_engine(options.engine).draw_text(dot, "svg")
        return svg_to_png(svg, scale=options.scale, fonts=options.fonts)
    return find_engine(options.engine).draw(dot, "png")


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
