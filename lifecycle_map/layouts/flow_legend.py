"""The signs of a product flow: what becomes of a product, and what sort of product it is."""

from __future__ import annotations

from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.scenes import Connector, Point, Polygon, Rect, Shape
from lifecycle_map.layouts.symbols import product_outline
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Arrow, Diagram, Tone
from lifecycle_map.views.wording import wording

DASH = (6.0, 4.0)
"""The dash of an approval."""

_MARK = 6.0
_LINE = 34.0
_VERBS = ("creates", "updates", "approves")
_SORTS = ("baseline", "record", "report", "product")


def verb_of(arrow: Arrow) -> str:
    """Return what an arrow of a product flow says."""
    if arrow.dotted:
        return "approves"
    return "creates" if arrow.weight > 1 else "updates"


def marker(verb: str, at: Point, theme: Theme) -> tuple[Shape, ...]:
    """Return the sign at the end of a line: a square, a disc (as an octagon), or a diamond."""
    (x, y), colour = at, theme.hues[Tone.INTERFACE].line
    if verb == "creates":
        side = 2 * _MARK
        return (Rect(x=x - _MARK, y=y - _MARK, width=side, height=side, fill=colour),)
    if verb == "approves":
        points = ((x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y))
        return (Polygon(points=points, fill=theme.box, stroke=colour, stroke_width=2.0),)
    cut = _MARK * 0.41
    corners = ((cut, -_MARK), (_MARK, -cut), (_MARK, cut), (cut, _MARK))
    turned = ((-cut, _MARK), (-_MARK, cut), (-_MARK, -cut), (-cut, -_MARK))
    return (Polygon(points=tuple((x + a, y + b) for a, b in (*corners, *turned)), fill=colour),)


def flow_legend(diagram: Diagram, theme: Theme, width: float) -> Legend:
    """Return the legend of a product flow, of the signs that are in it."""
    words = wording(diagram.language)
    verbs = {verb_of(arrow) for arrow in diagram.arrows}
    sorts = {box.category for box in diagram.boxes}
    sections = (
        [_verb(verb, words[verb], theme) for verb in _VERBS if verb in verbs],
        [_sort(sort, words[sort], theme) for sort in _SORTS if sort in sorts],
    )
    return legend(sections, theme, MARGIN, width - MARGIN)


def _verb(verb: str, words: str, theme: Theme) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        line = Connector(
            start_key="",
            end_key="",
            points=((x, middle), (x + _LINE - 2 * _MARK, middle)),
            stroke=theme.hues[Tone.INTERFACE].line,
            stroke_width=3.5 if verb == "creates" else 1.75,
            dash=DASH if verb == "approves" else (),
        )
        return (line, *marker(verb, (x + _LINE - _MARK, middle), theme))

    return Entry(key=verb, words=words, width=_LINE, sample=sample)


def _sort(sort: str, words: str, theme: Theme) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        rect = Rect(x=x, y=middle - 9, width=30, height=18)
        return product_outline(sort, rect, theme.box, theme.hues[Tone.NEUTRAL].line, 1.75)

    return Entry(key=sort, words=words, width=30, sample=sample)
