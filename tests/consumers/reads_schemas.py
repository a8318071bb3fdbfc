"""SARIF by its JSON schema, JUnit by the XML schema of Jenkins.

The schemas are other people's: that of SARIF comes in a package of npm, that of JUnit in the source
package of pytest, which pip brings.

needs: packages
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import jsonschema
from lxml import etree

WORK = Path(os.environ["CONSUMERS"])
SARIF = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
XSD = "junit-10.xsd"
PYTEST = "pytest==9.2.0"


def main(samples: Path) -> int:
    """Validate every sample, and that what is wrong is noticed."""
    schema = json.loads((WORK / SARIF).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    faults = [
        f"{path.name}: {'/'.join(map(str, error.path))}: {error.message[:200]}"
        for path in sorted(samples.glob("*.sarif"))
        for error in validator.iter_errors(json.loads(path.read_text("utf-8")))
    ]
    faults += [] if list(validator.iter_errors({"version": "2.1.0"})) else ["no runs: not noticed"]
    suites = etree.XMLSchema(etree.fromstring(xsd()))
    for path in sorted(samples.glob("*.junit.xml")):
        if not suites.validate(etree.parse(path)):
            faults += [f"{path.name}: {error}" for error in suites.error_log]
    faults += ["no name: not noticed"] if suites.validate(etree.XML("<testsuite/>")) else []
    counts = [len(list(samples.glob(pattern))) for pattern in ("*.sarif", "*.junit.xml")]
    print("".join(f"  {fault}\n" for fault in faults), end="")
    print(f"  {counts[0]} SARIF logs, {counts[1]} JUnit reports, {len(faults)} faults")
    return 1 if faults or not all(counts) else 0


def xsd() -> bytes:
    """Return the schema of Jenkins for JUnit, out of the source package that has it."""
    if not list(WORK.glob("pytest-*.tar.gz")):
        command = ["pip", "download", "--quiet", "--quiet", "--no-deps", "--no-binary", ":all:"]
        arguments = ["--disable-pip-version-check", "--dest", str(WORK), PYTEST]
        subprocess.run([sys.executable, "-m", *command, *arguments], check=True, timeout=300)
    with tarfile.open(next(WORK.glob("pytest-*.tar.gz"))) as package:
        (member,) = (each for each in package.getmembers() if each.name.endswith(XSD))
        file = package.extractfile(member)
        assert file is not None
        return file.read()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
