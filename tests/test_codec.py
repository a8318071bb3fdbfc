"""Plain data is taken strictly, and every fault is told at once with its place."""

from __future__ import annotations

import pytest

from lifecycle_map.codec import crosswalk_from_plain, lifecycle_from_plain
from lifecycle_map.errors import InvalidModelError
from lifecycle_map.model.elements import Alias


def faults_of(plain):
    with pytest.raises(InvalidModelError) as caught:
        lifecycle_from_plain(plain)
    return {fault.place: fault.message for fault in caught.value.faults}


def a_lifecycle(**more):
    return {"key": "acme", "name": "Acme", "side": "project", **more}


def test_all_faults_are_told_at_once_with_their_places():
    """Five faults of five kinds are five faults with five places."""
    found = faults_of(
        {
            "key": "acme",
            "name": 5,
            "side": "projct",
            "elements": [
                {"kind": "stge", "key": "a", "name": "A"},
                {"kind": "stage", "key": "b", "nmae": "B", "name": "B"},
                {"kind": "process", "key": "c"},
            ],
        }
    )
    assert found == {
        "name": "expected a text, not a whole number",
        "side": "unknown value 'projct'; did you mean 'project'?",
        "elements[0]": "unknown kind 'stge'; did you mean 'stage'?",
        "elements[1].nmae": "unknown key; did you mean 'name'?",
        "elements[2].name": "'name' is missing",
    }


