"""Sheets (procedures, roles, staff, time) as plain data, as a table, as a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifecycle_map.analysis.involving import Involvement, Recommendation, StageInvolvement
from lifecycle_map.analysis.procedures import ProcedureMatrix, ProcedureRow
from lifecycle_map.analysis.raci import RaciBridge, RaciRow
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.analysis.timing import Slip, Timing
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Table
from lifecycle_map.views.timings import (
    slip_document,
    slip_record,
    slip_table,
    timing_document,
    timing_record,
    timing_table,
)


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain data."""
    found: dict[str, Any] = _looks(sheet)[0](sheet)
    return found


def sheet_table(sheet: Sheet) -> Table:
    """Return a sheet as one table."""
    found: Table = _looks(sheet)[1](sheet)
    return found


def sheet_document(sheet: Sheet) -> Document:
    """Return a sheet to read."""
    found: Document = _looks(sheet)[2](sheet)
    return found


def procedures_record(matrix: ProcedureMatrix) -> dict[str, Any]:
    """Return the procedure matrix as plain data."""
    return {"plan": _plan(matrix.plan), "rows": [_procedure(row) for row in matrix.rows]}


def procedures_table(matrix: ProcedureMatrix) -> Table:
    """Return the procedure matrix, a kind a row."""
    return Table(
        title=str(matrix),
        columns=("kind", "rule", "project", "service", "state", "reason", "owner", "rows", "lines"),
        rows=tuple(
            (
                row.kind,
                row.rule,
                _cell(row.project.names, row.project.usual),
                _cell(row.service.names, row.service.usual),
                row.state.value,
                row.reason,
                row.owner.value if row.owner else "",
                " ".join(row.rows),
                "; ".join(line.name for line in row.evidence),
            )
            for row in matrix.rows
        ),
        notice=matrix.plan.notice,
    )


def raci_record(bridge: RaciBridge) -> dict[str, Any]:
    """Return the bridge between roles as plain data."""
    return {
        "plan": _plan(bridge.plan),
        "pairs": [
            {"project": p.project.key, "service": p.service.key, "match": p.match.value,
             "row": p.row, "confidence": p.confidence, "reason": p.reason,
             "project_people": list(p.project_people), "service_people": list(p.service_people)}
            for p in bridge.pairs
        ],
        "rows": [
            {"project": r.project.key, "service": r.service.key, "row": r.row,
             "handed_over": r.handed_over,
             "cells": [{"role": c.role.key, "side": c.side.value, "part": c.part.value,
                        "reason": c.reason} for c in r.cells]}
            for r in bridge.rows
        ],
        "others": list(bridge.others),
    }  # fmt: skip


def raci_table(bridge: RaciBridge) -> Table:
    """Return the paired roles with the people who play them, a pair a row."""
    return Table(
        title=str(bridge),
        columns=("project role", "people", "match", "service role", "theirs", "row", "reason"),
        rows=tuple(
            (p.project.name, "; ".join(p.project_people), p.match.value, p.service.name,
             "; ".join(p.service_people), p.row, p.reason)
            for p in bridge.pairs
        ),
        notice=bridge.plan.notice,
    )  # fmt: skip


def raci_document(bridge: RaciBridge) -> Document:
    """Return the bridge to read: pairs of roles, then who has which part in each hand-over."""
    work = Table(
        title="",
        columns=("project", "service", "handed over", "project roles", "service roles", "row"),
        rows=tuple(
            (r.project.name, r.service.name, r.handed_over, _parts(r, "project"),
             _parts(r, "service"), r.row)
            for r in bridge.rows
        ),
    )  # fmt: skip
    sections = [
        Section(heading="Roles that belong together", table=raci_table(bridge)),
        Section(heading="Who has which part in each hand-over", table=work),
    ]
    if bridge.others:
        told = ("; ".join(bridge.others),)
        sections.append(Section(heading="People whose role no method has", paragraphs=told))
    letters = "R is responsible, A accountable, C consulted as the counterpart of one of those."
    return Document(
        title=f"Roles of {bridge.plan.title} and of the service side",
        opening=(f"{bridge}.", letters),
        sections=tuple(sections),
        notice=bridge.plan.notice,
    )


