"""How cattrs takes plain data, and gives it: strictly, with the words of files for the model."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from lifecycle_map.codec.faults import KINDS, named, not_among
from lifecycle_map.errors import closest
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import (
    ELEMENTS,
    Alias,
    ConstraintType,
    Element,
    Level,
    PracticeKind,
    ProductCategory,
    RoleKind,
)
from lifecycle_map.model.facts import RequirementKind
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import DependencyType, LagUnit, Link, Relation
from lifecycle_map.model.rules import Due, Severity

Plain = dict[str, Any]

ENUMS: tuple[type[Enum], ...] = (
    ConstraintType,
    DependencyType,
    Direction,
    Due,
    Justification,
    LagUnit,
    Level,
    Link,
    Match,
    Phase,
    PracticeKind,
    ProductCategory,
    RequirementKind,
    RoleKind,
    Severity,
    Side,
)
"""The vocabularies of the model; cattrs looks a class up by itself only when it is named."""


@cache
def converter() -> Converter:
    """Return the one converter, made when it is first needed."""
    made = Converter(forbid_extra_keys=True, omit_if_default=True)
    for scalar in (str, int, float, bool):
        made.register_structure_hook(scalar, _strict(scalar))
    for vocabulary in ENUMS:
        made.register_structure_hook(vocabulary, _member)
        made.register_unstructure_hook(vocabulary, _value)
    made.register_structure_hook(datetime, _moment)
    made.register_structure_hook(date, lambda value, _: _moment(value, None).date())
    made.register_structure_hook(Ref, lambda text, _: Ref.parse(_strict(str)(text, str)))
    made.register_unstructure_hook(Ref, str)
    made.register_structure_hook_func(lambda cls: cls == tuple[Alias, ...], _aliases)
    made.register_structure_hook_func(lambda cls: cls == tuple[Property, ...], _properties)
    made.register_structure_hook_func(_is_tuple, _tuple_of(made))
    _add_elements(made)
    for cls in (Relation, Lifecycle, Correspondence, Crosswalk):
        _add_class(made, cls)
    return made


def _add_elements(converter: Converter) -> None:
    """Let the ``kind`` of an element say which class it is."""
    for cls in ELEMENTS.values():
        _add_class(converter, cls, aliases=True)

    def structure(plain: Any, _: type) -> Element:
        if not isinstance(plain, dict):
            raise TypeError(f"expected a table, not {named(plain)}")
        kind = plain.get("kind")
        if not isinstance(kind, str) or kind not in ELEMENTS:
            near = "" if "kind" in plain else closest("kind", map(str, plain))
            meant = f"; '{near}' is not the key for it" if near else ""
            raise ValueError(not_among("kind", kind, tuple(ELEMENTS)) + meant)
        rest = {key: value for key, value in plain.items() if key != "kind"}
        return converter.structure(rest, ELEMENTS[kind])

    def unstructure(element: Element) -> Plain:
        return {"kind": element.kind, **converter.unstructure(element, type(element))}

    converter.register_structure_hook(Element, structure)
    converter.register_unstructure_hook(Element, unstructure)


def _add_class(converter: Converter, cls: type, *, aliases: bool = False) -> None:
    converter.register_structure_hook(
        cls, make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
    )
    plain: Callable[[Any], Plain] = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True
    )

    def unstructure(value: Any) -> Plain:
        made = plain(value)
        if aliases and value.aliases:
            made["aliases"] = _by_language(value.aliases)
        if value.properties:
            made["properties"] = _by_name(value.properties)
        return made

    converter.register_unstructure_hook(cls, unstructure)


def _by_language(aliases: tuple[Alias, ...]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for alias in aliases:
        table.setdefault(alias.language, []).append(alias.text)
    return table


def _by_name(properties: tuple[Property, ...]) -> dict[str, str | list[str]]:
    """Return properties as a table: a text, or a list of texts where a name has several."""
    table: dict[str, list[str]] = {}
    for held in properties:
        table.setdefault(held.name, []).append(held.text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in table.items()}


def _properties(plain: Any, _: Any) -> tuple[Property, ...]:
    if not isinstance(plain, dict):
        raise TypeError(f"expected a table of names and texts, not {named(plain)}")
    pairs: list[tuple[str, str]] = []
    for name, told in plain.items():
        texts = told if isinstance(told, list) else [told]
        if not texts or _other(texts):
            raise TypeError(f"'{name}' needs a text, or a list of texts{_other(texts)}")
        pairs.extend((name, text) for text in texts)
    return properties_of(pairs)


def _aliases(plain: Any, _: Any) -> tuple[Alias, ...]:
    if not isinstance(plain, dict):
        raise TypeError(f"expected a table of languages, not {named(plain)}")
    found: list[Alias] = []
    for language, texts in plain.items():
        if not isinstance(texts, list) or _other(texts):
            other = _other(texts) if isinstance(texts, list) else ""
            raise TypeError(f"'{language}' needs a list of texts{other}")
        found.extend(Alias(language, text) for text in texts)
    return tuple(found)


def _other(texts: list[Any]) -> str:
    """Say which of some texts is none, if one is not."""
    return next(
        (f"; [{n}] is {named(t)}" for n, t in enumerate(texts) if not isinstance(t, str)), ""
    )


def _strict(scalar: type) -> Callable[[Any, Any], Any]:
    """Return a hook that takes a value of just this type (and a whole number as a float)."""

    def structure(value: Any, _: Any) -> Any:
        if scalar is float and type(value) is int:
            value = float(value)
        if type(value) is not scalar:
            raise TypeError(f"expected {KINDS[scalar]}, not {named(value)}")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{value} is no number that can be kept")
        return value

    return structure


def _moment(value: Any, _: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"'{value[:40]}' is not a date and time (2026-03-31T17:00)") from None
    raise TypeError(f"expected a date and time, not {named(value)}")


def _member(value: Any, cls: Any) -> Any:
    try:
        return cls(value)
    except ValueError:
        known = tuple(str(member.value) for member in cls)
        raise ValueError(not_among("value", value, known)) from None


def _value(member: Enum) -> Any:
    return member.value


_TABLES = (tuple[Alias, ...], tuple[Property, ...])


def _is_tuple(cls: Any) -> bool:
    return getattr(cls, "__origin__", None) is tuple and cls not in _TABLES


def _tuple_of(converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Return a hook that takes lists only: a text is no list of letters."""

    def structure(value: Any, cls: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, not {named(value)}")
        return tuple(converter.structure(value, list[cls.__args__[0]]))

    return structure
