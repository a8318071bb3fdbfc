"""GanttProject files: what becomes of each part of a plan, and of what is wrong in it."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.plans.ganttproject import looks_like_ganttproject, read_ganttproject
from lifecycle_map.loading.readers import Reading, ReadOptions
from lifecycle_map.model.elements import Constraint, ConstraintType, Role, Work
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import DependencyType, Link


def plan(tasks, *, calendars="", more=""):
    return (
        f'<project name="My plan" view-date="2027-01-01" version="3.3">\n<calendars>{calendars}'
        f"</calendars>\n<tasks>{tasks}</tasks>{more}</project>"
    ).encode()


def read(tasks, **more):
    return read_ganttproject(Reading(plan(tasks, **more), "plan.gan"))


SMALL = (
    '<task id="1" name="Design" start="2027-01-11" duration="5" complete="0">'
    '<task id="2" name="Architecture" start="2027-01-11" duration="5" complete="50">'
    '<depend id="4" type="2" difference="1"/></task></task>\n'
    '<task id="3" name="Build" start="2027-01-18" duration="3" complete="0">'
    '<task id="4" name="Coding" start="2027-01-18" duration="3" complete="0"/></task>'
    '<task id="5" name="Live" meeting="true" start="2027-01-21" duration="0" complete="0"/>'
)


def test_nested_tasks_become_stages_and_activities():
    """Outer tasks with parts are stages; every task keeps its id."""
    lifecycle = read(SMALL)
    assert lifecycle.name == "My plan"
    assert [stage.name for stage in lifecycle.stages] == ["Design", "Build"]
    assert lifecycle.parent("coding").key == "build"
    assert [element.source_id for element in lifecycle] == ["1", "2", "3", "4", "5"]
    assert lifecycle.warnings == ()


def test_a_dependency_stands_in_what_comes_first():
    """``depend`` names the task that waits; its difference is working days."""
    (relation,) = [r for r in read(SMALL).relations if r.link is Link.PRECEDES]
    assert (relation.subject, relation.object) == ("architecture", "coding")
    assert relation.dependency.type is DependencyType.FINISH_START
    assert relation.dependency.lag == 480


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("1", DependencyType.START_START),
        ("2", DependencyType.FINISH_START),
        ("3", DependencyType.FINISH_FINISH),
        ("4", DependencyType.START_FINISH),
    ],
)
def test_all_four_types_of_dependency(code, kind):
    """Each code is its type."""
    tasks = f'<task id="1" name="A"><depend id="2" type="{code}"/></task><task id="2" name="B"/>'
    assert read(tasks).relations[0].dependency.type is kind


@pytest.mark.parametrize(
    ("days", "calendars", "finish"),
    [
        (1, "", 15),
        (2, "", 18),
        (2, '<default-week sat="0" sun="0"/>', 16),
        (2, '<date year="2027" month="1" date="18" type="HOLIDAY"/>', 19),
        (2, '<date year="" month="1" date="18" type="HOLIDAY"/>', 19),
        (2, '<date year="2026" month="1" date="18" type="HOLIDAY"/>', 18),
        (2, '<date year="2027" month="1" date="16" type="WORKING_DAY"/>', 16),
        (0, "", 15),
    ],
)
def test_the_finish_is_the_last_working_day(days, calendars, finish):
    """Weekends and holidays of the file's calendar are not counted (15 January is a Friday)."""
    tasks = f'<task id="1" name="A" start="2027-01-15" duration="{days}"/>'
    (element,) = read(tasks, calendars=calendars)
    assert element.schedule.finish == datetime(2027, 1, finish)  # noqa: DTZ001 - local
    assert element.schedule.milestone is (days == 0)


