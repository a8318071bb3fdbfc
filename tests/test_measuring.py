from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.layouts.measuring import shorten, text_width, wrap, wrap_evenly

WIDTH, SIZE = 150, 14


def test_widths_are_those_of_helvetica():
    """The width table is the one that Arimo, Helvetica and Arial share."""
    assert text_width("Hello", 10) == pytest.approx(7.22 + 5.56 + 2.22 * 2 + 5.56)


def test_bold_is_wider():
    """Bold text is taken as seven per cent wider."""
    assert text_width("stage", 14, bold=True) == pytest.approx(text_width("stage", 14) * 1.07)


@pytest.mark.parametrize("mark", ["\u0301", "\u200d", "\ufe0f", "\u0651"])
def test_marks_have_no_width(mark):
    """What is drawn over the letter before it takes no room."""
    assert text_width(f"e{mark}", 14) == text_width("e", 14)


def test_east_asian_characters_are_one_em():
    """Chinese and Japanese characters are as wide as the type is high."""
    assert text_width("日本語", 20) == 60


def test_accents_do_not_change_the_width():
    """An accented letter is as wide as its base."""
    assert text_width("éàüñ", 14) == text_width("eaun", 14)


def test_lines_break_at_spaces_and_after_hyphens():
    """Words stay whole where there is another way."""
    assert wrap("follow-on actions", 80, 14).lines == ("follow-on", "actions")
    assert wrap("follow-on actions", 60, 14).lines == ("follow-on", "actions")
    assert wrap("-übernahme", 200, 14).lines == ("-übernahme",)


def test_no_break_spaces_hold_their_words_together():
    """Spaces that forbid a break are kept as they are, and full-width ones are characters."""
    assert wrap("Phase\u00a02 of\u202f3", 60, 14).lines == ("Phase\u00a02", "of\u202f3")
    assert wrap("開始\u3000計画", 200, 14).lines == ("開始\u3000計画",)
    assert wrap("a\u2003b\u2028c\u0085d", 200, 14).lines == ("a b c d",)


def test_japanese_breaks_between_characters_but_not_before_a_full_stop():
    """Lines may end anywhere, but no line starts with closing punctuation."""
    lines = wrap("計画及び管理。計画及び管理。計画", 14 * 6, 14, lines=4).lines
    assert "".join(lines) == "計画及び管理。計画及び管理。計画"
    assert not any(line.startswith("。") for line in lines)


def test_a_run_of_katakana_is_one_word():
    """Borrowed words are kept together."""
    assert wrap("継続的サービス改善", 14 * 4.5, 14).lines == ("継続的", "サービス", "改善")


def test_compounds_are_split_at_their_seams():
    """A long German compound breaks where its parts meet, with a hyphen."""
    found = wrap("Anforderungsmanagement", 110, 14, bold=True)
    assert found.lines == ("Anforderungs-", "management")
    assert found.splits == 1
    assert wrap("Inbetriebnahmevorbereitung", 130, 14).lines[0].endswith("-")


def test_a_word_that_is_no_word_is_split_without_a_hyphen():
    """Paths and codes get no hyphen that would look like a part of them."""
    assert not wrap("a1" * 40, 100, 14, lines=9).lines[0].endswith("-")


def test_the_ellipsis_is_the_last_resort():
    """Only a text that does not fit in all its lines is cut, and says so."""
    assert not wrap("one two three", WIDTH, SIZE).cut
    cut = wrap("word " * 50, WIDTH, SIZE, lines=2)
    assert cut.cut
    assert cut.lines[-1].endswith("…")
    assert len(cut.lines) == 2


def test_evening_out_needs_no_more_lines():
    """Even lines are as many as greedy ones, and the longest is shorter."""
    text = "deployed release, acceptance records"
    greedy, even = wrap(text, 210, SIZE), wrap_evenly(text, 210, SIZE)
    assert len(even.lines) == len(greedy.lines)
    assert max(text_width(line, SIZE) for line in even.lines) < max(
        text_width(line, SIZE) for line in greedy.lines
    )


def test_shortening_keeps_marks_on_their_letters():
    """No accent is torn from its letter."""
    assert shorten("e\u0301" * 40, 50, 14).rstrip("…").count("e") == shorten(
        "e\u0301" * 40, 50, 14
    ).count("\u0301")


@given(st.text(max_size=200), st.integers(60, 300), st.sampled_from([12, 14, 18]))
def test_no_line_is_too_wide(text, width, size):
    """Every line fits, whatever the text."""
    for line in wrap(text, width, size).lines:
        assert text_width(line, size) <= width


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Zs"]), max_size=60))
def test_nothing_is_lost_unless_cut(text):
    """All letters are still there, in their order."""
    found = wrap(text, 400, 14, lines=20)
    flat = "".join("".join(found.lines).split()).replace("-", "")
    assert found.cut or flat == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("プロジェクトの準備", ("プロジェクトの", "準備")),
        ("便益レビュー、後続の処置、教訓", ("便益レビュー、", "後続の処置、", "教訓")),
        ("要求分析与系统设计阶段的评审", ("要求分析与系统", "设计阶段的评审")),
    ],
)
def test_a_line_of_japanese_ends_after_a_phrase(text, lines):
    """Words and particles stay together; Chinese, which shows no words, breaks anywhere."""
    assert wrap_evenly(text, 100, 14, lines=8).lines == lines


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Teamstatusbericht", ("Teamstatus-", "bericht")),
        ("Projektbeschreibung", ("Projekt-", "beschreibung")),
        ("Phasenübergangs", ("Phasen-", "übergangs")),
    ],
)
def test_a_german_compound_breaks_between_its_words(word, lines):
    """And not at some syllable where a seam is near."""
    assert wrap(word, 84, 12).lines == lines
