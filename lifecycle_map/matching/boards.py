"""The similarity of pairs so far, to be asked how well sets of elements match."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field


@define(eq=False)
class Board:
    """The similarity of each pair, by one number for both ends: first times width, plus second."""

    width: int
    values: dict[int, float] = field(factory=dict)

    def take(self, ones: Sequence[int], twos: Sequence[int], values: Sequence[float]) -> None:
        """Hold these pairs with their similarity, and no others."""
        width = self.width
        keys = (one * width + two for one, two in zip(ones, twos, strict=True))
        self.values = dict(zip(keys, values, strict=True))

    def best(self, ones: list[int], twos: list[int]) -> float:
        """Return how well two sets of elements match: the mean of the best for each, 0 to 1."""
        get, down, across = self.values.get, [0.0] * len(twos), 0.0
        for one in ones:
            base, top = one * self.width, 0.0
            for place, two in enumerate(twos):
                value = get(base + two)
                if value is not None:
                    top = max(top, value)
                    down[place] = max(down[place], value)
            across += top
        return (across + sum(down)) / (len(ones) + len(twos))


def peaks(ends: Sequence[int], values: Sequence[float], count: int) -> list[float]:
    """Return the best value of each end."""
    best = [0.0] * count
    for end, value in zip(ends, values, strict=True):
        best[end] = max(best[end], value)
    return best
