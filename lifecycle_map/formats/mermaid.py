"""Mermaid, for wikis and README files: a flowchart, or swimlanes where the host is new enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

import attrs

from lifecycle_map.formats.escaping import Escapes
from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Shape, Tone
from lifecycle_map.views.nesting import Nesting, lines_of, nest, spelled

DIALECTS = {"flowchart": "flowchart LR", "swimlane": "swimlane-beta LR"}
"""How a text begins: swimlanes need Mermaid 11.16, which not every host has."""

MOST_LANED = 60
"""More boxes than this, and Mermaid 12.3 takes minutes to lay them out in lanes; as a flowchart it
does not."""

_SHAPES = {
    Shape.GATE: ("{{", "}}"),
    Shape.PRODUCT: ("[/", "/]"),
    Shape.ROLE: ("([", "])"),
    Shape.PROCESS: ("(", ")"),
    Shape.STAGE: ("[", "]"),
}
_COLOURS = {
    Tone.PROJECT: "fill:#dbe8ff,stroke:#0b4bb3,color:#000",
    Tone.SERVICE: "fill:#ffe6dc,stroke:#a83200,color:#000",
    Tone.INTERFACE: "fill:#eee6f2,stroke:#330029,color:#000",
    Tone.NEUTRAL: "fill:#f2f2f2,stroke:#444,color:#000",
}
_MARKS = {
    "here": (attrgetter("highlighted"), "stroke-width:4px"),
    "outside": (attrgetter("outside"), "stroke-dasharray:6 4"),
    "repeats": (attrgetter("repeats"), "stroke-dasharray:2 2"),
}
_SHOWN = frozenset(
    {
        Feature.SUBTITLE,
        Feature.DESCRIPTION,
        Feature.SHAPE,
        Feature.DETAIL,
        Feature.WITHIN,
        Feature.HIGHLIGHT,
        Feature.OUTSIDE,
        Feature.REPEATS,
        Feature.ARROW_LABEL,
        Feature.HEADS,
        Feature.LANE_ARROW,
        Feature.COLUMN,
        Feature.STATE,
    }
)
_CODED = "!-/:-@\\[-`{-~\u00a0-\u00bf\u2000-\u206f\ufeff"
_ACTIVE = re.compile(f"[\t\r\n{_CODED}]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SPACES = {"\t": " ", "\n": "<br/>", "\r": "<br/>"}


def write_mermaid(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as Mermaid text: a subgraph for each lane, generated node ids."""
    diagram = spelled(diagram)
    in_lanes = options.dialect == "swimlane"
    nesting = _between_boxes(nest(diagram)) if in_lanes else nest(diagram)
    told = Escapes(_texts(diagram), each=escaped, whole=_all_escaped)
    lines = [
        *_head(diagram, DIALECTS[options.dialect or "flowchart"], titled=not in_lanes),
        *_boxes(nesting, told),
        *[_arrow(nesting.names, arrow, diagram, told) for arrow in nesting.arrows],
        *_classes(diagram, nesting),
    ]
    lost = _lost_in_lanes(diagram) if in_lanes else unshown(diagram, _SHOWN)
    return Artifact(content="\n".join(lines) + "\n", warnings=lost)


def _texts(diagram: Diagram) -> list[str]:
    """Return what stands in boxes and at arrows, to be escaped at once."""
    return [*[box.label for box in diagram.boxes], *[arrow.label for arrow in diagram.arrows]]


def _between_boxes(nesting: Nesting) -> Nesting:
    """Leave out arrows of whole lanes, which Mermaid lets end at any place of a swimlane, and those
    of a box to itself, over which it stumbles.
    """
    lanes = {lane.key for lane, _ in nesting.lanes if lane is not None}
    kept = tuple(a for a in nesting.arrows if a.start != a.end and not {a.start, a.end} & lanes)
    return attrs.evolve(nesting, arrows=kept)


def _lost_in_lanes(diagram: Diagram) -> tuple[str, ...]:
    """Say what swimlanes show less than a flowchart; Mermaid would draw the title over them."""
    warnings = unshown(diagram, _SHOWN - {Feature.SUBTITLE, Feature.LANE_ARROW})
    if diagram.title:
        warnings = ("not shown: the title, but to readers of screens", *warnings)
    own = sum(arrow.start == arrow.end for arrow in diagram.arrows)
    if own:
        warnings += (f"not shown: what leads from a box to itself ({own})",)
    if len(diagram.boxes) > MOST_LANED:
        warnings += (f"browsers take minutes for swimlanes of {len(diagram.boxes):,} boxes",)
    return warnings


def escaped(text: str) -> str:
    """Return a text as Mermaid shows it unchanged: every punctuation mark as its code.

    Mermaid gives a meaning to most marks, even inside quotes, and some of them only at the start
    of a label; codes have none. Spaces that a browser would fold are codes too.
    """
    return text.replace("\r\n", "\n").translate(_CODES) if _ACTIVE.search(text) else text


def _all_escaped(text: str) -> str:
    """Return the same of many texts in one, mark by mark, which is quicker then."""
    if not text.isascii() or _HASH in text or _STOP in text:
        return escaped(text)
    # The marks of which codes are made go first, by way of characters that no text has.
    text = text.replace("\r\n", "\n").replace("#", _HASH).replace(";", _STOP)
    for mark, code in _MARKS_OF_ASCII.items():
        text = text.replace(mark, code)
    return text.replace(_HASH, _code("#")).replace(_STOP, _code(";"))


