"""What a cell of predecessors says: ``4;5``, ``3FS+2d``, ``WP-01``, ``[A, B]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lifecycle_map.loading.tables import values
from lifecycle_map.loading.tables.words import cell_words
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit

_LAG = r"(?P<lag>[+-]\s*\d[\d.,]*\s*(?:%|[^\W\d_]*\.?))"
_TAILS = (
    re.compile(rf"(?P<id>.+?)\s*[(\[]?(?P<type>[^\W\d_]{{2}})\s*{_LAG}?[)\]]?"),
    re.compile(rf"(?P<id>.+?)(?P<type>)\s*{_LAG}"),
)
_SPLIT = re.compile(r"[;\n|；、]")
_COMMA = re.compile(r"[,，]|\s(?:and|und|et|y|e)\s|&")
_DECIMAL = re.compile(r"([+-]\s*\d+),(\d+\s*)([^\W\d_]+|%)")
_RANGE = re.compile(r"(\d{1,6})\s*[-–]\s*(\d{1,6})")
LONGEST_RANGE = 100


def references(text: str, is_known: Callable[[str], bool] = lambda _: False) -> list[str]:
    """Return what a cell of predecessors names, one by one; what is known whole is not parted.

    >>> references("3FS+2,5 days; 4"), references("D2, D3"), references("['P1', 'P2']")
    (['3FS+2.5 days', '4'], ['D2', 'D3'], ['P1', 'P2'])
    """
    if is_known(text.strip()):
        return [text.strip()]
    bare = _DECIMAL.sub(_with_point, text.strip().strip("[]{}()"))
    found: list[str] = []
    for part in _SPLIT.split(bare):
        found.extend([part] if is_known(part.strip()) else _COMMA.split(part))
    named = [part.strip().strip("'\"").strip() for part in found]
    return [part for part in named if not values.is_nothing(part)]


def _with_point(found: re.Match[str]) -> str:
    """Write the comma in a lag of "2,5 days" as a point, so that it does not part two tasks."""
    is_lag = found[3] == "%" or values.is_unit(found[3])
    return f"{found[1]}.{found[2]}{found[3]}" if is_lag else found[0]


def in_range(reference: str) -> list[str]:
    """Return the numbers of "3-5", or nothing where a reference is no such thing.

    >>> in_range("3-5"), in_range("5-3"), in_range("3FS-5d")
    (['3', '4', '5'], [], [])
    """
    found = _RANGE.fullmatch(reference)
    if found is None or not 0 < int(found[2]) - int(found[1]) < LONGEST_RANGE:
        return []
    return [str(number) for number in range(int(found[1]), int(found[2]) + 1)]


def readings(reference: str) -> Iterator[tuple[str, Dependency]]:
    """Yield the ways to read one reference: as an id whole, then as an id with type and lag.

    >>> [(each, kind.type.value, kind.lag) for each, kind in readings("3FS+2d")][1]
    ('3', 'FS', 960.0)
    """
    yield reference, Dependency()
    if reference.startswith("#"):
        yield reference[1:].strip(), Dependency()
    for tail in _TAILS:
        found = tail.fullmatch(reference)
        kind = cell_words().ties.get((found["type"] or "fs").casefold()) if found else None
        if found is None or kind is None:
            continue
        lag = _lag(found["lag"] or "", kind)
        if lag is not None:
            yield found["id"], lag


def _lag(text: str, kind: DependencyType) -> Dependency | None:
    bare = re.sub(r"\s+", "", text)
    if not bare:
        return Dependency(type=kind)
    if bare.endswith("%"):
        share = re.fullmatch(r"[+-]\d{1,9}(?:[.,]\d{1,6})?%", bare)
        lag = float(bare[:-1].replace(",", ".")) if share else None
        return None if lag is None else Dependency(type=kind, lag=lag, unit=LagUnit.PERCENT)
    found = values.length(bare)
    if found is None:
        return None
    if found.elapsed:
        return Dependency(type=kind, lag=found.passing, unit=LagUnit.ELAPSED_MINUTES)
    return Dependency(type=kind, lag=found.working)
