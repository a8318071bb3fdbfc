"""Plans that MPXJ reads: recognised by content, converted in a process of their own, or explained."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import realdata
from hypothesis import given
from hypothesis import strategies as st

import lifecycle_map as lm
from lifecycle_map.errors import InvalidFileError, LifecycleMapError, MissingExtraError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.plans import mpxj
from lifecycle_map.loading.plans.mpxj_convert import NO_JAVA
from lifecycle_map.loading.plans.mpxj_kinds import (
    MPP,
    MPX,
    OLE2,
    PLANNER,
    POD,
    SEPARATOR,
    XER,
    kind_by_content,
    kind_by_suffix,
)

EXAMPLE = Path(__file__).parents[1] / "examples" / "service-introduction.xml"
MPX_PLAN = (
    b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n12,1,0,480,/,:,am,pm,1,20\r\n30,The plan\r\n"
    b"61,90,1,3,40,98\r\n70,1,Design,1,10d,1\r\n70,2,Sketch,2,5d,2\r\n70,3,Build,1,3d,3\r\n"
    # MPXJ looks at nothing that is shorter than 512 bytes.
    + b"".join(b"70,%d,Further work package,1,3d,%d\r\n" % (n, n) for n in range(4, 20))
)

CONTENTS = [
    (OLE2 + b"\0" * 600 + b"MSProject.MPP14\0", MPP),
    (OLE2 + b"\0" * 600 + "Props14".encode("utf-16-le"), MPP),
    (b"\xac\xed\0\x05sr\0", POD),
    (b"ERMHDR\t20.12\t2026-11-24\tProject\tadmin\r\n", XER),
    (b'<?xml version="1.0"?>\n<APIBusinessObjects xmlns="http://xmlns.oracle.com/P6">', XER),
    (MPX_PLAN, MPX),
    (b'<?xml version="1.0"?>\n<project name="" mrproject-version="2"><tasks/></project>', PLANNER),
]


@pytest.mark.parametrize(("data", "kind"), CONTENTS)
def test_a_kind_is_known_by_its_content(data, kind):
    """Whatever it is called, the beginning of a plan says what it is."""
    assert kind_by_content(data) is kind
    assert mpxj.looks_like_mpxj(data)


@pytest.mark.parametrize(
    "data",
    [
        OLE2 + b"\0" * 600 + "Workbook".encode("utf-16-le"),
        b'<project name="x" view-date="2027-01-01"/>',
        b"MPXJ is a library",
        b"",
    ],
)
def test_what_only_begins_alike_is_not_taken(data):
    """Excel's files begin as those of MS Project do, and GanttProject's have the same root."""
    assert kind_by_content(data) is None


def test_a_suffix_decides_where_the_content_does_not():
    """Formats without a mark of their own are known by name."""
    assert kind_by_suffix(".MPP") is MPP
    assert "Planner" in kind_by_suffix(".planner").name
    assert kind_by_suffix(".pp").name == "a plan of another tool"


@pytest.fixture
def without(monkeypatch):
    """A machine on which MPXJ is not installed."""
    monkeypatch.setattr(mpxj, "_version", lambda: "")


@pytest.fixture
def ran(monkeypatch):
    """A machine with MPXJ; what the conversion does is up to the test."""

    def prepare(does):
        monkeypatch.setattr(mpxj, "_version", lambda: "16.0")
        monkeypatch.setattr(subprocess, "run", does)

    return prepare


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("p.mpp", CONTENTS[0][0], "it is a MS Project file (.mpp), and besides Java it needs"),
        ("p.mpt", b"anything", "without it: save it as XML in MS Project"),
        ("p.dat", CONTENTS[0][0], "it is a MS Project file (.dat)"),
        ("p.pod", CONTENTS[2][0], "without it: save it as MS Project XML in ProjectLibre"),
        ("p.xer", CONTENTS[3][0], "without it: export it as MS Project XML in Primavera"),
        ("p.planner", CONTENTS[6][0], "without it: export it as MS Project XML in Planner"),
        ("p.pp", b"anything", "without it: save it as MS Project XML there"),
    ],
)
def test_without_the_extra_one_sentence_says_what_to_do(name, data, told, tmp_path):
    """It names the file, the kind, the extra and the way without it."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(MissingExtraError) as caught:
        read_lifecycle(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)
    assert "pip install 'lifecycle-map[mpp]'" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "output", "told"),
    [
        (NO_JAVA, b"No JVM shared library", "no Java was found to read it with: install Java, or save"),
        (3, b"x\nMPXJ knows no such format", "MPXJ cannot read it (MPXJ knows no such format), or save"),
        (-11, b"", "MPXJ cannot read it (it says nothing), or save it as XML in MS Project"),
        (0, b"", "MPXJ cannot read it"),
    ],
)  # fmt: skip
def test_what_goes_wrong_in_the_other_process_is_one_sentence(code, output, told, ran, tmp_path):
    """No Java, an unknown format, a crash: each is told with the file and a way out."""
    ran(lambda *_, **__: subprocess.CompletedProcess((), code, b"", output))
    path = tmp_path / "p.mpp"
    path.write_bytes(CONTENTS[0][0])
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path)
    assert str(caught.value).startswith(f"{path}: it is a MS Project file (.mpp), and ")
    assert told in str(caught.value)


