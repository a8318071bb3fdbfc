"""How long the main jobs take: reading, aligning, drawing. Run by `make bench`."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from lifecycle_map import align, check, load_lifecycle, read_lifecycle, render, what_if
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.loading.plans.graphml import read_graphml
from lifecycle_map.loading.plans.mspdi import read_mspdi
from lifecycle_map.loading.readers import READERS, Reading
from lifecycle_map.model.elements import Activity, Schedule, Stage
from lifecycle_map.model.facts import Change, Facts
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link, Relation

EXAMPLE = Path(__file__).parents[1] / "examples" / "service-introduction.xml"
DATA = files("lifecycle_map.reference")


@pytest.mark.parametrize("name", ["prince2-2023", "prince2-2017", "itil-2011"])
def test_load_a_lifecycle(benchmark, name):
    """From the bytes of a shipped file to a checked lifecycle."""
    data = (DATA / "lifecycles" / f"{name}.toml").read_bytes()
    assert len(benchmark(lifecycle_of, data, name)) > 100


@pytest.mark.parametrize("name", ["prince2-2017--itil-2011", "prince2-2023--itil-2011"])
def test_load_a_crosswalk(benchmark, name):
    """From the bytes of a shipped file to a checked crosswalk."""
    data = (DATA / "crosswalks" / f"{name}.toml").read_bytes()
    assert len(benchmark(crosswalk_of, data, name).correspondences) > 100


@pytest.mark.parametrize("tasks", [40, 1_000, 10_000])
def test_read_ms_project_xml(benchmark, tasks):
    """A plan of stages of ten tasks each, every task after the one before."""
    lines = [
        f"<Task><UID>{n}</UID><Name>Task {n}</Name><OutlineLevel>{2 if n % 11 else 1}"
        f"</OutlineLevel><Start>2027-01-11T08:00:00</Start><Finish>2027-01-12T17:00:00</Finish>"
        f"<PredecessorLink><PredecessorUID>{max(1, n - 1)}</PredecessorUID><Type>1</Type>"
        "</PredecessorLink></Task>"
        for n in range(1, tasks + 1)
    ]
    body = "".join(lines)
    data = f'<Project xmlns="http://schemas.microsoft.com/project"><Tasks>{body}</Tasks></Project>'
    assert len(benchmark(lambda: read_mspdi(Reading(data.encode(), "plan.xml")))) == tasks


@pytest.mark.parametrize("notation", ["yaml", "json", "toml"])
def test_read_ten_thousand_elements(benchmark, notation):
    """A native file of 10,000 activities, each after the one before, in each notation."""
    elements = tuple(
        Activity(key=f"a-{n}", name=f"Task {n}: do it", summary="Some words about it.")
        for n in range(10_000)
    )
    relations = tuple(
        Relation(subject=f"a-{n}", link=Link.PRECEDES, object=f"a-{n + 1}") for n in range(9_999)
    )
    plan = Lifecycle(
        key="plan", name="Plan", side=Side.PROJECT, elements=elements, relations=relations
    )
    data = render(plan, notation).encode()
    read = READERS.get(notation).read
    assert benchmark(lambda: read(Reading(data, f"plan.{notation}"))) == plan


@pytest.mark.parametrize("nodes", [1_000, 20_000])
def test_read_graphml(benchmark, nodes):
    """A chain of nodes with three kinds of data each."""
    keys = "".join(
        f'<key id="d{n}" for="all" attr.name="{name}" attr.type="string"/>'
        for n, name in enumerate(("name", "kind", "owner"))
    )
    body = "".join(
        f'<node id="n{n}"><data key="d0">Task {n}</data><data key="d1">activity</data>'
        f'<data key="d2">Anna</data></node><edge source="n{max(0, n - 1)}" target="n{n}"/>'
        for n in range(nodes)
    )
    data = f'<graphml>{keys}<graph edgedefault="directed">{body}</graph></graphml>'.encode()
    assert len(benchmark(lambda: read_graphml(Reading(data, "a.graphml")))) == nodes


def test_align_two_methods(benchmark):
    """PRINCE2 with the ITIL service lifecycle, both loaded before."""
    prince2, itil = load_lifecycle("prince2"), load_lifecycle("itil")
    assert len(benchmark(align, prince2, itil).correspondences) > 150


def test_align_a_plan(benchmark):
    """A plan of 42 lines with the ITIL service lifecycle."""
    plan, itil = read_lifecycle(EXAMPLE), load_lifecycle("itil")
    assert len(benchmark(align, plan, itil).correspondences) > 30


@pytest.mark.parametrize("name", ["svg", "mermaid", "dot", "json", "markdown"])
def test_render_an_alignment(benchmark, name):
    """The aligned methods as a picture and as text."""
    alignment = align(load_lifecycle("prince2"), load_lifecycle("itil"))
    assert benchmark(render, alignment, name)


@pytest.mark.parametrize("name", ["toml", "json", "yaml", "graphml"])
def test_render_a_lifecycle(benchmark, name):
    """The largest shipped lifecycle in formats that hold all of it."""
    assert benchmark(render, load_lifecycle("itil"), name)


def test_clashes_of_a_calendar(benchmark):
    """2,000 windows of 50 items with 20 clashes, and the check of a plan of 500 tasks by them."""
    start = datetime(2027, 1, 1)  # noqa: DTZ001 - local
    windows = [
        Change(
            name=f"c{n}",
            item=f"i{n % 50}",
            authority=f"CAB {n % 2}",
            start=start + timedelta(hours=4 * n),
            end=start + timedelta(hours=4 * n + 3),
        )
        for n in range(1980)
    ]
    windows += [
        Change(name=f"p{n}", item=f"i{n}", authority="other",
               start=start + timedelta(hours=4 * n + 1), end=start + timedelta(hours=4 * n + 2))
        for n in range(20)
    ]  # fmt: skip
    alignment = align(_dated(500), load_lifecycle("itil"))
    facts = Facts(changes=tuple(windows))
    report = benchmark(check, alignment, facts=facts, select=["GAP-R2b"])
    assert report.findings[0].message.startswith("20 clashes")


@pytest.mark.parametrize("tasks", [500, 10_000])
def test_a_slip_through_a_plan(benchmark, tasks):
    """A chain of tasks, each after the one before: the first slips, and all move."""
    plan = _dated(tasks)
    assert len(benchmark(what_if, plan, {"t1": 2}).moves) == tasks


def _dated(count: int) -> Lifecycle:
    """Return a plan of tasks of a day, each after the one before, in one stage."""
    monday = datetime(2027, 1, 4)  # noqa: DTZ001 - local
    days = [monday + timedelta(days=n + n // 5 * 2) for n in range(count)]
    tasks = tuple(
        Activity(key=f"t{n}", name=f"Write part {n} of the software",
                 schedule=Schedule(start=day.replace(hour=8), finish=day.replace(hour=17)))
        for n, day in enumerate(days, 1)
    )  # fmt: skip
    inside = (Relation(subject="s", link=Link.CONTAINS, object=task.key) for task in tasks)
    chain = (Relation(subject=f"t{n}", link=Link.PRECEDES, object=f"t{n + 1}")
             for n in range(1, count))  # fmt: skip
    return Lifecycle(key="plan", name="Plan", side=Side.PROJECT, elements=(
        Stage(key="s", name="Build"), *tasks), relations=(*inside, *chain))  # fmt: skip
