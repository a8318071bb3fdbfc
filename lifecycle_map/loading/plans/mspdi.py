"""MS Project XML (MSPDI): what MS Project, ProjectLibre and others save as ``.xml``.

The project summary task (outline level 0) is the project itself, and no element; what becomes of
all other tasks is the rule of `lifecycle_map.loading.plans.outlines`. Predecessor links keep their
type and lag. Material and cost resources are left out, being no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, parse_xml
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit

NAMESPACE = "http://schemas.microsoft.com/project"
UNASSIGNED = "-65535"
WORK_RESOURCE = "1"
TENTHS = 10

_TYPES = {
    "0": DependencyType.FINISH_FINISH,
    "1": DependencyType.FINISH_START,
    "2": DependencyType.START_FINISH,
    "3": DependencyType.START_START,
}
# The format codes of a lag: even ones from 4 to 12 are elapsed time, 19 and 20 per cent; adding
# 32 marks the value as an estimate.
_ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
_PERCENT = frozenset({19, 20, 51, 52})
# What is read: the rest (calendars, costs, baselines, custom fields) is bulky, and says nothing
# about what is done, when and by whom.
_WANTED = {
    "Project": frozenset({"Title", "Tasks", "Resources", "Assignments"}),
    "Task": frozenset(
        {
            "UID", "Name", "IsNull", "Active", "OutlineLevel", "Summary", "Milestone", "Start",
            "Finish", "ManualStart", "ManualFinish", "Duration", "PercentComplete",
            "PredecessorLink", "ExternalTask", "IsSubproject", "SubprojectName",
        }
    ),
    "Resource": frozenset({"UID", "Name", "IsNull", "Type"}),
    "Assignment": frozenset({"TaskUID", "ResourceUID"}),
}  # fmt: skip

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15})?(Z|[+-][0-9]{2}:[0-9]{2})?")
_DURATION = re.compile(
    r"P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9.]+S)?)?"
)


def looks_like_mspdi(data: bytes) -> bool:
    """Return whether the content is a ``Project`` element as MS Project writes it."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    root = re.search(rb"<(?:[\w.-]+:)?Project\b([^>]*)>", head)
    if root is None:
        return False
    named = NAMESPACE.encode() in root[1]
    return named or (b"xmlns" not in root[1] and (b"<Tasks" in data or b"<Tasks" in head))


def read_mspdi(reading: Reading) -> Lifecycle:
    """Return the plan in an MSPDI file (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no MS Project XML.
    """
    path = reading.path
    root = parse_xml(reading.data, path, wanted=_WANTED, limits=reading.options.limits)
    if root.tag != "Project":
        raise InvalidFileError(path, (Fault(root.tag, "no MS Project XML", root.line),))
    if root.namespace and not root.namespace.startswith(NAMESPACE):
        told = f"no MS Project XML: its namespace is '{root.namespace[:80]}'"
        raise InvalidFileError(path, (Fault(root.tag, told, root.line),))
    plan = _Plan(Outline(reading))
    plan.add_tasks(root)
    plan.add_resources(root)
    plan.add_assignments(root)
    return plan.outline.lifecycle(root.value("Title") or plan.project)


