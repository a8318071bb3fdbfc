"""Mermaid flowcharts, for wikis and README files."""

from __future__ import annotations

import re

from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Shape, Tone

_SHAPES = {
    Shape.GATE: ("{{", "}}"),
    Shape.PRODUCT: ("[/", "/]"),
    Shape.ROLE: ("([", "])"),
    Shape.PROCESS: ("(", ")"),
    Shape.STAGE: ("[", "]"),
}
_CLASSES = {
    Tone.PROJECT: "fill:#dbe8ff,stroke:#0b4bb3,color:#000",
    Tone.SERVICE: "fill:#ffe6dc,stroke:#a83200,color:#000",
    Tone.INTERFACE: "fill:#eee6f2,stroke:#330029,color:#000",
    Tone.NEUTRAL: "fill:#f2f2f2,stroke:#444,color:#000",
}
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def write_mermaid(diagram: Diagram, options: Options) -> str:
    """Return a diagram as a Mermaid flowchart: a subgraph for each lane, generated node ids."""
    ids = {box.key: f"n{number}" for number, box in enumerate(diagram.boxes, start=1)}
    ids |= {lane.key: f"lane{number}" for number, lane in enumerate(diagram.lanes, start=1)}
    lines = [
        "---",
        f'title: "{diagram.title.translate(_FRONT)}"',
        "config:",
        "  htmlLabels: true",
        "---",
        "flowchart LR",
        f"  accTitle: {_line(diagram.title)}",
        f"  accDescr: {_line(diagram.description)}",
    ]
    for lane in diagram.lanes:
        boxes = [box for box in diagram.boxes if box.lane == lane.key]
        lines.append(f'  subgraph {ids[lane.key]}["{escaped(lane.label)}"]')
        lines += [f"    {_node(ids[box.key], box)}" for box in boxes]
        lines.append("  end")
    lines += [f"  {_arrow(ids, arrow, diagram.heads(arrow))}" for arrow in diagram.arrows]
    for tone in dict.fromkeys(lane.tone for lane in diagram.lanes):
        own = {lane.key for lane in diagram.lanes if lane.tone is tone}
        members = ",".join(ids[box.key] for box in diagram.boxes if box.lane in own)
        if members:
            lines.append(f"  classDef {tone.value} {_CLASSES[tone]}")
            lines.append(f"  class {members} {tone.value}")
    marked = ",".join(ids[box.key] for box in diagram.boxes if box.highlighted)
    if marked:
        lines += ["  classDef here stroke-width:4px", f"  class {marked} here"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return a text as Mermaid shows it unchanged: every punctuation mark as its code.

    Mermaid gives a meaning to most marks, even inside quotes, and some of them only at the start
    of a label; codes have none.
    """
    coded = _PUNCTUATION.sub(lambda m: f"#{ord(m[0])};", text)
    return re.sub(r"\r\n|\r|\n", "<br/>", coded)


def _node(identifier: str, box: Box) -> str:
    opening, closing = _SHAPES.get(box.shape, ("[", "]"))
    label = "\n".join((box.label, *box.detail, *(("you are here",) if box.highlighted else ())))
    return f'{identifier}{opening}"{escaped(label)}"{closing}'


def _arrow(ids: dict[str, str], arrow: Arrow, heads: tuple[bool, bool]) -> str:
    """Return an arrow; Mermaid has no head at the start alone, so the ends are swapped for it."""
    label = f'|"{escaped(arrow.label)}"|' if arrow.label else ""
    start, end = (arrow.end, arrow.start) if heads == (True, False) else (arrow.start, arrow.end)
    return f"{ids[start]} {_stroke(arrow, heads)}{label} {ids[end]}"


def _stroke(arrow: Arrow, heads: tuple[bool, bool]) -> str:
    """Return the stroke: dotted for a loose match, heads where something arrives."""
    dotted = arrow.match in (Match.RELATED, Match.BROAD, Match.NARROW)
    if all(heads):
        return "<-.->" if dotted else "<-->"
    if any(heads):
        return "-.->" if dotted else "-->"
    return "-.-" if dotted else "---"


def _line(text: str) -> str:
    """Return a text on one line without what would end an accessible description."""
    return re.sub(r"[\r\n{}#;]+", " ", text).strip() or "diagram"


_FRONT = str.maketrans({'"': "'", "\\": "/", "\n": " ", "\r": " "})

MERMAID = Format(
    name="mermaid",
    takes=Takes.DIAGRAM,
    suffixes=(".mmd", ".mermaid"),
    mime="text/vnd.mermaid",
    write=write_mermaid,
    about="a flowchart for wikis and README files",
)
