"""The ways to a correspondence that need no third lifecycle: declared, by name, by phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifecycle_map.loading.frameworks import crosswalk_between
from lifecycle_map.matching.labels import Names
from lifecycle_map.matching.placing import Placement
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, surest
from lifecycle_map.model.elements import Element, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.phases import HUB
from lifecycle_map.model.sources import Source


def is_plan(lifecycle: Lifecycle) -> bool:
    """Return whether a lifecycle is somebody's plan: elements with ids of a file, or dates."""
    return any(
        element.source_id or element.realises or (isinstance(element, Work) and element.schedule)
        for element in lifecycle
    )


def declared(subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    """Return what the elements of either side say that they realise.

    What an element realises is the broader of the two: the plan's line is one case of it.
    """
    rows = [
        *(row for element in subject for row in _realised(element, subject, counterpart)),
        *(
            row.invert()
            for element in counterpart
            for row in _realised(element, counterpart, subject)
        ),
    ]
    cited = tuple(source for row in rows for source in _chain_sources(row, subject, counterpart))
    return _crosswalk("declared", subject, counterpart, rows, cited)


def by_name(subject: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    """Return the elements that share a name or alias, or whose label holds the other's name."""
    names = Names(counterpart)
    cross = subject.side is not counterpart.side
    whole_only = not is_plan(subject)
    rows = (
        Correspondence(
            subject=subject.ref(element.key),
            match=found.match,
            object=counterpart.ref(found.element.key),
            justification=Justification.LEXICAL,
            confidence=found.confidence,
            evidence=(f"the name '{found.name}' of {found.element.name} stands in the label",),
        )
        for element in subject
        for found in names.find(element, cross=cross)
        if not (whole_only and found.match is not Match.CLOSE)
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


def _realised(element: Element, own: Lifecycle, other: Lifecycle) -> Iterator[Correspondence]:
    for ref in element.realises:
        row = Correspondence(
            subject=own.ref(element.key),
            match=Match.BROAD,
            object=ref,
            evidence=(f"'{element.name}' says that it realises {ref}",),
        )
        if ref.lifecycle == other.key:
            yield row
        elif (crosswalk := crosswalk_between(ref.lifecycle, other.key)) is not None:
            rows = crosswalk.view().correspondences
            yield from (
                row.then(onward) for onward in rows if onward.subject == ref and onward.object
            )


def _chain_sources(
    row: Correspondence, subject: Lifecycle, counterpart: Lifecycle
) -> Iterator[Source]:
    """Yield the sources behind a declared row that went over a curated crosswalk."""
    if row.sources:
        for element in (*subject, *counterpart):
            for ref in element.realises:
                for end in (subject.key, counterpart.key):
                    crosswalk = crosswalk_between(ref.lifecycle, end)
                    if crosswalk is not None:
                        yield from crosswalk.sources


def _first_in(lifecycle: Lifecycle, phase: object) -> Stage | None:
    return next((stage for stage in lifecycle.stages if phase in stage.phases), None)


def _crosswalk(
    key: str,
    subject: Lifecycle,
    counterpart: Lifecycle,
    rows: Iterable[Correspondence],
    sources: tuple[Source, ...] = (),
) -> Crosswalk:
    unique = tuple({source.key: source for source in sources}.values())
    return Crosswalk(
        key=key,
        name=key,
        subject_lifecycle=subject.key,
        object_lifecycle=counterpart.key,
        sources=unique,
        correspondences=surest(rows),
    )
