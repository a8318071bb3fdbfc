"""The look at any value that formats are made from: one table, or a document to read."""

from __future__ import annotations

from typing import TypeAlias

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checklists import Checklist
from lifecycle_map.analysis.ladders import Ladder
from lifecycle_map.analysis.reports import Report
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.checklists import checklist_document, checklist_table
from lifecycle_map.views.checks import check_document, check_table
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.pictured_tables import diagram_table
from lifecycle_map.views.reports import Document, alignment_report, crosswalk_report, table_report
from lifecycle_map.views.sheets import sheet_document, sheet_table
from lifecycle_map.views.tables import Table, alignment_table, crosswalk_table, lifecycle_table

Tabled: TypeAlias = "Lifecycle | Crosswalk | Alignment | Report | Checklist | Sheet | Diagram"
"""What can be shown as a table and as a document."""

Showable: TypeAlias = "Tabled | Ladder"
"""What can be shown at all: of a ladder there is a picture only."""


def table(value: Tabled) -> Table:
    """Return a value as one table."""
    if isinstance(value, Lifecycle):
        return lifecycle_table(value)
    if isinstance(value, Report):
        return check_table(value)
    if isinstance(value, Checklist):
        return checklist_table(value)
    if isinstance(value, Sheet):
        return sheet_table(value)
    if isinstance(value, Diagram):
        return diagram_table(value)
    return alignment_table(value) if isinstance(value, Alignment) else crosswalk_table(value)


def document(value: Tabled) -> Document:
    """Return a value as a document to read."""
    if isinstance(value, Alignment):
        return alignment_report(value)
    if isinstance(value, Report):
        return check_document(value)
    if isinstance(value, Checklist):
        return checklist_document(value)
    if isinstance(value, Sheet):
        return sheet_document(value)
    return crosswalk_report(value) if isinstance(value, Crosswalk) else table_report(table(value))
