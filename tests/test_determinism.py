"""The same bytes each time, on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from lifecycle_map.errors import EngineError
from lifecycle_map.formats.engines import find_engine

OF_ALIGNMENT = ("svg", "mmd", "dot", "json", "csv", "md", "html")
OF_LIFECYCLE = ("mmd", "dot", "json", "csv", "md", "toml", "graphml")
OF_CROSSWALK = ("json", "csv", "md", "toml")
OF_REPORT = ("html", "json", "md", "csv", "sarif", "junit.xml")
OF_CHECKLIST = ("html", "json", "md", "csv")

CODE = """
import sys
from pathlib import Path
import lifecycle_map as lm
prince2, itil = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
plan = lm.Lifecycle(key="plan", name="Plan", side=lm.Side.PROJECT, elements=tuple(
    lm.Activity(key=f"a{n}", name=name, source_id=str(n))
    for n, name in enumerate(["Server aufbauen", "Schulung der Anwender", "Go live", "Abnahme"])))
report = lm.check(lm.align(plan, itil))
values = {
    "report": report,
    "checklist": lm.checklist(report),
    "alignment": lm.align(prince2, itil),
    "turned": lm.align(itil, prince2),
    "editions": lm.align(lm.load_lifecycle("prince2-2017"), prince2),
    "lifecycle": itil,
    "crosswalk": lm.load_crosswalk("prince2--itil"),
}
for name in sys.argv[2:]:
    lm.export(values[name.partition(".")[0]], Path(sys.argv[1]) / name)
"""

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "99", "LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns", "LANG": "tr_TR"},
]


def exported(names, folder, surroundings):
    """The bytes of some exports, made by a fresh process in its own surroundings and folder."""
    out, home = folder / "out", folder / "elsewhere"
    out.mkdir(parents=True)
    home.mkdir()
    subprocess.run(
        [sys.executable, "-c", CODE, str(out), *names],
        cwd=home, env={**os.environ, **surroundings}, check=True, timeout=100,
    )  # fmt: skip
    return {name: (out / name).read_bytes() for name in names}


def digests(names, tmp_path):
    """For each export, the digests that the surroundings gave."""
    found = [
        exported(names, tmp_path / str(number), surroundings)
        for number, surroundings in enumerate(SURROUNDINGS)
    ]
    assert all(made[name] for made in found for name in names)
    return {name: {hashlib.sha256(made[name]).hexdigest()[:8] for made in found} for name in names}


def test_every_text_export_is_the_same_each_time(tmp_path):
    """Hash seed, locale, time zone and working folder leave no trace in any file."""
    names = [
        *(f"{value}.{s}" for value in ("alignment", "turned", "editions") for s in OF_ALIGNMENT),
        *(f"lifecycle.{suffix}" for suffix in OF_LIFECYCLE),
        *(f"crosswalk.{suffix}" for suffix in OF_CROSSWALK),
        *(f"report.{suffix}" for suffix in OF_REPORT),
        *(f"checklist.{suffix}" for suffix in OF_CHECKLIST),
    ]
    found = digests(names, tmp_path)
    assert {name for name, values in found.items() if len(values) > 1} == set()


def test_pictures_by_an_engine_are_the_same_each_time(tmp_path):
    """A graph drawn by the same engine has the same bytes."""
    try:
        find_engine()
    except EngineError as error:
        pytest.skip(str(error))
    found = digests(["lifecycle.svg"], tmp_path)
    assert {len(values) for values in found.values()} == {1}


def test_pictures_of_pixels_are_the_same_each_time(tmp_path):
    """A ladder as PNG has the same bytes."""
    pytest.importorskip("resvg_py")
    found = digests(["alignment.png"], tmp_path)
    assert {len(values) for values in found.values()} == {1}


@pytest.mark.parametrize(("suffix", "package"), [("xlsx", "openpyxl"), ("docx", "docx")])
def test_office_files_are_the_same_each_time(suffix, package, tmp_path):
    """No clock is in a Word document or an Excel workbook."""
    pytest.importorskip(package)
    names = [f"{value}.{suffix}" for value in ("report", "checklist", "alignment", "lifecycle")]
    found = digests(names, tmp_path)
    assert {name for name, values in found.items() if len(values) > 1} == set()
