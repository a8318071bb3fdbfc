"""Words in many languages: the shipped ones, and those that a user adds."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from lifecycle_map.errors import Fault, InvalidFileError, closest
from lifecycle_map.loading.native import parse
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.model.elements import Alias, Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.validating import alias_faults
from lifecycle_map.model.words import Naming, Words

_added: list[Words] = []


def load_words() -> tuple[Words, ...]:
    """Return the words of all languages, the user's own last."""
    return (*_shipped(), *_added)


def read_words(path: str | os.PathLike[str]) -> Words:
    """Read a file of words (TOML or JSON); raises `InvalidFileError` with every fault."""
    return words_of(read_bytes(path), os.fspath(path))


def register_words(words: Words) -> Words:
    """Add words to those that are used from now on, and return them."""
    _added.append(words)
    return words


def named(lifecycle: Lifecycle, words: tuple[Words, ...]) -> Lifecycle:
    """Return the lifecycle with the names that ``words`` have for its elements as aliases."""
    kept = lifecycle.once(_Naming)
    if kept.words != words:
        kept.words, kept.named = words, _named(lifecycle, words)
    return kept.named


class _Naming:
    """A lifecycle with the names that some words have for it, as it was last asked for."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.words: tuple[Words, ...] = ()
        self.named = lifecycle


def _named(lifecycle: Lifecycle, words: tuple[Words, ...]) -> Lifecycle:
    table: dict[str, list[Alias]] = {}
    for vocabulary in words:
        for naming in vocabulary.namings:
            if naming.covers(lifecycle.key):
                table.setdefault(naming.key, []).extend(
                    Alias(vocabulary.language, text) for text in naming.texts
                )
    elements = tuple(_with_aliases(element, table.get(element.key, ())) for element in lifecycle)
    return attrs.evolve(lifecycle, elements=elements)


def _with_aliases(element: Element, aliases: list[Alias] | tuple[()]) -> Element:
    fresh = tuple(dict.fromkeys(alias for alias in aliases if alias not in element.aliases))
    if not fresh:
        return element
    joined = (*element.aliases, *fresh)
    languages = list(dict.fromkeys(alias.language for alias in joined))
    together = sorted(joined, key=lambda alias: languages.index(alias.language))
    return attrs.evolve(element, aliases=tuple(together))


@cache
def _shipped() -> tuple[Words, ...]:
    folder = files("lifecycle_map.reference") / "words"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(words_of(file.read_bytes(), file.name) for file in found)


def words_of(data: bytes, path: str) -> Words:
    """Return the words in a file's bytes; raises `InvalidFileError` with every fault."""
    plain = parse(data, path)
    faults: list[Fault] = []
    known = ("language", "weak", "phases", "aliases")
    if not isinstance(plain, dict) or not isinstance(plain.get("language"), str):
        raise InvalidFileError(path, (Fault("language", "a file of words names its language"),))
    for key in sorted(plain.keys() - set(known)):
        near = closest(key, known)
        faults.append(Fault(key, f"unknown key; did you mean '{near}'?" if near else "unknown key"))
    phases = _table(plain.get("phases", {}), "phases", faults)
    weak = _texts(plain.get("weak", []), "weak", faults)
    unknown = sorted(phases.keys() - {phase.value for phase in Phase})
    faults.extend(Fault(f"phases.{key}", "unknown phase") for key in unknown)
    namings = tuple(
        Naming(scope, key, texts)
        for scope, table in _scopes(plain.get("aliases", {}), faults)
        for key, texts in _table(table, f"aliases.{scope}", faults).items()
    )
    language = plain["language"].casefold()
    for naming in namings:
        aliases = tuple(Alias(language, text) for text in naming.texts)
        faults.extend(alias_faults(f"aliases.{naming.scope}.{naming.key}", aliases))
    faults.extend(alias_faults("language", (Alias(language, "x"),)))
    if faults:
        raise InvalidFileError(path, tuple(dict.fromkeys(faults)))
    return Words(
        language=language,
        phases=tuple((Phase(key), texts) for key, texts in phases.items()),
        namings=namings,
        weak=weak,
    )


def _scopes(plain: Any, faults: list[Fault]) -> list[tuple[str, Any]]:
    if not isinstance(plain, dict):
        faults.append(Fault("aliases", "expected a table for each lifecycle"))
        return []
    return list(plain.items())


def _table(plain: Any, place: str, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Return a table of lists of texts, noting what is none."""
    if not isinstance(plain, dict):
        faults.append(Fault(place, "expected a table"))
        return {}
    table = {}
    for key, texts in plain.items():
        table[key] = _texts(texts, f"{place}.{key}", faults)
    return table


def _texts(plain: Any, place: str, faults: list[Fault]) -> tuple[str, ...]:
    """Return a list of texts, noting when it is none."""
    if isinstance(plain, list) and all(isinstance(text, str) for text in plain):
        return tuple(plain)
    faults.append(Fault(place, "expected a list of texts"))
    return ()
