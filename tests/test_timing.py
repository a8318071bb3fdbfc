"""Time: the critical path, slack, pairs with the service side, and what a slip does."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, datetime, time, timedelta

import networkx as nx
import pytest
import realdata
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import outlined

import lifecycle_map as lm
from lifecycle_map.analysis.networks import Network
from lifecycle_map.analysis.weeks import USUAL, week_of
from lifecycle_map.cli.main import run
from lifecycle_map.codec import facts_from_plain
from lifecycle_map.errors import InvalidOptionError, UnknownElementError, WrongKindError

DAY = 480.0


def at(text):
    return datetime.fromisoformat(text)


def plan_of(tasks, links=(), key="plan"):
    """Return a plan of keys with schedules (a number is a duration in days), and links."""
    elements = tuple(
        lm.Activity(
            key=name,
            name=name,
            schedule=lm.Schedule(duration=when * DAY) if isinstance(when, int | float) else when,
        )
        for name, when in tasks.items()
    )
    relations = tuple(
        lm.Relation(
            subject=before,
            link=lm.Link.PRECEDES,
            object=after,
            dependency=more[0] if more else None,
        )
        for before, after, *more in links
    )
    return lm.Lifecycle(key=key, name="The plan", side=lm.Side.PROJECT, elements=elements,
                        relations=relations)  # fmt: skip


def span(start, finish, **more):
    return lm.Schedule(start=at(f"{start}T08:00"), finish=at(f"{finish}T17:00"), **more)


def slack(plan):
    return {task.key: task.slack for task in lm.timing(plan).tasks}


# --- working weeks


@given(st.datetimes(at("1990-01-01"), at("2100-01-01")))
def test_a_position_leads_back_to_its_moment(moment):
    """Within working time there and back is the same minute; outside, the nearest end before."""
    moment = moment.replace(second=0, microsecond=0)
    back = USUAL.moment(USUAL.position(moment))
    assert back <= moment
    works = moment.weekday() < 5 and (8 <= moment.hour < 12 or 13 <= moment.hour < 17)
    if works and moment.time() > time(8):
        assert back in (moment, moment - timedelta(hours=1))
        assert USUAL.position(back) == USUAL.position(moment)


def test_weekends_nights_lunch_and_holidays_do_not_count():
    """From Friday noon to Monday noon is one day; a holiday takes one away."""
    first, last = at("2027-05-07T12:00"), at("2027-05-10T12:00")
    assert USUAL.position(last) - USUAL.position(first) == DAY
    week = lm.WorkingWeek(holidays={date(2027, 5, 10)})
    assert week.position(last) - week.position(first) == DAY / 2
    assert week.moment(week.position(first) + DAY) == at("2027-05-11T12:00")
    with pytest.raises(ValueError, match="to work in"):
        lm.WorkingWeek(days=())


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([("2027-05-06", "2027-05-10", 3)], (0, 1, 2, 3, 4)),
        ([("2027-05-06", "2027-05-10", 3), ("2027-05-09", "2027-05-13", 5)], (6, 0, 1, 2, 3)),
        ([("2027-05-06", "2027-05-10", 5), ("2027-05-08", "2027-05-09", 2)], tuple(range(7))),
    ],
)
def test_the_week_is_the_one_that_fits_the_durations(spans, days):
    """Monday to Friday, Sunday to Thursday, or every day: dates and durations say which."""
    tasks = {
        f"t{n}": span(first, last, duration=long * DAY)
        for n, (first, last, long) in enumerate(spans)
    }
    assert week_of([plan_of(tasks)]).days == days


def test_without_durations_a_fifth_at_weekends_makes_seven_days():
    """A single date on a Saturday is a slip of the pen."""
    days = [outlined(["A"] + [f"  t{n}|2027-05-{n:02}" for n in range(3, 3 + count)])
            for count in (5, 7)]  # fmt: skip
    assert [len(week_of([plan]).days) for plan in days] == [5, 7]


# --- slack and the critical path


def test_a_textbook_network():
    """Two ways from a to d: the longer one is critical, the other has the difference as slack."""
    plan = plan_of(
        {"a": 2, "b": 5, "c": 3, "d": 1}, [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]
    )
    found = lm.timing(plan)
    assert slack(plan) == {"a": 0, "b": 0, "c": 2, "d": 0}
    assert [task.key for task in found.path] == ["a", "b", "d"]
    assert [task.key for task in found.tasks if task.critical] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("kind", "lag", "unit", "wanted"),
    [
        ("FS", 0, "working-minutes", 2),
        ("FS", DAY, "working-minutes", 1),
        ("FS", -DAY, "working-minutes", 3),
        ("SS", 2 * DAY, "working-minutes", 2),
        ("FF", DAY, "working-minutes", 5),
        ("FS", 50, "percent", 1),
        ("FS", 1440, "elapsed-minutes", 1),
    ],
)
def test_links_of_all_types_with_lags(kind, lag, unit, wanted):
    """The room of a link is what lies between the two ends that it ties, less its lag."""
    tie = lm.Dependency(type=lm.DependencyType(kind), lag=lag, unit=lm.LagUnit(unit))
    tasks = {"a": span("2027-05-03", "2027-05-04"), "b": span("2027-05-07", "2027-05-12")}
    assert slack(plan_of(tasks, [("a", "b", tie)]))["a"] == wanted


def test_deadlines_and_demands_take_slack_away():
    """A deadline that cannot be kept leaves less than none."""
    tasks = {
        "late": span("2027-05-03", "2027-05-07", deadline=at("2027-05-05")),
        "demanded": span("2027-05-03", "2027-05-04", constraint=lm.Constraint(
            type=lm.ConstraintType.FINISH_NO_LATER_THAN, moment=at("2027-05-05T17:00"))),
        "end": span("2027-05-24", "2027-05-28"),
    }  # fmt: skip
    assert slack(plan_of(tasks)) == {"late": -2, "demanded": 1, "end": 0}


def test_links_of_what_contains_others_hold_for_all_inside():
    """A task before a stage pushes what is in it, by the room that each has."""
    plan = outlined(["Design", "  Draw|2027-05-03", "Build", "  Code|2027-05-05",
                     "  Test|2027-05-07"])  # fmt: skip
    tie = lm.Relation(subject="draw", link=lm.Link.PRECEDES, object="build")
    plan = lm.Lifecycle(key="p", name="P", side=plan.side, elements=plan.elements,
                        relations=(*plan.relations, tie))  # fmt: skip
    moved = {m.task.key: m.days for m in lm.what_if(plan, {"draw": 3}).moves}
    assert moved == {"draw": 3, "code": 2}


def test_what_is_done_is_not_pushed():
    """It passes nothing on, and is not critical."""
    plan = plan_of(
        {"a": span("2027-05-03", "2027-05-04"),
         "b": span("2027-05-05", "2027-05-06", percent=100.0),
         "c": span("2027-05-07", "2027-05-10")},
        [("a", "b"), ("b", "c")],
    )  # fmt: skip
    assert [m.task.key for m in lm.what_if(plan, {"a": 2}).moves] == ["a"]
    assert [t.key for t in lm.timing(plan).tasks if t.done and t.critical] == []


def test_loops_and_broken_links_are_told_and_push_nothing():
    """A link that closes a loop, or that the dates break, is left out with a note."""
    loop = plan_of({"a": 1, "b": 1}, [("a", "b"), ("b", "a")])
    (note,) = lm.timing(loop).notes
    assert "1 links close a loop" in note
    torn = plan_of({"a": span("2027-05-10", "2027-05-12"), "b": span("2027-05-03", "2027-05-04")},
                   [("a", "b")])  # fmt: skip
    assert "not kept by the plan's own dates: 'a' before 'b'" in lm.timing(torn).notes[0]
    assert [m.task.key for m in lm.what_if(torn, {"a": 1}).moves] == ["a"]


def test_a_lifecycle_without_times_has_nothing_to_time():
    """A method has no dates: that is said, and no task of it can slip."""
    prince2 = lm.load_lifecycle("prince2")
    found = lm.timing(prince2)
    assert not found.tasks
    assert "nothing to time" in found.notes[0]
    with pytest.raises(InvalidOptionError, match="no dates"):
        lm.what_if(prince2, {"closing-a-project": 1})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 25))
def test_the_critical_path_is_the_longest_path_of_the_graph(seed, size):
    """As networkx finds it on the same graph; slack is by the textbook's two passes."""
    chance = random.Random(seed)
    tasks = {f"t{n}": chance.randint(0, 9) for n in range(size)}
    links = [(f"t{a}", f"t{b}") for a in range(size) for b in range(a + 1, size)
             if chance.random() < 0.2]  # fmt: skip
    graph = nx.DiGraph()
    graph.add_nodes_from(tasks)
    graph.add_weighted_edges_from((a, b, tasks[a]) for a, b in links)
    graph.add_weighted_edges_from((name, "end", long) for name, long in tasks.items())
    early, late = {}, {}
    for node in nx.topological_sort(graph):
        early[node] = max((early[a] + tasks[a] for a in graph.predecessors(node)), default=0)
    for node in reversed(list(nx.topological_sort(graph))):
        after = (late[b] - tasks[node] for b in graph.successors(node))
        late[node] = min(after, default=early["end"]) if node != "end" else early["end"]
    found = lm.timing(plan_of(tasks, links))
    assert sum(tasks[t.key] for t in found.path) == nx.dag_longest_path_length(graph)
    assert {t.key: t.slack for t in found.tasks} == {n: late[n] - early[n] for n in tasks}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 20), st.floats(0.5, 30))
