from __future__ import annotations

import itertools

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from ladder_samples import BOTH, IN, OUT, SAMPLES, picture, plan, prince2_itil, small, unrelated
from scenery import bounds, curve, frames, groups, line_boxes, texts

from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.formats.svg import scene_to_svg
from lifecycle_map.layouts.ladder import ladder
from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.scenes import (
    Anchor,
    Connector,
    Rect,
    Scene,
    Text,
    mirrored,
)
from lifecycle_map.layouts.signs import sign
from lifecycle_map.layouts.themes import LIGHT
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Diagram, State

EVERY = pytest.mark.parametrize("name", list(SAMPLES))


def scene_of(name: str) -> Scene:
    return ladder(SAMPLES[name]())


@EVERY
def test_no_text_is_wider_than_its_room(name):
    """Every line of every text keeps to the width that it was given."""
    for text in texts(scene_of(name)):
        for line in text.lines:
            assert text_width(line, text.size, bold=text.bold) <= text.fit + 0.5, line


@EVERY
def test_nothing_is_outside_the_page(name):
    """All shapes are on the page, and all text keeps the safe margin at the sides."""
    scene = scene_of(name)
    for shape in scene.walk():
        for rect in bounds(shape):
            assert rect.x >= 0
            assert rect.y >= 0
            assert rect.right <= scene.width + 0.1
            assert rect.bottom <= scene.height + 0.1
            if isinstance(shape, Text):
                assert rect.x >= MARGIN - 0.1
                assert rect.right <= scene.width - MARGIN + 0.1


@EVERY
def test_no_text_lies_on_text(name):
    """The ink of two lines never shares an area."""
    lines = [rect for text in texts(scene_of(name)) for rect in line_boxes(text)]
    for one, other in itertools.combinations(lines, 2):
        assert not one.overlaps(other), (one, other)


@EVERY
def test_labels_touch_neither_each_other_nor_a_box(name):
    """The pill of a rung overlaps no other pill and no box."""
    diagram = SAMPLES[name]()
    scene = ladder(diagram)
    pills = [group.shapes[0] for group in groups(scene, "label:")]
    boxes = list(frames(scene, diagram).values())
    for one, other in itertools.combinations(pills, 2):
        assert not one.overlaps(other, 4)
    for pill, box in itertools.product(pills, boxes):
        assert not pill.overlaps(box, 4)


@EVERY
def test_a_label_sits_on_its_own_rung(name):
    """The line of a rung passes behind its own label."""
    scene = scene_of(name)
    rungs = {g.key.split(":")[1]: g.shapes[0] for g in groups(scene, "rung:")}
    for group in groups(scene, "label:"):
        pill, line = group.shapes[0], rungs[group.key.split(":")[1]]
        assert any(
            pill.x < x < pill.right and pill.y < y < pill.bottom for x, y in curve(line, 400)
        )


@EVERY
def test_no_line_runs_through_a_box_that_it_does_not_belong_to(name):
    """Rungs and flow keep out of all boxes."""
    diagram = SAMPLES[name]()
    scene = ladder(diagram)
    boxes = frames(scene, diagram)
    for shape in scene.walk():
        if isinstance(shape, Connector) and shape.start_key in boxes and shape.end_key in boxes:
            for x, y in curve(shape):
                for box in boxes.values():
                    assert not (box.x + 1 < x < box.right - 1 and box.y + 1 < y < box.bottom - 1)


def test_no_line_hides_behind_a_foreign_label_on_the_signature_picture():
    """On the ladder of PRINCE2 and ITIL every rung can be followed with the eye."""
    scene = ladder(prince2_itil())
    rungs = {g.key.split(":")[1]: g.shapes[0] for g in groups(scene, "rung:")}
    for group in groups(scene, "label:"):
        pill = group.shapes[0]
        for number, line in rungs.items():
            if number != group.key.split(":")[1]:
                assert not any(
                    pill.x < x < pill.right and pill.y < y < pill.bottom for x, y in curve(line)
                )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14, unique=True))
