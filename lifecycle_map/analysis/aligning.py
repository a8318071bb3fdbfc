"""Aligning two lifecycles: every way there is to a correspondence, the best word first."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from attrs import frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.bridging import Bridge, bridged, bridges_to
from lifecycle_map.analysis.confirming import Own, own_rows
from lifecycle_map.analysis.descending import Ground, matched
from lifecycle_map.analysis.routes import by_name, by_phase, declared, is_plan
from lifecycle_map.analysis.trails import Trail
from lifecycle_map.errors import InvalidModelError, UnknownNameError
from lifecycle_map.loading.frameworks import crosswalk_between
from lifecycle_map.loading.subjects import load_subjects
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.placing import Placement, place
from lifecycle_map.matching.subjects import subject_of
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, end_faults, merged_all
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.refs import Ref


def align(
    subject: Lifecycle,
    counterpart: Lifecycle,
    /,
    *,
    view: str = "",
    crosswalks: Iterable[Crosswalk] = (),
) -> Alignment:
    """Return how two lifecycles correspond.

    What the caller's own ``crosswalks`` confirm (rows curated or reviewed, rows that match none,
    pairs that are denied) stands as it is, and steers the rest. For each other element of the
    subject the first of these that finds something decides:

    1. *declared*: the element says what it ``realises`` (confidence 1; chained over a curated
       crosswalk when it names an element of a third lifecycle);
    2. *curated*: the rows of ``crosswalks`` that nobody has confirmed, then those of the
       catalogue's crosswalk between the two, as it is or inverted;
    3. *same name*: a name or alias of the one is a name or alias of the other, in any language;
    4. *matched*: words and context (`match`), top-down: trusted the more where what contains an
       element, or what was confirmed around it, leads to the same stage, and the less where not;
       a line of a plan is matched within its own phase only. Where the catalogue has a crosswalk
       between the two, nothing is matched beside it;
    5. *chained*: two crosswalks that meet in a third lifecycle; a plan's stages are first placed
       on a project lifecycle that has a curated crosswalk to the counterpart, and its lines
       matched with what is done there;
    6. *phase hub*: both stand in the same phase (strategy, design, build, support).

    A plan that is not about IT is aligned with a service lifecycle only by what it declares and by
    the caller's own crosswalks; the ``notes`` say so.

    Each correspondence says which it was in its ``justification`` (a SEMAPV term) and its
    ``evidence``. The confidence of a chain is the product of its links. ``view`` keeps only what
    one published position holds: what is declared, and the rows of that view, chained or not.

    Raises `UnknownNameError` when no crosswalk used here has that view, and `InvalidModelError`
    when a crosswalk names elements that the two lifecycles do not hold, and `WrongKindError` for
    what is no lifecycle.
    """
    for value in (subject, counterpart):
        expect("align", value, Lifecycle)
    if _upside_down(subject, counterpart):
        return _turned(
            align(counterpart, subject, view=view, crosswalks=[x.invert() for x in crosswalks])
        )
    own = own_rows(subject, counterpart, crosswalks, view)
    placements = place(subject, load_words(), own.placements(subject, counterpart))
    direct = _curated(subject, counterpart)
    notes = () if direct else _foreign(subject, counterpart)
    bridges = () if direct or notes else tuple(bridges_to(subject, counterpart))
    _check_view(view, (*own.given, direct, *(bridge.onward for bridge in bridges)))
    case = _Case(subject, counterpart, own, placements, direct, bridges, view)
    steps = (own.confirmed, *(own.leaves(step) for step in _steps(case, is_foreign=bool(notes))))
    return Alignment(
        subject=subject,
        object=counterpart,
        correspondences=_resolved(steps) if direct else _in_order(subject, _resolved(steps)),
        cited=merged_all(step.sources for step in steps),
        view=view,
        views=merged_all(step.views for step in steps),
        placements=placements,
        notes=notes,
    )


def _foreign(subject: Lifecycle, counterpart: Lifecycle) -> tuple[str, ...]:
    """Return a note where a plan that is not about IT meets a service lifecycle."""
    if counterpart.side is not Side.SERVICE or not is_plan(subject):
        return ()
    about = subject_of(subject, load_subjects())
    told = "the plan is not about IT, so that it is aligned only by what it declares"
    return () if about.is_it else (f"{told} ({about.why})",)


@frozen
class _Case:
    """What the ways to a correspondence are asked about."""

    subject: Lifecycle
    counterpart: Lifecycle
    own: Own
    placements: dict[str, Placement]
    direct: Crosswalk | None
    bridges: tuple[Bridge, ...]
    view: str


def _steps(case: _Case, *, is_foreign: bool) -> tuple[Crosswalk, ...]:
    """Return what each way finds, the best word first."""
    one, two, view = case.subject, case.counterpart, case.view
    said = [declared(one, two, view), case.own.drafts]
    if case.direct is not None:
        said.append(case.direct.view(view) if _has(case.direct, view) else _none_of(case.direct))
    if is_foreign:
        return tuple(said)
    named = () if view else (by_name(one, two, case.placements),)
    chained = [bridged(one, two, bridge, case.placements, view) for bridge in case.bridges]
    if view or case.direct is not None:
        return (*said, *named, *chained)
    found = _matched(case, said, (*named, *chained))
    return (*said, *named, found, *chained, by_phase(one, two, case.placements))


def _matched(case: _Case, said: list[Crosswalk], found: tuple[Crosswalk, ...]) -> Crosswalk:
    """Return what words and context find, steered by what is known so far."""
    trail = Trail(case.subject, case.counterpart)
    for step in (case.own.confirmed, *said):
        trail.add(step.correspondences, is_said=True)
    for step in found:
        trail.add(step.correspondences, is_said=False)
    ground = Ground(case.subject, case.counterpart, case.placements, trail)
    return matched(ground, case.own.bars if case.own.given else None)


def _curated(subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk | None:
    """Return the catalogue's crosswalk between the two, if there is one."""
    found = crosswalk_between(subject.key, counterpart.key)
    faults = () if found is None else tuple(end_faults(found, subject, counterpart))
    if found is not None and faults:
        raise InvalidModelError(found.key, faults)
    return found


