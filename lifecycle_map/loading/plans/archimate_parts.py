"""What stands in an ArchiMate file that is no part of its notation: told, and never passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.loading.plans.archimate_models import Pairs
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node


@define
class Parts:
    """The parts of a file, told apart: those of the notation, and what others put there."""

    reading: Reading
    namespaces: frozenset[str]
    _foreign: Counter[tuple[str, str]] = field(factory=Counter)

    def known(self, node: Node, *tags: str) -> Iterator[Node]:
        """Yield the parts of a node that have one of these names; tell what else there is.

        A name that is nearly right may hide an element, so it is wrong; a part of another
        namespace is somebody's own, and only left out.
        """
        for part in node.parts:
            if part.namespace not in self.namespaces:
                self._foreign[part.tag, part.namespace] += 1
            elif part.tag in tags:
                yield part
            else:
                told = f"<{part.tag[:60]}> is no part of <{node.tag}>; left out"
                self.reading.mend(told, line=part.line)

    def type_of(self, node: Node, called: str) -> str:
        """Return the type of an element or relation, without its prefix."""
        told = node.xsi_type or node.attributes.get("type", "")
        if not told.strip():
            self.reading.mend(f"{called} has no type (xsi:type)", line=node.line)
        elif not node.xsi_type:
            message = f"{called} says its type '{told[:60]}' without xsi:; taken all the same"
            self.reading.mend(message, line=node.line)
        return told.rpartition(":")[2].strip()

    def tell(self) -> None:
        """Note what belongs to other namespaces, once for each kind."""
        for (tag, namespace), count in self._foreign.items():
            self.reading.note(f"left out: {count} <{tag[:60]}> of the namespace '{namespace[:80]}'")


def other_attributes(node: Node, known: frozenset[str]) -> Pairs:
    """Return the attributes of a node that have no meaning of their own, as they stand."""
    return tuple((name, text) for name, text in node.attributes.items() if name not in known)
