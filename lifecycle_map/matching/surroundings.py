"""What stands around each element of a lifecycle: above, before, after, who, and how far on."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from lifecycle_map.matching.columns import UNKNOWN
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link

FLOWS = (Link.PRECEDES, Link.TRIGGERS)
GROUPING = (Link.CONTAINS, Link.PERFORMS, Link.ACCOUNTABLE_FOR)

_NEW, _OPEN, _DONE = range(3)

Arrows = Sequence[Sequence[int]]


@define(eq=False)
class Surroundings:
    """The neighbours of every element by number.

    ``groups`` holds what contains an element, where it is active and who does it, ``sizes`` of how
    many it is a group itself, ``places`` how far on it stands in the flow, 0 to 1, or `UNKNOWN`
    where no arrow leads to or from it.
    """

    groups: Arrows
    after: Arrows
    before: Arrows
    places: list[float]
    sizes: list[int]


def surroundings(lifecycle: Lifecycle) -> Surroundings:
    """Return what stands around each element of a lifecycle."""
    numbers = {element.key: number for number, element in enumerate(lifecycle)}
    count = len(numbers)
    groups, after, before = _Lists(count), _Lists(count), _Lists(count)
    sizes = [0] * count
    flows: dict[tuple[int, int], None] = {}
    for relation in lifecycle.relations:
        one, two = numbers[relation.subject], numbers[relation.object]
        if relation.link in GROUPING:
            groups.add(two, one)
            sizes[one] += 1
        elif relation.link is Link.ACTIVE_IN:
            groups.add(one, two)
            sizes[two] += 1
        elif relation.link in FLOWS and one != two:
            flows[one, two] = None
    for one, two in flows:
        after.add(one, two)
        before.add(two, one)
    return Surroundings(
        groups.held, after.held, before.held, places(after.held, before.held), sizes
    )


class _Lists:
    """A list of numbers for each of many, most of them short: each takes the room it needs."""

    def __init__(self, count: int) -> None:
        self.held: list[tuple[int, ...]] = [()] * count

    def add(self, place: int, number: int) -> None:
        self.held[place] += (number,)


def places(after: Arrows, before: Arrows) -> list[float]:
    """Return how far on each node stands: midway between as soon and as late as it can be.

    Both are counted in steps of the longest way, as the critical path method does with days. A node
    whose arrows are partly lost thus stands in the middle of where it may be. Arrows that lead back
    (found by a walk in depth) do not count.
    """
    order, ranks = _order(after, before)
    to, on = [0] * len(after), [0] * len(after)
    for node in order:
        for follower in after[node]:
            if ranks[follower] > ranks[node]:
                to[follower] = max(to[follower], to[node] + 1)
    for node in reversed(order):
        for follower in after[node]:
            if ranks[follower] > ranks[node]:
                on[node] = max(on[node], on[follower] + 1)
    whole = max((a + b for a, b in zip(to, on, strict=True)), default=0)
    return [
        (a + whole - b) / (2 * whole) if a + b else UNKNOWN for a, b in zip(to, on, strict=True)
    ]


def _order(after: Arrows, before: Arrows) -> tuple[list[int], list[int]]:
    """Return the nodes so that every arrow, but those that lead back, goes on; and their ranks."""
    state, finished = [_NEW] * len(after), list[int]()
    for start in sorted(range(len(after)), key=lambda node: bool(before[node])):
        if state[start] == _NEW:
            _walk(start, after, state, finished)
    finished.reverse()
    ranks = [0] * len(after)
    for rank, node in enumerate(finished):
        ranks[node] = rank
    return finished, ranks


def _walk(start: int, after: Arrows, state: list[int], finished: list[int]) -> None:
    state[start] = _OPEN
    path = [(start, iter(after[start]))]
    while path:
        node, followers = path[-1]
        fresh = next((f for f in followers if state[f] == _NEW), None)
        if fresh is None:
            state[node] = _DONE
            finished.append(node)
            path.pop()
        else:
            state[fresh] = _OPEN
            path.append((fresh, iter(after[fresh])))
