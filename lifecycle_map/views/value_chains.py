"""The value chain: from demand to value, with what plans and improves it all above and below."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction
from lifecycle_map.model.phases import HUB
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, steps_of, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import translated
from lifecycle_map.views.wording import wording

ABOVE, CHAIN, BELOW, ENDS = "above", "chain", "below", "ends"
"""The lanes: what spans the chain on top, the chain, what spans it below, and its two ends."""

_MOST = 3
_LINKS = (Link.PRECEDES, Link.TRIGGERS)


def value_chain(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the chain of a lifecycle between demand and value.

    What leads to every stage of the chain spans it, and so does what stands in three phases or
    more, unless demand comes in by it: above where it stands in the first half of the stages, as
    planning does, else below, as improving does. The rest is the chain, in its order; where none
    is stated, what demand triggers comes first.
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
        box_of(lifecycle, lifecycle[key], wishes, lane=lane) for key, lane in lanes.items()
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
    """Return the lane of each stage, those of the chain in their order."""
    keys = [stage.key for stage in along(lifecycle)]
    entries = _entries(lifecycle, keys)
    spanning = _spanning(lifecycle, [key for key in keys if key not in entries], entries)
    half = len(keys) / 2
    lanes = {key: ABOVE if n < half else BELOW for n, key in enumerate(keys) if key in spanning}
    chain = [key for key in keys if key not in spanning]
    if not any(r.object in chain for key in chain for r in lifecycle.outgoing(key, Link.PRECEDES)):
        chain.sort(key=lambda key: key not in entries)
    return lanes | dict.fromkeys(chain, CHAIN)


def _spanning(lifecycle: Lifecycle, keys: list[str], entries: set[str]) -> set[str]:
    """Return those of some stages that span all the rest, which is more than one: who leads to
    the most, if that is to every stage of the chain that they leave.
    """
    every = {*keys, *entries}
    found = {s.key for s in along(lifecycle) if len(set(s.phases) & set(HUB)) >= _MOST} & set(keys)
    reached = {key: set(_told(lifecycle, key)) & every - {key} for key in keys}
    wide = {len(reach) for reach in reached.values() if 2 * len(reach) > len(every) - 1 > 1}
    for least in sorted(wide, reverse=True):
        most = {key for key in keys if len(reached[key]) >= least} | found
        if all(every - most <= reached[key] for key in most - found):
            found = most
            break
    return found if len(every - found) > 1 else set()


def _entries(lifecycle: Lifecycle, keys: list[str]) -> set[str]:
    """Return the stages by which something comes in: what is in no stage triggers them."""
    return {
        key
        for key in keys
        for relation in lifecycle.incoming(key, Link.TRIGGERS)
        if relation.subject not in keys and lifecycle.stage_of(relation.subject) is None
    }


def _told(lifecycle: Lifecycle, key: str) -> dict[str, str]:
    """Return what a stage leads to, and what passes there."""
    return {r.object: r.label for link in _LINKS for r in lifecycle.outgoing(key, link)}


def _arrows(lifecycle: Lifecycle, lanes: dict[str, str], ends: tuple[Box, ...]) -> Iterator[Arrow]:
    """Yield the way from demand to value, and what the spanning stages do to the chain."""
    chain = [key for key, lane in lanes.items() if lane == CHAIN]
    yield (
        Arrow(start=ends[0].key, end=str(lifecycle.ref(chain[0])))
        if chain
        else Arrow(start=ends[0].key, end=ends[1].key)
    )
    for one, two in itertools.pairwise(chain):
        yield _arrow(lifecycle, one, two, dotted=False)
    if chain:
        yield Arrow(start=str(lifecycle.ref(chain[-1])), end=ends[1].key)
    for key in (key for key, lane in lanes.items() if lane != CHAIN):
        told = _told(lifecycle, key)
        for other in (other for other in chain if other in told or not told):
            yield _arrow(lifecycle, key, other, dotted=True)


def _arrow(lifecycle: Lifecycle, one: str, two: str, *, dotted: bool) -> Arrow:
    """Return an arrow between two stages, with two heads where each leads to the other."""
    there, back = _told(lifecycle, one).get(two), _told(lifecycle, two).get(one)
    both = there is not None and back is not None
    return Arrow(
        start=str(lifecycle.ref(one)),
        end=str(lifecycle.ref(two)),
        tooltip="; ".join(filter(None, (there, back if both else ""))),
        direction=Direction.BOTH if both else Direction.NONE,
        dotted=dotted,
    )


def _steps(
    boxes: tuple[Box, ...], ends: tuple[Box, ...], arrows: tuple[Arrow, ...], language: str
) -> Iterator[Step]:
    """Yield the frames of a chain: its ends, link after link, and at last what spans it."""
    keys = tuple(box.key for box in ends)
    yield Step(title=" – ".join(box.label for box in ends), shows=keys)
    chain = sorted(boxes, key=lambda box: box.lane != CHAIN)
    yield from steps_of(chain, arrows, language, shown=keys)


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
