"""The legend: what the picture's signs mean, and only of the signs that are in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.scenes import Group, Shape, Text
from lifecycle_map.layouts.themes import Theme

SIZE = 14
ROW = 24.0

_AFTER_SAMPLE = 7.0
_AFTER_ENTRY = 14.0
_AFTER_SECTION = 26.0
_BASELINE = 5.0

Sample = Callable[[float, float], tuple[Shape, ...]]


@frozen(kw_only=True)
class Entry:
    """A sign with its words. ``sample`` paints it, ``width`` px wide, at a left edge and a middle
    height; a ``heading`` has none.
    """

    key: str
    words: str
    width: float = 0.0
    sample: Sample | None = None
    heading: bool = False

    @property
    def reach(self) -> float:
        """How wide sign and words are, in px."""
        label = text_width(self.words, SIZE, bold=self.heading)
        return label + (self.width + _AFTER_SAMPLE if self.width else 0.0)


@frozen(kw_only=True)
class Legend:
    """A legend that is broken into rows, and can be painted at any height."""

    rows: tuple[tuple[tuple[float, Entry], ...], ...]
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


def legend(sections: Iterable[Sequence[Entry]], theme: Theme, left: float, right: float) -> Legend:
    """Return a legend: sections side by side, wrapped where the page ends; empty ones left out."""
    rows: list[list[tuple[float, Entry]]] = [[]]
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


def _paint(entry: Entry, x: float, middle: float, theme: Theme) -> Group:
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
