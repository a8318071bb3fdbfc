"""The Sankey of an alignment: how much of each stage goes to which stage of the other side."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from lifecycle_map.analysis.alignments import Alignment, home_stage
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, stages_text
from lifecycle_map.views.boxes import box_of, editions, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.wording import wording


@frozen
class _Flow:
    rows: int = 0
    weight: float = 0.0


def sankey(alignment: Alignment, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the flows between the stages of two lifecycles.

    Every correspondence counts for the stages that its ends belong to, with its confidence. Those
    of no stage, and of a lifecycle as a whole, are not drawn, and their number is told.
    """
    wishes = Wishes(language=language, highlight=highlight)
    rails = (alignment.subject, alignment.object)
    flows, unplaced = _flows(alignment)
    words = wording(language)
    boxes = [box for rail in rails for box in _boxes(rail, flows, wishes)]
    arrows = tuple(_arrow(ends, flow, words["rows"]) for ends, flow in flows.items())
    names = dict.fromkeys(rail.notice for rail in rails if rail.notice)
    told = words["unplaced"].format(unplaced) if unplaced else ""
    return Diagram(
        kind="sankey",
        title=f"{rails[0].name} – {rails[1].name}: {words['sankey']}",
        subtitle=editions(rails),
        description="\n".join(_description(rails, boxes, arrows, language)),
        notice=" ".join(filter(None, (told, *names))),
        language=language or "en",
        lanes=tuple(
            Lane(key=f"rail:{rail.key}", label=rail.name, tone=_tone(rails, number))
            for number, rail in enumerate(rails)
        ),
        boxes=tuple(boxes),
        arrows=arrows,
        steps=tuple(_steps(rails, boxes, arrows)),
    )


def _draws(alignment: Alignment, wishes: Wishes) -> Diagram:
    return sankey(alignment, language=wishes.language, highlight=wishes.highlight)


SANKEY = Picture(
    name="sankey",
    of=("Alignment",),
    draws=_draws,
    about="how much of each stage goes to which stage of the other side",
)


def _tone(rails: tuple[Lifecycle, ...], number: int) -> Tone:
    same = number and rails[0].side is rails[1].side
    return Tone.INTERFACE if same else tone_of(rails[number])


def _flows(alignment: Alignment) -> tuple[dict[tuple[str, str], _Flow], int]:
    """Return the flows by the stages at their ends, and how many rows have none."""
    found: dict[tuple[str, str], _Flow] = {}
    unplaced = 0
    for row in alignment.correspondences:
        if row.match is Match.NONE:
            continue
        ends = _ends(alignment, row)
        if ends is None:
            unplaced += 1
            continue
        flow = found.get(ends, _Flow())
        found[ends] = _Flow(flow.rows + 1, flow.weight + row.confidence)
    places = {
        str(rail.ref(stage.key)): number
        for rail in (alignment.subject, alignment.object)
        for number, stage in enumerate(along(rail))
    }
    return {e: found[e] for e in sorted(found, key=lambda e: tuple(map(places.get, e)))}, unplaced


def _ends(alignment: Alignment, row: Correspondence) -> tuple[str, str] | None:
    one = stage_for(alignment.subject, row.subject)
    two = stage_for(alignment.object, row.object)
    if one is None or two is None:
        return None
    return str(alignment.subject.ref(one.key)), str(alignment.object.ref(two.key))


def stage_for(rail: Lifecycle, ref: Ref | None) -> Element | None:
    """Return the stage that an end of a correspondence counts for: its own, or the first in which
    it, what contains it, or who makes it is active.
    """
    if ref is None or ref.is_whole or ref.key not in rail:
        return None
    stages = {stage.key: stage for stage in along(rail)}
    home = home_stage(rail, ref.key)
    if home is not None and home.key in stages:
        return home
    line = [ref.key, *(element.key for element in rail.ancestors(ref.key))]
    line += [r.subject for key in tuple(line) for r in rail.incoming(key, Link.CREATES)]
    active = (r.object for key in line for r in rail.outgoing(key, Link.ACTIVE_IN))
    found = (key for key in (*line, *active) if key in stages)
    return next((stages[key] for key in found), None)


def _boxes(rail: Lifecycle, flows: dict[tuple[str, str], _Flow], wishes: Wishes) -> Iterator[Box]:
    words = wording(wishes.language)
    for stage in along(rail):
        box = box_of(rail, stage, wishes, lane=f"rail:{rail.key}")
        rows = sum(flow.rows for ends, flow in flows.items() if box.key in ends)
        yield evolve(box, detail=(f"{words['rows']}: {rows}",) if rows else ())


def _arrow(ends: tuple[str, str], flow: _Flow, words: str) -> Arrow:
    told = f"{words}: {flow.rows} ({flow.weight:.1f})"
    return Arrow(start=ends[0], end=ends[1], label="", tooltip=told, weight=round(flow.weight, 4))


def _steps(
    rails: tuple[Lifecycle, ...], boxes: list[Box], arrows: tuple[Arrow, ...]
) -> Iterator[Step]:
    """Yield the frames of a Sankey: the two sides, then the flows of each stage of the first."""
    for rail in rails:
        own = [box for box in boxes if box.lane == f"rail:{rail.key}"]
        if own:
            names = ", ".join(box.label for box in own)
            yield Step(title=rail.name, shows=tuple(box.key for box in own), note=names)
    for box in boxes:
        going = [arrow for arrow in arrows if arrow.start == box.key]
        if going:
            note = "; ".join(box.detail)
            yield Step(title=box.label, shows=tuple(arrow.key for arrow in going), note=note)


def _description(
    rails: tuple[Lifecycle, ...], boxes: list[Box], arrows: tuple[Arrow, ...], language: str
) -> Iterator[str]:
    yield from (stages_text(rail, language) for rail in rails)
    names = {box.key: box.label for box in boxes}
    for arrow in arrows:
        yield f"{names[arrow.start]} – {names[arrow.end]}: {arrow.tooltip}."
