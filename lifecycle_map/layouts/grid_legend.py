"""Legends of the kinds of picture that show flow, triggers, and boxes that are drawn apart."""

from __future__ import annotations

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.ladder_legend import box_entry
from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.scenes import Connector, Path, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Diagram, Tone
from lifecycle_map.views.wording import wording

_LINE = 35.0


def grid_legend(diagram: Diagram, theme: Theme, left: float, right: float) -> Legend:
    """Return the legend of a process grid, of the signs that are in it."""
    rows = {box.key for box in diagram.boxes if box.lane not in ("stages", "gates")}
    entries = []
    if any(arrow.start in rows for arrow in diagram.arrows):
        words = wording(diagram.language)["triggers"]
        entries.append(arrow_entry("triggers", words, theme.hues[Tone.INTERFACE].line))
    return legend((entries, box_entries(diagram, theme)), theme, left, right)


def arrow_entry(
    key: str,
    words: str,
    colour: str,
    weight: float = 2.0,
    dash: tuple[float, ...] = (),
    *,
    head: bool = True,
) -> Entry:
    """Return what an arrow of some look says."""

    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        points = ((x, middle), (x + _LINE, middle))
        if not head:
            return (Path(points=points, stroke=colour, stroke_width=weight, dash=dash),)
        line = Connector(
            start_key="",
            end_key="",
            points=points,
            stroke=colour,
            stroke_width=weight,
            dash=dash,
            head_end=True,
        )
        return (line,)

    return Entry(key=key, words=words, width=_LINE, sample=sample)


def box_entries(diagram: Diagram, theme: Theme) -> list[Entry]:
    """Return what dashed and doubled outlines say, of those that are in the picture."""
    words = captions(diagram.language)
    used = {
        "outside": any(box.outside for box in diagram.boxes),
        "repeats": any(box.repeats for box in diagram.boxes),
    }
    return [box_entry(key, theme, words[key]) for key, shown in used.items() if shown]
