"""A ladder of more lifecycles than two: what may be put together, and how it is laid out."""

from __future__ import annotations

import pytest
from attrs import evolve
from picture_samples import aligned, laddered, shipped_ladder, small
from scenery import frames, groups, texts

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.errors import InvalidOptionError, UnsuitableFormatError, WrongKindError
from lifecycle_map.formats.rendering import diagram, render
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Connector
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.views.diagrams import Arrow, Tone
from lifecycle_map.views.ladders import MOST_LABELS


def test_alignments_go_on_from_each_other():
    """What one alignment ends with, the next begins with, and each lifecycle comes once."""
    one, two = small(), small(Side.SERVICE)
    there, back = aligned(one, two, 2), aligned(two, one, 2)
    assert lm.ladder(there).rails == (one, two)
    with pytest.raises(InvalidOptionError, match="alignment 2 begins with small-project, where"):
        lm.ladder(there, there)
    with pytest.raises(InvalidOptionError, match="small-project comes twice"):
        lm.ladder(there, back)
    with pytest.raises(InvalidOptionError, match="needs an alignment"):
        lm.ladder()
    with pytest.raises(WrongKindError):
        lm.ladder(one)


def test_each_lane_stands_under_the_one_before():
    """Lanes are in the order given, none reaches into the next, and each has its own boxes."""
    drawn = diagram(laddered(4, small, 3))
    scene = lay_out(drawn)
    rects = frames(scene, drawn)
    tops = [
        {round(rects[box.key].y) for box in drawn.boxes if box.lane == lane.key}
        for lane in drawn.lanes
    ]
    assert all(len(each) == 1 for each in tops)
    assert [min(each) for each in tops] == sorted(min(each) for each in tops)


def test_rungs_join_neighbours_and_are_glued():
    """Every rung runs from a box of one lane, or from its name, to one of the next."""
    drawn = diagram(shipped_ladder("prince2", "itil", "devops-loop"))
    order = [lane.key for lane in drawn.lanes]
    lanes = {box.key: order.index(box.lane) for box in drawn.boxes}
    lanes |= {key: number for number, key in enumerate(order)}
    scene = lay_out(drawn)
    keys = {group.key for group in scene.groups()}
    rungs = [line for group in groups(scene, "rung:") for line in group.shapes]
    assert len(rungs) == sum(arrow.match is not None for arrow in drawn.arrows) > 15
    for rung in rungs:
        assert isinstance(rung, Connector)
        assert {rung.start_key, rung.end_key} <= keys
        assert lanes[rung.end_key] - lanes[rung.start_key] == 1


def test_neighbours_of_one_side_have_two_colours():
    """A plan over PRINCE2, or ITIL over another service framework, are told apart."""
    three = diagram(shipped_ladder("pm2", "prince2", "itil"))
    assert [lane.tone for lane in three.lanes] == [Tone.PROJECT, Tone.INTERFACE, Tone.SERVICE]


def test_labels_are_shared_among_the_gaps():
    """More lanes do not mean more labels than can be read."""
    drawn = diagram(laddered(4, small, 8))
    assert 0 < sum(bool(arrow.label) for arrow in drawn.arrows) <= MOST_LABELS


def test_five_lanes_fit_a_slide_and_more_make_it_higher():
    """Up to a fifth larger, so that type stays above 10 px on a slide; then only higher."""
    five = lay_out(diagram(laddered(5, small, 2)))
    assert five.width / five.height == pytest.approx(16 / 9, rel=0.01)
    assert five.width <= 1280 * 1.2
    nine = lay_out(diagram(laddered(9, small, 2)))
    assert nine.height > nine.width * 9 / 16 + 100
    least = min(text.size for text in texts(nine) if text.size > 11)
    assert least * 1280 / nine.width >= 10


def test_an_arrow_that_passes_over_a_lane_is_refused():
    """Rungs join neighbours; one that skips a lane would run through its boxes."""
    drawn = diagram(laddered(3, small, 2))
    first, last = drawn.boxes[0].key, drawn.boxes[-1].key
    far = evolve(drawn, arrows=(Arrow(start=first, end=last),))
    with pytest.raises(UnsuitableFormatError, match="passes over a lane"):
        lay_out(far)


@pytest.mark.parametrize("format", ["mermaid", "plantuml", "d2", "dot", "drawio", "html", "csv"])
def test_every_format_of_pictures_takes_it(format):
    """Text formats, editors, pages and tables name the boxes of all lanes."""
    text = render(shipped_ladder("prince2", "itil", "devops-loop"), format)
    assert isinstance(text, str)
    assert all(name in text for name in ("Final stage", "Service Operation", "Monitor"))


@pytest.mark.parametrize("format", ["json", "sssom", "graphml", "turtle"])
def test_formats_of_data_say_what_they_take(format):
    """A ladder is a picture: data of it is that of its alignments."""
    with pytest.raises(UnsuitableFormatError, match="align two lifecycles"):
        render(laddered(3, small, 2), format)


def test_the_command_takes_any_number(tmp_path, capsys):
    """`draw A B C` writes one picture; a view is asked of those that have it."""
    path = tmp_path / "three.svg"
    assert run(["draw", "prince2", "itil", "devops-loop", "--view", "seed", "-o", str(path)]) == 0
    assert "PRINCE2, ITIL service lifecycle and DevOps loop" in path.read_text("utf-8")
    assert run(["draw", "prince2", "itil", "itil-4", "--view", "sed", "-o", str(path)]) == 2
    assert "did you mean 'seed'" in capsys.readouterr().err
    assert run(["draw", "prince2", "itil", "prince2", "-o", str(path)]) == 2
    assert "prince2-2023 comes twice" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["align", "suggest"])
def test_commands_of_two_say_so(command, capsys):
    """Who names three is told which command takes them."""
    assert run([command, "prince2", "itil", "devops-loop"]) == 2
    assert "takes two lifecycles; 'lifecycle-map draw A B C'" in capsys.readouterr().err
