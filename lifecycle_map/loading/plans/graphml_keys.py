"""The keys of a GraphML file: what its data are called, of which type they are, their defaults.

A ``key`` of GraphML declares a kind of data; each ``data`` refers to one. What is said of a node,
an edge or a graph is gathered in `Facts`, from which the reader takes what it has a use for: the
rest becomes properties.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from attrs import define, field, frozen

from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.xml import Node

SHOWN = 60
"""How much of a value is shown in a message."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_REAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOUNDS = {"int": 2**31, "long": 2**63}
_TYPES = ("boolean", "int", "long", "float", "double", "string")
_SCOPES = ("graphml", "graph", "node", "edge", "hyperedge", "port", "endpoint", "all")


@frozen
class Key:
    """What a file declares about one kind of data."""

    id: str
    name: str
    type: str = "string"
    scope: str = "all"
    default: str | None = None


@define
class Facts:
    """What a file says of one thing, less what was already taken.

    ``drawn`` are the parts that say how yEd draws it; ``uses`` counts what was taken for what.
    """

    pairs: list[tuple[str, str]]
    drawn: list[Node]
    _uses: Counter[tuple[str, str]]

    def take(self, meaning: str, *names: str) -> str:
        """Take the first of these data that is not blank, whatever its case, and return it."""
        found = self.find(*names)
        if found < 0:
            return ""
        name, text = self.pairs.pop(found)
        self._uses[name, meaning] += 1
        return text

    def count(self, what: str, meaning: str) -> None:
        """Count what was taken from elsewhere than the data."""
        self._uses[what, meaning] += 1

    def find(self, *names: str) -> int:
        """Return where the first of these data that is not blank stands, or -1."""
        for wanted in names:
            for number, (name, text) in enumerate(self.pairs):
                if name.casefold() == wanted and text.strip():
                    return number
        return -1

    def names(self) -> set[str]:
        """Return what there are data of."""
        return {name.casefold() for name, _ in self.pairs}

    def text(self, *names: str) -> str:
        """Return the first of these data that is not blank, without taking it."""
        found = self.find(*names)
        return "" if found < 0 else self.pairs[found][1]

    def rest(self) -> list[tuple[str, str]]:
        """Return what was not taken; what is empty says nothing."""
        left = [(name, text) for name, text in self.pairs if text]
        self._uses.update((name, "a property") for name, _ in left)
        return left


@define
class KeyTable:
    """All keys of a file, and what its data were used for."""

    reading: Reading
    _keys: dict[str, Key] = field(factory=dict)
    _uses: Counter[tuple[str, str]] = field(factory=Counter)
    _undeclared: set[str] = field(factory=set)

    @classmethod
    def of(cls, root: Node, reading: Reading) -> KeyTable:
        """Return the keys that a file declares; what is wrong with one is mended."""
        table = cls(reading)
        for node in root.all("key"):
            table._declare(node)
        return table

    def facts(self, holder: Node, scope: str, place: str) -> Facts:
        """Return what is said of a node, an edge or a graph, defaults included."""
        facts = Facts([], [], self._uses)
        seen: set[str] = set()
        for data in holder.all("data"):
            key = self._key(data, scope, place)
            if key.id in seen:
                told = f"a second value for the key '{key.id}'; both are kept"
                self.reading.mend(told, line=data.line, place=place)
            seen.add(key.id)
            self._add(facts, key, data, place)
        facts.pairs.extend(
            (key.name, key.default)
            for key in self._keys.values()
            if key.default is not None and key.id not in seen and key.scope in (scope, "all")
        )
        return facts

    def tell(self) -> None:
        """Say how the data were understood, and how many of them."""
        for (name, meaning), count in self._uses.items():
            what = name if name.startswith("<") else f"data '{name}'"
            self.reading.understand(what, f"{meaning}: {count:,}")

    def _declare(self, node: Node) -> None:
        given = node.attributes
        id_ = given.get("id", "")
        if not id_ or id_ in self._keys:
            told = f"a second key '{id_}'" if id_ else "a key without an id"
            self.reading.mend(f"{told} is left out", line=node.line)
            return
        key = Key(
            id_,
            given.get("attr.name", "").strip() or id_,
            self._one_of(given.get("attr.type", "string"), _TYPES, "string", node),
            self._one_of(given.get("for", "all"), _SCOPES, "all", node),
        )
        default = node.first("default")
        if default is not None and not default.parts:
            text = self._checked(key, default, f"key {id_}")
            key = Key(key.id, key.name, key.type, key.scope, text)
        self._keys[id_] = key

    def _one_of(self, told: str, known: tuple[str, ...], instead: str, node: Node) -> str:
        if told in known:
            return told
        what = (
            f"the key '{node.attributes.get('id')}' is of '{told[:SHOWN]}', which GraphML has not"
        )
        self.reading.mend(f"{what}; taken as {instead}", line=node.line)
        return instead

    def _key(self, data: Node, scope: str, place: str) -> Key:
        """Return the key of some data, in its place or not."""
        id_ = data.attributes.get("key", "")
        key = self._keys.get(id_)
        if key is None:
            what = f"the key '{id_[:SHOWN]}', which is not declared" if id_ else "no key"
            self.reading.mend(f"data of {what}; kept as text", line=data.line, place=place)
            return Key(id_, id_.strip() or "data")
        if key.scope not in (scope, "all"):
            told = f"the key '{id_}' is for {key.scope}, and used for {scope}; kept"
            self.reading.mend(told, line=data.line, place=place)
        return key

    def _add(self, facts: Facts, key: Key, data: Node, place: str) -> None:
        if not data.parts:
            facts.pairs.append((key.name, self._checked(key, data, place)))
        elif any("yworks.com" in part.namespace for part in data.parts):
            facts.drawn.append(data)
        else:
            told = f"markup in the data of '{key.name}': its texts are kept, the rest is left out"
            self.reading.note(told, line=data.line, place=place)
            facts.pairs.extend(self._inner(key.name, data, place))

    def _inner(self, name: str, data: Node, place: str) -> Iterator[tuple[str, str]]:
        """Yield the texts inside markup, by the names of the elements that they stand in."""
        ahead = [(name, data)]
        while ahead:
            name, node = ahead.pop()
            if node.text.strip():
                yield name, node.text
            ahead.extend((f"{name}/{part.tag}", part) for part in reversed(node.parts))

    def _checked(self, key: Key, node: Node, place: str) -> str:
        """Return a text of the file; that it is none of its type is mended."""
        if key.type != "string" and not fits(node.text.strip(), key.type):
            shown = f"'{node.text.strip()[:SHOWN]}' under the key '{key.id}' ({key.name})"
            told = f"{shown} is no {key.type} that can be kept as one; kept as text"
            self.reading.mend(told, line=node.line, place=place)
        return node.text


def fits(text: str, type_: str) -> bool:
    """Return whether a text is a value of a type; what is not finite is none of a number."""
    if type_ == "boolean":
        return text.casefold() in ("true", "false", "0", "1")
    if type_ in _BOUNDS:
        bound = _BOUNDS[type_]
        return _WHOLE.fullmatch(text) is not None and -bound <= int(text) < bound
    return _REAL.fullmatch(text) is not None and math.isfinite(float(text))