def _code(mark: str) -> str:
    return _SPACES.get(mark) or f"#{ord(mark)};"


class _Codes(dict[int, str]):
    """What stands for a character, for those that were met so far."""

    def __missing__(self, point: int) -> str:
        mark = chr(point)
        made = self[point] = _code(mark) if _ACTIVE.match(mark) else mark
        return made


_CODES = _Codes()
_HASH, _STOP = "\1", "\2"
_MARKS_OF_ASCII = {
    mark: _code(mark) for mark in map(chr, range(128)) if _ACTIVE.match(mark) and mark not in "#;"
}
_MARKS_OF_ASCII |= {space: _MARKS_OF_ASCII.pop(space) for space in _SPACES}  # they become tags


def _head(diagram: Diagram, begins: str, *, titled: bool) -> Iterator[str]:
    yield from ("---", *([f"title: '{_quoted(diagram)}'"] if titled else []), "config:")
    yield from ("  htmlLabels: true", "  flowchart:", "    htmlLabels: true", "---", begins)
    yield f"  accTitle: {_line(diagram.title)}"
    yield f"  accDescr: {_line(diagram.description)}"


def _boxes(nesting: Nesting, told: Escapes) -> Iterator[str]:
    """Yield lanes and boxes; a box that contains others stands at the head of a frame."""
    names, parts = nesting.names, nesting.parts
    for lane, boxes in nesting.lanes:
        if lane is not None:
            yield f'  subgraph {names[lane.key]}["{told[lane.label] or " "}"]'
        if not parts:
            yield from [f"    {_node(names[box.key], box, told)}" for box in boxes]
        for box, depth in nesting.walk(boxes) if parts else ():
            pad = "    " if depth == 0 else "  " * (depth + 2)
            if box is None:
                yield f"{pad}end"
                continue
            if box.key in parts:
                yield f'{pad}subgraph in_{names[box.key]}[" "]'
                pad += "  "
            yield f"{pad}{_node(names[box.key], box, told)}"
        if lane is not None:
            yield "  end"


def _node(name: str, box: Box, told: Escapes) -> str:
    opening, closing = _SHAPES.get(box.shape, ("[", "]"))
    label = told[box.label]
    if box.detail or box.highlighted:
        label = "<br/>".join([told[line] for line in lines_of(box)])
    return f'{name}{opening}"{label or " "}"{closing}'


def _arrow(names: dict[str, str], arrow: Arrow, diagram: Diagram, told: Escapes) -> str:
    """Return an arrow; Mermaid has no head at the start alone, so the ends are swapped for it."""
    label = f'|"{told[arrow.label]}"|' if arrow.label else ""
    start, end = names[arrow.start], names[arrow.end]
    if arrow.match is None and arrow.direction is not Direction.BOTH:
        return f"  {start} -->{label} {end}"
    heads = diagram.heads(arrow)
    if heads == (True, False):
        start, end = end, start
    return f"  {start} {_stroke(arrow, heads)}{label} {end}"


def _stroke(arrow: Arrow, heads: tuple[bool, bool]) -> str:
    """Return the stroke: dotted for a loose match, heads where something arrives."""
    dotted = arrow.match in (Match.RELATED, Match.BROAD, Match.NARROW)
    if all(heads):
        return "<-.->" if dotted else "<-->"
    if any(heads):
        return "-.->" if dotted else "-->"
    return "-.-" if dotted else "---"


def _classes(diagram: Diagram, nesting: Nesting) -> Iterator[str]:
    """Yield the colours of the lanes, and how boxes look that are marked in some way."""
    names, boxes = nesting.names, diagram.boxes
    for tone in dict.fromkeys(lane.tone for lane in diagram.lanes):
        own = {lane.key for lane in diagram.lanes if lane.tone is tone}
        yield from _class(
            tone.value, _COLOURS[tone], [names[b.key] for b in boxes if b.lane in own]
        )
    for mark, look in _MARKS.items():
        yield from _class(mark, look[1], [names[b.key] for b in boxes if look[0](b)])


def _class(name: str, look: str, members: list[str]) -> Iterator[str]:
    if members:
        yield f"  classDef {name} {look}"
        yield f"  class {','.join(members)} {name}"


def _line(text: str) -> str:
    """Return a text on one line, as the accessible title and description show it unchanged."""
    return escaped(" ".join(text.split())) or "diagram"


def _quoted(diagram: Diagram) -> str:
    """Return the title, and the line under it, as YAML has it in single quotes, on one line.

    Codes are not taken back here, and an ampersand is shown as its entity; its wide form is not.
    """
    title = " – ".join(text for text in (diagram.title, diagram.subtitle) if text)
    flat = _UNPRINTABLE.sub(" ", " ".join(title.split()))
    return flat.replace("'", "''").replace("&", "\uff06")


MERMAID = Format(
    name="mermaid",
    takes=Takes.DIAGRAM,
    suffixes=(".mmd", ".mermaid"),
    mime="text/vnd.mermaid",
    write=write_mermaid,
    about="a flowchart, or swimlanes, for wikis and README files",
    dialects=tuple(DIALECTS),
)
