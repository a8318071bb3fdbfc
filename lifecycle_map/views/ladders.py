"""The ladder: lifecycles as rails, their correspondences as rungs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from attrs import evolve

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.ladders import Ladder
from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element, Process, Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along, ladder_text, name_of
from lifecycle_map.views.boxes import box_of, editions, flow, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Step, Tone
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, speaks, translated_alignment
from lifecycle_map.views.wording import wording

LEAST = 2
"""A ladder has so many rails at least; they keep the colours of their sides."""

LONGEST = 4
"""How many letters an abbreviation has at the most."""

MOST_LABELS = 30
"""So many rungs of a ladder have a label; the rest tell what passes on hovering."""

FAINTEST = 0.25
"""Rungs below this confidence are left out of the picture (they stay in the data)."""


def ladder(value: Alignment | Ladder, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the ladder of an alignment: its stages, and what passes between them; of a `Ladder`,
    with a lane for each of its lifecycles.

    ``language`` is a tag such as ``de``: labels are shown in it where there are words for them.
    ``highlight`` is the key of the stage that is marked "you are here".
    """
    given = value.alignments if isinstance(value, Ladder) else (value,)
    alignments = tuple(translated_alignment(each, language) for each in given)
    rails = (alignments[0].subject, *(each.object for each in alignments))
    most = MOST_LABELS // len(alignments)
    hung = [_surest(_rungs(alignment, language), most) for alignment in alignments]
    rungs = tuple(rung for each in hung for rung in each)
    wishes = Wishes(language=language, highlight=highlight)
    brief = len(rails) > LEAST
    boxes = tuple(_box(rail, work, wishes, brief) for rail in rails for work in along(rail))
    return Diagram(
        kind="ladder",
        title=_title(rails, language),
        subtitle=_subtitle(alignments, rails, language),
        description=ladder_text(rails, rungs, language),
        notice=_notice(alignments, rails, boxes, language),
        language=language or "en",
        lanes=tuple(
            Lane(key=rail.key, label=rail.name, tone=tone)
            for rail, tone in zip(rails, _tones(rails), strict=True)
        ),
        boxes=boxes,
        arrows=(*(arrow for rail in rails for arrow in flow(rail)), *rungs),
        steps=tuple(_steps(rails, boxes, hung)),
    )


def _draws(value: Alignment | Ladder, wishes: Wishes) -> Diagram:
    return ladder(value, language=wishes.language, highlight=wishes.highlight)


LADDER = Picture(
    name="ladder",
    of=("Alignment", "Ladder"),
    draws=_draws,
    about="lifecycles as rails, and what passes between their stages as rungs",
)


def _steps(
    rails: tuple[Lifecycle, ...], boxes: tuple[Box, ...], rungs: Sequence[Sequence[Arrow]]
) -> Iterable[Step]:
    """Yield the frames of a ladder: each rail, then what passes from each stage downwards."""
    for rail in rails:
        own = tuple(box for box in boxes if box.lane == rail.key)
        names = ", ".join(box.label for box in own)
        yield Step(title=rail.name, shows=tuple(box.key for box in own), note=names)
    for rail, below in zip(rails, rungs, strict=False):
        yield from _passing(rail, boxes, below)


def _passing(rail: Lifecycle, boxes: tuple[Box, ...], rungs: Sequence[Arrow]) -> Iterable[Step]:
    stands = {box.key: box.label for box in boxes if box.lane == rail.key}
    ending: dict[str, list[Arrow]] = {}
    for rung in rungs:
        for key in dict.fromkeys((rung.start, rung.end)):
            ending.setdefault(key, []).append(rung)
    for key, label in {rail.key: rail.name, **stands}.items():
        if passing := ending.get(key, []):
            note = "; ".join(dict.fromkeys(rung.label for rung in passing if rung.label))
            yield Step(title=label, shows=tuple(rung.key for rung in passing), note=note)


