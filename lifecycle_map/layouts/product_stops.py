"""What is done to a product: a thick line and a square where it is made, a plain line and a disc
where it is worked on, a broken line and a tick where it is approved.
"""

from __future__ import annotations

from lifecycle_map.layouts.scenes import Connector, Path, Point, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.relations import Link
from lifecycle_map.views.diagrams import Tone

DOT = 15.0
"""How large the mark of a stop is, in px."""

_WEIGHTS = {Link.CREATES: 4.0}
_DASHES: dict[Link, tuple[float, ...]] = {Link.APPROVES: (5.0, 4.0)}
_WEIGHT = 1.75
_HEADS = {Link.CREATES: 11.0}
_HEAD = 8.0


def marker(link: Link | None, x: float, y: float, theme: Theme, tone: Tone) -> tuple[Shape, ...]:
    """Return the mark of a stop, its middle at ``x`` and ``y``."""
    line = theme.hues[tone].line
    half = DOT / 2
    if link is Link.CREATES:
        return (Rect(x=x - half, y=y - half, width=DOT, height=DOT, fill=line, radius=2),)
    if link is Link.APPROVES:
        ring = Rect(
            x=x - half, y=y - half, width=DOT, height=DOT, fill=theme.page, stroke=line,
            stroke_width=1.75, radius=half,
        )  # fmt: skip
        tick = ((x - 3.8, y + 0.2), (x - 1, y + 3), (x + 4, y - 2.8))
        return ring, Path(points=tick, stroke=line, stroke_width=1.75, upright=True)
    small = half - 2
    return (Rect(x=x - small, y=y - small, width=2 * small, height=2 * small, fill=line,
                 radius=small),)  # fmt: skip


def stop_line(
    link: Link | None,
    ends: tuple[str, str],
    points: tuple[Point, Point],
    theme: Theme,
    tone: Tone,
) -> Connector:
    """Return the line to a stop, with its head."""
    return Connector(
        start_key=ends[0],
        end_key=ends[1],
        points=points,
        stroke=theme.hues[tone].line,
        stroke_width=_WEIGHTS.get(link, _WEIGHT) if link else _WEIGHT,
        dash=_DASHES.get(link, ()) if link else (),
        head_end=True,
        head=_HEADS.get(link, _HEAD) if link else _HEAD,
    )
