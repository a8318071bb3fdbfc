"""A crosswalk as the metadata of SSSOM: slots of the set, prefixes, declared extensions."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lifecycle_map.codec import crosswalk_to_plain
from lifecycle_map.formats.sssom_rows import OWN_SLOTS, cell_of, table_of
from lifecycle_map.loading.sssom_documents import Definition, Document
from lifecycle_map.loading.sssom_ends import lifecycle_of
from lifecycle_map.loading.sssom_sets import name_between
from lifecycle_map.loading.sssom_slots import (
    LISTS,
    PROPAGATED,
    REFERENCES,
    ROW_SLOTS,
    SET_SLOTS,
    split,
)
from lifecycle_map.loading.sssom_terms import (
    BUILT_IN,
    COLUMN,
    COLUMNS,
    LIFECYCLE,
    LIFECYCLES,
    NO_LICENSE,
    SLOT,
    SLOTS,
    UNDECLARED,
    base_of,
    is_key,
    set_id_of,
)
from lifecycle_map.model.asides import ASIDE
from lifecycle_map.model.crosswalks import Crosswalk

_TABLES = ("curie_map", "extension_definitions")
_BOOLEANS = ("ext_only_in_views",)


def set_slots(
    crosswalk: Crosswalk, document: Document, *, has_asides: bool
) -> dict[str, tuple[str, ...]]:
    """Return what is said of the set, by slot; a propagated slot only where rows keep their own."""
    plain = crosswalk_to_plain(crosswalk)
    told = {slot for row in document.rows for slot in row.cells}
    slots = {
        "mapping_set_id": set_id_of(crosswalk.key),
        "license": NO_LICENSE,
        **dict(_sources(crosswalk, document, told)),
        "mapping_set_title": crosswalk.name,
        "mapping_set_description": crosswalk.summary,
        "ext_notice": crosswalk.notice,
        "ext_view_list": _json(plain.get("views")),
        "ext_source_list": _json(plain.get("sources")),
    }
    if crosswalk.name == name_between(crosswalk.subject_lifecycle, crosswalk.object_lifecycle):
        slots["mapping_set_title"] = ""
    for name, texts in table_of(crosswalk.properties).items():
        spread = name in PROPAGATED and name not in told and document.rows
        if name not in _TABLES and not spread and not (has_asides and name == ASIDE):
            slots[name] = cell_of(name, texts, SET_SLOTS) or slots.get(name, "")
    return {slot: split(text) if slot in LISTS else (text,) for slot, text in slots.items() if text}


def _sources(crosswalk: Crosswalk, document: Document, told: set[str]) -> Iterator[tuple[str, str]]:
    """Yield which lifecycles the sides are.

    Not where the rows say where they come from, and not in the set of somebody else whose
    prefixes say it.
    """
    foreign = any(held.name == "mapping_set_id" for held in crosswalk.properties)
    for end in ("subject", "object"):
        key = getattr(crosswalk, f"{end}_lifecycle")
        is_plain = foreign and lifecycle_of(document, end) == key
        if f"{end}_source" not in told and is_key(key) and not is_plain:
            yield f"{end}_source", f"{LIFECYCLE}:{key}"


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False) if plain else ""


def declare(crosswalk: Crosswalk, document: Document) -> None:
    """Give a document the prefixes and declarations of extensions that it needs."""
    kept = table_of(crosswalk.properties)
    pairs = (text.partition(": ") for text in kept.get("curie_map", ()))
    document.prefixes = {
        prefix: base for prefix, colon, base in pairs if colon and prefix not in BUILT_IN
    }
    document.definitions = dict(_foreign(kept.get("extension_definitions", [])))
    used = {slot for row in document.rows for slot in row.cells} | set(document.slots)
    for slot in sorted(used - {*ROW_SLOTS, *SET_SLOTS} - document.definitions.keys()):
        if slot in OWN_SLOTS or _is_declarable(slot):
            document.definitions[slot] = _definition(slot, document.prefixes)
    for prefix in sorted(used_prefixes(document)):
        document.prefixes.setdefault(prefix, _base(prefix, crosswalk))


def _foreign(texts: list[str]) -> Iterator[tuple[str, Definition]]:
    """Yield the extensions that the crosswalk's own file declared."""
    for text in texts:
        parts = text.split(" ")
        if len(parts) == len(("name", "property", "type")) and parts[0] not in OWN_SLOTS:
            name, iri, hint = ("" if part == "-" else part for part in parts)
            if _is_declarable(name):
                yield name, Definition(name, iri, hint)


def _is_declarable(name: str) -> bool:
    from lifecycle_map.loading.sssom_metadata import is_slot_name

    return is_slot_name(name) and name not in ROW_SLOTS and name not in SET_SLOTS


def _definition(slot: str, prefixes: dict[str, str]) -> Definition:
    """Return how a slot of ours, or a column that nobody declared, is declared."""
    own = slot in OWN_SLOTS
    prefix, base = (SLOT, SLOTS) if own else (COLUMN, COLUMNS)
    name = slot.removeprefix("ext_") if own else slot
    hint = "xsd:boolean" if slot in _BOOLEANS else "xsd:string"
    return Definition(slot, f"{base if prefix in prefixes else prefix + ':'}{name}", hint)


def used_prefixes(document: Document) -> set[str]:
    """Return the prefixes of all CURIEs in a document that are not built in."""
    found: set[str] = set()
    for row in document.rows:
        for slot in REFERENCES & row.cells.keys():
            text = row.cells[slot]
            found.update(v.partition(":")[0] for v in (split(text) if slot in LISTS else (text,)))
    for slot in REFERENCES & document.slots.keys():
        found.update(text.partition(":")[0] for text in document.slots[slot])
    for each in document.definitions.values():
        found.update(t.partition(":")[0] for t in (each.property, each.type_hint) if "://" not in t)
    return found - BUILT_IN.keys() - {""}


def _base(prefix: str, crosswalk: Crosswalk) -> str:
    """Return what a prefix stands for that nobody has declared."""
    ours = {LIFECYCLE: LIFECYCLES, SLOT: SLOTS, COLUMN: COLUMNS}
    if prefix in ours:
        return ours[prefix]
    if prefix in (crosswalk.subject_lifecycle, crosswalk.object_lifecycle):
        return base_of(prefix)
    return f"{UNDECLARED}{prefix}/"
