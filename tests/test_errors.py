"""Errors are values whose sentence says what is wrong, where, and what to do."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from lifecycle_map.errors import (
    BrokenPluginError,
    EngineError,
    Fault,
    InvalidFileError,
    InvalidModelError,
    InvalidOptionError,
    InvalidRefError,
    LifecycleMapError,
    MissingExtraError,
    UnknownElementError,
    UnknownNameError,
    UnreadableFileError,
    UnsuitableFormatError,
    UnwritableFileError,
    WrongKindError,
    closest,
)

FAULTS = (Fault("elements[3].name", "an element needs a name", 12), Fault("", "it is odd"))

SAMPLES = [
    (
        UnknownNameError("lifecycle", "itill", ("itil", "prince2")),
        LookupError,
        "unknown lifecycle 'itill'; did you mean 'itil'? (known: itil, prince2)",
    ),
    (UnknownNameError("view", "x"), LookupError, "unknown view 'x'"),
    (
        UnknownElementError("acme", "desgin", ("design", "build")),
        KeyError,
        "'acme' has no element 'desgin'; did you mean 'design'?",
    ),
    (UnknownElementError("acme", "x"), KeyError, "'acme' has no element 'x'"),
    (
        InvalidRefError("a b"),
        ValueError,
        "'a b' is not a reference: write lifecycle:key, as in itil-2011:service-design",
    ),
    (
        InvalidModelError("acme", FAULTS),
        ValueError,
        "acme: elements[3].name: an element needs a name\nacme: it is odd",
    ),
    (
        InvalidFileError("a.toml", FAULTS),
        ValueError,
        "a.toml: line 12: elements[3].name: an element needs a name\na.toml: it is odd",
    ),
    (
        InvalidOptionError("--limit x", "a limit is a whole number above 0"),
        ValueError,
        "'--limit x': a limit is a whole number above 0",
    ),
    (
        WrongKindError("align", "Lifecycle", "prince2"),
        TypeError,
        (
            "align takes a Lifecycle, not 'prince2'; load_lifecycle(name) loads one by its name, "
            "read_lifecycle(path) reads a file"
        ),
    ),
    (
        UnreadableFileError("a.toml", "it is empty"),
        OSError,
        "cannot read 'a.toml': it is empty",
    ),
    (
        UnwritableFileError("a.svg", "it is a folder"),
        OSError,
        "cannot write 'a.svg': it is a folder; nothing was changed",
    ),
    (
        UnsuitableFormatError("toml", "an alignment", ("json", "csv")),
        TypeError,
        "the format 'toml' cannot hold an alignment; formats that can: json, csv",
    ),
    (
        MissingExtraError("PNG pictures", "draw", "write .svg instead"),
        ImportError,
        (
            "PNG pictures needs an extra: pip install 'lifecycle-map[draw]'; "
            "without it: write .svg instead"
        ),
    ),
    (EngineError("dot", "it failed"), RuntimeError, "dot: it failed"),
    (
        BrokenPluginError("format", "x", "acme:X", "no module"),
        ImportError,
        (
            "the format 'x' of an installed package (acme:X) cannot be used: no module; "
            "mend or uninstall that package"
        ),
    ),
]
each_error = pytest.mark.parametrize(
    ("error", "builtin", "sentence"), SAMPLES, ids=lambda value: type(value).__name__
)


def test_every_kind_is_sampled_here():
    """A new kind of error has to be added to these tests."""
    kinds = {type(error) for error, _, _ in SAMPLES}
    assert kinds == set(LifecycleMapError.__subclasses__())


@each_error
def test_each_says_its_sentence(error, builtin, sentence):
    """The text of an error is one clear sentence for each fault, also where it is a KeyError."""
    assert str(error) == sentence


@each_error
def test_each_is_its_builtin_and_ours(error, builtin, sentence):
    """One can catch the base, the kind, or the builtin."""
    for kind in (LifecycleMapError, builtin):
        with pytest.raises(kind) as caught:
            raise error
        assert caught.value is error


@each_error
@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))],
    ids=["copy", "deepcopy", "pickle"],
)  # fmt: skip
def test_each_survives_copying_and_pickling(error, builtin, sentence, copied):
    """An error that comes from another process says the same and holds the same."""
    twin = copied(error)
    assert type(twin) is type(error)
    assert attrs.asdict(twin) == attrs.asdict(error)
    assert str(twin) == sentence


@each_error
def test_no_field_can_be_set(error, builtin, sentence):
    """What an error says cannot be changed afterwards, but a note can be added."""
    name = attrs.fields(type(error))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(error, name, "other")
    copy.copy(error).add_note("while reading")


@pytest.mark.parametrize(
    "error",
    [
        UnknownNameError("format", "x" * 5000),
        UnknownElementError("acme", "x" * 5000),
        InvalidRefError("x" * 5000),
        UnknownNameError("format", "sv\n\tg" * 1000),
        UnknownElementError("acme", "a\r\nb" * 1000),
        InvalidRefError("a\nb" * 1000),
    ],
)
def test_long_and_broken_names_are_shortened(error):
    """A name of thousands of characters or lines does not flood the terminal."""
    assert len(str(error)) < 250
    assert "\n" not in str(error)
    assert "…" in str(error)


def test_a_name_with_line_ends_stays_on_one_line():
    """Line ends in a short name become spaces."""
    assert str(UnknownNameError("view", "a\n  b")) == "unknown view 'a b'"


def test_only_the_first_known_names_are_listed():
    """Of many known names twelve are listed."""
    told = str(UnknownNameError("view", "zzz", tuple(f"name{n}" for n in range(100))))
    assert "name11, …)" in told
    assert "name12" not in told


def test_a_file_with_thousands_of_faults_is_told_in_a_screen():
    """However much is wrong with a file, the message has at most 2,000 characters."""
    faults = tuple(Fault(f"elements[{n}].name", "an element needs a name", n) for n in range(9999))
    for error in (InvalidFileError("a.toml", faults), InvalidModelError("acme", faults)):
        assert len(str(error)) <= 2000
        assert "elements[0].name" in str(error)


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("prince", ("prince2", "itil"), "prince2"),
        ("ITIL", ("prince2", "itil"), "itil"),
        ("desgin", ("Design", "build"), "Design"),
        ("zzzz", ("prince2", "itil"), ""),
        ("", ("prince2", "itil"), ""),
        ("itil", (), ""),
    ],
)
def test_the_nearest_name_is_found(name, known, near):
    """A misspelt name finds the one that was meant, whatever the case; nonsense finds none."""
    assert closest(name, known) == near


def test_the_nearest_of_a_huge_name_is_found_quickly():
    """Only the beginning of a huge name is compared."""
    assert closest("itil" + "x" * 10**6, ("itil",)) == ""
