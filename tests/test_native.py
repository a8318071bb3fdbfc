"""The package's own files: every fault with its line, and nothing that a parser chokes on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.errors import InvalidFileError, LifecycleMapError
from lifecycle_map.formats.plain import to_json
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.loading.native import crosswalk_of, lifecycle_of
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side

HEAD = 'key = "acme"\nname = "Acme"\nside = "project"\n'
FIVE = """\
key = "acme"
name = "Acme"
side = "projects"
titel = "Acme"

[[elements]]
kind = "stage"
key = "design"
name = "Design"
confidence = "high"

[[elements]]
kind = "stag"
key = "build"
name = "Build"

# A comment between the tables.
[[relations]]
subject = "design"
link = "preceeds"
object = "build"
"""


def told(data, path="a.toml", read=lifecycle_of):
    """The lines that a refused file gives."""
    content = data.encode() if isinstance(data, str) else data
    with pytest.raises(InvalidFileError) as caught:
        read(content, path)
    return str(caught.value).splitlines()


def test_five_faults_give_five_lines_with_their_places():
    """All that is wrong is said at once: path, line, place, message."""
    assert sorted(told(FIVE)) == [
        "a.toml: line 10: elements[0].confidence: expected a number, not a text",
        "a.toml: line 12: elements[1]: unknown kind 'stag'; did you mean 'stage'?",
        "a.toml: line 20: relations[0].link: unknown value 'preceeds'; did you mean 'precedes'?",
        "a.toml: line 3: side: unknown value 'projects'; did you mean 'project'?",
        (
            "a.toml: line 4: titel: unknown key; known: key, name, side, edition, summary, notice, aliases, "
            "elements, relations, sources, warnings, properties"
        ),
    ]


def test_five_faults_of_the_model_give_five_lines_with_their_places():
    """Faults that only show when the parts are joined have their lines too."""
    text = (
        HEAD
        + """
[[elements]]
kind = "stage"
key = "design"
name = " "

[[elements]]
kind = "product"
key = "design"
name = "Report"
sources = ["nowhere"]

[[relations]]
subject = "desing"
link = "precedes"
object = "design"

[[relations]]
subject = "design"
link = "guards"
object = "design"
"""
    )
    assert [line.partition(" (")[0] for line in told(text)] == [
        "a.toml: line 8: elements[0].name: an element needs a name",
        "a.toml: line 12: elements[1].key: duplicate key 'design'",
        "a.toml: line 14: elements[1].sources: no source has the key 'nowhere'",
        "a.toml: line 17: relations[0].subject: no element has the key 'desing'; did you mean 'design'?",
        "a.toml: line 21: relations[1]: 'guards' cannot join a product",
    ]


def test_the_rows_of_a_crosswalk_are_counted_as_in_the_file():
    """A row whose ends are lists is one row, and the next keeps its number and line."""
    text = """\
key = "a--b"
name = "A and B"
subject_lifecycle = "a"
object_lifecycle = "b"

[[correspondences]]
subject = ["a:x", "a:y"]
object = ["b:x", "b:y"]
match = "close"

[[correspondences]]
subject = "c:x"
object = "b:x"
match = "close"
confidence = 2
"""
    assert told(text, read=crosswalk_of) == [
        "a.toml: line 15: correspondences[1].confidence: 2.0 is not between 0 and 1",
        "a.toml: line 12: correspondences[1].subject: 'c:x' is not in 'a'",
    ]


def test_line_ends_of_windows_change_no_line_number():
    """The same faults stand in the same lines with CRLF."""
    assert told(FIVE.replace("\n", "\r\n")) == told(FIVE)


def test_a_table_inside_a_text_is_not_counted():
    """What looks like a table in a text of many lines does not shift the line."""
    text = HEAD + 'summary = """\n[[elements]]\nkind = "none"\n"""\n[[elements]]\nkind = "stag"\n'
    (line,) = told(text)
    assert line.startswith(("a.toml: line 8: elements[0]", "a.toml: elements[0]"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("key = \n", "a.toml: line 1: column 7: no valid TOML: "),
        ('key = "a"\nkey = "b"\n', "a.toml: line 2: column 10: no valid TOML: "),
        ('key = "a"\nname = "b\n', "a.toml: line 2: column 10: no valid TOML: "),
        ('key = "a"\n[[elements]\n', "a.toml: line 2: column 11: no valid TOML: "),
        ('key = "a"\nsummary = """\nnever closed', "a.toml: line 3: at the end of the file: "),
        ('key = "a"\nyear = 2027-02-30\n', "a.toml: line 2: "),
    ],
)
def test_toml_that_is_none_says_line_and_column(text, start):
    """A slip in the notation is found at its place."""
    (line,) = told(text)
    assert line.startswith(start)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '{"key": "a",\n "name" "b"}',
            "a.json: line 2: column 9: no valid JSON: Expecting ':' delimiter",
        ),
        (
            '{"key": "a",\n',
            "a.json: line 2: column 1: no valid JSON: Expecting property name enclosed",
        ),
        ('{"key": "a"} x', "a.json: line 1: column 14: no valid JSON: Extra data"),
        ('{"key": "a", "key": "b"}', "a.json: no valid JSON: the key 'key' is given twice"),
        ('{"x": {"y": 1, "y": 1}}', "a.json: no valid JSON: the key 'y' is given twice"),
        ('{"confidence": NaN}', "a.json: no valid JSON: NaN is no number"),
        ('{"confidence": -Infinity}', "a.json: no valid JSON: -Infinity is no number"),
        ('{"x": ' + "9" * 5000 + "}", "a.json: no valid JSON: Exceeds the limit"),
    ],
)
def test_json_that_is_none_says_where(text, line):
    """A slip in the notation, a key given twice and what is no number are refused."""
    assert told(text, "a.json")[0].startswith(line)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_toml_numbers_that_are_none_are_refused(value):
    """TOML allows nan and inf, a confidence does not."""
    text = HEAD + f'[[elements]]\nkind = "stage"\nkey = "a"\nname = "A"\nconfidence = {value}\n'
    assert told(text) == [
        f"a.toml: line 8: elements[0].confidence: {value} is no number that can be kept"
    ]


