"""Values as rows of typed cells, for data frames: numbers, dates and lists stay what they are."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import ELEMENTS, Element, Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, Relation

Cell = str | float | bool | datetime | list[str] | None
Framed = Lifecycle | Crosswalk | Alignment | Report

PARTS: dict[type, tuple[str, ...]] = {
    Lifecycle: ("elements", "relations"),
    Crosswalk: ("correspondences",),
    Alignment: ("correspondences",),
    Report: ("findings", "needs"),
}
"""Which tables there are of a value, the usual one first."""

_NOT_CELLS = {"aliases", "properties", "schedule", "dependency", "subject", "object", "products"}
"""Fields that are tables of their own, or that stand in columns of another shape."""


def rows_of(value: Framed, part: str = "") -> tuple[dict[str, type], list[dict[str, Cell]]]:
    """Return the columns of a value with the type of their cells, and its rows.

    The types are str, float, bool, datetime and list (of texts). ``part`` is one of `PARTS`, the
    first where none is named. Raises `UnknownNameError` for a part that there is not.
    """
    parts = next(named for cls, named in PARTS.items() if isinstance(value, cls))
    if part and part not in parts:
        raise UnknownNameError("part", part, parts)
    if isinstance(value, Lifecycle):
        return _relations(value) if part == "relations" else _elements(value)
    if isinstance(value, Report):
        return _needs(value) if part == "needs" else _findings(value)
    return _correspondences(value)


def _elements(lifecycle: Lifecycle) -> tuple[dict[str, type], list[dict[str, Cell]]]:
    columns: dict[str, type] = {"ref": str, "kind": str, "parent": str}
    classes: tuple[type, ...] = (Element, Work, *ELEMENTS.values())
    for cls in classes:
        columns.update(_types(cls))
    columns.update(_types(Schedule, but=("constraint",)))
    rows = [_element(each, lifecycle, columns) for each in lifecycle]
    return columns, rows


def _element(element: Element, lifecycle: Lifecycle, columns: dict[str, type]) -> dict[str, Cell]:
    parent = lifecycle.parent(element.key)
    schedule = element.schedule if isinstance(element, Work) else None
    own = {
        "ref": str(lifecycle.ref(element.key)),
        "kind": element.kind,
        "parent": parent.key if parent else "",
    }
    return {name: own.get(name, _held(name, element, schedule)) for name in columns}


def _held(name: str, *values: object) -> Cell:
    """Return the field of the first value that has it, as a cell."""
    for value in values:
        if value is not None and hasattr(value, name):
            return _cell(getattr(value, name))
    return None


def _relations(lifecycle: Lifecycle) -> tuple[dict[str, type], list[dict[str, Cell]]]:
    ends: dict[str, type] = {"subject": str, "object": str}
    columns = {**ends, **_types(Relation), **_types(Dependency)}
    rows = [
        {name: _held(name, relation, relation.dependency) for name in columns}
        for relation in lifecycle.relations
    ]
    return columns, rows


def _correspondences(
    value: Crosswalk | Alignment,
) -> tuple[dict[str, type], list[dict[str, Cell]]]:
    columns: dict[str, type] = {"subject": str, "object": str, **_types(Correspondence)}
    columns["products"] = list
    rows = [{name: _held(name, row) for name in columns} for row in value.correspondences]
    if isinstance(value, Alignment):
        for name, rail in (("subject", value.subject), ("object", value.object)):
            columns[f"{name}_name"] = str
            for row, held in zip(rows, value.correspondences, strict=True):
                ref = getattr(held, name)
                row[f"{name}_name"] = rail[ref.key].name if ref and ref.key else ""
    return columns, rows


def _findings(report: Report) -> tuple[dict[str, type], list[dict[str, Cell]]]:
    columns: dict[str, type] = {
        "rule": str, "title": str, "outcome": str, "severity": str, "due": str, "message": str,
        "needs": list, "stage": str, "lines": list, "todo": str,
    }  # fmt: skip
    rows: list[dict[str, Cell]] = [
        {
            "rule": each.rule.key,
            "title": each.rule.title,
            "outcome": each.outcome.value,
            "severity": each.severity.value,
            "due": each.due.value,
            "message": each.message,
            "needs": list(each.needs),
            "stage": each.stage,
            "lines": [line.key for line in each.evidence],
            "todo": each.rule.todo,
        }
        for each in report.results
    ]
    return columns, rows


def _needs(report: Report) -> tuple[dict[str, type], list[dict[str, Cell]]]:
    columns: dict[str, type] = {
        "need": str, "title": str, "category": str, "level": str, "due": str, "asked_by": float,
        "visible": str, "lines": list, "words": list,
    }  # fmt: skip
    rows: list[dict[str, Cell]] = [
        {
            "need": each.need.key,
            "title": each.need.title,
            "category": each.need.category,
            "level": each.need.level.value,
            "due": each.need.gate.value,
            "asked_by": float(each.need.asked_by),
            "visible": each.visible.value,
            "lines": [line.key for line in each.evidence],
            "words": [" ".join(line.words) for line in each.evidence],
        }
        for each in report.needs
    ]
    return columns, rows


def _types(cls: type, but: tuple[str, ...] = ()) -> dict[str, type]:
    """Return the type of the cells of each field of a class."""
    hints = {n: h for n, h in get_type_hints(cls).items() if n not in _NOT_CELLS and n != "kind"}
    return {name: _type(hint) for name, hint in hints.items() if name not in but}


def _type(hint: Any) -> type:
    inner = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) is tuple:
        return list
    kind: type = inner[0] if inner else hint
    if issubclass(kind, datetime | bool):
        return datetime if issubclass(kind, datetime) else bool
    return float if issubclass(kind, int | float) else str


def _cell(value: Any) -> Cell:
    if isinstance(value, tuple):
        return [str(_cell(each)) for each in value]
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | datetime | str):
        return value
    return float(value) if isinstance(value, int | float) else str(value)
