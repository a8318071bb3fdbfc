"""Which pairs of elements share words: an inverted index, joined; never all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.matching.joining import TOLD, Join, Reach, Table

PAIRS, FEWEST, MOST = 400_000, 8, 64
"""How many candidates are kept in all, and for each element at least and at most."""

POSTINGS = 400
"""How many postings are read for one name before its commoner words only confirm what is found."""

WINDOW = 64
"""How many of many names that share the same common words are looked at: the nearest in order."""

_Row = tuple[float, float, float, float, tuple[int, int]]


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

    def add(self, subject: int, other: int, row: _Row) -> None:
        """Add a pair."""
        self.subjects.append(subject)
        self.objects.append(other)
        self.similarity.append(row[0])
        self.shared.append(row[1])
        self.covered.append(row[2])
        self.covering.append(row[3])
        self.names.append(row[4])


def candidates(join: Join) -> Candidates:
    """Return the pairs of elements that share words, the best for each element of the first side.

    Time and memory go with the pairs that are kept, not with all pairs there are.
    """
    found = Candidates()
    limit = max(FEWEST, min(MOST, PAIRS // max(1, len(join.a.elements))))
    starts = [variant for variant in join.a.mains if variant >= 0]
    pace = len(join.b.elements) / max(1, len(join.a.elements))
    for start, end in zip(starts, [*starts[1:], len(join.a.variants)], strict=True):
        subject = join.a.owners[start]
        best: dict[int, _Row] = {}
        for variant in range(start, end):
            for other, row in _rows(join, variant):
                if other not in best or row[0] > best[other][0]:
                    best[other] = row
        if len(best) > limit:
            here = subject * pace
            order = sorted(best, key=lambda other: (-best[other][0], abs(other - here), other))
            best = {other: best[other] for other in order[:limit]}
        for other in sorted(best):
            found.add(subject, other, best[other])
    return found


def _rows(join: Join, variant: int) -> Iterator[tuple[int, _Row]]:
    """Yield what shares words with one name: similarity, words shared, coverage both ways."""
    a, b = join.a, join.b
    words = a.variants[variant]
    total = sum(join.weights_a[word] for word in words)
    family, language = a.families[a.owners[variant]], a.languages[variant]
    for other, (ours, theirs, shared) in _met(join, variant).items():
        owner = b.owners[other]
        if b.families[owner] != family or not _speak(language, b.languages[other]):
            continue
        whole = join.total(other)
        covered, covering = min(1.0, ours / total), min(1.0, theirs / whole)
        both = (covered * total + covering * whole) / (total + whole)
        least = covered if total < whole else covering
        similarity = (1 - join.slack) * both + join.slack * least
        yield owner, (similarity, shared, covered, covering, (variant, other))


def _speak(one: str, two: str) -> bool:
    """Return whether two names can be compared: two aliases only in one language."""
    return one == two or not one or not two


def _met(join: Join, variant: int) -> dict[int, list[float]]:
    """Return, for each variant that shares words, the weights of both sides and their number."""
    met: dict[int, list[float]] = {}
    words = sorted(join.a.variants[variant], key=lambda word: (len(join.reach(word)), word))
    spent = 0
    for word in words:
        reach, weight = join.reach(word), join.weights_a[word]
        spent += len(reach)
        if spent <= POSTINGS:
            _add(met, reach, weight)
            continue
        if not met:
            met = {other: [0.0, 0.0, 0.0] for other in _common(join, variant, words)}
        _confirm(met, join.lookup(word), weight)
    owner = join.a.owners[variant]
    if join.a.mains[owner] == variant:
        for word in join.a.summaries[owner]:
            _tell(met, join.reach(word))
    return met


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
    if len(reach) > POSTINGS:
        return
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
