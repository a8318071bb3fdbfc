"""Values to draw as every kind of picture: small, shipped, and of 300 elements; four languages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from attrs import evolve

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.ladders import Ladder, ladder
from lifecycle_map.layouts.encodings import trust
from lifecycle_map.layouts.product_forms import form
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import (
    Activity,
    Alias,
    Element,
    Gate,
    Level,
    Process,
    Product,
    ProductCategory,
    Role,
    Schedule,
    Stage,
)
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.phases import HUB
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.views.diagrams import Diagram, Shape, State, Tone
from lifecycle_map.views.hand_overs import OVERLAP

SIZES = ("small", "shipped", "large")
LANGUAGES = ("en", "de", "ar", "ja")

NOUNS = {
    "stage": ("Preparation and set-up", "Vorbereitungs- und Einrichtungsphase", "الإعداد", "準備"),
    "process": (
        "Controlling the delivery",
        "Steuern der Dienstleistungserbringung",
        "ضبط التسليم",
        "提供のコントロール",
    ),
    "activity": ("Review the status", "Statusüberprüfung", "مراجعة الحالة", "状態のレビュー"),
    "gate": ("Approval", "Genehmigungsentscheidung", "موافقة", "承認"),
    "product": (
        "Acceptance record",
        "Betriebsübergabedokumentation",
        "سجل القبول",
        "受入れ記録",
    ),
    "role": ("Service owner", "Serviceverantwortlicher", "مالك الخدمة", "サービスオーナー"),
}
"""What elements of the samples are called, in the four languages."""


def value(kind: str, of: tuple[str, ...], size: str) -> Any:
    """A value of a class that a kind of picture draws."""
    if (kind, size) in VALUES:
        return VALUES[kind, size]()
    return VALUES[of[0], size]()


def _named(cls: type[Element], key: str, number: int, **fields: Any) -> Any:
    names = NOUNS[cls.kind]
    told = f" {number}" if number else ""
    aliases = tuple(
        Alias(language, name + told)
        for language, name in zip(LANGUAGES[1:], names[1:], strict=True)
    )
    return cls(key=key, name=names[0] + told, aliases=aliases, **fields)


def lifecycle(
    key: str,
    side: Side,
    *,
    stages: int,
    processes: int,
    activities: int = 0,
    gates: int = 0,
    products: int = 0,
    roles: int = 0,
    levels: bool = True,
) -> Lifecycle:
    """A lifecycle of so many elements of each class, joined as those of a method are."""
    made = [
        *(
            _named(Stage, f"s{n}", n, phases=(HUB[(n - 1) * 4 // stages],))
            for n in range(1, stages + 1)
        ),
        *(
            _named(Process, f"p{n}", n, level=list(Level)[1 + n % 3] if levels else None)
            for n in range(1, processes + 1)
        ),
        *(_named(Activity, f"a{n}", n) for n in range(1, activities + 1)),
        *(_named(Gate, f"g{n}", n) for n in range(1, gates + 1)),
        *(
            _named(Product, f"d{n}", n, category=list(ProductCategory)[n % 3])
            for n in range(1, products + 1)
        ),
        *(_named(Role, f"r{n}", n) for n in range(1, roles + 1)),
    ]
    return Lifecycle(
        key=key,
        name={Side.PROJECT: "Delivery method", Side.SERVICE: "Service model"}[side],
        edition="2nd edition (2026)",
        side=side,
        elements=tuple(made),
        relations=tuple(
            _joined(
                stages=stages,
                processes=processes,
                activities=activities,
                gates=gates,
                products=products,
                roles=roles,
            )
        ),
    )


def _joined(
    *, stages: int, processes: int, activities: int, gates: int, products: int, roles: int
) -> Iterator[Relation]:
    for n in range(1, stages):
        yield Relation(subject=f"s{n}", link=Link.PRECEDES, object=f"s{n + 1}")
    for n in range(1, processes + 1):
        first = (n - 1) * stages // processes + 1
        for at in range(first, min(stages, first + n % 3) + 1):
            yield Relation(subject=f"p{n}", link=Link.ACTIVE_IN, object=f"s{at}")
        if n < processes:
            label = "" if n % 2 else "stage boundary approaching"
            yield Relation(subject=f"p{n}", link=Link.TRIGGERS, object=f"p{n + 1}", label=label)
    for n in range(1, activities + 1):
        yield Relation(subject=f"p{(n - 1) % processes + 1}", link=Link.CONTAINS, object=f"a{n}")
    for n in range(1, gates + 1):
        yield Relation(subject=f"g{n}", link=Link.GUARDS, object=f"s{(n - 1) % stages + 1}")
    for n in range(1, products + 1):
        maker, user = f"p{(n - 1) % processes + 1}", f"p{n % processes + 1}"
        yield Relation(subject=maker, link=Link.CREATES, object=f"d{n}")
        links = (Link.UPDATES, Link.APPROVES, Link.USES)
        yield Relation(subject=user, link=links[n % 3], object=f"d{n}")
    for n in range(1, roles + 1):
        yield Relation(subject=f"r{n}", link=Link.PERFORMS, object=f"p{(n - 1) % processes + 1}")


def small(side: Side = Side.PROJECT) -> Lifecycle:
    """Three stages, three processes, what they make."""
    return lifecycle(
        f"small-{side.value}", side, stages=3, processes=3, gates=2, products=4, roles=2
    )


def large(side: Side = Side.PROJECT) -> Lifecycle:
    """Three hundred elements."""
    return lifecycle(
        f"large-{side.value}",
        side,
        stages=12,
        processes=40,
        activities=80,
        gates=12,
        products=136,
        roles=20,
    )


def aligned(project: Lifecycle, service: Lifecycle, count: int) -> Alignment:
    """Correspondences between two lifecycles, of every match and direction."""
    pairs = itertools.product(range(len(project.stages)), range(len(service.stages)))
    near = sorted(pairs, key=lambda pair: (abs(pair[0] - pair[1]), pair))[:count]
    matches = (Match.CLOSE, Match.RELATED, Match.BROAD, Match.NARROW, Match.EXACT)
    directions = list(Direction)
    products = [e for e in project if isinstance(e, Product)]
    rows = [
        Correspondence(
            subject=project.ref(project.stages[one].key),
            object=service.ref(service.stages[two].key),
            match=matches[n % len(matches)],
            direction=directions[n % len(directions)],
            confidence=(0.9, 0.7, 0.4)[n % 3],
            handed_over=products[n % len(products)].name,
            products=(Ref(project.key, products[n % len(products)].key),),
        )
        for n, (one, two) in enumerate(sorted(near))
    ]
    return Alignment(subject=project, object=service, correspondences=tuple(rows))


def _stages(key: str, name: str, names: str, links: str) -> Lifecycle:
    """A service lifecycle of stages alone, with what triggers what."""
    order = [text.strip() for text in names.split(",")]
    keys = {text: text.lower().replace(" ", "-").replace("/", "-") for text in order}
    relations = []
    for link in filter(None, links.split(",")):
        start, arrow, end = link.split()
        kind = Link.PRECEDES if arrow == ">" else Link.TRIGGERS
        relations.append(Relation(subject=start, link=kind, object=end))
    return Lifecycle(
        key=key,
        name=name,
        edition="1st edition (2026)",
        side=Side.SERVICE,
        elements=tuple(Stage(key=keys[text], name=text) for text in order),
        relations=tuple(relations),
    )


def six_activities() -> Lifecycle:
    """A chain of four, with one that plans and one that improves all of it."""
    chain = ("engage", "design-and-transition", "obtain-build", "deliver-and-support")
    links = [f"{bar} ~ {link}" for bar in ("plan", "improve") for link in chain]
    return _stages(
        "six",
        "Service value chain",
        "Plan, Engage, Design and transition, Obtain/build, Deliver and support, Improve",
        ",".join(links),
    )


def layered(layers: int, links: int) -> Lifecycle:
    """A chain of so many primary activities, under as many that support all of them."""
    primary = [f"Primary activity {n}" for n in range(1, links + 1)]
    support = [f"Support of all {n}" for n in range(1, layers + 1)]
    keys = [name.lower().replace(" ", "-") for name in primary]
    orders = [f"{one} > {two}" for one, two in itertools.pairwise(keys)]
    orders += [f"support-of-all-{n} ~ {key}" for n in range(1, layers + 1) for key in keys]
    return _stages("layered", "Our value chain", ", ".join(support + primary), ",".join(orders))


def eight_activities() -> Lifecycle:
    """A loop of eight with two ways back."""
    order = [
        "discover",
        "design",
        "acquire",
        "build",
        "transition",
        "operate",
        "deliver",
        "support",
    ]
    links = [f"{one} > {two}" for one, two in itertools.pairwise(order)]
    links += ["support ~ discover", "operate ~ design", "deliver ~ transition"]
    names = ", ".join(key.capitalize() for key in order)
    return _stages("eight", "Product and service lifecycle", names, ",".join(links))


def small_alignment() -> Alignment:
    return aligned(small(), small(Side.SERVICE), 4)


def shipped_alignment() -> Alignment:
    return align(load_lifecycle("prince2-2023"), load_lifecycle("itil-2011"))


def large_alignment() -> Alignment:
    return aligned(large(), large(Side.SERVICE), 60)


def dated(count: int) -> Lifecycle:
    """A plan of so many tasks in three stages, with dates, and a milestone for each stage."""
    tasks = ["Write the service desk manual", "User training", "Deployment to production"]
    begin = datetime(2027, 1, 11, 8)  # noqa: DTZ001 - plans have the time of their place
    elements: list[Element] = [_named(Stage, f"s{n}", n) for n in (1, 2, 3)]
    relations = []
    for n in range(count):
        start = begin + timedelta(days=3 * n * 60 // count)
        when = Schedule(start=start, finish=start + timedelta(days=2))
        elements.append(Activity(key=f"t{n}", name=f"{tasks[n % 3]} {n}", schedule=when))
        stage = f"s{n * 3 // count + 1}"
        relations.append(Relation(subject=stage, link=Link.CONTAINS, object=f"t{n}"))
    for n in (1, 2, 3):
        end = begin + timedelta(days=60 * n)
        moment = Schedule(start=end, finish=end, milestone=True)
        elements.append(_named(Activity, f"m{n}", n, schedule=moment))
        relations.append(Relation(subject=f"s{n}", link=Link.CONTAINS, object=f"m{n}"))
    return Lifecycle(
        key="dated", name="A plan with dates", side=Side.PROJECT,
        elements=tuple(elements), relations=tuple(relations),
    )  # fmt: skip


def plan_of(**stages: tuple[str, ...]) -> Lifecycle:
    """A plan of stages (by their names, "_" being a space) with tasks in them."""
    tasks = [(s, n, name) for s, names in stages.items() for n, name in enumerate(names)]
    return Lifecycle(
        key="plan",
        name="New server for the web application",
        side=Side.PROJECT,
        elements=(
            *(Stage(key=key, name=key.replace("_", " ")) for key in stages),
            *(Activity(key=f"{s}-{n}", name=name) for s, n, name in tasks),
        ),
        relations=tuple(
            Relation(subject=s, link=Link.CONTAINS, object=f"{s}-{n}") for s, n, _ in tasks
        ),
    )


PLAN = Path(__file__).parents[1] / "examples" / "service-introduction.toml"


@lru_cache(maxsize=8)
def planned(size: str) -> Alignment:
    """A plan aligned with a service lifecycle: of three tasks, the example's, of 300 tasks."""
    plan = {"small": lambda: dated(3), "shipped": lambda: read_lifecycle(PLAN)}.get(
        size, lambda: dated(300)
    )()
    return align(plan, load_lifecycle("itil-2011"))


