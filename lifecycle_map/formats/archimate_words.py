"""Which type of ArchiMate 3 an element or a relation is written as."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.loading.plans.archimate_types import (
    ACCESS_LINKS,
    ELEMENT_TYPES,
    RELATION_TYPES,
    WORK_PACKAGE,
)
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
    Stage,
    Work,
)
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation

RENAMED = {
    "InfrastructureFunction": "TechnologyFunction",
    "InfrastructureService": "TechnologyService",
    "InfrastructureInterface": "TechnologyInterface",
    "Network": "CommunicationNetwork",
    "CommunicationPath": "Path",
    "Junction": "AndJunction",
    "Realisation": "Realization",
    "Specialisation": "Specialization",
    "UsedBy": "Serving",
}
"""What version 3 calls the types that only version 2 has, or only some tools."""

_TYPES: dict[type[Element], str] = {
    Stage: "Plateau",
    Process: "BusinessProcess",
    Activity: "WorkPackage",
    Gate: "ImplementationEvent",
    Role: "BusinessRole",
    Practice: "Capability",
}
SORTS = {
    ProductCategory.OUTPUT: "BusinessService",
    ProductCategory.CONFIGURATION_ITEM: "ApplicationComponent",
    RoleKind.GROUP: "BusinessCollaboration",
    PracticeKind.PRINCIPLE: "Principle",
    PracticeKind.TARGET: "Goal",
}
_LINKS = {
    Link.CONTAINS: "Composition",
    Link.PRECEDES: "Triggering",
    Link.TRIGGERS: "Triggering",
    Link.PERFORMS: "Assignment",
    Link.CREATES: "Access",
    Link.UPDATES: "Access",
    Link.USES: "Access",
}
_ACCESSES = {link: access for access, link in ACCESS_LINKS.items() if access != "Access"}


@frozen
class Word:
    """A type, and whether reading it gives the same class or link without being told."""

    type: str
    is_exact: bool
    access: str = ""


def word_for_element(element: Element, lifecycle: Lifecycle) -> Word:
    """Return the type of an element: that of the file it was read from, or else its own."""
    given = RENAMED.get(element.source_type, element.source_type)
    own = given if given in ELEMENT_TYPES else _own_type(element, lifecycle.side)
    meaning = ELEMENT_TYPES[own]
    # A work package that contains other work is read as a stage.
    holds = meaning is WORK_PACKAGE and any(
        isinstance(p, Work) for p in lifecycle.children(element.key)
    )
    return Word(own, is_exact=type(element) is (Stage if holds else meaning.cls))


def word_for_relation(relation: Relation) -> Word:
    """Return the type of a relation: that of the file it was read from, or else its own."""
    link, given = relation.link, RENAMED.get(relation.source_type, relation.source_type)
    if given in RELATION_TYPES and given != "Access":
        return Word(given, is_exact=link in RELATION_TYPES[given][:1])
    type_ = _LINKS.get(link, "Association")
    exact = link in RELATION_TYPES[type_] or link is Link.ASSOCIATED_WITH
    return Word(type_, is_exact=exact, access=_ACCESSES.get(link, "") if type_ == "Access" else "")


def _own_type(element: Element, side: Side) -> str:
    if isinstance(element, Product):
        usual = "Deliverable" if side is Side.PROJECT else "BusinessObject"
        return SORTS.get(element.category, usual) if element.category else usual
    sort = getattr(element, "role_kind", None) or getattr(element, "practice_kind", None)
    if sort in SORTS:
        return SORTS[sort]
    schedule = element.schedule if isinstance(element, Activity) else None
    if schedule is not None and schedule.milestone:
        return "ImplementationEvent"
    return _TYPES[type(element)]
