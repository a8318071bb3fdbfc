"""Values into files: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from lifecycle_map.errors import UnwritableFileError
from lifecycle_map.formats.outputs import format_for
from lifecycle_map.formats.rendering import Showable, render


def export(value: Showable, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write a lifecycle, crosswalk or alignment to a file, and return its path.

    The suffix names the format; ``options`` are those of `render`, and ``format`` overrules the
    suffix. The file is written whole or not at all: what stood there before stays as it was when
    anything goes wrong. Raises what `render` raises, and `UnwritableFileError`.
    """
    name = os.fspath(path)
    wanted = options.pop("format", "") or format_for(name).name
    write_whole(render(value, wanted, **options), name)
    return Path(name)


def write_whole(content: str | bytes, path: str) -> None:
    """Write a file by way of a temporary one beside it, then rename; raises `UnwritableFileError`.

    Text is UTF-8 with the same line ends on every system, so that the bytes are the same.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = Path(path)
    if target.is_dir():
        raise UnwritableFileError(path, "it is a folder")
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    except OSError as error:
        raise UnwritableFileError(path, _reason(error)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UnwritableFileError(path, _reason(error)) from None
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode that the file has, or that a new file would get."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
