"""The product flow: who makes which product, and who changes and approves it afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.model.elements import Element, Process, Product, ProductCategory, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link
from lifecycle_map.views.alt_texts import along
from lifecycle_map.views.boxes import box_of, tone_of
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Step
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.running import bars
from lifecycle_map.views.wording import wording

MOST_LANES = 9
"""With more processes than this, a lane is a stage with all its processes."""

CATEGORIES = {
    ProductCategory.BASELINE: "baseline",
    ProductCategory.APPROACH: "baseline",
    ProductCategory.RECORD: "record",
    ProductCategory.REGISTER: "record",
    ProductCategory.REPORT: "report",
}
"""What a product is drawn as; all others are plain products."""

_LINKS = {Link.CREATES: "creates", Link.UPDATES: "updates", Link.APPROVES: "approves"}
_WEIGHTS = {"creates": 3.0, "updates": 1.0, "approves": 1.0}
_STRONGEST = ("approves", "creates", "updates")


def product_flow(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the flow of a lifecycle's products, one lane for each process in order of stages.

    A product stands in the lane that first creates it; arrows lead to those that create it too,
    update or approve it. What is part of a product is not drawn apart: it counts for the whole.
    """
    wishes = Wishes(language=language, highlight=highlight)
    lanes = _lanes(lifecycle, wishes)
    order = [lane.key for lane in lanes]
    doing = _doing(lifecycle, order)
    boxes = tuple(_boxes(lifecycle, doing, order, wishes))
    arrows = tuple(_arrows(lifecycle, boxes, doing, order, language))
    used = {box.lane for box in boxes} | {arrow.end for arrow in arrows}
    shown = tuple(lane for lane in lanes if lane.key in used)
    return Diagram(
        kind="product-flow",
        title=f"{lifecycle.name}: {wording(language)['flow']}",
        subtitle=lifecycle.edition,
        description="\n".join(_description(shown, boxes, arrows)) or lifecycle.title,
        notice=lifecycle.notice,
        language=language or "en",
        lanes=shown,
        boxes=boxes,
        arrows=arrows,
        steps=tuple(_steps(shown, boxes, arrows)),
    )


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return product_flow(lifecycle, language=wishes.language, highlight=wishes.highlight)


PRODUCT_FLOW = Picture(
    name="product-flow",
    of=("Lifecycle",),
    draws=_draws,
    about="products in the lane of who creates them, and who updates and approves them",
)


def _lanes(lifecycle: Lifecycle, wishes: Wishes) -> list[Lane]:
    """Return the processes in the order in which they begin, or the stages where there are many."""
    processes = lifecycle.of(Process)
    owners: list[Work] = list(processes)
    if not processes or len(processes) > MOST_LANES:
        owners = list(along(lifecycle))
    else:
        first = {bar.work.key: bar.first for bar in reversed(bars(lifecycle, owners, shares=False))}
        owners.sort(key=lambda work: first.get(work.key, 0))
    tone = tone_of(lifecycle)
    return [
        Lane(key=str(lifecycle.ref(o.key)), label=o.label(wishes.language), tone=tone)
        for o in owners
    ]


def _doing(lifecycle: Lifecycle, lanes: list[str]) -> dict[str, dict[str, set[str]]]:
    """Return what is done to each product: by lane, the verbs."""
    found: dict[str, dict[str, set[str]]] = {}
    for relation in lifecycle.relations:
        verb = _LINKS.get(relation.link)
        lane = _lane_of(lifecycle, relation.subject, lanes) if verb else ""
        if verb and lane:
            product = _whole(lifecycle, relation.object)
            found.setdefault(product, {}).setdefault(lane, set()).add(verb)
    return found


def _lane_of(lifecycle: Lifecycle, key: str, lanes: list[str]) -> str:
    """Return the lane that work belongs to: its own, that of what contains it, or its stage's."""
    line: list[Element] = [lifecycle[key], *lifecycle.ancestors(key)]
    for element in tuple(line):
        active = (lifecycle[r.object] for r in lifecycle.outgoing(element.key, Link.ACTIVE_IN))
        line += [stage for stage in active if isinstance(stage, Stage)]
    return next((ref for e in line if (ref := str(lifecycle.ref(e.key))) in lanes), "")


def _whole(lifecycle: Lifecycle, key: str) -> str:
    """Return the outermost product that a product is part of."""
    outer = [e.key for e in lifecycle.ancestors(key) if isinstance(e, Product)]
    return outer[-1] if outer else key


def _boxes(
    lifecycle: Lifecycle,
    doing: dict[str, dict[str, set[str]]],
    lanes: list[str],
    wishes: Wishes,
) -> Iterator[Box]:
    """Yield the products that somebody creates, in the order in which that happens."""
    owners = {}
    for key, done in doing.items():
        creating = [lane for lane in lanes if "creates" in done.get(lane, ())]
        if creating:
            owners[key] = creating[0]
    products = [p for p in lifecycle.of(Product) if p.key in owners]
    for product in sorted(products, key=lambda p: lanes.index(owners[p.key])):
        category = CATEGORIES.get(product.category, "product") if product.category else "product"
        yield box_of(lifecycle, product, wishes, lane=owners[product.key], category=category)


def _arrows(
    lifecycle: Lifecycle,
    boxes: tuple[Box, ...],
    doing: dict[str, dict[str, set[str]]],
    lanes: list[str],
    language: str,
) -> Iterator[Arrow]:
    words = wording(language)
    for box in boxes:
        done = doing[box.key.removeprefix(f"{lifecycle.key}:")]
        for lane in lanes:
            verbs = [verb for verb in _STRONGEST if verb in done.get(lane, ())]
            if verbs and lane != box.lane:
                yield Arrow(
                    start=box.key,
                    end=lane,
                    label=words[verbs[0]],
                    tooltip=", ".join(words[verb] for verb in verbs),
                    weight=_WEIGHTS[verbs[0]],
                    dotted=verbs[0] == "approves",
                )


def _steps(
    lanes: tuple[Lane, ...], boxes: tuple[Box, ...], arrows: tuple[Arrow, ...]
) -> Iterator[Step]:
    """Yield the frames of a flow: lane after lane, what is created there and where it goes."""
    for lane in lanes:
        own = [box for box in boxes if box.lane == lane.key]
        keys = {box.key for box in own}
        shows = (*keys_of(own), *(arrow.key for arrow in arrows if arrow.start in keys))
        if own:
            yield Step(title=lane.label, shows=shows, note=", ".join(box.label for box in own))


def keys_of(boxes: list[Box]) -> tuple[str, ...]:
    """Return the keys of some boxes."""
    return tuple(box.key for box in boxes)


def _description(
    lanes: tuple[Lane, ...], boxes: tuple[Box, ...], arrows: tuple[Arrow, ...]
) -> Iterator[str]:
    names = {lane.key: lane.label for lane in lanes}
    for box in boxes:
        after = (f"{names[a.end]} {a.tooltip}" for a in arrows if a.start == box.key)
        yield f"{names[box.lane]}: {'; '.join((box.label, *after))}."
