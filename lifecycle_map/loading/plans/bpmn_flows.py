"""What joins the elements of a BPMN model: flows, associations, lanes, pools and references.

They are added when all elements are known, since in a file they may come first.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.loading.plans.bpmn_drafts import Draft, Place, called, id_of
from lifecycle_map.loading.plans.bpmn_texts import Pairs, text_of
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Process, Product, Work
from lifecycle_map.model.relations import Link

Queue = list[tuple[Node, Place]]


@define
class Flows:
    """The flows of a model: which relations they became, by their ids, and between which ids.

    One id may be given to several flows.
    """

    draft: Draft
    numbers: dict[str, list[int]] = field(factory=dict)

    def add_sequence_flows(self, queue: Queue) -> None:
        """Add what precedes what."""
        for node, _ in queue:
            ends = self._ends(node)
            if ends is not None:
                self._keep(node, self.draft.relate_by(node, ends[0], Link.PRECEDES, ends[1], []))

    def add_message_flows(self, queue: Queue) -> None:
        """Add what triggers what by a message."""
        for node, _ in queue:
            ends = self._ends(node)
            if ends is not None:
                self._keep(node, self.draft.relate_by(node, ends[0], Link.TRIGGERS, ends[1], []))

    def _keep(self, node: Node, number: int) -> None:
        self.numbers.setdefault(id_of(node), []).append(number)

    def _ends(self, node: Node) -> tuple[str, str] | None:
        """Return the elements that a flow joins, or tell which of them is not there."""
        refs = {role: node.attributes.get(role, "") for role in ("sourceRef", "targetRef")}
        keys = [self.draft.find(ref) for ref in refs.values()]
        for key, (role, ref) in zip(keys, refs.items(), strict=True):
            if not key:
                self.draft.missing(node, ref, role)
        return (keys[0], keys[1]) if all(keys) else None

    def add_data(self, queue: Queue, link: Link) -> None:
        """Add what uses or creates which data; the near end is what the association stands in."""
        outer, inner = ("sourceRef", "targetRef")[:: 1 if link is Link.USES else -1]
        for node, place in queue:
            if not place.key:
                told = f"{called(node)} stands in no activity; left out"
                self.draft.reading.mend(told, line=node.line)
                continue
            more = list(self._assignments(node, inner))
            ends = list(node.all(outer))
            for end in ends:
                self._add_data(node, place.key, link, end, more)
            if not ends:
                for name, text in more:
                    self.draft.say(place.key, f"{node.tag} {name}", text)

    def _add_data(self, node: Node, holder: str, link: Link, end: Node, more: Pairs) -> None:
        key, other = self.draft.find(end.text), self.draft.other(end.text)
        if key:
            self.draft.relate_by(node, holder, link, key, more)
        elif other:
            self.draft.say(holder, node.tag, other)
        else:
            self.draft.missing(node, end.text, end.tag)

    def _assignments(self, node: Node, inner: str) -> Iterator[tuple[str, str]]:
        """Yield the near end of a data association, and what it makes of the data."""
        for part in node.parts:
            if part.tag in (inner, "transformation") and part.text.strip():
                key = self.draft.find(part.text)
                yield part.tag, self.draft.elements[key].name if key else part.text.strip()
            elif part.tag == "assignment":
                yield part.tag, self.draft.texts.flat(part)

    def add_associations(self, queue: Queue, annotations: dict[str, tuple[Node, Place]]) -> None:
        """Add what goes with what; an annotation becomes a property of what it is tied to."""
        tied: set[str] = set()
        for node, _ in queue:
            ends = [node.attributes.get(role, "").strip() for role in ("sourceRef", "targetRef")]
            keys = [self.draft.find(ref) for ref in ends]
            if all(keys):
                self._associate(node, keys[0], keys[1])
            elif self._all_known(node, ends):
                tied.update(self._annotate(ends, annotations))
        for ident, (node, place) in annotations.items():
            if ident not in tied:
                self.draft.say(place.key, "annotation", annotation_of(node))

    def _all_known(self, node: Node, ends: list[str]) -> bool:
        found = True
        for role, ref in zip(("sourceRef", "targetRef"), ends, strict=True):
            if not self.draft.find(ref) and not self.draft.other(ref):
                self.draft.missing(node, ref, role)
                found = False
        return found

    def _annotate(
        self, ends: list[str], annotations: dict[str, tuple[Node, Place]]
    ) -> Iterator[str]:
        """Say of each end what the other one is; yield the annotations among them."""
        for ref, other in (ends, ends[::-1]):
            note = annotations.get(other)
            name = "annotation" if note else "association"
            text = annotation_of(note[0]) if note else self._told(other)
            key, numbers = self.draft.find(ref), self.numbers.get(ref, [])
            if key:
                self.draft.say(key, name, text)
            for number in numbers[:1]:
                self.draft.say_of_relation(number, [(name, text)])
            if note and (key or numbers):
                yield other

    def _told(self, ref: str) -> str:
        key = self.draft.find(ref)
        return self.draft.elements[key].name if key else self.draft.other(ref)

    def _associate(self, node: Node, source: str, target: str) -> None:
        """Join two elements: an arrow to a product creates it, one from a product uses it."""
        ends = [isinstance(self.draft.elements[key], Product) for key in (source, target)]
        if node.attributes.get("associationDirection") == "One" and ends == [False, True]:
            self.draft.relate_by(node, source, Link.CREATES, target, [])
        elif node.attributes.get("associationDirection") == "One" and ends == [True, False]:
            self.draft.relate_by(node, target, Link.USES, source, [])
        else:
            self.draft.relate_by(node, source, Link.ASSOCIATED_WITH, target, [])

    def check_ends(self, nodes: list[tuple[Node, str]]) -> None:
        """Compare what nodes say of their flows with what the flows say; the flows are believed."""
        for node, key in nodes:
            for part in node.parts:
                if part.tag in ("incoming", "outgoing"):
                    self._check(part, node, key, part.text.strip())
            default = node.attributes.get("default", "").strip()
            if default:
                self._check(Node("default", node.line), node, key, default)

    def _check(self, part: Node, node: Node, key: str, ref: str) -> None:
        numbers = self.numbers.get(ref) or self.numbers.get(ref.rpartition(":")[2], [])
        relations = [self.draft.relations[number] for number in numbers]
        ends = [r.object if part.tag == "incoming" else r.subject for r in relations]
        if part.tag == "default" and key in ends:
            self.draft.say_of_relation(numbers[ends.index(key)], [("default", "true")])
        elif not ends and not self.draft.other(ref):
            told = f"{called(node)}: its {part.tag} flow '{ref[:80]}' is not there; left out"
            self.draft.reading.mend(told, line=part.line)
        elif ends and key not in ends:
            told = f"{called(node)}: its {part.tag} flow '{ref[:80]}' has other ends; "
            self.draft.reading.mend(f"{told}the flow is believed", line=part.line)


def annotation_of(node: Node) -> str:
    """Return what a text annotation says."""
    return "\n".join(text_of(part).strip() for part in node.all("text"))


def add_pools(draft: Draft, pools: Queue, lanes: dict[str, list[str]]) -> None:
    """Add which process a pool performs, and the lanes that stand in it.

    A process may be that of several pools; its lanes stand in the first of them.
    """
    placed: set[str] = set()
    for node, place in pools:
        ref = node.attributes.get("processRef", "")
        process = draft.find(ref)
        if process and isinstance(draft.elements[process], Process):
            draft.relate(place.role, Link.PERFORMS, process, source_type="processRef")
            link = Link.ASSOCIATED_WITH if process in placed else Link.CONTAINS
            for lane in lanes.get(process, []):
                draft.relate(place.role, link, lane)
            placed.add(process)
        elif ref.strip():
            draft.missing(node, ref, "processRef")


def add_lane_references(draft: Draft, queue: Queue) -> None:
    """Add who performs what: each lane what it holds, once."""
    seen: set[tuple[str, str]] = set()
    for node, place in queue:
        ref = node.text.strip()
        key, other = draft.find(ref), draft.other(ref)
        if not place.role:
            told = f"'{ref[:80]}' is held by no lane; left out"
            draft.reading.mend(told, line=node.line)
        elif key and (place.role, key) in seen:
            draft.reading.note(f"'{ref[:80]}' stands twice in a lane", line=node.line)
        elif key:
            draft.relate(place.role, Link.PERFORMS, key, source_type=node.tag)
            seen.add((place.role, key))
        elif other:
            draft.say(place.role, node.tag, other)
        else:
            lane = draft.elements[place.role].name[:60]
            told = f"lane '{lane}' holds '{ref[:80]}', which is not there; left out"
            draft.reading.mend(told, line=node.line)


_REFERENCES = {
    "dataObjectReference": ("dataObjectRef", "refers to"),
    "dataStoreReference": ("dataStoreRef", "refers to"),
    "boundaryEvent": ("attachedToRef", "attached to"),
}


def add_references(draft: Draft, queue: list[tuple[Node, str]]) -> None:
    """Add what elements refer to: data, what an event is attached to, what is called."""
    for node, key in queue:
        role, label = _REFERENCES.get(node.tag, ("calledElement", "calls"))
        ref = node.attributes.get(role, "")
        target = draft.find(ref)
        is_call = role == "calledElement"
        if target:
            to_work = isinstance(draft.elements[target], Work)
            link = Link.TRIGGERS if is_call and to_work else Link.ASSOCIATED_WITH
            draft.relate(key, link, target, label=label, source_type=role)
        elif node.tag == "boundaryEvent" or (ref.strip() and not is_call):
            draft.missing(node, ref, role)


def add_performers(draft: Draft, queue: Queue) -> None:
    """Add who takes part in a step of a choreography."""
    for node, place in queue:
        key = draft.find(node.text)
        if key and place.key:
            draft.relate(key, Link.PERFORMS, place.key, source_type=node.tag)
        else:
            draft.missing(node, node.text, node.tag)
