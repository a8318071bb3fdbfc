"""What an SSSOM file says of the whole set, as the heading of a crosswalk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from lifecycle_map.codec import crosswalk_from_plain
from lifecycle_map.errors import InvalidModelError
from lifecycle_map.loading.readers import Reading
from lifecycle_map.loading.sssom_checks import fault_in
from lifecycle_map.loading.sssom_documents import SPARE, Definition, Document
from lifecycle_map.loading.sssom_ends import lifecycle_of
from lifecycle_map.loading.sssom_own import overlaid
from lifecycle_map.loading.sssom_slots import LISTS, SET_SLOTS, in_order, join, places
from lifecycle_map.loading.sssom_terms import (
    BUILT_IN,
    CROSSWALKS,
    LIFECYCLE,
    NO_LICENSE,
    OURS,
    expanded,
    set_id_of,
)
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.properties import properties_of

_PLACES = places(SET_SLOTS)
_FIELDS = ("mapping_set_title", "mapping_set_description")


def check_set(document: Document, reading: Reading) -> None:
    """Tell what the metadata lacks, and what its slots may not hold."""
    for slot in ("mapping_set_id", "license"):
        if slot not in document.slots:
            reading.mend(f"no {slot}, which every set needs; taken as not said", place="metadata")
    for slot, texts in document.slots.items():
        text = join(texts) if slot in LISTS else texts[0]
        fault = fault_in(slot, text, document.prefixes)
        if not fault and len(texts) > 1 and slot in SET_SLOTS and slot not in LISTS:
            fault = f"{len(texts)} values where one is expected"
        if fault:
            line = document.lines.get(slot, 0)
            reading.mend(f"{fault}; kept as it stands", line=line, place=slot)


def heading_of(document: Document, reading: Reading, *, implied: bool) -> Crosswalk:
    """Return a crosswalk without its rows; ``implied`` says that the version needs no telling."""
    ours = {name: slot for slot, name in document.ours().items() if slot in document.slots}
    ends = {end: lifecycle_of(document, end) for end in ("subject", "object")}
    plain: dict[str, Any] = _heading(document, ends)
    told = {name: document.slots[slot][0] for name, slot in ours.items()}
    try:
        whole = _with_own(plain, told)
        whole.setdefault("properties", _by_name(_properties(document, whole, implied=implied)))
        return crosswalk_from_plain(whole)
    except (InvalidModelError, ValueError, KeyError, TypeError) as error:
        shown = " ".join(str(error).split())[:200]
        reading.mend(f"what our own slots hold cannot be taken ({shown}); left out")
    plain["properties"] = _by_name(_properties(document, plain, implied=implied))
    return crosswalk_from_plain(plain)


def _heading(document: Document, ends: dict[str, str]) -> dict[str, Any]:
    """Return what SSSOM's own slots say of the set."""
    subject, object_ = ends["subject"], ends["object"]
    set_id = document.slots.get("mapping_set_id", ("",))[0]
    title, summary = (document.slots.get(slot, ("",))[0] for slot in _FIELDS)
    ours = unquote(set_id.removeprefix(CROSSWALKS)) if set_id.startswith(CROSSWALKS) else ""
    return {
        "key": ours or key_between(subject, object_),
        "name": title or name_between(subject, object_),
        "subject_lifecycle": subject,
        "object_lifecycle": object_,
        "summary": summary,
    }


def key_between(subject: str, object_: str) -> str:
    """Return the key of a crosswalk that says no other."""
    return f"{subject}--{object_}"


def name_between(subject: str, object_: str) -> str:
    """Return the name of a crosswalk that says no other."""
    return f"{subject} to {object_}"


def _with_own(plain: dict[str, Any], told: dict[str, str]) -> dict[str, Any]:
    """Return a heading with what our own slots say; raises ValueError for no valid JSON."""
    own: dict[str, Any] = {"notice": told["notice"]} if "notice" in told else {}
    for name, slot in (("views", "view_list"), ("sources", "source_list")):
        if slot in told:
            own[name] = json.loads(told[slot])
    return overlaid({**plain, **own}, told[SPARE]) if SPARE in told else {**plain, **own}


def _properties(
    document: Document, plain: dict[str, Any], *, implied: bool
) -> Iterator[tuple[str, str]]:
    """Yield what the set says beyond our fields, in the order of the standard."""
    ours = document.ours()
    slots = set(document.slots) - set(ours) - set(_FIELDS)
    for slot in in_order(slots | {"curie_map", "extension_definitions"}, _PLACES):
        texts = document.slots.get(slot, ())
        if slot == "curie_map":
            texts = tuple(_prefixes(document.prefixes))
        elif slot == "extension_definitions":
            texts = tuple(_definitions(document.definitions.values(), document.prefixes))
        if not _is_said(slot, texts, plain, implied=implied):
            for text in texts:
                yield slot, text


def _is_said(slot: str, texts: tuple[str, ...], plain: dict[str, Any], *, implied: bool) -> bool:
    """Return whether a slot says what the crosswalk says without it."""
    if slot == "mapping_set_id":
        return texts == (set_id_of(plain["key"]),)
    if slot == "license":
        return texts == (NO_LICENSE,)
    if slot == "sssom_version":
        return implied and texts == ("1.1",)
    held = plain.get(slot.replace("_source", "_lifecycle")) if slot.endswith("_source") else None
    return held is not None and texts in ((held,), (f"{LIFECYCLE}:{held}",))


def _prefixes(prefixes: dict[str, str]) -> Iterator[str]:
    """Yield the prefixes that are neither built in nor ours."""
    for prefix, base in sorted(prefixes.items()):
        if prefix not in BUILT_IN and not base.startswith(OURS):
            yield f"{prefix}: {base}"


def _definitions(definitions: Iterable[Definition], prefixes: dict[str, str]) -> Iterator[str]:
    """Yield the extensions that are not ours, each as its name, property and type."""
    for each in sorted(definitions, key=lambda definition: definition.name):
        if not expanded(each.property, prefixes).startswith(OURS):
            yield " ".join((each.name, each.property or "-", each.type_hint or "-"))


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for held in properties_of(pairs):
        table.setdefault(held.name, []).append(held.text)
    return table
