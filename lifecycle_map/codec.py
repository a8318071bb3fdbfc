"""Plain data <-> model. The only room that knows cattrs.

Plain data is what JSON and TOML hold: dicts, lists, texts, numbers. Reading refuses unknown keys,
converts nothing silently, and reports every fault at once with its place. In relations and
correspondences, ``subject`` and ``object`` may each be a list: one row for every pair.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from lifecycle_map.errors import Fault, InvalidModelError, closest
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
from lifecycle_map.model.facts import Facts, RequirementKind
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import DependencyType, LagUnit, Link, Relation
from lifecycle_map.model.rules import Due, Rule, Severity
from lifecycle_map.model.waivers import Waiver

T = TypeVar("T")
Plain = dict[str, Any]

MOST_ROWS = 1_000_000
"""For how many relations or correspondences the rows of a file may stand, lists spread out."""

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


def lifecycle_to_plain(lifecycle: Lifecycle) -> Plain:
    """Return a lifecycle as plain data, without what is at its default."""
    return cast("Plain", _converter().unstructure(lifecycle))


def crosswalk_to_plain(crosswalk: Crosswalk) -> Plain:
    """Return a crosswalk as plain data, without what is at its default."""
    return cast("Plain", _converter().unstructure(crosswalk))


def to_plain(value: Element | Correspondence) -> Plain:
    """Return one element or correspondence as plain data, without what is at its default."""
    kind = Element if isinstance(value, Element) else type(value)
    return cast("Plain", _converter().unstructure(value, kind))


def lifecycle_from_plain(plain: object, subject: str = "lifecycle") -> Lifecycle:
    """Make a lifecycle from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, Lifecycle, "relations", subject)


def crosswalk_from_plain(plain: object, subject: str = "crosswalk") -> Crosswalk:
    """Make a crosswalk from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, Crosswalk, "correspondences", subject)


def correspondence_from_plain(plain: object) -> Correspondence:
    """Make one correspondence from plain data; raises `InvalidModelError` with every fault."""
    try:
        return _converter().structure(plain, Correspondence)
    except ClassValidationError as error:
        raise InvalidModelError("correspondence", tuple(_faults(error, ""))) from None
    except (TypeError, ValueError) as error:
        raise InvalidModelError("correspondence", (Fault("", str(error)),)) from None


def facts_from_plain(plain: object, subject: str = "facts") -> Facts:
    """Make facts from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, Facts, "", subject)


def rules_from_plain(plain: object, subject: str = "rules") -> tuple[Rule, ...]:
    """Make rules from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, RuleFile, "", subject).rules


def waivers_from_plain(plain: object, subject: str = "waivers") -> tuple[Waiver, ...]:
    """Make waivers from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, WaiverFile, "", subject).waivers


@attrs.frozen
class WaiverFile:
    """What a file of accepted gaps holds."""

    waivers: tuple[Waiver, ...] = ()


@attrs.frozen
class RuleFile:
    """What a file of rules holds."""

    rules: tuple[Rule, ...] = ()


def _structure(plain: object, cls: type[T], rows: str, subject: str) -> T:
    """Structure ``plain``; ``rows`` names the list, if any, whose ends may be lists themselves."""
    origins: list[int] = []
    if not isinstance(plain, dict):
        fault = Fault("", f"expected a table, not {_named(plain)}", 1)
        raise InvalidModelError(subject, (fault,))
    # Where an editor finds the schema of a file; it says nothing of what the file holds.
    plain = {key: value for key, value in plain.items() if key != "$schema"}
    if isinstance(plain.get(rows), list):
        origins, spread = _spread(plain[rows])
        plain = {**plain, rows: spread}
    try:
        return _converter().structure(plain, cls)
    except InvalidModelError as error:
        faults = error.faults
    except ClassValidationError as error:
        faults = tuple(_faults(error, ""))
        if not any(isinstance(inner, InvalidModelError) for inner in error.exceptions):
            faults += tuple(_model_faults(plain, cls, faults))
    placed = (attrs.evolve(f, place=_replace(f.place, rows, origins)) for f in faults)
    raise InvalidModelError(subject, tuple(dict.fromkeys(placed)))


