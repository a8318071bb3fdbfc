"""MS Project XML (MSPDI): what MS Project, ProjectLibre and others save as ``.xml``.

The project summary task (outline level 0) is the project itself, and no element; what becomes of
all other tasks is the rule of `lifecycle_map.loading.plans.outlines`. Which tags are read is said
in `lifecycle_map.loading.plans.mspdi_tags`. The file is read as a stream: each task, resource and
assignment is taken when it ends, and its tree is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans import mspdi_tags as tags
from lifecycle_map.loading.plans.mspdi_fields import CustomFields
from lifecycle_map.loading.plans.mspdi_people import WORK, People
from lifecycle_map.loading.plans.mspdi_tasks import Tasks
from lifecycle_map.loading.plans.mspdi_values import Fields, Values
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, head_of, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.properties import properties_of

NAMESPACE = "http://schemas.microsoft.com/project"
SHOWN = 10
"""How many tasks are named in one message."""


def looks_like_mspdi(data: bytes) -> bool:
    """Return whether the content is a ``Project`` element as MS Project writes it."""
    head = head_of(data)
    root = re.search(rb"<(?:[\w.-]+:)?Project\b([^>]*)>", head[:4096])
    if root is None or b"\0" in head[: root.start()]:
        # Files of ProjectLibre have objects of their own before the XML.
        return False
    named = NAMESPACE.encode() in root[1]
    return named or (b"xmlns" not in root[1] and _OWN_TAGS.search(head) is not None)


# What a Project without a namespace has near its beginning when it is a plan (that of a build file
# of .NET has none of them).
_OWN_TAGS = re.compile(rb"<(?:Tasks|SaveVersion|ScheduleFromStart|CalendarUID|MinutesPerDay)\b")


def read_mspdi(reading: Reading) -> Lifecycle:
    """Return the plan in an MSPDI file (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no MS Project XML.
    """
    values = Values(reading)
    return _Plan(reading, values, Tasks(values), People(reading)).read()


@define
class _Plan:
    """A plan while it is being read."""

    reading: Reading
    values: Values
    tasks: Tasks
    people: People
    names: set[str] = field(factory=set)

    def read(self) -> Lifecycle:
        """Read the parts as they come, then put together what they say of each other."""
        root = self._parsed()
        self._refuse_another_root(root)
        self.tasks.finish()
        custom = CustomFields.of(root)
        outline = Outline(self.reading)
        outline.add_lines(list(_completed(self.tasks, self.people, custom, _calendars(root))))
        for link in self.tasks.links:
            outline.add_link(link.before, link.after, link.dependency, line=link.line)
        project = self.tasks.project
        self.people.add_to(outline, custom, project.text("UID") if project else "")
        self._tell_what_is_left_out()
        self._tell_how_it_was_taken(custom)
        return _lifecycle(outline, root, project)

    def _parsed(self) -> Node:
        """Take tasks and people as they come, and return the rest of the file."""
        root = parse_xml(
            self.reading.data,
            self.reading.path,
            wanted=tags.WANTED,
            takers={
                "Task": self.tasks.take,
                "Resource": self.people.take_resource,
                "Assignment": self.people.take_assignment,
                "TimephasedData": self.people.take_work,
                "MinutesPerDay": self.values.take_length,
                "DaysPerMonth": self.values.take_length,
            },
            limits=self.reading.options.limits,
            names=self.names,
        )
        # Nobody reads the file again, and it is larger than what is made of it.
        self.reading.data = b""
        return root

    def _refuse_another_root(self, root: Node) -> None:
        told = ""
        if root.tag != "Project":
            told = "no MS Project XML"
        elif root.namespace and not root.namespace.startswith(NAMESPACE):
            told = f"no MS Project XML: its namespace is '{root.namespace[:80]}'"
        if told:
            raise InvalidFileError(self.reading.path, (Fault(root.tag, told, root.line),))

    def _tell_what_is_left_out(self) -> None:
        others = sum(each.kind != WORK for each in self.people.resources.values())
        if others:
            told = f"no roles, but properties of their tasks: {others} material or cost resource(s)"
            self.reading.note(told)
        split = [*self.people.split]
        if split:
            shown = ", ".join(split[:SHOWN] + ["…"] * (len(split) > SHOWN))
            told = f"{len(split)} task(s) are split, and their gaps are left out: {shown}"
            self.reading.note(told)

    def _tell_how_it_was_taken(self, custom: CustomFields) -> None:
        understand = self.reading.understand
        said = {**tags.OUTLINE, **tags.SCHEDULE, **dict.fromkeys(tags.PROPERTIES, "a property")}
        for tag, count in sorted(self.tasks.tags.items()):
            understand(f"<{tag}>", f"{said[tag]} ({count:,} task(s))", "Task")
        for name in custom.names():
            understand(f"field '{name}'", "a property", "ExtendedAttributes")
        roles = sum(each.kind == WORK for each in self.people.resources.values())
        understand("Resource", f"{roles:,} role(s)")
        understand("Assignment", f"{len(self.people.assignments):,} read, as 'performs'")
        known = {tag for parts in tags.WANTED.values() for tag in parts} | {"Project"}
        understand("other tags", "left out", ", ".join(sorted(self.names - known)))


def _lifecycle(outline: Outline, root: Node, project: Fields | None) -> Lifecycle:
    """Return the plan, called by its title or its first line, with what it says of itself."""
    first = "" if project is None else project.text("Name")
    plan = Fields.of(root)
    pairs = ((tag, plan.text(tag)) for tag in tags.PROJECT)
    return outline.lifecycle(
        root.value("Title") or first,
        summary="" if project is None else project.text("Notes"),
        properties=properties_of((tag, text) for tag, text in pairs if text),
    )


def _completed(
    tasks: Tasks, people: People, custom: CustomFields, calendars: dict[str, str]
) -> Iterator[Line]:
    """Yield the lines with the properties that other parts of the file explain."""
    uses = people.uses()
    for line in tasks.lines:
        more = [*custom.pairs(tasks.custom.get(line.uid, ())), *uses.pop(line.uid, ())]
        if tasks.calendars.get(line.uid) in calendars:
            more.append(("Calendar", calendars[tasks.calendars[line.uid]]))
        if more:
            pairs = ((held.name, held.text) for held in line.properties)
            line = attrs.evolve(line, properties=properties_of((*pairs, *more)))  # noqa: PLW2901
        yield line
    for task, used in uses.items():
        names = ", ".join(name for _, name in used[:SHOWN])
        people.reading.note(f"left out, since there is no line for task {task}: {names}")


def _calendars(root: Node) -> dict[str, str]:
    """Return the names of the calendars by their ids; of their working times, nothing is read."""
    found = (node for each in root.all("Calendars") for node in each.all("Calendar"))
    return {node.value("UID").strip(): node.value("Name").strip() for node in found}


MSPDI = Reader(
    name="mspdi",
    read=read_mspdi,
    recognises=looks_like_mspdi,
    about="project plans of MS Project and others, saved as XML",
)
