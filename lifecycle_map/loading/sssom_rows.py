"""Rows of an SSSOM file as correspondences; those that are none are set aside, whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.loading.sssom_checks import Tally, fault_in, number
from lifecycle_map.loading.sssom_documents import Document, Row
from lifecycle_map.loading.sssom_ends import Side, entity, is_no_term
from lifecycle_map.loading.sssom_own import own_fields, with_spare
from lifecycle_map.loading.sssom_slots import (
    LISTS,
    NUMBERS,
    REFERENCES,
    ROW_SLOTS,
    in_order,
    places,
    split,
)
from lifecycle_map.loading.sssom_terms import (
    LIFECYCLE,
    MATCH_TYPES,
    NO_TERM,
    OLD_NO_TERM,
    PREDICATES,
    denies,
    id_of,
    justification_of,
    match_of,
)
from lifecycle_map.model.asides import ASIDE, as_aside
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.refs import Ref

_LAST = sys.maxsize
BROKEN = "row_not_read"
"""The property that holds a row which lacks what every row needs, as JSON."""

_ENDS = ("subject", "object")
_ALWAYS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "confidence")
_FIELDS = frozenset({"subject_label", "object_label", "comment", "predicate_modifier"})
_PLACES = places(ROW_SLOTS)


@define
class Rows:
    """Reads the rows of one document."""

    document: Document
    tally: Tally
    lifecycles: dict[str, str]
    _sides: dict[str, Side] = field(init=False, factory=dict)
    _slots: list[str] = field(init=False, factory=list)
    _ours: dict[str, str] = field(init=False, factory=dict)
    _faults: dict[tuple[str, str], str] = field(init=False, factory=dict)
    _asides: list[tuple[str, dict[str, str], int]] = field(init=False, factory=list)

    def read(self) -> tuple[list[Correspondence], list[Property]]:
        """Return the correspondences, and what was set aside as properties, broken rows first."""
        self._ours = self.document.ours()
        told = {slot for row in self.document.rows for slot in row.cells}
        self._slots = in_order((told - self._ours.keys() - _FIELDS) | {*_ALWAYS}, _PLACES)
        kept: list[Row] = []
        for row in self.document.rows:
            if self._is_kept(row, len(kept)):
                kept.append(row)
        for end in _ENDS:
            named = (
                entity(r.cells, end) for r in kept if not is_no_term(r.cells.get(f"{end}_id", ""))
            )
            self._sides[end] = Side.of(self.document, end, self.lifecycles[end], named)
        # What stands after all others needs no place.
        asides = [
            Property(reason, as_aside(cells, place if place < len(kept) else None))
            for reason, cells, place in sorted(self._asides, key=lambda each: each[0] != BROKEN)
        ]
        return [self._correspondence(row) for row in kept], asides

    def _is_kept(self, row: Row, place: int) -> bool:
        """Check the cells of a row, and set it aside when it is no correspondence; ``place`` is how
        many were kept before it.
        """
        self._check(row)
        reason = self._reason(row)
        if reason:
            cells = {s: text for s, text in row.cells.items() if not self._names_side(s, text)}
            self._asides.append((reason, cells, place if reason == ASIDE else _LAST))
        return not reason

    def _check(self, row: Row) -> None:
        """Tell what no cell of its slot may hold, each text once."""
        for slot, text in row.cells.items():
            if slot in REFERENCES or slot in NUMBERS:
                bare = text.strip()
                if bare != text and bare:
                    row.cells[slot] = bare
                    self.tally.mend(f"blanks around '{bare[:60]}'; left out", row.line, slot)
            fault = self._fault(slot, row.cells[slot])
            if fault:
                self.tally.mend(f"{fault}; kept as it stands", row.line, slot)
        if "predicate_id" not in row.cells:
            self.tally.mend("no predicate_id; taken as skos:relatedMatch", row.line)
        if not row.cells.keys() & {"mapping_justification", "match_type"}:
            told = "no mapping_justification; taken as semapv:UnspecifiedMatching"
            self.tally.mend(told, row.line)

    def _fault(self, slot: str, text: str) -> str:
        found = self._faults.get((slot, text))
        if found is None:
            found = fault_in(slot, text, self.document.prefixes)
            self._faults[slot, text] = found
        return found

    def _reason(self, row: Row) -> str:
        """Return the property for a row that is no correspondence, told why; nothing if it is."""
        cells = row.cells
        statement = " ".join(cells.get(slot, "nothing")[:80] for slot in _ALWAYS[:3])
        nothing = [is_no_term(cells.get(f"{end}_id", "")) for end in _ENDS]
        missing = [end for end in _ENDS if entity(cells, end) == ("", "")]
        if missing:
            self.tally.mend(f"the row names no {missing[0]}; not read, but kept", row.line)
            return BROKEN
        if cells.get("predicate_modifier"):
            reason = f"'{statement}' is said with the modifier '{cells['predicate_modifier'][:20]}'"
        elif denies(cells.get("predicate_id", ""), self.document.prefixes):
            reason = f"'{statement}' says that the two differ"
        elif all(nothing):
            reason = f"'{statement}' names neither end"
        else:
            return ""
        told = f"{reason}: no correspondence; set aside, and written again to SSSOM"
        self.tally.note(told, 0)
        return ASIDE

    def _correspondence(self, row: Row) -> Correspondence:
        cells = row.cells
        refs = {end: self._ref(row, end) for end in _ENDS}
        match = self._match(row, None in refs.values())
        justification = self._justification(row)
        confidence = number(cells.get("confidence", ""))
        is_share = confidence is not None and not self._fault("confidence", cells["confidence"])
        made = Correspondence(
            subject=refs["subject"],
            match=match,
            object=refs["object"],
            justification=justification,
            confidence=confidence if confidence is not None and is_share else 1.0,
            comment=cells.get("comment", ""),
            subject_label=cells.get("subject_label", ""),
            object_label=cells.get("object_label", ""),
            properties=properties_of(self._properties(cells, refs, match, justification)),
            **own_fields(cells, self._ours, self.tally, row.line),
        )
        return with_spare(made, cells, self._ours, self.tally, row.line)

    def _ref(self, row: Row, end: str) -> Ref | None:
        text, label = entity(row.cells, end)
        if text == OLD_NO_TERM:
            self.tally.note(f"'{OLD_NO_TERM}' is what {NO_TERM} once was; taken as that", 0)
        if is_no_term(text):
            return None
        if not text and row.cells.get(f"{end}_type") != "rdfs literal":
            told = f"no {end}_id; its label '{label[:60]}' stands for it"
            self.tally.mend(told, row.line)
        return self._sides[end].ref((text, label))

    def _match(self, row: Row, is_none: bool) -> Match:
        predicate = row.cells.get("predicate_id", "")
        found = match_of(predicate, self.document.prefixes)
        if found is None and predicate:
            told = f"the predicate '{predicate[:80]}' is no SKOS match; taken as related, and kept"
            self.tally.note(told, 0)
        return Match.NONE if is_none else found or Match.RELATED

    def _justification(self, row: Row) -> Justification:
        term = row.cells.get("mapping_justification", "")
        if not term and "match_type" in row.cells:
            term = MATCH_TYPES.get(row.cells["match_type"], "")
            row.cells["mapping_justification"] = term
            if not term:
                self.tally.mend(f"no match_type '{row.cells['match_type'][:60]}'; kept", row.line)
        found = justification_of(term)
        if found is None and term and not self._fault("mapping_justification", term):
            told = f"'{term[:80]}' is no justification of SSSOM; taken as unspecified, and kept"
            self.tally.mend(told, row.line)
        return found or Justification.UNSPECIFIED

    def _properties(
        self,
        cells: dict[str, str],
        refs: dict[str, Ref | None],
        match: Match,
        justification: Justification,
    ) -> Iterator[tuple[str, str]]:
        """Yield what a row says beyond our fields, and what they would not say word for word."""
        said = {
            "subject_id": _said(refs["subject"]),
            "object_id": _said(refs["object"]),
            "predicate_id": PREDICATES[match],
            "mapping_justification": justification.value,
        }
        for slot in self._slots:
            text = cells.get(slot, "")
            if slot in said:
                if text != said[slot] and (text or slot in ("subject_id", "object_id")):
                    yield slot, text
            elif slot == "confidence":
                if not text or self._fault(slot, text):
                    yield slot, text
            elif text and not self._names_side(slot, text) and not _is_old(slot, text):
                for value in split(text) if slot in LISTS else (text,):
                    yield slot, value

    def _names_side(self, slot: str, text: str) -> bool:
        """Return whether a cell says which of our lifecycles a side is, which the side does."""
        end = slot.removesuffix("_source")
        held = self.lifecycles.get(end) if slot.endswith("_source") else None
        return held is not None and text in (held, f"{LIFECYCLE}:{held}")


def _said(ref: Ref | None) -> str:
    return NO_TERM if ref is None else id_of(ref)


def _is_old(slot: str, text: str) -> bool:
    """Return whether a cell holds what its justification says by now."""
    return slot == "match_type" and text in MATCH_TYPES
