"""How cells of draw.io look: their styles, and stencils for outlines that it has no shape for."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from lifecycle_map.formats.figures import Figure, leftwards, wording
from lifecycle_map.formats.insets import insets
from lifecycle_map.formats.outlines import Outline, is_square, sampled
from lifecycle_map.formats.svg import number
from lifecycle_map.layouts.scenes import Anchor, Connector, Path, Point, Polygon, Rect, Text

_ALIGNED = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
_PIECE = 3
_ROUGH = 5
_THIN = 8.0
_LETTERS = "fontFamily=Helvetica;html=1;whiteSpace=wrap;spacing=0;"


def box_style(figure: Figure) -> str:
    """Return the style of a shape, with that of the words in it."""
    outline = figure.outline
    assert outline is not None
    fill = outline.fill if isinstance(outline, (Rect, Polygon)) else ""
    look = f"fillColor={fill or 'none'};{_line(outline)}"
    words = _set(figure) if figure.texts else _LETTERS
    if not isinstance(outline, Rect):
        return f"shape=stencil({_stencil(outline, place_of(figure))});{look}{words}"
    corner = f"rounded=1;absoluteArcSize=1;arcSize={number(2 * outline.radius)};"
    return f"{corner if outline.radius else 'rounded=0;'}container=1;collapsible=0;{look}{words}"


def place_of(figure: Figure) -> Rect:
    """Return the rectangle of a figure; that of a level or upright line has some height or width,
    without which draw.io does not paint it.
    """
    box = figure.bounds
    wide, high = (max(0.0, _THIN - side) / 2 for side in (box.width, box.height))
    return Rect(
        x=box.x - wide, y=box.y - high, width=box.width + 2 * wide, height=box.height + 2 * high
    )


def text_style(text: Text) -> str:
    """Return the style of words that stand by themselves."""
    return f"text;strokeColor=none;fillColor=none;verticalAlign=middle;{_LETTERS}{_type(text)}"


def edge_style(line: Connector, start: Rect, end: Rect) -> str:
    """Return the style of an edge between two boxes, with the places where it meets them."""
    ends = ""
    for name, box, (x, y) in (("exit", start, line.points[0]), ("entry", end, line.points[-1])):
        part_x, part_y = (x - box.x) / (box.width or 1), (y - box.y) / (box.height or 1)
        ends += f"{name}X={part_x:.5g};{name}Y={part_y:.5g};{name}Perimeter=0;"
    square = not line.curved or is_square(line.points, curved=True)
    bent = "rounded=1;" if square else "curved=1;"
    size = number(max(2.0, line.head - 2 * line.stroke_width))
    heads = "".join(
        f"{name}Arrow={'block' if shown else 'none'};{name}Fill=1;{name}Size={size};"
        for name, shown in (("start", line.head_start), ("end", line.head_end))
    )
    return f"edgeStyle=none;{bent}{heads}{_line(line)}{ends}html=1;"


def waypoints(line: Connector) -> Sequence[Point]:
    """Return the points between the ends, as many as a curve needs to look like one."""
    if not line.curved:
        return line.points[1:-1]
    if is_square(line.points, curved=True):
        return line.points[::_PIECE][1:-1]
    return tuple(sampled(line.points, _ROUGH))[1:-1]


def _set(figure: Figure) -> str:
    """Return how the first text stands in its box; further ones have cells of their own."""
    around = insets(figure.texts[:1], figure.bounds)
    sides = zip(
        ("Left", "Top", "Right", "Bottom"),
        (around.left, around.top, around.right, around.bottom),
        strict=True,
    )
    spacing = "".join(f"spacing{side}={number(width)};" for side, width in sides)
    upright = "middle" if around.middle else "top"
    return f"verticalAlign={upright};{_LETTERS}{spacing}{_type(figure.texts[0])}"


def _type(text: Text) -> str:
    direction = "textDirection=rtl;" if text.leftwards or leftwards(wording(text)[0]) else ""
    return (
        f"align={_ALIGNED[text.anchor]};fontSize={number(text.size)};"
        f"fontStyle={1 if text.bold else 0};fontColor={text.fill};{direction}"
    )


def _line(outline: Outline) -> str:
    if not outline.stroke:
        return "strokeColor=none;"
    weight = outline.stroke_width or 1.0
    dash = () if isinstance(outline, Polygon) else outline.dash
    parts = " ".join(number(part / weight) for part in dash)
    dashes = f"dashed=1;dashPattern={parts};" if dash else ""
    return f"strokeColor={outline.stroke};strokeWidth={number(weight)};{dashes}"


def _stencil(outline: Polygon | Path | Connector, box: Rect) -> str:
    """Return an outline as draw.io keeps its own shapes; packed without compression, since
    libraries differ in how they compress.
    """
    shape = "".join(_drawn(outline, box))
    wide, high = number(max(box.width, 0.01)), number(max(box.height, 0.01))
    whole = f'<shape w="{wide}" h="{high}" strokewidth="inherit" aspect="variable">{shape}</shape>'
    packing = zlib.compressobj(0, zlib.DEFLATED, -15)
    packed = packing.compress(quote(whole, safe="").encode()) + packing.flush()
    return base64.b64encode(packed).decode()


def _drawn(outline: Polygon | Path | Connector, box: Rect) -> Iterator[str]:
    if isinstance(outline, Polygon):
        paint = "fillstroke" if outline.stroke else "fill"
        yield f"<background>{_path(outline.points, box, curved=False, closed=True)}</background>"
        yield f"<foreground><{paint}/></foreground>"
        return
    points = outline.shaft() if isinstance(outline, Connector) else outline.points
    line = _path(points, box, curved=outline.curved, closed=False)
    heads = outline.heads() if isinstance(outline, Connector) else ()
    filled = "".join(
        f"{_path(head.points, box, curved=False, closed=True)}<fill/>" for head in heads
    )
    colour = f'<fillcolor color="{outline.stroke}"/>' if filled else ""
    yield f"<foreground>{line}<stroke/>{colour}{filled}</foreground>"


def _path(points: Sequence[Point], box: Rect, *, curved: bool, closed: bool) -> str:
    placed = [(number(x - box.x), number(y - box.y)) for x, y in points]
    steps = f'<move x="{placed[0][0]}" y="{placed[0][1]}"/>'
    if curved:
        for at in range(1, len(placed) - 2, _PIECE):
            names = zip((1, 2, 3), placed[at : at + _PIECE], strict=True)
            steps += "<curve " + " ".join(f'x{n}="{x}" y{n}="{y}"' for n, (x, y) in names) + "/>"
    else:
        steps += "".join(f'<line x="{x}" y="{y}"/>' for x, y in placed[1:])
    return f"<path>{steps}{'<close/>' if closed else ''}</path>"
