"""Gates of the project and milestones of the service side: which waits for which."""

from __future__ import annotations

from datetime import datetime

from lifecycle_map.analysis.events import is_timed
from lifecycle_map.analysis.rules.cases import (
    Case,
    evidence_of,
    gap,
    named,
    satisfied,
    unclear,
)
from lifecycle_map.analysis.synchronising import BEFORE_LIVE
from lifecycle_map.analysis.timing import TimedPair, timing
from lifecycle_map.model.elements import Work
from lifecycle_map.model.findings import Evidence, Finding
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.rules import Rule

SHOWN = 3
"""So many pairs are named in a message."""


def late_milestones(rule: Rule, case: Case) -> Finding:
    """Whether something of the service side comes after the gate that needs it.

    Where its milestones are known (a plan of the service side, or a file of facts), all pairs are
    timed; else the plan's own lines that have to be met before its go-live.
    """
    return _by_pairs(rule, case) if _is_beside(case) else _by_lines(rule, case)


def _is_beside(case: Case) -> bool:
    told = case.facts is not None and bool(case.facts.milestones)
    return told or any(map(is_timed, case.alignment.object.of(Work)))


def _by_pairs(rule: Rule, case: Case) -> Finding:
    pairs = timing(case.alignment, facts=case.facts).pairs
    if not pairs:
        return unclear(rule, "no milestone of the service side could be paired with a line of it")
    late = sorted((pair for pair in pairs if pair.slack < 0), key=lambda pair: pair.slack)
    if not late:
        least = min(pairs, key=lambda pair: pair.slack)
        told = f"{len(pairs)} pairs, the least slack {_told(least)}"
        return satisfied(rule, told, _evidence(case, [least]))
    more = f" and {len(late) - SHOWN} more" if len(late) > SHOWN else ""
    told = "; ".join(map(_told, late[:SHOWN]))
    return gap(rule, f"{len(late)} of {len(pairs)} pairs late: {told}{more}", _evidence(case, late))


def _told(pair: TimedPair) -> str:
    first, second = (f"'{each.name}'{_day(each.finish)}" for each in (pair.first, pair.second))
    days = f"{abs(pair.slack):g} working day{'' if abs(pair.slack) == 1 else 's'}"
    return f"{first} is {days} {'after' if pair.slack < 0 else 'before'} {second} ({pair.why})"


def _day(moment: datetime | None) -> str:
    return f" ({moment:%Y-%m-%d})" if moment else ""


def _evidence(case: Case, pairs: list[TimedPair]) -> list[Evidence]:
    """Return the lines of the plan in some pairs, each once."""
    tasks = [task for pair in pairs for task in (pair.second, pair.first)]
    keys = dict.fromkeys(task.key for task in tasks if task.side is Side.PROJECT)
    return [evidence_of(case.plan[key]) for key in keys]


def _by_lines(rule: Rule, case: Case) -> Finding:
    ends = [(end, line) for line in case.speaking("live") if (end := _finish(case, line))]
    if not ends:
        return unclear(rule, "no line of it says when the service goes live")
    last, gate = max(ends, key=lambda pair: pair[0])
    dated = [
        (end, line)
        for line in case.evidence(BEFORE_LIVE)
        if line.key != gate.key and (end := _finish(case, line))
    ]
    late = [(end, line) for end, line in dated if end > last]
    if late:
        told = ", ".join(f"'{line.name}' ({end:%Y-%m-%d})" for end, line in late[:SHOWN])
        message = f"planned for after '{gate.name}' ({last:%Y-%m-%d}): {told}"
        return gap(rule, message, (line for _, line in late))
    if not dated:
        return satisfied(rule, f"nothing that is needed for '{gate.name}' comes after it")
    end, line = max(dated, key=lambda pair: pair[0])
    days = (last - end).days
    told = f"the last thing needed for '{gate.name}' is '{line.name}', {days} days before it"
    return satisfied(rule, told, [line])


def _finish(case: Case, line: Evidence) -> datetime | None:
    element = case.plan[line.key]
    schedule = element.schedule if isinstance(element, Work) else None
    return None if schedule is None else schedule.finish or schedule.start


def unpaired_gates(rule: Rule, case: Case) -> Finding:
    """Whether going live is paired with a decision of the service side, in the plan or beside."""
    live = case.speaking("live")
    if not live:
        return unclear(rule, "no line of it speaks of going live")
    if case.shown(rule.needs):
        return satisfied(rule, "a decision is paired with it", case.evidence(rule.needs))
    keys = {line.key for line in live}
    pairs = timing(case.alignment, facts=case.facts).pairs if _is_beside(case) else ()
    found = [pair for pair in pairs if pair.second.key in keys and pair.first.side is Side.SERVICE]
    if found:
        told = f"'{found[0].first.name}' of the service side is paired with it ({found[0].why})"
        return satisfied(rule, told, _evidence(case, found[:1]))
    return gap(rule, f"no go/no-go with operations is visible for {named(live)}", live, rule.needs)
