"""An SSSOM document as text: metadata as commented YAML, then the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle_map.loading.sssom_documents import Definition, Document
from lifecycle_map.loading.sssom_slots import LISTS, NUMBERS, ROW_SLOTS, SET_SLOTS, in_order, places

_SET_PLACES, _ROW_PLACES = places(SET_SLOTS), places(ROW_SLOTS)
_REQUIRED = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
# What needs no quotes in any YAML: no sign at the start, no ": ", no " #", no other type.
_PLAIN = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9_./@%+~()'-]|[,:?&=#*!](?=[A-Za-z0-9_/])|(?<! ) (?=[A-Za-z0-9(]))*"
)
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def text_of(document: Document) -> str:
    """Return a document as SSSOM TSV."""
    metadata = "".join(f"#{line}\n" for line in metadata_lines(document))
    return metadata + "".join(
        "\t".join(map(_cell, row)) + "\n" for row in header_and_rows(document)
    )


def metadata_lines(document: Document) -> Iterator[str]:
    """Yield what is said of the whole as YAML, line by line."""
    slots = set(document.slots) | {"curie_map", "extension_definitions"}
    for slot in in_order(slots, _SET_PLACES):
        if slot == "curie_map":
            yield from _prefixes(document.prefixes)
        elif slot == "extension_definitions":
            yield from _definitions(document.definitions)
        elif slot in LISTS:
            yield f"{slot}:"
            yield from (f"  - {scalar(text)}" for text in document.slots[slot])
        else:
            text = document.slots[slot][0]
            bare = slot in NUMBERS and _DECIMAL.fullmatch(text)
            yield f"{slot}: {text if bare else scalar(text)}"


def _prefixes(prefixes: dict[str, str]) -> Iterator[str]:
    if prefixes:
        yield "curie_map:"
        yield from (f"  {scalar(key)}: {scalar(base)}" for key, base in sorted(prefixes.items()))


def _definitions(definitions: dict[str, Definition]) -> Iterator[str]:
    if definitions:
        yield "extension_definitions:"
    for _, each in sorted(definitions.items()):
        yield f"  - slot_name: {scalar(each.name)}"
        if each.property:
            yield f"    property: {scalar(each.property)}"
        if each.type_hint:
            yield f"    type_hint: {scalar(each.type_hint)}"


def scalar(text: str) -> str:
    """Return a text as YAML: plain where every parser takes it for a text, else in quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return '"' + _TO_ESCAPE.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04x}"


def header_and_rows(document: Document) -> Iterator[list[str]]:
    """Yield the header and the rows, columns in the order of the standard."""
    told = {slot for row in document.rows for slot in row.cells}
    literals = document.rows and "subject_id" not in told
    columns = in_order(told | (_REQUIRED - {"subject_id"} if literals else _REQUIRED), _ROW_PLACES)
    yield columns
    for row in document.rows:
        yield [row.cells.get(column, "") for column in columns]


def _cell(text: str) -> str:
    """Return a cell, in quotes where it has to be (RFC 4180)."""
    if not re.search(r'[\t\r\n"]', text):
        return text
    return '"' + text.replace('"', '""') + '"'
