"""Names that users may add to: formats, readers, frameworks.

A registry holds values, or ``"module:attribute"`` texts that are imported when first asked for.
Entry points of installed packages are read only on a miss or a listing, since reading them is
slow (it costs more than the rest of the package).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from attrs import define, field

from lifecycle_map.errors import (
    BrokenPluginError,
    LifecycleMapError,
    MissingExtraError,
    UnknownNameError,
)

T = TypeVar("T")
M = TypeVar("M")


@define
class Registry(Generic[T]):
    """A table of names and what they stand for.

    ``kind`` is the word for one entry in messages ("format"), ``group`` the entry-point group in
    which other packages announce theirs.
    """

    kind: str
    group: str
    _known: dict[str, T | str] = field(factory=dict)
    _aliases: dict[str, str] = field(factory=dict)
    _foreign: dict[str, str] = field(factory=dict)
    _announced: bool = False

    def register(self, name: str, value: T, *, aliases: tuple[str, ...] = ()) -> T:
        """Add or replace an entry, and return the value."""
        self._known[_folded(name)] = value
        self._foreign.pop(_folded(name), None)
        self._aliases.update({_folded(alias): _folded(name) for alias in aliases})
        return value

    def get(self, name: str) -> T:
        """Return what ``name`` or one of its aliases stands for.

        Raises `UnknownNameError` with the nearest known name.
        """
        key = self.resolve(name)
        value = self._known[key]
        if isinstance(value, str):
            value = self._known[key] = self._imported(key, value)
        return value

    def _imported(self, key: str, text: str) -> T:
        """Return what a text names; raises `BrokenPluginError` for that of another package."""
        module, _, attribute = text.partition(":")
        try:
            return cast("T", getattr(importlib.import_module(module), attribute))
        except MissingExtraError:
            raise
        except Exception as error:
            if key not in self._foreign:
                raise
            reason = f"{type(error).__name__}: {error}"
            raise BrokenPluginError(self.kind, key, text, reason) from error

    def called(self, name: str, cls: type[M]) -> M:
        """Return what the function behind ``name`` makes, which is to be a ``cls``.

        Raises `UnknownNameError`, and `BrokenPluginError` for what an installed package announces
        and does not deliver.
        """
        make: Any = self.get(name)
        key = self.resolve(name)
        try:
            return _expected(make(), cls)
        except Exception as error:
            if key not in self._foreign:
                raise
            reason = str(error) if isinstance(error, LifecycleMapError) else repr(error)
            raise BrokenPluginError(self.kind, key, self._foreign[key], reason) from error

    def resolve(self, name: str) -> str:
        """Return the registered name behind a name or an alias; raises `UnknownNameError`."""
        for look in (self._look, self._look_announced):
            key = look(_folded(name))
            if key:
                return key
        raise UnknownNameError(self.kind, name, (*self.names(), *self._aliases))

    def registered(self) -> tuple[str, ...]:
        """Return the names registered so far, in order, without looking at installed packages."""
        return tuple(self._known)

    def names(self) -> tuple[str, ...]:
        """Return all registered names, sorted, those of installed packages included."""
        self._announce()
        return tuple(sorted(self._known))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self._look_announced(_folded(name)))

    def _look(self, key: str) -> str:
        key = key if key in self._known else self._aliases.get(key, "")
        return key if key in self._known else ""

    def _look_announced(self, key: str) -> str:
        self._announce()
        return self._look(key)

    def _announce(self) -> None:
        """Take in the entry points of installed packages, once; ours are never replaced."""
        if self._announced:
            return
        self._announced = True
        from importlib.metadata import entry_points

        for point in entry_points(group=self.group):
            if _folded(point.name) not in self._known:
                self._known[_folded(point.name)] = point.value
                self._foreign[_folded(point.name)] = point.value


def _expected(made: object, cls: type[M]) -> M:
    if isinstance(made, cls):
        return made
    raise TypeError(f"it returns {type(made).__name__}, no {cls.__name__}")


def _folded(name: str) -> str:
    return name.strip().casefold()


RENDERERS: Registry[Callable[..., object]] = Registry(
    "renderer",
    "lifecycle_map.renderers",
    {
        "format": "lifecycle_map.formats.rendering:formatted",
        "notebook": "lifecycle_map.formats.notebooks:notebook_bundle",
    },
)
"""How values show themselves: names, so that the model need not know how it is drawn."""


class Drawable:
    """Gives a value ``f"{value:mermaid}"`` and a display in notebooks, by way of `RENDERERS`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Return the value in the format that ``spec`` names, or its one-line text without one.

        Raises `UnknownNameError` for a format that there is not.
        """
        return str(RENDERERS.get("format")(self, spec)) if spec else str(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> object:
        """Show the value in a notebook; never raises, since a notebook shows errors badly."""
        return RENDERERS.get("notebook")(self, include, exclude)
