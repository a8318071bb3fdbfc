"""What editors hold of a scene: shapes that carry their own words, and connectors glued to them.

SVG paints a box and the words on it apart. In PowerPoint, draw.io or Excalidraw both have to be
one thing, which is moved and edited as one; and an arrow has to hold on to the boxes at its ends.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.formats.outlines import Outline, distance, extent
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import (
    Anchor,
    Connector,
    Group,
    Point,
    Polygon,
    Rect,
    Scene,
    Shape,
    Text,
)

REACH = 24.0
"""How far from a shape a connector may end and still be meant for it, in px."""

_DATE = re.compile(r"\d-\d")
_SLACK = 3.0
_SPARE = 1.02
_BELOW = 0.22  # of its size is what a line of Arial needs under the base line
_LEAST_LEADING = 1.15


@frozen(kw_only=True)
class Figure:
    """One thing on the page: an outline, the words that stand in it, or both.

    ``number`` counts in the order of painting. ``home`` are the keys of the groups around it, the
    outer one first. ``title`` is what a reader who cannot see is told. ``start`` and ``end`` are
    the numbers of the figures that a connector is glued to, or -1.
    """

    number: int
    home: tuple[str, ...]
    title: str
    outline: Outline | None = None
    texts: tuple[Text, ...] = ()
    start: int = -1
    end: int = -1

    @property
    def key(self) -> str:
        """The key of the group that it belongs to, or nothing."""
        return self.home[-1] if self.home else ""

    @property
    def words(self) -> str:
        """The words in it, one text a line."""
        return "\n".join(map(_said, self.texts))

    @property
    def glued(self) -> bool:
        """Say whether both ends hold on to a figure."""
        return min(self.start, self.end) >= 0

    @property
    def bounds(self) -> Rect:
        """The rectangle that it takes on the page."""
        if self.outline is None:
            return block(self.texts)
        return extent(self.outline)


def figures(scene: Scene) -> tuple[Figure, ...]:
    """Return what a page holds, in the order of painting; the colour of the page is no figure."""
    shapes = [shape for shape in scene.shapes if not _is_page(shape, scene)]
    found = [
        evolve(figure, number=number) for number, figure in enumerate(_figures(shapes, (), ""))
    ]
    bodies = _bodies(found)
    said = _said_by_group(found)
    glued = (_glued(figure, found, bodies) for figure in found)
    return tuple(
        figure if figure.title else evolve(figure, title=said.get(figure.home) or scene.title)
        for figure in glued
    )


def wording(text: Text) -> tuple[str, bool]:
    """Return the words to edit, and whether they break by themselves where they do here.

    Lines that are the whole label become the label again. Lines that were cut or hyphenated stay
    as they are, and so do dates in several lines, which editors break at their hyphens.
    """
    full = text.full.replace("\r\n", "\n").replace("\r", "\n")
    whole = full and "".join(full.split()) == "".join("".join(text.lines).split())
    if len(text.lines) > 1 and _DATE.search(full):
        whole = False
    return (full, math.isfinite(text.fit)) if whole else ("\n".join(text.lines), False)


def leading(text: Text) -> float:
    """Return the distance of two base lines in px."""
    return text.leading or text.size * _LEAST_LEADING


def leftwards(text: str) -> bool:
    """Say whether the first letter with a direction of its own runs from right to left."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def block(texts: Sequence[Text]) -> Rect:
    """Return the rectangle of texts that stand under each other, wide enough for their lines."""
    first, last = texts[0], texts[-1]
    top = first.y - leading(first) + _BELOW * first.size
    low = last.y + (len(last.lines) - 1) * leading(last) + _BELOW * last.size
    wide = max(map(breadth, texts))
    left = first.x - wide * BEFORE[first.anchor]
    return Rect(x=left, y=top, width=wide, height=low - top)


def breadth(text: Text) -> float:
    """Return the width that the lines of a text take, in px, with a little to spare."""
    taken = max((text_width(line, text.size, bold=text.bold) for line in text.lines), default=0.0)
    return taken * _SPARE + 2 * _SLACK


def _is_page(shape: Shape, scene: Scene) -> bool:
    return (
        isinstance(shape, Rect)
        and shape.fill.casefold() == scene.background.casefold()
        and not shape.stroke
        and shape.x <= 0
        and shape.y <= 0
        and shape.right >= scene.width
        and shape.bottom >= scene.height
    )


