"""What yEd draws: the labels in it, which are data, and its shapes, which are at most a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.loading.xml import Node

_LABELS = ("NodeLabel", "EdgeLabel", "Label.Text")
_ENTRIES = ("AttributeLabel", "MethodLabel")


def labels(drawn: list[Node]) -> list[str]:
    """Return the texts that are written on something, in order, without those that are blank."""
    texts = (_text(node) for node in _nodes(drawn) if node.tag in _LABELS or node.tag == "Label")
    return [text for text in texts if text.strip()]


def entries(drawn: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield the entries of a class in UML, the type of a shape, and arrowheads that are unusual."""
    for node in _nodes(drawn):
        if node.tag in _ENTRIES and node.text.strip():
            yield node.tag, node.text
        elif node.tag == "Shape" and node.attributes.get("type"):
            yield "shape", node.attributes["type"]
        elif node.tag == "Arrows":
            ends = node.attributes.get("source", "none"), node.attributes.get("target", "none")
            if ends[0] != "none" or ends[1] == "none":
                yield "arrows", f"{ends[0]} to {ends[1]}"


def shape(drawn: list[Node]) -> str:
    """Return what a palette of yEd calls a node (``com.yworks.flowchart.decision``), or nothing."""
    found = (node.attributes.get("configuration", "") for data in drawn for node in data.parts)
    return next((name for name in found if name), "")


def _nodes(drawn: list[Node]) -> Iterator[Node]:
    """Yield all that is drawn; of a group that is open and closed, what is shown."""
    ahead = list(reversed(drawn))
    while ahead:
        node = ahead.pop()
        yield node
        ahead.extend(reversed(_shown(node) if node.tag == "Realizers" else node.parts))


def _shown(node: Node) -> list[Node]:
    active = node.attributes.get("active", "0")
    number = int(active) if re.fullmatch(r"[0-9]{1,3}", active) else 0
    return node.parts[number : number + 1] or node.parts[:1]


def _text(node: Node) -> str:
    """Return the text of a label; what stands after it, before its other parts, is layout."""
    if node.attributes.get("hasText") == "false":
        return ""
    if node.tag == "Label":
        return node.attributes.get("Text", "")
    said = node.text.rstrip()
    layout = node.text[len(said) :].find("\n") if node.parts else -1
    return node.text if layout < 0 else node.text[: len(said) + layout]
