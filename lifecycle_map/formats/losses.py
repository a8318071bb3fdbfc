"""What a format cannot show of a diagram, said in words instead of dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from operator import attrgetter

from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Shape


class Feature(str, Enum):
    """Something that a diagram may say and a format may have no place for; the value is the
    phrase that a warning says it with.
    """

    SUBTITLE = "the line under the title"
    DESCRIPTION = "the description for people who cannot see the picture"
    NOTICE = "the line that belongs under the picture"
    SHAPE = "what kind of thing each box is"
    DETAIL = "the small lines under labels"
    BOX_TOOLTIP = "the notes behind boxes"
    WITHIN = "which box contains which"
    HIGHLIGHT = "the mark 'you are here'"
    OUTSIDE = "what lies outside the lifecycle"
    REPEATS = "what is repeated"
    ARROW_LABEL = "the labels of arrows"
    ARROW_TOOLTIP = "the notes behind arrows"
    MATCH = "the kinds of match (exact, close, broad, …)"
    CONFIDENCE = "how sure correspondences are"
    HEADS = "which way correspondences hand over"
    LANE_ARROW = "arrows that belong to a lane as a whole"
    COLUMN = "in which column boxes stand"
    STATE = "how it stands with things (visible, wanted, …)"
    SHARE = "shares"
    DATES = "when things begin and end"
    WEIGHT = "how much passes along arrows"


def unshown(diagram: Diagram, shown: Collection[Feature]) -> tuple[str, ...]:
    """Return a warning for everything that a diagram says and a format does not show.

    ``shown`` is what the format does show. What the diagram has none of needs no warning.
    """
    counts = {feature: _COUNTS[feature](diagram) for feature in Feature if feature not in shown}
    return tuple(
        f"not shown: {feature.value} ({count:,} of them)" if count > 1 else _one(feature)
        for feature, count in counts.items()
        if count
    )


def _one(feature: Feature) -> str:
    return f"not shown: {feature.value}"


def _boxes(says: Callable[[Box], object]) -> Callable[[Diagram], int]:
    return lambda diagram: len([1 for box in diagram.boxes if says(box)])


def _arrows(says: Callable[[Arrow], object]) -> Callable[[Diagram], int]:
    return lambda diagram: len([1 for arrow in diagram.arrows if says(arrow)])


def _lane_arrows(diagram: Diagram) -> int:
    lanes = {lane.key for lane in diagram.lanes}
    return sum(arrow.start in lanes or arrow.end in lanes for arrow in diagram.arrows)


_COUNTS: dict[Feature, Callable[[Diagram], int]] = {
    Feature.SUBTITLE: lambda diagram: bool(diagram.subtitle),
    Feature.DESCRIPTION: lambda diagram: bool(diagram.description),
    Feature.NOTICE: lambda diagram: bool(diagram.notice),
    Feature.SHAPE: _boxes(lambda box: box.shape is not Shape.STAGE),
    Feature.DETAIL: _boxes(attrgetter("detail")),
    Feature.BOX_TOOLTIP: _boxes(attrgetter("tooltip")),
    Feature.WITHIN: _boxes(attrgetter("within")),
    Feature.HIGHLIGHT: _boxes(attrgetter("highlighted")),
    Feature.OUTSIDE: _boxes(attrgetter("outside")),
    Feature.REPEATS: _boxes(attrgetter("repeats")),
    Feature.ARROW_LABEL: _arrows(attrgetter("label")),
    Feature.ARROW_TOOLTIP: _arrows(attrgetter("tooltip")),
    Feature.MATCH: _arrows(attrgetter("match")),
    Feature.CONFIDENCE: _arrows(lambda arrow: arrow.match and arrow.confidence != 1),
    Feature.HEADS: _arrows(lambda arrow: arrow.match and arrow.direction.value != "none"),
    Feature.LANE_ARROW: _lane_arrows,
    Feature.COLUMN: _boxes(attrgetter("column")),
    Feature.STATE: _boxes(attrgetter("state")),
    Feature.SHARE: _boxes(lambda box: box.share is not None),
    Feature.DATES: _boxes(lambda box: box.start or box.finish),
    Feature.WEIGHT: _arrows(lambda arrow: arrow.weight != 1),
}
