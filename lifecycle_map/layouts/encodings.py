"""How a correspondence is shown: colour and heads by direction, dash by match, weight by trust."""

from __future__ import annotations

from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Lane, Tone

GIVER = {
    Direction.TO_SERVICE: Tone.PROJECT,
    Direction.TO_PROJECT: Tone.SERVICE,
    Direction.BOTH: Tone.INTERFACE,
    Direction.PARALLEL: Tone.NEUTRAL,
    Direction.NONE: Tone.NEUTRAL,
}
"""Whose colour a hand-over wears: that of the side that gives."""

DASHES: dict[Match, tuple[float, ...]] = {
    Match.BROAD: (14, 6),
    Match.NARROW: (14, 6),
    Match.RELATED: (5, 5),
}
"""The dash of a match; a solid line where nothing is said."""

WEIGHTS = {"high": 4.5, "medium": 3.0, "low": 1.6}
"""How thick a rung is, by how sure it is."""

_HIGH = 0.85
_MEDIUM = 0.6


def trust(confidence: float) -> str:
    """Return the step of confidence that is shown: high, medium or low."""
    if confidence >= _HIGH:
        return "high"
    return "medium" if confidence >= _MEDIUM else "low"


def rung_colour(arrow: Arrow, theme: Theme) -> str:
    """Return the colour of a correspondence."""
    return theme.hues[GIVER[arrow.direction]].line


def rung_weight(arrow: Arrow) -> float:
    """Return the thickness of a correspondence."""
    return WEIGHTS[trust(arrow.confidence)]


def rung_dash(arrow: Arrow) -> tuple[float, ...]:
    """Return the dash of a correspondence."""
    return DASHES.get(arrow.match, ()) if arrow.match else ()


def heads(arrow: Arrow, lanes: tuple[Lane, Lane]) -> tuple[bool, bool]:
    """Say whether there is an arrowhead at the upper and at the lower lane."""
    if arrow.direction is Direction.BOTH:
        return True, True
    if arrow.direction not in (Direction.TO_SERVICE, Direction.TO_PROJECT):
        return False, False
    service_above = lanes[0].tone is Tone.SERVICE and lanes[1].tone is not Tone.SERVICE
    up = (arrow.direction is Direction.TO_SERVICE) == service_above
    return up, not up


def groups_of_rungs(arrow: Arrow) -> dict[str, str]:
    """Return the three encodings that a correspondence uses, as keys of the legend.

    A line without a hand-over says nothing of one, and needs no sign for it.
    """
    silent = arrow.direction is Direction.NONE
    return {
        "hand-over": "" if silent else arrow.direction.value,
        "match": arrow.match.value if arrow.match else "",
        "confidence": trust(arrow.confidence),
    }
