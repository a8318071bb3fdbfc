"""Shapes in the drawing language of Office: boxes with places to hold on to, outlines, lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lifecycle_map.formats.figures import Figure
from lifecycle_map.formats.insets import insets
from lifecycle_map.formats.outlines import Outline, extent
from lifecycle_map.formats.pptx_texts import body, emu, rgb, solid
from lifecycle_map.formats.xml import quoted
from lifecycle_map.layouts.scenes import Connector, Point, Polygon, Rect

ROUND = 0.29289
"""How much of its radius a round corner takes of the place for words: 1 - 1/√2."""

_NEAR = 1.5
_EDGES = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_TURNS = ("3cd4", "cd2", "cd4", "0")
_FINE = 100_000
_HEADS = ((2.0, "sm"), (3.0, "med"), (5.0, "lg"))


def site(figure: Figure, point: Point, ports: Sequence[Point]) -> int:
    """Return the number of the place on a figure's outline that a point is at."""
    return sites(figure, ports).index(_part(figure.bounds, point))


def sites(figure: Figure, ports: Sequence[Point]) -> list[Point]:
    """Return where a figure can be held, as parts of its width and height: edges, then ports."""
    found = list(_EDGES)
    for point in ports:
        part = _part(figure.bounds, point)
        if part not in found:
            found.append(part)
    return found


def edge(figure: Figure, point: Point) -> tuple[int, float]:
    """Return the number of the edge that a point is at, and how far from its middle in px."""
    box = figure.bounds
    number = _TURNS.index(_turn(_part(box, point)))
    x, y = _EDGES[number]
    middle = (box.x + x * box.width, box.y + y * box.height)
    return number, math.dist(point, middle)


def shape(figure: Figure, number: int, name: str, told: str, look: Look) -> str:
    """Return a figure that is no glued connector as ``p:sp``."""
    box = figure.bounds
    outline = figure.outline
    geometry = _geometry(figure, look.ports)
    wraps = outline is not None or any(len(text.lines) > 1 for text in figure.texts)
    corner = ROUND * _radius(outline) if isinstance(outline, Rect) else 0.0
    words = (
        body(figure.texts, insets(figure.texts, box, corner), look.language, wraps=wraps)
        if figure.texts
        else ""
    )
    kind = ' txBox="1"' if outline is None else ""
    return (
        f"<p:sp>{named(number, name, told)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame(box)}{geometry}{paint(outline)}</p:spPr>{words}</p:sp>"
    )


def named(number: int, name: str, told: str, kind: str = "Sp") -> str:
    """Return the beginning of a shape: its number, its name, and what is told of it."""
    return f'<p:nv{kind}Pr><p:cNvPr id="{number}" name="{quoted(name)}" descr="{quoted(told)}"/>'


