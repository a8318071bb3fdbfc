"""Changes that clash: one item, overlapping windows, different authorities, and freezes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from lifecycle_map.analysis.rules.cases import Case, gap, satisfied, unclear
from lifecycle_map.analysis.weeks import is_whole_day
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Work
from lifecycle_map.model.facts import Change
from lifecycle_map.model.findings import Evidence, Finding
from lifecycle_map.model.rules import Rule

SHOWN = 5
"""So many clashes are named in a message."""


def change_clashes(rule: Rule, case: Case) -> Finding:
    """Whether windows of different authorities overlap on an item, or a freeze is broken."""
    changes = () if case.facts is None else case.facts.changes
    if not changes:
        return unclear(rule, "give the change calendar of the service side in a file of facts")
    pairs = [f"'{a.name}' and '{b.name}' on {a.item}" for a, b in clashes(changes)]
    broken = list(_in_freeze(changes, case))
    told = [
        *pairs,
        *(f"'{line.name}' inside the freeze '{freeze.name}'" for freeze, line in broken),
    ]
    if not told:
        return satisfied(rule, f"no clash among {len(changes):,} windows{_unnamed(changes)}")
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    lines = (line for _, line in broken)
    return gap(rule, f"{len(told)} clashes: {'; '.join(told[:SHOWN])}{more}", lines)


def clashes(changes: Iterable[Change]) -> Iterator[tuple[Change, Change]]:
    """Yield the pairs of changes to one item that overlap under different authorities.

    A sweep over the starts of each item's windows: time grows with the windows and the clashes,
    not with the pairs.
    """
    by_item: dict[str, list[Change]] = {}
    for change in changes:
        if change.item:
            by_item.setdefault(change.item.casefold(), []).append(change)
    for held in by_item.values():
        running: list[Change] = []
        for change in sorted(held, key=lambda each: (each.start, each.end, each.name)):
            running = [each for each in running if each.end > change.start]
            yield from ((each, change) for each in running if _differ(each, change))
            running.append(change)


def _differ(first: Change, second: Change) -> bool:
    if first.freeze and second.freeze:
        return False
    if first.freeze or second.freeze:
        return True
    # Who allowed a change is not guessed: an authority that is not named differs from none.
    named = first.authority and second.authority
    return bool(named) and first.authority.casefold() != second.authority.casefold()


def _unnamed(changes: tuple[Change, ...]) -> str:
    count = sum(not change.authority and not change.freeze for change in changes)
    return f" ({count:,} of them name no authority)" if count else ""


def _in_freeze(changes: Iterable[Change], case: Case) -> Iterator[tuple[Change, Evidence]]:
    """Yield the lines of the plan that touch what is live inside a freeze.

    A freeze of one item is broken by a line that names the item.
    """
    freezes = [(change, words_of(change.item)) for change in changes if change.freeze]
    for line in case.speaking("live") if freezes else ():
        element = case.plan[line.key]
        schedule = element.schedule if isinstance(element, Work) else None
        if schedule is None or schedule.start is None:
            continue
        start, end = schedule.start, schedule.finish or schedule.start
        if is_whole_day(schedule):
            end += timedelta(days=1)
        words = words_of(line.name)
        for freeze, item in freezes:
            held = end > freeze.start or start == end == freeze.start
            if start < freeze.end and held and _names(words, item):
                yield freeze, line


def _names(words: tuple[str, ...], item: tuple[str, ...]) -> bool:
    """Return whether words hold those of an item, in their order; no item is everything."""
    size = len(item)
    return not size or any(words[at : at + size] == item for at in range(len(words) - size + 1))
