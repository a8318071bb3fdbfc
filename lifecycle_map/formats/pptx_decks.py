"""Slides as the bytes of a deck, the same on every day and every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lifecycle_map.errors import MissingExtraError
from lifecycle_map.formats.outputs import Artifact
from lifecycle_map.formats.pptx_slides import slide
from lifecycle_map.formats.pptx_texts import EMU, FONT, emu, language_tag, solid
from lifecycle_map.formats.xml import legible
from lifecycle_map.layouts.scaling import scaled
from lifecycle_map.layouts.scenes import Scene

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDEST = 51_206_400
"""The longest side of a slide that PowerPoint takes, in its units: 56 inches."""

_TITLE_ONLY = 5
_LONGEST = 255
_DAY = datetime(1980, 1, 1, tzinfo=UTC)
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LITTER = ("/thumbnail", "/extended-properties")


def scenes_to_pptx(scenes: Sequence[Scene]) -> Artifact:
    """Return a PowerPoint file with a slide to a scene, all as large as the largest.

    The long description of a scene is in the notes of its slide. Raises `MissingExtraError`
    without python-pptx.
    """
    try:
        import pptx
    except ImportError as error:
        raise MissingExtraError(
            "a PowerPoint file", "office", "write .svg, which PowerPoint opens too"
        ) from error
    pages, warnings = _fitted(scenes)
    deck = pptx.Presentation()
    _resize(deck, max(page.width for page in pages), max(page.height for page in pages))
    for page in pages:
        _add(deck, page)
    _tidy(deck, pages[-1])
    file = io.BytesIO()
    deck.save(file)
    return Artifact(content=_settled(file.getvalue()), warnings=warnings)


def _fitted(scenes: Sequence[Scene]) -> tuple[list[Scene], tuple[str, ...]]:
    """Return the scenes made as small as PowerPoint's largest slide, where they are larger."""
    longest = max(max(scene.width, scene.height) for scene in scenes)
    factor = min(1.0, WIDEST / EMU / longest)
    if factor == 1.0:
        return list(scenes), ()
    warning = f"made smaller to {factor:.0%}: no slide is longer than 56 inches"
    return [scaled(scene, factor) for scene in scenes], (warning,)


def _resize(deck: Presentation, width: float, height: float) -> None:
    """Set the size of the slides, and stretch what the layouts hold to it."""
    from pptx.util import Emu

    old_width, old_height = deck.slide_width or 1, deck.slide_height or 1
    deck.slide_width, deck.slide_height = Emu(emu(width)), Emu(emu(height))
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.spPr.xfrm is not None:
                shape.left = Emu(shape.left * deck.slide_width // old_width)
                shape.width = Emu(shape.width * deck.slide_width // old_width)
                shape.top = Emu(shape.top * deck.slide_height // old_height)
                shape.height = Emu(shape.height * deck.slide_height // old_height)


def _add(deck: Presentation, scene: Scene) -> None:
    from pptx.oxml import parse_xml

    added = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    page = solid(scene.background or "#FFFFFF")
    ground = f"<p:bg {_NAMESPACES}><p:bgPr>{page}<a:effectLst/></p:bgPr></p:bg>"
    added.element.cSld.insert(0, parse_xml(ground.encode()))
    tree = added.shapes.element
    for placeholder in list(added.placeholders):
        tree.remove(placeholder.element)
    shapes = "".join(slide(scene).shapes())
    for shape in parse_xml(f"<p:spTree {_NAMESPACES}>{shapes}</p:spTree>".encode()):
        tree.append(shape)
    notes = added.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = legible(scene.description or scene.title)


def _tidy(deck: Presentation, scene: Scene) -> None:
    """Say what the deck is, set its fonts, and drop what a template brings along."""
    about = deck.core_properties
    about.title = legible(scene.title)[:_LONGEST]
    about.language = language_tag(scene.language)
    about.author = about.last_modified_by = ""
    about.created = about.modified = about.last_printed = _DAY
    about.revision = 1
    for rel in list(deck.part.package.iter_rels()):
        if rel.reltype.endswith(_LITTER):
            deck.part.package.drop_rel(rel.rId)
    for key, rel in list(deck.part.rels.items()):
        if rel.reltype.endswith("/printerSettings"):
            deck.part.drop_rel(key)


def _settled(data: bytes) -> bytes:
    """Return the file packed anew, without times and in the fonts of the slides."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("ppt/theme/"):
                content = content.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
            entry = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, content)
    return packed.getvalue()
