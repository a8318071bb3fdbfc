"""What pictures look like: colours as literal values, kept in a table of themes.

The giving side lends its colour to a hand-over. The colours were chosen by computation: the
tests measure contrast, and the distance of each pair as colour-blind people see it.
"""

from __future__ import annotations

from attrs import field, frozen

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.views.diagrams import State, Tone

FONTS = "Arimo, Liberation Sans, Helvetica, Arial, Noto Sans, sans-serif"
"""The usual stack of fonts; all its first members have the widths that `measuring` knows."""


@frozen(kw_only=True)
class Hue:
    """The colours of one tone: ``line`` for outlines and arrows, ``tint`` for what lies under."""

    line: str
    tint: str


@frozen(kw_only=True)
class Theme:
    """The colours of a picture. ``ink`` is for what is read, ``muted`` for what is secondary.

    ``good``, ``fair`` and ``poor`` say how it stands with something; a sign says so too.
    ``logo`` is the room, in px (width and height), that is kept free in the upper corner where
    lines end.
    """

    name: str
    page: str
    box: str
    ink: str
    muted: str
    quiet: str
    on_line: str
    good: str
    fair: str
    poor: str
    hues: dict[Tone, Hue] = field(hash=False)
    fonts: str = FONTS
    logo: tuple[float, float] = (0.0, 0.0)

    def of_state(self, state: State) -> str:
        """Return the colour of a state."""
        told = {State.VISIBLE: self.good, State.PARTLY: self.fair, State.ABSENT: self.poor}
        return told.get(state, self.quiet)


LIGHT = Theme(
    name="light",
    page="#FFFFFF",
    box="#FFFFFF",
    ink="#1B2430",
    muted="#4D5866",
    quiet="#75808E",
    on_line="#FFFFFF",
    good="#219A5F",
    fair="#967C11",
    poor="#8E0F2F",
    hues={
        Tone.PROJECT: Hue(line="#1B5FAA", tint="#EAF2FB"),
        Tone.SERVICE: Hue(line="#B4490F", tint="#FCF0E7"),
        Tone.INTERFACE: Hue(line="#3B1F5B", tint="#F1EDF6"),
        Tone.NEUTRAL: Hue(line="#75808E", tint="#F2F4F6"),
    },
)

DARK = Theme(
    name="dark",
    page="#10151C",
    box="#1B232E",
    ink="#F2F5F8",
    muted="#BCC6D2",
    quiet="#8F9BA9",
    on_line="#10151C",
    good="#25EC9C",
    fair="#F6D121",
    poor="#EA1F36",
    hues={
        Tone.PROJECT: Hue(line="#81CDFB", tint="#16263A"),
        Tone.SERVICE: Hue(line="#F3C388", tint="#33221A"),
        Tone.INTERFACE: Hue(line="#CA65F6", tint="#2A2138"),
        Tone.NEUTRAL: Hue(line="#8F9BA9", tint="#222A34"),
    },
)

PRINT = Theme(
    name="print",
    page="#FFFFFF",
    box="#FFFFFF",
    ink="#000000",
    muted="#333333",
    quiet="#666666",
    on_line="#FFFFFF",
    good="#042221",
    fair="#A77201",
    poor="#8A020E",
    hues={
        Tone.PROJECT: Hue(line="#0176CB", tint="#FFFFFF"),
        Tone.SERVICE: Hue(line="#651702", tint="#D2D2D2"),
        Tone.INTERFACE: Hue(line="#2F1145", tint="#FFFFFF"),
        Tone.NEUTRAL: Hue(line="#666666", tint="#FFFFFF"),
    },
)
"""For paper: no fill takes more than a fifth of the ink, and lanes differ in grey, too."""

HIGH_CONTRAST = Theme(
    name="high-contrast",
    page="#000000",
    box="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    quiet="#FFFFFF",
    on_line="#000000",
    good="#07F78A",
    fair="#C18013",
    poor="#E84587",
    hues={
        Tone.PROJECT: Hue(line="#4E96F9", tint="#000000"),
        Tone.SERVICE: Hue(line="#F8D631", tint="#000000"),
        Tone.INTERFACE: Hue(line="#F46AB2", tint="#000000"),
        Tone.NEUTRAL: Hue(line="#FFFFFF", tint="#000000"),
    },
)
"""Each line and text has a contrast of 7 or more: WCAG's level AAA, as far as colours go."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT, HIGH_CONTRAST)}
"""The themes by name."""


def theme_named(name: str | Theme) -> Theme:
    """Return the theme of that name, or the one given; raises `UnknownNameError`."""
    if isinstance(name, Theme):
        return name
    if name not in THEMES:
        raise UnknownNameError("theme", name, tuple(sorted(THEMES)))
    return THEMES[name]
