"""Annotations of GitHub Actions: a line for each finding, in the log and on the pull request."""

from __future__ import annotations

from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.rules import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(report: object, options: Options) -> str:
    """Return a workflow command for each finding of a report."""
    if not isinstance(report, Report):
        raise UnsuitableFormatError("github", "anything but the report of a check")
    return "".join(_command(finding, report) for finding in report.findings)


def _command(finding: Finding, report: Report) -> str:
    file = f"file={_property(report.path)}," if report.path not in ("", "-") else ""
    title = _property(f"{finding.rule.key} {finding.rule.title}")
    told = _data(f"{finding.message}. {finding.rule.todo}")
    return f"::{_COMMANDS[finding.severity]} {file}title={title}::{told}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


GITHUB = Format(
    name="github",
    takes=Takes.MODEL,
    suffixes=(),
    mime="text/plain",
    write=write_github,
    about="the findings of a check, as annotations of GitHub Actions",
)
