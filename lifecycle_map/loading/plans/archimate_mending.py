"""What is wrong in an ArchiMate model, told all at once, with how it is mended.

The whole model is looked at, also where only one view of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.errors import closest
from lifecycle_map.loading.plans.archimate_ends import Ends
from lifecycle_map.loading.plans.archimate_models import Concept, Model, View
from lifecycle_map.loading.plans.archimate_types import ELEMENT_TYPES, RELATION_TYPES
from lifecycle_map.loading.readers import Reading


def mend_model(model: Model, ends: Ends, reading: Reading) -> None:
    """Tell all that is wrong between the parts of a model."""
    _mend_ids(model, reading)
    _mend_types(model, reading)
    _mend_ends(model, ends, reading)
    _mend_views(model, ends, reading)


def _mend_ids(model: Model, reading: Reading) -> None:
    """Tell which ids are missing and which are given twice; what has them is kept all the same."""
    seen: set[str] = set()
    for what, each in _all(model):
        if not each.id:
            told = f"{what} '{each.name[:60]}' has no id; kept, but nothing can refer to it"
            reading.mend(told, line=each.line)
        elif each.id in seen:
            told = f"a second id {each.id[:60]}, of the {what} '{each.name[:60]}'; it is kept, "
            reading.mend(told + "and what refers to the id means the first", line=each.line)
        seen.add(each.id)


def _all(model: Model) -> Iterator[tuple[str, Concept | View]]:
    yield from (("element", each) for each in model.elements)
    yield from (("relation", each) for each in model.relations)
    yield from (("view", each) for each in model.views)


def _mend_types(model: Model, reading: Reading) -> None:
    """Tell which types ArchiMate does not have; that one is missing was told before."""
    for each in model.elements:
        if each.type and each.type not in ELEMENT_TYPES:
            near = closest(each.type, ELEMENT_TYPES)
            hint = f" (did you mean {near}?)" if near else ""
            told = f"'{each.type[:60]}' is no type of element in ArchiMate{hint}; element "
            told += f"{each.id[:60] or '(no id)'} '{each.name[:60]}' is kept as a product"
            reading.mend(told, line=each.line)
    for tie in model.relations:
        if tie.type and tie.type not in RELATION_TYPES:
            near = closest(tie.type, RELATION_TYPES)
            hint = f" (did you mean {near}?)" if near else ""
            told = f"'{tie.type[:60]}' is no type of relation in ArchiMate{hint}; relation "
            told += f"{tie.id[:60] or '(no id)'} is kept as associated-with"
            reading.mend(told, line=tie.line)


def _mend_ends(model: Model, ends: Ends, reading: Reading) -> None:
    """Tell which relations lead nowhere."""
    for tie in model.relations:
        for what, end in (("source", tie.source), ("target", tie.target)):
            if not ends.element(end):
                missing = f"its {what} {end[:60] or '(none)'} is no element that there is"
                reading.mend(f"relation {tie}: {missing}; left out", line=tie.line)


def _mend_views(model: Model, ends: Ends, reading: Reading) -> None:
    """Tell what views show that there is not."""
    known = {view.id for view in model.views}
    for view in model.views:
        for what, shown, there in (
            ("element", view.elements, ends.elements),
            ("relation", view.relations, ends.relations),
            ("view", view.views, known),
        ):
            for id_, line in shown.items():
                if id_ not in there:
                    told = f"{view} shows the {what} {id_[:60]}, which there is not; left out"
                    reading.mend(told, line=line)
