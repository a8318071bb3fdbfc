"""Bytes from a path or standard input, or one sentence why not."""

from __future__ import annotations

import io
import os
import sys
from types import SimpleNamespace

import pytest

from lifecycle_map.errors import InvalidFileError, UnreadableFileError
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.loading.sources import read_bytes, text_of


def reason(path):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(path)
    assert caught.value.path == os.fspath(path)
    assert isinstance(caught.value, OSError)
    return caught.value.reason


def test_a_file_is_read_as_it_is(tmp_path):
    """The bytes come unchanged, from a text or a path."""
    (tmp_path / "a").write_bytes(b"\xff\r\n x ")
    assert read_bytes(tmp_path / "a") == read_bytes(str(tmp_path / "a")) == b"\xff\r\n x "


def test_a_missing_file_names_the_nearest(tmp_path):
    """A misspelt name finds the file that was meant."""
    (tmp_path / "Project Plan.xml").write_text("x")
    told = reason(tmp_path / "Project Plam.xml")
    assert told == f"there is no such file; did you mean '{tmp_path / 'Project Plan.xml'}'?"


def test_a_missing_file_with_no_near_one(tmp_path):
    """Where nothing is near, nothing is guessed."""
    assert reason(tmp_path / "plan.xml") == "there is no such file"
    assert reason("") == "there is no such file"


def test_a_missing_folder(tmp_path):
    """A path into nowhere says that the folder is missing."""
    assert reason(tmp_path / "no" / "plan.xml") == "there is no such file, nor its folder"


def test_a_folder(tmp_path):
    """A folder is no file."""
    assert reason(tmp_path) == "it is a folder; name a file in it"


def test_a_named_pipe_does_not_wait(tmp_path):
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "it is no regular file; use - to read standard input"


def test_a_device_is_no_regular_file():
    """A device that never ends is refused."""
    assert "no regular file" in reason("/dev/zero")


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n "])
def test_an_empty_file(tmp_path, content):
    """Nothing, and nothing but white space, is empty."""
    (tmp_path / "a").write_bytes(content)
    assert reason(tmp_path / "a") == "it is empty"


def test_a_path_that_no_system_has():
    """A NUL in a path, or a name too long for the system, is a reason like any other."""
    assert "null" in reason("a\0b")
    assert reason("x" * 5000) == "file name too long"


def test_a_file_without_permission(tmp_path):
    """What may not be read says so."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a").write_text("x")
    (tmp_path / "a").chmod(0)
    assert reason(tmp_path / "a") == "permission denied"


def test_a_ring_of_links(tmp_path):
    """A link to itself is a reason, not a hang."""
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert "symbolic links" in reason(tmp_path / "a")


def test_a_file_that_is_too_large(tmp_path):
    """There is a limit, and the message says it."""
    (tmp_path / "a").write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(tmp_path / "a", largest=2**20)
    assert caught.value.reason == "it is larger than 1 MB; raise the limit 'size' to read it"
    (tmp_path / "a").write_bytes(b"x" * 2**20)
    assert len(read_bytes(tmp_path / "a", largest=2**20)) == 2**20


def test_standard_input(monkeypatch):
    """A dash reads standard input, and empty input is empty."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"abc")))
    assert read_bytes("-") == b"abc"
    assert reason("-") == "it is empty"


def test_standard_input_that_is_closed(monkeypatch):
    """A process without standard input says so."""
    monkeypatch.setattr(sys, "stdin", None)
    assert reason("-")


def test_a_binary_file_is_named_so(tmp_path):
    """A picture or an archive is no plan, whatever it is called."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
    for name in ("plan.png", "plan.xml", "plan"):
        (tmp_path / name).write_bytes(png)
        with pytest.raises((UnreadableFileError, InvalidFileError), match=name):
            read_lifecycle(tmp_path / name)
    (tmp_path / "plan").write_bytes(png)
    with pytest.raises(InvalidFileError, match="it is a picture"):
        read_lifecycle(tmp_path / "plan")
    with pytest.raises(InvalidFileError, match="it is a picture"):
        read_crosswalk(tmp_path / "plan")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfab", "ab"),
        ("äb".encode(), "äb"),
        ("äb".encode("utf-16"), "äb"),
        (b"\xfe\xff" + "äb".encode("utf-16-be"), "äb"),
    ],
)
def test_text_has_no_mark_in_it(data, text):
    """A byte order mark says the encoding and is no part of the text."""
    assert text_of(data, "a") == text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a\nb\n\xff", "a: line 3: not text in UTF-8"),
        (b"\xff\xfea", "a: line 1: not text in UTF-16"),
    ],
)
def test_what_is_no_text_says_where(data, told):
    """The line of the first bad byte is in the message."""
    with pytest.raises(InvalidFileError) as caught:
        text_of(data, "a")
    assert str(caught.value) == told
