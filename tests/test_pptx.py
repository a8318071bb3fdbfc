from __future__ import annotations

import builtins
import io
import zipfile

import pytest
from attrs import evolve
from awkward_labels import LABELS, labelled
from ladder_samples import SAMPLES, arabic, prince2_itil, small

from lifecycle_map.errors import MissingExtraError
from lifecycle_map.formats.figures import figures
from lifecycle_map.formats.pptx_connectors import run_of
from lifecycle_map.formats.pptx_decks import WIDEST, scenes_to_pptx
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scaling import scaled
from lifecycle_map.layouts.scenes import Connector, Scene, Text

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def deck(*scenes: Scene):
    pptx = pytest.importorskip("pptx")
    return pptx.Presentation(io.BytesIO(scenes_to_pptx(scenes).content))


def all_shapes(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from all_shapes(shape.shapes)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_connector_holds_on_to_two_shapes_that_there_are(name):
    """No picture, no loose connector: as many as the scene has between boxes."""
    scene = ladder(SAMPLES[name]())
    slide = deck(scene).slides[0]
    ids = {s.shape_id for s in all_shapes(slide.shapes)}
    lines = [s.element for s in all_shapes(slide.shapes) if s.element.tag == f"{P}cxnSp"]
    ends = [line.find(f".//{A}{tag}") for line in lines for tag in ("stCxn", "endCxn")]
    assert len(lines) == sum(figure.glued for figure in figures(scene))
    assert all(int(end.get("id")) in ids for end in ends)
    assert not [s for s in all_shapes(slide.shapes) if s.shape_type == 13]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_shape_says_what_it_is(name):
    """A name with the key and an alternative text; ids are unique."""
    shapes = list(all_shapes(deck(ladder(SAMPLES[name]())).slides[0].shapes))
    about = [shape.element.xpath(".//p:cNvPr")[0] for shape in shapes]
    assert all(one.get("descr") and one.get("name") for one in about)
    assert len({one.get("id") for one in about}) == len(about)


def test_a_box_and_its_words_are_one_shape():
    """Label and detail are paragraphs of the box."""
    shapes = {s.name: s for s in all_shapes(deck(ladder(prince2_itil())).slides[0].shapes)}
    assert shapes["p2"].text_frame.text == "Initiation stage\nIP · SB · DP"
    assert shapes["label:3"].text_frame.text == "SDP as specialist product"
    assert shapes["p3 · 2"].text_frame.text.startswith("Subsequent delivery stage(s)\n")


def test_the_title_is_read_first_and_is_the_title():
    """PowerPoint lists it, and a screen reader begins with it."""
    slide = deck(ladder(prince2_itil())).slides[0]
    assert slide.shapes.title.text_frame.text == "PRINCE2 and the ITIL service lifecycle"
    assert slide.shapes[0].shape_id == slide.shapes.title.shape_id


def test_a_picture_without_a_title_has_one_for_those_who_do_not_see():
    """It stands above the edge of the slide."""
    scene = ladder(evolve(small(), title=""))
    slide = deck(evolve(scene, title="From build to run")).slides[0]
    assert slide.shapes.title.text_frame.text == "From build to run"
    assert slide.shapes.title.top + slide.shapes.title.height <= 0


def test_a_slide_is_as_large_as_the_scene():
    """16:9 is what PowerPoint calls it, to the unit."""
    made = deck(ladder(small()))
    assert (made.slide_width, made.slide_height) == (12192000, 6858000)


def test_words_in_several_lines_break_where_their_box_ends():
    """A footnote of two lines does not become one that leaves the slide; one of one line stays."""
    note = "One line and the next"
    frames = {}
    for lines in ((note,), ("One line", "and the next")):
        text = Text(
            x=48, y=600, lines=lines, size=12, fill="#000", under="#fff", full=note, fit=400
        )
        scene = evolve(ladder(prince2_itil()), shapes=(text,))
        shown = [s.text_frame for s in deck(scene).slides[0].shapes if s.has_text_frame]
        (frames[len(lines)],) = [frame for frame in shown if frame.text == note]
    assert [frames[count].word_wrap for count in (1, 2)] == [False, True]


def test_there_is_a_slide_to_a_step_with_notes():
    """The notes are the long description."""
    first, last = ladder(small()), ladder(prince2_itil())
    made = deck(first, last)
    assert len(made.slides) == 2
    assert made.slides[1].notes_slide.notes_text_frame.text == last.description


def test_the_same_scene_gives_the_same_bytes():
    """No clock, no name of whoever made the template, no preview of another deck."""
    pytest.importorskip("pptx")
    one, two = (scenes_to_pptx((ladder(prince2_itil()),)).content for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name or "printer" in name]
        assert b"Canny" not in file.read("docProps/core.xml")


def test_a_picture_larger_than_any_slide_is_made_smaller_and_says_so():
    """PowerPoint refuses slides of more than 56 inches."""
    pytest.importorskip("pptx")
    made = scenes_to_pptx((scaled(ladder(small()), 8.0),))
    assert "56 inches" in made.warnings[0]
    assert deck(scaled(ladder(small()), 8.0)).slide_width == WIDEST


def test_arabic_runs_from_right_to_left():
    """Paragraphs say so, and the language is named with a country."""
    shapes = all_shapes(deck(ladder(arabic())).slides[0].shapes)
    box = next(s.element for s in shapes if s.name == "p1")
    assert box.find(f".//{A}pPr").get("rtl") == "1"
    assert box.find(f".//{A}rPr").get("lang") == "ar-SA"


@pytest.mark.parametrize(
    ("points", "curved", "preset"),
    [
        (((0, 0), (9, 5)), False, "straightConnector1"),
        (((0, 0), (0, 40), (90, 60), (90, 100)), True, "curvedConnector3"),
        (((0, 0), (40, 0), (40, 100), (90, 100)), False, "bentConnector3"),
        (((0, 0), (0, 100), (90, 100)), False, "bentConnector2"),
        (((0, 0), (0, 40), (90, 40), (90, 0)), False, "curvedConnector3"),
        (((0, 0), (30, 40), (60, 45), (90, 0)), True, "curvedConnector3"),
        (((0, 0), (40, 10), (90, 60), (95, 90)), True, "curvedConnector2"),
    ],
)
def test_a_line_becomes_the_connector_that_runs_alike(points, curved, preset):
    """Each is a preset, which is routed anew when a box is moved."""
    line = Connector(start_key="", end_key="", points=points, stroke="#000000", curved=curved)
    run = run_of(line)
    assert run.preset == preset


@pytest.mark.parametrize("name", list(LABELS))
def test_any_label_is_kept_as_it_is(name):
    """Quotes, markup, formulas, scripts of all kinds, and five thousand letters."""
    label = LABELS[name].replace("\r\n", "\n")
    texts = [s.text_frame.text for s in deck(labelled(label)).slides[0].shapes if s.has_text_frame]
    assert label in [text.replace("\v", "\n") for text in texts]


def test_without_the_extra_the_error_names_it(monkeypatch):
    """And says what works without."""
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name.split(".")[0] == "pptx":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[office\]"):
        scenes_to_pptx((ladder(small()),))
