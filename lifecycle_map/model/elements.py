"""The closed family of elements: what a lifecycle is made of."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from lifecycle_map.model.phases import Phase
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref


class Level(str, Enum):
    """The management level at which a process runs, from the top."""

    BUSINESS = "business"
    DIRECTING = "directing"
    MANAGING = "managing"
    DELIVERING = "delivering"


class ProductCategory(str, Enum):
    """What a product is for.

    ``BASELINE``, ``RECORD`` and ``REPORT`` are the entries of a method's own list of management
    products. ``APPROACH`` and ``REGISTER`` are documents that an edition counts inside another
    product, ``PART`` a section or an item in one. ``OUTPUT`` is what a service process yields,
    ``INPUT`` what arrives from outside, ``SPECIALIST`` what the project is there to build, and
    ``CONFIGURATION_ITEM`` a component that has to be managed to deliver a service.
    """

    BASELINE = "baseline"
    RECORD = "record"
    REPORT = "report"
    APPROACH = "approach"
    REGISTER = "register"
    PART = "part"
    INPUT = "input"
    OUTPUT = "output"
    SPECIALIST = "specialist"
    CONFIGURATION_ITEM = "configuration-item"


class RoleKind(str, Enum):
    """What stands behind a role: one person's part, a group, a function, a layer above.

    ``ATTACHED`` marks a role that the method itself does not have, such as service staff lent to
    the project.
    """

    ROLE = "role"
    GROUP = "group"
    FUNCTION = "function"
    LAYER = "layer"
    ATTACHED = "attached"


class PracticeKind(str, Enum):
    """Which list of a method a practice stands in.

    ``GENERAL``, ``SERVICE`` and ``TECHNICAL`` are the three lists of management practices that
    ITIL 4 has, ``DIMENSION`` what its parts are looked at from.
    """

    PRINCIPLE = "principle"
    THEME = "theme"
    PRACTICE = "practice"
    GENERAL = "general"
    SERVICE = "service"
    TECHNICAL = "technical"
    DIMENSION = "dimension"
    TARGET = "target"


@frozen
class Alias:
    """Another name of an element, in a language (a BCP 47 tag such as ``de`` or ``pt-br``)."""

    language: str
    text: str


class ConstraintType(str, Enum):
    """What a planner demands of the dates of a task, in the terms of MS Project."""

    AS_LATE_AS_POSSIBLE = "as-late-as-possible"
    MUST_START_ON = "must-start-on"
    MUST_FINISH_ON = "must-finish-on"
    START_NO_EARLIER_THAN = "start-no-earlier-than"
    START_NO_LATER_THAN = "start-no-later-than"
    FINISH_NO_EARLIER_THAN = "finish-no-earlier-than"
    FINISH_NO_LATER_THAN = "finish-no-later-than"


@frozen(kw_only=True)
class Constraint:
    """A demand on the dates of a task; ``moment`` is the date that it names, if it names one."""

    type: ConstraintType
    moment: datetime | None = None


@frozen(kw_only=True)
class Schedule:
    """When something happens in a plan.

    Times are the plan's own local times, without a zone. ``percent`` is the share done, 0 to 100.
    ``duration`` is in working minutes (a plan may say how long without saying when). ``deadline``
    is when it has to be done, ``constraint`` what the planner demands of the dates, and
    ``baseline_start`` and ``baseline_finish`` are the dates that were agreed at first.
    """

    start: datetime | None = None
    finish: datetime | None = None
    milestone: bool = False
    percent: float = 0.0
    duration: float | None = None
    deadline: datetime | None = None
    constraint: Constraint | None = None
    baseline_start: datetime | None = None
    baseline_finish: datetime | None = None


@frozen(kw_only=True)
class Element:
    """What all elements share.

    ``sources`` are keys of the lifecycle's sources, ``confidence`` says how sure the statement is
    (0 to 1), and ``realises`` names elements of other lifecycles that this one carries out. Of an
    element that was read from a foreign file, ``source_id`` is its own id there, ``source_type``
    its type in the words of that format (``userTask``), and ``properties`` what else the file says.
    """

    kind: ClassVar[str] = "element"

    key: str
    name: str
    summary: str = ""
    aliases: tuple[Alias, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: float = 1.0
    source_id: str = ""
    source_type: str = ""
    properties: tuple[Property, ...] = ()
    realises: tuple[Ref, ...] = ()

    def label(self, language: str = "") -> str:
        """Return the name in a language where there is one, else the name."""
        tags = (language.casefold(), language.casefold().partition("-")[0]) if language else ()
        return next(
            (alias.text for tag in tags for alias in self.aliases if alias.language == tag),
            self.name,
        )


@frozen(kw_only=True)
class Work(Element):
    """What all elements share that take time: stages, processes, activities and gates."""

    phases: tuple[Phase, ...] = ()
    schedule: Schedule | None = None


@frozen(kw_only=True)
class Stage(Work):
    """A part of the road, one after the other or side by side.

    ``repeats`` marks a stage of which there may be several, ``outside`` one that lies before or
    after the lifecycle's own time (pre-project, post-project).
    """

    kind: ClassVar[str] = "stage"

    repeats: bool = False
    outside: bool = False


@frozen(kw_only=True)
class Process(Work):
    """A set of activities with a purpose. It belongs to one stage and may be active in many."""

    kind: ClassVar[str] = "process"

    level: Level | None = None


@frozen(kw_only=True)
class Activity(Work):
    """Something that is done: an activity of a process, or a task of a plan.

    ``slot`` is its place in its process, counted from 1 (0: none). Two activities in one slot are
    alternatives on which the sources disagree; ``disputed`` marks them.
    """

    kind: ClassVar[str] = "activity"

    slot: int = 0
    disputed: bool = False


@frozen(kw_only=True)
class Gate(Work):
    """A decision whether and how to go on."""

    kind: ClassVar[str] = "gate"


@frozen(kw_only=True)
class Product(Element):
    """Something that is made, used and handed over."""

    kind: ClassVar[str] = "product"

    category: ProductCategory | None = None


@frozen(kw_only=True)
class Role(Element):
    """Somebody who does, decides or answers for something."""

    kind: ClassVar[str] = "role"

    role_kind: RoleKind = RoleKind.ROLE


@frozen(kw_only=True)
class Practice(Element):
    """A principle, theme, practice or performance target that applies throughout."""

    kind: ClassVar[str] = "practice"

    practice_kind: PracticeKind = PracticeKind.PRACTICE


ELEMENTS: dict[str, type[Element]] = {
    cls.kind: cls for cls in (Stage, Process, Activity, Gate, Product, Role, Practice)
}
"""The closed family, by kind, in the order in which it is listed everywhere."""
