"""What the caller's own crosswalks say of two lifecycles: it stands, and the rest goes by it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from attrs import frozen

from lifecycle_map.analysis.alignments import home_stage
from lifecycle_map.analysis.reviewing import Verdicts, is_decided, verdicts
from lifecycle_map.errors import InvalidModelError
from lifecycle_map.matching.placing import DENIED, STATED, Placement
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, end_faults
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.refs import Ref


@frozen
class Own:
    """The caller's own crosswalks: ``confirmed`` rows stand as they are, ``drafts`` are the others.

    ``given`` are the crosswalks, turned as the two lifecycles are.
    """

    confirmed: Crosswalk
    drafts: Crosswalk
    verdicts: Verdicts
    given: tuple[Crosswalk, ...]

    def bars(self, subject: Ref, counterpart: Ref) -> bool:
        """Return whether a pair is not to be found: it, or one of its ends, is decided."""
        return self.verdicts.bars(subject, counterpart, one_to_one=False)

    def leaves(self, step: Crosswalk) -> Crosswalk:
        """Return the rows of a crosswalk that contradict nothing that was confirmed."""
        if not self.given:
            return step
        rows = tuple(row for row in step.correspondences if self.verdicts.leaves(row))
        return attrs.evolve(step, correspondences=rows)

    def placements(self, subject: Lifecycle, counterpart: Lifecycle) -> dict[str, Placement]:
        """Return where the confirmed rows place elements: in the phase of the stage they lead to.

        An element that nothing corresponds to stands in none, and so does what it contains.
        """
        placed: dict[str, Placement] = {}
        for row in self.confirmed.correspondences:
            if row.subject is not None and row.subject.key in subject:
                where = _placement(row, counterpart)
                if where is not None:
                    placed.setdefault(row.subject.key, where)
        return placed


def own_rows(
    subject: Lifecycle, counterpart: Lifecycle, crosswalks: Iterable[Crosswalk], view: str
) -> Own:
    """Return what crosswalks say of two lifecycles; those between others say nothing.

    Of several that speak of a pair, the first has the word. Of a ``view`` only its own rows are
    taken. Raises `InvalidModelError` when one names elements that the two do not hold.
    """
    ends = (subject.key, counterpart.key)
    given = tuple(
        _checked(way, subject, counterpart)
        for each in crosswalks
        if (way := _turned(each, *ends)) is not None
    )
    heading = Crosswalk(
        key=f"{ends[0]}--{ends[1]}", name="own", subject_lifecycle=ends[0], object_lifecycle=ends[1]
    )
    seen = tuple(_in_view(each, view) for each in given)
    known = verdicts(subject, counterpart, heading, seen)
    drafts = tuple(
        row
        for each in seen
        for row in each.correspondences
        if not is_decided(row) and known.leaves(row)
    )
    return Own(
        confirmed=attrs.evolve(known.heading, correspondences=tuple(known.rows)),
        drafts=attrs.evolve(known.heading, correspondences=drafts),
        verdicts=known,
        given=given,
    )


def _turned(crosswalk: Crosswalk, subject: str, counterpart: str) -> Crosswalk | None:
    """Return a crosswalk as two lifecycles are turned; nothing when it is between others."""
    ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    if ends == (subject, counterpart):
        return crosswalk
    return crosswalk.invert() if ends == (counterpart, subject) else None


def _in_view(crosswalk: Crosswalk, view: str) -> Crosswalk:
    if not view or view in {each.key for each in crosswalk.views}:
        return crosswalk.view(view)
    return attrs.evolve(crosswalk, correspondences=())


def _checked(crosswalk: Crosswalk, subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    faults = tuple(end_faults(crosswalk, subject, counterpart))
    if faults:
        raise InvalidModelError(crosswalk.key, faults)
    return crosswalk


def _placement(row: Correspondence, counterpart: Lifecycle) -> Placement | None:
    """Return where a confirmed row places its subject, if that can be told."""
    if row.match is Match.NONE:
        return Placement(Phase.NONE, STATED, DENIED)
    if row.object is None or not row.object.key:
        return None
    stage = home_stage(counterpart, row.object.key)
    phase = next((each for each in stage.phases if each in HUB), None) if stage else None
    if stage is None or phase is None:
        return None
    name = counterpart[row.object.key].name
    return Placement(phase, STATED, f"somebody has said that it belongs to {name}")
