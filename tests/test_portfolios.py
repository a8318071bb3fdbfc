"""Many plans at once: the same rows by whatever executor, and a broken plan costs only itself."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial

import pytest
from portfolio_samples import TASKS, noted, plan, same
from realdata import folder

import lifecycle_map as lm
from lifecycle_map.analysis.flights import in_order
from lifecycle_map.analysis.pools import process_pool


@pytest.fixture
def plans(tmp_path):
    """Nine paths: seven plans, one that is no plan, one that is not there."""
    good = [plan(tmp_path / f"p{n}.csv", *TASKS[: 3 + n % 4]) for n in range(7)]
    (tmp_path / "broken.xml").write_text("<Project", encoding="utf-8")
    return [*good[:3], str(tmp_path / "broken.xml"), str(tmp_path / "gone.csv"), *good[3:]]


def test_a_row_is_what_a_check_says(plans):
    """Counts and keys are those of the report of the same plan."""
    row = lm.portfolio_row(plans[2])
    found = lm.read_lifecycle(plans[2])
    report = lm.check(lm.align(found, lm.load_lifecycle("itil")))
    core, usual, _ = report.coverage
    assert (row.path, row.error, row.name, row.tasks) == (plans[2], "", found.title, 5)
    assert (row.core_visible, row.core_partly, row.core_total) == (
        core.visible,
        core.partly,
        core.total,
    )
    assert (row.usual_visible, row.usual_total) == (usual.visible, usual.total)
    assert row.core_share == core.share
    assert row.rules == tuple(finding.rule.key for finding in report.findings)
    assert row.findings_error + row.findings_warning + row.findings_info == len(row.rules)
    assert "N11" in row.visible
    assert (row.service, row.level) == ("itil-2011", "core")


def test_rows_are_small_and_plain(plans):
    """A row goes to another process and back, and is small."""
    row = lm.portfolio_row(plans[2])
    data = pickle.dumps(row)
    assert pickle.loads(data) == row
    assert len(data) < 2000


@pytest.mark.parametrize("chunk", [1, 4])
def test_the_rows_are_the_same_by_every_executor(plans, chunk):
    """Serial, threads and processes give equal rows in the order of the paths."""
    serial = list(lm.portfolio(plans))
    assert [row.path for row in serial] == plans
    with ThreadPoolExecutor(3) as threads:
        assert list(lm.portfolio(plans, executor=threads, chunk=chunk, ahead=2)) == serial
    made = partial(process_pool, 2)
    assert list(lm.portfolio(plans, executor=made, chunk=chunk)) == serial
    with made() as processes:
        assert list(lm.portfolio(plans, executor=processes, chunk=chunk)) == serial


def test_a_broken_plan_costs_only_itself(plans):
    """Its error is in its row, with the reason, and the others are done."""
    rows = list(lm.portfolio(plans))
    assert [bool(row.error) for row in rows] == [False] * 3 + [True] * 2 + [False] * 4
    assert "broken.xml: it is XML of a kind that no reader knows" in rows[3].error
    assert "no such file" in rows[4].error
    assert (rows[3].tasks, rows[3].rules, rows[3].service) == (0, (), "itil-2011")


def test_a_fault_of_a_reader_costs_only_its_plan(plans, monkeypatch):
    """Also what is no error of ours is told in the row."""

    def fail(*_, **__):
        raise RecursionError("too deep")

    monkeypatch.setattr("lifecycle_map.analysis.portfolios.read_explained", fail)
    assert lm.portfolio_row(plans[0]).error == "RecursionError: too deep"


def test_a_plan_that_takes_too_long_costs_only_itself(plans, monkeypatch):
    """Its row says so; what is loaded once for all plans is not charged to the first."""
    read = lm.read_explained

    def slow(path, *arguments, **more):
        while str(path) == plans[1]:
            pass
        return read(path, *arguments, **more)

    monkeypatch.setattr("lifecycle_map.analysis.portfolios.read_explained", slow)
    rows = list(lm.portfolio(plans[:3], time_limit=0.5))
    assert [row.error for row in rows] == ["", "it took longer than 0.5 s (the time limit)", ""]


def test_rows_go_as_few_bytes(plans):
    """What one task gives back makes the same rows again."""
    data = lm.pack_portfolio(plans)
    assert isinstance(data, bytes)
    assert len(data) < 500 * len(plans)
    assert list(lm.unpack_portfolio(data)) == list(lm.portfolio(plans))


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (("Anforderungen erheben", "Abnahme durch den Kunden", "Schulung der Anwender"), "de"),
        (("Develop the software", "Test the software", "Train the users"), "en"),
        (("Alpha", "Beta", "Gamma"), ""),
    ],
)
def test_a_row_says_the_language(tmp_path, names, language):
    """That of most lines, or nothing where too few tell."""
    assert lm.portfolio_row(plan(tmp_path / "p.csv", *names)).language == language


def test_a_plan_that_is_not_about_it_is_asked_nothing(tmp_path):
    """Its row says what it is about, and counts no needs."""
    tasks = ("Hire movers", "Pack the kitchen boxes", "Load the furniture", "Clean the apartment")
    row = lm.portfolio_row(plan(tmp_path / "move.csv", *tasks))
    assert (row.error, row.core_total, row.rules) == ("", 0, ())
    assert row.about


def test_done_paths_are_left_out_however_they_are_spelt(plans, monkeypatch):
    """A relative path and an absolute one are the same file."""
    monkeypatch.chdir(os.path.dirname(plans[0]))
    rows = lm.portfolio(plans, done=["p0.csv", "./p1.csv", plans[2], "broken.xml", "gone.csv"])
    assert [row.path for row in rows] == plans[5:]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"service": "itill"}, lm.UnknownNameError),
        ({"service": "no/such.toml"}, lm.UnknownNameError),
        ({"chunk": 0}, lm.InvalidOptionError),
        ({"ahead": 0}, lm.InvalidOptionError),
        ({"time_limit": -1}, lm.InvalidOptionError),
        ({"time_limit": float("nan")}, lm.InvalidOptionError),
    ],
)
def test_what_is_wrong_for_all_is_told_before_any_plan(plans, given, error):
    """A service that there is not is no fault of a plan."""
    with pytest.raises(error):
        lm.portfolio(plans, **given)


def test_the_service_may_be_a_file(plans, tmp_path):
    """A lifecycle of one's own stands beside the plans, and is read anew when it changes."""
    service = tmp_path / "own.toml"
    for key in ("own", "other"):
        service.write_text(f'key = "{key}"\nname = "Own"\nside = "service"\n', encoding="utf-8")
        assert lm.portfolio_row(plans[0], str(service)).service == key


