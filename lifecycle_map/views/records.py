"""Alignments as plain data: what ``align --format json`` prints."""

from __future__ import annotations

from typing import Any

from lifecycle_map.analysis.alignments import Alignment, Coverage
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref


def alignment_record(alignment: Alignment) -> dict[str, Any]:
    """Return an alignment as plain data.

    ``elements`` are the subject's, each with its ``phase``; ``correspondences`` name the ends,
    the subject's own id in its file (``subject_source_id``), and the stage of the object
    (``object_stage``).
    """
    order = alignment.order_preservation()
    return {
        "subject": _heading(alignment.subject),
        "object": _heading(alignment.object),
        "view": alignment.view,
        "elements": [_element(alignment, element) for element in alignment.subject],
        "correspondences": [row_record(alignment, row) for row in alignment.correspondences],
        "coverage": {
            "subject": [_coverage(c) for c in alignment.coverage(alignment.subject)],
            "object": [_coverage(c) for c in alignment.coverage(alignment.object)],
        },
        "order_preservation": {
            "share": round(order.share, 4),
            "pairs": order.pairs,
            "broken": [[a.statement, b.statement] for a, b in order.broken],
        },
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                **({"year": source.year} if source.year else {}),
            }
            for source in alignment.cited
        ],
        "warnings": [*alignment.notes, *alignment.subject.warnings, *alignment.object.warnings],
    }


def _heading(lifecycle: Lifecycle) -> dict[str, str]:
    return {
        "key": lifecycle.key,
        "name": lifecycle.name,
        "edition": lifecycle.edition,
        "side": lifecycle.side.value,
    }


def _element(alignment: Alignment, element: Element) -> dict[str, Any]:
    where = alignment.placement(element.key)
    return {
        "ref": str(alignment.subject.ref(element.key)),
        "key": element.key,
        "kind": element.kind,
        "name": element.name,
        "source_id": element.source_id,
        "phase": where.phase.value,
        "phase_confidence": where.confidence,
        "phase_why": where.why,
    }


def row_record(alignment: Alignment, row: Correspondence) -> dict[str, Any]:
    """Return a correspondence with every field in place, empty ones too."""
    stage = alignment.object_stage(row)
    return {
        "row": row.row,
        "subject": _text(row.subject),
        "subject_name": _name(alignment.subject, row.subject),
        "subject_source_id": _source_id(alignment.subject, row.subject),
        "match": row.match.value,
        "object": _text(row.object),
        "object_name": _name(alignment.object, row.object),
        "object_stage": _text(stage),
        "confidence": row.confidence,
        "justification": row.justification.value,
        "direction": row.direction.value,
        "handed_over": row.handed_over,
        "products": [str(ref) for ref in row.products],
        "sources": list(row.sources),
        "sources_against": list(row.sources_against),
        "views": list(row.views),
        "comment": row.comment,
        "evidence": list(row.evidence),
    }


def _text(ref: Ref | None) -> str | None:
    return None if ref is None else str(ref)


def _name(lifecycle: Lifecycle, ref: Ref | None) -> str:
    if ref is None:
        return ""
    return lifecycle.name if ref.is_whole else lifecycle[ref.key].name


def _source_id(lifecycle: Lifecycle, ref: Ref | None) -> str:
    return "" if ref is None or ref.is_whole else lifecycle[ref.key].source_id


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "kind": coverage.kind,
        "covered": len(coverage.covered),
        "total": len(coverage.covered) + len(coverage.uncovered),
        "uncovered": [str(ref) for ref in coverage.uncovered],
    }
