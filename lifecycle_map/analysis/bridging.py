"""Alignment over a third lifecycle that has curated crosswalks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
from attrs import frozen

from lifecycle_map.analysis.crossing import crossed
from lifecycle_map.analysis.routes import is_plan
from lifecycle_map.loading.frameworks import crosswalk_between, load_lifecycle, neighbours
from lifecycle_map.matching.labels import Names
from lifecycle_map.matching.placing import GATHERED, OWN, Placement, content
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Element, Stage
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.refs import Ref

INSTANCE = 0.8
"""How sure it is that a plan as a whole is a case of a project lifecycle as a whole."""

WITHOUT_CONTENT = 0.5
"""What a chained row keeps when no task of the plan's stage stands in that row's phase."""

NAMED = 1 / 3
"""Which share of its tasks must stand in the phase that a stage's own name speaks for."""

BESIDE = 0.75
"""What a chained row keeps when the plan's stage as a whole stands in another phase."""


@frozen
class Bridge:
    """A third lifecycle, the curated crosswalk to it (if any), and the one on from it."""

    lifecycle: Lifecycle
    inward: Crosswalk | None
    onward: Crosswalk


def bridges_to(subject: Lifecycle, counterpart: Lifecycle) -> Iterator[Bridge]:
    """Yield the lifecycles over which ``counterpart`` can be reached by curated crosswalks.

    From a catalogued lifecycle every one that has a crosswalk to both ends; from a plan the first
    one of its own side. From a lifecycle to itself none is needed.
    """
    if subject.key == counterpart.key:
        return
    keys = [key for key in neighbours(counterpart.key) if key != subject.key]
    met = [key for key in keys if crosswalk_between(subject.key, key) is not None]
    for key in met:
        yield from _bridge(subject.key, load_lifecycle(key), counterpart.key)
    if not met and is_plan(subject):
        own = (home for home in map(load_lifecycle, keys) if home.side is subject.side)
        yield from _bridge(subject.key, next(own, None), counterpart.key)


def _bridge(subject: str, lifecycle: Lifecycle | None, counterpart: str) -> Iterator[Bridge]:
    """Yield the bridge over a lifecycle, if there is one."""
    onward = crosswalk_between(lifecycle.key, counterpart) if lifecycle is not None else None
    if lifecycle is not None and onward is not None:
        yield Bridge(lifecycle, crosswalk_between(subject, lifecycle.key), onward)


def bridged(
    subject: Lifecycle,
    counterpart: Lifecycle,
    bridge: Bridge,
    placements: dict[str, Placement],
    view: str = "",
) -> Crosswalk:
    """Return what follows from the crosswalk, or the placing, to the bridge and the one onward."""
    onward = bridge.onward.viewed(view)
    if bridge.inward is not None:
        return bridge.inward.view().compose(onward)
    inward = _placed(subject, bridge.lifecycle, placements)
    chained = inward.compose(_between_stages(onward, bridge.lifecycle, counterpart))
    rows = [_weighed(row, subject, counterpart, placements) for row in chained.correspondences]
    lines = () if view else crossed(subject, bridge.lifecycle, onward, counterpart, placements)
    return attrs.evolve(chained, correspondences=(*rows, *lines))


def _placed(subject: Lifecycle, bridge: Lifecycle, placements: dict[str, Placement]) -> Crosswalk:
    """Return where each stage of a plan stands on the bridge."""
    whole = Correspondence(
        subject=subject.ref(),
        match=Match.BROAD,
        object=bridge.ref(),
        justification=Justification.BACKGROUND,
        confidence=INSTANCE,
        direction=Direction.NONE,
        evidence=(f"a plan is one case of {bridge.name}",),
    )
    return Crosswalk(
        key=f"{subject.key}--{bridge.key}",
        name="placed",
        subject_lifecycle=subject.key,
        object_lifecycle=bridge.key,
        correspondences=(whole, *_stage_rows(subject, bridge, placements)),
    )


@frozen
class _Stand:
    """Where a stage of a plan stands on the bridge, how sure, and why."""

    key: str
    confidence: float
    why: str
    justification: Justification


