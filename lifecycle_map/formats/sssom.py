"""SSSOM TSV, the standard for mappings: crosswalks and alignments for its tools."""

from __future__ import annotations

import json

import attrs

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.codec import crosswalk_to_plain, to_plain
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.sssom_rows import cells_of
from lifecycle_map.formats.sssom_sets import declare, set_slots
from lifecycle_map.formats.sssom_texts import text_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom import crosswalk_from
from lifecycle_map.loading.sssom_documents import SPARE, Document, Row
from lifecycle_map.loading.sssom_rows import ASIDE, as_aside
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref

_SPARE_SLOT = f"ext_{SPARE}"


def write_sssom(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a crosswalk or alignment as SSSOM TSV; a crosswalk loads back equal."""
    if isinstance(value, Lifecycle):
        raise UnsuitableFormatError("sssom", "a lifecycle", ("json", "toml", "csv"))
    return text_of(document_of(_joined(value) if isinstance(value, Alignment) else value))


def document_of(crosswalk: Crosswalk) -> Document:
    """Return a crosswalk as an SSSOM document that means just this crosswalk.

    What SSSOM's slots and ours cannot hold is found by reading the document, and is written into
    a slot of its own.
    """
    asides = _asides(crosswalk)
    document = Document(rows=[Row(0, cells_of(row)) for row in crosswalk.correspondences])
    document.rows += [Row(0, cells) for cells in asides]
    document.slots = set_slots(crosswalk, document, has_asides=bool(asides))
    document.condense()
    declare(crosswalk, document)
    _add_spare(crosswalk, document)
    declare(crosswalk, document)
    if document.is_newer():
        document.slots.setdefault("sssom_version", ("1.1",))
    return document


def _asides(crosswalk: Crosswalk) -> list[dict[str, str]]:
    """Return the rows that were set aside, when reading them would set them aside again."""
    texts = [held.text for held in crosswalk.properties if held.name == ASIDE]
    last = crosswalk.properties[len(crosswalk.properties) - len(texts) :]
    if any(held.name != ASIDE for held in last):
        return []
    rows = [_aside(text) for text in texts]
    return [cells for cells in rows if cells] if all(rows) else []


def _aside(text: str) -> dict[str, str]:
    try:
        cells = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    is_row = isinstance(cells, dict) and all(isinstance(c, str) and c for c in cells.values())
    denied = is_row and cells.get("predicate_modifier") and as_aside(cells) == text
    return dict(cells) if denied or (is_row and _is_set_aside(cells)) else {}


def _is_set_aside(cells: dict[str, str]) -> bool:
    read = crosswalk_from(Document(rows=[Row(0, dict(cells))]), Reading(b"", "row"))
    return bool(read.properties) and read.properties[-1].text == as_aside(cells)


def _add_spare(crosswalk: Crosswalk, document: Document) -> None:
    """Write into our spare slot what reading the document would not give back."""
    read = crosswalk_from(document.copy(), Reading(b"", "set"))
    fields = _differing(crosswalk, read, crosswalk_to_plain(crosswalk), ("correspondences",))
    if fields:
        document.slots[_SPARE_SLOT] = (_json(fields),)
        declare(crosswalk, document)
        read = crosswalk_from(document.copy(), Reading(b"", "set"))
    pairs = zip(crosswalk.correspondences, read.correspondences, document.rows, strict=False)
    for wanted, found, row in pairs:
        if wanted != found:
            row.cells[_SPARE_SLOT] = _json(_differing(wanted, found, to_plain(wanted), ()))


def _differing(
    wanted: Crosswalk | Correspondence,
    found: Crosswalk | Correspondence,
    plain: dict[str, object],
    but: tuple[str, ...],
) -> dict[str, object]:
    """Return the fields in which two values differ, as plain data of the first."""
    names = [field.name for field in attrs.fields(type(wanted)) if field.name not in but]
    return {n: plain.get(n) for n in names if getattr(wanted, n) != getattr(found, n)}


def _json(plain: dict[str, object]) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _joined(alignment: Alignment) -> Crosswalk:
    """Return an alignment as a crosswalk that calls both ends of each row by name."""
    subject, object_ = alignment.subject, alignment.object
    return Crosswalk(
        key=f"{subject.key}--{object_.key}",
        name=f"{subject.title} aligned with {object_.title}",
        subject_lifecycle=subject.key,
        object_lifecycle=object_.key,
        views=alignment.views,
        sources=alignment.cited,
        correspondences=tuple(
            attrs.evolve(
                row,
                subject_label=row.subject_label or _label(subject, row.subject),
                object_label=row.object_label or _label(object_, row.object),
            )
            for row in alignment.correspondences
        ),
    )


def _label(lifecycle: Lifecycle, ref: Ref | None) -> str:
    if ref is None:
        return ""
    return lifecycle.name if ref.is_whole else lifecycle[ref.key].name


SSSOM = Format(
    name="sssom",
    takes=Takes.MODEL,
    suffixes=(".sssom.tsv",),
    mime="text/tab-separated-values",
    write=write_sssom,
    about="the standard for mappings; a crosswalk loads back equal",
)
