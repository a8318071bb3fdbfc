"""The checklist of a good training picture, over every kind, theme, language and size.

A kind enters by being registered in `PICTURES` and `LAYOUTS`, and by its signs in
`picture_samples.SIGNS`; sample values are those of its class unless it has its own there.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
from collections import Counter
from functools import lru_cache
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from picture_checks import COLOURS, GEOMETRY, foreign_labels, ink_heavy, leaves, moved, unexplained
from picture_samples import ALSO, COMPARED, CROWDED, LANGUAGES, ROOMY, SIGNS, SIZES, value
from scenery import frames as outlines
from scenery import texts

from lifecycle_map.formats.rendering import diagram as drawn
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.laying import LAYOUTS, lay_out
from lifecycle_map.layouts.laying import SIZES as PAGES
from lifecycle_map.layouts.scenes import Rect, Scene
from lifecycle_map.layouts.stepping import frames
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.views.diagrams import Diagram, Shape
from lifecycle_map.views.pictures import PICTURES

KINDS = [*(name for name in PICTURES.registered() if name in LAYOUTS), *ALSO]

each_kind = pytest.mark.parametrize("kind", KINDS)
each_size = pytest.mark.parametrize("size", SIZES)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_theme = pytest.mark.parametrize("theme", list(THEMES))


@lru_cache(maxsize=256)
def diagram_of(kind: str, size: str, language: str = "en") -> Diagram:
    return drawn(sample_of(kind, size), ALSO.get(kind, kind), language=language)


def sample_of(kind: str, size: str) -> object:
    """The sample of a kind, or of a form of one that is looked at by itself."""
    return value(kind, PICTURES.get(ALSO.get(kind, kind)).of, size)


@lru_cache(maxsize=512)
def scene_of(kind: str, size: str, language: str = "en", theme: str = "light") -> Scene:
    return lay_out(diagram_of(kind, size, language), THEMES[theme])


@pytest.mark.parametrize("check", list(GEOMETRY))
@each_size
@each_language
@each_kind
def test_everything_stands_where_it_can_be_read(kind, language, size, check):
    """Text in its box, all on the page, nothing on text, no line through a foreign box."""
    scene, diagram = scene_of(kind, size, language), diagram_of(kind, size, language)
    assert list(GEOMETRY[check](scene, diagram)) == []


@pytest.mark.parametrize("check", list(COLOURS))
@each_size
@each_theme
@each_kind
def test_everything_can_be_seen(kind, theme, size, check):
    """Contrast of text 4.5, of lines 3; colours 20 apart, also for the colour-blind."""
    scene = scene_of(kind, size, "en", theme)
    assert list(COLOURS[check](scene, diagram_of(kind, size))) == []


@each_size
@each_language
@each_theme
@each_kind
def test_a_theme_changes_nothing_but_colours(kind, theme, language, size):
    """All stands at the same place in every theme, so that what is measured in one holds."""
    light, other = scene_of(kind, size, language), scene_of(kind, size, language, theme)
    assert list(moved(light, other)) == list(moved(other, light)) == []


@pytest.mark.parametrize("size", ["small", "shipped"])
@each_language
@each_kind
def test_no_label_touches_a_foreign_line(kind, language, size):
    """Which line a label belongs to is plain."""
    if {size, f"{size}-{language}"} & set(CROWDED.get(kind, ())):
        pytest.skip("labels of this kind have no room at that size")
    scene = scene_of(kind, size, language)
    assert list(foreign_labels(scene, diagram_of(kind, size, language))) == []


@each_size
@each_kind
def test_print_saves_ink(kind, size):
    """No large fill takes more than a fifth of the ink in the theme for paper."""
    assert list(ink_heavy(scene_of(kind, size, "en", "print"), diagram_of(kind, size))) == []


@each_size
@each_language
@each_kind
def test_the_legend_is_complete_and_minimal(kind, language, size):
    """The legend explains the signs that are used, and no others."""
    scene = scene_of(kind, size, language)
    assert list(unexplained(scene, SIGNS[kind](diagram_of(kind, size, language)))) == []


@each_kind
@each_language
@pytest.mark.parametrize("size", ["small", "shipped"])
def test_a_slide_is_exactly_sixteen_to_nine(kind, language, size):
    """What is small enough for a slide is one, in every language."""
    if size in ROOMY.get(kind, ()):
        pytest.skip("this kind needs more room than a slide")
    scene = scene_of(kind, size, language)
    assert (scene.width, scene.height) == (1280, 720)


@each_kind
@pytest.mark.parametrize("page", PAGES)
def test_every_page_holds_the_picture(kind, page):
    """On slides of either shape and on paper everything stands where it can be read."""
    diagram = diagram_of(kind, "shipped")
    scene = lay_out(diagram, size=page)
    assert scene.width >= PAGES[page][0]
    assert scene.height >= PAGES[page][1]
    faults = [fault for check in GEOMETRY.values() for fault in check(scene, diagram)]
    assert faults == []


@each_kind
@each_size
def test_each_box_is_drawn_once(kind, size):
    """Every box and every lane has a group of its key, and no key has two."""
    diagram, scene = diagram_of(kind, size), scene_of(kind, size)
    count = Counter(group.key for group in scene.groups())
    assert {key for key, times in count.items() if times > 1} == set()
    assert {box.key for box in diagram.boxes} <= set(count)


@each_kind
@each_size
def test_each_arrow_is_drawn_or_told(kind, size):
    """Every arrow has shapes of its own, so that a frame can bring it."""
    diagram, scene = diagram_of(kind, size), scene_of(kind, size)
    painted = {group.of or group.key for group in scene.groups()}
    assert {arrow.key for arrow in diagram.arrows} <= painted


@each_kind
@each_size
@each_language
def test_right_to_left_is_the_mirror(kind, size, language):
    """In Arabic every box stands where it would in English, seen in a mirror."""
    diagram = evolve(diagram_of(kind, size, language), language="en")
    rightwards = outlines(lay_out(diagram), diagram)
    turned = lay_out(evolve(diagram, language="ar"))
    for key, rect in outlines(turned, diagram).items():
        assert rect.x == pytest.approx(turned.width - rightwards[key].right), key


@each_kind
@each_size
def test_frames_only_ever_add(kind, size):
    """Each frame holds all that the one before it held, at its place; the last is the whole."""
    diagram, scene = diagram_of(kind, size), scene_of(kind, size)
    made = frames(scene, diagram)
    assert len(made) == len(diagram.steps) + 1 > 2
    assert made[-1] == scene
    for earlier, later in itertools.pairwise(made):
        before, after = Counter(leaves(earlier.shapes)), Counter(leaves(later.shapes))
        assert before <= after
        assert before.total() < after.total()


@each_kind
@each_size
def test_each_step_has_something_to_say(kind, size):
    """A step has a title, and names only what is in the picture."""
    diagram = diagram_of(kind, size)
    known = {each.key for each in (*diagram.lanes, *diagram.columns, *diagram.boxes)}
    known |= {arrow.key for arrow in diagram.arrows}
    for step in diagram.steps:
        assert step.title.strip()
        assert set(step.shows) <= known


@each_kind
@each_language
@pytest.mark.parametrize("size", ["small", "shipped"])
def test_you_are_here_has_two_cues(kind, language, size):
    """One box is marked: with a badge, by a thick outline, and in the words for the blind."""
    plain = diagram_of(kind, size, language)
    if kind in COMPARED:
        pytest.skip("rows and columns are marked, not boxes: see the next test")
    stages = [box.key for box in plain.boxes if box.shape is Shape.STAGE]
    keys = stages or [box.key for box in plain.boxes]
    marked_key = keys[len(keys) // 2]
    diagram = drawn(
        sample_of(kind, size), ALSO.get(kind, kind), language=language, highlight=marked_key
    )
    assert [box.key for box in diagram.boxes if box.highlighted] == [marked_key]
    scene = lay_out(diagram)
    assert list(GEOMETRY["text on text"](scene, diagram)) == []
    assert list(GEOMETRY["boxes on boxes"](scene, diagram)) == []
    here = captions(language)["here"]
    assert sum(here in " ".join(text.lines) for text in texts(scene)) == 1
    rects = outlines(scene, diagram)
    thick = [key for key, rect in rects.items() if rect.stroke_width > 3]
    assert thick == [marked_key]
    assert here in diagram.description


@pytest.mark.parametrize("kind", ["gaps", "needs", "staff", "timeline"])
@each_language
@pytest.mark.parametrize("size", ["small", "shipped"])
def test_the_stage_that_one_is_in_is_marked(kind, language, size):
    """In a picture of rows and columns that of the stage has a badge and a thick frame."""
    sample = value(kind, PICTURES.get(kind).of, size)
    stage = sample.subject.stages[1]
    diagram = drawn(sample, kind, language=language, highlight=stage.key)
    lanes = (*diagram.columns, *diagram.lanes)
    assert [lane.key for lane in lanes if lane.highlighted] == [stage.key]
    scene = lay_out(diagram)
    here = captions(language)["here"]
    assert sum(here in " ".join(text.lines) for text in texts(scene)) == 1
    frames_ = [s for s in scene.walk() if isinstance(s, Rect) and s.stroke_width > 3.9]
    assert len(frames_) == 1
    assert here in diagram.description
    for check in GEOMETRY.values():
        assert list(check(scene, diagram)) == []


@each_kind
@each_language
@each_size
def test_the_long_text_names_everything(kind, language, size):
    """Who cannot see the picture is told of every box by its name."""
    diagram = diagram_of(kind, size, language)
    for box in diagram.boxes:
        assert box.label in diagram.description, box.key


@each_kind
@each_language
@each_size
def test_the_svg_is_well_formed_and_named(kind, language, size):
    """The root is an image with a title and a description."""
    root = ET.fromstring(scene_to_svg(scene_of(kind, size, language)))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title", "").strip()
    assert root.findtext(f"{space}desc", "").strip()
    named = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(named) == len(set(named))


CODE = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_pictures import KINDS, scene_of, scene_to_svg
for kind in KINDS:
    svg = scene_to_svg(scene_of(kind, "shipped", "de"))
    print(kind, hashlib.sha256(svg.encode()).hexdigest())
"""


