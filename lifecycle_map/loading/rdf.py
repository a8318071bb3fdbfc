"""RDF as Turtle and JSON-LD: lifecycles and crosswalks, read with the extra ``[rdf]`` (rdflib)."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from lifecycle_map.errors import Fault, InvalidFileError, MissingExtraError
from lifecycle_map.loading.native import NO_LIFECYCLE, parse_json
from lifecycle_map.loading.rdf_documents import document_in, has_mappings
from lifecycle_map.loading.rdf_lifecycles import has_lifecycle, lifecycle_in_graph
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sources import text_of
from lifecycle_map.loading.sssom import crosswalk_from
from lifecycle_map.loading.sssom_sets import check_set
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

_TURTLE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+\n)*+(?:@prefix|@base|PREFIX\s|BASE\s)")
_LINKED = re.compile(rb'"@(?:context|graph|id)"\s*:')


def looks_like_turtle(data: bytes) -> bool:
    """Return whether the first line that says something declares a prefix as Turtle does."""
    return bool(_TURTLE.match(data))


def looks_like_jsonld(data: bytes) -> bool:
    """Return whether the content is a JSON object with the keys of JSON-LD at its top."""
    keys = top_keys(data) if _LINKED.search(data) else set[str]()
    return bool(keys & {"@context", "@graph", "@id"}) and "mappings" not in keys


def top_keys(data: bytes) -> set[str]:
    """Return the keys of a JSON object; none for what is no such object."""
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return set()
    return set(plain) if isinstance(plain, dict) else set()


def _graph(reading: Reading, format: str) -> Any:
    """Return what a file holds as a graph of rdflib; raises `InvalidFileError`."""
    try:
        import rdflib
    except ImportError:
        instead = "SSSOM as TSV or JSON, or the package's own files"
        raise MissingExtraError("reading RDF", "rdf", instead) from None
    plain = parse_json(reading.data, reading.path) if format == "json-ld" else {}
    _refuse_addresses(plain, reading.path)
    text = text_of(reading.data, reading.path)
    graph = rdflib.Graph(bind_namespaces="none")
    try:
        # The parser of JSON-LD warns of what it itself uses of rdflib.
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            graph.parse(data=text, format=format, publicID="urn:x-file:")
    except (SyntaxError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        line = getattr(error, "lines", None)
        told = getattr(error, "_why", None) or " ".join(str(error).split())
        fault = Fault("", f"no valid {format}: {told[:200]}", line + 1 if line is not None else 0)
        raise InvalidFileError(reading.path, (fault,)) from None
    _bind(graph, plain)
    return graph


def _refuse_addresses(plain: Any, path: str) -> None:
    """Refuse a context that would have to be fetched: reading a file asks nobody anything."""
    for context in _contexts(plain):
        for each in context if isinstance(context, list) else [context]:
            if isinstance(each, str) or (isinstance(each, dict) and "@import" in each):
                told = f"its @context is at an address ({str(each)[:80]}); write it into the file"
                raise InvalidFileError(path, (Fault("@context", told),))


def _bind(graph: Any, plain: Any) -> None:
    """Give a graph the prefixes of the context that heads a file."""
    context = plain.get("@context") if isinstance(plain, dict) else None
    for name, told in context.items() if isinstance(context, dict) else ():
        base = told.get("@id") if isinstance(told, dict) and told.get("@prefix") else told
        if isinstance(base, str) and name[:1] != "@" and base.endswith(("/", "#", "_", ":")):
            graph.bind(name, base)


def _contexts(plain: Any) -> Iterator[Any]:
    waiting = [plain]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if "@context" in node:
                yield node["@context"]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _lifecycle(reading: Reading, format: str) -> Lifecycle:
    graph = _graph(reading, format)
    if not has_lifecycle(graph) and has_mappings(graph):
        raise InvalidFileError(reading.path, (NO_LIFECYCLE,))
    return lifecycle_in_graph(graph, reading)


def _crosswalk(reading: Reading, format: str) -> Crosswalk:
    document = document_in(_graph(reading, format), reading)
    check_set(document, reading)
    return crosswalk_from(document, reading)


def read_turtle(reading: Reading) -> Lifecycle:
    """Return the lifecycle in a file of Turtle; raises `InvalidFileError`."""
    return _lifecycle(reading, "turtle")


def read_jsonld(reading: Reading) -> Lifecycle:
    """Return the lifecycle in a file of JSON-LD; raises `InvalidFileError`."""
    return _lifecycle(reading, "json-ld")


def read_turtle_crosswalk(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a file of Turtle; raises `InvalidFileError`."""
    return _crosswalk(reading, "turtle")


def read_jsonld_crosswalk(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a file of JSON-LD; raises `InvalidFileError`."""
    return _crosswalk(reading, "json-ld")


TURTLE = Reader(
    name="turtle",
    read=read_turtle,
    recognises=looks_like_turtle,
    suffixes=(".ttl",),
    about="lifecycles that this package wrote as Turtle (extra [rdf])",
)
JSONLD = Reader(
    name="jsonld",
    read=read_jsonld,
    recognises=looks_like_jsonld,
    suffixes=(".jsonld",),
    about="lifecycles that this package wrote as JSON-LD (extra [rdf])",
)
TURTLE_CROSSWALK = Reader(
    name="turtle",
    read=read_turtle_crosswalk,
    recognises=looks_like_turtle,
    suffixes=(".ttl",),
    about="mappings as Turtle: SSSOM's RDF, or SKOS alone (extra [rdf])",
)
JSONLD_CROSSWALK = Reader(
    name="jsonld",
    read=read_jsonld_crosswalk,
    recognises=looks_like_jsonld,
    suffixes=(".jsonld",),
    about="mappings as JSON-LD: SSSOM's RDF, or SKOS alone (extra [rdf])",
)
