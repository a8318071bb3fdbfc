"""Boxes in the order of their lanes and containers, however odd the diagram is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.layouts.nested import place_nested
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, State
from lifecycle_map.views.nesting import nest, spelled
from lifecycle_map.views.pictured_tables import diagram_table

KEYS = [f"k{number}" for number in range(8)]


@st.composite
def diagrams(draw):
    """Diagrams in which boxes may be within anything: themselves, circles, what is not there."""
    boxes = tuple(
        Box(key=key, label=key, lane=draw(st.sampled_from(["l", "m", "nowhere"])),
            within=draw(st.sampled_from(["", *KEYS, "nothing"])))
        for key in KEYS[: draw(st.integers(0, 8))]
    )  # fmt: skip
    return Diagram(
        kind="graph",
        title="T",
        lanes=(Lane(key="l", label="L"), Lane(key="m", label="M")),
        boxes=boxes,
    )


@given(diagrams())
def test_every_box_is_met_once_and_every_container_closed(diagram):
    """The walk of all lanes meets each box once, and as many ends as there are containers."""
    nesting = nest(diagram)
    met = [box for _, boxes in nesting.lanes for box, _ in nesting.walk(boxes)]
    assert sorted(box.key for box in met if box) == sorted(box.key for box in diagram.boxes)
    assert met.count(None) == len(nesting.parts)


@given(diagrams())
def test_parts_stand_in_what_contains_them_and_none_overlap(diagram):
    """Places are inside of the container, or else of the lane, and beside each other."""
    nesting = nest(diagram)
    places = place_nested(diagram, nesting)
    assert set(places.boxes) == {box.key for box in diagram.boxes}
    for lane, boxes in nesting.lanes:
        groups = [(places.lanes[lane.key if lane else ""], boxes)]
        groups += [(places.boxes[b.key], nesting.parts[b.key])
                   for b, _ in nesting.walk(boxes) if b and b.key in nesting.parts]  # fmt: skip
        for outer, parts in groups:
            rects = [places.boxes[part.key] for part in parts]
            assert all(r.x >= outer.x and r.y >= outer.y for r in rects)
            assert all(r.right <= outer.right and r.bottom <= outer.bottom for r in rects)
            assert not any(a.overlaps(b) for i, a in enumerate(rects) for b in rects[:i])


def test_deep_nesting_needs_no_deep_stack():
    """Five thousand boxes in each other are walked and placed."""
    boxes = tuple(Box(key=f"{n}", label="x", lane="l", within=f"{n - 1}") for n in range(5000))
    diagram = Diagram(kind="graph", title="T", lanes=(Lane(key="l", label="L"),), boxes=boxes)
    assert len(place_nested(diagram, nest(diagram)).boxes) == 5000


def test_an_arrow_over_a_row_makes_a_detour():
    """From first to last of a row it goes over the boxes between; to a neighbour straight."""
    boxes = tuple(Box(key=key, label=key, lane="l") for key in "abc")
    diagram = Diagram(kind="graph", title="T", lanes=(Lane(key="l", label="L"),), boxes=boxes)
    places = place_nested(diagram, nest(diagram))
    assert len(places.line("a", "b")) == 2
    over = places.line("a", "c")
    assert len(over) == 4
    assert over[1][1] == over[2][1] < places.boxes["b"].y
    assert len(set(places.line("a", "a"))) == 4


GRID = Diagram(
    kind="needs", title="T",
    lanes=(Lane(key="n1", label="Need 1"), Lane(key="n2", label="Need 2")),
    columns=(Lane(key="a", label="A"), Lane(key="b", label="B"), Lane(key="c", label="C")),
    boxes=(
        Box(key="1", label="", lane="n1", column="a", state=State.ABSENT),
        Box(key="2", label="x", lane="n2", column="a", until="b", detail=("y",)),
    ),
)  # fmt: skip


def test_a_grid_is_spelled_out():
    """Languages without grids say the columns and the states in words."""
    assert [box.label for box in spelled(GRID).boxes] == ["A: not visible", "A – B: x, y"]
    plain = Diagram(kind="graph", title="T", boxes=(Box(key="a", label="A"),))
    assert spelled(plain) is plain


def test_a_grid_is_a_table():
    """Rows are its lanes, and what lasts for several columns stands in each."""
    table = diagram_table(GRID)
    assert table.columns == ("", "A", "B", "C")
    assert table.rows == (("Need 1", "not visible", "", ""), ("Need 2", "x, y", "x, y", ""))


def test_other_pictures_are_a_table_of_arrows():
    """Each arrow is a row, and boxes without one come last."""
    boxes = tuple(Box(key=key, label=key.upper()) for key in "abc")
    arrows = (Arrow(start="a", end="b", label="x"), Arrow(start="a", end="nowhere"))
    table = diagram_table(Diagram(kind="graph", title="T", boxes=boxes, arrows=arrows))
    assert table.rows == (("A", "x", "B", "", ""), ("C", "", "", "", ""))
