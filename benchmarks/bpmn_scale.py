"""Reads a BPMN model of 10,000 nodes with us and with others, each in a process of its own.

The model is written as Camunda Modeler writes one: a pool with lanes, each node with its incoming
and outgoing flows, a gateway with two ways out after every ninth task, documentation, data, and
coordinates. The others are pm4py, SpiffWorkflow, bpmn-io, a bare parse with lxml, and lxml with a
few lines that collect nodes, flows and lanes; who is not installed is passed over with a word.

The time is the CPU time of the reading alone, without the imports: the least of some rounds that
take turns. The memory is the peak of the process, and what of it the imports took. No time is
asserted: read the ratios. ``--peers`` names the Python in which the others are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

NODES = 10_000
LANES = 10
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
US = "lifecycle_map"

READERS = {
    US: """
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.plans import bpmn
from lifecycle_map.model.elements import Activity, Gate
from lifecycle_map.model.relations import Link
start()
model = read_lifecycle(path)
stop()
nodes = len(model.of(Activity)) + len(model.of(Gate))
flows = sum(relation.link is Link.PRECEDES for relation in model.relations)
""",
    "lxml, bare parse": """
from lxml import etree
start()
root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
stop()
nodes, flows = len(root.findall(".//{%s}incoming/.." % space)) + 1, len(root.findall(
    ".//{%s}sequenceFlow" % space))
""",
    "lxml, by hand": """
from lxml import etree
start()
found, joined, lanes, head = {}, [], {}, "{%s}" % space
parser = etree.XMLParser(resolve_entities=False)
for element in etree.parse(path, parser).iter(head + "*"):
    tag = element.tag[len(head):]
    if tag == "sequenceFlow":
        joined.append((element.get("id"), element.get("name", ""),
                       element.get("sourceRef"), element.get("targetRef")))
    elif tag.endswith(("Event", "Gateway", "ask")):
        found[element.get("id")] = (tag, element.get("name", ""))
    elif tag == "lane":
        lanes[element.get("id")] = [part.text for part in element.iter(head + "flowNodeRef")]
stop()
nodes, flows = len(found), len(joined)
""",
    "pm4py": """
import pm4py
start()
model = pm4py.read_bpmn(path)
stop()
others = ("Collaboration", "Participant", "TextAnnotation")
nodes = sum(type(node).__name__ not in others for node in model.get_nodes())
flows = sum(type(flow).__name__ == "SequenceFlow" for flow in model.get_flows())
""",
    "SpiffWorkflow": """
import sys, threading
from SpiffWorkflow.bpmn.parser import BpmnParser
sys.setrecursionlimit(10**6)
threading.stack_size(2**29)
def read():
    global nodes, flows
    start()
    parser = BpmnParser()
    parser.add_bpmn_file(path)
    specs = parser.get_spec("P").task_specs.values()
    stop()
    parts = [spec for spec in specs if spec.bpmn_id]
    nodes, flows = len(parts), sum(len(spec.outputs) for spec in parts)
thread = threading.Thread(target=read)
thread.start()
thread.join()
assert nodes, "the thread failed"
""",
    "bpmn-io": """
from bpmn_io import BpmnModdle
start()
with open(path, encoding="utf-8") as file:
    result = BpmnModdle().from_xml(file.read())
stop()
(process,) = (e for e in result.root_element.get("rootElements") if e.type_ == "bpmn:Process")
parts = process.get("flowElements")
flows = sum(part.type_ == "bpmn:SequenceFlow" for part in parts)
nodes = sum(part.has_type("bpmn:FlowNode") for part in parts)
""",
}
MEASURED = """
import json, os, resource
path, space = {path!r}, {space!r}
seconds = imported = most = nodes = flows = 0
def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
def peak():
    # The process's own account: what the system counts begins with that of its parent.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
def start():
    global seconds, imported
    imported, seconds = peak(), used()
