"""The signals for and against a pair, each a number, from which its confidence is made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from attrs import define

from lifecycle_map.matching.blending import blended
from lifecycle_map.matching.candidates import Candidates, candidates
from lifecycle_map.matching.columns import Shares
from lifecycle_map.matching.contexts import Context, context
from lifecycle_map.matching.encoding import Encoder
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.meanings import Meanings
from lifecycle_map.matching.rivals import behind
from lifecycle_map.matching.twins import told_apart

SIGNALS = ("words", "amount", "groups", "flow", "place", "rivals", "meaning")
"""What speaks for or against a pair: the likeness of the words, how many are shared, the groups
and the neighbours, the places in the flow, and the rivals; last, what an encoder says, if any.
"""

USUAL_PLACE = 0.25
"""How far apart the places of two elements are that have nothing to do with each other."""

ENOUGH = 3.0
"""With so many words shared, more of them say nothing new."""

Row = tuple[float, ...]


@define(eq=False)
class Scored:
    """The candidates between two sides, in columns, with what speaks for and against each."""

    join: Join
    found: Candidates
    around: Context
    lacking: Shares

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Yield the signals of each candidate, in the order of `SIGNALS`; 0 for the unknown."""
        part, found, around = slice(start, stop), self.found, self.around
        columns = (
            *(found.words[part], found.shared[part], found.similarity[part]),
            *(around.groups[part], around.flow[part], around.apart[part], self.lacking[part]),
        )
        meanings = found.meanings[part] or repeat(0.0, len(columns[0]))
        rows = zip(*columns, meanings, strict=True)
        for words, shared, own, group, flow, apart, lacking, meaning in rows:
            yield (
                words,
                shared / ENOUGH if shared < ENOUGH else 1.0,
                # What is `UNKNOWN` is not equal to itself.
                group - own if group == group else 0.0,  # noqa: PLR0124
                flow - own if flow == flow else 0.0,  # noqa: PLR0124
                USUAL_PLACE - apart if apart == apart else 0.0,  # noqa: PLR0124
                -lacking,
                meaning,
            )

    def row(self, number: int) -> Row:
        """Return the signals of one candidate."""
        return next(self.rows(number, number + 1))


def score(join: Join, encoder: Encoder | None = None) -> Scored:
    """Return the candidates between two sides, and what speaks for and against each."""
    found = candidates(join)
    if encoder is not None:
        meanings = Meanings(join.a.vectors(encoder), join.b.vectors(encoder))
        found = blended(join, found, meanings)
    around = context(join.a, join.b, found)
    found, around = told_apart(join, found, around)
    return Scored(join, found, around, behind(join, found, around.overall))
