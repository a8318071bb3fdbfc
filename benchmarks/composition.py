"""Composition checked against curation: what a chain over a third lifecycle finds, and misses.

For every pair of lifecycles whose crosswalk people have curated, and every third one that has
curated crosswalks to both, the crosswalk is composed and compared with the curated one: which
pairs of elements it joins, and how many of them a person joined too. Only curated rows are
chained, so that nothing is checked against what was made from it.

``python benchmarks/composition.py`` prints the table: for every chain of two rows, and for those
that would be written down (`write_crosswalks.py`), how many pairs were found, how many are right,
precision, precision where both ends are known, recall, and in how many the match is the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from chains import between, chained, curated
from write_crosswalks import LEAST

import lifecycle_map as lm
from lifecycle_map.model.crosswalks import surest
from lifecycle_map.model.refs import Ref

Pairs = dict[tuple[Ref | None, Ref | None], lm.Correspondence]

FEWEST = 5
"""A pair with fewer curated rows says nothing of composition."""


@frozen(kw_only=True)
class Agreement:
    """How a composed crosswalk agrees with the curated one.

    ``found`` are the pairs of elements that are composed, ``right`` those of them that are curated
    too, ``same`` those of the right ones that also have the same match. ``known`` are the found
    pairs of which both ends stand in some curated row: where people have looked at both, a pair
    that they did not join is more likely to be wrong.
    """

    gold: int
    found: int
    known: int
    right: int
    same: int

    def shares(self) -> tuple[str, ...]:
        """Return precision, precision where known, and recall; a dash for a share of nothing."""
        wholes = (self.found, self.known, self.gold)
        return tuple(f"{self.right / whole:.0%}" if whole else "–" for whole in wholes)


@frozen(kw_only=True)
class Measured:
    """A pair of lifecycles, the third one, and what its chains are worth.

    ``every`` counts each chain of two rows, ``kept`` those that would be written down: that say
    something, and are sure enough.
    """

    subject: str
    object: str
    over: str
    every: Agreement
    kept: Agreement


def measured() -> Iterator[Measured]:
    """Yield every pair of lifecycles with every third one that both are curated against."""
    for entry in lm.list_crosswalks():
        gold = _pairs(curated(lm.load_crosswalk(entry.key).view()).correspondences)
        if len(gold) >= FEWEST:
            for over in _thirds(entry.ends):
                yield _measured(entry.ends, over, gold)


def _measured(ends: tuple[str, str], over: str, gold: Pairs) -> Measured:
    legs = [between(ends[0], over), between(over, ends[1])]
    one, two = (curated(leg) for leg in legs if leg is not None)
    every = surest(one.compose(two).correspondences)
    kept = (row for row in chained(one, two) if row.confidence >= LEAST)
    return Measured(
        subject=ends[0],
        object=ends[1],
        over=over,
        every=_agreement(_pairs(every), gold),
        kept=_agreement(_pairs(kept), gold),
    )


def _thirds(ends: tuple[str, str]) -> Iterator[str]:
    for entry in lm.list_lifecycles():
        legs = [between(end, entry.key) for end in ends]
        if entry.key not in ends and all(
            leg is not None and len(curated(leg).correspondences) >= FEWEST for leg in legs
        ):
            yield entry.key


def _pairs(rows: object) -> Pairs:
    return {(row.subject, row.object): row for row in rows}


def _agreement(found: Pairs, gold: Pairs) -> Agreement:
    right = found.keys() & gold.keys()
    same = sum(found[pair].match is gold[pair].match for pair in right)
    ends = {end for pair in gold for end in pair}
    known = sum(set(pair) <= ends for pair in found)
    return Agreement(gold=len(gold), found=len(found), known=known, right=len(right), same=same)


def main() -> None:
    head = f"{'pair':<28}{'over':<15}{'curated':>8}"
    for name in ("every chain", "kept"):
        head += f" | {name:>11} {'right':>5} {'prec.':>5} {'known':>5} {'recall':>6} {'match':>5}"
    print(head)
    for each in measured():
        line = f"{each.subject + '--' + each.object:<28}{each.over:<15}{each.kept.gold:>8}"
        for one in (each.every, each.kept):
            precision, known, recall = one.shares()
            line += f" | {one.found:>11} {one.right:>5} {precision:>5} {known:>5} {recall:>6}"
            line += f" {one.same:>5}"
        print(line)


if __name__ == "__main__":
    main()
