"""JUnit XML, the form in which every CI server takes results: a rule is a test case."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.findings import Finding, Outcome


def write_junit(report: object, options: Options) -> str:
    """Return a report as JUnit XML: gaps fail, what is unclear or accepted is skipped."""
    if not isinstance(report, Report):
        raise UnsuitableFormatError("junit", "anything but the report of a check")
    counts = f'tests="{len(report.results)}" failures="{len(report.findings)}" errors="0"'
    skipped = len(report.unclear) + len(report.waived)
    name = quoteattr(report.plan.title)
    cases = "".join(_case(result, report.plan.key) for result in report.results)
    # The schema of Jenkins has no count of what is skipped for all suites together.
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites {counts}>\n"
        f'  <testsuite name={name} {counts} skipped="{skipped}" time="0">\n{cases}  </testsuite>\n'
        "</testsuites>\n"
    )


def _case(result: Finding, plan: str) -> str:
    named = quoteattr(f"{result.rule.key} {result.rule.title}")
    head = f'    <testcase classname={quoteattr(plan)} name={named} time="0"'
    if result.outcome is Outcome.SATISFIED:
        return f"{head}/>\n"
    if result.outcome in (Outcome.UNCLEAR, Outcome.WAIVED):
        return f"{head}>\n      <skipped message={quoteattr(result.message)}/>\n    </testcase>\n"
    told = escape(f"{result.message}\n{result.rule.why}\n{result.rule.todo}")
    kind = quoteattr(result.severity.value)
    opened = f"      <failure type={kind} message={quoteattr(result.message)}>"
    return f"{head}>\n{opened}{told}</failure>\n    </testcase>\n"


JUNIT = Format(
    name="junit",
    takes=Takes.MODEL,
    suffixes=(".junit.xml",),
    mime="application/xml",
    write=write_junit,
    about="the outcome of every rule of a check, for CI servers",
)
