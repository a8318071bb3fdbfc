"""Which engine draws, and what is said when it does not."""

from __future__ import annotations

import shutil
import sys

import pytest

from lifecycle_map.errors import EngineError
from lifecycle_map.formats import engines
from lifecycle_map.formats.engines import VARIABLE, Engine, find_engine


@pytest.fixture(autouse=True)
def _bare(monkeypatch, tmp_path):
    """No engine is there, and none is asked for."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_embedded", lambda: "")
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def program(tmp_path):
    """Make a program in a folder on the PATH."""

    def make(name, body="pass"):
        path = tmp_path / name
        path.write_text(f"#!{sys.executable} -S\nimport os, sys, time\n{body}\n")
        path.chmod(0o755)
        return str(path)

    return make


def refused(program, kind="svg"):
    with pytest.raises(EngineError) as caught:
        Engine("mine", program).draw("digraph { a }", kind)
    assert str(caught.value).startswith("mine: ")
    return caught.value.reason


def test_what_is_asked_for_goes_first(program, monkeypatch):
    """An argument goes before the variable, that before the embedded engine, that before dot."""
    found = {name: program(name) for name in ("asked", "variable", "dot")}
    assert find_engine() == Engine("dot", found["dot"])
    monkeypatch.setattr(engines, "_embedded", lambda: "/embedded")
    assert find_engine() == Engine("graphviz-pure", "/embedded")
    monkeypatch.setenv(VARIABLE, "variable")
    assert find_engine() == Engine("variable", found["variable"])
    assert find_engine("asked") == Engine("asked", found["asked"])


def test_an_engine_may_be_named_by_its_path(program, monkeypatch):
    """A path is as good as a name."""
    path = program("mine")
    monkeypatch.setenv("PATH", "/nowhere")
    assert find_engine(path).program == path


def test_an_empty_variable_asks_for_nothing(program, monkeypatch):
    """An empty variable is as good as none."""
    monkeypatch.setenv(VARIABLE, "")
    program("dot")
    assert find_engine().name == "dot"


def test_an_engine_that_is_not_there_is_told(program, monkeypatch):
    """What was asked for is not silently replaced by something else."""
    program("dot")
    with pytest.raises(EngineError, match="nosuch: there is no such program"):
        find_engine("nosuch")
    monkeypatch.setenv(VARIABLE, "nosuch")
    with pytest.raises(EngineError, match="nosuch: there is no such program"):
        find_engine()


def test_no_engine_at_all_says_what_to_install():
    """The sentence names the extra, the other way, and what works without."""
    with pytest.raises(EngineError) as caught:
        find_engine()
    for part in ("pip install 'lifecycle-map[draw]'", "'dot' is on the PATH", ".mmd"):
        assert part in str(caught.value)


def test_the_embedded_engine_is_found_where_it_is_installed(monkeypatch):
    """The program of the package graphviz-pure exists and draws."""
    monkeypatch.undo()
    program = engines._embedded()
    if not program:
        pytest.skip("graphviz-pure is not installed")
    assert shutil.which(program)
    assert b"<svg" in Engine("graphviz-pure", program).draw("digraph { a -> b }", "svg")
    assert Engine("x", program).draw("digraph { a -> b }", "png").startswith(b"\x89PNG")


def test_it_gets_the_text_and_gives_the_bytes(program):
    """DOT goes in by standard input as UTF-8, the kind as an option, bytes come out as they are."""
    echo = program(
        "echo", "sys.stdout.buffer.write(sys.argv[1].encode() + sys.stdin.buffer.read())"
    )
    assert (
        Engine("mine", echo).draw("digraph { ä }\n", "png") == b"-Tpng" + "digraph { ä }\n".encode()
    )


def test_a_program_that_fails_is_quoted(program):
    """The first line that it said is the reason."""
    failing = program("failing", "sys.exit('Error: syntax error in line 2\\nand more')")
    assert refused(failing) == "Error: syntax error in line 2"


def test_a_program_that_fails_in_silence_gives_its_code(program):
    """Without a word there is still the exit code."""
    assert refused(program("silent", "sys.exit(3)")) == "exit code 3"


def test_a_program_that_prints_nothing_is_told_so(program):
    """No picture and no error: the sentence says that nothing came, not 'exit code 0'."""
    told = refused(program("nothing"))
    assert "nothing" in told
    assert "exit code 0" not in told


def test_a_program_that_hangs_is_stopped(program, monkeypatch):
    """After the time that is allowed it is stopped, and the sentence says the time."""
    monkeypatch.setattr(engines, "SECONDS", 1)
    assert refused(program("hangs", "time.sleep(60)")) == "took more than 1 s and was stopped"


def test_a_program_that_does_not_read_is_no_broken_pipe(program):
    """A program that ends before it has read all of a long text is told by its own words."""
    early = program("early", "sys.stdin.close(); sys.exit('Error: enough')")
    with pytest.raises(EngineError, match="Error: enough"):
        Engine("mine", early).draw("x" * 10**6, "svg")


def test_a_program_that_cannot_be_run(tmp_path):
    """A file that is no program, or gone, is told."""
    (tmp_path / "text").write_bytes(b"\x7fELF no program")
    (tmp_path / "text").chmod(0o755)
    assert refused(str(tmp_path / "text")).startswith("cannot be run: ")
    assert refused(str(tmp_path / "gone")) == "cannot be run: No such file or directory"


def test_words_that_are_no_text_are_shown_all_the_same(program):
    """What an engine says may be in any encoding."""
    body = "sys.stderr.buffer.write(b'Fehler: \\xfc'); sys.exit(1)"
    assert refused(program("latin", body)).startswith("Fehler: ")


def test_an_svg_that_is_no_text_is_told(program):
    """An engine that answers in another encoding is refused in our words."""
    from lifecycle_map.formats.rendering import render
    from lifecycle_map.loading.frameworks import load_lifecycle

    latin = program("latin", "sys.stdout.buffer.write(b'<svg>\\xfc</svg>')")
    with pytest.raises(EngineError):
        render(load_lifecycle("itil"), "svg", engine=latin)
