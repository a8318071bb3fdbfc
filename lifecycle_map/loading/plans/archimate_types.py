"""The types of ArchiMate, and what each becomes: one table for elements, one for relations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from lifecycle_map.model.elements import (
    Activity,
    Element,
    Gate,
    Practice,
    PracticeKind,
    Process,
    Product,
    ProductCategory,
    Role,
    RoleKind,
    Schedule,
    Stage,
)
from lifecycle_map.model.relations import Link


@frozen
class Meaning:
    """What elements of a type become: a class, and what else is known of all of them."""

    cls: type[Element]
    more: Mapping[str, Any] = field(factory=dict)

    def __str__(self) -> str:
        told = (each.value for each in self.more.values() if not isinstance(each, Schedule))
        words = [self.cls.kind, *told, *(["milestone"] if "schedule" in self.more else [])]
        return ", ".join(words)


PROCESS = Meaning(Process)
WORK_PACKAGE = Meaning(Activity)
STAGE = Meaning(Stage)
PRODUCT = Meaning(Product)
_EVENT = Meaning(Activity, {"schedule": Schedule(milestone=True)})
_ROLE = Meaning(Role)
_GROUP = Meaning(Role, {"role_kind": RoleKind.GROUP})
_SERVICE = Meaning(Product, {"category": ProductCategory.OUTPUT})
_COMPONENT = Meaning(Product, {"category": ProductCategory.CONFIGURATION_ITEM})
_PRACTICE = Meaning(Practice)
_PRINCIPLE = Meaning(Practice, {"practice_kind": PracticeKind.PRINCIPLE})
_TARGET = Meaning(Practice, {"practice_kind": PracticeKind.TARGET})
_GATE = Meaning(Gate)

_GROUPS = (
    (
        PROCESS,
        (
            "BusinessProcess BusinessFunction BusinessInteraction ApplicationProcess "
            "ApplicationFunction ApplicationInteraction TechnologyProcess TechnologyFunction "
            "TechnologyInteraction InfrastructureFunction ValueStream"
        ),
    ),
    (WORK_PACKAGE, "WorkPackage"),
    (STAGE, "Plateau"),
    (_EVENT, "BusinessEvent ApplicationEvent TechnologyEvent ImplementationEvent"),
    (_ROLE, "BusinessRole BusinessActor Stakeholder"),
    (_GROUP, "BusinessCollaboration ApplicationCollaboration TechnologyCollaboration"),
    (_SERVICE, "BusinessService ApplicationService TechnologyService InfrastructureService"),
    (
        _COMPONENT,
        (
            "ApplicationComponent ApplicationInterface BusinessInterface TechnologyInterface "
            "InfrastructureInterface Node Device SystemSoftware CommunicationNetwork Network Path "
            "CommunicationPath DistributionNetwork Equipment Facility"
        ),
    ),
    (
        PRODUCT,
        (
            "Deliverable BusinessObject DataObject Contract Representation Artifact Product Value "
            "Meaning Gap Material Resource Location Grouping"
        ),
    ),
    (_PRINCIPLE, "Principle"),
    (_TARGET, "Goal Outcome"),
    (_PRACTICE, "Requirement Constraint Driver Assessment Capability CourseOfAction"),
    (_GATE, "Junction AndJunction OrJunction"),
)

ELEMENT_TYPES: Mapping[str, Meaning] = MappingProxyType(
    {name: meaning for meaning, names in _GROUPS for name in names.split()}
)
"""For each type of element of ArchiMate 2 and 3, what it becomes.

A work package that contains other work is a stage, which only its relations can say.
"""

RELATION_TYPES: Mapping[str, tuple[Link, ...]] = MappingProxyType(
    {
        "Composition": (Link.CONTAINS,),
        "Aggregation": (Link.CONTAINS,),
        "Assignment": (Link.PERFORMS,),
        "Realization": (Link.CREATES,),
        "Triggering": (Link.TRIGGERS,),
        "Access": (Link.CREATES, Link.UPDATES, Link.USES),
        "Serving": (),
        "Influence": (),
        "Association": (),
        "Flow": (),
        "Specialization": (),
        "Realisation": (Link.CREATES,),
        "Specialisation": (),
        "UsedBy": (),
    }
)
"""For each type of relation of ArchiMate 2 and 3, the links that fit it in sense and direction.

Where `SCHEMA` does not let one join the two ends, a relation is ``associated-with``. So are those
whose sense no link has: what serves is the source in ArchiMate, what uses the subject in a link.
"""

WHOLES = ("Composition", "Aggregation")
"""Who says what contains what, the surest first: a part has one whole that it is composed in."""

WRITE, READ, READ_WRITE, UNSPECIFIED = "Write", "Read", "ReadWrite", "Access"
"""The types of access, as the exchange format calls them."""

ACCESS_LINKS: Mapping[str, Link] = MappingProxyType(
    {WRITE: Link.CREATES, READ_WRITE: Link.UPDATES, READ: Link.USES, UNSPECIFIED: Link.USES}
)
"""For each type of access, what the one that accesses does."""


KIND, LINK = "lifecycle-map:kind", "lifecycle-map:link"
"""The properties in which our own writer says what a type alone does not: which class of element,
and which link, something is."""


def words_of(name: str) -> str:
    """Return the words of a type: ``BusinessProcess`` is a business process."""
    found = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+", name)
    return " ".join(found).lower() or "element"
