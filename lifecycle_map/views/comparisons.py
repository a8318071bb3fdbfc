"""Both sides against each other: procedures, roles and work, service staff and stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from attrs import evolve

from lifecycle_map.analysis.curated import method
from lifecycle_map.analysis.involving import Involvement, StageInvolvement, involvement
from lifecycle_map.analysis.procedures import (
    ProcedureCell,
    ProcedureMatrix,
    ProcedureRow,
    ProcedureState,
    procedure_matrix,
)
from lifecycle_map.analysis.raci import Part, RaciBridge, raci_bridge
from lifecycle_map.loading.frameworks import METHOD
from lifecycle_map.loading.translations import Translations, load_translations
from lifecycle_map.model.elements import Element, Process
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.diagrams import Box, Diagram, Lane, State, Tone
from lifecycle_map.views.matrices import matrix
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, name_in, names_in, translated

_TONES = {Side.PROJECT: Tone.PROJECT, Side.SERVICE: Tone.SERVICE}

_METHODS = dict(zip((Side.PROJECT, Side.SERVICE), METHOD, strict=True))

_STATES = {
    ProcedureState.REUSED: State.VISIBLE,
    ProcedureState.ALIGNED: State.VISIBLE,
    ProcedureState.MISSING: State.ABSENT,
    ProcedureState.DUPLICATED: State.PARTLY,
    ProcedureState.UNCLEAR: State.UNCLEAR,
}


def procedures(matrix: ProcedureMatrix, *, language: str = "") -> Diagram:
    """Return the procedure matrix: what each side has of a kind, and how the two stand."""
    said = load_translations(language)
    lanes = tuple(Lane(key=row.kind, label=said(row.kind.capitalize())) for row in matrix.rows)
    columns = (
        Lane(key="project", label=said("The project's procedure"), tone=Tone.PROJECT),
        Lane(key="state", label=said("How the two stand"), tone=Tone.INTERFACE),
        Lane(key="service", label=said("The operational procedure"), tone=Tone.SERVICE),
    )
    names = {} if in_english(language) else names_in(METHOD, language)
    boxes = tuple(box for row in matrix.rows for box in _procedure(row, said, names))
    return _comparison(
        "procedures",
        said("Procedures of both sides"),
        matrix,
        lanes=lanes,
        columns=columns,
        boxes=boxes,
        language=language,
    )


def _procedure(row: ProcedureRow, said: Translations, known: Mapping[str, str]) -> Iterable[Box]:
    for cell in (row.project, row.service):
        words = _usual(cell, said, known)
        if words:
            key = cell.side.value
            yield Box(key=f"{row.kind}/{key}", label=words, lane=row.kind, column=key)
    yield Box(
        key=f"{row.kind}/state",
        label=said(row.state.value),
        lane=row.kind,
        column="state",
        state=_STATES[row.state],
        tooltip=row.reason,
    )


def _usual(cell: ProcedureCell, said: Translations, known: Mapping[str, str]) -> str:
    """Return what one side has; where nobody said, where its method has it."""
    usual = said(", ").join(said.texts.get(name, known.get(name, name)) for name in cell.usual)
    return "; ".join(cell.names) or (said("usually: {names}", names=usual) if usual else "")


def raci(bridge: RaciBridge, *, language: str = "") -> Diagram:
    """Return the bridge between roles: who of both sides has which part in which process.

    A process has the parts of all its activities that hand something over.
    """
    parts: dict[tuple[str, str], dict[Part, str]] = {}
    columns: dict[str, Lane] = {}
    lanes: dict[str, Lane] = {}
    for row in bridge.rows:
        process = _process(row.project)
        columns.setdefault(process.key, Lane(key=process.key, label=name_in(process, language)))
        for cell in row.cells:
            lane = f"{cell.side.value}:{cell.role.key}"
            lanes[lane] = Lane(
                key=lane,
                label=name_in(cell.role, language),
                tone=_TONES[cell.side],
                group=translated(method(_METHODS[cell.side]), language).name,
            )
            told = f"{lanes[lane].label}: {cell.reason}"
            parts.setdefault((lane, process.key), {}).setdefault(cell.part, told)
    busy = Counter(lane for lane, _ in parts)
    order = sorted(lanes, key=lambda key: (key.startswith("service"), -busy[key], key))
    boxes = tuple(
        Box(
            key=f"{lane}/{column}",
            label=" ".join(part.value for part in Part if part in held),
            lane=lane,
            column=column,
            tooltip="\n".join(held[part] for part in Part if part in held),
        )
        for (lane, column), held in parts.items()
    )
    rows = tuple(lanes[key] for key in order)
    heads = tuple(columns.values())
    return _comparison(
        "raci",
        load_translations(language)("Who has which part"),
        bridge,
        lanes=rows,
        columns=heads,
        boxes=boxes,
        language=language,
    )


def _process(element: Element) -> Element:
    """Return the process that an activity of the project's method is part of."""
    home = method(METHOD[0])
    above = (element, *home.ancestors(element.key)) if element.key in home else (element,)
    return next((each for each in above if isinstance(each, Process)), element)


