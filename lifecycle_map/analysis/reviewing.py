"""What people have decided in reviewed crosswalks: which rows stand, which pairs are denied."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from attrs import define, field

from lifecycle_map.errors import Fault, InvalidModelError
from lifecycle_map.model.asides import ASIDE
from lifecycle_map.model.crosswalks import (
    Correspondence,
    Crosswalk,
    end_faults,
    merged,
)
from lifecycle_map.model.denials import Pair, denied
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.refs import Ref

DECIDED = (Justification.CURATED, Justification.REVIEWED, Justification.INVERTED)
"""The justifications of a row on which somebody has decided; inverted is what was curated."""

REVIEWERS = ("reviewer_id", "reviewer_label")
"""The properties, slots of SSSOM, that say who has reviewed a row."""


def is_decided(row: Correspondence) -> bool:
    """Return whether somebody has decided on a row: curated, reviewed, or with a reviewer."""
    if row.justification in DECIDED:
        return True
    return any(held.name in REVIEWERS and held.text for held in row.properties)


@define
class Verdicts:
    """What has been decided on the pairs of two lifecycles.

    Of several reviewed crosswalks, the first that speaks of a pair has the word.
    """

    heading: Crosswalk
    rows: list[Correspondence] = field(factory=list)
    denials: dict[Pair, None] = field(factory=dict)
    _spoken: set[tuple[Ref | None, Ref | None]] = field(factory=set)

    def add(self, crosswalk: Crosswalk) -> None:
        """Add what one crosswalk has decided."""
        rows = [row for row in crosswalk.correspondences if is_decided(row)]
        fresh = [row for row in rows if (row.subject, row.object) not in self._spoken]
        denials = [pair for pair in denied(crosswalk) if pair not in self._spoken]
        self.rows += fresh
        self.denials.update(dict.fromkeys(denials))
        self._spoken |= {(row.subject, row.object) for row in fresh} | set(denials)

    def bars(self, subject: Ref, counterpart: Ref, *, one_to_one: bool) -> bool:
        """Return whether a pair is not to be suggested: it, or one of its ends, is decided."""
        if subject in self._subjects or (subject, counterpart) in self.denials:
            return True
        return counterpart in (self._objects if one_to_one else self._alone)

    def leaves(self, row: Correspondence) -> bool:
        """Return whether what was decided leaves room for a row that somebody else says."""
        if row.subject is None:
            return row.object not in self._objects
        if row.object is None:
            return row.subject not in self._subjects
        return not self.bars(row.subject, row.object, one_to_one=False)

    _subjects: set[Ref] = field(init=False, factory=set)
    _objects: set[Ref] = field(init=False, factory=set)
    _alone: set[Ref] = field(init=False, factory=set)

    def settle(self) -> None:
        """Take note of the ends on which there is nothing left to say."""
        self._subjects = {row.subject for row in self.rows if row.subject is not None}
        self._objects = {row.object for row in self.rows if row.object is not None}
        nothing = (row.object for row in self.rows if row.match is Match.NONE)
        self._alone = {ref for ref in nothing if ref is not None}


def verdicts(
    subject: Lifecycle, counterpart: Lifecycle, heading: Crosswalk, reviewed: Iterable[Crosswalk]
) -> Verdicts:
    """Return what reviewed crosswalks have decided; ``heading`` stands where there are none.

    A crosswalk from the far end is inverted. Raises `InvalidModelError` when one is between
    other lifecycles, or when somebody has decided on an element that there is not.
    """
    ways = [_fitting(each, subject, counterpart) for each in reviewed]
    for way in ways:
        _check(way, subject, counterpart)
    first = ways[0] if ways else heading
    made = Verdicts(attrs.evolve(first, correspondences=(), warnings=()))
    for way in ways:
        made.add(way)
        made.heading = _with(made.heading, way)
    made.settle()
    return made


def _fitting(crosswalk: Crosswalk, subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    if ends == (subject.key, counterpart.key):
        return crosswalk
    if ends == (counterpart.key, subject.key):
        return crosswalk.invert()
    told = f"it is between {_both(*ends)}, not {_both(subject.key, counterpart.key)}"
    raise InvalidModelError(crosswalk.key, (Fault("", told),))


def _both(one: str, two: str) -> str:
    return f"'{one}' and '{two}'"


def _check(crosswalk: Crosswalk, subject: Lifecycle, counterpart: Lifecycle) -> None:
    """Refuse decisions on what there is not; of rows that nobody decided on, none is used."""
    places = {
        f"correspondences[{number}].{end}"
        for number, row in enumerate(crosswalk.correspondences)
        for end in ("subject", "object")
        if is_decided(row)
    }
    faults = [f for f in end_faults(crosswalk, subject, counterpart) if f.place in places]
    if faults:
        raise InvalidModelError(crosswalk.key, tuple(faults))


def _with(heading: Crosswalk, other: Crosswalk) -> Crosswalk:
    """Return a heading with the views, the sources and the denied rows of another crosswalk."""
    asides = [held for held in other.properties if held.name == ASIDE]
    own = [held for held in heading.properties if held.name != ASIDE]
    kept = [held for held in heading.properties if held.name == ASIDE]
    return attrs.evolve(
        heading,
        views=merged(heading.views, other.views),
        sources=merged(heading.sources, other.sources),
        properties=tuple(dict.fromkeys((*own, *kept, *asides))),
    )
