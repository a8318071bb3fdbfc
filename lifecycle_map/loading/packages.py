"""Packed files (ZIP) read safely: bounded sizes, and one sentence for what is damaged."""

from __future__ import annotations

import io
import zipfile
import zlib

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.limits import Limits

MAGIC = b"PK\x03\x04"
_CHUNK = 2**20
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What unpacking may raise: NotImplementedError is a RuntimeError, and so is a password."""


class Package:
    """The parts of a packed file, each unpacked when it is asked for.

    Raises `InvalidFileError` for a file that is no ZIP or damaged, and for parts that unpack to
    more than ``limits.unpacked`` bytes together, whatever the file says of their sizes.
    """

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.left = limits.unpacked
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self.zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(f"a damaged or truncated ZIP file ({error})") from None

    def read(self, name: str) -> bytes:
        """Return a part, unpacked; raises `InvalidFileError` as the class says."""
        if name not in self.names:
            raise self._damaged(f"the part '{name}' is missing in the ZIP file")
        chunks = []
        try:
            with self.zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise self._damaged(
                            f"its parts unpack to over {self.limits.unpacked:,} bytes "
                            f"(the limit 'unpacked'), '{name}' among them"
                        )
                    chunks.append(chunk)
        except InvalidFileError:
            raise  # which is a ValueError, and has its sentence
        except _ERRORS as error:
            told = f"the part '{name}' of the ZIP file is damaged or cannot be unpacked: {error}"
            raise self._damaged(told) from None
        return b"".join(chunks)

    def _damaged(self, message: str) -> InvalidFileError:
        return InvalidFileError(self.path, (Fault("", message),))
