from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from ladder_samples import OUT, SAMPLES, picture, prince2_itil, small

from lifecycle_map.formats.svg import escape, number, scene_to_svg
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.model.matches import Match

SVG = "{http://www.w3.org/2000/svg}"
LEGAL = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", codec="utf-8"
)


def svg_of(name: str) -> str:
    return scene_to_svg(ladder(SAMPLES[name]()))


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_picture_is_accessible(name):
    """The root is an image with a name and a description, and nothing inside has a role."""
    root = ET.fromstring(svg_of(name))
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    named = [ids[key] for key in root.get("aria-labelledby").split()]
    assert [element.tag for element in named] == [f"{SVG}title", f"{SVG}desc"]
    assert all(element.text for element in named)
    assert not [element for element in root.iter() if element is not root and element.get("role")]


def test_ids_differ_between_pictures():
    """Two pictures on one page do not share an id."""
    ids = [
        {e.get("id") for e in ET.fromstring(svg_of(name)).iter() if e.get("id")} for name in SAMPLES
    ]
    assert sum(map(len, ids)) == len(set().union(*ids))


@pytest.mark.parametrize("name", list(SAMPLES))
def test_only_the_portable_subset_is_written(name):
    """No marker, style, script, variable, foreign object or direction."""
    svg = svg_of(name)
    root = ET.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "path", "polygon", "text", "tspan"}
    assert "var(" not in svg
    assert "direction" not in {key for element in root.iter() for key in element.attrib}
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_groups_say_what_they_are():
    """A box says its label on hovering, and carries its key."""
    root = ET.fromstring(svg_of("prince2_itil"))
    box = root.find(f".//{SVG}g[@data-key='p3']")
    assert box.findtext(f"{SVG}title").startswith("Subsequent delivery stage(s)")


def test_numbers_are_short_and_stable():
    """Two decimals, no zeros that say nothing, no minus zero."""
    assert [number(v) for v in (1.0, 0.126, -0.001, 1e-9, 1234.5)] == [
        "1",
        "0.13",
        "0",
        "0",
        "1234.5",
    ]


def test_what_xml_cannot_hold_is_replaced():
    """Control characters and halves of characters become the replacement character."""
    assert escape("a\x00b\ud800c\ufffed") == "a\ufffdb\ufffdc\ufffdd"
    assert escape('\r<&>"') == "&#13;&lt;&amp;&gt;&quot;"


@settings(max_examples=80, deadline=None)
@given(st.text(st.one_of(LEGAL, st.sampled_from("<>&\"'\r\n\t")), min_size=1, max_size=120))
def test_labels_read_back_equal(label):
    """What a label says is found unchanged by an XML reader, whatever it says."""
    rows = [(0, 0, label, Match.CLOSE, OUT, 0.9)]
    svg = scene_to_svg(ladder(picture([label], ["B"], rows, title=label)))
    root = ET.fromstring(svg.encode("utf-8"))
    assert root.findtext(f"{SVG}title") == label
    assert root.findtext(f".//{SVG}g[@data-key='p1']/{SVG}title") == label


@pytest.mark.parametrize(
    "hostile",
    [
        "</svg><script>alert(1)</script>",
        '" onload="alert(1)',
        "javascript:alert(1)",
        "]]><!--",
        "&lt;b&gt;",
        "\ud800\x00\x1b",
        "x" * 10_000,
    ],
)
def test_nothing_gets_in(hostile):
    """Hostile labels are text: no element, no attribute, no broken file comes of them."""
    diagram = evolve(
        picture([hostile], [hostile], [(0, 0, hostile, Match.CLOSE, OUT, 0.9)], title=hostile),
        description=hostile,
        notice=hostile,
        subtitle=hostile,
    )
    root = ET.fromstring(scene_to_svg(ladder(diagram)).encode("utf-8"))
    for element in root.iter():
        assert element.tag != f"{SVG}script"
        assert not [key for key in element.attrib if key.startswith("on")]


def test_an_empty_scene_still_has_a_name():
    """Title and description are never empty."""
    empty = Scene(width=10, height=10, background="#FFFFFF", title="", shapes=())
    root = ET.fromstring(scene_to_svg(empty))
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == "Diagram"


def test_every_label_is_in_the_text():
    """The words of all boxes are there as text that can be searched."""
    words = " ".join(ET.fromstring(svg_of("prince2_itil")).itertext())
    assert all(box.label in words for box in prince2_itil().boxes)


def test_bytes_are_the_same_in_every_process():
    """Hash seed, time zone and locale change nothing."""
    here = Path(__file__).parent
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from ladder_samples import SAMPLES;"
        "from lifecycle_map.formats.svg import scene_to_svg;"
        "from lifecycle_map.layouts.ladder import ladder;"
        "print(hashlib.sha256(''.join(scene_to_svg(ladder(make()))"
        " for make in SAMPLES.values()).encode()).hexdigest())"
    )
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("7", "Asia/Tokyo", "de_DE.UTF-8")):
        around = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", code, str(here)],
            env=around,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1


def test_a_scene_is_written_twice_alike():
    """Laying out and writing have no memory."""
    assert scene_to_svg(ladder(small())) == scene_to_svg(ladder(small()))


def test_a_line_that_is_read_leftwards_says_so():
    """In an Arabic picture a line that begins with a Latin name still starts at the right."""
    arabic = evolve(small(), language="ar", title="PRINCE2: الإصدار السابع")
    svg = scene_to_svg(ladder(arabic))
    assert "\u202bPRINCE2: الإصدار السابع\u202c</tspan>" in svg
    assert "direction" not in svg
    assert "\u202b" not in scene_to_svg(ladder(evolve(arabic, language="en")))