ALSO = {
    "ladder of three": "ladder",
    "ladder of five": "ladder",
    "chain under layers": "value-chain",
}
"""Forms of a kind of picture that are laid out otherwise, and looked at by themselves."""


def laddered(count: int, of: Callable[[Side], Lifecycle], rungs: int) -> Ladder:
    """So many lifecycles, by turns of a project and of a service, each aligned with the next."""
    sides = itertools.cycle((Side.PROJECT, Side.SERVICE, Side.SERVICE))
    made = [evolve(of(side), key=f"rail-{n}") for n, side in zip(range(count), sides, strict=False)]
    return ladder(*(aligned(one, two, rungs) for one, two in itertools.pairwise(made)))


@lru_cache(maxsize=2)
def shipped_ladder(*names: str) -> Ladder:
    rails = [load_lifecycle(name) for name in names]
    return ladder(*(align(one, two) for one, two in itertools.pairwise(rails)))


COMPARED = ("hand-over", "gaps", "needs", "procedures", "raci", "staff", "timeline")

VALUES: dict[tuple[str, str], Callable[[], Any]] = {
    ("ladder of three", "small"): lambda: laddered(3, small, 3),
    ("ladder of three", "shipped"): lambda: shipped_ladder("prince2", "itil", "devops-loop"),
    ("ladder of three", "large"): lru_cache(lambda: laddered(3, large, 40)),
    ("ladder of five", "small"): lambda: laddered(5, small, 2),
    ("ladder of five", "shipped"): lambda: shipped_ladder(
        "pmbok-6", "prince2", "itil", "itil-4", "itil-5"
    ),
    ("ladder of five", "large"): lru_cache(lambda: laddered(5, large, 20)),
    **{(kind, size): partial(planned, size) for kind in COMPARED for size in SIZES},
    ("Lifecycle", "small"): small,
    ("Lifecycle", "shipped"): lru_cache(lambda: load_lifecycle("prince2-2023")),
    ("Lifecycle", "large"): lru_cache(large),
    ("service-loop", "shipped"): lru_cache(lambda: load_lifecycle("itil-2011")),
    ("value-chain", "shipped"): lru_cache(lambda: load_lifecycle("itil-4")),
    ("chain under layers", "small"): lambda: layered(2, 3),
    ("chain under layers", "shipped"): lambda: layered(4, 5),
    ("chain under layers", "large"): lambda: layered(6, 30),
    ("activity-loop", "shipped"): eight_activities,
    ("Alignment", "small"): small_alignment,
    ("Alignment", "shipped"): lru_cache(shipped_alignment),
    ("Alignment", "large"): lru_cache(large_alignment),
    ("Report", "small"): lambda: check(small_alignment()),
    ("Report", "shipped"): lambda: check(shipped_alignment()),
    ("Report", "large"): lambda: check(large_alignment()),
}
"""Sample values by class and size, or by kind of picture and size, which comes first."""


