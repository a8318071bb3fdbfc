"""Opens our BPMN with bpmn-moddle, bpmnlint and bpmn-js: nothing is warned of, all of it is drawn.

needs: node packages chromium
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from drawn import Tally, counted, differing, pictures, written

from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import spelled

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Open every picture, and something broken."""
    tally = Tally()
    given = pictures()
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name, f"{key}.bpmn") for key in (*given, "broken")]
        for file, picture in zip(files, given.values(), strict=False):
            file.write_text(written(picture, "bpmn"), "utf-8")
        files[-1].write_text(files[0].read_text("utf-8").replace('sourceRef="n', 'sourceRef="x'))
        modules = Path(os.environ["CONSUMERS"]) / "node_modules"
        command = ["node", str(HERE / "bpmn.mjs"), str(modules), *map(str, files)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=550)
        texts = {file.stem: file.read_text("utf-8") for file in files}
    made = {
        each["file"][: -len(".bpmn")]: each
        for each in map(json.loads, done.stdout.strip().split("\n"))
    }
    for key, picture in given.items():
        tally.check(f"bpmn {key}", problems(picture, texts[key], made[key]))
    told = made["broken"].get("moddle") or made["broken"].get("error")
    tally.check("bpmn-moddle warns of a flow from nowhere", [] if told else ["it does not"])
    tally.end()


def problems(picture: Diagram, text: str, made: dict[str, list[str]]) -> list[str]:
    """Return what is not as it was written."""
    if "error" in made:
        return [str(made["error"])]
    found = [f"{kind}: {each}" for kind in ("moddle", "warnings", "lint") for each in made[kind]]
    found += [f"outside of what contains it: {each}" for each in made["outside"]]
    shown = [name for ident, name in made["boxes"] if re.fullmatch(r"n\d+", ident)]
    found += differing("boxes", shown, [box.label for box in spelled(picture).boxes])
    ties = re.findall(r'<(?:sequenceFlow|messageFlow|association) id="(\w+)"', text)
    return found + counted("flows", len(made["flows"]), len(ties))


if __name__ == "__main__":
    main()
