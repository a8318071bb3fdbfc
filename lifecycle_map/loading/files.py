"""Files by path: the native ones, and every foreign format that a reader is registered for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from lifecycle_map.errors import Fault, InvalidFileError, InvalidModelError
from lifecycle_map.loading.kinds import kind_of
from lifecycle_map.loading.limits import DEFAULT, Limits
from lifecycle_map.loading.native import NO_LIFECYCLE
from lifecycle_map.loading.readers import (
    CROSSWALK_READERS,
    READERS,
    Reader,
    Reading,
    ReadOptions,
    Understood,
)
from lifecycle_map.loading.sources import STDIN, read_bytes
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.registries import Registry

T = TypeVar("T")


def read_lifecycle(
    path: str | os.PathLike[str],
    *,
    reader: str = "",
    strict: bool = False,
    any_list: bool = False,
    sheet: str = "",
    header_row: int = 0,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    delimiter: str = "",
    day_first: bool | None = None,
    view: str = "",
    side: Side | None = None,
    limits: Limits | None = None,
) -> Lifecycle:
    """Read a lifecycle or a project's plan from a file (``-``: standard input).

    The format is found by content first and by suffix second; ``reader`` forces one by name.
    What was left out or mended is in the ``warnings`` of the result; with ``strict``, what would
    have been mended is refused. For the other options see `ReadOptions`. Raises
    `UnreadableFileError` when there is nothing to read and `InvalidFileError` with every fault
    when it cannot be taken.
    """
    options = ReadOptions(
        strict=strict,
        any_list=any_list,
        sheet=sheet,
        header_row=header_row,
        columns=tuple((columns or {}).items()),
        encoding=encoding,
        delimiter=delimiter,
        day_first=day_first,
        view=view,
        side=side,
        limits=limits or DEFAULT,
    )
    return read_explained(path, options, reader=reader)[0]


def read_explained(
    path: str | os.PathLike[str], options: ReadOptions, *, reader: str = ""
) -> tuple[Lifecycle, tuple[Understood, ...]]:
    """Read as `read_lifecycle` does, and also return how each column or tag was understood."""
    reading = _opened(path, options)
    if not reader and _is_foreign_crosswalk(reading.data):
        raise InvalidFileError(reading.path, (NO_LIFECYCLE,))
    return _read(reading, READERS, reader)


def read_any(
    path: str | os.PathLike[str], options: ReadOptions, *, reader: str = ""
) -> tuple[Lifecycle | Crosswalk, tuple[Understood, ...]]:
    """Read a lifecycle or a crosswalk, whichever the file holds, as `read_explained` does."""
    reading = _opened(path, options)
    only_crosswalks = reader in CROSSWALK_READERS and reader not in READERS
    if only_crosswalks or (not reader and _is_foreign_crosswalk(reading.data)):
        return _read(reading, CROSSWALK_READERS, reader)
    try:
        return _read(reading, READERS, reader)
    except InvalidFileError as error:
        if error.faults != (NO_LIFECYCLE,):
            raise
    return _read(_again(reading), CROSSWALK_READERS, reader)


def read_crosswalk(
    path: str | os.PathLike[str],
    *,
    reader: str = "",
    strict: bool = False,
    limits: Limits | None = None,
) -> Crosswalk:
    """Read a crosswalk from a file (``-``: standard input).

    Raises `UnreadableFileError` and `InvalidFileError` as `read_lifecycle` does.
    """
    options = ReadOptions(strict=strict, limits=limits or DEFAULT)
    return _read(_opened(path, options), CROSSWALK_READERS, reader)[0]


def _opened(path: str | os.PathLike[str], options: ReadOptions) -> Reading:
    return Reading(read_bytes(path, largest=options.limits.size), os.fspath(path), options)


def _again(reading: Reading) -> Reading:
    """Return the same file to be read once more: standard input can be taken only once."""
    return Reading(reading.data, reading.path, reading.options)


def _is_foreign_crosswalk(data: bytes) -> bool:
    """Return whether the content is a crosswalk in a format that no lifecycle has."""
    foreign = (name for name in CROSSWALK_READERS.registered() if name not in READERS.registered())
    return any(CROSSWALK_READERS.get(name).recognises(data) for name in foreign)


def _read(
    reading: Reading, readers: Registry[Reader[T]], name: str
) -> tuple[T, tuple[Understood, ...]]:
    chosen = readers.get(name) if name else _reader_for(reading, readers)
    try:
        found = chosen.read(reading)
    except InvalidModelError as error:
        raise InvalidFileError(reading.path, error.faults) from None
    if reading.options.strict and reading.faults:
        raise InvalidFileError(reading.path, tuple(reading.faults))
    return found, (Understood("the file", f"{chosen.name}: {chosen.about}"), *reading.understood)


def _reader_for(reading: Reading, readers: Registry[Reader[T]]) -> Reader[T]:
    """Return the reader for a file: by content, by suffix, and then who can but guess.

    Our own are asked before those of installed packages.
    """
    for names in (readers.registered, readers.names):
        found = _by_content(reading, readers, names(), guess=False)
        found = found or _by_suffix(reading.path, [readers.get(named) for named in names()])
        if found is not None:
            return found
    found = _by_content(reading, readers, readers.names(), guess=True)
    if found is not None:
        return found
    suffix = Path(reading.path).suffix.casefold() if reading.path != STDIN else ""
    known = ", ".join(readers.names())
    told = f"it is {kind_of(reading.data, suffix)} (readers: {known})"
    raise InvalidFileError(reading.path, (Fault("", told),))


def _by_content(
    reading: Reading, readers: Registry[Reader[T]], names: Iterable[str], *, guess: bool
) -> Reader[T] | None:
    # One after the other, so that no more readers are imported than are asked.
    for reader in map(readers.get, names):
        if reader.guess is guess and reader.recognises(reading.data):
            return reader
    return None


def _by_suffix(path: str, readers: list[Reader[T]]) -> Reader[T] | None:
    """Return the reader with the longest suffix that a path ends in: .sssom.tsv before .tsv."""
    name = Path(path).name.casefold() if path != STDIN else ""
    fitting = [
        (len(suffix), reader)
        for reader in readers
        for suffix in reader.suffixes
        if name.endswith(suffix) and len(name) > len(suffix)
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None
