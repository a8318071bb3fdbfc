"""The Sankey picture of an alignment: how much joins each stage to each stage of the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from lifecycle_map.analysis.alignments import Alignment, home_stage
from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import stages_text
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Step
from lifecycle_map.views.ladders import FAINTEST, ladder
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import translated_alignment

LEAST_SHARE = 0.01
"""Flows of a smaller share of all that joins the two sides are not drawn, but counted."""


_SILENT = (Direction.PARALLEL, Direction.NONE)

MOSTLY = 2 / 3
"""A side that gives so much of what passes between two stages has the flow to itself."""


def sankey(alignment: Alignment, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the stages of both sides, and between them flows as thick as what joins them is sure.

    A flow adds up the confidences (each 0 to 1) of the correspondences between two stages and what
    is in them. It runs to the side that mostly gets what passes, or both ways. A correspondence of
    something that is active in several stages is shared out evenly among these. What has no stage
    is left out, and counted in the subtitle; so are flows that are fainter than the faintest rung
    of a ladder, or less than `LEAST_SHARE` of all.
    """
    alignment = translated_alignment(alignment, language)
    plain = ladder(alignment, language=language, highlight=highlight)
    found = [row for row in alignment.correspondences if row.match is not Match.NONE]
    joins = [(row, tuple(_pairs(alignment, row))) for row in found]
    every = _flows(alignment, joins)
    least = max(FAINTEST, LEAST_SHARE * sum(flow.weight for flow in every))
    flows = [flow for flow in every if flow.weight >= least]
    names = {box.key: box.label for box in plain.boxes}
    arrows = tuple(_arrow(flow, names, language) for flow in flows)
    rails = (alignment.subject, alignment.object)
    boxes = tuple(_box(box, arrows, language) for box in plain.boxes)
    return evolve(
        plain,
        kind="sankey",
        subtitle=" · ".join(
            filter(None, (plain.subtitle, _counted(joins, len(every) - len(flows), language)))
        ),
        description="\n".join(_told(alignment, arrows, boxes, language)),
        notice=" ".join(dict.fromkeys(filter(None, (rail.notice for rail in rails)))),
        boxes=boxes,
        arrows=arrows,
        steps=tuple(_steps(plain, boxes, arrows)),
    )


@frozen(kw_only=True)
class _Flow:
    """What joins two stages: who gives, the sum of confidences, how many rows it is, and the sums
    by direction.
    """

    start: str
    end: str
    direction: Direction
    weight: float
    rows: float
    match: Match
    parts: dict[Direction, float]


_Joins = Sequence[tuple[Correspondence, tuple[tuple[str, str], ...]]]


