"""Files of people, where there are some: all are read, counted as others count, and kept whole."""

from __future__ import annotations

import json
import re

import pytest
from realdata import ROOT

from lifecycle_map.codec import lifecycle_from_plain, lifecycle_to_plain
from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_crosswalk, read_lifecycle
from lifecycle_map.model.elements import Activity, Stage, Work
from lifecycle_map.model.relations import Link

PLANS = ROOT / "realdata"
PEERS = (
    json.loads((PLANS / "peer-counts.json").read_text(encoding="utf-8"))
    if (PLANS / "peer-counts.json").exists()
    else {}
)
KINDS = ("mspdi", "ganttproject", "csv", "xlsx", "bpmn", "archimate")
FILES = [path for kind in KINDS for path in sorted((PLANS / kind).glob("*"))]
NO_PLANS = ("raid_log", "migration_plan")
"""Lists that are told apart: a RAID log, and an inventory of machines."""


def counts(lifecycle, kind):
    """Return what a peer counts, of what we read."""
    works = [element for element in lifecycle.of(Work) if element.source_id]
    if kind == "bpmn":
        flows = [r for r in lifecycle.relations if r.source_type == "sequenceFlow"]
        nodes = [element for element in works if element.source_type != "process"]
        return {"nodes": len(nodes), "flows": len(flows)}
    if kind == "archimate":
        relations = [r for r in lifecycle.relations if r.source_id]
        return {"elements": len(lifecycle), "relations": len(relations)}
    links = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
    parents = {r.subject for r in lifecycle.relations if r.link is Link.CONTAINS}
    return {
        "tasks": len([w for w in works if isinstance(w, Stage | Activity)]),
        "milestones": sum(w.schedule is not None and w.schedule.milestone for w in works),
        "links": len(links),
        "summary": len(parents),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:60])
def test_every_file_is_read_counted_and_kept(path):
    """What we read is what an independent reader counts, and is the same after writing."""
    if any(name in path.name for name in NO_PLANS):
        with pytest.raises(InvalidFileError, match="not like a plan"):
            read_lifecycle(path)
        assert len(read_lifecycle(path, any_list=True))
        return
    lifecycle = read_lifecycle(path)
    assert len(lifecycle)
    assert lifecycle_from_plain(lifecycle_to_plain(lifecycle)) == lifecycle
    peer = PEERS.get(f"{path.parent.name}/{path.name}") or {}
    ours = counts(lifecycle, path.parent.name)
    differ = {key: (ours[key], peer[key]) for key in ours if key in peer and ours[key] != peer[key]}
    assert not _unexplained(differ, path)


def _unexplained(differ, path):
    """Return the differences for which there is no reason in the file itself.

    MPXJ counts the task of level 0, which is the project, and passes over the links of some
    GanttProject files; pm4py counts pools and annotations as nodes, takes message flows and
    associations for flows, and keeps one of several flows with one id.
    """
    data = path.read_bytes()
    raw = {
        "mspdi": {
            "tasks": -(b"<OutlineLevel>0</OutlineLevel>" in data),
            "summary": -1,
            "milestones": -1,
        },
        "ganttproject": {"links": data.count(b"<depend ")},
        "bpmn": {
            "flows": len(re.findall(rb"<(?:\w+:)?sequenceFlow[\s>]", data)),
            "nodes": len(re.findall(_NODES, data)),
        },
    }.get(path.parent.name, {})
    if path.parent.name == "mspdi":
        return {k: (a, b) for k, (a, b) in differ.items() if a - b != raw.get(k)}
    return {k: (a, b) for k, (a, b) in differ.items() if a != raw.get(k)}


_NODES = (
    rb"<(?:\w+:)?(?:(?:user|service|script|manual|send|receive|businessRule)?[tT]ask|callActivity|"
    rb"subProcess|transaction|(?:start|end|boundary|intermediate(?:Catch|Throw))Event|"
    rb"(?:exclusive|inclusive|parallel|complex|eventBased)Gateway)[\s>/]"
)


def test_every_crosswalk_is_read():
    """The example files of the SSSOM project are crosswalks to us."""
    for path in sorted((PLANS / "sssom").glob("*.tsv")):
        assert read_crosswalk(path).correspondences
