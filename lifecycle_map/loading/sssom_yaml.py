"""The YAML that heads SSSOM files: tables, lists and texts, and nothing that could do harm.

A small parser of its own, so that SSSOM needs no extra: it knows which line of the file each
value is on, takes no key twice, and refuses anchors, aliases, merge keys, tags and directives.
"""

from __future__ import annotations

import re

from attrs import define, evolve, frozen

from lifecycle_map.loading.sssom_scalars import (
    QUOTED,
    Flow,
    Node,
    Where,
    brackets,
    check_start,
    plain,
    unquoted,
)

DEEPEST = 16
"""How deep the metadata may nest; SSSOM needs three levels."""

_KEY = re.compile(r":(?=\s|$)")
_BLOCK = re.compile(r"([|>])([1-9]?)([+-]?)([1-9]?)[ \t]*(?:#.*)?")


@frozen
class _Line:
    number: int
    text: str
    indent: int

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.startswith("#")

    @property
    def is_item(self) -> bool:
        return self.text == "-" or self.text.startswith("- ")


def parse_yaml(lines: list[tuple[int, str]], path: str) -> dict[str, Node]:
    """Return the table in some numbered lines; raises `InvalidFileError` with the line."""
    parser = _Parser(path, [_line(number, text, path) for number, text in lines])
    first = parser.peek()
    if first is not None and first.text == "---":
        parser.at += 1
        first = parser.peek()
    if first is None:
        return {}
    node = parser.block(first.indent, 1)
    rest = parser.peek()
    if rest is not None and rest.text != "...":
        parser.where(rest).refuse(f"'{rest.text[:40]}' is indented less than the lines before")
    if not isinstance(node.value, dict):
        parser.where(first).refuse(f"'{first.text[:40]}' is no 'slot: value'")
    return node.value


def _line(number: int, text: str, path: str) -> _Line:
    text = text.rstrip()
    bare = text.lstrip(" ")
    if bare.startswith("\t"):
        Where(path, number).refuse("a tab at the start of a line; indent with blanks")
    return _Line(number, bare, len(text) - len(bare))


