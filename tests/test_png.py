from __future__ import annotations

import builtins
import struct

import pytest
from ladder_samples import SAMPLES, small

import lifecycle_map as lm
from lifecycle_map.errors import EngineError, MissingExtraError
from lifecycle_map.formats import fonts
from lifecycle_map.formats.png import svg_to_png
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.ladder import ladder

PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40" '
    'font-family="Arimo"><rect width="120" height="40" fill="#FFFFFF"/>'
    '<text font-size="14"><tspan x="9" y="25">{}</tspan></text></svg>'
)


@pytest.fixture
def _resvg():
    pytest.importorskip("resvg_py")


def size(data: bytes) -> tuple[int, int]:
    return struct.unpack(">II", data[16:24])


@pytest.mark.usefixtures("_resvg")
def test_a_picture_has_the_wanted_size():
    """A slide is 2560 by 1440 pixels at the usual scale."""
    assert size(svg_to_png(scene_to_svg(ladder(small())))) == (2560, 1440)
    assert size(svg_to_png(PLAIN.format("x"), scale=1)) == (120, 40)


@pytest.mark.usefixtures("_resvg")
def test_the_same_picture_gives_the_same_bytes():
    """No clock and no system font gets into the file."""
    svg = scene_to_svg(ladder(SAMPLES["plan"]()))
    assert svg_to_png(svg, scale=1) == svg_to_png(svg, scale=1)


@pytest.mark.usefixtures("_resvg")
def test_text_is_drawn_without_system_fonts():
    """With text there is more to see than without."""
    assert len(svg_to_png(PLAIN.format("Label"))) > len(svg_to_png(PLAIN.format(" ")))


@pytest.mark.usefixtures("_resvg")
@pytest.mark.parametrize("char", ["ह", "\U0001f680"])
def test_a_character_without_a_glyph_is_named(char):
    """No empty boxes: the character that no font has is in the error."""
    with pytest.raises(EngineError, match=f"U\\+{ord(char):04X}"):
        svg_to_png(PLAIN.format(f"Label {char}"))


@pytest.mark.usefixtures("_resvg")
@pytest.mark.parametrize("text", ["Grüße → €", "Привет", "Ελλάδα", "e\u0301", "a\u200bb", "&amp;"])
def test_what_the_font_has_is_drawn(text):
    """Latin, Greek, Cyrillic, arrows and invisible characters are no reason to refuse."""
    assert svg_to_png(PLAIN.format(text))


@pytest.mark.usefixtures("_resvg")
def test_a_file_that_is_no_font_is_refused(tmp_path):
    """A font of the caller's that cannot be read is named."""
    (tmp_path / "no.ttf").write_bytes(b"not a font at all")
    with pytest.raises(EngineError, match=r"no\.ttf"):
        svg_to_png(PLAIN.format("x"), fonts=[tmp_path / "no.ttf"])


@pytest.mark.usefixtures("_resvg")
def test_broken_svg_is_an_engine_error():
    """What the rasteriser refuses becomes an error of this package."""
    with pytest.raises(EngineError):
        svg_to_png("<svg")


def test_a_missing_extra_is_named(monkeypatch):
    """Without the rasteriser the error says what to install and what works without."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[draw\].*\.svg"):
        svg_to_png(PLAIN.format("x"))


@pytest.mark.usefixtures("_resvg")
def test_a_missing_font_is_named(monkeypatch):
    """Without the font there would be a picture without text; there is an error instead."""

    def nowhere(name):
        raise fonts.PackageNotFoundError(name)

    monkeypatch.setattr(fonts, "distribution", nowhere)
    with pytest.raises(MissingExtraError):
        svg_to_png(PLAIN.format("x"))


SCRIPTS = {"ar": "PRINCE2: الإصدار السابع", "ja": "第7版（2023年）：ステージ"}


def _needs_fonts_of(language):
    pytest.importorskip("resvg_py")
    packages = {"ar": "fontpkg_ibm_plex_sans_arabic", "ja": "pylopdf_fonts_jp"}
    pytest.importorskip(packages[language])


@pytest.mark.parametrize("language", SCRIPTS)
def test_other_scripts_are_drawn_with_the_fonts_of_the_extras(language):
    """Arabic comes with [draw], Japanese with [cjk]; the bytes are the same each time."""
    _needs_fonts_of(language)
    svg = PLAIN.format(SCRIPTS[language])
    assert svg_to_png(svg) == svg_to_png(svg) != svg_to_png(PLAIN.format(" "))
    german = PLAIN.format("Phase")
    assert all("Arimo" in file for file in fonts.fonts_for([german], (), "a picture"))


@pytest.mark.parametrize("language", SCRIPTS)
def test_bold_is_bold_in_other_scripts(language):
    """Also where a font has no bold: its letters get a thin line then."""
    _needs_fonts_of(language)
    thin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40" viewBox="0 0 400 40">'
        f'<text font-size="20" fill="#112233"><tspan x="9" y="25">{SCRIPTS[language]}</tspan>'
        "</text></svg>"
    )
    bold = thin.replace('font-size="20"', 'font-size="20" font-weight="700"')
    assert svg_to_png(bold) != svg_to_png(thin)
    files = fonts.fonts_for([bold], (), "a picture")
    assert fonts.dressed(bold, files).count("font-family") == 1


@pytest.mark.usefixtures("_resvg")
@pytest.mark.parametrize(("text", "extra"), [("日本", "cjk"), ("مرحلة", "draw")])
def test_the_extra_with_the_font_is_named(monkeypatch, text, extra):
    """Where a font of a script is not installed, the error says which extra has it."""
    real = fonts.distribution

    def only_arimo(name):
        if name != "fontpkg-arimo":
            raise fonts.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(fonts, "distribution", only_arimo)
    with pytest.raises(MissingExtraError, match=rf"lifecycle-map\[{extra}\].*--font"):
        svg_to_png(PLAIN.format(text))


def test_a_free_graph_has_letters_and_no_boxes():
    """Graphviz draws no Japanese in pixels; its SVG is drawn with the fonts of the extras."""
    _needs_fonts_of("ja")
    try:
        made = lm.render(lm.load_lifecycle("prince2"), "png", language="ja", kinds=["stage"])
    except EngineError as error:
        pytest.skip(str(error))
    assert made.startswith(b"\x89PNG")
