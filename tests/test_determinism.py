"""The same bytes each time, on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import attrs
import pytest

import lifecycle_map as lm
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
lines = [
    "User acceptance testing", "Deployment of the software", "Confirming project acceptance",
    "Service catalogue design", "Capacity estimate", "Handbuch", "Rapport de test", "Kick-off",
]
plan = lm.Lifecycle(
    key="plan", name="Plan", side=lm.Side.PROJECT,
    elements=(
        lm.Stage(key="s", name="Build", source_id="s"),
        *(lm.Activity(key=f"t{n}", name=l, source_id=str(n)) for n, l in enumerate(lines)),
    ),
    relations=tuple(
        lm.Relation(subject="s", link=lm.Link.CONTAINS, object=f"t{n}") for n in range(len(lines))
    ),
)
own = lm.Crosswalk(
    key="plan--itil-2011", name="Own", subject_lifecycle="plan", object_lifecycle="itil-2011",
    correspondences=(
        lm.Correspondence(
            subject=lm.Ref("plan", "s"), match=lm.Match.BROAD,
            object=lm.Ref("itil-2011", "service-transition"),
        ),
    ),
)
report = lm.check(lm.align(plan, itil))
values = {
    "report": report,
    "checklist": lm.checklist(report),
    "plan": lm.align(plan, itil),
    "steered": lm.align(plan, itil, crosswalks=[own]),
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
        *(
            f"{value}.{s}"
            for value in ("alignment", "turned", "editions", "plan", "steered")
            for s in OF_ALIGNMENT
        ),
        *(f"lifecycle.{suffix}" for suffix in OF_LIFECYCLE),
        *(f"crosswalk.{suffix}" for suffix in OF_CROSSWALK),
        *(f"report.{suffix}" for suffix in OF_REPORT),
        *(f"checklist.{suffix}" for suffix in OF_CHECKLIST),
    ]
    found = digests(names, tmp_path)
    assert {name for name, values in found.items() if len(values) > 1} == set()


def test_what_was_aligned_before_leaves_no_trace():
    """The same plan gives the same rows first, last, and after others, in one process."""
    itil = lm.load_lifecycle("itil")
    plans = [
        lm.Lifecycle(
            key=f"plan-{n}", name="Plan", side=lm.Side.PROJECT,
            elements=tuple(
                lm.Activity(key=f"t{k}", name=f"{word} testing {n}", source_id=str(k))
                for k, word in enumerate(("Unit", "Security", "Capacity", "Deployment"))
            ),
        )
        for n in range(5)
    ]  # fmt: skip
    there = [lm.align(plan, itil).correspondences for plan in plans]
    back = [lm.align(plan, itil).correspondences for plan in reversed(plans)]
    fresh = lm.align(attrs.evolve(plans[0]), attrs.evolve(itil)).correspondences
    assert there == back[::-1]
    assert there[0] == fresh


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