def ladder_signs(diagram: Diagram) -> set[str]:
    """The signs that a ladder uses, as keys of its legend."""
    rungs = [arrow for arrow in diagram.arrows if arrow.match]
    boxes = {box.key for box in diagram.boxes}
    drawn = [rung for rung in rungs if {rung.start, rung.end} <= boxes]
    handed = {rung.direction for rung in rungs} - {Direction.NONE}
    used = {direction.value for direction in handed}
    used |= {rung.match.value for rung in rungs if rung.match}
    used |= {trust(rung.confidence) for rung in drawn}
    return used | drawn_apart(diagram)


def tall_ladder_signs(diagram: Diagram) -> set[str]:
    """The signs of a ladder of more lanes, in which whole lanes are joined by rungs as well."""
    ends = {*(box.key for box in diagram.boxes), *(lane.key for lane in diagram.lanes)}
    rungs = [a for a in diagram.arrows if a.match and {a.start, a.end} <= ends]
    return ladder_signs(diagram) | {trust(rung.confidence) for rung in rungs}


def drawn_apart(diagram: Diagram) -> set[str]:
    used = {"outside" for box in diagram.boxes if box.outside}
    return used | {"repeats" for box in diagram.boxes if box.repeats}


def matrix_signs(diagram: Diagram) -> set[str]:
    """The signs that a matrix uses: states of cells and bars, and shades."""
    used = {b.state.value for b in diagram.boxes if b.state is not None and b.share is None}
    return used | {"shade" for box in diagram.boxes if box.share}


