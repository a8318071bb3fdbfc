"""The needs of service management, with the phrases of every language that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from lifecycle_map.errors import Fault, InvalidFileError, closest
from lifecycle_map.loading.native import parse
from lifecycle_map.model.needs import Need, NeedGate, NeedLevel, NeedPhrases

_BETWEEN = re.compile("([~&/])")
_NAME = re.compile(r"\{(\w+)\}")
_PHRASES = tuple(field.name for field in attrs.fields(NeedPhrases) if field.name != "language")
_TEXTS = ("key", "title", "why", "category", "itil", "do", "task", "artefact")


@cache
def load_needs() -> tuple[Need, ...]:
    """Return the needs that are shipped, in the order of their keys."""
    folder = files("lifecycle_map.reference") / "rules"
    needs = needs_of((folder / "needs.toml").read_bytes(), "needs.toml")
    known = {need.key for need in needs}
    phrases: dict[str, list[NeedPhrases]] = {need.key: [] for need in needs}
    for file in _language_files(folder / "needs"):
        for key, found in need_phrases_of(file.read_bytes(), file.name, known).items():
            phrases[key].append(found)
    return tuple(attrs.evolve(need, phrases=tuple(phrases[need.key])) for need in needs)


def needs_of(data: bytes, path: str) -> tuple[Need, ...]:
    """Return the needs in a file's bytes, without phrases; raises `InvalidFileError`."""
    plain = parse(data, path)
    rows = plain.get("needs") if isinstance(plain, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidFileError(path, (Fault("needs", "expected a list of needs"),))
    faults: list[Fault] = []
    found = [_need(row, f"needs[{number}]", faults) for number, row in enumerate(rows)]
    needs = [need for need in found if need is not None]
    keys = [need.key for need in needs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    faults.extend(Fault("needs", f"duplicate key '{key}'") for key in twice)
    if faults:
        raise InvalidFileError(path, tuple(faults))
    return tuple(sorted(needs, key=lambda need: need.key))


def need_phrases_of(data: bytes, path: str, known: set[str]) -> dict[str, NeedPhrases]:
    """Return the phrases in a file's bytes by need; raises `InvalidFileError` with every fault."""
    plain = parse(data, path)
    if not isinstance(plain, dict) or not isinstance(plain.get("language"), str):
        raise InvalidFileError(path, (Fault("language", "a file of phrases names its language"),))
    language = plain["language"].casefold()
    faults: list[Fault] = []
    sets = _sets(plain.get("sets", {}), faults)
    found = {}
    for key, table in plain.items():
        if key in ("language", "sets"):
            continue
        if key not in known:
            near = closest(key, tuple(sorted(known)))
            faults.append(
                Fault(key, f"unknown need; did you mean '{near}'?" if near else "unknown")
            )
        elif not isinstance(table, dict):
            faults.append(Fault(key, "expected a table"))
        else:
            found[key] = NeedPhrases(language, **_texts(table, key, sets, faults))
    if faults:
        raise InvalidFileError(path, tuple(faults))
    return found


def _language_files(folder: Traversable) -> list[Traversable]:
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return sorted(found, key=lambda file: file.name)


def _need(row: dict[str, Any], place: str, faults: list[Fault]) -> Need | None:
    found = [*_key_faults(row, place), *_value_faults(row, place)]
    faults.extend(found)
    if found:
        return None
    told = {
        **row,
        "level": NeedLevel(row["level"]),
        "gate": NeedGate(row["gate"]),
        "prince2": tuple(row["prince2"]),
        "sources": tuple(row.get("sources", ())),
    }
    return Need(**told)


def _key_faults(row: dict[str, Any], place: str) -> Iterator[Fault]:
    wanted = {field.name for field in attrs.fields(Need)} - {"phrases"}
    for key in sorted(row.keys() - wanted):
        yield Fault(f"{place}.{key}", "unknown key")
    for key in sorted(wanted - {"sources", "milestone"} - row.keys()):
        yield Fault(place, f"'{key}' is missing")


def _value_faults(row: dict[str, Any], place: str) -> Iterator[Fault]:
    for key in _TEXTS:
        if key in row and not _is_text(row[key]):
            yield Fault(f"{place}.{key}", "expected a text")
    if type(row.get("asked_by", 0)) is not int:
        yield Fault(f"{place}.asked_by", "expected a whole number")
    if not isinstance(row.get("milestone", False), bool):
        yield Fault(f"{place}.milestone", "expected true or false")
    for name, kind in (("level", NeedLevel), ("gate", NeedGate)):
        known = [member.value for member in kind]
        if name in row and row[name] not in known:
            yield Fault(f"{place}.{name}", f"expected one of: {', '.join(known)}")
    for key in ("prince2", "sources"):
        if not _are_texts(row.get(key, [])):
            yield Fault(f"{place}.{key}", "expected a list of texts")


def _sets(plain: Any, faults: list[Fault]) -> dict[str, str]:
    """Return the sets of words that phrases may name, each as the alternatives it stands for."""
    if not isinstance(plain, dict) or not all(map(_are_texts, plain.values())):
        faults.append(Fault("sets", "expected a table of lists of texts"))
        return {}
    return {name: "/".join(texts) for name, texts in plain.items()}


def _texts(
    table: dict[str, Any], place: str, sets: dict[str, str], faults: list[Fault]
) -> dict[str, tuple[str, ...]]:
    found = {}
    for key, texts in table.items():
        if key not in _PHRASES:
            faults.append(Fault(f"{place}.{key}", f"unknown key; one of: {', '.join(_PHRASES)}"))
        elif not _are_texts(texts):
            faults.append(Fault(f"{place}.{key}", "expected a list of texts"))
        else:
            found[key] = tuple(_spelt_out(text, sets, f"{place}.{key}", faults) for text in texts)
    return found


def _spelt_out(text: str, sets: dict[str, str], place: str, faults: list[Fault]) -> str:
    """Return a phrase with the words of a set in place of its name in braces.

    A set stands alone between ``~``, ``&`` and ``/``; words around it are given to each of its own.
    """
    parts = []
    for alternative in _BETWEEN.split(text):
        name = _NAME.search(alternative)
        if name is None:
            parts.append(alternative)
        elif name[1] not in sets:
            faults.append(Fault(place, f"unknown set '{name[1]}' in '{text}'"))
        else:
            around = alternative.split(name[0])
            parts.append("/".join(word.join(around) for word in sets[name[1]].split("/")))
    return "".join(parts)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)
