"""What other programs make of our files: `make consumers` runs this.

Each script of this folder whose name begins with ``reads_`` is one consumer; see README.md on how
to add one. It is run with the folder of samples as its argument and is fine when it ends with 0.
What it needs stands in it, in a line "needs: node chromium soffice"; what cannot be had is said, and
the script is skipped.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
INTERPRETERS = {".py": [sys.executable], ".mjs": ["node"]}
PACKAGES = {
    "chromium": ["chromium"],
    "node": ["nodejs", "npm"],
    "npm": ["npm"],
    "pdftotext": ["poppler-utils"],
    "soffice": ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"],
}
"""What Debian and Ubuntu call the packages that hold a command."""
LONGEST = 600
"""Seconds that one consumer may take."""
SLOWEST = 240
"""Seconds that one installation may take, before what needs it is skipped."""


def main(work: Path, wanted: list[str]) -> int:
    """Set up what is missing, write the samples, and run every consumer."""
    work.mkdir(parents=True, exist_ok=True)
    samples = work / "samples"
    shutil.rmtree(samples, ignore_errors=True)
    subprocess.run([sys.executable, HERE / "samples.py", samples], check=True, timeout=LONGEST)
    results = [run(script, samples, work) for script in scripts(wanted)]
    skipped = results.count(None)
    passed, failed = results.count(True), results.count(False)
    print(f"consumers: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def scripts(wanted: list[str]) -> list[Path]:
    """Return the consumers in order, or those that are wanted by a part of their name."""
    found = sorted(path for path in HERE.glob("reads_*") if path.suffix in INTERPRETERS)
    return [path for path in found if not wanted or any(part in path.name for part in wanted)]


def run(script: Path, samples: Path, work: Path) -> bool | None:
    """Return whether a consumer was content; None where it cannot be had here."""
    needs = re.search(r"needs: ([\w ]+)", script.read_text("utf-8"))
    missing = [each for each in (needs[1].split() if needs else []) if not have(each, work)]
    if missing:
        print(f"{script.name}: skipped, since there is no {', no '.join(missing)} here")
        return None
    began = time.monotonic()
    environment = {**os.environ, "CONSUMERS": str(work)}
    try:
        command = [*INTERPRETERS[script.suffix], str(script), str(samples)]
        code = subprocess.run(command, check=False, timeout=LONGEST, env=environment).returncode
    except subprocess.TimeoutExpired:
        code = -1
        print(f"{script.name}: not done after {LONGEST} seconds")
    told = "passed" if code == 0 else "FAILED"
    print(f"{script.name}: {told} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


@functools.cache
def have(need: str, work: Path) -> bool:
    """Return whether a command is there, or the packages of npm; installs them where it can."""
    if need == "packages":
        return have("npm", work) and node_packages(work)
    if shutil.which(need) is None:
        install(PACKAGES.get(need, [need]))
    return shutil.which(need) is not None


def install(packages: list[str]) -> None:
    """Install packages of Debian or Ubuntu where that is possible without a question."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"consumers: to be installed by hand: {' '.join(packages)}")
        return
    print(f"consumers: installing {' '.join(packages)} …", flush=True)
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", *options],
        ["apt-get", "install", "-y", "--no-install-recommends", *options, *packages],
    ):
        quiet(command, environment)


@functools.cache
def node_packages(work: Path) -> bool:
    """Install what package.json names, once for each state of that file, and try only once."""
    wanted = (HERE / "package.json").read_text("utf-8")
    stamp = work / "installed.json"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return True
    (work / "package.json").write_text(wanted, "utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    if not quiet([*command, "--prefix", str(work)], dict(os.environ)):
        return False
    stamp.write_text(wanted, "utf-8")
    return True


def quiet(command: list[str], environment: dict[str, str]) -> bool:
    """Run a command, and show what it says only when it fails."""
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=SLOWEST, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"consumers: {error}")
        return False
    if done.returncode:
        print(f"consumers: {' '.join(command[:2])} failed: {done.stderr.strip()[-400:]}")
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