def _model_faults(plain: Plain, cls: type, faults: tuple[Fault, ...]) -> Iterator[Fault]:
    """Yield what breaks the rules of the model in the parts of ``plain`` that could be taken.

    So that a file's author hears of a duplicate key and of a misspelt field in one go. What may
    only seem wrong because of a part that could not be taken is not told.
    """
    broken: dict[str, set[int]] = {}
    for fault in faults:
        name, number = _step(fault.place)
        broken.setdefault(name, set()).update(() if number is None else (number,))
    whole = {key: value for key, value in plain.items() if key not in broken or broken[key]}
    origins: dict[str, list[int]] = {}
    for name in [n for n in broken if isinstance(whole.get(n), list)]:
        origins[name] = [n for n in range(len(plain[name])) if n not in broken[name]]
        whole[name] = [plain[name][n] for n in origins[name]]
    elements = plain["elements"] if "elements" in origins else []
    lost = {
        str(elements[number].get("key"))
        for number in broken.get("elements", ())
        if number < len(elements) and isinstance(elements[number], dict)
    }
    try:
        _converter().structure({**_STAND_INS.get(cls, {}), **whole}, cls)
    except ClassValidationError as error:
        if not any(isinstance(inner, InvalidModelError) for inner in error.exceptions):
            return
        for fault in _faults(error, ""):
            if lost.isdisjoint(_NAMED.findall(fault.message)):
                yield attrs.evolve(fault, place=_origin(fault.place, origins))


_NAMED = re.compile(r"(?<=['(])[\w.-]+(?=[')])")
"""The keys that a message names."""

_STAND_INS: dict[type, Plain] = {
    Lifecycle: {"key": "stand-in", "name": "", "side": Side.PROJECT.value},
    Crosswalk: {"key": "stand-in", "name": "", "subject_lifecycle": "", "object_lifecycle": ""},
}
"""Fields that must be there, for taking the rest of a file in which they are wrong."""


def _origin(place: str, origins: dict[str, list[int]]) -> str:
    """Return a place that counts the rows before the broken ones were taken out."""
    name, number = _step(place)
    if name not in origins or number is None:
        return place
    return f"{name}[{origins[name][number]}]{place.partition(']')[2]}"


def _step(place: str) -> tuple[str, int | None]:
    """Return the first step of a place: its name, and its number in a list."""
    step = re.match(r"([\w-]+)(?:\[(\d{1,9})\])?", place)
    if step is None:
        return "", None
    return step[1], None if step[2] is None else int(step[2])


def _spread(rows: list[Any]) -> tuple[list[int], list[Any]]:
    """Return one row for every pair of ends, and which row each came from."""
    origins, spread = [], []
    pairs = sum(_pairs(row) for row in rows)
    if pairs > MOST_ROWS:
        raise InvalidModelError("rows", (Fault("", f"they stand for {pairs:,} pairs of ends"),))
    for number, row in enumerate(rows):
        for single in _singles(row):
            origins.append(number)
            spread.append(single)
    return origins, spread


def _pairs(row: Any) -> int:
    """Return for how many rows a row with lists as ends stands."""
    if not isinstance(row, dict):
        return 1
    ends = (row.get(end) for end in ("subject", "object"))
    return math.prod(len(end) for end in ends if isinstance(end, list) and end)


def _singles(row: Any) -> Iterator[Any]:
    if not isinstance(row, dict):
        yield row
        return
    # A row whose end is an empty list would stand for none, and be lost: it is refused as it is.
    lists = {end: row.get(end) for end in ("subject", "object")}
    ends = {end: keys for end, keys in lists.items() if isinstance(keys, list) and keys}
    for pair in itertools.product(*ends.values()):
        yield {**row, **dict(zip(ends, pair, strict=True))} if ends else row


def _replace(place: str, rows: str, origins: list[int]) -> str:
    """Return a place that counts the rows of the file, not the rows after spreading."""
    return re.sub(
        rf"^{rows}\[(\d+)\]",
        lambda m: f"{rows}[{origins[int(m[1])] if int(m[1]) < len(origins) else m[1]}]",
        place,
    )


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, omit_if_default=True)
    for scalar in (str, int, float, bool):
        converter.register_structure_hook(scalar, _strict(scalar))
    for vocabulary in ENUMS:
        converter.register_structure_hook(vocabulary, _member)
        converter.register_unstructure_hook(vocabulary, _value)
    converter.register_structure_hook(datetime, _moment)
    converter.register_structure_hook(date, lambda value, _: _moment(value, None).date())
    converter.register_structure_hook(Ref, lambda text, _: Ref.parse(_strict(str)(text, str)))
    converter.register_unstructure_hook(Ref, str)
    converter.register_structure_hook_func(lambda cls: cls == tuple[Alias, ...], _aliases)
    converter.register_structure_hook_func(lambda cls: cls == tuple[Property, ...], _properties)
    converter.register_structure_hook_func(_is_tuple, _tuple_of(converter))
    _add_elements(converter)
    for cls in (Relation, Lifecycle, Correspondence, Crosswalk):
        _add_class(converter, cls)
    return converter


