"""A hand-over check list as plain data, as a table, as a document to fill in."""

from __future__ import annotations

from typing import Any

from lifecycle_map.analysis.checklists import Checklist, CheckPoint
from lifecycle_map.model.rules import Due
from lifecycle_map.views.checks import GATES, NOT_IT
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Table

BOX = "☐"
"""What is ticked by hand."""

SHOWN = 3
"""So many lines of the plan are named for one point."""

_OPENING = (
    "To be filled in by the project and the people who will run the service. That something is in "
    "the plan does not say that it is done: each box is ticked by somebody who saw the artefact."
)


def checklist_record(checklist: Checklist) -> dict[str, Any]:
    """Return a check list as plain data."""
    return {
        "plan": {"key": checklist.plan.key, "name": checklist.plan.name},
        "points": [
            {
                "key": each.key,
                "title": each.title,
                "due": each.due.value,
                "artefact": each.artefact,
                "todo": each.todo,
                "outcome": each.outcome.value,
                "message": each.message,
                "who": list(each.who),
                "evidence": list(each.evidence),
            }
            for each in checklist.points
        ],
    }


def checklist_table(checklist: Checklist) -> Table:
    """Return a check list as one table, a point a row."""
    return Table(
        title=str(checklist),
        columns=("done", "key", "item", "due", "artefact", "who", "evidence in the plan", "remark"),
        rows=tuple(
            (BOX, p.key, p.title, p.due.value, p.artefact, "; ".join(p.who), _shown(p), "")
            for p in checklist.points
        ),
        notice=checklist.plan.notice,
    )


def checklist_document(checklist: Checklist) -> Document:
    """Return a check list to read and fill in, a section for each gate."""
    title = f"Hand-over check list of {checklist.plan.title}"
    if not checklist.points:
        return Document(title=title, opening=(NOT_IT,))
    sections = tuple(
        Section(heading=f"Due {GATES[due]}", table=_gate_table(held))
        for due in Due
        if (held := [point for point in checklist.points if point.due is due])
    )
    signed = Section(heading="Signed", table=_signatures())
    return Document(
        title=title,
        opening=(_OPENING,),
        sections=(*sections, signed),
        notice=checklist.plan.notice,
    )


def _gate_table(points: list[CheckPoint]) -> Table:
    return Table(
        title="",
        columns=("done", "key", "item", "artefact", "who", "evidence in the plan", "remark"),
        rows=tuple(
            (BOX, p.key, p.title, p.artefact, "; ".join(p.who), _shown(p), "") for p in points
        ),
    )


def _signatures() -> Table:
    people = ("project manager", "service owner", "operations and support")
    rows = tuple((person, "", "", "") for person in people)
    return Table(title="", columns=("for", "name", "date", "signature"), rows=rows)


def _shown(point: CheckPoint) -> str:
    """Return the lines that show a point, or else what the check found."""
    more = ["…"] if len(point.evidence) > SHOWN else []
    return "; ".join([*point.evidence[:SHOWN], *more]) or point.message
