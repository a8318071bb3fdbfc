"""SSSOM as JSON: what stands in the slots is the same as in a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import parse_json
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sssom import crosswalk_from
from lifecycle_map.loading.sssom_documents import Definition, Document, Row
from lifecycle_map.loading.sssom_sets import check_set
from lifecycle_map.loading.sssom_slots import LISTS, RENAMED, join
from lifecycle_map.loading.sssom_terms import BUILT_IN
from lifecycle_map.model.crosswalks import Crosswalk

_STRUCTURE = ("@context", "@type", "curie_map", "extension_definitions", "mappings")
_USUAL = {
    "dcterms": "http://purl.org/dc/terms/",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
}
"""Prefixes that the context of every such file has."""
_PARTING = ("/", "#", "_", "=", ":")


def looks_like_sssom_json(data: bytes) -> bool:
    """Return whether the content is a JSON object with mappings at its top."""
    if b'"mappings"' not in data or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        # What is no JSON is told with its place by the reader, if it seems to be such a file.
        return b'"mapping_set_id"' in data and b'"correspondences"' not in data
    return isinstance(plain, dict) and "mappings" in plain and "correspondences" not in plain


def read_sssom_json(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a file of SSSOM/JSON; raises `InvalidFileError`."""
    plain = parse_json(reading.data, reading.path)
    if not isinstance(plain, dict) or not isinstance(plain.get("mappings"), list):
        told = "no object with a list of mappings"
        raise InvalidFileError(reading.path, (Fault("", told, 1),))
    document = Document(prefixes=_prefixes(plain), definitions=dict(_definitions(plain, reading)))
    for slot, told in _told(plain, "", reading):
        if slot not in _STRUCTURE and told:
            document.slots[slot] = told
    document.rows = [*_rows(plain["mappings"], reading)]
    check_set(document, reading)
    return crosswalk_from(document, reading)


def _rows(mappings: list[Any], reading: Reading) -> Iterator[Row]:
    for number, each in enumerate(mappings):
        place = f"mappings[{number}]"
        if not isinstance(each, dict):
            reading.mend("it is no object; left out", place=place)
            continue
        told = _told(each, place, reading)
        cells = {s: join(texts) if s in LISTS else texts[0] for s, texts in told if texts}
        yield Row(0, {slot: text for slot, text in cells.items() if text and slot[0] != "@"})


def _told(plain: dict[str, Any], place: str, reading: Reading) -> Iterator[tuple[str, Any]]:
    """Yield what an object says, by slot, as texts; nothing for null."""
    for name, told in plain.items():
        if not place and name in _STRUCTURE:
            continue
        values = told if isinstance(told, list) else [told]
        texts = tuple(_text(v) for v in values if v is not None and v != "")
        if len(texts) > 1 and place and name not in LISTS:
            reading.mend(f"{len(texts)} values where one is expected; joined", place=place)
            texts = (" | ".join(texts),)
        clean = tuple(reading.text(text, place=f"{place}.{name}".lstrip(".")) for text in texts)
        yield RENAMED.get(name, name), clean


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(float(value)).removesuffix(".0")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _prefixes(plain: dict[str, Any]) -> dict[str, str]:
    """Return the prefixes: of the map where there is one, else of the context."""
    declared = plain.get("curie_map")
    if isinstance(declared, dict):
        found = declared
    else:
        context = plain.get("@context")
        found = context if isinstance(context, dict) else {}
    pairs = ((name, base.get("@id", "") if isinstance(base, dict) else base)
             for name, base in found.items())  # fmt: skip
    bases = {n: b for n, b in pairs if isinstance(b, str) and n[:1] != "@"}
    if found is declared:
        return {n: b for n, b in bases.items() if BUILT_IN.get(n) != b}
    # A context also says what slots are: their IRIs end in no sign that parts names.
    known = {**BUILT_IN, **_USUAL}
    return {n: b for n, b in bases.items() if known.get(n) != b and b.endswith(_PARTING)}


def _definitions(plain: dict[str, Any], reading: Reading) -> Iterator[tuple[str, Definition]]:
    listed = plain.get("extension_definitions") or []
    for each in listed if isinstance(listed, list) else []:
        parts = each if isinstance(each, dict) else {}
        texts = [parts.get(k) or "" for k in ("slot_name", "property", "type_hint")]
        if texts[0] and all(isinstance(text, str) for text in texts):
            yield texts[0], Definition(*texts)
        else:
            reading.mend("an extension that is not declared as it should be; left out")


SSSOM_JSON = Reader(
    name="sssom-json",
    read=read_sssom_json,
    recognises=looks_like_sssom_json,
    suffixes=(".sssom.json",),
    about="SSSOM as JSON",
)
