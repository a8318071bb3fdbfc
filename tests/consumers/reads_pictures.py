"""Give pictures to the programs that people open them with, and say what came of it.

``make consumers`` runs this with the folder of samples, which it does not need: it draws its own.
needs: node packages chromium soffice pdftotext
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from awkward_labels import LABELS, labelled  # noqa: E402
from ladder_samples import SAMPLES  # noqa: E402
from picture_samples import value  # noqa: E402

from lifecycle_map.formats.drawio import scenes_to_drawio  # noqa: E402
from lifecycle_map.formats.excalidraw import scenes_to_excalidraw  # noqa: E402
from lifecycle_map.formats.figures import figures  # noqa: E402
from lifecycle_map.formats.html_pictures import entries  # noqa: E402
from lifecycle_map.formats.html_scenes import scenes_to_html  # noqa: E402
from lifecycle_map.formats.pptx_decks import scenes_to_pptx  # noqa: E402
from lifecycle_map.formats.rendering import diagram  # noqa: E402
from lifecycle_map.layouts.ladder import ladder  # noqa: E402
from lifecycle_map.layouts.laying import LAYOUTS, lay_out  # noqa: E402
from lifecycle_map.layouts.scenes import Scene  # noqa: E402
from lifecycle_map.views.diagrams import Diagram  # noqa: E402
from lifecycle_map.views.pictures import PICTURES  # noqa: E402

SECONDS = 600
Check = Callable[[dict[str, Scene], Path, str], Iterator[str]]


def scenes() -> dict[str, Scene]:
    """Return the pictures: every sample of the ladder, every kind, and every awkward label."""
    drawn = {name: ladder(make()) for name, make in SAMPLES.items()}
    drawn |= {f"kind-{kind}": lay_out(shipped(kind)) for kind in LAYOUTS}
    return drawn | {f"label-{name}": labelled(label) for name, label in awkward().items()}


def shipped(kind: str) -> Diagram:
    """Return a kind of picture of what is shipped."""
    return diagram(value(kind, PICTURES.get(kind).of, "shipped"), kind)


def awkward() -> dict[str, str]:
    """Return the labels of the tests, and those of a folder of oracles when one is named."""
    folder = os.environ.get("LIFECYCLE_MAP_ORACLES", "")
    if not folder:
        return LABELS
    sys.path.insert(0, folder)
    import labels

    return labels.LABELS


def drawio(given: dict[str, Scene], folder: Path, modules: str) -> Iterator[str]:
    """All edges are connected and drawn, and every label is shown without an element in it."""
    for name, scene in given.items():
        (folder / f"{name}.drawio").write_text(scenes_to_drawio([scene]), "utf-8")
    for name, made in opened("drawio.mjs", given, folder, ".drawio", modules):
        glued = sum(figure.glued for figure in figures(given[name]))
        if made["errors"] or not made["edges"] == made["connected"] == glued:
            yield f"{name}: {made['edges']} edges, {made['connected']} connected, not {glued}"
        if made["drawn"] != made["vertices"] + made["edges"] or set(made["tags"]) - {"BR"}:
            yield f"{name}: {made['drawn']} drawn, elements {made['tags']}"
        yield from lost(name, given[name], made["labels"])


def excalidraw(given: dict[str, Scene], folder: Path, modules: str) -> Iterator[str]:
    """As many elements come out as went in, and bindings stay."""
    for name, scene in given.items():
        (folder / f"{name}.excalidraw").write_text(scenes_to_excalidraw([scene]).content, "utf-8")
    for name, made in opened("excalidraw.mjs", given, folder, ".excalidraw", modules):
        glued = sum(figure.glued for figure in figures(given[name]))
        if made["given"] != made["kept"] or made["bound"] != glued:
            yield f"{name}: {made['kept']} of {made['given']}, {made['bound']} bound of {glued}"
        yield from lost(name, given[name], made["words"])


def html(given: dict[str, Scene], folder: Path, modules: str) -> Iterator[str]:
    """Nothing runs or is fetched, axe finds nothing, the keys reach all."""
    for name, scene in given.items():
        (folder / f"{name}.html").write_text(scenes_to_html([scene]), "utf-8", newline="")
    for name, made in opened("html.mjs", given, folder, ".html", modules):
        faults = made["console"] + made["requests"]
        faults += [fault for found in made["axe"].values() for fault in found]
        yield from (f"{name}: {fault}" for fault in faults)
        wide = [at for at, more in made["overflows"].items() if more > 0]
        if wide or made["keys"]["entries"] != len(entries(given[name])):
            yield f"{name}: wider than the screen at {wide}; {made['keys']['entries']} entries"
        told = [group.title for group in given[name].groups() if group.title.strip()]
        if told and not ("reached" in made["keys"] and made["keys"]["released"]):
            yield f"{name}: the keys do not reach the picture: {made['keys']}"


def pptx(given: dict[str, Scene], folder: Path, modules: str) -> Iterator[str]:
    """python-pptx reads it back without a picture; LibreOffice shows a page with every word."""
    import pptx as library

    office = shutil.which("soffice")
    if office is None:
        yield "LibreOffice is missing"
        return
    for name, scene in given.items():
        data = scenes_to_pptx([scene]).content
        (folder / f"{name}.pptx").write_bytes(data)
        slide = library.Presentation(io.BytesIO(data)).slides[0]
        lines = slide.element.xpath(".//p:cxnSp")
        ends = slide.element.xpath(".//a:stCxn | .//a:endCxn")
        glued = sum(figure.glued for figure in figures(scene))
        if not len(lines) == glued == len(ends) / 2 or slide.element.xpath(".//p:pic"):
            yield f"{name}: {len(lines)} connectors with {len(ends)} ends, not {glued}"
        if slide.element.xpath(
            ".//p:cNvPr[not(@descr) or @descr=''][not(parent::p:nvGrpSpPr/parent::p:spTree)]"
        ):
            yield f"{name}: a shape says nothing"
        texts = [text.text_frame.text for text in walked(slide.shapes) if text.has_text_frame]
        yield from lost(name, scene, [text.replace("\v", "\n") for text in texts])
    paths = [str(folder / f"{name}.pptx") for name in given]
    convert = [office, "--headless", f"-env:UserInstallation={(folder / 'lo').as_uri()}"]
    subprocess.run(
        [*convert, "--convert-to", "pdf", "--outdir", str(folder), *paths],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    for name in given:
        if not name.startswith("label-"):  # these are made for one label, and not laid out
            yield from (f"{name}: {fault}" for fault in off_page(folder / f"{name}.pdf"))


def off_page(path: Path) -> Iterator[str]:
    """Say which words of a slide LibreOffice shows beside it, or that it shows none at all."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, timeout=SECONDS
    )
    text = done.stdout.decode("utf-8", "replace")
    wide, high = map(float, re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', text)[0])
    places = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', text)
    if not places:
        yield "LibreOffice shows no word"
    for left, top, right, low, word in places:
        if min(float(left), float(top)) < 0 or float(right) > wide or float(low) > high:
            yield f"{word!r} is off the slide"


def walked(shapes: object) -> Iterator[object]:
    """Yield shapes, those in groups too."""
    for shape in shapes:
        yield from walked(shape.shapes) if shape.shape_type == 6 else (shape,)


def lost(name: str, scene: Scene, shown: list[str]) -> Iterator[str]:
    """Say when the label of a picture that was made for one is not among what is shown."""
    if name.startswith("label-"):
        wanted = "".join(scene.title.split())
        if wanted and not any("".join(text.split()) == wanted for text in shown):
            yield f"{name}: lost {scene.title[:60]!r}"


def opened(
    script: str, given: dict[str, Scene], folder: Path, suffix: str, modules: str
) -> Iterator[tuple[str, dict]]:
    """Yield what a consumer in Chromium says of each file."""
    names = iter(given)
    while batch := list(islice(names, 25)):
        paths = [str(folder / f"{name}{suffix}") for name in batch]
        done = subprocess.run(
            ["node", str(HERE / script), modules, *paths],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{script}: {done.stderr[-2000:]}")
        for line in filter(None, done.stdout.split("\n")):  # U+2028 ends no line here
            made = json.loads(line)
            yield made["file"].removesuffix(suffix), made


def main(modules: str, only: list[str]) -> int:
    """Run the checks, print a line for each, and return how many found something."""
    checks: dict[str, Check] = {
        "drawio": drawio,
        "excalidraw": excalidraw,
        "html": html,
        "pptx": pptx,
    }
    bad = 0
    for kind, check in checks.items():
        if only and kind not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            given = scenes()
            faults = list(check(given, Path(folder), modules))
        bad += bool(faults)
        print(f"{kind}: {len(given)} pictures, {len(faults)} faults", flush=True)
        print("".join(f"  {fault[:300]}\n" for fault in faults), end="")
    return bad


if __name__ == "__main__":
    sys.exit(main(str(Path(os.environ["CONSUMERS"]) / "node_modules"), sys.argv[2:]))
