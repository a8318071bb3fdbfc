"""One need on a page: whether it is visible, and the words of the plan that show it, marked."""

from __future__ import annotations

from lifecycle_map.formats.markup import element, quoted, words
from lifecycle_map.formats.xml import escape
from lifecycle_map.matching.needs import Evidence, Visibility
from lifecycle_map.model.needs import Visible

_SIGNS = {Visible.YES: "●", Visible.PARTLY: "◐", Visible.NO: "○"}
_TOLD = {Visible.YES: "visible", Visible.PARTLY: "in part", Visible.NO: "not visible"}


def need_item(seen: Visibility, language: str) -> str:
    """Return a need as an item of a list, with every line of the plan that shows it."""
    visible = seen.visible
    sign = element("span", words("span", _SIGNS[visible], aria_hidden="true"),
                   f" {_TOLD[visible]}", class_=f"badge {visible.value}")  # fmt: skip
    head = element("h4", sign, " ", words("b", seen.need.key), " ", words("span", seen.need.title))
    lines = (element("li", _line(each, language)) for each in seen.evidence)
    return element(
        "li",
        head,
        element("ul", *lines, class_="lines") if seen.evidence else "",
        "\n",
        data_item="need",
        data_level=seen.need.level.value,
        data_visible=visible.value,
    )


def _line(evidence: Evidence, language: str) -> str:
    name = quoted("q", evidence.name, language)
    shown = name.replace(escape(evidence.name), marked(evidence.name, evidence.words), 1)
    told = [evidence.source_id] if evidence.source_id else []
    told += ["in part"] if evidence.visible is Visible.PARTLY else []
    told += ["with the line above it"] if evidence.above else []
    return shown + words("span", f" {', '.join(told)}" if told else "", class_="quiet")


def marked(name: str, told: tuple[str, ...]) -> str:
    """Return a name as markup, with the words that count marked; neighbours share one mark."""
    spans: list[tuple[int, int]] = []
    for word in told:
        start = name.find(word, spans[-1][1] if spans else 0)
        start = name.find(word) if start < 0 else start
        if start >= 0:
            spans.append((start, start + len(word)))
    return _between(name, _joined(name, sorted(set(spans))))


def _joined(name: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans with those made one between which there is only white space."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not name[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _between(name: str, spans: list[tuple[int, int]]) -> str:
    parts, place = [], 0
    for start, end in spans:
        parts += [escape(name[place:start]), words("mark", name[start:end])]
        place = end
    return "".join([*parts, escape(name[place:])])
