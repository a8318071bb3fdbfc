"""Needs of service management in plans: which lines show them, and which only look so."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import attrs
import pytest
import realdata

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.needs import load_needs, need_phrases_of, needs_of
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.needs import visible_needs
from lifecycle_map.model.elements import Activity
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.needs import Need, NeedGate, NeedLevel, NeedPhrases, Visible
from lifecycle_map.model.relations import Link, Relation

HERE = Path(__file__).parent
LINES = tomllib.loads((HERE / "need_lines.toml").read_text("utf-8"))
SAMPLES = tomllib.loads((HERE / "need_samples.toml").read_text("utf-8"))["plans"]
NEEDS = {need.key: need for need in load_needs()}
OTHERS = [(key, lang, line) for key, row in LINES.items() for lang, line in row["others"].items()]


def plan_of(outline):
    """Return the plan that an outline draws: an indented line stands within the one above."""
    tasks, relations, stack = [], [], []
    for number, line in enumerate(outline.strip("\n").splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        task = Activity(key=f"t{number}", name=line.strip(), source_id=str(number))
        del stack[depth:]
        if stack:
            relations.append(Relation(subject=stack[-1], link=Link.CONTAINS, object=task.key))
        stack.append(task.key)
        tasks.append(task)
    return Lifecycle(
        key="plan",
        name="Plan",
        side=Side.PROJECT,
        elements=tuple(tasks),
        relations=tuple(relations),
    )


def shown(outline):
    """Return what a plan shows, by need."""
    found = visible_needs(plan_of(outline), load_needs(), load_words())
    return {seen.need.key: seen for seen in found if seen.visible is not Visible.NO}


def told(call, *args):
    with pytest.raises(InvalidFileError) as caught:
        call(*args)
    return str(caught.value)


def test_there_is_a_line_for_each_need():
    """All 55 needs have a line that shows them and one that does not."""
    assert LINES.keys() == NEEDS.keys()
    assert len(NEEDS) == 55


@pytest.mark.parametrize("key", LINES)
def test_a_line_shows_a_need(key):
    """The line is named as the evidence."""
    seen = shown(f"Start\n{LINES[key]['shows']}\nEnd")
    assert key in seen
    assert [item.key for item in seen[key].evidence] == ["t1"]
    assert seen[key].evidence[0].words


@pytest.mark.parametrize("key", LINES)
def test_a_false_friend_does_not(key):
    """What only has a word in common is passed over."""
    assert key not in shown(f"Start\n{LINES[key]['looks']}\nEnd")


@pytest.mark.parametrize(("key", "language", "line"), OTHERS)
def test_a_line_in_another_language_shows_a_need(key, language, line):
    """The same holds in the languages that there are words for."""
    assert any(phrases.language == language for phrases in NEEDS[key].phrases)
    assert key in shown(f"1\n2\n{line}")


@pytest.mark.parametrize("language", sorted({words.language for words in load_words()}))
def test_every_language_has_the_common_needs(language):
    """Whatever a plan's words are, its most common needs can be seen."""
    keys = {n.key for n in NEEDS.values() if any(p.language == language for p in n.phrases)}
    assert {"N11", "N15", "N16", "N25", "N29", "N35", "N40", "N42", "N43", "N45", "N55"} <= keys
    assert len(keys) >= 25


def test_most_of_what_samples_show_is_found():
    """On outlines of many kinds and languages, precision is above .85 and recall above .75."""
    counts = Counter()
    for sample in SAMPLES:
        wanted, found = set(sample["needs"]), shown(sample["outline"]).keys()
        assert wanted <= NEEDS.keys()
        counts.update(right=len(wanted & found), wrong=len(found - wanted), all=len(wanted))
    assert len(SAMPLES) >= 40
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.85
    assert counts["right"] / counts["all"] >= 0.75