def raci_signs(diagram: Diagram) -> set[str]:
    """The signs of a bridge between roles: the letters of parts in work."""
    letters = {letter for box in diagram.boxes for letter in box.label.split()}
    return matrix_signs(diagram) | letters


def timeline_signs(diagram: Diagram) -> set[str]:
    """The signs that a timeline uses: bars of each kind, milestones, slack."""
    bars = {box.state for box in diagram.boxes if box.shape is not Shape.GATE}
    shown = {
        "plan": any(lane.tone is Tone.PROJECT for lane in diagram.lanes),
        "critical": State.RUNNING in bars,
        "waited for": bool(diagram.arrows),
        "freeze": State.ABSENT in bars,
        "milestone": any(box.shape is Shape.GATE for box in diagram.boxes),
        "slack": any(arrow.weight >= 0 for arrow in diagram.arrows),
        "late": any(arrow.weight < 0 for arrow in diagram.arrows),
    }
    return {key for key, there in shown.items() if there}


def grid_signs(diagram: Diagram) -> set[str]:
    stages = {box.key for box in diagram.boxes if box.lane == "stages"}
    triggers = {"triggers" for arrow in diagram.arrows if arrow.start not in stages}
    return triggers | drawn_apart(diagram)


def sankey_signs(diagram: Diagram) -> set[str]:
    """The signs that a Sankey picture uses: who gives, and how thick a flow is."""
    used = {arrow.direction.value for arrow in diagram.arrows if arrow.match}
    return used | ({"added"} if used else set()) | outside_signs(diagram)


