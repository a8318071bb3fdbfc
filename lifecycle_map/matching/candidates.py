"""Which pairs of elements share words: an inverted index, joined; never all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from attrs import define, field

from lifecycle_map.matching.columns import Numbers, Shares, numbers, shares
from lifecycle_map.matching.joining import TOLD, Join, Reach

PAIRS, FEWEST, MOST = 8_000, 3, 32
"""How many candidates are kept in all, and for each element at least and at most."""

READS, LEAST = 100_000, 48
"""How many postings are read in all, and for each name at least, before its commoner words only
confirm what its rarer words found.
"""

OPPOSED = 0.5
"""How much of their likeness is left of two names that say the opposite."""

WINDOW = 64
"""How many of many names that share the same common words are looked at: the nearest in order."""

SPARE = 3
"""How many times as many as are kept are weighed in full."""

_Row = tuple[int, float, float, float, float, int, int]
_Met = dict[int, list[float]]


@define(eq=False)
class Candidates:
    """Pairs of elements that share words, in columns.

    ``similarity`` is the likeness of the words, 0 to 1; ``shared`` how many words are shared;
    ``covered`` and ``covering`` which share of the subject's and of the object's words, by
    weight, the other has. ``ours`` and ``theirs`` are the variants that were compared.
    Where an encoder has spoken, ``meanings`` is what it says, ``literal`` the likeness of the words
    alone, and ``similarity`` is made of both. The columns are packed: a candidate takes less room
    than two Python objects.
    """

    subjects: Numbers = field(factory=numbers)
    objects: Numbers = field(factory=numbers)
    similarity: Shares = field(factory=shares)
    shared: Shares = field(factory=shares)
    covered: Shares = field(factory=shares)
    covering: Shares = field(factory=shares)
    ours: Numbers = field(factory=numbers)
    theirs: Numbers = field(factory=numbers)
    literal: Shares = field(factory=shares)
    meanings: Shares = field(factory=shares)

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def words(self) -> Shares:
        """The likeness of the words alone."""
        return self.literal or self.similarity

    def add(self, subject: int, rows: list[_Row]) -> None:
        """Add the pairs of an element."""
        if not rows:
            return
        objects, similarity, shared, covered, covering, ours, theirs = zip(*rows, strict=True)
        self.subjects.extend([subject] * len(rows))
        self.objects.extend(objects)
        self.similarity.extend(similarity)
        self.shared.extend(shared)
        self.covered.extend(covered)
        self.covering.extend(covering)
        self.ours.extend(ours)
        self.theirs.extend(theirs)

    def copy(self, other: Candidates, number: int) -> None:
        """Add a pair that others hold."""
        row = (
            other.objects[number],
            other.similarity[number],
            other.shared[number],
            other.covered[number],
            other.covering[number],
            other.ours[number],
            other.theirs[number],
        )
        self.add(other.subjects[number], [row])


def candidates(join: Join) -> Candidates:
    """Return the pairs of elements that share words, the best for each element of the first side.

    Time and memory go with the pairs that are kept, not with all pairs there are.
    """
    found = Candidates()
    limit = min(MOST, _share(PAIRS, join, FEWEST))
    starts = [variant for variant in join.a.mains if variant >= 0]
    pace = len(join.b.elements) / max(1, len(join.a.elements))
    for start, end in pairwise([*starts, len(join.a.variants)]):
        subject = join.a.owners[start]
        rows = _rows(join, start, limit)
        if end - start > 1:
            rows = _best_of_names([rows, *(_rows(join, v, limit) for v in range(start + 1, end))])
        if len(rows) > limit:
            here = subject * pace
            rows.sort(key=lambda row: (-row[1], abs(row[0] - here), row[0]))
            del rows[limit:]
        rows.sort()
        found.add(subject, rows)
    return found


def _best_of_names(rows: list[list[_Row]]) -> list[_Row]:
    """Return, for each element that any name of another shares words with, the best row."""
    best: dict[int, _Row] = {}
    for row in (row for each in rows for row in each):
        if row[0] not in best or row[1] > best[row[0]][1]:
            best[row[0]] = row
    return list(best.values())


def _rows(join: Join, variant: int, limit: int) -> list[_Row]:
    """Return what shares words with one name, the best name of each element."""
    # Not in smaller parts: it runs for each name, and the loop for each name that it is near to.
    a, b = join.a, join.b
    total = sum([join.weights_a[word] for word in a.variants[variant]])
    family, language = a.families[a.owners[variant]], a.languages[variant]
    slack, poles = join.slack, a.poles[variant]
    met = _met(join, variant)
    rows = []
    for other in _strongest(join, met, total, SPARE * limit) if len(met) > limit else met:
        ours, theirs, shared = met[other]
        owner, whole = b.owners[other], join.whole(other)
        if b.families[owner] != family or not _speak(language, b.languages[other]):
            continue
        covered, covering = ours / total, theirs / whole
        covered = min(covered, 1.0)
        covering = min(covering, 1.0)
        similarity = (covered * total + covering * whole) / (total + whole)
        if slack:
            least = covered if total < whole else covering
            similarity += slack * (least - similarity)
        if poles is not b.poles[other] and join.are_opposed(variant, other):
            similarity *= OPPOSED
        rows.append((owner, similarity, shared, covered, covering, variant, other))
    return rows if len(b.owners) == len(b.elements) else _best_of_names([rows])


def _strongest(join: Join, met: _Met, total: float, count: int) -> Iterable[int]:
    """Return the names that share the most, by weight: among them are the likest."""
    if len(met) <= count:
        return met
    rest = [-(row[0] + row[1]) / (total + join.whole(other)) for other, row in met.items()]
    cut = sorted(rest)[count]
    return [other for other, rank in zip(met, rest, strict=True) if rank <= cut]


def _speak(one: str, two: str) -> bool:
    """Return whether two names can be compared: two aliases only in one language."""
    return one == two or not one or not two


def _met(join: Join, variant: int) -> _Met:
    """Return, for each variant that shares words, the weights of both sides and their number."""
    met: _Met = {}
    reaches = [(join.reach(word), word) for word in join.a.variants[variant]]
    reaches.sort(key=lambda each: (each[0].size, each[1]))
    spent, budget = 0, _share(READS, join, LEAST)
    for reach, word in reaches:
        weight = join.weights_a[word]
        spent += reach.size
        if spent <= budget:
            _add(met, reach, weight)
            continue
        if not met:
            words = [each for _, each in reaches]
            met = {other: [0.0, 0.0, 0.0] for other in _common(join, variant, words)}
        _confirm(join, met, word, weight)
    owner = join.a.owners[variant]
    if join.a.summaries[owner] and join.a.mains[owner] == variant:
        for word in join.a.summaries[owner]:
            if join.reach(word).size <= budget:
                _tell(met, join.reach(word))
    return met


def _share(whole: int, join: Join, least: int) -> int:
    """Return the share of one element of the first side in what may be spent in all."""
    return max(least, whole // max(1, len(join.a.elements)))


def _add(met: _Met, reach: Reach, weight: float) -> None:
    for variants, likeness, theirs in reach.parts:
        mine, other = weight * likeness, theirs * likeness
        for variant in variants:
            row = met.get(variant)
            if row is None:
                met[variant] = [mine, other, likeness]
            else:
                row[0] += mine
                row[1] += other
                row[2] += likeness


def _confirm(join: Join, met: _Met, word: int, weight: float) -> None:
    """Count a common word for those that are met already."""
    number, usual, weighs, others = join.common(word)
    variants = join.b.variants
    for other, row in met.items():
        likeness, theirs = usual, weighs
        if other in others:
            likeness, theirs = others[other]
        elif number not in variants[other]:
            continue
        row[0] += weight * likeness
        row[1] += theirs * likeness
        row[2] += likeness


def _tell(met: _Met, reach: Reach) -> None:
    """Count what a summary tells of a name on the other side."""
    for variants, likeness, theirs in reach.parts:
        for other in variants if theirs else ():
            row = met.setdefault(other, [0.0, 0.0, 0.0])
            row[1] += TOLD * theirs * likeness
            row[2] += TOLD * likeness


def _common(join: Join, variant: int, words: list[int]) -> list[int]:
    """Return some of the many names that share common words with one: the nearest in order.

    They share the two rarest words, or the only one.
    """
    shared = join.together((words[0], words[1])) if len(words) > 1 else []
    if not shared:
        shared = join.together((words[0], words[0]))
    here = variant * len(join.b.variants) // len(join.a.variants)
    middle = bisect_left(shared, here)
    start = max(0, min(middle - WINDOW // 2, len(shared) - WINDOW))
    return shared[start : start + WINDOW]
