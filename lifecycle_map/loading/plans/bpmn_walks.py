"""The parts of a BPMN model in the order of the file: elements now, what joins them for later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import define, field

from lifecycle_map.loading.plans.bpmn_drafts import Draft, Place, called, id_of
from lifecycle_map.loading.plans.bpmn_flows import Queue, annotation_of
from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE, TERMS, Taken, nearest
from lifecycle_map.loading.plans.bpmn_texts import count, vendor_of
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import (
    Activity,
    Element,
    Gate,
    Process,
    Product,
    Role,
    RoleKind,
    Schedule,
)
from lifecycle_map.model.relations import Link

_MADE: dict[Taken, Callable[..., Element]] = {
    Taken.PROCESS: Process,
    Taken.ACTIVITY: Activity,
    Taken.EVENT: partial(Activity, schedule=Schedule(milestone=True)),
    Taken.GATEWAY: Gate,
    Taken.POOL: partial(Role, role_kind=RoleKind.GROUP),
    Taken.LANE: Role,
    Taken.PRODUCT: Product,
}
_HOLDERS = {"dataInput": Link.USES, "dataOutput": Link.CREATES}
_REFERRING = frozenset(
    {
        "dataObjectReference",
        "dataStoreReference",
        "boundaryEvent",
        "callActivity",
        "callChoreography",
    }
)
# What is taken from another namespace too: the parts that a model would be wrong without.
_STRAYS = frozenset({*_MADE, Taken.SEQUENCE_FLOW, Taken.MESSAGE_FLOW})
_BY_THEMSELVES = frozenset({Taken.NAMED, Taken.EVENT_DEFINITION})
_MOST_GUESSES = 100
"""After so many unknown tags no more are compared with the known ones: it takes time."""


@define
class Walk:
    """Goes through a model; what joins elements is collected in ``queues``."""

    draft: Draft
    queues: dict[Taken, Queue] = field(factory=dict)
    nodes: list[tuple[Node, str]] = field(factory=list)
    referring: list[tuple[Node, str]] = field(factory=list)
    lanes: dict[str, list[str]] = field(factory=dict)
    annotations: dict[str, tuple[Node, Place]] = field(factory=dict)
    named: dict[str, Node] = field(factory=dict)
    counts: dict[str, list[int]] = field(factory=dict)
    guesses: dict[str, str] = field(factory=dict)

    def walk(self, root: Node) -> None:
        """Take all parts of the model, each before what it holds."""
        self._mend_tags(root, Taken.HELD)
        self._name_what_is_referred_to(root)
        waiting: list[tuple[Iterator[Node], Place]] = [(iter(root.parts), Place())]
        while waiting:
            parts, place = waiting[-1]
            part = next(parts, None)
            if part is None:
                waiting.pop()
                continue
            inner = self._take(part, place)
            if inner is not None and part.parts:
                waiting.append((iter(part.parts), inner))

    def _name_what_is_referred_to(self, root: Node) -> None:
        """Note the names of messages, signals and the like before anything refers to them."""
        self.draft.has_imports = any(part.tag == "import" for part in root.parts)
        for part in root.parts:
            ident = id_of(part)
            if ident and TERMS[part.tag] in _BY_THEMSELVES:
                given = part.attributes
                name = given.get("name") or given.get("structureRef") or ident
                self.draft.texts.names[ident] = name
                self.named[ident] = part
                self.draft.name_other(part, f"{part.tag} '{name}'")

    def _take(self, part: Node, place: Place) -> Place | None:
        """Take one part of the model, and return where its own parts stand, if they count."""
        count(self.counts, part.tag, part.line)
        taker = _BY_TAG.get(part.tag)
        return None if taker is None else taker(self, part, place)

    def take_node(self, part: Node, place: Place) -> Place:
        """Add an activity, an event or a gateway, inside the process or sub-process."""
        self._mend_tags(part, TERMS[part.tag])
        key = self.draft.add(_MADE[TERMS[part.tag]], part)
        if not id_of(part):
            told = f"{called(part)} has no id; kept, though no flow can lead to it"
            self.draft.reading.mend(told, line=part.line)
        if place.key:
            self.draft.relate(place.key, Link.CONTAINS, key)
        else:
            self.draft.reading.mend(f"{called(part)} stands in no process; kept", line=part.line)
        self.nodes.append((part, key))
        if part.tag in _REFERRING:
            self.referring.append((part, key))
        return Place(key, place.process)

    def take_process(self, part: Node, place: Place) -> Place:
        """Add a process."""
        key = self._add(part)
        if place.key:
            self.draft.relate(place.key, Link.CONTAINS, key)
        return Place(key, key)

    def take_pool(self, part: Node, _: Place) -> None:
        """Add a pool; which lanes stand in it is known later."""
        key = self._add(part)
        self.queues.setdefault(Taken.POOL, []).append((part, Place(role=key)))

    def take_lane(self, part: Node, place: Place) -> Place:
        """Add a lane, inside the one that it stands in."""
        key = self._add(part)
        if place.role:
            self.draft.relate(place.role, Link.CONTAINS, key)
        elif place.key == place.process:
            self.lanes.setdefault(place.key, []).append(key)
        return Place(place.key, place.process, key)

    def take_product(self, part: Node, place: Place) -> None:
        """Add data, and say whose it is."""
        key = self._add(part)
        if place.key:
            link = _HOLDERS.get(part.tag, Link.ASSOCIATED_WITH)
            self.draft.relate(place.key, link, key, source_type=part.tag)
        if part.tag in _REFERRING:
            self.referring.append((part, key))

    def _add(self, part: Node) -> str:
        taken = TERMS[part.tag]
        self._mend_tags(part, taken)
        return self.draft.add(_MADE[taken], part)

    def take_holder(self, part: Node, place: Place) -> Place:
        """Look into a collaboration, a set of lanes or a list of inputs and outputs."""
        self._mend_tags(part, Taken.HELD)
        self.draft.name_other(part, called(part))
        for name, text in self.draft.texts.told_of_holder(part):
            self.draft.say(place.role or place.key, name, text)
        return place

    def take_annotation(self, part: Node, place: Place) -> None:
        """Keep a text of the drawing until it is known what it is tied to."""
        self.draft.name_other(part, called(part))
        if id_of(part):
            self.annotations.setdefault(id_of(part), (part, place))
        else:
            self.draft.say(place.key, "annotation", annotation_of(part))

    def take_tie(self, part: Node, place: Place) -> None:
        """Keep what joins elements until all of them are known."""
        if part.tag == "sequenceFlow":
            self._mend_tags(part, Taken.SEQUENCE_FLOW)
        self.draft.name_other(part, called(part))
        self.queues.setdefault(TERMS[part.tag], []).append((part, place))

    def leave(self, part: Node, _: Place) -> None:
        """Count what is left out, and know it by its id."""
        count(self.draft.texts.left, f"<{part.tag}>", part.line)
        self.draft.name_other(part, called(part))

    def take_property(self, part: Node, _: Place) -> None:
        """Know a variable of a process, which data may come from, by its id."""
        if part.tag == "property":
            self.draft.name_other(part, part.attributes.get("name") or id_of(part))

    def _mend_tags(self, node: Node, taken: Taken) -> None:
        """Put the tag that is meant in place of one that is near, and take out what is unknown."""
        if all(part.tag in TERMS and part.namespace == NAMESPACE for part in node.parts):
            return
        node.parts = [part for part in node.parts if self._is_known(part, node, taken)]

    def _is_known(self, part: Node, node: Node, taken: Taken) -> bool:
        """Return whether a part is or can be taken for one of BPMN, and tell where it is not."""
        if part.tag == "BPMNDiagram":
            return True
        if part.namespace != NAMESPACE:
            return self._is_stray(part)
        if part.tag not in TERMS:
            told = f"{called(part)}: there is no such tag in BPMN; "
            part.tag = self._meant(part, node, taken)
            told += f"taken as <{part.tag}>" if part.tag else "left out"
            self.draft.reading.mend(told, line=part.line)
        return bool(part.tag)

    def _is_stray(self, part: Node) -> bool:
        """Return whether a part of another namespace is one of BPMN nevertheless."""
        if TERMS.get(part.tag) in _STRAYS:
            told = f"{called(part)} is in the namespace '{part.namespace[:80]}' and not in BPMN's"
            self.draft.reading.mend(f"{told}; taken all the same", line=part.line)
            return True
        count(self.draft.texts.left, f"extension <{vendor_of(part)}>", part.line)
        return False

    def _meant(self, part: Node, node: Node, taken: Taken) -> str:
        """Return the tag that an unknown one stands for; an unknown step of a process is a task."""
        if part.tag not in self.guesses and len(self.guesses) < _MOST_GUESSES:
            self.guesses[part.tag] = nearest(part.tag)
        near = self.guesses.get(part.tag, "")
        is_step = taken in (Taken.PROCESS, Taken.ACTIVITY) and bool(id_of(part))
        return near or ("task" if is_step and node.tag in _FLOW_HOLDERS else "")


_FLOW_HOLDERS = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
_TAKERS: dict[Taken, Callable[[Walk, Node, Place], Place | None]] = {
    Taken.PROCESS: Walk.take_process,
    Taken.ACTIVITY: Walk.take_node,
    Taken.EVENT: Walk.take_node,
    Taken.GATEWAY: Walk.take_node,
    Taken.POOL: Walk.take_pool,
    Taken.LANE: Walk.take_lane,
    Taken.PRODUCT: Walk.take_product,
    Taken.SEQUENCE_FLOW: Walk.take_tie,
    Taken.MESSAGE_FLOW: Walk.take_tie,
    Taken.ASSOCIATION: Walk.take_tie,
    Taken.INPUT: Walk.take_tie,
    Taken.OUTPUT: Walk.take_tie,
    Taken.PERFORMER: Walk.take_tie,
    Taken.LANE_REFERENCE: Walk.take_tie,
    Taken.ANNOTATION: Walk.take_annotation,
    Taken.HELD: Walk.take_holder,
    Taken.LEFT: Walk.leave,
    Taken.PROPERTY: Walk.take_property,
}
_BY_TAG = {tag: _TAKERS[taken] for tag, taken in TERMS.items() if taken in _TAKERS}
