"""The people of a GanttProject file, what they are there for, and what they work on."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.loading.plans.outlines import Outline
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.properties import properties_of

UNDEFINED = "Default:0"
_BUILT_IN = {"Default:1": "project manager"}
# The attributes of a person that are kept as properties.
_KEPT = ("id", "contacts", "phone")
_WHOLE = ("", "100.0", "100")


def add_people(root: Node, outline: Outline) -> None:
    """Add a role for each person, with the person's function, and who is allocated to what."""
    functions, columns = _functions(root), _columns(root)
    seen: set[str] = set()
    for container in root.all("resources"):
        for node in container.all("resource"):
            uid, name = node.attributes.get("id", ""), node.attributes.get("name", "")
            if not uid or not name.strip() or uid in seen:
                told = f"a person without {'a name' if uid else 'an id'}, or with a second id"
                outline.reading.mend(f"{told} ({uid or name[:40]}): left out", line=node.line)
                continue
            seen.add(uid)
            pairs = properties_of(_person(node, functions, columns))
            outline.add_person(uid, name, notes=node.value("notes").strip(), properties=pairs)
    for container in root.all("allocations"):
        for node in container.all("allocation"):
            given = node.attributes
            outline.add_assignment(
                given.get("resource-id", ""),
                given.get("task-id", ""),
                properties_of(_allocation(node, functions)),
                node.line,
            )


def _person(
    node: Node, functions: dict[str, str], columns: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for name in _KEPT:
        if node.attributes.get(name, "").strip():
            yield name, node.attributes[name].strip()
    yield from _function(node, functions)
    for rate in node.all("rate"):
        yield f"{rate.attributes.get('name', '')} rate".strip(), rate.attributes.get("value", "")
    for custom in node.all("custom-property"):
        column = custom.attributes.get("definition-id", "")
        text = custom.attributes.get("value", "")
        if text:
            yield columns.get(column) or f"column {column}", text


def _allocation(node: Node, functions: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what an allocation says: how much of somebody, whether responsible, and as what."""
    load = node.attributes.get("load", "").strip()
    if load not in _WHOLE:
        yield "load", load
    if node.attributes.get("responsible") == "true":
        yield "responsible", "true"
    yield from _function(node, functions)


def _function(node: Node, functions: dict[str, str]) -> Iterator[tuple[str, str]]:
    code = node.attributes.get("function", "").strip()
    if code not in ("", UNDEFINED):
        yield "function", functions.get(code, code)


def _functions(root: Node) -> dict[str, str]:
    """Return what the functions are called, by their codes; a set's own come before its name."""
    found = dict(_BUILT_IN)
    for roles in root.all("roles"):
        prefix = roles.attributes.get("roleset-name", "")
        for role in roles.all("role"):
            code, name = role.attributes.get("id", ""), role.attributes.get("name", "")
            found[f"{prefix}:{code}" if prefix else code] = name or code
    return found


def _columns(root: Node) -> dict[str, str]:
    """Return the names of the columns that people added to their resources."""
    found = (
        node for each in root.all("resources") for node in each.all("custom-property-definition")
    )
    return {node.attributes.get("id", ""): node.attributes.get("name", "") for node in found}
