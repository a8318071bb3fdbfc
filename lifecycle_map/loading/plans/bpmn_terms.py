"""The words of BPMN 2.0: each tag of the standard, and what is made of it."""

from __future__ import annotations

import difflib
from enum import Enum

from lifecycle_map.model.refs import unjoined

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


class Taken(str, Enum):
    """What is made of a tag; the value says it to people."""

    PROCESS = "process"
    ACTIVITY = "activity"
    EVENT = "activity that is a milestone"
    GATEWAY = "gate"
    POOL = "role (group) that contains its lanes and performs its process"
    LANE = "role that performs what the lane holds"
    PRODUCT = "product"
    SEQUENCE_FLOW = "precedes"
    MESSAGE_FLOW = "triggers; associated-with where an end is a pool"
    ASSOCIATION = "creates or uses, as its direction says; else associated-with"
    INPUT = "uses"
    OUTPUT = "creates"
    PERFORMER = "performs"
    ANNOTATION = "property of what it annotates"
    NAMED = "name that others refer to"
    PROPERTY = "property"
    EVENT_DEFINITION = "property of its event; a name where it stands by itself"
    DOCUMENTATION = "summary; of a flow a property"
    EXTENSION = "properties where it is simple; else left out"
    HELD = "looked through for what it holds"
    LANE_REFERENCE = "what a lane performs"
    CHECKED = "compared with the ends of the flows"
    DRAWING = "left out: coordinates"
    LEFT = "left out"


_TAGS = {
    Taken.PROCESS: (
        "process choreography globalTask globalUserTask globalManualTask globalScriptTask "
        "globalBusinessRuleTask globalChoreographyTask"
    ),
    Taken.ACTIVITY: (
        "task userTask serviceTask scriptTask sendTask receiveTask manualTask businessRuleTask "
        "callActivity subProcess transaction adHocSubProcess choreographyTask subChoreography "
        "callChoreography"
    ),
    Taken.EVENT: (
        "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent "
        "implicitThrowEvent"
    ),
    Taken.GATEWAY: (
        "exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway"
    ),
    Taken.POOL: "participant",
    Taken.LANE: "lane",
    Taken.PRODUCT: (
        "dataObject dataObjectReference dataStore dataStoreReference dataInput dataOutput"
    ),
    Taken.SEQUENCE_FLOW: "sequenceFlow",
    Taken.MESSAGE_FLOW: "messageFlow",
    Taken.ASSOCIATION: "association",
    Taken.INPUT: "dataInputAssociation",
    Taken.OUTPUT: "dataOutputAssociation",
    Taken.PERFORMER: "participantRef",
    Taken.ANNOTATION: "textAnnotation",
    Taken.NAMED: (
        "message signal error escalation itemDefinition resource category interface endPoint "
        "partnerEntity partnerRole correlationProperty"
    ),
    Taken.PROPERTY: (
        "conditionExpression script property dataState standardLoopCharacteristics "
        "multiInstanceLoopCharacteristics completionCondition condition activationCondition "
        "resourceRole performer humanPerformer potentialOwner participantMultiplicity "
        "interfaceRef endPointRef supportedInterfaceRef eventDefinitionRef ioBinding "
        "messageFlowRef categoryValueRef partitionElement text outgoingRef"
    ),
    Taken.EVENT_DEFINITION: (
        "messageEventDefinition timerEventDefinition signalEventDefinition errorEventDefinition "
        "escalationEventDefinition conditionalEventDefinition linkEventDefinition "
        "compensateEventDefinition cancelEventDefinition terminateEventDefinition"
    ),
    Taken.DOCUMENTATION: "documentation",
    Taken.EXTENSION: "extensionElements",
    Taken.HELD: "collaboration laneSet childLaneSet ioSpecification",
    Taken.LANE_REFERENCE: "flowNodeRef",
    Taken.CHECKED: "incoming outgoing",
    Taken.DRAWING: "BPMNDiagram",
    Taken.LEFT: (
        "import extension relationship inputSet outputSet auditing monitoring group "
        "conversation subConversation callConversation globalConversation conversationLink "
        "conversationAssociation participantAssociation messageFlowAssociation correlationKey "
        "correlationSubscription choreographyRef supports rendering"
    ),
}

TERMS: dict[str, Taken] = {tag: taken for taken, tags in _TAGS.items() for tag in tags.split()}
"""What is made of each tag."""

TIES = frozenset(
    [
        "sequenceFlow",
        "messageFlow",
        "association",
        "dataInputAssociation",
        "dataOutputAssociation",
        "participantRef",
    ]
)
"""The tags that only join others: without an end nothing of them is left."""

_FOLDED = {tag.casefold(): tag for tag in TERMS}
_LONGEST = max(map(len, TERMS)) + 4
_CLOSE = 0.85


def nearest(tag: str) -> str:
    """Return the tag of BPMN that another one most likely stands for, or an empty text."""
    folded = tag.casefold()
    if folded in _FOLDED or len(tag) > _LONGEST:
        return _FOLDED.get(folded, "")
    near = difflib.get_close_matches(folded, _FOLDED, n=1, cutoff=_CLOSE)
    return _FOLDED[near[0]] if near else ""


def words_of(tag: str) -> str:
    """Return a tag as words, which name what has no name of its own.

    >>> words_of("exclusiveGateway")
    'exclusive gateway'
    """
    return unjoined(tag).lower()
