from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from attrs import evolve
from awkward_labels import LABELS, labelled
from ladder_samples import SAMPLES, arabic, prince2_itil, small

import lifecycle_map as lm
from lifecycle_map.formats.html_pictures import entries
from lifecycle_map.formats.html_scenes import scenes_to_html
from lifecycle_map.formats.html_words import _WORDS, html_words
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.scenes import Group, Scene


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text in each kind."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if self._open:
            self.texts[self._open[-1]][-1] += data


def without(scene: Scene, *keys: str) -> Scene:
    left = [s for s in scene.shapes if not (isinstance(s, Group) and s.key in keys)]
    return evolve(scene, shapes=tuple(left))


def test_the_rules_of_the_page_allow_its_own_style_and_script_only():
    """Hashes of both are in the policy, and it allows nothing from outside."""
    page = scenes_to_html([ladder(small())])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"(src|href)=\"(?!data:)", page)
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", list(SAMPLES))
def test_no_style_and_no_handler_stands_in_an_element(name):
    """The policy would refuse them."""
    page = Page(scenes_to_html([ladder(SAMPLES[name]())]))
    names = {attribute for _, attributes in page.elements for attribute in attributes}
    assert not {one for one in names if one.startswith("on") or one == "style"}


@pytest.mark.parametrize("name", list(SAMPLES))
def test_all_that_has_a_title_can_be_reached(name):
    """Groups with a title are buttons, none inside another, and are listed once."""
    scene = ladder(SAMPLES[name]())
    page = Page(scenes_to_html([scene]))
    buttons = [a for tag, a in page.elements if tag == "g" and a.get("role") == "button"]
    listed = {key for entry in entries(scene) for key in entry.keys.split(" ")}
    assert {button["data-name"] for button in buttons} == listed
    assert len({(entry.name, entry.more) for entry in entries(scene)}) == len(entries(scene))


def test_a_shape_is_painted_once_and_knows_its_steps():
    """What is in every step says nothing; what comes later says when."""
    whole = ladder(small())
    page = scenes_to_html([without(whole, "rung:1", "label:1"), whole])
    assert page.count('data-steps="2"') == 3
    assert page.count('data-name="rung:1"') == page.count('data-name="rung:0"') == 1


def test_what_the_whole_does_not_have_is_hidden_at_first():
    """Without scripts the whole picture is seen."""
    whole = ladder(small())
    page = scenes_to_html([whole, without(whole, "rung:1")])
    assert page.count('<g data-steps="1" class="off">') == 1


def test_a_dark_picture_is_for_those_who_want_one():
    """Both pictures are in the file, and the style chooses."""
    scene = ladder(small())
    page = Page(scenes_to_html([scene], [evolve(scene, background="#10151C")]))
    assert [a["class"] for tag, a in page.elements if tag == "svg"] == ["light", "dark"]
    assert page.elements[0][1]["class"] == "either"


def test_the_page_of_a_dark_picture_is_dark():
    """A dark theme alone makes a dark page."""
    page = scenes_to_html([evolve(ladder(small()), background="#10151C")])
    assert 'class="night"' in page


def test_arabic_runs_from_right_to_left():
    """The page says so; its picture is mirrored already."""
    page = scenes_to_html([ladder(arabic())])
    assert '<html lang="ar" dir="rtl"' in page
    assert "direction: ltr" in page


@pytest.mark.parametrize("language", list(_WORDS))
def test_every_language_has_every_word(language):
    """Places for numbers are kept."""
    words = html_words(language)
    assert all(words.values())
    assert all(f"{{{place}}}" in words[key] for key in ("step", "found") for place in (0, 1))


@pytest.mark.parametrize("name", list(LABELS))
def test_any_label_is_shown_as_it_is(name):
    """Nothing in a label is taken for an element."""
    label = LABELS[name].replace("\r\n", "\n")
    page = Page(scenes_to_html([labelled(label)]))
    assert label in [text.replace("\r\n", "\n") for text in page.texts["title"]]
    assert [tag for tag, _ in page.elements].count("script") == 1


def test_the_same_scene_gives_the_same_text():
    """And `render` gives it by name."""
    assert scenes_to_html([ladder(prince2_itil())]) == scenes_to_html([ladder(prince2_itil())])
    lifecycles = [lm.load_lifecycle(name) for name in ("prince2-2023", "itil-2011")]
    assert lm.render(lm.align(*lifecycles), "html", picture="ladder").startswith("<!doctype html>")
