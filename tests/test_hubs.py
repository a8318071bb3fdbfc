from __future__ import annotations

import pytest
from picture_samples import aligned, large, small
from scenery import frames

from lifecycle_map.analysis.aligning import align
from lifecycle_map.layouts.laying import lay_out
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.lifecycles import Side
from lifecycle_map.views.hubs import hub
from lifecycle_map.views.sankeys import sankey

ALIGNMENT = align(load_lifecycle("prince2-2023"), load_lifecycle("itil-2011"))


def test_the_phases_stand_between_the_two_frameworks():
    """Four phases in the centre, one framework on each side."""
    diagram = hub(ALIGNMENT)
    rects = frames(lay_out(diagram), diagram)
    middle = rects["hub:design"].middle
    assert rects["prince2-2023:pre-project"].right < middle < rects["itil-2011:service-design"].x


def test_a_stage_hangs_on_all_its_phases():
    """The first phase is the main one, others are dotted."""
    found = {
        arrow.end: arrow.dotted
        for arrow in hub(ALIGNMENT).arrows
        if arrow.start == "prince2-2023:subsequent-delivery-stage"
    }
    assert found == {"hub:build": False, "hub:design": True}


@pytest.mark.parametrize("count", [1, 7, 60])
def test_a_sankey_counts_every_row_once(count):
    """What the flows weigh is what the rows weigh together."""
    alignment = aligned(large(), large(Side.SERVICE), count)
    weight = sum(arrow.weight for arrow in sankey(alignment).arrows)
    assert weight == pytest.approx(sum(row.confidence for row in alignment.correspondences))


def test_rows_of_no_stage_are_told():
    """Rows about people and principles are not drawn, and their number stands below."""
    diagram = sankey(ALIGNMENT)
    drawn = sum(int(arrow.tooltip.split()[1]) for arrow in diagram.arrows)
    told = int(diagram.notice.partition("not drawn: ")[2].partition(".")[0])
    whole = [row for row in ALIGNMENT.correspondences if row.match.value != "none"]
    assert drawn + told == len(whole)


def test_breadth_follows_weight():
    """A flow that weighs more is broader, by the same factor."""
    diagram = sankey(aligned(small(), small(Side.SERVICE), 4))
    broad = {}
    for group in lay_out(diagram).groups():
        if group.key.startswith("flow:"):
            points = group.shapes[0].points
            broad[group.of] = points[-1][1] - points[0][1]
    scales = [broad[arrow.key] / arrow.weight for arrow in diagram.arrows]
    assert scales == pytest.approx([scales[0]] * 4, rel=1e-3)
