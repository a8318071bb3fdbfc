"""SSSOM with the slots of the standard alone, for tools that take no extensions."""

from __future__ import annotations

from lifecycle_map.formats.sssom_sets import used_prefixes
from lifecycle_map.loading.sssom_documents import Document

DIALECTS = ("full", "plain")
"""With all that a crosswalk holds, or with what SSSOM has a slot for."""


def make_plain(document: Document) -> tuple[str, ...]:
    """Take the extensions out of a document, and return in words what was lost by that."""
    names = [*document.definitions]
    cells = [row.cells for row in document.rows]
    told = [name for name in names if name in document.slots or any(name in c for c in cells)]
    for name in names:
        document.slots.pop(name, None)
        for each in cells:
            each.pop(name, None)
    document.definitions.clear()
    used = used_prefixes(document)
    document.prefixes = {name: iri for name, iri in document.prefixes.items() if name in used}
    return (f"not shown: {', '.join(told)}",) if told else ()
