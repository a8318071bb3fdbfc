"""The hub: the four phases that all lifecycles share, with the stages of each as its spokes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.loading.translations import Translations, load_translations
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.placing import NOWHERE, Placement, place
from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Step, Tone
from lifecycle_map.views.ladders import abbreviations, ladder
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, shown_in
from lifecycle_map.views.wording import wording

HUB_LANE = "/hub"
"""The key of the lane that holds the phases, which no lifecycle can have."""

LEAST = 0.15
"""A phase that fewer of the lines of a stage stand in is left out of the picture."""

_DETAILED = 7
"""Of more stages than this the small lines are left out."""

_ASKS = {
    "en": "what for, and for whom?|what will it be, and how?|does it work, is it ready?"
    "|does it go on working?",
    "de": "wozu und für wen?|was wird es und wie?|läuft es, ist es bereit?|läuft es auch weiter?",
    "fr": "pour quoi, pour qui ?|quoi et comment ?|est-ce que ça marche ?|et dans la durée ?",
    "es": "¿para qué y para quién?|¿qué será y cómo?|¿funciona, está listo?|¿sigue funcionando?",
    "it": "perché e per chi?|che cosa sarà e come?|funziona, è pronto?|continua a funzionare?",
    "pt": "para quê e para quem?|o que será e como?|funciona, está pronto?|continua a funcionar?",
    "nl": "waarvoor en voor wie?|wat wordt het en hoe?|werkt het, is het klaar?|blijft het werken?",
    "ar": "لماذا ولمن؟|ماذا وكيف؟|هل يعمل وهل هو جاهز؟|هل يستمر في العمل؟",
    "ja": "何のため、誰のため？|何をどう作る？|動くか、準備は？|動き続けるか？",
}
"""What each phase is about, as the question that it answers."""


def hub(value: Alignment | Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the four phases in the middle, and the stages of one or two lifecycles around them.

    A stage is joined to the phases that it states. A stage of a plan, which states none, is joined
    to those in which its lines stand, by the weight of their share, and to that of its own name.
    """
    value = shown_in(value, language)
    rails = (value.subject, value.object) if isinstance(value, Alignment) else (value,)
    placed = value.placements if isinstance(value, Alignment) else {}
    boxes = _stages(value, rails, language, highlight)
    arrows = tuple(
        arrow
        for rail in rails
        for arrow in _spokes(rail, placed if rail is rails[0] else {}, language)
    )
    phases = _phases(language)
    marks = dict.fromkeys(rail.notice for rail in rails)
    return Diagram(
        kind="hub",
        title=" · ".join(rail.name for rail in rails),
        subtitle=" · ".join(rail.edition for rail in rails if rail.edition),
        description="\n".join(_told(rails, boxes, phases, arrows, language)),
        notice=" ".join(filter(None, (abbreviations(rails, boxes, language), *marks))),
        language=language or "en",
        lanes=(*(_lane(rail, n) for n, rail in enumerate(rails)), _middle(language)),
        boxes=(*boxes, *phases),
        arrows=arrows,
        steps=tuple(_steps(rails, boxes, phases, arrows)),
    )


def _stages(
    value: Alignment | Lifecycle, rails: Sequence[Lifecycle], language: str, highlight: str
) -> tuple[Box, ...]:
    alignment = value if isinstance(value, Alignment) else Alignment(subject=value, object=value)
    found = ladder(alignment, language=language, highlight=highlight).boxes
    once = {box.key: evolve(box, repeats=False) for box in found}
    sides = [[box for box in once.values() if box.lane == rail.key] for rail in rails]
    return tuple(
        box if len(side) <= _DETAILED else evolve(box, detail=()) for side in sides for box in side
    )


def _lane(rail: Lifecycle, number: int) -> Lane:
    own = Tone.PROJECT if rail.side is Side.PROJECT else Tone.SERVICE
    return Lane(key=rail.key, label=rail.name, tone=own if number == 0 else Tone.SERVICE)


def _middle(language: str) -> Lane:
    label = " – ".join(_names(language).values())
    return Lane(key=HUB_LANE, label=label, tone=Tone.INTERFACE)


def _names(language: str) -> dict[Phase, str]:
    words = wording(language)
    return {phase: words[phase.value] for phase in HUB}


