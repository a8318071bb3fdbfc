"""Scenes as a draw.io file: a page each, plain XML, boxes in containers and edges that hold on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from attrs import frozen

from lifecycle_map.formats.drawio_styles import (
    box_style,
    edge_style,
    place_of,
    text_style,
    waypoints,
)
from lifecycle_map.formats.figures import Figure, block, figures, wording
from lifecycle_map.formats.outlines import around
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.pictures import scenes_of
from lifecycle_map.formats.svg import number
from lifecycle_map.formats.xml import escape, quoted
from lifecycle_map.layouts.scenes import Connector, Point, Rect, Scene, Text
from lifecycle_map.views.diagrams import Diagram

Inside: TypeAlias = tuple[str, Point]
"""The cell that another stands in, and where its corner is."""

_ROOT = "1"
_NEAR = 2.0
_MUCH = 0.9


def write_drawio(diagram: Diagram, options: Options) -> str:
    """Return a diagram as a draw.io file."""
    return scenes_to_drawio(scenes_of(diagram, options))


def scenes_to_drawio(scenes: Sequence[Scene]) -> str:
    """Return a draw.io file with a page to a scene; each cell carries the key of its element."""
    pages = "".join(_page(scene, place) for place, scene in enumerate(scenes, start=1))
    return f'<mxfile host="lifecycle-map" type="device">{pages}\n</mxfile>\n'


def _page(scene: Scene, place: int) -> str:
    found = figures(scene)
    cells = "".join(f"\n        {cell}" for cell in _Page(found).cells())
    name = f"{place}. {scene.title}" if place > 1 else scene.title or "1"
    return (
        f'\n  <diagram id="page-{place}" name="{quoted(name)}">\n    <mxGraphModel grid="0" '
        f'page="1" pageScale="1" pageWidth="{number(scene.width)}" '
        f'pageHeight="{number(scene.height)}" background="{scene.background}" math="0">\n'
        f'      <root>\n        <mxCell id="0"/>\n        <mxCell id="{_ROOT}" parent="0"/>'
        f"{cells}\n      </root>\n    </mxGraphModel>\n  </diagram>"
    )


@frozen
class _Page:
    """The figures of a page, as cells."""

    figures: tuple[Figure, ...]

    def cells(self) -> Iterator[str]:
        """Yield the cells in the order of painting."""
        for home, run in groupby(self.figures, key=lambda figure: figure.home):
            members = list(run)
            if len(members) == 1 or not home or any(f.glued for f in members):
                for figure in members:
                    yield from self._figure(figure, self._around(figure.bounds, figure))
            else:
                yield from self._group(members)

    def _group(self, members: Sequence[Figure]) -> Iterator[str]:
        """Yield a group, which is moved as one, and what is in it."""
        box = around([figure.bounds for figure in members])
        cell = f"g{members[0].number}"
        inside = self._around(box, members[0])
        yield _vertex(cell, "", "group;", members[0], box, inside=inside)
        for figure in members:
            yield from self._figure(figure, (cell, (box.x, box.y)))

    def _figure(self, figure: Figure, inside: Inside) -> Iterator[str]:
        """Yield the cell of a figure, and one for each further text in it."""
        outline, name = figure.outline, f"n{figure.number}"
        if figure.glued and isinstance(outline, Connector):
            yield self._edge(figure, outline)
            return
        others = figure.texts
        if outline is not None:
            words = _value(figure.texts[0]) if figure.texts else ""
            style = box_style(figure)
            yield _vertex(name, words, style, figure, place_of(figure), inside=inside)
            others = figure.texts[1:]
            inside = (name, (place_of(figure).x, place_of(figure).y))
        for place, text in enumerate(others):
            part = f"{name}-{place}" if place or outline is not None else name
            style = text_style(text)
            yield _vertex(part, _value(text), style, figure, block((text,)), inside=inside)

    def _edge(self, figure: Figure, line: Connector) -> str:
        start, end = self.figures[figure.start], self.figures[figure.end]
        points = "".join(f'<mxPoint x="{number(x)}" y="{number(y)}"/>' for x, y in waypoints(line))
        way = f'<Array as="points">{points}</Array>' if points else ""
        return (
            f'<UserObject id="n{figure.number}" label="" {_about(figure)}><mxCell edge="1" '
            f'style="{edge_style(line, start.bounds, end.bounds)}" parent="{_ROOT}" '
            f'source="n{start.number}" target="n{end.number}">'
            f'<mxGeometry relative="1" as="geometry">{way}</mxGeometry></mxCell></UserObject>'
        )

    def _around(self, box: Rect, figure: Figure) -> Inside:
        """Return the container that something stands in, and its corner: the smallest one."""
        holders = [
            other
            for other in self.figures[: figure.number]
            if isinstance(other.outline, Rect)
            and other.home != figure.home
            and _holds(other.outline, box)
        ]
        if not holders:
            return _ROOT, (0.0, 0.0)
        host = min(holders, key=lambda f: (f.bounds.width * f.bounds.height, -f.number))
        return f"n{host.number}", (host.bounds.x, host.bounds.y)


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x - _NEAR <= inner.x
        and outer.y - _NEAR <= inner.y
        and inner.right <= outer.right + _NEAR
        and inner.bottom <= outer.bottom + _NEAR
        and inner.width * inner.height < _MUCH * outer.width * outer.height
    )


def _vertex(
    cell: str,
    words: str,
    style: str,
    figure: Figure,
    box: Rect,
    *,
    inside: Inside,
) -> str:
    parent, corner = inside
    return (
        f'<UserObject id="{cell}" label="{words}" {_about(figure)}><mxCell vertex="1" '
        f'style="{style}" parent="{parent}"><mxGeometry x="{number(box.x - corner[0])}" '
        f'y="{number(box.y - corner[1])}" width="{number(box.width)}" '
        f'height="{number(box.height)}" as="geometry"/></mxCell></UserObject>'
    )


def _about(figure: Figure) -> str:
    """Return the key and what is shown on hovering, which draw.io reads as HTML."""
    return f'key="{quoted(figure.key)}" tooltip="{quoted(escape(figure.title))}"'


def _value(text: Text) -> str:
    """Return words as the HTML that a label is, as an attribute of XML."""
    words, _ = wording(text)
    return quoted(escape(words).replace("\n", "<br>"))


DRAWIO = Format(
    name="drawio",
    takes=Takes.DIAGRAM,
    suffixes=(".drawio",),
    mime="application/vnd.jgraph.mxfile",
    write=write_drawio,
    frames=True,
    about="a drawing to edit in draw.io",
)
