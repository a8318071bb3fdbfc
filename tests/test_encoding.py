"""Encoders: what they add to matching, how they are named, and that they are not needed."""

from __future__ import annotations

import logging
import math
import socket
import sys

import pytest
from test_matching import lifecycle, pairs

import lifecycle_map as lm
from lifecycle_map.cli.main import run
from lifecycle_map.matching.encoding import ENCODERS
from lifecycle_map.matching.meanings import Meanings, encoded

SENSES = {
    "approve": (1, 0, 0), "authorise": (1, 0, 0.1), "buy": (0, 1, 0), "purchase": (0, 1, 0.1),
    "test": (0, 0, 1), "verify": (0.1, 0, 1),
}  # fmt: skip


class Senses:
    """Knows six words: a text is the sum of those it holds."""

    def __init__(self, make=list):
        self.make = make
        self.calls = 0

    def encode(self, texts):
        self.calls += 1
        return self.make([self.one(text) for text in texts])

    def one(self, text):
        known = [SENSES[word] for word in text.lower().split() if word in SENSES]
        return [math.fsum(axis) for axis in zip(*known, strict=True)] if known else [0.0] * 3


OURS = lifecycle("a", ["Approve it all", "Buy servers", "Verify them"])
THEIRS = lifecycle("b", ["Test everything", "Authorise work", "Purchase hardware"])
SAME = [(0, 1), (1, 2), (2, 0)]


def meanings(make=list, ours=OURS, theirs=THEIRS):
    return Meanings(encoded(ours, Senses(make)), encoded(theirs, Senses(make)))


def test_names_in_other_words_are_found():
    """Without a word in common there are candidates by meaning alone; without an encoder, none."""
    assert lm.match(OURS, THEIRS).correspondences == ()
    assert list(meanings().nearest([0, 1, 2], [0, 1, 2])) == SAME
    ours = lifecycle("a", ["Approve", "Buy", "Verify"], flow=True)
    theirs = lifecycle("b", ["Authorise", "Purchase", "Test"], flow=True)
    found = lm.match(ours, theirs, encoder=Senses())
    assert pairs(found) == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]
    row = found.correspondences[0]
    assert row.justification is lm.Justification.SEMANTIC_SIMILARITY
    assert row.evidence[0].startswith("words: none shared")


def test_it_decides_between_equals_and_says_how_much_it_counted():
    """Of two that share as many words, the one that means the same is taken, with the reason."""
    ours = lifecycle("a", ["Approve hardware"])
    theirs = lifecycle("b", ["Purchase hardware", "Authorise hardware"])
    row = lm.match(ours, theirs, encoder=Senses()).correspondences[0]
    assert (row.subject.key, row.object.key) == ("a0", "b1")
    assert row.evidence[1].startswith("meaning: 0.9")
    assert "how alike the encoder finds them +" in row.evidence[-1]
    assert "meaning" not in str(lm.match(ours, theirs).correspondences[0].evidence)


def test_lists_and_arrays_say_the_same():
    """Vectors may be lists of numbers or an array."""
    numpy = pytest.importorskip("numpy")
    found = [lm.match(OURS, THEIRS, encoder=Senses(make)) for make in (list, numpy.array)]
    assert found[0] == found[1]
    near = [list(meanings(make).nearest([0, 1, 2], [2, 1, 0])) for make in (list, numpy.array)]
    assert near == [SAME, SAME]


def test_a_prepared_side_is_encoded_once():
    """What is prepared with an encoder is not encoded again."""
    senses = Senses()
    held = lm.prepare(THEIRS, encoder=senses)
    first = lm.match(OURS, held, encoder=senses)
    assert lm.match(OURS, held, encoder=senses) == first
    assert senses.calls == 3


def test_the_other_way_round_gives_the_same():
    """The encoder speaks for a pair and not for a side."""
    ours = lifecycle("a", ["Approve hardware", "Test", "Buy it"])
    theirs = lifecycle("b", ["Purchase hardware", "Authorise hardware", "Verify test"])
    there, back = (lm.match(*s, encoder=Senses()) for s in ((ours, theirs), (theirs, ours)))
    assert set(pairs(there)) == {(one, two) for two, one in pairs(back)}


def test_no_reasons_are_given_where_none_are_wanted():
    """The rows are the same but for their evidence."""
    full, bare = lm.match(OURS, OURS), lm.match(OURS, OURS, reasons=False)
    assert pairs(full) == pairs(bare) != []
    assert [row.confidence for row in full.correspondences] == [
        row.confidence for row in bare.correspondences
    ]
    assert all(row.evidence == () for row in bare.correspondences)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda rows: rows[:-1], "2 vectors for 3 texts"),
        (lambda rows: [rows[0][:2], *rows[1:]], "several lengths"),
    ],
)
def test_an_encoder_that_returns_nonsense_is_told_so(broken, told):
    """A vector for each text, and all of one length."""
    with pytest.raises(ValueError, match=told):
        lm.match(OURS, THEIRS, encoder=Senses(broken))


@pytest.fixture
def registered(monkeypatch):
    """An encoder by name, forgotten after the test."""
    monkeypatch.setattr(ENCODERS, "_known", dict(ENCODERS._known))
    lm.register_encoder("senses", Senses)


def test_encoders_have_names(registered):
    """One by name is made once; a name that is none is told with what is near."""
    assert lm.encoder("senses") is lm.encoder("senses")
    with pytest.raises(lm.UnknownNameError, match=r"unknown encoder 'sense'.*'senses'"):
        lm.encoder("sense")


def test_suggest_takes_an_encoder_by_name(registered, tmp_path, capsys):
    """``--encoder`` compares meanings too; an unknown one is a line on stderr and exit 2."""
    path = str(tmp_path / "a.toml")
    lm.export(OURS, path)
    assert run(["suggest", path, path, "--encoder", "senses"]) == 0
    assert "meaning: " in capsys.readouterr().out
    assert run(["suggest", path, path, "--encoder", "senses-x"]) == 2
    assert "unknown encoder" in capsys.readouterr().err


def test_the_extra_is_named_where_it_is_missing(monkeypatch):
    """Without its package the error says which extra brings it."""
    monkeypatch.setitem(sys.modules, "wordllama", None)
    monkeypatch.setattr("lifecycle_map.matching.encoding._MADE", {})
    with pytest.raises(lm.MissingExtraError, match=r"lifecycle-map\[semantic\]"):
        lm.encoder()


def test_the_small_embedding_needs_no_network(monkeypatch):
    """WordLlama is loaded from its wheel, leaves logging alone, and knows near words."""
    pytest.importorskip("wordllama", exc_type=ImportError)

    def refuse(*args, **more):
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    made = ENCODERS.get("wordllama")()
    assert (root.level, root.handlers) == before
    ours = lifecycle("a", ["Authorise the purchase"])
    theirs = lifecycle("b", ["Approve buying", "Bake bread"])
    near, far = Meanings(encoded(ours, made), encoded(theirs, made)).likenesses([(0, 0), (0, 1)])
    assert near > 0.2 > far
    assert len(made.encode([])) == 0
