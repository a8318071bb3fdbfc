"""The flow of products shows which process makes, updates and approves each."""

from __future__ import annotations

import pytest
from attrs import evolve
from picture_checks import COLOURS, GEOMETRY
from picture_samples import large, shipped_alignment, small
from scenery import frames, groups, hull, texts

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.product_forms import form
from lifecycle_map.layouts.product_tracks import panels
from lifecycle_map.layouts.scenes import Connector, Path, Polygon, Rect
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import Activity, Process, Product, ProductCategory, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation
from lifecycle_map.views.product_flows import product_flow


def method(*relations: tuple[str, Link, str], category=ProductCategory.BASELINE) -> Lifecycle:
    """Two stages, processes p1 to p4 (p1 runs in the second stage only), a product of each name."""
    names = dict.fromkeys(product for _, _, product in relations)
    inside = Relation(subject="p2", link=Link.CONTAINS, object="a")
    active = Relation(subject="p1", link=Link.ACTIVE_IN, object="s2")
    first = tuple(Relation(subject=f"p{n}", link=Link.ACTIVE_IN, object="s1") for n in (2, 3, 4))
    done = tuple(Relation(subject=s, link=link, object=o) for s, link, o in relations)
    return Lifecycle(
        key="m",
        name="A method",
        side=Side.PROJECT,
        elements=(
            Stage(key="s1", name="First"),
            Stage(key="s2", name="Second"),
            *(Process(key=f"p{n}", name=f"Process {n}") for n in (1, 2, 3, 4)),
            Activity(key="a", name="Write it"),
            *(Product(key=name, name=name.title(), category=category) for name in names),
        ),
        relations=(inside, active, *first, *done),
    )


def test_processes_stand_in_the_order_of_the_stages():
    """Not as the lifecycle lists them; those that touch nothing are not there."""
    diagram = product_flow(
        method(("p1", Link.CREATES, "x"), ("p3", Link.CREATES, "y"), ("p2", Link.UPDATES, "x"))
    )
    assert [lane.label for lane in diagram.lanes] == ["Process 2", "Process 3", "Process 1"]


def test_a_product_stands_with_its_first_maker():
    """And with the first that touches it, when nobody makes it."""
    diagram = product_flow(
        method(
            ("p2", Link.UPDATES, "x"),
            ("p1", Link.CREATES, "x"),
            ("p3", Link.CREATES, "x"),
            ("p4", Link.APPROVES, "y"),
        )
    )
    assert {box.key: box.lane for box in diagram.boxes} == {"m:x": "m:p3", "m:y": "m:p4"}


def test_what_an_activity_does_counts_for_its_process():
    """Once, however often it does it."""
    diagram = product_flow(method(("a", Link.CREATES, "x"), ("p2", Link.CREATES, "x")))
    assert [(a.start, a.link, a.end) for a in diagram.arrows] == [("m:p2", Link.CREATES, "m:x")]


def test_what_a_method_counts_is_shown():
    """Of PRINCE2 the 15 baselines, records and reports; of others all that anything is done to."""
    diagram = product_flow(load_lifecycle("prince2-2023"))
    assert len(diagram.boxes) == 15
    assert "15 of 52 products" in diagram.subtitle
    other = product_flow(method(("p1", Link.CREATES, "x"), category=ProductCategory.OUTPUT))
    assert [box.key for box in other.boxes] == ["m:x"]


def test_everything_done_is_an_arrow_with_its_line():
    """Making is thick, updating plain, approving broken."""
    diagram = product_flow(load_lifecycle("prince2-2023"))
    stops = {group.key: group for group in groups(lay_out(diagram), "stop:")}
    assert len(stops) == len(diagram.arrows)
    for number, arrow in enumerate(diagram.arrows):
        line = next(s for s in stops[f"stop:{number}"].shapes if isinstance(s, Connector))
        assert (line.stroke_width > 3) == (arrow.link is Link.CREATES)
        assert bool(line.dash) == (arrow.link is Link.APPROVES)


