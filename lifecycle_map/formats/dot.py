"""DOT, the language of Graphviz. The only room that knows the graphviz package."""

from __future__ import annotations

import itertools
from typing import Any

import attrs

from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone

FONT = "Arimo"
POINTS = 14.0
INCH = 72.0

_SHAPES = {
    Shape.GATE: "diamond",
    Shape.PRODUCT: "note",
    Shape.ROLE: "oval",
    Shape.PROCESS: "box",
    Shape.STAGE: "box",
}
_HEADS = {
    (True, True): "both",
    (True, False): "back",
    (False, True): "forward",
    (False, False): "none",
}
_COLOURS = {
    Tone.PROJECT: ("#DBE8FF", "#0B4BB3"),
    Tone.SERVICE: ("#FFE6DC", "#A83200"),
    Tone.INTERFACE: ("#EEE6F2", "#330029"),
    Tone.NEUTRAL: ("#F2F2F2", "#444444"),
}


def write_dot(diagram: Diagram, options: Options) -> str:
    """Return a diagram as DOT text: a cluster for each lane, generated node ids."""
    return str(digraph(diagram).source)


def digraph(diagram: Diagram) -> Any:
    """Return a diagram as a ``graphviz.Digraph``, to go on with."""
    import graphviz

    # Columns stand side by side under their heads; a flow without columns goes left to right.
    holders = {box.within for box in diagram.boxes if box.within}
    made = graphviz.Digraph(
        graph_attr={
            "rankdir": "TB" if holders else "LR",
            "compound": "true",
            "newrank": "true",
            "nodesep": "0.7" if holders else "0.25",
            "ranksep": "0.25" if holders else "0.7",
            "fontname": FONT,
            "label": escaped("\n".join(t for t in (diagram.title, diagram.notice) if t)),
            "labelloc": "t",
            "tooltip": escaped(diagram.title),
        },
        node_attr={"fontname": FONT, "fontsize": f"{POINTS:g}", "style": "filled,rounded"},
        edge_attr={"fontname": FONT, "fontsize": "11", "color": "#444444"},
    )
    names = {box.key: f"n{number}" for number, box in enumerate(diagram.boxes, start=1)}
    for number, lane in enumerate(diagram.lanes, start=1):
        with made.subgraph(name=f"cluster_{number}") as cluster:
            alone = len(diagram.lanes) == 1
            label = "" if alone else escaped(lane.label)
            cluster.attr(label=label, color="#BBBBBB", style="invis" if alone else "rounded")
            _add_boxes(cluster, diagram, lane, "", names)
    if holders:
        with made.subgraph() as heads:
            heads.attr(rank="same")
            for box in diagram.boxes:
                if box.key in holders and not box.within:
                    heads.node(names[box.key])
    known = [a for a in diagram.arrows if a.start in names and a.end in names]
    for arrow in _paired(known) if holders else known:
        made.edge(
            names[arrow.start],
            names[arrow.end],
            **_edge(arrow, diagram.heads(arrow), columns=bool(holders)),
        )
    return made


def _paired(arrows: list[Arrow]) -> list[Arrow]:
    """Return the arrows, each pair there and back as one: apart, their labels would collide."""
    kept: dict[tuple[str, str], Arrow] = {}
    rest: list[Arrow] = []
    for arrow in arrows:
        back = kept.get((arrow.end, arrow.start))
        if arrow.match is not None or (arrow.start, arrow.end) in kept:
            rest.append(arrow)
        elif back is not None:
            label = "\n".join(text for text in (back.label, arrow.label) if text)
            kept[back.start, back.end] = attrs.evolve(back, label=label, direction=Direction.BOTH)
        else:
            kept[arrow.start, arrow.end] = arrow
    return [*kept.values(), *rest]


def _add_boxes(
    parent: Any, diagram: Diagram, lane: Lane, within: str, names: dict[str, str]
) -> None:
    """Add the boxes that stand in one box (or in the lane): a box with parts becomes a column,
    itself on top and its parts below.
    """
    holders = {box.within for box in diagram.boxes}
    for box in diagram.boxes:
        if box.lane != lane.key or box.within != within:
            continue
        if box.key not in holders:
            parent.node(names[box.key], **_node(box, lane.tone))
            continue
        with parent.subgraph(name=f"cluster_{names[box.key]}") as column:
            column.attr(label="", color=_COLOURS[lane.tone][1], style="rounded")
            column.node(names[box.key], **_node(box, lane.tone), fontsize="16")
            _add_boxes(column, diagram, lane, box.key, names)
            line = [box.key, *(part.key for part in diagram.boxes if part.within == box.key)]
            for upper, lower in itertools.pairwise(line):
                column.edge(names[upper], names[lower], style="invis", weight="50")


def escaped(text: str) -> Any:
    """Return a text as Graphviz shows it unchanged, quotes, backslashes and entities included."""
    import graphviz

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    safe = [str(graphviz.escape(line.replace("&", "&amp;"))) for line in lines]
    return graphviz.nohtml("\\n".join(safe))


def _node(box: Box, tone: Tone) -> dict[str, str]:
    fill, line = _COLOURS[tone]
    lines = (box.label, *box.detail, *(("you are here",) if box.highlighted else ()))
    # Graphviz guesses the width of other scripts from their bytes; we know better.
    width = max(text_width(text, POINTS) for text in lines) / INCH + 0.4
    attributes = {
        "label": escaped("\n".join(lines)),
        "shape": _SHAPES.get(box.shape, "box"),
        "fillcolor": fill,
        "color": line,
        "tooltip": escaped(box.tooltip or box.label),
        "width": f"{width:.2f}",
        "penwidth": "3" if box.highlighted else "1.2",
    }
    if box.outside:
        attributes["style"] = "filled,rounded,dashed"
    if box.repeats:
        attributes["peripheries"] = "2"
    return attributes


def _edge(arrow: Arrow, ends: tuple[bool, bool], *, columns: bool) -> dict[str, str]:
    attributes = {"label": escaped(arrow.label)} if arrow.label else {}
    if columns:
        # The columns give the ranks; an arrow between them must not push them apart.
        attributes["constraint"] = "false"
    if ends == (True, True):
        attributes["dir"] = "both"
    if arrow.match is not None:
        solid = arrow.match in (Match.EXACT, Match.CLOSE)
        attributes["style"] = "solid" if solid else "dashed"
        attributes["penwidth"] = f"{1 + 2 * arrow.confidence:.1f}"
        attributes["constraint"] = "false"
        attributes["dir"] = _HEADS[ends]
    return attributes


DOT = Format(
    name="dot",
    takes=Takes.DIAGRAM,
    suffixes=(".dot", ".gv"),
    mime="text/vnd.graphviz",
    write=write_dot,
    about="Graphviz text",
)
