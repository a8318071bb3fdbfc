"""The similarity of pairs so far, to be asked how well sets of elements match."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from lifecycle_map.matching.columns import Numbers, Shares, numbers


@define(eq=False)
class Board:
    """The similarity of candidates, which stand in the order of their first ends.

    ``starts`` says where those of each first end begin. ``others`` are pairs that are no
    candidates, or are better than as such, by one number for both ends: first times ``width``,
    plus second.
    """

    width: int
    starts: Numbers
    seconds: Numbers
    values: Shares
    others: dict[int, float] = field(factory=dict)

    def best(self, ones: Sequence[int], twos: Sequence[int]) -> float:
        """Return how well two sets of elements match: the mean of the best for each, 0 to 1."""
        # Not in smaller parts: it is asked for nearly every candidate, in every round.
        starts, seconds, values, others = self.starts, self.seconds, self.values, self.others
        down, across = [0.0] * len(twos), 0.0
        for one in ones:
            top = 0.0
            for number in range(starts[one], starts[one + 1]):
                if seconds[number] in twos:
                    value, place = values[number], twos.index(seconds[number])
                    top = max(top, value)
                    down[place] = max(down[place], value)
            for place, two in enumerate(twos) if others else ():
                value = others.get(one * self.width + two, 0.0)
                top, down[place] = max(top, value), max(down[place], value)
            across += top
        return (across + sum(down)) / (len(ones) + len(twos))

    def of(self, one: int, two: int) -> float:
        """Return the similarity of two elements; 0 for what is no candidate."""
        for number in range(self.starts[one], self.starts[one + 1]):
            if self.seconds[number] == two:
                return self.values[number]
        return 0.0


def starts(firsts: Sequence[int], count: int) -> Numbers:
    """Return where each of ``count`` numbers begins in a sorted column, and where the last ends."""
    found = numbers([0]) * (count + 1)
    for first in firsts:
        found[first + 1] += 1
    for place in range(count):
        found[place + 1] += found[place]
    return found


def peaks(ends: Sequence[int], values: Sequence[float], count: int) -> list[float]:
    """Return the best value of each end."""
    best = [0.0] * count
    for end, value in zip(ends, values, strict=True):
        if value > best[end]:  # noqa: PLR1730 - a call of max() for each candidate takes as long
            best[end] = value
    return best
