"""MS Project XML: what becomes of each part of a plan, and of what is wrong in it."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.plans.mspdi import looks_like_mspdi, read_mspdi
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.elements import Activity, Role, Stage, Work
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import DependencyType, LagUnit, Link

NAMESPACE = "http://schemas.microsoft.com/project"


def task(uid, name, level, **more):
    fields = {"UID": uid, "Name": name, "OutlineLevel": level, **more}
    links = fields.pop("links", "")
    return "<Task>" + "".join(f"<{k}>{v}</{k}>" for k, v in fields.items()) + links + "</Task>"


def link(uid, **more):
    fields = {"PredecessorUID": uid, **more}
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<PredecessorLink>{inner}</PredecessorLink>"


def plan(*tasks, more="", title="", namespace=f' xmlns="{NAMESPACE}"'):
    head = f"<Title>{title}</Title>" if title else ""
    body = f"<Project{namespace}>{head}<Tasks>\n" + "\n".join(tasks) + f"\n</Tasks>{more}</Project>"
    return body.encode()


def read(*tasks, **more):
    return read_mspdi(Reading(plan(*tasks, **more), "plan.xml"))


SMALL = (
    task(0, "The project", 0),
    task(1, "Design", 1, Summary=1),
    task(2, "Architecture", 2),
    task(3, "Build", 1, Summary=1),
    task(4, "Modules", 2, Summary=1),
    task(5, "Coding", 3),
    task(6, "Done", 1, Milestone=1),
)


def test_outline_levels_become_stages_and_what_they_contain():
    """Top summary tasks are stages, deeper ones activities; the outline is kept."""
    lifecycle = read(*SMALL)
    assert lifecycle.name == "The project"
    assert [stage.name for stage in lifecycle.stages] == ["Design", "Build"]
    assert isinstance(lifecycle["modules"], Activity)
    assert [above.key for above in lifecycle.ancestors("coding")] == ["modules", "build"]
    assert lifecycle.parent("done") is None
    assert [element.source_id for element in lifecycle] == ["1", "2", "3", "4", "5", "6"]


def test_one_line_around_all_the_rest_hides_no_stages():
    """When a single summary task contains the plan, the level below it are the stages."""
    lifecycle = read(
        task(1, "Whole", 1),
        task(2, "Design", 2),
        task(3, "X", 3),
        task(4, "Build", 2),
        task(5, "Y", 3),
    )
    assert [stage.name for stage in lifecycle.stages] == ["Design", "Build"]
    assert lifecycle.parent("design").name == "Whole"
    assert lifecycle.stage_of("y").key == "build"


def test_a_flat_plan_has_no_stages():
    """Tasks without any summary task are activities."""
    lifecycle = read(task(1, "A", 1), task(2, "B", 1))
    assert lifecycle.stages == ()
    assert len(lifecycle.of(Activity)) == 2


def test_dates_milestones_and_percent_become_the_schedule():
    """Times are kept as they stand, local."""
    (element,) = read(
        task(1, "A", 1, Start="2027-01-11T08:00:00", Finish="2027-01-15T17:00:00",
             Milestone=1, PercentComplete=40)
    )  # fmt: skip
    assert element.schedule.start == datetime(2027, 1, 11, 8)  # noqa: DTZ001 - local
    assert element.schedule.finish == datetime(2027, 1, 15, 17)  # noqa: DTZ001 - local
    assert (element.schedule.milestone, element.schedule.percent) == (True, 40)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0", DependencyType.FINISH_FINISH),
        ("1", DependencyType.FINISH_START),
        ("2", DependencyType.START_FINISH),
        ("3", DependencyType.START_START),
    ],
)
def test_all_four_types_of_link(code, kind):
    """Each code is its type; the predecessor is the subject."""
    lifecycle = read(task(1, "A", 1), task(2, "B", 1, links=link(1, Type=code)))
    (relation,) = lifecycle.relations
    assert (relation.subject, relation.link, relation.object) == ("a", Link.PRECEDES, "b")
    assert relation.dependency.type is kind


@pytest.mark.parametrize(
    ("lag", "unit", "expected"),
    [
        ("4800", "7", (480.0, LagUnit.WORKING_MINUTES)),
        ("-75", "7", (-7.5, LagUnit.WORKING_MINUTES)),
        ("14400", "8", (1440.0, LagUnit.ELAPSED_MINUTES)),
        ("50", "19", (50.0, LagUnit.PERCENT)),
        ("0", "7", (0.0, LagUnit.WORKING_MINUTES)),
    ],
)
def test_lags_are_minutes_or_percent(lag, unit, expected):
    """Tenths of a minute become minutes; elapsed time and percentages are told apart."""
    lifecycle = read(
        task(1, "A", 1), task(2, "B", 1, links=link(1, Type=1, LinkLag=lag, LagFormat=unit))
    )
    dependency = lifecycle.relations[0].dependency
    assert (dependency.lag, dependency.unit) == expected


def test_people_become_roles_and_assignments_performs():
    """Work resources are roles; material, the unassigned and the nameless are none."""
    more = (
        "<Resources>"
        "<Resource><UID>1</UID><Name>Anna</Name><Type>1</Type></Resource>"
        "<Resource><UID>2</UID><Name>Bricks</Name><Type>0</Type></Resource>"
        "<Resource><UID>3</UID></Resource>"
        "</Resources><Assignments>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID><Units>40</Units></Assignment>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>"
        "</Assignments>"
    )
    lifecycle = read(task(1, "A", 1), more=more)
    assert [role.name for role in lifecycle.of(Role)] == ["Anna"]
    assert [(r.subject, r.link, r.object) for r in lifecycle.relations] == [
        ("anna", Link.PERFORMS, "a")
    ]
    assert lifecycle["a"].properties == (Property("material", "Bricks (40)"),)
    assert lifecycle.warnings == (
        "no roles, but properties of their tasks: 1 material or cost resource(s)",
    )


@pytest.mark.parametrize(
    ("lines", "warning"),
    [
        ([task(1, "", 1), task(2, "B", 1)], "line 2: task 1 has no name; it is called 'task'"),
        ([task("", "A", 1), task(2, "B", 1)], "line 2: a task without a UID, 'A', is left out"),
        (
            [task(1, "A", 1), task(1, "B", 1)],
            "line 3: a second task with the UID 1, 'B', is left out",
        ),
        ([task(1, "A", 1, Active=0)], "line 2: task 1 'A' is inactive, and read all the same"),
        ([task(1, "A", "x")], "line 2: 'x' is no outline level; the level before is taken"),
        ([task(1, "A", 1, Start="soon")], "line 2: task 1: 'soon' is no date; left out"),
        (
            [task(1, "A", 1, PercentComplete=400)],
            "line 2: task 1: '400' is no percentage; taken as 0",
        ),
        ([task(1, "A", 1, links=link(9))], "line 2: task 1 is tied to task 9, which there is not"),
        (
            [task(1, "A", 1, links=link(9, CrossProject=1, CrossProjectName="other.mpp"))],
            "line 2: task 1 depends on 'other.mpp', which is kept as a property only",
        ),
        (
            [task(1, "A", 1), task(2, "B", 1, links=link(1, Type=7))],
            "line 3: task 2: '7' is no type of link; finish to start is taken",
        ),
        (
            [task(1, "A", 1), task(2, "B", 1, links=link(1, LinkLag="1e9"))],
            "line 3: task 2: '1e9' is no LinkLag; taken as 0",
        ),
        ([task(1, "A", 1, links=link(1))], "line 2: task 1 is tied to itself; left out"),
        (
            [task(1, "A", 1), task(2, "B", 1, links=link(1) + link(1, Type=3))],
            "line 3: task 2 is tied to task 1 again; both are kept",
        ),
        (
            [task(1, "A", 1, links=link(2)), task(2, "B", 1, links=link(1))],
            "tasks wait for each other in a loop: 1, 2, 1; kept as it stands",
        ),
        (
            [task(0, "P", 0), task(1, "A", 1), task(2, "B", 0)],
            "line 4: task 2 is a second one at outline level 0; taken as level 1",
        ),
        (
            [task(1, "A", 1, Duration="40 hours")],
            "line 2: task 1: '40 hours' is no duration that can be; left out",
        ),
        (
            [task(1, "A", 1, Duration="-PT8H0M0S")],
            "line 2: task 1: '-PT8H0M0S' is no duration that can be; left out",
        ),
        (
            [task(1, "A", 1, Start="2027-02-01T08:00:00", Finish="2027-01-01T08:00:00")],
            "line 2: task 1 finishes before it starts; kept as it stands",
        ),
        (
            [task(1, "A", 1, Start="2027-02-01T08:00:00+02:00")],
            "line 2: task 1: the time zone of '2027-02-01T08:00:00+02:00' is left out",
        ),
        (
            [task(1, "A", 1, PercentComplete="1_0")],
            "line 2: task 1: '1_0' is no percentage; taken as 0",
        ),
        ([task(1, "A", 1, ExternalTask=1)], "line 2: task 1 'A' belongs to another project"),
        (
            [task(1, "A", 1, IsSubproject=1, SubprojectName="o.mpp")],
            "line 2: task 1 stands for 'o.mpp', whose tasks are not in this file",
        ),
        ([], "the plan has no tasks"),
    ],
)  # fmt: skip
def test_what_is_odd_is_read_and_told_with_its_line(lines, warning):
    """Nothing is dropped in silence: each oddity is one warning with its place."""
    assert read(*lines).warnings == (warning,)


def test_a_second_resource_of_one_uid_is_left_out_and_told():
    """Assignments by that UID are the first one's."""
    person = "<Resource><UID>1</UID><Name>{}</Name></Resource>"
    more = f"<Resources>{person.format('Anna')}{person.format('Ben')}</Resources>"
    lifecycle = read(task(1, "A", 1), more=more)
    assert [role.name for role in lifecycle.of(Role)] == ["Anna"]
    assert lifecycle.warnings == ("line 3: a second resource with the UID 1, 'Ben', is left out",)


