"""The legend of a matrix: the signs, shades and bars that are in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.cells import PALEST
from lifecycle_map.layouts.colours import between
from lifecycle_map.layouts.legends import SIZE, Entry
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import Rect, Shape, Text
from lifecycle_map.layouts.signs import sign
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Diagram, State, Tone

_SIGN = 15.0
_BAR = 30.0
_STEPS = 4
_PARTS = {
    "en": "responsible|accountable|consulted",
    "de": "führt durch|verantwortet|wird befragt",
    "fr": "réalise|répond du résultat|est consulté",
    "es": "realiza|rinde cuentas|es consultado",
    "it": "esegue|risponde del risultato|è consultato",
    "nl": "voert uit|eindverantwoordelijk|wordt geraadpleegd",
    "pt": "realiza|presta contas|é consultado",
    "ar": "ينفّذ|مسؤول نهائيًا|يُستشار",
    "ja": "実行責任|説明責任|相談先",
}
"""What R, A and C stand for."""


def sections(diagram: Diagram, theme: Theme) -> Iterator[list[Entry]]:
    """Yield the sections of the legend: only of what the picture shows."""
    words = captions(diagram.language)
    boxes = [box for box in diagram.boxes if box.share is None and box.state is not None]
    signs = {box.state for box in boxes if not box.until}
    yield [_sign(state, words, theme) for state in State if state in signs]
    bars = {box.state for box in boxes if box.until}
    yield [_bar(state, words, theme) for state in State if state in bars]
    if diagram.kind == "raci":
        held = {letter for box in diagram.boxes for letter in box.label.split()}
        yield [_letter(*each, theme) for each in _parts(diagram.language) if each[0] in held]
    if any(box.share for box in diagram.boxes):
        yield [Entry(key="shade", words=words["more"], width=_BAR, sample=_shades(theme))]


def _parts(language: str) -> list[tuple[str, str]]:
    """Return the letters of parts in work, and what they stand for."""
    tag = language.replace("_", "-").partition("-")[0].casefold()
    return list(zip("RAC", _PARTS.get(tag, _PARTS["en"]).split("|"), strict=True))


def _letter(letter: str, words: str, theme: Theme) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        text = Text(
            x=x,
            y=middle + 5,
            lines=(letter,),
            size=SIZE,
            bold=True,
            fill=theme.ink,
            under=theme.page,
        )
        return (text,)

    return Entry(key=letter, words=words, width=text_width(letter, SIZE, bold=True), sample=sample)


def _sign(state: State, words: dict[str, str], theme: Theme) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        return sign(state, x + _SIGN / 2, middle, _SIGN, theme)

    return Entry(key=state.value, words=words[state.value], width=_SIGN, sample=sample)


def _bar(state: State, words: dict[str, str], theme: Theme) -> Entry:
    wanted = state in (State.WANTED, State.ABSENT)
    hue = theme.hues[Tone.SERVICE]

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        bar = Rect(
            x=x,
            y=middle - 7,
            width=_BAR,
            height=14,
            fill=theme.page if wanted else hue.tint,
            stroke=theme.poor if state is State.ABSENT else hue.line,
            stroke_width=1.75,
            dash=(6, 4) if wanted else (),
            radius=7,
        )
        return (bar,)

    return Entry(key=state.value, words=words[state.value], width=_BAR, sample=sample)


def _shades(theme: Theme) -> Callable[[float, float], tuple[Shape, ...]]:
    """Return a sample of shades from few to many."""
    wide = _BAR / _STEPS

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        base = theme.hues[Tone.NEUTRAL].tint
        return tuple(
            Rect(
                x=x + wide * step,
                y=middle - 7,
                width=wide,
                height=14,
                fill=between(base, theme.poor, PALEST + (1 - PALEST) * (step + 1) / _STEPS),
            )
            for step in range(_STEPS)
        )

    return sample