def frame(box: Rect, more: str = "") -> str:
    """Return where a shape stands."""
    return (
        f'<a:xfrm{more}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


def paint(outline: Outline | None) -> str:
    """Return fill and line of a shape."""
    if outline is None:
        return "<a:noFill/><a:ln><a:noFill/></a:ln>"
    if isinstance(outline, (Rect, Polygon)):
        return solid(outline.fill) + line(outline)
    return "<a:noFill/>" + line(outline)


def line(outline: Outline) -> str:
    """Return the line of a shape: colour, weight, dashes, heads."""
    if not outline.stroke:
        return "<a:ln><a:noFill/></a:ln>"
    dash = "" if isinstance(outline, Polygon) else _dash(outline.dash, outline.stroke_width)
    heads = _heads(outline) if isinstance(outline, Connector) else ""
    return (
        f'<a:ln w="{emu(outline.stroke_width)}" cap="flat"><a:solidFill><a:srgbClr '
        f'val="{rgb(outline.stroke)}"/></a:solidFill>{dash}<a:round/>{heads}</a:ln>'
    )


def custom(points: Sequence[Point], box: Rect, *, curved: bool, closed: bool, sites: str) -> str:
    """Return an outline of points as a geometry of its own."""
    wide, high = max(1, emu(box.width)), max(1, emu(box.height))
    placed = [f'<a:pt x="{emu(x - box.x)}" y="{emu(y - box.y)}"/>' for x, y in points]
    steps = f"<a:moveTo>{placed[0]}</a:moveTo>"
    if curved:
        for at in range(1, len(placed) - 2, 3):
            steps += f"<a:cubicBezTo>{''.join(placed[at : at + 3])}</a:cubicBezTo>"
    else:
        steps += "".join(f"<a:lnTo>{place}</a:lnTo>" for place in placed[1:])
    fill = "" if closed else ' fill="none"'
    close = "<a:close/>" if closed else ""
    return (
        f'<a:custGeom><a:avLst/>{sites}<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{high}"{fill}>{steps}{close}</a:path></a:pathLst></a:custGeom>'
    )


class Look:
    """What a shape needs to know of its page: the language, and where connectors end on it."""

    def __init__(self, language: str, ports: Sequence[Point] = ()) -> None:
        self.language = language
        self.ports = ports


def _geometry(figure: Figure, ports: Sequence[Point]) -> str:
    outline = figure.outline
    if outline is None:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if isinstance(outline, Rect):
        return _rect(outline, sites(figure, ports))
    curved = not isinstance(outline, Polygon) and outline.curved
    closed = isinstance(outline, Polygon)
    held = _site_list(sites(figure, ports)) if closed else _NO_SITES
    return custom(outline.points, extent(outline), curved=curved, closed=closed, sites=held)


def _radius(rect: Rect) -> float:
    return min(rect.radius, rect.width / 2, rect.height / 2)


def _rect(rect: Rect, held: Sequence[Point]) -> str:
    least = min(rect.width, rect.height) or 1.0
    adjust = round(_radius(rect) / least * _FINE)
    if len(held) == len(_EDGES):
        if not adjust:
            return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        value = f'<a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst>'
        return f'<a:prstGeom prst="roundRect">{value}</a:prstGeom>'
    return _ROUND_RECT.format(adjust=adjust, guides=_guides(held), sites=_listed(held))


def _site_list(held: Sequence[Point]) -> str:
    return f"<a:gdLst>{_guides(held)}</a:gdLst><a:ahLst/><a:cxnLst>{_listed(held)}</a:cxnLst>"


def _guides(held: Sequence[Point]) -> str:
    return "".join(
        f'<a:gd name="px{n}" fmla="*/ w {round(x * _FINE)} {_FINE}"/>'
        f'<a:gd name="py{n}" fmla="*/ h {round(y * _FINE)} {_FINE}"/>'
        for n, (x, y) in enumerate(held)
    )


def _listed(held: Sequence[Point]) -> str:
    return "".join(
        f'<a:cxn ang="{_turn(part)}"><a:pos x="px{n}" y="py{n}"/></a:cxn>'
        for n, part in enumerate(held)
    )


def _turn(part: Point) -> str:
    """Return the direction in which a connector leaves a place: that of the nearest edge."""
    x, y = part
    return _TURNS[min(range(4), key=lambda edge: (y, x, 1 - y, 1 - x)[edge])]


def _part(box: Rect, point: Point) -> Point:
    """Return a point as parts of a box's sides; one beside the middle of an edge is that."""
    x = (point[0] - box.x) / (box.width or 1.0)
    y = (point[1] - box.y) / (box.height or 1.0)
    for edge in _EDGES:
        if abs(edge[0] - x) * box.width <= _NEAR and abs(edge[1] - y) * box.height <= _NEAR:
            return edge
    return (round(x, 5), round(y, 5))


def _dash(dash: Sequence[float], weight: float) -> str:
    if not dash:
        return ""
    runs = list(dash) if len(dash) % 2 == 0 else [*dash, *dash]
    parts = [max(1, round(run / (weight or 1.0) * _FINE)) for run in runs]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    stops = "".join(f'<a:ds d="{run}" sp="{gap}"/>' for run, gap in pairs)
    return f"<a:custDash>{stops}</a:custDash>"


def _heads(connector: Connector) -> str:
    wanted = connector.head / (connector.stroke_width or 1.0)
    size = min(_HEADS, key=lambda head: abs(head[0] - wanted))[1]
    head = f' type="triangle" w="{size}" len="{size}"'
    start = head if connector.head_start else ' type="none"'
    end = head if connector.head_end else ' type="none"'
    return f"<a:headEnd{start}/><a:tailEnd{end}/>"


_NO_SITES = "<a:gdLst/><a:ahLst/><a:cxnLst/>"

_ARC = '<a:arcTo wR="x1" hR="x1" stAng="{0}" swAng="cd4"/>'
_ROUND_RECT = (
    '<a:custGeom><a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst><a:gdLst>'
    '<a:gd name="a" fmla="pin 0 adj 50000"/><a:gd name="x1" fmla="*/ ss a 100000"/>'
    '<a:gd name="x2" fmla="+- r 0 x1"/><a:gd name="y2" fmla="+- b 0 x1"/>'
    '<a:gd name="il" fmla="*/ x1 29289 100000"/><a:gd name="ir" fmla="+- r 0 il"/>'
    '<a:gd name="ib" fmla="+- b 0 il"/>{guides}</a:gdLst>'
    '<a:ahLst><a:ahXY gdRefX="adj" minX="0" maxX="50000"><a:pos x="x1" y="t"/></a:ahXY></a:ahLst>'
    '<a:cxnLst>{sites}</a:cxnLst><a:rect l="il" t="il" r="ir" b="ib"/><a:pathLst><a:path>'
    '<a:moveTo><a:pt x="l" y="x1"/></a:moveTo>'
    + _ARC.format("cd2")
    + '<a:lnTo><a:pt x="x2" y="t"/></a:lnTo>'
    + _ARC.format("3cd4")
    + '<a:lnTo><a:pt x="r" y="y2"/></a:lnTo>'
    + _ARC.format("0")
    + '<a:lnTo><a:pt x="x1" y="b"/></a:lnTo>'
    + _ARC.format("cd4")
    + "<a:close/></a:path></a:pathLst></a:custGeom>"
)
"""The round rectangle as Office itself defines it, with more places to hold on to."""
