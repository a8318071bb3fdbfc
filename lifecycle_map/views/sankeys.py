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


def sankey(alignment: Alignment, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the stages of both sides, and between them flows as thick as what joins them is sure.

    A flow adds up the confidences (each 0 to 1) of the correspondences between two stages and what
    is in them, one flow for each side that gives. A correspondence of something that is active in
    several stages is shared out evenly among these. What has no stage is left out, and counted in
    the subtitle; so are flows that are fainter than the faintest rung of a ladder.
    """
    alignment = translated_alignment(alignment, language)
    plain = ladder(alignment, language=language, highlight=highlight)
    found = [row for row in alignment.correspondences if row.match is not Match.NONE]
    joins = [(row, tuple(_pairs(alignment, row))) for row in found]
    flows = [flow for flow in _flows(alignment, joins) if flow.weight >= FAINTEST]
    names = {box.key: box.label for box in plain.boxes}
    arrows = tuple(_arrow(flow, names, language) for flow in flows)
    rails = (alignment.subject, alignment.object)
    boxes = tuple(_box(box, arrows, language) for box in plain.boxes)
    return evolve(
        plain,
        kind="sankey",
        subtitle=" · ".join(filter(None, (plain.subtitle, _counted(joins, language)))),
        description="\n".join(_told(alignment, arrows, boxes, language)),
        notice=" ".join(dict.fromkeys(filter(None, (rail.notice for rail in rails)))),
        boxes=boxes,
        arrows=arrows,
        steps=tuple(_steps(plain, boxes, arrows)),
    )


@frozen(kw_only=True)
class _Flow:
    """What joins two stages in one direction: the sum of confidences, and how many rows it is."""

    start: str
    end: str
    direction: Direction
    weight: float
    rows: float
    match: Match


_Joins = Sequence[tuple[Correspondence, tuple[tuple[str, str], ...]]]


def _flows(alignment: Alignment, joins: _Joins) -> list[_Flow]:
    """Return the flows in the order of the stages that they join."""
    sums: dict[tuple[str, str, Direction], float] = {}
    shares: dict[tuple[str, str, Direction], float] = {}
    matches: dict[tuple[str, str, Direction], set[Match]] = {}
    for row, pairs in joins:
        for start, end in pairs:
            key = (start, end, row.direction)
            sums[key] = sums.get(key, 0.0) + row.confidence / len(pairs)
            shares[key] = shares.get(key, 0.0) + 1 / len(pairs)
            matches.setdefault(key, set()).add(row.match)
    order = [str(r.ref(s.key)) for r in (alignment.subject, alignment.object) for s in r.stages]
    turns = list(Direction)
    return [
        _Flow(
            start=key[0],
            end=key[1],
            direction=key[2],
            weight=round(sums[key], 6),
            rows=shares[key],
            match=next(iter(matches[key])) if len(matches[key]) == 1 else Match.RELATED,
        )
        for key in sorted(
            sums, key=lambda k: (order.index(k[0]), order.index(k[1]), turns.index(k[2]))
        )
    ]


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
        tooltip=f"{ends}: {rows}, {sure}",
        match=flow.match,
        confidence=min(1.0, flow.weight / flow.rows),
        direction=flow.direction,
        weight=flow.weight,
    )


def _box(box: Box, arrows: Iterable[Arrow], language: str) -> Box:
    said = load_translations(language)
    total = sum(arrow.weight for arrow in arrows if box.key in (arrow.start, arrow.end))
    told = said("no counterpart")
    if total:
        told = said("confidence {value} together", value=f"{total:.2f}")
    return evolve(
        box, detail=(), tooltip="\n".join(filter(None, (told, box.tooltip))), repeats=False
    )


def _counted(joins: _Joins, language: str) -> str:
    staged = sum(bool(pairs) for _, pairs in joins)
    return load_translations(language)(
        "{count} of {total} correspondences lie between stages", count=staged, total=len(joins)
    )


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
