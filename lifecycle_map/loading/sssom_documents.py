"""An SSSOM file before it means anything: metadata, prefixes and rows of texts."""

from __future__ import annotations

import attrs
from attrs import define, field, frozen

from lifecycle_map.loading.sssom_slots import LISTS, PROPAGATED, join, newer, split
from lifecycle_map.loading.sssom_terms import SLOTS, expanded

SPARE = "fields"
"""Our slot for what no other slot can hold: a JSON object of the fields of our model."""


@frozen
class Definition:
    """What a file declares about a slot that SSSOM does not have."""

    name: str
    property: str = ""
    type_hint: str = ""


@define
class Row:
    """A mapping: the texts of its cells by slot, without the empty ones."""

    line: int
    cells: dict[str, str]


@define
class Document:
    """A mapping set: prefixes, what is said of the whole, declared extensions, mappings.

    ``lines`` says where in the file each slot of the set stands.
    """

    prefixes: dict[str, str] = field(factory=dict)
    slots: dict[str, tuple[str, ...]] = field(factory=dict)
    definitions: dict[str, Definition] = field(factory=dict)
    rows: list[Row] = field(factory=list)
    lines: dict[str, int] = field(factory=dict)

    def copy(self) -> Document:
        """Return a document that can be changed without changing this one."""
        rows = [Row(row.line, dict(row.cells)) for row in self.rows]
        return attrs.evolve(self, slots=dict(self.slots), rows=rows)

    def ours(self) -> dict[str, str]:
        """Return the extensions that this package declared: their fields by slot."""
        meanings = {d.name: expanded(d.property, self.prefixes) for d in self.definitions.values()}
        return {
            name: iri.removeprefix(SLOTS) for name, iri in meanings.items() if iri.startswith(SLOTS)
        }

    def is_newer(self) -> bool:
        """Return whether it uses what only version 1.1 of SSSOM has."""
        rows = {slot for row in self.rows for slot in row.cells}
        held = ("subject_type", "object_type", "mapping_cardinality")
        words = {row.cells[slot] for row in self.rows for slot in held if slot in row.cells}
        words |= {text for slot in held for text in self.slots.get(slot, ())}
        return newer(set(self.slots), rows, words)

    def propagate(self) -> None:
        """Give every mapping what the set says for all, where none says it itself."""
        if not self.rows:
            return
        told = {slot for row in self.rows for slot in row.cells}
        for slot in [slot for slot in PROPAGATED if slot in self.slots and slot not in told]:
            if slot in LISTS or len(self.slots[slot]) == 1:
                values = self.slots.pop(slot)
                text = join(values) if slot in LISTS else values[0]
                for row in self.rows:
                    row.cells[slot] = text

    def condense(self) -> None:
        """Say once for the set what all mappings say, where the set does not say it itself."""
        for slot in PROPAGATED:
            texts = {row.cells.get(slot, "") for row in self.rows}
            if slot not in self.slots and len(texts) == 1 and texts != {""}:
                text = texts.pop()
                self.slots[slot] = split(text) if slot in LISTS else (text,)
                for row in self.rows:
                    del row.cells[slot]
