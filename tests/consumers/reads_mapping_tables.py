"""Crosswalks to edit, through LibreOffice: what comes back is what was sent, and what was edited.

A workbook is opened and saved as another kind of workbook, as a consultant's office does, with a
comment changed, a match overruled, a row added and one deleted on the way; a table of text is
opened (its UTF-8 for the code page of Windows, as happens) and saved as text. Ids, order and
comments are kept.

needs: soffice
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs
import openpyxl
from drawn import EXAMPLE, Tally, counted

import lifecycle_map as lm

AS_TEXT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""LibreOffice's own words for CSV in UTF-8, all cells as they are shown."""


def main() -> None:
    """Send every kind of crosswalk, and see what comes back."""
    tally = Tally()
    values = {
        "prince2--itil": lm.load_crosswalk("prince2--itil"),
        "pm2--itil-4": lm.load_crosswalk("pm2--itil-4"),
        "our-handover": lm.read_crosswalk(EXAMPLE.with_name("our-handover.sssom.tsv")),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for called, value in values.items():
            for suffix, by_way in (("xlsx", "ods"), ("xlsx", "xls"), ("csv", "ods")):
                path = Path(lm.export(value, folder / f"{called}.mapping.{suffix}"))
                back = again(path, by_way, folder)
                what = f"{called}: {suffix}, by way of {by_way}"
                tally.check(what, list(apart(value, lm.read_crosswalk(back))))
        tally.check(
            "what was edited, and nothing else", list(edited(values["prince2--itil"], folder))
        )
    tally.end()


def again(path: Path, by_way: str, folder: Path) -> Path:
    """Return a table that LibreOffice saved as another kind of file, and back."""
    there = converted(path, by_way, folder / "there")
    back = AS_TEXT if path.suffix == ".csv" else path.suffix[1:]
    made = converted(there, back, folder / "back")
    if path.suffix == ".csv":  # a sheet each, called by its name
        made = next((folder / "back").glob(f"{path.stem}-*.csv"))
        target = folder / "back" / path.name
        made.replace(target)
        return target
    return made


def converted(path: Path, kind: str, folder: Path) -> Path:
    """Return what LibreOffice makes of a file."""
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


def apart(sent: lm.Crosswalk, back: lm.Crosswalk) -> Iterator[str]:
    """Yield what is not as it was sent: rows in their order, and what is said of the whole."""
    yield from counted("rows", len(back.correspondences), len(sent.correspondences))
    pairs = zip(sent.correspondences, back.correspondences, strict=False)
    yield from (f"{one.statement}: {two}" for one, two in pairs if one != two)
    whole = [attrs.evolve(each, correspondences=(), warnings=()) for each in (sent, back)]
    yield from [] if whole[0] == whole[1] else [f"the whole: {lm.diff(*whole)}"]


def edited(sent: lm.Crosswalk, folder: Path) -> Iterator[str]:
    """Yield where a workbook that was edited says otherwise than what was sent and edited."""
    path = Path(lm.export(sent, folder / "edited.mapping.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(r for r in sheet.iter_rows() if any(c.value == "subject_id" for c in r))
    column = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    sheet.cell(first, column["comment"]).value = "Agreed in the workshop"
    sheet.cell(first + 1, column["predicate_id"]).value = "skos:closeMatch"
    sheet.delete_rows(first + 2)
    last = first + len(sent.correspondences) - 1
    added = {"subject_id": "prince2-2023:risk-register", "predicate_id": "skos:relatedMatch",
             "object_id": "itil-2011:known-error", "confidence": 0.4,
             "mapping_justification": "semapv:ManualMappingCuration"}  # fmt: skip
    for slot, value in added.items():
        sheet.cell(last, column[slot]).value = value
    book.save(path)
    found = lm.read_crosswalk(again(path, "ods", folder)).correspondences
    rows = [*sent.correspondences[:2], *sent.correspondences[3:]]
    rows[0] = attrs.evolve(rows[0], comment="Agreed in the workshop")
    rows[1] = attrs.evolve(rows[1], match=lm.Match.CLOSE)
    yield from counted("rows", len(found), len(rows) + 1)
    yield from (f"{a} for {b}" for a, b in zip(found, rows, strict=False) if a != b)
    if found[-1].statement != "prince2-2023:risk-register related itil-2011:known-error":
        yield f"the row that was added is {found[-1].statement}"


if __name__ == "__main__":
    main()
