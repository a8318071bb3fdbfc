"""Typed relations, and the one table that says which of them may join what."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from lifecycle_map.model.elements import (
    ELEMENTS,
    Activity,
    Element,
    Gate,
    Practice,
    Process,
    Product,
    Role,
    Stage,
)
from lifecycle_map.model.properties import Property


class Link(str, Enum):
    """What one element has to do with another: *subject link object*."""

    CONTAINS = "contains"
    PRECEDES = "precedes"
    TRIGGERS = "triggers"
    ACTIVE_IN = "active-in"
    GUARDS = "guards"
    DECIDES = "decides"
    CREATES = "creates"
    UPDATES = "updates"
    USES = "uses"
    APPROVES = "approves"
    DERIVES_FROM = "derives-from"
    PERFORMS = "performs"
    ACCOUNTABLE_FOR = "accountable-for"
    REPORTS_TO = "reports-to"
    ASSOCIATED_WITH = "associated-with"


class DependencyType(str, Enum):
    """How two tasks of a plan are tied: which end of the first drives which end of the second."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class LagUnit(str, Enum):
    """What a lag is measured in."""

    WORKING_MINUTES = "working-minutes"
    ELAPSED_MINUTES = "elapsed-minutes"
    PERCENT = "percent"


@frozen(kw_only=True)
class Dependency:
    """The detail of a ``precedes`` in a plan. A negative lag is a lead."""

    type: DependencyType = DependencyType.FINISH_START
    lag: float = 0.0
    unit: LagUnit = LagUnit.WORKING_MINUTES


@frozen(kw_only=True)
class Relation:
    """*subject link object*, both ends being keys of elements of the same lifecycle.

    ``label`` says more in a word or two (the event of a trigger, "outline" on a creation). Of a
    relation that was read from a foreign file, ``source_id``, ``source_type`` and ``properties``
    are as on an element. There may be several relations between the same two.
    """

    subject: str
    link: Link
    object: str
    label: str = ""
    dependency: Dependency | None = None
    sources: tuple[str, ...] = ()
    confidence: float = 1.0
    source_id: str = ""
    source_type: str = ""
    properties: tuple[Property, ...] = ()


Ends = tuple[frozenset[type[Element]], frozenset[type[Element]]]

_WORK = (Stage, Process, Activity, Gate)


def _ends(subjects: tuple[type[Element], ...], objects: tuple[type[Element], ...]) -> Ends:
    return frozenset(subjects), frozenset(objects)


SCHEMA: dict[Link, tuple[Ends, ...]] = {
    Link.CONTAINS: (
        _ends((Stage,), (Stage, Process, Activity, Gate)),
        _ends((Process,), (Process, Activity, Gate)),
        _ends((Activity,), (Activity, Gate)),
        _ends((Product,), (Product,)),
        _ends((Role,), (Role,)),
        _ends((Practice,), (Practice,)),
    ),
    Link.PRECEDES: (_ends(_WORK, _WORK),),
    Link.TRIGGERS: (_ends((*_WORK, Product), _WORK),),
    Link.ACTIVE_IN: (_ends((Process, Activity, Role), (Stage,)),),
    Link.GUARDS: (_ends((Gate,), (Stage,)),),
    Link.DECIDES: (_ends((Process, Activity, Role), (Gate,)),),
    Link.CREATES: (_ends((*_WORK, Role), (Product,)),),
    Link.UPDATES: (_ends((*_WORK, Role), (Product,)),),
    Link.USES: (_ends((*_WORK, Role), (Product,)),),
    Link.APPROVES: (_ends((*_WORK, Role), (Product,)),),
    Link.DERIVES_FROM: (_ends((Product,), (Product,)),),
    Link.PERFORMS: (_ends((Role,), _WORK),),
    Link.ACCOUNTABLE_FOR: (_ends((Role,), (*_WORK, Product, Practice)),),
    Link.REPORTS_TO: (_ends((Role,), (Role,)),),
    Link.ASSOCIATED_WITH: (_ends((*ELEMENTS.values(),), (*ELEMENTS.values(),)),),
}
"""Which link may join which classes of element. Validator, docs, readers and tests all read it."""


def allows(link: Link, subject: type[Element], object_: type[Element]) -> bool:
    """Return whether `SCHEMA` lets ``link`` join an element of one class to one of another."""
    return (link, subject, object_) in _ALLOWED


_ALLOWED = frozenset(
    (link, subject, object_)
    for link, joins in SCHEMA.items()
    for subjects, objects in joins
    for subject in subjects
    for object_ in objects
)
