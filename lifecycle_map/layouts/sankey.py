"""The Sankey of an alignment: stages as high as what they exchange, flows as broad as it is."""

from __future__ import annotations

from collections import defaultdict

from attrs import evolve, frozen

from lifecycle_map.layouts.columns import Stack, stack
from lifecycle_map.layouts.grid_legend import box_entries
from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.scenes import Group, Point, Polygon, Rect, Scene, Shape
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Arrow, Diagram
from lifecycle_map.views.wording import wording

_SIDE = 300.0
_STEPS = 24
_THIN = 3.0
_STRONG = 0.42
_FAINT = 0.16
_SAMPLE = 30.0
_GAP = 14.0


def sankey(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay the two sides out as upright lanes, and what they exchange as bands between them.

    The page grows higher for more stages than it has room for.
    """
    around = furniture(diagram, theme, width)
    key = _legend(diagram, theme, width)
    foot = around.bottom + key.height + 12
    stacks = _stacks(diagram, theme, width, around.top)
    tall = max(height - foot - around.top, *(each.height for each in stacks))
    high = max(height, round(around.top + tall + foot))
    scale = min(_scale(each, diagram, tall) for each in stacks)
    stacks = [_weighed(each, diagram, scale, tall) for each in stacks]
    places = {key: rect for each in stacks for key, rect in each.places().items()}
    shapes: list[Shape] = [each.ground(tall) for each in stacks]
    shapes += _bands(diagram, places, scale, theme)
    shapes += [card for each in stacks for card in each.paint()]
    shapes.append(key.paint(high - around.bottom - key.height + 4))
    return page(around, high, shapes)


def _stacks(diagram: Diagram, theme: Theme, width: float, top: float) -> list[Stack]:
    lefts = (MARGIN, width - MARGIN - _SIDE)
    joined = {key for arrow in diagram.arrows for key in (arrow.start, arrow.end)}
    found = []
    for lane, left in zip(diagram.lanes, lefts, strict=True):
        own = [box for box in diagram.boxes if box.lane == lane.key]
        area = Rect(x=left, y=top, width=_SIDE, height=0)
        made = stack(lane, own, area, theme, diagram.language, gap=_GAP)
        alone = frozenset(box.key for box in own if joined and box.key not in joined)
        if alone:
            low = tuple(high + (20 if b.key in alone else 0)
                        for b, high in zip(made.boxes, made.highs, strict=True))  # fmt: skip
            made = evolve(made, highs=low, alone=alone, gap=_GAP + 6)
        found.append(made)
    return found


def _weights(diagram: Diagram) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for arrow in diagram.arrows:
        found[arrow.start] += arrow.weight
        found[arrow.end] += arrow.weight
    return found


def _scale(lane: Stack, diagram: Diagram, tall: float) -> float:
    """Return how many px a weight of 1 may take so that the lane keeps its height.

    Cards are never lower than their words, so the room is that of what grows beyond them.
    """
    weights = _weights(diagram)
    room = tall - (lane.height - sum(lane.highs))
    low, high = 0.0, 400.0
    for _ in range(40):
        middle = (low + high) / 2
        used = sum(
            max(least, weights[box.key] * middle)
            for box, least in zip(lane.boxes, lane.highs, strict=True)
        )
        low, high = (middle, high) if used <= room else (low, middle)
    return low


def _weighed(lane: Stack, diagram: Diagram, scale: float, tall: float) -> Stack:
    """Return a lane whose cards are as high as what they exchange, spread over its height."""
    weights = _weights(diagram)
    highs = tuple(
        max(least, weights[box.key] * scale)
        for box, least in zip(lane.boxes, lane.highs, strict=True)
    )
    made = evolve(lane, highs=highs)
    spare = max(0.0, tall - made.height)
    gaps = len(highs) - 1
    return evolve(made, gap=made.gap + spare / gaps) if gaps > 0 else made


@frozen(kw_only=True)
class _Band:
    arrow: Arrow
    left: tuple[float, float]
    right: tuple[float, float]


def _bands(diagram: Diagram, places: dict[str, Rect], scale: float, theme: Theme) -> list[Group]:
    """Return the flows, the broadest first, so that none hides a thin one."""
    starts = _spans(diagram, places, scale, at_start=True)
    ends = _spans(diagram, places, scale, at_start=False)
    bands = [_Band(arrow=a, left=starts[n], right=ends[n]) for n, a in enumerate(diagram.arrows)]
    bands.sort(key=lambda band: -band.arrow.weight)
    return [_paint(band, places, diagram, theme) for band in bands]


def _spans(
    diagram: Diagram, places: dict[str, Rect], scale: float, *, at_start: bool
) -> list[tuple[float, float]]:
    """Return from where to where each flow touches its box, in the order of its other end."""
    found: list[tuple[float, float]] = [(0.0, 0.0)] * len(diagram.arrows)
    by_box: dict[str, list[int]] = defaultdict(list)
    for number, arrow in enumerate(diagram.arrows):
        by_box[arrow.start if at_start else arrow.end].append(number)
    for key, numbers in by_box.items():
        others = {n: places[diagram.arrows[n].end if at_start else diagram.arrows[n].start]
                  for n in numbers}  # fmt: skip
        broad = {n: diagram.arrows[n].weight * scale for n in numbers}
        y = places[key].y + (places[key].height - sum(broad.values())) / 2
        for number in sorted(numbers, key=lambda n: others[n].y):
            found[number] = (y, y + broad[number])
            y += broad[number]
    return found


def _paint(band: _Band, places: dict[str, Rect], diagram: Diagram, theme: Theme) -> Group:
    arrow = band.arrow
    x0, x1 = places[arrow.start].right, places[arrow.end].x
    fill, stroke = _colours(diagram, theme)
    shape = Polygon(
        points=_outline(x0 + 2, x1 - 2, _least(band.left), _least(band.right)),
        fill=fill,
        stroke=stroke,
        stroke_width=1.5,
    )
    return Group(key=f"flow:{arrow.key}", shapes=(shape,), title=arrow.tooltip, of=arrow.key)


def _colours(diagram: Diagram, theme: Theme) -> tuple[str, str]:
    """Return the fill and the edge of a flow: on a page that saves ink, the edge carries it."""
    hue = theme.hues[diagram.lanes[0].tone]
    if hue.tint == theme.page:
        return mixed(hue.line, theme.page, _FAINT), hue.line
    return mixed(hue.line, theme.page, _STRONG), theme.page


def _least(span: tuple[float, float]) -> tuple[float, float]:
    """Return a span that can still be seen."""
    short = max(0.0, _THIN - (span[1] - span[0])) / 2
    return span[0] - short, span[1] + short


def _outline(
    x0: float, x1: float, left: tuple[float, float], right: tuple[float, float]
) -> tuple[Point, ...]:
    """Return the outline of a band: a smooth way along its upper edge, and back along the lower."""
    upper = [_between(x0, x1, left[0], right[0], n / _STEPS) for n in range(_STEPS + 1)]
    lower = [_between(x0, x1, left[1], right[1], n / _STEPS) for n in range(_STEPS + 1)]
    return (*upper, *reversed(lower))


def _between(x0: float, x1: float, y0: float, y1: float, part: float) -> Point:
    smooth = part * part * (3 - 2 * part)
    return round(x0 + (x1 - x0) * part, 2), round(y0 + (y1 - y0) * smooth, 2)


def mixed(one: str, other: str, part: float) -> str:
    """Return a colour between two: so much of the first, the rest of the other."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02X}" for a, b in pairs)


def _legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    fill, stroke = _colours(diagram, theme)

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        points = ((x, middle - 2), (x + _SAMPLE, middle - 8), (x + _SAMPLE, middle + 8))
        return (Polygon(points=(*points, (x, middle + 2)), fill=fill, stroke=stroke),)

    words = wording(diagram.language)["amount"]
    entry = Entry(key="amount", words=words, width=_SAMPLE, sample=sample)
    entries = [entry] if diagram.arrows else []
    return legend((entries, box_entries(diagram, theme)), theme, MARGIN, width - MARGIN)
