"""The public surface: sorted, importable, documented, typed, and never smaller by accident."""

from __future__ import annotations

import ast
import importlib
import inspect
import types
from enum import Enum
from pathlib import Path

import pytest

import lifecycle_map

FROZEN = [
    "Activity",
    "Alias",
    "Alignment",
    "Arrow",
    "Artifact",
    "Box",
    "BrokenPluginError",
    "Change",
    "CheckPoint",
    "Checklist",
    "Conflict",
    "Constraint",
    "ConstraintType",
    "Correspondence",
    "Coverage",
    "Crosswalk",
    "CrosswalkDiff",
    "Dependency",
    "DependencyType",
    "Diagram",
    "Direction",
    "Due",
    "Element",
    "Encoder",
    "EngineError",
    "Evidence",
    "Facts",
    "Fault",
    "Finding",
    "Format",
    "Gate",
    "InvalidFileError",
    "InvalidModelError",
    "InvalidOptionError",
    "InvalidRefError",
    "Involvement",
    "Justification",
    "Ladder",
    "LagUnit",
    "Lane",
    "LeftOutWarning",
    "Level",
    "Lifecycle",
    "LifecycleDiff",
    "LifecycleMapError",
    "Limits",
    "Link",
    "Match",
    "Merger",
    "MissingExtraError",
    "Naming",
    "Need",
    "NeedCoverage",
    "NeedLevel",
    "Options",
    "OrderPreservation",
    "Outcome",
    "Phase",
    "Picture",
    "Placement",
    "PortfolioRow",
    "Practice",
    "PracticeKind",
    "Prepared",
    "ProcedureMatrix",
    "ProcedureState",
    "Process",
    "Product",
    "ProductCategory",
    "Property",
    "RaciBridge",
    "ReadOptions",
    "Reader",
    "Reading",
    "Ref",
    "Relation",
    "Report",
    "Role",
    "RoleKind",
    "Rule",
    "SCHEMA",
    "Schedule",
    "Severity",
    "Side",
    "Slip",
    "Source",
    "Stage",
    "State",
    "Step",
    "Takes",
    "Theme",
    "TimedPair",
    "TimedTask",
    "Timing",
    "Tone",
    "Understood",
    "UnknownElementError",
    "UnknownNameError",
    "UnreadableFileError",
    "UnsuitableFormatError",
    "UnwritableFileError",
    "View",
    "Visible",
    "Waiver",
    "Wishes",
    "Words",
    "Work",
    "WorkingWeek",
    "WrongKindError",
    "align",
    "assign",
    "between",
    "check",
    "checklist",
    "cycles",
    "diagram",
    "diff",
    "encoder",
    "entail",
    "export",
    "fix",
    "involvement",
    "json_schema",
    "ladder",
    "list_crosswalks",
    "list_lifecycles",
    "load_crosswalk",
    "load_lifecycle",
    "load_words",
    "match",
    "merge",
    "pack_portfolio",
    "portfolio",
    "portfolio_row",
    "prepare",
    "procedure_matrix",
    "raci_bridge",
    "read_calendar",
    "read_crosswalk",
    "read_explained",
    "read_facts",
    "read_lifecycle",
    "read_theme",
    "read_waivers",
    "read_words",
    "register_crosswalk",
    "register_encoder",
    "register_format",
    "register_lifecycle",
    "register_picture",
    "register_reader",
    "register_rule",
    "register_words",
    "render",
    "rendered",
    "rules",
    "stage_order",
    "suggest",
    "timing",
    "to_arrow",
    "to_networkx",
    "to_pandas",
    "unpack_portfolio",
    "waive",
    "what_if",
]
"""What users rely on. A new name is added here; a name is taken away only with a major version."""

TREE = ast.parse(Path(lifecycle_map.__file__).read_text("utf-8"))
PUBLIC = {name: getattr(lifecycle_map, name) for name in lifecycle_map.__all__}
CLASSES = {name: value for name, value in PUBLIC.items() if inspect.isclass(value)}
FUNCTIONS = {name: value for name, value in PUBLIC.items() if inspect.isfunction(value)}
METHODS = {
    f"{name}.{member}": function
    for name, cls in CLASSES.items()
    for member, value in vars(cls).items()
    if not member.startswith("_")
    for function in (getattr(value, "fget", None) or getattr(value, "__func__", value),)
    if isinstance(function, types.FunctionType)
}