def test_a_conversion_that_hangs_is_given_up(ran, tmp_path):
    """After the time is over, the process is ended, and that is told."""

    def hangs(command, timeout, **_):
        raise subprocess.TimeoutExpired(command, timeout)

    ran(hangs)
    path = tmp_path / "p.mpx"
    path.write_bytes(MPX_PLAN)
    with pytest.raises(InvalidFileError, match="MPXJ was not done after 300 seconds"):
        read_lifecycle(path)


def test_what_mpxj_makes_is_read_under_the_name_of_the_plan(ran, tmp_path):
    """The lifecycle is that of the XML, its source the file that the user has."""

    def converts(command, **_):
        Path(command[-1]).write_bytes(EXAMPLE.read_bytes())
        return subprocess.CompletedProcess(command, 0, b"", b"")

    ran(converts)
    path = tmp_path / "p.mpp"
    path.write_bytes(CONTENTS[0][0])
    lifecycle = read_lifecycle(path)
    assert lifecycle.elements == read_lifecycle(EXAMPLE).elements
    assert lifecycle.sources[0].title == "p.mpp"
    assert lifecycle.warnings[0].startswith("MPXJ 16.0 made MS Project XML of it")


@pytest.mark.usefixtures("without")
def test_xml_that_is_not_safe_is_not_handed_on(tmp_path):
    """A document type is refused before any other parser sees it."""
    path = tmp_path / "p.planner"
    path.write_bytes(b'<!DOCTYPE p [<!ENTITY x "y">]><project mrproject-version="2"/>')
    with pytest.raises(InvalidFileError, match="DOCTYPE"):
        read_lifecycle(path)


@pytest.mark.usefixtures("without")
def test_a_file_of_projectlibre_needs_neither_mpxj_nor_java(tmp_path):
    """It holds the same plan as XML, after objects of its own."""
    path = tmp_path / "p.pod"
    path.write_bytes(b"\xac\xed\0\x05sr\0objects" + SEPARATOR + b"\n" + EXAMPLE.read_bytes())
    lifecycle = read_lifecycle(path)
    assert lifecycle.elements == read_lifecycle(EXAMPLE).elements
    assert lifecycle.warnings[0].startswith("read from the MS Project XML in it")


@pytest.mark.usefixtures("without")
@given(st.binary(max_size=40), st.sampled_from([data for data, _ in CONTENTS]))
def test_no_content_escapes_with_another_error(data, begun):
    """Whatever follows a known beginning, there is an error of ours with the file's name."""
    from lifecycle_map.loading.readers import Reading

    with pytest.raises(LifecycleMapError) as caught:
        mpxj.read_with_mpxj(Reading(begun + data, "p.mpp"))
    assert str(caught.value).startswith("p.mpp")


@pytest.mark.skipif(
    not (find_spec("mpxj") and find_spec("jpype")), reason="needs MPXJ, JPype and Java"
)
def test_mpxj_itself_reads_a_plan(tmp_path):
    """The whole way, with Java: an MPX file becomes stages and activities."""
    path = tmp_path / "p.mpx"
    path.write_bytes(MPX_PLAN)
    lifecycle = read_lifecycle(path)
    assert [(element.kind, element.name) for element in lifecycle][:3] == [
        ("stage", "Design"), ("activity", "Sketch"), ("activity", "Build")
    ]  # fmt: skip
    assert lifecycle["sketch"].schedule.duration == 5 * 480
    path.write_bytes(b"MPX,broken")
    with pytest.raises(InvalidFileError, match="MPXJ cannot read it"):
        read_lifecycle(path)


PEER = """
import json, sys
import jpype, mpxj
jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader
project = UniversalProjectReader().read(sys.argv[1])
tasks = [task for task in project.getTasks() if task.getID().intValue()]
print(json.dumps({
    "tasks": [[str(t.getName()), t.getOutlineLevel().intValue(), bool(t.getMilestone())]
              for t in tasks],
    "links": sorted([str(r.getPredecessorTask().getName()), str(t.getName()), str(r.getType())]
                    for t in tasks for r in t.getPredecessors()),
}))
"""
"""A program of its own that tells what MPXJ reads, without a line of ours."""


@pytest.mark.skipif(
    not (find_spec("mpxj") and find_spec("jpype")), reason="needs MPXJ, JPype and Java"
)
@pytest.mark.parametrize("path", [EXAMPLE, *realdata.files("realdata/mspdi", "*Naufar*.xml")],
                         ids=lambda path: path.stem)  # fmt: skip
def test_mpxj_reads_the_plan_with_proposals(path, tmp_path):
    """What `fix` writes as MS Project XML has the same tasks and links for another reader."""
    plan = lm.read_lifecycle(path)
    report = lm.check(lm.align(plan, lm.load_lifecycle("itil")), level=lm.NeedLevel.CONTEXT)
    fixed = lm.fix(report)
    assert len(fixed) > len(plan)
    lm.export(fixed, tmp_path / "fixed.xml")
    done = subprocess.run([sys.executable, "-c", PEER, str(tmp_path / "fixed.xml")],
                          capture_output=True, check=True, timeout=120)  # fmt: skip
    peer = json.loads(done.stdout.splitlines()[-1])
    works = {work.key: work for work in fixed.of(lm.Work)}
    assert sorted(peer["tasks"]) == sorted(
        [w.name, len(list(fixed.ancestors(w.key))) + 1, bool(w.schedule and w.schedule.milestone)]
        for w in works.values()
    )
    assert peer["links"] == sorted(
        [works[r.subject].name, works[r.object].name,
         (r.dependency or lm.Dependency()).type.value]
        for r in fixed.relations if r.link is lm.Link.PRECEDES
    )  # fmt: skip
