"""The service loop: stages along a track that comes back, and around it what improves them."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.model.elements import Process, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, flow, merged, steps_of, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import translated
from lifecycle_map.views.wording import wording

TRACK = "track"
AROUND = "around"
"""The lanes: the stages along the track, and the one that runs around it."""

_FEW = 6


def service_loop(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the loop of a lifecycle: its stages in order, and back to the first.

    A stage that works on two others or more (as improvement does) runs around all of them. Where
    there are few stages, each tells the processes that belong to it.
    """
    wishes = Wishes(language=language, highlight=highlight)
    verb = wording(language)["triggers"]
    return loop_of(lifecycle, wishes, outer=around(lifecycle), verb=verb)


def loop_of(lifecycle: Lifecycle, wishes: Wishes, *, outer: str, verb: str) -> Diagram:
    """Return a loop; the stage ``outer`` runs around the others, ``verb`` tells dotted arrows."""
    language = wishes.language
    lifecycle = translated(lifecycle, language)
    boxes = tuple(_boxes(lifecycle, wishes, outer))
    arrows = tuple(_arrows(lifecycle, language))
    return Diagram(
        kind="service-loop",
        title=lifecycle.name,
        subtitle=lifecycle.edition,
        description="\n".join(_description(lifecycle, boxes, arrows, language, verb)),
        notice=lifecycle.notice,
        language=language or "en",
        lanes=(
            Lane(key=AROUND, label="", tone=tone_of(lifecycle)),
            Lane(key=TRACK, label="", tone=tone_of(lifecycle)),
        ),
        boxes=boxes,
        arrows=arrows,
        steps=tuple(steps_of(sorted(boxes, key=lambda box: box.lane == AROUND), arrows, language)),
    )


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return service_loop(lifecycle, language=wishes.language, highlight=wishes.highlight)


SERVICE_LOOP = Picture(
    name="service-loop",
    of=("Lifecycle",),
    draws=_draws,
    about="the stages along a track that comes back to its start, and what improves them all",
)


def around(lifecycle: Lifecycle) -> str:
    """Return the key of the stage that works on most of the others, at least on two; or nothing."""
    keys = [stage.key for stage in along(lifecycle)]
    reach = {
        key: {r.object for r in lifecycle.outgoing(key, Link.TRIGGERS) if r.object in keys}
        for key in keys
    }
    most = max(keys, key=lambda key: len(reach[key]), default="")
    return most if most and len(reach[most]) > 1 else ""


def _boxes(lifecycle: Lifecycle, wishes: Wishes, outer: str) -> Iterator[Box]:
    stages = along(lifecycle)
    for stage in stages:
        lane = AROUND if stage.key == outer else TRACK
        told = _processes(lifecycle, stage, wishes.language) if len(stages) <= _FEW else ()
        yield box_of(lifecycle, stage, wishes, lane=lane, detail=told)


def _processes(lifecycle: Lifecycle, stage: Work, language: str) -> tuple[str, ...]:
    parts = (p for p in lifecycle.children(stage.key) if isinstance(p, Process))
    names = " · ".join(part.label(language) for part in parts)
    return (names,) if names else ()


def _arrows(lifecycle: Lifecycle, language: str) -> Iterator[Arrow]:
    """Yield the order of the stages, and what else one of them triggers in another."""
    ordered = list(flow(lifecycle))
    yield from ordered
    drawn = {arrow.key for arrow in ordered}
    keys = {stage.key for stage in along(lifecycle)}
    every = (r for r in lifecycle.relations if r.link is Link.TRIGGERS)
    inner = merged((r for r in every if r.subject in keys and r.object in keys), language)
    for (start, end), label in inner.items():
        arrow = Arrow(
            start=str(lifecycle.ref(start)),
            end=str(lifecycle.ref(end)),
            label=label,
            tooltip=label,
            dotted=True,
        )
        if arrow.key not in drawn:
            yield arrow


def _description(
    lifecycle: Lifecycle,
    boxes: tuple[Box, ...],
    arrows: tuple[Arrow, ...],
    language: str,
    verb: str,
) -> Iterator[str]:
    yield stages_text(lifecycle, language)
    leads = wording(language)["feeds"]
    names = {box.key: box.label for box in boxes}
    for arrow in arrows:
        told = f": {arrow.tooltip}" if arrow.tooltip else ""
        said = verb if arrow.dotted else leads
        yield f"{names[arrow.start]} {said} {names[arrow.end]}{told}."
    yield from (f"{box.label}: {box.detail[0]}." for box in boxes if box.detail)
