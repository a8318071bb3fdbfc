"""Plans written as CSV and MS Project XML are read back with the same tasks and links."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fixing import held

import lifecycle_map as lm
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.elements import RoleKind, Schedule
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import Dependency

NAMES = st.text("abcdefgh ü", min_size=3, max_size=20).map(lambda text: f"T{text.strip()}x")
MOMENTS = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")
).map(lambda moment: moment.replace(second=0, microsecond=0))
LAGS = st.integers(-10_000, 10_000).map(float)


@st.composite
def schedules(draw):
    """Return dates as planners set them."""
    start = draw(MOMENTS)
    return Schedule(
        start=start,
        finish=max(start, draw(MOMENTS)),
        milestone=draw(st.booleans()),
        percent=float(draw(st.integers(2, 100))),
        duration=draw(st.none() | st.integers(1, 99_999).map(float)),
        deadline=draw(st.none() | MOMENTS),
        baseline_start=draw(st.none() | MOMENTS),
    )


@st.composite
def plans(draw):
    """Return a plan of an outline, with links and people."""
    levels = [1]
    for step in draw(st.lists(st.integers(-2, 1), min_size=1, max_size=12)):
        levels.append(max(1, levels[-1] + step))
    outline = Outline(Reading(b"", "plan.txt"))
    outline.add_lines(
        [
            Line(str(n + 1), f"{draw(NAMES)} {n}", level,
                 n + 1 < len(levels) and levels[n + 1] > level, draw(schedules()),
                 draw(st.sampled_from(["", "why & how <so>"])),
                 (Property("colour", "red & blue"),) if draw(st.booleans()) else ())
            for n, level in enumerate(levels)
        ]
    )  # fmt: skip
    ends = st.integers(1, len(levels)).map(str)
    for first, second in draw(st.sets(st.tuples(ends, ends), max_size=6)):
        if int(first) < int(second):
            kind = draw(st.sampled_from(list(lm.DependencyType)))
            unit = draw(st.sampled_from(list(lm.LagUnit)))
            lag = draw(LAGS)
            unit = unit if lag else lm.LagUnit.WORKING_MINUTES
            outline.add_link(first, second, Dependency(type=kind, lag=lag, unit=unit))
    for person, kind in (("Kim Lee", RoleKind.ROLE), ("Operations", RoleKind.GROUP)):
        outline.add_person(person, person, kind=kind)
        outline.add_assignment(person, draw(ends))
    return outline.lifecycle("The plan")


@pytest.mark.parametrize("format", ["plan-csv", "mspdi"])
@settings(max_examples=40, deadline=None)
@given(plan=plans())
def test_any_plan_is_read_back(format, tmp_path_factory, plan):
    """Tasks, levels, dates, links with type and lag, people: all as they were."""
    path = tmp_path_factory.getbasetemp() / f"plan.{'csv' if format == 'plan-csv' else 'xml'}"
    lm.export(plan, path, format=format)
    back = lm.read_lifecycle(path)
    assert held(back) == held(plan)
    assert [w.properties for w in back.of(lm.Work)] == [w.properties for w in plan.of(lm.Work)]
    assert [w.source_id for w in back.of(lm.Work)] == [w.source_id for w in plan.of(lm.Work)]
    assert not [told for told in back.warnings if "again" not in told]


def test_formats_by_suffix():
    """.xml is MS Project, .plan.csv the plan for a spreadsheet, .csv stays the list of elements."""
    from lifecycle_map.formats.outputs import format_for

    names = [format_for(name).name for name in ("a.xml", "a.plan.csv", "a.csv", "a.junit.xml")]
    assert names == ["mspdi", "plan-csv", "csv", "junit"]


@pytest.mark.parametrize("format", ["plan-csv", "mspdi"])
def test_only_lifecycles_are_plans(format):
    """An alignment is no plan, and the message says so."""
    alignment = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    with pytest.raises(UnsuitableFormatError, match=format):
        lm.render(alignment, format)


@pytest.mark.parametrize("format", ["plan-csv", "mspdi"])
def test_a_framework_is_written_too(format):
    """What is no plan of dates still has lines with levels."""
    text = lm.render(lm.load_lifecycle("prince2"), format)
    assert "Directing a Project" in text or "Directing a project" in text


def test_tags_stand_in_the_order_of_the_schema():
    """MS Project asks for its tags in one order."""
    order = ["UID", "ID", "Name", "Contact", "WBS", "OutlineLevel", "Priority", "Start", "Finish",
             "Duration", "DurationFormat", "Milestone", "Summary", "PercentComplete",
             "ConstraintType", "ConstraintDate", "Deadline", "Notes", "PredecessorLink",
             "ExtendedAttribute", "Baseline"]  # fmt: skip
    plan = lm.read_lifecycle("examples/service-introduction.xml")
    root = ET.fromstring(lm.render(plan, "mspdi").encode())
    space = "{http://schemas.microsoft.com/project}"
    for task in root.iter(f"{space}Task"):
        places = [order.index(part.tag.removeprefix(space)) for part in task]
        assert places == sorted(places)


def test_no_cell_of_a_plan_is_a_formula():
    """A name that a spreadsheet would run is written so that it does not."""
    outline = Outline(Reading(b"", "plan.txt"))
    outline.add_lines([Line("1", "=HYPERLINK(1)", 1, False, None)])
    text = lm.render(outline.lifecycle("x"), "plan-csv")
    (row,) = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert row["Task"] == "'=HYPERLINK(1)"
