"""What is promised to users: the groups of entry points, the commands, and ids that stay."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import attrs
import pytest

import lifecycle_map as lm
from lifecycle_map.codec.converting import ENUMS
from lifecycle_map.formats.outputs import FORMATS
from lifecycle_map.loading.frameworks import CROSSWALKS, LIFECYCLES
from lifecycle_map.loading.readers import CROSSWALK_READERS, READERS
from lifecycle_map.loading.sssom_terms import OURS

PAGE = (Path(__file__).parents[1] / "docs/reference/promise.md").read_text("utf-8")

KEPT = {"prince2-2017", "prince2-2023", "itil-2011"}
"""Keys of lifecycles that were published; they are only added to."""

ELEMENTS = {
    "itil-2011": ("service-strategy", "service-design", "service-transition", "service-operation",
                  "change-management", "early-life-support", "service-desk"),
    "prince2-2023": ("closing-a-project", "business-case", "end-project-report", "risk-register"),
    "prince2-2017": ("closing-a-project", "business-case"),
}  # fmt: skip
"""Some of their elements, which files of users cite."""

WORDS = {
    "Match": {"exact", "close", "broad", "narrow", "related", "none"},
    "Phase": {"strategy", "design", "build", "support", "manage", "none"},
    "Side": {"project", "service"},
    "Direction": {"to-project", "to-service", "both", "parallel", "none"},
    "Link": {"contains", "precedes", "triggers", "active-in", "guards", "decides", "creates",
             "updates", "uses", "approves", "derives-from", "performs", "accountable-for",
             "reports-to", "associated-with"},
}  # fmt: skip
"""Words of files; more may come, none may go before a major version."""

FIELDS = {
    "Lifecycle": "key name side edition summary notice aliases elements relations sources warnings "
    "properties",
    "Crosswalk": "key name subject_lifecycle object_lifecycle summary notice views sources "
    "correspondences warnings properties",
    "Correspondence": "match subject object justification confidence direction handed_over products "
    "sources sources_against views only_in_views row comment evidence subject_label object_label "
    "properties",
    "Relation": "subject link object label dependency sources confidence source_id source_type "
    "properties",
    "Waiver": "rule owner reason expires",
}
"""Fields that files and programs use."""


@pytest.mark.parametrize("registry", [LIFECYCLES, CROSSWALKS, READERS, CROSSWALK_READERS, FORMATS])
def test_every_group_of_entry_points_is_promised(registry):
    """Packages announce what they have in groups that stand on the page."""
    assert f".{registry.group.rpartition('.')[2]}`" in PAGE


def test_published_keys_stay():
    """A lifecycle that was published is found by its key, and by a name that it once had."""
    known = {entry.key for entry in lm.list_lifecycles()}
    assert known >= KEPT
    assert lm.load_lifecycle("prince2").key in KEPT
    assert lm.load_lifecycle("itil").key in KEPT


@pytest.mark.parametrize("key", ELEMENTS)
def test_cited_elements_stay(key):
    """What files of users cite is there."""
    lifecycle = lm.load_lifecycle(key)
    assert [each for each in ELEMENTS[key] if each not in lifecycle] == []


@pytest.mark.parametrize("name", WORDS)
def test_words_stay(name):
    """No word of a vocabulary is lost."""
    (vocabulary,) = (each for each in ENUMS if each.__name__ == name)
    assert WORDS[name] <= {member.value for member in vocabulary}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_stay(name):
    """No field of a value that users make or read is lost, and new ones need not be given."""
    fields = {a.name: a for a in attrs.fields(getattr(lm, name))}
    assert set(FIELDS[name].split()) <= set(fields)
    fresh = [a for n, a in fields.items() if n not in FIELDS[name].split()]
    assert all(a.default is not attrs.NOTHING for a in fresh)


def test_the_iris_begin_as_promised():
    """The IRIs of RDF and SSSOM begin with what they began with."""
    assert OURS == "https://lifecycle-map.invalid/"


def test_public_functions_take_options_by_name():
    """Of a public function no more than two arguments that have a default go by their place."""
    for name in lm.__all__:
        value = getattr(lm, name)
        if inspect.isfunction(value):
            optional = [
                p for p in inspect.signature(value).parameters.values()
                if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is not p.empty
            ]  # fmt: skip
            assert len(optional) <= 2, name


def test_the_page_is_linked():
    """Who reads the reference of Python finds what is promised."""
    page = (Path(__file__).parents[1] / "docs/reference/python.md").read_text("utf-8")
    assert re.search(r"\]\(promise\.md\)", page)