def _has(crosswalk: Crosswalk, view: str) -> bool:
    return not view or view in {each.key for each in crosswalk.views}


def _none_of(crosswalk: Crosswalk) -> Crosswalk:
    return attrs.evolve(crosswalk, correspondences=())


def _check_view(view: str, crosswalks: tuple[Crosswalk | None, ...]) -> None:
    known = {v.key for crosswalk in crosswalks if crosswalk for v in crosswalk.views}
    if view and view not in known:
        raise UnknownNameError("view", view, tuple(sorted(known)))


def _resolved(steps: tuple[Crosswalk, ...]) -> tuple[Correspondence, ...]:
    """Return the rows of each step for the subjects that no step before it knew.

    What was confirmed, the first step, stays as it is. A row that joins what another one joins
    adds what passes there, if the earlier one does not say it.
    """
    confirmed, others = steps[0].correspondences, steps[1:]
    kept: dict[tuple[Ref | None, Ref | None, str], Correspondence] = {}
    decided = {row.subject for row in confirmed if row.subject is not None}
    for step in others:
        fresh: set[Ref] = set()
        for row in step.correspondences:
            if row.subject not in decided:
                kept[row.subject, row.object, row.row] = row
                fresh |= {row.subject} if row.subject is not None else set()
            elif (held := kept.get((row.subject, row.object, ""))) is not None:
                kept[row.subject, row.object, ""] = _with_hand_over(held, row)
        decided |= fresh
    return (*confirmed, *kept.values())


def _in_order(subject: Lifecycle, rows: tuple[Correspondence, ...]) -> tuple[Correspondence, ...]:
    """Return the rows as their subjects stand in the plan, the lifecycle as a whole first."""
    order = {subject.ref(element.key): number for number, element in enumerate(subject)}
    return tuple(sorted(rows, key=lambda row: order.get(row.subject, -1) if row.subject else -1))


def _with_hand_over(row: Correspondence, other: Correspondence) -> Correspondence:
    """Return a row that was matched with what another way to the same end says of it."""
    if row.handed_over or not other.handed_over:
        return row
    return attrs.evolve(
        row,
        direction=other.direction,
        handed_over=other.handed_over,
        products=other.products,
        sources=other.sources,
        sources_against=other.sources_against,
        evidence=(*row.evidence, f"what passes is that of: {other.statement}", *other.evidence),
    )


def _upside_down(subject: Lifecycle, counterpart: Lifecycle) -> bool:
    """Return whether a plan is asked for from the far end: it is aligned from its own."""
    return (
        subject.side is Side.SERVICE and counterpart.side is Side.PROJECT and is_plan(counterpart)
    )


def _turned(alignment: Alignment) -> Alignment:
    return attrs.evolve(
        alignment,
        subject=alignment.object,
        object=alignment.subject,
        correspondences=tuple(row.invert() for row in alignment.correspondences),
        placements=place(alignment.object, load_words()),
    )
