"""The signals for and against a pair, each a number, from which its confidence is made."""

from __future__ import annotations

from attrs import define

from lifecycle_map.matching.candidates import Candidates, candidates
from lifecycle_map.matching.contexts import Context, context
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.rivals import behind
from lifecycle_map.matching.twins import told_apart

SIGNALS = ("words", "amount", "groups", "flow", "place", "rivals")
"""What speaks for or against a pair: the likeness of the words, how many are shared, the groups
and the neighbours, the places in the flow, and the rivals.
"""

USUAL_PLACE = 0.25
"""How far apart the places of two elements are that have nothing to do with each other."""

ENOUGH = 3.0
"""With so many words shared, more of them say nothing new."""

Row = tuple[float, ...]


@define(eq=False)
class Scored:
    """The candidates between two sides with their signals, one row for each pair."""

    join: Join
    found: Candidates
    around: Context
    signals: list[Row]


def score(join: Join) -> Scored:
    """Return the candidates between two sides, and what speaks for and against each."""
    found = candidates(join)
    around = context(join.a, join.b, found)
    found, around = told_apart(join, found, around)
    lacking = behind(join, found, around.overall)
    signals = [_signals(number, found, around, lacking) for number in range(len(found))]
    return Scored(join, found, around, signals)


def _signals(number: int, found: Candidates, around: Context, lacking: list[float]) -> Row:
    """Return the signals of one pair, in the order of `SIGNALS`; 0 where nothing is known."""
    own = found.similarity[number]
    group, flow, apart = around.groups[number], around.flow[number], around.apart[number]
    return (
        own,
        min(found.shared[number], ENOUGH) / ENOUGH,
        0.0 if group is None else group - own,
        0.0 if flow is None else flow - own,
        0.0 if apart is None else USUAL_PLACE - apart,
        -lacking[number],
    )
