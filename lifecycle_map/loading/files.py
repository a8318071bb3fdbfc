"""Files by path: the native ones, and every foreign format that a reader is registered for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.loading.plans.mspdi import looks_like_mspdi, read_mspdi
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.registries import Registry


@frozen(kw_only=True)
class Reader:
    """How one format is read. ``recognises`` looks at the bytes, ``suffixes`` at the name.

    ``read`` takes the bytes and the path (for messages only) and raises `InvalidFileError`.
    """

    name: str
    read: Callable[[bytes, str], Lifecycle]
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    about: str = ""


READERS: Registry[Reader] = Registry("reader", "lifecycle_map.readers")


def register_reader(reader: Reader) -> Reader:
    """Add a reader to those that `read_lifecycle` tries, and return it."""
    return READERS.register(reader.name, reader)


def read_lifecycle(path: str | os.PathLike[str], *, reader: str = "") -> Lifecycle:
    """Read a lifecycle or a project's plan from a file (``-``: standard input).

    The format is found by content first and by suffix second; ``reader`` forces one by name.
    What was left out is in the ``warnings`` of the result. Raises `UnreadableFileError` when there
    is nothing to read and `InvalidFileError` with every fault when it cannot be taken.
    """
    data = read_bytes(path)
    name = os.fspath(path)
    return (READERS.get(reader) if reader else _reader_for(data, name)).read(data, name)


def read_crosswalk(path: str | os.PathLike[str]) -> Crosswalk:
    """Read a crosswalk from a native TOML or JSON file (``-``: standard input).

    Raises `UnreadableFileError` and `InvalidFileError` as `read_lifecycle` does.
    """
    return crosswalk_of(read_bytes(path), os.fspath(path))


def _reader_for(data: bytes, name: str) -> Reader:
    """Return the reader for a file; our own are asked before those of installed packages."""
    suffix = Path(name).suffix.casefold()
    for names in (READERS.registered, READERS.names):
        readers = [READERS.get(known) for known in names()]
        for reader in (
            *(r for r in readers if r.recognises(data)),
            *(r for r in readers if suffix in r.suffixes),
        ):
            return reader
    raise InvalidFileError(name, (Fault("", _unknown(data, readers)),))


def _unknown(data: bytes, readers: list[Reader]) -> str:
    kind = (
        "XML of a kind that no reader knows" if _is_xml(data) else "a format that no reader knows"
    )
    if b"\0" in data[:4096]:
        kind = "a binary file"
    return f"it is {kind} (readers: {', '.join(r.name for r in readers)})"


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _looks_like_toml(data: bytes) -> bool:
    """Return whether the first line that says something is a key or a table."""
    return bool(
        re.match(rb"(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n)*(?:[\w-]+\s*=|\[\[?[\w. -]+\])", data)
    )


def _looks_like_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


register_reader(
    Reader(
        name="json",
        read=lifecycle_of,
        suffixes=(".json",),
        recognises=_looks_like_json,
        about="the package's own files, as JSON",
    )
)
register_reader(
    Reader(
        name="toml",
        read=lifecycle_of,
        suffixes=(".toml",),
        recognises=_looks_like_toml,
        about="the package's own files, as TOML",
    )
)
register_reader(
    Reader(
        name="mspdi",
        read=read_mspdi,
        suffixes=(),
        recognises=looks_like_mspdi,
        about="project plans of MS Project, saved as XML",
    )
)
