"""DOT, the language of Graphviz. The only room that knows the graphviz package."""

from __future__ import annotations

from typing import Any

from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Shape, Tone

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

    made = graphviz.Digraph(
        graph_attr={
            "rankdir": "LR",
            "fontname": FONT,
            "label": escaped("\n".join(t for t in (diagram.title, diagram.notice) if t)),
            "labelloc": "t",
            "tooltip": escaped(diagram.title),
        },
        node_attr={"fontname": FONT, "fontsize": f"{POINTS:g}", "style": "filled,rounded"},
        edge_attr={"fontname": FONT, "fontsize": "11", "color": "#444444"},
    )
    ids = {box.key: f"n{number}" for number, box in enumerate(diagram.boxes, start=1)}
    for number, lane in enumerate(diagram.lanes, start=1):
        with made.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=escaped(lane.label), color="#BBBBBB", style="rounded")
            for box in diagram.boxes:
                if box.lane == lane.key:
                    cluster.node(ids[box.key], **_node(box, lane.tone))
    for arrow in diagram.arrows:
        if arrow.start in ids and arrow.end in ids:
            made.edge(ids[arrow.start], ids[arrow.end], **_edge(arrow))
    return made


def escaped(text: str) -> str:
    """Return a text as Graphviz shows it unchanged, quotes, backslashes and entities included."""
    import graphviz

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    safe = [str(graphviz.escape(line.replace("&", "&amp;"))) for line in lines]
    return str(graphviz.nohtml("\\n".join(safe)))


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


def _edge(arrow: Arrow) -> dict[str, str]:
    attributes = {"label": escaped(arrow.label)} if arrow.label else {}
    if arrow.match is not None:
        solid = arrow.match in (Match.EXACT, Match.CLOSE)
        attributes["style"] = "solid" if solid else "dashed"
        attributes["penwidth"] = f"{1 + 2 * arrow.confidence:.1f}"
        attributes["constraint"] = "false"
        attributes["dir"] = {
            Direction.BOTH: "both",
            Direction.TO_PROJECT: "back",
            Direction.TO_SERVICE: "forward",
        }.get(arrow.direction, "none")
    return attributes


DOT = Format(
    name="dot",
    takes=Takes.DIAGRAM,
    suffixes=(".dot", ".gv"),
    mime="text/vnd.graphviz",
    write=write_dot,
    about="Graphviz text",
)
