"""SARIF 2.1.0, the form in which code hosts take the findings of a linter."""

from __future__ import annotations

from typing import Any

from lifecycle_map import __version__
from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.plain import to_json
from lifecycle_map.model.findings import Finding, Outcome
from lifecycle_map.model.rules import Rule, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(report: object, options: Options) -> str:
    """Return the findings of a report as SARIF (OASIS, static analysis results, 2.1.0).

    What was accepted is there too, suppressed, so that a code host does not count it as repaired.
    """
    if not isinstance(report, Report):
        raise UnsuitableFormatError("sarif", "anything but the report of a check")
    found = (*report.findings, *report.waived)
    rules = list(dict.fromkeys(finding.rule for finding in found))
    run = {
        "tool": {
            "driver": {
                "name": "lifecycle-map",
                "version": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, rules.index(each.rule), report) for each in found],
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
    accepted = {"kind": "external", "status": "accepted", "justification": finding.message}
    # A region is optional in SARIF, but GitHub refuses a location without a line.
    place = {"artifactLocation": {"uri": _uri(uri)}, "region": {"startLine": 1}}
    return {
        "ruleId": finding.rule.key,
        "ruleIndex": index,
        "level": _LEVELS[finding.rule.severity],
        "message": {"text": f"{finding.message}. {finding.rule.todo}"},
        "locations": [
            {
                "physicalLocation": place,
                **({"logicalLocations": lines} if lines else {}),
            }
        ],
        "partialFingerprints": {"ruleInPlan": f"{report.plan.key}/{finding.rule.key}"},
        **({"suppressions": [accepted]} if finding.outcome is Outcome.WAIVED else {}),
    }


def _uri(path: str) -> str:
    """Return a path as a reference of RFC 3986: relative, or a ``file:`` one where it is not."""
    from pathlib import PurePosixPath, PureWindowsPath
    from urllib.parse import quote

    for flavour in (PureWindowsPath, PurePosixPath):
        if flavour(path).is_absolute():
            return flavour(path).as_uri()
    return quote(path, safe="/")


SARIF = Format(
    name="sarif",
    takes=Takes.MODEL,
    suffixes=(".sarif",),
    mime="application/sarif+json",
    write=write_sarif,
    about="the findings of a check, for code hosts",
)