@define
class _Plan:
    """A plan while it is being read."""

    outline: Outline
    project: str = ""
    people: set[str] = field(factory=set)

    def mend(self, node: Node, message: str) -> None:
        """Note what is wrong, with its line."""
        self.outline.reading.mend(message, line=node.line)

    def note(self, node: Node, message: str) -> None:
        """Note what was left out, with its line."""
        self.outline.reading.note(message, line=node.line)

    def add_tasks(self, root: Node) -> None:
        """Add the tasks, then what ties them (a predecessor may come later in the file)."""
        container = root.first("Tasks")
        nodes = [] if container is None else list(container.all("Task"))
        lines = list(self._lines(nodes))
        self.outline.add_lines([line for line, _ in lines])
        for line, node in lines:
            for link in node.all("PredecessorLink"):
                self._add_link(line, link)

    def _lines(self, nodes: list[Node]) -> Iterator[tuple[Line, Node]]:
        """Yield the tasks that are lines of the plan, each once."""
        seen: set[str] = set()
        level = 0
        for node, following in zip_longest(nodes, nodes[1:]):
            uid, name = node.value("UID").strip(), node.value("Name")
            told = self._level(node, level)
            ahead = -1 if following is None else self._level(following, told, quiet=True)
            if told == 0 and not seen and (uid == "0" or ahead > 0) and node.value("IsNull") != "1":
                self.project = name.strip()
                seen.add(uid)
                continue
            if self._is_void(node, uid, name, seen):
                continue
            if told == 0:
                self.mend(node, f"task {uid} is a second one at outline level 0; taken as level 1")
            seen.add(uid)
            level = max(1, told)
            summary = node.value("Summary") == "1" or ahead > level
            yield Line(uid, name, level, summary, self._schedule(node, uid)), node

    def _add_link(self, line: Line, link: Node) -> None:
        if link.value("CrossProject") == "1":
            other = link.value("CrossProjectName") or "another project"
            self.note(link, f"task {line.uid} depends on '{other}', which is left out")
            return
        before = link.value("PredecessorUID").strip()
        self.outline.add_link(before, line.uid, self._dependency(link), link.line)

    def add_resources(self, root: Node) -> None:
        """Add a role for each person or team among the resources."""
        container = root.first("Resources")
        others = 0
        for node in [] if container is None else container.all("Resource"):
            uid, name = node.value("UID").strip(), node.value("Name")
            if not name.strip() or uid in ("", UNASSIGNED) or node.value("IsNull") == "1":
                continue
            if node.value("Type").strip() in ("", WORK_RESOURCE):
                self._add_person(node, uid, name)
            else:
                others += 1
        if others:
            told = f"left out, being no roles: {others} material or cost resource(s)"
            self.outline.reading.note(told)

    def _add_person(self, node: Node, uid: str, name: str) -> None:
        if uid in self.people:
            told = f"a second resource with the UID {uid}, '{name.strip()[:40]}', is left out"
            self.mend(node, told)
            return
        self.people.add(uid)
        self.outline.add_person(uid, name)

    def add_assignments(self, root: Node) -> None:
        """Add who performs what."""
        container = root.first("Assignments")
        for node in [] if container is None else container.all("Assignment"):
            person, task = node.value("ResourceUID").strip(), node.value("TaskUID").strip()
            self.outline.add_assignment(person, task)

    def _is_void(self, node: Node, uid: str, name: str, seen: set[str]) -> bool:
        """Return whether a task is no line of the plan, and say so unless it is a blank row."""
        if node.value("IsNull") == "1" or not name.strip():
            if node.value("IsNull") != "1":
                self.mend(node, f"task {uid or '(no UID)'} has no name and is left out")
            return True
        if not uid or uid in seen:
            told = f"a second task with the UID {uid}" if uid else "a task without a UID"
            self.mend(node, f"{told}, '{name.strip()[:40]}', is left out")
            return True
        if node.value("Active") == "0":
            self.note(node, f"task {uid} '{name.strip()[:40]}' is inactive, and read all the same")
        if node.value("ExternalTask") == "1":
            self.note(node, f"task {uid} '{name.strip()[:40]}' belongs to another project")
        if node.value("IsSubproject") == "1":
            other = node.value("SubprojectName").strip()[:80] or "another project"
            self.note(node, f"task {uid} stands for '{other}', whose tasks are not in this file")
        return False

    def _level(self, node: Node, before: int, *, quiet: bool = False) -> int:
        text = node.value("OutlineLevel").strip()
        if text.isascii() and text.isdigit() and len(text) < TENTHS:
            return int(text)
        if text and not quiet:
            self.mend(node, f"'{text[:20]}' is no outline level; the level before is taken")
        return max(1, before)

    def _schedule(self, node: Node, uid: str) -> Schedule:
        start = self._moment(node, uid, "Start") or self._moment(node, uid, "ManualStart")
        finish = self._moment(node, uid, "Finish") or self._moment(node, uid, "ManualFinish")
        duration = node.value("Duration").strip()
        if duration and not _DURATION.fullmatch(duration):
            self.mend(node, f"task {uid}: '{duration[:30]}' is no duration that can be; left out")
        if start and finish and finish < start:
            self.mend(node, f"task {uid} finishes before it starts; kept as it stands")
        return Schedule(
            start=start,
            finish=finish,
            milestone=node.value("Milestone").strip() == "1",
            percent=self._percent(node, uid),
        )

    def _moment(self, task: Node, uid: str, tag: str) -> datetime | None:
        node = task.first(tag)
        if node is None or not node.text.strip():
            return None
        text = node.text.strip()
        try:
            moment = datetime.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:
            moment = None
        if moment is None:
            self.mend(node, f"task {uid}: '{text[:30]}' is no date; left out")
        elif moment.tzinfo is not None:
            self.note(node, f"task {uid}: the time zone of '{text[:30]}' is left out")
        return moment and moment.replace(tzinfo=None)

    def _percent(self, task: Node, uid: str) -> float:
        node = task.first("PercentComplete")
        text = "" if node is None else node.text.strip()
        percent = float(text or 0) if not text or _NUMBER.fullmatch(text) else -1.0
        if 0 <= percent <= 100:  # noqa: PLR2004 - per cent
            return percent
        if node is not None:
            self.mend(node, f"task {uid}: '{text[:20]}' is no percentage; taken as 0")
        return 0.0

    def _dependency(self, link: Node) -> Dependency:
        lag, unit = self._number(link, "LinkLag"), self._number(link, "LagFormat")
        kind = link.value("Type").strip()
        if kind and kind not in _TYPES:
            self.mend(link, f"'{kind[:20]}' is no type of link; finish to start is taken")
        if unit in _PERCENT:
            return Dependency(type=_type(kind), lag=lag, unit=LagUnit.PERCENT)
        return Dependency(
            type=_type(kind),
            lag=lag / TENTHS,
            unit=LagUnit.ELAPSED_MINUTES if unit in _ELAPSED else LagUnit.WORKING_MINUTES,
        )

    def _number(self, node: Node, tag: str) -> float:
        text = node.value(tag).strip()
        if not text:
            return 0.0
        if _NUMBER.fullmatch(text):
            return float(text)
        self.mend(node, f"'{text[:20]}' is no {tag}; taken as 0")
        return 0.0


def _type(code: str) -> DependencyType:
    return _TYPES.get(code, DependencyType.FINISH_START)


MSPDI = Reader(
    name="mspdi",
    read=read_mspdi,
    recognises=looks_like_mspdi,
    about="project plans of MS Project and others, saved as XML",
)
