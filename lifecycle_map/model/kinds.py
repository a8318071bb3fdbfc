"""Whether the fields of a value hold what their types say, told as faults and not as crashes."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from lifecycle_map.errors import Fault, WrongKindError

Check = tuple[Callable[[Any], bool], str]


def expect(function: str, value: object, *kinds: type) -> None:
    """Raise `WrongKindError` when a function is given something of none of these kinds."""
    if not isinstance(value, kinds):
        raise WrongKindError(function, " or ".join(kind.__name__ for kind in kinds), value)


def all_kind_faults(value: attrs.AttrsInstance, lists: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the faults of a value, and, when it has none, those of what some fields of it list."""
    own = tuple(kind_faults("", value))
    yield from own
    for name in () if own else lists:
        for number, each in enumerate(getattr(value, name)):
            yield from kind_faults(f"{name}[{number}]", each)


def kind_faults(place: str, value: attrs.AttrsInstance) -> Iterator[Fault]:
    """Yield the fields of a value that hold something of another type: a text for a phase, a list
    for a tuple.
    """
    for quick, name, fits, told in _checks(type(value)):
        held = getattr(value, name)
        # Nearly everything is of the very class that is asked for, and calls nothing more.
        if type(held) not in quick and not fits(held):
            where = f"{place}.{name}" if place else name
            yield Fault(where, f"expected {told}, not {repr(held)[:60]}")


@cache
def _checks(
    cls: type[attrs.AttrsInstance],
) -> tuple[tuple[frozenset[type], str, Callable[[Any], bool], str], ...]:
    hints = get_type_hints(cls)
    return tuple((_quick(hints[a.name]), a.name, *_check(hints[a.name])) for a in attrs.fields(cls))


def _quick(hint: Any) -> frozenset[type]:
    """Return the classes of which every value fits a type; there are none for a tuple."""
    if get_origin(hint) is types.UnionType:
        return frozenset[type]().union(*map(_quick, get_args(hint)))
    if get_origin(hint) is not None:
        return frozenset()
    return frozenset({float, int}) if hint is float else frozenset({hint})


def _check(hint: Any) -> Check:
    """Return the test for a type, and what it is called."""
    if get_origin(hint) is types.UnionType:
        checks = [_check(each) for each in get_args(hint) if each is not types.NoneType]
        return (lambda v: v is None or any(fits(v) for fits, _ in checks)), checks[0][1]
    if get_origin(hint) is tuple:
        fits, told = _check(get_args(hint)[0])
        return (
            lambda v: v == () or (isinstance(v, tuple) and all(map(fits, v)))
        ), f"a tuple of {told}"
    if hint is float:
        return (lambda v: isinstance(v, int | float) and not isinstance(v, bool)), "a number"
    if hint is int:
        return (lambda v: isinstance(v, int) and not isinstance(v, bool)), "a whole number"
    return (lambda v: isinstance(v, hint)), {str: "text", bool: "True or False"}.get(
        hint, hint.__name__
    )