def test_a_slip_moves_the_end_by_what_exceeds_the_slack(seed, size, days):
    """For any task of any network: the end moves by the slip less the slack, or not at all."""
    chance = random.Random(seed)
    tasks = {f"t{n}": chance.randint(1, 9) for n in range(size)}
    links = [(f"t{a}", f"t{b}") for a in range(size) for b in range(a + 1, size)
             if chance.random() < 0.2]  # fmt: skip
    plan = plan_of(tasks, links)
    task = f"t{chance.randrange(size)}"
    assert lm.what_if(plan, {task: days}).end == pytest.approx(
        max(days - slack(plan)[task], 0), abs=0.02
    )


def test_ten_thousand_tasks_in_a_chain():
    """Neither recursion nor a square of the tasks."""
    count = 10_000
    plan = plan_of(dict.fromkeys((f"t{n}" for n in range(count)), 1),
                   [(f"t{n}", f"t{n + 1}") for n in range(count - 1)])  # fmt: skip
    assert lm.what_if(plan, {"t0": 2}).end == 2
    assert len(lm.timing(plan).path) == count


NS = "{http://schemas.microsoft.com/project}"


@pytest.mark.parametrize("path", realdata.files("realdata/mspdi", "*.xml"), ids=lambda p: p.stem)
def test_slack_is_that_of_ms_project(path):
    """In plans that MS Project scheduled by itself, slack and critical tasks are its own.

    Tasks that people scheduled by hand have late dates that do not follow from what the file
    shows, and free days of a calendar are not in the model: plans with either are passed over.
    """
    root = ET.parse(path).getroot()
    said = {t.findtext(f"{NS}UID"): t for t in root.iter(f"{NS}Task")}
    by_hand = any(t.findtext(f"{NS}Manual") == "1" for t in said.values())
    days_off = any(e.findtext(f"{NS}DayWorking") == "0" for e in root.iter(f"{NS}Exception"))
    around = any(c.findtext(f"{NS}Name") == "24 Hours" and c.findtext(f"{NS}UID") == root.findtext(
        f"{NS}CalendarUID") for c in root.iter(f"{NS}Calendar"))  # fmt: skip
    if by_hand or days_off or around:
        pytest.skip("scheduled by hand, or by a calendar with free days")
    plan = lm.read_lifecycle(path)
    counts = Counter()
    for task in lm.timing(plan).tasks:
        told = said[task.source_id]
        if not task.done and told.findtext(f"{NS}Critical") is not None:
            # Without a slack there is none.
            days = float(told.findtext(f"{NS}TotalSlack") or 0) / 10 / DAY
            counts["slack"] += abs(days - task.slack) <= 0.5
            counts["critical"] += (told.findtext(f"{NS}Critical") == "1") == task.critical
            counts["all"] += 1
    assert counts["slack"] >= 0.95 * counts["all"]
    assert counts["critical"] >= 0.95 * counts["all"]


