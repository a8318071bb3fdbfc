"""MS Project XML (MSPDI): what MS Project, ProjectLibre and others save as ``.xml``.

How a plan becomes a lifecycle:

- The project summary task (outline level 0) is the project itself, and no element.
- The *stage level* is the outermost outline level that does not consist of one summary task which
  contains all the rest. Summary tasks down to the stage level become stages, those below it
  activities that contain their tasks. All other tasks become activities, milestones too
  (``schedule.milestone``). Outline levels are kept as ``contains``.
- Predecessor links become ``precedes`` with their type and lag. People among the resources become
  roles, assignments become ``performs``; material and cost resources are left out.
- Each element that was a task keeps the task's UID as ``source_id``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import PurePath

from attrs import define, field, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.readers import Reader
from lifecycle_map.loading.xml import Node, parse_xml
from lifecycle_map.model.elements import Activity, Element, Role, Schedule, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.refs import free_key, slug
from lifecycle_map.model.relations import (
    Dependency,
    DependencyType,
    LagUnit,
    Link,
    Relation,
)
from lifecycle_map.model.sources import Source

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
# Bulky parts that say nothing about what is done, when and by whom.
_SKIPPED = frozenset(
    {
        "Calendars", "ExtendedAttributes", "ExtendedAttribute", "OutlineCodes", "OutlineCode",
        "TimephasedData", "Baseline", "WBSMasks", "AvailabilityPeriods", "Rates",
        "AssnOwner", "Views", "Filters", "Groups", "Tables", "Maps", "Reports", "Drawings",
    }
)  # fmt: skip


def looks_like_mspdi(data: bytes) -> bool:
    """Return whether the content is a ``Project`` element as MS Project writes it."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    root = re.search(rb"<(?:[\w.-]+:)?Project\b([^>]*)>", head)
    if root is None:
        return False
    named = NAMESPACE.encode() in root[1]
    return named or (b"xmlns" not in root[1] and b"<Tasks" in data)


def read_mspdi(data: bytes, path: str) -> Lifecycle:
    """Return the plan in an MSPDI file (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no MS Project XML.
    """
    root = parse_xml(data, path, skip=_SKIPPED)
    if root.tag != "Project":
        raise InvalidFileError(path, (Fault(root.tag, "no MS Project XML", root.line),))
    plan = _Plan(path=path)
    tasks = list(plan.tasks(root))
    plan.add_tasks(tasks)
    plan.add_links(tasks)
    plan.add_resources(root)
    plan.add_assignments(root)
    return plan.lifecycle(root)


@frozen
class _Task:
    node: Node
    uid: str
    name: str
    level: int
    summary: bool


