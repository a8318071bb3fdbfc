"""Lifecycles one under the other, each aligned with the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from attrs import field, frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import InvalidOptionError
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.registries import Drawable


@frozen(kw_only=True, repr=False)
class Ladder(Drawable):
    """Alignments that go on from each other: what the one ends with, the next begins with."""

    alignments: tuple[Alignment, ...] = field(repr=False)

    @property
    def rails(self) -> tuple[Lifecycle, ...]:
        """The lifecycles, from the first to the last."""
        return (self.alignments[0].subject, *(each.object for each in self.alignments))

    def __str__(self) -> str:
        return " – ".join(rail.name for rail in self.rails)

    def __repr__(self) -> str:
        return f"<Ladder: {self}>"


def ladder(*alignments: Alignment) -> Ladder:
    """Return alignments as one ladder, to be drawn with as many lanes as there are lifecycles.

    Each alignment begins with the lifecycle that the one before it ends with, as those of a plan
    with PRINCE2 and of PRINCE2 with ITIL. Raises `InvalidOptionError` when they do not, when a
    lifecycle comes twice, and when there is none.
    """
    expect_each(alignments)
    if not alignments:
        raise InvalidOptionError("ladder", "needs an alignment or more")
    for number, (one, two) in enumerate(itertools.pairwise(alignments), start=2):
        if one.object != two.subject:
            told = f"begins with {two.subject.key}, where the one before it ends"
            told = f"alignment {number} {told} with {one.object.key}"
            raise InvalidOptionError("ladder", told)
    made = Ladder(alignments=alignments)
    _check_once(made.rails)
    return made


def expect_each(alignments: Sequence[object]) -> None:
    """Raise `WrongKindError` for what is no alignment."""
    for alignment in alignments:
        expect("ladder", alignment, Alignment)


def _check_once(rails: Sequence[Lifecycle]) -> None:
    keys = [rail.key for rail in rails]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        raise InvalidOptionError("ladder", f"{twice} comes twice: each lifecycle has one lane")