# --- pairs with the service side

PLAN = ["Build", "  Develop the portal|2027-02-01", "  Go/no-go decision|2027-04-30", "Go live",
        "  Deploy to production|2027-05-03", "  Project closure|2027-06-01"]  # fmt: skip
SERVICE = ["Introduction", "  Service desk trained|2027-05-05", "  RFC approved by the CAB|2027-04-20",
           "  Go/no-go by operations|2027-04-28", "  Service accepted by operations|2027-06-10"]  # fmt: skip


@pytest.fixture
def plan():
    return outlined(PLAN, "Portal")


@pytest.fixture
def service():
    return outlined(SERVICE, "Service plan")


def pairs(found):
    return {(p.first.name, p.second.name): p.slack for p in found.pairs}


def test_lines_of_both_sides_are_paired_by_their_needs(plan, service):
    """The same need on both sides, what has to be met before go-live, and before the end."""
    assert pairs(lm.timing(plan, service)) == {
        ("Service desk trained", "Deploy to production"): -2,
        ("RFC approved by the CAB", "Deploy to production"): 9,
        ("Go/no-go by operations", "Go/no-go decision"): 2,
        ("Service accepted by operations", "Project closure"): -7,
    }


def test_milestones_of_the_facts_name_what_waits_for_them(plan):
    """By key, id, or name; a stage waits with its first task; an unknown one has a nearest."""
    facts = facts_from_plain({"milestones": [
        {"name": "Data centre ready", "date": at("2027-05-05"), "needed_by": "Deploy to production"},
        {"name": "Licences bought", "date": at("2027-01-29"), "needed_by": "Build"},
    ]})  # fmt: skip
    found = lm.timing(plan, facts=facts)
    assert pairs(found)["Data centre ready", "Deploy to production"] == -2
    assert pairs(found)["Licences bought", "Build"] == 0
    wrong = facts_from_plain({"milestones": [
        {"name": "M", "date": at("2027-05-05"), "needed_by": "Deploy to prodution"}]})  # fmt: skip
    with pytest.raises(UnknownElementError, match="did you mean 'Deploy to production'"):
        lm.timing(plan, facts=wrong)


