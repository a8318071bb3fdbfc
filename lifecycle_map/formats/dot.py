"""DOT, the language of Graphviz. The only room that knows the graphviz package."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import attrs

from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone
from lifecycle_map.views.nesting import Nesting, lines_of, nest, spelled

FONT = "Arimo"
LONGEST = 4000
"""Characters without a backslash that stand on one line: Graphviz 2.43, which is Debian's, refuses
16,384 bytes or more."""

_RUN = re.compile(rf"[^\\]{{{LONGEST + 1},}}")
POINTS = 14.0
INCH = 72.0

_SHAPES = {
    Shape.GATE: " shape=diamond",
    Shape.PRODUCT: " shape=note",
    Shape.ROLE: " shape=oval",
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
_SHOWN = frozenset(Feature) - {Feature.SHARE, Feature.DATES, Feature.WEIGHT}


def write_dot(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as DOT text: a cluster for each lane, generated node ids."""
    return Artifact(content=dot_text(diagram), warnings=unshown(diagram, _SHOWN))


def dot_text(diagram: Diagram) -> str:
    """Return a diagram as the text that an engine draws."""
    return "\n".join(("digraph {", *_body(diagram)[:-1], "}", ""))


def digraph(diagram: Diagram) -> Any:
    """Return a diagram as a ``graphviz.Digraph``, to go on with."""
    import graphviz

    made = graphviz.Digraph()
    made.body.append("\n".join(_body(diagram)))
    return made


def escaped(text: str) -> str:
    """Return a text as Graphviz shows it unchanged between two double quotes: ampersands as
    entities, backslashes doubled, quotes escaped, and line ends, the last, as the escape for them.
    """
    # Looking for each mark by itself is twice as fast as one regular expression for all.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if "\r" in text:
        text = text.replace("\r\n", "\\n").replace("\r", "\\n")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    return _RUN.sub(_in_pieces, text) if len(text) > LONGEST else text


def _in_pieces(run: re.Match[str]) -> str:
    """Return a long text on several lines, which a backslash at the end of a line joins again."""
    pieces = (run[0][at : at + LONGEST] for at in range(0, len(run[0]), LONGEST))
    return "\\\n".join(pieces)


def _body(diagram: Diagram) -> list[str]:
    """Return the lines between the braces. Lists and not generators: it is twice as fast."""
    diagram = spelled(diagram)
    nesting = nest(diagram)
    # Columns stand side by side under their heads; a flow without columns goes left to right.
    columns = bool(nesting.parts)
    lines = _defaults(diagram, columns=columns)
    for number, (lane, boxes) in enumerate(nesting.lanes, start=1):
        lines += (f"\tsubgraph cluster_{number} {{", _frame(lane, alone=len(nesting.lanes) == 1))
        lines += _columns(nesting, boxes, lane) if columns else _nodes(nesting.names, boxes)
        lines.append("\t}")
    heads = _heads(nesting)
    lines += [f"\t{{ rank=same; {'; '.join(heads)} }}"] if heads else []
    return [*lines, *_edges(diagram, nesting, plain=bool(heads)), ""]


def _heads(nesting: Nesting) -> list[str]:
    """Return the heads of the columns, where the picture is nothing but columns of one lane.

    Asked for the same with lanes or with columns in columns, engines may find no ranks.
    """
    outermost = [box.key for _, boxes in nesting.lanes for box in boxes]
    deep = any(part.key in nesting.parts for parts in nesting.parts.values() for part in parts)
    plain = len(nesting.lanes) == 1 and not deep and all(key in nesting.parts for key in outermost)
    return [nesting.names[key] for key in outermost] if plain else []


def _edges(diagram: Diagram, nesting: Nesting, *, plain: bool) -> list[str]:
    names, frames = _ends(nesting)
    columns = bool(nesting.parts)
    lines = []
    for arrow in _paired(nesting.arrows) if columns else nesting.arrows:
        start, end = names[arrow.start], names[arrow.end]
        if start and end:
            hold = _hold(arrow, nesting, plain) if columns or arrow.match is not None else ""
            lines.append(f"\t{start} -> {end}{_edge(arrow, diagram, frames, hold)}")
    return lines


def _defaults(diagram: Diagram, *, columns: bool) -> list[str]:
    """Return what holds for the graph as a whole, so that no node need repeat it."""
    label = escaped(
        "\n".join(text for text in (diagram.title, diagram.subtitle, diagram.notice) if text)
    )
    rank = ("TB", "0.7", "0.25") if columns else ("LR", "0.25", "0.7")
    return [
        f"\tgraph [rankdir={rank[0]} nodesep={rank[1]} ranksep={rank[2]} compound=true",
        f'\t\tnewrank=true fontname={FONT} labelloc=t label="{label}"',
        f'\t\ttooltip="{escaped(diagram.description or diagram.title)}"]',
        f"\tnode [fontname={FONT} fontsize={POINTS:g} shape=box penwidth=1.2",
        '\t\tstyle="filled,rounded"]',
        f'\tedge [fontname={FONT} fontsize=11 color="#444444"]',
    ]


