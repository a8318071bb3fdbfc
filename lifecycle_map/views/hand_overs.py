"""The hand-over: what the project gives, what the service gets, and the time that they share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.fixing import stages_for
from lifecycle_map.analysis.reports import Report
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import shipped_rules
from lifecycle_map.loading.task_names import load_task_names
from lifecycle_map.loading.translations import Translations, base_of, load_translations
from lifecycle_map.matching.needs import Visibility
from lifecycle_map.model.elements import Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import Need, Visible
from lifecycle_map.model.phases import Phase
from lifecycle_map.views.alt_texts import along
from lifecycle_map.views.boxes import box_of, lifecycle_called, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, State, Step, Tone
from lifecycle_map.views.gaps import task_for
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import translated

INTERFACE = "/hand-over"
"""The key of the lane between the two sides, which no lifecycle can have; the keys of what stands
in it begin with it.
"""

OVERLAP = f"{INTERFACE}/early-life-support"
"""The key of the time in which both sides look after the service."""

EARLIER = f"{INTERFACE}/earlier"
"""The key of the box for all stages before those that are shown."""

_PACKAGE_RULE = "GAP-R5a"
_SUPPORTED = "N45"
_MORE = ("N15", "N34", "N50")
"""Beside the needs of the rule: built as documented, licences and supplier contracts."""

_EXIT = ("N46", "N47", "N21", "N53")
"""By what early life support ends: criteria, working processes, monitoring, and an agreed date."""

_MOST_STAGES = 3
_STATES = {Visible.YES: State.VISIBLE, Visible.PARTLY: State.PARTLY, Visible.NO: State.ABSENT}
_WORDS = {
    "en": "Hand-over package|Early life support|ends with:",
    "de": "Übergabepaket|Unterstützung in der Anfangszeit|endet mit:",
    "fr": "Dossier de transfert|Soutien de démarrage|se termine par :",
    "es": "Paquete de entrega|Soporte inicial|termina con:",
    "it": "Pacchetto di passaggio|Supporto iniziale|termina con:",
    "pt": "Pacote de entrega|Suporte inicial|termina com:",
    "nl": "Overdrachtspakket|Nazorg in de beginfase|eindigt met:",
    "ar": "حزمة التسليم|الدعم في البداية|ينتهي بـ:",
    "ja": "引き渡しパッケージ|初期サポート|終了の条件：",
}


@frozen(kw_only=True)
class _Sides:
    """The stages that are shown: before the hand-over, and those that share the time after it."""

    plan: Lifecycle
    earlier: tuple[Work, ...]
    before: tuple[Work, ...]
    closing: tuple[Work, ...]
    service: Lifecycle | None
    preparing: tuple[Work, ...]
    running: tuple[Work, ...]


def hand_over(value: Report | Alignment, *, language: str = "", highlight: str = "") -> Diagram:
    """Return what of the hand-over package is visible in a plan, and in which of its stages.

    On the one side the last stages of the plan (all before them are one box), on the other the
    stages of the service from its design on. What is not visible is joined to the stage that a task
    for it would fit. Early life support is what the end of the project and the operation of the
    service share; with it stand the needs by which it can end.
    """
    report = value if isinstance(value, Report) else check(value)
    service = value.object if isinstance(value, Alignment) else lifecycle_called(report.service)
    plan = translated(report.plan, language)
    service = translated(service, language) if service else None
    sides = _sides(plan, service, highlight)
    wishes = Wishes(language=language, highlight=highlight)
    words = _words(language)
    said = load_translations(language)
    seen = {each.need.key: each for each in report.needs}
    fitting = stages_for(report.plan)
    origins = {need.key: _origin(sides, seen, fitting, need.key) for need in _needs(_package())}
    package = _in_order(
        [_parcel(need, seen, language) for need in _needs(_package())], origins, sides
    )
    overlap = _overlap(seen, words[1:], language)
    stages = tuple(_stages(sides, wishes))
    boxes = (*stages, *package, *overlap)
    arrows = (*_flows(sides), *_origins(origins, package), *_passing(sides))
    return Diagram(
        kind="hand-over",
        title=f"{plan.name}: {words[0]}",
        subtitle=_counted(package, said),
        description="\n".join(_told(boxes, arrows, said)),
        notice=" ".join(
            filter(None, dict.fromkeys((plan.notice, service.notice if service else "")))
        ),
        language=language or "en",
        lanes=_lanes(report, plan, service, words[0]),
        boxes=boxes,
        arrows=arrows,
        steps=tuple(_steps(sides, stages, package, overlap, arrows, said=said)),
    )


def _words(language: str) -> list[str]:
    tag = language.replace("_", "-").partition("-")[0].casefold()
    return _WORDS.get(tag, _WORDS["en"]).split("|")


def _sides(plan: Lifecycle, service: Lifecycle | None, highlight: str) -> _Sides:
    works = along(plan)
    inside = [n for n, work in enumerate(works) if not (isinstance(work, Stage) and work.outside)]
    end = inside[-1] if inside else len(works) - 1
    ahead = works[: max(end, 0)]
    here = next((n for n, w in enumerate(ahead) if highlight in (w.key, str(plan.ref(w.key)))), -1)
    first = max(0, len(ahead) - _MOST_STAGES)
    first = min(first, here) if here >= 0 else first
    stages = along(service) if service else ()
    runs = next((n for n, s in enumerate(stages) if Phase.SUPPORT in s.phases), len(stages) - 1)
    begins = next((n for n, s in enumerate(stages) if Phase.DESIGN in s.phases), 0)
    return _Sides(
        plan=plan,
        earlier=ahead[:first],
        before=ahead[first:],
        closing=works[max(end, 0) :][:2],
        service=service,
        preparing=stages[min(begins, max(runs, 0)) : max(runs, 0)][-_MOST_STAGES:],
        running=stages[max(runs, 0) :][:2],
    )


def _lanes(
    report: Report, plan: Lifecycle, service: Lifecycle | None, package: str
) -> tuple[Lane, ...]:
    other = service.name if service else report.service
    return (
        Lane(key=plan.key, label=plan.name, tone=tone_of(plan)),
        Lane(key=INTERFACE, label=package, tone=Tone.INTERFACE),
        Lane(key=service.key if service else report.service, label=other, tone=Tone.SERVICE),
    )


def _stages(sides: _Sides, wishes: Wishes) -> Iterator[Box]:
    if sides.earlier:
        names = [work.label(wishes.language) for work in (sides.earlier[0], sides.earlier[-1])]
        label = " – ".join(dict.fromkeys(names))
        yield Box(key=EARLIER, label=label, lane=sides.plan.key)
    for work in (*sides.before, *sides.closing):
        yield box_of(sides.plan, work, wishes, lane=sides.plan.key, repeats=False)
    if sides.service:
        for work in (*sides.preparing, *sides.running):
            yield box_of(sides.service, work, wishes, lane=sides.service.key, repeats=False)


def _package() -> tuple[str, ...]:
    rule = next(rule for rule in shipped_rules() if rule.key == _PACKAGE_RULE)
    return (*(key for key in rule.needs if key != _SUPPORTED), *_MORE)


def _needs(keys: Sequence[str]) -> list[Need]:
    wanted = set(keys)
    return [need for need in load_needs() if need.key in wanted]


def _parcel(need: Need, seen: Mapping[str, Visibility], language: str, within: str = "") -> Box:
    said = load_translations(language)
    found = seen.get(need.key)
    lines = [line.name for line in found.evidence] if found else []
    return Box(
        key=f"{INTERFACE}/{need.key}",
        label=_label(need, language),
        shape=Shape.PRODUCT,
        lane=INTERFACE,
        within=within,
        tooltip="\n".join(filter(None, (said(need.title), *(lines or [task_for(need, language)])))),
        state=_STATES[found.visible] if found else State.UNCLEAR,
    )


def _label(need: Need, language: str) -> str:
    """Return what is handed over; in other languages the task that brings it, where it is named."""
    tag, said = base_of(language), load_translations(language)
    names = load_task_names().get(tag) if tag not in ("", "en") else None
    task = names.tasks.get(need.key, need.artefact) if names else need.artefact
    return said.texts.get(need.artefact, task)


def _overlap(
    seen: Mapping[str, Visibility], words: Sequence[str], language: str
) -> tuple[Box, ...]:
    found = seen.get(_SUPPORTED)
    lines = [line.name for line in found.evidence] if found else []
    block = Box(
        key=OVERLAP,
        label=words[0],
        shape=Shape.PROCESS,
        lane=INTERFACE,
        detail=(words[1],),
        tooltip="\n".join(lines or [task_for(need, language) for need in _needs([_SUPPORTED])]),
        state=_STATES[found.visible] if found else State.UNCLEAR,
    )
    return block, *(_parcel(need, seen, language, OVERLAP) for need in _needs(_EXIT))


def _flows(sides: _Sides) -> Iterator[Arrow]:
    """Yield the order of the stages on both sides."""
    plan = [str(sides.plan.ref(work.key)) for work in (*sides.before, *sides.closing)]
    rails = [[EARLIER, *plan] if sides.earlier else plan]
    if sides.service:
        works = (*sides.preparing, *sides.running)
        rails.append([str(sides.service.ref(work.key)) for work in works])
    for keys in rails:
        yield from (Arrow(start=a, end=b) for a, b in itertools.pairwise(keys))


def _origin(
    sides: _Sides, seen: Mapping[str, Visibility], fitting: Mapping[str, Stage], key: str
) -> str:
    """Return the box of the stage that shows a need first, or that a task for it would fit."""
    lines = seen[key].evidence if key in seen else ()
    stages = [sides.plan.stage_of(line.key) for line in lines] or [fitting.get(key)]
    found = next((stage for stage in stages if stage is not None), None)
    if found is None:
        return ""
    if any(work is found for work in (*sides.before, *sides.closing)):
        return str(sides.plan.ref(found.key))
    return EARLIER if sides.earlier else ""


def _in_order(parcels: Sequence[Box], origins: Mapping[str, str], sides: _Sides) -> tuple[Box, ...]:
    """Return the parts of the package in the order of the stages that they come from."""
    works = (*sides.before, *sides.closing)
    order = ["", EARLIER, *(str(sides.plan.ref(work.key)) for work in works)]
    return tuple(sorted(parcels, key=lambda box: order.index(origins[_need_of(box)])))


def _need_of(box: Box) -> str:
    return box.key.rpartition("/")[2]


def _origins(origins: Mapping[str, str], package: Sequence[Box]) -> Iterator[Arrow]:
    for box in package:
        start = origins[_need_of(box)]
        if start:
            yield Arrow(start=start, end=box.key, tooltip=box.tooltip)


def _passing(sides: _Sides) -> Iterator[Arrow]:
    """Yield how the package reaches the service: through the time that both sides share."""
    yield Arrow(start=INTERFACE, end=OVERLAP)
    if sides.closing:
        yield Arrow(start=str(sides.plan.ref(sides.closing[0].key)), end=OVERLAP)
    if sides.service and sides.running:
        yield Arrow(start=OVERLAP, end=str(sides.service.ref(sides.running[0].key)))


def _counted(package: Sequence[Box], said: Translations) -> str:
    visible = sum(box.state is State.VISIBLE for box in package)
    partly = sum(box.state is State.PARTLY for box in package)
    told = said(
        "{count} of {total} parts of the hand-over package visible in the plan",
        count=visible,
        total=len(package),
    )
    return told + said(", {count} more in part", count=partly) if partly else told


def _told(boxes: Sequence[Box], arrows: Sequence[Arrow], said: Translations) -> Iterator[str]:
    names = {box.key: box.label for box in boxes}
    stages = [box.label for box in boxes if box.state is None]
    yield said("Stages: {names}.", names=", ".join(stages) or said("none"))
    for box in boxes:
        if box.state is not None:
            origin = next((names[a.start] for a in arrows if a.end == box.key and a.start in names),
                          "")  # fmt: skip
            where = f", {origin}" if origin and box.key != OVERLAP else ""
            yield f"{box.label}: {said(box.state.value)}{where}."


def _steps(
    sides: _Sides,
    stages: Sequence[Box],
    package: Sequence[Box],
    overlap: Sequence[Box],
    arrows: Sequence[Arrow],
    *,
    said: Translations,
) -> Iterator[Step]:
    """Yield the frames: each side, then the package by how visible it is, then what both share."""
    for lane, title in ((sides.plan.key, sides.plan.name), *_other(sides)):
        own = [box for box in stages if box.lane == lane]
        yield Step(
            title=title,
            shows=(lane, *(box.key for box in own)),
            note=", ".join(box.label for box in own),
        )
    for state in (State.VISIBLE, State.PARTLY, State.ABSENT, State.UNCLEAR):
        own = [box for box in package if box.state is state]
        if own:
            keys = {box.key for box in own}
            shows = (*keys_of(own), *dict.fromkeys(a.key for a in arrows if a.end in keys))
            yield Step(
                title=said(state.value), shows=shows, note="; ".join(box.label for box in own)
            )
    last = tuple(arrow.key for arrow in arrows if OVERLAP in (arrow.start, arrow.end))
    note = "; ".join(f"{box.label}: {said(box.state.value)}" for box in overlap if box.state)
    yield Step(title=overlap[0].label, shows=(*keys_of(overlap), *last), note=note)


def _other(sides: _Sides) -> tuple[tuple[str, str], ...]:
    return ((sides.service.key, sides.service.name),) if sides.service else ()


def keys_of(boxes: Sequence[Box]) -> tuple[str, ...]:
    """Return the keys of boxes, as they stand."""
    return tuple(box.key for box in boxes)


def _draws(value: Report | Alignment, wishes: Wishes) -> Diagram:
    return hand_over(value, language=wishes.language, highlight=wishes.highlight)


HAND_OVER = Picture(
    name="hand-over",
    of=("Alignment", "Report"),
    draws=_draws,
    about="the hand-over package between project and service: what of it the plan shows",
)
