"""A lifecycle of an ArchiMate model, whichever notation it came in."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import PurePath

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.archimate_ends import Ends
from lifecycle_map.loading.plans.archimate_mending import mend_model
from lifecycle_map.loading.plans.archimate_models import Concept, Model, Tie
from lifecycle_map.loading.plans.archimate_relations import RELATION_ENDS, Relating
from lifecycle_map.loading.plans.archimate_types import (
    ELEMENT_TYPES,
    KIND,
    PRODUCT,
    STAGE,
    WHOLES,
    WORK_PACKAGE,
    Meaning,
    words_of,
)
from lifecycle_map.loading.plans.archimate_views import in_view
from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.elements import ELEMENTS, Activity, Element, Process, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import slug
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.model.sources import Source

PROJECT_TYPES = ("WorkPackage", "Plateau", "Deliverable")
"""What only a project has."""

_PROJECT_NAME = re.compile(r"prince\W?2|project(?!ion|or)", re.IGNORECASE)


def lifecycle_of_model(model: Model, reading: Reading) -> Lifecycle:
    """Return the lifecycle of a model, or of the view that the user named.

    Raises `InvalidFileError` when there is more than the limit ``lines``, and `UnknownNameError`
    for a view that there is not.
    """
    _refuse_too_many(model, reading)
    ends = Ends.of(model)
    mend_model(model, ends, reading)
    shown = in_view(model, ends, reading)
    building = _Building(reading, _stages(shown.relations, ends))
    elements = tuple(map(building.element, shown.elements))
    relations = Relating(ends, building.by_id).relations(shown.relations)
    building.understand(elements, relations)
    if not elements:
        reading.note("the model has no elements")
    name, title = _names(model, reading)
    return Lifecycle(
        key=slug(name),
        name=name,
        side=_side(model, reading),
        summary=model.summary,
        elements=elements,
        relations=relations,
        sources=(Source(key="file", title=title),),
        warnings=tuple(reading.warnings),
        properties=properties_of((key or "property", text) for key, text in shown.properties),
    )


def _names(model: Model, reading: Reading) -> tuple[str, str]:
    """Return what the model is called, or else its file, and what the file is called."""
    # A name of bytes that are no text is shown as far as it can be.
    file = PurePath(os.fsencode(reading.path).decode(errors="replace"))
    stem = file.stem if reading.path != "-" else "model"
    return model.name.strip() or stem, file.name or stem


@define
class _Building:
    """The elements of a lifecycle while they are made."""

    reading: Reading
    stages: frozenset[str]
    by_id: dict[str, Element] = field(factory=dict)
    _keys: Keys = field(factory=Keys)
    _unnamed: int = 0

    def element(self, concept: Concept) -> Element:
        """Return the element for one of the file; without a name, the words of its type are it."""
        meaning = self._meaning(concept)
        name = concept.name if concept.name.strip() else words_of(concept.type)
        self._unnamed += name is not concept.name
        made = meaning.cls(
            key=self._keys.free(name),
            name=name,
            summary=concept.summary,
            aliases=concept.aliases,
            source_id=concept.id,
            source_type=concept.type,
            properties=properties_of(
                (key or "property", told) for key, told in concept.properties if key != KIND
            ),
            **meaning.more,
        )
        self.by_id.setdefault(concept.id, made)
        return made

    def _meaning(self, concept: Concept) -> Meaning:
        told = dict(concept.properties).get(KIND, "")
        if told in ELEMENTS:
            return Meaning(ELEMENTS[told])
        is_stage = concept.id in self.stages
        return STAGE if is_stage else ELEMENT_TYPES.get(concept.type, PRODUCT)

    def understand(self, elements: tuple[Element, ...], relations: tuple[Relation, ...]) -> None:
        """Tell what each type of element and relation was taken as, and how often."""
        kinds = Counter((each.source_type, each.kind) for each in elements)
        for (type_, kind), count in sorted(kinds.items()):
            meaning = ELEMENT_TYPES.get(type_, PRODUCT)
            told = str(meaning) if meaning.cls.kind == kind else f"{kind}, holding other work"
            self.reading.understand(type_ or "(no type)", f"{told} ({count})")
        if self._unnamed:
            told = "called by the words of their types"
            self.reading.understand(f"{self._unnamed} elements without a name", told)
        links = Counter((each.source_type, each.link.value) for each in relations)
        for (type_, link), count in sorted(links.items()):
            self.reading.understand(f"{type_ or '(no type)'}, a relation", f"{link} ({count})")
        count = sum(any(p.name in RELATION_ENDS for p in r.properties) for r in relations)
        if count:
            told = f"{Link.ASSOCIATED_WITH.value} the element at the source of that relation"
            self.reading.understand(f"{count} relations from or to a relation", told)


def _refuse_too_many(model: Model, reading: Reading) -> None:
    held, most = len(model.elements) + len(model.relations), reading.options.limits.lines
    if held > most:
        told = f"{held:,} elements and relations, more than {most:,} (the limit 'lines')"
        raise InvalidFileError(reading.path, (Fault("", told),))


def _stages(ties: list[Tie], ends: Ends) -> frozenset[str]:
    """Return the ids of the work packages that are made of other work."""
    found = set()
    for tie in ties:
        whole, part = ends.elements.get(tie.source), ends.elements.get(tie.target)
        if tie.type not in WHOLES or whole is None or part is None or whole is part:
            continue
        is_work = ELEMENT_TYPES.get(part.type, PRODUCT).cls in (Stage, Process, Activity)
        if ELEMENT_TYPES.get(whole.type) is WORK_PACKAGE and is_work:
            found.add(whole.id)
    return frozenset(found)


def _side(model: Model, reading: Reading) -> Side:
    """Return whose lifecycle a model is: as the user says, or by what only a project has."""
    held = sorted({each.type for each in model.elements} & set(PROJECT_TYPES))
    if reading.options.side is not None:
        side, why = reading.options.side, "as you say"
    elif held:
        side, why = Side.PROJECT, f"it has {', '.join(held)}"
    elif _PROJECT_NAME.search(model.name):
        side, why = Side.PROJECT, "its name speaks of a project"
    else:
        side, why = Side.SERVICE, "nothing in it speaks of a project"
    reading.understand("the model", f"{side.value} side: {why}")
    return side
