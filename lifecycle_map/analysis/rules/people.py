"""People on both sides: who is attached, who is experienced, which skills they share."""

from __future__ import annotations

from lifecycle_map.analysis.rules.cases import Case, evidence_of, gap, named, satisfied, unclear
from lifecycle_map.model.elements import Role
from lifecycle_map.model.facts import Person
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.rules import Rule

SENIOR = 5
"""The level of responsibility, of seven, from which a manager counts as senior (SFIA)."""


def _people(case: Case, side: Side) -> list[Person]:
    known = () if case.facts is None else case.facts.people
    return [person for person in known if person.side is side]


def senior_manager(rule: Rule, case: Case) -> Finding:
    """Whether a major project has a senior project manager."""
    if case.facts is None or case.facts.major is None:
        return unclear(
            rule, "a file of facts says whether the project is major, and who manages it"
        )
    if not case.facts.major:
        return satisfied(rule, "the project is no major one")
    managers = [
        person
        for person in _people(case, Side.PROJECT)
        if "project manager" in person.role.casefold() and person.level >= SENIOR
    ]
    if managers:
        return satisfied(rule, f"{managers[0].name} manages it, at level {managers[0].level}")
    return gap(rule, f"no project manager of level {SENIOR} or above is named for a major project")


def service_staff(rule: Rule, case: Case) -> Finding:
    """Whether somebody of the service side has a part in the project."""
    attached = [person.name for person in _people(case, Side.SERVICE) if person.attached_to]
    if attached:
        return satisfied(rule, f"attached: {', '.join(attached)}")
    found = case.people("service_people")
    if found:
        return satisfied(rule, f"in the plan: {named(found)}", found)
    roles = case.plan.of(Role)
    if not roles:
        return unclear(rule, "it names no people")
    told = f"none of the {len(roles)} people and teams in the plan is of the service side"
    return gap(rule, told, (evidence_of(role) for role in roles[:5]))


def shared_skills(rule: Rule, case: Case) -> Finding:
    """Which skills the people of both sides share."""
    sides = [
        {skill.casefold() for person in _people(case, side) for skill in person.skills}
        for side in Side
    ]
    if not all(sides):
        return unclear(rule, "name people and their skills, of both sides, in a file of facts")
    shared = sorted(sides[0] & sides[1])
    share = len(shared) / len(sides[0] | sides[1])
    if not shared:
        return gap(rule, "the two sides share no skill")
    return satisfied(rule, f"{share:.0%} of the skills are shared: {', '.join(shared)}")