def staff(found: Involvement, *, language: str = "", highlight: str = "") -> Diagram:
    """Return who of the service side is needed in which stage: in it, or wanted there.

    Neighbouring stages with the same are one bar. A person whose name is that of a role is it.
    """
    plan = translated(found.plan, language)
    said = load_translations(language)
    columns = tuple(
        Lane(
            key=each.stage or "whole",
            label=plan[each.stage].label(language) if each.stage else said(each.name),
            tone=Tone.PROJECT,
            highlighted=bool(each.stage)
            and highlight in (each.stage, str(found.plan.ref(each.stage))),
        )
        for each in found.stages
    )
    rows: dict[str, str] = {}
    cells: dict[tuple[str, int], tuple[State, str]] = {}
    for number, each in enumerate(found.stages):
        for label, state, why in _parts(each, language):
            rows.setdefault(label.casefold(), label)
            cells.setdefault((label.casefold(), number), (state, why))
    lanes = tuple(Lane(key=key, label=label, tone=Tone.SERVICE) for key, label in rows.items())
    boxes = tuple(box for key in rows for box in _bars(key, columns, cells))
    return _comparison(
        "staff",
        said("Who of the service side is needed when"),
        found,
        lanes=lanes,
        columns=columns,
        boxes=boxes,
        language=language,
    )


def _parts(each: StageInvolvement, language: str) -> Iterable[tuple[str, State, str]]:
    for name in each.staff:
        yield name, State.RUNNING, "; ".join(each.lines)
    for told in each.recommended:
        yield name_in(told.role, language), State.WANTED, told.why


def _bars(
    key: str, columns: tuple[Lane, ...], cells: dict[tuple[str, int], tuple[State, str]]
) -> Iterable[Box]:
    start = 0
    while start < len(columns):
        held = cells.get((key, start))
        end = start
        while held and cells.get((key, end + 1), (None,))[0] is held[0]:
            end += 1
        if held:
            yield Box(
                key=f"{key}/{columns[start].key}",
                label="",
                lane=key,
                column=columns[start].key,
                until=columns[end].key,
                state=held[0],
                tooltip=held[1],
            )
        start = end + 1


def _comparison(
    kind: str,
    title: str,
    value: ProcedureMatrix | RaciBridge | Involvement,
    *,
    lanes: tuple[Lane, ...],
    columns: tuple[Lane, ...],
    boxes: tuple[Box, ...],
    language: str,
) -> Diagram:
    """Return a matrix, with the trade marks of the plan and of both methods that it names."""
    drawn = matrix(kind, title, lanes=lanes, columns=columns, boxes=boxes, language=language)
    plan = translated(value.plan, language)
    about = str(value) if in_english(language) else _about(value, plan, language)
    marks = (plan.notice, *(translated(method(key), language).notice for key in METHOD))
    return evolve(drawn, subtitle=about, notice=" ".join(dict.fromkeys(filter(None, marks))))


def _about(
    value: ProcedureMatrix | RaciBridge | Involvement, plan: Lifecycle, language: str
) -> str:
    """Return what a value says of itself as a whole, in another language than English."""
    said = load_translations(language)
    if isinstance(value, ProcedureMatrix):
        states = Counter(row.state for row in value.rows)
        told = said(", ").join(f"{said(s.value)} {states[s]}" for s in ProcedureState if states[s])
        about = said("kinds of procedure: {count} ({states})", count=len(value.rows), states=told)
    elif isinstance(value, RaciBridge):
        about = said(
            "pairs of roles: {pairs}; hand-overs: {rows}",
            pairs=len(value.pairs),
            rows=len(value.rows),
        )
    else:
        held = sum(bool(each.staff) for each in value.stages)
        about = said(
            "service staff in {count} of {total} stages", count=held, total=len(value.stages)
        )
    return f"{plan.title}: {about}"


def _of(
    cls: type, made: Callable[..., object], draws: Callable[..., Diagram]
) -> Callable[[object, Wishes], Diagram]:
    """Return what draws a value, or first works out the value from an alignment or a plan."""

    def drawn(value: object, wishes: Wishes) -> Diagram:
        found = value if isinstance(value, cls) else made(value)
        return draws(found, language=wishes.language)

    return drawn


PROCEDURES = Picture(
    name="procedures",
    of=("ProcedureMatrix", "Alignment"),
    draws=_of(ProcedureMatrix, procedure_matrix, procedures),
    about="the procedures of both sides: reused, aligned, duplicated, or not there",
)
RACI = Picture(
    name="raci",
    of=("RaciBridge", "Alignment"),
    draws=_of(RaciBridge, raci_bridge, raci),
    about="the bridge between roles: who of both sides has which part in what is handed over",
)
STAFF = Picture(
    name="staff",
    of=("Involvement", "Alignment"),
    draws=lambda value, wishes: staff(
        value if isinstance(value, Involvement) else involvement(value),
        language=wishes.language,
        highlight=wishes.highlight,
    ),
    about="involvement bars: who of the service side is needed in which stage",
)
