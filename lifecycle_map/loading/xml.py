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

Takers = Mapping[str, Callable[[Node], None]]
"""For the name of an element, who is given each one that has ended."""


HEAD = 65_536
"""How many bytes are looked at to find the outermost element: some declare dozens of namespaces."""

_UTF_16 = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def head_of(data: bytes) -> bytes:
    """Return the beginning of a file in the bytes of UTF-8, by which XML is recognised."""
    head = data[:HEAD]
    coding = next((name for mark, name in _UTF_16 if head.startswith(mark)), "")
    return head.decode(coding, errors="ignore").encode() if coding else head


def parse_xml(
    data: bytes,
    path: str,
    *,
    wanted: Wanted = MappingProxyType({}),
    takers: Takers = MappingProxyType({}),
    folded: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT,
    names: set[str] | None = None,
    qualified: bool = False,
) -> Node:
    """Return the root of an XML file, of some elements only the wanted parts.

    What is not wanted costs no memory: of a task in MS Project XML, a tenth is of use. Elements
    with a taker are handed over when they end, and then forgotten, so that a large file never
    stands in memory as a whole; its root comes without them. Of an element whose parts are
    chosen, the text between them is not kept. Into ``names`` go the local names of all elements
    and attributes that the file has, wanted or not. With ``qualified``, attributes of a namespace
    are called by it and their name (``urn:x colour``), so that those of a vendor are no more taken
    for the format's own. Of an element in ``folded`` only the text is kept, as an attribute of the
    one that it is in.
    Raises `InvalidFileError` with the line for what is not well formed, stops in the middle,
    nests too deep, declares a document type or is in an unknown encoding.
    """
    builder = _Builder(path, wanted, takers, limits.depth)
    builder.qualified, builder.folded = qualified, folded
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InvalidFileError(path, (builder.fault(error, data),)) from None
    except InvalidFileError:
        # What the builder refused is a ValueError too, and has its line already.
        raise
    except (LookupError, ValueError) as error:
        raise InvalidFileError(path, (Fault("", f"no XML that can be read: {error}"),)) from None
    finally:
        builder.let_go()
    if names is not None:
        names.update(name.rpartition(" ")[2] for name in builder.parser.intern)
    assert builder.root is not None, "expat accepts no document without a root"
    return builder.root


class _Builder:
    """Takes the events of expat and builds the tree.

    Its handlers run for each tag of a file, ten million times in a large plan: a name is split
    once for each element that it stands in, and text is asked for only where it is kept.
    """

    __slots__ = (
        "deepest", "folded", "known", "names", "open", "parser", "path", "qualified", "root",
        "skipping", "takers", "texts", "wanted",
    )  # fmt: skip

    def __init__(self, path: str, wanted: Wanted, takers: Takers, deepest: int) -> None:
        self.path = path
        self.deepest = deepest
        self.qualified = False
        self.folded: frozenset[str] = frozenset()
        self.wanted = wanted
        self.takers = takers
        self.root: Node | None = None
        self.open: list[Node] = []
        # The text so far of each open element, None where it is not kept.
        self.texts: list[list[str] | None] = []
        # How deep inside something unwanted.
        self.skipping = 0
        # By the name of an element, its parts' names split in two, None for those not wanted.
        self.known: dict[str, _Names] = {}
        self.names: _Names = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def fault(self, error: expat.ExpatError, data: bytes) -> Fault:
        """Return what expat found, in the user's words."""
        message = expat.ErrorString(error.code)
        at = self.parser.ErrorByteIndex
        if error.code in _CUT_OFF and self.open:
            message = f"the file stops in the middle of <{self.open[-1].tag}>"
        elif error.code == _INVALID_TOKEN and data[at : at + 1] > b"\x7f":
            message = "a byte that is no text in the encoding of the file"
        place = f"column {error.offset + 1}"
        return Fault(place, f"no well-formed XML: {message}", error.lineno)

    def let_go(self) -> None:
        """Part from the parser: the two hold each other, and nothing would free them at once."""
        parser = self.parser
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        try:
            split = self.names[name]
        except KeyError:
            split = self.names[name] = self._split(name)
        if split is None:
            self.skipping = 1
        else:
            self._begin(*split, attributes)

    def _split(self, name: str) -> tuple[str, str] | None:
        """Return the tag and the namespace in a name, None if the part is not wanted."""
        namespace, _, tag = name.rpartition(" ")
        parts = self.wanted.get(self.open[-1].tag) if self.open else None
        return (tag, namespace) if parts is None or tag in parts else None

    def _begin(self, tag: str, namespace: str, attributes: dict[str, str]) -> None:
        opened = self.open
        if len(opened) >= self.deepest:
            self._refuse(f"elements nest more than {self.deepest} deep (the limit 'depth')")
        node = Node(tag, self.parser.CurrentLineNumber, namespace, attributes, "", [])
        if attributes and " " in "".join(attributes):
            node.xsi_type = attributes.get(_XSI_TYPE, "")
            node.attributes = attributes if self.qualified else _plain(attributes)
        if opened:
            opened[-1].parts.append(node)
        else:
            self.root = node
        opened.append(node)
        text: list[str] | None = None if tag in self.wanted else []
        self.texts.append(text)
        self.parser.CharacterDataHandler = None if text is None else text.append
        self.names = self.known.setdefault(tag, {})

    def _end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        node = self.open.pop()
        text = self.texts.pop()
        if text:
            node.text = "".join(text)
        if not self.open:
            return
        above = self.open[-1]
        self.names = self.known[above.tag]
        text = self.texts[-1]
        self.parser.CharacterDataHandler = None if text is None else text.append
        if node.tag in self.folded:
            del above.parts[-1]
            above.attributes[node.tag] = node.text
        if node.tag in self.takers:
            del above.parts[-1]
            self.takers[node.tag](node)

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


_Names = dict[str, tuple[str, str] | None]

_XSI_TYPE = "http://www.w3.org/2001/XMLSchema-instance type"
_INVALID_TOKEN = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_CUT_OFF = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
)
