"""What stands around two elements: whether their groups and neighbours belong together too.

One idea from similarity flooding (Melnik, Garcia-Molina and Rahm 2002), two rounds of it, over
the candidates alone: a pair gains by the pairs above, before and after it.
"""

from __future__ import annotations

from attrs import define

from lifecycle_map.matching.boards import Board, peaks, starts
from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.columns import UNKNOWN, Numbers, Shares, numbers, shares
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

    ``groups`` and ``flow`` say how well the groups and the neighbours match (0 to 1, or `UNKNOWN`
    where one of the two has none), ``apart`` how far the places in the flow differ, ``overall``
    is the similarity with all that counted in.
    """

    groups: Shares
    flow: Shares
    apart: Shares
    overall: Shares


def context(a: Prepared, b: Prepared, found: Candidates) -> Context:
    """Return what stands around each candidate."""
    one, two = a.around, b.around
    firsts, seconds = found.subjects, found.objects
    overall = shares(found.similarity)
    groups = shares([UNKNOWN]) * len(found)
    flow = shares([UNKNOWN]) * len(found)
    grouped = _grouped(one, two, found)
    flowing = _flowing(a, b, found)
    begins = starts(firsts, len(a.elements))
    for _ in range(ROUNDS if grouped or flowing else 0):
        board = Board(max(1, len(b.elements)), begins, seconds, overall[:])
        if grouped:
            board.others = by_members(one, two, found, overall, board)
        for number in grouped:
            above, over = one.groups[firsts[number]], two.groups[seconds[number]]
            groups[number] = board.best(above[:WIDEST], over[:WIDEST])
        for number in flowing:
            flow[number] = _flow(one, two, board, firsts[number], seconds[number])
        for number in dict.fromkeys((*grouped, *flowing)) if grouped else flowing:
            overall[number] = _mean(found.similarity[number], groups[number], flow[number])
    return Context(groups, flow, _apart(one, two, found), overall)


def _grouped(one: Surroundings, two: Surroundings, found: Candidates) -> Numbers:
    """Return the candidates of which both ends are in a group."""
    ours, theirs = ([bool(held) for held in side.groups] for side in (one, two))
    if not any(ours) or not any(theirs):
        return numbers()
    ends = zip(found.subjects, found.objects, strict=True)
    return numbers(n for n, (first, second) in enumerate(ends) if ours[first] and theirs[second])


def _flowing(a: Prepared, b: Prepared, found: Candidates) -> Numbers:
    """Return the candidates whose neighbours are worth a look.

    The flow counts too little to help a pair that is not half as alike as the best of both ends.
    """
    one, two = a.around, b.around
    best_a = peaks(found.subjects, found.similarity, len(a.elements))
    best_b = peaks(found.objects, found.similarity, len(b.elements))
    has_a = [bool(x or y) for x, y in zip(one.before, one.after, strict=True)]
    has_b = [bool(x or y) for x, y in zip(two.before, two.after, strict=True)]
    columns = zip(found.subjects, found.objects, found.similarity, strict=True)
    return numbers(
        number
        for number, (first, second, own) in enumerate(columns)
        if has_a[first]
        and has_b[second]
        and (own >= HOPEFUL * best_a[first] or own >= HOPEFUL * best_b[second])
    )


def _mean(own: float, group: float, flow: float) -> float:
    value, weight = own, 1.0
    if group == group:  # noqa: PLR0124 - what is `UNKNOWN` is not equal to itself
        value, weight = value + GROUP * group, weight + GROUP
    if flow == flow:  # noqa: PLR0124 - as above
        value, weight = value + FLOW * flow, weight + FLOW
    return value / weight


def _flow(a: Surroundings, b: Surroundings, board: Board, one: int, two: int) -> float:
    """Return how well match what comes before and after the two, if both have such."""
    total, sides = 0.0, 0
    for ours, theirs in ((a.before[one], b.before[two]), (a.after[one], b.after[two])):
        if ours and theirs and len(ours) <= WIDEST and len(theirs) <= WIDEST:
            total += board.best(ours, theirs)
            sides += 1
    return total / sides if sides else UNKNOWN


def _apart(one: Surroundings, two: Surroundings, found: Candidates) -> Shares:
    """Return how far apart the places in the flow are, 0 to 1."""
    here, there = one.places, two.places
    ends = zip(found.subjects, found.objects, strict=True)
    return shares(abs(here[first] - there[second]) for first, second in ends)