def variants():
    """Return the lists with the needs that have to be seen and those that may be."""
    found = []
    for line in (HERE / "need_variants.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            found.append((line[1:3], [], set(), set()))
        elif line.strip() and not line.startswith("#"):
            name, _, labels = line.partition(";;")
            found[-1][1].append(name.strip())
            for label in labels.replace(" ", "").split(",") if labels.strip() else ():
                found[-1][3 if label.endswith("?") else 2].add(label.strip("?"))
    return found


def test_variants_in_nine_languages_are_told_apart():
    """Typical wordings and false friends: precision and recall above .9 in each language."""
    counts = {}
    for language, lines, wanted, disputed in variants():
        assert wanted <= NEEDS.keys()
        found = shown("\n".join(lines)).keys()
        counts.setdefault(language, Counter()).update(
            right=len(found & wanted), wrong=len(found - wanted - disputed), all=len(wanted)
        )
    assert len(counts) == 9
    for language, count in counts.items():
        assert count["right"] >= 0.9 * count["all"], language
        assert count["right"] >= 0.9 * (count["right"] + count["wrong"]), language


def test_a_line_is_read_with_those_above_it():
    """'End users' within 'Training' is training of end users."""
    seen = shown("Design\nTraining\n  End users\n  Help desk")
    assert [(item.name, item.above) for item in seen["N11"].evidence] == [("End users", True)]
    assert seen["N10"].evidence[0].name == "Help desk"


def test_a_bare_word_counts_late_and_only_where_nothing_says_more():
    """At the start of a plan, training is for the project's own people."""
    assert "N11" not in shown("Training\nDesign\nBuild\nTest\nClose")
    assert shown("Design\nBuild\nTest\nTraining\nClose")["N11"].visible is Visible.PARTLY
    assert "N11" not in shown("Design\nBuild\nTest\nTraining\n  Administrators\nClose")


def test_the_best_evidence_comes_first():
    """What shows a need in full comes before what hints at it."""
    seen = shown("Design\nBuild\nTraining material\nTrain end users")["N11"]
    assert seen.visible is Visible.YES
    assert [item.name for item in seen.evidence] == ["Train end users", "Training material"]


def test_the_words_are_told_as_they_are_written():
    """The evidence names the words that show the need."""
    assert shown("A\nFormation des Utilisateurs")["N11"].evidence[0].words[0] == "Formation"


def test_a_language_that_a_plan_does_not_speak_is_not_heard():
    """'Evaluation' hints at a review of benefits in German, but not in English."""
    english = "Gather requirements\nReview scope\nBuild screens\nWrite code\nFix bugs\nEvaluation"
    german = "Anforderungen\nEntwurf\nUmsetzung\nModultests\nEvaluation"
    assert "N51" not in shown(english)
    assert "N51" in shown(german)


def test_a_plan_without_lines_shows_nothing():
    """And is no fault."""
    empty = Lifecycle(key="plan", name="Plan", side=Side.PROJECT)
    assert {seen.visible for seen in visible_needs(empty, load_needs())} == {Visible.NO}


def test_needs_are_in_order_and_complete():
    """Each need has what a finding tells of it."""
    assert list(NEEDS) == sorted(NEEDS)
    for need in NEEDS.values():
        assert need.why.endswith(".")
        assert need.do.endswith(".")
        common = need.asked_by >= 10 or need.key in {"N39", "N41"}
        assert (need.level is NeedLevel.CORE) is common
        assert {p.language for p in need.phrases} >= {"en", "de"}


def test_phrases_name_sets_of_words():
    """A set stands for its words, and what stands around it is given to each."""
    text = '{"language": "EN", "sets": {"who": ["a", "b"]}, "N01": {"yes": ["x {who}", "{who}/c"]}}'
    assert need_phrases_of(text.encode(), "en.json", {"N01"}) == {
        "N01": NeedPhrases("en", yes=("x a/x b", "a/b/c"))
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{}", "language: a file of phrases names its language"),
        ('{"language": "en", "N1": {}}', "N1: unknown need; did you mean 'N01'?"),
        ('{"language": "en", "N01": 1}', "N01: expected a table"),
        ('{"language": "en", "N01": {"no": []}}', "N01.no: unknown key; one of: yes, partly"),
        ('{"language": "en", "N01": {"yes": [1]}}', "N01.yes: expected a list of texts"),
        ('{"language": "en", "N01": {"yes": ["{a}"]}}', "N01.yes: unknown set 'a' in '{a}'"),
        ('{"language": "en", "sets": {"a": 1}}', "sets: expected a table of lists of texts"),
    ],
)
def test_faults_of_phrases_are_told(text, fault):
    """What is wrong in a file of phrases is said with its place."""
    assert fault in told(need_phrases_of, text.encode(), "en.json", {"N01"})


