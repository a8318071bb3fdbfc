"""Suggesting a crosswalk: a draft for people to review, that respects what they have decided."""

from __future__ import annotations

import math
from collections.abc import Iterable

import attrs

from lifecycle_map.analysis.reviewing import verdicts
from lifecycle_map.matching.encoding import Encoder
from lifecycle_map.matching.matcher import Relation, match_but
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref


def suggest(
    subject: Lifecycle,
    counterpart: Lifecycle,
    /,
    *,
    relation: Relation = "related",
    least: float = 0.0,
    reviewed: Iterable[Crosswalk] = (),
    encoder: Encoder | None = None,
) -> Crosswalk:
    """Return a draft of a crosswalk: what people have decided, and what `match` finds beside it.

    ``reviewed`` are crosswalks in which somebody has decided on rows: those whose justification
    is curated or reviewed (or the inversion of that), or which name a reviewer. They are kept as
    they are. What they decide is not suggested anew: neither another object for a subject that
    has one, nor anything for an end that matches none, nor a pair that is denied (``Not`` in
    SSSOM); the next best takes its place. Rows on which nobody has decided are found again, or
    not. The first crosswalk that speaks of a pair has the word, and gives the heading.

    Suggestions have at least the confidence ``least``, their reasons as evidence, and the names
    of both ends as labels. Rows stand in the order of the subjects, the surest first. An
    ``encoder`` compares meanings too, as in `match`.

    Raises `UnknownNameError` when there is no such ``relation``, and `InvalidModelError` when a
    reviewed crosswalk is between other lifecycles or decides on elements that they do not hold.
    """
    for side in (subject, counterpart):
        expect("suggest", side, Lifecycle)
    given = tuple(reviewed)
    for each in given:
        expect("suggest", each, Crosswalk)
    known = verdicts(subject, counterpart, _heading(subject, counterpart, relation), given)
    one_to_one = relation == "equal"
    found = match_but(
        subject,
        counterpart,
        (lambda one, two: known.bars(one, two, one_to_one=one_to_one)) if given else None,
        relation=relation,
        encoder=encoder,
    )
    fresh = [
        _labelled(row, subject, counterpart)
        for row in found.correspondences
        if row.confidence >= least
    ]
    rows = _in_order(subject, counterpart, [*known.rows, *fresh])
    return attrs.evolve(known.heading, correspondences=rows)


def _heading(subject: Lifecycle, counterpart: Lifecycle, relation: str) -> Crosswalk:
    return Crosswalk(
        key=f"{subject.key}--{counterpart.key}",
        name=f"{subject.name}, {counterpart.name}: {relation}",
        subject_lifecycle=subject.key,
        object_lifecycle=counterpart.key,
    )


def _labelled(row: Correspondence, subject: Lifecycle, counterpart: Lifecycle) -> Correspondence:
    """Return a row that calls both ends by name, for those who review it."""
    return attrs.evolve(
        row,
        subject_label=subject[row.subject.key].name if row.subject is not None else "",
        object_label=counterpart[row.object.key].name if row.object is not None else "",
    )


def _in_order(
    subject: Lifecycle, counterpart: Lifecycle, rows: list[Correspondence]
) -> tuple[Correspondence, ...]:
    """Return rows by subject, a lifecycle as a whole first and no subject last; then the surest."""
    ours, theirs = _places(subject), _places(counterpart)

    def rank(row: Correspondence) -> tuple[float, float, float]:
        return (ours.get(row.subject, math.inf), -row.confidence, theirs.get(row.object, math.inf))

    return tuple(sorted(rows, key=rank))


def _places(lifecycle: Lifecycle) -> dict[Ref | None, float]:
    return {
        lifecycle.ref(): -1.0,
        **{lifecycle.ref(element.key): float(n) for n, element in enumerate(lifecycle)},
    }
