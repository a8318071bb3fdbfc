"""How a corpus of awkward files is run through our readers: one function, strict.

``read`` returns what a judge compares: the items, each with its id and name in the file's order,
and the links, each with the ids of its ends. A refusal is one of ``ERRORS``.
"""

from __future__ import annotations

from lifecycle_map.errors import LifecycleMapError
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.loading.plans.archimate_relations import RELATION_ENDS
from lifecycle_map.loading.sssom import original_ids
from lifecycle_map.model.elements import Element, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Link, Relation

ERRORS = (LifecycleMapError,)
READERS = {"xlsx": "xlsx", "csv": "csv"}
"""Formats whose reader the judge names; all others are found by their content."""


def read(path: str, format: str) -> tuple[list[list[str]], list[list[str]]]:
    """Return the items and links of a file; ``format`` may be empty."""
    if format == "sssom":
        return _rows(path)
    lifecycle = read_lifecycle(path, reader=READERS.get(format, ""), strict=True)
    if format.startswith("archimate"):
        return _model(lifecycle)
    ids = {element.key: element.source_id for element in lifecycle}
    items = [[e.source_id, _name(e)] for e in lifecycle.of(Work) if e.source_id and _counts(e)]
    links = [
        [ids[relation.subject], ids[relation.object]]
        for relation in lifecycle.relations
        if relation.link is Link.PRECEDES
    ]
    return items, links


def _counts(element: Element) -> bool:
    """Return whether an element is an item to the judge: the parts of a flow, not what holds it."""
    return element.source_type not in {"process", "graph"}


def _name(element: Element) -> str:
    """Return the name that the file gives; nothing where it is made of the type."""
    unnamed = element.source_type and element.name.replace(" ", "") == element.source_type.lower()
    return "" if unnamed else element.name


def _rows(path: str) -> tuple[list[list[str]], list[list[str]]]:
    crosswalk = read_crosswalk(path, strict=True)
    rows = [(original_ids(row), row) for row in crosswalk.correspondences]
    return [[ids[0], row.subject_label] for ids, row in rows], [list(ids) for ids, _ in rows]


def _model(lifecycle: Lifecycle) -> tuple[list[list[str]], list[list[str]]]:
    """Return all elements and relations of a model; the end of a relation may be another."""
    ids = {element.key: element.source_id for element in lifecycle}
    return [[e.source_id, e.name] for e in lifecycle], [
        _ends(relation, ids) for relation in lifecycle.relations if relation.source_id
    ]


def _ends(relation: Relation, ids: dict[str, str]) -> list[str]:
    told = {held.name: held.text for held in relation.properties}
    source, target = RELATION_ENDS
    return [
        told.get(source, ids[relation.subject]),
        told.get(target, ids[relation.object]),
    ]
