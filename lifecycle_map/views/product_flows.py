"""The flow of products: which process makes each, which work on it later, and which approve it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.elements import Process, Product, ProductCategory, Work
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Step, Tone
from lifecycle_map.views.ladders import article
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.translating import in_english, translated
from lifecycle_map.views.wording import wording

TOUCHES = (Link.CREATES, Link.UPDATES, Link.APPROVES)
"""What a picture shows that a process does to a product."""

MANAGED = (ProductCategory.BASELINE, ProductCategory.RECORD, ProductCategory.REPORT)
"""Where a lifecycle has products of these categories, only they are shown: what a method counts."""


@frozen(kw_only=True)
class _Touch:
    """A process does something to a product."""

    worker: Work
    link: Link
    product: Product


def product_flow(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return a lane for each process in the order of the stages, and the products in the lane of
    the process that makes them, with an arrow from each process that does something to them.

    What an activity does counts for its process. Of a method that counts baselines, records and
    reports the picture shows these, else all products that anything is done to.
    """
    lifecycle = translated(lifecycle, language)
    touches = list(dict.fromkeys(_touches(lifecycle)))
    workers = _in_order(lifecycle, {touch.worker.key: touch.worker for touch in touches})
    homes = _homes(touches, workers)
    places = {worker.key: number for number, worker in enumerate(workers)}
    products = sorted(
        {touch.product.key: touch.product for touch in touches}.values(),
        key=lambda product: places[homes[product.key].key],
    )
    lanes = tuple(_lane(lifecycle, worker, language, highlight) for worker in workers)
    boxes = tuple(
        _box(lifecycle, product, homes[product.key], language, highlight) for product in products
    )
    arrows = tuple(_arrow(lifecycle, touch, language) for touch in touches)
    told = {lane.key: _sentence(lane, boxes, arrows, language) for lane in lanes}
    return Diagram(
        kind="product-flow",
        title=_title(lifecycle, language),
        subtitle=" · ".join(
            filter(None, (lifecycle.edition, _counted(lifecycle, boxes, language)))
        ),
        description="\n".join(told.values()),
        notice=lifecycle.notice,
        language=language or "en",
        lanes=lanes,
        boxes=boxes,
        arrows=arrows,
        steps=tuple(_steps(lanes, boxes, arrows, told)),
    )


def _touches(lifecycle: Lifecycle) -> Iterator[_Touch]:
    counted = any(product.category in MANAGED for product in lifecycle.of(Product))
    for relation in lifecycle.relations:
        if relation.link not in TOUCHES:
            continue
        worker, product = _worker(lifecycle, relation.subject), lifecycle[relation.object]
        if worker is None or not isinstance(product, Product):
            continue
        if not counted or product.category in MANAGED:
            yield _Touch(worker=worker, link=relation.link, product=product)


def _worker(lifecycle: Lifecycle, key: str) -> Work | None:
    """Return the process that an element is or belongs to, else the outermost work; no role."""
    line = (lifecycle[key], *lifecycle.ancestors(key))
    works = [element for element in line if isinstance(element, Work)]
    return next((work for work in works if isinstance(work, Process)), works[-1] if works else None)


def _in_order(lifecycle: Lifecycle, workers: dict[str, Work]) -> list[Work]:
    """Return processes by the first stage in which they run, then as the lifecycle lists them."""
    stages = {stage.key: number for number, stage in enumerate(lifecycle.stages)}
    listed = {element.key: number for number, element in enumerate(lifecycle)}

    def first(work: Work) -> int:
        active = [r.object for r in lifecycle.outgoing(work.key, Link.ACTIVE_IN)]
        home = lifecycle.stage_of(work.key)
        found = [stages[key] for key in (*active, *([home.key] if home else ())) if key in stages]
        return min(found, default=len(stages))

    return sorted(workers.values(), key=lambda work: (first(work), listed[work.key]))


def _homes(touches: Sequence[_Touch], workers: list[Work]) -> dict[str, Work]:
    """Return for each product the first process that creates it, else the first that touches it."""
    places = {worker.key: number for number, worker in enumerate(workers)}
    homes: dict[str, Work] = {}
    for touch in sorted(touches, key=lambda t: (TOUCHES.index(t.link), places[t.worker.key])):
        homes.setdefault(touch.product.key, touch.worker)
    return homes


def _lane(lifecycle: Lifecycle, worker: Work, language: str, highlight: str) -> Lane:
    ref = str(lifecycle.ref(worker.key))
    return Lane(
        key=ref,
        label=worker.label(language),
        tone=Tone.PROJECT if lifecycle.side is Side.PROJECT else Tone.SERVICE,
        highlighted=highlight in (worker.key, ref),
    )


def _box(lifecycle: Lifecycle, product: Product, home: Work, language: str, highlight: str) -> Box:
    ref = str(lifecycle.ref(product.key))
    return Box(
        key=ref,
        label=product.label(language),
        shape=Shape.PRODUCT,
        lane=str(lifecycle.ref(home.key)),
        detail=(_category(product.category, language),) if product.category else (),
        tooltip=product.summary,
        highlighted=highlight in (product.key, ref),
        category=product.category,
    )


def _category(category: ProductCategory, language: str) -> str:
    said = load_translations(language)
    return said(category.value.replace("-", " "))


def _arrow(lifecycle: Lifecycle, touch: _Touch, language: str) -> Arrow:
    names = touch.worker.label(language), touch.product.label(language)
    verb = wording(language)[touch.link.value]
    return Arrow(
        start=str(lifecycle.ref(touch.worker.key)),
        end=str(lifecycle.ref(touch.product.key)),
        label=verb,
        tooltip=f"{names[0]} {verb} {names[1]}",
        link=touch.link,
    )


def _title(lifecycle: Lifecycle, language: str) -> str:
    if not in_english(language):
        return load_translations(language)("The products of {name}", name=lifecycle.name)
    return f"The products of {article(lifecycle)}{lifecycle.name}"


def _counted(lifecycle: Lifecycle, boxes: Sequence[Box], language: str) -> str:
    said, total = load_translations(language), len(lifecycle.of(Product))
    if len(boxes) < total:
        return said("{shown} of {total} products", shown=len(boxes), total=total)
    return said("{total} products", total=total)


def _sentence(lane: Lane, boxes: Sequence[Box], arrows: Sequence[Arrow], language: str) -> str:
    verbs = wording(language)
    names = {box.key: box.label for box in boxes}
    parts = []
    for link in TOUCHES:
        found = [names[a.end] for a in arrows if a.start == lane.key and a.link is link]
        if found:
            parts.append(f"{verbs[link.value]} {', '.join(found)}")
    return f"{lane.label}: {'; '.join(parts)}."


def _steps(
    lanes: Sequence[Lane], boxes: Sequence[Box], arrows: Sequence[Arrow], told: dict[str, str]
) -> Iterator[Step]:
    """Yield the frames: process by process what it makes, works on and approves."""
    for lane in lanes:
        made = (box.key for box in boxes if box.lane == lane.key)
        done = dict.fromkeys(arrow.key for arrow in arrows if arrow.start == lane.key)
        yield Step(title=lane.label, shows=(lane.key, *made, *done), note=told[lane.key])


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return product_flow(lifecycle, language=wishes.language, highlight=wishes.highlight)


PRODUCT_FLOW = Picture(
    name="product-flow",
    of=("Lifecycle",),
    draws=_draws,
    about="products on their way: which process makes, updates and approves each",
)
