"""Data frames and Arrow tables: every row, with numbers, dates and lists as what they are."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

import lifecycle_map as lm
from lifecycle_map.views.rows import PARTS, rows_of

PLAN = Path(__file__).parents[1] / "examples" / "service-introduction.xml"


@pytest.fixture(scope="module")
def values():
    """One of everything that can be a frame."""
    plan, itil = lm.read_lifecycle(PLAN), lm.load_lifecycle("itil")
    alignment = lm.align(plan, itil)
    return {
        lm.Lifecycle: plan,
        lm.Crosswalk: lm.load_crosswalk("prince2--itil"),
        lm.Alignment: alignment,
        lm.Report: lm.check(alignment),
    }


CASES = [(cls, part) for cls, parts in PARTS.items() for part in parts]


def count(value, part):
    return len(getattr(value, "results" if part == "findings" else part))


@pytest.mark.parametrize(("cls", "part"), CASES)
def test_each_row_has_a_cell_of_its_type_in_each_column(cls, part, values):
    """As many rows as there are things, and no cell of another type than its column says."""
    columns, rows = rows_of(values[cls], part)
    assert len(rows) == count(values[cls], part) > 0
    for row in rows:
        assert row.keys() == columns.keys()
        assert all(v is None or isinstance(v, columns[name]) for name, v in row.items())


@pytest.mark.parametrize(("cls", "part"), CASES)
def test_arrow_takes_them(cls, part, values):
    """A table of Arrow holds the same, with types that do not depend on what is in it."""
    pa = pytest.importorskip("pyarrow")
    table = lm.to_arrow(values[cls], part)
    assert table.num_rows == count(values[cls], part)
    assert table.to_pylist() == rows_of(values[cls], part)[1]
    empty = lm.Lifecycle(key="e", name="", side=lm.Side.PROJECT)
    if cls is lm.Lifecycle:
        assert lm.to_arrow(empty, part).schema == table.schema
        assert pa.types.is_timestamp(lm.to_arrow(empty).schema.field("start").type)


@pytest.mark.parametrize(("cls", "part"), CASES)
def test_pandas_takes_them(cls, part, values):
    """A data frame holds the same, with dates as dates and shares as floats."""
    pytest.importorskip("pandas")
    frame = lm.to_pandas(values[cls], part)
    assert len(frame) == count(values[cls], part)
    columns, rows = rows_of(values[cls], part)
    assert list(frame.columns) == list(columns)
    for name, kind in columns.items():
        if kind is float:
            assert frame[name].dtype == "float64"
        if kind is str:
            assert list(frame[name]) == [row[name] for row in rows]


def test_a_plan_in_pandas(values):
    """What an analyst asks: the long tasks, and those of a phase."""
    pytest.importorskip("pandas")
    frame = lm.to_pandas(values[lm.Lifecycle])
    tasks = frame[frame.kind == "activity"]
    assert (tasks.finish >= tasks.start).all()
    assert tasks.duration.sum() > 0
    assert frame.phases.map(lambda each: isinstance(each, list)).any()


def test_the_usual_part_is_the_first(values):
    """Without a part it is the elements, the correspondences, the findings; others have a nearest."""
    for cls, parts in PARTS.items():
        assert rows_of(values[cls]) == rows_of(values[cls], parts[0])
    with pytest.raises(lm.UnknownNameError, match="did you mean 'relations'"):
        rows_of(values[lm.Lifecycle], "relation")
    with pytest.raises(lm.WrongKindError):
        lm.to_arrow("itil")


@pytest.mark.parametrize(
    ("package", "function", "extra"),
    [("pandas", lm.to_pandas, "pandas"), ("pyarrow", lm.to_arrow, "parquet")],
)
def test_a_missing_package_is_named(package, function, extra, monkeypatch):
    """Without the package, the error says which extra brings it."""
    real = builtins.__import__

    def no(name, *arguments, **options):
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", no)
    with pytest.raises(lm.MissingExtraError, match=rf"lifecycle-map\[{extra}\]"):
        function(lm.load_lifecycle("itil"))
