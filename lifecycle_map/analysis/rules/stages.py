"""How the stages of a plan follow the life of a service."""

from __future__ import annotations

from collections import Counter

from lifecycle_map.analysis.rules.cases import Case, gap, satisfied, unclear
from lifecycle_map.model.elements import Work
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.phases import HUB
from lifecycle_map.model.rules import Rule


def order(rule: Rule, case: Case) -> Finding:
    """Whether linked stages keep their order on both sides."""
    kept = case.alignment.order_preservation()
    if not kept.pairs:
        return unclear(rule, "no two stages are linked, so that there is no order to compare")
    if kept.share == 1:
        return satisfied(rule, f"all {kept.pairs} pairs of linked stages keep their order")
    first, second = kept.broken[0]
    names = [case.plan[row.subject.key].name for row in (first, second) if row.subject]
    told = f"{kept.share:.0%} of {kept.pairs} pairs of linked stages keep their order"
    return gap(rule, f"{told}; '{names[0]}' and '{names[-1]}' do not")


def phases(rule: Rule, case: Case) -> Finding:
    """Whether each phase of a service's life has a line of the plan."""
    lines = case.plan.of(Work)
    counts = Counter(case.alignment.placement(work.key).phase for work in lines)
    if not any(counts[phase] for phase in HUB):
        return unclear(rule, "no line of it could be placed in a phase")
    bare = [phase.value for phase in HUB if not counts[phase]]
    if bare:
        return gap(rule, f"no line stands in {' nor in '.join(bare)}")
    return satisfied(rule, ", ".join(f"{phase.value} {counts[phase]}" for phase in HUB))
