"""``draw --watch``: draws again after each change of a file, and ends cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lifecycle_map.cli import draw, watching
from lifecycle_map.cli.main import run
from lifecycle_map.cli.watching import changed, watch
from lifecycle_map.errors import InvalidOptionError, UnknownNameError

MODEL = """key = "acme"
name = "Acme"
side = "service"
[[elements]]
kind = "stage"
key = "a"
name = "{name}"
"""
THEME = 'base = "dark"\npage = "{page}"\n'
PROCEDURE = '[[procedures]]\nname = "Control"\nkind = "change management"\nowner = "{owner}"\n'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    """Each test has a folder of its own, with a model in it."""
    monkeypatch.chdir(tmp_path)
    write("model.toml", MODEL.format(name="Run"))


def write(name, text):
    """Write a file whose time differs from that of before, however coarse the clock."""
    path = Path(name)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, "utf-8")
    if path.stat().st_mtime_ns == before:
        os.utime(path, ns=(before + 1, before + 1))


class Script:
    """A pause that does one thing after the other, then is Ctrl-C."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def __call__(self):
        if not self.steps:
            raise KeyboardInterrupt
        step = self.steps.pop(0)
        if step:
            step()


def edit(name, text):
    return lambda: write(name, text)


PROGRAM = """
import signal
from lifecycle_map.cli.main import run
# A test runner in the background ignores SIGINT, which its children inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)
raise SystemExit(run())
"""
STAY = None
"""A pause in which nothing happens."""


def drawn(*steps, command="draw model.toml --picture service-loop -o out.svg --watch"):
    """Run the command with a script of edits; give the exit code and the pictures in order."""
    pictures = []

    def looked(step):
        def done():
            pictures.append(Path("out.svg").read_text("utf-8"))
            if step:
                step()

        return done

    script = Script(*map(looked, (*steps, STAY)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watching, "watch", lambda *given: watch(*given, script))
        code = run(command.split())
    return code, pictures


def test_a_change_is_drawn_once_it_is_at_rest():
    """The picture follows the file, one look after it has stopped changing."""
    code, pictures = drawn(edit("model.toml", MODEL.format(name="Support")), STAY, STAY)
    assert code == 0
    assert [("Support" in each) for each in pictures] == [False, False, True, True]


def test_nothing_is_drawn_where_nothing_changes(capsys):
    """A file that stays as it is is drawn once."""
    drawn(STAY, STAY, STAY)
    assert capsys.readouterr().err.count("wrote out.svg") == 1


def test_what_is_still_being_written_is_not_drawn(capsys):
    """Half a file is no fault: it is drawn when it has come to rest."""
    half = MODEL.format(name="Half")[:40]
    whole = MODEL.format(name="Whole")
    _, pictures = drawn(edit("model.toml", half), edit("model.toml", whole), STAY, STAY)
    assert "Whole" in pictures[-1]
    said = capsys.readouterr().err
    assert "lifecycle-map: " not in said
    assert said.count("wrote out.svg") == 2


def test_a_fault_is_one_line_and_the_last_good_picture_stays(capsys):
    """Whatever is wrong in the file, the watching goes on, and the next good file is drawn."""
    broken = edit("model.toml", 'key = "acme"\nnome = 1\nside = "servicee"\n')
    mended = edit("model.toml", MODEL.format(name="Mended"))
    code, pictures = drawn(broken, STAY, STAY, mended, STAY, STAY)
    told = [line for line in capsys.readouterr().err.splitlines() if "lifecycle-map" in line]
    assert code == 0
    assert len(told) == 1
    assert told[0].startswith("lifecycle-map: model.toml: ")
    assert told[0].endswith("(and 2 more)")
    assert pictures[3] == pictures[0]
    assert "Mended" in pictures[-1]


def test_a_file_that_goes_away_and_comes_back():
    """A file that an editor puts aside is told if it stays away, and drawn when it is back."""
    gone = lambda: Path("model.toml").unlink()  # noqa: E731 - a step of the script
    back = edit("model.toml", MODEL.format(name="Back"))
    code, pictures = drawn(gone, STAY, STAY, back, STAY, STAY)
    assert code == 0
    assert "Back" in pictures[-1]


def test_the_theme_is_watched_too():
    """A colour that changes in the theme file changes the picture."""
    write("brand.toml", THEME.format(page="#101010"))
    command = "draw prince2 itil -o out.svg --theme brand.toml --watch"
    _, pictures = drawn(edit("brand.toml", THEME.format(page="#202020")), STAY, command=command)
    assert "#101010" in pictures[0]
    assert "#202020" in pictures[-1]


def test_facts_are_drawn_and_watched():
    """What only the facts tell is in the picture, and follows them."""
    write("plan.toml", MODEL.format(name="Go live").replace('"service"', '"project"'))
    write("facts.toml", PROCEDURE.format(owner="project"))
    command = "draw plan.toml itil --picture procedures --facts facts.toml -o out.svg --watch"
    steps = edit("facts.toml", PROCEDURE.format(owner="service")), STAY
    _, pictures = drawn(*steps, command=command)
    assert pictures[0] != pictures[-1]


def test_a_crosswalk_of_ones_own_is_drawn_and_watched():
    """A row that changes in the crosswalk is another rung of the ladder."""
    head = 'key = "acme--itil-2011"\nname = "Mine"\nsubject_lifecycle = "acme"\n'
    head += 'object_lifecycle = "itil-2011"\n'
    row = '[[correspondences]]\nsubject = "acme:a"\nobject = "itil-2011:service-operation"\n'
    write("mine.toml", head + row + 'match = "close"\n')
    command = "draw model.toml itil --crosswalk mine.toml -o out.svg --watch"
    other = head + row.replace("operation", "design") + 'match = "exact"\n'
    _, pictures = drawn(edit("mine.toml", other), STAY, command=command)
    assert pictures[0] != pictures[-1]


def test_facts_for_a_picture_without_place_for_them_are_refused(capsys):
    """A ladder shows nothing that facts tell, and says so rather than ignoring them."""
    write("facts.toml", PROCEDURE.format(owner="project"))
    assert run(["draw", "prince2", "itil", "--facts", "facts.toml", "-o", "out.svg"]) == 2
    assert "shows nothing of them" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("draw prince2 itil -o out.svg --watch", "none of what is read is a file"),
        ("draw model.toml -o - --watch", "needs a file to write"),
        ("draw - itil -o out.svg --watch", "standard input"),
        ("draw model.toml -o ./model.toml -f svg --watch", "read and written"),
        ("draw missing.toml -o out.svg --watch", "there is no such file"),
        ("draw itill -o out.svg --watch", "did you mean 'itil'"),
        ("draw model.toml -o out.svg --theme drak --watch", "did you mean 'dark'"),
    ],
)
def test_what_cannot_be_watched_is_refused_at_once(command, told, capsys):
    """Exit 2 and one line, as for all bad input, and nothing is written."""
    assert run(command.split()) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) == 1
    assert os.listdir() == ["model.toml"]


