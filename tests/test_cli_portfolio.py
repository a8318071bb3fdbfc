"""The command `portfolio`: rows as they come, taken up after a kill, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from portfolio_samples import TASKS, plan

from lifecycle_map.analysis.portfolios import PortfolioRow
from lifecycle_map.cli.ledgers import heading, line_of, take_up
from lifecycle_map.cli.main import run


@pytest.fixture
def plans(tmp_path, monkeypatch):
    """A folder with plans, a broken one, and what is none."""
    monkeypatch.chdir(tmp_path)
    Path("plans/2027").mkdir(parents=True)
    for number in range(3):
        plan(Path(f"plans/2027/p{number}.csv"), *TASKS[: 4 + number])
    Path("plans/broken.xml").write_text("<Project")
    Path("plans/readme.md").write_text("# none")
    Path("plans/~$p.xlsx").write_text("none")
    Path("plans/.hidden.csv").write_text("none")
    return "plans"


NAMES = ["plans/broken.xml", "plans/2027/p0.csv", "plans/2027/p1.csv", "plans/2027/p2.csv"]


def rows_of(path):
    """The records of an output, as a spreadsheet sees them."""
    text = Path(path).read_text("utf-8-sig") if os.path.exists(path) else path
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_becomes_a_table(plans, jobs, capsys):
    """One row for each file that could be a plan, in order, and a summary on the side."""
    assert run(["portfolio", plans, "-o", "out.csv", "--jobs", jobs]) == 0
    rows = rows_of("out.csv")
    assert [row["path"] for row in rows] == NAMES
    assert [bool(row["error"]) for row in rows] == [True, False, False, False]
    assert rows[3]["visible"].split()
    out, err = capsys.readouterr()
    assert out == ""
    assert "4 plans, 1 of them not read" in err
    assert "1  it is XML of a kind that no reader knows" in err
    assert "languages: en 3" in err
    assert "visible least often, of 3 plans (and partly visible):" in err
    assert "3 tasks" not in err.partition("the longest first:")[2]
    assert "\r" not in err


def test_lines_of_json_are_the_same_rows(plans, capsys):
    """The suffix or --format asks for them; lists are lists."""
    run(["portfolio", plans, "-o", "out.csv", "--jobs", "1"])
    run(["portfolio", plans, "-o", "out.jsonl", "--jobs", "1"])
    told = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert [" ".join(row["rules"]) for row in told] == [row["rules"] for row in rows_of("out.csv")]
    capsys.readouterr()
    run(["portfolio", plans, "-f", "jsonl", "--jobs", "1"])
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert shown == told


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["plans/2027/p1.csv", "plans", "./plans/2027/p1.csv"], [NAMES[2], *NAMES[:2], NAMES[3]]),
        (["plans/**/p[01].csv"], NAMES[1:3]),
        (["plans/readme.md"], ["plans/readme.md"]),
    ],
)
def test_each_file_once_in_the_order_of_the_arguments(plans, arguments, names, capsys):
    """Files, folders and patterns may overlap."""
    assert run(["portfolio", *arguments, "--jobs", "1"]) == 0
    assert [row["path"] for row in rows_of(capsys.readouterr().out.removeprefix("\ufeff"))] == names


def test_the_output_is_no_plan(plans, capsys):
    """An output in the folder that is checked is left out of it."""
    for more in ([], ["--resume"], ["--overwrite"]):
        assert run(["portfolio", plans, "-o", "plans/out.csv", "--jobs", "1", *more]) == 0
        assert [row["path"] for row in rows_of("plans/out.csv")] == NAMES


def test_no_cell_is_a_formula(tmp_path, monkeypatch, capsys):
    """A file name that a spreadsheet would run is guarded, and taken up as what it is."""
    monkeypatch.chdir(tmp_path)
    plan(Path("=1+1.csv"), *TASKS)
    plan(Path("'@x\n,\".csv"), *TASKS)
    for more in ([], ["--resume"]):
        assert (
            run(["portfolio", "=1+1.csv", "'@x\n,\".csv", "-o", "out.csv", "--jobs", "1", *more])
            == 0
        )
        assert [row["path"] for row in rows_of("out.csv")] == ["'=1+1.csv", "''@x\n,\".csv"]


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_cut_anywhere_and_taken_up(plans, name, capsys):
    """Whatever part of the output a kill left, taking up makes it whole: none lost, none twice."""
    command = ["portfolio", plans, "-o", name, "--jobs", "1"]
    run(command)
    whole = Path(name).read_bytes()
    lines = whole.splitlines(keepends=True)
    ends = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for cut in sorted({*ends, *(end + 1 for end in ends[:-1]), *(end - 1 for end in ends[1:]), 40}):
        Path(name).write_bytes(whole[:cut])
        assert run([*command, "--resume"]) == 0
        text = Path(name).read_text("utf-8-sig")
        rows = rows_of(name) if name == "out.csv" else [json.loads(t) for t in text.splitlines()]
        assert [row["path"] for row in rows] == NAMES
        capsys.readouterr()


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_what_a_kill_leaves_is_cut_back_to_whole_rows(tmp_path, name):
    """From whatever bytes are left, the whole rows are taken up as they were, and no others."""
    kind = name.partition(".")[2]
    rows = [
        PortfolioRow(path='=a\r\n"b",ä.csv', error='two\nlines "x"'),
        PortfolioRow(path="'b\u2028.csv", name="+1", rules=("N1", "N2"), core_total=26),
        PortfolioRow(path="c.csv"),
    ]
    parts = [heading(kind), *(line_of(row, kind) for row in rows)]
    ends = [len("".join(parts[: n + 1]).encode()) for n in range(4)]
    whole, path = "".join(parts).encode(), tmp_path / name
    for cut in range(1, len(whole) + 1):
        path.write_bytes(whole[:cut])
        kept = sum(end <= cut for end in ends)
        assert take_up(str(path), kind) == rows[: max(0, kept - 1)]
        assert path.read_bytes() == whole[: ends[kept - 1] if kept else 0]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_half_way_and_taken_up(tmp_path, jobs):
    """After SIGKILL no process is left, and --resume makes the rows of a run that was not killed."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(20):
        plan(folder / f"p{number:02d}.csv", *TASKS, project=f"{number} ")
    command = [sys.executable, "-m", "lifecycle_map", "portfolio", str(folder), "--jobs", jobs]
    output, whole = tmp_path / "out.csv", tmp_path / "whole.csv"
    # What its processes hold open would keep `communicate` waiting if any were left.
    with subprocess.Popen([*command, "-o", str(output)], stderr=subprocess.PIPE) as killed:
        until = time.monotonic() + 300
        while lines(output) < 5 and time.monotonic() < until:
            time.sleep(0.005)
        os.kill(killed.pid, signal.SIGKILL)
        killed.communicate(timeout=120)
    assert 5 <= lines(output) < 21
    before = output.read_bytes()
    for path, more in ((output, ["--resume"]), (whole, [])):
        done = [*command, "-o", str(path), *more]
        subprocess.run(done, check=True, capture_output=True, timeout=300)
    assert output.read_bytes().startswith(before[: before.rindex(b"\r\n")])
    assert rows_of(output) == rows_of(whole)
    assert len(rows_of(output)) == 20