def _figures(shapes: Sequence[Shape], home: tuple[str, ...], title: str) -> Iterator[Figure]:
    hosted = _hosted(shapes)
    inside = {place for places in hosted.values() for place in places}
    for place, shape in enumerate(shapes):
        if isinstance(shape, Group):
            yield from _figures(shape.shapes, (*home, shape.key), shape.title or title)
        elif isinstance(shape, Text):
            if place not in inside and shape.lines:
                yield Figure(number=-1, home=home, title=title or _said(shape), texts=(shape,))
        elif isinstance(shape, Rect) or len(shape.points) > 1:
            texts = tuple(t for p in hosted.get(place, ()) if isinstance(t := shapes[p], Text))
            figure = Figure(number=-1, home=home, title=title, outline=shape, texts=texts)
            yield figure if title else evolve(figure, title=figure.words)


def _said_by_group(found: Sequence[Figure]) -> dict[tuple[str, ...], str]:
    """Return the words of each group, for those of its shapes that have none of their own."""
    said: dict[tuple[str, ...], list[str]] = {}
    for figure in found:
        if figure.words:
            said.setdefault(figure.home, []).append(figure.words)
    return {home: "\n".join(words) for home, words in said.items()}


def _said(text: Text) -> str:
    return text.full or " ".join(text.lines)


def _hosted(shapes: Sequence[Shape]) -> dict[int, list[int]]:
    """Return the places of the texts that stand in the rectangle at a place: one block each."""
    found: dict[int, list[int]] = {}
    for place, shape in enumerate(shapes):
        if isinstance(shape, Text) and shape.lines:
            host = _host(shape, shapes[:place])
            if host is not None and _follows(shape, [shapes[p] for p in found.get(host, [])]):
                found.setdefault(host, []).append(place)
    return found


def _host(text: Text, before: Sequence[Shape]) -> int | None:
    """Return the place of the rectangle that a text stands in: the topmost that holds it."""
    lines = block((text,))
    for place in range(len(before) - 1, -1, -1):
        rect = before[place]
        if isinstance(rect, Rect) and _holds(rect, lines):
            return place
    return None


def _holds(rect: Rect, inner: Rect) -> bool:
    middle = inner.y + inner.height / 2
    return (
        rect.x <= inner.x + 3 * _SLACK
        and inner.right <= rect.right + 3 * _SLACK
        and rect.y <= middle <= rect.bottom
        and inner.height <= rect.height * 1.5
    )


def _follows(text: Text, others: Sequence[Shape]) -> bool:
    """Say whether a text continues a block: the same side, and the next line down."""
    if not others:
        return True
    last = others[-1]
    if not isinstance(last, Text) or (last.anchor, round(last.x)) != (text.anchor, round(text.x)):
        return False
    gap = text.y - last.y - (len(last.lines) - 1) * leading(last)
    return 0 < gap <= 2.5 * max(leading(text), leading(last))


def _bodies(found: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Return, by the keys of groups, the figures that a connector can hold on to, best first."""
    closed = [f for f in found if isinstance(f.outline, (Rect, Polygon)) or f.outline is None]
    closed.sort(key=lambda f: (-_area(f), not f.texts, -f.number))
    bodies: dict[str, list[Figure]] = {}
    for depth in (1, 2):
        for figure in closed:
            if len(figure.home) >= depth and (depth == 1 or not bodies.get(figure.home[-depth])):
                bodies.setdefault(figure.home[-depth], []).append(figure)
    return bodies


def _area(figure: Figure) -> float:
    return 0.0 if figure.outline is None else figure.bounds.width * figure.bounds.height


def _glued(figure: Figure, found: Sequence[Figure], bodies: dict[str, list[Figure]]) -> Figure:
    line = figure.outline
    if not isinstance(line, Connector):
        return figure
    start = _body(bodies.get(line.start_key, ()), line.points[0])
    end = _body(bodies.get(line.end_key, ()), line.points[-1])
    if start is None or end is None:
        return figure
    title = figure.title or " → ".join(_first(found[f.number].title) for f in (start, end))
    return evolve(figure, start=start.number, end=end.number, title=title)


def _body(bodies: Iterable[Figure], point: Point) -> Figure | None:
    """Return the largest figure of a group that a point is at, if it is at one at all."""
    return next((f for f in bodies if distance(point, f.outline or f.bounds) <= REACH), None)


def _first(title: str) -> str:
    return title.split("\n", 1)[0]


BEFORE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
"""How much of a text lies to the left of its x."""
