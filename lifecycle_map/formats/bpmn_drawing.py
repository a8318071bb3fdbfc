"""Where everything of a BPMN model stands (BPMN-DI)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from lifecycle_map.formats.bpmn_ties import Tie
from lifecycle_map.formats.svg import number
from lifecycle_map.formats.xml import tag
from lifecycle_map.layouts.nested import GAP, Places, place_nested
from lifecycle_map.layouts.scenes import Point, Rect
from lifecycle_map.views.diagrams import Diagram, Tone
from lifecycle_map.views.nesting import Nesting

_SIZES = {"exclusiveGateway": (50.0, 50.0), "dataObjectReference": (36.0, 50.0)}
_COLOURS = {
    Tone.PROJECT: ("#DBE8FF", "#0B4BB3"),
    Tone.SERVICE: ("#FFE6DC", "#A83200"),
    Tone.INTERFACE: ("#EEE6F2", "#330029"),
    Tone.NEUTRAL: ("#F2F2F2", "#444444"),
}
_Xml = Iterator[str]


def drawing(
    diagram: Diagram, nesting: Nesting, kinds: dict[str, str], ties: list[Tie], roles: str
) -> _Xml:
    """Yield the diagram of a model; ``roles`` is the key of the lane that is none but pools."""
    places = _shrunk(place_nested(diagram, nesting), kinds)
    shapes: list[str] = []
    for lane in diagram.lanes:
        if lane.key != roles:
            pool = {"isHorizontal": "true"}
            shapes += _shape(nesting.names[lane.key], places.lanes[lane.key], pool, lane.tone)
    for _, boxes in nesting.lanes:
        for box, _ in nesting.walk(boxes):
            if box is not None:
                look = _look(kinds[box.key])
                name, rect = nesting.names[box.key], places.boxes[box.key]
                shapes += _shape(name, rect, look, diagram.tone(box.key))
                shapes += (
                    _here(name, rect) if box.highlighted and kinds[box.key] != "participant" else ()
                )
    for tie in ties:
        shapes += _edge(tie.id, places.line(tie.source, tie.target))
    if diagram.notice or diagram.subtitle:
        below = max([rect.bottom for rect in places.lanes.values()], default=0.0) + GAP
        shapes += _shape("notice", Rect(x=0, y=below, width=600, height=60), {}, None)
    plane = tag("bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"}, shapes)
    yield from tag("bpmndi:BPMNDiagram", {"id": "diagram"}, plane)


def _look(kind: str) -> dict[str, str]:
    if kind == "subProcess":
        return {"isExpanded": "true"}
    if kind == "exclusiveGateway":
        return {"isMarkerVisible": "false"}
    return {"isHorizontal": "true"} if kind == "participant" else {}


def _shrunk(places: Places, kinds: dict[str, str]) -> Places:
    """Return places in which gateways and data have the size that tools give them."""
    boxes = {}
    for key, rect in places.boxes.items():
        wide, high = _SIZES.get(kinds[key], (rect.width, rect.height))
        x, y = rect.middle - wide / 2, rect.y + (rect.height - high) / 2
        boxes[key] = Rect(x=x, y=y, width=wide, height=high)
    return attrs.evolve(places, boxes=boxes)


def _here(name: str, rect: Rect) -> _Xml:
    """Yield the annotation over the right corner of what is marked, and its line."""
    note = Rect(x=rect.right - 20, y=rect.y - 40, width=100, height=30)
    yield from _shape(f"{name}_here", note, {}, None)
    yield from _edge(f"{name}_here_tie", ((note.x, note.bottom), (rect.right - 40, rect.y)))


def _shape(name: str, rect: Rect, look: dict[str, str], tone: Tone | None) -> _Xml:
    colours = {}
    if tone is not None:
        fill, line = _COLOURS[tone]
        colours = {"color:background-color": fill, "color:border-color": line}
    bounds = {
        "x": number(rect.x),
        "y": number(rect.y),
        "width": number(rect.width),
        "height": number(rect.height),
    }
    given = {"id": f"{name}_di", "bpmnElement": name, **look, **colours}
    yield from tag("bpmndi:BPMNShape", given, tag("dc:Bounds", bounds))


def _edge(name: str, line: tuple[Point, ...]) -> _Xml:
    points = [
        each for x, y in line for each in tag("di:waypoint", {"x": number(x), "y": number(y)})
    ]
    yield from tag("bpmndi:BPMNEdge", {"id": f"{name}_di", "bpmnElement": name}, points)
