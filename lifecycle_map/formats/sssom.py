"""SSSOM TSV, the standard for mappings: crosswalks and alignments for its tools."""

from __future__ import annotations

import json

import attrs

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.codec import crosswalk_to_plain, to_plain
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.sssom_plain import DIALECTS, make_plain
from lifecycle_map.formats.sssom_rows import cells_of
from lifecycle_map.formats.sssom_sets import declare, set_slots, used_prefixes
from lifecycle_map.formats.sssom_texts import text_of
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom import crosswalk_from
from lifecycle_map.loading.sssom_documents import SPARE, Document, Row
from lifecycle_map.model.asides import ASIDE, aside_cells, aside_place
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref

_SPARE_SLOT = f"ext_{SPARE}"


def write_sssom(value: Lifecycle | Crosswalk | Alignment, options: Options) -> Artifact:
    """Return a crosswalk or alignment as SSSOM TSV; a crosswalk loads back equal, but for the
    dialect ``plain``, which has the slots of the standard alone.
    """
    if isinstance(value, Lifecycle):
        raise UnsuitableFormatError("sssom", "a lifecycle", ("json", "toml", "csv"))
    document = document_of(joined(value) if isinstance(value, Alignment) else value)
    warnings = make_plain(document) if options.dialect == "plain" else ()
    return Artifact(content=text_of(document), warnings=warnings)


def document_of(crosswalk: Crosswalk) -> Document:
    """Return a crosswalk as an SSSOM document that means just this crosswalk.

    What SSSOM's slots and ours cannot hold is found by reading the document, and is written into
    a slot of its own.
    """
    asides = _asides(crosswalk)
    rows = [Row(0, cells_of(row)) for row in crosswalk.correspondences]
    document = Document(rows=[*rows])
    for place, cells in reversed(asides):
        document.rows.insert(place, Row(0, cells))
    document.slots = set_slots(crosswalk, document, has_asides=bool(asides))
    document.condense()
    declare(crosswalk, document)
    _add_spare(crosswalk, document, rows, has_asides=bool(asides))
    declare(crosswalk, document)
    if document.is_newer():
        document.slots.setdefault("sssom_version", ("1.1",))
    return document


def _asides(crosswalk: Crosswalk) -> list[tuple[int, dict[str, str]]]:
    """Return the rows that were set aside, when reading them would set them aside again, each with
    the number of correspondences before it.

    They are the last properties; elsewhere they would not come back in their order.
    """
    count = len(crosswalk.correspondences)
    texts = [held.text for held in crosswalk.properties if held.name == ASIDE]
    last = crosswalk.properties[len(crosswalk.properties) - len(texts) :]
    rows = [(_placed(text, count), _aside(text)) for text in texts]
    is_last = all(held.name == ASIDE for held in last) and all(cells for _, cells in rows)
    return sorted(rows, key=lambda row: row[0]) if is_last else []


def _placed(text: str, count: int) -> int:
    """Return after how many of the rows a row stands: after all where it does not say."""
    place = aside_place(text)
    return count if place is None else min(place, count)


def _aside(text: str) -> dict[str, str]:
    """Return a row that was set aside, or nothing when the text is no such row."""
    cells = aside_cells(text)
    if not all(cells.values()):
        return {}
    row = Document(rows=[Row(0, dict(cells))])
    row.prefixes = dict.fromkeys(used_prefixes(row), "")
    reading = Reading(b"", "row")
    properties = crosswalk_from(row, reading).properties
    kept = bool(properties) and properties[-1].name == ASIDE
    is_same = kept and aside_cells(properties[-1].text) == cells
    return cells if is_same and not reading.faults else {}


def _add_spare(
    crosswalk: Crosswalk, document: Document, rows: list[Row], *, has_asides: bool
) -> None:
    """Write into our spare slot what reading the document would not give back; ``rows`` are those
    of its correspondences.
    """
    wanted = _without_asides(crosswalk) if has_asides else crosswalk
    read = crosswalk_from(document.copy(), Reading(b"", "set"))
    found = _without_asides(read) if has_asides else read
    fields = _differing(wanted, found, crosswalk_to_plain(wanted), ("correspondences",))
    if fields:
        document.slots[_SPARE_SLOT] = (_json(fields),)
        declare(crosswalk, document)
        read = crosswalk_from(document.copy(), Reading(b"", "set"))
    pairs = zip(crosswalk.correspondences, read.correspondences, rows, strict=False)
    for row, again, cells in pairs:
        if row != again:
            cells.cells[_SPARE_SLOT] = _json(_differing(row, again, to_plain(row), ()))


def _without_asides(crosswalk: Crosswalk) -> Crosswalk:
    kept = tuple(held for held in crosswalk.properties if held.name != ASIDE)
    return attrs.evolve(crosswalk, properties=kept)


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


def joined(alignment: Alignment) -> Crosswalk:
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
    dialects=DIALECTS,
)
