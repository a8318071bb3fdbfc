"""Aligning two lifecycles: every way there is to a correspondence, the best word first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.bridging import Bridge, bridged, bridges_to
from lifecycle_map.analysis.routes import by_name, by_phase, declared, is_plan
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

    For each element of the subject the first of these that finds something decides:

    1. *declared*: the element says what it ``realises`` (confidence 1; chained over a curated
       crosswalk when it names an element of a third lifecycle);
    2. *curated*: a crosswalk between the two, as it is or inverted (``crosswalks`` given here
       come before those of the catalogue);
    3. *same name*: a name or alias of the one is a name or alias of the other, in any language;
    4. *chained*: two crosswalks that meet in a third lifecycle; a plan's stages are first placed
       on a project lifecycle that has a curated crosswalk to the counterpart;
    5. *phase hub*: both stand in the same phase (strategy, design, build, support).

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
        return _turned(align(counterpart, subject, view=view, crosswalks=_inverted(crosswalks)))
    placements = place(subject, load_words())
    direct = _direct(subject, counterpart, tuple(crosswalks))
    notes = () if direct else _foreign(subject, counterpart)
    bridges = () if direct or notes else tuple(bridges_to(subject, counterpart))
    _check_view(view, (direct, *(bridge.onward for bridge in bridges)))
    steps = tuple(
        _steps(subject, counterpart, placements, direct=direct, bridges=bridges, view=view)
        if not notes
        else (declared(subject, counterpart, view),)
    )
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


def _steps(
    subject: Lifecycle,
    counterpart: Lifecycle,
    placements: dict[str, Placement],
    *,
    direct: Crosswalk | None,
    bridges: tuple[Bridge, ...],
    view: str,
) -> Iterator[Crosswalk]:
    """Yield what each way finds, the best word first."""
    yield declared(subject, counterpart, view)
    if direct is not None:
        yield direct.view(view)
    if not view:
        yield by_name(subject, counterpart)
    for bridge in bridges:
        yield bridged(subject, counterpart, bridge, placements, view)
    if direct is None and not view:
        yield by_phase(subject, counterpart, placements)


def _direct(
    subject: Lifecycle, counterpart: Lifecycle, given: tuple[Crosswalk, ...]
) -> Crosswalk | None:
    """Return the crosswalk between the two, the caller's own before the catalogue's."""
    ends = (subject.key, counterpart.key)
    for crosswalk in given:
        for way in (crosswalk, crosswalk.invert()):
            if (way.subject_lifecycle, way.object_lifecycle) == ends:
                return _checked(way, subject, counterpart)
    found = crosswalk_between(*ends)
    return None if found is None else _checked(found, subject, counterpart)


def _checked(crosswalk: Crosswalk, subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    faults = tuple(end_faults(crosswalk, subject, counterpart))
    if faults:
        raise InvalidModelError(crosswalk.key, faults)
    return crosswalk


def _check_view(view: str, crosswalks: tuple[Crosswalk | None, ...]) -> None:
    known = {v.key for crosswalk in crosswalks if crosswalk for v in crosswalk.views}
    if view and view not in known:
        raise UnknownNameError("view", view, tuple(sorted(known)))


def _resolved(steps: tuple[Crosswalk, ...]) -> tuple[Correspondence, ...]:
    """Return the rows of each step for the subjects that no step before it knew.

    A row that joins what an earlier one joins adds what passes there, if the earlier one does not
    say it.
    """
    kept: dict[tuple[Ref | None, Ref | None, str], Correspondence] = {}
    decided: set[Ref] = set()
    for step in steps:
        fresh: set[Ref] = set()
        for row in step.correspondences:
            if row.subject not in decided:
                kept[row.subject, row.object, row.row] = row
                fresh |= {row.subject} if row.subject is not None else set()
            elif (held := kept.get((row.subject, row.object, ""))) is not None:
                kept[row.subject, row.object, ""] = _with_hand_over(held, row)
        decided |= fresh
    return tuple(kept.values())


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


def _inverted(crosswalks: Iterable[Crosswalk]) -> tuple[Crosswalk, ...]:
    return tuple(crosswalk.invert() for crosswalk in crosswalks)


def _turned(alignment: Alignment) -> Alignment:
    return attrs.evolve(
        alignment,
        subject=alignment.object,
        object=alignment.subject,
        correspondences=tuple(row.invert() for row in alignment.correspondences),
        placements=place(alignment.object, load_words()),
    )
