"""Which task a reference means: by its id, its WBS number, the number of its row, or its name."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from lifecycle_map.loading.tables import links
from lifecycle_map.loading.tables.headings import meaning, plain
from lifecycle_map.loading.tables.rows import Rows
from lifecycle_map.loading.tables.tasks import Task
from lifecycle_map.loading.tables.words import simple
from lifecycle_map.model.elements import Schedule
from lifecycle_map.model.relations import Dependency

Found = tuple[str, Dependency]
Table = dict[str, str]
_LEADS = frozenset(("id", "name", "predecessors"))


@define
class Known:
    """What the references of one table mean.

    Where tasks have no numbers of their own, a number counts rows: which, and from where, is seen
    from what it would mean.
    """

    by_id: Table
    by_code: Table
    by_name: Table
    by_number: Table = field(factory=dict)
    told: str = ""
    tasks: list[Task] = field(factory=list)
    _loosely: Table | None = None

    @classmethod
    def of(cls, tasks: list[Task], rows: Rows) -> Known:
        """Return what the references to some tasks mean."""
        own = "id" in rows.columns.fields
        known = cls(
            {task.uid: task.uid for task in tasks} if own else {},
            {task.code: task.uid for task in reversed(tasks) if task.code},
            {task.name.strip().casefold(): task.uid for task in reversed(tasks)},
            tasks=tasks,
        )
        if "predecessors" in rows.columns.fields and not any(
            task.uid.isdecimal() for task in tasks if own
        ):
            known.by_number, known.told = _numbers(tasks, rows, known)
        return known

    def is_name(self, text: str) -> bool:
        """Return whether a text is an id or a name as it stands."""
        return text in self.by_id or text.casefold() in self.by_name

    def resolve(self, reference: str, *, counting: bool = True) -> list[Found]:
        """Return the tasks that a reference means, and how each is tied; none when unknown.

        Without ``counting``, numbers do not count rows.
        """
        lead, _, rest = reference.partition(" ")
        found = self._meant(reference, counting)
        return found or (self._meant(rest.strip(), counting) if _is_lead(lead) else [])

    def _meant(self, reference: str, counting: bool) -> list[Found]:
        spanned = [self._uid(text, counting=counting) for text in links.in_range(reference)]
        if spanned and all(spanned) and not self._uid(reference, counting=counting):
            return [(uid, Dependency()) for uid in spanned]
        for text, dependency in links.readings(reference):
            if uid := self._uid(text, counting=counting):
                return [(uid, dependency)]
        loose = self._loose().get(simple(reference)) or self._loose().get(plain(reference))
        return [(loose, Dependency())] if loose else []

    def _uid(self, text: str, *, counting: bool) -> str:
        return (
            self.by_id.get(text)
            or self.by_code.get(text)
            or (self.by_number.get(text, "") if counting else "")
            or self.by_name.get(text.casefold(), "")
        )

    def _loose(self) -> Table:
        """Return the tasks by their names without signs, made when something else is unknown."""
        if self._loosely is None:
            self._loosely = {plain(task.name): task.uid for task in reversed(self.tasks)}
            self._loosely |= {simple(uid): uid for uid in reversed(self.by_id)}
            self._loosely.pop("", None)
        return self._loosely


def _is_lead(word: str) -> bool:
    """Return whether a word before a reference only says that it is one: "Task 3", "after 3"."""
    found = meaning(word)
    return found is not None and found.weight == 1.0 and found.field in _LEADS


def _numbers(tasks: list[Task], rows: Rows, known: Known) -> tuple[Table, str]:
    """Return what the numbers of rows mean, in the way in which most of the links make sense."""
    head = rows.columns.header.number
    ways: tuple[tuple[str, Callable[[int, Task], int]], ...] = (
        ("the tasks counted from 1", lambda n, _: n),
        ("the rows counted from below the headings", lambda _, task: task.row.number - head),
        ("the rows as the file counts them", lambda _, task: task.row.number),
    )
    real = [task for task in tasks if not task.is_title]
    wanted = [
        (task, text)
        for task in real
        for reference in links.references(rows.quiet_text(task.row, "predecessors"), known.is_name)
        for text, _ in links.readings(reference)
        if text.isdecimal() and text not in known.by_code
    ]
    best: Table = {}
    told, most = "", 0.0
    for name, number in ways:
        table = {str(number(n, task)): task.uid for n, task in enumerate(real, 1)}
        weight = _sense(table, real, wanted)
        if weight > most:
            best, told, most = table, name, weight
    return best, told


def _sense(table: Table, tasks: list[Task], wanted: list[tuple[Task, str]]) -> float:
    """Return how many of the links make sense: to a task above, which ends before this begins."""
    place = {task.uid: n for n, task in enumerate(tasks)}
    weight = 0.0
    for task, text in wanted:
        uid = table.get(text)
        if uid is None or uid == task.uid:
            continue
        weight += (
            1.0
            + (0.5 if place[uid] < place[task.uid] else 0.0)
            + _timely(tasks[place[uid]].schedule, task.schedule)
        )
    return weight


def _timely(before: Schedule | None, after: Schedule | None) -> float:
    """Return what it weighs that one ends before the other begins, or does not."""
    if before is None or after is None or before.finish is None or after.start is None:
        return 0.0
    return 1.0 if before.finish.date() <= after.start.date() else -0.5
