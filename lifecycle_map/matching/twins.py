"""Elements of one and the same name: told apart by what stands around them and by their order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TypeVar

import attrs

from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.contexts import Context
from lifecycle_map.matching.joining import Join

C = TypeVar("C", Candidates, Context)

CONTEXT = 2.0
"""How much the similarity around two twins counts next to how far apart they stand in order."""


def told_apart(join: Join, found: Candidates, around: Context) -> tuple[Candidates, Context]:
    """Return the candidates without the crossed pairs among twins.

    Where both sides have several elements of exactly the same words, each gets one of the other
    side at most: first the pairs whose neighbours match best and that stand nearest in order.
    A name that one side has only once may still belong to many.
    """
    groups = _groups(join, found, around)
    crossed = set[int]()
    for members in groups.values():
        crossed.update(_crossed(members, found))
    if not crossed:
        return found, around
    kept = [number for number in range(len(found)) if number not in crossed]
    return _taken(found, kept), _taken(around, kept)


def _groups(
    join: Join, found: Candidates, around: Context
) -> dict[tuple[str, ...], list[tuple[float, int]]]:
    """Return the pairs of twins, by name, with how well each pair fits."""
    a, b = join.a, join.b
    long, wide = max(1, len(a.elements) - 1), max(1, len(b.elements) - 1)
    groups: dict[tuple[str, ...], list[tuple[float, int]]] = {}
    several = {
        variant: label for label, held in a.twins.items() if label in b.twins for variant in held
    }
    pairs = zip(found.ours, found.theirs, strict=True) if several else ()
    for number, (one, two) in enumerate(pairs):
        label = several.get(one, ())
        if not label or label != b.label(two):
            continue
        apart = abs(found.subjects[number] / long - found.objects[number] / wide)
        fit = CONTEXT * around.overall[number] - apart
        groups.setdefault(label, []).append((fit, number))
    return groups


def _crossed(members: list[tuple[float, int]], found: Candidates) -> Iterable[int]:
    """Yield the pairs that cannot be when the best are taken first."""
    ours, theirs = set[int](), set[int]()
    for _, number in sorted(members, key=lambda member: (-member[0], member[1])):
        one, two = found.subjects[number], found.objects[number]
        if one in ours or two in theirs:
            yield number
        else:
            ours.add(one)
            theirs.add(two)


def _taken(columns: C, kept: list[int]) -> C:
    """Return columns with some of their rows."""
    taken = {}
    for each in attrs.fields(type(columns)):
        column = getattr(columns, each.name)
        taken[each.name] = array(column.typecode, (column[n] for n in kept if column))
    return type(columns)(**taken)
