"""SARIF 2.1.0, the form in which code hosts take the findings of a linter."""

from __future__ import annotations

from typing import Any

from lifecycle_map import __version__
from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.plain import to_json
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.rules import Rule, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(report: object, options: Options) -> str:
    """Return the findings of a report as SARIF (OASIS, static analysis results, 2.1.0)."""
    if not isinstance(report, Report):
        raise UnsuitableFormatError("sarif", "anything but the report of a check")
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))
    run = {
        "tool": {
            "driver": {
                "name": "lifecycle-map",
                "version": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, rules.index(each.rule), report) for each in report.findings],
    }
    return to_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.key,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.todo},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: int, report: Report) -> dict[str, Any]:
    uri = report.path.replace("\\", "/") or report.plan.key
    lines = [
        {"name": each.name, "fullyQualifiedName": each.source_id or each.key, "kind": "element"}
        for each in finding.evidence
    ]
    return {
        "ruleId": finding.rule.key,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.rule.todo}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(uri)}},
                **({"logicalLocations": lines} if lines else {}),
            }
        ],
        "partialFingerprints": {"ruleInPlan": f"{report.plan.key}/{finding.rule.key}"},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/:")


SARIF = Format(
    name="sarif",
    takes=Takes.MODEL,
    suffixes=(".sarif",),
    mime="application/sarif+json",
    write=write_sarif,
    about="the findings of a check, for code hosts",
)
