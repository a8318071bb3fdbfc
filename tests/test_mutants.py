"""Mutants of a native file, in each notation: refused with a reason, or read and kept equal."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
import realdata

from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.errors import LifecycleMapError
from lifecycle_map.formats.plain import to_json
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle

NOTATIONS = ("yaml", "json", "toml")

DOCUMENT = {
    "key": "acme-method",
    "name": "The Acme method",
    "side": "project",
    "edition": "second",
    "summary": "How Acme runs projects.",
    "notice": "Acme is a trade mark.",
    "aliases": ["acme", "acme-2"],
    "elements": [
        {"kind": "stage", "key": "design", "name": "Design", "aliases": {"de": ["Entwurf", "Phase"]},
         "phases": ["design", "strategy"], "sources": ["handbook", "course"], "repeats": True},
        {"kind": "process", "key": "design-control", "name": "Controlling the design",
         "level": "managing", "source_id": "P1", "source_type": "subProcess",
         "properties": {"Cost centre": "12", "Team": ["a", "b"]}},
        {"kind": "activity", "key": "design-check", "name": "Checking", "slot": 2, "disputed": True,
         "schedule": {"start": "2027-03-01T08:00:00", "finish": "2027-03-02T17:00:00", "percent": 12.5,
                      "milestone": True, "duration": 480.5, "deadline": "2027-03-05T00:00:00",
                      "constraint": {"type": "must-start-on", "moment": "2027-03-01T08:00:00"},
                      "baseline_start": "2027-02-01T08:00:00", "baseline_finish": "2027-02-02T17:00:00"},
         "realises": ["itil-2011:service-design", "itil-2011:change-management"]},
        {"kind": "gate", "key": "design-gate", "name": "Go?", "summary": "Whether to go on."},
        {"kind": "product", "key": "design-plan", "name": "Plan", "category": "baseline",
         "confidence": 0.75},
        {"kind": "role", "key": "design-lead", "name": "Lead", "role_kind": "group"},
        {"kind": "practice", "key": "design-rules", "name": "Rules", "practice_kind": "principle"},
    ],
    "relations": [
        {"subject": "design-control", "link": "precedes", "object": "design-check",
         "dependency": {"type": "SS", "lag": -60.5, "unit": "elapsed-minutes"},
         "sources": ["handbook"], "confidence": 0.5, "properties": {"note": "n"}},
        {"subject": "design-lead", "link": "performs", "object": "design-check", "label": "together",
         "source_id": "E7", "source_type": "association"},
    ],
    "sources": [
        {"key": "handbook", "title": "The handbook", "year": 2025, "url": "https://example.org/h"},
        {"key": "course", "title": "The course", "year": 2026},
    ],
    "warnings": ["something was left out", "something else"],
    "properties": {"Owner": "Anna", "Board": ["Ben", "Cem"]},
}  # fmt: skip


CROSSWALK = {
    "key": "acme-method--itil-2011",
    "name": "Acme and ITIL",
    "subject_lifecycle": "acme-method",
    "object_lifecycle": "itil-2011",
    "summary": "Made for a test.",
    "notice": "ITIL is a trade mark.",
    "views": [
        {"key": "ours", "name": "Our view", "summary": "As we see it."},
        {"key": "theirs", "name": "Their view"},
    ],
    "sources": [
        {"key": "handbook", "title": "The handbook", "year": 2025},
        {"key": "course", "title": "The course"},
    ],
    "correspondences": [
        {"match": "close", "subject": "acme-method:design", "object": "itil-2011:service-design",
         "justification": "semapv:LexicalMatching", "confidence": 0.75, "direction": "to-service",
         "handed_over": "a design", "products": ["acme-method:plan", "acme-method:report"],
         "sources": ["handbook", "course"], "sources_against": ["course", "handbook"],
         "views": ["ours", "theirs"], "only_in_views": True, "row": "1", "comment": "Why.",
         "evidence": ["a word", "another"], "subject_label": "Design", "object_label": "SD",
         "properties": {"Reviewer": "Anna", "Round": ["1", "2"]}},
        {"match": "none", "subject": "acme-method:closing"},
    ],
    "warnings": ["one", "two"],
    "properties": {"Owner": "Anna"},
}  # fmt: skip

# What the model lets a file leave out. Left out means the default, and so does nothing (null).
OPTIONAL = {
    "edition", "summary", "notice", "aliases", "elements", "relations", "sources", "warnings",
    "properties", "phases", "repeats", "level", "source_id", "source_type", "slot", "disputed",
    "schedule", "start", "finish", "percent", "milestone", "duration", "deadline", "constraint",
    "moment", "baseline_start", "baseline_finish", "realises", "category", "confidence",
    "role_kind", "practice_kind", "dependency", "lag", "unit", "label", "year", "url", "views",
    "correspondences", "justification", "direction", "handed_over", "products", "sources_against",
    "only_in_views", "row", "comment", "evidence", "subject_label", "object_label",
    "de", "note", "Cost centre", "Team", "Owner", "Board", "Reviewer", "Round",
}  # fmt: skip
# Tables whose keys the author chooses.
OPEN = {
    "properties", "elements.properties", "relations.properties", "elements.aliases",
    "correspondences.properties",
}  # fmt: skip
# What is due otherwise than the mutant says, and why.
OTHERWISE = {
    "title_empty@name": "the name of a whole lifecycle or crosswalk may be empty",
    "title_empty@views[0].name": "the name of a view may be empty",
    "missing@relations[0].dependency.type": "finish to start is the default",
    "type_list": "a property may have several texts",
    "type_text": "a property may have one text",
}


def is_otherwise(name):
    """Whether our schema says otherwise than a mutant expects."""
    what, _, place = name.partition("@")
    return name in OTHERWISE or (what in OTHERWISE and "properties." in place)


@pytest.fixture
def mutate(monkeypatch):
    """The module that makes the mutants, with the awkward labels of the oracles."""
    path = realdata.folder("robust") / "mutate.py"
    monkeypatch.syspath_prepend(path.parent / "oracles")
    spec = importlib.util.spec_from_file_location("mutate", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["mutate"]


def hints(mutate):
    dates = {"start", "finish", "deadline", "moment", "baseline_start", "baseline_finish"}
    return mutate.Hints(
        ids={"key"},
        refs={"subject", "object", "sources", "sources_against", "views"},
        titles={"name", "title"},
        dates=dates,
        numbers={"percent", "confidence", "lag", "year", "duration", "slot"},
        optional=OPTIONAL,
        open=OPEN,
    )


READ = {
    "lifecycle": (DOCUMENT, lambda path: lifecycle_to_plain(read_lifecycle(path))),
    "crosswalk": (CROSSWALK, lambda path: crosswalk_to_plain(read_crosswalk(path))),
}


def outcome(path, read, expected, tokens, plain=None):
    """Nothing when reading ends as expected, else what happened instead."""
    try:
        found = json.loads(to_json(read(path)))
    except LifecycleMapError as error:
        told = str(error)
        named = path.name in told and len(told) <= 2000
        fits = any(
            str(token).casefold() in told.replace(str(path), "").casefold() for token in tokens
        )
        if expected == "accept" or not named or (expected == "refuse" and not fits):
            return f"refused: {told[:200]}"
        return ""
    if expected == "refuse":
        return "accepted"
    is_same = plain is None or found == json.loads(to_json(plain))
    return "" if is_same else "accepted, and changed"


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("what", READ)
def test_every_mutant_ends_as_it_should(what, notation, mutate, tmp_path):
    """A wrong key, type, reference or text is refused with its place, all else is kept as it is."""
    document, read = READ[what]
    path = tmp_path / f"mutant.{notation}"
    wrong, count = {}, 0
    for mutant in mutate.mutants(document, hints(mutate)):
        if is_otherwise(mutant.name) or not is_writable(mutant, notation):
            continue
        text = mutate.to_text(mutant.data, notation)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        count += 1
        told = outcome(path, read, mutant.expect, mutant.tokens, mutant.data)
        if told:
            wrong[mutant.name] = (mutant.expect, told)
    assert wrong == {}
    assert count >= 450


def is_writable(mutant, notation):
    """Whether a notation can say what a mutant holds: the root of TOML is always a table."""
    return isinstance(mutant.data, dict) or notation != "toml"


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("what", READ)
def test_every_damaged_text_ends_as_it_should(what, notation, mutate, tmp_path):
    """Cut off, flipped, twice, too deep, bombs: refused with the place, or read."""
    document, read = READ[what]
    path = tmp_path / f"damaged.{notation}"
    wrong, count = {}, 0
    for damaged in mutate.damaged(document, notation):
        path.write_bytes(damaged.bytes)
        count += 1
        # TOML and JSON in UTF-16 with a byte order mark are read too.
        expected = "accept" if damaged.name.endswith("_utf16") else damaged.expect
        told = outcome(path, read, expected, damaged.tokens)
        if told:
            wrong[damaged.name] = (expected, told)
    assert wrong == {}
    assert count >= 55
