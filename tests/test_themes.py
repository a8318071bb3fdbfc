from __future__ import annotations

import itertools
import math

import pytest
from ladder_samples import SAMPLES

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scenes import Text
from lifecycle_map.layouts.themes import THEMES, theme_named

MACHADO = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How colours look to people who lack a kind of cone (Machado and others, 2009)."""

EVERY = pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))


def linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(colour: str) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    plain = linear(colour)
    seen = [sum(m * c for m, c in zip(row, plain, strict=True)) for row in MACHADO[vision]]
    r, g, b = (min(1.0, max(0.0, c)) for c in seen)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@EVERY
@pytest.mark.parametrize("name", list(SAMPLES))
def test_text_can_be_read(theme, name):
    """All text has a contrast of 4.5 or more against what it stands on."""
    for shape in ladder(SAMPLES[name](), theme).walk():
        if isinstance(shape, Text):
            assert contrast(shape.fill, shape.under) >= 4.5, shape


@EVERY
def test_lines_can_be_seen(theme):
    """Lines have a contrast of 3 or more against the page and against every tint."""
    grounds = [theme.page, theme.box, *(hue.tint for hue in theme.hues.values())]
    for line in [theme.quiet, *(hue.line for hue in theme.hues.values())]:
        assert min(contrast(line, ground) for ground in grounds) >= 3


@EVERY
@pytest.mark.parametrize("vision", list(MACHADO))
def test_directions_differ_for_the_colour_blind(theme, vision):
    """The colours of hand-overs are 20 or more apart, also without a kind of cone."""
    for one, other in itertools.combinations(theme.hues.values(), 2):
        assert math.dist(lab(one.line, vision), lab(other.line, vision)) >= 20


@EVERY
@pytest.mark.parametrize("vision", list(MACHADO))
def test_states_differ_for_the_colour_blind(theme, vision):
    """The colours of what is visible, partly and not visible are 20 or more apart."""
    colours = (theme.good, theme.fair, theme.poor, theme.quiet)
    for one, other in itertools.combinations(colours, 2):
        assert math.dist(lab(one, vision), lab(other, vision)) >= 20


@EVERY
def test_text_on_a_badge_can_be_read(theme):
    """What stands on a filled badge has enough contrast."""
    for hue in theme.hues.values():
        assert contrast(theme.on_line, hue.line) >= 3.9


def test_an_unknown_theme_is_named():
    """A theme that does not exist is refused with the nearest that does."""
    with pytest.raises(UnknownNameError, match="did you mean 'light'"):
        theme_named("lihgt")
