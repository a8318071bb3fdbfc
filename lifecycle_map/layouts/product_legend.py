"""The legend of a flow of products: the forms of products, and what is done to them."""

from __future__ import annotations

from lifecycle_map.layouts.legends import Entry, Legend, legend
from lifecycle_map.layouts.product_forms import form, shaped
from lifecycle_map.layouts.product_stops import DOT, marker, stop_line
from lifecycle_map.layouts.scenes import Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.elements import ProductCategory
from lifecycle_map.model.relations import Link
from lifecycle_map.views.diagrams import Diagram, Tone
from lifecycle_map.views.wording import wording

_FORM = 30.0
_LINE = 44.0


def product_legend(diagram: Diagram, theme: Theme, left: float, right: float) -> Legend:
    """Return the legend, of the forms and lines that are in the picture."""
    words = wording(diagram.language)
    tone = diagram.lanes[0].tone if diagram.lanes else Tone.NEUTRAL
    forms = dict.fromkeys(form(box.category) for box in diagram.boxes)
    plain = [box for box in diagram.boxes if form(box.category) == "baseline"]
    only = all(box.category is ProductCategory.BASELINE for box in plain)
    names = {"baseline": "baseline" if only else "product"}
    links = [link for link in Link if any(arrow.link is link for arrow in diagram.arrows)]
    order = [kind for kind in ("baseline", "record", "report") if kind in forms]
    return legend(
        [
            [_form(kind, names.get(kind, kind), words, theme, tone) for kind in order],
            [_link(link, words, theme, tone) for link in links],
        ],
        theme,
        left,
        right,
    )


def _form(kind: str, name: str, words: dict[str, str], theme: Theme, tone: Tone) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        frame = Rect(x=x, y=middle - 10, width=_FORM, height=20, stroke_width=1.25)
        return shaped(kind, frame, theme.page, theme, tone)

    return Entry(key=name, words=words[name], width=_FORM, sample=sample)


def _link(link: Link, words: dict[str, str], theme: Theme, tone: Tone) -> Entry:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        end = x + _LINE - DOT
        line = stop_line(link, ("", ""), ((x, middle), (end, middle)), theme, tone)
        return line, *marker(link, x + _LINE - DOT / 2, middle, theme, tone)

    return Entry(key=link.value, words=words[link.value], width=_LINE, sample=sample)
