"""What a check found, against the stages of the plan: counts of gaps, and need by need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.fixing import stages_for
from lifecycle_map.analysis.reports import Report
from lifecycle_map.loading.task_names import load_task_names
from lifecycle_map.loading.translations import base_of, load_translations
from lifecycle_map.matching.needs import Visibility
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.findings import Finding, Outcome
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import Need, NeedLevel, Visible
from lifecycle_map.model.rules import Due
from lifecycle_map.views.boxes import lifecycle_called
from lifecycle_map.views.diagrams import Box, Diagram, Lane, State, Step, Tone
from lifecycle_map.views.matrices import matrix
from lifecycle_map.views.pictures import Picture
from lifecycle_map.views.translating import in_english, translated

FAMILIES = {
    "IFACE": "Interface of project and service",
    "GAP-R1": "R1 Support needs in the requirements",
    "GAP-R2": "R2 Changes that clash",
    "GAP-R3": "R3 Decisions that reach the support model",
    "GAP-R4": "R4 Business case beyond go-live",
    "GAP-R5": "R5 Hand-over in time",
    "GAP-R6": "R6 Milestones in step",
    "GAP-R7": "R7 Procedures invented twice",
    "EMU": "Stages of the service's life",
    "REV": "Improvements run as projects",
    "PROC": "Shared procedures",
    "PEOPLE": "People of the service side",
    "SIM": "Working together",
    "N": "Readiness for service",
}
"""The families of rules, by the beginning of their keys, in the order in which they are shown."""

WHOLE = "whole"
"""The key of the column for what concerns the plan as a whole."""

_STATES = {Visible.YES: State.VISIBLE, Visible.PARTLY: State.PARTLY, Visible.NO: State.ABSENT}


def gaps(report: Report, *, language: str = "", highlight: str = "") -> Diagram:
    """Return how many gaps each family of rules has at each stage of the plan.

    A need that is not visible counts at the stage that a task for it would fit, a rule without
    needs at the first stage, at the last or for the plan as a whole, by when it is due. A family
    without gaps has a sign for the plan as a whole: all is visible, or the plan cannot tell.
    """
    said = load_translations(language)
    titles = _titles(report, language)
    families = [f for f in FAMILIES if any(_family(r) == f for r in report.results)]
    columns = _columns(report.plan, language, highlight, whole=True)
    most = max(map(len, titles.values()), default=1)
    boxes = [
        Box(
            key=f"{family}/{column.key}",
            label=str(len(told)),
            lane=family,
            column=column.key,
            share=len(told) / most,
            tooltip="\n".join(told),
        )
        for family in families
        for column in columns
        if (told := titles.get((family, column.key)))
    ]
    clear = [f for f in families if not any(lane == f for lane, _ in titles)]
    boxes += [_no_gap(report, family, language) for family in clear]
    lanes = [Lane(key=family, label=said(FAMILIES[family])) for family in families]
    return _diagram(
        "gaps",
        report,
        said("What is not visible yet, by stage"),
        lanes=lanes,
        columns=columns,
        boxes=boxes,
        language=language,
    )


def _no_gap(report: Report, family: str, language: str) -> Box:
    own = [result for result in report.results if _family(result) == family]
    open_ = [result for result in own if result.outcome is Outcome.UNCLEAR]
    waived = [result for result in own if result.outcome is Outcome.WAIVED]
    state = State.WAIVED if waived else State.UNCLEAR if open_ else State.VISIBLE
    said = load_translations(language)
    told = "\n".join(
        result.message if in_english(language) else said(result.rule.title)
        for result in waived or open_ or own
    )
    key = f"{family}/{WHOLE}"
    return Box(key=key, label="", lane=family, column=WHOLE, state=state, tooltip=told)


def needs(report: Report, *, language: str = "", highlight: str = "") -> Diagram:
    """Return where each core need can be seen in a plan, or where a task for it would fit."""
    fitting = stages_for(report.plan)
    said = load_translations(language)
    asked = [each for each in report.needs if each.need.level is NeedLevel.CORE]
    boxes = [box for each in asked for box in _stands(report.plan, each, fitting, language)]
    columns = _columns(
        report.plan, language, highlight, whole=any(box.column == WHOLE for box in boxes)
    )
    lanes = [Lane(key=each.need.key, label=said(each.need.title)) for each in asked]
    return _diagram(
        "needs",
        report,
        said("Where the service shows in the plan"),
        lanes=lanes,
        columns=columns,
        boxes=boxes,
        language=language,
    )


def _stands(
    plan: Lifecycle, each: Visibility, fitting: dict[str, Stage], language: str
) -> Iterator[Box]:
    """Yield a cell for each stage that shows a need, or one for the stage that should."""
    seen: dict[str, list[str]] = {}
    shown = translated(plan, language)
    for line in each.evidence:
        stage = plan.stage_of(line.key)
        seen.setdefault(stage.key if stage else WHOLE, []).append(shown[line.key].label(language))
    if not seen:
        stage = fitting.get(each.need.key)
        seen = {stage.key if stage else WHOLE: [task_for(each.need, language)]}
    for column, lines in seen.items():
        yield Box(
            key=f"{each.need.key}/{column}",
            label="",
            lane=each.need.key,
            column=column,
            state=_STATES[each.visible],
            tooltip="\n".join((load_translations(language)(each.need.title), *filter(None, lines))),
        )


def task_for(need: Need, language: str) -> str:
    """Return the task that would show a need: in English how to plan it, else what it is called."""
    if in_english(language):
        return need.do
    names = load_task_names().get(base_of(language))
    return names.tasks.get(need.key, "") if names else ""


def _diagram(
    kind: str,
    report: Report,
    title: str,
    *,
    language: str,
    lanes: Iterable[Lane],
    columns: tuple[Lane, ...],
    boxes: Iterable[Box],
) -> Diagram:
    boxes = tuple(boxes)
    about = _covered(report, language) if report.results else report.about
    plan = translated(report.plan, language)
    drawn = matrix(kind, title, lanes=tuple(lanes), columns=columns, boxes=boxes, language=language)
    return evolve(
        drawn,
        subtitle=" · ".join(filter(None, (plan.title, about))),
        notice=" ".join(dict.fromkeys(filter(None, _marks(report, language)))),
        steps=tuple(evolve(step, note=_note(step, boxes)) for step in drawn.steps),
    )


def _covered(report: Report, language: str) -> str:
    held = report.coverage[0]
    if in_english(language):
        return str(held)
    said = load_translations(language)
    told = said("core needs visible: {count} of {total}", count=held.visible, total=held.total)
    part = said("in part: {count}", count=held.partly) if held.partly else ""
    return said(", ").join(filter(None, (told, part)))


def _marks(report: Report, language: str) -> Iterator[str]:
    """Yield the trade marks of the plan, and of the service lifecycle that it is held against."""
    yield translated(report.plan, language).notice
    service = lifecycle_called(report.service)
    if service is not None:
        yield translated(service, language).notice


def _note(step: Step, boxes: tuple[Box, ...]) -> str:
    """Return what the cells of a row say on hovering: a speaker has more to tell than counts."""
    return " ".join(box.tooltip for box in boxes if box.key in step.shows)


def _columns(plan: Lifecycle, language: str, highlight: str, *, whole: bool) -> tuple[Lane, ...]:
    shown = translated(plan, language)
    stages = tuple(
        Lane(
            key=stage.key,
            label=stage.label(language),
            tone=Tone.PROJECT,
            highlighted=highlight in (stage.key, str(plan.ref(stage.key))),
        )
        for stage in shown.stages
    )
    everything = Lane(key=WHOLE, label=load_translations(language)("The plan as a whole"))
    return (*stages, everything) if whole or not stages else stages


def _titles(report: Report, language: str) -> dict[tuple[str, str], list[str]]:
    """Return the titles of the rules with a gap, by family and column."""
    said = load_translations(language)
    fitting = stages_for(report.plan)
    found: dict[tuple[str, str], list[str]] = {}
    for result in report.findings:
        needs = result.needs if result.rule.key not in fitting else (result.rule.key,)
        stages = dict.fromkeys(fitting[key].key for key in needs if key in fitting)
        for column in stages or (result.stage or _due(report.plan, result.due),):
            told = f"{result.rule.key} {said(result.rule.title)}"
            found.setdefault((_family(result), column), []).append(told)
    return found


def _due(plan: Lifecycle, due: Due) -> str:
    if not plan.stages or due is Due.STAGE_BOUNDARY:
        return WHOLE
    return plan.stages[0 if due is Due.AUTHORISE_PROJECT else -1].key


def _family(result: Finding) -> str:
    key = result.rule.key
    return next((f for f in FAMILIES if key.startswith(f)), key)


def _report(value: Report | Alignment) -> Report:
    return check(value) if isinstance(value, Alignment) else value


GAPS = Picture(
    name="gaps",
    of=("Report", "Alignment"),
    draws=lambda value, wishes: gaps(
        _report(value), language=wishes.language, highlight=wishes.highlight
    ),
    about="a heat map of a check: how many gaps each kind of rule has, by stage of the plan",
)
NEEDS = Picture(
    name="needs",
    of=("Report", "Alignment"),
    draws=lambda value, wishes: needs(
        _report(value), language=wishes.language, highlight=wishes.highlight
    ),
    about="where each need of the service shows in a plan, or where a task for it would fit",
)
