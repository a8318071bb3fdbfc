from __future__ import annotations

import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import InvalidFileError
from lifecycle_map.formats.rendering import render
from lifecycle_map.layouts.theme_files import read_theme
from lifecycle_map.layouts.themes import DARK, LIGHT
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.views.diagrams import Tone

OWN = """
base = "dark"
ink = "#fefefe"
fonts = ["Calibri", "Arimo"]
logo = [160, 60]
[hues.project]
line = "#99CCFF"
"""


def theme(tmp_path, text):
    path = tmp_path / "acme.toml"
    path.write_text(text, encoding="utf-8")
    return read_theme(path)


def test_a_theme_changes_what_it_names_and_keeps_the_rest(tmp_path):
    """What a file does not say comes from its base, which is light unless it names another."""
    own = theme(tmp_path, OWN)
    assert (own.ink, own.page) == ("#FEFEFE", DARK.page)
    assert own.hues[Tone.PROJECT].line == "#99CCFF"
    assert own.hues[Tone.PROJECT].tint == DARK.hues[Tone.PROJECT].tint
    assert own.hues[Tone.SERVICE] == DARK.hues[Tone.SERVICE]
    assert theme(tmp_path, 'page = "#FFFFF0"').ink == LIGHT.ink


def test_a_picture_wears_the_theme(tmp_path):
    """Colours and fonts are in the picture, and the room for the logo stays free of words."""
    alignment = align(load_lifecycle("prince2-2023"), load_lifecycle("itil-2011"))
    drawn = render(alignment, "svg", theme=theme(tmp_path, OWN))
    assert 'font-family="Calibri, Arimo"' in drawn
    assert "#99CCFF" in drawn
    plain = render(alignment, "svg", theme="dark")
    assert drawn.split("viewBox=")[1][:20] == plain.split("viewBox=")[1][:20]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('paeg = "#FFFFFF"', "paeg: unknown; did you mean 'page'"),
        ('page = "white"', "page: must be a colour"),
        ("page = 3", "page: must be a colour"),
        ('base = "drak"', "base: there is no theme 'drak'"),
        ('fonts = ["Arial\\" onload=\\"x"]', "fonts: must be a list"),
        ("fonts = []", "fonts: must be a list"),
        ("logo = [9000, 2]", "logo: must be a width"),
        ("hues = 3", "hues: must be a table"),
        ("[hues.projct]", "hues.projct: unknown; did you mean 'project'"),
        ("[hues]\nproject = 3", "hues.project: must have"),
        ('[hues.project]\nlines = "#FFFFFF"', "hues.project.lines: unknown"),
        ('[hues.project]\nline = "red"', "hues.project.line: must be a colour"),
        ("name = 3", "name: must be a text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, said):
    """A fault names its place and what to write instead."""
    with pytest.raises(InvalidFileError) as caught:
        theme(tmp_path, text)
    assert said in str(caught.value)
