"""What a check found, as plain data, as a table, as a document."""

from __future__ import annotations

from typing import Any

from lifecycle_map.analysis.reports import Report
from lifecycle_map.matching.needs import Visibility
from lifecycle_map.model.findings import Evidence, Finding
from lifecycle_map.model.needs import NeedLevel, Visible
from lifecycle_map.model.rules import Due, Rule
from lifecycle_map.views.languages import language_of
from lifecycle_map.views.reports import Document, Section
from lifecycle_map.views.tables import Quoted, Table

GATES = {
    Due.AUTHORISE_PROJECT: "before the project is authorised",
    Due.STAGE_BOUNDARY: "before the next stage boundary",
    Due.CLOSURE: "before closure",
}
"""When something is due, in a few words."""

LEVELS = {
    NeedLevel.CORE: "asked for by 10 or more of 26 published check lists, or a decision to go live",
    NeedLevel.USUAL: "asked for by 7 to 9 of 26 published check lists",
    NeedLevel.CONTEXT: "asked for by fewer: right for some kinds of service",
}
"""What each level of needs means, in a few words."""

NOT_SEEN = "not visible in the plan"
"""What is said of a need that no line shows."""

SHOWN = 3
"""So many lines of a plan are named for one need in a table."""

NOT_VISIBLE = (
    "Not visible means that no line of the plan speaks of it in words that are known; it may be "
    "planned elsewhere."
)
NOT_IT = "The plan is not about IT services: it is asked nothing about their needs."


def score_told(report: Report) -> str:
    """Return how the score of a report was made, in a sentence."""
    core = report.coverage[0]
    part = f" and {core.partly} in part, which counts half" if core.partly else ""
    held = f"{core.visible + core.partly / 2:g}"
    return (
        f"Of {core.total} core needs, {core.visible} {'is' if core.visible == 1 else 'are'} "
        f"visible{part}: {held} of {core.total} is {report.score} of 100. Nothing else is in it."
    )


def need_titles(finding: Finding, report: Report) -> tuple[str, ...]:
    """Return the titles of the needs that a finding counts, where it counts several."""
    titles = {each.need.key: each.need.title for each in report.needs}
    counted = [key for key in finding.needs if key in titles]
    return tuple(f"{titles[key]} ({key})" for key in counted) if len(counted) > 1 else ()


def message_told(finding: Finding, report: Report) -> str:
    """Return the message of a finding without the keys of needs, for whoever has their titles."""
    told, listed, _ = finding.message.partition("; not: ")
    told += "; not visible:" if listed and need_titles(finding, report) else ""
    return told


def full_message(finding: Finding, report: Report) -> str:
    """Return the message of a finding with the titles of the needs that it counts."""
    titles = need_titles(finding, report)
    told = message_told(finding, report)
    return f"{told.rstrip(':')}: {'; '.join(titles)}" if titles else told


def check_record(report: Report) -> dict[str, Any]:
    """Return a report as plain data: needs, findings, what is unclear, and coverage."""
    return {
        "plan": {"key": report.plan.key, "name": report.plan.name, "path": report.path},
        "service": report.service,
        "about": report.about,
        "needs": [_need(each) for each in report.needs],
        "findings": [_finding(each) for each in report.findings],
        "unclear": [_finding(each) for each in report.unclear],
        "waived": [_finding(each) for each in report.waived],
        "score": report.score,
        "coverage": [
            {
                "level": each.level.value,
                "visible": each.visible,
                "partly": each.partly,
                "total": each.total,
                "share": round(each.share, 4),
            }
            for each in report.coverage
        ],
        "warnings": list(report.plan.warnings),
    }


