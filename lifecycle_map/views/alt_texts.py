"""What a picture says, in words, for people who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction
from lifecycle_map.model.refs import Ref
from lifecycle_map.views.diagrams import Arrow

_HANDS = {
    Direction.TO_PROJECT: "the service side hands over {what}",
    Direction.TO_SERVICE: "the project hands over {what}",
    Direction.BOTH: "both sides exchange {what}",
    Direction.PARALLEL: "both run in parallel {what}",
    Direction.NONE: "{what}",
}


def ladder_text(rails: Sequence[Lifecycle], rungs: Iterable[Arrow], language: str = "") -> str:
    """Return the long alternative text of a ladder: the stages in order, then every rung."""
    lines = [stages_text(rail, language) for rail in rails]
    lines += [_rung_text(rails, rung, language) for rung in rungs]
    return "\n".join(lines)


def stages_text(lifecycle: Lifecycle, language: str = "") -> str:
    """Return the stages of a lifecycle in one sentence, by their names in a language."""
    said = load_translations(language)
    names = ", ".join(work.label(language) for work in along(lifecycle)) or said("none")
    return said("{name}, stages in order: {stages}.", name=lifecycle.title, stages=names)


def along(rail: Lifecycle) -> tuple[Work, ...]:
    """Return what stands along a rail: the stages, or the outermost work where there are none."""
    return rail.stages or tuple(w for w in rail.of(Work) if rail.parent(w.key) is None)


def _rung_text(rails: Sequence[Lifecycle], rung: Arrow, language: str) -> str:
    said = load_translations(language)
    match = said(rung.match.value) if rung.match else ""
    passes = said(_HANDS[rung.direction], what=rung.label).strip()
    ends = " – ".join(name_of(rails, end, language) for end in (rung.start, rung.end))
    sure = said("confidence {value}", value=f"{rung.confidence:.2f}")
    return f"{ends} ({match}, {sure}){': ' if passes else ''}{passes}."


def name_of(rails: Iterable[Lifecycle], text: str, language: str) -> str:
    """Return what an end of a correspondence is called in a language."""
    ref = Ref.parse(text)
    rail = next(rail for rail in rails if rail.key == ref.lifecycle)
    if ref.is_whole:
        return load_translations(language)("{name} as a whole", name=rail.name)
    return rail[ref.key].label(language)
