from __future__ import annotations

import json

import pytest
from awkward_labels import LABELS, labelled
from ladder_samples import SAMPLES, prince2_itil, small

from lifecycle_map.formats.excalidraw import scenes_to_excalidraw
from lifecycle_map.formats.figures import figures
from lifecycle_map.layouts.ladder import ladder


def elements(scene):
    return json.loads(scenes_to_excalidraw((scene,)).content)["elements"]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_arrows_and_boxes_know_each_other(name):
    """An arrow is bound at both ends, and each box lists it."""
    scene = ladder(SAMPLES[name]())
    found = {element["id"]: element for element in elements(scene)}
    arrows = [e for e in found.values() if e["type"] == "arrow" and e["startBinding"]]
    assert len(arrows) == sum(figure.glued for figure in figures(scene))
    for arrow in arrows:
        for end in ("startBinding", "endBinding"):
            box = found[arrow[end]["elementId"]]
            assert {"type": "arrow", "id": arrow["id"]} in box["boundElements"]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_words_are_bound_to_the_box_that_they_are_in(name):
    """Both know it, so that they are moved as one; ids and seeds are unique."""
    found = {element["id"]: element for element in elements(ladder(SAMPLES[name]()))}
    inside = [e for e in found.values() if e.get("containerId")]
    for words in inside:
        bound = found[words["containerId"]]["boundElements"]
        assert {"type": "text", "id": words["id"]} in bound
    assert len({element["seed"] for element in found.values()}) == len(found)
    assert inside


def test_words_of_several_sizes_fit_their_box():
    """A box holds one size of type; it is as large as the room allows."""
    found = {element["id"]: element for element in elements(ladder(SAMPLES["plan"]()))}
    for words in (e for e in found.values() if e.get("containerId")):
        assert words["height"] <= found[words["containerId"]]["height"]


def test_what_it_cannot_show_is_said():
    """There are no slides and no bold letters."""
    told = scenes_to_excalidraw((ladder(small()), ladder(prince2_itil()))).warnings
    assert ["steps" in told[0], "bold" in told[1]] == [True, True]


@pytest.mark.parametrize("name", list(LABELS))
def test_any_label_is_kept_as_it_is(name):
    """JSON holds every text."""
    label = LABELS[name].replace("\r\n", "\n")
    assert label in [e["originalText"] for e in elements(labelled(label)) if e["type"] == "text"]
