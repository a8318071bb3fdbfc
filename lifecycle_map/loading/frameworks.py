"""Frameworks and crosswalks by name, from the catalogue that users and packages may add to."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from typing import Any

from attrs import frozen

from lifecycle_map.errors import InvalidModelError
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.loading.words import load_words, named
from lifecycle_map.model.crosswalks import Crosswalk, end_faults
from lifecycle_map.model.lifecycles import Lifecycle, provenance_faults
from lifecycle_map.model.words import Words
from lifecycle_map.registries import Registry

METHOD = ("prince2-2023", "itil-2011")
"""The project method and the service lifecycle whose crosswalk is rested on: looked at first."""

LIFECYCLES: Registry[Callable[[], Lifecycle]] = Registry("lifecycle", "lifecycle_map.frameworks")
CROSSWALKS: Registry[Callable[[], Crosswalk]] = Registry("crosswalk", "lifecycle_map.crosswalks")

_named: dict[str, tuple[Lifecycle, tuple[Words, ...], Lifecycle]] = {}
"""By key, a lifecycle of the catalogue and the words it was named with, and what came of it: to
name all elements anew takes longer than to align a plan with them."""


@frozen(kw_only=True)
class Entry:
    """A line of the catalogue: what there is under a name, without reading all of it.

    ``ends`` are the lifecycles that a crosswalk joins, ``views`` the keys of its views.
    """

    key: str
    name: str
    edition: str = ""
    side: str = ""
    aliases: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    views: tuple[str, ...] = ()


def load_lifecycle(name: str) -> Lifecycle:
    """Return a lifecycle of the catalogue by its key or an alias (``prince2``, ``itil``).

    Its elements carry the names of all languages that there are words for.
    Raises `UnknownNameError` with the nearest name.
    """
    lifecycle, words = _lifecycles().called(name, Lifecycle), load_words()
    held = _named.get(lifecycle.key)
    if held is None or held[0] is not lifecycle or held[1] != words:
        held = _named[lifecycle.key] = (lifecycle, words, named(lifecycle, words))
    return held[2]


def load_crosswalk(name: str) -> Crosswalk:
    """Return a crosswalk of the catalogue by its key, ``subject--object``; aliases are resolved.

    Raises `UnknownNameError` with the nearest name.
    """
    catalogue = _crosswalks()
    subject, dashes, object_ = name.partition("--")
    if dashes and name not in catalogue:
        lifecycles = _lifecycles()
        if subject in lifecycles and object_ in lifecycles:
            name = f"{lifecycles.resolve(subject)}--{lifecycles.resolve(object_)}"
    return catalogue.called(name, Crosswalk)


def register_lifecycle(lifecycle: Lifecycle) -> Lifecycle:
    """Add a lifecycle to the catalogue under its key and aliases, and return it."""
    _lifecycles().register(lifecycle.key, lambda: lifecycle, aliases=lifecycle.aliases)
    return lifecycle


def register_crosswalk(crosswalk: Crosswalk) -> Crosswalk:
    """Add a crosswalk to the catalogue under its key, and return it.

    Raises `InvalidModelError` when an end is in neither of its lifecycles (those that the
    catalogue has).
    """
    known = _lifecycles()
    ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    if all(end in known for end in ends):
        faults = tuple(end_faults(crosswalk, *(known.called(end, Lifecycle) for end in ends)))
        if faults:
            raise InvalidModelError(crosswalk.key, faults)
    _crosswalks().register(crosswalk.key, lambda: crosswalk)
    return crosswalk


def list_lifecycles() -> tuple[Entry, ...]:
    """Return what lifecycles there are, sorted by key."""
    catalogue = _lifecycles()
    return tuple(
        _shipped_entry("lifecycles", name, catalogue) or _entry(catalogue.called(name, Lifecycle))
        for name in catalogue.names()
    )


def list_crosswalks() -> tuple[Entry, ...]:
    """Return what crosswalks there are, sorted by key."""
    catalogue = _crosswalks()
    return tuple(
        _shipped_entry("crosswalks", name, catalogue) or _joining(catalogue.called(name, Crosswalk))
        for name in catalogue.names()
    )


def crosswalk_between(subject: str, object_: str) -> Crosswalk | None:
    """Return the curated crosswalk from one lifecycle to another, turned round if need be."""
    catalogue = _crosswalks()
    names = {entry.ends: entry.key for entry in list_crosswalks()}
    if (subject, object_) in names:
        return catalogue.called(names[subject, object_], Crosswalk)
    if (object_, subject) in names:
        return catalogue.called(names[object_, subject], Crosswalk).invert()
    return None


def neighbours(lifecycle: str) -> tuple[str, ...]:
    """Return the lifecycles that a crosswalk ties to this one, in the order of `by_preference`."""
    ends = [entry.ends for entry in list_crosswalks() if lifecycle in entry.ends]
    return by_preference({end for pair in ends for end in pair} - {lifecycle})


def by_preference(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of lifecycles, those of `METHOD` first, then of each family the newest."""
    newest = sorted(keys, reverse=True)
    return tuple(sorted(newest, key=lambda key: key not in METHOD))


