"""Groups that match by what they hold, whatever they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lifecycle_map.matching.boards import Board, peaks
from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.surroundings import Surroundings


def by_members(
    a: Surroundings, b: Surroundings, found: Candidates, overall: Sequence[float], board: Board
) -> dict[int, float]:
    """Return the pairs of groups that match better by their members than by their names.

    Two groups match as well as those pairs of their members that are the best for both, of all
    that either group has (Dice 1945). Members that could be anywhere (several are the best) count
    in part.
    """
    best_a = peaks(found.subjects, overall, len(a.groups))
    best_b = peaks(found.objects, overall, len(b.groups))
    columns = zip(found.subjects, found.objects, overall, strict=True)
    best = [(i, j, value) for i, j, value in columns if best_a[i] == value == best_b[j]]
    ties_a, ties_b = Counter(i for i, _, _ in best), Counter(j for _, j, _ in best)
    sums: dict[int, float] = {}
    for one, two, value in best:
        for key in (g * board.width + h for g in a.groups[one] for h in b.groups[two]):
            sums[key] = sums.get(key, 0.0) + value / max(ties_a[one], ties_b[two])
    shares = {key: _share(total, *divmod(key, board.width), a, b) for key, total in sums.items()}
    return {
        key: share for key, share in shares.items() if share > board.of(*divmod(key, board.width))
    }


def _share(total: float, group: int, other: int, a: Surroundings, b: Surroundings) -> float:
    return min(1.0, 2 * total / (a.sizes[group] + b.sizes[other]))
