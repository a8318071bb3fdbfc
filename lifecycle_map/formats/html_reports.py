"""The report of a check as an HTML page: what is not visible, the needs, what cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lifecycle_map.analysis.reports import NeedCoverage, Report
from lifecycle_map.formats.html_documents import footer, search
from lifecycle_map.formats.html_findings import finding_item, level_of
from lifecycle_map.formats.html_needs import need_item
from lifecycle_map.formats.html_pages import bar, page, skip
from lifecycle_map.formats.markup import element, quoted, words
from lifecycle_map.model.findings import Finding
from lifecycle_map.model.needs import NeedLevel, Visible
from lifecycle_map.model.rules import Due, Severity
from lifecycle_map.views.checks import GATES, LEVELS, NOT_VISIBLE, score_told
from lifecycle_map.views.languages import language_of

_KINDS = {
    "rule": "rules of the interface",
    **{level.value: f"{level.value} needs" for level in NeedLevel},
}
_VISIBLE = {Visible.YES: "visible", Visible.PARTLY: "visible in part", Visible.NO: "not visible"}


def report_page(report: Report) -> str:
    """Return a report as a page that can be filtered, searched and printed."""
    language = language_of(report.plan)
    gates = (_gate(report, due, language) for due in Due)
    main = element(
        "main",
        element(
            "section",
            words("h2", f"Not visible in the plan ({len(report.findings)})", id="findings-heading"),
            words("p", NOT_VISIBLE, class_="quiet"),
            *gates,
            id="findings",
            aria_labelledby="findings-heading",
        ),
        _needs(report, language),
        *_rest(report, language),
        id="content",
        tabindex="-1",
    )
    columns = element("div", _filters(report), main, class_="columns")
    header = element("header", *_opening(report, language), class_="top")
    title = f"Check of {report.plan.title}"
    return page(title, skip("content"), header, columns, footer(report.plan.notice), kind="report")


def _opening(report: Report, language: str) -> Iterator[str]:
    yield element("h1", "Check of ", quoted("span", report.plan.title, language))
    beside = f"beside the service lifecycle {report.service}"
    yield words("p", " – ".join(part for part in (report.path, beside) if part), class_="quiet")
    yield element("p", words("strong", f"{report.score} of 100"), class_="score")
    yield words("p", score_told(report))
    yield element("ul", *map(_coverage, report.coverage), class_="coverage")


def _coverage(coverage: NeedCoverage) -> str:
    """Return a bar with its text; the part that is visible in part is hatched."""
    wide = 100 * coverage.visible / coverage.total if coverage.total else 0
    more = 100 * coverage.partly / coverage.total if coverage.total else 0
    drawn = element(
        "svg",
        element("rect", width="100%", height="100%", class_="whole"),
        element("rect", width=f"{wide:.2f}%", height="100%", class_="full"),
        element("rect", x=f"{wide:.2f}%", width=f"{more:.2f}%", height="100%", class_="part"),
        aria_hidden="true",
        focusable="false",
    )
    told = words("p", f"{coverage}")
    return element("li", told, drawn, words("p", LEVELS[coverage.level], class_="quiet"))


def _filters(report: Report) -> str:
    findings = report.findings
    groups = (
        _facet("Severity", "severity", [(s.value, s.value) for s in Severity],
               Counter(f.severity.value for f in findings)),
        _facet("Due", "gate", [(due.value, GATES[due]) for due in Due],
               Counter(f.due.value for f in findings)),
        _facet("Kind", "level", list(_KINDS.items()),
               Counter([*(level_of(f, report) for f in findings),
                        *(each.need.level.value for each in report.needs)])),
        _facet("Needs", "visible", [(v.value, told) for v, told in _VISIBLE.items()],
               Counter(each.visible.value for each in report.needs)),
    )  # fmt: skip
    buttons = (
        words("button", label, type="button", data_action=action)
        for label, action in (
            ("Show all", "reset"),
            ("Open details", "open"),
            ("Close details", "close"),
        )
    )
    offered = element("details", words("summary", "Filter"), *groups, data_filters=True)
    form = element("form", search("Search"), offered, element("div", *buttons, class_="buttons"))
    return element("aside", bar(form), aria_label="Filter")


def _facet(title: str, name: str, choices: Iterable[tuple[str, str]], counts: Counter[str]) -> str:
    """Return boxes to tick, each with how many there are; nothing where there is no choice."""
    offered = [(value, told) for value, told in choices if counts[value]]
    boxes = (
        element(
            "label",
            element("input", type="checkbox", name=name, value=value, checked=True),
            words("span", f"{told} ({counts[value]})"),
        )
        for value, told in offered
    )
    return element("fieldset", words("legend", title), *boxes) if len(offered) > 1 else ""


def _gate(report: Report, due: Due, language: str) -> str:
    found = [finding for finding in report.findings if finding.due is due]
    if not found:
        return ""
    items = (finding_item(each, report, language) for each in found)
    heading = words("h3", f"Due {GATES[due]} ({len(found)})")
    return element("section", heading, element("ul", *items, class_="items"), data_group=True)


def _needs(report: Report, language: str) -> str:
    parts = []
    for coverage in report.coverage:
        held = [each for each in report.needs if each.need.level is coverage.level]
        held.sort(key=lambda each: tuple(Visible).index(each.visible))
        items = (need_item(each, language) for each in held)
        heading = words("h3", str(coverage))
        listed = element("ul", *items, class_="items")
        parts.append(element("section", heading, listed, data_group=True) if held else "")
    head = words("h2", "What the plan shows of each need", id="needs-heading")
    return element("section", head, *parts, id="needs", aria_labelledby="needs-heading")


def _rest(report: Report, language: str) -> Iterator[str]:
    if report.unclear:
        intro = "The lines of a plan do not say this. What you know goes into a file of facts."
        yield _list("What the plan cannot tell", map(_told, report.unclear), intro)
    if report.waived:
        yield _list("Accepted for now", map(_told, report.waived))
    if report.plan.warnings:
        told = (quoted("li", warning, "en") for warning in report.plan.warnings)
        yield _list("What was left out when the plan was read", told)


def _told(finding: Finding) -> str:
    head = words("b", finding.rule.key) + " " + words("span", finding.rule.title)
    return element("li", head, element("br"), words("span", finding.message, class_="quiet"))


def _list(title: str, items: Iterable[str], intro: str = "") -> str:
    name = f"{title.split(maxsplit=1)[0].casefold()}-heading-{len(title)}"
    head = words("h2", title, id=name) + (words("p", intro, class_="quiet") if intro else "")
    return element("section", head, element("ul", *items, class_="told"), aria_labelledby=name)
