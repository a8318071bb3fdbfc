"""Scalars and inline collections of the YAML that heads SSSOM files.

Every scalar stays the text that it is (``1.1``, ``yes`` and dates too). What SSSOM forbids in its
metadata (anchors, aliases, tags) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn, TypeAlias

from attrs import define, frozen

from lifecycle_map.errors import Fault, InvalidFileError

Value: TypeAlias = "str | list[Node] | dict[str, Node] | None"


@frozen
class Node:
    """A value and the line on which it begins."""

    value: Value
    line: int


@frozen
class Where:
    """A line of a file, for messages."""

    path: str
    line: int

    def refuse(self, message: str) -> NoReturn:
        """Raise `InvalidFileError` for this line of the metadata."""
        raise InvalidFileError(
            self.path, (Fault("metadata", f"no valid YAML: {message}", self.line),)
        )


_FORBIDDEN = {
    "&": "an anchor (&), which SSSOM does not allow",
    "*": "an alias (*), which SSSOM does not allow",
    "!": "a tag (!), which SSSOM does not allow",
    "%": "a text may not begin with %: put it in quotes",
    "@": "a text may not begin with @: put it in quotes",
    "`": "a text may not begin with `: put it in quotes",
}
_NOTHING = ("", "~", "null", "Null", "NULL")
# Looked for at the start of blanks alone: from each of many it would take very long.
_BREAK = r"(?<![ \t])[ \t]*\n(?:[ \t]*\n)*[ \t]*"
_ESCAPE = re.compile(
    rf"\\(x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|\n[ \t]*|.)|{_BREAK}", re.DOTALL
)
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
QUOTED = re.compile(r""""((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)'""", re.DOTALL)
_PLAIN_IN_FLOW = re.compile(r"(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<!\s)#|\s++(?!#))+")
_LARGEST = 0x10FFFF


def check_start(text: str, where: Where) -> None:
    """Refuse a value that begins with a sign of what is forbidden."""
    told = _FORBIDDEN.get(text[:1])
    if told:
        where.refuse(told)


def plain(text: str, where: Where) -> str | None:
    """Return a text without quotes: up to a comment, and nothing for null."""
    found = re.sub(r"(?:^|(?<=[ \t]))#.*", "", text).strip()
    if re.search(r":(?=\s|$)", found):
        where.refuse(f"a second ': ' in '{found[:60]}'; put the text in quotes")
    return None if found in _NOTHING else found


def unquoted(match: re.Match[str], where: Where) -> str:
    """Return what a quoted text says, its lines folded."""
    if match[1] is None:
        return re.sub(_BREAK, _folded, match[2]).replace("''", "'")
    return _ESCAPE.sub(lambda found: _meaning(found, where), match[1])


def _meaning(found: re.Match[str], where: Where) -> str:
    sign = found[1]
    if sign is None:
        return _folded(found)
    if sign.startswith("\n"):
        return ""
    if len(sign) > 1:
        code = int(sign[1:], 16)
        if code <= _LARGEST:
            return chr(code)
    if sign not in _ESCAPED:
        where.refuse(f"\\{sign} is no escape")
    return _ESCAPED[sign]


def _folded(found: re.Match[str]) -> str:
    """Return what a break between lines means: a blank, or a break for each empty line."""
    return "\n" * (found[0].count("\n") - 1) or " "


def brackets(text: str) -> int:
    """Return how many more brackets a line opens than it closes, quoted ones left out."""
    bare = QUOTED.sub("", text)
    return sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")


@define
class Flow:
    """Reads ``[…]`` and ``{…}``."""

    text: str
    where: Where
    deepest: int
    at: int = 0

    def read(self) -> Value:
        """Return the whole as a value; nothing may follow it."""
        value = self._value(1)
        rest = self._rest()
        if rest and not rest.startswith("#"):
            self.where.refuse(f"'{rest[:40]}' follows what is in brackets")
        return value

    def _value(self, depth: int) -> Value:
        if depth > self.deepest:
            self.where.refuse(f"brackets nest more than {self.deepest} deep")
        rest = self._rest()
        check_start(rest, self.where)
        if rest.startswith("["):
            return [Node(value, self.where.line) for value in self._items("]", depth)]
        if rest.startswith("{"):
            return self._table(depth)
        return self._scalar()

    def _items(self, end: str, depth: int) -> Iterator[Value]:
        self.at += 1
        while not self._closes(end):
            yield self._value(depth + 1)
            self._comma(end)

    def _table(self, depth: int) -> dict[str, Node]:
        table: dict[str, Node] = {}
        self.at += 1
        while not self._closes("}"):
            key = self._scalar() or ""
            if key in table:
                self.where.refuse(f"the key '{key}' is there twice")
            if key == "<<":
                self.where.refuse("a merge key (<<), which SSSOM does not allow")
            table[key] = Node(self._after_colon(depth), self.where.line)
            self._comma("}")
        return table

    def _after_colon(self, depth: int) -> Value:
        if not self._rest().startswith(":"):
            return None
        self.at += 1
        return None if self._rest()[:1] in (",", "}") else self._value(depth + 1)

    def _scalar(self) -> str | None:
        self._rest()
        quoted = QUOTED.match(self.text, self.at)
        if quoted:
            self.at = quoted.end()
            return unquoted(quoted, self.where)
        found = _PLAIN_IN_FLOW.match(self.text, self.at)
        if found is None:
            self.where.refuse(f"nothing to take at '{self.text[self.at : self.at + 40]}'")
        self.at = found.end()
        told = " ".join(found[0].split())
        return None if told in _NOTHING else told

    def _closes(self, end: str) -> bool:
        closes = self._rest().startswith(end)
        self.at += closes
        return closes

    def _comma(self, end: str) -> None:
        rest = self._rest()
        if rest.startswith(","):
            self.at += 1
        elif not rest.startswith(end):
            self.where.refuse(f"a comma or '{end}' is missing before '{rest[:40]}'")

    def _rest(self) -> str:
        """Return what is left, after blanks and comments."""
        while found := _BLANK.match(self.text, self.at):
            self.at = found.end()
        return self.text[self.at : self.at + 60]


_BLANK = re.compile(r"\s+(?:#[^\n]*)?|#[^\n]*(?=\n)")