def test_json_numbers_that_overflow_are_refused():
    """1e999 becomes infinite while it is read, and is refused then."""
    text = '{"key":"k","name":"K","side":"project","elements":[{"kind":"stage","key":"a",\
"name":"A","confidence":1e999}]}'
    assert told(text, "a.json") == [
        "a.json: line 1: elements[0].confidence: inf is no number that can be kept"
    ]


@pytest.mark.parametrize("opening", ["[", '{"a":', "[{'a':"])
@pytest.mark.parametrize("depth", [65, 100_000])
def test_what_nests_too_deep_is_refused(opening, depth):
    """Brackets that would overflow a parser are refused before it runs."""
    text = '{"key": ' + opening * depth
    assert "nest over 64 deep" in told(text, "a.json")[0]
    assert "nest over 64 deep" in told("key = " + "[" * depth)[0]


@pytest.mark.parametrize(
    "text",
    [
        "a." * 20_000 + "a = 1",
        "[" + "a." * 20_000 + "a]",
        "[[" + "a . " * 20_000 + "a]]",
        '"a".' * 20_000 + "a = 1",
        "x = {" + "a." * 20_000 + "a = 1}",
    ],
    ids=["key", "table", "tables", "quoted", "inline"],
)
def test_a_huge_dotted_key_is_refused_at_once(text):
    """A key of thousands of parts, quoted or not, does not reach the parser."""
    assert "a key of over 200 characters" in told(text)[0]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"a\n" * 100_000, "a.toml"),
        (b"\n" * 100_000 + b"a", "a.toml"),
        (b'{"x": {' + b",".join(b'"k%d":1' % n for n in range(100_000)) + b',"k99999":2}}', "a.json"),
        (
            b'{"relations":[{"link":"precedes","subject":[' + b'"a",' * 20_000 + b'"a"],"object":['
            + b'"a",' * 20_000 + b'"a"]}]}',
            "a.json",
        ),
    ],
    ids=["short lines", "blank lines", "a key given twice", "list times list"],
)  # fmt: skip
def test_no_small_file_hangs(data, path):
    """A file of a few hundred KB is refused without hanging and in 1 GB, whatever stands in it."""
    code = (
        "import resource, sys\n"
        "from lifecycle_map.errors import LifecycleMapError\n"
        "from lifecycle_map.loading.native import lifecycle_of\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "try: lifecycle_of(sys.stdin.buffer.read(), sys.argv[1])\n"
        "except LifecycleMapError: print('refused')\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, path],
            input=data, capture_output=True, timeout=10, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.fail("it hung")
    assert done.stdout == b"refused\n", done.stderr[-300:]


def test_a_long_line_of_prose_is_no_key():
    """A line of a text may be as long as it wants, with no quote or sign in it."""
    summary = "project people and service people draw the same road " * 10
    text = HEAD + f'summary = """\n{summary}\n"""\n'
    assert lifecycle_of(text.encode(), "a.toml").summary == f"{summary}\n"


def test_blank_lines_are_no_key():
    """Hundreds of blank lines before a key are only blank lines."""
    assert lifecycle_of(("\n" * 300 + HEAD).encode(), "a.toml").key == "acme"


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_brackets_in_names_are_no_nesting(suffix):
    """A lifecycle with a bracket left open in each of many names loads back equal."""
    import tomli_w

    elements = tuple(Stage(key=f"s{n}", name=f"[{n} {{open") for n in range(99))
    lifecycle = Lifecycle(key="k", name="K", side=Side.PROJECT, elements=elements)
    plain = lifecycle_to_plain(lifecycle)
    text = to_json(plain) if suffix == "json" else tomli_w.dumps(plain)
    assert lifecycle_of(text.encode(), f"a.{suffix}") == lifecycle


@pytest.mark.parametrize(
    "key",
    ["[5]", "[" + "9" * 5000 + "]", "a[" + "9" * 5000 + "]", "[0].x", "elements[5]", "!", " "],
)
def test_an_odd_unknown_key_is_told_like_any_other(key):
    """A key that looks like a place in the data is only an unknown key."""
    assert told(HEAD + f'"{key}" = 1\n')[0].startswith("a.toml")
    assert (
        "unknown key" in told(f'{{"key":"k","name":"K","side":"project","{key}":1}}', "a.json")[0]
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_marks_encodings_and_line_ends_are_read(encoding, ends, tmp_path):
    """UTF-8 with and without a mark and UTF-16 with one, both line ends, TOML and JSON."""
    toml = (HEAD + 'summary = "Übergabe, 引き継ぎ"\n').replace("\n", ends)
    (tmp_path / "a.toml").write_bytes(toml.encode(encoding))
    json = '{"key": "acme",\n"name": "Acme", "side": "project", "summary": "Übergabe, 引き継ぎ"}'
    (tmp_path / "a.json").write_bytes(json.replace("\n", ends).encode(encoding))
    read = [read_lifecycle(tmp_path / name) for name in ("a.toml", "a.json")]
    assert read[0] == read[1]
    assert read[0].summary == "Übergabe, 引き継ぎ"


def test_what_is_no_text_says_the_line():
    """A byte that is no UTF-8 is found by its line."""
    assert told(b'key = "a"\nname = "\xff"\n') == ["a.toml: line 2: not text in UTF-8"]


def test_a_nul_in_the_text_is_refused():
    """A file with a NUL is binary."""
    with pytest.raises(LifecycleMapError, match=r"a\.toml.*binary"):
        lifecycle_of(b'key = "a"\0', "a.toml")


@pytest.mark.parametrize("text", ["[1, 2]", '"text"', "1", "null"])
def test_json_that_is_no_table_is_refused(text):
    """A list or a lone value is no lifecycle, and the message has no traceback in it."""
    assert told(text, "a.json")[0].startswith("a.json")


def test_a_crosswalk_is_not_taken_for_a_lifecycle():
    """The message names the function that reads it."""
    data = to_json(crosswalk_to_plain(load_crosswalk("prince2--itil"))).encode()
    assert told(data, "a.json") == [
        "a.json: this is a crosswalk, not a lifecycle: read it with read_crosswalk"
    ]


def test_a_lifecycle_is_not_taken_for_a_crosswalk():
    """The message names the function that reads it."""
    data = to_json(lifecycle_to_plain(load_lifecycle("itil-2011"))).encode()
    (line,) = told(data, "a.json", crosswalk_of)
    assert "this is a lifecycle, not a crosswalk" in line
    assert "read_lifecycle" in line


@pytest.mark.parametrize("cut", range(0, 2000, 97))
def test_a_damaged_file_is_refused_in_our_words(cut):
    """However a file is cut off, it is read or refused, never anything else."""
    plain = to_json(lifecycle_to_plain(load_lifecycle("itil-2011"))).encode()
    with pytest.raises(LifecycleMapError):
        lifecycle_of(plain[: 30_000 + cut], "a.json")


JSON_FAULTS = """\
{"key": "k", "name": "K", "side": "project",
 "summary": "[{\\"elements\\": [",
 "elements": [
  {"kind": "stage", "key": "a", "name": "A"},
  {"kind": "stage",
   "key": "b", "name": "B", "confidence": "high"},
  {"kind": "activity", "key": "c", "name": "C",
   "schedule": {
    "start": "soon"}}, {"kind": "stag"}
 ],
 "titel": 1}
"""


def test_faults_in_json_have_their_lines():
    """The line is that of the key, or of the row in which something is missing."""
    assert sorted(line.partition(";")[0] for line in told(JSON_FAULTS, "a.json")) == [
        "a.json: line 11: titel: unknown key",
        "a.json: line 6: elements[1].confidence: expected a number, not a text",
        "a.json: line 9: elements[2].schedule.start: 'soon' is not a date and time (2026-03-31T17:00)",
        "a.json: line 9: elements[3]: unknown kind 'stag'",
    ]


def test_a_quoted_head_of_a_table_counts():
    """``[["elements"]]`` is a table like ``[[elements]]``."""
    (line,) = told(HEAD + '[["elements"]]\n"kind" = "stage"\n"key" = "a"\n"name" = 1\n')
    assert line == "a.toml: line 7: elements[0].name: expected a text, not a whole number"
