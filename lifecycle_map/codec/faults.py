"""What is wrong with plain data, and where: the errors of cattrs as faults with places."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from lifecycle_map.errors import Fault, InvalidModelError, closest

KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
    type(None): "nothing",
}


def named(value: object) -> str:
    """Return what a value is, in words."""
    return KINDS.get(type(value), f"a {type(value).__name__}")


def not_among(what: str, value: object, known: tuple[str, ...]) -> str:
    """Say that a word is none of those that are known, and which was meant."""
    if value is None:
        return f"{what} is missing; one of: {', '.join(known)}"
    near = closest(str(value), known)
    hint = f"; did you mean '{near}'?" if near else f"; one of: {', '.join(known)}"
    return f"unknown {what} '{str(value)[:60]}'{hint}"


def faults_of(error: BaseException, place: str) -> Iterator[Fault]:
    """Yield the faults inside a group of cattrs, each with its path."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner, step in _parts(error):
            yield from faults_of(inner, f"{place}{step}".removeprefix("."))
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


def origin(place: str, origins: dict[str, list[int]]) -> str:
    """Return a place that counts the rows before the broken ones were taken out."""
    name, number = step(place)
    if name not in origins or number is None:
        return place
    return f"{name}[{origins[name][number]}]{place.partition(']')[2]}"


def step(place: str) -> tuple[str, int | None]:
    """Return the first step of a place: its name, and its number in a list."""
    step = re.match(r"([\w-]+)(?:\[(\d{1,9})\])?", place)
    if step is None:
        return "", None
    return step[1], None if step[2] is None else int(step[2])
