from __future__ import annotations

import pytest
from attrs import evolve
from picture_samples import aligned, large, small

from lifecycle_map.analysis.aligning import align
from lifecycle_map.cli.main import run
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.model.elements import Alias, Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.ladders import ladder
from lifecycle_map.views.spoken import spoken
from lifecycle_map.views.wording import LANGUAGES, wording

PRINCE2, ITIL = load_lifecycle("prince2-2023"), load_lifecycle("itil-2011")


def test_a_language_without_words_is_refused(capsys):
    """The error names the languages that there are, on one line."""
    with pytest.raises(UnknownNameError, match="unknown language 'xx'"):
        diagram(PRINCE2, "process-grid", language="xx")
    assert run(["draw", "prince2", "itil", "--lang", "xx", "-o", "-"]) == 2
    said = capsys.readouterr().err
    assert "known: ar, " in said
    assert said.count("\n") == 1


def test_english_aliases_are_synonyms_and_no_translations():
    """Where a lifecycle has names in other languages its own are English."""
    labels = [box.label for box in diagram(PRINCE2, "process-grid", language="en").boxes]
    assert labels[0] == "Pre-project"
    german = Lifecycle(
        key="g",
        name="G",
        side=Side.PROJECT,
        elements=(Stage(key="a", name="Entwurf", aliases=(Alias("en", "Design"),)),),
    )
    assert spoken("en", (german,)) == "en"


def test_no_label_is_dropped_for_want_of_words():
    """Where there are words a rung has them, and every rung that tells something in English does so
    in German.
    """
    english, german = (ladder(align(PRINCE2, ITIL), language=tag).arrows for tag in ("en", "de"))
    assert [bool(arrow.label) for arrow in english] == [bool(arrow.label) for arrow in german]
    assert {"Budget, Prioritäten, Beschaffungspolitik", "laufender Service"} <= {
        arrow.label for arrow in german
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_words(language):
    """No word of a picture is missing in a language that it claims to have."""
    assert all(word.strip() for word in wording(language).values())
    assert language == "en" or wording(language)["directing"] != wording("en")["directing"]


def test_a_ladder_says_what_it_leaves_out():
    """Below the picture stand what abbreviations mean and how many rows are too faint."""
    alignment = aligned(small(), small(Side.SERVICE), 4)
    rows = alignment.correspondences
    faint = evolve(alignment, correspondences=(evolve(rows[0], confidence=0.1), *rows[1:]))
    assert "Faint correspondences that are not drawn: 1." in ladder(faint).notice
    assert "not drawn" not in ladder(alignment).notice
    assert ladder(align(PRINCE2, ITIL)).notice.startswith("SU: Starting up a project; DP:")


def test_a_ladder_says_whose_edition_is_which():
    """Each edition stands with the name that it belongs to."""
    assert ladder(align(PRINCE2, ITIL)).subtitle == (
        "PRINCE2: 7th edition (2023) · ITIL service lifecycle: 2011 edition"
    )


def test_rows_between_the_same_two_are_one_rung():
    """What passes is written once, as sure as the surest row."""
    alignment = aligned(small(), small(Side.SERVICE), 1)
    row = evolve(alignment.correspondences[0], match=Match.CLOSE, direction=Direction.BOTH)
    twice = evolve(
        alignment,
        correspondences=(
            evolve(row, handed_over="a plan", confidence=0.5),
            evolve(row, handed_over="a record", confidence=0.8),
        ),
    )
    rungs = [arrow for arrow in ladder(twice).arrows if arrow.match]
    assert [(rung.label, rung.confidence) for rung in rungs] == [("a plan, a record", 0.8)]


def test_abbreviations_that_mean_two_things_are_not_used():
    """Forty processes with the same initials are not abbreviated, three with others are."""
    crowd = ladder(aligned(large(), small(Side.SERVICE), 4))
    assert not [box for box in crowd.boxes if box.detail]
    assert next(box.detail for box in ladder(align(PRINCE2, ITIL)).boxes) == ("SU · DP",)


def test_a_ladder_has_no_more_labels_than_can_be_read():
    """The surest rungs keep theirs; every rung tells on hovering what passes."""
    rungs = [a for a in ladder(aligned(large(), large(Side.SERVICE), 60)).arrows if a.match]
    named = [rung for rung in rungs if rung.label]
    assert len(rungs) == 60
    assert len(named) == 30
    assert min(rung.confidence for rung in named) >= 0.7
    assert all("Acceptance record" in rung.tooltip for rung in rungs)
