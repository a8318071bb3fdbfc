"""Differences as plain data: what ``diff --format json`` prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from lifecycle_map.codec import crosswalk_to_plain, to_plain
from lifecycle_map.model.changes import FieldChange, in_words
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.denials import Pair
from lifecycle_map.model.differences import CrosswalkDiff, RowChange
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycle_differences import ElementChange, LifecycleDiff
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Relation

_PLAIN = (str, int, float, type(None))


def diff_record(diff: CrosswalkDiff | LifecycleDiff) -> dict[str, Any]:
    """Return what differs between two crosswalks or lifecycles as plain data, counts first."""
    return _crosswalks(diff) if isinstance(diff, CrosswalkDiff) else _lifecycles(diff)


def _crosswalks(diff: CrosswalkDiff) -> dict[str, Any]:
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


def _lifecycles(diff: LifecycleDiff) -> dict[str, Any]:
    return {
        "is_equal": not diff,
        "counts": diff.counts,
        "old": {"key": diff.old.key, "name": diff.old.name, "elements": len(diff.old)},
        "new": {"key": diff.new.key, "name": diff.new.name, "elements": len(diff.new)},
        "heading": [_told(each) for each in diff.heading],
        "added": [_element(each) for each in diff.added],
        "dropped": [_element(each) for each in diff.dropped],
        "renamed": [_of_element(each) for each in diff.renamed],
        "changed": [_of_element(each) for each in diff.changed],
        "relations_added": [_relation(each) for each in diff.relations_added],
        "relations_dropped": [_relation(each) for each in diff.relations_dropped],
        "relations_changed": [
            {**_relation(each.new), "changes": [_told(change) for change in each.changes]}
            for each in diff.relations_changed
        ],
    }


def _element(element: Element) -> dict[str, Any]:
    """Return an element as a file holds it, with moments as texts."""
    return {name: _dated(held) for name, held in to_plain(element).items()}


def _dated(plain: Any) -> Any:
    if isinstance(plain, date):
        return plain.isoformat()
    if isinstance(plain, dict):
        return {name: _dated(held) for name, held in plain.items()}
    return plain


def _of_element(change: ElementChange) -> dict[str, Any]:
    told = [_told(each) for each in change.changes]
    return {"key": change.new.key, "name": change.new.name, "changes": told}


def _relation(relation: Relation) -> dict[str, str]:
    return {
        "subject": relation.subject,
        "link": relation.link.value,
        "object": relation.object,
        "label": relation.label,
    }


def _told(change: FieldChange) -> dict[str, Any]:
    """Return a change with texts and numbers as they are, and all else in words."""
    old, new = (v if isinstance(v, _PLAIN) else in_words(v) for v in (change.old, change.new))
    return {"field": change.field, "old": old, "new": new}


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
