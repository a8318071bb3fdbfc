"""Correspondences as rows of SSSOM: the texts of their cells by slot."""

from __future__ import annotations

from lifecycle_map.loading.sssom_checks import fault_in
from lifecycle_map.loading.sssom_documents import SPARE
from lifecycle_map.loading.sssom_ends import is_no_term
from lifecycle_map.loading.sssom_metadata import is_slot_name
from lifecycle_map.loading.sssom_own import ROW_FIELDS, SET_FIELDS
from lifecycle_map.loading.sssom_slots import (
    LISTS,
    REFERENCES,
    ROW_SLOTS,
    SET_SLOTS,
    join,
    split,
)
from lifecycle_map.loading.sssom_terms import (
    NO_TERM,
    PREDICATES,
    curie_fault,
    denies,
    id_of,
    match_of,
)
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

OWN_SLOTS = frozenset(f"ext_{name}" for name in (*ROW_FIELDS, *SET_FIELDS, SPARE))
_FIELDS = frozenset({
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id",
    "object_label", "mapping_justification", "confidence", "comment",
})  # fmt: skip


def cells_of(row: Correspondence) -> dict[str, str]:
    """Return a row by slot, without empty cells."""
    kept = table_of(row.properties)
    confidence = _number(row.confidence)
    cells = {
        "subject_id": _id(row.subject, kept, "subject"),
        "subject_label": row.subject_label,
        "predicate_id": _predicate(row.match, kept),
        "object_id": _id(row.object, kept, "object"),
        "object_label": row.object_label,
        "mapping_justification": row.justification.value,
        # Where a file says none, or none that can be, the model has 1, which nobody said.
        "confidence": "" if "confidence" in kept and row.confidence == 1 else confidence,
        "comment": row.comment,
        **_own(row),
    }
    for name, texts in kept.items():
        if name not in _FIELDS:
            cells[name] = cell_of(name, texts, ROW_SLOTS)
    return {slot: text for slot, text in cells.items() if text}


def table_of(properties: tuple[Property, ...]) -> dict[str, list[str]]:
    """Return properties as a table of names and texts."""
    table: dict[str, list[str]] = {}
    for held in properties:
        table.setdefault(held.name, []).append(held.text)
    return table


def cell_of(name: str, texts: list[str], slots: tuple[str, ...]) -> str:
    """Return a property as a cell of its slot; nothing when it cannot stand in one."""
    if name not in slots and (name in ROW_SLOTS or name in SET_SLOTS or name in OWN_SLOTS):
        return ""
    if name in LISTS:
        text = join(tuple(texts))
        fits = split(text) == tuple(texts) and all(texts)
    else:
        text, fits = texts[0], len(texts) == 1
    return text if fits and not cell_fault(name, text) and _can_be_named(name, slots) else ""


def cell_fault(slot: str, text: str) -> str:
    """Return what is wrong with the text of a slot, whatever prefixes there are."""
    values = split(text) if slot in LISTS else (text,)
    known = {value.partition(":")[0]: "" for value in values} if slot in REFERENCES else {}
    if slot in REFERENCES and any("://" in value for value in values):
        return "an IRI"
    return fault_in(slot, text, known)


def _can_be_named(name: str, slots: tuple[str, ...]) -> bool:
    return name in slots or is_slot_name(name)


def _id(ref: Ref | None, kept: dict[str, list[str]], end: str) -> str:
    """Return the id of one end: what its file called it, or our own reference."""
    if ref is None:
        return NO_TERM
    original = kept.get(f"{end}_id", [id_of(ref)])[0]
    if not original and kept.get(f"{end}_type") == ["rdfs literal"]:
        return ""
    known = {original.partition(":")[0]: ""}
    usable = not curie_fault(original, known) and "://" not in original
    return original if usable and not is_no_term(original) else id_of(ref)


def _predicate(match: Match, kept: dict[str, list[str]]) -> str:
    """Return the predicate of the file where it still says the same, else that of the match."""
    text = kept.get("predicate_id", [""])[0]
    if not text or cell_fault("predicate_id", text) or denies(text, {}):
        return PREDICATES[match]
    same = match is Match.NONE or (match_of(text, {}) or Match.RELATED) is match
    return text if same else PREDICATES[match]


def _number(share: float) -> str:
    return repr(float(share)).removesuffix(".0")


def _own(row: Correspondence) -> dict[str, str]:
    """Return the fields that SSSOM has no slot for."""
    return {
        "ext_row": row.row,
        "ext_direction": "" if row.direction is Direction.NONE else row.direction.value,
        "ext_handed_over": row.handed_over,
        "ext_products": join(tuple(str(ref) for ref in row.products)),
        "ext_sources": join(row.sources),
        "ext_sources_against": join(row.sources_against),
        "ext_views": join(row.views),
        "ext_only_in_views": "true" if row.only_in_views else "",
        "ext_evidence": join(row.evidence),
    }
