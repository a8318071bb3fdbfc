"""Lines for the faults of a file: where in its text a path such as ``elements[3].name`` stands.

The parsers of TOML and JSON in the standard library keep no positions, so this reads the text
once more, roughly, and gives no line where it cannot be sure.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from lifecycle_map.errors import Fault

_STEP = re.compile(r"([\w-]+)|\[(\d{1,9})\]")
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*([\w-]+)[ \t]*\]\]", re.MULTILINE)


def placed(fault: Fault, text: str, plain: Any) -> Fault:
    """Return the fault with its line in a TOML text, where it can be found.

    ``plain`` is what the text was parsed to: a list of tables is only counted in the text when
    both have as many, so that what looks like a table inside a text does not mislead.
    """
    steps = [(m[1] or "", int(m[2]) if m[2] else -1) for m in _STEP.finditer(fault.place)]
    return attrs.evolve(fault, line=_line(steps, text, plain)) if steps and steps[0][0] else fault


def _line(steps: list[tuple[str, int]], text: str, plain: Any) -> int:
    (first, _), rest = steps[0], steps[1:]
    if rest and rest[0][1] >= 0:
        heads = [m for m in _TABLE.finditer(text) if m[1] == first]
        rows = plain.get(first) if isinstance(plain, dict) else None
        if not isinstance(rows, list) or len(heads) != len(rows) or rest[0][1] >= len(heads):
            return 0
        head = heads[rest[0][1]]
        following = _TABLE.search(text, head.end())
        end = following.start() if following else len(text)
        key = next((key for key, _ in rest if key), "")
        return (key and _key_line(key, text, head.start(), end)) or _number(text, head.start(1))
    before = _TABLE.search(text)
    return _key_line(first, text, 0, before.start() if before else len(text))


def _key_line(key: str, text: str, start: int, end: int) -> int:
    """Return the line of ``key = …`` or ``[….key]`` between two offsets, or 0."""
    found = re.compile(
        rf"""^\s*(?:["']?{re.escape(key)}["']?\s*[.=]|\[+[^\]\n]*\b{re.escape(key)}\s*\]+)""",
        re.MULTILINE,
    ).search(text, start, end)
    return _number(text, found.end()) if found else 0


def _number(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
