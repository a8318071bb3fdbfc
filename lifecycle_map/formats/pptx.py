"""Scenes as a PowerPoint deck: a slide each, of shapes that can be moved, typed in and read out."""

from __future__ import annotations

from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.pictures import scenes_of
from lifecycle_map.formats.pptx_decks import scenes_to_pptx
from lifecycle_map.views.diagrams import Diagram


def write_pptx(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as the bytes of a PowerPoint file."""
    return scenes_to_pptx(scenes_of(diagram, options))


PPTX = Format(
    name="pptx",
    takes=Takes.DIAGRAM,
    suffixes=(".pptx",),
    mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    write=write_pptx,
    frames=True,
    about="slides of shapes to edit; needs the extra [office]",
)