def lines(path):
    """How many line ends a file has, if it is there."""
    return path.read_bytes().count(b"\r\n") if path.exists() else 0


@pytest.mark.parametrize(
    ("options", "code"), [([], 0), (["--fail-on-error"], 1), (["--strict"], 0)]
)
def test_the_exit_code_is_what_was_asked(plans, options, code, capsys):
    """A plan that cannot be read ends with 1 only where that is asked for."""
    assert run(["portfolio", plans, "-o", "out.csv", "--jobs", "1", *options]) == code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "no such file or folder"),
        (["nowhere/*.csv"], "no such file or folder"),
        (["plans", "-"], "standard input"),
        (["empty"], "no file that could be a plan"),
        (["plans", "--service", "itill"], "did you mean 'itil'"),
        (["plans", "--level", "cor"], "did you mean 'core'"),
        (["plans", "--format", "xml"], "unknown format"),
        (["plans", "--jobs", "-1"], "--jobs -1"),
        (["plans", "--time-limit", "-1"], "--time-limit -1"),
        (["plans", "--time-limit", "nan"], "--time-limit nan"),
        (["plans", "--reader", "mspd"], "did you mean 'mspdi'"),
        (["plans", "--limit", "deep=3"], "did you mean 'depth'"),
        (["plans", "--resume"], "-o FILE"),
        (["plans", "-o", "empty"], "cannot write 'empty'"),
        (["plans", "-o", "no/such.csv"], "cannot write 'no/such.csv'"),
        (["plans", "-o", "plans/readme.md"], "--resume goes on with it"),
        (["plans", "-o", "plans/readme.md", "--resume"], "no output of 'portfolio'"),
        (["plans", "-o", "plans/2027/p1.csv", "--resume"], "no output of 'portfolio'"),
        (["plans/2027/p1.csv", "-o", "plans/2027/p1.csv", "--overwrite"], "the output itself"),
    ],
)
def test_bad_usage_is_told_before_anything_is_done(plans, arguments, told, capsys):
    """Exit code 2, one sentence, and no file is changed."""
    Path("empty").mkdir()
    before = {path: path.is_file() and path.read_bytes() for path in Path().rglob("*")}
    assert run(["portfolio", *arguments]) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert (out, "Traceback" in err) == ("", False)
    assert {path: path.is_file() and path.read_bytes() for path in Path().rglob("*")} == before


