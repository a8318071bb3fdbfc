"""The procedure matrix: for each kind of procedure, what each side has and how the two stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import field, frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.curated import ends_of
from lifecycle_map.analysis.rules.cases import evidence_of
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.loading.frameworks import METHOD
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import shipped_rules
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.needs import Visibility, visible_needs
from lifecycle_map.model.facts import Facts, Procedure
from lifecycle_map.model.findings import Evidence
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.rules import Rule


class ProcedureState(str, Enum):
    """How the procedures of both sides stand, from the best.

    ``REUSED``: the project uses the operational one; ``ALIGNED``: it has its own, in step with it;
    ``MISSING``: one side has none; ``DUPLICATED``: both have one, apart from each other;
    ``UNCLEAR``: nobody said.
    """

    REUSED = "reused"
    ALIGNED = "aligned"
    MISSING = "missing"
    DUPLICATED = "duplicated"
    UNCLEAR = "unclear"


@frozen(kw_only=True)
class ProcedureCell:
    """What one side has of a kind: its own ``names``, and where the method has it (``usual``)."""

    side: Side
    names: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()


@frozen(kw_only=True)
class ProcedureRow:
    """One kind of procedure: a cell for each side, the state with its reason, and whose it is.

    ``rule`` is the key of the rule that asks for it (empty for a kind of one's own), ``owner`` the
    side that runs it where only one does, ``rows`` the rows of the crosswalk that tie the two, and
    ``evidence`` lines of the plan that show it.
    """

    kind: str
    state: ProcedureState
    reason: str
    project: ProcedureCell
    service: ProcedureCell
    owner: Side | None = None
    rule: str = ""
    rows: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True)
class ProcedureMatrix(Sheet):
    """The procedures that a project shares with the service side, a kind a row."""

    plan: Lifecycle = field(repr=False)
    rows: tuple[ProcedureRow, ...] = ()

    def __str__(self) -> str:
        counts = {s: sum(row.state is s for row in self.rows) for s in ProcedureState}
        told = ", ".join(f"{count} {state.value}" for state, count in counts.items() if count)
        return f"{self.plan.title}: {len(self.rows)} kinds of procedure: {told}"


def procedure_matrix(
    plan: Lifecycle | Alignment, /, *, facts: Facts | None = None
) -> ProcedureMatrix:
    """Return how the procedures of a project stand to those of the service side.

    What a plan shows is kept as evidence; who owns a procedure, only ``facts`` tell, and without
    them the state is *unclear*. Kinds that only the facts name come last.

    Raises `WrongKindError`.
    """
    expect("procedure_matrix", plan, Lifecycle, Alignment)
    subject = plan.subject if isinstance(plan, Alignment) else plan
    seen = {each.need.key: each for each in visible_needs(subject, load_needs(), load_words())}
    known = facts.procedures if facts else ()
    asked = [rule for rule in shipped_rules() if rule.check == "procedure_kind"]
    rows = [_row(rule, _of_kind(known, rule.about), _lines(subject, rule, seen)) for rule in asked]
    told = {rule.about.casefold() for rule in asked}
    others = dict.fromkeys(p.kind for p in known if p.kind.casefold() not in told)
    more = (_made(kind, _of_kind(known, kind)) for kind in others)
    return ProcedureMatrix(plan=subject, rows=(*rows, *more))


def state_of(procedures: Iterable[Procedure]) -> tuple[ProcedureState, str]:
    """Return how the procedures of one kind stand, and why."""
    held = tuple(procedures)
    own = [each for each in held if each.owner is Side.PROJECT]
    theirs = [each for each in held if each.owner is Side.SERVICE]
    if not held:
        return ProcedureState.UNCLEAR, "no file of facts names a procedure of this kind"
    if own and all(each.reuses for each in own):
        return ProcedureState.REUSED, f"the project uses {_listed(each.reuses for each in own)}"
    if own and all(each.reuses or each.aligned_with for each in own):
        names = (each.reuses or each.aligned_with for each in own)
        return ProcedureState.ALIGNED, f"in step with {_listed(names)}"
    if own and theirs:
        apart = (p.name for p in own if not (p.reuses or p.aligned_with))
        return (
            ProcedureState.DUPLICATED,
            f"{_listed(apart)} beside {_listed(p.name for p in theirs)}",
        )
    if own:
        return ProcedureState.MISSING, "no operational procedure is named, nor a tie to one"
    return ProcedureState.MISSING, "no procedure of the project is named, nor how it uses this one"


def _row(rule: Rule, held: tuple[Procedure, ...], lines: tuple[Evidence, ...]) -> ProcedureRow:
    return _made(rule.about, held, rule, lines)


def _made(
    kind: str,
    held: tuple[Procedure, ...],
    rule: Rule | None = None,
    lines: tuple[Evidence, ...] = (),
) -> ProcedureRow:
    state, reason = state_of(held)
    owners = {each.owner for each in held}
    rows = rule.rows if rule else ()
    cells = {
        side: ProcedureCell(
            side=side,
            names=tuple(each.name for each in held if each.owner is side),
            usual=ends_of(METHOD, rows, side),
        )
        for side in Side
    }
    return ProcedureRow(
        kind=kind,
        state=state,
        reason=reason,
        project=cells[Side.PROJECT],
        service=cells[Side.SERVICE],
        owner=owners.pop() if len(owners) == 1 else None,
        rule=rule.key if rule else "",
        rows=rows,
        evidence=lines,
    )


def _of_kind(known: Iterable[Procedure], kind: str) -> tuple[Procedure, ...]:
    return tuple(each for each in known if each.kind.casefold() == kind.casefold())


def _lines(plan: Lifecycle, rule: Rule, seen: dict[str, Visibility]) -> tuple[Evidence, ...]:
    found: Iterator[Evidence] = (
        evidence_of(plan[line.key], ", ".join(line.words))
        for key in rule.needs
        for line in seen[key].evidence
    )
    return tuple({each.key: each for each in found}.values())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in dict.fromkeys(names))
