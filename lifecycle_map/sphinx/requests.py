"""What a directive asks for, as the command line would: words and options to a drawn picture."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from textwrap import shorten

from attrs import frozen

from lifecycle_map.cli.arguments import parser
from lifecycle_map.cli.draw import wishes_of
from lifecycle_map.cli.pictured import pictured
from lifecycle_map.errors import InvalidOptionError, closest
from lifecycle_map.formats.outputs import FORMATS, Options
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.views.pictures import PICTURES, picture_of

WORDS = (
    "theme", "size", "lang", "highlight", "title", "view", "facts", "engine", "reader", "sheet",
    "side",
)  # fmt: skip
"""Options of ``lifecycle-map draw`` that have one value."""

LISTS = ("kind", "crosswalk", "font")
"""Options of ``lifecycle-map draw`` that may have several values, between commas or line ends."""

SHORT = 150
"""How many characters a short alternative text has at most."""


@frozen(kw_only=True)
class Drawn:
    """A picture, and all that a page needs to show it: words for those who cannot see it, and what
    was left out when it was made. ``is_ours`` says that its ids are of no other picture.
    """

    kind: str
    svg: str
    title: str
    description: str
    language: str
    fonts: tuple[str, ...]
    is_ours: bool
    warnings: tuple[str, ...]

    @property
    def alt(self) -> str:
        """The short alternative text: the title, and the first line of the description."""
        lines = self.description.splitlines() or [""]
        told = " – ".join(text for text in (self.title, lines[0]) if text)
        return shorten(told, SHORT, placeholder=" …") or "Diagram"


def requested(
    words: str, options: Mapping[str, str], resolved: Callable[[str], str]
) -> tuple[Namespace, tuple[str, ...]]:
    """Return what the command line would hold, and the files that it names, as ``resolved`` finds
    them beside the page.

    ``words`` are a kind of picture, which may be left out, and one lifecycle or more. Raises
    `InvalidOptionError` for none, and `UnknownNameError` for a picture that there is not.
    """
    parsed = parser().parse_args(["draw", "", "-o", ".svg"])
    parsed.picture, *named = _named(words)
    parsed.subject, *parsed.others = named
    for name in WORDS:
        setattr(parsed, name, options.get(name, getattr(parsed, name)))
    for name in LISTS:
        told = re.split(r"[\n,]", options.get(name, ""))
        setattr(parsed, name, [text.strip() for text in told if text.strip()])
    parsed.strict = "strict" in options
    parsed.frame = _frame(options.get("frame", ""))
    return parsed, tuple(_resolve(parsed, resolved))


def _named(words: str) -> tuple[str, ...]:
    """Return the kind of picture, or nothing for the usual one, and the lifecycles."""
    try:
        named = shlex.split(words)
    except ValueError:
        named = []
    if len(named) > 1 and closest(named[0], PICTURES.names()):
        PICTURES.get(named[0])
    else:
        named.insert(0, "")
    if len(named) == 1:
        raise InvalidOptionError(words, "name a kind of picture and one lifecycle, two, or more")
    return tuple(named)


def draw(parsed: Namespace) -> Drawn:
    """Return the picture that is asked for; raises what reading, aligning and drawing raise."""
    # The commands say on standard error what a reader left out; a build has a log of its own.
    with contextlib.redirect_stderr(io.StringIO()) as said:
        value = pictured(parsed)
    wishes = wishes_of(parsed)
    kind = picture_of(value, wishes.pop("picture")).name
    look = {
        name: wishes.pop(name) for name in ("kinds", "language", "highlight", "title", "caption")
    }
    drawn = diagram(value, kind, **look)
    fonts = tuple(wishes.pop("fonts"))
    made = FORMATS.get("svg").made(drawn, Options(**wishes, fonts=fonts, frame=parsed.frame))
    return Drawn(
        kind=kind,
        svg=made.text,
        title=drawn.title,
        description=drawn.description,
        language=drawn.language,
        fonts=fonts,
        is_ours='id="lm-' in made.text,
        warnings=(*_lines(said.getvalue()), *made.warnings),
    )


def _resolve(parsed: Namespace, resolved: Callable[[str], str]) -> Iterator[str]:
    """Put paths in the place of what names a file beside the page, and yield them."""
    for number, text in enumerate(parsed.others):
        if _is_file("", text, resolved):
            parsed.others[number] = resolved(text)
            yield parsed.others[number]
    for name in ("subject", "theme", "facts"):
        text = getattr(parsed, name)
        if text and (name == "facts" or _is_file(name, text, resolved)):
            setattr(parsed, name, resolved(text))
            yield getattr(parsed, name)
    for name in ("crosswalk", "font"):
        setattr(parsed, name, [resolved(text) for text in getattr(parsed, name)])
        yield from getattr(parsed, name)


def _is_file(name: str, text: str, resolved: Callable[[str], str]) -> bool:
    """Say whether a text means a file: one that is there, or what looks like a path."""
    if name == "theme" and text in THEMES:
        return False
    return os.path.isfile(resolved(text)) or "/" in text or bool(PurePath(text).suffix)


def _frame(text: str) -> int | None:
    if text and not text.isdigit():
        raise InvalidOptionError(f"frame {text}", "a frame is a whole number, from 0")
    return int(text) if text else None


def _lines(said: str) -> Iterator[str]:
    """Yield what was said, without the name of the program that said it."""
    return (line.removeprefix("lifecycle-map: warning: ") for line in said.splitlines())
