"""YAML as a notation of our own files: what is read, what is refused and where, what is written."""

from __future__ import annotations

import builtins
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.cli.main import run
from lifecycle_map.errors import InvalidFileError, LifecycleMapError, MissingExtraError
from lifecycle_map.formats.rendering import render
from lifecycle_map.formats.yaml import to_yaml
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.yaml import looks_like_yaml, parse_yaml, read_yaml_lifecycle
from lifecycle_map.loading.yaml_values import MOST_ALIASED

yaml = pytest.importorskip("yaml")

HEAD = "key: acme\nname: Acme\nside: project\n"
TEXT = HEAD + "elements:\n  - kind: stage\n    key: design\n    name: Design\n"


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    """Both parsers of PyYAML: the one in C, and the one that there always is."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML without libyaml")
    return request.param


def read(text, path="a.yaml"):
    return read_yaml_lifecycle(Reading(text.encode(), path))


def told(text, function=read):
    """The lines that a refused file gives."""
    with pytest.raises(InvalidFileError) as caught:
        function(text)
    return str(caught.value).splitlines()


def value(text):
    return parse_yaml(f"x: {text}\n", "a.yaml")["x"]


@pytest.mark.parametrize(
    "text",
    [
        "no", "yes", "on", "off", "y", "N", "No", "12:30", "190:20:30", "0777", "007", "0o17",
        "0x1F", "1_000", "2027-03-31", "2027-03-31T17:00:00", "1.2.3", "nan", "inf", "=",
        "+", ".", "e5", "1e3", "-1e-3", "1.5e3", "0b1", "tRUE", "'5'", '"true"', "'~'", "!!str 5", "! 5",
    ],
)  # fmt: skip
def test_what_versions_of_yaml_disagree_about_stays_text(text, parser):
    """Neither Norway nor a time of day nor a date becomes anything else."""
    said = text.removeprefix("!!str ").removeprefix("! ").strip("'\"")
    assert value(text) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", 5), ("-5", -5), ("+5", 5), ("0", 0), ("1.5", 1.5), ("1.", 1.0), (".5", 0.5),
        ("1.e+3", 1000.0), ("!!float 1e3", 1000.0), ("-1.5E-3", -0.0015), (".inf", float("inf")), ("-.Inf", -float("inf")),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("!!float 5", 5), ("!!int '5'", 5), ("[]", []), ("{}", {}), ("[a, 1]", ["a", 1]),
        ("{no: yes}", {"no": "yes"}), ("{1: a, true: b, ~: c}", {"1": "a", "true": "b", "~": "c"}),
        ("&a [1]", [1]), ("!!seq [1]", [1]), ("!!map {a: 1}", {"a": 1}),
    ],
)  # fmt: skip
def test_plain_values_are_those_of_json(text, expected, parser):
    """Numbers, truth values and nothing; a key is always a text."""
    found = value(text)
    assert (found, type(found)) == (expected, type(expected))


def test_an_alias_stands_for_what_its_anchor_holds(parser):
    """Within bounds, a file may say something once."""
    assert parse_yaml("a: &x {b: 1}\nc: [*x, *x]\n", "a") == {"a": {"b": 1}, "c": [{"b": 1}] * 2}


NINE = "[" + ", ".join(["{}"] * 9) + "]"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} {NINE.format(*[f'*{old}'] * 9)}\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3: column 1: the key 'a' is given twice"),
        ("x:\n  - {b: 1, b: 2}\n", "line 2: column 12: the key 'b' is given twice"),
        ("a: 1\n<<: {b: 1}\n", "line 2: column 1: a merge key (<<) cannot be used here"),
        ("a: !!python/name:os.getcwd\n", "line 1: column 4: the tag !!python/name:os.getcwd is refused"),
        ("a: !!python/object/apply:os.system ['true']\n", "line 1: column 4: the tag !!python/object/apply:os.system is refused"),
        ("a: !!binary aGk=\n", "line 1: column 4: the tag !!binary is refused"),
        ("a: !!timestamp 2027-01-01\n", "line 1: column 4: the tag !!timestamp is refused"),
        ("a: !mine {b: 1}\n", "line 1: column 4: the tag '!mine' is refused"),
        ("a: !!set {b}\n", "line 1: column 4: the tag !!set is refused"),
        ("a: !!int five\n", "line 1: column 4: 'five' is no !!int"),
        ("!!int 5: a\n", "line 1: column 1: the tag !!int cannot stand before a key"),
        ("? [a]\n: b\n", "line 1: column 3: a key must be a text, not a list or table"),
        ("a: &x b\n*x : c\n", "line 2: column 1: a key must be a text, not an alias"),
        ("? \n: a\n", "a key is missing before the colon"),
        ("a: 1\n---\nb: 2\n", "line 2: column 1: a second document begins here; a file holds one"),
        ("a: *b\n", "line 1: column 4: the alias *b has no anchor before it"),
        ("a: &b [*b]\n", "line 1: column 8: the alias *b has no anchor before it"),
        (BOMB, f"the aliases stand for more than {MOST_ALIASED:,} values"),
        ("a: &a " + "x" * 100_000 + "\nb: [" + "*a, " * 100 + "]\n", "the aliases stand for more than"),
        ("a: " + "[" * 64 + "]" * 64, "line 1: column 67: lists and tables nest over 64 deep"),
        ("a: " + "{b: " * 50_000, "lists and tables nest over 64 deep"),
        ("a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 30 + "*a" + "]" * 30, "by the alias, lists and tables nest over 64"),
        ("a: " + "9" * 5000, "line 1: column 4: a number of 5,000 digits"),
        ("a: 1\n\tb: 2\n", "line 2: column 1: no valid YAML: "),
        ('a: "b\n', "line 2: column 1: no valid YAML: "),
        ("a: b: c\n", "line 1: column 5: no valid YAML: "),
        ("a: 1\nb: x\x07y\n", "line 2: the character U+0007 stands in no YAML; write it as an escape"),
        ("%YAML 2.0\n---\na: 1\n", "no valid YAML: "),
    ],
)  # fmt: skip
def test_what_is_refused_says_where(text, line, parser):
    """Nothing is lost or run in silence: each fault has its line."""
    start = time.process_time()
    (said,) = told(text, lambda text: parse_yaml(text, "a.yaml"))
    assert line in said
    assert said.startswith("a.yaml: line ")
    assert time.process_time() - start < 5


def test_all_slips_are_told_at_once(parser):
    """A key given twice, a tag and a merge key are three faults."""
    assert (
        len(told("a: 1\na: 2\nb: !!set {c}\n<<: {d: 1}\n", lambda text: parse_yaml(text, "a"))) == 3
    )


FAULTY = """\
# A comment first.
key: acme
name: Acme
side: projects
titel: Acme
elements:
  - kind: stage
    key: design
    name: Design
    confidence: high
  - kind: stag
    key: build
    name: Build
  - kind: activity
    key: test
    name: Test
    schedule: {start: 2027-02-30}
