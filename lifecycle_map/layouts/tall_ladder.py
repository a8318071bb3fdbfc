"""The ladder of more than two lanes: neighbours are joined, and one legend serves all.

What does not fit a page is first set closer, without what stands under the names of boxes; then
the page grows.
"""

from __future__ import annotations

from attrs import evolve, frozen

from lifecycle_map.layouts.ladder_legend import ladder_legend
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.parts import Parts
from lifecycle_map.layouts.pills import Pill, place, row_height
from lifecycle_map.layouts.rails import page_width
from lifecycle_map.layouts.rung_shapes import paint_rungs
from lifecycle_map.layouts.rungs import Rung, hang
from lifecycle_map.layouts.scenes import Rect, Scene, Shape
from lifecycle_map.layouts.storeys import HEAD, INSET, Storey, storeys
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Diagram

_CLEAR = 6.0
_LEAST_GAP = 52.0
_BARE_GAP = 34.0
_ABOVE_LEGEND = 14.0
_FORMS = ((True, 60.0, 24.0), (False, 48.0, 20.0), (False, 40.0, 12.0))
"""Whether there is detail, how high a box is at least, and how far its words keep off, in px."""
_FACTORS = (1.0, 1.1, 1.2)
_TALLEST = 92.0
_SHARE = 0.3


@frozen(kw_only=True)
class _Gap:
    """What lies between two lanes."""

    height: float
    rungs: tuple[Rung, ...]
    pills: tuple[Pill, ...]


def tall_ladder(diagram: Diagram, parts: Parts, theme: Theme, width: float, height: float) -> Scene:
    """Lay a diagram of many lanes out as a ladder, on a page at least that large.

    What does not fit is tried on somewhat larger pages of the same form, on which type is shown no
    smaller than 10 px to a page of 1280; more than that makes the page higher.
    """
    found: Scene | None = None
    for factor in _FACTORS:
        found = _on_page(diagram, parts, theme, width * factor, height * factor)
        if found.height <= height * factor + 1:
            return found
    assert found is not None
    return found


def _on_page(diagram: Diagram, parts: Parts, theme: Theme, width: float, height: float) -> Scene:
    beside = 2 * MARGIN + 3 * INSET + HEAD
    wide = page_width(width, [len(boxes) for boxes in parts.boxes], beside)
    around = furniture(diagram, theme, wide)
    key = ladder_legend(parts, theme, diagram.language, MARGIN, wide - MARGIN)
    room = height - around.top - around.bottom - key.height - _ABOVE_LEGEND
    lanes, gaps = _fitted(parts, theme, diagram.language, wide, room)
    used = sum(lane.height for lane in lanes) + sum(gap.height for gap in gaps)
    high = max(height, round(height - room + used))
    shapes = _painted(parts, lanes, gaps, around.top, theme)
    return page(around, high, [*shapes, key.paint(high - around.bottom - key.height + 4)])


def _fitted(
    parts: Parts, theme: Theme, language: str, width: float, room: float
) -> tuple[list[Storey], list[_Gap]]:
    """Return lanes and what is between them in the roomiest form that the page holds."""
    lanes: list[Storey] = []
    gaps: list[_Gap] = []
    for detail, lowest, pad in _FORMS:
        lettered = parts if detail else _terse(parts)
        lanes = storeys(lettered, theme, language, width, lowest=lowest, pad=pad)
        gaps = _gaps(parts, lanes, [0.0] * (len(lanes) - 1))
        spare = room - sum(lane.height for lane in lanes) - sum(gap.height for gap in gaps)
        if spare >= 0:
            return _spread(parts, lanes, gaps, spare)
    return lanes, gaps


def _terse(parts: Parts) -> Parts:
    boxes = tuple(tuple(evolve(box, detail=()) for box in own) for own in parts.boxes)
    return evolve(parts, boxes=boxes)


def _spread(
    parts: Parts, lanes: list[Storey], gaps: list[_Gap], spare: float
) -> tuple[list[Storey], list[_Gap]]:
    """Return lanes and gaps with what is left of the page shared among them."""
    more = [max(0.0, min(spare * _SHARE / len(lanes), _TALLEST - x.box_height)) for x in lanes]
    grown = [lane.grown(by) for lane, by in zip(lanes, more, strict=True)]
    left = spare - sum(x.height for x in grown) + sum(x.height for x in lanes)
    heights = [gap.height + left / len(gaps) for gap in gaps]
    return grown, _gaps(parts, grown, heights)


def _gaps(parts: Parts, lanes: list[Storey], heights: list[float]) -> list[_Gap]:
    return [_gap(parts, lanes, side, height) for side, height in enumerate(heights)]


def _gap(parts: Parts, lanes: list[Storey], side: int, height: float) -> _Gap:
    """Hang the rungs between two lanes, with more room until all labels have found a place."""
    upper, lower = lanes[side], lanes[side + 1]
    arrows = parts.below(side)
    sides = Rect(x=MARGIN, y=0, width=upper.width - 2 * MARGIN, height=0)
    least = _LEAST_GAP if any(arrow.label for arrow in arrows) else _BARE_GAP
    height = max(height, least)
    while True:
        end = upper.height + height
        rungs = hang(arrows, upper.places(0), lower.places(end))
        pills = place(rungs, upper.height + _CLEAR, end - _CLEAR, sides)
        if pills is not None:
            return _Gap(height=height, rungs=rungs, pills=tuple(pills))
        height += max(row_height(rungs) / 2, height / 4)


def _painted(
    parts: Parts, lanes: list[Storey], gaps: list[_Gap], top: float, theme: Theme
) -> list[Shape]:
    """Return the lanes, the rungs over them, and the boxes over these."""
    tops = [top]
    for lane, gap in zip(lanes, gaps, strict=False):
        tops.append(tops[-1] + lane.height + gap.height)
    shapes: list[Shape] = [x.paint_ground(y) for x, y in zip(lanes, tops, strict=True)]
    first = 0
    for side, gap in enumerate(gaps):
        rungs = [_moved(rung, tops[side]) for rung in gap.rungs]
        pills = [evolve(p, rect=evolve(p.rect, y=p.rect.y + tops[side])) for p in gap.pills]
        shapes += paint_rungs(rungs, pills, parts.pair(side), theme, first)
        first += len(rungs)
    for lane, y in zip(lanes, tops, strict=True):
        shapes += lane.paint_boxes(y)
    return shapes


def _moved(rung: Rung, down: float) -> Rung:
    (x0, y0), (x1, y1) = rung.top, rung.bottom
    return evolve(rung, top=(x0, y0 + down), bottom=(x1, y1 + down))
