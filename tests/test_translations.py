"""Pictures in other languages: whole, and never silent about what stays in English."""

from __future__ import annotations

import re
import string
import tomllib
from functools import lru_cache
from importlib.resources import files

import pytest
from attrs import evolve
from picture_samples import planned
from scenery import texts

from lifecycle_map.analysis.aligning import align
from lifecycle_map.cli.main import run
from lifecycle_map.formats.html_words import html_words
from lifecycle_map.formats.rendering import diagram, rendered
from lifecycle_map.layouts.laying import LAYOUTS, lay_out
from lifecycle_map.layouts.scenes import Path
from lifecycle_map.loading.frameworks import list_crosswalks, list_lifecycles, load_lifecycle
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import shipped_rules
from lifecycle_map.loading.translations import load_translations
from lifecycle_map.model.elements import Activity
from lifecycle_map.views.gaps import FAMILIES
from lifecycle_map.views.pictures import PICTURES
from lifecycle_map.views.translating import left_in_english, translated
from lifecycle_map.views.wording import LANGUAGES

COMPLETE = ("de", "fr", "es", "ar", "ja")
"""The languages that have words for all frameworks that ship."""

GREAT = (*COMPLETE, "it", "nl", "pt")
"""The languages in which pictures of PRINCE2 and ITIL have no English words."""

OTHER_SCRIPTS = ("ar", "ja")

PROPER = {
    *("PRINCE2", "ITIL", "PM²", "PMBOK", "COBIT", "ISACA", "PeopleCert", "DevOps", "FitSM"),
    *("IT4IT", "ISO", "IEC", "SAC", "SDP", "PID", "CMDB", "CSI", "SLA", "OLA", "ELS", "CAB", "IT"),
    *("SU", "DP", "IP", "CS", "MP", "SB", "CP", "GAP", "EMU", "REV", "PROC", "PEOPLE", "SIM"),
    *("IFACE", "Go", "No"),
}
"""What is called the same in every language: names of their own, and abbreviations."""

SAME = {
    *(
        "Plan",
        "Business Case",
        "Business case",
        "milestone",
        "Support",
        "Test",
        "Tests",
        "Release",
        "Baseline",
        "visible",
    ),
    *("Communication", "Configuration", "Service Design Package (SDP)", "Portfolio"),
}
"""Words that these languages have from English, or English from them."""

SHIPPED = ("prince2-2023", "prince2-2017", "itil-2011", "itil-4", "itil-5")


@lru_cache(maxsize=32)
def sample(name):
    if name == "plan":
        return planned("shipped")
    first, _, second = name.partition("--")
    return align(load_lifecycle(first), load_lifecycle(second)) if second else load_lifecycle(first)


PAIRS = ("prince2-2023--itil-2011", "prince2-2017--itil-4", "prince2-2023--itil-5", "plan")
CASES = [
    (kind, name)
    for kind in PICTURES.registered()
    for name in (*SHIPPED, *PAIRS)
    if ("Alignment" if "--" in name or name == "plan" else "Lifecycle") in PICTURES.get(kind).of
]


def shown(kind, name, language):
    """All that somebody reads or hears of a picture, piece by piece."""
    drawn = diagram(sample(name), kind, language=language)
    pieces = [drawn.title, drawn.subtitle, drawn.notice, *drawn.description.split("\n")]
    for step in drawn.steps:
        pieces += [step.title, *step.note.split("\n")]
    pieces += [each.label for each in (*drawn.lanes, *drawn.columns, *drawn.boxes, *drawn.arrows)]
    if kind in LAYOUTS:
        pieces += [text.full or " ".join(text.lines) for text in texts(lay_out(drawn))]
    return [piece for piece in pieces if piece.strip()]


def own_words(name):
    """The words of a plan itself, and of the people in it: they are whose plan it is."""
    if name != "plan":
        return frozenset()
    plan = sample(name).subject
    said = " ".join((plan.name, *(element.name for element in plan)))
    return frozenset(re.findall(r"[^\W\d_]+", said))


@pytest.mark.parametrize("language", GREAT)
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_picture_is_in_its_language(kind, name, language):
    """Nothing that is read or heard stays as it is in English, but for names."""
    english = {part for piece in shown(kind, name, "en") for part in piece.split(" · ")}
    kept = own_words(name) | PROPER | SAME
    left = [
        part
        for piece in shown(kind, name, language)
        for part in piece.split(" · ")
        if part in english - SAME and set(re.findall(r"[^\W\d_]{3,}[\d²]?", part)) - kept
    ]
    assert left == []


@pytest.mark.parametrize("language", OTHER_SCRIPTS)
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_other_scripts_have_no_latin_words(kind, name, language):
    """In Arabic and Japanese whatever is written in Latin letters is a name or an abbreviation."""
    kept = own_words(name) | PROPER
    left = {
        word
        for piece in shown(kind, name, language)
        for word in re.findall(r"[A-Za-z]{2,}[\d²]?(?![\d])", piece)
        if word not in kept and word.rstrip(string.digits) not in kept
    }
    assert left == set()