def test_another_question_is_not_mixed_into_an_output(plans, capsys):
    """A run is taken up with the service and the level that it began with."""
    command = ["portfolio", plans, "-o", "out.csv", "--jobs", "1"]
    run(command)
    assert run([*command, "--resume", "--level", "usual"]) == 2
    assert "--level core" in capsys.readouterr().err
    assert run([*command, "--resume", "--service", "itil"]) == 0


def test_a_parquet_file_has_the_rows_of_the_csv(plans, capsys):
    """Read by pyarrow: typed columns, lists of keys, and nothing else beside the file."""
    parquet = pytest.importorskip("pyarrow.parquet")
    run(["portfolio", plans, "-o", "out.csv", "--jobs", "1"])
    assert run(["portfolio", plans, "-o", "out.parquet", "--jobs", "1"]) == 0
    table = parquet.read_table("out.parquet")
    records = table.to_pylist()
    texts = [
        {key: " ".join(v) if isinstance(v, list) else str(v) for key, v in record.items()}
        for record in records
    ]
    assert texts == rows_of("out.csv")
    assert str(table.schema.field("core_total").type) == "int64"
    assert not list(Path().glob("out.parquet.*"))


def test_a_parquet_file_is_streamed_in_groups(plans, monkeypatch):
    """No more rows than a group are in memory at once."""
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("lifecycle_map.cli.parquet.ROWS", 3)
    run(["portfolio", plans, "-o", "out.parquet", "--jobs", "1"])
    with parquet.ParquetFile("out.parquet") as file:
        groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert groups == [3, 1]


@pytest.mark.parametrize("left", ["ledger", "both", "file"])
def test_a_parquet_file_is_taken_up(plans, left, capsys):
    """After a kill the ledger goes on; a file that is done gets the rows of plans that are new."""
    parquet = pytest.importorskip("pyarrow.parquet")
    command = ["portfolio", "-o", "out.parquet", "--jobs", "1"]
    run([*command, *NAMES[:2]])
    whole = Path("out.parquet").read_bytes()
    if left != "file":
        run(["portfolio", "-o", "out.jsonl", "--jobs", "1", *NAMES[:2]])
        half = Path("out.jsonl").read_bytes()
        Path("out.parquet.rows").write_bytes(half + half[:20])
    if left == "ledger":
        Path("out.parquet").unlink()
    assert run([*command, plans]) == 2
    assert "--resume goes on with it" in capsys.readouterr().err
    assert run([*command, plans, "--resume"]) == 0
    assert [row["path"] for row in parquet.read_table("out.parquet").to_pylist()] == NAMES
    assert run([*command, *NAMES[:2], "--overwrite"]) == 0
    assert (
        parquet.read_table("out.parquet").num_rows == parquet.read_table(io.BytesIO(whole)).num_rows
    )
    Path("out.parquet").write_bytes(b"none")
    assert run([*command, plans, "--resume"]) == 2
    assert "no output of 'portfolio'" in capsys.readouterr().err
    assert sorted(Path().glob("out.parquet*")) == [Path("out.parquet")]


def test_parquet_without_pyarrow_is_told_before_any_plan(plans, monkeypatch, capsys):
    """The sentence names the extra, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert run(["portfolio", plans, "-o", "out.parquet"]) == 2
    assert "lifecycle-map[parquet]" in capsys.readouterr().err
    assert not Path("out.parquet.rows").exists()


def test_a_long_plan_is_an_error_of_its_own(plans, capsys):
    """With --time-limit, in processes beside each other."""
    rows = [f"{n},Task {n},2027-03-01,2027-03-01" for n in range(30_000)]
    Path("plans/2027/p1.csv").write_text("ID,Task,Start,Finish\n" + "\n".join(rows) + "\n")
    command = ["portfolio", plans, "-o", "out.csv", "--jobs", "2", "--time-limit", "0.4"]
    assert run(command) == 0
    told = {row["path"]: row["error"] for row in rows_of("out.csv")}
    assert told[NAMES[2]] == "it took longer than 0.4 s (the time limit)"
    assert told[NAMES[1]] == told[NAMES[3]] == ""


def test_the_bytes_are_the_same_whatever_does_the_work(plans):
    """Output and summary: in one process or three, whatever the hash seed."""
    made = set()
    for number, (jobs, seed) in enumerate([("1", "0"), ("3", "1"), ("2", "2")]):
        command = [sys.executable, "-m", "lifecycle_map", "portfolio", plans]
        command += ["-o", f"out{number}.csv", "--jobs", jobs]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, env=environment, capture_output=True, check=True, timeout=300
        )
        told = done.stderr.replace(f"out{number}.csv".encode(), b"")
        made.add((Path(f"out{number}.csv").read_bytes(), told))
    assert len(made) == 1
