"""The bridge between roles of both sides: who is paired with whom, and who does what with whom."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import field, frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.curated import method, role_rows, work_rows
from lifecycle_map.analysis.people import Player, names_of, players
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.loading.frameworks import METHOD
from lifecycle_map.model.elements import Element, Role
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Match
from lifecycle_map.model.relations import Link


class Part(str, Enum):
    """What a role has to do with a piece of work: the letters of a RACI table."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"


@frozen(kw_only=True)
class RolePair:
    """A role of the project and one of the service side that belong together, and on whose word.

    ``project_people`` and ``service_people`` are those of the plan and its facts who play them.
    """

    project: Role
    service: Role
    match: Match
    row: str
    confidence: float
    reason: str = ""
    project_people: tuple[str, ...] = ()
    service_people: tuple[str, ...] = ()


@frozen(kw_only=True)
class RaciCell:
    """One role's part in a piece of work, and why: its own method says so, or a paired role has
    a part in it.
    """

    role: Role
    side: Side
    part: Part
    reason: str


@frozen(kw_only=True)
class RaciRow:
    """Work of both sides that a row of the crosswalk joins, what is handed over, who has a part."""

    project: Element
    service: Element
    handed_over: str
    row: str
    cells: tuple[RaciCell, ...] = ()


@frozen(kw_only=True)
class RaciBridge(Sheet):
    """Roles that are paired, and the work that is handed over between them.

    ``others`` are people of the plan whose role no method has.
    """

    plan: Lifecycle = field(repr=False)
    pairs: tuple[RolePair, ...] = ()
    rows: tuple[RaciRow, ...] = field(default=(), repr=False)
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        held = sum(bool(pair.project_people and pair.service_people) for pair in self.pairs)
        told = f"{self.plan.title}: {len(self.pairs)} pairs of roles"
        return f"{told}, both filled in {held}; {len(self.rows)} hand-overs"


def raci_bridge(plan: Lifecycle | Alignment, /, *, facts: Facts | None = None) -> RaciBridge:
    """Return which roles of the project and of the service side belong together, and at what work.

    Pairs and hand-overs are rows of the crosswalk; who is responsible or accountable is what either
    method says of its own work; a role is consulted where its counterpart is responsible or
    accountable and it has no part of its own. People are those of the plan and of the ``facts``.

    Raises `WrongKindError`.
    """
    expect("raci_bridge", plan, Lifecycle, Alignment)
    subject = plan.subject if isinstance(plan, Alignment) else plan
    people = players(subject, facts)
    pairs = tuple(
        RolePair(
            project=ours,
            service=theirs,
            match=row.match,
            row=row.row,
            confidence=row.confidence,
            reason=row.comment,
            project_people=_who(people, ours),
            service_people=_who(people, theirs),
        )
        for row, ours, theirs in role_rows()
    )
    others = names_of(each for each in people if each.role is None)
    return RaciBridge(plan=subject, pairs=pairs, rows=tuple(_rows(pairs)), others=others)


def _who(people: tuple[Player, ...], role: Role) -> tuple[str, ...]:
    return names_of(each for each in people if each.role is role)


def _rows(pairs: tuple[RolePair, ...]) -> Iterator[RaciRow]:
    for row, ours, theirs in work_rows():
        cells = {cell.role.key + cell.side: cell for cell in _own_cells(ours, theirs)}
        for cell in tuple(cells.values()):
            for other in _counterparts(cell, pairs):
                cells.setdefault(other.role.key + other.side, other)
        if cells:
            yield RaciRow(
                project=ours,
                service=theirs,
                handed_over=row.handed_over,
                row=row.row,
                cells=tuple(cells.values()),
            )


def _own_cells(ours: Element, theirs: Element) -> Iterator[RaciCell]:
    """Yield who is responsible or accountable by the methods' own word."""
    for side, name, element in zip(Side, METHOD, (ours, theirs), strict=True):
        home = method(name)
        line = (element, *home.ancestors(element.key))
        for link, part in _PARTS:
            # The nearest line that somebody is named for: an activity, or else its process.
            found = next((held for e in line if (held := home.incoming(e.key, link))), ())
            for relation in found:
                role = home[relation.subject]
                where = home[relation.object].name
                if isinstance(role, Role):
                    told = f"{link.value.replace('-', ' ')} {where}"
                    yield RaciCell(role=role, side=side, part=part, reason=told)


_PARTS = ((Link.PERFORMS, Part.RESPONSIBLE), (Link.ACCOUNTABLE_FOR, Part.ACCOUNTABLE))


def _counterparts(cell: RaciCell, pairs: tuple[RolePair, ...]) -> Iterator[RaciCell]:
    other = Side.SERVICE if cell.side is Side.PROJECT else Side.PROJECT
    for pair in pairs:
        ends = (
            (pair.project, pair.service) if other is Side.SERVICE else (pair.service, pair.project)
        )
        if ends[0] is cell.role:
            told = f"counterpart of {cell.role.name}, row {pair.row}"
            yield RaciCell(role=ends[1], side=other, part=Part.CONSULTED, reason=told)
