"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from lifecycle_map.errors import (
    LeftOutWarning,
    UnknownNameError,
    UnsuitableFormatError,
    UnwritableFileError,
)
from lifecycle_map.formats.exporting import export, write_whole
from lifecycle_map.formats.outputs import FORMATS, Artifact, Format, Takes, register_format
from lifecycle_map.formats.rendering import render
from lifecycle_map.loading.frameworks import load_lifecycle

ITIL = load_lifecycle("itil-2011")
pytestmark = pytest.mark.filterwarnings("ignore::lifecycle_map.errors.LeftOutWarning")
OLD = b"what stood here before\r\n"


@pytest.fixture
def target(tmp_path):
    """A file that is there already."""
    (tmp_path / "out.md").write_bytes(OLD)
    return tmp_path / "out.md"


def untouched(target):
    """Whether the old file is as it was, byte for byte, and nothing lies beside it."""
    return target.read_bytes() == OLD and os.listdir(target.parent) == [target.name]


def test_the_suffix_names_the_format(tmp_path):
    """What is written is what render returns, and the path comes back."""
    path = export(ITIL, tmp_path / "out.MD")
    assert path == tmp_path / "out.MD"
    assert path.read_bytes() == render(ITIL, "markdown").encode()


def test_a_format_overrules_the_suffix(tmp_path):
    """One may call a file as one likes."""
    assert export(ITIL, tmp_path / "out.txt", format="dot").read_text() == render(ITIL, "dot")


def test_line_ends_are_the_same_on_every_system(tmp_path):
    """Text is written as it was made, so CSV keeps CRLF and all else LF."""
    assert b"\r\n" in export(ITIL, tmp_path / "out.csv").read_bytes()
    assert b"\r" not in export(ITIL, tmp_path / "out.dot").read_bytes()


@pytest.mark.parametrize("name", ["out.xyz", "out", ".svg", "out.", "svg"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name, tmp_path):
    """A path whose suffix names no format says which there are, and nothing is written."""
    with pytest.raises(UnknownNameError) as caught:
        export(ITIL, tmp_path / name)
    assert ".svg" in caught.value.known
    assert os.listdir(tmp_path) == []


def test_a_misspelt_suffix_says_the_nearest(tmp_path):
    """``.svgg`` was meant to be ``.svg``."""
    with pytest.raises(
        UnknownNameError, match=r"unknown file suffix '\.svgg'; did you mean '\.svg'"
    ):
        export(ITIL, tmp_path / "out.svgg")


def test_a_new_file_gets_the_usual_mode(tmp_path):
    """The mode is what the umask leaves, not that of a temporary file."""
    mask = os.umask(0o027)
    try:
        path = export(ITIL, tmp_path / "out.md")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_an_old_file_keeps_its_mode(mode, target):
    """Writing again does not open or close a file to others."""
    target.chmod(mode)
    export(ITIL, target)
    assert target.read_bytes() != OLD
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_nothing_is_left_beside_the_file(target):
    """After writing there is the file, and no temporary one."""
    export(ITIL, target)
    assert os.listdir(target.parent) == [target.name]


def test_a_folder_is_no_target(tmp_path):
    """A folder is left as it is."""
    (tmp_path / "out.md").mkdir()
    with pytest.raises(UnwritableFileError, match="it is a folder; nothing was changed"):
        export(ITIL, tmp_path / "out.md")
    assert os.listdir(tmp_path / "out.md") == []


def test_a_missing_folder_is_told(tmp_path):
    """A path into nowhere is refused, and no folder is made."""
    with pytest.raises(UnwritableFileError, match="no such file or directory"):
        export(ITIL, tmp_path / "no" / "out.md")
    assert os.listdir(tmp_path) == []


def test_a_file_is_no_folder(target):
    """A path through a file is refused."""
    with pytest.raises(UnwritableFileError, match="not a directory"):
        export(ITIL, target / "out.md")
    assert untouched(target)


def test_a_folder_that_may_not_be_written_to(target):
    """Without permission the old file stays."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    target.parent.chmod(0o555)
    try:
        with pytest.raises(UnwritableFileError, match="permission denied"):
            export(ITIL, target)
        assert untouched(target)
    finally:
        target.parent.chmod(0o755)


@pytest.mark.parametrize("name", ["x" * 300 + ".md", "a\0b.md"], ids=["too long", "NUL"])
def test_a_name_that_no_system_has(name, tmp_path):
    """A path that the system refuses is refused in our words."""
    with pytest.raises(UnwritableFileError):
        export(ITIL, tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_pipe_is_not_replaced_by_a_file(tmp_path):
    """What is no regular file (a pipe, a device) is never renamed away."""
    os.mkfifo(tmp_path / "out.md")
    with pytest.raises(UnwritableFileError, match="no regular file"):
        export(ITIL, tmp_path / "out.md")
    assert stat.S_ISFIFO((tmp_path / "out.md").stat().st_mode)
    assert os.listdir(tmp_path) == ["out.md"]


def test_a_link_stays_a_link(tmp_path):
    """Writing to a symbolic link writes the file that it points to."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_bytes(OLD)
    (tmp_path / "out.md").symlink_to(tmp_path / "real" / "a.md")
    export(ITIL, tmp_path / "out.md")
    assert (tmp_path / "out.md").is_symlink()
    assert (tmp_path / "real" / "a.md").read_text() == render(ITIL, "markdown")


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_failing_system_leaves_the_old_file(call, target, monkeypatch):
    """A full disk at any step is told, and the old file is there byte for byte."""

    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(UnwritableFileError, match="no space left on device; nothing was changed"):
        export(ITIL, target)
    assert untouched(target)


def test_what_a_power_cut_leaves_is_hidden_and_named_as_temporary(target, monkeypatch):
    """While writing there is one more file; its name begins with a dot and ends in ``.tmp``."""
    beside = []
    monkeypatch.setattr(os, "fsync", lambda _: beside.extend(os.listdir(target.parent)))
    export(ITIL, target)
    (temporary,) = set(beside) - {target.name}
    assert temporary.startswith(f".{target.name}-")
    assert temporary.endswith(".tmp")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_stopping_leaves_the_old_file(call, target, monkeypatch):
    """Ctrl-C while writing goes on as itself, with the old file in place."""

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, stop)
    with pytest.raises(KeyboardInterrupt):
        export(ITIL, target)
    assert untouched(target)


