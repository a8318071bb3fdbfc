"""The plans that MPXJ can turn into MS Project XML: how each is recognised, and what to do else."""

from __future__ import annotations

import re

from attrs import frozen

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATOR = b"@@@@@@@@@@ProjectLibreSeparator_MSXML@@@@@@@@@@"
"""What stands in a file of ProjectLibre between its own objects and the same plan as XML."""

_HEAD = 4096


@frozen
class Kind:
    """A kind of plan: what it is called, how to get it as XML without MPXJ, its suffixes."""

    name: str
    instead: str
    suffixes: tuple[str, ...]


MPP = Kind("a MS Project file", "save it as XML in MS Project", (".mpp", ".mpt"))
MPX = Kind("an MPX file", "open it in MS Project or ProjectLibre and save it as XML", (".mpx",))
POD = Kind("a ProjectLibre file", "save it as MS Project XML in ProjectLibre", (".pod",))
PLANNER = Kind("a plan of Planner", "export it as MS Project XML in Planner", (".planner",))
XER = Kind("a Primavera P6 export", "export it as MS Project XML in Primavera", (".xer", ".pmxml"))
OTHERS = Kind(
    "a plan of another tool",
    "save it as MS Project XML there",
    (".pp", ".fts", ".prx", ".stx", ".cdpx", ".sdef", ".gnt", ".ppx", ".schedule_grid"),
)

KINDS = (MPP, MPX, POD, PLANNER, XER, OTHERS)


def kind_by_content(data: bytes) -> Kind | None:
    """Return the kind of a plan by how it begins, and for MS Project by what is in it."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(OLE2):
        # Excel and Word files begin alike; the name of the program is in those of MS Project.
        return MPP if b"MSProject." in data or _PROPS.search(data) else None
    if head.startswith(b"\xac\xed\0\x05"):
        return POD
    if head.startswith(b"ERMHDR\t") or re.search(rb"<(?:\w+:)?APIBusinessObjects\b", head):
        return XER
    if re.match(rb"MPX[,;\t]", head):
        return MPX
    return PLANNER if re.search(rb"<project\b[^>]*\bmrproject-version=", head) else None


# The names of parts of a MS Project file, as "Props14": two bytes for each letter.
_PROPS = re.compile(b"(?:P\0r\0o\0p\0s\0)(?:9\0|1\x002\0|1\x004\0)")


def kind_by_suffix(suffix: str) -> Kind:
    """Return the kind of a plan by its name."""
    return next((kind for kind in KINDS if suffix.casefold() in kind.suffixes), OTHERS)