def test_rungs_cross_only_where_the_order_of_the_boxes_forces_them(pairs):
    """Two rungs cross at most once, and only if their boxes stand the other way round."""
    diagram = picture(
        list("ABCDE"),
        list("VWXYZ"),
        [(a, b, "", Match.CLOSE, OUT, 0.9) for a, b in pairs],
        title="crossings",
    )
    lines = [group.shapes[0] for group in groups(ladder(diagram), "rung:")]
    for (one, first), (other, second) in itertools.combinations(zip(lines, pairs, strict=True), 2):
        crossed = (one.points[0][0] - other.points[0][0]) * (
            one.points[-1][0] - other.points[-1][0]
        ) < 0
        forced = (first[0] - second[0]) * (first[1] - second[1]) < 0
        assert crossed == forced


@EVERY
def test_type_is_large_enough(name):
    """Text has 14 px or more; 12 only with many boxes, 10 in the notice."""
    diagram = SAMPLES[name]()
    many = len(diagram.boxes) > 12
    for group in ladder(diagram).groups():
        for shape in group.shapes:
            if isinstance(shape, Text):
                least = 10 if group.key == "notice" else 12 if many else 14
                assert shape.size >= least, shape


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "large"])
def test_a_slide_is_exactly_sixteen_to_nine(name):
    """Up to twelve boxes a lane fit on a page of 1280 by 720."""
    scene = scene_of(name)
    assert (scene.width, scene.height) == (1280, 720)


def test_many_stages_make_the_page_wider():
    """A plan of thirty stages is wider than a slide, and its boxes keep their width."""
    diagram = SAMPLES["large"]()
    scene = ladder(diagram)
    assert scene.width > 1280
    assert min(rect.width for rect in frames(scene, diagram).values()) > 100


def test_many_labels_make_the_page_higher():
    """When labels find no place the page grows, and still none touch."""
    rows = [
        (n % 3, n // 3 % 3, f"a label with quite some words {n}", Match.CLOSE, OUT, 0.9)
        for n in range(27)
    ]
    scene = ladder(picture(["A", "B", "C"], ["D", "E", "F"], rows, title="much"))
    assert scene.height > 720
    pills = [group.shapes[0] for group in groups(scene, "label:")]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(pills, 2))


def test_an_a4_page_works_too():
    """Another size of page is filled as asked."""
    scene = ladder(prince2_itil(), LIGHT, 1123, 794)
    assert (scene.width, scene.height) == (1123, 794)


def test_you_are_here_has_two_cues():
    """The highlighted box has a thick border and a badge, and no other box has either."""
    diagram = prince2_itil()
    scene = ladder(diagram)
    outlines = frames(scene, diagram)
    thick = [key for key, rect in outlines.items() if rect.stroke_width > 3]
    badged = [
        g.key
        for g in scene.groups()
        for s in g.shapes
        if isinstance(s, Text) and s.lines == ("You are here",)
    ]
    assert thick == badged == ["p3"]


def test_outside_and_repeating_boxes_are_marked():
    """Outside is dashed and tinted, repeating has a second outline."""
    diagram = prince2_itil()
    scene = ladder(diagram)
    assert frames(scene, diagram)["p1"].dash
    assert not frames(scene, diagram)["p2"].dash
    repeating = next(g for g in scene.groups() if g.key == "p3")
    assert sum(isinstance(shape, Rect) for shape in repeating.shapes) == 3


def test_a_gap_is_seen():
    """A box without any rung says so, and one with a rung does not."""
    marked = [
        g.key
        for g in ladder(plan()).groups()
        for s in g.shapes
        if isinstance(s, Text) and s.lines == ("no counterpart",)
    ]
    assert marked == ["p6", "s5"]


