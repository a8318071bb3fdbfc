"""The report of a check as lines: grouped for a terminal, one line a finding for other programs."""

from __future__ import annotations

import textwrap

from attrs import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from lifecycle_map.analysis.reports import Report
    from lifecycle_map.model.findings import Finding

COLOURS = {"error": "31;1", "warning": "33", "info": "36", "heading": "1"}
NAMED = 3
"""So many tasks are named by their ids."""

NARROWEST = 60
"""A terminal that is narrower is written to as if it had so many columns."""

_INDENT = 20


@frozen(kw_only=True)
class Paint:
    """How lines are written: ``width`` columns (0: each finding on one line), and in colour or not;
    ``is_brief`` leaves out what to do.
    """

    width: int = 0
    is_coloured: bool = False
    is_brief: bool = False

    def __call__(self, kind: str, text: str) -> str:
        """Return a text in the colour of its kind."""
        return f"\033[{COLOURS[kind]}m{text}\033[0m" if self.is_coloured else text

    def wrapped(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Return a text as lines that fit; as one line where there is no width."""
        if not self.width:
            return [f"{first}{text}"]
        return textwrap.wrap(
            text,
            max(self.width, NARROWEST),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def report_lines(report: Report, paint: Paint) -> Iterator[str]:
    """Yield the lines of a report."""
    from lifecycle_map.model.rules import Due
    from lifecycle_map.views.checks import GATES, NOT_IT

    title = f"{report.path}: {report.plan.title}, beside {report.service}"
    yield from paint.wrapped(title.removeprefix(": "), rest="  ")
    if not report.results:
        yield from paint.wrapped(f"{NOT_IT} ({report.about})")
        return
    coverage = "; ".join(str(each) for each in report.coverage)
    yield from paint.wrapped(f"{report.score} of 100: {coverage}", rest="  ")
    for due in Due:
        found = [finding for finding in report.findings if finding.due is due]
        if found:
            told = f"Not visible in the plan, due {GATES[due]} ({len(found)})"
            yield from ("", *(paint("heading", line) for line in paint.wrapped(told)))
        for finding in found:
            yield from _finding(finding, report, paint)
    yield ""
    yield from _closing(report, paint)


def _finding(finding: Finding, report: Report, paint: Paint) -> Iterator[str]:
    from lifecycle_map.views.checks import NOT_SEEN, full_message

    severity, key, title = finding.severity.value, finding.rule.key, finding.rule.title
    message = full_message(finding, report)
    tasks = _tasks(finding)
    todo = "" if paint.is_brief else f"→ {finding.rule.todo}"
    if not paint.width:
        place = ": ".join(part for part in (report.path, tasks) if part)
        head = f"{paint(severity, severity)} {key} {title}"
        what = ": ".join(part for part in (place, head, message) if part)
        yield " ".join(part for part in (what, todo) if part)
        return
    indent = " " * _INDENT
    head = f"  {severity:7} {key:9} "
    more = f" ({tasks})" if tasks else ""
    first, *rest = paint.wrapped(f"{title}{more}", head, indent)
    yield first.replace(severity, paint(severity, severity), 1)
    yield from rest
    for text in ("" if message == NOT_SEEN else message, todo):
        yield from paint.wrapped(text, indent, indent + "  ") if text else ()


def _tasks(finding: Finding) -> str:
    """Return the ids of the tasks that a finding is about, as the file of the plan has them."""
    ids = [each.source_id for each in finding.evidence if each.source_id]
    if not ids:
        return ""
    more = [] if len(ids) <= NAMED else ["…"]
    return f"task{'s' if len(ids) > 1 else ''} {', '.join([*ids[:NAMED], *more])}"


def _closing(report: Report, paint: Paint) -> Iterator[str]:
    for told, results in (
        ("accepted for now", report.waived),
        ("the plan cannot tell", report.unclear),
    ):
        if results:
            keys = ", ".join(each.rule.key for each in results)
            yield from paint.wrapped(f"{told}: {keys}", rest="  ")
    told = (
        "'Not visible' does not mean missing: it may be planned elsewhere. "
        "'lifecycle-map explain KEY' says why each of them matters."
    )
    yield from paint.wrapped(told, rest="  ")
