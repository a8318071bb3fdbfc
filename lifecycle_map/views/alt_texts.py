"""What a picture says, in words, for people who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction
from lifecycle_map.model.refs import Ref
from lifecycle_map.views.diagrams import Arrow

_HANDS = {
    Direction.TO_PROJECT: "the service side hands over",
    Direction.TO_SERVICE: "the project hands over",
    Direction.BOTH: "both sides exchange",
    Direction.PARALLEL: "both run in parallel",
    Direction.NONE: "",
}


def ladder_text(rails: Sequence[Lifecycle], rungs: Iterable[Arrow], language: str = "") -> str:
    """Return the long alternative text of a ladder: the stages in order, then every rung."""
    lines = [stages_text(rail, language) for rail in rails]
    lines += [_rung_text(rails, rung, language) for rung in rungs]
    return "\n".join(lines)


def stages_text(lifecycle: Lifecycle, language: str = "") -> str:
    """Return the stages of a lifecycle in one sentence, by their names in a language."""
    names = ", ".join(work.label(language) for work in along(lifecycle))
    return f"{lifecycle.title}, stages in order: {names or 'none'}."


def along(rail: Lifecycle) -> tuple[Work, ...]:
    """Return what stands along a rail: the stages, or the outermost work where there are none."""
    return rail.stages or tuple(w for w in rail.of(Work) if rail.parent(w.key) is None)


def _rung_text(rails: Sequence[Lifecycle], rung: Arrow, language: str) -> str:
    match = rung.match.value if rung.match else ""
    hands = _HANDS[rung.direction]
    passes = (
        f": {hands}{' ' + rung.label if rung.label else ''}"
        if hands
        else (f": {rung.label}" if rung.label else "")
    )
    ends = " – ".join(_name(rails, end, language) for end in (rung.start, rung.end))
    return f"{ends} ({match}, confidence {rung.confidence:.2f}){passes}."


def _name(rails: Sequence[Lifecycle], text: str, language: str) -> str:
    ref = Ref.parse(text)
    rail = next(rail for rail in rails if rail.key == ref.lifecycle)
    return f"{rail.name} as a whole" if ref.is_whole else rail[ref.key].label(language)