def test_a_path_that_is_no_text_is_written_out(tmp_path):
    """A name in an old encoding is read, and its row can be written to any file."""
    name = os.path.join(os.fsencode(tmp_path), b"pl\xe4n.csv")
    try:
        plan(tmp_path / "plain.csv", *TASKS)
        os.rename(tmp_path / "plain.csv", name)
    except OSError:
        pytest.skip("this file system takes no such name")
    (row,) = lm.portfolio([os.fsdecode(name)])
    assert row.error == ""
    assert row.path.endswith("pl\\udce4n.csv")
    assert list(lm.portfolio([os.fsdecode(name)], done=[row.path])) == []


class Counting(Executor):
    """Works at once, and counts how much is under way."""

    def __init__(self):
        self.batches = []
        self.open = self.most = 0

    def submit(self, function, /, *arguments, **more):
        self.batches.append(arguments[0])
        self.open += 1
        self.most = max(self.most, self.open)
        future = Lazy(self)
        future.set_result(function(*arguments, **more))
        return future


class Lazy(Future):
    def __init__(self, executor):
        super().__init__()
        self.executor = executor

    def result(self, timeout=None):
        self.executor.open -= 1
        return super().result(timeout)


def lost(item, error):
    return f"lost {item}: {type(error).__name__}"


def test_a_bounded_number_of_tasks_is_under_way():
    """Endless paths are taken no faster than their rows are."""
    executor = Counting()
    endless = (str(number) for number in iter(int, 1))
    rows = in_order(same, tuple, lost, endless, executor, chunk=3, ahead=4)
    assert [next(rows) for _ in range(30)] == ["0"] * 30
    assert executor.most == 4
    assert {len(batch) for batch in executor.batches} == {3}
    assert len(executor.batches) < 30 / 3 + 5