def test_without_any_rung_the_picture_says_so_once():
    """Nothing in common is one sentence, not a mark on every box."""
    said = [text.lines[0] for text in texts(ladder(unrelated()))]
    assert "No correspondences" in said
    assert "no counterpart" not in said


def test_a_match_of_none_is_no_line():
    """Looked for and not found is shown as a gap, not as a rung."""
    diagram = picture(
        ["A", "B"],
        ["C"],
        [(0, 0, "x", Match.CLOSE, OUT, 0.9), (1, 0, "y", Match.NONE, OUT, 0.9)],
        title="none",
    )
    assert len(groups(ladder(diagram), "rung:")) == 1


def test_a_whole_lane_is_a_band_and_no_bundle_of_lines():
    """The two correspondences of the whole project are labelled bands along its lane."""
    scene = ladder(prince2_itil())
    assert [g.key for g in groups(scene, "band:")] == ["band:p>s5", "band:p>s1"]
    assert len(groups(scene, "rung:")) == 9


@pytest.mark.parametrize(
    ("direction", "up", "down"),
    [(IN, True, False), (OUT, False, True), (BOTH, True, True), (Direction.PARALLEL, False, False)],
)
def test_heads_say_who_gives(direction, up, down):
    """An arrowhead is where something arrives."""
    diagram = picture(["A"], ["B"], [(0, 0, "", Match.CLOSE, direction, 0.9)], title="heads")
    line = groups(ladder(diagram), "rung:")[0].shapes[0]
    assert (line.head_start, line.head_end) == (up, down)


def test_thickness_says_how_sure_and_dash_says_which_match():
    """Three steps of confidence, three kinds of line."""
    rows = [
        (0, 0, "", match, OUT, sure)
        for match, sure in (
            (Match.EXACT, 0.85),
            (Match.CLOSE, 0.6),
            (Match.BROAD, 0.59),
            (Match.RELATED, 0.59),
        )
    ]
    lines = [
        g.shapes[0] for g in groups(ladder(picture(["A"], ["B"], rows, title="lines")), "rung:")
    ]
    widths = [line.stroke_width for line in lines]
    assert widths[0] > widths[1] > widths[2] == widths[3]
    assert lines[0].dash == lines[1].dash == ()
    assert lines[2].dash[0] > lines[3].dash[0] > 0


@EVERY
def test_the_legend_is_complete_and_minimal(name):
    """The legend explains the signs that are used, and no others."""
    diagram = SAMPLES[name]()
    rungs = [arrow for arrow in diagram.arrows if arrow.match]
    drawn = {a.confidence for a in rungs if {a.start, a.end}.isdisjoint({"p", "s"})}
    used = {arrow.direction.value for arrow in rungs} | {arrow.match.value for arrow in rungs}
    used |= {"high" if c >= 0.85 else "medium" if c >= 0.6 else "low" for c in drawn}
    used |= {"outside"} if any(box.outside for box in diagram.boxes) else set()
    used |= {"repeats"} if any(box.repeats for box in diagram.boxes) else set()
    shown = {
        key for g in groups(ladder(diagram), "legend:") for key in g.key.split(":")[1].split("+")
    }
    assert shown - {"hand-over", "match", "confidence"} == used


def test_right_to_left_mirrors_every_x():
    """An Arabic picture is the mirror of the same picture from left to right."""
    arabic = SAMPLES["arabic"]()
    leftwards = ladder(arabic)
    rightwards = evolve(ladder(evolve(arabic, language="en")), language="ar")
    ours, theirs = frames(leftwards, arabic), frames(rightwards, arabic)
    for key, rect in ours.items():
        assert rect.x == pytest.approx(leftwards.width - theirs[key].x - theirs[key].width)
    title = next(g for g in leftwards.groups() if g.key == "title").shapes[0]
    assert title.anchor is Anchor.END
    assert title.x == leftwards.width - MARGIN
    first = next(s for g in groups(leftwards, "flow:p1") for s in g.shapes)
    assert first.points[0][0] > first.points[-1][0]


