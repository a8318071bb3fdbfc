"""What joins things in BPMN, by where they stand: a sequence flow within one process and one level
of it, a message flow between pools, and an association for all that no flow may join.
"""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.views.diagrams import Arrow, Diagram
from lifecycle_map.views.nesting import Nesting

SEQUENCE, MESSAGE, ASSOCIATION = "sequenceFlow", "messageFlow", "association"
FLOW_NODES = ("task", "subProcess", "exclusiveGateway")
TALKERS = ("task", "subProcess", "participant")
POOL = "participant"


@frozen(kw_only=True)
class Tie:
    """A flow or an association. ``home`` is the key of the box or lane whose process holds it, or
    an empty text for what stands between pools; ``direction`` is for associations.
    """

    tag: str
    id: str
    source: str
    target: str
    home: str
    arrow: Arrow
    direction: str = ""

    @property
    def is_unlabelled(self) -> bool:
        """Whether it has a label that BPMN shows nowhere."""
        return self.tag == ASSOCIATION and bool(self.arrow.label)


def ties_of(diagram: Diagram, nesting: Nesting, kinds: dict[str, str]) -> list[Tie]:
    """Return what the arrows become; one with a head at both ends is two flows."""
    lanes = {box.key: box.lane for box in diagram.boxes} | {lane.key: "" for lane in diagram.lanes}
    kinds = {lane.key: POOL for lane in diagram.lanes} | kinds
    ties: list[Tie] = []
    for number, arrow in enumerate(nesting.arrows, start=1):
        tag, home = _tag(arrow, any(diagram.heads(arrow)), nesting.around, kinds, lanes)
        at_start, at_end = diagram.heads(arrow)
        ends = (arrow.end, arrow.start) if at_start and not at_end else (arrow.start, arrow.end)
        for back in (False, True) if tag != ASSOCIATION and at_start and at_end else (False,):
            source, target = ends[::-1] if back else ends
            ties.append(
                Tie(
                    tag=tag,
                    id=f"tie{number}{'_back' if back else ''}",
                    source=source,
                    target=target,
                    home=home,
                    arrow=arrow,
                    direction=("None", "One", "Both")[at_start + at_end],
                )
            )
    return ties


def _tag(
    arrow: Arrow,
    has_head: bool,
    around: dict[str, str],
    kinds: dict[str, str],
    lanes: dict[str, str],
) -> tuple[str, str]:
    """Return what an arrow becomes, and whose process holds it."""
    start, end = arrow.start, arrow.end
    both = (kinds[start], kinds[end])
    same_pool = lanes[start] == lanes[end] != ""
    home = lanes[start] if same_pool and POOL not in both else ""
    level = around.get(start, home)
    is_flow = arrow.match is None and all(kind in FLOW_NODES for kind in both)
    if home and is_flow and around.get(end, home) == level:
        return SEQUENCE, level
    apart = not same_pool and lanes[start] != end and lanes[end] != start and start != end
    if apart and has_head and all(kind in TALKERS for kind in both):
        return MESSAGE, ""
    return ASSOCIATION, home
