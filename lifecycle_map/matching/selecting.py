"""Which candidates are said to correspond: 1:1, 1:n and n:1 as the confidences have it."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.matching.scoring import Scored


@frozen
class Rule:
    """How candidates are selected.

    A candidate needs a confidence of ``least``, and to be the best of its ends but for
    ``tolerance``: of both when it must be ``mutual``, else of either one.
    """

    least: float
    tolerance: float
    mutual: bool


@frozen
class Choice:
    """A candidate that is selected: for which of its ends it is the best, or close to it."""

    number: int
    for_subject: bool
    for_object: bool


def select(scored: Scored, confidences: list[float], rule: Rule) -> list[Choice]:
    """Return the selected candidates, in order."""
    found = scored.found
    best_a = _best(found.subjects, confidences)
    best_b = _best(found.objects, confidences)
    chosen = []
    for number, confidence in enumerate(confidences):
        if confidence < rule.least:
            continue
        good = confidence + rule.tolerance
        first = good >= best_a[found.subjects[number]]
        second = good >= best_b[found.objects[number]]
        if (first and second) if rule.mutual else (first or second):
            chosen.append(Choice(number, first, second))
    return chosen


def _best(ends: list[int], confidences: list[float]) -> dict[int, float]:
    best: dict[int, float] = {}
    for end, confidence in zip(ends, confidences, strict=True):
        if confidence > best.get(end, -1.0):
            best[end] = confidence
    return best
