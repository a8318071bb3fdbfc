"""Elements of a lifecycle as boxes and arrows of a picture, in the language that is wished."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.elements import Element, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.views.alt_texts import along
from lifecycle_map.views.diagrams import Arrow, Box, Shape, Step, Tone
from lifecycle_map.views.pictures import Wishes
from lifecycle_map.views.translating import in_english


def box_of(lifecycle: Lifecycle, element: Element, wishes: Wishes, **more: Any) -> Box:
    """Return an element as a box; ``more`` are the fields that say where it stands."""
    fields = {
        "key": str(lifecycle.ref(element.key)),
        "label": element.label(wishes.language),
        "shape": Shape(element.kind),
        "tooltip": element.summary,
        "highlighted": wishes.highlight in (element.key, str(lifecycle.ref(element.key))),
        "outside": isinstance(element, Stage) and element.outside,
        "repeats": isinstance(element, Stage) and element.repeats,
    }
    return Box(**{**fields, **more})


def tone_of(lifecycle: Lifecycle) -> Tone:
    """Return the tone of the side that a lifecycle is drawn by."""
    return Tone.PROJECT if lifecycle.side is Side.PROJECT else Tone.SERVICE


def lifecycle_called(name: str) -> Lifecycle | None:
    """Return the lifecycle of the catalogue that has that name, if there is one."""
    try:
        return load_lifecycle(name)
    except UnknownNameError:
        return None


def editions(rails: tuple[Lifecycle, ...]) -> str:
    """Return whose edition is which; of one lifecycle alone, the edition."""
    told = [rail for rail in rails if rail.edition]
    if len(rails) == 1:
        return "".join(rail.edition for rail in told)
    return " · ".join(f"{rail.name}: {rail.edition}" for rail in told)


def flow(rail: Lifecycle) -> Iterable[Arrow]:
    """Yield the order of the stages, as stated; else as they stand, one after the other.

    Stages that only trigger each other have no order: none is made up for them.
    """
    keys = [work.key for work in along(rail)]
    known = set(keys)
    among = [r for r in rail.relations if r.subject in known and r.object in known]
    pairs = [(r.subject, r.object, r.label) for r in among if r.link is Link.PRECEDES]
    if not pairs and not any(r.link is Link.TRIGGERS for r in among):
        pairs = [(first, second, "") for first, second in itertools.pairwise(keys)]
    for first, second, label in pairs:
        yield Arrow(start=str(rail.ref(first)), end=str(rail.ref(second)), label=label)


def steps_of(
    boxes: Iterable[Box], arrows: Sequence[Arrow], language: str, *, shown: Iterable[str] = ()
) -> Iterator[Step]:
    """Yield the frames that add box after box, each with the arrows to what is there already;
    ``shown`` are the keys of the boxes that are there before. Summaries are told in English only.
    """
    there = set(shown)
    for box in boxes:
        there.add(box.key)
        own = [a for a in arrows if {a.start, a.end} <= there and box.key in (a.start, a.end)]
        summary = box.tooltip if in_english(language) else ""
        note = "; ".join(filter(None, (summary, *box.detail)))
        yield Step(title=box.label, shows=(box.key, *(a.key for a in own)), note=note)


def merged(relations: Iterable[Relation], language: str = "") -> dict[tuple[str, str], str]:
    """Return relations by their ends, those between the same two with one label."""
    comma = load_translations(language)(", ")
    labels: dict[tuple[str, str], dict[str, None]] = {}
    for relation in relations:
        said = labels.setdefault((relation.subject, relation.object), {})
        if relation.label:
            said[relation.label] = None
    return {ends: comma.join(_shortened(list(said))) for ends, said in labels.items()}


def _shortened(labels: list[str]) -> list[str]:
    """Return labels, the beginning that a later one shares with the first being said once."""
    first = labels[0].split() if labels else []
    return [*labels[:1], *(" ".join(_rest(label.split(), first)) for label in labels[1:])]


def _rest(words: list[str], first: list[str]) -> list[str]:
    alike = 0
    while alike < min(len(words), len(first)) - 1 and words[alike] == first[alike]:
        alike += 1
    return words[alike:] if alike > 1 else words
