"""Packed files: what is damaged, missing or too large is one sentence and no more."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.limits import DEFAULT, Limits
from lifecycle_map.loading.packages import Package


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


SMALL = packed({"a.xml": b"<a/>", "b.xml": b"<b>text</b>" * 100})


def test_parts_are_read_by_name():
    """Each when it is asked for."""
    package = Package(SMALL, "plan.zip", DEFAULT)
    assert package.names == {"a.xml", "b.xml"}
    assert package.read("a.xml") == b"<a/>"
    assert package.read("b.xml") == b"<b>text</b>" * 100


def test_a_part_that_is_missing_is_named():
    """With the file that it is missing in."""
    with pytest.raises(InvalidFileError, match=r"plan\.zip: the part 'c\.xml' is missing"):
        Package(SMALL, "plan.zip", DEFAULT).read("c.xml")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", SMALL[:50], SMALL[: len(SMALL) // 2], b"x" * 100]
)
def test_what_is_no_whole_package_is_refused(data):
    """Cut off, or nothing of the kind."""
    with pytest.raises(InvalidFileError, match="a damaged or truncated ZIP file"):
        Package(data, "plan.zip", DEFAULT)


def test_all_parts_together_may_unpack_to_no_more_than_the_limit():
    """Whatever the file says of their sizes."""
    data = packed({"a": b"0" * 3_000_000, "b": b"0" * 3_000_000})
    assert len(data) < 10_000
    package = Package(data, "plan.zip", Limits(unpacked=5_000_000))
    assert len(package.read("a")) == 3_000_000
    with pytest.raises(
        InvalidFileError, match=r"unpack to over 5,000,000 bytes \(the limit 'unpacked'\), 'b'"
    ):
        package.read("b")


def test_a_part_whose_bytes_are_changed_is_refused():
    """Its sum is another then, or it cannot be unpacked."""
    data = bytearray(packed({"a.xml": b"<a>text</a>"}, zipfile.ZIP_STORED))
    data[data.index(b"text")] = ord("T")
    with pytest.raises(InvalidFileError, match=r"the part 'a\.xml' of the ZIP file is damaged"):
        Package(bytes(data), "plan.zip", DEFAULT).read("a.xml")
    data = bytearray(packed({"a.xml": bytes(range(256)) * 40}))
    data[60:90] = b"\xff" * 30
    with pytest.raises(InvalidFileError, match=r"the part 'a\.xml' of the ZIP file is damaged"):
        Package(bytes(data), "plan.zip", DEFAULT).read("a.xml")


def test_a_way_of_packing_that_is_unknown_is_refused():
    """Its number is that of none."""
    data = bytearray(packed({"a.xml": b"<a/>"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (8 if mark == b"PK\x03\x04" else 10)
        data[at : at + 2] = (77).to_bytes(2, "little")
    with pytest.raises(
        InvalidFileError,
        match=r"the part 'a\.xml' of the ZIP file is damaged or cannot be unpacked: That",
    ):
        Package(bytes(data), "plan.zip", DEFAULT).read("a.xml")


def test_a_part_with_a_password_is_refused():
    """It says that it is packed so."""
    data = bytearray(packed({"a.xml": b"<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(InvalidFileError, match="encrypted"):
        Package(bytes(data), "plan.zip", DEFAULT).read("a.xml")


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255), st.integers(0, 30))
@settings(deadline=None)
def test_any_damage_gives_the_parts_or_our_own_error(at, flip, cut):
    """Wherever it is."""
    data = bytearray(SMALL)
    data[at] ^= flip
    del data[at + 1 : at + 1 + cut]
    try:
        package = Package(bytes(data), "plan.zip", DEFAULT)
        for name in sorted(package.names):
            assert isinstance(package.read(name), bytes)
    except InvalidFileError:
        pass
