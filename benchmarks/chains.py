"""Chains of two crosswalks, and which of them say something.

A chain of two loose ties (*related* and *related*) is no tie, and two parts of one whole (*broad*,
then *narrow*) need have nothing to do with each other: these are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import attrs

import lifecycle_map as lm
from lifecycle_map.loading.frameworks import crosswalk_between
from lifecycle_map.model.crosswalks import surest

SAYS_NOTHING = {(lm.Match.RELATED, lm.Match.RELATED), (lm.Match.BROAD, lm.Match.NARROW)}
"""Matches that do not chain to anything worth writing down."""


def between(subject: str, object_: str) -> lm.Crosswalk | None:
    """Return the consolidated crosswalk between two lifecycles, turned round if need be."""
    found = crosswalk_between(subject, object_)
    return None if found is None else found.view()


def curated(crosswalk: lm.Crosswalk) -> lm.Crosswalk:
    """Return the rows that people have curated and that say that there is something."""
    by_hand = (lm.Justification.CURATED, lm.Justification.INVERTED)
    return _with(
        crosswalk,
        (
            row
            for row in crosswalk.correspondences
            if row.justification in by_hand and row.match is not lm.Match.NONE
        ),
    )


def chained(first: lm.Crosswalk, second: lm.Crosswalk) -> tuple[lm.Correspondence, ...]:
    """Return what follows for the far ends, the surest way for each pair of them."""
    return surest(_ways(first, second))


def _ways(first: lm.Crosswalk, second: lm.Crosswalk) -> Iterator[lm.Correspondence]:
    kinds = [match for match in lm.Match if match is not lm.Match.NONE]
    for one, two in product(kinds, kinds):
        if (one, two) not in SAYS_NOTHING:
            yield from _of(first, one).compose(_of(second, two)).correspondences


def _of(crosswalk: lm.Crosswalk, match: lm.Match) -> lm.Crosswalk:
    return _with(crosswalk, (row for row in crosswalk.correspondences if row.match is match))


def _with(crosswalk: lm.Crosswalk, rows: Iterator[lm.Correspondence]) -> lm.Crosswalk:
    return attrs.evolve(crosswalk, correspondences=tuple(rows))
