"""What an encoder says: how alike two elements are by what their names and summaries mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from operator import mul
from typing import Any

from attrs import define, field

from lifecycle_map.matching.encoding import Encoder
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle

NEAREST = 3
"""How many elements are candidates for their meaning alone, at most, for each element."""

LEAST = 0.2
"""How alike they are at least, 0 (as two that have nothing to do with each other) to 1."""

DIGITS = 4
"""To how many digits likenesses are rounded, so that no order of summing shows."""

BLOCK = 512
"""How many rows of an array are compared at once: memory is bounded by it."""


@define(eq=False)
class Vectors:
    """The vectors of the elements of one side, each of length 1, and their mean."""

    encoder: Encoder
    rows: Any
    mean: list[float]
    is_array: bool


def encoded(lifecycle: Lifecycle, encoder: Encoder) -> Vectors:
    """Return the vectors of the elements of a lifecycle: of their names and summaries.

    Raises ValueError when the encoder does not return a vector of the same length for each text.
    """
    texts = [_text(element) for element in lifecycle]
    raw: Any = encoder.encode(texts) if texts else []
    if len(raw) != len(texts):
        raise ValueError(f"the encoder returned {len(raw):,} vectors for {len(texts):,} texts")
    if hasattr(raw, "dtype"):
        lengths = (raw * raw).sum(axis=1, keepdims=True) ** 0.5
        rows = raw / (lengths + (lengths == 0))
        return Vectors(encoder, rows, rows.mean(axis=0).tolist(), is_array=True)
    rows = [_unit(row) for row in raw]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the encoder returned vectors of several lengths")
    mean = [math.fsum(column) / len(rows) for column in zip(*rows, strict=True)]
    return Vectors(encoder, rows, mean, is_array=False)


def _text(element: Element) -> str:
    return f"{element.name}. {element.summary}" if element.summary else element.name


def _unit(vector: Sequence[float]) -> list[float]:
    values = [float(value) for value in vector]
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]


@define(eq=False)
class Meanings:
    """How alike the elements of two sides are by their meaning.

    The cosine of two vectors says little by itself: some encoders give a fifth to what has nothing
    in common, others four fifths. What counts is how far it is above the mean of all pairs, which
    is the product of the mean vectors: 0 at the mean, 1 for what is the same.
    """

    a: Vectors
    b: Vectors
    usual: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.usual = min(sum(map(mul, self.a.mean, self.b.mean)), 0.99)

    def nearest(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the elements of the second side that are the most alike to each of the first.

        Of those that are equally so, the first ones are taken.
        """
        find = self._nearest_in_arrays if self.a.is_array and self.b.is_array else self._nearest
        yield from find(ours, theirs) if ours and theirs else ()

    def likenesses(self, pairs: Iterable[tuple[int, int]]) -> Iterator[float]:
        """Yield how alike the elements of each pair are, 0 to 1."""
        one, two = self.a.rows, self.b.rows
        if self.a.is_array and self.b.is_array:
            yield from (self._likeness(float(one[first] @ two[second])) for first, second in pairs)
        else:
            for first, second in pairs:
                yield self._likeness(sum(map(mul, one[first], two[second])))

    def turned(self) -> Meanings:
        """Return the same from the other side."""
        return Meanings(self.b, self.a)

    def _likeness(self, cosine: float) -> float:
        found = (cosine - self.usual) / (1 - self.usual)
        return round(min(1.0, max(0.0, float(found))), DIGITS)

    def _nearest(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int]]:
        for first in ours:
            pairs = [(first, second) for second in theirs]
            rows = zip(self.likenesses(pairs), pairs, strict=True)
            able = ((-likeness, pair) for likeness, pair in rows if likeness >= LEAST)
            yield from (pair for _, pair in nsmallest(NEAREST, able))

    def _nearest_in_arrays(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the same by products of blocks of rows; a rank holds likeness and place at once."""
        others, width, scale = self.b.rows[theirs].T, len(theirs), 10**DIGITS
        least = round(LEAST * scale) * width
        kept = min(NEAREST, width)
        for start in range(0, len(ours), BLOCK):
            block = ours[start : start + BLOCK]
            cosines = (self.a.rows[block] @ others).astype(float)
            likeness = ((cosines - self.usual) / (1 - self.usual)).clip(0, 1)
            ranks = (likeness * scale).round().astype("int64") * width
            ranks += range(width - 1, -1, -1)
            ranks.partition(width - kept, axis=1)
            for first, best in zip(block, ranks[:, width - kept :].tolist(), strict=True):
                for rank in sorted(best, reverse=True):
                    if rank >= least:
                        yield first, theirs[width - 1 - rank % width]
