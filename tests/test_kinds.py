"""What a file is that no reader takes is said, with what to do about it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.kinds import kind_of

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def compound(name):
    return OLE2 + name.encode("utf-16-le") + b"\0\0"


def packed(*names, kind=""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        for name in names:
            archive.writestr(name, "x" * 100_000)
    return file.getvalue()


CASES = [
    (b"%PDF-1.7\n", "a PDF document: export the plan as XML"),
    (b"{\\rtf1\\ansi Plan}", "an RTF document"),
    (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "an iCalendar file"),
    (b"SQLite format 3\0" + b"\0" * 90, "a SQLite database"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"\x1f\x8b\x08\0", "a compressed file: unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "an archive: unpack it"),
    (b"plan.xml" + b"\0" * 249 + b"ustar\0", "an archive: unpack it"),
    (b"\0\x01\0\0Standard ACE DB", "an Access database"),
    (compound("Workbook"), "an old Excel workbook (.xls): open it in Excel and save it as .xlsx"),
    (compound("WordDocument"), "an old Word document (.doc)"),
    (compound("EncryptedPackage"), "a document with a password"),
    (compound("VisioDocument"), "an old Visio drawing"),
    (OLE2, "a document of an old Office program"),
    (packed("xl/workbook.bin"), "a binary workbook (.xlsb)"),
    (packed("word/document.xml"), "a Word document (.docx)"),
    (packed("ppt/presentation.xml"), "PowerPoint slides"),
    (packed("visio/document.xml"), "a Visio drawing"),
    (packed("content.xml", kind="application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument sheet"),
    (packed("plan.xml"), "a ZIP archive: unpack it"),
    (
        b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>\r\n<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
        "an Excel 2003 XML sheet: open it in Excel and save it as .xlsx",
    ),
    (b'<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">', "an Excel 2003 XML"),
    (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "a Word document"),
    (b'<mxfile host="app.diagrams.net">', "a draw.io diagram"),
    (b"<!-- a <picture> -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG picture"),
    (b"<!DOCTYPE html>\n<html><body/></html>", "a web page"),
    ('<?xml version="1.0" encoding="UTF-16"?><html/>'.encode("utf-16"), "a web page"),
    (b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">', "a UML model (XMI)"),
    (b'<project xmlns="http://maven.apache.org/POM/4.0.0">', "a build file of Maven"),
    (b'<Project Sdk="Microsoft.NET.Sdk">', "a build file of .NET"),
    (b'<map version="1.0.1"><node TEXT="Plan"/></map>', "a mind map of FreeMind"),
    (b"<rdf:RDF>", "RDF"),
    (b"<opml version='2.0'>", "an OPML outline"),
    (b"<rss version='2.0'>", "XML for another purpose"),
    (b"<other a='1'>", "XML of a kind that no reader knows, <other a='1' …>"),
    (b"<!-- nothing else -->", "XML of a kind that no reader knows"),
    (b"\0\1\2\3", "a binary file"),
    (b"hello", "a format that no reader knows"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "told"), CASES, ids=[told[:30] for _, told in CASES])
def test_a_file_is_named_for_what_it_is(data, told, tmp_path):
    """Common files of other programs are known by content, and refused with what to do."""
    assert kind_of(data, "").startswith(told)
    path = tmp_path / "file.dat"
    path.write_bytes(data)
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path)
    assert str(caught.value).startswith(f"{path}: it is {told}")


@given(st.binary(max_size=300))
def test_every_content_is_something(data):
    """Whatever the bytes, there is an answer on one line."""
    assert "\n" not in kind_of(data, "")
