"""Turns a plan into MS Project XML with MPXJ; runs in a process of its own.

``python -m lifecycle_map.loading.plans.mpxj_convert PLAN RESULT``: a Java machine that crashes,
hangs or fills its memory takes this process with it and no other. Ends with `UNKNOWN` for a plan
that MPXJ does not know, with `NO_JAVA` when no Java machine starts, and says why on standard error.
"""

from __future__ import annotations

import sys
from typing import Any

UNKNOWN = 3
NO_JAVA = 4
_PACKAGES = ("org.mpxj", "net.sf.mpxj")
"""Where the classes are: since version 14, and before."""


def convert(plan: str, result: str) -> int:
    """Convert a file, and return the exit code."""
    import jpype
    import mpxj  # noqa: F401 - puts the jars on the class path

    try:
        jpype.startJVM("-Djava.awt.headless=true")
    except (OSError, RuntimeError, ValueError) as error:
        return _fail(NO_JAVA, str(error))
    try:
        project = _made(jpype, "reader.UniversalProjectReader").read(plan)
        if project is None:
            return _fail(UNKNOWN, "MPXJ knows no such format")
        _made(jpype, "mspdi.MSPDIWriter").write(project, result)
    except jpype.JException as error:
        return _fail(UNKNOWN, str(error))
    return 0


def _made(jpype: Any, name: str) -> Any:
    """Return a new object of a class of MPXJ."""
    for package in _PACKAGES:
        try:
            return jpype.JClass(f"{package}.{name}")()
        except TypeError:
            continue
    raise SystemExit(_fail(UNKNOWN, f"this version of MPXJ has no {name}"))


def _fail(code: int, reason: str) -> int:
    sys.stderr.write(" ".join(reason.split())[:300])
    return code


if __name__ == "__main__":
    raise SystemExit(convert(sys.argv[1], sys.argv[2]))