def test_a_new_file_that_fails_is_not_there(tmp_path, monkeypatch):
    """Where nothing stood before, nothing stands after."""

    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableFileError):
        export(ITIL, tmp_path / "out.md")
    assert os.listdir(tmp_path) == []


def test_a_full_disk_leaves_the_old_file(target):
    """A real limit on the size of files, in a process of its own, is told and harms nothing."""
    import subprocess
    import sys

    code = (
        "import resource, signal, sys\n"
        "from lifecycle_map import LifecycleMapError, export, load_lifecycle\n"
        "itil = load_lifecycle('itil-2011')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: export(itil, sys.argv[1])\n"
        "except LifecycleMapError as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, target], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("UnwritableFileError cannot write"), done.stderr
    assert untouched(target)


def test_an_abrupt_end_leaves_a_whole_file(target):
    """A process that is killed while it writes again and again leaves one of the files whole, and
    beside it only what is hidden and named as temporary.
    """
    import random
    import subprocess
    import sys
    import time

    code = (
        "import sys\n"
        "from lifecycle_map.formats.exporting import write_whole\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for sign in (b'A', b'B'): write_whole(sign * 1_000_000, sys.argv[1])\n"
    )
    whole = {OLD, b"A" * 1_000_000, b"B" * 1_000_000}
    chosen = random.Random(1)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-B", "-c", code, target], stdout=subprocess.PIPE
        ) as child:
            child.stdout.readline()
            time.sleep(chosen.uniform(0, 0.05))
            child.kill()
        assert target.read_bytes() in whole
        left = set(os.listdir(target.parent)) - {target.name}
        assert all(name.startswith(".") and name.endswith(".tmp") for name in left)


def test_a_picture_that_fails_leaves_the_old_file(target):
    """When there is nothing to write, nothing is opened."""
    with pytest.raises(UnsuitableFormatError):
        export(ITIL, target, picture="ladder")
    with pytest.raises(UnknownNameError):
        export(ITIL, target, picture="laddr")
    assert untouched(target)


def test_a_writer_that_breaks_leaves_the_old_file(target, monkeypatch):
    """A fault in a format of somebody else's is theirs, and the old file stays."""
    monkeypatch.setattr(FORMATS, "_known", dict(FORMATS._known))
    register_format(
        Format(
            name="broken", takes=Takes.MODEL, suffixes=(".broken",), mime="text/plain",
            write=lambda value, options: 1 / 0,
        )
    )  # fmt: skip
    with pytest.raises(ZeroDivisionError):
        export(ITIL, target, format="broken")
    assert untouched(target)


def test_bytes_and_text_are_written_alike(tmp_path):
    """Text is UTF-8."""
    write_whole("äöü\n", str(tmp_path / "a"))
    write_whole("äöü\n".encode(), str(tmp_path / "b"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_a_format_leaves_out_is_a_warning(tmp_path, monkeypatch):
    """The file is written all the same, and each warning names the format."""
    monkeypatch.setitem(
        FORMATS._known,
        "half",
        Format(
            name="half", takes=Takes.TABLE, suffixes=(".half",), mime="text/plain",
            write=lambda table, options: Artifact(content="half", warnings=("the other half",)),
        ),
    )  # fmt: skip
    with pytest.warns(LeftOutWarning, match="^half: the other half$"):
        path = export(ITIL, tmp_path / "out.half")
    assert path.read_text() == "half"
