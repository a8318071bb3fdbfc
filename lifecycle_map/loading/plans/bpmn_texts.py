"""What an element of BPMN says of itself: its documentation, and all that is kept as property.

Properties are called as the attribute or the tag is. What comes from a vendor has the home of its
namespace behind it, whatever prefix a file gives to it: ``assignee (camunda.org)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import define, field

from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE, TERMS, Taken
from lifecycle_map.loading.xml import Node

Pairs = list[tuple[str, str]]

_XSI = "http://www.w3.org/2001/XMLSchema-instance "
_OWN = frozenset({"id", "name"})
# How vendors call the name and the value where an extension is such a pair.
_NAMES = ("name", "key", "metaKey", "id")
_VALUES = ("value", "metaValue")
# What these refer to has to be in the file; other references may mean types and services elsewhere.
_MUST_BE = frozenset({"messageRef", "signalRef", "errorRef", "escalationRef", "eventDefinitionRef"})
# What becomes a relation, and is no property besides.
_RELATIONS = {
    "sequenceFlow": _OWN | {"sourceRef", "targetRef"},
    "messageFlow": _OWN | {"sourceRef", "targetRef"},
    "association": _OWN | {"sourceRef", "targetRef"},
    "boundaryEvent": _OWN | {"attachedToRef"},
    "participant": _OWN | {"processRef"},
    "dataObjectReference": _OWN | {"dataObjectRef"},
    "dataStoreReference": _OWN | {"dataStoreRef"},
}


@define
class Texts:
    """Makes properties of what elements say, and counts what it keeps of vendors and leaves out.

    ``names`` gives the name of what others refer to by id, ``used`` collects which of them were
    asked for, ``missing`` the references to a message or the like that there is not.
    """

    names: dict[str, str] = field(factory=dict)
    used: set[str] = field(factory=set)
    missing: list[tuple[int, str, str]] = field(factory=list)
    kept: dict[str, list[int]] = field(factory=dict)
    left: dict[str, list[int]] = field(factory=dict)

    def pairs(self, node: Node) -> Pairs:
        """Return what is kept of an element as properties: attributes, then what it holds."""
        found = list(self._attributes(node))
        for part in node.parts:
            taken = TERMS.get(part.tag)
            if taken is Taken.PROPERTY:
                found.append((part.tag, self.flat(part) or "true"))
            elif taken is Taken.EVENT_DEFINITION:
                kind, told = part.tag.removesuffix("EventDefinition"), self.flat(part)
                found.append(("eventDefinition", f"{kind}: {told}" if told else kind))
            elif taken is Taken.EXTENSION:
                found.extend(self._extensions(part))
        return found

    def told_of_holder(self, node: Node) -> Pairs:
        """Return what a part says that becomes no element: its name, documentation and the rest."""
        told = [("", node.attributes.get("name", "")), (" documentation", documentation_of(node))]
        named = [(f"{node.tag}{suffix}", text) for suffix, text in told if text]
        return named + [(f"{node.tag} {name}", text) for name, text in self.pairs(node)]

    def _attributes(self, node: Node) -> Iterator[tuple[str, str]]:
        skipped = _RELATIONS.get(node.tag, _OWN)
        for name, text in node.attributes.items():
            if name in skipped or name.startswith(_XSI):
                continue
            if " " in name:
                vendor = name_of(*name.split(" ", 1))
                count(self.kept, f"attribute {vendor}", node.line)
                yield vendor, text
            else:
                yield name, self._named(name, text, node.line)

    def _extensions(self, node: Node) -> Iterator[tuple[str, str]]:
        for part in node.parts:
            # What stands round simple ones may have nothing to say itself: <camunda:properties>.
            is_list = part.parts and not part.attributes and not part.text.strip()
            leaves = part.parts if is_list else [part]
            if any(leaf.parts for leaf in leaves):
                count(self.left, f"extension <{vendor_of(part)}>", part.line)
                continue
            for leaf in leaves:
                count(self.kept, f"extension <{vendor_of(leaf)}>", leaf.line)
                yield from _leaf(leaf)

    def flat(self, node: Node) -> str:
        """Return all that an element and its parts say, in order, as one text without its id.

        >>> flat = Texts().flat
        >>> flat(Node("timer", 1, parts=[Node("timeDuration", 1, text="PT1H")]))
        'timeDuration: PT1H'
        """
        told: list[str] = []
        waiting = [(node, "")]
        while waiting:
            here, label = waiting.pop()
            texts = (
                [self._named(here.tag, here.text.strip(), here.line)] if here.text.strip() else []
            )
            texts += [
                f"{name.rpartition(' ')[2]}={self._named(name, text, here.line)}"
                for name, text in here.attributes.items()
                if name != "id" and not name.startswith(_XSI)
            ]
            if texts:
                told.append(label + ", ".join(texts))
            waiting += [(part, f"{part.tag}: ") for part in reversed(here.parts)]
        return "; ".join(told)

    def _named(self, name: str, text: str, line: int) -> str:
        """Return the name of what a reference means, else the text as it is."""
        if not name.endswith("Ref"):
            return text
        ident = text.strip() if text.strip() in self.names else text.strip().rpartition(":")[2]
        if ident in self.names:
            self.used.add(ident)
            return self.names[ident]
        if name in _MUST_BE and ident:
            self.missing.append((line, name, ident))
        return text


def documentation_of(node: Node) -> str:
    """Return the documentation of an element, several of them one below the other."""
    texts = [text_of(part).strip() for part in node.parts if part.tag == "documentation"]
    return "\n\n".join(text for text in texts if text)


def text_of(node: Node) -> str:
    """Return the text of an element and of all that it holds: it may have markup in it."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        found.append(here.text)
        waiting += reversed(here.parts)
    return "".join(found)


def _leaf(node: Node) -> Pairs:
    """Return what an extension says that holds no others: its attributes and its text."""
    given = {key.rpartition(" ")[2]: text for key, text in node.attributes.items()}
    named = next((key for key in _NAMES if key in given), "")
    label = f"{node.tag} {given.get(named, '')}".strip()
    rest = {key: text for key, text in given.items() if key != named}
    told = [(label if key in _VALUES else f"{label} {key}", text) for key, text in rest.items()]
    if node.text.strip():
        told.append((label, node.text.strip()))
    told = told or [(node.tag, given.get(named) or "true")]
    return [(name_of(node.namespace, name), text) for name, text in told]


def vendor_of(node: Node) -> str:
    """Return the name of an extension: its tag and the home of its namespace."""
    return name_of(node.namespace, node.tag)


@lru_cache(maxsize=1024)
def name_of(namespace: str, name: str) -> str:
    """Return a name of a vendor's, with the home of its namespace behind it.

    >>> name_of("http://camunda.org/schema/1.0/bpmn", "assignee")
    'assignee (camunda.org)'
    """
    if namespace in ("", NAMESPACE):
        return name
    home = re.match(r"\w+://(?:www\.)?([^/:?#]+)", namespace)
    return f"{name} ({home[1] if home else namespace[-40:]})"


def count(table: dict[str, list[int]], what: str, line: int) -> None:
    """Count something in a table of counts and first lines."""
    if what in table:
        table[what][0] += 1
    else:
        table[what] = [1, line]