relations:
  - subject: design

    link: preceeds
    object: [build]
"""


def test_faults_of_the_schema_have_their_lines(parser):
    """The line is that of the key, or of the row in which something is missing or unknown."""
    assert sorted(line.partition(";")[0] for line in told(FAULTY)) == [
        "a.yaml: line 10: elements[0].confidence: expected a number, not a text",
        "a.yaml: line 11: elements[1]: unknown kind 'stag'",
        "a.yaml: line 17: elements[2].schedule.start: '2027-02-30' is not a date and time (2026-03-31T17:00)",
        "a.yaml: line 21: relations[0].link: unknown value 'preceeds'",
        "a.yaml: line 4: side: unknown value 'projects'",
        "a.yaml: line 5: titel: unknown key",
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("- a\n", "a list"), ("a\n", "a text"), ("---\n", "nothing")]
)
def test_what_is_no_table_is_refused(text, said):
    """A list, a lone text and an empty document are no lifecycle."""
    assert told(text)[0] == f"a.yaml: line 1: expected a table, not {said}"


def test_a_crosswalk_and_a_lifecycle_are_told_apart(tmp_path):
    """The message names the function that reads the other."""
    path = tmp_path / "a.yaml"
    path.write_text(render(load_crosswalk("prince2--itil"), "yaml"), "utf-8")
    assert read_crosswalk(path) == load_crosswalk("prince2--itil")
    with pytest.raises(InvalidFileError, match="read it with read_crosswalk"):
        read_lifecycle(path)
    path.write_text(TEXT, "utf-8")
    with pytest.raises(InvalidFileError, match="read it with read_lifecycle"):
        read_crosswalk(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "# what it is\n\n", "%YAML 1.2\n---\n"])
def test_it_is_recognised_by_content(encoding, ends, start, tmp_path):
    """Whatever its suffix, encoding, line ends and what stands before the first key."""
    path = tmp_path / "plan.txt"
    path.write_bytes((start + TEXT).replace("\n", ends).encode(encoding))
    assert read_lifecycle(path) == read(TEXT)


@pytest.mark.parametrize(
    "text",
    ["a: b\n", "side: project\n", "x\nside: a\nelements: b\n", "<a/>", "{}", '[[x]]\nside = "a"\n'],
)
def test_other_texts_are_not_taken_for_ours(text):
    """A table without our keys is somebody else's YAML."""
    assert not looks_like_yaml(text.encode())


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_the_suffix_decides_where_the_content_does_not(suffix, tmp_path):
    """A file without elements is read by its name."""
    path = tmp_path / f"a{suffix}"
    path.write_text(HEAD, "utf-8")
    assert read_lifecycle(path).key == "acme"