def _flows(alignment: Alignment, joins: _Joins) -> list[_Flow]:
    """Return the flows in the order of the stages that they join."""
    joined: dict[tuple[str, str], list[tuple[Correspondence, float]]] = {}
    for row, pairs in joins:
        for pair in pairs:
            joined.setdefault(pair, []).append((row, 1 / len(pairs)))
    order = [str(r.ref(s.key)) for r in (alignment.subject, alignment.object) for s in r.stages]
    ends = sorted(joined, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    return [_flow(*pair, joined[pair]) for pair in ends]


def _flow(start: str, end: str, rows: list[tuple[Correspondence, float]]) -> _Flow:
    sums: dict[Direction, float] = {}
    for row, share in rows:
        sums[row.direction] = sums.get(row.direction, 0.0) + row.confidence * share
    matches = {row.match for row, _ in rows}
    return _Flow(
        start=start,
        end=end,
        direction=_together(sums),
        weight=round(sum(sums.values()), 6),
        rows=sum(share for _, share in rows),
        match=next(iter(matches)) if len(matches) == 1 else Match.RELATED,
        parts=sums,
    )


def _together(sums: dict[Direction, float]) -> Direction:
    """Return the direction of what mostly passes: both ways where no side gives `MOSTLY` all."""
    given = {way: amount for way, amount in sums.items() if way not in _SILENT}
    if not given:
        return Direction.PARALLEL if Direction.PARALLEL in sums else Direction.NONE
    most = max(given, key=lambda way: given[way])
    return most if given[most] >= MOSTLY * sum(given.values()) else Direction.BOTH


def _pairs(alignment: Alignment, row: Correspondence) -> Iterator[tuple[str, str]]:
    """Yield the stages that a row joins: one pair, or several where work is active in several."""
    ends = homes(alignment.object, row.object)
    for start in homes(alignment.subject, row.subject) if ends else ():
        for end in ends:
            yield str(alignment.subject.ref(start)), str(alignment.object.ref(end))


def homes(lifecycle: Lifecycle, ref: Ref | None) -> tuple[str, ...]:
    """Return the keys of the stages that an element belongs to, else of those it is active in."""
    if ref is None or ref.is_whole:
        return ()
    home = home_stage(lifecycle, ref.key)
    if home is not None:
        return (home.key,)
    known = {stage.key for stage in lifecycle.stages}
    for element in (lifecycle[ref.key], *lifecycle.ancestors(ref.key)):
        active = [r.object for r in lifecycle.outgoing(element.key, Link.ACTIVE_IN)]
        found = tuple(dict.fromkeys(key for key in active if key in known))
        if found:
            return found
    return ()


def _arrow(flow: _Flow, names: dict[str, str], language: str) -> Arrow:
    said = load_translations(language)
    ends = f"{names[flow.start]} – {names[flow.end]}"
    one = round(flow.rows, 2) == 1
    rows = said("1 row") if one else said("{count} rows", count=f"{flow.rows:.3g}")
    sure = said("confidence {value} together", value=f"{flow.weight:.2f}")
    return Arrow(
        start=flow.start,
        end=flow.end,
        tooltip=f"{ends}: {rows}, {sure}{_parts(flow, language)}",
        match=flow.match,
        confidence=min(1.0, flow.weight / flow.rows),
        direction=flow.direction,
        weight=flow.weight,
    )


def _parts(flow: _Flow, language: str) -> str:
    """Return how much passes which way, where it is not all the same."""
    said = load_translations(language)
    shown = [f"{said(d.value)} {flow.parts[d]:.2f}" for d in Direction if d in flow.parts]
    return f" ({said(', ').join(shown)})" if len(shown) > 1 else ""


def _box(box: Box, arrows: Iterable[Arrow], language: str) -> Box:
    said = load_translations(language)
    total = sum(arrow.weight for arrow in arrows if box.key in (arrow.start, arrow.end))
    told = said("no counterpart")
    if total:
        told = said("confidence {value} together", value=f"{total:.2f}")
    return evolve(
        box, detail=(), tooltip="\n".join(filter(None, (told, box.tooltip))), repeats=False
    )


def _counted(joins: _Joins, faint: int, language: str) -> str:
    """Return how many correspondences the flows stand for, and how many flows are not drawn."""
    said = load_translations(language)
    staged = sum(bool(pairs) for _, pairs in joins)
    told = said(
        "{count} of {total} correspondences lie between stages", count=staged, total=len(joins)
    )
    left = said("flows under {share} not drawn: {count}", share=f"{LEAST_SHARE:.0%}", count=faint)
    return f"{told}; {left}" if faint else told


def _told(
    alignment: Alignment, arrows: tuple[Arrow, ...], boxes: tuple[Box, ...], language: str
) -> Iterator[str]:
    for rail in (alignment.subject, alignment.object):
        yield stages_text(rail, language)
    yield from (f"{arrow.tooltip}." for arrow in arrows)
    joined = {end for arrow in arrows for end in (arrow.start, arrow.end)}
    alone = [box.label for box in boxes if box.key not in joined]
    if alone:
        said = load_translations(language)
        yield said("Without a counterpart: {names}.", names=", ".join(alone))


def _steps(plain: Diagram, boxes: tuple[Box, ...], arrows: tuple[Arrow, ...]) -> Iterator[Step]:
    """Yield the frames: each side, then what flows to and from each stage of the first."""
    yield from plain.steps[:2]
    for box in boxes:
        own = [arrow for arrow in arrows if arrow.start == box.key]
        if own:
            note = "\n".join(arrow.tooltip for arrow in own)
            yield Step(title=box.label, shows=tuple(arrow.key for arrow in own), note=note)


def _draws(alignment: Alignment, wishes: Wishes) -> Diagram:
    return sankey(alignment, language=wishes.language, highlight=wishes.highlight)


SANKEY = Picture(
    name="sankey",
    of=("Alignment",),
    draws=_draws,
    about="how much joins the stages of two lifecycles: flows as thick as they are sure",
)
