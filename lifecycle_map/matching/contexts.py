"""What stands around two elements: whether their groups and neighbours belong together too.

One idea from similarity flooding (Melnik, Garcia-Molina and Rahm 2002), two rounds of it, over
the candidates alone: a pair gains by the pairs above, before and after it.
"""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.indexes import Prepared
from lifecycle_map.matching.surroundings import Arrows

GROUP, FLOW = 0.4, 0.15
"""How much what contains or does two elements counts, and what precedes and follows them, next
to their own words (1).
"""

ROUNDS = 2
WIDEST = 8
"""How many neighbours of an element are looked at, at most: of more, none is typical."""


@define(eq=False)
class Context:
    """What stands around each candidate, in columns.

    ``groups`` and ``flow`` say how well the groups and the neighbours match (0 to 1, or nothing
    where one of the two has none), ``apart`` how far the places in the flow differ, ``overall``
    is the similarity with all that counted in.
    """

    groups: list[float | None]
    flow: list[float | None]
    apart: list[float | None]
    overall: list[float]


@define(eq=False)
class _Board:
    """The similarity of each pair so far, by one number for both ends."""

    width: int
    values: dict[int, float] = field(factory=dict)

    def best(self, ones: list[int], twos: list[int]) -> float:
        """Return how well two sets of elements match: the mean of the best for each."""
        rows = [[self.values.get(one * self.width + two, 0.0) for two in twos] for one in ones]
        across = sum(max(row) for row in rows)
        down: float = sum(max(column) for column in zip(*rows, strict=True))
        return (across + down) / (len(ones) + len(twos))


def context(a: Prepared, b: Prepared, found: Candidates) -> Context:
    """Return what stands around each candidate."""
    overall = list(found.similarity)
    width = max(1, len(b.elements))
    ends = list(zip(found.subjects, found.objects, strict=True))
    around = _Around(a, b)
    groups: list[float | None] = [None] * len(ends)
    flow: list[float | None] = [None] * len(ends)
    for _ in range(ROUNDS if around.is_any else 0):
        keys = (one * width + two for one, two in ends)
        board = _Board(width, dict(zip(keys, overall, strict=True)))
        board.values.update(_by_members(around, ends, overall, board))
        for number, (one, two) in enumerate(ends):
            groups[number] = around.groups(board, one, two)
            flow[number] = around.flow(board, one, two)
            overall[number] = _mean(found.similarity[number], groups[number], flow[number])
    return Context(groups, flow, [around.apart(one, two) for one, two in ends], overall)


def _by_members(
    around: _Around, ends: list[tuple[int, int]], overall: list[float], board: _Board
) -> dict[int, float]:
    """Return the similarity of the groups that match by what they hold rather than by name.

    Two groups match as well as the best pairs of their members, of all that either has (Dice).
    """
    ours, theirs = around.a.around.groups, around.b.around.groups
    best_a, best_b = dict[int, float](), dict[int, float]()
    for (one, two), value in zip(ends, overall, strict=True):
        if ours[one] and theirs[two]:
            best_a[one] = max(value, best_a.get(one, 0.0))
            best_b[two] = max(value, best_b.get(two, 0.0))
    sums: dict[int, float] = {}
    for (one, two), value in zip(ends, overall, strict=True):
        if best_a.get(one) == value == best_b.get(two):
            for group in ours[one]:
                for other in theirs[two]:
                    key = group * board.width + other
                    sums[key] = sums.get(key, 0.0) + value
    sizes_a, sizes_b = around.a.around.sizes, around.b.around.sizes
    found = {}
    for key, total in sums.items():
        group, other = divmod(key, board.width)
        share = min(1.0, 2 * total / (sizes_a[group] + sizes_b[other]))
        if share > board.values.get(key, 0.0):
            found[key] = share
    return found


def _mean(own: float, group: float | None, flow: float | None) -> float:
    value, weight = own, 1.0
    if group is not None:
        value, weight = value + GROUP * group, weight + GROUP
    if flow is not None:
        value, weight = value + FLOW * flow, weight + FLOW
    return value / weight


@define(eq=False)
class _Around:
    """The surroundings of both sides."""

    a: Prepared
    b: Prepared

    @property
    def is_any(self) -> bool:
        """Whether both sides have a context at all."""
        one, two = self.a.around, self.b.around
        has_groups = any(one.groups) and any(two.groups)
        return has_groups or (any(one.after) and any(two.after))

    def groups(self, board: _Board, one: int, two: int) -> float | None:
        """Return how well match what contains the two and who does them."""
        ours, theirs = self.a.around.groups[one], self.b.around.groups[two]
        return board.best(ours[:WIDEST], theirs[:WIDEST]) if ours and theirs else None

    def flow(self, board: _Board, one: int, two: int) -> float | None:
        """Return how well match what comes before and after the two."""
        total, sides = 0.0, 0
        for ours, theirs in self._arrows:
            before, after = ours[one], theirs[two]
            if before and after and len(before) <= WIDEST and len(after) <= WIDEST:
                total += board.best(before, after)
                sides += 1
        return total / sides if sides else None

    @property
    def _arrows(self) -> tuple[tuple[Arrows, Arrows], tuple[Arrows, Arrows]]:
        one, two = self.a.around, self.b.around
        return (one.before, two.before), (one.after, two.after)

    def apart(self, one: int, two: int) -> float | None:
        """Return how far apart the places in the flow are, 0 to 1."""
        here, there = self.a.around.places[one], self.b.around.places[two]
        return None if here is None or there is None else abs(here - there)
