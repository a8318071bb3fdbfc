"""The files for CI servers that the documentation shows: by the schemas of GitHub, GitLab, Azure and
pre-commit, as the package check-jsonschema ships them; and the commands in them are run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/check-in-ci.md"
SCHEMAS = {
    ".github/workflows/plan.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    "azure-pipelines.yml": "vendor.azure-pipelines",
    ".pre-commit-config.yaml": "",
}
"""What each file is checked by; nothing where there is no schema of it."""


def main() -> int:
    """Check each block of the page, and run what it would run."""
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    faults = [f"{name}: no schema is named" for name, _ in blocks if name not in SCHEMAS]
    commands: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copy(ROOT / "examples/service-introduction.xml", work / "plan.xml")
        (work / "waivers.toml").write_text("waivers = []\n", "utf-8")
        for name, text in blocks:
            faults += [f"{name}: {told}" for told in by_schema(SCHEMAS.get(name, ""), text, work)]
            commands += re.findall(
                r"(?:run|script|-): (lifecycle-map .*)|- (lifecycle-map .*)", text
            )
        if not by_schema("vendor.github-workflows", "jobs: 3\n", work):
            faults.append("a workflow without jobs is not noticed")
        lines = [first or second for first, second in commands]
        faults += [told for line in lines if (told := ran(line, work))]
        faults += [f"{name} is not written" for name in PLAN_FILES if not (work / name).exists()]
    print("".join(f"  {fault}\n" for fault in faults), end="")
    print(f"  {len(blocks)} files, {len(lines)} commands, {len(faults)} faults")
    return 1 if faults or len(blocks) != len(SCHEMAS) or not lines else 0


PLAN_FILES = ("plan.html", "plan.sarif", "plan.junit.xml")


def by_schema(schema: str, text: str, work: Path) -> list[str]:
    """Return what a schema has against a file."""
    if not schema:
        return []
    file = work / "file.yml"
    file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    return [done.stdout.strip() + done.stderr.strip()] if done.returncode else []


def ran(line: str, work: Path) -> str:
    """Return what went wrong with a command: it may find something, but not fail."""
    words = line.replace("$(Build.ArtifactStagingDirectory)/", "").split()
    command = [sys.executable, "-m", "lifecycle_map", *words[1:]]
    done = subprocess.run(
        command, cwd=work, check=False, capture_output=True, text=True, timeout=120
    )
    fine = (0,) if "none" in words else (0, 1)
    return "" if done.returncode in fine else f"{line}: {done.returncode}, {done.stderr[-200:]}"


if __name__ == "__main__":
    raise SystemExit(main())