@define
class _Parser:
    path: str
    lines: list[_Line]
    at: int = 0

    def where(self, line: _Line) -> Where:
        return Where(self.path, line.number)

    def peek(self) -> _Line | None:
        """Return the next line that says something."""
        while self.at < len(self.lines) and self.lines[self.at].is_blank:
            self.at += 1
        return self.lines[self.at] if self.at < len(self.lines) else None

    def block(self, indent: int, depth: int) -> Node:
        """Return the table or list that begins on the next line."""
        line = self.peek()
        assert line is not None, "asked for where there is a line"
        if depth > DEEPEST:
            self.where(line).refuse(f"it nests more than {DEEPEST} deep")
        if line.is_item:
            return Node(self._list(indent, depth), line.number)
        return Node(self._table(indent, depth), line.number)

    def _table(self, indent: int, depth: int) -> dict[str, Node]:
        table: dict[str, Node] = {}
        while (line := self.peek()) is not None and line.indent >= indent and line.text != "...":
            if line.indent > indent:
                self.where(line).refuse(f"'{line.text[:40]}' is indented more than its neighbours")
            key, rest = self._split(line)
            if key in table:
                self.where(line).refuse(f"the key '{key}' is there twice")
            self.at += 1
            table[key] = self._value(rest, line, indent, depth)
        return table

    def _split(self, line: _Line) -> tuple[str, str]:
        """Return the key of a line and what follows the colon."""
        where = self.where(line)
        check_start(line.text, where)
        quoted = QUOTED.match(line.text)
        start = quoted.end() if quoted else 0
        colon = _KEY.search(line.text, start)
        if colon is None or line.is_item or line.text[0] in "[{?|>,":
            where.refuse(f"'{line.text[:60]}' is no 'slot: value'")
        key = unquoted(quoted, where) if quoted else line.text[: colon.start()].rstrip()
        if key == "<<":
            where.refuse("a merge key (<<), which SSSOM does not allow")
        if " #" in key or (quoted and line.text[start : colon.start()].strip()):
            where.refuse(f"'{line.text[:60]}' is no 'slot: value'")
        return key, line.text[colon.end() :].strip()

    def _list(self, indent: int, depth: int) -> list[Node]:
        items: list[Node] = []
        while (line := self.peek()) is not None and line.indent == indent and line.is_item:
            rest = line.text[1:].lstrip()
            inner = _Line(line.number, rest, indent + len(line.text) - len(rest))
            if rest and not inner.is_blank and (inner.is_item or self._is_entry(rest)):
                # A table or list that begins beside its dash: it stands where its first key does.
                self.lines[self.at] = inner
                items.append(self.block(inner.indent, depth + 1))
                continue
            self.at += 1
            items.append(self._value(rest, line, indent, depth))
        return items

    def _is_entry(self, text: str) -> bool:
        quoted = QUOTED.match(text)
        if quoted:
            return bool(re.match(r"[ \t]*:(?=\s|$)", text[quoted.end() :]))
        return text[0] not in "[{\"'&*!|>" and _KEY.search(text) is not None

    def _value(self, rest: str, line: _Line, indent: int, depth: int) -> Node:
        """Return the value that begins with ``rest`` on a line and may go on below it."""
        where = self.where(line)
        if not rest or rest.startswith("#"):
            return self._below(line, indent, depth)
        check_start(rest, where)
        if rest[0] in "|>":
            return Node(self._text_block(rest, line, indent), line.number)
        if rest[0] in "[{":
            return Node(Flow(self._bracketed(rest, line), where, DEEPEST).read(), line.number)
        if rest[0] in "\"'":
            return Node(self._quoted(rest, line), line.number)
        told = [rest, *(each.text for each in self._deeper(indent))]
        return Node(plain_lines(told, where), line.number)

    def _below(self, line: _Line, indent: int, depth: int) -> Node:
        """Return what stands below a key alone: something deeper, a list beside it, or nothing."""
        below = self.peek()
        same = below is not None and below.indent == indent and below.is_item
        if below is None or not (below.indent > indent or (same and not line.is_item)):
            return Node(None, line.number)
        if below.is_item or self._is_entry(below.text):
            return self.block(below.indent, depth + 1)
        self.at += 1
        return self._value(below.text, evolve(below, indent=indent), indent, depth)

    def _deeper(self, indent: int) -> list[_Line]:
        """Take the lines that go on with a text: those that are indented more, and empty ones."""
        taken: list[_Line] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.text and (line.indent <= indent or line.is_blank):
                break
            taken.append(line)
            self.at += 1
        while taken and not taken[-1].text:
            taken.pop()
        return taken

    def _quoted(self, rest: str, line: _Line) -> str:
        """Return a text in quotes, which may go on over several lines."""
        where, parts = self.where(line), [rest]
        closing = re.compile(r'(?:[^"\\]|\\.)*+"' if rest[0] == '"' else r"(?:[^']|'')*+'")
        open_, start = not closing.match(rest, 1), 0
        while open_ and self.at < len(self.lines):
            parts.append(self.lines[self.at].text)
            self.at += 1
            open_ = not closing.match(parts[-1], start)
        found = QUOTED.match("\n".join(parts))
        if found is None:
            where.refuse("a quote is opened and never closed")
        after = found.string[found.end() :].strip()
        if after and not after.startswith("#"):
            where.refuse(f"'{after[:40]}' follows a text in quotes")
        return unquoted(found, where)

    def _bracketed(self, rest: str, line: _Line) -> str:
        """Return a text in brackets, which may go on over several lines."""
        parts, depth = [rest], brackets(rest)
        while depth > 0 and self.at < len(self.lines):
            parts.append(self.lines[self.at].text)
            depth += brackets(parts[-1])
            self.at += 1
        if depth > 0:
            self.where(line).refuse(f"a bracket '{rest[0]}' is opened and never closed")
        return "\n".join(parts)

    def _text_block(self, rest: str, line: _Line, indent: int) -> str:
        """Return a text after ``|`` (its lines kept) or ``>`` (its lines folded)."""
        head = _BLOCK.fullmatch(rest)
        if head is None:
            self.where(line).refuse(f"'{rest[:40]}' is no text, nor the head of one")
        start = self.at
        while self.at < len(self.lines):
            here = self.lines[self.at]
            if here.text and here.indent <= indent:
                break
            self.at += 1
        lines = self.lines[start : self.at]
        first = next((each.indent for each in lines if each.text), indent + 1)
        base = indent + int(head[2] or head[4] or first - indent)
        texts = [" " * (each.indent - base) + each.text if each.text else "" for each in lines]
        return _chomped(_block_lines(texts, folded=head[1] == ">"), head[3])


def plain_lines(lines: list[str], where: Where) -> str | None:
    """Return a text without quotes that goes over several lines, folded."""
    if len(lines) == 1:
        return plain(lines[0], where)
    told = [plain(line, where) or "" if line else "" for line in lines]
    return re.sub(r"\n+", lambda m: "\n" * (len(m[0]) - 1) or " ", "\n".join(told))


def _block_lines(lines: list[str], *, folded: bool) -> str:
    whole = "".join(f"{line}\n" for line in lines)
    if not folded:
        return whole
    return re.sub(r"(?<=[^\n])(\n+)(?=[^\s])", lambda m: "\n" * (len(m[1]) - 1) or " ", whole)


def _chomped(text: str, sign: str) -> str:
    if sign == "+":
        return text
    bare = text.rstrip("\n")
    return bare if sign == "-" or not bare else f"{bare}\n"
