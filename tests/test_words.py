"""Words in many languages, the shipped ones and those that users add."""

from __future__ import annotations

import pytest

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import InvalidFileError
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading import words as room
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.words import load_words, read_words, register_words, words_of
from lifecycle_map.model.elements import Activity, Alias
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.words import Naming, Words

LATIN = """\
language = "LA"

[phases]
design = ["forma*"]
support = ["cura rerum"]

[aliases.itil-2011]
service-design = ["designatio servitii"]
"""


@pytest.fixture(autouse=True)
def _undone(monkeypatch):
    """What a test registers is gone afterwards."""
    monkeypatch.setattr(room, "_added", list(room._added))


def told(text, path="la.toml"):
    with pytest.raises(InvalidFileError) as caught:
        words_of(text.encode(), path)
    return str(caught.value).splitlines()


def test_a_file_of_words_is_read(tmp_path):
    """Language, phrases of each phase, and names of elements come out."""
    path = tmp_path / "la.toml"
    path.write_text(LATIN)
    assert read_words(path) == Words(
        language="la",
        phases=((Phase.DESIGN, ("forma*",)), (Phase.SUPPORT, ("cura rerum",))),
        namings=(Naming("itil-2011", "service-design", ("designatio servitii",)),),
    )


def test_json_is_read_too():
    """The two notations are one schema."""
    text = '{"language": "la", "phases": {"design": ["forma*"]}}'
    assert words_of(text.encode(), "la.json").phases == ((Phase.DESIGN, ("forma*",)),)


def test_every_fault_is_told():
    """All that is wrong is said at once, each with its place."""
    text = """
language = "la"
phase = 1
[phases]
desing = ["x"]
build = "y"
[aliases]
itil = 3
[aliases.prince2]
pre-project = [1]
"""
    assert sorted(line.partition(": ")[2] for line in told(text)) == sorted(
        [
            "phase: unknown key; did you mean 'phases'?",
            "phases.build: expected a list of texts",
            "phases.desing: unknown phase",
            "aliases.itil: expected a table",
            "aliases.prince2.pre-project: expected a list of texts",
        ]
    )


@pytest.mark.parametrize("text", ["x = 1", "language = 3", '{"language": []}', "[language]"])
def test_words_without_a_language_are_refused(text):
    """A file of words names its language."""
    assert told(text) == ["la.toml: language: a file of words names its language"]


@pytest.mark.parametrize("text", ["language = ", '{"language": "la"', "[1, 2]"])
def test_what_is_no_toml_is_refused_with_its_place(text):
    """A slip in the notation is told with its line."""
    assert told(text)[0].startswith("la.toml: line 1: ")


@pytest.mark.parametrize(
    "text",
    [
        'language = "German"\n[aliases.itil-2011]\nservice-design = ["x"]',
        'language = ""\n[aliases.itil-2011]\nservice-design = ["x"]',
        'language = "la"\n[aliases.itil-2011]\nservice-design = [" "]',
        'language = "la"\n[aliases.itil-2011]\nservice-design = ["a\\u0000"]',
    ],
    ids=["no tag", "empty tag", "empty name", "unwritable name"],
)
def test_words_that_no_lifecycle_could_take_are_refused(text):
    """What would break the lifecycles that it names is refused when it is read."""
    assert told(text)


def test_words_of_ones_own_come_last():
    """The shipped ones stay, and the added ones follow."""
    before = load_words()
    added = words_of(LATIN.encode(), "la.toml")
    assert register_words(added) is added
    assert load_words() == (*before, added)
    assert len({vocabulary.language for vocabulary in before}) == len(before) >= 19


def test_words_of_ones_own_change_labels():
    """A stage is drawn under the name that the user gave it."""
    assert load_lifecycle("itil").elements
    register_words(words_of(LATIN.encode(), "la.toml"))
    itil = load_lifecycle("itil-2011")
    assert Alias("la", "designatio servitii") in itil["service-design"].aliases
    assert itil["service-design"].label("la") == "designatio servitii"
    assert "designatio servitii" in render(itil, "mermaid", language="la")
    assert "designatio servitii" not in render(itil, "mermaid")


def test_words_of_ones_own_change_placing():
    """A task is placed by the phrase that the user gave to a phase."""
    tasks = tuple(
        Activity(key=f"t{n}", name=name)
        for n, name in enumerate(("Formatio tabularum", "Cura rerum", "Tertium"))
    )
    plan = Lifecycle(key="plan", name="Plan", side=Side.PROJECT, elements=tasks)
    itil = load_lifecycle("itil")

    def phases():
        alignment = align(plan, itil)
        return [alignment.placement(task.key).phase for task in tasks]

    assert phases() == [Phase.NONE] * 3
    register_words(words_of(LATIN.encode(), "la.toml"))
    assert phases() == [Phase.DESIGN, Phase.SUPPORT, Phase.NONE]


def test_a_scope_covers_every_edition_and_no_namesake():
    """``prince2`` covers prince2-2017, but not prince22."""
    naming = Naming("prince2", "x", ("y",))
    assert naming.covers("prince2")
    assert naming.covers("prince2-2017")
    assert not naming.covers("prince22")
    assert not naming.covers("prince")


def test_a_name_that_is_there_is_not_added_twice():
    """Adding the same words twice gives each name once."""
    for _ in range(2):
        register_words(words_of(LATIN.encode(), "la.toml"))
    aliases = load_lifecycle("itil-2011")["service-design"].aliases
    assert aliases.count(Alias("la", "designatio servitii")) == 1
