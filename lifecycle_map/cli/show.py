"""``lifecycle-map show``: one lifecycle."""

from __future__ import annotations

import sys
from collections import Counter

from lifecycle_map.cli.common import SIDE_HELP, add_format, lifecycle_named, put, put_rendered

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.model.lifecycles import Lifecycle


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "show",
        help="what is in a lifecycle",
        description="Show the elements of a lifecycle or plan.",
    )
    command.add_argument("lifecycle", metavar="A", help=SIDE_HELP)
    command.add_argument("--kind", help="only this kind: stage, process, activity, product, …")
    add_format(command, "text", "text, json, or any format of 'lifecycle-map list'")
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print the lifecycle."""
    from lifecycle_map.codec import lifecycle_to_plain
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.plain import to_json
    from lifecycle_map.model.elements import ELEMENTS

    if parsed.kind and parsed.kind not in ELEMENTS:
        raise UnknownNameError("kind", parsed.kind, tuple(ELEMENTS))
    lifecycle = lifecycle_named(parsed.lifecycle)
    if parsed.format == "text":
        _print(lifecycle, parsed.kind or "")
    elif parsed.format == "json":
        plain = lifecycle_to_plain(lifecycle)
        if parsed.kind:
            plain["elements"] = [e for e in plain["elements"] if e["kind"] == parsed.kind]
        put(to_json({**plain, "counts": counts(lifecycle)}), "-")
    else:
        put_rendered(lifecycle, parsed.format, "-")
    return 0


def counts(lifecycle: Lifecycle) -> dict[str, Any]:
    """Return how many elements there are of each kind and sort.

    Two activities in one slot of a process count once, as alternatives on which the sources
    disagree; ``disputed_slots`` says how many there are.
    """
    from lifecycle_map.model.elements import Activity, Practice, Process, Product, Role

    slots = {
        process.name: [c for c in lifecycle.children(process.key) if isinstance(c, Activity)]
        for process in lifecycle.of(Process)
    }
    taken = {(lifecycle.parent(a.key), a.slot or a.key): a.disputed for a in lifecycle.of(Activity)}
    return {
        **Counter(element.kind for element in lifecycle),
        "activity": len(taken),
        "disputed_slots": sum(taken.values()),
        "activities_by_process": {
            name: len({a.slot or a.key for a in activities})
            for name, activities in slots.items()
            if activities
        },
        "processes_by_stage": {
            stage.name: number
            for stage in lifecycle.stages
            if (number := sum(isinstance(c, Process) for c in lifecycle.children(stage.key)))
        },
        "products_by_category": Counter(
            p.category.value for p in lifecycle.of(Product) if p.category
        ),
        "roles_by_kind": Counter(role.role_kind.value for role in lifecycle.of(Role)),
        "practices_by_kind": Counter(p.practice_kind.value for p in lifecycle.of(Practice)),
        "relation": len(lifecycle.relations),
    }


def _print(lifecycle: Lifecycle, kind: str) -> None:
    from lifecycle_map.model.elements import ELEMENTS

    out = sys.stdout.write
    out(f"{lifecycle.title}  [{lifecycle.key}]\n")
    if lifecycle.summary:
        out(f"{lifecycle.summary}\n")
    for each in ELEMENTS:
        elements = [element for element in lifecycle if element.kind == each]
        if not elements or (kind and each != kind):
            continue
        out(f"\n{each}  ({len(elements)})\n")
        for element in elements:
            depth = sum(1 for _ in lifecycle.ancestors(element.key)) if each == "activity" else 0
            out(f"  {'  ' * max(0, depth - 1)}{element.name}  [{element.key}]\n")
    if lifecycle.notice:
        out(f"\n{lifecycle.notice}\n")
