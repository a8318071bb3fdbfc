"""The ways to a correspondence that need no third lifecycle: declared, by name, by phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from lifecycle_map.errors import Fault, InvalidModelError, closest
from lifecycle_map.loading.frameworks import crosswalk_between
from lifecycle_map.matching.labels import NameMatch, Names
from lifecycle_map.matching.placing import Placement
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, merged, surest
from lifecycle_map.model.elements import Element, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.phases import HUB


def is_plan(lifecycle: Lifecycle) -> bool:
    """Return whether a lifecycle is somebody's plan: elements with ids of a file, or dates."""
    return any(
        element.source_id or element.realises or (isinstance(element, Work) and element.schedule)
        for element in lifecycle
    )


def declared(subject: Lifecycle, counterpart: Lifecycle, view: str = "") -> Crosswalk:
    """Return what the elements of either side say that they realise.

    What an element realises is the broader of the two: the plan's line is one case of it. What is
    realised in a third lifecycle leads on over the curated crosswalk from there, as a view has it.
    """
    own = tuple(_realising(subject, counterpart, view))
    other = tuple(way.invert() for way in _realising(counterpart, subject, view))
    return _joined("declared", subject, counterpart, (*own, *other))


def by_name(
    subject: Lifecycle, counterpart: Lifecycle, placements: dict[str, Placement]
) -> Crosswalk:
    """Return the elements that share a name or alias, or whose label holds the other's name.

    A line of a plan that is project administration, or that cannot be placed, is not said to
    belong to what it only mentions.
    """
    names = counterpart.once(Names)
    cross = subject.side is not counterpart.side
    is_whole_only = not is_plan(subject)
    rows = (
        Correspondence(
            subject=subject.ref(element.key),
            match=found.match,
            object=counterpart.ref(found.element.key),
            justification=Justification.LEXICAL,
            confidence=found.confidence,
            evidence=(_told(found),),
        )
        for element in subject
        for found in names.find(element, cross=cross)
        if _worth(element, found, whole_only=is_whole_only)
        and (found.match is Match.CLOSE or not cross or _is_placed(element, placements))
    )
    return _crosswalk("same-name", subject, counterpart, rows)


def by_phase(
    subject: Lifecycle, counterpart: Lifecycle, placements: dict[str, Placement]
) -> Crosswalk:
    """Return, for each line of a plan (else: each stage), the first stage of the same phase."""
    stages = {phase: _first_in(counterpart, phase) for phase in HUB}
    works = subject.of(Work) if is_plan(subject) else subject.of(Stage)
    rows = (
        Correspondence(
            subject=subject.ref(work.key),
            match=Match.BROAD,
            object=counterpart.ref(stage.key),
            justification=Justification.BACKGROUND,
            confidence=where.confidence,
            evidence=(where.why, f"{stage.name} is where {where.phase.value} happens"),
        )
        for work in works
        if (where := placements[work.key]).phase in HUB
        if (stage := stages[where.phase]) is not None
    )
    return _crosswalk("phase-hub", subject, counterpart, rows)


def _told(found: NameMatch) -> str:
    if found.match is Match.CLOSE:
        return f"'{found.name}' is a name of {found.element.name}"
    return f"'{found.name}', a name of {found.element.name}, stands in the label"


def _unreal(own: Lifecycle, other: Lifecycle) -> Iterator[Fault]:
    """Yield what elements say that they realise in a lifecycle that does not hold it."""
    for number, element in enumerate(own):
        for ref in element.realises:
            if ref.lifecycle == other.key and ref.key and ref.key not in other:
                near = closest(ref.key, (each.key for each in other))
                hint = f"; did you mean '{near}'?" if near else ""
                place = f"elements[{number}].realises"
                yield Fault(place, f"'{other.key}' has no element '{ref.key}'{hint}")


def _worth(element: Element, found: NameMatch, *, whole_only: bool) -> bool:
    """Return whether a name match is taken: a stage only meets stages; a framework's element only
    meets its whole name, since its words are chosen with care.
    """
    if isinstance(element, Stage) and not isinstance(found.element, Stage):
        return False
    return found.match is Match.CLOSE or not whole_only


def _is_placed(element: Element, placements: dict[str, Placement]) -> bool:
    """Return whether an element stands in a phase; what has no place among them may stand."""
    where = placements.get(element.key)
    return where is None or where.phase in HUB


def _realising(own: Lifecycle, other: Lifecycle, view: str) -> Iterator[Crosswalk]:
    """Yield the way to ``other`` from each lifecycle whose elements are realised in ``own``."""
    realised: dict[str, list[Correspondence]] = {}
    faults = tuple(_unreal(own, other))
    if faults:
        raise InvalidModelError(own.key, faults)
    for element in own:
        for ref in element.realises:
            row = Correspondence(
                subject=own.ref(element.key),
                match=Match.BROAD,
                object=ref,
                evidence=(f"'{element.name}' says that it realises {ref}",),
            )
            realised.setdefault(ref.lifecycle, []).append(row)
    for key, rows in realised.items():
        there = Crosswalk(
            key=f"{own.key}--{key}",
            name="declared",
            subject_lifecycle=own.key,
            object_lifecycle=key,
            correspondences=tuple(rows),
        )
        onward = crosswalk_between(key, other.key)
        if key == other.key:
            yield there
        elif onward is not None:
            yield there.compose(onward.viewed(view))


def _first_in(lifecycle: Lifecycle, phase: object) -> Stage | None:
    return next((stage for stage in lifecycle.stages if phase in stage.phases), None)


def _joined(
    key: str, subject: Lifecycle, counterpart: Lifecycle, ways: tuple[Crosswalk, ...]
) -> Crosswalk:
    """Return several ways between the two as one crosswalk, with the sources and views of all."""
    whole = _crosswalk(key, subject, counterpart, ())
    for way in ways:
        whole = attrs.evolve(
            whole,
            views=merged(whole.views, way.views),
            sources=merged(whole.sources, way.sources),
            correspondences=surest((*whole.correspondences, *way.correspondences)),
        )
    return whole


def _crosswalk(
    key: str, subject: Lifecycle, counterpart: Lifecycle, rows: Iterable[Correspondence]
) -> Crosswalk:
    return Crosswalk(
        key=key,
        name=key,
        subject_lifecycle=subject.key,
        object_lifecycle=counterpart.key,
        correspondences=surest(rows),
    )
