from __future__ import annotations

import itertools
import math

import pytest
from colours import MACHADO, contrast, lab
from ladder_samples import SAMPLES

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scenes import Text
from lifecycle_map.layouts.themes import THEMES, theme_named

EVERY = pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))


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
