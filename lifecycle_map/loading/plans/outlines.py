"""A plan while it is being read: lines of an outline, what ties them, and who does them.

Every reader of plans fills one of these, so that the same rules make a lifecycle of all of them:

- The *stage level* is the outermost outline level that does not consist of one summary line which
  contains all the rest. Summary lines down to the stage level become stages, those below it
  activities that contain their lines. All other lines become activities, milestones too
  (``schedule.milestone``). The outline is kept as ``contains``.
- What has to come before becomes ``precedes``, people become roles, assignments ``performs``.
- Each element that was a line keeps the line's own id as ``source_id``.
"""

from __future__ import annotations

import os
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath

from attrs import define, field, frozen

from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.elements import Activity, Element, Role, RoleKind, Schedule, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import slug
from lifecycle_map.model.relations import Dependency, Link, Relation
from lifecycle_map.model.sources import Source

SHOWN = 10
"""How many tasks of a loop are named."""


@frozen
class Line:
    """A line of a plan: its own id, name, outline level (from 1), and when it is due.

    ``notes`` and ``properties`` are what else the file says of it, ``at`` the line or row it is in.
    A ``derived`` line does not stand in the file itself, but is named by others (their phase).
    """

    uid: str
    name: str
    level: int
    summary: bool
    schedule: Schedule | None
    notes: str = ""
    properties: tuple[Property, ...] = ()
    at: int = 0
    derived: bool = False


@define
class Outline:
    """A plan while it is being read."""

    reading: Reading
    _keys: dict[str, str] = field(factory=dict)
    _roles: dict[str, str] = field(factory=dict)
    _elements: dict[str, Element] = field(factory=dict)
    _relations: list[Relation] = field(factory=list)
    _tied: set[tuple[str, Link, str]] = field(factory=set)
    _free: Keys = field(factory=Keys)

    def add_lines(self, lines: list[Line]) -> None:
        """Add an element for each line, inside the one that its level puts it in."""
        if not lines:
            self.reading.note("the plan has no tasks")
        stage_level = _stage_level(lines)
        above: list[tuple[int, str]] = []
        for line in lines:
            while above and above[-1][0] >= line.level:
                above.pop()
            key = self._free.free(line.name)
            self._keys[line.uid] = key
            cls = Stage if line.summary and line.level <= stage_level else Activity
            self._elements[key] = cls(
                key=key,
                name=line.name,
                summary=line.notes,
                source_id="" if line.derived else line.uid,
                properties=line.properties,
                schedule=line.schedule,
            )
            if above:
                self._relate(above[-1][1], Link.CONTAINS, key)
            above.append((line.level, key))

    def add_link(
        self,
        before: str,
        after: str,
        dependency: Dependency,
        *,
        line: int = 0,
        place: str = "",
        properties: tuple[Property, ...] = (),
    ) -> None:
        """Add that one line has to come before another, by their ids."""
        if before not in self._keys or after not in self._keys:
            missing = before if before not in self._keys else after
            other = after if missing == before else before
            told = f"task {other} is tied to task {missing or '(none)'}, which there is not"
            self.reading.mend(told, line=line, place=place)
            return
        if before == after:
            told = f"task {after} is tied to itself; left out"
            self.reading.mend(told, line=line, place=place)
            return
        if (self._keys[before], Link.PRECEDES, self._keys[after]) in self._tied:
            told = f"task {after} is tied to task {before} again; both are kept"
            self.reading.note(told, line=line, place=place)
        self._relate(self._keys[before], Link.PRECEDES, self._keys[after], dependency, properties)

    def knows(self, person: str) -> bool:
        """Return whether somebody with this id was added."""
        return person in self._roles

    def add_person(
        self,
        uid: str,
        name: str,
        *,
        kind: RoleKind = RoleKind.ROLE,
        notes: str = "",
        properties: tuple[Property, ...] = (),
    ) -> None:
        """Add somebody who does something."""
        key = self._free.free(name)
        self._roles[uid] = key
        self._elements[key] = Role(
            key=key, name=name, role_kind=kind, summary=notes, properties=properties
        )

    def add_assignment(
        self, person: str, task: str, properties: tuple[Property, ...] = (), line: int = 0
    ) -> None:
        """Add who performs what, by their ids."""
        if person not in self._roles or task not in self._keys:
            missing = f"task {task}" if person in self._roles else f"person {person}"
            told = f"person {person} is assigned to task {task}; there is no {missing}; left out"
            self.reading.mend(told, line=line)
            return
        ends = (self._roles[person], Link.PERFORMS, self._keys[task])
        if ends in self._tied:
            told = f"person {person} is assigned to task {task} again; both are kept"
            self.reading.note(told, line=line)
        self._relate(*ends, properties=properties)

    def lifecycle(
        self, name: str, *, summary: str = "", properties: tuple[Property, ...] = ()
    ) -> Lifecycle:
        """Return what was read, under its name or else that of the file."""
        # A name of bytes that are no text is shown as far as it can be.
        file = PurePath(os.fsencode(self.reading.path).decode(errors="replace"))
        stem = file.stem if self.reading.path != "-" else "plan"
        self._warn_of_a_loop()
        return Lifecycle(
            key=slug(name.strip() or stem),
            name=name.strip() or stem,
            side=Side.PROJECT,
            summary=summary,
            elements=tuple(self._elements.values()),
            relations=tuple(self._relations),
            sources=(Source(key="file", title=file.name or stem),),
            warnings=tuple(self.reading.warnings),
            properties=properties,
        )

    def _warn_of_a_loop(self) -> None:
        """Note one loop of what has to come before, if there is one: no such plan can be done."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for relation in self._relations:
            if relation.link is Link.PRECEDES:
                sorter.add(relation.object, relation.subject)
        try:
            sorter.prepare()
        except CycleError as error:
            loop = [self._elements[key].source_id for key in error.args[1]]
            shown = ", ".join(loop if len(loop) <= SHOWN else [*loop[:SHOWN], "…"])
            self.reading.mend(f"tasks wait for each other in a loop: {shown}; kept as it stands")

    def _relate(
        self,
        subject: str,
        link: Link,
        object_: str,
        dependency: Dependency | None = None,
        properties: tuple[Property, ...] = (),
    ) -> None:
        """Add a relation; parallel ones are kept."""
        if link is not Link.CONTAINS:
            # A line is contained once, by the rule of levels.
            self._tied.add((subject, link, object_))
        self._relations.append(
            Relation(
                subject=subject,
                link=link,
                object=object_,
                dependency=dependency,
                properties=properties,
            )
        )


def _stage_level(lines: list[Line]) -> int:
    """Return the outermost outline level that is not one summary line around all the rest."""
    # The outermost level of each line and those after it; after the last, there is nothing below.
    outermost = [line.level for line in lines] + [0]
    for number in range(len(lines) - 2, -1, -1):
        outermost[number] = min(outermost[number], outermost[number + 1])
    first = 0
    while first < len(lines) and lines[first].summary and lines[first].level < outermost[first + 1]:
        first += 1
    return outermost[first]
