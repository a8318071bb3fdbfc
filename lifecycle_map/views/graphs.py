"""The free-form graph of a lifecycle, or of two with what joins them: boxes and arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.elements import Element, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import unjoined
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import stages_text
from lifecycle_map.views.boxes import box_of, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, translated, translated_alignment

BACKBONE = ("stage", "process", "gate")
"""The kinds that a graph shows unless it is asked for others: enough to read, not all there is."""


FLOW = (Link.PRECEDES, Link.TRIGGERS, Link.GUARDS)
"""The links that a graph shows unless it is asked for kinds of element."""


def graph(
    lifecycle: Lifecycle,
    *,
    kinds: Iterable[str] = (),
    language: str = "",
    highlight: str = "",
) -> Diagram:
    """Return the graph of a lifecycle: the elements of ``kinds`` and the relations among them.

    Without ``kinds`` it shows stages, processes and gates and how work flows among them; all work
    when nothing flows among these or there is nothing but stages; and all there is when there is
    no work. What contains what is shown by place, not by arrows.
    """
    kinds = tuple(kinds)
    lifecycle = translated(lifecycle, language)
    shown = _shown(lifecycle, kinds)
    everything = not any(isinstance(element, Work) for element in shown)
    keys = {element.key for element in shown}
    return Diagram(
        kind="graph",
        title=lifecycle.title,
        description=stages_text(lifecycle, language),
        notice=lifecycle.notice,
        language=language or "en",
        lanes=(_lane(lifecycle),),
        boxes=tuple(_box(lifecycle, element, keys, language, highlight) for element in shown),
        arrows=tuple(_arrows(lifecycle, keys, language, all_links=bool(kinds) or everything)),
    )


def _draws(value: Lifecycle | Alignment, wishes: Wishes) -> Diagram:
    draws: Callable[..., Diagram] = aligned_graph if isinstance(value, Alignment) else graph
    return draws(value, kinds=wishes.kinds, language=wishes.language, highlight=wishes.highlight)


GRAPH = Picture(
    name="graph",
    of=("Lifecycle", "Alignment"),
    draws=_draws,
    about="elements and relations as boxes and arrows, laid out by Graphviz",
)


def aligned_graph(
    alignment: Alignment,
    *,
    kinds: Iterable[str] = (),
    language: str = "",
    highlight: str = "",
) -> Diagram:
    """Return both lifecycles of an alignment as one graph, joined by their correspondences."""
    alignment = translated_alignment(alignment, language)
    names = f"{alignment.subject.name} – {alignment.object.name}"
    parts = [
        graph(rail, kinds=kinds, language=language, highlight=highlight)
        for rail in (alignment.subject, alignment.object)
    ]
    keys = {box.key for part in parts for box in part.boxes}
    rows = [r for r in alignment.correspondences if r.match is not Match.NONE]
    return Diagram(
        kind="graph",
        title=str(alignment) if in_english(language) else names,
        description="\n".join(part.description for part in parts),
        notice=" ".join(dict.fromkeys(part.notice for part in parts if part.notice)),
        language=language or "en",
        lanes=tuple(lane for part in parts for lane in part.lanes),
        boxes=tuple(box for part in parts for box in part.boxes),
        arrows=(
            *(arrow for part in parts for arrow in part.arrows),
            *(
                Arrow(
                    start=str(row.subject),
                    end=str(row.object),
                    label=row.handed_over,
                    match=row.match,
                    confidence=row.confidence,
                    direction=row.direction,
                )
                for row in rows
                if str(row.subject) in keys and str(row.object) in keys
            ),
        ),
    )


def _shown(lifecycle: Lifecycle, kinds: tuple[str, ...]) -> list[Element]:
    wanted = kinds or BACKBONE
    shown = [element for element in lifecycle if element.kind in wanted]
    if kinds or (any(not isinstance(element, Stage) for element in shown) and
                 _flows(lifecycle, shown)):  # fmt: skip
        return shown
    work: list[Element] = list(lifecycle.of(Work))
    return work or list(lifecycle)


def _flows(lifecycle: Lifecycle, shown: list[Element]) -> bool:
    """Return whether work flows among some elements, or nowhere at all."""
    keys = {element.key for element in shown}
    flow = [relation for relation in lifecycle.relations if relation.link in FLOW]
    return not flow or any(r.subject in keys and r.object in keys for r in flow)


def _lane(lifecycle: Lifecycle) -> Lane:
    return Lane(key=lifecycle.key, label=lifecycle.name, tone=tone_of(lifecycle))


def _box(
    lifecycle: Lifecycle, element: Element, keys: set[str], language: str, highlight: str
) -> Box:
    above = next((a for a in lifecycle.ancestors(element.key) if a.key in keys), None)
    within = "" if above is None else str(lifecycle.ref(above.key))
    wishes = Wishes(language=language, highlight=highlight)
    return box_of(lifecycle, element, wishes, lane=lifecycle.key, within=within)


def _arrows(
    lifecycle: Lifecycle, keys: set[str], language: str, *, all_links: bool
) -> Iterator[Arrow]:
    """Yield the relations among some elements: all but containment, or the flow of work alone."""
    said = load_translations(language)
    for relation in lifecycle.relations:
        if relation.subject not in keys or relation.object not in keys:
            continue
        if relation.link is Link.CONTAINS or not (all_links or relation.link in FLOW):
            continue
        told = "" if relation.link is Link.PRECEDES else said(relation.link.value.replace("-", " "))
        if relation.link is Link.ASSOCIATED_WITH and relation.source_type:
            # The file knows better what this is.
            told = unjoined(relation.source_type).lower()
        yield Arrow(
            start=str(lifecycle.ref(relation.subject)),
            end=str(lifecycle.ref(relation.object)),
            label=relation.label or told,
        )