def test_blank_rows_are_no_tasks():
    """An empty row of the table is nothing to warn of."""
    lifecycle = read("<Task><UID>1</UID><IsNull>1</IsNull></Task>", task(2, "A", 1))
    assert len(lifecycle) == 1
    assert lifecycle.warnings == ()


def test_a_jump_in_the_outline_is_taken_as_it_stands():
    """A task five levels deeper than the one before is inside it."""
    lifecycle = read(task(1, "A", 1), task(2, "B", 6), task(3, "C", 3))
    assert lifecycle.parent("b").key == "a"
    assert lifecycle.parent("c").key == "a"


def test_equal_names_get_keys_of_their_own():
    """Tasks of one name stay apart, and keep their names."""
    lifecycle = read(task(1, "Test", 1), task(2, "Test", 1))
    assert [(e.key, e.name) for e in lifecycle] == [("test", "Test"), ("test-2", "Test")]
    names = ["Test 2", "Test", "Test", "Test"]
    keys = [e.key for e in read(*(task(n, name, 1) for n, name in enumerate(names, 1)))]
    assert keys == ["test-2", "test", "test-3", "test-4"]


def test_the_title_comes_before_the_project_line_and_the_file_name():
    """A plan is called by its title, else by its project line, else by its file."""
    assert read(*SMALL, title="My plan").name == "My plan"
    assert read(*SMALL).name == "The project"
    assert read(task(1, "A", 1)).name == "plan"


