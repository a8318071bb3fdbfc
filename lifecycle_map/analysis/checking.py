"""Checking a plan: what it does not show of the service that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.reports import Report
from lifecycle_map.analysis.rules import changes, gates, people, procedures, risks, stages
from lifecycle_map.analysis.rules.cases import Case, gap, satisfied
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import line_phrases, shipped_rules
from lifecycle_map.loading.subjects import load_subjects
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.needs import Visibility, visible_needs
from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.matching.subjects import subject_of
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.needs import Need, NeedLevel, Visible
from lifecycle_map.model.rules import Due, Rule, Severity
from lifecycle_map.registries import Registry

Check = Callable[[Rule, Case], Finding]
"""What decides a rule: it is given the rule and the case, and returns one finding."""

Asked = tuple[Rule, Check]

_MODULES = (risks, changes, gates, stages, procedures, people)

CHECKS: Registry[Asked] = Registry("rule", "lifecycle_map.rules")
"""Rules of others, by key: each a rule and the function that decides it."""

_SEVERITIES = {
    NeedLevel.CORE: Severity.WARNING,
    NeedLevel.USUAL: Severity.INFO,
    NeedLevel.CONTEXT: Severity.INFO,
}


def register_rule(rule: Rule, check: Check) -> Rule:
    """Add a rule, and what decides it, to those that `check` asks; return the rule."""
    CHECKS.register(rule.key, (rule, check))
    return rule


def rules() -> tuple[Rule, ...]:
    """Return all rules: of the risks, of the needs, and those that others registered."""
    own = tuple(CHECKS.get(name)[0] for name in CHECKS.names())
    return (*shipped_rules(), *map(need_rule, load_needs()), *own)


def check(
    alignment: Alignment,
    /,
    *,
    facts: Facts | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    level: NeedLevel = NeedLevel.CORE,
    gate: Due | None = None,
    extra: Iterable[Asked] = (),
    path: str = "",
) -> Report:
    """Return what a plan does not show of the service that it becomes.

    ``select`` and ``ignore`` are keys of rules or their beginnings (``GAP``, ``PEOPLE-02``),
    ``level`` is the least level of needs that are asked for when none is selected by key, ``gate``
    keeps what is due by that decision of the project board, ``facts`` is what is known beside the
    plan, ``extra`` are rules of one's own with the functions that decide them, and ``path`` says
    where the plan came from. A plan that is not about IT is told so, and asked nothing.

    Raises `UnknownNameError` for a selection that begins no rule, and `WrongKindError` for what is
    no alignment.
    """
    expect("check", alignment, Alignment)
    plan = alignment.subject
    subject = subject_of(plan, load_subjects())
    if not subject.is_it:
        return Report(plan=plan, service=alignment.object.key, about=subject.why, path=path)
    seen = visible_needs(plan, load_needs(), load_words())
    case = Case(alignment, {each.need.key: each for each in seen}, facts, _phrases())
    asked = [*_asked(seen), *(CHECKS.get(name) for name in CHECKS.names()), *extra]
    chosen = _chosen([rule.key for rule, _ in asked], tuple(select), tuple(ignore))
    chosen -= set() if select else _beyond(level)
    asked = [(rule, decide) for rule, decide in asked if gate is None or rule.due.rank <= gate.rank]
    results = tuple(decide(rule, case) for rule, decide in asked if rule.key in chosen)
    return Report(
        plan=plan,
        service=alignment.object.key,
        about=subject.why,
        path=path,
        results=results,
        needs=seen,
    )


def need_rule(need: Need) -> Rule:
    """Return a need as a rule: it is a gap where the need is not visible."""
    return Rule(
        key=need.key,
        title=need.title,
        why=need.why,
        todo=need.do,
        check="visible",
        severity=_SEVERITIES[need.level],
        due=Due(need.gate.value),
        artefact=need.artefact,
        needs=(need.key,),
        sources=need.sources,
    )


def _asked(seen: tuple[Visibility, ...]) -> list[Asked]:
    found: list[Asked] = [(rule, _function(rule)) for rule in shipped_rules()]
    found.extend((need_rule(each.need), _visible) for each in seen)
    return found


def _function(rule: Rule) -> Check:
    """Return the function that decides a shipped rule."""
    for module in _MODULES:
        if hasattr(module, rule.check):
            found: Check = getattr(module, rule.check)
            return found
    raise UnknownNameError("check", rule.check)


def _visible(rule: Rule, case: Case) -> Finding:
    """Whether a need is visible in the plan."""
    (key,) = rule.needs
    lines = case.evidence([key])
    if case.needs[key].visible is Visible.YES:
        return satisfied(rule, "visible in the plan", lines)
    if case.needs[key].visible is Visible.PARTLY:
        return satisfied(rule, "partly visible in the plan", lines)
    return gap(rule, "not visible in the plan", needs=[key])


def _chosen(keys: list[str], select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
    for wanted in (*select, *ignore):
        if not any(_begins(key, wanted) for key in keys):
            raise UnknownNameError("rule", wanted, tuple(keys))
    return {
        key
        for key in keys
        if (not select or any(_begins(key, each) for each in select))
        and not any(_begins(key, each) for each in ignore)
    }


def _beyond(level: NeedLevel) -> set[str]:
    """Return the keys of the needs that are asked for less commonly than a level."""
    levels = tuple(NeedLevel)
    rank = levels.index(level)
    return {need.key for need in load_needs() if levels.index(need.level) > rank}


def _begins(key: str, wanted: str) -> bool:
    return key.casefold().startswith(wanted.casefold())


@cache
def _phrases() -> dict[str, Phrases[str]]:
    tables: dict[str, Phrases[str]] = {}
    for name, phrases in line_phrases().items():
        tables[name] = Phrases()
        for phrase in phrases:
            tables[name].add(phrase, name)
    return tables
