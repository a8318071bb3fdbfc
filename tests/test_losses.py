"""What a format cannot show of a diagram it says in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.formats.losses import Feature, unshown
from lifecycle_map.formats.outputs import FORMATS, Artifact, Format, Takes
from lifecycle_map.formats.rendering import diagram, render, rendered
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, State

FULL = Diagram(
    kind="graph", title="T", subtitle="S", description="D", notice="N",
    lanes=(Lane(key="l", label="L"),),
    boxes=(
        Box(key="a", label="A", lane="l", shape=Shape.GATE, detail=("d",), tooltip="t", within="b",
            highlighted=True, outside=True, repeats=True, column="c", state=State.ABSENT,
            share=0.5, start=datetime.fromisoformat("2027-01-04")),
        Box(key="b", label="B", lane="l"),
    ),
    arrows=(
        Arrow(start="l", end="b", label="x", tooltip="y", match=Match.EXACT, confidence=0.5,
              direction=Direction.TO_SERVICE, weight=2),
    ),
)  # fmt: skip


def test_there_is_a_warning_for_each_feature_that_is_there_and_not_shown():
    """A diagram that says everything gets one warning a feature, in the feature's words."""
    assert unshown(FULL, ()) == tuple(f"not shown: {feature.value}" for feature in Feature)


@pytest.mark.parametrize("feature", Feature)
def test_what_is_shown_needs_no_warning(feature):
    """A format is silent on exactly what it says that it shows."""
    left = unshown(FULL, {feature})
    assert len(left) == len(Feature) - 1
    assert not any(feature.value in warning for warning in left)


def test_what_is_not_there_needs_no_warning():
    """A picture of nothing loses nothing."""
    assert unshown(Diagram(kind="graph", title="T"), ()) == ()


def test_a_warning_counts():
    """Where more than one thing is left out, the warning says how many."""
    picture = diagram(align(load_lifecycle("prince2"), load_lifecycle("itil")))
    count = sum(arrow.match is not None for arrow in picture.arrows)
    assert f"not shown: {Feature.MATCH.value} ({count} of them)" in unshown(picture, ())


def test_a_format_may_give_its_content_bare(monkeypatch):
    """One that shows everything returns text, and that is an artifact without warnings."""
    whole = Format(
        name="whole", takes=Takes.TABLE, suffixes=(".w",), mime="text/plain", write=lambda t, o: "w"
    )
    monkeypatch.setitem(FORMATS._known, "whole", whole)
    assert rendered(load_lifecycle("itil"), "whole") == Artifact(content="w")
    assert render(load_lifecycle("itil"), "whole") == "w"


def test_a_dialect_that_there_is_not_is_refused():
    """The message names those that there are."""
    with pytest.raises(UnknownNameError, match="dialect of svg 'swimlane'"):
        rendered(load_lifecycle("itil"), "svg", dialect="swimlane")
