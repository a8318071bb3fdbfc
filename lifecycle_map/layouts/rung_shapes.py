"""Rungs and their labels as shapes, the same in a ladder of two lanes and of more."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.layouts.encodings import heads, rung_colour, rung_dash, rung_weight
from lifecycle_map.layouts.labels import paint_pill
from lifecycle_map.layouts.pills import Pill
from lifecycle_map.layouts.rungs import Rung
from lifecycle_map.layouts.scenes import Connector, Group
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Lane


def paint_rungs(
    rungs: Sequence[Rung],
    pills: Sequence[Pill],
    lanes: tuple[Lane, Lane],
    theme: Theme,
    first: int = 0,
) -> list[Group]:
    """Return the rungs between two lanes, then their labels; they are numbered from ``first``."""
    lines = [_line(first + n, rung, lanes, theme) for n, rung in enumerate(rungs)]
    return lines + [_label(pill, rungs[pill.rung], theme, first) for pill in pills]


def _line(number: int, rung: Rung, lanes: tuple[Lane, Lane], theme: Theme) -> Group:
    arrow = rung.arrow
    up, down = heads(arrow, lanes)
    weight = rung_weight(arrow)
    line = Connector(
        start_key=rung.upper,
        end_key=rung.lower,
        points=rung.points,
        stroke=rung_colour(arrow, theme),
        stroke_width=weight,
        dash=rung_dash(arrow),
        curved=True,
        head_start=up,
        head_end=down,
        head=9 + weight,
    )
    return Group(key=f"rung:{number}", shapes=(line,), title=_hover(rung), of=arrow.key)


def _label(pill: Pill, rung: Rung, theme: Theme, first: int) -> Group:
    colour = rung_colour(rung.arrow, theme)
    return paint_pill(pill, rung.arrow, colour, theme, f"label:{first + pill.rung}")


def _hover(rung: Rung) -> str:
    return "\n".join(filter(None, (rung.arrow.label, rung.arrow.tooltip)))
