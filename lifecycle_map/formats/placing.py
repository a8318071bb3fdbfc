"""Where the boxes of a free graph stand: a Graphviz engine decides, for a layout to draw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from lifecycle_map.errors import EngineError, UnknownNameError
from lifecycle_map.formats.engines import Engine, find_engine
from lifecycle_map.layouts.blocks import Block, blocks_of
from lifecycle_map.layouts.folding import folded, in_rows
from lifecycle_map.layouts.free_graph import Line, Placed, free_graph, label_of, label_size
from lifecycle_map.layouts.laying import SIZES
from lifecycle_map.layouts.scenes import Point, Rect, Scene
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Arrow, Diagram
from lifecycle_map.views.nesting import Nesting, nest, spelled

INCH = 72.0
LANES = 2
"""From so many lanes on each has a frame, which an engine draws."""

MANY = 120
"""Of more blocks than this only one way to lay them out is tried: it takes seconds."""


def placed_graph(diagram: Diagram, theme: Theme, size: str, engine: str = "") -> Scene:
    """Return a diagram laid out by an engine on a page at least as large as ``size`` says.

    Raises `EngineError` with what to install, and `UnknownNameError` for a size that there is not.
    """
    if size not in SIZES:
        raise UnknownNameError("size", size, tuple(SIZES))
    diagram = spelled(diagram)
    asked = _Asked.of(diagram)
    placed = asked.placed(find_engine(engine), SIZES[size])
    return free_graph(diagram, asked.blocks, placed, theme, SIZES[size])


@frozen(kw_only=True)
class _Asked:
    """A graph as an engine is asked about it: blocks as tables, in which lines end at rows."""

    diagram: Diagram
    nesting: Nesting
    blocks: list[Block]
    ports: dict[str, str]
    arrows: tuple[Arrow, ...]

    @classmethod
    def of(cls, diagram: Diagram) -> _Asked:
        nesting = nest(diagram)
        blocks = blocks_of(nesting)
        if len(diagram.lanes) < LANES and not any(_joins(blocks, nesting)):
            blocks = [block.wrapped() for block in blocks]
        ports = {
            cell.box.key: f"b{number}:p{row}" if len(block.cells) > 1 else f"b{number}"
            for number, block in enumerate(blocks)
            for row, cell in enumerate(block.cells)
        }
        inside = {id(way.arrow) for block in blocks for way in block.ways}
        known = (a for a in nesting.arrows if a.start in ports and a.end in ports)
        arrows = tuple(arrow for arrow in known if id(arrow) not in inside)
        return cls(diagram=diagram, nesting=nesting, blocks=blocks, ports=ports, arrows=arrows)

    def placed(self, engine: Engine, size: Point) -> Placed:
        """Return where all stands: along or down the page, whichever asks for the smaller one.

        What nothing joins stands in rows, and a long row is folded.
        """
        ratio = size[0] / size[1]
        if not self.arrows and len(self.diagram.lanes) < LANES:
            return in_rows(self.blocks, ratio)
        columns = any(len(block.cells) > 1 for block in self.blocks)
        ways = ("LR",) if columns or len(self.blocks) > MANY else ("LR", "TB")
        tried = [self._read(engine, way) for way in ways]
        tried = [folded(each, self.blocks, size) for each in tried]
        return min(tried, key=lambda each: max(each.width / size[0], each.height / size[1], 0.8))

    def _read(self, engine: Engine, way: str) -> Placed:
        text = engine.draw_text("\n".join(self._dot(way)), "json")
        try:
            return self._placed(json.loads(text))
        except (ValueError, KeyError, IndexError) as error:
            told = f"what it says of where boxes stand cannot be read: {error}"
            raise EngineError(engine.name, told) from error

    def _dot(self, way: str) -> Iterator[str]:
        yield f"digraph {{ graph [rankdir={way} nodesep=0.28 ranksep=0.6 newrank=true]"
        yield 'node [shape=box fixedsize=true label=""]'
        several = len(self.diagram.lanes) > 1
        for number, (lane, _) in enumerate(self.nesting.lanes):
            framed = several and lane is not None
            if framed:
                yield f"subgraph cluster_{number} {{ graph [margin=16 label={_space(40, 26)}]"
            key = "" if lane is None else lane.key
            yield from (self._node(n, b) for n, b in enumerate(self.blocks) if b.lane == key)
            if framed:
                yield "}"
        count = sum(bool(arrow.label) for arrow in self.arrows)
        for number, arrow in enumerate(self.arrows):
            yield self._edge(number, arrow, count, several)
        yield "}"

    def _node(self, number: int, block: Block) -> str:
        if len(block.cells) == 1:
            return f"b{number} [width={block.width / INCH:.4f} height={block.height / INCH:.4f}]"
        heights = [cell.height for cell in block.cells]
        heights[-1] += block.height - sum(heights)
        rows = "".join(
            f'<tr><td port="p{row}" fixedsize="true" width="{block.width:.0f}" '
            f'height="{height:.0f}"></td></tr>'
            for row, height in enumerate(heights)
        )
        table = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>'
        return f"b{number} [shape=plain fixedsize=false label=<{table}>]"

    def _edge(self, number: int, arrow: Arrow, count: int, several: bool) -> str:
        told = [f'id="e{number}"']
        words = label_of(arrow, count)
        if words is not None:
            told.append(f"label={_space(*label_size(words))}")
        if several and arrow.match is not None:
            told.append("constraint=false")
        return f"{self.ports[arrow.start]} -> {self.ports[arrow.end]} [{' '.join(told)}]"

    def _placed(self, found: Any) -> Placed:
        x0, y0, x1, y1 = _numbers(found["bb"])
        corner = (x0, y1)
        named = {each["name"]: each for each in found.get("objects", ())}
        blocks = {}
        for number, block in enumerate(self.blocks):
            x, y = _at(_numbers(named[f"b{number}"]["pos"]), corner)
            blocks[block.key] = (x - block.width / 2, y - block.height / 2)
        lanes = {
            lane.key: _frame(_numbers(named[f"cluster_{number}"]["bb"]), corner)
            for number, (lane, _) in enumerate(self.nesting.lanes)
            if lane is not None and "bb" in named.get(f"cluster_{number}", ())
        }
        lines = [self._line(edge, corner) for edge in found.get("edges", ())]
        order = sorted(lines, key=lambda each: each[0])
        return Placed(
            width=x1 - x0,
            height=y1 - y0,
            blocks=blocks,
            lanes=lanes,
            lines=tuple(line for _, line in order),
        )

    def _line(self, edge: Any, corner: Point) -> tuple[int, Line]:
        number = int(edge["id"][1:])
        label = _at(_numbers(edge["lp"]), corner) if "lp" in edge else None
        points = tuple(_at(point, corner) for point in _spline(edge["pos"]))
        return number, Line(arrow=self.arrows[number], points=points, label=label)


def _joins(blocks: list[Block], nesting: Nesting) -> Iterator[bool]:
    """Yield whether each arrow joins two blocks."""
    homes = {cell.box.key: number for number, block in enumerate(blocks) for cell in block.cells}
    for arrow in nesting.arrows:
        yield homes.get(arrow.start, -1) != homes.get(arrow.end, -1)


def _space(width: float, height: float) -> str:
    """Return a label of nothing but room: we know how wide words are, engines guess."""
    return (
        f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="0"><tr><td '
        f'fixedsize="true" width="{width:.0f}" height="{height:.0f}"></td></tr></table>>'
    )


def _spline(text: str) -> list[Point]:
    """Return a line as Graphviz writes it: the tips of arrowheads first, then the pieces."""
    tips: dict[str, Point] = {}
    points = []
    for word in text.split():
        mark, _, rest = word.partition(",") if word[0] in "se" else ("", "", word)
        if mark:
            tips[mark] = _pair(rest)
        else:
            points.append(_pair(rest))
    points[0] = tips.get("s", points[0])
    points[-1] = tips.get("e", points[-1])
    return points


def _pair(text: str) -> Point:
    x, y = _numbers(text)
    return x, y


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def _at(point: Any, corner: Point) -> Point:
    """Return a point of the engine, whose heights grow upwards, from the upper left corner."""
    return point[0] - corner[0], corner[1] - point[1]


def _frame(box: list[float], corner: Point) -> Rect:
    x, y = _at((box[0], box[3]), corner)
    return Rect(x=x, y=y, width=box[2] - box[0], height=box[3] - box[1])
