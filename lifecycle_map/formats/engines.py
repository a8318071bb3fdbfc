"""Engines that lay out and draw DOT: the embedded one, or a ``dot`` on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from attrs import frozen

from lifecycle_map.errors import EngineError

VARIABLE = "LIFECYCLE_MAP_DOT"
"""The environment variable that names the engine to use before all others."""

SECONDS = 60
"""How long an engine may take for one picture."""

HELP = (
    "no Graphviz engine found: pip install 'lifecycle-map[draw]', or install Graphviz so that "
    "'dot' is on the PATH; without it there are all other pictures, and .mmd and .dot as text"
)


@frozen
class Engine:
    """A program that reads DOT and writes pictures."""

    name: str
    program: str

    def draw(self, dot: str, kind: str) -> bytes:
        """Return DOT text drawn as ``svg`` or ``png``.

        Raises `EngineError` with the engine's own first words when it fails or takes too long.
        """
        try:
            done = subprocess.run(  # noqa: S603 - a program that the user installed, no shell
                [self.program, f"-T{kind}"],
                input=dot.encode(),
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineError(self.name, f"took more than {SECONDS} s and was stopped") from None
        except OSError as error:
            raise EngineError(self.name, f"cannot be run: {error.strerror}") from None
        said = done.stderr.decode(errors="replace").strip().splitlines()
        if done.returncode:
            raise EngineError(self.name, said[0] if said else f"exit code {done.returncode}")
        if not done.stdout:
            raise EngineError(self.name, said[0] if said else "printed nothing")
        return done.stdout

    def draw_text(self, dot: str, kind: str) -> str:
        """Return DOT text drawn as a text format such as ``svg``; raises `EngineError`."""
        try:
            return self.draw(dot, kind).decode()
        except UnicodeDecodeError:
            raise EngineError(self.name, f"what it drew as {kind} is no text") from None


def find_engine(wanted: str = "") -> Engine:
    """Return the engine to use: ``wanted`` or the one that `VARIABLE` names, else the embedded
    one (the package graphviz-pure), else ``dot``.

    Raises `EngineError` with what to install.
    """
    asked = wanted or os.environ.get(VARIABLE, "")
    if asked:
        program = shutil.which(asked)
        if program is None:
            raise EngineError(asked, "there is no such program")
        return Engine(asked, program)
    embedded = _embedded()
    if embedded:
        return Engine("graphviz-pure", embedded)
    found = shutil.which("dot")
    if found is None:
        raise EngineError("graph", HELP)
    return Engine("dot", found)


@cache
def _embedded() -> str:
    """Return the path of the embedded engine's program, or an empty text.

    Its package has no Python code, and its folder of programs need not be on the PATH.
    """
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files("graphviz-pure") or []
    except PackageNotFoundError:
        return ""
    for file in listed:
        if Path(file.name).stem == "graphviz-pure":
            return str(Path(str(file.locate())).resolve())
    return ""
