"""What an encoder says put beside the words: more candidates, and another likeness of each."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.matching.candidates import OPPOSED, Candidates
from lifecycle_map.matching.indexes import Prepared
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.meanings import Meanings

MEANT, LEAST = 0.2, 0.02
"""How much meaning counts next to words in the likeness of a pair, which is their weighted
geometric mean (both must speak for it), and the least that either of them counts as.
"""


def blended(join: Join, found: Candidates, meanings: Meanings) -> Candidates:
    """Return the candidates, and those that mean nearly the same, with both likenesses."""
    rows = {
        pair: number for number, pair in enumerate(zip(found.subjects, found.objects, strict=True))
    }
    pairs = sorted(rows.keys() | set(_nearest(join, meanings)))
    made = Candidates()
    for pair, meaning in zip(pairs, meanings.likenesses(pairs), strict=True):
        number = rows.get(pair)
        if number is None:
            one, two = join.a.mains[pair[0]], join.b.mains[pair[1]]
            made.add(pair[0], [(pair[1], 0.0, 0.0, 0.0, 0.0, one, two)])
        else:
            made.copy(found, number)
        opposed = join.are_opposed(made.ours[-1], made.theirs[-1])
        said = meaning * OPPOSED if opposed else meaning
        words = made.similarity[-1]
        made.literal.append(words)
        made.meanings.append(said)
        made.similarity[-1] = max(words, LEAST) ** (1 - MEANT) * max(said, LEAST) ** MEANT
    return made


def _nearest(join: Join, meanings: Meanings) -> Iterator[tuple[int, int]]:
    """Yield the pairs of elements of one family of which one is the nearest to the other."""
    back = meanings.turned()
    for family in sorted(set(join.a.families) & set(join.b.families)):
        ours, theirs = _able(join.a, family), _able(join.b, family)
        yield from meanings.nearest(ours, theirs)
        yield from ((one, two) for two, one in back.nearest(theirs, ours))


def _able(side: Prepared, family: int) -> list[int]:
    """Return the elements of a family that have a name with a word in it."""
    return [
        number
        for number, (own, main) in enumerate(zip(side.families, side.mains, strict=True))
        if own == family and main >= 0
    ]