def test_a_tick_is_not_turned_round():
    """What is a sign and no direction keeps its form, at its mirrored place."""
    ring, tick = sign(State.VISIBLE, 100.0, 50.0, 20.0, LIGHT)
    scene = Scene(width=400, height=100, background="#fff", title="T", shapes=(ring, tick))
    turned = mirrored(scene).shapes
    steps = [[x - path.points[0][0] for x, _ in path.points] for path in (tick, turned[1])]
    assert turned[0].x == 400 - ring.x - ring.width
    assert steps[0] == pytest.approx(steps[1])
    assert turned[1].points[0][0] == pytest.approx(400 - tick.points[-1][0])


def test_mirroring_twice_changes_nothing():
    """The mirror of the mirror is the picture."""
    scene = ladder(small())
    assert scene_to_svg(mirrored(mirrored(scene))) == scene_to_svg(scene)


def test_connectors_can_be_glued():
    """Every rung and every flow names the two boxes that it joins."""
    diagram = prince2_itil()
    keys = {box.key for box in diagram.boxes}
    for prefix in ("rung:", "flow:"):
        for group in groups(ladder(diagram), prefix):
            assert {group.shapes[0].start_key, group.shapes[0].end_key} <= keys


def test_the_whole_label_is_kept_when_it_is_shortened():
    """A label too long for its pill ends in an ellipsis; hovering says all of it."""
    label = "word " * 60
    diagram = picture(["A"], ["B"], [(0, 0, label, Match.CLOSE, OUT, 0.9)], title="long")
    group = groups(ladder(diagram), "label:")[0]
    assert group.shapes[1].lines[-1].endswith("…")
    assert label in group.title


def test_a_loop_back_runs_under_the_lane():
    """The arrow from the last stage to the first keeps below the boxes."""
    diagram = prince2_itil()
    scene = ladder(diagram)
    loop = groups(scene, "flow:s5>s1")[0].shapes[0]
    bottom = frames(scene, diagram)["s1"].bottom
    assert all(y >= bottom - 0.1 for _, y in loop.points)
    assert max(y for _, y in loop.points) < bottom + 40


def test_a_diagram_needs_two_lanes():
    """A ladder with one rail is no ladder."""
    with pytest.raises(UnsuitableFormatError):
        ladder(Diagram(kind="ladder", title="one", lanes=small().lanes[:1]))


def test_an_arrow_to_nowhere_is_refused():
    """An arrow must lead to a box or a lane that is in the picture."""
    lost = evolve(small(), arrows=(Arrow(start="p1", end="nowhere", match=Match.CLOSE),))
    with pytest.raises(UnknownNameError, match="nowhere"):
        ladder(lost)


def test_empty_lanes_are_drawn():
    """Lanes without boxes make a picture, not an error."""
    assert ladder(Diagram(kind="ladder", title="", lanes=small().lanes)).height == 720


LABELS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["</svg><script>alert(1)</script>", "a" * 10_000, "\u202eabc", "é" * 300, "e\u0301"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LABELS, min_size=1, max_size=6), st.lists(LABELS, min_size=1, max_size=6))
def test_any_labels_are_laid_out_within_their_boxes(upper, lower):
    """Whatever a label says, it keeps to its box and the page, and the picture is made."""
    rows = [(0, 0, upper[0], Match.CLOSE, OUT, 0.5), (None, 0, lower[-1], Match.RELATED, IN, 0.9)]
    scene = ladder(picture(upper, lower, rows, title=lower[0], notice=upper[-1]))
    for text in texts(scene):
        for line in text.lines:
            wide = text_width(line, text.size, bold=text.bold)
            assert wide <= text.fit + text.size * 1.5
    assert scene_to_svg(scene).endswith("</svg>\n")
