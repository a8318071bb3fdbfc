"""SSSOM TSV, the standard for mappings: a set of mappings becomes a crosswalk.

What the standard has and our model has not is kept as properties, so that writing it again loses
nothing. A mapping that is denied (``Not``) is no correspondence: it is set aside whole.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

import attrs

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sssom_checks import Tally
from lifecycle_map.loading.sssom_documents import Document
from lifecycle_map.loading.sssom_metadata import document_of
from lifecycle_map.loading.sssom_rows import Rows
from lifecycle_map.loading.sssom_sets import check_set, heading_of
from lifecycle_map.loading.sssom_slots import ROW_SLOTS
from lifecycle_map.loading.sssom_tables import Parts, looks_like_sssom, parts_of, rows_of
from lifecycle_map.loading.sssom_terms import NO_TERM, id_of
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, View
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.sources import Source


def read_sssom(reading: Reading) -> Crosswalk:
    """Return the crosswalk in an SSSOM file; raises `InvalidFileError` with the line.

    The metadata may stand in a file ``<name>.sssom.yml`` beside the table.
    """
    parts = parts_of(reading)
    document = _described(parts, reading)
    if parts.first:
        columns, document.rows = rows_of(parts, reading, set(document.definitions))
        _check_columns(columns, document, parts.first, reading)
    else:
        reading.note("metadata alone: the mappings of the set stand in a .sssom.tsv beside it")
    return crosswalk_from(document, reading)


def _described(parts: Parts, reading: Reading) -> Document:
    """Return what the metadata says; what is odd in a file beside the table is told with it."""
    beside = Reading(reading.data, parts.path, reading.options)
    document = document_of(parts, beside)
    check_set(document, beside)
    name = "" if parts.path == reading.path else PurePath(parts.path).name
    for fault in beside.faults:
        line = f"line {fault.line}: " if name and fault.line else ""
        told = Fault(name, f"{line}{fault}") if name else fault
        reading.faults.append(told)
    reading.warnings += [f"{name}: {told}" if name else told for told in beside.warnings]
    return document


def crosswalk_from(document: Document, reading: Reading) -> Crosswalk:
    """Return what a document means; what is odd in it is told. The document is used up."""
    implied = document.is_newer()
    document.propagate()
    heading = heading_of(document, reading, implied=implied)
    ends = {"subject": heading.subject_lifecycle, "object": heading.object_lifecycle}
    tally = Tally(reading)
    rows, asides = Rows(document, tally, ends).read()
    tally.tell()
    return attrs.evolve(
        heading,
        properties=properties_of((p.name, p.text) for p in (*heading.properties, *asides)),
        views=_with_views(heading, rows, reading),
        sources=_with_sources(heading, rows, reading),
        correspondences=tuple(rows),
        warnings=tuple(dict.fromkeys((*heading.warnings, *reading.warnings))),
    )


def _check_columns(columns: list[str], document: Document, line: int, reading: Reading) -> None:
    """Tell which columns are missing, which are not known, and how each was taken."""
    if not set(columns) & set(ROW_SLOTS):
        told = "no header line that names subject_id, predicate_id and object_id"
        raise InvalidFileError(reading.path, (Fault("", told, line),))
    for slot in ("predicate_id", "mapping_justification"):
        if slot not in columns and document.rows:
            reading.mend(f"no column '{slot}'", line=line, place="header")
    counts = Counter(slot for row in document.rows for slot in row.cells)
    for column in columns:
        known = column in ROW_SLOTS or column in document.definitions
        if not known:
            told = f"the column '{column[:60]}' is no slot and not declared; kept as a property"
            reading.note(told, place="header")
        meaning = _MEANINGS.get(column, "kept as a property" if known else "not declared; kept")
        reading.understand(f"column {column}", f"{meaning} ({counts[column]} cells)")
    for slot, texts in document.slots.items():
        meaning = _OF_SETS.get(slot, "kept as a property")
        reading.understand(f"metadata {slot}", meaning, ", ".join(texts)[:60])


_MEANINGS = {
    "subject_id": "the subject of a correspondence",
    "subject_label": "what the file calls the subject",
    "predicate_id": "the match of a correspondence",
    "predicate_modifier": "a row with it is set aside",
    "object_id": "the object of a correspondence",
    "object_label": "what the file calls the object",
    "mapping_justification": "the justification of a correspondence",
    "confidence": "the confidence of a correspondence",
    "comment": "the comment of a correspondence",
}
_OF_SETS = {
    "mapping_set_title": "the name of the crosswalk",
    "mapping_set_description": "the summary of the crosswalk",
}


def _with_views(
    heading: Crosswalk, rows: list[Correspondence], reading: Reading
) -> tuple[View, ...]:
    """Return the views, with those that rows name and nobody lists."""
    cited = dict.fromkeys(key for row in rows for key in row.views)
    missing = [key for key in cited if key not in {view.key for view in heading.views}]
    for key in missing:
        reading.mend(f"no view has the key '{key[:60]}'; listed with its key as its name")
    return (*heading.views, *(View(key=key, name=key) for key in missing))


def _with_sources(
    heading: Crosswalk, rows: list[Correspondence], reading: Reading
) -> tuple[Source, ...]:
    """Return the sources, with those that rows cite and nobody lists."""
    cited = dict.fromkeys(key for row in rows for key in (*row.sources, *row.sources_against))
    missing = [key for key in cited if key not in {source.key for source in heading.sources}]
    for key in missing:
        reading.mend(f"no source has the key '{key[:60]}'; listed with its key as its title")
    return (*heading.sources, *(Source(key=key, title=key.strip() or "?") for key in missing))


def original_ids(row: Correspondence) -> tuple[str, str]:
    """Return what an SSSOM file calls the two ends of a row, letter by letter.

    ``sssom:NoTermFound`` stands where there is no end, an empty text where it has a label alone.
    """
    kept = {held.name: held.text for held in row.properties}
    return (
        kept.get("subject_id", _curie(row.subject)),
        kept.get("object_id", _curie(row.object)),
    )


def _curie(ref: Ref | None) -> str:
    return NO_TERM if ref is None else id_of(ref)


SSSOM = Reader(
    name="sssom",
    read=read_sssom,
    recognises=looks_like_sssom,
    suffixes=(".sssom.tsv",),
    about="SSSOM TSV, the standard for mappings between vocabularies",
)
