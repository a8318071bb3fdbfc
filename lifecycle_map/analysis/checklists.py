"""A hand-over check list: what a check asked, to be filled in by people."""

from __future__ import annotations

from attrs import field, frozen

from lifecycle_map.analysis.reports import Report
from lifecycle_map.model.findings import Finding, Outcome
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link
from lifecycle_map.model.rules import Due
from lifecycle_map.registries import Drawable


@frozen(kw_only=True)
class CheckPoint:
    """One line of a check list: what is to be there, by when, who does it, what shows it.

    ``who`` are the people that the plan names for the lines in ``evidence`` (their names), and
    ``message`` is what the check found. Nothing is ticked: that something is planned does not say
    that it is done.
    """

    key: str
    title: str
    due: Due
    artefact: str
    todo: str
    outcome: Outcome
    message: str
    who: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@frozen(kw_only=True)
class Checklist(Drawable):
    """The points of a plan that are checked at hand-over, by when they are due."""

    plan: Lifecycle = field(repr=False)
    points: tuple[CheckPoint, ...] = ()

    def __str__(self) -> str:
        count = len(self.points)
        return f"Hand-over of {self.plan.title}: {count} point{'' if count == 1 else 's'}"


def checklist(report: Report, /) -> Checklist:
    """Return what a check asked as a check list for the hand-over, ordered by when it is due.

    A plan that is not about IT was asked nothing: its list is empty. Raises `WrongKindError` for
    what is no report of a check.
    """
    expect("checklist", report, Report)
    results = sorted(report.results, key=lambda each: each.due.rank)
    return Checklist(plan=report.plan, points=tuple(_point(report.plan, each) for each in results))


def _point(plan: Lifecycle, result: Finding) -> CheckPoint:
    who = (
        plan[relation.subject].name
        for line in result.evidence
        for relation in plan.incoming(line.key, Link.PERFORMS)
    )
    return CheckPoint(
        key=result.rule.key,
        title=result.rule.title,
        due=result.due,
        artefact=result.rule.artefact,
        todo=result.rule.todo,
        outcome=result.outcome,
        message=result.message,
        who=tuple(dict.fromkeys(who)),
        evidence=tuple(line.name for line in result.evidence),
    )
