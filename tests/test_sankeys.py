"""The Sankey picture adds up what joins two stages, and draws it as thick as it is sure."""

from __future__ import annotations

import pytest
from attrs import evolve
from picture_samples import large, shipped_alignment, small, small_alignment
from scenery import groups, hull, texts

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.encodings import GIVER
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.layouts.scenes import Connector, Polygon
from lifecycle_map.layouts.themes import LIGHT, PRINT
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.views.sankeys import homes, sankey


def row(subject: str, object_: str, confidence: float, **more) -> Correspondence:
    more = {"match": Match.CLOSE, "direction": Direction.TO_SERVICE, **more}
    return Correspondence(
        subject=Ref("small-project", subject), object=Ref("small-service", object_),
        confidence=confidence, **more,
    )  # fmt: skip


def joined(*rows: Correspondence) -> Alignment:
    return Alignment(subject=small(), object=small(Side.SERVICE), correspondences=rows)


def test_confidences_between_two_stages_add_up():
    """Rows of the stages, and of what is made in them, are one flow."""
    diagram = sankey(joined(row("s1", "s2", 0.5), row("s1", "s2", 0.25)))
    (flow,) = diagram.arrows
    assert (flow.start, flow.end) == ("small-project:s1", "small-service:s2")
    assert flow.weight == 0.75
    assert flow.confidence == pytest.approx(0.375)


def test_what_both_sides_give_is_one_flow_both_ways():
    """Between two stages there is one flow; on hovering it says how much passes which way."""
    given = row("s1", "s1", 0.5, direction=Direction.TO_PROJECT)
    beside = row("s1", "s1", 0.3, direction=Direction.PARALLEL)
    (flow,) = sankey(joined(row("s1", "s1", 0.75), given, beside)).arrows
    assert (flow.direction, flow.weight) == (Direction.BOTH, 1.55)
    assert "to-project 0.50, to-service 0.75, parallel 0.30" in flow.tooltip


def test_what_mostly_passes_says_where_a_flow_points():
    """Two thirds of what is given and the flow is that side's."""
    little = row("s1", "s1", 0.3, direction=Direction.TO_PROJECT)
    (flow,) = sankey(joined(row("s1", "s1", 0.75), little)).arrows
    assert flow.direction is Direction.TO_SERVICE


def test_what_one_side_gives_points_to_the_other():
    """What runs side by side does not hide who hands over."""
    beside = row("s1", "s1", 0.3, direction=Direction.PARALLEL)
    (flow,) = sankey(joined(row("s1", "s1", 0.75), beside)).arrows
    assert flow.direction is Direction.TO_SERVICE


def test_flows_of_next_to_nothing_are_counted_and_not_drawn():
    """A picture of sixty threads shows none of them."""
    strong = [row("s1", "s1", 1.0) for _ in range(30)]
    diagram = sankey(joined(*strong, row("s2", "s2", 0.27)))
    assert len(diagram.arrows) == 1
    assert "; flows under 1% not drawn: 1" in diagram.subtitle


def test_work_in_several_stages_is_shared_out():
    """A process that is active in two stages gives each of them half, and no more in all."""
    project = small()
    assert homes(project, project.ref("p1")) == ("s1", "s2")
    diagram = sankey(joined(row("p1", "s3", 0.9)))
    assert [(a.start[-2:], a.weight) for a in diagram.arrows] == [("s1", 0.45), ("s2", 0.45)]


def test_what_has_no_stage_is_counted_and_not_drawn():
    """The whole of a lifecycle flows nowhere; the subtitle says how many rows do."""
    whole = row("", "s1", 0.9)
    none = evolve(row("s2", "s2", 0.9, match=Match.NONE), object=None)
    diagram = sankey(joined(row("s1", "s1", 0.9), whole, none))
    assert len(diagram.arrows) == 1
    assert "1 of 2 correspondences lie between stages" in diagram.subtitle


def test_nothing_is_lost_but_the_faint():
    """All flows together weigh what the rows between stages do."""
    alignment = shipped_alignment()
    between = [
        r.confidence
        for r in alignment.correspondences
        if r.match is not Match.NONE
        and homes(alignment.subject, r.subject)
        and homes(alignment.object, r.object)
    ]
    total = sum(a.weight for a in sankey(alignment).arrows)
    assert 0.95 * sum(between) < total <= sum(between) + 1e-6


def test_a_flow_is_as_thick_as_it_weighs():
    """Twice the confidence is twice the thickness."""
    diagram = sankey(joined(row("s1", "s1", 0.8), row("s2", "s2", 0.4)))
    thick = []
    for group in groups(lay_out(diagram), "flow:"):
        band = next(shape for shape in group.shapes if isinstance(shape, Polygon))
        thick.append(abs(band.points[0][1] - band.points[-1][1]))
    assert max(thick) == pytest.approx(2 * min(thick), rel=0.01)


@pytest.mark.parametrize("theme", [LIGHT, PRINT])
def test_a_flow_wears_the_colour_of_the_giver(theme):
    """And its heads point to the side that gets it."""
    scene, diagram = lay_out(sankey(shipped_alignment()), theme), sankey(shipped_alignment())
    flows = {group.key: group for group in groups(scene, "flow:")}
    assert len(flows) == len(diagram.arrows)
    for number, arrow in enumerate(diagram.arrows):
        line = next(s for s in flows[f"flow:{number}"].shapes if isinstance(s, Connector))
        assert line.stroke == theme.hues[GIVER[arrow.direction]].line
        assert line.head_end == (arrow.direction in (Direction.TO_SERVICE, Direction.BOTH))
        assert line.head_start == (arrow.direction in (Direction.TO_PROJECT, Direction.BOTH))


def test_a_stage_without_a_counterpart_says_so():
    """It is thin, grey and noted."""
    scene = lay_out(sankey(joined(row("s1", "s1", 0.9))))
    words = captions("en")["alone"]
    assert sum(words in text.lines for text in texts(scene)) == 4
    high = {g.key: hull(g.shapes[0]).height for g in groups(scene, "small-project:s")}
    assert high["small-project:s2"] < high["small-project:s1"]


def test_without_anything_in_common_it_says_so():
    """An empty alignment is a picture too."""
    scene = lay_out(sankey(joined()))
    assert any(captions("en")["empty"] in text.lines for text in texts(scene))


def test_a_page_grows_for_many_stages():
    """Twelve stages a side do not fit on a slide, and are not squeezed."""
    alignment = Alignment(subject=large(), object=large(Side.SERVICE))
    assert lay_out(sankey(alignment)).height > 720
    assert lay_out(sankey(small_alignment())).height == 720