def test_names_are_kept_character_for_character():
    """Markup, spaces, right-to-left marks and emoji in a name stay as they are."""
    name = " a &lt;b&gt; &amp;amp; “x” \u202bشرح\u202c 🎉 "
    (element,) = read(task(1, name, 1))
    assert element.name == " a <b> &amp; “x” \u202bشرح\u202c 🎉 "


@pytest.mark.parametrize("namespace", [
    f' xmlns="{NAMESPACE}"', f' xmlns="{NAMESPACE}/2007"', "", f' xmlns:x="y" xmlns="{NAMESPACE}"',
])  # fmt: skip
def test_it_is_recognised_by_content(namespace, tmp_path):
    """A plan is found whatever its suffix and its namespace's year."""
    data = plan(*SMALL, namespace=namespace)
    assert looks_like_mspdi(data)
    path = tmp_path / "plan.dat"
    path.write_bytes(data)
    assert len(read_lifecycle(path)) == 6


def test_utf_16_is_recognised_and_read():
    """What MS Project saves as Unicode is read as well."""
    text = plan(*SMALL).decode()
    data = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    assert looks_like_mspdi(data)
    assert len(read_mspdi(Reading(data, "plan.xml"))) == 6


def test_other_xml_is_not_taken_for_a_plan(tmp_path):
    """Maven, SVG and plain XML are refused with what they are not."""
    for other in (
        b'<project xmlns="http://maven.apache.org/POM/4.0.0"/>',
        b"<Project Sdk='x'><ItemGroup/></Project>",
        b"<svg/>",
    ):
        assert not looks_like_mspdi(other)
        path = tmp_path / "other.xml"
        path.write_bytes(other)
        with pytest.raises(InvalidFileError, match=r"it is (a build file of|an SVG picture)"):
            read_lifecycle(path)
    with pytest.raises(InvalidFileError, match="no MS Project XML"):
        read_mspdi(Reading(b"<svg/>", "x.xml"))
    with pytest.raises(InvalidFileError, match="its namespace is 'urn:x'"):
        read_mspdi(Reading(b'<Project xmlns="urn:x"/>', "x.xml"))


