"""Two prepared sides brought together: what their words count, and who holds words like them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from attrs import define, field

from lifecycle_map.matching.indexes import Prepared
from lifecycle_map.matching.opposites import opposed

RARITY = 20.0
"""What is added to the number of elements, so that no word counts nothing: log((N + 20) / df)."""

WORDY = 0.5
"""From which difference in length on (`Join.slack`) names stand against sentences."""

TOLD = 0.5
"""How much a word counts that a summary holds, next to one in a name."""


class Part(NamedTuple):
    """Variants that hold words equally like a word: how alike, and how much theirs count."""

    variants: Sequence[int]
    likeness: float
    weight: float


@define(eq=False)
class Reach:
    """The variants that a word reaches, and how many."""

    size: int
    parts: list[Part]


class Common(NamedTuple):
    """A word of the second side that is held too often to list who does, and what it counts.

    ``others`` are the variants in which it is another word that counts, and how much.
    """

    number: int
    likeness: float
    weight: float
    others: dict[int, tuple[float, float]]


@define(eq=False)
class Join:
    """Two prepared sides and the weights of their words."""

    a: Prepared
    b: Prepared
    weights_a: list[float] = field(init=False)
    weights_b: list[float] = field(init=False)
    slack: float = field(init=False)
    _totals: list[float] = field(init=False)
    _reach: dict[int, Reach] = field(factory=dict)
    _common: dict[int, Common] = field(factory=dict)
    _near: dict[int, list[tuple[int, float]]] = field(factory=dict)
    _pairs: dict[tuple[int, int], list[int]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.weights_a = self._weights(self.a, self.b)
        self.weights_b = self._weights(self.b, self.a)
        self._totals = [-1.0] * len(self.b.variants)
        one, two = self.a.verbosity, self.b.verbosity
        self.slack = 1 - min(one, two) / max(one, two)

    def _weights(self, side: Prepared, other: Prepared) -> list[float]:
        """Return how much each word of a side counts: the rarer in both, the more."""
        total = len(self.a.elements) + len(self.b.elements) + RARITY
        here, there = side.counts.get, other.counts.get
        counts = [max(1, here(stem, 0) + there(stem, 0)) for stem in side.stems]
        logs = {count: math.log(total / count) for count in set(counts)}
        return [logs[count] for count in counts]

    def whole(self, variant: int) -> float:
        """Return the weight of all words of a name on the second side."""
        total = self._totals[variant]
        if total < 0:
            total = sum(self.weights_b[word] for word in self.b.variants[variant])
            self._totals[variant] = total
        return total

    def near(self, word: int) -> list[tuple[int, float]]:
        """Return the words of the second side that mean what a word of the first does."""
        found = self._near.get(word)
        if found is None:
            found = self._near[word] = self.b.lexicon.near(
                self.a.lexicon.words[word], self.a.lexicon
            )
        return found

    def reach(self, word: int) -> Reach:
        """Return the variants that hold a word or one like it: how alike, how much theirs counts.

        Of several such words in one variant the most alike is taken.
        """
        known = self._reach.get(word)
        if known is None:
            near = self.near(word)
            if len(near) == 1 and not self.b.tellers[near[0][0]]:
                number, likeness = near[0]
                holders = self.b.holders[number]
                parts = [Part(holders, likeness, self.weights_b[number])] if holders else []
                known = Reach(len(holders), parts)
            else:
                known = self._merged(near)
            self._reach[word] = known
        return known

    def _merged(self, near: list[tuple[int, float]]) -> Reach:
        best: dict[int, tuple[float, float]] = {}
        for number, likeness in near:
            for v in self.b.holders[number]:
                if v not in best or likeness > best[v][0]:
                    best[v] = (likeness, self.weights_b[number])
            for owner in self.b.tellers[number]:
                v = self.b.mains[owner]
                if v >= 0 and (v not in best or TOLD * likeness > best[v][0]):
                    best[v] = (TOLD * likeness, 0.0)
        parts: dict[tuple[float, float], list[int]] = {}
        for v in sorted(best):
            parts.setdefault(best[v], []).append(v)
        return Reach(len(best), [Part(held, *key) for key, held in parts.items()])

    def together(self, words: tuple[int, int]) -> list[int]:
        """Return the variants that hold two words or ones like them, in order."""
        known = self._pairs.get(words)
        if known is None:
            one, two = ({v for part in self.reach(w).parts for v in part.variants} for w in words)
            known = self._pairs[words] = sorted(one & two)
        return known

    def are_opposed(self, one: int, two: int) -> bool:
        """Return whether two names say the opposite; a sentence that holds a name may say both."""
        ours, theirs = self.a.poles[one], self.b.poles[two]
        return ours is not theirs and self.slack < WORDY and opposed(ours, theirs)

    def common(self, word: int) -> Common:
        """Return `reach` for a word so common that it is only looked up, and never listed."""
        known = self._common.get(word)
        if known is None:
            known = self._common[word] = self._commonly(word)
        return known

    def _commonly(self, word: int) -> Common:
        holders, weights, variants = self.b.holders, self.weights_b, self.b.variants
        near = self.near(word)
        number, likeness = max(near, key=lambda each: (len(holders[each[0]]), -each[0]))
        usual = likeness, weights[number]
        others = {
            variant: (part.likeness, part.weight)
            for part in self.reach(word).parts
            for variant in part.variants
            if (part.likeness, part.weight) != usual or number not in variants[variant]
        }
        return Common(number, *usual, others)
