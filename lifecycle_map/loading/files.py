"""Files by path: the native ones, and every foreign format that a reader is registered for."""

from __future__ import annotations

import os
import re
from pathlib import Path

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import crosswalk_of
from lifecycle_map.loading.readers import READERS, Reader
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


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
        # One after the other, so that no more readers are imported than are asked.
        found = next((r for r in map(READERS.get, names()) if r.recognises(data)), None)
        found = found or next((r for r in map(READERS.get, names()) if suffix in r.suffixes), None)
        if found is not None:
            return found
    readers = [READERS.get(known) for known in READERS.names()]
    raise InvalidFileError(name, (Fault("", _unknown(data, readers)),))


def _unknown(data: bytes, readers: list[Reader]) -> str:
    kind = "a format that no reader knows"
    if b"\0" in data[:4096]:
        kind = "a binary file"
    elif _is_xml(data):
        kind = f"XML of a kind that no reader knows{_root_of(data)}"
    return f"it is {kind} (readers: {', '.join(r.name for r in readers)})"


def _root_of(data: bytes) -> str:
    """Return how the outermost element of XML begins, for a message; nothing if that is unclear."""
    root = re.search(rb"<([A-Za-z_][^<>]{0,200})", data[:4096])
    return f", <{' '.join(root[1].decode('utf-8', 'replace').split())[:120]} …>" if root else ""


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
