"""Which pairs of elements share words: an inverted index, joined; never all pairs."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from attrs import define, field

from lifecycle_map.matching.joining import TOLD, Join, Reach, Table

PAIRS, FEWEST, MOST = 20_000, 5, 32
"""How many candidates are kept in all, and for each element at least and at most."""

READS, LEAST = 100_000, 48
"""How many postings are read in all, and for each name at least, before its commoner words only
confirm what its rarer words found.
"""

OPPOSED = 0.5
"""How much of their likeness is left of two names that say the opposite."""

WINDOW = 64
"""How many of many names that share the same common words are looked at: the nearest in order."""

_Row = tuple[int, float, float, float, float, tuple[int, int]]


@define(eq=False)
class Candidates:
    """Pairs of elements that share words, in columns.

    ``similarity`` is the likeness of the words, 0 to 1; ``shared`` how many words are shared;
    ``covered`` and ``covering`` which share of the subject's and of the object's words, by
    weight, the other has. ``names`` says which variants were compared.
    """

    subjects: list[int] = field(factory=list)
    objects: list[int] = field(factory=list)
    similarity: list[float] = field(factory=list)
    shared: list[float] = field(factory=list)
    covered: list[float] = field(factory=list)
    covering: list[float] = field(factory=list)
    names: list[tuple[int, int]] = field(factory=list)

    def __len__(self) -> int:
        return len(self.subjects)

    def add(self, subject: int, row: _Row) -> None:
        """Add a pair."""
        self.subjects.append(subject)
        self.objects.append(row[0])
        self.similarity.append(row[1])
        self.shared.append(row[2])
        self.covered.append(row[3])
        self.covering.append(row[4])
        self.names.append(row[5])


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
        rows = _rows(join, start)
        if end - start > 1:
            rows = _best_of_names([rows, *(_rows(join, v) for v in range(start + 1, end))])
        if len(rows) > limit:
            here = subject * pace
            rows.sort(key=lambda row: (-row[1], abs(row[0] - here), row[0]))
            del rows[limit:]
        for row in sorted(rows):
            found.add(subject, row)
    return found


def _best_of_names(rows: list[list[_Row]]) -> list[_Row]:
    """Return, for each element that any name of another shares words with, the best row."""
    best: dict[int, _Row] = {}
    for row in (row for each in rows for row in each):
        if row[0] not in best or row[1] > best[row[0]][1]:
            best[row[0]] = row
    return list(best.values())


def _rows(join: Join, variant: int) -> list[_Row]:
    """Return what shares words with one name, the best name of each element."""
    a, b = join.a, join.b
    total = sum(join.weights_a[word] for word in a.variants[variant])
    family, language = a.families[a.owners[variant]], a.languages[variant]
    slack, poles = join.slack, a.poles[variant]
    rows = []
    for other, (ours, theirs, shared) in _met(join, variant).items():
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
        rows.append((owner, similarity, shared, covered, covering, (variant, other)))
    return rows if len(b.owners) == len(b.elements) else _best_of_names([rows])


def _speak(one: str, two: str) -> bool:
    """Return whether two names can be compared: two aliases only in one language."""
    return one == two or not one or not two


def _met(join: Join, variant: int) -> dict[int, list[float]]:
    """Return, for each variant that shares words, the weights of both sides and their number."""
    met: dict[int, list[float]] = {}
    words = sorted(join.a.variants[variant], key=lambda word: (len(join.reach(word)), word))
    spent, budget = 0, _share(READS, join, LEAST)
    for word in words:
        reach, weight = join.reach(word), join.weights_a[word]
        spent += len(reach)
        if spent <= budget:
            _add(met, reach, weight)
            continue
        if not met:
            met = {other: [0.0, 0.0, 0.0] for other in _common(join, variant, words)}
        _confirm(met, join.lookup(word), weight)
    owner = join.a.owners[variant]
    if join.a.mains[owner] == variant:
        for word in join.a.summaries[owner]:
            if len(join.reach(word)) <= budget:
                _tell(met, join.reach(word))
    return met


def _share(whole: int, join: Join, least: int) -> int:
    """Return the share of one element of the first side in what may be spent in all."""
    return max(least, whole // max(1, len(join.a.elements)))


def _add(met: dict[int, list[float]], reach: Reach, weight: float) -> None:
    for other, likeness, theirs in reach:
        row = met.get(other)
        if row is None:
            met[other] = [weight * likeness, theirs * likeness, likeness]
        else:
            row[0] += weight * likeness
            row[1] += theirs * likeness
            row[2] += likeness


def _confirm(met: dict[int, list[float]], table: Table, weight: float) -> None:
    """Count a common word for those that are met already."""
    for other, row in met.items():
        found = table.get(other)
        if found is not None:
            likeness, theirs = found
            row[0] += weight * likeness
            row[1] += theirs * likeness
            row[2] += likeness


def _tell(met: dict[int, list[float]], reach: Reach) -> None:
    """Count what a summary tells of a name on the other side."""
    for other, likeness, theirs in reach:
        if theirs:
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
