"""The label of an arrow as shapes: a pill in the colour of its line."""

from __future__ import annotations

from attrs import evolve

from lifecycle_map.layouts.pills import Pill, leading
from lifecycle_map.layouts.scenes import Anchor, Group, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Arrow


def paint_pill(pill: Pill, arrow: Arrow, colour: str, theme: Theme, key: str) -> Group:
    """Return the label of an arrow, in a group of some key."""
    rect = evolve(pill.rect, fill=theme.page, stroke=colour, stroke_width=1.5, radius=10)
    text = Text(
        x=rect.middle,
        y=rect.y + 5 + pill.size * 0.95,
        lines=pill.words.lines,
        size=pill.size,
        leading=leading(pill.size),
        fill=theme.ink,
        under=theme.page,
        anchor=Anchor.MIDDLE,
        full=arrow.label,
        fit=rect.width - 12,
    )
    title = "\n".join(dict.fromkeys(filter(None, (arrow.label, arrow.tooltip))))
    return Group(key=key, shapes=(rect, text), title=title, of=arrow.key)
