"""A scene as SVG, in the portable subset that browsers, Inkscape, Office and rasterisers share.

Literal colours, arrowheads as polygons, one ``tspan`` a line; no markers, variables or direction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

from lifecycle_map.formats.xml import escape, quoted
from lifecycle_map.layouts.scenes import (
    Anchor,
    Connector,
    Group,
    Path,
    Point,
    Polygon,
    Rect,
    Scene,
    Shape,
    Text,
)

_EMBEDDING, _END = "\u202b", "\u202c"
"""What stands around a line that is read from right to left."""

Marks: TypeAlias = Callable[[Group], str]


def _unmarked(group: Group) -> str:
    return ""


def scene_to_svg(scene: Scene) -> str:
    """Return a scene as SVG text; the same scene always gives the same text."""
    body = "\n".join([line for shape in scene.shapes for line in shape_lines(shape)])
    digest = hashlib.sha256(
        f"{scene.title}\0{scene.description}\0{body}".encode("utf-8", "replace")
    )
    name = f"lm-{digest.hexdigest()[:10]}"
    body = body.replace(' id="#', f' id="{name}-')
    return f"{_opening(scene, name)}\n{body}\n</svg>\n"


def fitted(svg: str, width: str = "") -> str:
    """Return SVG text as a part of a page: as wide as that says, and no wider than its place."""
    width = f";width:{escape(width)}" if width else ""
    return svg.replace("<svg ", f'<svg style="max-width:100%;height:auto{width}" ', 1)


def number(value: float) -> str:
    """Return a number short and the same on every machine: at most two decimals."""
    text = f"{value:.2f}"
    if text[-1] != "0":
        return text
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _opening(scene: Scene, name: str) -> str:
    wide, high = number(scene.width), number(scene.height)
    language = escape(scene.language)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'xml:lang="{language}" lang="{language}" font-family="{escape(scene.fonts)}">\n'
        f'  <title id="{name}-title">{escape(scene.title or "Diagram")}</title>\n'
        f'  <desc id="{name}-desc">{escape(scene.description or scene.title or "Diagram")}</desc>'
    )


def shape_lines(shape: Shape, depth: int = 1, marks: Marks = _unmarked) -> list[str]:
    """Return the lines of a shape; ``marks`` are more attributes for a group."""
    # A list, since a line that is yielded passes through a generator for each group around it.
    pad = "  " * depth
    if isinstance(shape, Group):
        return _group(shape, depth, marks)
    if isinstance(shape, Text):
        return [pad + _text(shape)]
    if isinstance(shape, Rect):
        return [pad + _rect(shape)]
    if isinstance(shape, Connector):
        heads = [pad + _polygon(head) for head in shape.heads()]
        return [pad + _line(shape, shape.shaft()), *heads]
    if isinstance(shape, Path):
        return [pad + _line(shape, shape.points)]
    return [pad + _polygon(shape)]


def _group(group: Group, depth: int, marks: Marks) -> list[str]:
    pad = "  " * depth
    lines = [f'{pad}<g data-key="{quoted(group.key)}"{marks(group)}>']
    if group.title:
        lines.append(f"{pad}  <title>{escape(group.title)}</title>")
    for shape in group.shapes:
        lines += shape_lines(shape, depth + 1, marks)
    lines.append(f"{pad}</g>")
    return lines


def _rect(rect: Rect) -> str:
    radius = f' rx="{number(rect.radius)}"' if rect.radius else ""
    return (
        f'<rect x="{number(rect.x)}" y="{number(rect.y)}" width="{number(rect.width)}" '
        f'height="{number(rect.height)}"{radius} fill="{rect.fill or "none"}"'
        f"{_stroke(rect.stroke, rect.stroke_width, rect.dash)}/>"
    )


def _polygon(polygon: Polygon) -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in polygon.points)
    stroke = _stroke(polygon.stroke, polygon.stroke_width, ())
    return f'<polygon points="{points}" fill="{polygon.fill}"{stroke}/>'


def _line(line: Path | Connector, points: tuple[Point, ...]) -> str:
    stroke = _stroke(line.stroke, line.stroke_width, line.dash)
    return f'<path d="{_data(points, line.curved)}" fill="none"{stroke}/>'


def _data(points: tuple[Point, ...], curved: bool) -> str:
    first, *others = (f"{number(x)} {number(y)}" for x, y in points)
    return f"M{first}{'C' if curved else 'L'}{' '.join(others)}"


def _stroke(colour: str, width: float, dash: tuple[float, ...]) -> str:
    if not colour:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(number, dash))}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{number(width)}"{dashes}'


def _text(text: Text) -> str:
    weight = ' font-weight="700"' if text.bold else ""
    anchor = f' text-anchor="{text.anchor.value}"' if text.anchor is not Anchor.START else ""
    spans = "".join(_span(text, place, line) for place, line in enumerate(text.lines))
    look = f'font-size="{number(text.size)}"{weight}{anchor} fill="{text.fill}"'
    return f"<text {look}>{spans}</text>"


def _span(text: Text, place: int, line: str) -> str:
    x, y = number(text.x), number(text.y + place * text.leading)
    # Marks in the text, not the attribute: rasterisers put text that has it off the page.
    told = f"{_EMBEDDING}{line}{_END}" if text.leftwards and line else line
    return f'<tspan x="{x}" y="{y}">{escape(told)}</tspan>'
