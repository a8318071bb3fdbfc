"""Values as text or bytes: the way from what it is, over a look at it, to a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.checklists import Checklist
from lifecycle_map.analysis.ladders import Ladder
from lifecycle_map.analysis.reports import Report
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.errors import (
    InvalidOptionError,
    UnknownElementError,
    UnknownNameError,
    UnsuitableFormatError,
)
from lifecycle_map.formats.outputs import FORMATS, Artifact, Format, Options, Takes
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.loading.translations import base_of
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pausing import without_collecting
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.looks import Showable, Tabled, document, table
from lifecycle_map.views.pictures import Wishes, picture_of
from lifecycle_map.views.reports import Document
from lifecycle_map.views.spoken import spoken
from lifecycle_map.views.tables import Table
from lifecycle_map.views.translating import left_in_english

DRAWN = ("svg", "png", "pptx", "drawio", "html", "mermaid")
"""Some of the formats that show a picture."""


_PICTURE_ONLY: dict[type, str] = {
    Diagram: "a picture alone: give it what was drawn",
    Ladder: "a ladder: align two lifecycles",
}


def render(value: Showable, format: str, **options: Any) -> str | bytes:
    """Return a lifecycle, crosswalk, alignment, report or picture in a format (see
    ``lifecycle-map list``).

    ``options`` are those of `rendered`, which also tells what the format could not show. Binary
    formats give bytes, all others text. Raises what `rendered` raises.
    """
    return rendered(value, format, **options).content


def rendered(
    value: Showable,
    format: str,
    *,
    picture: str = "",
    kinds: Iterable[str] = (),
    language: str = "",
    highlight: str = "",
    title: str = "",
    caption: str = "",
    theme: str | Theme = "light",
    size: str = "16:9",
    steps: bool = False,
    frame: int | None = None,
    scale: float = 2.0,
    engine: str = "",
    fonts: Iterable[str] = (),
    dialect: str = "",
) -> Artifact:
    """Return a lifecycle, crosswalk, alignment, report or picture in a format, with warnings that
    say what the format could not show of it.

    ``picture`` is a kind of picture (an alignment's usual one is ``ladder``, a lifecycle's
    ``graph``), which formats of tables and documents give as a table; ``kinds`` narrows a graph to
    some kinds of element; ``title`` stands over the picture in place of its own, ``caption`` under
    it, before what its trade marks ask for; ``theme`` is the name of one or a `Theme`; ``size`` is
    that of the page (``16:9``, ``4:3``, ``a4`` or ``a3``), which grows for what does not fit;
    ``steps`` builds the picture up where a format can hold several; ``frame`` is one of its frames
    alone, from 0;
    ``fonts`` are font files for a PNG in a script that the shipped font lacks; ``dialect`` is one
    of those that a language has, as ``swimlane`` of Mermaid. A `Diagram` is drawn already:
    ``picture``, ``kinds``, ``language`` and ``highlight`` are what `diagram` takes.

    Raises `UnknownNameError` for a format, picture or dialect that there is not,
    `UnsuitableFormatError` when the format cannot show such a value, `MissingExtraError` or
    `EngineError` when it needs something that is not installed.
    """
    expect(
        "render", value, Lifecycle, Crosswalk, Alignment, Ladder, Report, Checklist, Sheet, Diagram
    )
    found = FORMATS.get(format)
    options = Options(
        theme=theme,
        size=size,
        steps=steps,
        frame=frame,
        scale=scale,
        engine=engine,
        fonts=tuple(fonts),
        dialect=dialect,
    )
    wishes = {"kinds": tuple(kinds), "language": language, "highlight": highlight}
    with without_collecting():
        look = _look(value, found, picture, {**wishes, "title": title, "caption": caption})
        made = found.made(look, options)
    told = tuple(_unsaid(look, value, language)) if isinstance(look, Diagram) else ()
    return evolve(made, warnings=(*told, *made.warnings)) if told else made


def _unsaid(drawn: Diagram, value: Showable, language: str) -> Iterator[str]:
    """Yield how much of a picture is in English because its language has no words for it."""
    rows = value.correspondences if isinstance(value, Alignment) else ()
    handed = (row.handed_over for row in rows)
    left = left_in_english(drawn, _lifecycles(value), language, handed)
    if left:
        tag = base_of(language)
        yield (
            f"{len(left)} label{'' if len(left) == 1 else 's'} of the picture have no words in "
            f"'{tag}' and stay in English, as '{left[0]}'"
        )


def diagram(
    value: Showable,
    picture: str = "",
    *,
    kinds: Iterable[str] = (),
    language: str = "",
    highlight: str = "",
    title: str = "",
    caption: str = "",
) -> Diagram:
    """Return the picture of a value before it is laid out (see `rendered` for the arguments).

    A diagram is returned as it is, but for title and caption; raises `InvalidOptionError` for a
    wish that comes too late.
    """
    if isinstance(value, Diagram):
        drawn = _undisturbed(value, picture, tuple(kinds), language, highlight)
        return _captioned(drawn, title, caption)
    found = picture_of(value, picture)
    kinds = tuple(kinds)
    for kind in kinds:
        if kind not in ELEMENTS:
            raise UnknownNameError("kind", kind, tuple(ELEMENTS))
    language = spoken(language, _lifecycles(value))
    _check_highlight(value, highlight)
    drawn = found.draws(value, Wishes(language=language, highlight=highlight, kinds=kinds))
    told = "\n".join((drawn.description, *_marked(drawn)))
    return _captioned(evolve(drawn, description=told), title, caption)


def _captioned(drawn: Diagram, title: str, caption: str) -> Diagram:
    """Return a picture under a title of one's own, and with a caption before its notice."""
    notice = " ".join(filter(None, (caption, drawn.notice)))
    return evolve(drawn, title=title or drawn.title, notice=notice)


