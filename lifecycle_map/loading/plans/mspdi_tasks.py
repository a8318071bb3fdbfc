"""The tasks of MS Project XML, one after the other as the file is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
from attrs import define, field, frozen

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.mspdi_fields import CustomValue
from lifecycle_map.loading.plans.mspdi_tags import PROPERTIES
from lifecycle_map.loading.plans.mspdi_values import ELAPSED, Fields, Values
from lifecycle_map.loading.plans.outlines import Line
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.relations import Dependency, DependencyType, LagUnit

TENTHS = 10
"""A lag is counted in tenths of a minute."""

_TYPES = {
    "0": DependencyType.FINISH_FINISH,
    "1": DependencyType.FINISH_START,
    "2": DependencyType.START_FINISH,
    "3": DependencyType.START_START,
}
_PERCENT = frozenset({"19", "20", "51", "52"})
_LONGEST_LEVEL = 9
# What hardly two tasks have in common; all other properties are made once for each text.
_OWN = frozenset({"ID", "WBS", "OutlineNumber"})
_FLAGS = ("Milestone", "Summary", "IsNull", "Active", "ExternalTask", "IsSubproject")
_YES_OR_NO = frozenset({"", "0", "1", "false", "true"})
_REPEATED = frozenset({"PredecessorLink", "Baseline", "ExtendedAttribute", "OutlineCode"})
UNNAMED = "task"


@frozen
class Link:
    """What a task waits for: by the ids of the two, in the line of the file."""

    before: str
    after: str
    dependency: Dependency
    line: int


@define
class Tasks:
    """The tasks of a plan while they are read; each is taken, and forgotten but for its line.

    What a task says in terms that are explained elsewhere in the file waits in ``custom`` (fields)
    and ``calendars`` (the id of its own calendar), by the id of the task.
    """

    values: Values
    lines: list[Line] = field(factory=list)
    links: list[Link] = field(factory=list)
    custom: dict[str, tuple[CustomValue, ...]] = field(factory=dict)
    calendars: dict[str, str] = field(factory=dict)
    project: Fields | None = None
    tags: Counter[str] = field(factory=Counter)
    _first: Fields | None = None
    _seen: set[str] = field(factory=set)
    _level: int = 0
    _properties: dict[tuple[str, str], Property] = field(factory=dict)
    _dependencies: dict[tuple[str, str, str], Dependency] = field(factory=dict)

    def take(self, node: Node) -> None:
        """Take one task."""
        fields = Fields.of(node, "task (no UID)")
        uid = fields.text("UID")
        fields = attrs.evolve(fields, whose=f"task {uid}") if uid else fields
        self.tags.update(fields.parts.keys())
        if self._is_void(fields, uid):
            return
        self._mend_what_is_malformed(fields, uid)
        level = self._level_of(fields)
        self._settle(level)
        if level == 0 and not self._seen:
            self._first = fields
        else:
            self._add(fields, level)
        self._seen.add(uid)

    def finish(self) -> None:
        """Say that there are no more tasks."""
        self._settle(-1)

    def _settle(self, ahead: int) -> None:
        """Decide what the task before is, now that the level of the next one is known."""
        first, self._first = self._first, None
        if first is not None:
            if first.text("UID") == "0" or ahead > 0:
                self.project = first
                return
            self._add(first, 0)
        if self.lines and ahead > self.lines[-1].level and not self.lines[-1].summary:
            self.lines[-1] = attrs.evolve(self.lines[-1], summary=True)

    def _is_void(self, fields: Fields, uid: str) -> bool:
        """Return whether this is no task of the plan, and say so unless it is a blank row."""
        name = fields.text("Name")[:40]
        if fields.is_true("IsNull"):
            if name:
                self._note(fields, f"is marked as a blank row, and '{name}' is left out")
            return True
        if not uid or uid in self._seen:
            told = f"a second task with the UID {uid}" if uid else "a task without a UID"
            self.values.reading.mend(f"{told}, '{name}', is left out", line=fields.node.line)
            return True
        return False

    def _mend_what_is_malformed(self, fields: Fields, uid: str) -> None:
        """Tell an id that is no number, a flag that says neither yes nor no, a tag that is there
        twice.
        """
        if not (uid.isascii() and uid.isdigit()):
            self._mend(fields, "has no whole number as its UID; kept as it stands")
        for tag in _FLAGS:
            if fields.text(tag) not in _YES_OR_NO:
                self._mend(fields, f"says '{fields.text(tag)[:20]}' for {tag}; taken as no")
        if len(fields.parts) < len(fields.node.parts):
            count = Counter(part.tag for part in fields.node.parts)
            for tag in count:
                if count[tag] > 1 and tag not in _REPEATED:
                    self._mend(fields, f"has {count[tag]} times <{tag}>; the first is taken")

    def _level_of(self, fields: Fields) -> int:
        text = fields.text("OutlineLevel")
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_LEVEL:
            return int(text)
        if text:
            told = f"'{text[:20]}' is no outline level; the level before is taken"
            self.values.reading.mend(told, line=fields.line("OutlineLevel"))
        return max(1, self._level)

    def _add(self, fields: Fields, level: int) -> None:
        """Add a task as a line, and what it waits for."""
        uid, name = fields.text("UID"), self._name_of(fields)
        if level == 0:
            which = "is" if self.project is None else "is a second one"
            self._mend(fields, f"{which} at outline level 0; taken as level 1")
        self._level = max(1, level)
        self._note_what_is_special(fields, name[:40].strip())
        notes = fields.parts.get("Notes")
        self.lines.append(
            Line(
                uid,
                name,
                self._level,
                fields.is_true("Summary"),
                self._schedule(fields),
                "" if notes is None else notes.text.strip(),
                tuple(self._properties_of(fields)),
                fields.node.line,
            )
        )
        self._keep_for_later(fields, uid)
        self._refuse_too_many(fields.node)
        for node in fields.node.all("PredecessorLink"):
            self._add_link(uid, Fields.of(node, fields.whose))

    def _name_of(self, fields: Fields) -> str:
        name = fields.parts.get("Name")
        if name is not None and name.text.strip():
            return name.text
        self._mend(fields, f"has no name; it is called '{UNNAMED}'")
        return UNNAMED

    def _note_what_is_special(self, fields: Fields, name: str) -> None:
        if fields.text("Active") in ("0", "false"):
            self._note(fields, f"'{name}' is inactive, and read all the same")
        if fields.is_true("ExternalTask"):
            self._note(fields, f"'{name}' belongs to another project")
        if fields.is_true("IsSubproject"):
            other = fields.text("SubprojectName")[:80] or "another project"
            self._note(fields, f"stands for '{other}', whose tasks are not in this file")

    def _schedule(self, fields: Fields) -> Schedule:
        values = self.values
        start = values.moment(fields, "Start") or values.moment(fields, "ManualStart")
        finish = values.moment(fields, "Finish") or values.moment(fields, "ManualFinish")
        if start and finish and finish < start:
            self._mend(fields, "finishes before it starts; kept as it stands")
        duration = values.duration(fields, "Duration")
        if duration is None:
            duration = values.duration(fields, "ManualDuration")
        agreed = self._baseline(fields)
        return Schedule(
            start=start,
            finish=finish,
            milestone=fields.is_true("Milestone"),
            percent=values.percent(fields, "PercentComplete"),
            duration=duration,
            deadline=values.moment(fields, "Deadline"),
            constraint=values.constraint(fields),
            baseline_start=values.moment(agreed, "Start") if agreed else None,
            baseline_finish=values.moment(agreed, "Finish") if agreed else None,
        )

    def _baseline(self, fields: Fields) -> Fields | None:
        """Return the baseline with the number 0, if there is one."""
        if "Baseline" not in fields.parts:
            return None
        found = (Fields.of(node, fields.whose) for node in fields.node.all("Baseline"))
        return next((each for each in found if each.text("Number") in ("", "0")), None)

    def _properties_of(self, fields: Fields) -> Iterator[Property]:
        """Yield what is kept as text, those of one name together."""
        for tag, part in fields.parts.items():
            usual = PROPERTIES.get(tag)
            if usual is None or tag == "CalendarUID":
                continue
            text = part.text.strip()
            if text and text != usual and not self._goes_without_saying(fields, tag, text):
                yield self._property(tag, text)
        yield from properties_of(_longer(fields))

    def _goes_without_saying(self, fields: Fields, tag: str, text: str) -> bool:
        if tag == "OutlineNumber":
            return text == fields.text("WBS")
        if tag == "ID":
            return text == fields.text("UID")
        return tag in _SUMS and not text.strip("0.")

    def _property(self, tag: str, text: str) -> Property:
        if tag in _OWN:
            return Property(tag, text)
        return self._properties.setdefault((tag, text), Property(tag, text))

    def _keep_for_later(self, fields: Fields, uid: str) -> None:
        """Keep what is explained elsewhere in the file, maybe later."""
        if "ExtendedAttribute" in fields.parts or "OutlineCode" in fields.parts:
            self.custom[uid] = CustomValue.all_of(fields.node)
        calendar = fields.text("CalendarUID")
        if calendar and calendar != PROPERTIES["CalendarUID"]:
            self.calendars[uid] = calendar

    def _add_link(self, uid: str, link: Fields) -> None:
        if link.is_true("CrossProject"):
            other = link.text("CrossProjectName") or "another project"
            self._note(link, f"depends on '{other[:80]}', which is kept as a property only")
            return
        before = link.text("PredecessorUID")
        self.links.append(Link(before, uid, self._dependency(link), link.node.line))

    def _dependency(self, link: Fields) -> Dependency:
        said = (link.text("Type"), link.text("LinkLag"), link.text("LagFormat"))
        known = self._dependencies.get(said)
        if known is not None:
            return known
        faults = len(self.values.reading.faults)
        made = self._new_dependency(link)
        if len(self.values.reading.faults) == faults:
            # What is wrong is told for each link that says it.
            self._dependencies[said] = made
        return made

    def _new_dependency(self, link: Fields) -> Dependency:
        usual = DependencyType.FINISH_START
        told = "type of link; finish to start is taken"
        kind = self.values.one_of(link, "Type", _TYPES, usual, told)
        lag, unit = self.values.number(link, "LinkLag"), link.text("LagFormat")
        self.values.number(link, "LagFormat")
        if unit in _PERCENT:
            return Dependency(type=kind, lag=lag, unit=LagUnit.PERCENT)
        return Dependency(
            type=kind,
            lag=lag / TENTHS,
            unit=LagUnit.ELAPSED_MINUTES if unit in ELAPSED else LagUnit.WORKING_MINUTES,
        )

    def _refuse_too_many(self, node: Node) -> None:
        most = self.values.reading.options.limits.lines
        if len(self.lines) > most:
            told = Fault("", f"more than {most:,} tasks (the limit 'lines')", node.line)
            raise InvalidFileError(self.values.reading.path, (told,))

    def _mend(self, fields: Fields, message: str) -> None:
        self.values.reading.mend(f"{fields.whose} {message}", line=fields.node.line)

    def _note(self, fields: Fields, message: str) -> None:
        self.values.reading.note(f"{fields.whose} {message}", line=fields.node.line)


_SUMS = frozenset({"Cost", "FixedCost", "PhysicalPercentComplete"})


def _longer(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of what takes more than one tag to say."""
    if fields.text("DurationFormat") in ELAPSED and fields.text("Duration"):
        yield "Duration", f"{fields.text('Duration')}, elapsed"
    for node in fields.node.parts if fields.parts.keys() & _LONGER else ():
        if node.tag == "Baseline":
            number = node.value("Number").strip()[:9]
            ends = f"{node.value('Start').strip()}/{node.value('Finish').strip()}"
            if number not in ("", "0") and ends != "/":
                yield f"Baseline{number}", ends
        elif node.tag == "PredecessorLink" and Fields.of(node).is_true("CrossProject"):
            yield ELSEWHERE, node.value("CrossProjectName").strip() or "another project"


_LONGER = frozenset({"Baseline", "PredecessorLink"})
ELSEWHERE = "predecessor in another project"
"""The property of a task that says what it waits for in another file."""