def test_a_product_has_the_form_of_its_category():
    """A sheet is a plain rectangle, a record has a lid, a report a folded corner."""
    diagram = product_flow(load_lifecycle("prince2-2023"))
    scene = lay_out(diagram)
    kinds = {"baseline": (0, 0), "record": (0, 1), "report": (2, 0)}
    for box in diagram.boxes:
        (group,) = (g for g in scene.groups() if g.key == box.key)
        found = tuple(sum(isinstance(s, c) for s in group.shapes) for c in (Polygon, Path))
        assert found == kinds[form(box.category)], box.key
        assert isinstance(group.shapes[0], Rect)


def test_no_two_products_of_a_row_share_a_column():
    """So no line runs through a product."""
    for panel in panels(product_flow(large()), 7):
        for row in panel.rows:
            taken = [c for t in row for c in range(t.span[0], t.span[1] + 1)]
            assert len(taken) == len(set(taken))


def test_many_processes_are_wrapped_into_panels():
    """Each of at most so many processes, and every product in one of them."""
    diagram = product_flow(large())
    found = panels(diagram, 8)
    assert len(found) > 3
    assert all(len(panel.columns) <= 8 for panel in found)
    keys = [track.box.key for panel in found for row in panel.rows for track in row]
    assert sorted(keys) == sorted(box.key for box in diagram.boxes)


def test_a_product_of_very_many_processes_widens_the_page():
    """Nothing of it is left out."""
    works = [Process(key=f"q{n}", name=f"Process {n}") for n in range(20)]
    wide = Lifecycle(
        key="w",
        name="Wide",
        side=Side.SERVICE,
        elements=(*works, Product(key="x", name="A log")),
        relations=tuple(
            Relation(subject=work.key, link=Link.UPDATES, object="x") for work in works
        ),
    )
    diagram = product_flow(wide)
    scene = lay_out(diagram)
    assert scene.width > 2000
    for check in GEOMETRY.values():
        assert list(check(scene, diagram)) == []


def test_a_process_that_does_all_to_its_own_product_has_an_arrow_for_each():
    """Under each other, and none in the next column."""
    own = [("p2", link, "x") for link in (Link.CREATES, Link.UPDATES, Link.APPROVES)]
    diagram = product_flow(method(*own, ("p1", Link.CREATES, "y")))
    scene = lay_out(diagram)
    frame = frames(scene, diagram)["m:x"]
    marks = [hull(g.shapes[0]) for g in groups(scene, "stop:") if g.of == "m:p2>m:x"]
    assert len({mark.y for mark in marks}) == 3
    assert all(mark.right <= frame.x and frame.y < mark.y < frame.bottom for mark in marks)


def test_without_products_it_says_so():
    """A lifecycle that names none is a picture too."""
    scene = lay_out(product_flow(shipped_alignment().subject))
    assert not any(captions("en")["no products"] in text.lines for text in texts(scene))
    bare = evolve(small(), relations=())
    scene = lay_out(product_flow(bare))
    assert any(captions("en")["no products"] in text.lines for text in texts(scene))


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("name", ["prince2-2017", "itil-2011"])
def test_the_other_frameworks_pass_the_checklist(name, theme):
    """26 management products, and 80 of a service lifecycle."""
    diagram = product_flow(load_lifecycle(name))
    scene = lay_out(diagram, THEMES[theme])
    for check in (*GEOMETRY.values(), *COLOURS.values()):
        assert list(check(scene, diagram)) == []


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_the_process_that_one_is_in_is_marked(language):
    """Its column has a thick frame and a badge, once, however many panels it stands in."""
    diagram = product_flow(large(), language=language, highlight="p8")
    scene = lay_out(diagram)
    here = captions(language)["here"]
    assert [lane.key for lane in diagram.lanes if lane.highlighted] == ["large-project:p8"]
    assert sum(here in text.lines for text in texts(scene)) == 1
    assert sum(isinstance(s, Rect) and s.stroke_width > 3.9 for s in scene.walk()) == 1
    for check in GEOMETRY.values():
        assert list(check(scene, diagram)) == []
