"""A free graph is laid out by an engine and drawn by us, so that every format can take it."""

from __future__ import annotations

import pytest
from picture_checks import COLOURS, GEOMETRY
from picture_samples import _stages, dated, large, small, small_alignment
from scenery import frames, groups

from lifecycle_map.errors import EngineError, UnknownNameError
from lifecycle_map.formats import engines
from lifecycle_map.formats.placing import placed_graph
from lifecycle_map.formats.rendering import diagram, render
from lifecycle_map.layouts.blocks import blocks_of
from lifecycle_map.layouts.free_graph import LABEL, MOST_LABELS
from lifecycle_map.layouts.scenes import Connector, Text
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.views.nesting import nest

SAMPLES = {
    "small": small(),
    "prince2": load_lifecycle("prince2"),
    "itil": load_lifecycle("itil"),
    "two": small_alignment(),
    "large": large(),
}
KINDS = ("stage", "process", "activity", "gate", "product", "role")
HARD = ("lines through boxes", "struck through")
"""An engine decides on lines: it may lead one past the corner of a box, or over the name of a lane."""


@pytest.fixture(autouse=True)
def _engine():
    try:
        engines.find_engine()
    except EngineError:
        pytest.skip("no Graphviz engine")


def graph_of(name, **wishes):
    return diagram(SAMPLES[name], "graph", **wishes)


@pytest.mark.parametrize("check", [name for name in GEOMETRY if name not in HARD])
@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
@pytest.mark.parametrize("name", SAMPLES)
def test_all_can_be_read(name, language, check):
    """Words stand in their boxes, on the page, on nothing else, and are never small."""
    drawn = graph_of(name, language=language)
    scene = placed_graph(drawn, THEMES["light"], "16:9")
    assert list(GEOMETRY[check](scene, drawn)) == []


@pytest.mark.parametrize("check", COLOURS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["prince2", "itil", "two"])
def test_all_can_be_seen(name, theme, check):
    """Graphs have the themes of all pictures, with their contrast."""
    drawn = graph_of(name)
    assert list(COLOURS[check](placed_graph(drawn, THEMES[theme], "16:9"), drawn)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_box_and_arrow_is_drawn(name):
    """Each box has a group of its key, each arrow a line that is glued to its ends."""
    drawn = graph_of(name)
    scene = placed_graph(drawn, THEMES["light"], "16:9")
    keys = [group.key for group in scene.groups()]
    assert len(keys) == len(set(keys))
    assert {box.key for box in drawn.boxes} <= set(keys)
    lines = [*groups(scene, "line:"), *groups(scene, "way:")]
    assert sorted(group.of for group in lines) == sorted(arrow.key for arrow in drawn.arrows)
    ends = {
        shape.start_key for group in lines for shape in group.shapes if isinstance(shape, Connector)
    }
    assert ends <= set(keys)


def test_what_contains_others_stands_over_them():
    """The processes of a stage stand in a column under its name, and inside its frame."""
    drawn = graph_of("itil")
    rects = frames(placed_graph(drawn, THEMES["light"], "16:9"), drawn)
    head = rects["itil-2011:service-design"]
    rows = [rects[box.key] for box in drawn.boxes if box.within == "itil-2011:service-design"]
    assert len(rows) == 8
    assert all(row.y >= head.bottom and head.x <= row.x and row.right <= head.right for row in rows)


def test_ways_inside_a_block_have_tracks_of_their_own():
    """Two arrows in one column do not lie on each other."""
    operation = next(
        block for block in blocks_of(nest(graph_of("itil"))) if "operation" in block.key
    )
    places = operation.places(0, 0)
    bends = [
        {x for x, _ in operation.run(way, places)} - {places[1].right} for way in operation.ways
    ]
    assert len(bends) > 2
    overlap = [
        (one, two) for one in operation.ways for two in operation.ways
        if one is not two and one.track == two.track
        and min(one.start, one.end) <= max(two.start, two.end)
        and min(two.start, two.end) <= max(one.start, one.end)
    ]  # fmt: skip
    assert overlap == []


def test_many_labels_are_told_on_hovering():
    """With more labels than can be read none is written; the lines still say it."""
    drawn = graph_of("large", kinds=KINDS)
    assert len(drawn.boxes) == 300
    scene = placed_graph(drawn, THEMES["light"], "16:9")
    assert sum(bool(arrow.label) for arrow in drawn.arrows) > MOST_LABELS
    assert groups(scene, "label:") == []
    assert any("creates" in group.title for group in groups(scene, "line:"))
    assert min(text.size for text in scene.walk() if isinstance(text, Text)) >= 11


def test_labels_stand_at_their_lines():
    """A graph of few arrows says what passes, in type of fourteen px."""
    scene = placed_graph(graph_of("prince2"), THEMES["light"], "16:9")
    labels = groups(scene, "label:")
    assert len(labels) > 10
    assert {
        shape.size for group in labels for shape in group.shapes if isinstance(shape, Text)
    } == {LABEL}


@pytest.mark.parametrize("name", ["pptx", "drawio", "excalidraw", "html", "pdf", "png", "svg"])
def test_every_format_takes_a_graph(name):
    """What people edit, print and explore holds a graph as well."""
    assert render(SAMPLES["prince2"], name, picture="graph")


def test_a_long_chain_is_folded():
    """Three hundred steps in a row stand in rows under each other, in their order."""
    names = ", ".join(f"Step {n}" for n in range(300))
    orders = ",".join(f"step-{n} > step-{n + 1}" for n in range(299))
    drawn = diagram(_stages("chain", "Chain", names, orders), "graph")
    scene = placed_graph(drawn, THEMES["light"], "16:9")
    assert scene.width < 3 * scene.height < 12000
    for check in GEOMETRY.values():
        assert list(check(scene, drawn)) == []
    rects = frames(scene, drawn)
    order = [(rects[box.key].y, rects[box.key].x) for box in drawn.boxes]
    assert order == sorted(order)
    assert len({y for y, _ in order}) > 10


def test_what_nothing_joins_stands_in_rows():
    """Three hundred tasks of three stages fill a page, and no column is endless."""
    drawn = diagram(dated(297), "graph")
    scene = placed_graph(drawn, THEMES["light"], "16:9")
    assert len(drawn.boxes) == 303
    assert 0.5 < scene.width / scene.height < 2
    for check in GEOMETRY.values():
        assert list(check(scene, drawn)) == []


def test_one_box_alone_is_a_graph():
    """The smallest lifecycle is drawn too, and none at all is an empty page."""
    alone = render(_stages("one", "One", "Only", ""), "svg")
    assert "Only" in alone


def test_the_bytes_are_the_same_each_time():
    """Nothing of a run is left in a graph."""
    drawn = graph_of("two")
    first, second = (placed_graph(drawn, THEMES["dark"], "a4") for _ in range(2))
    assert first == second


def test_a_size_that_there_is_not_is_refused():
    """As for every other picture."""
    with pytest.raises(UnknownNameError, match="16:9"):
        placed_graph(graph_of("small"), THEMES["light"], "17:9")


@pytest.mark.parametrize("name", ["drawio", "pptx", "html", "svg"])
def test_without_an_engine_the_error_says_what_to_install(name, monkeypatch):
    """The extra is named, and what works without it."""
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_embedded", lambda: "")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineError, match=r"lifecycle-map\[draw\].*all other pictures"):
        render(SAMPLES["small"], name, picture="graph")
