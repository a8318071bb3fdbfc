"""BPMN 2.0: process models of Camunda, Signavio, Bizagi, jBPM, Flowable and others.

A process becomes a process that contains its activities and gates; events are activities that are
milestones, and a sub-process is an activity that contains its parts. Pools and lanes are roles,
data are products. Sequence flows precede, message flows trigger, and data associations say what is
used and created. Coordinates are left aside, and may be missing.
"""

from __future__ import annotations

import re
from collections import Counter

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.bpmn_drafts import Draft
from lifecycle_map.loading.plans.bpmn_flows import (
    Flows,
    add_lane_references,
    add_performers,
    add_pools,
    add_references,
)
from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE, TERMS, Taken
from lifecycle_map.loading.plans.bpmn_texts import documentation_of
from lifecycle_map.loading.plans.bpmn_walks import Walk
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, head_of, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pausing import without_collecting
from lifecycle_map.model.relations import Link

_WANTED = {"BPMNDiagram": frozenset[str]()}
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_ROOT = re.compile(
    rb"""<(?:([\w.-]{1,100}):)?definitions(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*+)""", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"""([\w.:-]{1,200})\s*=\s*("[^"]*"|'[^']*')""")


def looks_like_bpmn(data: bytes) -> bool:
    """Return whether the content is a ``definitions`` element in the namespace of BPMN 2.0."""
    root = _ROOT.search(_COMMENT.sub(b"", head_of(data)))
    if root is None:
        return False
    prefix = b"xmlns:" + root[1] if root[1] else b"xmlns"
    spaces = dict(_ATTRIBUTE.findall(root[2]))
    return bytes(spaces.get(prefix, b"")).strip(b"\"'") == NAMESPACE.encode()


@without_collecting()
def read_bpmn(reading: Reading) -> Lifecycle:
    """Return the model in a BPMN file (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no BPMN 2.0.
    """
    root = parse_xml(
        reading.data, reading.path, wanted=_WANTED, limits=reading.options.limits, qualified=True
    )
    if (root.tag, root.namespace) != ("definitions", NAMESPACE):
        raise InvalidFileError(reading.path, (Fault(root.tag, _no_bpmn(root), root.line),))
    draft = Draft(reading)
    pairs = draft.texts.pairs(root)
    walk = Walk(draft)
    walk.walk(root)
    _join(draft, walk)
    _tell(draft, walk)
    return draft.lifecycle(_title(root, draft), documentation_of(root), pairs)


def _no_bpmn(root: Node) -> str:
    if root.tag == "definitions":
        return f"no BPMN 2.0: the namespace is '{root.namespace[:80]}', and not '{NAMESPACE}'"
    begins = f"it begins with <{root.tag[:60]}>, and not with <definitions>"
    return f"no BPMN 2.0: {begins} of the namespace '{NAMESPACE}'"


def _join(draft: Draft, walk: Walk) -> None:
    """Add what joins the elements, now that all are known."""
    queues = {taken: walk.queues.get(taken, []) for taken in Taken}
    flows = Flows(draft)
    add_pools(draft, queues[Taken.POOL], walk.lanes)
    add_lane_references(draft, queues[Taken.LANE_REFERENCE])
    add_performers(draft, queues[Taken.PERFORMER])
    flows.add_sequence_flows(queues[Taken.SEQUENCE_FLOW])
    flows.add_message_flows(queues[Taken.MESSAGE_FLOW])
    flows.add_data(queues[Taken.INPUT], Link.USES)
    flows.add_data(queues[Taken.OUTPUT], Link.CREATES)
    add_references(draft, walk.referring)
    flows.add_associations(queues[Taken.ASSOCIATION], walk.annotations)
    flows.check_ends(walk.nodes)


def _tell(draft: Draft, walk: Walk) -> None:
    """Tell how each tag was taken, and what was left out."""
    reading, texts = draft.reading, draft.texts
    for tag, (times, line) in walk.counts.items():
        reading.understand(f"<{tag}>", TERMS[tag].value, _where(times, line))
    for what, (times, line) in texts.kept.items():
        reading.understand(what, "property", _where(times, line))
    for what, (times, line) in texts.left.items():
        reading.understand(what, "left out", _where(times, line))
        reading.note(f"left out: {times} x {what}", line=line)
    for line, role, ref in texts.missing:
        told = f"the {role} '{ref[:80]}' is not there; kept as text"
        reading.mend(told, line=line)
    unused = Counter(node.tag for ident, node in walk.named.items() if ident not in texts.used)
    for tag, times in unused.items():
        reading.note(f"left out: {times} x <{tag}> that nothing refers to")
    if not walk.nodes:
        reading.note("the model has no activities, events or gateways")


def _where(times: int, line: int) -> str:
    return f"line {line}" if times == 1 else f"line {line}, and {times - 1} more"


def _title(root: Node, draft: Draft) -> str:
    """Return the name of the only process or pool, else that of the whole."""
    elements = draft.elements.values()
    for tag in ("process", "participant"):
        found = [element.name for element in elements if element.source_type == tag]
        if len(found) == 1 and found[0] != tag:
            return found[0]
    return root.attributes.get("name", "")


BPMN = Reader(
    name="bpmn",
    read=read_bpmn,
    recognises=looks_like_bpmn,
    suffixes=(".bpmn", ".bpmn2"),
    about="process models in BPMN 2.0",
)
