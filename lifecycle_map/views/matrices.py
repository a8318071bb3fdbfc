"""What pictures of rows against columns share: a sentence for each row, and a frame for each."""

from __future__ import annotations

from lifecycle_map.loading.translations import load_translations
from lifecycle_map.views.diagrams import Box, Diagram, Lane, Step


def matrix(
    kind: str,
    title: str,
    *,
    lanes: tuple[Lane, ...],
    columns: tuple[Lane, ...],
    boxes: tuple[Box, ...],
    language: str,
) -> Diagram:
    """Return a picture of rows (``lanes``) against columns, built up row by row."""
    return Diagram(
        kind=kind,
        title=title,
        description="\n".join(_sentence(lane, columns, boxes, language) for lane in lanes),
        language=language or "en",
        lanes=lanes,
        columns=columns,
        boxes=boxes,
        steps=tuple(
            Step(
                title=lane.label,
                shows=(lane.key, *(box.key for box in boxes if box.lane == lane.key)),
                note=_sentence(lane, columns, boxes, language),
            )
            for lane in lanes
        ),
    )


def _sentence(lane: Lane, columns: tuple[Lane, ...], boxes: tuple[Box, ...], language: str) -> str:
    said = load_translations(language)
    names = {column.key: column.label for column in columns}
    told = [
        f"{names[box.column]}: {box.label or (said(box.state.value) if box.state else '')}"
        for box in boxes
        if box.lane == lane.key
    ]
    return f"{lane.label}: {'; '.join(told) or said('nothing')}."
