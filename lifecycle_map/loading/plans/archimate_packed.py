"""Archi's packed files: when a model has pictures, ``model.xml`` and they stand in a ZIP file."""

from __future__ import annotations

from io import BytesIO
from typing import NoReturn

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.readers import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zipfile import ZipFile

INSIDE = "model.xml"
_MAGIC = b"PK\x03\x04"
_ENCRYPTED = 1


def is_packed(data: bytes) -> bool:
    """Return whether the content starts as a ZIP file does."""
    return data.startswith(_MAGIC)


def holds_model(data: bytes) -> bool:
    """Return whether the content is a ZIP file that lists a ``model.xml`` at its top."""
    from zipfile import BadZipFile, ZipFile

    # Asked for each file that is read, so what is no such file must cost nothing.
    if not is_packed(data) or INSIDE.encode() not in data:
        return False
    try:
        with ZipFile(BytesIO(data)) as packed:
            return INSIDE in packed.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def model_in(reading: Reading) -> bytes:
    """Return the model of a packed file; raises `InvalidFileError` for what cannot be unpacked."""
    import zlib
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(reading.data)) as packed:
            names = [info.filename for info in packed.infolist()]
            if INSIDE not in names:
                _refuse(reading, f"a packed file without {INSIDE}, so it is no model of Archi")
            if names.count(INSIDE) > 1:
                reading.mend(f"the packed file holds {INSIDE} twice; the last one is read")
            data = _bounded(packed, reading)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, InvalidFileError):
            raise
        _refuse(reading, f"a packed file that is damaged: {str(error)[:200] or 'it ends early'}")
    if len(names) > 1:
        told = f"{INSIDE} is read, {len(names) - 1} other parts (pictures) are left aside"
        reading.understand("the packed file", told)
    return data


def _bounded(packed: ZipFile, reading: Reading) -> bytes:
    """Return all of the model, as long as it is not larger than the limit."""
    info = packed.getinfo(INSIDE)
    if info.flag_bits & _ENCRYPTED:
        _refuse(reading, "it is encrypted: save it without a password")
    most = reading.options.limits.unpacked
    with packed.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        _refuse(reading, f"larger than {most:,} bytes (the limit 'unpacked')")
    return data


def _refuse(reading: Reading, told: str) -> NoReturn:
    raise InvalidFileError(reading.path, (Fault(INSIDE, told),))
