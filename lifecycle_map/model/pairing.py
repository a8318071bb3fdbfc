"""Which of two lists of things are one: by the first of several keys that they share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]


def paired(
    old: Iterable[T], new: Iterable[T], *keys: Key[T]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Return the pairs of old and new, and what is left of either, all in their order.

    Keys are tried one after the other on what is still left; where several things have the same
    key, they are paired in their order. A key that is nothing pairs nothing.
    """
    pairs: list[tuple[int, T, T]] = []
    gone, fresh = list(enumerate(old)), list(enumerate(new))
    for key in keys:
        waiting: dict[Hashable, deque[tuple[int, T]]] = {}
        for place, one in fresh:
            waiting.setdefault(key(one), deque()).append((place, one))
        left: list[tuple[int, T]] = []
        taken: set[int] = set()
        for place, one in gone:
            told = key(one)
            queue = waiting.get(told) if told else None
            if queue:
                number, two = queue.popleft()
                taken.add(number)
                pairs.append((place, one, two))
            else:
                left.append((place, one))
        gone, fresh = left, [each for each in fresh if each[0] not in taken]
    pairs.sort(key=lambda pair: pair[0])
    return [pair[1:] for pair in pairs], [one for _, one in gone], [one for _, one in fresh]