@pytest.mark.parametrize("language", GREAT)
def test_names_are_complete(language):
    """Whatever of the great frameworks a picture shows has a name in the language."""
    for key in SHIPPED:
        framework = translated(load_lifecycle(key), language)
        lacking = [
            element.name
            for element in framework
            if element.kind in ("stage", "gate", "process", "product", "role")
            and not any(alias.language == language for alias in element.aliases)
        ]
        assert lacking == [], key


@pytest.mark.parametrize("language", COMPLETE)
def test_no_picture_of_a_framework_is_left_in_english(language):
    """Of all that ship, in every picture that they have."""
    kinds = [name for name in PICTURES.registered() if "Lifecycle" in PICTURES.get(name).of]
    for entry in list_lifecycles():
        framework = load_lifecycle(entry.key)
        for kind in kinds:
            drawn = diagram(framework, kind, language=language)
            assert left_in_english(drawn, [framework], language) == (), (entry.key, kind)


def test_what_no_language_has_words_for_is_told():
    """A gate that is new to the catalogue of messages is in the list."""
    framework = load_lifecycle("prince2-2023")
    gates = (evolve(e, name="Heretical gate") if e.key == "stage-gate" else e for e in framework)
    changed = evolve(framework, elements=tuple(gates))
    drawn = diagram(changed, "process-grid", language="de")
    assert left_in_english(drawn, [changed], "de") == ("Heretical gate",)


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("name", [entry.key for entry in list_crosswalks()])
def test_no_rung_of_a_crosswalk_is_left_in_english(name, language):
    """What passes between the stages of two frameworks is told in the language."""
    alignment = sample(name)
    drawn = diagram(alignment, "ladder", language=language)
    handed = [row.handed_over for row in alignment.correspondences]
    rails = (alignment.subject, alignment.object)
    assert left_in_english(drawn, rails, language, handed) == ()


@pytest.mark.parametrize("language", GREAT)
def test_messages_are_complete(language):
    """Rules, needs and families of rules have titles in the language."""
    said = load_translations(language).texts
    titles = [*(r.title for r in shipped_rules()), *(n.title for n in load_needs())]
    assert [title for title in (*titles, *FAMILIES.values()) if title not in said] == []


@pytest.mark.parametrize("language", GREAT)
def test_a_translation_has_the_blanks_of_its_text(language):
    """What is put into a sentence has its place in every language, and nothing else has."""
    for text, told in load_translations(language).texts.items():
        wanted, found = (
            sorted(f for _, f, _, _ in string.Formatter().parse(t) if f) for t in (text, told)
        )
        assert wanted == found, text
        assert told.strip(), text


def test_catalogues_have_the_same_messages():
    """A message of one language is there in all, unless a name has a better place."""
    known = {tag: load_translations(tag).texts.keys() for tag in COMPLETE}
    latin = known["de"]
    assert known["fr"] == known["es"] == latin
    assert known["ar"] == known["ja"]
    assert latin <= known["ar"]


def test_no_catalogue_repeats_a_key():
    """A file is read at all: TOML refuses a key that stands twice."""
    folder = files("lifecycle_map.reference") / "translations"
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            assert tomllib.loads(file.read_text("utf-8"))["language"] == file.name[:2]


def test_names_for_showing_match_no_plan():
    """What pictures show is not what plans are matched by."""
    gate = load_lifecycle("prince2-2023")["initiation-gate"]
    assert {alias.language for alias in gate.aliases} == {"en"}
    assert (
        translated(load_lifecycle("prince2-2023"), "de")["initiation-gate"].label("de") != gate.name
    )


def test_the_words_of_a_plan_are_its_own():
    """A plan that is drawn in another language keeps the names of its lines."""
    plan = planned("shipped").subject
    assert translated(plan, "ja") is plan
    labels = {box.label for box in diagram(plan, "graph", language="ja").boxes}
    assert {each.name for each in plan.of(Activity)} <= labels


def test_what_stays_in_english_is_said_once(tmp_path, capsys):
    """A language with some words draws with them, and one line tells what it lacks."""
    made = rendered(load_lifecycle("prince2-2023"), "svg", picture="process-grid", language="bg")
    assert len(made.warnings) == 1
    assert "'bg' and stay in English" in made.warnings[0]
    assert "Initiation gate" in made.text
    path = tmp_path / "x.svg"
    assert (
        run(["draw", "prince2", "--picture", "process-grid", "--lang", "bg", "-o", str(path)]) == 0
    )
    assert capsys.readouterr().err.count("stay in English") == 1
    german = rendered(load_lifecycle("prince2-2023"), "svg", picture="process-grid", language="de")
    assert german.warnings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_around_a_picture_is_in_its_language(language):
    """No control of the page is in English where the picture is not."""
    english = set(html_words("en").values()) - {"{0} of {1}", "{0} / {1}"}
    same = {"Details"} if language in ("nl", "fr") else set()
    assert language == "en" or not english & set(html_words(language).values()) - same


def test_a_tick_is_a_tick_in_a_mirror():
    """A sign keeps its form where the page runs from right to left: its longer arm at the right."""
    scene = lay_out(diagram(sample("plan"), "needs", language="ar"))
    ticks = [shape for shape in scene.walk() if isinstance(shape, Path) and shape.upright]
    assert ticks
    for tick in ticks:
        (x0, _), (x1, _), (x2, _) = tick.points
        assert x2 - x1 > x1 - x0 > 0
