"""Where the labels of the rungs stand: on their own line, and never on one another.

A pill may stand in one of a few rows and slide a little to either side. Each takes the cheapest
place that the others leave it, in a few rounds. When there is no room the caller gives more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.measuring import Wrapped, text_width, wrap_evenly
from lifecycle_map.layouts.rungs import Rung
from lifecycle_map.layouts.scenes import Rect

SIZES = (16, 14)
"""The larger size where there is plenty of room, else the smaller one."""
LINES = 3

WIDTHS = (118, 134, 150, 172, 190, 215)
"""How wide a label may be, to be tried in this order."""

USUAL = 150
"""Labels are this wide or wider unless only a narrower one hides no line."""

MANY = 24
"""With more labels than this each has its usual shape alone: the search has to end."""

_NARROW = 1.5
_FULL = 0.72
_PAD_X = 10
_PAD_Y = 5
_GAP = 8
_SLIDES = (0.0, -0.2, 0.2, -0.38, 0.38)
_INSIDE = 12.0
_BESIDE_LINE = 4.0
_SPARSE = 0.3
_ROUNDS = 8
_ROWS = 5
_LOOSE = 40
_HIDDEN_LINE = 14.0
_TOUCHED_LINE = 6.0
_OFF_MIDDLE = 2.0
_SLIDE = 5.0


@frozen(kw_only=True)
class Pill:
    """A label with its place. ``rung`` is the number of the rung that it belongs to."""

    rung: int
    words: Wrapped
    size: float
    rect: Rect


def leading(size: float) -> float:
    """Return the distance of two lines of a label."""
    return round(size * 1.22)


@frozen(kw_only=True)
class _Label:
    rung: int
    words: Wrapped
    size: float
    width: float
    height: float


@frozen
class _Place:
    left: float
    right: float
    top: float
    bottom: float
    cost: float
    hidden: int
    label: _Label

    def rect(self) -> Rect:
        return Rect(
            x=self.left, y=self.top, width=self.right - self.left, height=self.bottom - self.top
        )


@frozen
class _Settled:
    places: list[_Place]
    cost: float


def place(
    rungs: Sequence[Rung],
    top: float,
    bottom: float,
    sides: Rect,
    *,
    sizes: tuple[float, float] = SIZES,
    widths: Sequence[int] = WIDTHS,
    taken: Sequence[Rect] = (),
) -> list[Pill] | None:
    """Return the labels in their places between two heights, or None when there is no room.

    ``sizes`` are the type where there is plenty of room, and else; ``widths`` those of labels,
    ``taken`` are places that have to stay free.
    """
    many = sum(bool(rung.arrow.label.strip()) for rung in rungs) > MANY
    wanted = [width for width in widths if width >= USUAL] if many else widths
    largest, smallest = (_labels(rungs, size, wanted or widths) for size in sizes)
    if _too_full(smallest, sides.width * (bottom - top)):
        return None
    needed = sum(shapes[0].width * shapes[0].height for shapes in largest)
    ample = needed <= _SPARSE * sides.width * (bottom - top) and sizes[0] != sizes[1]
    found = _place(largest, rungs, (top, bottom), sides, taken) if ample else None
    if found is None or found.cost >= _HIDDEN_LINE or any(_torn(p) for p in found.pills):
        found = _place(smallest, rungs, (top, bottom), sides, taken) or found
    return found.pills if found else None


def hides(pills: Sequence[Pill], rungs: Sequence[Rung]) -> bool:
    """Say whether some label lies on the line of another rung, or nearly touches it."""
    return any(
        _lies_on(pill.rect, rung)
        for pill in pills
        for number, rung in enumerate(rungs)
        if number != pill.rung
    )


def _lies_on(rect: Rect, rung: Rung) -> bool:
    ends = rung.x_at(rect.y - _BESIDE_LINE), rung.x_at(rect.bottom + _BESIDE_LINE)
    return min(ends) < rect.right + _BESIDE_LINE and rect.x - _BESIDE_LINE < max(ends)


def _too_full(labels: Sequence[Sequence[_Label]], room: float) -> bool:
    """Say whether labels take more than that room, however they stand."""
    least = (min(label.width * label.height for label in shapes) for shapes in labels)
    return sum(least) > _FULL * room


def _torn(pill: Pill) -> bool:
    return pill.words.cut or pill.words.splits > 0


def row_height(rungs: Sequence[Rung]) -> float:
    """Return the height that one more row of labels needs."""
    heights = (shapes[0].height for shapes in _labels(rungs, SIZES[-1], WIDTHS))
    return max(heights, default=0.0) + _GAP


@frozen
class _Placing:
    pills: list[Pill]
    cost: float


def _place(
    labels: Sequence[Sequence[_Label]],
    rungs: Sequence[Rung],
    span: tuple[float, float],
    sides: Rect,
    taken: Sequence[Rect],
) -> _Placing | None:
    """Return the best placing in as few rows as hide no line."""
    tallest = max((shapes[0].height for shapes in labels), default=0.0)
    most = int((span[1] - span[0] + _GAP) // (tallest + _GAP))
    best: _Placing | None = None
    wide = sum(shapes[0].width + _GAP for shapes in labels)
    for rows in _row_counts(max(1, int(wide // (sides.width + _GAP))), most):
        heights = _rows(rows, span[0], span[1], tallest)
        lines = _Lines(rungs)
        choices = [_all_places(shapes, lines, heights, span, sides) for shapes in labels]
        found = _settle([_free(places, taken) for places in choices])
        if found is not None and (best is None or found.cost < best.cost):
            best = _placing(found)
        if best is not None and (best.cost < _HIDDEN_LINE or rows >= _ROWS):
            break
    return best if labels else _Placing([], 0.0)


def _row_counts(least: int, most: int) -> list[int]:
    """Return the numbers of rows to try; more than ``most`` overlap in height, not in place."""
    few = range(least, min(2 * most, least + _ROWS) + 1)
    return sorted({*few, *(count for count in (most, 2 * most) if count > least)})


def _placing(found: _Settled) -> _Placing:
    pills = [
        Pill(
            rung=place.label.rung,
            words=place.label.words,
            size=place.label.size,
            rect=place.rect(),
        )
        for place in found.places
    ]
    return _Placing(pills, found.cost)


def _labels(rungs: Sequence[Rung], size: float, widths: Sequence[int]) -> list[list[_Label]]:
    """Return for each rung with words the shapes that its label may have, the usual one first."""
    named = [(number, rung) for number, rung in enumerate(rungs) if rung.arrow.label.strip()]
    return [_shapes(number, rung, size, widths) for number, rung in named]


def _shapes(number: int, rung: Rung, size: float, widths: Sequence[int]) -> list[_Label]:
    """Return a label as it is wrapped at each width: first the usual one, then what else is whole.

    What is torn at every width is shown as wide as may be.
    """
    made = {width: _label(number, rung, size, width) for width in widths}
    whole = {w: made[w] for w in widths if not made[w].words.cut and not made[w].words.splits}
    ample = [width for width in whole if width >= USUAL] or list(whole) or [widths[-1]]
    usual = made[ample[0]]
    others = {label.words: label for label in whole.values() if label.words != usual.words}
    return [usual, *others.values()]


def _label(number: int, rung: Rung, size: float, width: int) -> _Label:
    words = wrap_evenly(rung.arrow.label, width, size, lines=LINES)
    wide = max(text_width(line, size) for line in words.lines)
    return _Label(
        rung=number,
        words=words,
        size=size,
        width=round(wide + 2 * _PAD_X),
        height=len(words.lines) * leading(size) + 2 * _PAD_Y,
    )


def _rows(count: int, top: float, bottom: float, tallest: float) -> list[float]:
    """Return the middles of the rows, spread evenly."""
    if count <= 1:
        return [(top + bottom) / 2] * count
    middle, reach = (top + bottom) / 2, (bottom - top - tallest) / 2
    reach = min(reach, (count - 1) * (tallest + _LOOSE) / 2)
    first, last = middle - reach, middle + reach
    return [first + (last - first) * i / (count - 1) for i in range(count)]


class _Lines:
    """From where to where each rung runs between two heights, computed once for all labels."""

    def __init__(self, rungs: Sequence[Rung]) -> None:
        self.rungs = rungs
        self._known: dict[tuple[float, float], _Stretches] = {}

    def between(self, top: float, bottom: float) -> _Stretches:
        """Return the stretches of all rungs between two heights."""
        if (top, bottom) not in self._known:
            ends = [sorted((rung.x_at(top), rung.x_at(bottom))) for rung in self.rungs]
            self._known[top, bottom] = _Stretches(
                sorted(low - _BESIDE_LINE for low, _ in ends),
                sorted(high + _BESIDE_LINE for _, high in ends),
            )
        return self._known[top, bottom]


@frozen
class _Stretches:
    """Where stretches begin and where they end, each in order."""

    lows: list[float]
    highs: list[float]

    def touching(self, left: float, right: float) -> int:
        """Return how many stretches reach into that space."""
        return bisect_left(self.lows, right) - bisect_right(self.highs, left)

    def free(self, x: float, sides: Rect) -> tuple[float, float]:
        """Return the room about the one stretch at ``x`` that no other reaches into."""
        before, after = bisect_left(self.highs, x), bisect_right(self.lows, x)
        return (
            self.highs[before - 1] if before else sides.x,
            self.lows[after] if after < len(self.lows) else sides.right,
        )


def _all_places(
    shapes: Sequence[_Label],
    lines: _Lines,
    heights: Sequence[float],
    span: tuple[float, float],
    sides: Rect,
) -> list[_Place]:
    """Return all the places of a label in any of its shapes, the cheapest first."""
    found = [
        evolve(place, cost=place.cost + _NARROW * number)
        for number, label in enumerate(shapes)
        for place in _places(label, lines, heights, sides)
        if not number or (span[0] - 1 <= place.top and place.bottom <= span[1] + 1)
    ]
    return sorted(found, key=lambda place: place.cost)


def _places(label: _Label, lines: _Lines, heights: Sequence[float], sides: Rect) -> list[_Place]:
    """Return the places of a label in one shape, other labels left aside."""
    found = []
    for row, middle in enumerate(heights):
        off = abs(row - (len(heights) - 1) / 2) * _OFF_MIDDLE
        top, bottom = middle - label.height / 2, middle + label.height / 2
        stretches = lines.between(top, bottom)
        # A line that runs aslant also has to keep away from the corners.
        around = lines.between(top - _BESIDE_LINE, bottom + _BESIDE_LINE)
        own = lines.rungs[label.rung].x_at(middle)
        roomy = (room.free(own, sides) for room in (around, stretches))
        for x in dict.fromkeys(x for free in roomy for x in _lefts(label, own, free, sides)):
            right = x + label.width
            hidden = stretches.touching(x, right) - 1  # its own line does not count
            aside = abs(x + label.width / 2 - own) / label.width
            near = around.touching(x, right) - 1 - hidden
            cost = hidden * _HIDDEN_LINE + near * _TOUCHED_LINE + off + aside * _SLIDE
            found.append(_Place(x, right, top, bottom, cost, hidden, label))
    return found


def _lefts(label: _Label, own: float, free: tuple[float, float], sides: Rect) -> list[float]:
    """Return where a label may begin: about its line, and in the free room between the others."""
    wanted = [own + (slide - 0.5) * label.width for slide in _SLIDES]
    if free[1] - free[0] >= label.width:
        wanted.append(min(max(wanted[0], free[0]), free[1] - label.width))
    inside = [min(max(x, sides.x), sides.right - label.width) for x in wanted]
    # A label of one letter is hardly wider than the space that a line keeps from its corners.
    corner = min(_INSIDE, label.width / 3)
    return [x for x in inside if x + corner <= own <= x + label.width - corner] or inside[:1]


def _free(places: Sequence[_Place], taken: Sequence[Rect]) -> Sequence[_Place]:
    """Return the places that touch nothing that has to stay free."""
    if not taken:
        return places
    return [p for p in places if not any(p.rect().overlaps(rect, _GAP) for rect in taken)]


def _settle(choices: Sequence[Sequence[_Place]]) -> _Settled | None:
    """Return the better of two ways to choose: from the left, or the most confined label first."""
    if not all(choices):
        return None
    free = [sum(not place.hidden for place in places) for places in choices]
    numbers = range(len(choices))
    best: _Settled | None = None
    confined = sorted(numbers, key=free.__getitem__)
    for order in (numbers, confined) if len(choices) <= MANY else (numbers,):
        found = _settled(choices, order)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
        if best is not None and not best.cost:
            break
    return best


def _settled(choices: Sequence[Sequence[_Place]], order: Sequence[int]) -> _Settled | None:
    """Let every label take its cheapest place, in rounds, until none wants to move."""
    taken: list[_Place | None] = [None] * len(choices)
    for _ in range(_ROUNDS):
        before = list(taken)
        for number in order:
            others = [place for n, place in enumerate(taken) if place and n != number]
            taken[number] = _cheapest(choices[number], others)
        if taken == before:
            break
    settled = [place for place in taken if place is not None]
    if any(_clashes(place, settled[:number]) for number, place in enumerate(settled)):
        return None
    return _Settled(settled, sum(place.hidden for place in settled) * _HIDDEN_LINE)


def _cheapest(places: Sequence[_Place], others: Sequence[_Place]) -> _Place:
    """Return the first place that touches no other; else the one that touches the fewest."""
    best, fewest = places[0], len(others) + 1
    for place in places:
        count = _clashes(place, others, fewest)
        if not count:
            return place
        if count < fewest:
            best, fewest = place, count
    return best


def _clashes(place: _Place, others: Sequence[_Place], enough: int = 1) -> int:
    """Return how many other labels a place touches, counting no further than ``enough``."""
    left, right = place.left - _GAP, place.right + _GAP
    top, bottom = place.top - _GAP, place.bottom + _GAP
    count = 0
    for o in others:
        if o.left < right and left < o.right and o.top < bottom and top < o.bottom:
            count += 1
            if count >= enough:
                break
    return count