def test_what_is_declared_and_rows_of_the_crosswalk_pair():
    """A line that realises another, and lines that realise both ends of a row, with its name."""
    ours = lm.Lifecycle(key="ours", name="Ours", side=lm.Side.PROJECT, elements=tuple(
        lm.Activity(key=key, name=key, realises=(lm.Ref.parse(ref),), schedule=span(day, day))
        for key, ref, day in [
            ("board", "prince2-2023:authorize-project-closure", "2027-05-10"),
            ("hand", "prince2-2023:notify-work-package-completion", "2027-05-11"),
        ]))  # fmt: skip
    theirs = lm.Lifecycle(key="theirs", name="Theirs", side=lm.Side.SERVICE, elements=tuple(
        lm.Activity(key=key, name=key, realises=(lm.Ref.parse(ref),), schedule=span(day, day))
        for key, ref, day in [
            ("levels", "itil-2011:service-level-management", "2027-05-12"),
            ("items", "itil-2011:service-asset-and-configuration-management", "2027-05-14"),
            ("mine", "ours:board", "2027-05-07"),
        ]))  # fmt: skip
    found = {(p.first.key, p.second.key): (p.slack, p.why) for p in lm.timing(ours, theirs).pairs}
    assert found["mine", "board"] == (1, "declared")
    assert found["levels", "board"] == (-2, "row B8")
    assert found["hand", "items"] == (2, "row B24")


def test_a_slip_of_the_service_side_moves_the_gate_that_waits(plan, service):
    """The slack of a pair is used up first; the rest moves the gate, and the pair is told."""
    found = lm.what_if(plan, {"RFC approved by the CAB": 12}, service=service)
    assert {m.task.name: (m.days, m.asked) for m in found.moves} == {
        "RFC approved by the CAB": (12, True),
        "Deploy to production": (3, False),
    }
    ((broken,),) = (found.broken,)
    assert (broken.first.name, broken.slack) == ("RFC approved by the CAB", -3)
    assert not lm.what_if(plan, {"RFC approved by the CAB": 9}, service=service).broken


def test_in_one_plan_pairs_are_told_and_push_nothing():
    """There the planner's links say what waits for what."""
    plan = outlined(
        ["Go live", "  Train the service desk|2027-05-03", "  Deploy to production|2027-05-06"]
    )
    found = lm.what_if(plan, {"Train the service desk": 5})
    assert [m.task.name for m in found.moves] == ["Train the service desk"]
    assert [p.slack for p in found.broken] == [-2]


def test_deadlines_that_a_slip_misses_are_told():
    """The end may stay, and a promise be broken all the same."""
    plan = plan_of({"a": span("2027-05-03", "2027-05-04", deadline=at("2027-05-05T17:00")),
                    "end": span("2027-05-24", "2027-05-28")})  # fmt: skip
    found = lm.what_if(plan, {"a": 2})
    assert [t.key for t in found.missed] == ["a"]
    assert found.end == 0
    assert not lm.what_if(plan, {"a": 1}).missed


