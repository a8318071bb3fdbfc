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
from attrs import define

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans import mspdi_tags as tags
from lifecycle_map.loading.plans.mspdi_fields import CustomFields
from lifecycle_map.loading.plans.mspdi_people import People
from lifecycle_map.loading.plans.mspdi_tasks import Tasks
from lifecycle_map.loading.plans.mspdi_values import Fields, Values
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.properties import properties_of

NAMESPACE = "http://schemas.microsoft.com/project"
SHOWN = 10
"""How many tasks are named in one message."""

HEAD = 2**16
"""How many bytes are looked at to recognise a plan."""


def looks_like_mspdi(data: bytes) -> bool:
    """Return whether the content is a ``Project`` element as MS Project writes it."""
    head = data[:HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
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
    return _Plan(reading).read()


@define
class _Plan:
    """A plan while it is being read."""

    reading: Reading

    def read(self) -> Lifecycle:
        """Read the parts as they come, then put together what they say of each other."""
        values, people = Values(self.reading), People(self.reading)
        tasks, names = Tasks(values), set[str]()
        root = parse_xml(
            self.reading.data,
            self.reading.path,
            wanted=tags.WANTED,
            takers={
                "Task": tasks.take,
                "Resource": people.take_resource,
                "Assignment": people.take_assignment,
                "TimephasedData": people.take_work,
                **dict.fromkeys(("MinutesPerDay", "DaysPerMonth"), values.take_length),
            },
            limits=self.reading.options.limits,
            names=names,
        )
        self._refuse_another_root(root)
        tasks.finish()
        custom = CustomFields.of(root)
        outline = Outline(self.reading)
        outline.add_lines(list(_completed(tasks, people, custom, _calendars(root))))
        for link in tasks.links:
            outline.add_link(link.before, link.after, link.dependency, link.line)
        people.add_to(outline, custom, tasks.project.text("UID") if tasks.project else "")
        self._tell(tasks, people, custom, names)
        return self._lifecycle(outline, root, tasks.project)

    def _refuse_another_root(self, root: Node) -> None:
        told = ""
        if root.tag != "Project":
            told = "no MS Project XML"
        elif root.namespace and not root.namespace.startswith(NAMESPACE):
            told = f"no MS Project XML: its namespace is '{root.namespace[:80]}'"
        if told:
            raise InvalidFileError(self.reading.path, (Fault(root.tag, told, root.line),))

    def _tell(self, tasks: Tasks, people: People, custom: CustomFields, names: set[str]) -> None:
        """Tell what was left out, and how each tag was taken."""
        others = sum(each.kind != "work" for each in people.resources.values())
        if others:
            told = f"no roles, but properties of their tasks: {others} material or cost resource(s)"
            self.reading.note(told)
        if people.split:
            shown = ", ".join([*people.split][:SHOWN]) + (
                ", …" if len(people.split) > SHOWN else ""
            )
            told = f"{len(people.split)} task(s) are split, and their gaps are left out: {shown}"
            self.reading.note(told)
        said = {**tags.OUTLINE, **tags.SCHEDULE, **dict.fromkeys(tags.PROPERTIES, "a property")}
        for tag, count in sorted(tasks.tags.items()):
            self.reading.understand(f"<{tag}>", f"{said[tag]} ({count:,} task(s))", "Task")
        for name in custom.names():
            self.reading.understand(f"field '{name}'", "a property", "ExtendedAttributes")
        self.reading.understand("Resource", f"{len(people.resources) - others:,} role(s)")
        self.reading.understand("Assignment", f"{len(people.assignments):,} read, as 'performs'")
        known = {tag for parts in tags.WANTED.values() for tag in parts} | {"Project"}
        self.reading.understand("other tags", "left out", ", ".join(sorted(names - known)))

    def _lifecycle(self, outline: Outline, root: Node, project: Fields | None) -> Lifecycle:
        """Return the plan, called by its title or its first line, with what it says of itself."""
        first = "" if project is None else project.text("Name")
        plan = Fields.of(root)
        return outline.lifecycle(
            root.value("Title") or first,
            summary="" if project is None else project.text("Notes"),
            properties=properties_of(
                (tag, plan.text(tag)) for tag in tags.PROJECT if plan.text(tag)
            ),
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