@define
class _Plan:
    """A plan while it is being read."""

    path: str
    project: str = ""
    keys: dict[str, str] = field(factory=dict)
    roles: dict[str, str] = field(factory=dict)
    elements: dict[str, Element] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    warnings: list[str] = field(factory=list)

    def warn(self, node: Node, message: str) -> None:
        """Note what was not understood, with its line."""
        self.warnings.append(f"line {node.line}: {message}")

    def tasks(self, root: Node) -> Iterator[_Task]:
        """Yield the tasks that are lines of the plan, each once."""
        container = root.first("Tasks")
        nodes = [] if container is None else list(container.all("Task"))
        seen: set[str] = set()
        level = 0
        for node, following in zip_longest(nodes, nodes[1:]):
            uid, name = node.value("UID").strip(), node.value("Name")
            told = self._level(node, level)
            if told == 0 and not self.project and name.strip():
                self.project = name.strip()
            if told == 0 or self._is_void(node, uid, name, seen):
                continue
            seen.add(uid)
            level = told
            deeper = following is not None and self._level(following, level, quiet=True) > level
            yield _Task(node, uid, name, level, node.value("Summary") == "1" or deeper)

    def add_tasks(self, tasks: list[_Task]) -> None:
        """Add an element for each task, inside the one that its outline level puts it in."""
        if not tasks:
            self.warnings.append("the plan has no tasks")
        stage_level = _stage_level(tasks)
        above: list[tuple[int, str]] = []
        for task in tasks:
            while above and above[-1][0] >= task.level:
                above.pop()
            key = free_key(slug(task.name), self.elements)
            self.keys[task.uid] = key
            self.elements[key] = self._element(task, key, stage_level)
            if above:
                self.relations.append(
                    Relation(subject=above[-1][1], link=Link.CONTAINS, object=key)
                )
            above.append((task.level, key))

    def add_links(self, tasks: list[_Task]) -> None:
        """Add the predecessor links."""
        for task in tasks:
            for link in task.node.all("PredecessorLink"):
                if link.value("CrossProject") == "1":
                    other = link.value("CrossProjectName") or "another project"
                    self.warn(link, f"task {task.uid} depends on '{other}', which is left out")
                    continue
                before = self.keys.get(link.value("PredecessorUID").strip())
                if before is None:
                    uid = link.value("PredecessorUID").strip() or "(none)"
                    self.warn(link, f"task {task.uid} depends on task {uid}, which there is not")
                    continue
                self.relations.append(
                    Relation(
                        subject=before,
                        link=Link.PRECEDES,
                        object=self.keys[task.uid],
                        dependency=self._dependency(link),
                    )
                )

    def add_resources(self, root: Node) -> None:
        """Add a role for each person or team among the resources."""
        container = root.first("Resources")
        others = 0
        for node in [] if container is None else container.all("Resource"):
            uid, name = node.value("UID").strip(), node.value("Name")
            if not name.strip() or uid in ("", UNASSIGNED) or node.value("IsNull") == "1":
                continue
            if node.value("Type").strip() not in ("", WORK_RESOURCE):
                others += 1
                continue
            key = free_key(slug(name), self.elements)
            self.roles[uid] = key
            self.elements[key] = Role(key=key, name=name)
        if others:
            self.warnings.append(f"left out, being no roles: {others} material or cost resource(s)")

    def add_assignments(self, root: Node) -> None:
        """Add who performs what, each pair once."""
        container = root.first("Assignments")
        seen: set[tuple[str, str]] = set()
        for node in [] if container is None else container.all("Assignment"):
            role = self.roles.get(node.value("ResourceUID").strip())
            task = self.keys.get(node.value("TaskUID").strip())
            if role is None or task is None or (role, task) in seen:
                continue
            seen.add((role, task))
            self.relations.append(Relation(subject=role, link=Link.PERFORMS, object=task))

    def lifecycle(self, root: Node) -> Lifecycle:
        """Return what was read."""
        # A name of bytes that are no text is shown as far as it can be.
        file = PurePath(os.fsencode(self.path).decode(errors="replace"))
        stem = file.stem if self.path != "-" else "plan"
        name = root.value("Title").strip() or self.project or stem
        return Lifecycle(
            key=slug(name),
            name=name,
            side=Side.PROJECT,
            elements=tuple(self.elements.values()),
            relations=tuple(self.relations),
            sources=(Source(key="file", title=file.name or stem),),
            warnings=tuple(self.warnings),
        )

    def _is_void(self, node: Node, uid: str, name: str, seen: set[str]) -> bool:
        """Return whether a task is no line of the plan, and say so unless it is a blank row."""
        if node.value("IsNull") == "1" or not name.strip():
            if node.value("IsNull") != "1":
                self.warn(node, f"task {uid or '(no UID)'} has no name and is left out")
            return True
        if not uid or uid in seen:
            told = f"a second task with the UID {uid}" if uid else "a task without a UID"
            self.warn(node, f"{told}, '{name.strip()[:40]}', is left out")
            return True
        if node.value("Active") == "0":
            self.warn(node, f"task {uid} '{name.strip()[:40]}' is inactive, and read all the same")
        return False

    def _level(self, node: Node, before: int, *, quiet: bool = False) -> int:
        text = node.value("OutlineLevel").strip()
        if text.isascii() and text.isdigit() and len(text) < TENTHS:
            return int(text)
        if text and not quiet:
            self.warn(node, f"'{text[:20]}' is no outline level; the level before is taken")
        return max(1, before)

    def _element(self, task: _Task, key: str, stage_level: int) -> Stage | Activity:
        cls = Stage if task.summary and task.level <= stage_level else Activity
        return cls(key=key, name=task.name, source_id=task.uid, schedule=self._schedule(task))

    def _schedule(self, task: _Task) -> Schedule:
        return Schedule(
            start=self._moment(task, "Start") or self._moment(task, "ManualStart"),
            finish=self._moment(task, "Finish") or self._moment(task, "ManualFinish"),
            milestone=task.node.value("Milestone").strip() == "1",
            percent=self._percent(task),
        )

    def _moment(self, task: _Task, tag: str) -> datetime | None:
        node = task.node.first(tag)
        if node is None or not node.text.strip():
            return None
        try:
            return datetime.fromisoformat(node.text.strip()).replace(tzinfo=None)
        except ValueError:
            self.warn(node, f"task {task.uid}: '{node.text.strip()[:30]}' is no date; left out")
            return None

    def _percent(self, task: _Task) -> float:
        node = task.node.first("PercentComplete")
        text = "" if node is None else node.text.strip()
        try:
            percent = float(text or 0)
        except ValueError:
            percent = -1.0
        if 0 <= percent <= 100:  # noqa: PLR2004 - per cent
            return percent
        if node is not None:
            self.warn(node, f"task {task.uid}: '{text[:20]}' is no percentage; taken as 0")
        return 0.0

    def _dependency(self, link: Node) -> Dependency:
        lag, unit = self._number(link, "LinkLag"), self._number(link, "LagFormat")
        kind = link.value("Type").strip()
        if kind and kind not in _TYPES:
            self.warn(link, f"'{kind[:20]}' is no type of link; finish to start is taken")
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
        if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text):
            return float(text)
        self.warn(node, f"'{text[:20]}' is no {tag}; taken as 0")
        return 0.0


def _type(code: str) -> DependencyType:
    return _TYPES.get(code, DependencyType.FINISH_START)


def _stage_level(tasks: list[_Task]) -> int:
    """Return the outermost outline level that is not one summary task around all the rest."""
    level = min((task.level for task in tasks), default=1)
    inner = tasks
    while inner and inner[0].summary and inner[0].level == level:
        if sum(task.level <= level for task in inner) != 1 or len(inner) < 2:  # noqa: PLR2004
            break
        inner = inner[1:]
        level = min(task.level for task in inner)
    return level


MSPDI = Reader(
    name="mspdi",
    read=read_mspdi,
    recognises=looks_like_mspdi,
    about="project plans of MS Project and others, saved as XML",
)
