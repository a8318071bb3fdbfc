"""PlantUML, for wikis and editors that draw it; in the words that releases of 2020 know too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.model.matches import Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Shape, Tone
from lifecycle_map.views.nesting import Nesting, lines_of, nest, spelled

_WORDS = {
    Shape.STAGE: "rectangle",
    Shape.PROCESS: "card",
    Shape.ACTIVITY: "card",
    Shape.GATE: "usecase",
    Shape.PRODUCT: "artifact",
    Shape.ROLE: "storage",
    Shape.PRACTICE: "rectangle",
}
_COLOURS = {
    Tone.PROJECT: "#DBE8FF",
    Tone.SERVICE: "#FFE6DC",
    Tone.INTERFACE: "#EEE6F2",
    Tone.NEUTRAL: "#F2F2F2",
}
_SHOWN = frozenset(
    {
        Feature.SUBTITLE,
        Feature.NOTICE,
        Feature.SHAPE,
        Feature.DETAIL,
        Feature.WITHIN,
        Feature.HIGHLIGHT,
        Feature.ARROW_LABEL,
        Feature.HEADS,
        Feature.LANE_ARROW,
        Feature.COLUMN,
        Feature.STATE,
    }
)
_HEAD = """@startuml
left to right direction
skinparam shadowing false
skinparam defaultTextAlignment center
skinparam rectangleBorderColor #444444
skinparam cardBorderColor #444444
skinparam artifactBorderColor #444444
skinparam storageBorderColor #444444
skinparam usecaseBorderColor #444444
skinparam arrowColor #444444
"""
_ASCII = 0x80
_ASTRAL = 0x10000


def write_plantuml(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as PlantUML text: a frame for each lane, generated names."""
    diagram = spelled(diagram)
    nesting = nest(diagram)
    title = "\n".join(text for text in (diagram.title, diagram.subtitle) if text)
    lines = [f"title {escaped(title)}"] if title.strip() else []
    lines += [f"footer {escaped(diagram.notice)}"] if diagram.notice.strip() else []
    lines += _boxes(nesting)
    lines += [_arrow(nesting.names, arrow, diagram.heads(arrow)) for arrow in nesting.arrows]
    content = "\n".join((_HEAD + "\n".join(lines), "@enduml", ""))
    return Artifact(content=content, warnings=unshown(diagram, _SHOWN))


def escaped(text: str) -> str:
    """Return a text as PlantUML shows it unchanged: marks and line ends as codes.

    Its own markup gives a meaning to nearly every mark, and some releases set other dashes and
    quotes than are written, so that marks beyond ASCII are codes too.
    """
    if text.isalnum():
        return text
    flat = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(map(_coded, flat))


def _coded(char: str) -> str:
    if char == "\n":
        return "\\n"
    code = ord(char)
    if char == " " or (code < _ASCII and char.isalnum()):
        return char
    marks = unicodedata.category(char)[0] in "PSCZ" and code < _ASTRAL
    return f"<U+{code:04X}>" if code < _ASCII or marks else char


def _boxes(nesting: Nesting) -> Iterator[str]:
    """Yield lanes and boxes; a box that contains others stands at the head of a frame."""
    names, parts = nesting.names, nesting.parts
    for lane, boxes in nesting.lanes:
        colour = _COLOURS[lane.tone if lane else Tone.NEUTRAL]
        if lane is not None:
            yield f'frame "{escaped(lane.label) or " "}" as {names[lane.key]} {{'
        for box, depth in nesting.walk(boxes):
            pad = "  " * (depth + 1)
            if box is None:
                yield f"{pad}}}"
                continue
            if box.key in parts:
                yield f'{pad}rectangle " " as in_{names[box.key]} {{'
                pad += "  "
            yield f"{pad}{_node(names[box.key], box)} {colour}"
        if lane is not None:
            yield "}"


def _node(name: str, box: Box) -> str:
    label = escaped("\n".join(lines_of(box)))
    return f'{_WORDS[box.shape]} "{label or " "}" as {name}'


def _arrow(names: dict[str, str], arrow: Arrow, heads: tuple[bool, bool]) -> str:
    """Return an arrow from what gives to what gets: dotted for a loose match."""
    start, end = (arrow.end, arrow.start) if heads == (True, False) else (arrow.start, arrow.end)
    dash = ".." if arrow.match in (Match.RELATED, Match.BROAD, Match.NARROW) else "--"
    stroke = f"{'<' if all(heads) else ''}{dash}{'>' if any(heads) else ''}"
    label = f" : {escaped(arrow.label)}" if arrow.label.strip() else ""
    return f"{names[start]} {stroke} {names[end]}{label}"


PLANTUML = Format(
    name="plantuml",
    takes=Takes.DIAGRAM,
    suffixes=(".puml", ".plantuml"),
    mime="text/x-plantuml",
    write=write_plantuml,
    about="for wikis and editors that draw PlantUML",
)
