"""Values into files: whole, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
import warnings
from pathlib import Path
from typing import Any

from lifecycle_map.errors import LeftOutWarning, UnwritableFileError
from lifecycle_map.formats.outputs import format_for
from lifecycle_map.formats.rendering import rendered
from lifecycle_map.views.looks import Showable


def export(value: Showable, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write a lifecycle, crosswalk, alignment, report or picture to a file, and return its path.

    The suffix names the format; ``options`` are those of `rendered`, and ``format`` overrules the
    suffix. The file is written whole or not at all: what stood there before stays as it was when
    anything goes wrong. What the format could not show is a `LeftOutWarning` each. Raises what
    `rendered` raises, and `UnwritableFileError`.
    """
    name = os.fspath(path)
    wanted = options.pop("format", "") or format_for(name).name
    made = rendered(value, wanted, **options)
    write_whole(made.content, name)
    for warning in made.warnings:
        warnings.warn(warning, LeftOutWarning, stacklevel=2)
    return Path(name)


def write_whole(content: str | bytes, path: str) -> None:
    """Write a file by way of a temporary one beside it, then rename; raises `UnwritableFileError`.

    Text is UTF-8 with the same line ends on every system, so that the bytes are the same. A
    symbolic link stays one: what it points to is written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        target = Path(os.path.realpath(path))
        reason = _unfit(target)
        if not reason:
            _replace(target, data)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
    if reason:
        raise UnwritableFileError(path, reason)


def _replace(target: Path, data: bytes) -> None:
    """Put data where a file is, or leave the file as it was."""
    # Hidden and named as what it is, so that whoever finds one after a power cut may delete it.
    beginning = f".{target.name[:40]}-"
    handle, temporary = tempfile.mkstemp(prefix=beginning, suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _unfit(target: Path) -> str:
    """Return why a path can be no file, if so: renaming would replace a pipe or a device."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISDIR(mode):
        return "it is a folder"
    return "" if stat.S_ISREG(mode) else "it is no regular file"


def _mode(target: Path) -> int:
    """Return the mode that the file has, or that a new file would get."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
