"""Our own words in a graph: what our GraphML export says of elements and relations, taken back.

The export is flat: lists are joined by ``; ``, and what stands inside something else carries its
name before its own (``schedule_start``). So what a text with a ``; `` in a list was cannot be told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import attrs

from lifecycle_map.loading.plans.graphml_keys import Facts, fits
from lifecycle_map.model.elements import (
    ELEMENTS,
    Alias,
    Constraint,
    ConstraintType,
    Element,
    Level,
    PracticeKind,
    ProductCategory,
    RoleKind,
    Schedule,
)
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit

Convert = Callable[[str], Any]
HUNDRED = 100
_LANGUAGE = re.compile(r"aliases_([a-z]{2,3}(?:-[a-z0-9]+)*)")


def element_fields(cls: type[Element], facts: Facts) -> dict[str, Any]:
    """Take what a class of elements has a field for; what does not fit it is left for others."""
    known, said = _KNOWN[cls.kind], facts.names()
    found = {
        name: value
        for name, convert in _FIELDS.items()
        if name in said and name in known and (value := _taken(facts, name, convert)) is not None
    }
    if "schedule" in known and any(name.startswith("schedule_") for name in said):
        found["schedule"] = _schedule(facts)
    if any(name.startswith("aliases_") for name in said):
        found["aliases"] = _aliases(facts)
    return found


def relation_fields(facts: Facts) -> dict[str, Any]:
    """Take what a relation has a field for."""
    said = facts.names()
    found = {
        name: value
        for name, convert in _RELATION.items()
        if name in said and (value := _taken(facts, name, convert)) is not None
    }
    tied = {
        name: value
        for name, (flat, convert) in _DEPENDENCY.items()
        if flat in said and (value := _taken(facts, flat, convert)) is not None
    }
    return found | ({"dependency": Dependency(**tied)} if tied else {})


def properties(facts: Facts) -> None:
    """Give the properties that our export holds their own names back."""
    facts.pairs[:] = [
        (name.removeprefix("properties_") or name, text) for name, text in facts.pairs
    ]


def _taken(facts: Facts, name: str, convert: Convert) -> Any:
    """Take a value that can be converted; None when there is none, or no such."""
    number = facts.find(name)
    if number < 0:
        return None
    try:
        value = convert(facts.pairs[number][1])
    except ValueError:
        return None
    facts.take(f"the field {name}", name)
    return value


def _schedule(facts: Facts) -> Schedule | None:
    found = {
        name: value
        for name, convert in _SCHEDULE.items()
        if (value := _taken(facts, f"schedule_{name}", convert)) is not None
    }
    demand = _taken(facts, "schedule_constraint_type", ConstraintType)
    if demand is not None:
        moment = _taken(facts, "schedule_constraint_moment", _moment)
        found["constraint"] = Constraint(type=demand, moment=moment)
    return Schedule(**found) if found else None


def _aliases(facts: Facts) -> tuple[Alias, ...]:
    names = {name for name, text in facts.pairs if text.strip() and _LANGUAGE.fullmatch(name)}
    return tuple(
        Alias(name.partition("_")[2], text)
        for name in dict.fromkeys(name for name, _ in facts.pairs if name in names)
        for text in facts.take("names in other languages", name).split("; ")
        if text.strip()
    )


def _number(text: str) -> float:
    if not fits(text.strip(), "double"):
        raise ValueError(text)
    return float(text)


def _whole(text: str) -> int:
    if not fits(text.strip(), "int"):
        raise ValueError(text)
    return int(text)


def _share(text: str, whole: float = 1) -> float:
    number = _number(text)
    if not 0 <= number <= whole:
        raise ValueError(text)
    return number


def _minutes(text: str) -> float:
    return _share(text, math.inf)


def _truth(text: str) -> bool:
    if text.casefold() not in ("true", "false", "0", "1"):
        raise ValueError(text)
    return text.casefold() in ("true", "1")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError(text)
    return moment


def _each(convert: Convert, mark: str = ";") -> Convert:
    return lambda text: tuple(convert(part.strip()) for part in text.split(mark) if part.strip())


_KNOWN = {kind: frozenset(a.name for a in attrs.fields(cls)) for kind, cls in ELEMENTS.items()}
_FIELDS: dict[str, Convert] = {
    "summary": str,
    "sources": _each(str),
    "confidence": _share,
    "source_id": str,
    "source_type": str,
    "realises": _each(Ref.parse),
    "phases": _each(Phase),
    "repeats": _truth,
    "outside": _truth,
    "level": Level,
    "slot": _whole,
    "disputed": _truth,
    "category": ProductCategory,
    "role_kind": RoleKind,
    "practice_kind": PracticeKind,
}
_SCHEDULE: dict[str, Convert] = {
    "start": _moment,
    "finish": _moment,
    "milestone": _truth,
    "percent": lambda text: _share(text, HUNDRED),
    "duration": _minutes,
    "deadline": _moment,
    "baseline_start": _moment,
    "baseline_finish": _moment,
}
_RELATION: dict[str, Convert] = {
    "sources": _each(str, " "),
    "confidence": _share,
}
_DEPENDENCY: dict[str, tuple[str, Convert]] = {
    "type": ("dependency_type", DependencyType),
    "lag": ("lag", _number),
    "unit": ("lag_unit", LagUnit),
}
