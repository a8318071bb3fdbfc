"""SVG and PNG of any diagram. Where we have no layout, Graphviz says where its boxes stand."""

from __future__ import annotations

from lifecycle_map.errors import InvalidOptionError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.placing import placed_graph
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.laying import has_layout, lay_out
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.layouts.stepping import frames
from lifecycle_map.layouts.themes import theme_named
from lifecycle_map.views.diagrams import Diagram


def scenes_of(diagram: Diagram, options: Options) -> tuple[Scene, ...]:
    """Return a diagram laid out: its frames if it is to be built up, else the whole alone.

    Painters of formats that can hold several pictures start here; nothing moves between frames.
    Raises `EngineError` for a free graph where there is no Graphviz engine to place its boxes.
    """
    scene = _laid_out(diagram, options)
    return frames(scene, diagram) if options.steps else (scene,)


def scene_of(diagram: Diagram, options: Options) -> Scene:
    """Return the one picture that a format of a single picture shows: the whole, or a frame.

    Raises `InvalidOptionError` for a frame that there is not, and what `scenes_of` raises.
    """
    scene = _laid_out(diagram, options)
    if options.frame is None:
        return scene
    built = frames(scene, diagram)
    if not 0 <= options.frame < len(built):
        told = f"there is no frame {options.frame}, only 0 to {len(built) - 1}"
        raise InvalidOptionError("frame", told)
    return built[options.frame]


def _laid_out(diagram: Diagram, options: Options) -> Scene:
    """Return a diagram by a layout of our own, or where an engine puts its boxes."""
    theme = theme_named(options.theme)
    if has_layout(diagram):
        return lay_out(diagram, theme, options.size)
    return placed_graph(diagram, theme, options.size, options.engine)


def write_svg(diagram: Diagram, options: Options) -> str:
    """Return a diagram as SVG text."""
    return scene_to_svg(scene_of(diagram, options))


def write_png(diagram: Diagram, options: Options) -> bytes:
    """Return a diagram as the bytes of a PNG file."""
    return svg_to_png(write_svg(diagram, options), scale=options.scale, fonts=options.fonts)


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
