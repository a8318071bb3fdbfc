from __future__ import annotations

import itertools

import pytest
from ladder_samples import prince2_itil

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.layouts.laying import LAYOUTS, SIZES, lay_out
from lifecycle_map.layouts.scenes import Group, Scene, Shape
from lifecycle_map.layouts.stepping import frames
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.views.ladders import ladder

ALIGNMENT = align(load_lifecycle("prince2-2023"), load_lifecycle("itil-2011"))


def leaves(scene: Scene) -> list[Shape]:
    """All that is painted, each piece with its place."""
    return list(scene.walk())


def test_frames_only_ever_add():
    """Each frame holds all that the one before it held, at the same place; the last is whole."""
    diagram = ladder(ALIGNMENT)
    scene = lay_out(diagram)
    made = frames(scene, diagram)
    assert len(made) == len(diagram.steps) + 1 > 5
    for earlier, later in itertools.pairwise(made):
        held = leaves(later)
        assert all(shape in held for shape in leaves(earlier))
        assert len(leaves(earlier)) < len(held)
    assert made[-1] == scene


def test_no_arrow_comes_before_its_boxes():
    """The first frame has the lanes, and neither box nor rung nor flow."""
    diagram = ladder(ALIGNMENT)
    first = frames(lay_out(diagram), diagram)[0]
    keys = [group.key for group in first.groups()]
    assert not [key for key in keys if key.startswith(("rung:", "label:", "flow:", "band:"))]
    assert not {box.key for box in diagram.boxes} & set(keys)
    assert {lane.key for lane in diagram.lanes} <= set(keys)


def test_each_step_names_what_there_is():
    """Steps name lanes, boxes and arrows of the picture, each once, and have a title."""
    diagram = ladder(ALIGNMENT)
    named = [key for step in diagram.steps for key in step.shows]
    known = {box.key for box in diagram.boxes} | {arrow.key for arrow in diagram.arrows}
    assert set(named) <= known
    assert all(step.title for step in diagram.steps)


def test_a_picture_without_steps_has_one_frame():
    """What is not built up is there at once."""
    diagram = prince2_itil()
    assert frames(lay_out(diagram), diagram) == (lay_out(diagram),)


def test_nothing_is_torn_out_of_a_group_that_stays():
    """A lane keeps its ground and title before its boxes come."""
    diagram = ladder(ALIGNMENT)
    first = frames(lay_out(diagram), diagram)[0]
    lane = next(group for group in first.groups() if group.key == diagram.lanes[0].key)
    assert len([shape for shape in lane.shapes if not isinstance(shape, Group)]) >= 2


@pytest.mark.parametrize("size", SIZES)
def test_a_page_is_at_least_as_large_as_asked(size):
    """A small picture fills exactly the page."""
    scene = lay_out(prince2_itil(), size=size)
    assert scene.width >= SIZES[size][0]
    assert scene.height >= SIZES[size][1]


def test_an_unknown_size_or_kind_is_refused():
    """Misspelt sizes and kinds of picture are refused with the nearest name."""
    with pytest.raises(UnknownNameError, match="unknown size '16:10'"):
        lay_out(prince2_itil(), size="16:10")
    assert set(LAYOUTS) >= {"ladder"}