def _stage_rows(
    subject: Lifecycle, bridge: Lifecycle, placements: dict[str, Placement]
) -> Iterator[Correspondence]:
    """Yield where each stage stands, by its name or else by the phase of most of its tasks.

    A stage whose own name speaks of project administration (*Planning*) is left alone, whatever its
    tasks prepare.
    """
    names = bridge.once(Names)
    main = {s.key: _main_phase(subject, s, placements) for s in subject.stages}
    last_in = {main[stage.key][0]: stage.key for stage in subject.stages}
    for stage in subject.stages:
        own = placements[stage.key]
        if own.phase is Phase.MANAGE and own.confidence >= OWN:
            continue
        last = last_in[main[stage.key][0]] == stage.key
        found = _by_name(names, stage) or _by_phase(bridge, main[stage.key], last=last)
        if found is not None:
            yield Correspondence(
                subject=subject.ref(stage.key),
                match=Match.BROAD,
                object=bridge.ref(found.key),
                justification=found.justification,
                confidence=found.confidence,
                evidence=(found.why,),
            )


def _by_name(names: Names, stage: Stage) -> _Stand | None:
    """Return the stage of the bridge whose name stands in that of the plan's stage."""
    for found in names.find(stage, cross=False):
        if isinstance(found.element, Stage):
            why = f"its name holds '{found.name}'"
            return _Stand(found.element.key, found.confidence, why, Justification.LEXICAL)
    return None


def _by_phase(bridge: Lifecycle, main: tuple[Phase, float, str], *, last: bool) -> _Stand | None:
    """Return the bridge's stage for a phase: of several, the last is for the plan's last one."""
    phase, confidence, why = main
    found = [stage for stage in bridge.stages if stage.phases[:1] == (phase,)]
    if not found:
        return None
    return _Stand(found[-1 if last else 0].key, confidence, why, Justification.BACKGROUND)


def _main_phase(
    subject: Lifecycle, stage: Stage, placements: dict[str, Placement]
) -> tuple[Phase, float, str]:
    """Return the phase in which a stage stands, how sure, and why.

    It is the phase that its own name speaks for, if enough of its tasks stand there, else that of
    most of its tasks.
    """
    counts = content(subject, stage.key, placements)
    own = placements[stage.key]
    if not counts:
        named = (own.phase, own.confidence, own.why)
        return named if own.phase in HUB else (Phase.NONE, 0.0, "")
    phase = max(HUB, key=lambda phase: counts[phase])
    is_named = own.phase in HUB and own.confidence >= OWN
    if is_named and counts[own.phase] >= NAMED * counts.total():
        phase = own.phase
    share = counts[phase] / counts.total()
    confidence = round(GATHERED + (OWN - GATHERED) * share, 2)
    return (
        phase,
        confidence,
        f"{counts[phase]} of its {counts.total()} tasks stand in {phase.value}",
    )


def _between_stages(onward: Crosswalk, bridge: Lifecycle, counterpart: Lifecycle) -> Crosswalk:
    """Return the rows that join stages, or a lifecycle as a whole, to stages."""

    def is_stage(ref: Ref | None, lifecycle: Lifecycle) -> bool:
        return ref is not None and (ref.is_whole or isinstance(lifecycle[ref.key], Stage))

    rows = tuple(
        row
        for row in onward.correspondences
        if is_stage(row.subject, bridge) and is_stage(row.object, counterpart)
    )
    return attrs.evolve(onward, correspondences=rows)


def _weighed(
    row: Correspondence,
    subject: Lifecycle,
    counterpart: Lifecycle,
    placements: dict[str, Placement],
) -> Correspondence:
    """Return a chained row, doubted when no task of the stage stands in the object's phase."""
    assert row.subject is not None, "a chained row has both ends"
    assert row.object is not None, "a chained row has both ends"
    if row.subject.is_whole or row.object.is_whole:
        return row
    stage = counterpart[row.object.key]
    phases = stage.phases if isinstance(stage, Stage) else ()
    doubt, share = _doubt(subject, subject[row.subject.key], phases, placements)
    if not doubt:
        return row
    confidence = round(row.confidence * share, 4)
    return attrs.evolve(row, confidence=confidence, evidence=(*row.evidence, doubt))


def _doubt(
    subject: Lifecycle,
    stage: Element,
    phases: tuple[Phase, ...],
    placements: dict[str, Placement],
) -> tuple[str, float]:
    """Return why a row to a stage of some phases is doubted, and what it keeps; or nothing."""
    counts: Counter[Phase] = content(subject, stage.key, placements)
    named = " or ".join(phase.value for phase in phases)
    if not counts or not isinstance(stage, Stage):
        return "", 1.0
    if not any(counts[phase] for phase in phases):
        told = f"none of its tasks stands in {named}: × {WITHOUT_CONTENT:g}"
        return told, WITHOUT_CONTENT
    main, _, why = _main_phase(subject, stage, placements)
    told = f"it stands in {main.value} rather ({why}): × {BESIDE:g}"
    return ("", 1.0) if main in phases else (told, BESIDE)
