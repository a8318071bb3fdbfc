from __future__ import annotations

import builtins
import re
import zlib

import pytest
from attrs import evolve
from ladder_samples import japanese, prince2_itil, small

import lifecycle_map as lm
from lifecycle_map.errors import EngineError, MissingExtraError
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.pdf import Sheet, svgs_to_pdf, write_pdf
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.ladder import ladder


def sheet(diagram) -> Sheet:
    return Sheet(svg=scene_to_svg(ladder(diagram)), alt=diagram.description or diagram.title)


def unpacked(data: bytes) -> bytes:
    """Return a file with its packed parts beside it as they are."""
    parts = [data]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", unpacked(data)))


@pytest.fixture
def _typst():
    pytest.importorskip("typst")


@pytest.mark.usefixtures("_typst")
def test_a_picture_is_a_page_and_the_same_bytes():
    """No clock, no system font, and the tags of PDF/UA."""
    one, two = (write_pdf(prince2_itil(), Options()) for _ in range(2))
    assert one == two
    assert one.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in one
    assert pages(one) == 1


@pytest.mark.usefixtures("_typst")
def test_the_font_is_the_one_that_was_measured_with():
    """Not what a machine, or Typst, happens to have."""
    fonts = set(
        re.findall(rb"/FontName\s*/[A-Z]+\+([\w-]+)", unpacked(write_pdf(small(), Options())))
    )
    assert {font.split(b"-")[0] for font in fonts} == {b"Arimo"}


@pytest.mark.usefixtures("_typst")
def test_steps_are_pages():
    """Two pictures are two pages of one file."""
    assert pages(svgs_to_pdf([sheet(small()), sheet(prince2_itil())], title="x")) == 2


@pytest.mark.usefixtures("_typst")
def test_words_are_no_markup():
    """A title with signs of Typst stays a title."""
    title = '#panic("x") $ * _ " \\ @a <b>'
    assert svgs_to_pdf([sheet(small())], title=title).startswith(b"%PDF")


@pytest.mark.usefixtures("_typst")
def test_a_character_without_a_glyph_is_named():
    """As in a PNG: no empty boxes."""
    with pytest.raises(EngineError, match="pass the file of a font"):
        write_pdf(evolve(small(), title="परियोजना"), Options())


@pytest.mark.usefixtures("_typst")
def test_japanese_is_printed_with_the_font_of_its_extra():
    """Its letters are embedded as letters, with no font of the machine."""
    pytest.importorskip("pylopdf_fonts_jp")
    made = write_pdf(japanese(), Options())
    assert made == write_pdf(japanese(), Options())
    assert b"NotoSansJP" in unpacked(made)


@pytest.mark.usefixtures("_typst")
def test_a_free_graph_is_printed_too():
    """What Graphviz drew is a page."""
    pytest.importorskip("graphviz")
    try:
        made = lm.render(lm.load_lifecycle("itil"), "pdf", kinds=["stage"])
    except EngineError as error:
        pytest.skip(str(error))
    assert pages(made) == 1


def test_without_the_extra_the_error_names_it(monkeypatch):
    """And says what works without."""
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "typst":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[draw\]"):
        svgs_to_pdf([sheet(small())], title="x")
