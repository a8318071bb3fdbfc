from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from awkward_labels import LABELS, labelled
from ladder_samples import SAMPLES, prince2_itil, small

from lifecycle_map.formats.drawio import scenes_to_drawio
from lifecycle_map.formats.figures import figures
from lifecycle_map.layouts.ladder import ladder


class Shown(HTMLParser):
    """What a label shows, and the elements that are in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data):
        self.text += data


def shown(label: str) -> tuple[str, set[str]]:
    parser = Shown()
    parser.feed(label)
    parser.close()
    return parser.text, parser.tags


def cells(*scenes):
    root = ET.fromstring(scenes_to_drawio(scenes))
    return [list(page.iter("UserObject")) for page in root.iter("diagram")]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_edge_has_source_and_target_among_the_cells(name):
    """As many edges as connectors between boxes, and nothing hangs loose."""
    scene = ladder(SAMPLES[name]())
    (page,) = cells(scene)
    ids = {cell.get("id") for cell in page}
    inner = [cell.find("mxCell") for cell in page]
    edges = [cell for cell in inner if cell.get("edge")]
    assert len(edges) == sum(figure.glued for figure in figures(scene))
    assert {cell.get("source") for cell in edges} | {cell.get("target") for cell in edges} <= ids
    assert {cell.get("parent") for cell in inner} <= ids | {"1"}
    assert len(ids) == len(page)


def test_boxes_stand_in_their_lane():
    """Whoever moves a lane moves its boxes."""
    (page,) = cells(ladder(small()))
    by_key = {cell.get("key"): cell for cell in page if cell.get("label")}
    for box, lane in (("p1", "p"), ("p2", "p"), ("s1", "s")):
        assert by_key[box].find("mxCell").get("parent") == by_key[lane].get("id")
    assert "container=1" in by_key["p"].find("mxCell").get("style")


def test_a_step_is_a_page():
    """Two scenes are two pages whose cells do not share an id within a page."""
    assert len(cells(ladder(small()), ladder(prince2_itil()))) == 2


@pytest.mark.parametrize("name", list(LABELS))
def test_any_label_is_shown_as_it_is(name):
    """Labels are HTML: nothing in one is taken for an element."""
    label = LABELS[name].replace("\r\n", "\n")
    (page,) = cells(labelled(label))
    text, tags = shown(
        next(cell.get("label") for cell in page if cell.get("key") == "a" and cell.get("label"))
    )
    assert text == label
    assert tags <= {"br"}
