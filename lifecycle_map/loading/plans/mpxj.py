"""Plans of MS Project (``.mpp``), ProjectLibre, Planner and Primavera, by way of MPXJ and Java.

MPXJ turns them into MS Project XML in a process of its own, and that is read like any other. It
comes with the extra ``mpp`` and needs Java; without them, one sentence says what to do. A file of
ProjectLibre holds the plan as MS Project XML too, and needs neither.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import attrs

from lifecycle_map.errors import Fault, InvalidFileError, MissingExtraError
from lifecycle_map.loading.plans.mpxj_convert import NO_JAVA
from lifecycle_map.loading.plans.mpxj_kinds import (
    KINDS,
    PLANNER,
    POD,
    SEPARATOR,
    XER,
    Kind,
    kind_by_content,
    kind_by_suffix,
)
from lifecycle_map.loading.plans.mspdi import read_mspdi
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.loading.xml import parse_xml
from lifecycle_map.model.lifecycles import Lifecycle

TIMEOUT = 300
"""The seconds after which a conversion is given up."""

_NOTHING = dict.fromkeys(("project", "APIBusinessObjects"), frozenset[str]())
CONVERTER = "lifecycle_map.loading.plans.mpxj_convert"


def looks_like_mpxj(data: bytes) -> bool:
    """Return whether the content is a plan that MPXJ is there for."""
    return kind_by_content(data) is not None


def read_with_mpxj(reading: Reading) -> Lifecycle:
    """Return the plan in a file that MPXJ can read.

    Raises `MissingExtraError` without MPXJ, and `InvalidFileError` without Java or when MPXJ does
    not know what to make of the file.
    """
    kind = kind_by_content(reading.data) or kind_by_suffix(Path(reading.path).suffix)
    _, separator, xml = reading.data.partition(SEPARATOR)
    if kind is POD and separator:
        reading.note("read from the MS Project XML in it; lines are counted from where that begins")
        return read_mspdi(attrs.evolve(reading, data=xml.lstrip()))
    if kind in (PLANNER, XER) and reading.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        # What is no safe XML is not handed to a parser that we do not know.
        parse_xml(reading.data, reading.path, wanted=_NOTHING, limits=reading.options.limits)
    xml = _converted(reading, kind)
    way = f"MPXJ {_version()} made MS Project XML of it; lines are those of that file"
    reading.note(way)
    reading.understand("the plan", way)
    return read_mspdi(attrs.evolve(reading, data=xml))


def _converted(reading: Reading, kind: Kind) -> bytes:
    """Return a plan as MS Project XML."""
    if not _version():
        told = f"{reading.path}: it is {_called(reading, kind)}, and besides Java it"
        raise MissingExtraError(told, "mpp", kind.instead)
    import subprocess
    import tempfile

    suffix = Path(reading.path).suffix or kind.suffixes[0]
    with tempfile.TemporaryDirectory(prefix="lifecycle-map-") as folder:
        plan, result = Path(folder, f"plan{suffix}"), Path(folder, "result.xml")
        plan.write_bytes(reading.data)
        try:
            ran = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", CONVERTER, str(plan), str(result)],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _refusal(reading, kind, f"MPXJ was not done after {TIMEOUT} seconds") from None
        if ran.returncode == NO_JAVA:
            raise _refusal(reading, kind, "no Java was found to read it with: install Java")
        if ran.returncode or not result.is_file():
            raise _refusal(reading, kind, f"MPXJ cannot read it ({_last_line(ran.stderr)})")
        return read_bytes(result, largest=reading.options.limits.size)


def _refusal(reading: Reading, kind: Kind, reason: str) -> InvalidFileError:
    told = f"it is {_called(reading, kind)}, and {reason}, or {kind.instead}"
    return InvalidFileError(reading.path, (Fault("", told),))


def _called(reading: Reading, kind: Kind) -> str:
    suffix = Path(reading.path).suffix
    return f"{kind.name} ({suffix})" if suffix else kind.name


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "it says nothing"


def _version() -> str:
    """Return the version of MPXJ, nothing when it or its bridge to Java is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        version("jpype1")
        return version("mpxj")
    except PackageNotFoundError:
        return ""


MPXJ = Reader(
    name="mpxj",
    read=read_with_mpxj,
    recognises=looks_like_mpxj,
    suffixes=tuple(suffix for kind in KINDS for suffix in kind.suffixes),
    about="plans of MS Project (.mpp), ProjectLibre, Planner and Primavera (extra `mpp` and Java)",
)