def _undisturbed(drawn: Diagram, picture: str, *wishes: object) -> Diagram:
    """Return a diagram, unless it is wanted otherwise than it was made."""
    if any(wishes) or picture not in ("", drawn.kind):
        reason = "a Diagram is drawn already: give it to diagram() with what is to be drawn"
        raise InvalidOptionError("picture, kinds, language or highlight", reason)
    return drawn


def _marked(drawn: Diagram) -> Iterator[str]:
    """Yield the sentence that tells who cannot see it what is marked "you are here"."""
    here = captions(drawn.language)["here"]
    lanes = [lane.label for lane in (*drawn.columns, *drawn.lanes) if lane.highlighted]
    marked = lanes + [box.label for box in drawn.boxes if box.highlighted]
    yield from (f"{here}: {label}." for label in marked)


def _check_highlight(value: Showable, highlight: str) -> None:
    """Refuse to mark what there is not: a picture without its mark would say something else."""
    lifecycles = _lifecycles(value)
    known = [key for rail in lifecycles for e in rail for key in (e.key, str(rail.ref(e.key)))]
    if highlight and lifecycles and highlight not in known:
        raise UnknownElementError(lifecycles[0].key, highlight, tuple(known))


def _lifecycles(value: Showable) -> list[Lifecycle]:
    """Return the lifecycles whose elements a picture of a value shows."""
    if isinstance(value, Ladder):
        return list(value.rails)
    found = value.plan if isinstance(value, Report) else value
    rails = (found.subject, found.object) if isinstance(found, Alignment) else (found,)
    return [rail for rail in rails if isinstance(rail, Lifecycle)]


def formatted(value: Showable, spec: str) -> str:
    """Return a value in a text format, for ``f"{value:mermaid}"``."""
    made = render(value, spec)
    if isinstance(made, bytes):
        raise UnsuitableFormatError(spec, "text: use render or export", ("svg", "mermaid", "dot"))
    return made


def _look(
    value: Showable, format: Format, picture: str, wishes: dict[str, Any]
) -> Showable | Table | Document:
    """Return the look at a value that a format is made from."""
    if isinstance(value, (Diagram, Ladder)):
        if format.takes is Takes.MODEL:
            raise UnsuitableFormatError(format.name, _PICTURE_ONLY[type(value)], DRAWN)
        picture = picture or (value.kind if isinstance(value, Diagram) else picture_of(value).name)
    if format.takes is Takes.MODEL or (format.takes is Takes.PAGE and not picture):
        return value
    if isinstance(value, Ladder) or picture or format.takes is Takes.DIAGRAM:
        value = diagram(value, picture, **wishes)
    return _seen(value, format)


def _seen(shown: Tabled, format: Format) -> Tabled | Table | Document:
    """Return something as a table or document where the format takes one, or as it is."""
    if format.takes in (Takes.TABLE, Takes.DOCUMENT):
        return table(shown) if format.takes is Takes.TABLE else document(shown)
    return shown
