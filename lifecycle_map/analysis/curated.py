"""What the shipped crosswalk says of processes and roles of both sides, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from lifecycle_map.loading.frameworks import METHOD, load_crosswalk, load_lifecycle
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element, Role
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Match


@cache
def method(name: str) -> Lifecycle:
    """Return one of the two lifecycles."""
    return load_lifecycle(name)


def rows_between(pair: tuple[str, str] = METHOD) -> Iterator[Correspondence]:
    """Yield the consolidated rows of the crosswalk that join two elements."""
    crosswalk = load_crosswalk("--".join(pair))
    for row in crosswalk.view("").correspondences:
        if row.match is not Match.NONE and row.subject and row.object:
            yield row


def ends_of(pair: tuple[str, str], rows: Iterable[str], side: Side) -> tuple[str, ...]:
    """Return the names of the processes and practices that some rows join on one side, each once;
    where there are none, of whatever they join.
    """
    wanted = set(rows)
    home = method(pair[0] if side is Side.PROJECT else pair[1])
    refs = (
        row.subject if side is Side.PROJECT else row.object
        for row in rows_between(pair)
        if row.row in wanted
    )
    keys = dict.fromkeys(ref.key for ref in refs if ref is not None and not ref.is_whole)
    work = [key for key in keys if home[key].kind in ("process", "practice")]
    return tuple(home[key].name for key in work or keys)


def role_rows(pair: tuple[str, str] = METHOD) -> Iterator[tuple[Correspondence, Role, Role]]:
    """Yield the rows that join a role of the project with one of the service side."""
    for row in rows_between(pair):
        ends = _ends(row, pair)
        if ends and isinstance(ends[0], Role) and isinstance(ends[1], Role):
            yield row, ends[0], ends[1]


def work_rows(pair: tuple[str, str] = METHOD) -> Iterator[tuple[Correspondence, Element, Element]]:
    """Yield the rows that join processes or activities of both sides."""
    for row in rows_between(pair):
        ends = _ends(row, pair)
        if ends and {ends[0].kind, ends[1].kind} <= {"process", "activity"}:
            yield row, *ends


def _ends(row: Correspondence, pair: tuple[str, str]) -> tuple[Element, Element] | None:
    if row.subject is None or row.object is None or row.subject.is_whole or row.object.is_whole:
        return None
    return method(pair[0])[row.subject.key], method(pair[1])[row.object.key]