@pytest.mark.parametrize("chunk", [1, 3])
def test_what_ends_its_process_costs_only_itself(chunk):
    """A new pool takes the place of the broken one, and nothing is lost, doubled or out of order."""
    items = [str(number) for number in range(12)]
    items[4] = items[9] = "die"
    rows = list(in_order(same, tuple, lost, items, partial(process_pool, 2), chunk=chunk, ahead=4))
    assert rows == ["lost die: BrokenProcessPool" if item == "die" else item for item in items]


def test_only_what_was_at_work_is_tried_alone(tmp_path):
    """What merely waited when a process ended is handed to the next pool, and done once."""
    names = [str(number) for number in range(40)]
    names[1] = "die"
    items = [f"{tmp_path}/{name}" for name in names]
    made = []

    def make():
        made.append(process_pool(1))
        return made[-1]

    def told(item, error):
        return f"lost {item.rpartition('/')[2]}"

    rows = list(in_order(noted, tuple, told, items, make, chunk=2, ahead=20))
    assert rows == ["lost die" if name == "die" else name for name in names]
    done = (tmp_path / "log").read_text("utf-8").split()
    assert {name: done.count(name) for name in names[4:]} == dict.fromkeys(names[4:], 1)


@pytest.mark.parametrize("chunk", [1, 3])
def test_a_task_that_is_lost_costs_only_itself(chunk):
    """What an executor raises for one task is told of it, also where the executor is the caller's."""
    with ThreadPoolExecutor(2) as threads:
        rows = list(in_order(same, tuple, lost, ["a", "raise", "b"], threads, chunk=chunk, ahead=2))
    assert rows == ["a", "lost raise: OSError", "b"]


def test_an_executor_of_the_callers_that_breaks_is_the_callers():
    """The rows before are given, then the caller is told."""
    with process_pool(1) as pool:
        rows = in_order(same, tuple, lost, ["a", "die", "b"], pool, chunk=1, ahead=1)
        assert next(rows) == "a"
        with pytest.raises(BrokenExecutor):
            list(rows)


def test_an_executor_that_can_do_nothing_is_no_fault_of_a_plan():
    """A pool that never works raises, and is no error of each plan."""

    def made():
        pool = process_pool(1)
        pool.submit(same, ("die",))
        return pool

    with pytest.raises(BrokenExecutor):
        list(in_order(same, tuple, lost, ["a"], made, chunk=1, ahead=1))


def test_who_stops_asking_stops_the_work(plans):
    """A closed iterator leaves the executor of the caller usable and nothing waiting."""
    with ThreadPoolExecutor(1) as threads:
        rows = lm.portfolio(plans, executor=threads, chunk=1)
        next(rows)
        rows.close()
        assert threads.submit(same, ("a",)).result() == ("a",)


def test_real_plans_have_their_rows():
    """Real files are read, or say why not."""
    paths = sorted(map(str, folder("realdata").rglob("*.gan")))[:5]
    rows = list(lm.portfolio(paths))
    assert all(bool(row.error) != bool(row.name) for row in rows)


@pytest.fixture(scope="module")
def cluster():
    """A cluster of Dask on this machine, of two processes."""
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options) as made, distributed.Client(made) as client:
        yield client


def test_a_cluster_of_dask_gives_the_same_rows(plans, cluster):
    """The recipe of the how-to: paths in, bytes out, by the map of a client."""
    serial = list(lm.portfolio(plans))
    chunks = [plans[start : start + 2] for start in range(0, len(plans), 2)]
    futures = cluster.map(lm.pack_portfolio, chunks, time_limit=60)
    rows = [row for future in futures for row in lm.unpack_portfolio(future.result())]
    assert rows == serial


def test_the_executor_of_dask_gives_the_same_rows(plans, cluster):
    """The other recipe, with a time limit: its workers do their work in threads."""
    serial = list(lm.portfolio(plans))
    rows = lm.portfolio(plans, executor=cluster.get_executor(), chunk=2, time_limit=60)
    assert list(rows) == serial