def stop():
    global most, seconds
    seconds, most = used() - seconds, peak()
{code}
print()
print(json.dumps([seconds, most, imported, nodes, flows]))
"""
GOALS = (
    ("pm4py", "at least 5 x faster", lambda ratio: ratio >= 5),
    ("bpmn-io", "at least 50 x faster", lambda ratio: ratio >= 50),
    ("lxml, by hand", "at most 1.1 x its time", lambda ratio: ratio >= 1 / 1.1),
)


def write_model(path: Path, nodes: int) -> None:
    """Write a model with so many nodes: rows of ten, each of which ends in a gateway."""
    ids = [_id(number, nodes) for number in range(nodes)]
    flows = [(f"Flow_{n}", ids[n], ids[n + 1], "") for n in range(nodes - 1)]
    flows += [(f"Flow_{n}_no", ids[n], ids[n - 5], "no") for n in range(9, nodes - 11, 10)]
    entering: dict[str, list[str]] = {}
    leaving: dict[str, list[str]] = {}
    for flow, source, target, _ in flows:
        leaving.setdefault(source, []).append(flow)
        entering.setdefault(target, []).append(flow)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        for lane in range(LANES):
            file.write(f'      <bpmn:lane id="Lane_{lane}" name="Team {lane}">\n')
            file.writelines(
                f"        <bpmn:flowNodeRef>{ident}</bpmn:flowNodeRef>\n"
                for ident in ids[lane::LANES]
            )
            file.write("      </bpmn:lane>\n")
        file.write("    </bpmn:laneSet>\n")
        for number, ident in enumerate(ids):
            file.write(_node(number, ident, entering.get(ident, []), leaving.get(ident, [])))
        for flow, source, target, name in flows:
            named = f' name="{name}"' if name else ""
            ends = f'sourceRef="{source}" targetRef="{target}"'
            file.write(
                f'    <bpmn:sequenceFlow id="{flow}"{named} {ends}{CONDITION if name else " />"}\n'
            )
        file.write("  </bpmn:process>\n" + DRAWING)
        file.writelines(
            SHAPE.format(id=ident, x=n % 100, y=n // 100) for n, ident in enumerate(ids)
        )
        file.writelines(EDGE.format(id=flow) for flow, *_ in flows)
        file.write("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</bpmn:definitions>\n")


def _id(number: int, nodes: int) -> str:
    kind = "Gateway" if _tag(number) == "exclusiveGateway" else "Activity"
    return {0: "StartEvent_1", nodes - 1: "EndEvent_1"}.get(number, f"{kind}_{number:06d}")


def _tag(number: int) -> str:
    return ("exclusiveGateway" if number % 10 == 9 else
            "serviceTask" if number % 3 == 0 else "userTask")  # fmt: skip


def _node(number: int, ident: str, entering: list[str], leaving: list[str]) -> str:
    tag = {"S": "startEvent", "E": "endEvent"}.get(ident[0], _tag(number))
    default = f' default="{leaving[0]}"' if tag.endswith("Gateway") else ""
    name = f"Check and record the request {number}"
    text = f'    <bpmn:{tag} id="{ident}" name="{name}"{default}>\n'
    if tag.endswith("Task") and number % 4 == 0:
        text += "      <bpmn:documentation>Done by the team on duty.</bpmn:documentation>\n"
    text += "".join(f"      <bpmn:incoming>{flow}</bpmn:incoming>\n" for flow in entering)
    text += "".join(f"      <bpmn:outgoing>{flow}</bpmn:outgoing>\n" for flow in leaving)
    return f"{text}    </bpmn:{tag}>\n"


HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:collaboration id="Collaboration_1">
    <bpmn:participant id="Participant_1" name="Service desk" processRef="P" />
  </bpmn:collaboration>
  <bpmn:process id="P" name="Handle requests" isExecutable="true">
    <bpmn:laneSet id="LaneSet_1">
"""
CONDITION = (
    ">\n      <bpmn:conditionExpression>complete == 0</bpmn:conditionExpression>\n"
    "    </bpmn:sequenceFlow>"
)
DRAWING = """  <bpmndi:BPMNDiagram id="BPMNDiagram_1">
    <bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1">
"""
SHAPE = """      <bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}">
        <dc:Bounds x="{x}60" y="{y}80" width="100" height="80" />
      </bpmndi:BPMNShape>
"""
EDGE = """      <bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">
        <di:waypoint x="215" y="120" />
        <di:waypoint x="270" y="120" />
      </bpmndi:BPMNEdge>
"""


def measure(name: str, path: Path, python: str) -> tuple[float, float, float, int, int] | str:
    """Return CPU seconds, peak and imports in MB, nodes and flows; or why it did not run."""
    source = MEASURED.format(path=str(path), space=MODEL, code=READERS[name])
    environment = dict(os.environ)
    if name == US:
        root = str(Path(__file__).parents[1])
        environment["PYTHONPATH"] = os.pathsep.join([root, *filter(None, sys.path[1:])])
    else:
        environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [sys.executable if name == US else python, "-c", source],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or [f"status {ran.returncode}"])[-1]
        return f"not installed ({last})" if "ModuleNotFound" in last else f"failed: {last[:120]}"
    seconds, most, imported, nodes, flows = json.loads(ran.stdout.strip().splitlines()[-1])
    return seconds, most, imported, nodes, flows


def main() -> None:
    """Write the model, read it with each, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=sys.executable, help="the Python of the others")
    parser.add_argument("--only", default="", help="readers, as in 'pm4py;bpmn-io'")
    options = parser.parse_args()
    chosen = [n for n in READERS if n == US or not options.only or n in options.only.split(";")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.bpmn"
        write_model(path, options.nodes)
        print(f"{options.nodes:,} nodes, {path.stat().st_size / 2**20:.1f} MB of XML, ", end="")
        print(f"Python {platform.python_version()}, the least of {options.rounds} rounds\n")
        found: dict[str, list[tuple[float, float, float, int, int]]] = {}
        for _ in range(options.rounds):
            for name in list(chosen):
                once = measure(name, path, options.peers)
                if isinstance(once, str):
                    print(f"{name}: {once}")
                    chosen.remove(name)
                else:
                    found.setdefault(name, []).append(once)
    report(found)


def report(found: dict[str, list[tuple[float, float, float, int, int]]]) -> None:
    """Print time and memory of each beside ours, and whether the goals are met."""
    ours = min(found[US])
    print(f"{'':20}{'CPU s':>8}{'x ours':>8}{'peak MB':>9}{'imports':>9}{'nodes':>8}{'flows':>8}")
    for name, rounds in found.items():
        seconds, most, imported, nodes, flows = min(rounds)
        figures = f"{seconds:8.3f}{seconds / ours[0]:8.2f}{most:9.0f}{imported:9.0f}"
        print(f"{name:20}{figures}{nodes:8,}{flows:8,}")
    print()
    for name, told, is_met in GOALS:
        if name in found:
            ratio = min(found[name])[0] / ours[0]
            met = "met" if is_met(ratio) else "not met"
            print(f"G16 {name}: {told}: it takes {ratio:.2f} x our time: {met}")


if __name__ == "__main__":
    main()
