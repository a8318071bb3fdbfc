"""What pictures look like: colours as literal values, kept in a table of themes.

The giving side lends its colour to a hand-over. The colours were chosen by computation: the
tests measure contrast, and the distance of each pair as colour-blind people see it.
"""

from __future__ import annotations

from attrs import field, frozen

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.views.diagrams import Tone

FONTS = "Arimo, Liberation Sans, Helvetica, Arial, Noto Sans, sans-serif"
"""The one stack of fonts; all its first members have the widths that `measuring` knows."""


@frozen(kw_only=True)
class Hue:
    """The colours of one tone: ``line`` for outlines and arrows, ``tint`` for what lies under."""

    line: str
    tint: str


@frozen(kw_only=True)
class Theme:
    """The colours of a picture. ``ink`` is for what is read, ``muted`` for what is secondary."""

    name: str
    page: str
    box: str
    ink: str
    muted: str
    quiet: str
    on_line: str
    hues: dict[Tone, Hue] = field(hash=False)
    fonts: str = FONTS


LIGHT = Theme(
    name="light",
    page="#FFFFFF",
    box="#FFFFFF",
    ink="#1B2430",
    muted="#4D5866",
    quiet="#75808E",
    on_line="#FFFFFF",
    hues={
        Tone.PROJECT: Hue(line="#1B5FAA", tint="#EAF2FB"),
        Tone.SERVICE: Hue(line="#B4490F", tint="#FCF0E7"),
        Tone.INTERFACE: Hue(line="#3B1F5B", tint="#F1EDF6"),
        Tone.NEUTRAL: Hue(line="#75808E", tint="#F2F4F6"),
    },
)

THEMES = {theme.name: theme for theme in (LIGHT,)}
"""The themes by name."""


def theme_named(name: str) -> Theme:
    """Return the theme of that name; raises `UnknownNameError`."""
    if name not in THEMES:
        raise UnknownNameError("theme", name, tuple(sorted(THEMES)))
    return THEMES[name]