def _need(seen: Visibility) -> dict[str, Any]:
    return {
        "id": seen.need.key,
        "title": seen.need.title,
        "level": seen.need.level.value,
        "visible": seen.visible.value,
        "evidence": [
            {
                "key": each.key,
                "source_id": each.source_id,
                "name": each.name,
                "words": ", ".join(each.words),
                "visible": each.visible.value,
            }
            for each in seen.evidence
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.key,
        "title": finding.rule.title,
        "severity": finding.severity.value,
        "due": finding.due.value,
        "message": finding.message,
        "why": finding.rule.why,
        "todo": finding.rule.todo,
        "artefact": finding.rule.artefact,
        "needs": list(finding.needs),
        "rows": list(finding.rule.rows),
        "evidence": [_evidence(each) for each in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {
        "key": evidence.key,
        "source_id": evidence.source_id,
        "name": evidence.name,
        "words": evidence.words,
    }


def check_table(report: Report) -> Table:
    """Return the findings of a report, one a row."""
    return Table(
        title=str(report),
        columns=("rule", "severity", "due", "title", "finding", "what to do", "lines"),
        rows=tuple(
            (
                finding.rule.key,
                finding.severity.value,
                finding.due.value,
                finding.rule.title,
                full_message(finding, report),
                finding.rule.todo,
                Quoted("; ".join(evidence.name for evidence in finding.evidence)),
            )
            for finding in report.findings
        ),
        notice=report.plan.notice,
        language=language_of(report.plan),
    )


def check_document(report: Report) -> Document:
    """Return a report to read: by gate what is not visible, then what is, then what is unclear."""
    if not report.results:
        return Document(title=f"Check of {report.plan.title}", opening=(NOT_IT, report.about))
    sections = [
        Section(
            heading=f"Not visible in the plan, due {GATES[due]}",
            table=_findings_table(report, due),
        )
        for due in Due
        if any(finding.due is due for finding in report.findings)
    ]
    sections.append(Section(heading="Needs that are visible", table=_needs_table(report)))
    if report.unclear:
        told = tuple(f"{each.rule.key}: {each.message}." for each in report.unclear)
        sections.append(Section(heading="What the plan cannot tell", paragraphs=told))
    if report.waived:
        told = tuple(f"{each.rule.key}: {each.message}." for each in report.waived)
        sections.append(Section(heading="Accepted for now", paragraphs=told))
    return Document(
        title=f"Check of {report.plan.title}",
        opening=(
            "; ".join(str(each) for each in report.coverage) + ".",
            score_told(report),
            NOT_VISIBLE,
        ),
        sections=tuple(sections),
        notice=report.plan.notice,
    )


def _findings_table(report: Report, due: Due) -> Table:
    return Table(
        title="",
        columns=("rule", "severity", "what", "finding", "what to do"),
        rows=tuple(
            (
                finding.rule.key,
                finding.severity.value,
                finding.rule.title,
                full_message(finding, report),
                finding.rule.todo,
            )
            for finding in report.findings
            if finding.due is due
        ),
    )


def _needs_table(report: Report) -> Table:
    return Table(
        title="",
        columns=("need", "what", "visible", "lines", "words"),
        rows=tuple(
            (
                each.need.key,
                each.need.title,
                each.visible.value,
                Quoted("; ".join(line.name for line in each.evidence[:SHOWN])),
                Quoted("; ".join(dict.fromkeys(" ".join(e.words) for e in each.evidence[:SHOWN]))),
            )
            for each in report.needs
            if each.visible is not Visible.NO
        ),
        language=language_of(report.plan),
    )


def rule_record(rule: Rule) -> dict[str, Any]:
    """Return a rule as plain data."""
    return {
        "key": rule.key,
        "title": rule.title,
        "why": rule.why,
        "todo": rule.todo,
        "artefact": rule.artefact,
        "severity": rule.severity.value,
        "due": rule.due.value,
        "needs": list(rule.needs),
        "rows": list(rule.rows),
        "sources": list(rule.sources),
    }


def rule_lines(rule: Rule) -> list[tuple[str, str]]:
    """Return all that there is to say of a rule, as pairs of a heading and a text."""
    pairs = [
        ("why", rule.why),
        ("what to do", rule.todo),
        ("what would satisfy it", rule.artefact),
        ("due", GATES[rule.due]),
        ("severity", rule.severity.value),
        ("needs", " ".join(rule.needs)),
        ("rows of the crosswalk", " ".join(rule.rows)),
        ("sources", " ".join(rule.sources)),
    ]
    return [(heading, text) for heading, text in pairs if text]
