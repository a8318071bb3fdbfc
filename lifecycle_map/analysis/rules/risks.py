"""The seven risks of the interface between project and service, as far as a plan can show them."""

from __future__ import annotations

from lifecycle_map.analysis.rules.cases import Case, gap, named, satisfied, unclear
from lifecycle_map.model.elements import Work
from lifecycle_map.model.findings import Evidence, Finding
from lifecycle_map.model.rules import Rule

NAMED = 3
"""So many needs are told by their titles, more of them by their keys."""


def joined(rule: Rule, case: Case) -> Finding:
    """Whether the stages of the plan meet the service lifecycle at all, and how often."""
    plan = case.plan
    stages: tuple[Work, ...] = plan.stages or plan.of(Work)
    met = [stage for stage in stages if case.alignment.targets(stage.key)]
    links = sum(len(case.alignment.targets(stage.key)) for stage in stages)
    if not met:
        return gap(rule, "no stage of the plan meets the service lifecycle")
    return satisfied(rule, f"{links} links in {len(met)} of {len(stages)} stages")


def needs(rule: Rule, case: Case) -> Finding:
    """Whether enough of the needs that the rule names are visible."""
    shown = case.shown(rule.needs)
    least = rule.least or len(rule.needs)
    lines = case.evidence(shown)
    if len(shown) >= least:
        return satisfied(rule, f"{len(shown)} of {len(rule.needs)} visible", lines)
    hidden = [key for key in rule.needs if key not in shown]
    if len(rule.needs) == 1:
        return gap(rule, "not visible in the plan", lines, hidden)
    titles = ", ".join(case.needs[key].need.title for key in hidden)
    told = titles if len(hidden) <= NAMED else " ".join(hidden)
    return gap(rule, f"{len(shown)} of {len(rule.needs)} visible; not: {told}", lines, hidden)


def product_requirements(rule: Rule, case: Case) -> Finding:
    """Whether each product that becomes a service has a service requirement and a criterion."""
    if case.facts is None or not case.facts.products:
        return unclear(rule, "name the products and their requirements in a file of facts")
    kinds = {each.key: each.kind.value for each in case.facts.requirements}
    services = [product for product in case.facts.products if product.becomes_service]
    bare = [
        product.name
        for product in services
        if not product.service_acceptance
        or "service" not in {kinds.get(key, "") for key in product.requirements}
    ]
    if bare:
        return gap(rule, f"no service requirement or no criterion: {', '.join(bare)}")
    return satisfied(rule, f"{len(services)} products that become a service have both")


def change_approval(rule: Rule, case: Case) -> Finding:
    """Whether the approval of changes is visible where the plan touches what is live."""
    live = case.speaking("live")
    if not live:
        return unclear(rule, "no line of it speaks of going live")
    if case.shown(rule.needs):
        return satisfied(rule, "the approval of changes is visible", case.evidence(rule.needs))
    told = f"no approval of a change is visible before {named(live)}"
    return gap(rule, told, live, rule.needs)


def stale_decisions(rule: Rule, case: Case) -> Finding:
    """Whether a decision on the support model is younger than the business case."""
    if case.facts is None or not case.facts.decisions:
        return unclear(rule, "name decisions, their dates and what they affect in a file of facts")
    updated = case.facts.business_case.updated
    late = [
        decision.name
        for decision in case.facts.decisions
        if decision.affects_support_model and (updated is None or decision.date > updated)
    ]
    if late:
        when = f"last updated {updated:%Y-%m-%d}" if updated else "with no date of an update"
        return gap(rule, f"younger than the business case ({when}): {', '.join(late)}")
    return satisfied(rule, "no decision is younger than the business case")


def run_cost(rule: Rule, case: Case) -> Finding:
    """Whether the business case holds the run cost: facts say so, or a line of the plan does."""
    known = None if case.facts is None else case.facts.business_case.run_cost
    if known or (known is None and case.shown(rule.needs)):
        return satisfied(rule, "the run cost is there", case.evidence(rule.needs))
    lines = case.speaking("business_case")
    if known is None and not lines:
        return unclear(rule, "no line of it speaks of the business case, nor does a file of facts")
    return gap(rule, "the cost of running the service is not visible", lines, rule.needs)


def operational_acceptance(rule: Rule, case: Case) -> Finding:
    """Whether operations accept, where users do."""
    if case.shown(rule.needs):
        return satisfied(rule, "operations accept the service", case.evidence(rule.needs))
    users = case.speaking("user_acceptance")
    who = f"only users accept ({named(users)})" if users else "no acceptance is visible"
    return gap(rule, f"{who}; none by operations", users, rule.needs)


def late_involvement(rule: Rule, case: Case) -> Finding:
    """Whether the service side is first met in the last stage."""
    stages = case.plan.stages
    if len(stages) < 2:  # noqa: PLR2004 - to come late there have to be two
        return unclear(rule, "it has no stages that could be early or late")
    order = {stage.key: number for number, stage in enumerate(stages)}
    met: dict[int, list[Evidence]] = {}
    for line in case.evidence(_INVOLVED):
        stage = case.plan.stage_of(line.key)
        if stage is not None:
            met.setdefault(order[stage.key], []).append(line)
    if not met:
        return gap(rule, "no stage shows a part of the service side")
    first = min(met)
    where = f"'{stages[first].name}', stage {first + 1} of {len(stages)}"
    if first == len(stages) - 1:
        return gap(rule, f"the service side is first met in {where}", met[first])
    return satisfied(rule, f"the service side is first met in {where}", met[first])


_INVOLVED = tuple(
    f"N{number:02}" for number in (*range(1, 15), *range(18, 29), 33, 36, 39, 41, 45, 46, 47, 48)
)


def conditions(rule: Rule, case: Case) -> Finding:
    """Whether what an acceptance leaves open is followed up."""
    if case.shown(rule.needs):
        return satisfied(rule, "open points are followed up", case.evidence(rule.needs))
    accepted = case.speaking("user_acceptance")
    if not accepted:
        return unclear(rule, "no line of it speaks of an acceptance")
    told = f"no line says what becomes of the open points of {named(accepted)}"
    return gap(rule, told, accepted, rule.needs)
