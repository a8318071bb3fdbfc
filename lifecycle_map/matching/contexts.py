"""What stands around two elements: whether their groups and neighbours belong together too.

One idea from similarity flooding (Melnik, Garcia-Molina and Rahm 2002), two rounds of it, over
the candidates alone: a pair gains by the pairs above, before and after it.
"""

from __future__ import annotations

from attrs import define

from lifecycle_map.matching.boards import Board, peaks
from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.grouping import by_members
from lifecycle_map.matching.indexes import Prepared
from lifecycle_map.matching.surroundings import Surroundings

GROUP, FLOW = 0.4, 0.15
"""How much what contains or does two elements counts, and what precedes and follows them, next
to their own words (1).
"""

ROUNDS = 2
HOPEFUL = 0.5
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


def context(a: Prepared, b: Prepared, found: Candidates) -> Context:
    """Return what stands around each candidate."""
    one, two = a.around, b.around
    ends = list(zip(found.subjects, found.objects, strict=True))
    overall = list(found.similarity)
    groups: list[float | None] = [None] * len(ends)
    flow: list[float | None] = [None] * len(ends)
    grouped = _grouped(one, two, ends)
    flowing = _flowing(a, b, found)
    for _ in range(ROUNDS if grouped or flowing else 0):
        board = Board(max(1, len(b.elements)))
        keys = (first * board.width + second for first, second in ends)
        board.values.update(zip(keys, overall, strict=True))
        if grouped:
            board.values.update(by_members(one, two, found, overall, board))
        for number in grouped:
            first, second = ends[number]
            groups[number] = board.best(one.groups[first][:WIDEST], two.groups[second][:WIDEST])
        for number in flowing:
            flow[number] = _flow(one, two, board, *ends[number])
        for number in dict.fromkeys((*grouped, *flowing)):
            overall[number] = _mean(found.similarity[number], groups[number], flow[number])
    apart = [_apart(one.places[first], two.places[second]) for first, second in ends]
    return Context(groups, flow, apart, overall)


def _grouped(one: Surroundings, two: Surroundings, ends: list[tuple[int, int]]) -> list[int]:
    """Return the candidates of which both ends are in a group."""
    return [
        number
        for number, (first, second) in enumerate(ends)
        if one.groups[first] and two.groups[second]
    ]


def _flowing(a: Prepared, b: Prepared, found: Candidates) -> list[int]:
    """Return the candidates whose neighbours are worth a look.

    The flow counts too little to help a pair that is not half as alike as the best of both ends.
    """
    one, two = a.around, b.around
    best_a = peaks(found.subjects, found.similarity, len(a.elements))
    best_b = peaks(found.objects, found.similarity, len(b.elements))
    has_a = [bool(x or y) for x, y in zip(one.before, one.after, strict=True)]
    has_b = [bool(x or y) for x, y in zip(two.before, two.after, strict=True)]
    columns = zip(found.subjects, found.objects, found.similarity, strict=True)
    return [
        number
        for number, (first, second, own) in enumerate(columns)
        if has_a[first] and has_b[second] and own >= HOPEFUL * min(best_a[first], best_b[second])
    ]


def _mean(own: float, group: float | None, flow: float | None) -> float:
    value, weight = own, 1.0
    if group is not None:
        value, weight = value + GROUP * group, weight + GROUP
    if flow is not None:
        value, weight = value + FLOW * flow, weight + FLOW
    return value / weight


def _flow(a: Surroundings, b: Surroundings, board: Board, one: int, two: int) -> float | None:
    """Return how well match what comes before and after the two, if both have such."""
    total, sides = 0.0, 0
    for ours, theirs in ((a.before[one], b.before[two]), (a.after[one], b.after[two])):
        if ours and theirs and len(ours) <= WIDEST and len(theirs) <= WIDEST:
            total += board.best(ours, theirs)
            sides += 1
    return total / sides if sides else None


def _apart(here: float | None, there: float | None) -> float | None:
    """Return how far apart two places in the flow are, 0 to 1."""
    return None if here is None or there is None else abs(here - there)
