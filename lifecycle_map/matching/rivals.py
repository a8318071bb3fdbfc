"""How a pair stands among all pairs of its two ends: a correction for hubs.

Some elements are a little like everything (hubs), so that equal similarities do not mean equal
things. As local scaling does (Zelnik-Manor and Perona 2004; Schnitzer et al. 2012), and CSLS
(Conneau et al. 2018) with means, each pair is measured against the best that its two ends have.
"""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.matching.boards import peaks
from lifecycle_map.matching.candidates import Candidates
from lifecycle_map.matching.columns import Shares, shares
from lifecycle_map.matching.joining import Join


def behind(join: Join, found: Candidates, overall: Sequence[float]) -> Shares:
    """Return which share of the best of its ends each candidate lacks, summed over both: 0 to 2.

    An end on the wordier side counts less: a sentence has room for several tasks.
    """
    rows = peaks(found.subjects, overall, len(join.a.elements))
    columns = peaks(found.objects, overall, len(join.b.elements))
    ratio = join.b.verbosity / join.a.verbosity
    here, there = min(1.0, ratio), min(1.0, 1 / ratio)
    return shares(
        here * (1 - value / rows[one]) + there * (1 - value / columns[two]) if value else 2.0
        for one, two, value in zip(found.subjects, found.objects, overall, strict=True)
    )
