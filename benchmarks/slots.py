"""What of other people's mapping files is kept when they are read and written again, slot by slot.

``python benchmarks/slots.py FOLDER …`` reads every SSSOM table, every SSSOM metadata file and every
alignment of ontologies in the folders, writes it again in its own notation, and compares the two
without our reader: cells by the module csv, metadata by PyYAML, alignments by ElementTree. A slot
is kept if each mapping still says the same by it, in its row or through the whole set (the standard
propagates some). Then it reads what it wrote in every other notation, and says in which of them the
crosswalk is not the same.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import yaml
from attrs import frozen

import lifecycle_map as lm

NOTATIONS = (
    "sssom.tsv",
    "sssom.json",
    "ttl",
    "jsonld",
    "toml",
    "yaml",
    "mapping.csv",
    "mapping.xlsx",
)
FREE = {"sssom_version", "curie_map"}
"""Slots of a set that the standard lets a writer choose: a version that fits, prefixes in use."""
ALIGNMENT = "{http://knowledgeweb.semanticweb.org/heterogeneity/alignment#}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@frozen(kw_only=True)
class Contents:
    """What a file says, found without our reader: of the set, and of each mapping."""

    of_set: dict[str, Any]
    of_rows: tuple[dict[str, str], ...]


@frozen(kw_only=True)
class Kept:
    """How much of a file is kept: its slots, those of which something is lost, and notations."""

    name: str
    rows: int
    rows_again: int
    slots: tuple[str, ...]
    lost: tuple[str, ...]
    unequal: tuple[str, ...]


def kept(path: Path) -> Kept:
    """Return what is kept of a file; raises `InvalidFileError` for one that is refused."""
    crosswalk = lm.read_crosswalk(path)
    contents, suffix = contents_of(path)
    with tempfile.TemporaryDirectory() as name:
        again = contents(_written(crosswalk, Path(name, f"again.{suffix}")))
        unequal = [each for each in NOTATIONS if not _is_same(crosswalk, Path(name, f"x.{each}"))]
    first = contents(path)
    slots = dict.fromkeys(
        [*(s for row in first.of_rows for s, text in row.items() if text), *first.of_set]
    )
    return Kept(
        name=path.name,
        rows=len(first.of_rows),
        rows_again=len(again.of_rows),
        slots=tuple(slots),
        lost=tuple(slot for slot in slots if _is_lost(slot, first, again)),
        unequal=tuple(unequal),
    )


def contents_of(path: Path) -> tuple[Callable[[Path], Contents], str]:
    """Return what reads a file without us, and the suffix that it is written again with."""
    if path.name.endswith(".rdf"):
        return _of_alignment, "alignment.rdf"
    return (_of_metadata if path.suffix in (".yml", ".yaml") else _of_table), "sssom.tsv"


def _written(crosswalk: lm.Crosswalk, path: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", lm.LeftOutWarning)
        return Path(lm.export(crosswalk, path))


def _is_same(crosswalk: lm.Crosswalk, path: Path) -> bool:
    found = lm.read_crosswalk(_written(crosswalk, path))
    return attrs.evolve(found, warnings=()) == attrs.evolve(crosswalk, warnings=())


def _is_lost(slot: str, first: Contents, again: Contents) -> bool:
    if slot in first.of_set and slot not in FREE and again.of_set.get(slot) != first.of_set[slot]:
        return True
    if slot == "curie_map":
        declared = {**first.of_set[slot], **(again.of_set.get(slot) or {})}
        return declared != first.of_set[slot] | (again.of_set.get(slot) or {})
    pairs = zip(first.of_rows, again.of_rows, strict=False)
    return any(row.get(slot) and row[slot] != _said(slot, same, again) for row, same in pairs)


def _said(slot: str, row: dict[str, str], contents: Contents) -> Any:
    """Return what a mapping says by a slot: in its row, or through its set."""
    return row.get(slot) or contents.of_set.get(slot)


def _of_table(path: Path) -> Contents:
    """Return what csv and PyYAML find in a table."""
    lines = path.read_text("utf-8-sig").split("\n")
    head = [*takewhile(lambda line: line.startswith("#"), lines)]
    text = io.StringIO("\n".join(lines[len(head) :]), newline="")
    rows = csv.DictReader(text, delimiter="\t", restval="")
    said = [{slot: text for slot, text in row.items() if slot} for row in rows]
    metadata = "\n".join(line[1:].rstrip("\t\r") for line in head)
    return Contents(of_set=yaml.safe_load(metadata) or {}, of_rows=tuple(said))


def _of_metadata(path: Path) -> Contents:
    """Return what PyYAML finds in metadata that stand by themselves, or in those of a table."""
    if path.suffix in (".yml", ".yaml"):
        return Contents(of_set=yaml.safe_load(path.read_text("utf-8")), of_rows=())
    return _of_table(path)


def _of_alignment(path: Path) -> Contents:
    """Return what ElementTree finds in an alignment: tags, and of each cell its ends."""
    root = ET.parse(path).getroot()
    name = next(e for e in root.iter() if e.tag.endswith("Alignment"))
    of_set = {_bare(e.tag): _text(e) for e in name if _bare(e.tag) != "map" and _text(e)}
    cells = [cell for cell in root.iter() if _bare(cell.tag) == "Cell"]
    return Contents(of_set=of_set, of_rows=tuple(dict(_of_cell(cell)) for cell in cells))


def _of_cell(cell: ET.Element) -> Iterator[tuple[str, str]]:
    yield "about", cell.get(f"{RDF}about", "")
    for part in cell:
        inner = next(iter(part), part)
        resource = part.get(f"{RDF}resource") or inner.get(f"{RDF}about")
        yield _bare(part.tag), resource or (part.text or "").strip()


def _text(part: ET.Element) -> str:
    """Return the text of a part, or what stands in it: the name of an ontology, and the rest."""
    inner = [e.get(f"{RDF}about") or (e.text or "").strip() for e in part.iter()]
    told = [value for e in part.iter() for key, value in e.items() if _bare(key) in ("name", "uri")]
    return " ".join(filter(None, [*inner, *told]))


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition("#")[2] or tag


def files(folders: list[str]) -> list[Path]:
    """Return the mapping files in some folders."""
    patterns = ("*.sssom.tsv", "*.sssom.yml", "*.rdf")
    return sorted(path for name in folders for p in patterns for path in Path(name).rglob(p))


def main() -> None:
    for path in files(sys.argv[1:]):
        try:
            found = kept(path)
        except lm.LifecycleMapError as error:
            print(f"{path.name}: refused: {error}")
            continue
        count = len(found.slots) - len(found.lost)
        told = [f"lost: {', '.join(found.lost)}"] if found.lost else []
        told += [f"not the same in: {', '.join(found.unequal)}"] if found.unequal else []
        print(f"{found.name}: {found.rows_again} of {found.rows} rows, "
              f"{count} of {len(found.slots)} slots")  # fmt: skip
        print(f"    {', '.join(found.slots)}")
        print("".join(f"    {each}\n" for each in told), end="")


if __name__ == "__main__":
    main()