GOOD = plan(*SMALL, more="<Resources><Resource><UID>1</UID><Name>A</Name></Resource></Resources>")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 12))
def test_damage_gives_a_plan_or_a_clear_error(at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    damaged = GOOD[:at] + put + GOOD[at + cut :]
    try:
        read_mspdi(Reading(damaged, "plan.xml"))
    except LifecycleMapError as error:
        assert str(error).startswith("plan.xml")


@pytest.mark.parametrize("path", realdata.files("realdata/mspdi", "*.xml"), ids=lambda p: p.stem)
def test_real_plans_have_the_counts_that_another_reader_finds(path):
    """Tasks and links are as many as MPXJ counts (it counts the project's own line too)."""
    counts = json.loads((realdata.folder("realdata") / "peer-counts.json").read_text("utf-8"))
    expected = counts.get(f"mspdi/{path.name}")
    lifecycle = read_lifecycle(path)
    if expected and expected.get("tasks") is not None:
        assert expected["tasks"] - 1 <= len(lifecycle.of(Work)) <= expected["tasks"]
        links = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
        assert len(links) == expected["links"]


def test_real_plans_have_every_labelled_task():
    """Each task that people labelled is found by its own id."""
    for gold in sorted((realdata.folder("realdata") / "gold").glob("*.xml.json")):
        labels = json.loads(gold.read_text("utf-8"))
        lifecycle = read_lifecycle(realdata.folder("realdata") / labels["file"])
        ids = {element.source_id for element in lifecycle}
        assert set(labels["tasks"]) <= ids, gold.name


def test_the_example_plan_is_the_same_in_both_notations():
    """The example in TOML is what reading the one in MS Project XML gives."""
    from pathlib import Path

    examples = Path(__file__).parents[1] / "examples"
    from_xml = read_lifecycle(examples / "service-introduction.xml")
    assert from_xml == read_lifecycle(examples / "service-introduction.toml")
    assert len(from_xml.stages) == 6
    assert all(isinstance(stage, Stage) for stage in from_xml.stages)
