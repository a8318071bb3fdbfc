"""What a cell of predecessors says: ``4;5``, ``3FS+2d``, ``WP-01``, ``[A, B]``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.loading.tables import values
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit

_TYPES = {
    DependencyType.FINISH_START: "fs ea fd fc fi ki зн нк ok af tb кн",
    DependencyType.START_START: "ss aa dd cc ii нн bb",
    DependencyType.FINISH_FINISH: "ff ee kk оо tt кк",
    DependencyType.START_FINISH: "sf ae df cf if но bt",
}
_TYPE = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_TAIL = re.compile(
    r"(?P<id>.+?)\s*(?P<type>[^\W\d_]{2})?\s*(?P<lag>[+-]\s*\d[\d.,]*\s*(?:%|[^\W\d_]*\.?))?"
)
_SPLIT = re.compile(r"[;\n|]")
_COMMA = re.compile(r",(?!\d+\s*(?:d|w|h|m|t|%|j|j\.|g)\b)|(?<![+-]\d),|\band\b|&")


def references(text: str) -> list[str]:
    """Return what a cell of predecessors names, one by one.

    >>> references("3FS+2,5 days; 4"), references("D2, D3"), references("['P1', 'P2']")
    (['3FS+2,5 days', '4'], ['D2', 'D3'], ['P1', 'P2'])
    """
    bare = text.strip().strip("[]{}()")
    parts = _SPLIT.split(bare) if _SPLIT.search(bare) else _COMMA.split(bare)
    found = [part.strip().strip("'\"").strip() for part in parts]
    return [part for part in found if not values.is_nothing(part)]


def readings(reference: str) -> Iterator[tuple[str, Dependency]]:
    """Yield the ways to read one reference: as an id whole, then as an id with type and lag.

    >>> [(each, kind.type.value, kind.lag) for each, kind in readings("3FS+2d")][1]
    ('3', 'FS', 960.0)
    """
    yield reference, Dependency()
    found = _TAIL.fullmatch(reference)
    if found is None or not (found["type"] or found["lag"]):
        return
    kind = _TYPE.get((found["type"] or "fs").casefold())
    if kind is None:
        return
    lag = _lag(found["lag"] or "", kind)
    if lag is not None:
        yield found["id"], lag


def _lag(text: str, kind: DependencyType) -> Dependency | None:
    bare = re.sub(r"\s+", "", text)
    if not bare:
        return Dependency(type=kind)
    if bare.endswith("%"):
        number = float(bare[:-1].replace(",", "."))
        return Dependency(type=kind, lag=number, unit=LagUnit.PERCENT)
    found = values.duration(bare)
    if found is None:
        return None
    unit = LagUnit.ELAPSED_MINUTES if found[1] else LagUnit.WORKING_MINUTES
    return Dependency(type=kind, lag=found[0], unit=unit)
