"""Encoders: what turns texts into vectors, so that names in other words can be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from lifecycle_map.registries import Registry


class Encoder(Protocol):
    """Anything that turns texts into vectors, one each, all of one length.

    The more alike what two texts mean, the smaller the angle between their vectors. The vectors
    are lists of floats, or one array of numpy.
    """

    def encode(self, texts: list[str], /) -> Sequence[Sequence[float]] | Any:
        """Return a vector for each text."""


ENCODERS: Registry[Callable[[], Encoder]] = Registry(
    "encoder",
    "lifecycle_map.encoders",
    {"wordllama": "lifecycle_map.matching.wordllama:load"},
)
"""The encoders by name: what makes each."""

DEFAULT = "wordllama"
"""The encoder that the extra ``[semantic]`` brings."""

_MADE: dict[str, Encoder] = {}


def encoder(name: str = DEFAULT) -> Encoder:
    """Return an encoder by name, for `match` and `prepare`; made once, and kept.

    *wordllama* (256 numbers for each text, English in the main) comes with the extra
    ``[semantic]``. It has its weights with it: nothing is fetched.

    Raises `UnknownNameError`, and `MissingExtraError` where its package is not installed.
    """
    key = ENCODERS.resolve(name)
    if key not in _MADE:
        _MADE[key] = ENCODERS.get(key)()
    return _MADE[key]


def register_encoder(name: str, make: Callable[[], Encoder]) -> None:
    """Add an encoder by name, or replace one: ``make`` is called when it is first asked for."""
    ENCODERS.register(name, make)
    _MADE.pop(ENCODERS.resolve(name), None)