def test_people_and_allocations():
    """Resources are roles with their function, allocations say who performs what, and how much."""
    more = (
        '<resources><custom-property-definition id="c1" name="Team"/>'
        '<resource id="0" name="Anna" function="Default:1" contacts="a@x.org" phone="">'
        '<rate name="standard" value="90"/><custom-property definition-id="c1" value="Ops"/>'
        '</resource><resource id="1" name="Ben" function="2"/></resources>'
        '<allocations><allocation task-id="4" resource-id="0" load="50.0" responsible="true"/>'
        '<allocation task-id="4" resource-id="1" load="100.0" function="Default:0"/>'
        '</allocations><roles roleset-name="Default"/><roles><role id="2" name="Tester"/></roles>'
    )
    lifecycle = read(SMALL, more=more)
    anna, ben = lifecycle.of(Role)
    assert [(held.name, held.text) for held in anna.properties] == [
        ("id", "0"), ("contacts", "a@x.org"), ("function", "project manager"),
        ("standard rate", "90"), ("Team", "Ops"),
    ]  # fmt: skip
    assert ben.properties == (Property("id", "1"), Property("function", "Tester"))
    half, whole = (r for r in lifecycle.relations if r.link is Link.PERFORMS)
    assert (half.subject, half.object) == ("anna", "coding")
    assert half.properties == (Property("load", "50.0"), Property("responsible", "true"))
    assert whole.properties == ()
    assert lifecycle.warnings == ()


@pytest.mark.parametrize(
    ("more", "warning"),
    [
        ('<resources><resource id="1" name=" "/></resources>', "a person without a name"),
        ('<resources><resource name="A"/></resources>', "a person without an id"),
        (
            '<allocations><allocation task-id="4" resource-id="7"/></allocations>',
            "person 7 is assigned to task 4; there is no person 7; left out",
        ),
        (
            '<vacations><vacation start="2027-01-04" end="2027-01-08" resourceid="0"/></vacations>',
            "left out: 1 vacation(s) of people",
        ),
        (
            '<previous><previous-tasks name="old"><previous-task id="1"/></previous-tasks></previous>',
            "left out: 1 earlier state(s) of the plan",
        ),
    ],
)
def test_what_is_left_out_besides_tasks_is_told(more, warning):
    """People without a name, allocations of nobody, vacations and old states are not lost quietly."""
    (told,) = read(SMALL, more=more).warnings
    assert warning in told


def test_a_task_keeps_its_notes_columns_and_what_is_unusual():
    """Notes are the summary, columns of one's own have their names, colours say nothing."""
    columns = (
        '<taskproperties><taskproperty id="tpd3" name="name" type="default"/>'
        '<taskproperty id="tpc0" name="Owner" type="custom"/></taskproperties>'
    )
    tasks = columns + (
        '<task id="1" name="A" color="#ff0000" priority="2" webLink="https://x.org" duration="3" '
        'start="2027-01-11" thirdDate="2027-01-08" thirdDate-constraint="1">'
        "<notes><![CDATA[Ask <first>.]]></notes>"
        '<customproperty taskproperty-id="tpc0" value="Anna"/>'
        '<depend id="2" type="2" hardness="Rubber"/></task><task id="2" name="B" priority="1"/>'
    )
    lifecycle = read(tasks)
    one, two = lifecycle.elements
    assert one.summary == "Ask <first>."
    assert [(held.name, held.text) for held in one.properties] == [
        ("priority", "2"), ("webLink", "https://x.org"), ("Owner", "Anna")
    ]  # fmt: skip
    assert one.schedule.duration == 3 * 480
    assert one.schedule.constraint == Constraint(
        type=ConstraintType.START_NO_EARLIER_THAN,
        moment=datetime(2027, 1, 8),  # noqa: DTZ001 - local
    )
    assert (two.properties, two.schedule.duration) == ((), None)
    assert lifecycle.relations[0].properties == (Property("hardness", "Rubber"),)


def test_the_plan_keeps_its_description_and_company():
    """What the file says of the project as a whole is its summary and its properties."""
    data = plan(SMALL, more="<description>Why</description>")
    data = data.replace(b"<project ", b'<project company="Acme" webLink="http://" ')
    lifecycle = read_ganttproject(Reading(data, "plan.gan"))
    assert lifecycle.summary == "Why"
    assert lifecycle.properties == (Property("company", "Acme"),)


