"""Bytes from a path or from standard input, or one sentence why not."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from lifecycle_map.errors import Fault, InvalidFileError, UnreadableFileError
from lifecycle_map.loading.limits import DEFAULT

STDIN = "-"


def read_bytes(path: str | os.PathLike[str], *, largest: int = DEFAULT.size) -> bytes:
    """Return the content of a file, or of standard input for ``-``.

    Raises `UnreadableFileError` for what is missing, a folder, no regular file, too large or empty.
    """
    name = os.fspath(path)
    data = _input_bytes(largest) if name == STDIN else _file_bytes(name, largest)
    if len(data) > largest:
        told = f"it is larger than {largest / 2**20:,.0f} MB; raise the limit 'size' to read it"
        raise UnreadableFileError(name, told)
    if not data or data.isspace():
        # Asked so, since a stripped copy of a large file would double it.
        raise UnreadableFileError(name, "it is empty")
    return data


def _input_bytes(largest: int) -> bytes:
    if sys.stdin is None:
        raise UnreadableFileError(STDIN, "there is no standard input")
    return sys.stdin.buffer.read(largest + 1)


def _file_bytes(name: str, largest: int) -> bytes:
    try:
        reason = _unreadable(os.stat(name).st_mode)
        if not reason:
            with open(name, "rb") as file:
                return file.read(largest + 1)
    except FileNotFoundError:
        reason = _missing(name)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
    raise UnreadableFileError(name, reason)


def _unreadable(mode: int) -> str:
    """Return why a path with this mode cannot be read, if so: a named pipe would never end."""
    if stat.S_ISDIR(mode):
        return "it is a folder; name a file in it"
    return "" if stat.S_ISREG(mode) else "it is no regular file; use - to read standard input"


def _missing(name: str) -> str:
    """Say that there is no such file, and what there is with a similar name."""
    from lifecycle_map.errors import closest

    folder = Path(name).parent
    try:
        there = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return "there is no such file, nor its folder"
    near = closest(Path(name).name, there)
    return (
        f"there is no such file; did you mean '{folder / near}'?"
        if near
        else ("there is no such file")
    )


def text_of(data: bytes, path: str) -> str:
    """Return bytes as text: UTF-8 with or without a mark, or UTF-16 with one.

    Raises `InvalidFileError` with the place of the first byte that is no text.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault("", f"not text in {encoding.removesuffix('-sig').upper()}", line)
        raise InvalidFileError(path, (fault,)) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InvalidFileError(path, (Fault("", "a NUL (U+0000): it is a binary file", line),))
    return text
