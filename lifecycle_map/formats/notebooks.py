"""What a notebook shows of a value: a picture where one can be made, and words always."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress

from lifecycle_map.formats.pdf import points_of
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.rendering import formatted, rendered
from lifecycle_map.formats.svg import fitted
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.looks import Showable

TEXT, SVG, PNG, MARKDOWN = "text/plain", "image/svg+xml", "image/png", "text/markdown"

SCALE = 1.0
"""Pixels of the PNG to each px. It is for what cannot show SVG, such as a notebook made a PDF, and
every notebook that is saved carries it."""

LARGEST = 5000.0
"""Points that a picture has at most, each way, to be made a PNG: one of thousands of boxes is many
metres wide, and nobody waits half a minute for a cell."""


def notebook_bundle(
    value: Showable,
    include: Iterable[str] | None = None,
    exclude: Iterable[str] | None = None,
) -> dict[str, str]:
    """Return what a notebook shows, by types of media; never raises.

    That is text always, the picture as SVG, the same as PNG where the extra [draw] is there, and
    Markdown in place of both for what has no picture. ``include`` and ``exclude`` are those of
    IPython; what is not asked for is not made.
    """
    bundle = {TEXT: type(value).__name__}
    with suppress(Exception):
        bundle[TEXT] = str(value)
    if any(_wanted(kind, include, exclude) for kind in (SVG, PNG, MARKDOWN)):
        bundle |= _shown(value, with_pixels=_wanted(PNG, include, exclude))
    return {kind: shown for kind, shown in bundle.items() if _wanted(kind, include, exclude)}


def _wanted(kind: str, include: Iterable[str] | None, exclude: Iterable[str] | None) -> bool:
    return (not include or kind in include) and kind not in (exclude or ())


def _shown(value: Showable, *, with_pixels: bool) -> dict[str, str]:
    """Return the picture, or else the document. Whatever somebody's format raises, the notebook
    goes on.
    """
    for picture in _pictures(value):
        with suppress(Exception):
            svg = rendered(value, "svg", picture=picture).text
            return {SVG: fitted(svg), **(_pixels(svg) if with_pixels else {})}
    with suppress(Exception):
        return {MARKDOWN: formatted(value, "markdown")}
    return {}


def _pictures(value: Showable) -> Iterator[str]:
    """Yield the usual picture, and one of a lifecycle that needs no Graphviz."""
    yield ""
    if isinstance(value, Lifecycle):
        yield "service-loop" if value.side is Side.SERVICE else "process-grid"


def _pixels(svg: str) -> dict[str, str]:
    """Return the PNG as notebooks keep it; nothing without the extra, in scripts that it lacks, or
    for a picture that is too large.
    """
    with suppress(Exception):
        if max(points_of(svg).values()) > LARGEST:
            return {}
        return {PNG: base64.b64encode(svg_to_png(svg, scale=SCALE)).decode("ascii")}
    return {}
