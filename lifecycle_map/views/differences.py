"""Differences as plain data: what ``diff --format json`` prints."""

from __future__ import annotations

from typing import Any

from lifecycle_map.codec import crosswalk_to_plain, to_plain
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.denials import Pair
from lifecycle_map.model.differences import CrosswalkDiff, FieldChange, RowChange
from lifecycle_map.model.refs import Ref


def diff_record(diff: CrosswalkDiff) -> dict[str, Any]:
    """Return what differs between two crosswalks as plain data, the counts first."""
    return {
        "is_equal": not diff,
        "counts": diff.counts,
        "fields": diff.fields,
        "old": _heading(diff.old),
        "new": _heading(diff.new),
        "heading": [_of_crosswalk(diff, each) for each in diff.heading],
        "added": [to_plain(row) for row in diff.added],
        "dropped": [to_plain(row) for row in diff.dropped],
        "changed": [_changed(row) for row in diff.changed],
        "denied": [_pair(pair) for pair in diff.denied],
        "no_longer_denied": [_pair(pair) for pair in diff.no_longer_denied],
    }


def _heading(crosswalk: Crosswalk) -> dict[str, Any]:
    return {
        "key": crosswalk.key,
        "name": crosswalk.name,
        "rows": len(crosswalk.correspondences),
    }


def _changed(row: RowChange) -> dict[str, Any]:
    return {
        "subject": _text(row.new.subject),
        "object": _text(row.new.object),
        "row": row.new.row,
        "changes": [_of_row(row, each) for each in row.changes],
    }


def _of_row(row: RowChange, change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "old": _field(row.old, change.field),
        "new": _field(row.new, change.field),
    }


def _field(row: Correspondence, name: str) -> Any:
    """Return a field as a file would hold it, also where it is what it is by default."""
    value = getattr(row, name)
    plain = to_plain(row).get(name, value)
    return list(plain) if isinstance(plain, tuple) else plain


def _of_crosswalk(diff: CrosswalkDiff, change: FieldChange) -> dict[str, Any]:
    old, new = (crosswalk_to_plain(each).get(change.field) for each in (diff.old, diff.new))
    return {"field": change.field, "old": old, "new": new}


def _pair(pair: Pair) -> dict[str, str]:
    return {"subject": str(pair[0]), "object": str(pair[1])}


def _text(ref: Ref | None) -> str | None:
    return None if ref is None else str(ref)
