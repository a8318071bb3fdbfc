"""The plan files that paths, folders and patterns of a command line mean, each once, in order."""

from __future__ import annotations

import glob
import os

from lifecycle_map.errors import UnreadableFileError
from lifecycle_map.loading.readers import READERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = (".xml",)
"""Suffixes that are of no one format, and are read by content."""


def plan_files(texts: list[str], *, without: str = "") -> list[str]:
    """Return the files that are meant, without the one that is written.

    Of a folder, those with a suffix that a reader knows, in all folders below; hidden ones and what
    Excel leaves beside an open workbook are none. Raises `UnreadableFileError` for what is not
    there, a pattern that fits nothing, and a folder that may not be looked into or holds no plan.
    """
    skipped = os.path.abspath(without) if without else ""
    found: dict[str, str] = {}
    for text in texts:
        for path in _meant(text):
            found.setdefault(os.path.abspath(path), path)
    found.pop(skipped, None)
    return list(found.values())


def _meant(text: str) -> list[str]:
    if text == "-":
        raise UnreadableFileError(text, "a portfolio is of files, not of standard input")
    if os.path.isdir(text):
        paths = list(_within(text, suffixes()))
        if not paths:
            raise UnreadableFileError(text, "it is a folder with no file that could be a plan")
        return paths
    if os.path.lexists(text):
        return [text]
    paths = [path for path in sorted(glob.glob(text, recursive=True)) if os.path.isfile(path)]
    if not paths:
        raise UnreadableFileError(text, "there is no such file or folder, nor one that fits it")
    return paths


def suffixes() -> tuple[str, ...]:
    """Return the suffixes that the readers know."""
    known = (suffix for name in READERS.names() for suffix in READERS.get(name).suffixes)
    return tuple(dict.fromkeys((*known, *SHARED)))


def _within(folder: str, known: tuple[str, ...]) -> Iterator[str]:
    for where, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.casefold().endswith(known) and not name.startswith((".", "~$")):
                yield os.path.join(where, name)


def _refuse(error: OSError) -> None:
    raise UnreadableFileError(str(error.filename), (error.strerror or str(error)).lower())