def test_the_bytes_are_the_same_each_time():
    """Hash seed, time zone and locale leave no trace in any kind of picture."""
    ours = {
        kind: hashlib.sha256(scene_to_svg(scene_of(kind, "shipped", "de")).encode()).hexdigest()
        for kind in KINDS
    }
    for seed, zone in (("1", "UTC"), ("4711", "Pacific/Kiritimati")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", CODE, os.path.dirname(__file__)],
            env=surroundings, capture_output=True, text=True, check=True, timeout=100,
        )  # fmt: skip
        assert dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines()) == ours


@each_kind
def test_hostile_words_do_no_harm(kind):
    """Labels with markup, without end, or of nothing keep to their place; the file stays whole."""
    hostile = ("</svg><script>alert(1)</script>", "a" * 3000, "\u202eabc", "e\u0301" * 90, "&amp;")
    plain = diagram_of(kind, "small")
    words = itertools.cycle(hostile)
    boxes = tuple(evolve(box, label=next(words)) for box in plain.boxes)
    diagram = evolve(plain, boxes=boxes, title=hostile[0], notice=hostile[1])
    scene = lay_out(diagram)
    assert list(GEOMETRY["off the page"](scene, diagram)) == []
    assert list(GEOMETRY["text out of its box"](scene, diagram)) == []
    root = ET.fromstring(scene_to_svg(scene))
    assert not [element for element in root.iter() if element.tag.endswith("script")]
