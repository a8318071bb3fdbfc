"""Which SKOS relation a selected pair is in."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.matching.columns import Numbers, numbers
from lifecycle_map.matching.joining import WORDY
from lifecycle_map.matching.scoring import Scored
from lifecycle_map.matching.selecting import Choice
from lifecycle_map.model.matches import Match

WHOLE = 0.95
"""From which share on a name's words count as all of them: a stem may stand for a word."""

SURE, HALF = 0.7, 0.5
"""From which confidence on, and which share of words in common, two names that differ may mean the
same.
"""

SENTENCE = 5.0
"""From how many words on the names of a side are sentences, where the other's are shorter."""


def judge(scored: Scored, chosen: list[Choice], confidences: Sequence[float]) -> list[Match]:
    """Return the match of each selected pair, read from the subject.

    *Exact* are names of the same words, *close* are names that say the same in other words or
    forms. A name that says all that the other does and more is the narrower one; so is each of
    several that share one counterpart, of whose name they hold the more. All else is *related*.
    """
    ours = numbers([0]) * len(scored.join.a.elements)
    theirs = numbers([0]) * len(scored.join.b.elements)
    for choice in chosen:
        ours[scored.found.subjects[choice.number]] += 1
        theirs[scored.found.objects[choice.number]] += 1
    return [_judged(scored, choice.number, confidences, ours, theirs) for choice in chosen]


def _judged(
    scored: Scored,
    number: int,
    confidences: Sequence[float],
    ours: Numbers,
    theirs: Numbers,
) -> Match:
    found = scored.found
    one, two = found.ours[number], found.theirs[number]
    has_all, is_all = found.covered[number] >= WHOLE, found.covering[number] >= WHOLE
    if has_all and is_all and scored.join.a.label(one) == scored.join.b.label(two):
        return Match.EXACT
    longest = max(scored.join.a.verbosity, scored.join.b.verbosity)
    is_wordy = scored.join.slack >= WORDY and longest >= SENTENCE
    if (has_all and is_all) or (is_wordy and (has_all or is_all)):
        return Match.CLOSE
    if has_all or is_all:
        return Match.NARROW if has_all else Match.BROAD
    several_ours = theirs[found.objects[number]] > 1
    several_theirs = ours[found.subjects[number]] > 1
    if several_ours and found.covering[number] > max(HALF, found.covered[number]):
        return Match.BROAD
    if several_theirs and found.covered[number] > max(HALF, found.covering[number]):
        return Match.NARROW
    is_alike = min(found.covered[number], found.covering[number]) >= HALF
    return Match.CLOSE if is_alike and confidences[number] >= SURE else Match.RELATED