def outside_signs(diagram: Diagram) -> set[str]:
    """The sign of what lies outside a lifecycle, where something does."""
    return {"outside"} if any(box.outside for box in diagram.boxes) else set()


def hub_signs(diagram: Diagram) -> set[str]:
    """The signs that a hub uses: thickness, where shares differ."""
    shared = any(arrow.weight < 1 for arrow in diagram.arrows)
    return outside_signs(diagram) | ({"share of lines"} if shared else set())


def product_signs(diagram: Diagram) -> set[str]:
    """The signs that a flow of products uses: forms of products, and what is done to them."""
    plain = [box for box in diagram.boxes if form(box.category) == "baseline"]
    other = any(box.category is not ProductCategory.BASELINE for box in plain)
    forms = {form(box.category) for box in diagram.boxes} - {"baseline"}
    forms |= {"product" if other else "baseline"} if plain else set()
    return forms | {arrow.link.value for arrow in diagram.arrows if arrow.link}


def loop_signs(diagram: Diagram) -> set[str]:
    used = {"triggers" if arrow.dotted else "feeds" for arrow in diagram.arrows}
    return used | drawn_apart(diagram)


def hand_over_signs(diagram: Diagram) -> set[str]:
    """The signs that a hand-over uses: states, and lines from where something is or would fit."""
    states = {box.key: box.state for box in diagram.boxes if box.state}
    to_parcels = [a for a in diagram.arrows if a.end in states and a.end != OVERLAP]
    open_ = {State.ABSENT, State.UNCLEAR}
    used = {state.value for state in states.values()} | outside_signs(diagram)
    used |= {"would fit"} if any(states[a.end] in open_ for a in to_parcels) else set()
    return used | ({"shown in"} if any(states[a.end] not in open_ for a in to_parcels) else set())


def activity_signs(diagram: Diagram) -> set[str]:
    used = {"returns" if arrow.dotted else "feeds" for arrow in diagram.arrows}
    return used | drawn_apart(diagram)


def chain_signs(diagram: Diagram) -> set[str]:
    used = {"acts" if arrow.dotted else "feeds" for arrow in diagram.arrows}
    return used | drawn_apart(diagram)


SIGNS: dict[str, Callable[[Diagram], set[str]]] = {
    "gaps": matrix_signs,
    "hand-over": hand_over_signs,
    "hub": hub_signs,
    "ladder": ladder_signs,
    "ladder of three": tall_ladder_signs,
    "ladder of five": tall_ladder_signs,
    "needs": matrix_signs,
    "procedures": matrix_signs,
    "product-flow": product_signs,
    "raci": raci_signs,
    "sankey": sankey_signs,
    "staff": matrix_signs,
    "timeline": timeline_signs,
    "process-grid": grid_signs,
    "service-loop": loop_signs,
    "value-chain": chain_signs,
    "chain under layers": chain_signs,
    "activity-loop": activity_signs,
}
"""For each kind of picture, the keys that its legend must have for a diagram: these, no others."""

ROOMY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("needs", "procedures", "raci"), SIZES),
    "ladder of five": SIZES,
}
"""Kinds of picture whose page may grow even at these sizes of sample."""

CROWDED: dict[str, tuple[str, ...]] = {
    "ladder": ("shipped-ar",),
    "ladder of three": ("shipped",),
    "ladder of five": ("shipped",),
}
"""Kinds of picture in which labels at these sizes (in a language) still touch others' lines."""
