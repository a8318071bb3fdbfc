"""The legend of a ladder: hand-overs, matches, confidence, and boxes that are drawn apart."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

from attrs import evolve

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.encodings import DASHES, GIVER, WEIGHTS, groups_of_rungs, heads
from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.parts import Parts
from lifecycle_map.layouts.scenes import Connector, Path, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Tone

_LINE = 35.0


def ladder_legend(parts: Parts, theme: Theme, language: str, left: float, right: float) -> Legend:
    """Return the legend of a ladder, of the signs that are in it."""
    words = captions(language)
    sections = [*_rung_sections(parts, theme, words), _box_section(parts, theme, words)]
    return legend(sections, theme, left, right)


def _rung_sections(parts: Parts, theme: Theme, words: dict[str, str]) -> Iterable[list[Entry]]:
    arrows = [*parts.rungs, *itertools.chain.from_iterable(parts.bands)]
    makers: dict[str, Callable[[str], Entry]] = {
        "hand-over": lambda key: _direction_entry(Direction(key), parts, theme, words),
        "match": lambda key: _match_entry(key, theme, words),
        "confidence": lambda key: _trust_entry(key, theme, words),
    }
    for section, make in makers.items():
        # A band has no thickness that could show how sure it is.
        shown = parts.rungs if section == "confidence" else arrows
        used = _used(shown, section)
        used = _merged(used) if section == "match" else used
        if used:
            heading = Entry(key=section, words=words[section], heading=True)
            yield [heading, *(make(key) for key in used)]


def _merged(used: list[str]) -> list[str]:
    """Put matches that are drawn alike into one entry."""
    alike: dict[tuple[float, ...], list[str]] = {}
    for key in used:
        alike.setdefault(DASHES.get(Match(key), ()), []).append(key)
    return ["+".join(keys) for keys in alike.values()]


def _used(arrows: Sequence[Arrow], section: str) -> list[str]:
    order = [d.value for d in Direction] + [m.value for m in Match] + list(WEIGHTS)
    return sorted({groups_of_rungs(arrow)[section] for arrow in arrows} - {""}, key=order.index)


def _direction_entry(
    direction: Direction, parts: Parts, theme: Theme, words: dict[str, str]
) -> Entry:
    up, down = heads(
        Arrow(start="", end="", direction=direction), parts.pair(_first(direction, parts))
    )
    colour = theme.hues[GIVER[direction]].line

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        line = Connector(
            start_key="",
            end_key="",
            points=((x + 6, middle - 9), (x + 6, middle + 9)),
            stroke=colour,
            stroke_width=2.5,
            head_start=up,
            head_end=down,
            head=8.0,
        )
        return (line,)

    return Entry(key=direction.value, words=words[direction.value], width=12, sample=sample)


def _first(direction: Direction, parts: Parts) -> int:
    """Return where the first rung with that direction hangs: it points as those there do."""
    gaps = range(len(parts.lanes) - 1)
    return next((n for n in gaps if any(r.direction is direction for r in parts.below(n))), 0)


def _match_entry(key: str, theme: Theme, words: dict[str, str]) -> Entry:
    matches = key.split("+")
    dash = DASHES.get(Match(matches[0]), ())
    line = Path(points=(), stroke=theme.ink, stroke_width=2.5, dash=dash)
    return _line_entry(key, ", ".join(words[match] for match in matches), line)


def _trust_entry(key: str, theme: Theme, words: dict[str, str]) -> Entry:
    return _line_entry(
        key, words[key], Path(points=(), stroke=theme.ink, stroke_width=WEIGHTS[key])
    )


def _line_entry(key: str, words: str, line: Path) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        return (evolve(line, points=((x, middle), (x + _LINE, middle))),)

    return Entry(key=key, words=words, width=_LINE, sample=sample)


def _box_section(parts: Parts, theme: Theme, words: dict[str, str]) -> list[Entry]:
    boxes = list(itertools.chain.from_iterable(parts.boxes))
    used = {
        "outside": any(box.outside for box in boxes),
        "repeats": any(box.repeats for box in boxes),
    }
    return [box_entry(key, theme, words[key]) for key, shown in used.items() if shown]


def box_entry(key: str, theme: Theme, words: str) -> Entry:
    """Return the sign of a box that is drawn apart: ``outside`` or ``repeats``."""
    line = theme.hues[Tone.NEUTRAL].line
    box = Rect(
        x=0, y=0, width=22, height=13, fill=theme.box, stroke=line, stroke_width=1.5, radius=3
    )

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        front = evolve(box, x=x, y=middle - 6, dash=(4, 3) if key == "outside" else ())
        behind = evolve(box, x=x + 4, y=middle - 9)
        return (front,) if key == "outside" else (behind, front)

    return Entry(key=key, words=words, width=22 if key == "outside" else 26, sample=sample)
