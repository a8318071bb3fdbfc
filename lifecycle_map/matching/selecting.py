"""Which candidates are said to correspond: 1:1, 1:n and n:1 as the confidences have it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from lifecycle_map.matching.boards import peaks
from lifecycle_map.matching.scoring import Scored

NEVER = 2.0
"""No confidence reaches it."""


@frozen
class Rule:
    """How candidates are selected.

    A candidate needs a confidence of ``agreed`` when it is the best of both of its ends but for
    ``tolerance``. The best of one end alone needs ``least``, `NEVER` where that is not enough.
    """

    least: float
    agreed: float
    tolerance: float


@frozen
class Choice:
    """A candidate that is selected: for which of its ends it is the best, or close to it."""

    number: int
    for_subject: bool
    for_object: bool


def select(scored: Scored, confidences: Sequence[float], rule: Rule) -> list[Choice]:
    """Return the selected candidates, in order."""
    found = scored.found
    best_a = peaks(found.subjects, confidences, len(scored.join.a.elements))
    best_b = peaks(found.objects, confidences, len(scored.join.b.elements))
    chosen = []
    lowest = min(rule.agreed, rule.least)
    for number, confidence in enumerate(confidences):
        if confidence < lowest:
            continue
        good = confidence + rule.tolerance
        first = good >= best_a[found.subjects[number]]
        second = good >= best_b[found.objects[number]]
        least = rule.agreed if first and second else rule.least
        if (first or second) and confidence >= least:
            chosen.append(Choice(number, first, second))
    return chosen
