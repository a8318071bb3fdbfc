"""Proposals: a task for each need that is not visible in a plan, in the stage that it fits."""

from __future__ import annotations

import attrs
from attrs import define

from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.loading.task_names import ENGLISH, TaskNames, load_task_names
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.hearing import language_of
from lifecycle_map.matching.needs import visible_needs
from lifecycle_map.matching.placing import content, place
from lifecycle_map.model.elements import Activity, Element, Schedule, Stage, Work
from lifecycle_map.model.findings import Outcome
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import Need, NeedGate, Visible
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import Link, Relation

PROPOSED_BY = "proposed by"
"""The property of a proposed task that names the need."""

_PHASES = {
    "service-strategy": Phase.STRATEGY,
    "service-design": Phase.DESIGN,
    "service-transition": Phase.BUILD,
    "service-operation": Phase.SUPPORT,
    "continual-service-improvement": Phase.SUPPORT,
}


def fix(report: Report, plan: Lifecycle | None = None, /, *, language: str = "") -> Lifecycle:
    """Return a plan with a task for each need that the report does not find visible in it.

    Each proposal stands last in the stage that fits the gate and the stage of ITIL by which the
    need is due; a decision is a milestone. Its name is in the language that most of the plan is in,
    or in ``language``, and begins with a mark such as ``[proposed]``; where there are no names in
    that language it is English, and a warning of the plan says so. Its property ``proposed by``
    names the need, its summary says why, in English; dates are left to the planner. ``plan`` is the
    report's own unless another one is given; its other lines stay as they are. A plan with nothing
    to add is returned as it is.

    Raises `WrongKindError` for what is no report of a check, or no lifecycle, and
    `UnknownNameError` for a language without names that was asked for.
    """
    expect("fix", report, Report)
    plan = report.plan if plan is None else plan
    expect("fix", plan, Lifecycle)
    needs = {need.key: need for need in load_needs()}
    asked = [each for each in report.results if each.rule.key in needs]
    open_ = [each.rule.key for each in asked if each.outcome is Outcome.GAP]
    kept = {each.rule.key for each in asked if each.outcome is Outcome.SATISFIED}
    added: list[str] = []
    made = plan
    names = _names(plan, language)
    while open_:
        added += open_
        made = _with_tasks(plan, [needs[key] for key in sorted(added)], names)
        # A bare word such as "Training" shows no need any more once tasks stand below it.
        open_ = sorted(_hidden(made) & kept - {*added})
    told = _told(plan, language, names) if added else ()
    return attrs.evolve(made, warnings=(*made.warnings, *told)) if told else made


def _names(plan: Lifecycle, wanted: str) -> TaskNames:
    """Return the names of tasks in a language, or else in that of the plan, or in English."""
    known = load_task_names()
    if wanted and wanted not in known:
        raise UnknownNameError("language of proposals", wanted, tuple(known))
    return known.get(wanted or language_of(plan, load_words()), known[ENGLISH])


def _told(plan: Lifecycle, wanted: str, names: TaskNames) -> tuple[str, ...]:
    spoken = "" if wanted else language_of(plan, load_words())
    if spoken in ("", names.language):
        return ()
    told = f"the plan is in '{spoken}', in which proposed tasks have no names: they are in English"
    return (told,)


def stages_for(plan: Lifecycle) -> dict[str, Stage]:
    """Return for each need, by its key, the stage that a task for it fits; empty without stages."""
    stages = _Stages.of(plan)
    found = {need.key: stages.fitting(need) for need in load_needs()}
    return {key: stage for key, stage in found.items() if stage is not None}


def _hidden(plan: Lifecycle) -> set[str]:
    found = visible_needs(plan, load_needs(), load_words())
    return {each.need.key for each in found if each.visible is Visible.NO}


def _with_tasks(plan: Lifecycle, needs: list[Need], names: TaskNames) -> Lifecycle:
    """Return a plan with a task for each need."""
    stages = _Stages.of(plan)
    keys = Keys()
    for element in plan:
        keys.claim(element.key)
    inside: dict[str, list[Element]] = {}
    relations = list(plan.relations)
    for need in needs:
        task, stage = _task(need, keys, names), stages.fitting(need)
        inside.setdefault(stage.key if stage else "", []).append(task)
        if stage:
            relations.append(Relation(subject=stage.key, link=Link.CONTAINS, object=task.key))
    elements = tuple(_inserted(plan, inside))
    return attrs.evolve(plan, elements=elements, relations=tuple(relations))


def _task(need: Need, keys: Keys, names: TaskNames) -> Activity:
    name = f"{names.mark} {names.tasks[need.key]}"
    return Activity(
        key=keys.free(name),
        name=name,
        summary=f"{need.why} {need.do}",
        schedule=Schedule(milestone=True) if need.milestone else None,
        properties=(Property(PROPOSED_BY, need.key),),
    )


def _inserted(plan: Lifecycle, inside: dict[str, list[Element]]) -> list[Element]:
    """Return the elements with new ones behind the last line of the stage that they are in."""
    last = {"": -1, **dict.fromkeys(inside, -1)}
    for number, element in enumerate(plan):
        if isinstance(element, Work):
            last[""] = number
            for above in (element, *plan.ancestors(element.key)):
                if above.key in last:
                    last[above.key] = number
    behind: dict[int, list[Element]] = {}
    for key, tasks in inside.items():
        behind.setdefault(last[key], []).extend(tasks)
    found = list(behind.get(-1, ()))
    for number, element in enumerate(plan):
        found += [element, *behind.get(number, ())]
    return found


def _phase(need: Need) -> Phase:
    """Return the phase in which a need is met: by its stage of ITIL and its PRINCE2 processes.

    What is designed but made with the product (monitoring) is met while that is built, and what
    ends with the project (early-life support) after that.
    """
    if "managing-product-delivery" in need.prince2:
        return max(Phase.BUILD, _PHASES[need.itil], key=HUB.index)
    return Phase.SUPPORT if "closing-a-project" in need.prince2 else _PHASES[need.itil]


@define
class _Stages:
    """The stages of a plan with the phase of the hub that each stands in, if any."""

    stages: tuple[Stage, ...]
    phases: tuple[Phase | None, ...]

    @classmethod
    def of(cls, plan: Lifecycle) -> _Stages:
        """Return the stages of a plan with their phases."""
        placed = place(plan, load_words())
        phases = []
        for stage in plan.stages:
            phase = placed[stage.key].phase
            counts = content(plan, stage.key, placed)
            most = max(HUB, key=lambda each: (counts[each], HUB.index(each)))
            gathered = most if counts[most] else None
            phases.append(phase if phase in HUB else gathered)
        return cls(plan.stages, tuple(phases))

    def fitting(self, need: Need) -> Stage | None:
        """Return the stage for a task that meets a need; none where the plan has no stages."""
        if not self.stages:
            return None
        if need.gate is NeedGate.AUTHORISE_PROJECT:
            return self._first()
        return self.stages[-1] if need.gate is NeedGate.CLOSURE else self._last(_phase(need))

    def _first(self) -> Stage:
        """Return the first stage that strategy or design is done in, or the first of all."""
        early = (Phase.STRATEGY, Phase.DESIGN)
        found = (s for s, p in zip(self.stages, self.phases, strict=True) if p in early)
        return next(found, self.stages[0])

    def _last(self, wanted: Phase) -> Stage:
        """Return the last stage in a phase, or the last in one before it, or the first of all."""
        for phase in HUB[HUB.index(wanted) :: -1]:
            for stage, found in zip(self.stages[::-1], self.phases[::-1], strict=True):
                if found is phase:
                    return stage
        return self.stages[0]
