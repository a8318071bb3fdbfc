"""The commands on crosswalks: turned, chained, filtered, and what follows from them."""

from __future__ import annotations

import pytest

import lifecycle_map as lm
from lifecycle_map.cli.main import run


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def rows(path):
    return lm.read_crosswalk(path).correspondences


def test_inverted_twice_is_the_same(capsys):
    """What is turned and turned again differs in nothing."""
    assert run(["invert", "prince2--itil", "-o", "a.sssom.tsv"]) == 0
    assert lm.read_crosswalk("a.sssom.tsv").subject_lifecycle == "itil-2011"
    assert run(["invert", "a.sssom.tsv", "-o", "b.toml"]) == 0
    assert run(["diff", "prince2--itil", "b.toml"]) == 0
    assert "lifecycle-map: 200 rows" in capsys.readouterr().err


def test_composed_is_what_the_api_composes():
    """The command chains the consolidated rows, and turns what has to be turned."""
    one, two = lm.load_crosswalk("prince2--itil"), lm.load_crosswalk("itil-2011--itil-4")
    wanted = one.view().compose(two.view()).correspondences
    assert run(["compose", "prince2--itil", "itil-2011--itil-4", "-o", "a.toml"]) == 0
    assert rows("a.toml") == wanted
    assert run(["invert", "itil-2011--itil-4", "-o", "turned.toml"]) == 0
    assert run(["compose", "prince2--itil", "turned.toml", "-o", "b.toml"]) == 0
    assert [r.statement for r in rows("b.toml")] == [r.statement for r in wanted]
    assert run(["invert", "prince2--itil", "-o", "first.toml"]) == 0
    assert run(["compose", "first.toml", "itil-2011--itil-4", "-o", "c.toml"]) == 0
    assert lm.read_crosswalk("c.toml").key == "prince2-2023--itil-4"


def test_more_than_two_are_chained():
    """Three crosswalks lead from the first lifecycle to the last."""
    names = ["prince2-2009--prince2-2017", "prince2-2017--itil-2011", "itil-2011--itil-4"]
    assert run(["compose", *names, "--least", "0.5", "-o", "a.sssom.tsv"]) == 0
    found = lm.read_crosswalk("a.sssom.tsv")
    assert (found.subject_lifecycle, found.object_lifecycle) == ("prince2-2009", "itil-4")
    assert found.correspondences
    assert all(row.confidence >= 0.5 for row in found.correspondences)


@pytest.mark.parametrize(
    ("options", "test"),
    [
        (["--match", "close"], lambda row: row.match is lm.Match.CLOSE),
        (["--match", "close", "--match", "BROAD"], lambda row: row.match.value in ("close", "broad")),
        (["--justification", "composed"], lambda row: row.justification is lm.Justification.CHAINED),
        (["--justification", "semapv:MappingChaining"],
         lambda row: row.justification is lm.Justification.CHAINED),
        (["--source", "curated", "--least", "0.6"],
         lambda row: "curated" in row.sources and row.confidence >= 0.6),
    ],
)  # fmt: skip
def test_rows_are_filtered(options, test):
    """Whatever fits all that is asked for is written, and nothing else."""
    assert run(["merge", "prince2-2017--itil-4", *options, "-o", "a.toml"]) == 0
    wanted = tuple(filter(test, lm.load_crosswalk("prince2-2017--itil-4").correspondences))
    assert wanted
    assert rows("a.toml") == wanted


def test_what_follows_is_counted_and_written(capsys):
    """Without ends every two lifecycles are told, with them a crosswalk is written."""
    names = ["prince2-2009--prince2-2017", "prince2-2017--prince2-2023"]
    assert run(["entail", *names]) == 0
    assert "prince2-2009--prince2-2023: 96 rows, as " in capsys.readouterr().out
    assert run(["entail", *names, "--ends", "prince2-2009--prince2-2023", "-o", "a.toml"]) == 0
    found = rows("a.toml")
    assert len(found) == 96
    assert {row.justification for row in found} == {lm.Justification.LOGICAL}
    assert run(["entail", "prince2--itil", "--match", "exact"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compose", "prince2--itil"], "it takes two crosswalks or more"),
        (["compose", "prince2--itil", "pm2--itil-4"], "share no lifecycle"),
        (["merge", "prince2--itil", "--match", "cloze"], "did you mean 'close'?"),
        (["merge", "prince2--itil", "--justification", "composd"], "unknown justification"),
        (["entail", "prince2--itil", "-o", "a.toml"], "--ends"),
        (["entail", "prince2--itil", "--ends", "itil-2011--prince2-2032"], "did you mean"),
        (["invert", "prince2--itli"], "did you mean"),
        (["invert", "prince2--itil", "-o", "a.xyz"], "unknown file suffix"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments, told, capsys, tmp_path):
    """Exit code 2, one sentence that says what to do, and no file."""
    assert run(arguments) == 2
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_view_is_a_set_of_its_own():
    """It has an id, a title and a description of its own, cites its sources alone, and all rows count."""
    whole = lm.load_crosswalk("prince2--itil")
    ids = set()
    for view in whole.views:
        made = whole.as_set(view.key)
        assert len(made.view().correspondences) == len(whole.view(view.key).correspondences)
        assert view.name in made.name
        assert made.summary == view.summary
        cited = {s for r in made.correspondences for s in (*r.sources, *r.sources_against)}
        assert {source.key for source in made.sources} == cited
        ids |= {line for line in lm.render(made, "sssom").splitlines() if "#mapping_set_id" in line}
    assert len(ids) == len(whole.views)
    with pytest.raises(lm.UnknownNameError, match="did you mean 'eip'"):
        whole.as_set("eip2")


def test_a_view_is_written_and_read_back():
    """The set of a view loads back equal, and aligns as the view does."""
    assert run(["merge", "prince2--itil", "--view", "eip", "-o", "a.sssom.tsv"]) == 0
    made, whole = lm.read_crosswalk("a.sssom.tsv"), lm.load_crosswalk("prince2--itil")
    assert made == whole.as_set("eip")
    assert made.key == "prince2-2023--itil-2011--eip"
    ends = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
    rows = [[r.statement for r in lm.align(*ends, **given).correspondences]
            for given in ({"view": "eip"}, {"crosswalks": [made]})]  # fmt: skip
    assert set(rows[0]) <= set(rows[1])


def test_what_is_shipped_says_its_licence():
    """Whoever publishes a set says under what it may be used."""
    for entry in lm.list_crosswalks():
        assert "#license: https://www.apache.org/licenses/LICENSE-2.0\n" in (
            lm.render(lm.load_crosswalk(entry.key), "sssom")
        )
