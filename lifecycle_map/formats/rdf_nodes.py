"""RDF as a few nodes with what is said of them, before it is written as Turtle or JSON-LD."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from lifecycle_map.loading.rdf_words import PREFIXES


@frozen
class Iri:
    """The name of something: an absolute IRI."""

    text: str


@frozen
class Literal:
    """A text, number, date or truth; ``datatype`` is an IRI, ``language`` a tag."""

    text: str
    datatype: str = ""
    language: str = ""


@frozen
class Sequence:
    """Values in an order: an RDF collection."""

    values: tuple[Value, ...]


@frozen
class Node:
    """What is said of something: predicates (IRIs), each with its values. Without an IRI of its
    own it is a blank node, which stands where it is said.
    """

    iri: str
    facts: tuple[tuple[str, tuple[Value, ...]], ...]


Value: TypeAlias = "Iri | Literal | Sequence | Node"


@frozen(slots=False)
class Graph:
    """Nodes, with the prefixes by which their IRIs may be shortened."""

    prefixes: dict[str, str]
    nodes: tuple[Node, ...]

    @cached_property
    def usable(self) -> dict[str, str]:
        """The prefixes that can be declared, sorted: every parser takes their names."""
        return {k: v for k, v in sorted(self.prefixes.items()) if _PREFIX.fullmatch(k)}

    def shortened(self, iri: str) -> str:
        """Return an IRI with a prefix, where what follows it needs no escapes; else nothing."""
        for prefix, base in self.usable.items():
            local = iri[len(base) :]
            if iri.startswith(base) and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return ""


# What every parser of Turtle and SPARQL takes in a local name, without escapes.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")

XSD = PREFIXES["xsd"]
TYPE = f"{PREFIXES['rdf']}type"
