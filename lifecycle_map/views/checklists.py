"""A hand-over check list as plain data, as a table, as a document to fill in."""

from __future__ import annotations

from typing import Any

from lifecycle_map.analysis.checklists import Checklist, CheckPoint
from lifecycle_map.model.findings import Outcome
from lifecycle_map.model.rules import Due
from lifecycle_map.views.checks import GATES, NOT_IT, SHOWN
from lifecycle_map.views.languages import language_of
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Entry, Quoted, Table

BOX = "☐"
"""What is ticked by hand."""

TICKED = "☑"
"""What somebody ticked."""

ENTRIES = (
    Entry("done", choices=(BOX, TICKED)),
    Entry("owner"),
    Entry("due", is_date=True),
    Entry("evidence"),
    Entry("comment"),
)
"""The columns that people fill in."""

_FIRST = ("done", "key", "item", "artefact")
_REST = ("in the plan", "owner", "due", "evidence", "comment")

_NOT_SHOWN = {
    Outcome.GAP: "not visible",
    Outcome.UNCLEAR: "the plan cannot tell",
    Outcome.WAIVED: "not visible; accepted for now",
}

_OPENING = (
    "To be filled in by the project and the people who will run the service. That something is in "
    "the plan does not say that it is done: each box is ticked by somebody who saw the artefact, "
    "and who writes down as evidence where it is. Owners are those whom the plan names, if it does."
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
        columns=(*_FIRST, "gate", *_REST),
        rows=tuple((*_first(p), GATES[p.due], *_rest(p)) for p in checklist.points),
        notice=checklist.plan.notice,
        entries=ENTRIES,
        language=language_of(checklist.plan),
    )


def checklist_document(checklist: Checklist) -> Document:
    """Return a check list to read and fill in, a section for each gate."""
    title = f"Hand-over check list of {checklist.plan.title}"
    if not checklist.points:
        return Document(title=title, opening=(NOT_IT,))
    language = language_of(checklist.plan)
    sections = tuple(
        Section(heading=f"Due {GATES[due]}", table=_gate_table(held, language))
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


def _gate_table(points: list[CheckPoint], language: str) -> Table:
    return Table(
        title="",
        columns=(*_FIRST, *_REST),
        rows=tuple((*_first(p), *_rest(p)) for p in points),
        entries=ENTRIES,
        language=language,
    )


def _first(point: CheckPoint) -> tuple[str, ...]:
    return BOX, point.key, point.title, point.artefact or point.todo


def _rest(point: CheckPoint) -> tuple[str, ...]:
    """Return what is filled in: the people of the plan are a proposal, all else is empty."""
    who = point.who if point.outcome is Outcome.SATISFIED else ()
    return _shown(point), Quoted("; ".join(who)), "", "", ""


def _signatures() -> Table:
    people = ("project manager", "service owner", "operations and support")
    rows = tuple((person, "", "", "") for person in people)
    return Table(
        title="",
        columns=("for", "name", "date", "signature"),
        rows=rows,
        entries=(Entry("name"), Entry("date", is_date=True), Entry("signature")),
    )


def _shown(point: CheckPoint) -> str:
    """Return the lines that show a point, or in a few words that none does."""
    if point.outcome is not Outcome.SATISFIED:
        return _NOT_SHOWN[point.outcome]
    more = ["…"] if len(point.evidence) > SHOWN else []
    return Quoted("; ".join([*point.evidence[:SHOWN], *more])) or point.message
