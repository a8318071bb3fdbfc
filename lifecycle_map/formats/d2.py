"""D2, for documentation sites."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone
from lifecycle_map.views.nesting import Nesting, lines_of, nest, spelled

_SHAPES = {Shape.GATE: "hexagon", Shape.PRODUCT: "page", Shape.ROLE: "oval"}
_COLOURS = {
    Tone.PROJECT: ("#DBE8FF", "#0B4BB3"),
    Tone.SERVICE: ("#FFE6DC", "#A83200"),
    Tone.INTERFACE: ("#EEE6F2", "#330029"),
    Tone.NEUTRAL: ("#F2F2F2", "#444444"),
}
_SHOWN = frozenset(Feature) - {
    Feature.DESCRIPTION,
    Feature.ARROW_TOOLTIP,
    Feature.MATCH,
    Feature.CONFIDENCE,
    Feature.SHARE,
    Feature.DATES,
    Feature.WEIGHT,
}
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "$": "\\$", "\n": "\\n", "\r": "\\n", "\t": " "}
)


def write_d2(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as D2 text: a container for each lane, generated keys."""
    diagram = spelled(diagram)
    nesting = nest(diagram)
    paths, boxes = _boxes(nesting)
    lines = [
        "direction: right",
        *_beside("title", "top", 28, (diagram.title, diagram.subtitle)),
        *_beside("notice", "bottom", 14, (diagram.notice,)),
        *boxes,
        *[_arrow(paths, arrow, diagram.heads(arrow)) for arrow in nesting.arrows],
    ]
    return Artifact(content="\n".join(lines) + "\n", warnings=unshown(diagram, _SHOWN))


def escaped(text: str) -> str:
    """Return a text as D2 shows it unchanged between two double quotes."""
    return text.replace("\r\n", "\n").translate(_ESCAPES)


def _beside(key: str, side: str, size: int, texts: tuple[str, ...]) -> Iterator[str]:
    """Yield a text at the edge of the picture, unless it is empty."""
    text = "\n".join(each for each in texts if each.strip())
    if text:
        look = f"near: {side}-center; style.font-size: {size}"
        yield f'{key}: "{escaped(text)}" {{shape: text; {look}}}'


def _boxes(nesting: Nesting) -> tuple[dict[str, str], list[str]]:
    """Return the path to each lane and box, and the lines that hold them.

    A box that contains others stands at the head of a frame: no arrow of D2 may join a container
    with what is in it.
    """
    paths: dict[str, str] = {}
    lines: list[str] = []
    for lane, boxes in nesting.lanes:
        way = [nesting.names[lane.key]] if lane is not None else []
        if lane is not None:
            paths[lane.key] = way[0]
            lines.append(f'{way[0]}: "{escaped(lane.label)}" {{{_lane_look(lane)}')
        for box, depth in nesting.walk(boxes):
            del way[depth + (lane is not None) :]
            pad = "  " * (len(way) + (box is None))
            if box is None:
                lines.append(f"{'  ' * len(way)}}}")
                continue
            name = nesting.names[box.key]
            if box.key in nesting.parts:
                way.append(f"in_{name}")
                lines.append(f'{pad}in_{name}: "" {{style.fill: transparent')
                pad += "  "
            paths[box.key] = ".".join((*way, name))
            lines.append(pad + _node(name, box, lane.tone if lane else Tone.NEUTRAL))
        if lane is not None:
            lines.append("}")
    return paths, lines


def _lane_look(lane: Lane) -> str:
    return f'style.fill: transparent; style.stroke: "{_COLOURS[lane.tone][1]}"'


def _node(name: str, box: Box, tone: Tone) -> str:
    fill, line = _COLOURS[tone]
    look = [f'style.fill: "{fill}"', f'style.stroke: "{line}"', 'style.font-color: "#000000"']
    if box.shape in _SHAPES:
        look.insert(0, f"shape: {_SHAPES[box.shape]}")
    if box.tooltip.strip():
        look.append(f'tooltip: "{escaped(box.tooltip)}"')
    look += ["style.stroke-width: 4"] if box.highlighted else []
    look += ["style.stroke-dash: 4"] if box.outside else []
    look += ["style.multiple: true"] if box.repeats else []
    label = escaped("\n".join(lines_of(box)))
    return f'{name}: "{label}" {{{"; ".join(look)}}}'


def _arrow(paths: dict[str, str], arrow: Arrow, heads: tuple[bool, bool]) -> str:
    """Return an arrow: dashed for a loose match, heads where something arrives."""
    stroke = f"{'<' if heads[0] else '-'}{'>' if heads[1] else '-'}"
    if all(heads):
        stroke = "<->"
    label = f': "{escaped(arrow.label)}"' if arrow.label else ""
    dashed = arrow.match in (Match.RELATED, Match.BROAD, Match.NARROW)
    look = f"{'' if label else ':'} {{style.stroke-dash: 4}}" if dashed else ""
    return f"{paths[arrow.start]} {stroke} {paths[arrow.end]}{label}{look}"


D2 = Format(
    name="d2",
    takes=Takes.DIAGRAM,
    suffixes=(".d2",),
    mime="text/x-d2",
    write=write_d2,
    about="for documentation sites that draw D2",
)