def _frame(lane: Lane | None, *, alone: bool) -> str:
    """Return how a lane looks, and the colours of what stands in it."""
    fill, line = _COLOURS[lane.tone if lane else Tone.NEUTRAL]
    label = "" if alone or lane is None else escaped(lane.label)
    style = "invis" if alone or lane is None else "rounded"
    return (
        f'\t\tgraph [label="{label}" color="#BBBBBB" style={style}]\n'
        f'\t\tnode [fillcolor="{fill}" color="{line}"]'
    )


def _nodes(names: dict[str, str], boxes: tuple[Box, ...]) -> list[str]:
    return [f"\t\t{names[box.key]} [{_node(box)}]" for box in boxes]


def _columns(nesting: Nesting, boxes: tuple[Box, ...], lane: Lane | None) -> Iterator[str]:
    """Yield the nodes of a lane: a box with parts becomes a column, itself on top of them."""
    names, parts = nesting.names, nesting.parts
    line = _COLOURS[lane.tone if lane else Tone.NEUTRAL][1]
    for box, depth in nesting.walk(boxes):
        pad = "\t" * (depth + 2)
        if box is None:
            yield f"{pad}}}"
            continue
        name = names[box.key]
        if box.key not in parts:
            yield f"{pad}{name} [{_node(box)}]"
            continue
        yield f"{pad}subgraph cluster_{name} {{"
        yield f'{pad}\tgraph [label="" color="{line}" style=rounded]'
        yield f"{pad}\t{name} [{_node(box)} fontsize=16]"
        column = (name, *(names[part.key] for part in parts[box.key]))
        for upper, lower in itertools.pairwise(column):
            yield f"{pad}\t{upper} -> {lower} [style=invis weight=50]"


def _node(box: Box) -> str:
    """Return the label of a box, and what it has beyond the look of its lane."""
    label = "\n".join(lines_of(box)) if box.detail or box.highlighted else box.label
    told = f'label="{escaped(label)}"'
    if box.tooltip:
        told += f' tooltip="{escaped(box.tooltip)}"'
    told += _SHAPES.get(box.shape, "")
    if box.highlighted:
        told += " penwidth=3"
    if box.outside:
        told += ' style="filled,rounded,dashed"'
    if box.repeats:
        told += " peripheries=2"
    # Graphviz guesses the width of other scripts from their bytes; we know better.
    return told if label.isascii() else f"{told} width={_width(box):.2f}"


def _width(box: Box) -> float:
    """Return how wide a box has to be, in inches."""
    return max(text_width(text, POINTS) for text in lines_of(box)) / INCH + 0.4


def _ends(nesting: Nesting) -> tuple[dict[str, str], dict[str, str]]:
    """Return the node at which an arrow to a box or a lane ends, and for a lane the frame that
    cuts it off: Graphviz knows no edge to a frame, only one to a node in it.
    """
    names = dict(nesting.names)
    frames = {}
    for number, (lane, boxes) in enumerate(nesting.lanes, start=1):
        if lane is not None:
            names[lane.key] = names[boxes[0].key] if boxes else ""
            frames[lane.key] = f"cluster_{number}"
    return names, frames


def _edge(arrow: Arrow, diagram: Diagram, frames: dict[str, str], hold: str) -> str:
    """Return how an arrow looks and what it says, in brackets; nothing for plain flow."""
    told = f' label="{escaped(arrow.label)}"' if arrow.label else ""
    if arrow.start in frames:
        told += f" ltail={frames[arrow.start]}"
    if arrow.end in frames:
        told += f" lhead={frames[arrow.end]}"
    if arrow.match is not None:
        told += _correspondence(arrow, diagram)
    else:
        if arrow.tooltip:
            told += f' tooltip="{escaped(arrow.tooltip)}"'
        if arrow.direction is Direction.BOTH:
            told += " dir=both"
    told += hold
    return f" [{told[1:]}]" if told else ""


def _correspondence(arrow: Arrow, diagram: Diagram) -> str:
    """Return what is shown of a correspondence: how close, how sure, and who hands over."""
    style = "solid" if arrow.match in (Match.EXACT, Match.CLOSE) else "dashed"
    why = escaped(arrow.tooltip or _why(arrow))
    width = f"{1 + 2 * arrow.confidence:.1f}"
    return f' style={style} dir={_HEADS[diagram.heads(arrow)]} penwidth={width} tooltip="{why}"'


def _hold(arrow: Arrow, nesting: Nesting, plain: bool) -> str:
    """Return how much say an arrow has in the ranks: columns give them, or else the flow alone.

    None at all is safe for arrows between the heads of plain columns, or in one column. For others,
    both engines find no ranks in some graphs and give up; those have next to no say.
    """
    around = nesting.around
    if not nesting.parts:
        return " constraint=false"
    one_level = around.get(arrow.start, "") == around.get(arrow.end, "")
    return " constraint=false" if plain and one_level else " weight=0"


def _why(arrow: Arrow) -> str:
    """Return how things match, where the picture has no better words for it."""
    match = arrow.match.value if arrow.match else ""
    return f"{match}, confidence {arrow.confidence:.2f}"


def _paired(arrows: tuple[Arrow, ...]) -> list[Arrow]:
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


DOT = Format(
    name="dot",
    takes=Takes.DIAGRAM,
    suffixes=(".dot", ".gv"),
    mime="text/vnd.graphviz",
    write=write_dot,
    about="Graphviz text",
)