def _add_elements(converter: Converter) -> None:
    """Let the ``kind`` of an element say which class it is."""
    for cls in ELEMENTS.values():
        _add_class(converter, cls, aliases=True)

    def structure(plain: Any, _: type) -> Element:
        if not isinstance(plain, dict):
            raise TypeError(f"expected a table, not {_named(plain)}")
        kind = plain.get("kind")
        if not isinstance(kind, str) or kind not in ELEMENTS:
            near = "" if "kind" in plain else closest("kind", map(str, plain))
            meant = f"; '{near}' is not the key for it" if near else ""
            raise ValueError(_not_among("kind", kind, tuple(ELEMENTS)) + meant)
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
        raise TypeError(f"expected a table of names and texts, not {_named(plain)}")
    pairs: list[tuple[str, str]] = []
    for name, told in plain.items():
        texts = told if isinstance(told, list) else [told]
        if not texts or _other(texts):
            raise TypeError(f"'{name}' needs a text, or a list of texts{_other(texts)}")
        pairs.extend((name, text) for text in texts)
    return properties_of(pairs)


def _aliases(plain: Any, _: Any) -> tuple[Alias, ...]:
    if not isinstance(plain, dict):
        raise TypeError(f"expected a table of languages, not {_named(plain)}")
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
        (f"; [{n}] is {_named(t)}" for n, t in enumerate(texts) if not isinstance(t, str)), ""
    )


def _strict(scalar: type) -> Callable[[Any, Any], Any]:
    """Return a hook that takes a value of just this type (and a whole number as a float)."""

    def structure(value: Any, _: Any) -> Any:
        if scalar is float and type(value) is int:
            value = float(value)
        if type(value) is not scalar:
            raise TypeError(f"expected {_KINDS[scalar]}, not {_named(value)}")
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
    raise TypeError(f"expected a date and time, not {_named(value)}")


def _member(value: Any, cls: Any) -> Any:
    try:
        return cls(value)
    except ValueError:
        known = tuple(str(member.value) for member in cls)
        raise ValueError(_not_among("value", value, known)) from None


def _value(member: Enum) -> Any:
    return member.value


_TABLES = (tuple[Alias, ...], tuple[Property, ...])


def _is_tuple(cls: Any) -> bool:
    return getattr(cls, "__origin__", None) is tuple and cls not in _TABLES


def _tuple_of(converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Return a hook that takes lists only: a text is no list of letters."""

    def structure(value: Any, cls: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, not {_named(value)}")
        return tuple(converter.structure(value, list[cls.__args__[0]]))

    return structure


_KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
    type(None): "nothing",
}


def _named(value: object) -> str:
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _not_among(what: str, value: object, known: tuple[str, ...]) -> str:
    if value is None:
        return f"{what} is missing; one of: {', '.join(known)}"
    near = closest(str(value), known)
    hint = f"; did you mean '{near}'?" if near else f"; one of: {', '.join(known)}"
    return f"unknown {what} '{str(value)[:60]}'{hint}"


def _faults(error: BaseException, place: str) -> Iterator[Fault]:
    """Yield the faults inside a group of cattrs, each with its path."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner, step in _parts(error):
            yield from _faults(inner, f"{place}{step}".removeprefix("."))
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown_keys(error, place)
    elif isinstance(error, InvalidModelError):
        yield from error.faults
    elif isinstance(error, KeyError):
        yield Fault(place, f"'{error.args[0]}' is missing")
    else:
        yield Fault(place, str(error))


def _parts(
    error: ClassValidationError | IterableValidationError,
) -> Iterator[tuple[BaseException, str]]:
    """Yield the errors of a group, each with the step of the path that leads to it."""
    if isinstance(error, ClassValidationError):
        named, bare = error.group_exceptions()
        yield from ((inner, f".{note.name}") for inner, note in named)
    else:
        numbered, bare = error.group_exceptions()
        yield from ((inner, f"[{index.index}]") for inner, index in numbered)
    yield from ((inner, "") for inner in bare)


def _unknown_keys(error: ForbiddenExtraKeysError, place: str) -> Iterator[Fault]:
    known = [a.name for a in attrs.fields(error.cl)]
    for key in sorted(map(str, error.extra_fields)):
        near = closest(key, known)
        hint = f"; did you mean '{near}'?" if near else f"; known: {', '.join(known)}"
        # A key that looks like a place must not be taken for one.
        step = key if re.fullmatch(r"[\w-]{1,60}", key) else f"'{key[:40]}'"
        yield Fault(f"{place}.{step}" if place else step, f"unknown key{hint}")
