"""The hub: the four phases that every framework shares, and frameworks hung on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, editions, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.wording import wording

CENTRE = "hub"
"""The key of the lane of the phases."""


def hub(value: Lifecycle | Alignment, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the phases with one lifecycle beside them, or two: each stage tied to its phases.

    The first phase of a stage is its main one. A stage of a plan that states none stands where
    its words place it.
    """
    wishes = Wishes(language=language, highlight=highlight)
    rails = (value.subject, value.object) if isinstance(value, Alignment) else (value,)
    words = wording(language)
    phases = tuple(
        Box(key=f"hub:{phase.value}", label=words[phase.value], shape=Shape.PRACTICE, lane=CENTRE)
        for phase in HUB
    )
    boxes = [box for rail in rails for box in _boxes(value, rail, wishes)]
    spokes = tuple(arrow for rail in rails for arrow in _spokes(value, rail))
    order = tuple(Arrow(start=a.key, end=b.key) for a, b in itertools.pairwise(phases))
    names = " – ".join(rail.name for rail in rails)
    return Diagram(
        kind="hub",
        title=f"{names}: {words['hub']}",
        subtitle=editions(rails),
        description="\n".join(_description(rails, (*phases, *boxes), spokes, language)),
        notice=" ".join(dict.fromkeys(rail.notice for rail in rails if rail.notice)),
        language=language or "en",
        lanes=(
            Lane(key=CENTRE, label=words["hub name"], tone=Tone.INTERFACE),
            *(Lane(key=f"rail:{r.key}", label=r.name, tone=tone_of(r)) for r in rails),
        ),
        boxes=(*phases, *boxes),
        arrows=(*order, *spokes),
        steps=tuple(_steps(rails, phases, boxes, order, spokes)),
    )


def _draws(value: Lifecycle | Alignment, wishes: Wishes) -> Diagram:
    return hub(value, language=wishes.language, highlight=wishes.highlight)


HUB_PICTURE = Picture(
    name="hub",
    of=("Lifecycle", "Alignment"),
    draws=_draws,
    about="strategy, design, build and support in the centre, frameworks as spokes",
)


def _phases(value: Lifecycle | Alignment, rail: Lifecycle, work: Work) -> list[Phase]:
    """Return the phases of a stage, the main one first: as stated, else as its words say."""
    stated = [phase for phase in work.phases if phase in HUB]
    if stated or not isinstance(value, Alignment) or rail is not value.subject:
        return stated
    return [phase for phase in (value.placement(work.key).phase,) if phase in HUB]


def _boxes(value: Lifecycle | Alignment, rail: Lifecycle, wishes: Wishes) -> Iterator[Box]:
    """Yield the stages by their main phases, and in their order within one."""
    stages = along(rail)
    last = len(HUB)
    ranks = {}
    for stage in stages:
        found = _phases(value, rail, stage)
        ranks[stage.key] = HUB.index(found[0]) if found else last
    for stage in sorted(stages, key=lambda stage: ranks[stage.key]):
        yield box_of(rail, stage, wishes, lane=f"rail:{rail.key}")


def _spokes(value: Lifecycle | Alignment, rail: Lifecycle) -> Iterator[Arrow]:
    for stage in along(rail):
        for number, phase in enumerate(_phases(value, rail, stage)):
            start = str(rail.ref(stage.key))
            yield Arrow(start=start, end=f"hub:{phase.value}", dotted=number > 0)


def _steps(
    rails: tuple[Lifecycle, ...],
    phases: tuple[Box, ...],
    boxes: list[Box],
    order: tuple[Arrow, ...],
    spokes: tuple[Arrow, ...],
) -> Iterator[Step]:
    """Yield the frames of a hub: the phases, then each framework as it is hung on them."""
    names = ", ".join(box.label for box in phases)
    shows = (*(box.key for box in phases), *(arrow.key for arrow in order))
    yield Step(title=names, shows=shows, note=names)
    for rail in rails:
        own = [box for box in boxes if box.lane == f"rail:{rail.key}"]
        keys = {box.key for box in own}
        new = (*keys, *(arrow.key for arrow in spokes if arrow.start in keys))
        note = ", ".join(box.label for box in own)
        if own:
            yield Step(title=rail.name, shows=tuple(sorted(new)), note=note)


def _description(
    rails: tuple[Lifecycle, ...],
    boxes: tuple[Box, ...],
    spokes: tuple[Arrow, ...],
    language: str,
) -> Iterator[str]:
    yield from (stages_text(rail, language) for rail in rails)
    for phase in (box for box in boxes if box.lane == CENTRE):
        keys = {arrow.start for arrow in spokes if arrow.end == phase.key}
        held = ", ".join(box.label for box in boxes if box.key in keys)
        yield f"{phase.label}: {held or '–'}."
