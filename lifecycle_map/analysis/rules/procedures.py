"""Procedures of both sides: reused, aligned, duplicated or missing. Facts alone can tell."""

from __future__ import annotations

from lifecycle_map.analysis.rules.cases import Case, gap, satisfied, unclear
from lifecycle_map.model.facts import Improvement, Procedure
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.rules import Rule

_ASK = "name the procedures of both sides in a file of facts"


def _procedures(case: Case, kind: str = "") -> tuple[Procedure, ...]:
    known = () if case.facts is None else case.facts.procedures
    return tuple(each for each in known if not kind or each.kind.casefold() == kind.casefold())


def _own(procedures: tuple[Procedure, ...]) -> list[Procedure]:
    return [each for each in procedures if each.owner is Side.PROJECT]


def _is_aligned(procedure: Procedure) -> bool:
    return bool(procedure.reuses or procedure.aligned_with)


def duplicate_procedures(rule: Rule, case: Case) -> Finding:
    """Whether the project has a procedure of its own beside an operational one of the kind."""
    known = _procedures(case)
    if not known:
        return unclear(rule, _ASK)
    kinds = {each.kind.casefold() for each in known if each.owner is Side.SERVICE}
    twice = [
        each.name for each in _own(known) if each.kind.casefold() in kinds and not _is_aligned(each)
    ]
    if twice:
        return gap(rule, f"beside an operational procedure of the same kind: {', '.join(twice)}")
    return satisfied(rule, "no procedure of the project stands beside an operational one")


def procedures_without_path(rule: Rule, case: Case) -> Finding:
    """Whether operational procedures are open to projects."""
    known = [each for each in _procedures(case) if each.owner is Side.SERVICE]
    told = [each for each in known if each.open_to_projects is not None]
    if not told:
        return unclear(rule, _ASK)
    shut = [each.name for each in told if not each.open_to_projects]
    if shut:
        return gap(rule, f"no way for projects: {', '.join(shut)}")
    return satisfied(rule, f"{len(told)} operational procedures are open to projects")


def orphaned_procedures(rule: Rule, case: Case) -> Finding:
    """Whether each procedure of the project becomes part of an operational one."""
    own = _own(_procedures(case))
    if not own:
        return unclear(rule, _ASK)
    lost = [each.name for each in own if not (each.becomes_part_of or each.reuses)]
    if lost:
        return gap(rule, f"part of nothing after closure: {', '.join(lost)}")
    return satisfied(rule, f"{len(own)} procedures of the project are taken over")


def procedure_alignment(rule: Rule, case: Case) -> Finding:
    """Which share of the project's procedures reuses or is aligned with operational ones."""
    own = _own(_procedures(case))
    if not own:
        return unclear(rule, _ASK)
    good = [each for each in own if _is_aligned(each)]
    told = f"{len(good)} of {len(own)} procedures of the project are reused or aligned"
    return satisfied(rule, told) if len(good) == len(own) else gap(rule, told)


def procedure_kind(rule: Rule, case: Case) -> Finding:
    """How the procedure of one kind stands on both sides."""
    known = _procedures(case, rule.about)
    if not known:
        return unclear(rule, f"name the procedures for {rule.about} in a file of facts")
    own = _own(known)
    if own and all(map(_is_aligned, own)):
        return satisfied(rule, f"{rule.about}: reused or aligned")
    sides = {each.owner for each in known}
    if not own:
        return gap(rule, f"{rule.about}: only operations have a procedure; say how projects use it")
    told = "duplicated" if Side.SERVICE in sides else "only the project has a procedure"
    return gap(rule, f"{rule.about}: {told}")


def improvements(rule: Rule, case: Case) -> Finding:
    """Whether major improvements of the service have a project."""
    known: tuple[Improvement, ...] = () if case.facts is None else case.facts.improvements
    if not known:
        return unclear(rule, "name the improvements of the service in a file of facts")
    bare = [each.name for each in known if each.major and not each.project]
    if bare:
        return gap(rule, f"major, and without a project: {', '.join(bare)}")
    return satisfied(rule, "each major improvement has a project")
