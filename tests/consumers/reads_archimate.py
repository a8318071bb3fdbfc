"""Our ArchiMate by the schema of The Open Group, in pyArchimate, and in our own reader.

The schema is not in any package: it is read from the folder that the variable ARCHIMATE_XSD names,
with archimate3_Diagram.xsd and what that includes, and left out without one. pyArchimate has to
find as many elements, relations, views, nodes and connections as were written.

needs: python3
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drawn import EXAMPLE, Tally, counted
from lxml import etree
from pyArchimate import Model

import lifecycle_map as lm

SPACE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
READ = {
    "element": "elements",
    "relationship": "relationships",
    "view": "views",
    "node": "nodes",
    "connection": "conns",
}
"""What pyArchimate calls the tags of the format."""


class Beside(etree.Resolver):
    """Finds what a schema includes in its own folder, whatever address it gives."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        super().__init__()
        self.folder = folder

    def resolve(self, url: str, ident: str, context: Any) -> Any:
        """Return the file of that name in the folder, or nothing."""
        path = self.folder / url.rpartition("/")[2]
        return self.resolve_filename(str(path), context) if path.is_file() else None


def main() -> None:
    """Give every lifecycle, and every two with a crosswalk, to all that read the format."""
    logging.disable(logging.CRITICAL)
    tally, rules = Tally(), schema()
    texts = {name: str(lm.render(value, "archimate")) for name, value in values().items()}
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for called, text in texts.items():
            path = Path(name, "a.archimate.xml")
            path.write_text(text, "utf-8")
            sums += Counter(tags(path))
            told = [*invalid(path, rules), *in_pyarchimate(path), *again(path)]
            tally.check(f"archimate {called}", told)
        path.write_text(text.replace('xsi:type="Plateau"', 'xsi:type="Plato"'), "utf-8")
        if rules is not None:
            noticed = [] if [*invalid(path, rules)] else ["a wrong type is not noticed"]
            tally.check("the schema refuses a type that there is not", noticed)
        tally.check("pyArchimate finds one fewer", unnoticed(path, text))
    print(f"  {len(texts)} models:", ", ".join(f"{sums[tag]:,} x {tag}" for tag in READ))
    if rules is None:
        print("  (no schema: name its folder in ARCHIMATE_XSD; it is not in any package)")
    tally.end()


def values() -> dict[str, lm.Lifecycle | lm.Alignment]:
    """Return what is written: all that is shipped, and a plan."""
    lifecycles = {entry.key: lm.load_lifecycle(entry.key) for entry in lm.list_lifecycles()}
    both = {
        entry.key: lm.align(lifecycles[entry.ends[0]], lifecycles[entry.ends[1]])
        for entry in lm.list_crosswalks()
    }
    return {**lifecycles, **both, "plan": lm.read_lifecycle(EXAMPLE)}


def schema() -> etree.XMLSchema | None:
    """Return the schema of The Open Group, where there is one."""
    folder = os.environ.get("ARCHIMATE_XSD", "")
    if not folder:
        return None
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside(Path(folder)))
    return etree.XMLSchema(etree.parse(str(Path(folder, "archimate3_Diagram.xsd")), parser))


def invalid(path: Path, rules: etree.XMLSchema | None) -> Iterator[str]:
    """Yield what the schema refuses."""
    if rules is not None:
        rules.validate(etree.parse(str(path)))
        yield from map(str, rules.error_log)


def tags(path: Path) -> dict[str, int]:
    """Return how often each tag stands in a file."""
    return tags_in(etree.parse(str(path)).getroot())


def tags_in(root: etree._Element) -> dict[str, int]:
    """Return how often each tag stands in a document."""
    found = Counter(part.tag for part in root.iter(etree.Element))
    return {tag: found[f"{SPACE}{tag}"] for tag in READ}


def model(path: Path) -> Any:
    """Return what pyArchimate reads."""
    read = Model("read")
    read.read(str(path))
    return read


def in_pyarchimate(path: Path) -> Iterator[str]:
    """Yield the tags of which pyArchimate finds more or fewer than were written."""
    read = model(path)
    for tag, wanted in tags(path).items():
        yield from counted(f"x {tag}", len(getattr(read, READ[tag])), wanted)


def unnoticed(path: Path, text: str) -> list[str]:
    """Return a problem where pyArchimate finds as many relations when one is taken away."""
    root = etree.fromstring(text.encode())
    whole = tags_in(root)["relationship"]
    ties = root.find(f"{SPACE}relationships")
    drawn = {line.get("relationshipRef") for line in root.iter(f"{SPACE}connection")}
    ties.remove(next(tie for tie in ties if tie.get("identifier") not in drawn))
    path.write_bytes(etree.tostring(root))
    return [] if len(model(path).relationships) == whole - 1 else ["not noticed"]


def again(path: Path) -> Iterator[str]:
    """Yield what our own reader mends or leaves out."""
    read, wanted = lm.read_lifecycle(path), tags(path)
    yield from read.warnings
    yield from counted("elements (our own reader)", len(read), wanted["element"])
    yield from counted("relations (our own reader)", len(read.relations), wanted["relationship"])


if __name__ == "__main__":
    main()
