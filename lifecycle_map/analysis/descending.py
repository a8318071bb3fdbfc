"""Matching top-down: what words and context find, trusted where what is above it agrees."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import attrs
from attrs import frozen

from lifecycle_map.analysis.routes import is_plan
from lifecycle_map.analysis.trails import Trail, home
from lifecycle_map.matching.indexes import prepare
from lifecycle_map.matching.matcher import Barred, match_but
from lifecycle_map.matching.placing import OWN, Placement
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import HUB, Phase

HALF, LEAST, UNPLACED = 0.5, 0.6, 0.75
"""From which confidence on a match is kept: between two of one side, across the two sides, and of
a product or role there.

It is to be right more often than not. The confidence is measured where people have matched models
of one trade; across the two sides words are right less often than it says, the more so where no
phase helps to tell what is meant.
"""

APART = -1.0
"""What it counts, in log-odds, when the words of an element place it in another phase."""

AMBIGUOUS = 3
"""Of more counterparts than this, all as good, words do not tell which it is."""

SUREST = 0.999


@frozen
class Ground:
    """What a match is judged by: the two sides, the phases of the one, and what is known."""

    subject: Lifecycle
    counterpart: Lifecycle
    placements: dict[str, Placement]
    trail: Trail

    @property
    def is_across(self) -> bool:
        """Whether the two lie on different sides, where phases tell what belongs together."""
        return self.subject.side is not self.counterpart.side


def matched(ground: Ground, barred: Barred | None) -> Crosswalk:
    """Return what words and context find, from the outermost elements inwards.

    A match counts the more when what contains an element, or what somebody has said of its
    neighbours, leads to the same stage; it counts the less when they lead elsewhere. A line of a
    plan is only matched within its own phase: what belongs to none (project administration, what
    cannot be placed) is left alone. A plan's stages go other ways (`bridged`).
    """
    one, two = ground.subject, ground.counterpart
    found = match_but(
        one.once(prepare),
        two.once(prepare),
        barred,
        relation="related" if ground.is_across else "equal",
    )
    rows = [row for row in found.correspondences if _may_be(ground, row)]
    kept: list[Correspondence] = []
    for _, group in groupby(sorted(rows, key=_depth(one)), key=lambda row: row.subject):
        fresh = list(_trusted(ground, group))
        ground.trail.add(fresh, is_said=False)
        kept += fresh
    return attrs.evolve(found, key="matched", name="matched", correspondences=tuple(kept))


def _depth(lifecycle: Lifecycle) -> Callable[[Correspondence], tuple[int, int]]:
    order = {element.key: number for number, element in enumerate(lifecycle)}
    deep = {element.key: len(tuple(lifecycle.ancestors(element.key))) for element in lifecycle}

    def rank(row: Correspondence) -> tuple[int, int]:
        assert row.subject is not None, "a match has both ends"
        return deep[row.subject.key], order[row.subject.key]

    return rank


def _may_be(ground: Ground, row: Correspondence) -> bool:
    """Return whether the kinds of the two ends, and the phase of a line, allow a match."""
    assert row.subject is not None, "a match has both ends"
    assert row.object is not None, "a match has both ends"
    one, two = ground.subject[row.subject.key], ground.counterpart[row.object.key]
    if isinstance(one, Stage) is not isinstance(two, Stage):
        return False
    if not is_plan(ground.subject) or not ground.is_across:
        return True
    where = ground.placements.get(one.key)
    if isinstance(one, Stage) or (where is not None and where.phase not in HUB):
        return False
    agreed = ground.trail.is_said_to_agree(one.key, two.key)
    return where is None or agreed or where.phase in _phases(ground, two.key)


def _trusted(ground: Ground, rows: Iterable[Correspondence]) -> Iterator[Correspondence]:
    """Yield the rows of one element that are sure enough with all that speaks for and against."""
    weighed = (_steered(ground, row) for row in rows)
    steered = [row for row in weighed if row.confidence >= _least(ground, row)]
    if len(steered) <= AMBIGUOUS:
        yield from steered


def _least(ground: Ground, row: Correspondence) -> float:
    if not ground.is_across:
        return HALF
    is_placed = row.subject is not None and row.subject.key in ground.placements
    return LEAST if is_placed else UNPLACED


def _steered(ground: Ground, row: Correspondence) -> Correspondence:
    """Return a row with the confidence that its surroundings leave it, and why."""
    assert row.subject is not None, "a match has both ends"
    assert row.object is not None, "a match has both ends"
    key, other = row.subject.key, row.object.key
    hints = [(hint.counts, hint.told) for hint in ground.trail.hints(key, other)]
    hints += _apart(ground, key, other)
    if not hints:
        return row
    sure = min(row.confidence, SUREST)
    log_odds = math.log(sure / (1 - sure)) + sum(counts for counts, _ in hints)
    told = "; ".join(f"{told} {counts:+.2f}" for counts, told in hints)
    return attrs.evolve(
        row,
        confidence=round(1 / (1 + math.exp(-log_odds)), 4),
        evidence=(*row.evidence, f"around it: {told}; in all then {log_odds:+.2f}"),
    )


def _apart(ground: Ground, key: str, other: str) -> Iterator[tuple[float, str]]:
    """Yield what it counts that the words of an element speak for another phase."""
    where = ground.placements.get(key)
    phases = _phases(ground, other)
    if not ground.is_across or where is None or not phases:
        return
    if where.confidence >= OWN and where.phase is not Phase.NONE and where.phase not in phases:
        yield APART, f"it stands in {where.phase.value} ({where.why})"


def _phases(ground: Ground, key: str) -> tuple[Phase, ...]:
    stage = home(ground.counterpart, key)
    found = ground.counterpart[stage] if stage else None
    return found.phases if isinstance(found, Stage) else ()
