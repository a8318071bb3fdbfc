"""Taking out of a report what was accepted, as long as the acceptance holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from lifecycle_map.analysis.reports import Report
from lifecycle_map.model.findings import Finding, Outcome
from lifecycle_map.model.waivers import Waiver


def waive(report: Report, waivers: Iterable[Waiver], today: date) -> Report:
    """Return a report whose accepted gaps are waived; a gap says when its waiver has expired."""
    held = {waiver.rule.casefold(): waiver for waiver in waivers}
    results = (_waived(result, held, today) for result in report.results)
    return attrs.evolve(report, results=tuple(results))


def _waived(result: Finding, held: dict[str, Waiver], today: date) -> Finding:
    waiver = held.get(result.rule.key.casefold())
    if waiver is None or result.outcome is not Outcome.GAP:
        return result
    if waiver.expires < today:
        told = f"{result.message} (accepted by {waiver.owner} until {waiver.expires}: expired)"
        return attrs.evolve(result, message=told)
    told = f"{result.message} (accepted by {waiver.owner} until {waiver.expires}: {waiver.reason})"
    return attrs.evolve(result, outcome=Outcome.WAIVED, message=told)