def plain(**changes):
    need = attrs.asdict(NEEDS["N01"], recurse=False)
    del need["phrases"]
    return {"needs": [{**need, **changes}]}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"level": "high"}, "needs[0].level: expected one of: core, usual, context"),
        ({"gate": "x"}, "needs[0].gate: expected one of: authorise-project"),
        ({"why": " "}, "needs[0].why: expected a text"),
        ({"asked_by": "1"}, "needs[0].asked_by: expected a whole number"),
        ({"prince2": "x"}, "needs[0].prince2: expected a list of texts"),
        ({"how": 1}, "needs[0].how: unknown key"),
    ],
)
def test_faults_of_needs_are_told(changes, fault):
    """What is wrong in the file of needs is said with its place."""
    assert fault in told(needs_of, json.dumps(plain(**changes)).encode(), "needs.json")


def test_needs_that_lack_or_repeat_something_are_refused():
    """A missing field and a key that is there twice are faults."""
    rows = plain()["needs"]
    twice = json.dumps({"needs": rows * 2}).encode()
    assert "duplicate key 'N01'" in told(needs_of, twice, "needs.json")
    del rows[0]["do"]
    assert "'do' is missing" in told(needs_of, json.dumps({"needs": rows}).encode(), "n.json")
    assert "expected a list of needs" in told(needs_of, b"[]", "n.json")


def test_needs_of_ones_own_are_looked_for():
    """The needs are data: any others will do."""
    mine = attrs.evolve(NEEDS["N01"], key="X1", phrases=(NeedPhrases("en", yes=("tea ~ staff",)),))
    seen = visible_needs(plan_of("Make tea for the staff"), (mine,))
    assert [(item.need.key, item.visible) for item in seen] == [("X1", Visible.YES)]
    assert isinstance(mine, Need)
    assert mine.gate is NeedGate.AUTHORISE_PROJECT


def test_real_plans_show_what_their_readers_saw():
    """On the labelled plans F1 is above .85, and the evidence is right."""
    folder = realdata.folder("realdata")
    counts = Counter()
    for file in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        if gold["domain"] != "non-it":
            plan = read_lifecycle(folder / gold["file"])
            found = visible_needs(plan, load_needs(), load_words())
            counts.update(scored(gold, [s for s in found if s.visible is not Visible.NO]))
    assert 2 * counts["right"] / (2 * counts["right"] + counts["wrong"] + counts["missed"]) >= 0.85
    assert counts["evident"] / counts["right"] >= 0.85


def scored(gold, found):
    keys = {seen.need.key for seen in found} - set(gold["disputed_needs"])
    right = [seen for seen in found if seen.need.key in keys & gold["needs"].keys()]
    evident = [
        seen
        for seen in right
        if {e.source_id for e in seen.evidence} & set(gold["needs"][seen.need.key]["tasks"])
    ]
    return {
        "right": len(right),
        "evident": len(evident),
        "wrong": len(keys - gold["needs"].keys()),
        "missed": len(gold["needs"].keys() - keys),
    }
