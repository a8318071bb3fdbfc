"""Plain data <-> model. The only room that knows cattrs.

Plain data is what JSON and TOML hold: dicts, lists, texts, numbers. Reading refuses unknown keys,
converts nothing silently, and reports every fault at once with its place. In relations and
correspondences, ``subject`` and ``object`` may each be a list: one row for every pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar, cast

import attrs
from cattrs.errors import ClassValidationError

from lifecycle_map.codec.converting import Plain, converter
from lifecycle_map.codec.faults import faults_of, named, origin, step
from lifecycle_map.codec.spreading import replace, spread
from lifecycle_map.errors import Fault, InvalidModelError
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Element
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.rules import Rule
from lifecycle_map.model.waivers import Waiver

T = TypeVar("T")


def lifecycle_to_plain(lifecycle: Lifecycle) -> Plain:
    """Return a lifecycle as plain data, without what is at its default."""
    return cast("Plain", converter().unstructure(lifecycle))


def crosswalk_to_plain(crosswalk: Crosswalk) -> Plain:
    """Return a crosswalk as plain data, without what is at its default."""
    return cast("Plain", converter().unstructure(crosswalk))


def to_plain(value: Element | Correspondence) -> Plain:
    """Return one element or correspondence as plain data, without what is at its default."""
    kind = Element if isinstance(value, Element) else type(value)
    return cast("Plain", converter().unstructure(value, kind))


def lifecycle_from_plain(plain: object, subject: str = "lifecycle") -> Lifecycle:
    """Make a lifecycle from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, Lifecycle, "relations", subject)


def crosswalk_from_plain(plain: object, subject: str = "crosswalk") -> Crosswalk:
    """Make a crosswalk from plain data; raises `InvalidModelError` with every fault."""
    return _structure(plain, Crosswalk, "correspondences", subject)


def correspondence_from_plain(plain: object) -> Correspondence:
    """Make one correspondence from plain data; raises `InvalidModelError` with every fault."""
    try:
        return converter().structure(plain, Correspondence)
    except ClassValidationError as error:
        raise InvalidModelError("correspondence", tuple(faults_of(error, ""))) from None
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
        fault = Fault("", f"expected a table, not {named(plain)}", 1)
        raise InvalidModelError(subject, (fault,))
    # Where an editor finds the schema of a file; it says nothing of what the file holds.
    plain = {key: value for key, value in plain.items() if key != "$schema"}
    if isinstance(plain.get(rows), list):
        origins, single = spread(plain[rows])
        plain = {**plain, rows: single}
    try:
        return converter().structure(plain, cls)
    except InvalidModelError as error:
        faults = error.faults
    except ClassValidationError as error:
        faults = tuple(faults_of(error, ""))
        if not any(isinstance(inner, InvalidModelError) for inner in error.exceptions):
            faults += tuple(_model_faults(plain, cls, faults))
    placed = (attrs.evolve(f, place=replace(f.place, rows, origins)) for f in faults)
    raise InvalidModelError(subject, tuple(dict.fromkeys(placed)))


def _model_faults(plain: Plain, cls: type, faults: tuple[Fault, ...]) -> Iterator[Fault]:
    """Yield what breaks the rules of the model in the parts of ``plain`` that could be taken.

    So that a file's author hears of a duplicate key and of a misspelt field in one go. What may
    only seem wrong because of a part that could not be taken is not told.
    """
    broken: dict[str, set[int]] = {}
    for fault in faults:
        name, number = step(fault.place)
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
        converter().structure({**_STAND_INS.get(cls, {}), **whole}, cls)
    except ClassValidationError as error:
        if not any(isinstance(inner, InvalidModelError) for inner in error.exceptions):
            return
        for fault in faults_of(error, ""):
            if lost.isdisjoint(_NAMED.findall(fault.message)):
                yield attrs.evolve(fault, place=origin(fault.place, origins))


_NAMED = re.compile(r"(?<=['(])[\w.-]+(?=[')])")
"""The keys that a message names."""

_STAND_INS: dict[type, Plain] = {
    Lifecycle: {"key": "stand-in", "name": "", "side": Side.PROJECT.value},
    Crosswalk: {"key": "stand-in", "name": "", "subject_lifecycle": "", "object_lifecycle": ""},
}
"""Fields that must be there, for taking the rest of a file in which they are wrong."""
