"""What a file is that no reader takes, said so that its owner knows what to do."""

from __future__ import annotations

import re

HEAD = 2**16
"""How many bytes at the beginning are looked at, and at the end of an archive."""

_NO_PLAN = "there is no plan in a picture; read the file that it was made from"
_NONE = "there is no plan in it"
_IN_EXCEL = "open it in Excel and save it as .xlsx"
_TABLE = "save its table as .xlsx or CSV"
_UNPACK = "unpack it, and name a file that was in it"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    # How the file begins (a regular expression), and what it is.
    (rb"%PDF-", "a PDF document: export the plan as XML, .xlsx or CSV where it was made"),
    (rb"\{\\rtf", "an RTF document: put its table into a sheet, and save that as .xlsx or CSV"),
    (rb"BEGIN:VCALENDAR", "an iCalendar file: export the tasks as CSV where it was made"),
    (rb"BEGIN:VCARD", f"a vCard of addresses: {_NONE}"),
    (rb"SQLite format 3\0", "a SQLite database: export the table of tasks as CSV"),
    (rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|II\*\0|MM\0\*|RIFF....WEBP", f"a picture: {_NO_PLAN}"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", f"a compressed file: {_UNPACK}"),
    (rb"7z\xbc\xaf|Rar!|.{257}ustar", f"an archive: {_UNPACK}"),
    (rb"\0\x01\0\0Standard (?:Jet|ACE)", "an Access database: export the table of tasks as CSV"),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE2_PARTS: tuple[tuple[str, str], ...] = (
    # The name of a part of a compound file, and what the file is.
    ("EncryptedPackage", "a document with a password: save it without one"),
    ("Workbook", f"an old Excel workbook (.xls): {_IN_EXCEL}"),
    ("Book", f"an old Excel workbook (.xls): {_IN_EXCEL}"),
    ("WordDocument", f"an old Word document (.doc): {_TABLE}"),
    ("PowerPoint Document", "old PowerPoint slides (.ppt): read the plan that they were made from"),
    ("VisioDocument", f"an old Visio drawing (.vsd): {_NO_PLAN}"),
    ("__properties_version1.0", "an Outlook message (.msg): save its attachment, and read that"),
)
_PACKED: tuple[tuple[bytes, str], ...] = (
    # The name of a file in a ZIP archive, and what the archive is.
    (b"xl/workbook.bin", f"a binary workbook (.xlsb): {_IN_EXCEL}"),
    (b"xl/workbook.xml", "an Excel workbook (.xlsx): save the sheet with the tasks as CSV"),
    (b"word/document.xml", f"a Word document (.docx): {_TABLE}"),
    (b"ppt/presentation.xml", "PowerPoint slides (.pptx): read the plan that they were made from"),
    (b"visio/document.xml", f"a Visio drawing (.vsdx): {_NO_PLAN}"),
    (b"opendocument.spreadsheet", "an OpenDocument sheet (.ods): save it as .xlsx or CSV"),
    (b"opendocument.text", f"an OpenDocument text (.odt): {_TABLE}"),
    (b"", f"a ZIP archive: {_UNPACK}"),
)
_ROOTS: tuple[tuple[str, str], ...] = (
    # How the outermost element of XML begins (a regular expression), and what the file is.
    (r"Workbook\b.*office:spreadsheet", f"an Excel 2003 XML sheet: {_IN_EXCEL}"),
    (r"(?:wordDocument|package)\b.*(?:word|xmlPackage)", f"a Word document as XML: {_TABLE}"),
    (r"(?:mxfile|mxGraphModel)\b", f"a draw.io diagram: {_NO_PLAN}"),
    (r"VisioDocument\b", f"a Visio drawing: {_NO_PLAN}"),
    (r"svg\b", f"an SVG picture: {_NO_PLAN}"),
    (r"html\b", "a web page: download the plan itself, as XML, .xlsx or CSV"),
    (r"(?:XMI|Model)\b.*(?:XMI|xmi|uml)", "a UML model (XMI): export it as BPMN or ArchiMate"),
    (r"project\b.*maven", f"a build file of Maven: {_NONE}"),
    (r"Project\b.*(?:Sdk=|ToolsVersion=|developer/msbuild)", f"a build file of .NET: {_NONE}"),
    (r"map\b.*version=", "a mind map of FreeMind: export it as CSV or an outline in a sheet"),
    (r"opml\b", "an OPML outline: put it into a sheet, and save that as .xlsx or CSV"),
    (r"RDF\b", "RDF: export it as SSSOM or CSV"),
    (r"document\b.*opendocument", "an OpenDocument file as XML: save it as .xlsx or CSV"),
    (r"(?:rss|feed|plist|kml|gpx)\b", f"XML for another purpose: {_NONE}"),
)  # fmt: skip


def kind_of(data: bytes, suffix: str) -> str:
    """Return what a file is and what to do, in words that end a sentence begun with "it is"."""
    for magic, told in _MAGIC:
        if re.match(magic, data[:HEAD], re.DOTALL):
            return told
    if data.startswith(_OLE2):
        return _compound(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        ends = data[:HEAD] + data[-HEAD:]
        return next(told for name, told in _PACKED if name in ends)
    text = _head_of(data)
    if text.lstrip().startswith("<"):
        return _xml(text)
    if "\0" in text:
        return "a binary file"
    return "a format that no reader knows"


def _compound(data: bytes) -> str:
    """Return what an OLE2 compound file is, by the names of the parts in it."""
    for name, told in _OLE2_PARTS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return told
    return "a document of an old Office program: save it in a newer format"


def _head_of(data: bytes) -> str:
    """Return the beginning of a file as text, whatever it is."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data[:HEAD].decode("utf-16" if marked else "utf-8-sig", "replace")


def _xml(text: str) -> str:
    """Return what an XML file is, by its outermost element."""
    bare = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", "", text[:4096], flags=re.DOTALL)
    root = re.search(r"<([A-Za-z_][^<>]{0,1000})", bare)
    if root is None:
        return "XML of a kind that no reader knows"
    begun = " ".join(root[1].split())
    local = re.sub(r"^[\w.-]+:", "", begun)
    for pattern, told in _ROOTS:
        if re.match(pattern, local, re.IGNORECASE):
            return told
    return f"XML of a kind that no reader knows, <{begun[:120]} …>"
