"""Lines for the faults of a file: where in its text a path such as ``elements[3].name`` stands.

The parsers of TOML and JSON in the standard library keep no positions, so this reads the text
once more, roughly, and gives no line where it cannot be sure.
"""

from __future__ import annotations

import re

import attrs

from lifecycle_map.errors import Fault

_STEP = re.compile(r"([\w-]+)|\[(\d+)\]")
_TABLE = re.compile(r"^\s*\[\[\s*([\w-]+)\s*\]\]", re.MULTILINE)


def placed(fault: Fault, text: str) -> Fault:
    """Return the fault with its line in a TOML text, where it can be found."""
    steps = [(m[1] or "", int(m[2]) if m[2] else -1) for m in _STEP.finditer(fault.place)]
    return attrs.evolve(fault, line=_line(steps, text)) if steps else fault


def _line(steps: list[tuple[str, int]], text: str) -> int:
    start, end = 0, len(text)
    keys = [key for key, _ in steps if key]
    if len(steps) > 1 and steps[1][1] >= 0:
        heads = [m for m in _TABLE.finditer(text) if m[1] == keys[0]]
        if steps[1][1] >= len(heads):
            return _key_line(keys[0], text, start, end)
        start = heads[steps[1][1]].start()
        following = _TABLE.search(text, heads[steps[1][1]].end())
        end = following.start() if following else end
        keys = keys[1:]
        if not keys:
            return _number(text, heads[steps[1][1]].start(1))
    elif len(keys) == 1:
        first = _TABLE.search(text)
        end = first.start() if first else end
    return _key_line(keys[0], text, start, end) or (_number(text, start) if start else 0)


def _key_line(key: str, text: str, start: int, end: int) -> int:
    """Return the line of ``key = …`` or ``[….key]`` between two offsets, or 0."""
    found = re.compile(
        rf"""^\s*(?:["']?{re.escape(key)}["']?\s*[.=]|\[+[^\]\n]*\b{re.escape(key)}\s*\]+)""",
        re.MULTILINE,
    ).search(text, start, end)
    return _number(text, found.end()) if found else 0


def _number(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
