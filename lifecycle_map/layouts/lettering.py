"""How large the type of many boxes is: as large as lets all their words stand whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifecycle_map.layouts.measuring import Wrapped, text_width, unbroken, wrap, wrap_evenly
from lifecycle_map.layouts.rails import Label, Type
from lifecycle_map.views.diagrams import Box

PAD = 8.0
"""Between the outline of a box and its words, at each side."""

_DETAIL = 14
_DETAIL_LINES = 3
_BETWEEN = " · "


def least_width(label: str, size: float, most: float) -> float:
    """Return how wide a box must be for its longest word to stand whole, within reason."""
    parts = (part for word in label.split() for part in unbroken(word))
    longest = max((text_width(part, size, bold=True) for part in parts), default=0.0)
    return min(longest, most) + 2 * PAD + 2


def choose_type(
    boxes: Iterable[tuple[Box, float]], sizes: Sequence[int], lines: Sequence[int] = (3, 4)
) -> Type:
    """Return the largest type in which each box, of the width given, shows its label whole.

    Where none does, it is the one that tears the fewest words.
    """
    rooms = [(box.label, width - 2 * PAD) for box, width in boxes]
    best: tuple[int, int, int] | None = None
    for most in lines:
        for size in sizes:
            torn = sum(_torn(label, room, size, most) for label, room in rooms)
            if not torn:
                return type_of(size, most)
            if best is None or torn < best[0]:
                best = (torn, size, most)
    return type_of(*best[1:]) if best else type_of(sizes[0], lines[0])


def type_of(size: float, lines: int) -> Type:
    """Return the type of boxes whose labels have that size."""
    return Type(label=size, detail=min(size, _DETAIL), lines=lines)


def words_of(box: Box, width: float, sizes: Type, *, details: int = 0) -> Label:
    """Return the words of a box of some width as they are set.

    ``details`` is the number of lines for its detail, a list that ends in how many names are left
    out where they are too few; without it only a detail that stands whole in two lines is shown.
    """
    room = width - 2 * PAD
    label = wrap_evenly(box.label, room, sizes.label, lines=sizes.lines, bold=True)
    found = [_listed(detail, room, sizes.detail, details or 2) for detail in box.detail]
    # A detail that is torn says nothing; it is told on hovering.
    shown = [each for each in found if details or not each.cut + each.splits]
    whole = [line for each in shown for line in each.lines]
    return Label(label=label, detail=tuple(whole[: details or _DETAIL_LINES]))


def _listed(detail: str, room: float, size: float, lines: int) -> Wrapped:
    """Return a list of names in lines; of what has no room it says how many there are ("+3")."""
    names = detail.split(_BETWEEN)
    for kept in range(len(names), 0, -1):
        more = [f"+{len(names) - kept}"] if kept < len(names) else []
        found = wrap(_BETWEEN.join((*names[:kept], *more)), room, size, lines=lines)
        if not found.cut:
            return found
    return wrap(detail, room, size, lines=lines)


def _torn(label: str, room: float, size: int, lines: int) -> int:
    found = wrap(label, room, size, lines=lines, bold=True)
    return found.splits + 10 * found.cut