def _rungs(alignment: Alignment, language: str) -> list[Arrow]:
    """Return what is drawn, rows that say the same of the same two as one."""
    alike: dict[tuple[str, str, Match, Direction], list[Arrow]] = {}
    for row in _drawn(alignment):
        if row.confidence >= FAINTEST:
            ends = str(row.subject), str(row.object)
            rung = Arrow(
                start=ends[0],
                end=ends[1],
                label=_passes(row, alignment, language),
                tooltip=_why(row, alignment, language),
                match=row.match,
                confidence=row.confidence,
                direction=row.direction,
            )
            alike.setdefault((*ends, row.match, row.direction), []).append(rung)
    return _said_once([_joined(rungs) for rungs in alike.values()])


def _drawn(alignment: Alignment) -> Iterable[Correspondence]:
    """Yield the rows whose ends are in the picture."""
    shown = {
        str(rail.ref(key)) if key else rail.key
        for rail in (alignment.subject, alignment.object)
        for key in ("", *(work.key for work in along(rail)))
    }
    for row in alignment.correspondences:
        if row.match is not Match.NONE and {str(row.subject), str(row.object)} <= shown:
            yield row


def _joined(rungs: list[Arrow]) -> Arrow:
    """Return rungs between the same two as one: all that passes, as sure as the surest."""
    return evolve(
        rungs[0],
        label=", ".join(dict.fromkeys(rung.label for rung in rungs if rung.label)),
        tooltip="\n\n".join(dict.fromkeys(rung.tooltip for rung in rungs)),
        confidence=max(rung.confidence for rung in rungs),
    )


def _surest(rungs: list[Arrow], most: int) -> list[Arrow]:
    """Return rungs with as many labels as can be read: those of the surest."""
    named = [number for number, rung in enumerate(rungs) if rung.label]
    kept = set(sorted(named, key=lambda number: -rungs[number].confidence)[:most])
    return [rung if number in kept else evolve(rung, label="") for number, rung in enumerate(rungs)]


def _said_once(rungs: list[Arrow]) -> list[Arrow]:
    """Return rungs, what several of one stage say alike being written on the surest alone."""
    said: dict[tuple[str, str], float] = {}
    for rung in rungs:
        for end in (rung.start, rung.end):
            key = (end, rung.label)
            said[key] = max(said.get(key, 0.0), rung.confidence)
    written: set[tuple[str, str]] = set()
    shown = []
    for rung in rungs:
        keys = {(end, rung.label) for end in (rung.start, rung.end)}
        told = written & keys or any(said[key] > rung.confidence for key in keys)
        written |= set() if told else keys
        shown.append(evolve(rung, label="") if told else rung)
    return shown


def _passes(row: Correspondence, alignment: Alignment, language: str) -> str:
    """Return what a row hands over, in the wanted language where its products have names in it."""
    if not in_english(language) and row.products and row.handed_over not in _known(language):
        rails = {rail.key: rail for rail in (alignment.subject, alignment.object)}
        products = [
            rails[ref.lifecycle][ref.key]
            for ref in row.products
            if ref.lifecycle in rails and ref.key in rails[ref.lifecycle]
        ]
        named = [product.label(language) for product in products if speaks(product, language)]
        if named:
            return ", ".join(named[:2])
    return row.handed_over


@cache
def _known(language: str) -> frozenset[str]:
    """Return what is said in a language: what one has words for needs no other name."""
    return frozenset(load_translations(language).texts.values())


def _why(row: Correspondence, alignment: Alignment, language: str) -> str:
    said = load_translations(language)
    titles = {source.key: source.title for source in alignment.cited}
    by = "; ".join(titles.get(key, key) for key in row.sources)
    parts = (
        _said(row, alignment, language),
        row.handed_over,
        row.comment,
        "; ".join(row.evidence),
        said("said by: {names}", names=by) if by else "",
    )
    return "\n".join(part for part in parts if part)


def _said(row: Correspondence, alignment: Alignment, language: str) -> str:
    """Return a row in a line: in English with the refs that its data has, else with names."""
    said = load_translations(language)
    match, sure = said(row.match.value), said("confidence {value}", value=f"{row.confidence:.2f}")
    ends = (str(row.subject), str(row.object))
    if in_english(language):
        return f"{ends[0]} {match} {ends[1]}, {sure}"
    rails = (alignment.subject, alignment.object)
    return f"{' – '.join(name_of(rails, end, language) for end in ends)} ({match}, {sure})"


