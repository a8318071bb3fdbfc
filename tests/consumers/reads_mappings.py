"""Our mappings in sssom-py, sssom-pydantic and rdflib: as many rows, cells and triples as written.

needs: python3
"""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path

NAMES = ("crosswalk", "alignment", "handover")


def main(samples: Path) -> int:
    """Read every sample, and let each program notice that something is missing."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    faults: list[str] = []
    for name in NAMES:
        rows = len(table(samples / f"{name}.sssom.tsv"))
        for suffix, read in READ.items():
            found = read(samples / f"{name}.{suffix}")
            if found != rows:
                faults.append(f"{name}.{suffix}: {found} of {rows} rows")
        faults += [f"{name}: {each}" for each in invalid(samples / f"{name}.sssom.tsv")]
        both = sum(map(joins, table(samples / f"{name}.sssom.tsv")))
        found = cells(samples / f"{name}.alignment.rdf")
        if found != both:
            faults.append(f"{name}.alignment.rdf: {found} cells for {both} rows that match")
        print(f"  {name}: {rows} rows, {found} cells of an alignment")
    for name in (*NAMES, "lifecycle"):
        turtle, linked = triples(samples / f"{name}.ttl"), triples(samples / f"{name}.jsonld")
        if turtle != linked or turtle < 50:
            faults.append(f"{name}: {turtle} triples as Turtle, {linked} as JSON-LD")
        print(f"  {name}: {turtle} triples")
    broken = samples / "broken.sssom.tsv"
    text = (samples / "crosswalk.sssom.tsv").read_text("utf-8")
    broken.write_text(text.replace("semapv:ManualMappingCuration", "by hand"), "utf-8")
    faults += [] if invalid(broken) else ["a wrong justification is not noticed"]
    for fault in faults:
        print(f"  {fault}")
    print(f"  {len(NAMES)} crosswalks in {len(READ)} readers, {len(faults)} faults")
    return 1 if faults else 0


def table(path: Path) -> list[str]:
    """Return the rows of a table as a plain reader of lines has them."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")][1:]


def joins(row: str) -> bool:
    """Return whether a row says that two things match, which is all that an alignment can."""
    return "sssom:NoTermFound" not in row and "\tNot\t" not in row


def by_sssom_py(path: Path) -> int:
    """Return how many mappings sssom-py finds in a table."""
    from sssom.parsers import parse_sssom_table

    return len(parse_sssom_table(str(path)).df)


def by_sssom_py_rdf(path: Path) -> int:
    """Return how many mappings sssom-py finds in RDF."""
    from sssom.parsers import parse_sssom_rdf

    return len(parse_sssom_rdf(str(path)).df)


def by_sssom_py_json(path: Path) -> int:
    """Return how many mappings sssom-py finds in JSON."""
    from sssom.parsers import parse_sssom_json

    return len(parse_sssom_json(str(path)).df)


def by_pydantic(path: Path) -> int:
    """Return how many mappings sssom-pydantic finds in a table."""
    import sssom_pydantic

    return len(sssom_pydantic.read(path)[0])


READ = {
    "sssom.tsv": by_sssom_py,
    "ttl": by_sssom_py_rdf,
    # sssom-py takes no extension slot in JSON (0.4.21: an unexpected keyword argument).
    "plain.sssom.json": by_sssom_py_json,
}
"""The readers that are asked for the number of rows, by the suffix of what they read."""


def invalid(path: Path) -> list[str]:
    """Return what the validators have to say of a table."""
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    try:
        reports = validate(
            parse_sssom_table(str(path)), DEFAULT_VALIDATION_TYPES, fail_on_error=False
        )
    except Exception as error:  # noqa: BLE001 - whatever it raises is an answer
        return [f"sssom-py: {error}"[:200]]
    told = [f"{r.message}"[:200] for each in reports.values() for r in each.results]
    if by_pydantic(path) != len(table(path)):
        told.append(f"sssom-pydantic: {by_pydantic(path)} of {len(table(path))} rows")
    return told


def cells(path: Path) -> int:
    """Return how many cells with two entities rdflib finds in an alignment of ontologies."""
    import rdflib

    words = rdflib.Namespace("http://knowledgeweb.semanticweb.org/heterogeneity/alignment#")
    graph = rdflib.Graph().parse(path, format="xml")
    found = graph.subjects(rdflib.RDF.type, words.Cell)
    return sum(
        (cell, words.entity1, None) in graph and (cell, words.entity2, None) in graph
        for cell in found
    )


def triples(path: Path) -> int:
    """Return how many triples rdflib finds."""
    import rdflib

    return len(rdflib.Graph().parse(path))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
