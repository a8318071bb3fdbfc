"""The slots of SSSOM 1.1: which there are, what they hold, in the order that the standard gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

SET_SLOTS = (
    "sssom_version", "curie_map", "mapping_set_id", "mapping_set_version", "mapping_set_source",
    "mapping_set_title", "mapping_set_description", "mapping_set_confidence", "creator_id",
    "creator_label", "license", "subject_type", "subject_source", "subject_source_version",
    "object_type", "object_source", "object_source_version", "predicate_type",
    "mapping_provider", "cardinality_scope", "mapping_tool", "mapping_tool_id",
    "mapping_tool_version", "mapping_date", "publication_date", "subject_match_field",
    "object_match_field", "subject_preprocessing", "object_preprocessing", "similarity_measure",
    "curation_rule", "curation_rule_text", "see_also", "issue_tracker", "other", "comment",
    "extension_definitions",
)  # fmt: skip
"""What may be said of a whole set."""

ROW_SLOTS = (
    "record_id", "subject_id", "subject_label", "subject_category", "predicate_id",
    "predicate_label", "predicate_modifier", "object_id", "object_label", "object_category",
    "mapping_justification", "author_id", "author_label", "reviewer_id", "reviewer_label",
    "creator_id", "creator_label", "license", "subject_type", "subject_source",
    "subject_source_version", "object_type", "object_source", "object_source_version",
    "predicate_type", "mapping_provider", "mapping_source", "mapping_cardinality",
    "cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version",
    "mapping_date", "publication_date", "review_date", "confidence", "reviewer_agreement",
    "curation_rule", "curation_rule_text", "subject_match_field", "object_match_field",
    "match_string", "subject_preprocessing", "object_preprocessing", "similarity_score",
    "similarity_measure", "see_also", "issue_tracker_item", "other", "comment",
)  # fmt: skip
"""What may be said of one mapping: the columns."""

LISTS = frozenset({
    "mapping_set_source", "creator_id", "creator_label", "author_id", "author_label",
    "reviewer_id", "reviewer_label", "cardinality_scope", "curation_rule", "curation_rule_text",
    "subject_match_field", "object_match_field", "match_string", "subject_preprocessing",
    "object_preprocessing", "see_also",
})  # fmt: skip
"""Slots that hold several values, joined by ``|`` in a cell."""

REFERENCES = frozenset({
    "record_id", "subject_id", "predicate_id", "object_id", "mapping_justification",
    "creator_id", "author_id", "reviewer_id", "subject_source", "object_source",
    "mapping_source", "mapping_tool_id", "subject_match_field", "object_match_field",
    "subject_preprocessing", "object_preprocessing", "curation_rule", "issue_tracker_item",
})  # fmt: skip
"""Slots whose values are CURIEs."""

NUMBERS = {
    "confidence": (0, 1),
    "mapping_set_confidence": (0, 1),
    "reviewer_agreement": (-1, 1),
    "similarity_score": (0, 1),
}
"""Slots whose values are numbers, and between what."""

DATES = frozenset({"mapping_date", "publication_date", "review_date"})

_TYPES = (
    "owl class", "owl object property", "owl data property", "owl annotation property",
    "owl named individual", "skos concept", "rdfs resource", "rdfs class", "rdfs literal",
    "rdfs datatype", "rdf property", "composed entity expression",
)  # fmt: skip
CHOICES = {
    "predicate_modifier": ("Not",),
    "subject_type": _TYPES,
    "object_type": _TYPES,
    "predicate_type": _TYPES,
    "mapping_cardinality": ("1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"),
}
"""Slots whose values are among a few words."""

PROPAGATED = (
    "subject_type", "predicate_type", "object_type", "subject_source", "subject_source_version",
    "object_source", "object_source_version", "mapping_provider", "cardinality_scope",
    "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date",
    "subject_match_field", "object_match_field", "subject_preprocessing",
    "object_preprocessing", "curation_rule", "curation_rule_text", "similarity_measure",
)  # fmt: skip
"""Slots that a set says for all of its mappings."""

NEWER = frozenset({
    "predicate_type", "mapping_set_confidence", "cardinality_scope", "mapping_tool_id",
    "review_date", "reviewer_agreement", "record_id",
})  # fmt: skip
"""Slots that came with version 1.1."""

NEWER_OF_SETS = frozenset({"similarity_measure", "curation_rule", "curation_rule_text"})
"""Slots of a set that only mappings had before version 1.1."""

RENAMED = {
    "semantic_similarity_score": "similarity_score",
    "semantic_similarity_measure": "similarity_measure",
}
"""What slots were called before version 1.0."""


def newer(sets: set[str], rows: set[str], texts: set[str]) -> bool:
    """Return whether a file with these slots, and these words in them, needs version 1.1."""
    words = {"composed entity expression", "0:0"}
    return bool((sets | rows) & NEWER or sets & NEWER_OF_SETS or texts & words)


def places(slots: tuple[str, ...]) -> dict[str, int]:
    """Return where each slot stands in the order of the standard."""
    return {slot: number for number, slot in enumerate(slots)}


def in_order(names: set[str], places: dict[str, int]) -> list[str]:
    """Return names of slots in the order of the standard, extensions after them by name."""
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def nearest(name: str, slots: Iterable[str]) -> str:
    """Return the slot that a name is a slip of the pen for, or nothing."""
    alike = [slot for slot in slots if abs(len(slot) - len(name)) <= SLIP]
    return next(iter(get_close_matches(name.casefold(), alike, n=1, cutoff=_NEAR)), "")


SLIP = 2
"""By how many letters a misspelt name may be longer or shorter."""

_NEAR = 0.84


def split(text: str) -> tuple[str, ...]:
    r"""Return the values of a cell of a list: ``|`` parts them, ``\|`` and ``\\`` are letters.

    >>> split(r"Alice\\|Bob\|Eve")
    ('Alice\\', 'Bob|Eve')
    """
    values = [""]
    for part in _PARTS.findall(text):
        if part == "|":
            values.append("")
        else:
            values[-1] += part[1] if part in (r"\|", r"\\") else part
    return tuple(values)


_PARTS = re.compile(r"\\[\\|]|\||[^\\|]+|\\")


def join(values: tuple[str, ...]) -> str:
    """Return values as a cell of a list, as `split` reads them."""
    return "|".join(value.replace("\\", r"\\").replace("|", r"\|") for value in values)