def _title(rails: tuple[Lifecycle, ...], language: str) -> str:
    names = [rail.name for rail in rails]
    if not in_english(language):
        return " – ".join(names)
    last = f"{article(rails[-1])}{names[-1]}"
    return f"{', '.join(names[:-1])} and {last}"


def article(lifecycle: Lifecycle) -> str:
    """Return what stands before the name of a lifecycle in an English sentence."""
    return "the " if lifecycle.name.endswith("lifecycle") else ""


def _subtitle(alignments: Sequence[Alignment], rails: tuple[Lifecycle, ...], language: str) -> str:
    said = load_translations(language)
    names = {view.key: view.name for each in alignments for view in each.views}
    asked = next((each.view for each in alignments if each.view), "")
    view = said("view: {name}", name=said(names.get(asked, asked))) if asked else ""
    return " · ".join(part for part in (editions(rails), view) if part)


def _notice(
    alignments: Sequence[Alignment],
    rails: tuple[Lifecycle, ...],
    boxes: tuple[Box, ...],
    language: str,
) -> str:
    """Return what stands under the picture: abbreviations, what is too faint, trade marks."""
    faint = sum(row.confidence < FAINTEST for each in alignments for row in _drawn(each))
    told = wording(language)["faint"].format(faint) if faint else ""
    marks = dict.fromkeys(rail.notice for rail in rails if rail.notice)
    return " ".join(filter(None, (abbreviations(rails, boxes, language), told, *marks)))


def abbreviations(rails: Iterable[Lifecycle], boxes: Iterable[Box], language: str) -> str:
    """Return what the abbreviations in the boxes stand for."""
    used = {name for box in boxes for line in box.detail for name in line.split(" · ")}
    known = {
        short_name(process): process.label(language)
        for rail in rails
        if rail.side is Side.PROJECT
        for process in rail.of(Process)
    }
    found = [f"{short}: {name}" for short, name in known.items() if short in used]
    return f"{'; '.join(found)}." if found else ""


def _tones(rails: tuple[Lifecycle, ...]) -> list[Tone]:
    """Return the tone of each rail: that of its side. Of neighbours on the side of projects, and
    of more than two rails on any side, the lower one has another: they are told apart.
    """
    tones = [tone_of(rails[0])]
    for rail in rails[1:]:
        own = tone_of(rail)
        alike = own is tones[-1] and len(rails) > LEAST
        other = own is Tone.PROJECT and len(rails) == LEAST
        tones.append(Tone.INTERFACE if alike or other else own)
    return tones


def _box(rail: Lifecycle, work: Work, wishes: Wishes, brief: bool) -> Box:
    return box_of(rail, work, wishes, lane=rail.key, detail=_detail(rail, work, brief))


def _detail(rail: Lifecycle, stage: Work, brief: bool) -> tuple[str, ...]:
    """Return the dates of a plan's stage, or the processes that run in a framework's, for which
    more than two rails leave no room.
    """
    if stage.schedule is not None:
        dates = _dates(stage.schedule)
        return (dates,) if dates else ()
    active = [r.subject for r in rail.incoming(stage.key, Link.ACTIVE_IN)]
    names = [short_name(rail[key]) for key in active if rail[key].kind == "process"]
    told = names and not brief and rail.side is Side.PROJECT and _tells_apart(rail)
    return (" · ".join(names),) if told else ()


def _tells_apart(rail: Lifecycle) -> bool:
    """Say whether no two processes have the same abbreviation."""
    names = [short_name(process) for process in rail.of(Process)]
    return len(set(names)) == len(names)


def short_name(element: Element) -> str:
    """Return the abbreviation that people use ("SB"), or the initials of the main words."""
    usual = (alias.text for alias in element.aliases if alias.language == "en")
    found = next((text for text in usual if text.isupper() and len(text) <= LONGEST), "")
    words = [word for word in element.name.split() if word.casefold() not in ("a", "the", "of")]
    return found or "".join(word[0] for word in words[:LONGEST]).upper()


def _dates(schedule: Schedule) -> str:
    ends = [moment.date().isoformat() for moment in (schedule.start, schedule.finish) if moment]
    return " – ".join(dict.fromkeys(ends))