def test_ctrl_c_while_drawing_ends_it_too(capsys):
    """Whenever it comes, the end is exit code 0 and no traceback."""

    def act():
        raise KeyboardInterrupt

    assert watch(act, ["model.toml"], "out.svg", Script()) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_a_change_while_drawing_is_drawn_afterwards():
    """What is saved while a picture is made is not missed."""
    looks = changed(["model.toml"], Script(STAY, STAY))
    next(looks)
    write("model.toml", MODEL.format(name="Meanwhile"))
    assert next(looks) is None
    with pytest.raises(KeyboardInterrupt):
        next(looks)


def test_the_first_fault_is_raised():
    """What is wrong from the start may be the command line, which no edit mends."""

    def act():
        raise UnknownNameError("theme", "drak", ("dark",))

    with pytest.raises(UnknownNameError):
        watch(act, ["model.toml"], "out.svg", Script())
    with pytest.raises(InvalidOptionError, match="none of what is read"):
        watch(act, [], "out.svg", Script())


def test_it_waits_by_the_clock():
    """Without a pause of one's own it looks about three times a second."""
    assert 0.1 <= watching.SECONDS <= 1
    assert draw.run.__doc__


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_a_real_process_follows_an_edit_and_ends_at_sigint():
    """Started, edited under its hands, interrupted: a new picture, exit 0, no traceback."""
    command = ["draw", "model.toml", "--picture", "service-loop", "-o", "out.svg", "--watch"]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *command],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert "wrote out.svg" in process.stderr.readline()
        assert "watching model.toml" in process.stderr.readline()
        write("model.toml", MODEL.format(name="Support"))
        assert "wrote out.svg" in process.stderr.readline()
        assert "Support" in Path("out.svg").read_text("utf-8")
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert said.strip() == ""