def _phases(language: str) -> tuple[Box, ...]:
    tag = language.replace("_", "-").partition("-")[0].casefold()
    asks = _ASKS.get(tag, _ASKS["en"]).split("|")
    return tuple(
        Box(
            key=_key(phase),
            label=name,
            shape=Shape.PRACTICE,
            lane=HUB_LANE,
            detail=(ask,),
        )
        for (phase, name), ask in zip(_names(language).items(), asks, strict=True)
    )


def _key(phase: Phase) -> str:
    return f"{HUB_LANE}/{phase.value}"


def _spokes(rail: Lifecycle, placed: Mapping[str, Placement], language: str) -> Iterator[Arrow]:
    names = _names(language)
    said = load_translations(language)
    works = along(rail)
    if not placed and not all(work.phases for work in works):
        placed = place(rail, load_words())
    for work in works:
        for phase, (share, why) in _shares(rail, work, placed, said).items():
            yield Arrow(
                start=str(rail.ref(work.key)),
                end=_key(phase),
                tooltip=f"{work.label(language)} – {names[phase]}: {why}",
                weight=share,
            )


def _shares(
    rail: Lifecycle, work: Work, placed: Mapping[str, Placement], said: Translations
) -> dict[Phase, tuple[float, str]]:
    """Return the phases of a stage, in their order, each with its share (0 to 1) and why."""
    if work.phases:
        return {phase: (1.0, said("stated")) for phase in HUB if phase in work.phases}
    own = placed.get(work.key, NOWHERE)
    inside = [placed[key].phase for key in _leaves(rail, work.key) if key in placed]
    counts = Counter(phase for phase in inside if phase in HUB)
    total = counts.total()
    found = {
        phase: (
            count / total,
            said("{count} of {total} lines in it", count=count, total=len(inside)),
        )
        for phase, count in counts.items()
        if count >= LEAST * total
    }
    if own.phase in HUB:
        share, why = found.get(own.phase, (0.0 if found else 1.0, ""))
        told = own.why if in_english(said.language) else ""
        found[own.phase] = (max(share, LEAST), "; ".join(filter(None, (why, told))))
    return {phase: found[phase] for phase in HUB if phase in found}


def _leaves(rail: Lifecycle, key: str) -> Iterator[str]:
    """Yield the keys of the work in an element that contains no other work."""
    waiting = [child.key for child in reversed(rail.children(key)) if isinstance(child, Work)]
    while waiting:
        inner = waiting.pop()
        below = [child.key for child in rail.children(inner) if isinstance(child, Work)]
        waiting += reversed(below)
        if not below:
            yield inner


def _told(
    rails: Sequence[Lifecycle],
    boxes: Sequence[Box],
    phases: Sequence[Box],
    arrows: Sequence[Arrow],
    language: str,
) -> Iterator[str]:
    said = load_translations(language)
    yield from (stages_text(rail, language) for rail in rails)
    for phase in phases:
        own = {arrow.start for arrow in arrows if arrow.end == phase.key}
        names = ", ".join(box.label for box in boxes if box.key in own)
        yield f"{phase.label} ({phase.detail[0]}): {names or said('nothing')}."
    joined = {arrow.start for arrow in arrows}
    alone = ", ".join(box.label for box in boxes if box.key not in joined)
    if alone:
        yield said("In none of the four phases: {names}.", names=alone)


def _steps(
    rails: Sequence[Lifecycle],
    boxes: Sequence[Box],
    phases: Sequence[Box],
    arrows: Sequence[Arrow],
) -> Iterator[Step]:
    """Yield the frames: each lifecycle, then phase by phase what belongs to it."""
    for rail in rails:
        own = [box for box in boxes if box.lane == rail.key]
        note = ", ".join(box.label for box in own)
        yield Step(title=rail.name, shows=(rail.key, *(box.key for box in own)), note=note)
    for phase in phases:
        spokes = [arrow for arrow in arrows if arrow.end == phase.key]
        if spokes:
            note = "\n".join(arrow.tooltip for arrow in spokes)
            yield Step(title=phase.label, shows=tuple(a.key for a in spokes), note=note)


def _draws(value: Alignment | Lifecycle, wishes: Wishes) -> Diagram:
    return hub(value, language=wishes.language, highlight=wishes.highlight)


HUB_PICTURE = Picture(
    name="hub",
    of=("Alignment", "Lifecycle"),
    draws=_draws,
    about="the four phases in the middle, and the stages of one or two lifecycles around them",
)