def test_long_tasks_cost_no_more_than_short_ones():
    """Thousands of tasks of eighty years each are laid out at once."""
    long = '<task id="{}" name="A" start="2027-01-11" duration="20000"/>'
    lifecycle = read("".join(long.format(number) for number in range(2000)))
    assert lifecycle.elements[0].schedule.finish == datetime(2103, 9, 7)  # noqa: DTZ001 - local


def test_a_task_that_never_ends_keeps_its_start():
    """When no calendar has so many days, that is told."""
    lifecycle = read('<task id="1" name="A" start="9999-12-01" duration="200"/>')
    (element,) = lifecycle
    assert (element.schedule.start.year, element.schedule.finish) == (9999, None)
    assert "no calendar has 200 working days after 9999-12-01" in lifecycle.warnings[0]


def test_the_limit_of_lines_holds():
    """A plan of more tasks than the limit is refused, and the limit named."""
    options = ReadOptions(limits=Limits(lines=4))
    with pytest.raises(InvalidFileError, match=r"more than 4 tasks \(the limit 'lines'\)"):
        read_ganttproject(Reading(plan(SMALL), "plan.gan", options))


@pytest.mark.parametrize(
    ("tasks", "warning"),
    [
        ('<task name="A"/><task id="2" name="B"/>', "line 3: task (no id) has no id: left out"),
        ('<task id="1" name=" "/><task id="2" name="B"/>', "line 3: task 1 has no name; it is called 'task'"),
        ('<task id="1" name="A" start="soon"/>', "line 3: task 1: 'soon' is no date; left out"),
        ('<task id="1" name="A" duration="-3"/>', "line 3: '-3' is no duration that can be; taken as 0"),
        ('<task id="1" name="A" complete="101"/>', "line 3: '101' is no complete that can be; taken as 0"),
        (
            '<task id="1" name="A"><depend id="9" type="2"/></task>',
            "line 3: task 1 is tied to task 9, which there is not",
        ),
        (
            '<task id="1" name="A"><depend id="2" type="8"/></task><task id="2" name="B"/>',
            "line 3: '8' is no type of dependency; finish to start is taken",
        ),
        (
            '<task id="1" name="A"/><task id="1" name="B"/>',
            "line 3: a second task with the id 1, 'B': left out",
        ),
        ("", "the plan has no tasks"),
    ],
)  # fmt: skip
def test_what_is_odd_is_told_with_its_line(tasks, warning):
    """Nothing is dropped in silence."""
    assert read(tasks).warnings == (warning,)


def test_it_is_recognised_by_content(tmp_path):
    """A plan is found whatever its suffix; Maven's project is none."""
    assert looks_like_ganttproject(plan(SMALL))
    assert not looks_like_ganttproject(b'<project xmlns="http://maven.apache.org/POM/4.0.0"/>')
    path = tmp_path / "plan.xml"
    path.write_bytes(plan(SMALL))
    assert len(read_lifecycle(path)) == 5
    with pytest.raises(InvalidFileError, match="no GanttProject file"):
        read_ganttproject(Reading(b"<svg/>", "x.gan"))


GOOD = plan(SMALL)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 12))
def test_damage_gives_a_plan_or_a_clear_error(at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    try:
        read_ganttproject(Reading(GOOD[:at] + put + GOOD[at + cut :], "plan.gan"))
    except LifecycleMapError as error:
        assert str(error).startswith("plan.gan")


@pytest.mark.parametrize(
    "path", realdata.files("realdata/ganttproject", "*.gan"), ids=lambda p: p.stem
)
def test_real_plans_have_the_counts_that_another_reader_finds(path):
    """Tasks and links are as many as MPXJ counts, and every labelled task is there."""
    folder = realdata.folder("realdata")
    expected = json.loads((folder / "peer-counts.json").read_text("utf-8"))[
        f"ganttproject/{path.name}"
    ]
    lifecycle = read_lifecycle(path)
    assert len(lifecycle.of(Work)) == expected["tasks"]
    links = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
    assert len(links) >= expected["links"]
    gold = folder / "gold" / f"{path.name}.json"
    if gold.exists():
        labels = json.loads(gold.read_text("utf-8"))["tasks"]
        assert set(labels) <= {element.source_id for element in lifecycle}
