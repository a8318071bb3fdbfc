"""The resources and assignments of MS Project XML, one after the other as the file is read."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field, frozen

from lifecycle_map.loading.plans.mspdi_fields import CustomFields, CustomValue
from lifecycle_map.loading.plans.mspdi_tags import RESOURCE
from lifecycle_map.loading.plans.mspdi_values import NUMBER, Fields
from lifecycle_map.loading.plans.outlines import Outline
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import RoleKind
from lifecycle_map.model.properties import properties_of

UNASSIGNED = "-65535"
"""The resource of an assignment that is nobody's."""

WORK, MATERIAL, COST = "work", "material", "cost"
_KINDS = {"": WORK, "1": WORK, "0": MATERIAL, "2": COST}
_WHOLE = frozenset({"", "1", "1.00"})
_REMAINING, _ACTUAL = "1", "2"


@frozen
class Resource:
    """A resource: its id, what it is, its name, and what else the file says."""

    uid: str
    kind: str
    name: str
    role_kind: RoleKind
    notes: str
    pairs: tuple[tuple[str, str], ...]
    custom: tuple[CustomValue, ...]


@frozen
class Assignment:
    """Who does what, or what it is done with, and how much of that."""

    person: str
    task: str
    units: str
    custom: tuple[CustomValue, ...]
    line: int


@define
class People:
    """The resources and assignments of a plan while they are read."""

    reading: Reading
    resources: dict[str, Resource] = field(factory=dict)
    assignments: list[Assignment] = field(factory=list)
    split: dict[str, None] = field(factory=dict)
    _unnamed: set[str] = field(factory=set)
    _work: list[bool] = field(factory=list)

    def take_resource(self, node: Node) -> None:
        """Take one resource; a blank row and the one that stands for nobody are none."""
        fields = Fields.of(node, f"resource {node.value('UID').strip() or '(no UID)'}")
        uid, name = fields.text("UID"), node.value("Name")
        if not name.strip() or uid in ("", UNASSIGNED) or fields.is_true("IsNull"):
            self._unnamed.add(uid)
            if name.strip() and not uid:
                self.reading.mend(
                    f"a resource without a UID, '{name[:40]}', is left out", line=node.line
                )
        elif uid in self.resources:
            told = f"a second resource with the UID {uid}, '{name.strip()[:40]}', is left out"
            self.reading.mend(told, line=node.line)
        else:
            self.resources[uid] = self._resource(fields, uid, name)

    def _resource(self, fields: Fields, uid: str, name: str) -> Resource:
        kind = COST if fields.is_true("IsCostResource") else _KINDS.get(fields.text("Type"), "")
        if not kind:
            told = f"{fields.whose}: '{fields.text('Type')[:20]}' is no type; taken as people"
            self.reading.mend(told, line=fields.line("Type"))
        return Resource(
            uid,
            kind or WORK,
            name,
            RoleKind.GROUP if _is_group(fields) else RoleKind.ROLE,
            fields.text("Notes"),
            tuple(_pairs(fields)),
            CustomValue.all_of(fields.node),
        )

    def take_work(self, node: Node) -> None:
        """Take one piece of time-phased work: a gap with a value of nothing splits the task."""
        if node.value("Type").strip() in (_REMAINING, _ACTUAL):
            text = node.value("Value").strip()
            # Days that nobody works have no value; in a split, the value is nothing.
            if text:
                self._work.append(bool(text.strip("PTHMS0.")))

    def take_assignment(self, node: Node) -> None:
        """Take one assignment."""
        person, task = node.value("ResourceUID").strip(), node.value("TaskUID").strip()
        if _has_gap(self._work):
            self.split[task] = None
        self._work.clear()
        if person not in ("", UNASSIGNED):
            custom = CustomValue.all_of(node)
            units = node.value("Units").strip()
            self.assignments.append(Assignment(person, task, units, custom, node.line))

    def add_to(self, outline: Outline, custom: CustomFields, project: str) -> None:
        """Add a role for each person or team, and who performs what.

        ``project`` is the id of the line that stands for the project itself.
        """
        for person in self.resources.values():
            if person.kind == WORK:
                pairs = (*person.pairs, *custom.pairs(person.custom))
                outline.add_person(
                    person.uid,
                    person.name,
                    notes=person.notes,
                    kind=person.role_kind,
                    properties=properties_of(pairs),
                )
        for given in self.assignments:
            self._assign(given, outline, custom, project)

    def _assign(
        self, given: Assignment, outline: Outline, custom: CustomFields, project: str
    ) -> None:
        known = self.resources.get(given.person)
        if known is None and given.person not in self._unnamed:
            told = f"task {given.task} is assigned to resource {given.person}, which there is not"
            self.reading.mend(told, line=given.line)
        elif known is not None and given.task == project:
            told = f"resource {given.person} works on the project as a whole; left out"
            self.reading.note(told, line=given.line)
        elif known is not None and known.kind == WORK:
            pairs = [] if given.units in _WHOLE else [("Units", given.units)]
            pairs += custom.pairs(given.custom)
            outline.add_assignment(given.person, given.task, properties_of(pairs), given.line)

    def uses(self) -> dict[str, list[tuple[str, str]]]:
        """Return for each task what material and cost it uses, by the words for the two."""
        found: dict[str, list[tuple[str, str]]] = {}
        for given in self.assignments:
            known = self.resources.get(given.person)
            if known is not None and known.kind != WORK:
                amount = f" ({given.units})" if given.units not in ("", "1") else ""
                found.setdefault(given.task, []).append((known.kind, f"{known.name}{amount}"))
        return found


def _is_group(fields: Fields) -> bool:
    """Return whether a resource is several people: more than one unit of it, or a team's pool."""
    units = fields.text("MaxUnits")
    several = bool(NUMBER.fullmatch(units)) and float(units) > 1
    return several or fields.is_true("IsTeamAssignmentPool")


def _pairs(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield what is kept of a resource as properties of the role."""
    for tag, part in fields.parts.items():
        usual, text = RESOURCE.get(tag), part.text.strip()
        if usual is not None and text and text not in (usual, f"{usual}.00"):
            yield tag, text


def _has_gap(work: list[bool]) -> bool:
    """Return whether work begins again after it had stopped."""
    begun = work[work.index(True) :] if True in work else []
    return False in begun and True in begun[begun.index(False) :]
