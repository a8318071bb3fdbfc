"""Alignments in RDF/XML as the Ontology Alignment Evaluation Initiative has them (Alignment API).

A cell says what of two ontologies matches, by a sign and a measure. What our model has no field for
(the level, the method, where the ontologies are, ids of cells, other relations) is kept as
properties, and slots of SSSOM may stand beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.oaei_words import CURIE_MAP, DEFINITIONS, FLOAT, OWN, USUAL, predicate_of
from lifecycle_map.loading.rdf_slots import IRI, cell_of, declare, is_iri
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sssom import crosswalk_from
from lifecycle_map.loading.sssom_checks import number
from lifecycle_map.loading.sssom_documents import Definition, Document, Row
from lifecycle_map.loading.sssom_slots import LISTS, split
from lifecycle_map.loading.sssom_terms import BUILT_IN, LIFECYCLES
from lifecycle_map.loading.xml import Node, head_of, parse_xml
from lifecycle_map.model.crosswalks import Crosswalk

_ALIGNMENT = re.compile(rb"knowledgeweb\.semanticweb\.org/heterogeneity/alignment")
_SLOTS = BUILT_IN["sssom"]
# Old files of the Alignment API name a document type beside them. It is never fetched, and one that
# declares nothing itself can do no harm; what follows keeps its line.
_NAMED_TYPE = re.compile(rb"""<!DOCTYPE\s+[\w:.-]+\s+SYSTEM\s*(?:"[^"]*"|'[^']*')\s*>""")


def looks_like_oaei(data: bytes) -> bool:
    """Return whether an XML file names the vocabulary of alignments in its head."""
    head = head_of(data)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_ALIGNMENT.search(head))


def read_oaei(reading: Reading) -> Crosswalk:
    """Return the crosswalk in an alignment; raises `InvalidFileError` with the line."""
    data = _NAMED_TYPE.sub(lambda m: b"\n" * m[0].count(b"\n"), reading.data, count=1)
    root = parse_xml(data, reading.path, limits=reading.options.limits)
    found = root if root.tag == "Alignment" else root.first("Alignment")
    if found is None:
        told = "no Alignment in it"
        raise InvalidFileError(reading.path, (Fault("", told, root.line),))
    document = Document()
    _read_set(found, document, reading)
    cells = [cell for part in found.all("map") for cell in part.all("Cell")]
    named = [(cell, _entity(cell, "entity1"), _entity(cell, "entity2")) for cell in cells]
    for _, *ends in named:
        for iri in ends:
            if is_iri(iri):
                declare(iri, document.prefixes)
    document.rows = [_row(*each, document.prefixes, reading) for each in named]
    return crosswalk_from(document, reading)


def _read_set(found: Node, document: Document, reading: Reading) -> None:
    """Take what is said of the whole."""
    about = found.attributes.get("about") or "urn:x-mapping-set:oaei"
    document.slots["mapping_set_id"] = (about,)
    for part in found.parts:
        if part.tag in ("onto1", "onto2"):
            document.slots.update(_ontology(part))
        elif part.namespace == _SLOTS and part.tag == CURIE_MAP:
            document.prefixes.update(_json(part.text))
        elif part.namespace == _SLOTS and part.tag == DEFINITIONS:
            document.definitions.update({d[0]: Definition(*d) for d in _lists(part.text)})
        elif part.tag != "map" and part.parts:
            reading.note(f"what stands in <{part.tag}> is left out", line=part.line)
        elif part.tag != "map" and part.text:
            if part.namespace != _SLOTS and USUAL.get(part.tag) == part.text.strip():
                continue
            slot = part.tag if part.namespace == _SLOTS else f"{OWN}{part.tag}"
            document.slots[slot] = split(part.text) if slot in LISTS else (part.text,)


def _ontology(part: Node) -> dict[str, tuple[str, ...]]:
    """Return what is said of one side: its name, where it is, in which language."""
    name, inner = f"{OWN}{part.tag}", part.first("Ontology")
    if inner is None:
        return {name: (part.text.strip(),)} if part.text.strip() else {}
    formalism = inner.first("formalism")
    language = formalism.first("Formalism") if formalism else None
    told = {
        name: inner.attributes.get("about", ""),
        f"{name}_location": inner.value("location"),
        f"{name}_formalism": language.attributes.get("name", "") if language else "",
        f"{name}_formalism_uri": language.attributes.get("uri", "") if language else "",
    }
    # What stands for one of our lifecycles is what the writer says where a file does not.
    return {s: (text,) for s, text in told.items() if text and not text.startswith(LIFECYCLES)}


def _entity(cell: Node, tag: str) -> str:
    part = cell.first(tag)
    if part is None:
        return ""
    inner = part.parts[0].attributes.get("about", "") if part.parts else part.text.strip()
    return part.attributes.get("resource") or inner


def _row(cell: Node, first: str, second: str, prefixes: dict[str, str], reading: Reading) -> Row:
    """Return a cell of an alignment as the cells of a mapping."""
    told = dict(_told(cell, reading))
    sign = cell.value("relation").strip() or "="
    measure = cell.value("measure").strip()
    cells = {
        "subject_id": cell_of("subject_id", [(first, IRI)], prefixes) if first else "",
        "predicate_id": predicate_of(sign),
        "object_id": cell_of("object_id", [(second, IRI)], prefixes) if second else "",
        "mapping_justification": "semapv:UnspecifiedMatching",
        "confidence": measure,
        f"{OWN}cell": cell.attributes.get("about") or cell.attributes.get("id", ""),
        f"{OWN}relation": "" if sign in _PLAIN else sign,
        f"{OWN}measure": measure if _is_other(measure) else "",
        f"{OWN}datatype": _datatype(cell),
        **told,
    }
    return Row(cell.line, {slot: text for slot, text in cells.items() if text})


_PLAIN = ("=", "<", ">", "~", "?")


def _is_other(measure: str) -> bool:
    """Return whether a measure is written as we would not write it."""
    found = number(measure)
    return bool(measure) and (found is None or repr(found) != measure)


def _datatype(cell: Node) -> str:
    part = cell.first("measure")
    told = part.attributes.get("datatype", "") if part else ""
    return "" if told in ("", FLOAT, "xsd:float") else told


def _told(cell: Node, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what else a cell says: slots of SSSOM, and annotations of the Alignment API."""
    for part in cell.parts:
        if part.tag in ("entity1", "entity2", "relation", "measure") and part.namespace != _SLOTS:
            continue
        if part.parts:
            reading.note(f"what stands in <{part.tag}> of a cell is left out", line=part.line)
        elif part.text or part.namespace == _SLOTS:
            yield (part.tag if part.namespace == _SLOTS else f"{OWN}{part.tag}"), part.text


def _json(text: str) -> dict[str, str]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    is_table = isinstance(plain, dict) and all(isinstance(v, str) for v in plain.values())
    return plain if is_table else {}


def _lists(text: str) -> list[list[str]]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rows = plain if isinstance(plain, list) else []
    return [r for r in rows if isinstance(r, list) and len(r) in (1, 2, 3) and all(
        isinstance(t, str) for t in r)]  # fmt: skip


OAEI = Reader(
    name="oaei",
    read=read_oaei,
    recognises=looks_like_oaei,
    suffixes=(".alignment.rdf",),
    about="alignments of ontologies (Alignment API, OAEI)",
)
