"""Lists that are no plans: risks, issues, machines, people, costs; told apart by their headings.

What speaks for a list is weighed against what speaks for a plan. A list is told apart when it
weighs `ENOUGH` at least, and more than the plan: so a plan may have columns for risks and costs,
and a risk log one for due dates.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from attrs import frozen

from lifecycle_map.loading.tables.grids import Row
from lifecycle_map.loading.tables.headings import Heading, plain, vague_names, weak_names

ENOUGH = 2.0
SIGN, HINT = 2.0, 1.0
MOST = 0.6
"""So many of the rows have to be of types that only a list has (risk, bug)."""
_WEIGHTS = {
    "predecessors": 4.0,
    "wbs": 3.0,
    "level": 3.0,
    "parent": 2.0,
    "duration": 2.0,
    "percent": 2.0,
    "milestone": 2.0,
    "start": 1.0,
    "finish": 1.0,
    "deadline": 1.0,
    "baseline_start": 1.0,
    "baseline_finish": 1.0,
    "group": 0.5,
}
_NAMED, _BOTH_ENDS, _VAGUE = 2.0, 1.0, 0.5


@frozen
class ListKind:
    """A kind of list that is no plan: the headings, and the types of its rows, that show it."""

    key: str
    name: str
    signs: frozenset[str]
    hints: frozenset[str]
    types: frozenset[str]


@cache
def list_kinds() -> tuple[ListKind, ...]:
    """Return the kinds of lists that are told apart from plans."""
    text = files("lifecycle_map.reference").joinpath("lists.toml").read_text(encoding="utf-8")
    return tuple(
        ListKind(
            kind["key"],
            kind["name"],
            frozenset(map(plain, kind["signs"])),
            frozenset(map(plain, kind["hints"])),
            frozenset(map(plain, kind.get("types", ()))),
        )
        for kind in tomllib.loads(text)["lists"]
    )


def plan_weight(found: dict[str, Heading], *, has_groups: bool) -> float:
    """Return how much the columns that were found speak for a plan."""
    weight = _WEIGHTS["group"] if has_groups else 0.0
    for field, heading in found.items():
        if field == "name":
            strong = heading.weight == 1.0 and heading.name not in weak_names()
            weight += _NAMED if strong else 0.0
        elif heading.name in vague_names():
            weight += _VAGUE
        else:
            # A heading that only holds a name, such as "reason for start", says half as much.
            weight += _WEIGHTS.get(field, 0.0) * (1.0 if heading.weight == 1.0 else _VAGUE)
    return weight + (_BOTH_ENDS if {"start", "finish"} <= set(found) else 0.0)


def other_kind(header: Row, types: list[str], against: float) -> tuple[ListKind, str] | None:
    """Return the kind of list that headings and types show more clearly than a plan, and why.

    ``types`` is what the rows say of their type; ``against`` is what speaks for a plan.
    """
    heads: dict[str, str] = {}
    for cell in header.filled.values():
        heads.setdefault(plain(cell.text), cell.text)
        heads.setdefault(plain(re.sub(r"[(\[].*?[)\]]", " ", cell.text)), cell.text)
    told = [plain(text) for text in types if text.strip()]
    weighed = [(_weight(kind, set(heads), told), kind) for kind in list_kinds()]
    weight, kind = max(weighed, key=lambda pair: pair[0])
    if weight < ENOUGH or weight <= against:
        return None
    reasons = []
    if shown := _shown(text for head, text in heads.items() if head in kind.signs | kind.hints):
        reasons.append(f"its headings are {shown}")
    if _is_typed(kind, told):
        shown = _shown(text for text in types if plain(text) in kind.types)
        reasons.append(f"its rows are of the types {shown}")
    return kind, " and ".join(reasons)


def _weight(kind: ListKind, heads: set[str], types: list[str]) -> float:
    weight = SIGN * len(kind.signs & heads) + HINT * len(kind.hints & heads)
    return weight + (2 * SIGN if _is_typed(kind, types) else 0.0)


def _is_typed(kind: ListKind, types: list[str]) -> bool:
    return bool(types) and sum(text in kind.types for text in types) >= MOST * len(types)


def _shown(texts: Iterable[str]) -> str:
    told = dict.fromkeys(" ".join(text.split())[:40] for text in texts)
    return ", ".join(f"'{text}'" for text in list(told)[:6])
