"""A picture in a page of Sphinx, and how it gets into what a builder writes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from lifecycle_map.errors import LifecycleMapError
from lifecycle_map.formats.exporting import write_whole
from lifecycle_map.formats.pdf import Sheet, svgs_to_pdf
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import fitted

LOG = logging.getLogger(__name__)
_IDS = re.compile(r"lm-[0-9a-f]{10}")
DIGITS = 12
"""How many hexadecimal digits of its content the name of a file has."""


class Picture(nodes.General, nodes.Element):
    """A picture as SVG, until a builder says what it can show."""


def _svg(node: Picture) -> str:
    return str(node["svg"])


def _pdf(node: Picture) -> bytes:
    sheet = Sheet(svg=node["svg"], alt=node["description"] or node["alt"])
    return svgs_to_pdf([sheet], title=node["title"], language=node["language"], fonts=node["fonts"])


def _png(node: Picture) -> bytes:
    return svg_to_png(node["svg"], fonts=node["fonts"])


WRITERS: dict[str, tuple[str, Callable[[Picture], str | bytes]]] = {
    "image/svg+xml": (".svg", _svg),
    "application/pdf": (".pdf", _pdf),
    "image/png": (".png", _png),
}
"""By the types that builders ask for: a suffix, and what makes such a file."""


def show_pictures(app: Sphinx, page: nodes.document, docname: str) -> None:
    """Replace the pictures of a page by what the builder can show: a file, markup, or words."""
    seen: Counter[str] = Counter()
    for node in list(page.findall(Picture)):
        seen[node["svg"]] += 1
        try:
            node.replace_self(_shown(app, docname, node, seen[node["svg"]]))
        except LifecycleMapError as error:
            LOG.warning(str(error), location=node, type="lifecycle_map", subtype="fault")
            node.replace_self(nodes.paragraph("", node["description"] or node["alt"]))


def _shown(app: Sphinx, docname: str, node: Picture, time: int) -> nodes.Node:
    """Return a picture as the builder can show it, when it is there for the n-th time."""
    if node["inline"] and node["is_ours"] and app.builder.format == "html":
        return _inline(node, time)
    kinds = [kind for kind in app.builder.supported_image_types if kind in WRITERS]
    image = nodes.image("", alt=node["alt"], uri=f"{_name(node)}.svg", candidates={})
    if kinds:
        image["uri"] = _file(app, docname, node, *WRITERS[kinds[0]])
        image["candidates"] = {kinds[0]: image["uri"]}
    image.source, image.line = node.source, node.line
    for name in ("align", "width"):
        if name in node:
            image[name] = node[name]
    return image


def _file(
    app: Sphinx,
    docname: str,
    node: Picture,
    suffix: str,
    write: Callable[[Picture], str | bytes],
) -> str:
    """Return the path of a file beside the doctrees, made if it is not there yet.

    Its name tells its content, so that it never has to be made anew.
    """
    path = Path(app.doctreedir) / "lifecycle-map" / f"{_name(node)}{suffix}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(write(node), str(path))
    app.env.images.add_file(docname, str(path))
    return str(path)


def _name(node: Picture) -> str:
    digest = hashlib.sha256(f"{node['svg']}\0{node['fonts']}".encode()).hexdigest()
    return f"{node['kind']}-{digest[:DIGITS]}"


def _inline(node: Picture, time: int) -> nodes.raw:
    """Return a picture as part of the page, no wider; ids differ from picture to picture."""
    svg = node["svg"]
    if time > 1:
        svg = _IDS.sub(lambda found: f"{found[0]}-{time}", svg)
    if "align" in node:
        node["classes"].append(f"align-{node['align']}")
    svg = fitted(svg, node.get("width", ""))
    return nodes.raw("", svg, format="html")  # in a division with the classes and the name
