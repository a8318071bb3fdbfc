"""A row of a plan while it is read."""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.loading.plans.outlines import Line
from lifecycle_map.loading.tables.grids import Row
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.properties import properties_of


@define
class Task:
    """A row of a plan while it is read: the line that it becomes, and what is still to be found.

    ``code`` is its WBS number, ``people`` who does it by the field that says so; a title is
    the name of a section, ``depth`` deep in others.
    """

    row: Row
    uid: str
    name: str
    schedule: Schedule | None = None
    code: str = ""
    is_title: bool = False
    depth: int = 0
    notes: str = ""
    people: list[tuple[str, str]] = field(factory=list)
    properties: list[tuple[str, str]] = field(factory=list)

    def line(self, level: int, *, summary: bool) -> Line:
        """Return the line at a level, counted from 1."""
        return Line(
            uid=self.uid,
            name=self.name,
            level=level,
            summary=summary,
            schedule=self.schedule,
            notes=self.notes,
            properties=properties_of(self.properties) if self.properties else (),
            at=self.row.number,
        )
