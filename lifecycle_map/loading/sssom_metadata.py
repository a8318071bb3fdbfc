"""What the metadata of an SSSOM file says: prefixes, declared extensions, slots of the set."""

from __future__ import annotations

import json
import re
from typing import Any

from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom_documents import Definition, Document
from lifecycle_map.loading.sssom_scalars import Node
from lifecycle_map.loading.sssom_slots import RENAMED, ROW_SLOTS, SET_SLOTS, nearest
from lifecycle_map.loading.sssom_tables import Parts
from lifecycle_map.loading.sssom_terms import BUILT_IN, curie_fault
from lifecycle_map.loading.sssom_yaml import parse_yaml

_NC_NAME = re.compile(r"[^\W\d][\w.-]*")
_PARTS = {"slot_name", "property", "type_hint"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def is_slot_name(text: str) -> bool:
    """Return whether a text can name an extension slot: an XML name without a colon."""
    return _NC_NAME.fullmatch(text) is not None


def document_of(parts: Parts, reading: Reading) -> Document:
    """Return a document with all that the metadata says; raises `InvalidFileError`."""
    table = parse_yaml(parts.metadata, parts.path)
    nodes = {_slot(name, node, table, reading): node for name, node in table.items()}
    document = Document(lines={slot: node.line for slot, node in nodes.items()})
    if "curie_map" in nodes:
        document.prefixes = _prefixes(nodes["curie_map"], reading)
    if "extension_definitions" in nodes:
        found = _definitions(nodes["extension_definitions"], document, reading)
        document.definitions = found
    for slot, node in nodes.items():
        texts = (
            () if slot in ("curie_map", "extension_definitions") else _texts(slot, node, reading)
        )
        if texts:
            document.slots[slot] = texts
    _tell_of_undeclared(document, reading)
    return document


def _slot(name: str, node: Node, table: dict[str, Node], reading: Reading) -> str:
    """Return the slot that a key of the metadata stands for."""
    if name in SET_SLOTS:
        return name
    renamed = RENAMED.get(name, "")
    if renamed in SET_SLOTS and renamed not in table:
        return renamed
    declared = name.startswith("ext_") or name in ROW_SLOTS
    free = [slot for slot in SET_SLOTS if slot not in table]
    near = "" if declared else nearest(name, free)
    if near:
        told = f"no slot '{name[:60]}'; taken as '{near}'"
        reading.mend(told, line=node.line, place="metadata")
    return near or name


def _prefixes(node: Node, reading: Reading) -> dict[str, str]:
    """Return the prefixes that are declared; a built-in one stays what it is."""
    if node.value is None:
        return {}
    if not isinstance(node.value, dict):
        reading.mend("no table of prefixes; left out", line=node.line, place="curie_map")
        return {}
    prefixes: dict[str, str] = {}
    for prefix, held in node.value.items():
        if not isinstance(held.value, str):
            told = f"the prefix '{prefix[:60]}' stands for nothing; left out"
            reading.mend(told, line=held.line, place="curie_map")
        elif BUILT_IN.get(prefix, held.value) != held.value:
            told = (
                f"the built-in prefix '{prefix}' cannot stand for '{held.value[:80]}'; "
                f"taken as {BUILT_IN[prefix]}"
            )
            reading.mend(told, line=held.line, place="curie_map")
        else:
            prefixes[prefix] = held.value
    return prefixes


def _texts(slot: str, node: Node, reading: Reading) -> tuple[str, ...]:
    """Return what a slot holds as texts, one for a scalar."""
    if node.value is None:
        return ()
    if isinstance(node.value, str):
        return (reading.text(node.value, line=node.line, place=slot),) if node.value else ()
    if isinstance(node.value, list) and all(isinstance(n.value, str | None) for n in node.value):
        texts = [n.value for n in node.value if isinstance(n.value, str) and n.value]
        return tuple(reading.text(text, line=node.line, place=slot) for text in texts)
    told = f"'{slot}' holds more than texts, which no slot can; kept as JSON"
    reading.mend(told, line=node.line, place="metadata")
    return (json.dumps(_plain(node), ensure_ascii=False),)


def _plain(node: Node) -> Any:
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: _plain(item) for key, item in node.value.items()}
    return node.value


def _definitions(node: Node, document: Document, reading: Reading) -> dict[str, Definition]:
    """Return the extensions that are declared as they should be, the others told."""
    found: dict[str, Definition] = {}
    items = node.value if isinstance(node.value, list) else [node] if node.value else []
    for item in items:
        table = item.value if isinstance(item.value, dict) else {}
        parts = {key: held.value for key, held in table.items() if isinstance(held.value, str)}
        fault = _definition_fault(parts, set(table), document, found)
        if fault:
            told = f"{fault}; the declaration is not taken"
            reading.mend(told, line=item.line, place="extension_definitions")
            continue
        name = parts["slot_name"]
        found[name] = Definition(name, parts.get("property", ""), parts.get("type_hint", ""))
    return found


def _definition_fault(
    parts: dict[str, str], keys: set[str], document: Document, found: dict[str, Definition]
) -> str:
    """Return what is wrong with the declaration of an extension; nothing if it can be taken."""
    name = parts.get("slot_name", "")
    if not is_slot_name(name):
        return f"an extension with the name '{name[:60]}'" if name else "an extension without name"
    if keys - _PARTS:
        return f"the extension '{name}' is declared with '{min(keys - _PARTS)[:60]}'"
    if name in found:
        return f"the extension '{name}' is declared twice"
    if name in SET_SLOTS or name in ROW_SLOTS:
        return f"the extension '{name}' has the name of a slot of SSSOM"
    for part in ("property", "type_hint"):
        text = parts.get(part, "")
        fault = curie_fault(text, document.prefixes) if text else ""
        if fault and not _ABSOLUTE.fullmatch(text):
            return f"the {part} of the extension '{name}': {fault}"
    return ""


def _tell_of_undeclared(document: Document, reading: Reading) -> None:
    """Note keys that are no slots and that no extension declares; they are kept all the same."""
    for slot in document.slots:
        if slot not in SET_SLOTS and slot not in document.definitions:
            line = document.lines[slot]
            reading.note(f"'{slot[:60]}' is no slot and not declared; kept", line=line)
