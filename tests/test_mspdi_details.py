"""MS Project XML: schedules, custom fields, people, and what is kept as properties."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.codec import lifecycle_from_plain, lifecycle_to_plain
from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
from lifecycle_map.loading.plans.mspdi import looks_like_mspdi, read_mspdi
from lifecycle_map.loading.readers import Reading, ReadOptions, Understood
from lifecycle_map.model.elements import Constraint, ConstraintType, Role, RoleKind, Stage, Work
from lifecycle_map.model.properties import Property
from lifecycle_map.model.relations import Link


def tags(**fields):
    return "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())


def task(uid, inner="", **fields):
    named = {"Name": f"T{uid}", "OutlineLevel": 1, **fields}
    return f"<Task>{tags(UID=uid, **named)}{inner}</Task>"


def data_of(*tasks, head="", more=""):
    namespace = "http://schemas.microsoft.com/project"
    return (
        f'<Project xmlns="{namespace}">{head}<Tasks>{"".join(tasks)}</Tasks>{more}</Project>'
    ).encode()


def reading_of(*tasks, options=ReadOptions(), **more):  # noqa: B008 - a frozen value
    return Reading(data_of(*tasks, **more), "plan.xml", options)


def read(*tasks, **more):
    return read_mspdi(reading_of(*tasks, **more))


def only(*tasks, **more):
    lifecycle = read(*tasks, **more)
    assert lifecycle.warnings == ()
    return lifecycle.elements[0]


def day(number, hour=8):
    return datetime(2027, 1, number, hour)  # noqa: DTZ001 - a plan's times are local


def kept(element):
    return {held.name: held.text for held in element.properties}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (2, ConstraintType.MUST_START_ON),
        (3, ConstraintType.MUST_FINISH_ON),
        (4, ConstraintType.START_NO_EARLIER_THAN),
        (5, ConstraintType.START_NO_LATER_THAN),
        (6, ConstraintType.FINISH_NO_EARLIER_THAN),
        (7, ConstraintType.FINISH_NO_LATER_THAN),
    ],
)
def test_demands_on_dates_keep_their_type_and_date(code, kind):
    """Each code of a constraint is its type, with the date that it names."""
    element = only(task(1, ConstraintType=code, ConstraintDate="2027-01-04T08:00:00"))
    assert element.schedule.constraint == Constraint(type=kind, moment=day(4))


def test_as_soon_as_possible_is_no_demand():
    """Code 0 is what holds anyway; code 1 is a demand without a date."""
    assert only(task(1, ConstraintType=0)).schedule.constraint is None
    assert only(task(1, ConstraintType=1)).schedule.constraint == Constraint(
        type=ConstraintType.AS_LATE_AS_POSSIBLE
    )


def test_deadline_and_baseline_are_kept():
    """The baseline with the number 0 is what was agreed at first; others are properties."""
    agreed = "<Baseline><Number>{}</Number><Start>2027-01-0{}T08:00:00</Start></Baseline>"
    element = only(
        task(1, agreed.format(1, 5) + agreed.format(0, 6), Deadline="2027-01-08T17:00:00")
    )
    assert element.schedule.deadline == day(8, 17)
    assert element.schedule.baseline_start == day(6)
    assert element.schedule.baseline_finish is None
    assert kept(element) == {"Baseline1": "2027-01-05T08:00:00/"}


@pytest.mark.parametrize(
    ("text", "form", "minutes"),
    [
        ("PT8H0M0S", 7, 480),
        ("PT0H30M15S", 3, 30.25),
        ("P2DT4H", 7, 2 * 450 + 240),
        ("P1M", 11, 18 * 450),
        ("P1Y", 7, 12 * 18 * 450),
        ("P2D", 8, 2880),
        ("PT48H0M0S", 8, 2880),
        ("P1M", 12, 30 * 1440),
        ("PT0H0M0S", 7, 0),
    ],
)
def test_durations_are_minutes_of_the_file_s_own_days(text, form, minutes):
    """Days and months are as long as the file says; elapsed time runs round the clock."""
    head = tags(MinutesPerDay=450, DaysPerMonth=18)
    assert only(task(1, Duration=text, DurationFormat=form), head=head).schedule.duration == minutes


def test_a_duration_typed_by_hand_counts_when_there_is_no_other():
    """Manually scheduled tasks may have nothing but what was typed."""
    element = only(task(1, ManualDuration="PT16H0M0S", DurationText="about two days"))
    assert element.schedule.duration == 960
    assert kept(element) == {"DurationText": "about two days"}


def test_notes_are_the_summary_and_other_tags_properties():
    """What goes without saying is not repeated: usual priorities, flags that are off."""
    element = only(
        task(7, Notes=" Ask\nfirst. ", ID=3, WBS="A.1", OutlineNumber="1.1", Priority=900, Critical=1,
             Recurring=1, Estimated=0, Manual=0, Work="PT0H0M0S", Cost="0.00", Contact="Desk")
    )  # fmt: skip
    assert element.summary == "Ask\nfirst."
    assert kept(element) == {
        "ID": "3", "WBS": "A.1", "OutlineNumber": "1.1", "Priority": "900", "Critical": "1",
        "Recurring": "1", "Contact": "Desk",
    }  # fmt: skip
    usual = task(7, ID=7, WBS="1", OutlineNumber="1", Priority=500, CalendarUID=-1)
    assert kept(only(usual)) == {"WBS": "1"}


FIELDS = (
    "<OutlineCodes><OutlineCode><FieldID>9</FieldID><FieldName>Outline Code1</FieldName><Values>"
    "<Value><ValueID>1</ValueID><Value>IT</Value></Value>"
    "<Value><ValueID>2</ValueID><ParentValueID>1</ParentValueID><Value>Ops</Value></Value>"
    "</Values></OutlineCode></OutlineCodes>"
    "<ExtendedAttributes><ExtendedAttribute><FieldID>5</FieldID><FieldName>Text1</FieldName>"
    "<Alias>Owner</Alias></ExtendedAttribute><ExtendedAttribute><FieldID>6</FieldID>"
    "<FieldName>Text2</FieldName><ValueList><Value><ID>4</ID><Value>High</Value></Value></ValueList>"
    "</ExtendedAttribute></ExtendedAttributes>"
)
VALUES = (
    "<ExtendedAttribute><FieldID>5</FieldID><Value>Anna &amp; Ben</Value></ExtendedAttribute>"
    "<ExtendedAttribute><FieldID>6</FieldID><ValueID>4</ValueID></ExtendedAttribute>"
    "<ExtendedAttribute><FieldID>8</FieldID><Value>1</Value></ExtendedAttribute>"
    "<OutlineCode><FieldID>9</FieldID><ValueID>2</ValueID></OutlineCode>"
)


@pytest.mark.parametrize("first", [True, False])
def test_custom_fields_have_the_names_that_people_gave_them(first):
    """Alias before field name; listed values are told; the definition may come later."""
    more = {"head": FIELDS} if first else {"more": FIELDS}
    assert kept(only(task(1, VALUES), **more)) == {
        "Owner": "Anna & Ben", "Text2": "High", "field 8": "1", "Outline Code1": "IT.Ops"
    }  # fmt: skip


def test_a_custom_field_may_be_called_like_a_tag():
    """Properties of one name stand together, as files keep them."""
    head = FIELDS.replace("Owner", "WBS")
    element = only(task(1, VALUES, WBS="1", Contact="Desk"), head=head)
    texts = [held.text for held in element.properties if held.name == "WBS"]
    assert texts == ["1", "Anna & Ben"]


def resource(uid, name, inner="", **fields):
    return f"<Resource>{tags(UID=uid, Name=name, **fields)}{inner}</Resource>"


def assigned(task_uid, person, inner="", **fields):
    return f"<Assignment>{tags(TaskUID=task_uid, ResourceUID=person, **fields)}{inner}</Assignment>"


def people(*resources, given=""):
    return f"<Resources>{''.join(resources)}</Resources><Assignments>{given}</Assignments>"


def test_a_resource_keeps_what_the_file_says_of_it():
    """Its group, initials and address are properties, notes the summary, several units a group."""
    more = people(
        resource(1, "Anna", Initials="A", Group="Ops", EmailAddress="a@x.org", MaxUnits="1.00",
                 Notes="On leave in May"),
        resource(2, "Testers", MaxUnits="3.00"),
    )  # fmt: skip
    anna, testers = read(task(1), more=more).of(Role)
    assert (anna.role_kind, anna.summary) == (RoleKind.ROLE, "On leave in May")
    assert kept(anna) == {"UID": "1", "Initials": "A", "Group": "Ops", "EmailAddress": "a@x.org"}
    assert (testers.role_kind, kept(testers)["MaxUnits"]) == (RoleKind.GROUP, "3.00")


def test_an_assignment_keeps_its_share():
    """The whole of somebody goes without saying."""
    more = people(
        resource(1, "Anna"), resource(2, "Ben"),
        given=assigned(1, 1, Units="0.5") + assigned(1, 2, Units="1"),
    )  # fmt: skip
    half, whole = (r for r in read(task(1), more=more).relations if r.link is Link.PERFORMS)
    assert (half.properties, whole.properties) == ((Property("Units", "0.5"),), ())


def test_material_and_cost_are_properties_of_their_tasks():
    """They are no roles, and nothing of them is lost."""
    more = people(
        resource(1, "Bricks", Type=0), resource(2, "Travel", Type=0, IsCostResource=1),
        given=assigned(1, 1, Units="40") + assigned(1, 2, Units="1"),
    )  # fmt: skip
    lifecycle = read(task(1), more=more)
    assert lifecycle.of(Role) == ()
    assert kept(lifecycle["t1"]) == {"material": "Bricks (40)", "cost": "Travel"}
    assert lifecycle.warnings == (
        "no roles, but properties of their tasks: 2 material or cost resource(s)",
    )


def test_what_an_unknown_task_uses_is_told():
    """Material of a task that there is not is named."""
    more = people(resource(1, "Bricks", Type=0), given=assigned(9, 1))
    told = "left out, since there is no line for task 9: Bricks"
    assert told in read(task(1), more=more).warnings


@pytest.mark.parametrize(
    ("more", "warning"),
    [
        (
            people(resource(1, "A"), given=assigned(0, 1)),
            "resource 1 works on the project as a whole; left out",
        ),
        (people(given=assigned(1, 7)), "task 1 is assigned to resource 7, which there is not"),
        (people(resource(1, "A"), given=assigned(9, 1)), "there is no task 9; left out"),
        (people(resource(1, "A"), given=assigned(1, 1) * 2), "assigned to task 1 again; both are"),
        (people(resource(1, "A", Type=8)), "resource 1: '8' is no type; taken as people"),
        (people(resource("", "A")), "a resource without a UID, 'A', is left out"),
    ],
)
def test_what_is_odd_about_people_is_told(more, warning):
    """Nothing about people and their work goes in silence."""
    (told,) = read(task(0, OutlineLevel=0), task(1), more=more).warnings
    assert warning in told
    assert told.startswith("line 1: ")


def timephased(*values):
    piece = "<TimephasedData><Type>1</Type>{}</TimephasedData>"
    return "".join(piece.format(f"<Value>{v}</Value>" if v else "") for v in values)


@pytest.mark.parametrize(
    ("values", "split"),
    [
        (("PT8H0M0S", "PT0H0M0S", "PT8H0M0S"), True),
        (("PT8H0M0S", "", "", "PT8H0M0S"), False),
        (("PT0H0M0S", "PT8H0M0S", "PT0H0M0S"), False),
        ((), False),
    ],
)
def test_a_task_whose_work_stops_and_goes_on_is_split(values, split):
    """A gap with no work splits a task; days that nobody works do not."""
    given = assigned(1, -65535, timephased(*values))
    warnings = read(task(1), more=people(given=given)).warnings
    assert warnings == (("1 task(s) are split, and their gaps are left out: 1",) if split else ())


def test_a_predecessor_in_another_project_is_a_property():
    """Its name is kept with the task that waits for it, and told."""
    link = "<PredecessorLink><CrossProject>1</CrossProject><CrossProjectName>o.mpp\\5</CrossProjectName></PredecessorLink>"
    lifecycle = read(task(1, link))
    assert kept(lifecycle["t1"]) == {"predecessor in another project": "o.mpp\\5"}
    assert len(lifecycle.warnings) == 1


def test_a_calendar_of_its_own_is_named():
    """Of a calendar only the name is kept, with the tasks that use it."""
    head = "<Calendars><Calendar><UID>3</UID><Name>Night shift</Name></Calendar></Calendars>"
    assert kept(only(task(1, CalendarUID=3), head=head)) == {"Calendar": "Night shift"}


def test_the_plan_keeps_what_it_says_of_itself():
    """Its manager and dates are properties, the notes of the project line its summary."""
    head = tags(Title="P", Manager="Anna", StatusDate="2027-01-04T17:00:00")
    lifecycle = read(task(0, OutlineLevel=0, Notes="Why"), task(1), head=head)
    assert lifecycle.summary == "Why"
    assert lifecycle.properties == (
        Property("Manager", "Anna"), Property("StatusDate", "2027-01-04T17:00:00")
    )  # fmt: skip


def test_a_first_line_at_level_0_is_the_project_only_if_others_are_in_it():
    """Some count the outline from 0: then the first line is a task like the others."""
    assert read(task(5, Name="Project", OutlineLevel=0), task(6)).name == "Project"
    lifecycle = read(task(5, OutlineLevel=0), task(6, OutlineLevel=0))
    assert [element.source_id for element in lifecycle] == ["5", "6"]
    assert len(lifecycle.warnings) == 2


def test_blank_rows_do_not_hide_what_a_line_contains():
    """A blank row between a summary line and its tasks makes it no less one."""
    lifecycle = read(
        task(1), "<Task><UID>2</UID><IsNull>1</IsNull></Task>", task(3, OutlineLevel=2)
    )
    assert isinstance(lifecycle["t1"], Stage)
    assert lifecycle.warnings == ()


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({"ConstraintType": 9}, "task 1: '9' is no type of constraint; left out"),
        ({"ConstraintType": 4}, "task 1: 'start-no-earlier-than' names no date (ConstraintDate)"),
        ({"Deadline": "2027-02-30T08:00:00"}, "task 1: '2027-02-30T08:00:00' is no date"),
        ({"Duration": "PT1e9H"}, "task 1: 'PT1e9H' is no duration"),
        ({"Milestone": "maybe"}, "task 1 says 'maybe' for Milestone; taken as no"),
        ({"IsNull": 1}, "task 1 is marked as a blank row, and 'T1' is left out"),
    ],
)
def test_odd_values_are_told_with_their_task(fields, warning):
    """Each names the task and the value, and what was done."""
    (told,) = [w for w in read(task(1, **fields), task(2)).warnings if "task 1" in w]
    assert warning in told


def test_days_of_no_length_are_not_believed():
    """A day of no minutes is mended."""
    lifecycle = read(task(1, Duration="P1D"), head=tags(MinutesPerDay=0))
    assert lifecycle["t1"].schedule.duration == 480
    assert lifecycle.warnings == ("line 1: a MinutesPerDay of 0 cannot be; the usual is taken",)


def test_the_length_of_a_day_has_to_come_first():
    """When it stands below the tasks, what was counted without it is told."""
    lifecycle = read(task(1, Duration="P1D"), more=tags(MinutesPerDay=450))
    assert lifecycle["t1"].schedule.duration == 480
    assert "MinutesPerDay comes after durations in days" in lifecycle.warnings[0]
    assert read(task(1, Duration="PT8H"), more=tags(MinutesPerDay=450)).warnings == ()


def test_too_many_tasks_are_refused():
    """The limit of lines holds, and is named."""
    options = ReadOptions(limits=Limits(lines=2))
    with pytest.raises(InvalidFileError, match=r"more than 2 tasks \(the limit 'lines'\)"):
        read_mspdi(reading_of(task(1), task(2), task(3), options=options))


def test_what_was_understood_names_the_tags():
    """Each tag that is read is told with its number, and the others as left out."""
    reading = reading_of(task(1, Priority=900, FreeSlack=0), task(2))
    read_mspdi(reading)
    said = {each.what: each.meaning for each in reading.understood}
    assert said["<Priority>"] == "a property (1 task(s))"
    assert said["<Name>"] == "its name (2 task(s))"
    assert reading.understood[-1] == Understood("other tags", "left out", "FreeSlack")


def test_a_deep_outline_is_read_in_linear_time():
    """Ten thousand lines, each inside the one before, are a plan like any other."""
    lifecycle = read(*(task(n, OutlineLevel=n) for n in range(1, 10_001)))
    assert len(lifecycle.relations) == 9_999


def test_only_the_head_of_a_file_decides():
    """A build file that speaks of tasks far below is no plan."""
    assert not looks_like_mspdi(b"<Project>" + b" " * 2**17 + b"<Tasks/></Project>")
    assert looks_like_mspdi(b"<Project><SaveVersion>14</SaveVersion></Project>")


WHOLE = data_of(
    task(0, OutlineLevel=0),
    task(1, VALUES, Duration="P1DT2H", ConstraintType=4, ConstraintDate="2027-01-04T08:00:00"),
    task(2, "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"),
    head=FIELDS,
    more=people(resource(1, "Anna"), given=assigned(1, 1, timephased("PT8H0M0S"), Units="0.5")),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=3)), max_size=3))
def test_damage_anywhere_gives_a_plan_that_can_be_kept_or_our_own_error(changes):
    """What is read from a damaged file is the same after writing and reading it again."""
    damaged = WHOLE
    for at, put in changes:
        damaged = damaged[:at] + put + damaged[at + len(put) // 2 :]
    try:
        found = read_mspdi(Reading(damaged, "plan.xml"))
    except LifecycleMapError as error:
        assert str(error).startswith("plan.xml")
    else:
        assert lifecycle_from_plain(lifecycle_to_plain(found), "x") == found


TEXTS = st.sampled_from(["", "0", "1", "-1", "5", "NaN", "1e309", "9" * 30, "x", "P1D", "٢",
                         "2027-01-04T08:00:00", "2027-13-45", "9999-12-31T23:59:59"])  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["OutlineLevel", "Duration", "DurationFormat", "Start",
                                        "Finish", "ConstraintType", "ConstraintDate", "IsNull",
                                        "PercentComplete", "CalendarUID", "Summary"]), TEXTS))  # fmt: skip
def test_no_value_of_a_tag_is_too_odd(fields):
    """Whatever stands in a tag, the task is read or left out with a word."""
    lifecycle = read(task(1, **fields), task(2))
    assert lifecycle["t2"].source_id == "2"


def test_the_end_of_a_day_is_the_beginning_of_the_next():
    """XML may say 24:00 for midnight."""
    assert only(task(1, Finish="2027-01-04T24:00:00")).schedule.finish == day(5, 0)


def test_a_tag_that_is_there_twice_is_told():
    """The first counts; links and fields may be repeated."""
    lifecycle = read(task(1, "<Name>Other</Name>" + VALUES))
    assert lifecycle["t1"].name == "T1"
    assert lifecycle.warnings == ("line 1: task 1 has 2 times <Name>; the first is taken",)


def test_an_id_that_is_no_number_is_kept_and_told():
    """MS Project counts its tasks; others may not."""
    lifecycle = read(task("x7"))
    assert lifecycle["tx7"].source_id == "x7"
    assert lifecycle.warnings == (
        "line 1: task x7 has no whole number as its UID; kept as it stands",
    )


def cases():
    """Return the awkward and malformed files of the trial data, or nothing when it is absent."""
    manifest = realdata.ROOT / "robust" / "manifest.json"
    if not manifest.is_file():
        return []
    found = json.loads(manifest.read_text("utf-8"))["cases"]
    return [case for case in found if case["format"] == "mspdi"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_awkward_files_end_as_they_must(case):
    """What is malformed is refused with its file and place, the rest is kept to the letter."""
    path = realdata.folder("robust") / case["file"]
    if case["expect"] == "refuse":
        with pytest.raises(LifecycleMapError) as caught:
            read_lifecycle(path, strict=True)
        told = str(caught.value).replace(path.name, "").casefold()
        assert path.name in str(caught.value)
        assert any(place.casefold() in told for place in case["place_any"])
        return
    lifecycle = read_lifecycle(path, strict=True)
    works = lifecycle.of(Work)
    assert len(works) == case["facts"]["n_items"]
    if "items" in case["facts"]:
        assert [[work.source_id, work.name] for work in works] == case["facts"]["items"]
        ids = {work.key: work.source_id for work in works}
        links = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
        assert sorted([ids[r.subject], ids[r.object]] for r in links) == case["facts"]["links"]
