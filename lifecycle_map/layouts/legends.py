"""The legend: what the picture's signs mean, and only of the signs that are in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.encodings import (
    DASHES,
    GIVER,
    WEIGHTS,
    groups_of_rungs,
    heads,
)
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.parts import Parts
from lifecycle_map.layouts.scenes import Connector, Group, Path, Rect, Shape, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Tone

SIZE = 14
ROW = 24.0

_AFTER_SAMPLE = 7.0
_AFTER_ENTRY = 14.0
_AFTER_SECTION = 26.0
_BASELINE = 5.0
_LINE = 35.0

Sample = Callable[[float, float], tuple[Shape, ...]]


@frozen(kw_only=True)
class _Entry:
    """A sign with its words. ``sample`` paints it at a left edge and a middle height."""

    key: str
    words: str
    width: float = 0.0
    sample: Sample | None = None
    heading: bool = False

    @property
    def reach(self) -> float:
        label = text_width(self.words, SIZE, bold=self.heading)
        return label + (self.width + _AFTER_SAMPLE if self.width else 0.0)


@frozen(kw_only=True)
class Legend:
    """A legend that is broken into rows, and can be painted at any height."""

    rows: tuple[tuple[tuple[float, _Entry], ...], ...]
    theme: Theme

    @property
    def height(self) -> float:
        """The height of all rows."""
        return len(self.rows) * ROW

    def paint(self, y: float) -> Group:
        """Return the shapes of the legend, its first row starting at ``y``."""
        shapes: list[Shape] = []
        for number, row in enumerate(self.rows):
            middle = y + ROW * (number + 0.5)
            for x, entry in row:
                shapes.append(_paint(entry, x, middle, self.theme))
        return Group(key="legend", shapes=tuple(shapes))


def legend(parts: Parts, theme: Theme, language: str, left: float, right: float) -> Legend:
    """Return the legend of a ladder: sections side by side, wrapped where the page ends."""
    words = captions(language)
    sections = [*_rung_sections(parts, theme, words), _box_section(parts, theme, words)]
    rows: list[list[tuple[float, _Entry]]] = [[]]
    x = left
    for section in filter(None, sections):
        reach = sum(entry.reach + _AFTER_ENTRY for entry in section) - _AFTER_ENTRY
        if rows[-1] and x + reach > right:
            rows.append([])
            x = left
        for entry in section:
            rows[-1].append((x, entry))
            x += entry.reach + (_AFTER_ENTRY if not entry.heading else _AFTER_ENTRY - 4)
        x += _AFTER_SECTION - _AFTER_ENTRY
    return Legend(rows=tuple(tuple(row) for row in rows if row), theme=theme)


def _paint(entry: _Entry, x: float, middle: float, theme: Theme) -> Group:
    sample = entry.sample(x, middle) if entry.sample else ()
    shift = entry.width + _AFTER_SAMPLE if entry.width else 0.0
    label = Text(
        x=x + shift,
        y=middle + _BASELINE,
        lines=(entry.words,),
        size=SIZE,
        fill=theme.ink if entry.heading else theme.muted,
        under=theme.page,
        bold=entry.heading,
    )
    return Group(key=f"legend:{entry.key}", shapes=(*sample, label))


def _rung_sections(parts: Parts, theme: Theme, words: dict[str, str]) -> Iterable[list[_Entry]]:
    arrows = [*parts.rungs, *parts.bands[0], *parts.bands[1]]
    makers: dict[str, Callable[[str], _Entry]] = {
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
            heading = _Entry(key=section, words=words[section], heading=True)
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
) -> _Entry:
    up, down = heads(Arrow(start="", end="", direction=direction), parts.lanes)
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

    return _Entry(key=direction.value, words=words[direction.value], width=12, sample=sample)


def _match_entry(key: str, theme: Theme, words: dict[str, str]) -> _Entry:
    matches = key.split("+")
    dash = DASHES.get(Match(matches[0]), ())
    line = Path(points=(), stroke=theme.ink, stroke_width=2.5, dash=dash)
    return _line_entry(key, ", ".join(words[match] for match in matches), line)


def _trust_entry(key: str, theme: Theme, words: dict[str, str]) -> _Entry:
    return _line_entry(
        key, words[key], Path(points=(), stroke=theme.ink, stroke_width=WEIGHTS[key])
    )


def _line_entry(key: str, words: str, line: Path) -> _Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        return (evolve(line, points=((x, middle), (x + _LINE, middle))),)

    return _Entry(key=key, words=words, width=_LINE, sample=sample)


def _box_section(parts: Parts, theme: Theme, words: dict[str, str]) -> list[_Entry]:
    boxes = [*parts.boxes[0], *parts.boxes[1]]
    used = {
        "outside": any(box.outside for box in boxes),
        "repeats": any(box.repeats for box in boxes),
    }
    return [_box_entry(key, theme, words[key]) for key, shown in used.items() if shown]


def _box_entry(key: str, theme: Theme, words: str) -> _Entry:
    line = theme.hues[Tone.NEUTRAL].line
    box = Rect(
        x=0, y=0, width=22, height=13, fill=theme.box, stroke=line, stroke_width=1.5, radius=3
    )

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        front = evolve(box, x=x, y=middle - 6, dash=(4, 3) if key == "outside" else ())
        behind = evolve(box, x=x + 4, y=middle - 9)
        return (front,) if key == "outside" else (behind, front)

    return _Entry(key=key, words=words, width=22 if key == "outside" else 26, sample=sample)
