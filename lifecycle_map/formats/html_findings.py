"""One finding of a check on a page: what, what to do, and behind it why and by what."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.analysis.reports import Report
from lifecycle_map.formats.markup import element, quoted, words
from lifecycle_map.model.findings import Evidence, Finding
from lifecycle_map.model.rules import Severity
from lifecycle_map.views.checks import NOT_SEEN, message_told, need_titles

_SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "ℹ"}


def level_of(finding: Finding, report: Report) -> str:
    """Return how commonly the need is asked for that a finding is about, or that it is a rule."""
    for each in report.needs:
        if each.need.key == finding.rule.key:
            return each.need.level.value
    return "rule"


def finding_item(finding: Finding, report: Report, language: str) -> str:
    """Return a finding as an item of a list."""
    severity = finding.severity
    sign = element("span", words("span", _SIGNS[severity], aria_hidden="true"),
                   f" {severity.value}", class_=f"badge {severity.value}")  # fmt: skip
    head = element("h4", sign, " ", words("b", finding.rule.key), " ",
                   words("span", finding.rule.title))  # fmt: skip
    return element(
        "li",
        head,
        _message(finding, report),
        _missed(finding, report),
        element("p", words("b", "To do:"), " ", words("span", finding.rule.todo), class_="todo"),
        element("details", words("summary", f"Why, and on what {finding.rule.key} rests"),
                element("dl", *_details(finding, language))),
        "\n",
        data_item="finding",
        data_severity=severity.value,
        data_gate=finding.due.value,
        data_level=level_of(finding, report),
    )  # fmt: skip


def _message(finding: Finding, report: Report) -> str:
    """Return what was found, where it is more than the heading above all of them says."""
    told = message_told(finding, report)
    return "" if told == NOT_SEEN else words("p", f"{told[:1].upper()}{told[1:]}")


def _missed(finding: Finding, report: Report) -> str:
    """Return the titles of the needs that a finding counts, where it is not about one alone."""
    titles = need_titles(finding, report)
    items = (words("li", title) for title in titles)
    return element("ul", *items, class_="missed") if titles else ""


def _details(finding: Finding, language: str) -> Iterator[str]:
    pairs = [
        ("Why", finding.rule.why),
        ("What would satisfy it", finding.rule.artefact),
        ("Sources", ", ".join(finding.rule.sources)),
        ("Rows of the crosswalk", ", ".join(finding.rule.rows)),
    ]
    for heading, text in pairs:
        if text:
            yield words("dt", heading) + words("dd", text)
    if finding.evidence:
        yield words("dt", "Lines of the plan")
        yield from (element("dd", _line(each, language)) for each in finding.evidence)


def _line(evidence: Evidence, language: str) -> str:
    where = words("span", f" {evidence.source_id}", class_="quiet") if evidence.source_id else ""
    return quoted("q", evidence.name, language) + where
