"""The rails of a ladder: where the boxes of a lane stand, and how large their type is."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from lifecycle_map.layouts.measuring import Wrapped, shorten, wrap, wrap_evenly
from lifecycle_map.views.diagrams import Box

SIZES = (18, 17, 16, 15, 14)
"""The sizes of a box's label, the largest that fits all being taken."""
LARGE_SIZES = (24, 22, 20)
"""Only for few boxes."""
SMALL_SIZES = (13, 12)
"""Only for many boxes."""
FEW = 3
"""Up to so many boxes may have large type, and are wider."""
MANY = 8
"""From more boxes than this, type may be small."""
MOST = 12
"""More boxes than this in a lane make the page wider."""

_WIDEST = 270.0
_WIDEST_OF_FEW = 340.0
_NEAR = 2
_PAD_OF_NARROW = 0.055
_ROOMY = 150.0
_MODEST = 124.0
_DETAIL = 14
_DETAIL_LINES = 3


@frozen(kw_only=True)
class Label:
    """The words of a box, wrapped."""

    label: Wrapped
    detail: tuple[str, ...]


@frozen(kw_only=True)
class Type:
    """The sizes of type in the boxes of a rail, and how many lines a label may have."""

    label: float
    detail: float
    lines: int

    @property
    def leading(self) -> float:
        """The distance of two lines of a label."""
        return round(self.label * 1.2)

    @property
    def detail_leading(self) -> float:
        """The distance of two lines of detail."""
        return round(self.detail * 1.25)


@frozen(kw_only=True)
class Columns:
    """The horizontal places of the boxes of one rail."""

    lefts: tuple[float, ...]
    width: float
    gap: float

    @property
    def inside(self) -> float:
        """The width that text has in a box."""
        return self.width - 2 * (12 if self.width >= _ROOMY else _PAD_OF_NARROW * self.width)


def page_width(width: float, counts: Sequence[int], margins: float) -> float:
    """Return the width of a page on which so many boxes can be read."""
    most = max(counts, default=0)
    if most <= MOST:
        return width
    return max(width, margins + most * _MODEST + (most - 1) * _gap(most))


def columns(count: int, left: float, width: float) -> Columns:
    """Spread boxes over a width; a few boxes do not grow without end, they stand apart."""
    gap = _gap(count)
    wide = (width - gap * (count - 1)) / count if count else 0.0
    widest = _WIDEST if count > FEW else _WIDEST_OF_FEW
    if wide > widest:
        cell = width / count
        lefts = tuple(left + cell * i + (cell - widest) / 2 for i in range(count))
        return Columns(lefts=lefts, width=widest, gap=cell - widest)
    return Columns(lefts=tuple(left + (wide + gap) * i for i in range(count)), width=wide, gap=gap)


def choose_types(rails: Sequence[tuple[Sequence[Box], Columns]]) -> list[Type]:
    """Return for each rail the largest type in which its labels stand, none much above another."""
    found = [_choose(boxes, room) for boxes, room in rails]
    most = min(size for size, _ in found) + _NEAR
    return [
        Type(label=min(size, most), detail=min(size, most, _DETAIL), lines=lines)
        for size, lines in found
    ]


def letter(box: Box, room: Columns, sizes: Type) -> Label:
    """Return the words of a box as they are set in it."""
    label = wrap_evenly(box.label, room.inside, sizes.label, lines=sizes.lines, bold=True)
    return Label(label=label, detail=_details(box.detail, room.inside, sizes.detail))


def text_height(words: Label, sizes: Type) -> float:
    """Return the height of the words of a box."""
    height = len(words.label.lines) * sizes.leading
    if words.detail:
        height += 4 + len(words.detail) * sizes.detail_leading
    return height


def _details(details: tuple[str, ...], width: float, size: float) -> tuple[str, ...]:
    lines = [line for detail in details for line in wrap_evenly(detail, width, size, lines=2).lines]
    if len(lines) <= _DETAIL_LINES:
        return tuple(lines)
    last = shorten(f"{lines[_DETAIL_LINES - 1]} …", width, size)
    if not last.endswith("…"):
        last += "…"
    return (*lines[: _DETAIL_LINES - 1], last)


def _choose(boxes: Sequence[Box], room: Columns) -> tuple[float, int]:
    """Return the size and the number of lines that split the fewest words and cut no label."""
    sizes: tuple[int, ...] = SIZES
    if len(boxes) <= FEW:
        sizes = LARGE_SIZES + SIZES
    elif len(boxes) > MANY:
        sizes = SIZES + SMALL_SIZES
    best: tuple[int, int, int] | None = None
    for lines in (3, 4, 5):
        for size in sizes:
            splits = _splits(boxes, room, size, lines)
            if splits == 0:
                return size, lines
            if splits is not None and (best is None or splits < best[0]):
                best = splits, size, lines
    return best[1:] if best else (sizes[-1], 5)


def _splits(boxes: Sequence[Box], room: Columns, size: float, lines: int) -> int | None:
    """Return how many words are split in that type, or None when a label does not fit at all."""
    wrapped = [wrap(box.label, room.inside, size, lines=lines, bold=True) for box in boxes]
    return None if any(found.cut for found in wrapped) else sum(w.splits for w in wrapped)


def _gap(count: int) -> float:
    if count <= 6:  # noqa: PLR2004
        return 32.0
    return 24.0 if count <= MANY else 14.0
