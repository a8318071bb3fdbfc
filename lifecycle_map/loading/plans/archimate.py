"""ArchiMate models: the files of Archi (``.archimate``), and The Open Group's exchange format.

Every element and every relation of the model is kept, each with its own id and type; what becomes
of each type is in `lifecycle_map.loading.plans.archimate_types`. Folders, organizations and the
drawing of views are left aside; one view can be read instead of the whole model.
"""

from __future__ import annotations

import re

import attrs

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.archimate_archi import ARCHI_NAMESPACES, read_archi
from lifecycle_map.loading.plans.archimate_building import lifecycle_of_model
from lifecycle_map.loading.plans.archimate_exchange import EXCHANGE_NAMESPACES, read_exchange
from lifecycle_map.loading.plans.archimate_packed import holds_model, is_packed, model_in
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, head_of, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle

_NOTHING: frozenset[str] = frozenset()
# Of the drawings only what they show is read, of folders for reading (organizations) nothing.
_WANTED = {
    "child": frozenset({"child", "sourceConnection"}),
    "sourceConnection": frozenset({"sourceConnection"}),
    "node": frozenset({"node", "viewRef"}),
    "connection": _NOTHING,
    "organizations": _NOTHING,
    "organization": _NOTHING,
}
_ASIDE = re.compile(rb"<!--.*?-->|<[?!][^>]*>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?[A-Za-z_][^<>]*>")
_ARCHI = re.compile(
    r"https?://(www\.)?(archimatetool\.com|bolton\.ac\.uk)/archimate\b", re.IGNORECASE
)
_EXCHANGE = re.compile(r"https?://(www\.)?opengroup\.org/xsd/archimate\b", re.IGNORECASE)


def looks_like_archi(data: bytes) -> bool:
    """Return whether the content is a model of Archi, packed or not."""
    return holds_model(data) or bool(_ARCHI.search(_root_of(data)))


def looks_like_exchange(data: bytes) -> bool:
    """Return whether the content is a model in the exchange format of The Open Group."""
    return bool(_EXCHANGE.search(_root_of(data)))


def read_archimate(reading: Reading) -> Lifecycle:
    """Return the lifecycle in an ArchiMate model of either notation.

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no ArchiMate model, and
    `UnknownNameError` for a view that there is not.
    """
    data = model_in(reading) if is_packed(reading.data) else reading.data
    root = parse_xml(data, reading.path, wanted=_WANTED, limits=reading.options.limits)
    if root.tag != "model":
        told = f"no ArchiMate model: the outermost element is <{root.tag[:60]}>, not <model>"
        raise _refusal(reading, root, told)
    if _ARCHI.match(root.namespace):
        _mend_namespace(reading, root, ARCHI_NAMESPACES)
        return lifecycle_of_model(read_archi(root, reading), reading)
    if _EXCHANGE.match(root.namespace):
        _mend_namespace(reading, root, EXCHANGE_NAMESPACES)
        return lifecycle_of_model(read_exchange(root, reading), reading)
    told = f"no ArchiMate model: its namespace is '{root.namespace[:80]}'"
    raise _refusal(reading, root, f"{told}, not {ARCHI_NAMESPACES[0]} or {EXCHANGE_NAMESPACES[0]}")


def _mend_namespace(reading: Reading, root: Node, known: tuple[str, ...]) -> None:
    if root.namespace not in known:
        told = f"the namespace '{root.namespace[:80]}' is none of ArchiMate; read as {known[0]}"
        reading.mend(told, line=root.line)


def _root_of(data: bytes) -> str:
    """Return the start tag of the outermost element, if its head shows it."""
    head = head_of(data)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"archimate" not in head.lower():
        return ""
    root = _ROOT.search(_ASIDE.sub(b"", head))
    return root[0].decode("utf-8", "replace") if root else ""


def _refusal(reading: Reading, root: Node, told: str) -> InvalidFileError:
    return InvalidFileError(reading.path, (Fault(root.tag[:60], told, root.line),))


ARCHIMATE = Reader(
    name="archimate",
    read=read_archimate,
    recognises=looks_like_archi,
    suffixes=(".archimate",),
    about="ArchiMate models of Archi",
)
EXCHANGE = attrs.evolve(
    ARCHIMATE,
    name="archimate-exchange",
    recognises=looks_like_exchange,
    suffixes=(".archimatex",),
    about="ArchiMate models in the exchange format of The Open Group",
)
