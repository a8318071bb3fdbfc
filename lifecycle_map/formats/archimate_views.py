"""A view of an ArchiMate model: all elements in each other, and the relations between them."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.formats.archimate_ids import Ids
from lifecycle_map.formats.xml import tag, told
from lifecycle_map.layouts.nested import Places, place_nested
from lifecycle_map.layouts.scenes import Rect
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref
from lifecycle_map.views.diagrams import Box, Diagram
from lifecycle_map.views.nesting import Nesting, nest

_Xml = Iterator[str]


def view(
    diagram: Diagram, rails: tuple[Lifecycle, ...], rows: tuple[Correspondence, ...], ids: Ids
) -> _Xml:
    """Yield the one view of a model: a diagram of all its elements, and all its relations."""
    nesting = nest(diagram)
    places = place_nested(diagram, nesting)
    inner = [*told("name", diagram.title or "view")]
    for lane, boxes in nesting.lanes:
        held = _nodes(boxes, nesting, places, ids)
        if len(rails) == 1 or lane is None:
            inner += held
        else:
            inner += _node(lane.key, ids.rails[lane.key], places.lanes[lane.key], nesting, held)
    for rail in rails:
        inner += _lines(rail, nesting, places, ids)
    inner += _rows(rows, nesting, places, ids)
    given = {"identifier": "view", "xsi:type": "Diagram"}
    yield from tag("views", None, tag("diagrams", None, tag("view", given, inner)))


def _nodes(boxes: tuple[Box, ...], nesting: Nesting, places: Places, ids: Ids) -> list[str]:
    """Return boxes with what they contain; parts are made before what contains them."""
    done: dict[str, list[str]] = {}
    for box in reversed([box for box, _ in nesting.walk(boxes) if box is not None]):
        inner = [line for part in nesting.parts.get(box.key, ()) for line in done.pop(part.key)]
        shown = ids.of_ref(Ref.parse(box.key))
        done[box.key] = list(_node(box.key, shown, places.boxes[box.key], nesting, inner))
    return [line for box in boxes for line in done[box.key]]


def _node(key: str, shown: str, rect: Rect, nesting: Nesting, inner: list[str]) -> _Xml:
    given = {
        "identifier": f"node{_number(nesting, key)}",
        "xsi:type": "Element",
        "elementRef": shown,
        "x": str(round(rect.x)),
        "y": str(round(rect.y)),
        "w": str(round(rect.width)),
        "h": str(round(rect.height)),
    }
    yield from tag("node", given, inner)


def _number(nesting: Nesting, key: str) -> str:
    """Return the number of a box, or that of a lane after a nought."""
    name = nesting.names[key]
    return name[1:] if name.startswith("n") else f"0.{name.removeprefix('lane')}"


def _lines(rail: Lifecycle, nesting: Nesting, places: Places, ids: Ids) -> _Xml:
    """Yield the relations of a lifecycle, without those that the nesting shows."""
    for number, relation in enumerate(rail.relations):
        ends = (str(rail.ref(relation.subject)), str(rail.ref(relation.object)))
        if nesting.around.get(ends[1]) != ends[0]:
            yield from _line(ids.of_relation(rail, number), ends, nesting, places)


def _rows(rows: tuple[Correspondence, ...], nesting: Nesting, places: Places, ids: Ids) -> _Xml:
    for number, row in enumerate(rows, start=1):
        if ids.ends_of(row) is not None:
            ends = (_key(row.subject), _key(row.object))
            yield from _line(f"row{number}", ends, nesting, places)


def _key(ref: Ref | None) -> str:
    assert ref is not None  # a row with both ends
    return ref.lifecycle if ref.is_whole else str(ref)


def _line(tied: str, ends: tuple[str, str], nesting: Nesting, places: Places) -> _Xml:
    given = {
        "identifier": f"line-{tied}",
        "xsi:type": "Relationship",
        "relationshipRef": tied,
        "source": f"node{_number(nesting, ends[0])}",
        "target": f"node{_number(nesting, ends[1])}",
    }
    bends = [
        line
        for x, y in places.line(*ends)[1:-1]
        for line in tag("bendpoint", {"x": str(round(x)), "y": str(round(y))})
    ]
    yield from tag("connection", given, bends)
