"""The gallery: every kind of picture, made by the line that stands beside it, and what is checked.

Sphinx calls `write_gallery` when a build starts. The figures are those that `tests/test_pictures`
insists on: the same checks, counted.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from lifecycle_map.cli.main import run
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.layouts.laying import LAYOUTS, lay_out
from lifecycle_map.layouts.themes import THEMES
from lifecycle_map.views.pictures import PICTURES

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"

PLAN = "examples/service-introduction.xml"

EXAMPLES = {
    "ladder": "draw prince2 itil -o ladder.svg",
    "process-grid": "draw prince2 --picture process-grid -o process-grid.svg",
    "service-loop": "draw itil --picture service-loop -o service-loop.svg",
    "product-flow": "draw prince2 --picture product-flow -o product-flow.svg",
    "value-chain": "draw itil-4 --picture value-chain -o value-chain.svg",
    "activity-loop": "draw itil-5 --picture activity-loop -o activity-loop.svg",
    "hub": "draw prince2 itil --picture hub -o hub.svg",
    "sankey": "draw prince2 itil --picture sankey -o sankey.svg",
    "hand-over": f"draw {PLAN} itil --picture hand-over -o hand-over.svg",
    "needs": f"draw {PLAN} itil --picture needs -o needs.svg",
    "gaps": f"draw {PLAN} itil --picture gaps -o gaps.svg",
    "staff": f"draw {PLAN} itil --picture staff -o staff.svg",
    "timeline": f"draw {PLAN} --picture timeline -o timeline.svg",
    "procedures": f"draw {PLAN} itil --picture procedures -o procedures.svg",
    "raci": f"draw {PLAN} itil --picture raci -o raci.svg",
}
"""For each kind of picture the command that draws the example of the gallery."""

OTHERS = {
    "Dark, and where the class is": "draw prince2 --picture process-grid --theme dark "
    "--highlight final-delivery-stage -o process-grid-dark.svg",
    "In German, for paper": "draw prince2 --picture product-flow --lang de --theme print "
    "-o product-flow-de.svg",
    "From right to left, in high contrast": "draw prince2 itil --picture hub --lang ar "
    "--theme high-contrast -o hub-ar.svg",
    "Three lifecycles, one under the other": "draw prince2 itil devops-loop -o three.svg",
    "A free graph": "draw prince2 --picture graph -o graph.svg",
    "A plan over PRINCE2 over ITIL": f"draw {PLAN} prince2 itil -o bridge.svg",
    "A plan": "draw examples/service-introduction.xml itil --picture sankey -o plan.svg",
}
"""What themes, languages and plans look like."""


def write_gallery(folder: Path) -> None:
    """Draw the pictures into a folder, and write the pages that show them and the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for kind, command in EXAMPLES.items():
        about = PICTURES.get(kind).about
        lines += [f"## {heading(kind)}", "", f"{about.capitalize()}.", ""]
        lines += _shown(command, folder)
    for title, command in OTHERS.items():
        lines += [f"## {title}", "", *_shown(command, folder)]
    (folder / "pictures-generated.md").write_text("\n".join(lines), "utf-8")
    (folder / "checks-generated.md").write_text("\n".join(figures()), "utf-8")


def heading(kind: str) -> str:
    """Return what a kind of picture is called over its example."""
    return kind.upper() if kind == "raci" else kind.replace("-", " ").capitalize()


def _shown(command: str, folder: Path) -> list[str]:
    """Draw a picture by its command, and return the lines that show both."""
    name = command.rsplit(maxsplit=1)[-1]
    before = Path.cwd()
    os.chdir(HERE.parent)
    try:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = run([*command.split()[:-1], str(folder / name)])
    finally:
        os.chdir(before)
    if code:
        raise RuntimeError(f"{command}: {said.getvalue()}")
    return ["```console", f"$ lifecycle-map {command}", "```", "", f"![{command}]({name})", ""]


def figures() -> list[str]:
    """Return the table of kinds and checks: how much was looked at, and what was found."""
    sys.path.insert(0, str(TESTS))
    try:
        import picture_checks as checks
        import picture_samples as samples

        columns = (*checks.GEOMETRY, *checks.COLOURS, "least contrast of text")
        rows = [_row(kind, checks, samples) for kind in PICTURES.registered() if kind in LAYOUTS]
    finally:
        sys.path.remove(str(TESTS))
    lines = [f"| kind | pictures | {' | '.join(columns)} |", f"|{'---|' * (len(columns) + 2)}"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def _row(kind: str, checks: object, samples: object) -> Iterator[str]:
    """Yield the cells of a kind: the pictures looked at, and the faults that each check found."""
    drawn = {
        (size, language): diagram(
            samples.value(kind, PICTURES.get(kind).of, size), kind, language=language
        )
        for size in samples.SIZES
        for language in samples.LANGUAGES
    }
    # A theme moves nothing, which the tests hold, and a language changes no colour.
    light = {which: lay_out(made) for which, made in drawn.items()}
    themed = [
        (lay_out(made, theme), made)
        for (_, language), made in drawn.items()
        for theme in THEMES.values()
        if language == "en"
    ]
    yield from (f"`{kind}`", str(len(drawn) * len(THEMES)))
    for check in checks.GEOMETRY.values():
        yield str(sum(len(list(check(light[which], made))) for which, made in drawn.items()))
    for check in checks.COLOURS.values():
        yield str(sum(len(list(check(scene, made))) for scene, made in themed))
    yield f"{min(checks.least_contrast(scene) for scene, _ in themed):.1f}"
