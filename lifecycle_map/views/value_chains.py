"""The value chain: from demand to value, with what plans and improves it all above and below."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import HUB
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, translated
from lifecycle_map.views.wording import wording

ABOVE, CHAIN, BELOW, ENDS = "above", "chain", "below", "ends"
"""The lanes: what spans the chain on top, the chain, what spans it below, and its two ends."""

_MOST = 3
_LINKS = (Link.PRECEDES, Link.TRIGGERS)


def value_chain(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the chain of a lifecycle between demand and value.

    What works on more than half of the other stages, or stands in three phases or more, spans the
    chain: the first of these above it, the others below. The rest is the chain, in its order.
    """
    lifecycle = translated(lifecycle, language)
    wishes = Wishes(language=language, highlight=highlight)
    lanes = _lanes(lifecycle)
    words = wording(language)
    ends = tuple(
        Box(key=f"end:{key}", label=words[key], shape=Shape.ACTIVITY, lane=ENDS)
        for key in ("demand", "value")
    )
    boxes = tuple(
        box_of(lifecycle, stage, wishes, lane=lanes[stage.key]) for stage in along(lifecycle)
    )
    arrows = tuple(_arrows(lifecycle, lanes, ends))
    tone = tone_of(lifecycle)
    return Diagram(
        kind="value-chain",
        title=lifecycle.name,
        subtitle=lifecycle.edition,
        description="\n".join(_description(lifecycle, boxes, ends, arrows, language)),
        notice=lifecycle.notice,
        language=language or "en",
        lanes=(
            Lane(key=ABOVE, label="", tone=Tone.INTERFACE),
            Lane(key=CHAIN, label="", tone=tone),
            Lane(key=BELOW, label="", tone=Tone.INTERFACE),
            Lane(key=ENDS, label="", tone=Tone.NEUTRAL),
        ),
        boxes=(*ends, *boxes),
        arrows=arrows,
        steps=tuple(_steps(boxes, ends, arrows, language)),
    )


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return value_chain(lifecycle, language=wishes.language, highlight=wishes.highlight)


VALUE_CHAIN = Picture(
    name="value-chain",
    of=("Lifecycle",),
    draws=_draws,
    about="from demand to value, with what spans the chain above and below it",
)


def _lanes(lifecycle: Lifecycle) -> dict[str, str]:
    """Return the lane of each stage."""
    keys = [stage.key for stage in along(lifecycle)]
    spanning = [stage.key for stage in along(lifecycle) if _spans(lifecycle, stage.key, keys)]
    if len(keys) - len(spanning) < 1:
        spanning = []
    lanes = dict.fromkeys(keys, CHAIN)
    for number, key in enumerate(spanning):
        lanes[key] = BELOW if number else ABOVE
    return lanes


def _spans(lifecycle: Lifecycle, key: str, keys: list[str]) -> bool:
    joined = {r.object for link in _LINKS for r in lifecycle.outgoing(key, link)} & set(keys)
    stage = next(stage for stage in along(lifecycle) if stage.key == key)
    wide = len(set(stage.phases) & set(HUB)) >= _MOST
    return wide or 2 * len(joined - {key}) > len(keys) - 1 > 1


def _arrows(lifecycle: Lifecycle, lanes: dict[str, str], ends: tuple[Box, ...]) -> Iterator[Arrow]:
    """Yield the way from demand to value, and what the spanning stages do to the chain."""
    chain = [key for key, lane in lanes.items() if lane == CHAIN]
    refs = [str(lifecycle.ref(key)) for key in chain]
    for one, two in itertools.pairwise((ends[0].key, *refs, ends[1].key)):
        yield Arrow(start=one, end=two)
    for key, lane in lanes.items():
        if lane == CHAIN:
            continue
        told = {r.object: r.label for link in _LINKS for r in lifecycle.outgoing(key, link)}
        for other in chain:
            if other in told or not told:
                start, end = str(lifecycle.ref(key)), str(lifecycle.ref(other))
                yield Arrow(start=start, end=end, tooltip=told.get(other, ""), dotted=True)


def _steps(
    boxes: tuple[Box, ...], ends: tuple[Box, ...], arrows: tuple[Arrow, ...], language: str
) -> Iterator[Step]:
    """Yield the frames of a chain: its ends, link after link, and at last what spans it."""
    yield Step(title=" – ".join(box.label for box in ends), shows=tuple(box.key for box in ends))
    shown = {box.key for box in ends}
    for box in sorted(boxes, key=lambda box: box.lane != CHAIN):
        shown.add(box.key)
        own = [a for a in arrows if {a.start, a.end} <= shown and box.key in (a.start, a.end)]
        keys = (box.key, *(arrow.key for arrow in own))
        note = box.tooltip if in_english(language) else ""
        yield Step(title=box.label, shows=keys, note=note)


def _description(
    lifecycle: Lifecycle,
    boxes: tuple[Box, ...],
    ends: tuple[Box, ...],
    arrows: tuple[Arrow, ...],
    language: str,
) -> Iterator[str]:
    yield stages_text(lifecycle, language)
    chain = [box.label for box in boxes if box.lane == CHAIN]
    yield " → ".join((ends[0].label, *chain, ends[1].label))
    names = {box.key: box.label for box in boxes}
    for box in (box for box in boxes if box.lane != CHAIN):
        reached = ", ".join(names[arrow.end] for arrow in arrows if arrow.start == box.key)
        yield f"{box.label} {wording(language)['acts on']} {reached}."
