"""Lines for the faults of a YAML file: its events say where each thing begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import define, field

from lifecycle_map.loading.places import Steps


@define
class _Part:
    """Something in the file: its line, that of its key, and its own parts by key or number."""

    line: int
    parts: dict[str | int, _Part] = field(factory=dict)
    is_table: bool = False
    key: str | None = None
    key_line: int = 0

    def add(self, part: _Part, text: str) -> None:
        """Add a part: to a list, as a key, or as the value of the last key."""
        if not self.is_table:
            self.parts[len(self.parts)] = part
        elif self.key is None:
            self.key, self.key_line = text, part.line
        else:
            self.parts[self.key] = _Part(self.key_line, part.parts)
            self.key = None


@define
class YamlLines:
    """Finds lines in a YAML text that was read without a fault in its notation."""

    root: _Part

    @classmethod
    def of(cls, events: Iterable[Any]) -> YamlLines:
        """Take the lines from the events of a parser."""
        root = _Part(0)
        around = [root]
        anchors: dict[str, _Part] = {}
        for event in events:
            kind = type(event).__name__
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                around.pop()
            if kind not in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
                continue
            part = _Part(event.start_mark.line + 1, is_table=kind == "MappingStartEvent")
            if kind == "AliasEvent":
                part.parts = anchors[event.anchor].parts
            elif event.anchor is not None:
                anchors[event.anchor] = part
            around[-1].add(part, getattr(event, "value", ""))
            if kind.endswith("StartEvent"):
                around.append(part)
        return cls(root.parts.get(0, root))

    def __call__(self, steps: Steps) -> int:
        """Return the line of a path, or of the last part of it that is there."""
        here = self.root
        for step in steps:
            found = here.parts.get(step)
            if found is None:
                break
            here = found
        return here.line if steps else 0
