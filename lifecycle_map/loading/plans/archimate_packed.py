"""Archi's packed files: when a model has pictures, ``model.xml`` and they stand in a ZIP file."""

from __future__ import annotations

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.limits import DEFAULT
from lifecycle_map.loading.packages import MAGIC, Package
from lifecycle_map.loading.readers import Reading

INSIDE = "model.xml"


def is_packed(data: bytes) -> bool:
    """Return whether the content starts as a ZIP file does."""
    return data.startswith(MAGIC)


def holds_model(data: bytes) -> bool:
    """Return whether the content is a ZIP file that lists a ``model.xml`` at its top."""
    # Asked for each file that is read, so what is no such file must cost nothing.
    if not is_packed(data) or INSIDE.encode() not in data:
        return False
    try:
        return INSIDE in Package(data, "", DEFAULT).names
    except InvalidFileError:
        return False


def model_in(reading: Reading) -> bytes:
    """Return the model of a packed file; raises `InvalidFileError` for what cannot be unpacked."""
    package = Package(reading.data, reading.path, reading.options.limits)
    if INSIDE not in package.names:
        told = f"a packed file without {INSIDE}, so it is no model of Archi"
        raise InvalidFileError(reading.path, (Fault(INSIDE, told),))
    names = package.zip.namelist()
    if names.count(INSIDE) > 1:
        reading.mend(f"the packed file holds {INSIDE} twice; the last one is read")
    data = package.read(INSIDE)
    if len(names) > 1:
        told = f"{INSIDE} is read, {len(names) - 1} other parts (pictures) are left aside"
        reading.understand("the packed file", told)
    return data
