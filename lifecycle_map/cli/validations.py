"""What is wrong in a file that somebody wrote: every fault at once, with line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

import attrs
from attrs import frozen

from lifecycle_map.errors import Fault, InvalidFileError, LifecycleMapError, UnknownNameError
from lifecycle_map.formats.json_schema import SCHEMAS
from lifecycle_map.layouts.theme_files import COLOURS, read_theme
from lifecycle_map.loading.files import read_any
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.loading.native import lines_of, looks_like_json, looks_like_toml, parse
from lifecycle_map.loading.places import placed
from lifecycle_map.loading.readers import ReadOptions
from lifecycle_map.loading.rules import read_facts, read_rules, read_waivers
from lifecycle_map.loading.sources import read_bytes, text_of
from lifecycle_map.model.crosswalks import Crosswalk, end_faults
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.lifecycles import Lifecycle, provenance_faults

_TELLING = {
    "crosswalk": {"subject_lifecycle", "object_lifecycle", "correspondences"},
    "lifecycle": {"side", "elements", "relations"},
    "waivers": {"waivers"},
    "rules": {"rules"},
    "theme": {"base", "hues", "fonts", "logo", *COLOURS},
    "facts": {a.name for a in attrs.fields(Facts)},
}
"""The keys by which a file is known; one that says nothing yet is taken for facts."""
_READ: dict[str, Callable[[str], Any]] = {
    "facts": read_facts,
    "waivers": read_waivers,
    "rules": read_rules,
    "theme": read_theme,
}


@frozen
class Placed:
    """A fault with its column where it is known; both count from 1, and 0 is not known."""

    line: int
    column: int
    place: str
    message: str


@frozen
class Validation:
    """What was found in one file: what it was taken for, and what is wrong in it."""

    path: str
    kind: str
    faults: tuple[Placed, ...] = ()
    warnings: tuple[str, ...] = ()
    value: Lifecycle | Crosswalk | None = None


def validated(path: str, kind: str = "", *, published: bool = False) -> Validation:
    """Return what is wrong in a file.

    ``published`` also asks for what published data has: an edition, a source on each element.
    Raises `UnreadableFileError` for a file that cannot be read at all.
    """
    data = read_bytes(path)
    found = kind
    try:
        found = kind or _kind_of(data, path)
        value = _read(path, found)
    except InvalidFileError as error:
        return Validation(path, found, _with_columns(error.faults, data, path))
    faults: tuple[Fault, ...] = ()
    if published and isinstance(value, Lifecycle):
        faults = _placed(tuple(provenance_faults(value)), data, path)
    warnings = getattr(value, "warnings", ())
    model = value if isinstance(value, Lifecycle | Crosswalk) else None
    return Validation(path, found, _with_columns(faults, data, path), warnings, model)


def joined(found: list[Validation]) -> list[Validation]:
    """Return the validations, with what the ends of the crosswalks lack in their lifecycles: those
    of the other files, and those of the catalogue.
    """
    own = {each.value.key: each.value for each in found if isinstance(each.value, Lifecycle)}
    known = {entry.key for entry in list_lifecycles()} | own.keys()

    def lifecycle(key: str) -> Lifecycle:
        return own.get(key) or load_lifecycle(key)

    return [
        _joined(each, each.value, known, lifecycle) if isinstance(each.value, Crosswalk) else each
        for each in found
    ]


def _joined(
    found: Validation, crosswalk: Crosswalk, known: set[str], lifecycle: Callable[[str], Lifecycle]
) -> Validation:
    ends = (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    missing = [end for end in ends if end not in known]
    if missing:
        told = f"the lifecycle '{missing[0]}' is not known: its ends were not looked up"
        return attrs.evolve(found, warnings=(*found.warnings, told))
    data = read_bytes(found.path)
    faults = tuple(end_faults(crosswalk, lifecycle(ends[0]), lifecycle(ends[1])))
    return attrs.evolve(
        found, faults=_with_columns(_placed(faults, data, found.path), data, found.path)
    )


def _kind_of(data: bytes, path: str) -> str:
    """Return what a file is: by its keys where it is TOML or JSON, else by what reads it."""
    if not _is_native(data, path):
        return ""
    plain = parse(data, path)
    if not isinstance(plain, dict):
        return "lifecycle"
    found = next((kind for kind, keys in _TELLING.items() if keys & plain.keys()), "")
    if not found and plain:
        told = f"no key tells what it is ({', '.join(_TELLING)}); say so with --kind"
        raise InvalidFileError(path, (Fault("", told),))
    return found or "facts"


def _is_native(data: bytes, path: str) -> bool:
    """Return whether a file is TOML or JSON: a file of comments alone is so by its suffix."""
    named = PurePath(path).suffix.casefold() in (".toml", ".json")
    return named or looks_like_json(data) or looks_like_toml(data)


def _read(path: str, kind: str) -> Any:
    if kind and kind not in SCHEMAS:
        raise UnknownNameError("kind of file", kind, tuple(SCHEMAS))
    return _READ[kind](path) if kind in _READ else read_any(path, ReadOptions(strict=True))[0]


def _placed(faults: tuple[Fault, ...], data: bytes, path: str) -> tuple[Fault, ...]:
    """Return faults with their lines, where the file is one of ours."""
    if not faults or not _is_native(data, path):
        return faults
    return placed(faults, lines_of(data, path, parse(data, path)))


def _with_columns(faults: tuple[Fault, ...], data: bytes, path: str) -> tuple[Placed, ...]:
    lines = _lines(data, path) if faults else []
    found = (_fault(fault, lines) for fault in faults)
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.column)))


def _lines(data: bytes, path: str) -> list[str]:
    try:
        return text_of(data, path).splitlines()
    except LifecycleMapError:
        return []


def _fault(fault: Fault, lines: list[str]) -> Placed:
    told = re.fullmatch(r"column (\d+)", fault.place)
    if told:
        return Placed(fault.line, int(told[1]), "", fault.message)
    line = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    return Placed(fault.line, _column(fault.place, line), fault.place, fault.message)


def _column(place: str, line: str) -> int:
    """Return where in its line the key stands that a place names; 0 when it is not there."""
    for key in reversed(list(_keys(place))):
        found = re.search(rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?\s*[=:\]]", line)
        if found:
            return found.start() + 1
    return len(line) - len(line.lstrip()) + 1 if line.strip() else 0


def _keys(place: str) -> Iterator[str]:
    yield from re.findall(r"[\w-]*[^\W\d][\w-]*", place)
