"""A picture as a table: what it shows, for a spreadsheet and for people who cannot see it."""

from __future__ import annotations

from lifecycle_map.views.diagrams import Arrow, Box, Diagram
from lifecycle_map.views.tables import Table


def diagram_table(diagram: Diagram) -> Table:
    """Return a grid as the table that it is; of any other picture its arrows, one a row, and last
    the boxes that no arrow has to do with.
    """
    columns, rows = _grid(diagram) if diagram.columns else _list(diagram)
    return Table(title=diagram.title, columns=columns, rows=rows, notice=diagram.notice)


def told_of(box: Box) -> str:
    """Return what stands in a cell of a grid: its label, how it stands, and its details."""
    state = box.state.value if box.state else ""
    return ", ".join(text for text in (box.label, state, *box.detail) if text)


def spanned(diagram: Diagram, box: Box) -> tuple[str, ...]:
    """Return the labels of the columns that a box of a grid stands in."""
    keys = [column.key for column in diagram.columns]
    if box.column not in keys:
        return ()
    first = keys.index(box.column)
    last = keys.index(box.until) if box.until in keys else first
    return tuple(column.label for column in diagram.columns[first : last + 1])


def _grid(diagram: Diagram) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    cells: dict[tuple[str, str], list[str]] = {}
    for box in diagram.boxes:
        for label in spanned(diagram, box):
            cells.setdefault((box.lane, label), []).append(told_of(box))
    labels = [column.label for column in diagram.columns]
    rows = tuple(
        (lane.label, *("; ".join(cells.get((lane.key, label), ())) for label in labels))
        for lane in diagram.lanes
    )
    return ("", *labels), rows


def _list(diagram: Diagram) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    labels = {box.key: box.label for box in diagram.boxes}
    labels |= {lane.key: lane.label for lane in diagram.lanes}
    known = [a for a in diagram.arrows if a.start in labels and a.end in labels]
    joined = {end for arrow in known for end in (arrow.start, arrow.end)}
    rows = [_row(arrow, labels) for arrow in known]
    rows += [(box.label, "", "", "", "") for box in diagram.boxes if box.key not in joined]
    return ("from", "what", "to", "match", "confidence"), tuple(rows)


def _row(arrow: Arrow, labels: dict[str, str]) -> tuple[str, ...]:
    match = arrow.match.value if arrow.match else ""
    sure = f"{arrow.confidence:.2f}" if arrow.match else ""
    return labels[arrow.start], arrow.label, labels[arrow.end], match, sure