@pytest.mark.parametrize(
    ("element", "place", "message"),
    [
        ({"confidence": "high"}, ".confidence", "expected a number, not a text"),
        ({"confidence": True}, ".confidence", "expected a number, not true or false"),
        ({"confidence": float("nan")}, ".confidence", "nan is no number that can be kept"),
        ({"phases": "design"}, ".phases", "expected a list, not a text"),
        ({"phases": ["desing"]}, ".phases[0]", "unknown value 'desing'; did you mean 'design'?"),
        ({"aliases": ["x"]}, ".aliases", "expected a table of languages, not a list"),
        ({"aliases": {"de": "x"}}, ".aliases", "'de' needs a list of texts"),
        ({"schedule": {"start": "soon"}}, ".schedule.start", "'soon' is not a date and time"),
        ({"schedule": {"start": 5}}, ".schedule.start", "expected a date and time"),
        ({"realises": ["no ref"]}, ".realises[0]", "'no ref' is not a reference"),
        ({"level": "managing"}, ".level", "unknown key"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(element, place, message):
    """Nothing is converted silently; the message names what was expected."""
    plain = a_lifecycle(elements=[{"kind": "stage", "key": "a", "name": "A", **element}])
    found = faults_of(plain)
    assert list(found) == [f"elements[0]{place}"]
    assert found[f"elements[0]{place}"].startswith(message)


def test_what_is_no_table_is_refused():
    """A list, a text or a number where a table belongs is a fault, not a crash."""
    for wrong in ([], "x", 5, None):
        with pytest.raises(InvalidModelError):
            lifecycle_from_plain(wrong)
    assert "expected a table, not a whole number" in faults_of(a_lifecycle(elements=[5])).values()


def test_ends_may_be_lists():
    """A relation whose ends are lists stands for one relation for every pair."""
    lifecycle = lifecycle_from_plain(
        a_lifecycle(
            elements=[
                {"kind": "process", "key": "p", "name": "P"},
                {"kind": "process", "key": "q", "name": "Q"},
                {"kind": "product", "key": "x", "name": "X"},
                {"kind": "product", "key": "y", "name": "Y"},
            ],
            relations=[{"subject": ["p", "q"], "link": "uses", "object": ["x", "y"]}],
        )
    )
    assert [(r.subject, r.object) for r in lifecycle.relations] == [
        ("p", "x"),
        ("p", "y"),
        ("q", "x"),
        ("q", "y"),
    ]


def test_an_end_that_is_an_empty_list_is_refused():
    """It would stand for no row at all, and the row would be lost in silence."""
    row = {"subject": [], "link": "precedes", "object": "b"}
    plain = {"key": "k", "name": "K", "side": "project", "relations": [row]}
    with pytest.raises(
        InvalidModelError, match=r"relations\[0\]\.subject: expected a text, not a list"
    ):
        lifecycle_from_plain(plain)


def test_views_of_a_crosswalk_have_keys_and_names_of_their_own():
    """Two views of one key, and a name that no file can hold, are faults with their place."""
    views = [{"key": "a", "name": "A"}, {"key": "a", "name": "B\x07"}]
    plain = {
        "key": "x--y",
        "name": "",
        "subject_lifecycle": "x",
        "object_lifecycle": "y",
        "views": views,
    }
    with pytest.raises(InvalidModelError) as caught:
        crosswalk_from_plain(plain)
    assert [fault.place for fault in caught.value.faults] == ["views[1].key", "views[1].name"]


def test_a_misspelt_kind_is_named():
    """The key that was meant for it is in the message."""
    plain = {
        "key": "k",
        "name": "K",
        "side": "project",
        "elements": [{"knid": "stage", "key": "a"}],
    }
    with pytest.raises(InvalidModelError, match="'knid' is not the key for it"):
        lifecycle_from_plain(plain)


def test_a_fault_in_a_spread_row_has_the_place_in_the_file():
    """Places count the rows of the file, not the rows that lists were spread to."""
    plain = a_lifecycle(
        elements=[{"kind": "product", "key": key, "name": key} for key in "xyz"],
        relations=[
            {"subject": "x", "link": "derives-from", "object": ["y", "z"]},
            {"subject": "x", "link": "derives-from", "object": ["y", "w"]},
        ],
    )
    assert list(faults_of(plain)) == ["relations[1].object"]


def test_aliases_come_by_language():
    """A table of languages becomes aliases, in order."""
    element = {"kind": "stage", "key": "a", "name": "A", "aliases": {"de": ["x", "y"], "fr": ["z"]}}
    lifecycle = lifecycle_from_plain(a_lifecycle(elements=[element]))
    assert lifecycle["a"].aliases == (Alias("de", "x"), Alias("de", "y"), Alias("fr", "z"))


def test_a_crosswalk_is_taken_as_strictly():
    """A crosswalk's unknown view, unknown source and missing end are told with their places."""
    with pytest.raises(InvalidModelError) as caught:
        crosswalk_from_plain(
            {
                "key": "a-b",
                "name": "A to B",
                "subject_lifecycle": "a",
                "object_lifecycle": "b",
                "correspondences": [
                    {"match": "close", "subject": "a:x"},
                    {"match": "none", "subject": "a:x", "object": "b:y"},
                    {"match": "close", "subject": "a:x", "object": "c:y", "views": ["v"]},
                    {"match": "close", "subject": "a:x", "object": "b:y", "sources": ["s"]},
                ],
            }
        )
    assert [fault.place for fault in caught.value.faults] == [
        "correspondences[0]",
        "correspondences[1]",
        "correspondences[2].views",
        "correspondences[2].object",
        "correspondences[3].sources",
    ]


def test_faults_of_form_and_faults_of_the_model_are_told_together():
    """A misspelt field does not hide a duplicate key elsewhere in the file."""
    found = faults_of(
        {
            "key": "a b",
            "name": "A",
            "side": "project",
            "elements": [
                {"kind": "stge", "key": "a", "name": "A"},
                {"kind": "stage", "key": "b", "name": "B"},
                {"kind": "stage", "key": "b", "name": "B"},
            ],
            "relations": [
                {"subject": "b", "link": "precedes", "object": "a"},
                {"subject": "b", "link": "precedes", "object": "z"},
            ],
        }
    )
    assert list(found) == ["elements[0]", "key", "elements[2].key", "relations[1].object"]
