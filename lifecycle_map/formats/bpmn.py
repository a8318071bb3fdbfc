"""BPMN 2.0 with coordinates of our own, for Camunda, Signavio, Bizagi and other tools of processes.

A lane of the diagram is a pool with its process, what contains others is a sub-process, products
are data, roles are pools of nobody's process, and practices are annotations.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

import attrs
from attrs import field, frozen

from lifecycle_map.formats.bpmn_drawing import drawing
from lifecycle_map.formats.bpmn_ties import ASSOCIATION, MESSAGE, SEQUENCE, Tie, ties_of
from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.xml import HEAD, tag, told
from lifecycle_map.views.diagrams import Box, Diagram, Lane, Shape
from lifecycle_map.views.nesting import HERE, Nesting, nest, spelled

NAMESPACES = {
    "xmlns": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
}
TARGET = "https://example.org/lifecycle-map"
ROLES, REST = "\0roles", "\0rest"
"""The keys of the lanes for what has none: roles, and all else."""

_TAGS = {
    Shape.GATE: "exclusiveGateway",
    Shape.PRODUCT: "dataObjectReference",
    Shape.ROLE: "participant",
    Shape.PRACTICE: "textAnnotation",
}
_SHOWN = frozenset(Feature) - {
    Feature.SHAPE,
    Feature.OUTSIDE,
    Feature.MATCH,
    Feature.CONFIDENCE,
    Feature.DETAIL,
    Feature.SHARE,
    Feature.DATES,
    Feature.WEIGHT,
}
_Xml = Iterator[str]


def write_bpmn(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as a BPMN model: pools, tasks, flows, and where all of it stands."""
    fitted = _fitted(spelled(diagram))
    nesting = nest(fitted)
    kinds = {box.key: _tag_of(box, nesting) for box in fitted.boxes}
    ties = ties_of(fitted, nesting, kinds)
    inner = [
        *_collaboration(fitted, nesting, ties),
        *_Processes.of(nesting, kinds, ties).lines(),
        *drawing(fitted, nesting, kinds, ties, ROLES),
    ]
    about = {"id": "definitions", "name": diagram.title, "targetNamespace": TARGET}
    lines = (HEAD, *tag("definitions", {**NAMESPACES, **about}, inner), "")
    return Artifact(content="\n".join(lines), warnings=tuple(_warnings(diagram, fitted, ties)))


def _warnings(diagram: Diagram, fitted: Diagram, ties: list[Tie]) -> Iterator[str]:
    yield from unshown(diagram, _SHOWN)
    loose = sum(tie.is_unlabelled for tie in ties)
    if loose:
        yield f"not shown: labels of arrows that no flow of BPMN may be ({loose:,} of them)"
    before = nest(diagram).around
    moved = len(before) - len(nest(fitted).around)
    if moved:
        yield f"not shown: what contains boxes that no sub-process may hold ({moved:,} of them)"


def _fitted(diagram: Diagram) -> Diagram:
    """Return a diagram in which only work contains others, and everything stands in some lane."""
    around = nest(diagram).around
    by_key = {box.key: box for box in diagram.boxes}
    known = {lane.key for lane in diagram.lanes}

    def fit(box: Box) -> Box:
        home = around.get(box.key, "")
        while home and by_key[home].shape in _TAGS:
            home = around.get(home, "")
        if box.shape is Shape.ROLE:
            return attrs.evolve(box, lane=ROLES, within="")
        return attrs.evolve(box, lane=box.lane if box.lane in known else REST, within=home)

    boxes = tuple(map(fit, diagram.boxes))
    used = {box.lane for box in boxes}
    more = [Lane(key=key, label=diagram.title) for key in (REST, ROLES) if key in used]
    return attrs.evolve(diagram, boxes=boxes, lanes=(*diagram.lanes, *more))


def _tag_of(box: Box, nesting: Nesting) -> str:
    return "subProcess" if box.key in nesting.parts else _TAGS.get(box.shape, "task")


def _collaboration(diagram: Diagram, nesting: Nesting, ties: list[Tie]) -> _Xml:
    """Yield the pools, and what stands between them."""
    names = nesting.names
    inner = list(told("documentation", diagram.description))
    for number, (lane, boxes) in enumerate(nesting.lanes):
        assert lane is not None  # a fitted diagram has no box without one
        if lane.key == ROLES:
            for box in boxes:
                about = told("documentation", _about(box))
                inner += tag("participant", {"id": names[box.key], "name": box.label}, about)
        else:
            whole = {
                "id": names[lane.key],
                "name": lane.label,
                "processRef": f"process{number + 1}",
            }
            inner += tag("participant", whole)
    held = [tie for tie in ties if not tie.home]
    inner += [line for tie in held if tie.tag == MESSAGE for line in _tie(tie, names)]
    notice = "\n".join(text for text in (diagram.subtitle, diagram.notice) if text)
    if notice:
        inner += tag("textAnnotation", {"id": "notice"}, told("text", notice))
    inner += [line for tie in held if tie.tag == ASSOCIATION for line in _tie(tie, names)]
    yield from tag("collaboration", {"id": "collaboration"}, inner)


