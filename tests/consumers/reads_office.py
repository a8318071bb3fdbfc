"""Check lists in Word and Excel, opened and saved anew by LibreOffice, which drops what it cannot
read: every cell, the headings, the boxes and the checks have to be there afterwards.

needs: soffice pdftotext
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

BOX = "☐"


def main(samples: Path) -> int:
    """Look at every workbook and document."""
    books, documents = sorted(samples.glob("*.xlsx")), sorted(samples.glob("*.docx"))
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        converted(out, "csv:Text - txt - csv (StarCalc):44,34,76,1", books)
        converted(out, "xlsx", books)
        converted(out, "docx", documents)
        converted(out, "pdf", [*books, *documents])
        for path in books:
            faults += [f"{path.name}: {fault}" for fault in of_book(path, out)]
        for path in documents:
            faults += [f"{path.name}: {fault}" for fault in of_document(path, out)]
        faults += [f"{p.name}: no page of it" for p in (*books, *documents) if not printed(p, out)]
    print("".join(f"  {fault}\n" for fault in faults), end="")
    print(f"  {len(books)} workbooks, {len(documents)} documents, {len(faults)} faults")
    return 1 if faults or not books or not documents else 0


def converted(out: Path, kind: str, paths: list[Path]) -> None:
    """Let LibreOffice open some files and save them as another kind, each by its own name."""
    profile = f"-env:UserInstallation=file://{out.resolve()}/profile"
    for suffix in sorted({path.suffix for path in paths}):
        where = out / kind.partition(":")[0] / suffix[1:]
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(where)]
        files = [str(path) for path in paths if path.suffix == suffix]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)


def of_book(path: Path, out: Path) -> list[str]:
    """Return what LibreOffice made of a workbook otherwise than it stands in it."""
    ours = load_workbook(path).worksheets[0]
    anew = load_workbook(out / "xlsx" / "xlsx" / path.name).worksheets[0]
    with open(out / "csv" / "xlsx" / f"{path.stem}.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    held = [[str(cell.value or "") for cell in row] for row in ours.iter_rows()]
    faults = [
        f"row {number}: {ours_} is read as {theirs}"
        for number, (ours_, theirs) in enumerate(zip(held, rows, strict=False), 1)
        if ours_ != theirs
    ]
    faults += [] if len(held) == len(rows) else [f"{len(held)} rows, but {len(rows)} are read"]
    kinds = {rule.type for rule in anew.data_validations.dataValidation}
    return faults + ([] if kinds == {"list", "date"} else [f"checks on cells: {kinds}"])


def of_document(path: Path, out: Path) -> list[str]:
    """Return what LibreOffice dropped of a document."""
    ours, anew = Document(str(path)), Document(str(out / "docx" / "docx" / path.name))
    faults = [
        f"{what}: {mine} became {theirs}"
        for what, mine, theirs in (
            ("headings", headings(ours), headings(anew)),
            ("tables", cells(ours), cells(anew)),
        )
        if mine != theirs
    ]
    boxes = [count(each, "<w14:checkbox>") for each in (path, out / "docx" / "docx" / path.name)]
    return faults + ([] if boxes[0] == boxes[1] > 0 else [f"boxes to tick: {boxes}"])


def headings(document: Document) -> list[str]:
    """Return the texts of the headings."""
    return [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]


def cells(document: Document) -> list[list[str]]:
    """Return the texts of all cells, row by row."""
    rows = (row for table in document.tables for row in table.rows)
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in rows]


def count(path: Path, tag: str) -> int:
    """Return how often a tag stands in the text of a document."""
    with zipfile.ZipFile(path) as file:
        return file.read("word/document.xml").decode().count(tag)


def printed(path: Path, out: Path) -> bool:
    """Return whether the pages hold the points of the check list."""
    pdf = out / "pdf" / path.suffix[1:] / f"{path.stem}.pdf"
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    text = done.stdout.decode()
    return all(word in text for word in ("GAP-R1", "N45", BOX))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
