"""BPMN 2.0: which files are taken, and what is read of real and of awkward ones."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
import realdata
from bpmn_samples import SMALL, flow, links, model, read
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.errors import InvalidFileError
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.native import lifecycle_of
from lifecycle_map.loading.plans.bpmn import looks_like_bpmn
from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE, words_of
from lifecycle_map.model.elements import Activity, Gate
from lifecycle_map.model.relations import Link

FLOW_NODES = (Activity, Gate)


@pytest.mark.parametrize(
    "data",
    [
        model(*SMALL),
        b"\xef\xbb\xbf<!-- <definitions> -->\n" + model(*SMALL),
        model(*SMALL).replace(b"<", b"<b:").replace(b"<b:/", b"</b:").replace(b"xmlns=", b"xmlns:b="),
        f'<?xml version="1.0" encoding="UTF-16"?>{model(*SMALL).decode()}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{model(*SMALL).decode()}'.encode("utf-16-be"),
        model(*SMALL).replace(b"<definitions ", b"<definitions y='a > b' "),
    ],
    ids=["plain", "mark and comment", "prefix", "utf-16", "utf-16 without mark", "bracket"],
)  # fmt: skip
def test_it_is_recognised_by_content(data, tmp_path):
    """A model is found whatever its suffix, prefix and encoding."""
    assert looks_like_bpmn(data)
    path = tmp_path / "model.xml"
    path.write_bytes(data)
    assert [e.source_id for e in read_lifecycle(path).of(Activity)] == ["s", "a", "e"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (model().replace(b"20100524/MODEL", b"2.0"),
         f"the namespace is 'http://www.omg.org/spec/BPMN/2.0', and not '{NAMESPACE}'"),
        (model().replace(NAMESPACE.encode(), b""),
         f"the namespace is '', and not '{NAMESPACE}'"),
        (f'<process xmlns="{NAMESPACE}"/>'.encode(),
         f"it begins with <process>, and not with <definitions> of the namespace '{NAMESPACE}'"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]>' + model(), "it declares a document type"),
        (model()[:-20], "the file stops in the middle of <process>"),
        (model('<task id="a" id="b"/>'), "duplicate attribute"),
        (model('<y:task id="a"/>'), "unbound prefix"),
        (model('<task id="a" name="&#7;"/>'), "reference to invalid character number"),
        (model('<task id="a" name="\xe9"/>').decode().encode("latin-1"), "no text in the encoding"),
        (b'<?xml version="1.0" encoding="klingon-8"?>' + model(), "klingon-8|unknown encoding"),
        (model("<subProcess>" * 300 + "</subProcess>" * 300), "nest more than 200 deep"),
    ],
)  # fmt: skip
def test_what_is_no_bpmn_is_refused_also_when_lenient(data, told, tmp_path):
    """The message names the file, the place, and what was expected."""
    path = tmp_path / "model.bpmn"
    path.write_bytes(data)
    with pytest.raises(InvalidFileError) as caught:
        read_lifecycle(path)
    assert re.search(told, str(caught.value))
    assert str(caught.value).startswith(str(path))


def test_other_definitions_are_not_taken_for_bpmn():
    """DMN, WSDL, and a mention of the namespace elsewhere are something else."""
    for other in (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        f'<definitions xmlns="urn:x" xmlns:b="{NAMESPACE}"/>'.encode(),
        f'<a xmlns="{NAMESPACE}"/>'.encode(),
        b"<definitionsOfDone/>",
        b"name,task\n",
    ):
        assert not looks_like_bpmn(other)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.randoms())
def test_every_node_and_flow_is_there_in_the_order_of_the_file(ends, shuffler):
    """However they are mixed, nodes keep their order, and each flow joins its two."""
    parts = [f'<task id="n{n}" name="Same"/>' for n in range(10)]
    flows = [flow(f"f{i}", f"n{a}", f"n{b}") for i, (a, b) in enumerate(ends)]
    mixed = [*parts, *flows]
    shuffler.shuffle(mixed)
    lifecycle = read(*mixed)
    order = [re.search(r'id="(n\d)"', part)[1] for part in mixed if part in parts]
    assert [task.source_id for task in lifecycle.of(Activity)] == order
    ids = {element.key: element.source_id for element in lifecycle}
    found = Counter((ids[a], ids[b]) for a, b in links(lifecycle, Link.PRECEDES))
    assert found == Counter((f"n{a}", f"n{b}") for a, b in ends)


def tag_counts(path):
    root = ET.parse(path).getroot()
    return Counter(element.tag.rpartition("}")[2] for element in root.iter()), root


@pytest.mark.parametrize("path", realdata.files("realdata/bpmn", "*.bpmn*"), ids=lambda p: p.stem)
def test_real_models_have_the_counts_that_another_reader_finds(path):
    """Nodes and flows are as many as pm4py counts, which also counts collaborations, pools and
    annotations as nodes, message flows and associations as flows, and of flows with one id only
    the last.
    """
    expected = json.loads((realdata.folder("realdata") / "peer-counts.json").read_text("utf-8"))
    peer = expected[f"bpmn/{path.name}"]
    lifecycle = read_lifecycle(path)
    tags, root = tag_counts(path)
    nodes = sum(len(lifecycle.of(cls)) for cls in FLOW_NODES)
    precedes = [r for r in lifecycle.relations if r.link is Link.PRECEDES]
    assert len(precedes) == tags["sequenceFlow"]
    if "nodes" in peer:
        others = tags["collaboration"] + tags["participant"] + tags["textAnnotation"]
        joins = len({r.source_id for r in precedes}) + tags["messageFlow"] + tags["association"]
        assert (nodes + others, joins) == (peer["nodes"], peer["flows"])
    ids = {element.get("id") for element in root.iter() if element.tag.endswith("Task")}
    assert ids <= {element.source_id for element in lifecycle}


@pytest.mark.parametrize("path", realdata.files("realdata/bpmn", "*.bpmn*"), ids=lambda p: p.stem)
def test_real_models_load_back_equal(path):
    """What was read is the same after it was written as TOML or JSON and read again."""
    from lifecycle_map.formats.rendering import render

    lifecycle = read_lifecycle(path)
    for name in ("toml", "json"):
        assert lifecycle_of(render(lifecycle, name).encode(), f"x.{name}") == lifecycle


def awkward():
    found = realdata.files("robust", "manifest.json")
    cases = json.loads(found[0].read_text("utf-8"))["cases"] if found else []
    return [case for case in cases if case["format"] == "bpmn"]


@pytest.mark.parametrize("case", awkward(), ids=lambda case: case["name"])
def test_awkward_files_are_refused_with_a_place_or_read_exactly(case):
    """Strictly read, a malformed file names its place; a rare one keeps every node and flow."""
    path = realdata.folder("robust") / case["file"]
    if case["expect"] == "refuse":
        with pytest.raises(InvalidFileError) as caught:
            read_lifecycle(path, strict=True)
        told = str(caught.value).replace(path.name, "").casefold()
        assert any(place.casefold() in told for place in case["place_any"])
        return
    lifecycle = read_lifecycle(path, strict=True)
    nodes = [e for e in lifecycle if isinstance(e, FLOW_NODES)]
    items = [[e.source_id, "" if e.name == words_of(e.source_type) else e.name] for e in nodes]
    ids = {element.key: element.source_id for element in lifecycle}
    assert items == case["facts"]["items"]
    found = sorted([ids[a], ids[b]] for a, b in links(lifecycle, Link.PRECEDES))
    assert found == case["facts"]["links"]
