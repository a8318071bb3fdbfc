"""How long the main jobs take: reading, aligning, drawing. Run by `make bench`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from lifecycle_map import align, load_lifecycle, read_lifecycle, render
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.loading.plans.mspdi import read_mspdi

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
    assert len(benchmark(read_mspdi, data.encode(), "plan.xml")) == tasks


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


@pytest.mark.parametrize("name", ["toml", "json", "graphml"])
def test_render_a_lifecycle(benchmark, name):
    """The largest shipped lifecycle in formats that hold all of it."""
    assert benchmark(render, load_lifecycle("itil"), name)
