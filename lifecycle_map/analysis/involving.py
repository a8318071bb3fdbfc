"""Which service staff are attached to each stage of a plan, and whom to attach where, and why."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import field, frozen

from lifecycle_map.analysis.alignments import Alignment, home_stage
from lifecycle_map.analysis.curated import role_rows
from lifecycle_map.analysis.people import Player, names_of, players
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element, Role, RoleKind, Stage
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link

MOST = 3
"""So many roles are recommended for one stage."""

_BUSINESS = frozenset({"business-sponsor", "customer"})
"""Roles of a service lifecycle that are not of its staff."""


class Attached(str, Enum):
    """Whether service staff have a part in a stage.

    ``YES``: somebody has; ``NOT_VISIBLE``: people are named, none of the service side in this
    stage; ``UNCLEAR``: neither the plan nor the facts name people.
    """

    YES = "attached"
    NOT_VISIBLE = "not visible"
    UNCLEAR = "unclear"


@frozen(kw_only=True)
class Recommendation:
    """A role of the service side to attach, beside which roles of the project, and why.

    ``rows`` are the rows of the crosswalk that it rests on.
    """

    role: Role
    beside: tuple[Role, ...]
    why: str
    rows: tuple[str, ...]


@frozen(kw_only=True)
class StageInvolvement:
    """One stage: the service staff in it, the lines that they have a part in, whom to attach.

    ``stage`` is the key (empty for a plan without stages, which is taken as a whole).
    """

    stage: str
    name: str
    state: Attached
    staff: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    recommended: tuple[Recommendation, ...] = ()


@frozen(kw_only=True)
class Involvement(Sheet):
    """Service staff by stage. ``elsewhere`` are those named with no part in any stage."""

    plan: Lifecycle = field(repr=False)
    service: str
    stages: tuple[StageInvolvement, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the stages in which service staff have a part, 0 to 1."""
        held = sum(each.state is Attached.YES for each in self.stages)
        return held / len(self.stages) if self.stages else 0.0

    def __str__(self) -> str:
        held = sum(each.state is Attached.YES for each in self.stages)
        return f"{self.plan.title}: service staff in {held} of {len(self.stages)} stages"


def involvement(alignment: Alignment, /, *, facts: Facts | None = None) -> Involvement:
    """Return the service staff attached to each stage, and whom to attach where.

    A stage corresponds to stages of the service lifecycle; the roles that have a part in the work
    of those are recommended, first the ones that the crosswalk pairs with a role of the project.

    Raises `WrongKindError` for what is no alignment.
    """
    expect("involvement", alignment, Alignment)
    plan = alignment.subject
    people = players(plan, facts)
    staff = [each for each in people if each.side is Side.SERVICE]
    stages = plan.stages
    rows = [_stage(alignment, stage, staff, named=bool(people)) for stage in stages]
    if not stages:
        rows = [_whole(plan, staff, named=bool(people))]
    placed = {name for row in rows for name in row.staff}
    return Involvement(
        plan=plan,
        service=alignment.object.key,
        stages=tuple(rows),
        elsewhere=tuple(name for name in names_of(staff) if name not in placed),
    )


def _stage(
    alignment: Alignment, stage: Stage, staff: list[Player], *, named: bool
) -> StageInvolvement:
    plan = alignment.subject
    here = {
        player.name: [w for w in player.lines if plan.stage_of(w.key) is stage] for player in staff
    }
    attached = tuple(name for name, lines in here.items() if lines)
    lines = dict.fromkeys(work.name for held in here.values() for work in held)
    return StageInvolvement(
        stage=stage.key,
        name=stage.name,
        state=_state(attached, named=named),
        staff=attached,
        lines=tuple(lines),
        recommended=tuple(_recommended(alignment, stage))[:MOST],
    )


def _whole(plan: Lifecycle, staff: list[Player], *, named: bool) -> StageInvolvement:
    lines = dict.fromkeys(work.name for player in staff for work in player.lines)
    names = names_of(staff)
    state = _state(names, named=named)
    return StageInvolvement(stage="", name=plan.name, state=state, staff=names, lines=tuple(lines))


def _state(attached: tuple[str, ...], *, named: bool) -> Attached:
    if attached:
        return Attached.YES
    return Attached.NOT_VISIBLE if named else Attached.UNCLEAR


def _recommended(alignment: Alignment, stage: Stage) -> Iterator[Recommendation]:
    """Yield roles for a stage: of the surest service stage first, paired ones first in each."""
    seen: set[str] = set()
    for row in alignment.targets(stage.key):
        ref = alignment.object_stage(row)
        if ref is None:
            continue
        roles = list(_roles_in(alignment.object, ref.key))
        for role, work in sorted(roles, key=lambda each: not _beside(each[0])):
            if role.key not in seen:
                seen.add(role.key)
                yield _recommendation(alignment, row, role, work)


def _recommendation(
    alignment: Alignment, row: Correspondence, role: Role, work: Element
) -> Recommendation:
    ref = alignment.object_stage(row)
    where = alignment.object[ref.key].name if ref else ""
    by = f"row {row.row}" if row.row else "the words of its lines"
    told = f"the stage belongs to {where} ({by}), in which {role.name} has a part in {work.name}"
    paired = _beside(role)
    rows = (row.row, *(each.row for each, _ in paired))
    return Recommendation(
        role=role,
        beside=tuple(project for _, project in paired),
        why=told,
        rows=tuple(each for each in dict.fromkeys(rows) if each),
    )


def _beside(role: Role) -> list[tuple[Correspondence, Role]]:
    """Return the roles of the project that the crosswalk pairs with one of the service side."""
    return [(row, ours) for row, ours, theirs in role_rows() if theirs.key == role.key]


def _roles_in(service: Lifecycle, stage: str) -> Iterator[tuple[Role, Element]]:
    """Yield the roles that have a part in the work of a stage, with that work; no boards."""
    for role in service.of(Role):
        if role.key in _BUSINESS or role.role_kind in (RoleKind.GROUP, RoleKind.LAYER):
            continue
        for relation in service.outgoing(role.key):
            if relation.link in (Link.PERFORMS, Link.ACCOUNTABLE_FOR):
                home = home_stage(service, relation.object)
                work = service[relation.object]
                if home is not None and home.key == stage:
                    yield role, work
                    break
