"""Lines for the faults of a file: where in its text a path such as ``elements[3].name`` stands.

The parsers of TOML and JSON in the standard library keep no positions, so the text is looked
through once more when there are faults, and no line is given where that cannot be sure.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import define, field

from lifecycle_map.errors import Fault

Steps = tuple[str | int, ...]
"""A path into the data: names of keys, and numbers in lists."""

LineOf = Callable[[Steps], int]
"""Returns the line in which a path stands, or of what is nearest around it; 0 is not known."""

_STEP = re.compile(r"\.?([\w-]+)|\[(\d{1,9})\]")
_TABLE = re.compile(r"""^[ \t]*\[\[[ \t]*["']?([\w-]+)["']?[ \t]*\]\]""", re.MULTILINE)
_SPACE = re.compile(r"[ \t\n\r]*")


def placed(faults: Iterable[Fault], line_of: LineOf) -> tuple[Fault, ...]:
    """Return the faults, each with its line where it can be found."""
    return tuple(
        attrs.evolve(fault, line=line_of(_steps(fault.place)) or fault.line) for fault in faults
    )


def _steps(place: str) -> Steps:
    """Return a place as steps, as far as it is one."""
    steps: list[str | int] = []
    at = 0
    while step := _STEP.match(place, at):
        steps.append(step[1] or int(step[2]))
        at = step.end()
    return tuple(steps)


@define
class TomlLines:
    """Finds lines in a TOML text.

    ``plain`` is what the text was parsed to: a list of tables is only counted in the text when
    both have as many, so that what looks like a table inside a text does not mislead.
    """

    text: str
    plain: Any
    _heads: list[re.Match[str]] = field(init=False)
    _by_name: dict[str, list[int]] = field(factory=dict)
    _ends: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._heads = list(_TABLE.finditer(self.text))
        for number, head in enumerate(self._heads):
            self._by_name.setdefault(head[1], []).append(number)
        self._ends = _line_ends(self.text)

    def __call__(self, steps: Steps) -> int:
        """Return the line of a path."""
        if not steps or not isinstance(steps[0], str):
            return 0
        if len(steps) > 1 and isinstance(steps[1], int):
            return self._row_line(steps[0], steps[1], steps[2:])
        end = self._heads[0].start() if self._heads else len(self.text)
        return self._key_line(steps[0], 0, end)

    def _row_line(self, name: str, number: int, rest: Steps) -> int:
        heads = self._by_name.get(name, [])
        rows = self.plain.get(name) if isinstance(self.plain, dict) else None
        if not isinstance(rows, list) or len(heads) != len(rows) or number >= len(heads):
            return 0
        here = heads[number]
        start = self._heads[here].start()
        after = self._heads[here + 1 : here + 2]
        end = after[0].start() if after else len(self.text)
        key = next((step for step in rest if isinstance(step, str)), "")
        found = self._key_line(key, start, end) if key else 0
        return found or _line(self._ends, self._heads[here].start(1))

    def _key_line(self, key: str, start: int, end: int) -> int:
        """Return the line of ``key = …`` or ``[….key]`` between two offsets, or 0."""
        found = re.compile(
            rf"""^\s*(?:["']?{re.escape(key)}["']?\s*[.=]|\[+[^\]\n]*\b{re.escape(key)}\s*\]+)""",
            re.MULTILINE,
        ).search(self.text, start, end)
        return _line(self._ends, found.end()) if found else 0


@define
class JsonLines:
    """Finds lines in a JSON text that can be parsed."""

    text: str
    _parts: dict[int, dict[str | int, tuple[int, int]]] = field(factory=dict)
    _ends: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._ends = _line_ends(self.text)

    def __call__(self, steps: Steps) -> int:
        """Return the line of a path, or of the last part of it that is there."""
        start = value = self._skip(0)
        for step in steps:
            if value not in self._parts:
                self._parts[value] = self._parts_at(value)
            if step not in self._parts[value]:
                break
            start, value = self._parts[value][step]
        return _line(self._ends, start) if steps else 0

    def _parts_at(self, offset: int) -> dict[str | int, tuple[int, int]]:
        """Return where each part of a table or list begins, and where its value does."""
        opening = self.text[offset : offset + 1]
        parts: dict[str | int, tuple[int, int]] = {}
        here = self._skip(offset + 1)
        while opening in ("{", "[") and self.text[here] not in "]}":
            start, step = here, len(parts)
            name: str | int = step
            if opening == "{":
                name, here = _DECODER.raw_decode(self.text, here)
                here = self._skip(self._skip(here) + 1)
            parts[name] = start, here
            here = self._skip(_DECODER.raw_decode(self.text, here)[1])
            here = self._skip(here + 1) if self.text[here] == "," else here
        return parts

    def _skip(self, offset: int) -> int:
        space = _SPACE.match(self.text, offset)
        return space.end() if space else offset


_DECODER = json.JSONDecoder()


def _line_ends(text: str) -> list[int]:
    return [end.start() for end in re.finditer("\n", text)]


def _line(ends: list[int], offset: int) -> int:
    return bisect_left(ends, offset) + 1