def _shipped_entry(folder: str, name: str, catalogue: Registry[Any]) -> Entry | None:
    """Return the heading of a shipped file, unless somebody has registered another in its place."""
    found = catalogue.get(name)
    ours = isinstance(found, partial) and found.func in (_shipped_lifecycle, _shipped_crosswalk)
    return next((e for e in _headings(folder) if e.key == name), None) if ours else None


def _joining(crosswalk: Crosswalk) -> Entry:
    ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    views = tuple(view.key for view in crosswalk.views)
    return Entry(key=crosswalk.key, name=crosswalk.name, ends=ends, views=views)


def _entry(lifecycle: Lifecycle) -> Entry:
    return Entry(
        key=lifecycle.key,
        name=lifecycle.name,
        edition=lifecycle.edition,
        side=lifecycle.side.value,
        aliases=lifecycle.aliases,
    )


@cache
def _lifecycles() -> Registry[Callable[[], Lifecycle]]:
    """Return the catalogue with the shipped lifecycles in it."""
    for entry in _headings("lifecycles"):
        LIFECYCLES.register(
            entry.key, partial(_shipped_lifecycle, entry.key), aliases=entry.aliases
        )
    return LIFECYCLES


@cache
def _crosswalks() -> Registry[Callable[[], Crosswalk]]:
    """Return the catalogue with the shipped crosswalks in it."""
    for entry in _headings("crosswalks"):
        CROSSWALKS.register(entry.key, partial(_shipped_crosswalk, entry.key))
    return CROSSWALKS


@cache
def _shipped_lifecycle(key: str) -> Lifecycle:
    file = _folder("lifecycles") / f"{key}.toml"
    lifecycle = lifecycle_of(file.read_bytes(), file.name)
    faults = tuple(provenance_faults(lifecycle))
    if faults:
        raise InvalidModelError(key, faults)
    return lifecycle


@cache
def _shipped_crosswalk(key: str) -> Crosswalk:
    file = _folder("crosswalks") / f"{key}.toml"
    return crosswalk_of(file.read_bytes(), file.name)


@cache
def _headings(folder: str) -> tuple[Entry, ...]:
    """Return the heading of each shipped file: its keys and views, before any other table."""
    found = sorted(_folder(folder).iterdir(), key=lambda file: file.name)
    return tuple(_heading(file) for file in found if file.name.endswith(".toml"))


def _heading(file: Traversable) -> Entry:
    with file.open(encoding="utf-8") as lines:
        plain = tomllib.loads("".join(takewhile(_is_heading, lines)))
    return Entry(
        key=plain["key"],
        name=plain["name"],
        edition=plain.get("edition", ""),
        side=plain.get("side", ""),
        aliases=tuple(plain.get("aliases", ())),
        ends=(plain.get("subject_lifecycle", ""), plain.get("object_lifecycle", "")),
        views=tuple(view["key"] for view in plain.get("views", ())),
    )


def _is_heading(line: str) -> bool:
    return not line.startswith("[[") or line.startswith("[[views]]")


def _folder(name: str) -> Traversable:
    return files("lifecycle_map.reference") / name
