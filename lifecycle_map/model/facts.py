"""What a plan alone does not say of a project: its business case, decisions, procedures, people.

A user writes it into a file of facts; rules that need a fact which nobody gave say that they cannot
tell, and never guess.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import frozen

from lifecycle_map.model.lifecycles import Side


class RequirementKind(str, Enum):
    """Whether a requirement is on what a service does or on how it is run."""

    FUNCTIONAL = "functional"
    SERVICE = "service"


@frozen(kw_only=True)
class BusinessCase:
    """What is known of the business case: whether it holds the run cost, and its last update."""

    run_cost: bool | None = None
    updated: datetime | None = None


@frozen(kw_only=True)
class Deliverable:
    """A product of the project; ``requirements`` and ``acceptance`` are keys and texts."""

    name: str
    becomes_service: bool = False
    requirements: tuple[str, ...] = ()
    service_acceptance: tuple[str, ...] = ()


@frozen(kw_only=True)
class Requirement:
    """A requirement and its kind."""

    key: str
    name: str
    kind: RequirementKind = RequirementKind.FUNCTIONAL


@frozen(kw_only=True)
class Decision:
    """A decision of the business, and whether it bears on the support model."""

    name: str
    date: datetime
    affects_support_model: bool = False


@frozen(kw_only=True)
class Procedure:
    """A procedure of one side: ``reuses``, ``aligned_with`` and ``becomes_part_of`` name others.

    ``kind`` is free, but for the four that the rules name: procurement, resource engagement,
    financial reporting and change management.
    """

    name: str
    kind: str
    owner: Side
    reuses: str = ""
    aligned_with: str = ""
    becomes_part_of: str = ""
    open_to_projects: bool | None = None


@frozen(kw_only=True)
class Person:
    """Somebody in the project or attached to it. ``level`` is 1 to 7, as in SFIA."""

    name: str
    role: str = ""
    side: Side = Side.PROJECT
    level: int = 0
    skills: tuple[str, ...] = ()
    attached_to: tuple[str, ...] = ()


@frozen(kw_only=True)
class Improvement:
    """An improvement of a service, and the project that makes it, if one does."""

    name: str
    major: bool = False
    project: str = ""


@frozen(kw_only=True)
class Change:
    """A change to a configuration item in a window of time, and the authority that allowed it.

    A ``freeze`` is a window in which nobody may change the item; without an item, nothing.
    """

    name: str
    start: datetime
    end: datetime
    item: str = ""
    authority: str = ""
    freeze: bool = False


@frozen(kw_only=True)
class ServiceMilestone:
    """Something that the service side promises for a day (of a day, by its end).

    ``needed_by`` is the line of the plan that waits for it: its key, its own id or its name.
    Without it, the words of the name say which it is.
    """

    name: str
    date: datetime
    needed_by: str = ""


@frozen(kw_only=True)
class Facts:
    """What is known of a project beside its plan. What is not given is not known."""

    major: bool | None = None
    business_case: BusinessCase = BusinessCase()
    products: tuple[Deliverable, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    people: tuple[Person, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    changes: tuple[Change, ...] = ()
    milestones: tuple[ServiceMilestone, ...] = ()