@frozen
class _Processes:
    """The processes of a model: what its boxes are, and the ties by where they stand and by the
    nodes that they leave or reach.
    """

    nesting: Nesting
    kinds: dict[str, str]
    at_home: dict[str, list[Tie]] = field(factory=dict)
    at_node: dict[str, list[Tie]] = field(factory=dict)

    @classmethod
    def of(cls, nesting: Nesting, kinds: dict[str, str], ties: list[Tie]) -> _Processes:
        """Return the processes, with the ties sorted in."""
        made = cls(nesting, kinds)
        for tie in ties:
            made.at_home.setdefault(tie.home, []).append(tie)
            for end in dict.fromkeys((tie.source, tie.target)) if tie.tag == SEQUENCE else ():
                made.at_node.setdefault(end, []).append(tie)
        return made

    def lines(self) -> _Xml:
        """Yield the process of each lane: its nodes, each with its own parts, then the rest."""
        for number, (lane, boxes) in enumerate(self.nesting.lanes, start=1):
            assert lane is not None
            if lane.key != ROLES:
                whole = {"id": f"process{number}", "name": lane.label, "isExecutable": "false"}
                yield from tag("process", whole, self._held(lane.key, boxes))

    def _held(self, home: str, boxes: tuple[Box, ...]) -> list[str]:
        """Return what stands in a process; parts are made before what contains them."""
        done: dict[str, list[str]] = {}
        for box in reversed([box for box, _ in self.nesting.walk(boxes) if box is not None]):
            parts = self.nesting.parts.get(box.key, ())
            inner = self._inner(box.key, parts, done) if parts else []
            done[box.key] = list(self._node(box, inner))
        return self._inner(home, boxes, done)

    def _inner(self, home: str, boxes: tuple[Box, ...], done: dict[str, list[str]]) -> list[str]:
        """Return the parts of a process as the standard orders them: elements, then artifacts."""
        names, ties = self.nesting.names, self.at_home.get(home, [])
        notes = [box for box in boxes if self.kinds[box.key] == "textAnnotation"]
        lines = [line for box in boxes if box not in notes for line in done[box.key]]
        lines += [line for tie in ties if tie.tag == SEQUENCE for line in _tie(tie, names)]
        lines += [line for box in notes for line in done[box.key]]
        lines += [line for tie in ties if tie.tag == ASSOCIATION for line in _tie(tie, names)]
        for box in filter(attrgetter("highlighted"), boxes):
            name = names[box.key]
            lines += tag("textAnnotation", {"id": f"{name}_here"}, told("text", HERE))
            ends = {"sourceRef": f"{name}_here", "targetRef": name}
            lines += tag("association", {"id": f"{name}_here_tie", **ends})
        return lines

    def _node(self, box: Box, inner: list[str]) -> _Xml:
        name, kind = self.nesting.names[box.key], self.kinds[box.key]
        about = list(told("documentation", _about(box)))
        named = {"id": name, "name": box.label}
        if kind == "dataObjectReference":
            yield from tag(kind, {**named, "dataObjectRef": f"{name}_data"}, about)
            yield from tag("dataObject", {"id": f"{name}_data"})
        elif kind == "textAnnotation":
            yield from tag(kind, {"id": name}, [*about, *told("text", box.label)])
        else:
            loops = box.repeats and kind != "exclusiveGateway"
            loop = tag("standardLoopCharacteristics") if loops else ()
            yield from tag(kind, named, [*about, *self._ways(box.key), *loop, *inner])

    def _ways(self, key: str) -> _Xml:
        """Yield the flows that reach a node, and those that leave it."""
        ties = self.at_node.get(key, [])
        for tie in ties:
            yield from told("incoming", tie.id) if tie.target == key else ()
        for tie in ties:
            yield from told("outgoing", tie.id) if tie.source == key else ()


def _about(box: Box) -> str:
    return "\n".join(text for text in (box.tooltip, *box.detail) if text)


def _tie(tie: Tie, names: dict[str, str]) -> _Xml:
    ends = {"sourceRef": names[tie.source], "targetRef": names[tie.target]}
    given = {"id": tie.id}
    about = tie.arrow.tooltip
    if tie.tag == ASSOCIATION:
        about = "\n".join(text for text in (tie.arrow.label, about) if text)
        ends["associationDirection"] = tie.direction
    elif tie.arrow.label:
        given["name"] = tie.arrow.label
    yield from tag(tie.tag, {**given, **ends}, told("documentation", about))


BPMN = Format(
    name="bpmn",
    takes=Takes.DIAGRAM,
    suffixes=(".bpmn",),
    mime="application/bpmn+xml",
    write=write_bpmn,
    about="a model of processes, with coordinates, for Camunda, Signavio, Bizagi and the like",
)
