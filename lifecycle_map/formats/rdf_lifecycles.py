"""A lifecycle as RDF: a SKOS concept scheme with stable IRIs, and all that our files say of it.

For everybody there are labels, definitions, links and sources in SKOS and Dublin Core; for reading
it back, each key of our files is a predicate of its own, with lists as collections, so that their
order is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lifecycle_map.codec import lifecycle_to_plain
from lifecycle_map.formats.rdf_nodes import (
    TYPE,
    XSD,
    Graph,
    Iri,
    Literal,
    Node,
    Sequence,
    Value,
)
from lifecycle_map.loading.rdf_slots import is_iri
from lifecycle_map.loading.rdf_words import PREFIXES, WORDS, iri_of
from lifecycle_map.loading.sssom_terms import LIFECYCLES, base_of
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link

Fact = tuple[str, tuple[Value, ...]]


def element_iri(ref: Ref) -> str:
    """Return the IRI of an element, or of a lifecycle as a whole; it stays what it is."""
    whole = f"{base_of(ref.lifecycle).removesuffix('/')}"
    return f"{whole}/{_quoted(ref.key)}" if ref.key else whole


def _quoted(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="-._")


def lifecycle_graph(lifecycle: Lifecycle) -> Graph:
    """Return a lifecycle as a concept scheme, followed by its elements in their order."""
    plain = lifecycle_to_plain(lifecycle)
    elements = plain.pop("elements", [])
    names = [Iri(element_iri(lifecycle.ref(element.key))) for element in lifecycle]
    whole = Iri(element_iri(lifecycle.ref()))
    scheme = Node(
        whole.text,
        (
            (TYPE, (Iri(iri_of("skos:ConceptScheme")), Iri(f"{WORDS}Lifecycle"))),
            (iri_of("dcterms:title"), _texts(lifecycle.title)),
            (iri_of("dcterms:description"), _texts(lifecycle.summary)),
            (iri_of("dcterms:rights"), _texts(lifecycle.notice)),
            (iri_of("dcterms:source"), tuple(_addresses(lifecycle, lifecycle.sources))),
            (f"{WORDS}elements", (Sequence(tuple(names)),) if names else ()),
            *_own(plain, lifecycle.key),
        ),
    )
    prefixes = {**PREFIXES, **_prefix(lifecycle.key)}
    pairs = zip(lifecycle, elements, strict=True)
    nodes = (_concept(each, told, lifecycle, whole) for each, told in pairs)
    return Graph(prefixes, (scheme, *nodes))


def _prefix(key: str) -> dict[str, str]:
    free = key not in PREFIXES
    return {"lifecycle": LIFECYCLES, **({key: base_of(key)} if free else {})}


def _concept(element: Element, told: dict[str, Any], lifecycle: Lifecycle, whole: Iri) -> Node:
    kind = told.pop("kind")
    links = {link: lifecycle.outgoing(element.key, link) for link in Link}
    inner = tuple(Iri(element_iri(lifecycle.ref(r.object))) for r in links[Link.CONTAINS])
    parent = lifecycle.parent(element.key)
    cited = [source for source in lifecycle.sources if source.key in element.sources]
    return Node(
        element_iri(lifecycle.ref(element.key)),
        (
            (TYPE, (Iri(iri_of("skos:Concept")), Iri(f"{WORDS}{kind.capitalize()}"))),
            (iri_of("skos:inScheme"), (whole,)),
            (iri_of("skos:notation"), _texts(element.key)),
            (iri_of("skos:prefLabel"), _texts(element.name)),
            (iri_of("skos:altLabel"), tuple(_labels(element))),
            (iri_of("skos:definition"), _texts(element.summary)),
            (iri_of("dcterms:source"), tuple(_addresses(lifecycle, cited))),
            (
                iri_of("dcterms:isPartOf"),
                (Iri(element_iri(lifecycle.ref(parent.key))),) if parent else (),
            ),
            (iri_of("dcterms:hasPart"), inner),
            *(
                (f"{WORDS}{link.value}", tuple(_ends(lifecycle, links[link])))
                for link in Link
                if link is not Link.CONTAINS
            ),
            (f"{WORDS}kind", (Literal(kind),)),
            *_own(told, lifecycle.key),
        ),
    )


def _ends(lifecycle: Lifecycle, relations: Any) -> Iterator[Iri]:
    for key in dict.fromkeys(relation.object for relation in relations):
        yield Iri(element_iri(lifecycle.ref(key)))


def _labels(element: Element) -> Iterator[Literal]:
    for alias in dict.fromkeys(element.aliases):
        yield Literal(alias.text, language=alias.language)


def _addresses(lifecycle: Lifecycle, sources: Any) -> Iterator[Value]:
    for source in sources:
        yield Iri(source.url) if is_iri(source.url) else Literal(source.title)


def _texts(text: str) -> tuple[Literal, ...]:
    return (Literal(text),) if text else ()


def _own(plain: dict[str, Any], lifecycle: str) -> Iterator[Fact]:
    """Yield the keys of our files as predicates."""
    for key, told in plain.items():
        yield f"{WORDS}{key}", (_value(key, told, lifecycle),)


def _value(key: str, told: Any, lifecycle: str) -> Value:
    if key in ("aliases", "properties") and isinstance(told, dict):
        return Sequence(tuple(_pairs(told)))
    if isinstance(told, dict):
        return Node("", tuple(_own(told, lifecycle)))
    if isinstance(told, list | tuple):
        return Sequence(tuple(_value(key, each, lifecycle) for each in told))
    if key == "realises":
        return Iri(element_iri(Ref.parse(told)))
    if key in ("subject", "object"):
        return Iri(element_iri(Ref(lifecycle, told)))
    return literal(told)


def _pairs(table: dict[str, Any]) -> Iterator[Node]:
    """Yield a table whose keys its author chose, as names and texts in their order."""
    for name, told in table.items():
        texts = Sequence(tuple(map(literal, told))) if isinstance(told, list) else literal(told)
        yield Node("", ((f"{WORDS}name", (Literal(name),)), (f"{WORDS}value", (texts,))))


def literal(told: Any) -> Literal:
    """Return a scalar of plain data as a literal."""
    if isinstance(told, bool):
        return Literal("true" if told else "false", f"{XSD}boolean")
    if isinstance(told, int):
        return Literal(str(told), f"{XSD}integer")
    if isinstance(told, float):
        return Literal(repr(told), f"{XSD}double")
    if isinstance(told, datetime):
        return Literal(told.isoformat(), f"{XSD}dateTime")
    return Literal(str(told))
