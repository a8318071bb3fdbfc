"""The ladder: two lifecycles as rails, and between them what they hand to each other."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.layouts.bands import bands
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.flows import flows
from lifecycle_map.layouts.ladder_legend import ladder_legend
from lifecycle_map.layouts.lanes import INSET, Rail
from lifecycle_map.layouts.pages import MARGIN, furniture, page
from lifecycle_map.layouts.parts import LEAST, Parts, parts_of
from lifecycle_map.layouts.pills import Pill, hides, place, row_height
from lifecycle_map.layouts.rails import (
    Columns,
    Type,
    choose_types,
    columns,
    letter,
    page_width,
    text_height,
)
from lifecycle_map.layouts.rung_shapes import paint_rungs
from lifecycle_map.layouts.rungs import Rung, hang
from lifecycle_map.layouts.scenes import (
    Anchor,
    Group,
    Rect,
    Scene,
    Shape,
    Text,
)
from lifecycle_map.layouts.tall_ladder import tall_ladder
from lifecycle_map.layouts.themes import LIGHT, Theme
from lifecycle_map.views.diagrams import Diagram

_CLEAR = 12.0
_LEAST_GAP = 90.0
_AMPLE_GAP = 210.0
_SHARE = 0.25
_BOX_PAD = 26.0
_LOWEST_BOX = 64.0
_TAG_ROOM = 8.0


def ladder(
    diagram: Diagram, theme: Theme = LIGHT, width: float = 1280, height: float = 720
) -> Scene:
    """Lay a diagram of two or more lanes out as a ladder, on a page at least that large.

    The page grows wider for more boxes in a lane than can be read, and higher for more labels
    than find a place; it never shrinks type below 12 px.
    """
    parts = parts_of(diagram)
    if len(parts.lanes) > LEAST:
        return tall_ladder(diagram, parts, theme, width, height)
    wide = page_width(width, [len(boxes) for boxes in parts.boxes], 2 * (MARGIN + INSET))
    rails = _rails(parts, theme, diagram.language, wide)
    around = furniture(diagram, theme, wide)
    key = ladder_legend(parts, theme, diagram.language, MARGIN, wide - MARGIN)
    room = height - around.top - key.height - around.bottom - 14
    (upper, lower), middle = _best(parts, rails, around.top, room)
    high = max(height, round(height - room + upper.height + lower.height + middle.gap))
    second = around.top + upper.height + middle.gap
    shapes: list[Shape] = [
        upper.paint_ground(around.top),
        lower.paint_ground(second),
        *paint_rungs(middle.rungs, middle.pills, parts.pair(0), theme),
        *upper.paint_boxes(around.top),
        *lower.paint_boxes(second),
        key.paint(high - around.bottom - key.height + 4),
    ]
    if not (parts.rungs or any(parts.bands)):
        shapes.append(_nothing(diagram, theme, wide / 2, around.top + upper.height, middle.gap))
    return page(around, high, shapes)


@frozen(kw_only=True)
class _Middle:
    """What lies between the rails."""

    gap: float
    rungs: tuple[Rung, ...]
    pills: tuple[Pill, ...]


def _best(
    parts: Parts, rails: tuple[Rail, Rail], top: float, room: float
) -> tuple[tuple[Rail, Rail], _Middle]:
    """Return the rails and what lies between them, with higher boxes where the page has room, but
    not where a label then lies on the line of another.
    """
    spare = room - sum(rail.height for rail in rails) - _AMPLE_GAP
    upper, lower = (rail.grown(max(0.0, spare) * _SHARE) for rail in rails)
    grown = _middle(parts, upper, lower, top, max(_LEAST_GAP, room - upper.height - lower.height))
    if spare <= 0 or not hides(grown.pills, grown.rungs):
        return (upper, lower), grown
    plain = _middle(parts, *rails, top, max(_LEAST_GAP, room - sum(r.height for r in rails)))
    if hides(plain.pills, plain.rungs):
        return (upper, lower), grown
    return rails, plain


def _rails(parts: Parts, theme: Theme, language: str, width: float) -> tuple[Rail, Rail]:
    room = (MARGIN + INSET, width - 2 * (MARGIN + INSET))
    spread = [columns(len(boxes), *room) for boxes in parts.boxes]
    types = choose_types(list(zip(parts.boxes, spread, strict=True)))
    names = {box.key: box.label for both in parts.boxes for box in both}
    names |= {lane.key: lane.label for lane in parts.lanes}
    upper, lower = (
        Rail(
            lane=parts.lanes[side],
            boxes=parts.boxes[side],
            words=tuple(letter(box, spread[side], types[side]) for box in parts.boxes[side]),
            columns=spread[side],
            box_height=_box_height(parts, side, spread[side], types[side]),
            flows=flows(parts.flows[side], parts.boxes[side]),
            bands=bands(parts.bands[side], names, parts.lanes[side], language, room),
            type=types[side],
            theme=theme,
            language=language,
            left=MARGIN,
            width=width - 2 * MARGIN,
            alone=parts.alone(side),
            below=bool(side),
        )
        for side in (0, 1)
    )
    return upper, lower


def _box_height(parts: Parts, side: int, spread: Columns, sizes: Type) -> float:
    boxes = parts.boxes[side]
    words = (letter(box, spread, sizes) for box in boxes)
    tallest = max((text_height(word, sizes) for word in words), default=0.0)
    tagged = parts.alone(side) or any(box.highlighted for box in boxes)
    return max(_LOWEST_BOX, tallest + _BOX_PAD + (_TAG_ROOM if tagged else 0))


def _middle(parts: Parts, upper: Rail, lower: Rail, top: float, gap: float) -> _Middle:
    """Hang the rungs and place their labels, with more room until all have found a place."""
    sides = Rect(x=upper.left, y=0, width=upper.width, height=0)
    while True:
        start, end = top + upper.height, top + upper.height + gap
        rungs = hang(parts.rungs, upper.places(top), lower.places(end))
        pills = place(rungs, start + _CLEAR, end - _CLEAR, sides)
        if pills is not None:
            return _Middle(gap=gap, rungs=rungs, pills=tuple(pills))
        gap += max(row_height(rungs) / 2, gap / 4)


def _nothing(diagram: Diagram, theme: Theme, x: float, top: float, gap: float) -> Group:
    words = captions(diagram.language)["empty"]
    text = Text(
        x=x,
        y=top + gap / 2 + 6,
        lines=(words,),
        size=18,
        fill=theme.muted,
        under=theme.page,
        anchor=Anchor.MIDDLE,
    )
    return Group(key="empty", shapes=(text,))