@pytest.mark.parametrize("days", [0, -1, 1e9, float("nan")])
def test_days_that_cannot_be_meant(plan, days):
    """A slip is more than nothing, and less than forty years."""
    with pytest.raises(InvalidOptionError, match="more than 0"):
        lm.what_if(plan, {"Deploy to production": days})


def test_only_plans_are_timed(plan):
    """A name is no plan, and a task that there is not has a nearest."""
    with pytest.raises(WrongKindError):
        lm.timing("plan.xml")
    with pytest.raises(UnknownElementError, match="did you mean 'Deploy to production'"):
        lm.what_if(plan, {"Deploy to productio": 1})


def test_the_check_times_the_pairs(plan, service):
    """With a plan of the service side beside it, R6 tells the pairs and their days."""

    def r6(facts=None, other=service):
        report = lm.check(lm.align(plan, other), facts=facts, select=["GAP-R6"])
        return {each.rule.key: each for each in report.results}  # fmt: skip

    found = r6()
    assert found["GAP-R6a"].outcome is lm.Outcome.GAP
    assert "'Service desk trained' (2027-05-05) is 2 working days after" in found["GAP-R6a"].message
    assert [e.name for e in found["GAP-R6a"].evidence] == [
        "Project closure",
        "Deploy to production",
    ]
    itil = lm.load_lifecycle("itil")
    facts = facts_from_plain({"milestones": [
        {"name": "Ready", "date": at("2027-04-29"), "needed_by": "Deploy to production"}]})  # fmt: skip
    told = r6(facts, itil)["GAP-R6a"]
    assert told.outcome is lm.Outcome.SATISFIED
    assert "is 2 working days before 'Deploy to production'" in told.message
    bare = outlined(["Go live", "  Deploy to production|2027-05-03"])
    assert lm.check(lm.align(bare, itil), facts=facts, select=["GAP-R6b"]).results[0].outcome is (
        lm.Outcome.SATISFIED)  # fmt: skip


# --- on the command line


@pytest.fixture
def files(tmp_path):
    rows = "WBS,Task,Start,Finish\n1,Go live,,\n1.1,Build the portal,2027-05-03,2027-05-07\n1.2,Deploy to production,2027-05-10,2027-05-10\n"
    (tmp_path / "plan.csv").write_text(rows)
    (tmp_path / "service.csv").write_text(
        "WBS,Task,Start,Finish\n1,Introduction,,\n1.1,RFC approved by the CAB,2027-05-06,2027-05-06\n"
    )
    return str(tmp_path / "plan.csv"), str(tmp_path / "service.csv")


def test_the_command_tells_what_breaks(files, capsys):
    """As text for people and as data for programs, with the tasks named by id or name."""
    command = ["slip", files[0], "--service", files[1], "--task", "RFC approved by the CAB"]
    assert run([*command, "--days", "3"]) == 0
    out = capsys.readouterr().out
    assert "Pairs that break" in out
    assert "The end of the plan moves by 1 working day, that of the service side by 3" in out
    assert run([*command, "--days", "3", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["end"] == 1
    assert record["broken"][0]["second"]["name"] == "Deploy to production"
    assert run(["slip", files[0], "--task", "1.1", "--days", "1", "-f", "csv"]) == 0
    assert "build-the-portal" in capsys.readouterr().out


def test_without_a_task_the_time_of_the_plan_is_told(files, tmp_path, capsys):
    """The critical path, slack and pairs; `check --show time` is the same."""
    assert run(["slip", files[0]]) == 0
    assert "What sets the end of the plan" in capsys.readouterr().out
    assert run(["check", files[0], "--show", "time", "-o", str(tmp_path / "t.md")]) == 0
    assert "| slack in days |" in (tmp_path / "t.md").read_text()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--task", "1.1"], "each needs the other"),
        (["--task", "1.9x", "--days", "2"], "has no element"),
        (["--task", "1.1", "--days", "-2"], "more than 0"),
        (["--task", "1", "--days", "2"], "contains tasks"),
        (["--service", "nowhere.csv"], "no such file"),
        (["--format", "sarif"], "cannot"),
    ],
)
def test_bad_input_ends_with_two(files, options, told, capsys):
    """One line, no traceback."""
    assert run(["slip", files[0], *options]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_the_network_of_two_plans_with_one_key(plan):
    """Two plans of one name are two plans."""
    network = Network.of((plan, plan), USUAL)
    assert len(list(network.tasks())) == 2 * sum(1 for line in PLAN if "|" in line)