def staff_record(found: Involvement) -> dict[str, Any]:
    """Return the service staff by stage as plain data."""
    return {
        "plan": _plan(found.plan),
        "service": found.service,
        "share": round(found.share, 4),
        "stages": [_stage(each) for each in found.stages],
        "elsewhere": list(found.elsewhere),
    }


def staff_table(found: Involvement) -> Table:
    """Return the service staff by stage, a stage a row."""
    return Table(
        title=str(found),
        columns=("stage", "service staff", "who", "in", "attach", "beside", "why", "rows"),
        rows=tuple(
            (
                each.name,
                each.state.value,
                "; ".join(each.staff),
                "; ".join(each.lines),
                "; ".join(r.role.name for r in each.recommended),
                "; ".join(_beside(r) for r in each.recommended),
                "; ".join(r.why for r in each.recommended[:1]),
                " ".join(dict.fromkeys(row for r in each.recommended for row in r.rows)),
            )
            for each in found.stages
        ),
        notice=found.plan.notice,
    )


def _looks(sheet: Sheet) -> tuple[Callable[[Any], Any], ...]:
    return _LOOKS[type(sheet)]


def _as_document(look: Callable[[Any], Table], heading: str) -> Callable[[Any], Document]:
    def made(sheet: Any) -> Document:
        table = look(sheet)
        return Document(
            title=f"{heading} of {sheet.plan.title}",
            opening=(f"{sheet}.",),
            sections=(Section(heading=heading, table=table),),
            notice=table.notice,
        )

    return made


def _plan(plan: Lifecycle) -> dict[str, str]:
    return {"key": plan.key, "name": plan.name}


def _procedure(row: ProcedureRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "rule": row.rule,
        "state": row.state.value,
        "reason": row.reason,
        "owner": row.owner.value if row.owner else None,
        "project": {"names": list(row.project.names), "usual": list(row.project.usual)},
        "service": {"names": list(row.service.names), "usual": list(row.service.usual)},
        "rows": list(row.rows),
        "evidence": [{"key": e.key, "name": e.name, "words": e.words} for e in row.evidence],
    }


def _stage(each: StageInvolvement) -> dict[str, Any]:
    return {
        "stage": each.stage,
        "name": each.name,
        "state": each.state.value,
        "staff": list(each.staff),
        "lines": list(each.lines),
        "recommended": [
            {"role": r.role.key, "name": r.role.name, "beside": [b.key for b in r.beside],
             "why": r.why, "rows": list(r.rows)}
            for r in each.recommended
        ],
    }  # fmt: skip


def _cell(names: tuple[str, ...], usual: tuple[str, ...]) -> str:
    """Return what one side has; where nobody said, where its method has it."""
    return "; ".join(names) if names else f"(usually: {', '.join(usual)})" if usual else ""


def _parts(row: RaciRow, side: str) -> str:
    return "; ".join(f"{c.part.value} {c.role.name}" for c in row.cells if c.side.value == side)


def _beside(recommendation: Recommendation) -> str:
    return ", ".join(role.name for role in recommendation.beside) or "–"


_LOOKS: dict[type[Sheet], tuple[Callable[[Any], Any], ...]] = {
    ProcedureMatrix: (
        procedures_record, procedures_table, _as_document(procedures_table, "Procedures"),
    ),
    RaciBridge: (raci_record, raci_table, raci_document),
    Involvement: (staff_record, staff_table, _as_document(staff_table, "Service staff")),
    Timing: (timing_record, timing_table, timing_document),
    Slip: (slip_record, slip_table, slip_document),
}  # fmt: skip
"""For each kind of sheet how it is made plain data, a table, a document."""