def test_no_public_name_is_lost():
    """Each name that users rely on is there, and each new one is written down here."""
    assert set(lifecycle_map.__all__) == set(FROZEN)


def test_all_is_sorted_and_without_repetition():
    """Constants, classes, functions, each from A to Z, as ruff sorts them."""
    names = lifecycle_map.__all__

    def rank(name):
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    assert names == sorted(names, key=rank)
    assert len(names) == len(set(names))


def declared():
    """The names of the block for type checkers, each with its module."""
    (block,) = (
        node for node in TREE.body
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
    )  # fmt: skip
    assert all(isinstance(node, ast.ImportFrom) for node in block.body)
    return {alias.name: node.module for node in block.body for alias in node.names}


def test_type_checkers_see_what_is_imported():
    """The block for type checkers, the table of homes and ``__all__`` hold the same."""
    homes = {
        name: f"lifecycle_map.{home}"
        for home, names in lifecycle_map._HOMES.items()
        for name in names
    }
    assert declared() == homes
    assert set(homes) == set(lifecycle_map.__all__)
    assert sum(map(len, lifecycle_map._HOMES.values())) == len(homes)


@pytest.mark.parametrize("name", lifecycle_map.__all__)
def test_each_name_is_at_home_where_it_says(name):
    """A name is the object of its module, made there and not passed on."""
    value = getattr(lifecycle_map, name)
    module = importlib.import_module(declared()[name])
    assert value is getattr(module, name)
    assert getattr(value, "__module__", module.__name__) == module.__name__


def test_a_name_that_there_is_not():
    """A misspelt name is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="module 'lifecycle_map' has no attribute 'algin'"):
        lifecycle_map.algin  # noqa: B018
    with pytest.raises(ImportError):
        importlib.import_module("lifecycle_map.algin")


def test_dir_lists_the_public_names():
    """Completion in a shell offers every public name."""
    assert set(lifecycle_map.__all__) <= set(dir(lifecycle_map))


def test_star_import_gives_all():
    """``from lifecycle_map import *`` gives what ``__all__`` says."""
    space: dict[str, object] = {}
    exec("from lifecycle_map import *", space)
    assert set(space) - {"__builtins__"} == set(lifecycle_map.__all__)


@pytest.mark.parametrize("name", [*CLASSES, *FUNCTIONS, *METHODS])
def test_every_public_thing_has_a_docstring_of_its_own(name):
    """Classes, functions, methods and properties say what they are for."""
    value = {**CLASSES, **FUNCTIONS, **METHODS}[name]
    assert (vars(value) if inspect.isclass(value) else {"__doc__": value.__doc__})["__doc__"]
    assert value.__doc__.strip().partition("\n\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("name", [*FUNCTIONS, *METHODS])
def test_every_public_function_is_fully_annotated(name):
    """Each parameter and each result has a type."""
    signature = inspect.signature({**FUNCTIONS, **METHODS}[name])
    assert signature.return_annotation is not inspect.Signature.empty
    untyped = [
        parameter.name
        for parameter in signature.parameters.values()
        if parameter.annotation is inspect.Parameter.empty and parameter.name not in ("self", "cls")
    ]
    assert untyped == []


def test_there_is_something_to_police():
    """The lists above are not empty by a slip."""
    assert len(CLASSES) > 40
    assert len(FUNCTIONS) > 20
    assert {"Lifecycle.title", "Lifecycle.of", "Crosswalk.invert", "Ref.parse"} <= set(METHODS)


@pytest.mark.parametrize("name", [n for n, c in CLASSES.items() if issubclass(c, Enum)])
def test_vocabularies_are_texts(name):
    """A member equals its word, so that plain data can be compared with it."""
    for member in CLASSES[name]:
        assert member == member.value
        assert isinstance(member, str)


def test_the_version_is_one():
    """The version is a text of numbers."""
    assert all(part.isdigit() for part in lifecycle_map.__version__.split(".")[:2])


def test_the_package_is_typed():
    """Type checkers look into the package."""
    assert (Path(lifecycle_map.__file__).parent / "py.typed").exists()