def test_separators_of_unicode_end_no_line(parser):
    """Since YAML 1.2, U+0085, U+2028 and U+2029 are characters like any other."""
    text = "a \x85 b \u2028 c \u2029 d"
    assert parse_yaml(f"x: '{text}'\ny: {text}\n", "a") == {"x": text, "y": text}
    assert read(f"{HEAD}summary: '{text}'\n").summary == text
    assert told(f"{HEAD}summary: '{text}'\nsmry: x\n")[0].startswith("a.yaml: line 5: smry")


AWKWARD = [
    "", " ", "a ", " a", "a\n", "a\nb", "a\nb\n", "a\nb\n\n", "\na", "a\n b", "a\n\nb", "a \nb", "a\n#b",
    "a\n---\nb\n", "a\tb\nc", "a\r\nb", "a\r", "\x85", "a\u2028b", "\ufeffa", "\x7f", "007", "1e5", "-5",
    "1.10", ".5", "true", "No", "on", "y", "~", "null", "NULL", "2027-01-01", "12:30", "=", "<<",
    "a: b", "a:b", "a #b", "a#b", "# a", "- a", "? a", "[a]", "{a}", "&a", "*a", "!a", "|", ">", "%a",
    "@a", "`a`", '"a"', "'a'", "a'b", 'a"b', "a\\b", "C:\\new\\", "a, b", "🚀", "\U0010ffff", "é", "é", "x" * 5000,
    "...", "---", "a:", ":a", "a,", "a.", "_x", "a_", "١", "Ⅷ", "a b", "yes\nno",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_are_written_so_that_all_read_them_alike(text, parser):
    """As a value, a key, in a list and in a table in a list; by ours and by YAML 1.1."""
    plain = {"a": text, text: "b", "c": [text, {"d": text, "e": {text: text}}, [text, [text]]]}
    if text == "a":
        return
    written = to_yaml(plain)
    assert parse_yaml(written, "x.yaml") == plain
    if text != "\ufeffa":
        assert yaml.safe_load(written) == plain


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text(max_size=8), JSON_LIKE, max_size=5))
def test_any_plain_data_read_back_equal(plain):
    """Whatever is nested in what, and whatever the texts are but halves of characters."""
    assert parse_yaml(to_yaml(plain), "x.yaml") == plain


def test_long_keys_are_written_so_that_they_are_read():
    """YAML allows 1,024 characters of a key in one line with its value."""
    plain = {"k" * 3000: {"é " * 2000: "v"}, "list": [{"x" * 2000: 1, "y": 2}]}
    written = to_yaml(plain)
    assert parse_yaml(written, "x.yaml") == plain == yaml.safe_load(written)


def test_numbers_are_numbers_for_yaml_1_1_too():
    """Without a point, YAML 1.1 takes 1e-07 for a text."""
    plain = {"a": 1e-07, "b": 1e16, "c": 0.1, "d": 5, "e": -0.0, "f": True, "g": None}
    assert yaml.safe_load(to_yaml(plain)) == plain


def test_the_text_is_for_people():
    """Block style, in the order of the model, plain wherever that is safe."""
    assert render(read(TEXT + "    summary: |\n      Two\n      lines.\n"), "yaml") == (
        TEXT + "    summary: |\n      Two\n      lines.\n"
    )


def test_the_command_line_writes_and_reads_yaml(tmp_path, capsys):
    """``read … -o plan.yml`` gives a file that is read as the plan."""
    source, target = tmp_path / "a.toml", tmp_path / "b.yml"
    source.write_text(render(load_lifecycle("itil-2011"), "toml"), "utf-8")
    assert run(["read", str(source), "-o", str(target)]) == 0
    assert read_lifecycle(target) == load_lifecycle("itil-2011")
    assert run(["read", str(target), "-f", "yml"]) == 0
    assert capsys.readouterr().out == target.read_text("utf-8")


def test_without_the_extra_it_is_named(monkeypatch):
    """Reading needs PyYAML; writing does not."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "yaml":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "yaml")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"lifecycle-map\[yaml\]"):
        read(TEXT)
    assert render(load_lifecycle("itil-2011"), "yaml")


GOOD = render(load_lifecycle("prince2-2023"), "yaml")[:4000].rpartition("  - kind")[0].encode()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 12))
def test_damage_gives_a_lifecycle_or_a_clear_error(at, put, cut):
    """Whatever bytes are changed or cut, there is a lifecycle or an error with the file's name."""
    try:
        read_yaml_lifecycle(Reading(GOOD[:at] + put + GOOD[at + cut :], "a.yaml"))
    except LifecycleMapError as error:
        assert "a.yaml" in str(error)


def test_an_anchor_may_be_given_anew(parser):
    """An alias stands for the last one; faults have their lines all the same."""
    assert parse_yaml("a: &x 1\nb: &x 2\nc: *x\n", "a") == {"a": 1, "b": 2, "c": 2}
    text = HEAD + "elements:\n  - &x {kind: gate, key: a, name: A}\n  - &x {kind: gte}\n  - *x\n"
    assert [line.partition(":")[2].split(":")[0] for line in told(text)][:2] == [
        " line 6",
        " line 7",
    ]
