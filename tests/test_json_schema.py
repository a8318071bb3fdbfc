"""JSON Schemas of the files that people write: they take what is fine, and refuse what is not."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import attrs
import jsonschema
import pytest
import strategies
import test_mutants
from hypothesis import given

import lifecycle_map as lm
from lifecycle_map import codec
from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.errors import InvalidModelError
from lifecycle_map.formats.json_schema import SCHEMAS
from lifecycle_map.formats.plain import to_json
from lifecycle_map.loading.meanings import meanings, meanings_of
from lifecycle_map.model import elements, facts
from lifecycle_map.model.relations import Dependency

REFERENCE = Path(str(files("lifecycle_map.reference")))
EXAMPLES = Path(__file__).parents[1] / "examples"
VALIDATORS = {name: jsonschema.Draft202012Validator(lm.json_schema(name)) for name in SCHEMAS}
CLASSES = (
    lm.Lifecycle, *elements.ELEMENTS.values(), elements.Constraint, elements.Schedule,
    lm.Crosswalk, lm.Correspondence, lm.View, lm.Relation, Dependency, lm.Source, lm.Rule, lm.Waiver,
    facts.BusinessCase, facts.Deliverable, facts.Requirement, facts.Decision, facts.Procedure,
    facts.Person, facts.Improvement, facts.Change, facts.ServiceMilestone, facts.Facts,
    codec.RuleFile, codec.WaiverFile,
)  # fmt: skip


def faults(name, plain):
    """What a schema says of plain data, as an editor has them: dates are texts."""
    found = VALIDATORS[name].iter_errors(json.loads(to_json(plain)))
    return [f"{error.json_path}: {error.message}"[:200] for error in found]


def shipped():
    """Every native file of the package and of the examples, with the name of its schema."""
    folders = {"lifecycle": "lifecycles", "crosswalk": "crosswalks"}
    for name, folder in folders.items():
        yield from ((name, path) for path in sorted((REFERENCE / folder).glob("*.toml")))
    yield "rules", REFERENCE / "rules" / "rules.toml"
    yield from ((name, REFERENCE / "templates" / f"{name}.toml") for name in ("facts", "waivers"))
    yield "lifecycle", REFERENCE / "templates" / "framework.toml"
    yield "crosswalk", REFERENCE / "templates" / "crosswalk.toml"
    yield "lifecycle", EXAMPLES / "service-introduction.toml"
    yield "lifecycle", EXAMPLES / "acme-lifecycle" / "acme_lifecycle" / "acme.toml"
    yield "crosswalk", EXAMPLES / "acme-lifecycle" / "acme_lifecycle" / "acme--itil-2011.toml"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name):
    """Each is valid by the schema of schemas, knows its name, and takes no unknown key."""
    schema = lm.json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{name}.schema.json")
    assert faults(name, {"nonsense": 1})
    assert json.dumps(schema) == json.dumps(lm.json_schema(name))


def test_an_unknown_schema_has_a_nearest():
    """A misspelt name is told with the name that is meant."""
    with pytest.raises(lm.UnknownNameError, match="did you mean 'crosswalk'"):
        lm.json_schema("crosswalks")


@pytest.mark.parametrize(
    ("name", "path"), [*shipped()], ids=lambda each: getattr(each, "stem", each)
)
def test_every_shipped_file_is_valid(name, path):
    """What the package ships and shows is what its schemas describe."""
    assert faults(name, tomllib.loads(path.read_text("utf-8"))) == []


@given(strategies.lifecycles())
def test_what_is_written_is_valid(lifecycle):
    """A lifecycle of any shape, written to a file, is valid."""
    assert faults("lifecycle", lifecycle_to_plain(lifecycle)) == []


@given(strategies.crosswalks())
def test_a_written_crosswalk_is_valid(crosswalk):
    """A crosswalk of any shape, written to a file, is valid."""
    assert faults("crosswalk", crosswalk_to_plain(crosswalk)) == []


WRONG = {
    "lifecycle": (
        test_mutants.DOCUMENT,
        lambda d: d.update(side="proyect"),
        lambda d: d.update(key="two words"),
        lambda d: d.update(names="x"),
        lambda d: d.pop("name"),
        lambda d: d["elements"][0].update(kind="stag"),
        lambda d: d["elements"][0].pop("kind"),
        lambda d: d["elements"][0].update(level="managing"),
        lambda d: d["elements"][0].update(name=" "),
        lambda d: d["elements"][0].update(phases="design"),
        lambda d: d["elements"][0]["aliases"].update(german=["x"]),
        lambda d: d["elements"][1].update(properties={"a": []}),
        lambda d: d["elements"][2].update(slot=1.5),
        lambda d: d["elements"][2].update(realises=["not a ref"]),
        lambda d: d["elements"][2]["schedule"].update(percent=101),
        lambda d: d["elements"][2]["schedule"].update(start="soon"),
        lambda d: d["elements"][2]["schedule"].update(duration=-1),
        lambda d: d["elements"][4].update(confidence=2),
        lambda d: d["relations"][0].update(link="preceeds"),
        lambda d: d["relations"][0].update(subject=7),
        lambda d: d["sources"][0].update(title=""),
    ),
    "crosswalk": (
        test_mutants.CROSSWALK,
        lambda d: d.update(key="a -- b"),
        lambda d: d.pop("subject_lifecycle"),
        lambda d: d["correspondences"][0].update(match="same"),
        lambda d: d["correspondences"][0].pop("object"),
        lambda d: d["correspondences"][0].update(subject=[]),
        lambda d: d["correspondences"][0].update(confidence="high"),
        lambda d: d["correspondences"][1].update(object="itil-2011:service-design"),
        lambda d: d["views"][0].update(key="a b"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "number"), [(name, n) for name, (_, *all_) in WRONG.items() for n in range(len(all_))]
)
def test_what_is_wrong_is_refused_by_both(name, number):
    """A file that reading refuses for its shape has a fault in the editor too."""
    document, *changes = WRONG[name]
    plain = json.loads(json.dumps(document))
    assert faults(name, plain) == []
    changes[number](plain)
    assert faults(name, plain)
    read = codec.lifecycle_from_plain if name == "lifecycle" else codec.crosswalk_from_plain
    with pytest.raises(InvalidModelError):
        read(plain)


def test_lists_of_ends_are_fine():
    """One row may stand for every pair of two lists."""
    plain = json.loads(json.dumps(test_mutants.CROSSWALK))
    plain["correspondences"][0]["subject"] = ["acme-method:design", "acme-method:closing"]
    assert faults("crosswalk", plain) == []


def test_facts_waivers_and_rules():
    """Their schemas take what they are for, with dates of TOML, and refuse the rest."""
    good = {
        "facts": 'major = true\n[business_case]\nupdated = 2027-01-15\n[[changes]]\nname = "x"\n'
        "start = 2027-05-10T20:00:00\nend = 2027-05-10T23:00:00\n",
        "waivers": '[[waivers]]\nrule = "N18"\nowner = "Kim"\nreason = "r"\nexpires = 2027-06-30\n',
    }
    for name, text in good.items():
        assert faults(name, tomllib.loads(text)) == []
        assert faults(name, tomllib.loads(text.replace("name", "nme").replace("owner", "ownr")))
    assert faults("rules", {"rules": [{"key": "X"}]})


def test_themes(tmp_path):
    """The schema of a theme takes what `read_theme` takes, and refuses what it refuses."""
    good = {
        "$schema": "./theme.schema.json", "base": "dark", "name": "acme", "ink": "#101010",
        "hues": {"project": {"line": "#AA0000"}}, "fonts": ["Calibri", "Noto Sans"], "logo": [160, 60],
    }  # fmt: skip
    path = tmp_path / "theme.json"
    path.write_text(json.dumps(good))
    assert faults("theme", good) == []
    assert lm.read_theme(path).ink == "#101010"
    for change in (
        {"base": "drk"}, {"ink": "black"}, {"hues": {"service": {"lin": "#AA0000"}}},
        {"hues": {"x": {}}}, {"fonts": []}, {"fonts": ['a"b']}, {"logo": [1]}, {"logo": [1, 401]},
    ):  # fmt: skip
        path.write_text(json.dumps(good | change))
        assert faults("theme", good | change), change
        with pytest.raises(lm.InvalidFileError):
            lm.read_theme(path)


def test_the_address_of_a_schema_says_nothing_of_the_file(tmp_path):
    """A JSON file may say where its schema is, and loads as without."""
    path = tmp_path / "itil.json"
    plain = lifecycle_to_plain(lm.load_lifecycle("itil"))
    path.write_text(to_json({"$schema": "./lifecycle.schema.json", **plain}))
    assert lm.read_lifecycle(path) == lm.load_lifecycle("itil")


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_key_has_one_meaning(cls):
    """What an editor shows of a key is there for each key, and for none that there is not."""
    assert set(meanings_of(cls)) == {a.name for a in attrs.fields(cls)}


def test_no_meaning_is_of_a_class_that_there_is_not():
    """The file of meanings holds only classes that files are made of."""
    known = {base.__name__ for cls in CLASSES for base in cls.__mro__} | {"Theme", "Hue"}
    assert set(meanings()) <= known


def documented(schema):
    """Every key of a schema, with what is said of it."""
    tables = [schema, *schema["$defs"].values()]
    return [(k, v) for table in tables for k, v in table.get("properties", {}).items()]


@pytest.mark.parametrize("name", SCHEMAS)
def test_editors_have_something_to_show(name):
    """Each key of each table has a title and a description."""
    keys = documented(lm.json_schema(name))
    assert len(keys) > 3
    assert [k for k, v in keys if not v.get("title") or not v.get("description")] == []


# What only reading can tell: what one part of a file says of another, texts that no file can hold,
# numbers that are none, and the length of February.
ONLY_READING = (
    "id_duplicate", "list_repeated_entry", "ref_unknown", "ref_empty", "ref_case", "type_list",
    "id_empty", "id_blank", "id_illegal", "title_illegal", "date_feb30",
    "type_nan", "type_inf", "number_nan", "number_inf", "number_minus_inf",
)  # fmt: skip


@pytest.mark.parametrize("name", ["lifecycle", "crosswalk"])
def test_awkward_files_are_refused(name, mutate):
    """Of the mutants of a file, those of a wrong type or key are refused, and no good one is."""
    document = test_mutants.READ[name][0]
    missed, alarms, refused = {}, {}, 0
    for mutant in mutate.mutants(document, test_mutants.hints(mutate)):
        if test_mutants.is_otherwise(mutant.name):
            continue
        try:
            found = faults(name, mutant.data)
        except (TypeError, ValueError):
            continue
        if mutant.expect == "accept" and found:
            alarms[mutant.name] = found
        refused += bool(found)
        if mutant.expect == "refuse" and not found:
            missed.setdefault(mutant.name.partition("@")[0], []).append(mutant.name)
    assert alarms == {}
    assert [what for what in missed if not what.startswith(ONLY_READING)] == []
    assert refused > 500


mutate = test_mutants.mutate
