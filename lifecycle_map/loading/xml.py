"""XML read safely: no entities, no outside references, limits on depth, a line for each node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NoReturn
from xml.parsers import expat

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.limits import DEFAULT, Limits


@define
class Node:
    """An element of an XML file: local name, namespace, attributes, own text, parts, and line.

    ``attributes`` has local names; of two with one name, the one without a namespace is kept.
    ``xsi_type`` is what ``xsi:type`` says, which stands beside an own ``type`` in some formats.
    """

    tag: str
    line: int
    namespace: str = ""
    attributes: dict[str, str] = field(factory=dict)
    text: str = ""
    parts: list[Node] = field(factory=list)
    xsi_type: str = ""

    def all(self, tag: str) -> Iterator[Node]:
        """Yield the parts with this name."""
        return (part for part in self.parts if part.tag == tag)

    def first(self, tag: str) -> Node | None:
        """Return the first part with this name, if any."""
        return next(self.all(tag), None)

    def value(self, tag: str) -> str:
        """Return the text of the first part with this name, or an empty text."""
        found = self.first(tag)
        return "" if found is None else found.text


Wanted = Mapping[str, frozenset[str]]
"""For the name of an element, the names of the parts of it that are kept; without: all."""
Taken = Mapping[str, Callable[[Node], None]]
"""For the name of an element, who takes each when it is complete; it is not kept then."""


def parse_xml(
    data: bytes,
    path: str,
    *,
    wanted: Wanted = MappingProxyType({}),
    taken: Taken = MappingProxyType({}),
    folded: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT,
    qualified: bool = False,
) -> Node:
    """Return the root of an XML file, of some elements only the wanted parts.

    What is not wanted costs no memory: of a task in MS Project XML, a tenth is of use. With
    ``qualified``, attributes of a namespace are called by it and their name (``urn:x colour``), so
    that those of a vendor are no more taken for the format's own. With ``taken``, elements are
    handed over one by one, so that of a long file only what is made of them costs memory. Of an
    element in ``folded`` only the text is kept, as an attribute of the one that it is in.
    Raises `InvalidFileError` with the line for what is not well formed, stops in the middle,
    nests too deep, declares a document type or is in an unknown encoding.
    """
    builder = _Builder(path, wanted, limits.depth, qualified)
    builder.taken, builder.folded = taken, folded
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InvalidFileError(path, (builder.fault(error, data),)) from None
    except InvalidFileError:
        # What the builder refused is a ValueError too, and has its line already.
        raise
    except (LookupError, ValueError) as error:
        raise InvalidFileError(path, (Fault("", f"no XML that can be read: {error}"),)) from None
    assert builder.root is not None, "expat accepts no document without a root"
    return builder.root


class _Builder:
    """Takes the events of expat and builds the tree."""

    def __init__(self, path: str, wanted: Wanted, deepest: int, qualified: bool) -> None:
        self.path = path
        self.taken: Taken = {}
        self.folded: frozenset[str] = frozenset()
        self.folding = ""
        self.deepest = deepest
        self.qualified = qualified
        self.wanted = wanted
        self.root: Node | None = None
        self.open: list[Node] = []
        self.texts: list[list[str]] = []
        self.skipping = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def fault(self, error: expat.ExpatError, data: bytes) -> Fault:
        """Return what expat found, in the user's words."""
        message = expat.ErrorString(error.code)
        if error.code in _CUT_OFF and self.open:
            message = f"the file stops in the middle of <{self.open[-1].tag}>"
        elif error.code == _INVALID_TOKEN and data[self.parser.ErrorByteIndex :][:1] > b"\x7f":
            message = "a byte that is no text in the encoding of the file"
        place = f"column {error.offset + 1}"
        return Fault(place, f"no well-formed XML: {message}", error.lineno)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if self.skipping or self.folding or not self._is_wanted(tag):
            self.skipping += 1
            return
        if tag in self.folded and self.open:
            self.folding = tag
            self.texts.append([])
            return
        if len(self.open) >= self.deepest:
            self._refuse(f"elements nest more than {self.deepest} deep (the limit 'depth')")
        node = Node(tag, self.parser.CurrentLineNumber, namespace, attributes)
        if " " in "".join(attributes):
            node.xsi_type = attributes.get(_XSI_TYPE, "")
            node.attributes = attributes if self.qualified else _plain(attributes)
        if self.open:
            self.open[-1].parts.append(node)
        else:
            self.root = node
        self.open.append(node)
        self.texts.append([])

    def _is_wanted(self, tag: str) -> bool:
        if not self.open:
            return True
        parts = self.wanted.get(self.open[-1].tag)
        return parts is None or tag in parts

    def _end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        if self.folding:
            self.open[-1].attributes.setdefault(self.folding, "".join(self.texts.pop()))
            self.folding = ""
            return
        node = self.open.pop()
        node.text = "".join(self.texts.pop())
        take = self.taken.get(node.tag)
        if take is not None and self.open:
            self.open[-1].parts.pop()
            take(node)

    def _characters(self, text: str) -> None:
        if not self.skipping and self.texts:
            self.texts[-1].append(text)

    def _doctype(self, *_: object) -> None:
        self._refuse(
            "it declares a document type (DOCTYPE), which plans do not need and attacks do"
        )

    def _refuse(self, message: str) -> NoReturn:
        fault = Fault("", message, self.parser.CurrentLineNumber)
        raise InvalidFileError(self.path, (fault,))


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes by their local names; of two with one name, the plain one."""
    plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    plain.update((key, value) for key, value in attributes.items() if " " not in key)
    return plain


_XSI_TYPE = "http://www.w3.org/2001/XMLSchema-instance type"
_INVALID_TOKEN = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_CUT_OFF = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
)
