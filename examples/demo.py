"""The main job, from end to end: `make demo` runs this.

Aligns PRINCE2 with the ITIL service lifecycle, and a real plan in MS Project XML with it too, and
checks what the plan does not show of the service; writes the pictures and the reports into a
folder, and says where.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import lifecycle_map as lm

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write everything into ``folder`` and print what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    itil = lm.load_lifecycle("itil")
    methods = lm.align(lm.load_lifecycle("prince2"), itil)
    plan = lm.align(lm.read_lifecycle(HERE / "service-introduction.xml"), itil)

    written = []
    for alignment, name in ((methods, "prince2-and-itil"), (plan, "plan-and-itil")):
        written += [
            lm.export(alignment, folder / f"{name}.{suffix}")
            for suffix in ("svg", "md", "csv", "json", "mmd")
        ]
        written += _optional(alignment, folder / f"{name}.png")
    written += [lm.export(methods, folder / "prince2-and-itil.de.svg", language="de")]
    written += _optional(itil, folder / "itil-graph.svg")
    written += _optional(methods, folder / "prince2-and-itil.pptx", steps=True)
    written += [
        lm.export(plan, folder / f"plan-{picture}.svg", picture=picture)
        for picture in ("needs", "gaps", "staff", "timeline")
    ]
    written += [lm.export(methods, folder / "explore.html", picture="ladder", steps=True)]
    report = lm.check(plan, path="service-introduction.xml")
    written += [
        lm.export(report, folder / f"plan-check.{suffix}") for suffix in ("html", "md", "csv")
    ]
    written += [lm.export(lm.checklist(report), folder / "handover.html")]

    print(methods)
    print(plan)
    for row in plan.targets(plan.subject.stages[-1].key):
        print(f"  {row.statement}: {row.confidence:.2f}, {row.justification.value}")
    print(report)
    for finding in report.findings[:3]:
        print(f"  {finding.rule.key} {finding.rule.title} → {finding.rule.todo}")
    print("\nwrote")
    for path in written:
        print(f"  {path}")
    print("\nLook at the .svg (or .png) first, then read the .md beside it, and plan-check.html.")
    print("The .pptx is built up slide by slide; explore.html is for the browser.")


def _optional(value: lm.Alignment | lm.Lifecycle, path: Path, **options: Any) -> list[Path]:
    """Write what needs an extra or a program; say so where it is missing."""
    try:
        return [lm.export(value, path, **options)]
    except (lm.MissingExtraError, lm.EngineError) as error:
        print(f"left out {path.name}: {error}")
        return []


if __name__ == "__main__":
    # Mermaid has no room for the notes behind boxes, which the .svg has: here that is no news.
    warnings.simplefilter("ignore", lm.LeftOutWarning)
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
