"""Small BPMN models for tests: builders of their parts, and what to ask of what was read."""

from __future__ import annotations

from lifecycle_map.loading.plans.bpmn import read_bpmn
from lifecycle_map.loading.plans.bpmn_terms import NAMESPACE
from lifecycle_map.loading.readers import Reading, ReadOptions

CAMUNDA = "http://camunda.org/schema/1.0/bpmn"


def model(*parts, head="", attributes=""):
    """Return a model with these parts in a process, and with others before it."""
    spaces = f'xmlns="{NAMESPACE}" xmlns:camunda="{CAMUNDA}" xmlns:x="urn:example:x"'
    body = "\n".join(parts)
    process = f'<process id="P" name="Requests">\n{body}\n</process>'
    return f"<definitions {spaces}{attributes}>\n{head}{process}\n</definitions>".encode()


def read(*parts, options=None, **more):
    reading = Reading(model(*parts, **more), "model.bpmn", options or ReadOptions())
    return read_bpmn(reading)


def flow(ident, source, target, inner="", more=""):
    ends = f'id="{ident}" sourceRef="{source}" targetRef="{target}"'
    return f"<sequenceFlow {ends} {more}>{inner}</sequenceFlow>"


def links(lifecycle, link):
    return [(r.subject, r.object) for r in lifecycle.relations if r.link is link]


def properties(thing):
    return [(held.name, held.text) for held in thing.properties]


SMALL = (
    '<startEvent id="s" name="Asked"/>',
    '<userTask id="a" name="Check"/>',
    '<exclusiveGateway id="g" name="Complete?"/>',
    '<endEvent id="e" name="Done"/>',
    flow("f1", "s", "a"),
    flow("f2", "a", "g"),
    flow("f3", "g", "e", more='name="yes"'),
    flow("f4", "g", "a", more='name="no"'),
)
